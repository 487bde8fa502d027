"""The time line under a replay: that it is one, which entry is shown, where in the meeting, and what it says."""

from __future__ import annotations

from boardtui.meeting.entries import EntryRetracted
from boardtui.meeting.record.steps import Steps
from boardtui.meeting.words.entry_words import tell_in
from boardtui.tui.safe import Line, Span, Tone, cut, fit, line, span, width_of
from boardtui.tui.views.timing import Local, day_apart
from boardtui.tui.widgets.painted import Painted

_LEGEND = "┊ motion  ▒ confidential"


class Timeline(Painted):
    """Three lines: the banner, the track, the entry in words."""

    DEFAULT_CSS = "Timeline { height: 4; border-top: heavy $error; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks: tuple[Steps, int, dict[int, str]] | None = None

    def tell(self, steps: Steps, local: Local, pace: str) -> None:
        """Show where the replay stands; ``pace`` says whether it plays, and how fast."""
        width = max(20, self.size.width)
        self.show([_banner(steps, local, pace, width), self._track(steps, local, width), _entry(steps, width)])

    def _track(self, steps: Steps, local: Local, width: int) -> Line:
        ends = (local(steps.lines[at].at) for at in (0, -1))
        first, last = (f"{day_apart(end, steps.stretch.state.starts)}{end:%H:%M}" for end in ends)
        room = max(4, width - len(first) - len(last) - 4)
        if self._marks is None or self._marks[:2] != (steps, room):
            self._marks = (steps, room, _marks(steps, room))
        marks, here = self._marks[2], _cell(steps.place, len(steps), room)
        cells = "".join(marks.get(cell, "━" if cell < here else "─") for cell in range(room))
        return line(
            Span(f" {first} ", "dim"),
            Span(cells[:here], "accent"),
            Span("█", "strong"),
            Span(cells[here + 1 :], "dim"),
            Span(f" {last} ", "dim"),
        )


def _banner(steps: Steps, local: Local, pace: str, width: int) -> Line:
    moment = local(steps.line.at)
    left = line(Span(" REPLAY ", "cursor"), Span(" not live, nothing is recorded here", "bad"))
    time = f"{day_apart(moment, steps.stretch.state.starts)}{moment:%H:%M:%S}"
    entry = f"entry {steps.line.seq}, {steps.place + 1} of {len(steps)}"
    right = line(f"{time} · {entry} · ", Span(pace, "strong"), " ")
    if width_of(left) + width_of(right) + 2 > width:
        left = line(Span(" REPLAY ", "cursor"), Span(" not live", "bad"))
    return line(*left, Span(" " * max(2, width - width_of(left) - width_of(right))), *right)


def _entry(steps: Steps, width: int) -> Line:
    """The entry in words; struck where it was taken back later, marked where it reads as it was corrected later."""
    at = steps.line
    by, corrected = steps.taken_back_by, steps.stretch.before.get(at.seq, ())
    struck = Span(f"undone later, by entry {by}: ", "warn") if by is not None else Span("")
    if corrected and by is None:
        struck = Span(f"as corrected later, by entry {corrected[-1][0]}: ", "warn")
    text = tell_in(steps.stretch, at, steps.state).replace("\n", " ")
    hidden = Span("confidential: ", "warn") if at.confidential and not text.startswith("confidential") else Span("")
    tone: Tone = "dim" if by is not None or isinstance(at.entry, EntryRetracted) else "strong"
    spans = line(" ", struck, hidden, span(text, tone))
    if width < 110:
        return cut(spans, width - 1)
    aside = line(span(f"by {fit(at.by, 24).rstrip()}  {_LEGEND} ", "dim"))
    shown = cut(spans, width - width_of(aside) - 2)
    return line(*shown, Span(" " * (width - width_of(shown) - width_of(aside))), *aside)


def _marks(steps: Steps, room: int) -> dict[int, str]:
    """The cells of the track where motions were put, and those of what is confidential."""
    count = len(steps)
    marks = {_cell(place, count, room): "▒" for place, one in enumerate(steps.lines) if one.confidential}
    return marks | {_cell(place, count, room): "┊" for place in steps.motions}


def _cell(place: int, count: int, room: int) -> int:
    return place * (room - 1) // max(1, count - 1)

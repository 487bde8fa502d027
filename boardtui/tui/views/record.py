"""Draws the running record: every entry in a few words, the newest first."""

from __future__ import annotations

from boardtui.meeting.entries import EntryRetracted
from boardtui.meeting.state import Stamped, State
from boardtui.meeting.stretch import Stretch
from boardtui.meeting.telling import tell
from boardtui.tui.safe import Line, Span, Tone, cut, line, wrap
from boardtui.tui.views.timing import Local

MOST = 200
_TALL = 3


def record_lines(stretch: Stretch, width: int, local: Local, upto: int | None = None, most: int = MOST) -> list[Line]:
    """The last entries up to number ``upto``, the newest first; what was taken back by then is marked so."""
    shown = [stamped for stamped in stretch.lines if upto is None or stamped.seq <= upto]
    struck = {stamped.entry.seq for stamped in shown if isinstance(stamped.entry, EntryRetracted)}
    lines: list[Line] = []
    for stamped in reversed(shown[-most:]):
        lines += entry_lines(stretch.state, stamped, width, local, taken_back=stamped.seq in struck)
    if len(shown) > most:
        lines.append(line(Span(f"{len(shown) - most} earlier entries are in the replay", "dim")))
    return lines


def entry_lines(state: State, stamped: Stamped, width: int, local: Local, *, taken_back: bool = False) -> list[Line]:
    """One entry: its time, then its words, over at most three lines."""
    time = f"{local(stamped.at):%H:%M} "
    marks = ("taken back: " if taken_back else "") + ("confidential: " if stamped.confidential else "")
    tone: Tone = "dim" if taken_back else ""
    words = wrap(marks + tell(state, stamped.entry).replace("\n", " "), max(8, width - len(time)), tone)
    if len(words) > _TALL:
        words = [*words[: _TALL - 1], cut(line(Span(words[_TALL - 1][0].text + " …", tone)), width - len(time))]
    first, *rest = words
    return [line(Span(time, "dim"), *first), *(line(" " * len(time), *more) for more in rest)]

"""Draws the running record: every entry in a few words, the newest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import groupby

from boardtui.meeting.entries import MemberArrived, TimeStated
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import Stamped
from boardtui.meeting.words.entry_words import tell_in
from boardtui.tui.safe import Line, Span, Tone, cut, line, span, wrap
from boardtui.tui.views.timing import Local, day_apart

MOST = 200
_TALL = 3
_ROLL = 4
_WORD = len("confidential:")  # the longest that many entries have; a narrower column would tear it apart


def record_lines(
    stretch: Stretch,
    shown: Sequence[Stamped],
    width: int | None,
    local: Local,
    upto: int | None = None,
    most: int = MOST,
) -> list[Line]:
    """The last of the entries ``shown`` up to number ``upto``, the newest first; what was taken back by then is marked so.

    Where a roll was taken, the arrivals of that minute stand in one line. Without a ``width`` each entry is one line.
    """
    shown = [  # the entry itself has that time, and is undone with it
        stamped
        for stamped in shown
        if not isinstance(stamped.entry, TimeStated) and not stretch.undoes_its_time(stamped)
    ]
    count = len(shown) if upto is None else sum(stamped.seq <= upto for stamped in shown)
    struck = {target for target, by in stretch.taken_back.items() if upto is None or by <= upto}
    lines: list[Line] = []
    for rows in _runs(shown[max(0, count - most) : count][::-1], struck):
        if len(rows) >= _ROLL:
            time = _when(stretch, local(rows[0].at))
            lines.append(line(Span(time, "dim"), f"{len(rows)} members arrived"))
            continue
        for stamped in rows:
            later = "undone later" if stamped.seq in stretch.struck else ""
            back = "undone" if stamped.seq in struck else later
            lines += entry_lines(stretch, stamped, width, local, back)
    if count > most:
        lines.append(line(Span(f"{count - most} earlier entries are in the replay", "dim")))
    return lines


def entry_lines(stretch: Stretch, stamped: Stamped, width: int | None, local: Local, back: str = "") -> list[Line]:
    """One entry: its time, then its words, over at most three lines; ``back`` says that it was taken back."""
    time, day = _when(stretch, local(stamped.at)), []
    text = tell_in(stretch, stamped).replace("\n", " ")
    secret = "confidential: " if stamped.confidential and not text.startswith("confidential") else ""
    text = (f"{back}: " if back else "") + secret + text
    tone: Tone = "dim" if back else ""
    if width is None:
        return [line(Span(time, "dim"), span(text, tone))]
    if width - len(time) < _WORD:  # a time with its day has a line of its own there
        time, day = "  ", [line(Span(time.rstrip(), "dim"))]
    spans = wrap(text, max(8, width - len(time)), tone)
    if len(spans) > _TALL:
        last = Span(spans[_TALL - 1][0].text + " …", tone)
        spans = [*spans[: _TALL - 1], cut((last,), max(8, width - len(time)))]
    first, *rest = spans
    return [*day, line(Span(time, "dim"), *first), *(line(" " * len(time), *more) for more in rest)]


def _when(stretch: Stretch, moment: datetime.datetime) -> str:
    """The time of an entry, with its day where that is not the day of the meeting."""
    return f"{day_apart(moment, stretch.state.starts)}{moment:%H:%M} "


def _runs(shown: Sequence[Stamped], struck: set[int]) -> Iterable[list[Stamped]]:
    """The entries one by one, but plain arrivals within the same minute together."""

    def same(stamped: Stamped) -> str:
        entry = stamped.entry
        plain_arrival = isinstance(entry, MemberArrived) and entry.mode == "in person" and entry.deputy is None
        public = not stamped.confidential and stamped.seq not in struck
        return f"arrived {stamped.at[:16]}" if plain_arrival and public else f"{stamped.seq}"

    for _, run in groupby(shown, key=same):
        yield list(run)

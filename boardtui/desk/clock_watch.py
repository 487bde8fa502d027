"""The clock by which entries are dated, and what is said once it has jumped."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from boardtui.book.chain import Line
from boardtui.clock import Clock, stamp_of
from boardtui.meeting.fold.stated_times import wall_time
from boardtui.meeting.state.state import State

SLACK = datetime.timedelta(minutes=2)  # by which a clock may differ without being told of
LONG = datetime.timedelta(hours=24)  # between two entries of an open meeting: longer than any


class ClockWatch:
    """Reads the clock once for each entry that it dates, and sees whether it goes on as time does.

    Args:
        clock: gives the time.
        passing: gives the seconds that pass whatever is done to the clock; None where nothing tells them.
    """

    def __init__(self, clock: Clock, passing: Callable[[], float] | None) -> None:
        self.behind: dict[int, str] = {}  # what the clock said of entries dated later, since the one before them is
        self._clock, self._passing = clock, passing
        self._now, self._text = datetime.datetime.min, ""
        self._looked: tuple[datetime.datetime, float] | None = None
        self._is_behind = False

    def read(self) -> str:
        """The time now, in UTC as the book writes it."""
        self._now = self._clock()
        self._text = stamp_of(self._now)
        return self._text

    def jump(self, line: Line, last: Line | None, state: State) -> str | None:
        """What to say where the clock has jumped since the ``last`` line, once the ``line`` is dated by it; once a jump.

        ``state`` is what the book says before that line.
        """
        now, text, passed = self._now, self._text, self._passing() if self._passing else None
        before, self._looked = self._looked, None if passed is None else (now, passed)
        if last is None:
            return None
        if text < line.at:
            self.behind[line.seq] = text
        since = now - datetime.datetime.fromisoformat(last.at)
        was_behind, self._is_behind = self._is_behind, -since > SLACK
        moved = datetime.timedelta(0)
        if before is not None and passed is not None:
            moved = now - before[0] - datetime.timedelta(seconds=passed - before[1])
        long_ago = state.phase == "open" and since > LONG
        if was_behind or not (self._is_behind or abs(moved) > SLACK or (before is None and long_ago)):
            return None
        dated = f"; entry {line.seq} is dated like that, since times in the book never go back"
        return (
            f"The clock of this computer may be wrong: the entry before says {wall_time(state, last.at)}, and the "
            f"clock now says {wall_time(state, text)}{dated if self._is_behind else ''}. Put the clock right; then # "
            "in the meeting states the right times."
        )

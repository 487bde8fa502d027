"""A stretch of a book to go through entry by entry, in both directions and by leaps, with the state at each place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from boardtui.meeting.entries import EntriesCorrected, EntryRetracted, MotionPut
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import Record
from boardtui.meeting.state.state import Stamped, State

_BLOCK = 128
_BLOCKS = 4
_TIME = re.compile("([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


class Steps:
    """Stands at one entry of a stretch that is not empty; ``place`` counts from 0.

    What is recorded later is not among them. The states around the place are kept, so that a step costs nothing however
    long the meeting was. With a ``record``, as while the public is in the room, it goes through the entries and states of
    that alone.
    """

    def __init__(self, stretch: Stretch, place: int = 0, record: Record | None = None) -> None:
        self.stretch = stretch.copy()  # the meeting may go on while somebody looks back on it
        self.record = record
        self.lines = self.stretch.lines if record is None else self.stretch.public_lines()
        self.place = place
        self.motions = [index for index, line in enumerate(self.lines) if isinstance(line.entry, MotionPut)]
        self._blocks: dict[int, list[State]] = {}

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def first(self) -> int:
        """The number of the first entry."""
        return self.lines[0].seq

    @property
    def last(self) -> int:
        """The number of the last entry."""
        return self.lines[-1].seq

    @property
    def line(self) -> Stamped:
        """The entry here."""
        return self.lines[self.place]

    @property
    def state(self) -> State:
        """What the book said just after this entry, as it was understood then."""
        if self.record is not None:
            return self.record.told_at(self.line.seq)
        number, offset = divmod(self.place, _BLOCK)
        if number not in self._blocks:
            if len(self._blocks) >= _BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[number] = self._fold(number * _BLOCK)
        return self._blocks[number][offset]

    @property
    def taken_back_by(self) -> int | None:
        """The entry that later took this one back, or None."""
        return self.stretch.taken_back.get(self.line.seq)

    def go(self, place: int) -> bool:
        """Go to a place, or as near as there is; whether that is another one."""
        before, self.place = self.place, min(max(place, 0), len(self) - 1)
        return self.place != before

    def go_to_motion(self, step: int) -> bool:
        """Go to where the next motion (1) or the one before (-1) was put; whether there is one."""
        ahead = [place for place in self.motions if (place - self.place) * step > 0]
        return bool(ahead) and self.go(min(ahead) if step > 0 else max(ahead))

    @property
    def motion_meant(self) -> str | None:
        """The motion that the entry here is about, else the only one open, else the only one; None where it is unclear."""
        motions = self.state.motions
        about = getattr(self.line.entry, "motion", None)
        if about in motions:
            return str(about)
        undecided = [key for key, motion in motions.items() if motion.status == "open"]
        if len(undecided) == 1:
            return undecided[0]
        return next(iter(motions)) if len(motions) == 1 else None

    def place_named(self, where: str, local: Callable[[str], datetime.datetime]) -> int | None:
        """The place that a time such as 10:34 or the number of an entry names; None where it names none."""
        match = _TIME.fullmatch(where)
        if match:
            return self._place_at(datetime.time(int(match[1]), int(match[2])), local)
        if re.fullmatch("[0-9]{1,18}", where) and self.first <= int(where) <= self.last:
            return next(place for place, line in enumerate(self.lines) if line.seq >= int(where))
        return None

    def _place_at(self, time: datetime.time, local: Callable[[str], datetime.datetime]) -> int:
        """The first entry at that time of the meeting's day or later; the last where there is none."""
        day = local(self.stretch.state.opened_at or self.lines[0].at).date()
        for place, line in enumerate(self.lines):
            moment = local(line.at)
            if (moment.date(), moment.time()) >= (day, time):
                return place
        return len(self) - 1

    def _fold(self, first: int) -> list[State]:
        lines = self.stretch.lines
        state = self.stretch.state_after(lines[first].seq - 1)
        states = []
        for line in lines[first : first + _BLOCK]:
            if isinstance(line.entry, EntryRetracted | EntriesCorrected):
                state = self.stretch.state_after(line.seq)
            else:
                state = accept(state, self.stretch.as_read(line, line.seq))
            states.append(state)
        return states

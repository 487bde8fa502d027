"""Records a book as the program does: with what it fills in, and with a meeting time where a meeting is entered late."""

from __future__ import annotations

import datetime
from random import Random
from typing import NamedTuple

import msgspec

from boardtui.book.chain import canonical
from boardtui.desk.filled_in import filled_in, filled_in_when_stamped
from boardtui.desk.found import found_by, seats_then
from boardtui.desk.meeting_time import is_timed
from boardtui.meeting import entries as e
from boardtui.meeting.entries import Found
from boardtui.meeting.fold.door import refuse_at_the_door
from boardtui.meeting.fold.sitting import hidden_part, open_matter, public_part
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.register.convene import part_found
from tests.agreement.body import BOOK, DOING, FIRST, PLACES, RULES, THINGS, AgendaItem
from tests.public_record.candidates import Chooser
from tests.public_record.pairs import Book

LATER = datetime.timedelta(days=2)
"""How long after the later meeting an earlier one is entered."""


class Naming(Chooser):
    """Chooses entries whose words hold no key."""

    def key(self) -> str:
        self.count += 1
        return f"{self.series}{self.count}"

    def words(self) -> str:
        return f"{self.one(THINGS)} {self.one(PLACES)}"


class _Numbered(NamedTuple):
    seq: int


class _Sealed(NamedTuple):
    entry: bytes


class _Reader:
    """What is asked of a file to know what a late meeting found."""

    def __init__(self, book: Recording) -> None:
        self._book = book

    def segments(self, book: str) -> list[_Numbered]:
        return [_Numbered(stretch.lines[0].seq) for stretch in self._book.stretches]

    def sealed(self, book: str, seq: int) -> _Sealed:
        return _Sealed(canonical(self._book.lines[seq - 1].entry))


class Recording(Book):
    """A book that is recorded by chance, entry by entry."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self.chance = chance
        self._minute = FIRST.astimezone(datetime.UTC) - datetime.timedelta(minutes=30)
        self._behind: datetime.timedelta | None = None  # how long ago the meeting was that is entered with its times
        self.aims = [f"To {doing} {thing} {place}" for doing in DOING for thing in THINGS for place in PLACES]
        self.abouts = [f"{thing} {place}" for thing in THINGS for place in PLACES]
        chance.shuffle(self.aims)
        chance.shuffle(self.abouts)
        self.names = Naming(chance, "zk")
        self.hidden = Naming(chance, "yk")
        self.rules = RULES

    @property
    def c(self) -> Naming:
        return self.hidden if self.stretches and self.state.excluded else self.names

    def begin(self, convened: e.MeetingConvened, hidden: tuple[AgendaItem, ...]) -> bool:
        """Convene a meeting with what earlier ones left, at its time or, where a later one is in the book, afterwards."""
        starts = datetime.datetime.fromisoformat(convened.starts).astimezone(datetime.UTC)
        begins = starts - datetime.timedelta(minutes=20)
        late = self._minute > begins and bool(self.stretches)
        self._minute, self._second, self._behind = max(self._minute + (LATER if late else LATER * 0), begins), 0, None
        matter = open_matter(self.state) if self.stretches else e.Carried()
        found = self._found(convened.starts)
        apart = msgspec.structs.replace(hidden_part(matter), agenda=hidden)
        then = None if found is None else part_found(found, hidden=True)
        if then not in (None, Found()) or apart != e.ConfidentialCarried():
            apart = msgspec.structs.replace(apart, found=then)
        public = None if found is None else part_found(found, hidden=False)
        entry = msgspec.structs.replace(convened, carried=public_part(matter), found=public)
        if found is not None:
            entry = seats_then(_Reader(self), BOOK, entry, self._holding)  # type: ignore[arg-type]
        self.stretches.append(Stretch(BOOK, self.state if self.stretches else None))
        if not self.record(entry, public=True):
            return False
        if apart != e.ConfidentialCarried():
            self.record(apart, public=False)
        if late and self.chance.random() < 0.7:
            self._behind = self._minute - begins
        return True

    def _found(self, starts: str) -> Found | None:
        if not self.stretches:
            return None
        return found_by(_Reader(self), BOOK, starts, self._holding)  # type: ignore[arg-type]

    def _holding(self, seq: int) -> Stretch:
        return next(stretch for stretch in self.stretches if stretch.lines[0].seq <= seq <= stretch.lines[-1].seq)

    def _earlier(self, meeting: str) -> Stretch | None:
        return next((one for one in self.stretches if one.state.meeting == meeting), None)

    def record(self, entry: e.AnyEntry | None, *, public: bool) -> bool:
        """Record it as the program would, which fills in what the entry alone does not know, and states its time."""
        if entry is None:
            return False
        whole = entry if isinstance(entry, e.MeetingConvened) else filled_in(self.state, entry)
        stamped = self.stretch.stamp(len(self.lines) + 1, self._now(), "secretary", whole)
        whole = filled_in_when_stamped(self.stretch, stamped, self._earlier)
        try:
            refuse_at_the_door(self.state, msgspec.structs.replace(stamped, entry=whole))
        except Refused:
            return False
        if not super().record(whole, public=public):
            return False
        if self._behind is not None and is_timed(whole):
            self._state_time(public=public)
        if isinstance(whole, e.MeetingClosed):
            self._behind = None
        return True

    def _state_time(self, *, public: bool) -> None:
        """State, in the same minute, when the entry recorded last was."""
        line = self.lines[-1]
        then = datetime.datetime.fromisoformat(line.at) - (self._behind or datetime.timedelta())
        stated = e.TimeStated(len(self.lines), then.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z")
        minute = self._minute
        self._minute -= datetime.timedelta(minutes=1) if public else datetime.timedelta()
        if not super().record(stated, public=public):
            self._minute = minute

    def _now(self) -> str:
        return self._minute.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def do(self, entry: e.AnyEntry | None) -> bool:
        """Record an entry as public as it is; False where the rules refuse it."""
        return entry is not None and (self.record(entry, public=True) or self.record(entry, public=False))

    @property
    def today(self) -> str:
        """The day on which the next entry is recorded, or was if the meeting is entered with its times."""
        return (self._minute - (self._behind or datetime.timedelta())).date().isoformat()

    def aim(self) -> str:
        """What a motion is for, which no other is: papers are compared by it."""
        return self.aims.pop()

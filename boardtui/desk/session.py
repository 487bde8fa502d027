"""The one door through which anything is recorded: judged, sealed, on the disk, and only then shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from boardtui.book.chain import GENESIS, Line, canonical, seal
from boardtui.book.errors import Altered, DoesNotFollow, LinesMissing, Missing, NotRecorded, ReadIn
from boardtui.book.missing import find_missing, missing_words, put_back
from boardtui.book.store import Store
from boardtui.charter.terms_of_reference import Terms
from boardtui.charter.words import bare, title_of
from boardtui.clock import Clock, elapsed, now_utc, stamp_of
from boardtui.desk.clock_watch import ClockWatch
from boardtui.desk.filled_in import filled_in, filled_in_when_stamped
from boardtui.desk.filled_seats import follow_in_register
from boardtui.desk.folding import fold_book
from boardtui.desk.keys_once import refuse_known_key
from boardtui.desk.meeting_time import after, is_offered, is_timed, resumed, times_together
from boardtui.meeting.entries import AnyEntry, ConfidentialCarried, EntryRetracted, MeetingConvened, TimeStated, kind
from boardtui.meeting.fold.confidential import public_in_room
from boardtui.meeting.fold.door import refuse_at_the_door
from boardtui.meeting.fold.sitting import open_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.labels import body_title
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State

if TYPE_CHECKING:
    from pathlib import Path

    from boardtui.book.mirror import Mirror


class Session:
    """One book, from the last MeetingConvened on: what it says now, and the way to say more.

    Args:
        store: the open database; where it is open for looking only, ``record`` raises ReadOnly.
        book: the body's key.
        by: who records.
        clock: gives the time; the book never goes back before its last entry, whatever the clock says.
        terms: terms of reference from the configuration, by body; they fill what the register leaves undefined.
        nonces: gives the random part of each entry, only where an example must come out the same every time.
        mirror: the second place that gets every entry too.
        passing: gives the seconds that pass whatever is done to the clock; left out, those of the machine with its clock.
        checked: whether the stretch is refused where it was altered; without it, what stands there is taken as it is.

    Raises:
        Altered: the stretch is not what was recorded.
        BookError: the book cannot be gone through.
    """

    def __init__(
        self,
        store: Store,
        book: str,
        *,
        by: str = "secretary",
        clock: Clock = now_utc,
        terms: dict[str, Terms] | None = None,
        nonces: Callable[[], str] | None = None,
        mirror: Mirror | None = None,
        checked: bool = True,
        passing: Callable[[], float] | None = None,
    ) -> None:
        self.store = store
        self.book = book
        self.by = by
        self.clock = clock
        self.terms = terms or {}
        self.meeting_time: str | None = None  # of a meeting entered afterwards: when the next entry was, in UTC
        self.last_warning: str | None = None
        self.untold = ""  # the last warning, until a screen has said it
        self.fault: Altered | None = None  # of an earlier meeting; while it stands here, nothing is recorded
        self._nonces = nonces
        self._mirror = mirror
        self._news: str | None = None  # of the second place, before an entry was recorded
        self._checked = checked
        self.watch = ClockWatch(clock, passing or (elapsed if clock is now_utc else None))
        self._read()
        self.catch_up()

    def _read(self) -> None:
        """Fold the book as the file has it now; the lines are kept, should the file lose them."""
        self._mark = self.store.mark()
        lines = self.store.segment(self.book, checked=self._checked)
        self.stretch = fold_book(self.store, self.book, lines, self._before(lines))
        self._kept = lines

    @property
    def state(self) -> State:
        """What the book says now."""
        return self.stretch.state

    @property
    def lines(self) -> list[Stamped]:
        """The entries since the last MeetingConvened."""
        return self.stretch.lines

    @property
    def _last(self) -> Line | None:
        return self._kept[-1] if self._kept else None

    @property
    def recorded(self) -> int:
        """How many entries the whole book has."""
        return self._last.seq if self._last else 0

    @property
    def head(self) -> str:
        """The hash of the last entry."""
        return self._last.hash if self._last else GENESIS

    def record(self, entry: AnyEntry, *, at: str | None = None, by: str | None = None) -> Stamped:
        """Record one entry; when this returns it is on the disk.

        Args:
            entry: what happened.
            at: UTC with milliseconds where a script gives it; else the clock.
            by: who records, where it is not the session's secretary.

        Raises:
            Refused: the rules do not allow it; nothing is recorded.
            BookError: it could not be recorded; the message says whether it is.
        """
        if isinstance(entry, MeetingConvened):
            return self._convene([entry], at, by)[0]
        if at is None and self.meeting_time is not None and is_timed(entry):
            return self.record_together([entry], by=by)[0]
        self._refuse_to_fork()
        self._refuse_taken(entry)
        stamp, line = self._sealed(self.stretch, self._last, entry, at, by)
        step = self.stretch.judge(stamp)
        refuse_at_the_door(self.state, stamp)
        jump = self.watch.jump(line, self._last, self.state) if at is None else None
        self._write([(line, kind(entry), False)])
        self.stretch.add_judged(step)
        self._warn(self._warning() or jump or follow_in_register(self.store, self.stretch, [entry]))
        return stamp

    def record_together(self, entries: Iterable[AnyEntry], *, by: str | None = None) -> list[Stamped]:
        """Record entries all or none: each is judged on what those before it lead to, and a single commit writes them.

        With a meeting time each gets that time, stated by an entry right behind it.

        Raises:
            Refused: one of them is not allowed; none is recorded.
            BookError: they could not be recorded; the message says whether they are.
        """
        self._refuse_to_fork()
        trial = self.stretch.copy()
        rows: list[tuple[Line, str, bool]] = []
        stamps: list[Stamped] = []
        last, time = self._last, self.meeting_time
        for entry in entries:
            if isinstance(entry, MeetingConvened | EntryRetracted):
                raise Refused("A meeting is convened, and an entry undone, by an entry of its own.")
            self._refuse_taken(entry)
            stamp, last = self._sealed(trial, last, entry, None, by)
            step = trial.judge(stamp)
            refuse_at_the_door(trial.state, stamp)
            trial.add_judged(step)
            rows.append((last, kind(entry), False))
            if time is not None and is_timed(entry):
                stated, last = self._sealed(trial, last, TimeStated(stamp.seq, time), None, by)
                trial.add(stated)
                rows.append((last, kind(stated.entry), False))
                time = after(time)
            stamps.append(trial.line(stamp.seq) or stamp)
        if not rows:
            return []
        jump = self.watch.jump(rows[-1][0], self._last, self.state)
        self._write(rows)
        self.stretch = trial
        self.meeting_time = None if self.state.phase == "closed" else time
        recorded = [stamp.entry for stamp in stamps]
        self._warn(self._warning() or jump or follow_in_register(self.store, self.stretch, recorded))
        return stamps

    def convene(self, meeting: str, *, at: str | None = None, by: str | None = None) -> list[Stamped]:
        """Convene a meeting from the register: what the tables say now is frozen into the book.

        Raises:
            RegisterError: there is no such meeting.
            Refused: the meeting before it is not closed, or it has been convened already.
        """
        from boardtui.register.versions import put_into_force

        entry, hidden = self.to_convene(meeting)
        stamps = self._convene([entry, *([hidden] if hidden is not None else [])], at, by)
        put_into_force(self.store.connection, entry.starts[:10])  # a charter that it was convened with by the day
        return stamps

    def to_convene(
        self, meeting: str, state: State | None = None
    ) -> tuple[MeetingConvened, ConfidentialCarried | None]:
        """What convening a meeting now records: the meeting, and what of it is confidential.

        Args:
            meeting: which, by its key in the register.
            state: what carries over to it; where left out, what the book says now.

        Raises:
            RegisterError: there is no such meeting, or the register cannot be used for it.
            Refused: it is a meeting of another body.
        """
        from boardtui.desk.found import found_by, seats_then
        from boardtui.register.agenda import meeting as planned
        from boardtui.register.convene import convened

        starts = planned(self.store.connection, meeting).starts
        try:
            found = found_by(self.store, self.book, starts, self.past)
        except Altered:  # that is told elsewhere, and is no reason not to meet
            found = None
        entry, hidden = convened(self.store.connection, meeting, open_matter(state or self.state), self.terms, found)
        if entry.body != self.book:
            whose, here = (entry.charter.bodies.get(key) or title_of(key) for key in (entry.body, self.book))
            raise Refused(f"“{entry.title or meeting}” is a meeting of the {bare(whose)}, not of the {bare(here)}.")
        return seats_then(self.store, self.book, entry, self.past) if found is not None else entry, hidden

    def would_undo(self) -> Stamped | None:
        """The entry that undo takes back, or None; with a meeting time, the entry and not the statement of its time."""
        together = times_together(self.stretch) if self.meeting_time is not None else None
        return together or self.stretch.last_standing()

    def undo(self, reason: str = "recorded in error") -> Stamped:
        """Take back the last entry that stands. Refused where there is none or something rests on it."""
        last = self.would_undo()
        if last is None:
            raise Refused("There is nothing to undo in this meeting.")
        statement = self.stretch.last_standing()
        if statement is not None and statement.seq != last.seq:
            self.record(EntryRetracted(seq=statement.seq, reason=reason))
        return self.record(EntryRetracted(seq=last.seq, reason=reason))

    def enter_afterwards(self) -> None:
        """Go on with the meeting time that the book tells, where the meeting is entered afterwards and none is set."""
        if self.meeting_time is None:
            self.meeting_time = resumed(self.stretch, self.clock())

    @property
    def public_in_room(self) -> bool:
        """Whether the public may be in the room now."""
        return public_in_room(self.state)

    @property
    def offers_meeting_time(self) -> bool:
        """Whether the meeting seems to be entered afterwards, so that a meeting time is among the keys."""
        return is_offered(self.state, self.clock())

    @property
    def entry_time(self) -> str:
        """When an entry that is recorded now was, in UTC: at the meeting time, where there is one, else by the clock."""
        return self.meeting_time or stamp_of(self.clock())

    def past(self, seq: int) -> Stretch:
        """The stretch of the book that contains entry ``seq``, folded on its own."""
        return fold_book(self.store, self.book, self.store.segment(self.book, seq))

    def holding(self, seq: int | None) -> Stretch:
        """The stretch that contains entry ``seq``: the one being written where it does, or where ``seq`` is None."""
        if seq is None or not self.lines or seq >= self.lines[0].seq:
            return self.stretch
        return self.past(seq)

    def _convene(self, entries: list[AnyEntry], at: str | None, by: str | None) -> list[Stamped]:
        """Begin a new stretch, with all its first entries or none."""
        self._refuse_to_fork()
        self._refuse_taken(entries[0])
        stretch = Stretch(self.book, self.state)
        rows: list[tuple[Line, str, bool]] = []
        last = self._last
        for entry in entries:
            stamp, last = self._sealed(stretch, last, entry, at, by)
            stretch.add(stamp)
            rows.append((last, kind(entry), isinstance(entry, MeetingConvened)))
        self._write(rows)
        self._kept = self._kept[-len(self.stretch.lines) - len(rows) :]  # the meeting before, and what begins this one
        self.stretch, self._checked, self.meeting_time = stretch, True, None
        self._warn(self._warning())
        return stretch.lines

    def _write(self, rows: list[tuple[Line, str, bool]]) -> None:
        """Append lines to the file; where it holds another course of the book, say what differs."""
        try:
            self.store.append_many(rows, self._refuse_altered)
        except DoesNotFollow:
            self.compare()
            raise
        self._kept += [line for line, _, _ in rows]

    def _refuse_altered(self) -> None:
        """Refuse to go on after what was altered in this stretch; looked at where another program has written to the file."""
        mark = self.store.mark()
        if mark != self._mark and self._checked:
            self.store.segment(self.book)
        self._mark = mark

    def compare(self) -> None:
        """Hold the file against what was recorded here: it may have been put back, replaced, or in doubt after a fault.

        What it has more is read in.

        Raises:
            LinesMissing: it lacks entries that were recorded here.
            ReadIn: it had more, and these are now read in.
            Unavailable: it cannot be used at this moment.
        """
        self.store.find_again()
        there, last = self.store.last(self.book), self._last
        if there == last:
            return
        if last is None or next(iter(self.store.lines(self.book, last.seq, last.seq)), None) == last:
            before = self.recorded
            self._read()
            raise ReadIn(_more(self.store.path, before + 1, self.recorded))
        missing = find_missing(self.store, self.book, self._kept, self._elsewhere)
        named = f"minute book of the {bare(body_title(self.state, self.book))}"
        raise LinesMissing(missing_words(self.store.path, missing, named), missing)

    def put_back(self, missing: Missing) -> None:
        """Record in the file again what it lacks of what was recorded here. Raises as ``record`` does."""
        put_back(self.store, missing)
        self.compare()
        self._warn(self._warning())

    def _elsewhere(self, after: int) -> list[Line]:
        return self._mirror.lines_after(self.book, after) if self._mirror is not None else []

    def catch_up(self, *, last_chance: bool = False) -> str | None:
        """Write what the second place lacks; a sentence where that has just begun to fail, or works again."""
        if self._mirror is None or self.store.read_only_reason is not None:
            return None
        return self._mirror.follow(self.store, self.book, last_chance=last_chance)

    def _warn(self, warning: str | None) -> None:
        self.last_warning, self.untold = warning, warning or self.untold

    def _warning(self) -> str | None:
        """What the secretary must know of an entry that is recorded: a fault on the way, or at the second place."""
        news, self._news = self.catch_up() or self._news, None
        return self.store.last_warning or news

    def _sealed(
        self, stretch: Stretch, last: Line | None, entry: AnyEntry, at: str | None, by: str | None
    ) -> tuple[Stamped, Line]:
        entry = filled_in(stretch.state, entry)
        seq, prev, earliest = (last.seq + 1, last.hash, last.at) if last else (1, GENESIS, "")
        stamp = stretch.stamp(seq, at or max(self.watch.read(), earliest), by or self.by, entry)
        stamp = msgspec.structs.replace(stamp, entry=filled_in_when_stamped(stretch, stamp, self._earlier))
        nonce = self._nonces() if self._nonces else None
        return stamp, seal(self.book, seq, stamp.at, stamp.by, prev, canonical(stamp.entry), nonce)

    def _earlier(self, meeting: str) -> Stretch | None:
        """The stretch of a meeting of this book; None where there is none, or it was altered, which is told elsewhere."""
        begun = self.store.bringing_in(self.book, "MeetingConvened", meeting)
        with suppress(Altered):
            return self.past(begun[-1]) if begun else None
        return None

    def _refuse_to_fork(self) -> None:
        """Refuse to go on where the second place does, or after an earlier stretch that was altered, until that is confirmed."""
        begins = self.lines[0].seq if self.lines else self.recorded + 1
        if self.fault is not None and (self.fault.seq <= begins or self.state.phase == "closed"):
            raise NotRecorded(
                f"Nothing was recorded, because an earlier meeting in the minute book was altered. {self.fault.problem} "
                "Go to Home: Enter on the line that says so asks whether to record all the same."
            )
        if self._mirror is not None and self.store.read_only_reason is None:
            self._news, ahead = self._mirror.look(self.store, self.book)
            if ahead is not None:
                raise NotRecorded(f"Nothing was recorded. {ahead}")

    def _refuse_taken(self, entry: AnyEntry) -> None:
        """Refuse a key that an earlier meeting of this book has brought in."""
        begins = self.lines[0].seq if self.lines and not isinstance(entry, MeetingConvened) else self.recorded + 1
        refuse_known_key(self.store, self.book, entry, begins, self.past)

    def _before(self, lines: list[Line]) -> State | None:
        """What was open before a meeting of which only the first entry was recorded, since more may be owed to it."""
        if len(lines) != 1 or lines[0].seq == 1:
            return None
        try:
            return self.past(lines[0].seq - 1).state
        except Altered as fault:
            self.fault = fault
            return fold_book(
                self.store, self.book, self.store.segment(self.book, lines[0].seq - 1, checked=False)
            ).state


def _more(path: Path, first: int, last: int) -> str:
    what = f"Entry {last} is" if first == last else f"Entries {first} to {last} are"
    return f"{what} in {path}, and shown now. Look at what is there before you record anything again."

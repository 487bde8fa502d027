"""The one door through which anything is recorded: judged, sealed, on the disk, and only then shown."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

import msgspec

from boardtui.book.chain import GENESIS, Line, canonical, seal
from boardtui.book.errors import Damaged
from boardtui.book.store import Store
from boardtui.charter.model import Terms
from boardtui.meeting.entries import AnyEntry, EntryRetracted, MeetingConvened, decode, kind
from boardtui.meeting.refused import Refused
from boardtui.meeting.sitting import open_matter
from boardtui.meeting.state import Stamped, State
from boardtui.meeting.stretch import Stretch

Clock = Callable[[], datetime.datetime]


def now_utc() -> datetime.datetime:
    """The time of this machine, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def stamp_of(moment: datetime.datetime) -> str:
    """A moment as the book writes it: UTC with milliseconds, 2026-11-23T09:58:12.044Z."""
    utc = moment.astimezone(datetime.UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


class Session:
    """One book, from the last MeetingConvened on: what it says now, and the way to say more.

    Args:
        store: the open database; where it is open for looking only, ``record`` raises ReadOnly.
        book: the body's key.
        by: who records.
        clock: gives the time; the book never goes back before its last entry, whatever the clock says.
        terms: terms of reference from the configuration, by body; they fill what the register leaves undefined.
        nonces: gives the random part of each entry, only where an example must come out the same every time.
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
    ) -> None:
        self.store = store
        self.book = book
        self.by = by
        self.clock = clock
        self.terms = terms or {}
        self._nonces = nonces
        self.stretch = Stretch(book)
        self._last: Line | None = None
        for line in store.segment(book):
            self._last = line
            self.stretch.add(stamped(self.stretch, line))

    @property
    def state(self) -> State:
        """What the book says now."""
        return self.stretch.state

    @property
    def lines(self) -> list[Stamped]:
        """The entries since the last MeetingConvened."""
        return self.stretch.lines

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
        stretch = self._stretch_for(entry)
        line_at = at or max(stamp_of(self.clock()), self._last.at if self._last else "")
        stamp = stretch.stamp(self.recorded + 1, line_at, by or self.by, entry)
        stretch.judge(stamp)
        nonce = self._nonces() if self._nonces else None
        line = seal(self.book, stamp.seq, stamp.at, stamp.by, self.head, canonical(entry), nonce)
        self.store.append(line, kind=kind(entry), opens_segment=isinstance(entry, MeetingConvened))
        stretch.add(stamp)
        self.stretch, self._last = stretch, line
        return stamp

    def record_all(self, entries: Iterable[AnyEntry]) -> list[Stamped]:
        """Record entries one after the other; what came before a refused one stays."""
        return [self.record(entry) for entry in entries]

    def convene(self, meeting: str, *, at: str | None = None, by: str | None = None) -> list[Stamped]:
        """Convene a meeting from the register: what the tables say now is frozen into the book.

        Raises:
            RegisterError: there is no such meeting.
            Refused: the meeting before it is not closed, or it has been convened already.
        """
        from boardtui.register.convene import convened

        if self._was_convened(meeting):
            raise Refused(f"The meeting {meeting} has been convened before; a meeting is convened once.")
        entry, hidden = convened(self.store.connection, meeting, open_matter(self.state))
        if entry.body != self.book:
            raise Refused(f"The meeting {meeting} is one of {entry.body}, not of {self.book}.")
        entries = [self._with_terms(entry), *([hidden] if hidden is not None else [])]
        return [self.record(one, at=at, by=by) for one in entries]

    def would_undo(self) -> Stamped | None:
        """The entry that undo takes back, or None."""
        return self.stretch.last_standing()

    def undo(self, reason: str = "recorded in error") -> Stamped:
        """Take back the last entry that stands. Refused where there is none or something rests on it."""
        last = self.would_undo()
        if last is None:
            raise Refused("There is nothing to take back in this meeting.")
        return self.record(EntryRetracted(seq=last.seq, reason=reason))

    def past(self, seq: int) -> Stretch:
        """The stretch of the book that contains entry ``seq``, folded on its own."""
        return fold_lines(self.book, self.store.segment(self.book, seq))

    def _stretch_for(self, entry: AnyEntry) -> Stretch:
        return Stretch(self.book, self.state) if isinstance(entry, MeetingConvened) else self.stretch

    def _was_convened(self, meeting: str) -> bool:
        found = self.store.connection.execute(
            "SELECT 1 FROM entries WHERE book = ? AND kind = 'MeetingConvened' AND segment = seq"
            " AND json_extract(entry, '$.meeting') = ? LIMIT 1",
            (self.book, meeting),
        )
        return found.fetchone() is not None

    def _with_terms(self, entry: MeetingConvened) -> MeetingConvened:
        terms = filled(entry.charter.terms, self.terms.get(entry.body))
        return msgspec.structs.replace(entry, charter=msgspec.structs.replace(entry.charter, terms=terms))


def filled(held: Terms, extra: Terms | None) -> Terms:
    """The terms of reference of the register, with those of the settings where the register leaves one undefined."""
    if extra is None:
        return held
    names = [name for name in Terms.__struct_fields__ if getattr(held, name) in (None, "")]
    return msgspec.structs.replace(held, **{name: getattr(extra, name) for name in names})


def stamped(stretch: Stretch, line: Line) -> Stamped:
    """The entry that a line of the book holds, as it stands in its stretch. Damaged where it is no entry."""
    if line.entry is None:
        raise Damaged(f"Entry {line.seq} is withheld: this is a public copy, which cannot be gone through in full.")
    try:
        entry = decode(line.entry)
    except msgspec.MsgspecError as error:
        raise Damaged(f"Entry {line.seq} of {line.book} is not an entry that this program knows: {error}.") from error
    return stretch.stamp(line.seq, line.at, line.by, entry)


def fold_lines(book: str, lines: Iterable[Line]) -> Stretch:
    """The stretch that lines of a book fold to. Refused or Damaged names the entry that does not fit."""
    stretch = Stretch(book)
    for line in lines:
        stretch.add(stamped(stretch, line))
    return stretch

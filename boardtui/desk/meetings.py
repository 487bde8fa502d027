"""Which meetings the register plans and the books hold, listed without folding a book."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from boardtui.book.chain import key_of
from boardtui.book.errors import Altered
from boardtui.book.reader import ANY
from boardtui.book.store import Store
from boardtui.dates import by_day, iso_day, iso_moment

if TYPE_CHECKING:
    from boardtui.meeting.entries import MeetingConvened


_LAST = 2**63 - 1  # no entry of a book has a higher number
_AHEAD = datetime.timedelta(days=3 * 366)  # no meeting is convened longer before its day, only to be called off
_BESIDE = 8  # read beside those that are asked for, so that one reading is usually enough


class PlannedMeeting(NamedTuple):
    """A meeting in the register: when it starts (local time with offset), of which body."""

    key: str
    body: str
    title: str
    starts: str
    place: str
    public: bool


class PastMeeting(NamedTuple):
    """A meeting that the book holds: the number of its first entry, and when it was convened (UTC)."""

    seq: int
    book: str
    meeting: str
    title: str
    starts: str
    public: bool = True
    called_off: bool = False
    place: str = ""


class _Seat(msgspec.Struct):
    key: str = ""


class _Seated(msgspec.Struct):
    """The seats of MeetingConvened."""

    members: tuple[_Seat, ...] = ()


class _Heading(msgspec.Struct):
    """What a list of meetings shows of MeetingConvened; the rest of the entry is not looked at."""

    meeting: str
    title: str
    starts: str
    public: bool = True
    place: str = ""


def has_fault(table: str, columns: Sequence[str], row: Sequence[object]) -> bool:
    """Whether a value of a row of the register cannot be used."""
    from boardtui.register.values import wrong

    return any(wrong(table, column, value) is not None for column, value in zip(columns, row, strict=True))


def _past(book: str, seq: int, entry: bytes, called_off: bool) -> PastMeeting:
    try:
        head = msgspec.json.decode(entry, type=_Heading)
    except msgspec.MsgspecError:
        return PastMeeting(seq, book, "", f"Entry {seq} cannot be read; verify the book.", "")
    return PastMeeting(seq, book, head.meeting, head.title, head.starts, head.public, called_off, head.place)


def _began_by(starts: str, until: str) -> bool:
    began, here = iso_moment(starts), iso_moment(until)
    if began is None or here is None or None in (began.tzinfo, here.tzinfo):
        return starts <= until
    return began <= here


def _day_after(at: str) -> str:
    """The day after a moment, which is no earlier than its day anywhere; the last of all where it is none."""
    day = iso_day(at[:10])
    return str(day + datetime.timedelta(days=1)) if day is not None and day < datetime.date.max else "9999-12-31"


def _long_before(day: str) -> str:
    """The first day on which a meeting of that day or later can have been convened."""
    reached = iso_day(day)
    return str(reached - _AHEAD) if reached is not None and reached - datetime.date.min > _AHEAD else ""


class Meetings:
    """The meetings of a database: planned, held, running, and which was closed last."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def planned(self) -> list[PlannedMeeting]:
        """Meetings in the register that no book has convened, or that were called off since, the earliest first.

        However old: each is held later, entered afterwards, or removed from the plan. One of which a value in the
        register cannot be used is left out; ``register_faults`` tells of it.
        """
        rows = [row for row in self._planned_rows() if not has_fault("meetings", PlannedMeeting._fields, row)]
        return [meeting._replace(public=bool(meeting.public)) for meeting in map(PlannedMeeting._make, rows)]

    def unreadable_plans(self) -> list[tuple[object, object]]:
        """Key and body of each meeting that ``planned`` leaves out, since a value of it cannot be used."""
        return [row[:2] for row in self._planned_rows() if has_fault("meetings", PlannedMeeting._fields, row)]

    def _planned_rows(self) -> list[tuple[Any, ...]]:
        return self.store.ask(
            "SELECT key, body, title, starts, place, public FROM meetings WHERE NOT EXISTS ("
            " SELECT 1 FROM entries INDEXED BY entries_keys WHERE entries.book = meetings.body"
            " AND kind = 'MeetingConvened' AND entries.key = meetings.key AND NOT EXISTS ("
            "  SELECT 1 FROM entries AS later WHERE later.book = entries.book AND later.seq > entries.seq"
            "  AND later.segment = entries.seq AND later.kind = 'MeetingCalledOff')) ORDER BY starts",
            undecoded=True,
        )

    def past(self, limit: int | None = 200, book: str | None = None) -> list[PastMeeting]:
        """Meetings that the books hold, of one book or of all, the latest first by the days on which they were held.

        The latest ``limit`` of them, None for all, and those that run, which may be of an earlier day where they are
        entered afterwards.
        """
        books = [book] if book else self.store.books()
        convened = [(at, meeting) for book in books for at, meeting in self._latest(book, limit)]
        convened.sort(key=lambda pair: (pair[0], pair[1].seq))
        held = by_day((meeting for _, meeting in convened), lambda meeting: meeting.starts)[::-1]
        older = held[limit:] if limit is not None else []
        running = self.running() if older else set()
        return held[:limit] + [meeting for meeting in older if (meeting.book, meeting.seq) in running]

    def not_in_public(self, book: str, last: int | None = None) -> list[PastMeeting]:
        """The meetings of a book that were convened as not held in public, the earliest first; ``last``: up to that entry."""
        convened = [meeting for _, meeting in self._convened(book)]
        return [
            past_meeting
            for past_meeting in reversed(convened)
            if not past_meeting.public and (last is None or past_meeting.seq <= last)
        ]

    def held(self, book: str, meeting: str) -> int | None:
        """The number of the entry that convened a meeting, or None where the book has no such meeting. Raises Altered."""
        numbers = self.store.bringing_in(book, "MeetingConvened", meeting)
        if numbers and key_of(self.store.sealed(book, numbers[-1]).entry or b"") != meeting:
            raise self.store.altered(
                book, numbers[-1], f"Entry {numbers[-1]} is listed under another meeting than its own."
            )
        return numbers[-1] if numbers else None

    def convened_last(self, book: str, until: str = "") -> MeetingConvened | None:
        """The entry that convened the body's last meeting by the days on which they were held, not the last entered.

        Args:
            book: of which body.
            until: only meetings that began by then (ISO 8601 with its offset); empty for all.
        """
        from boardtui.meeting.entries import MeetingConvened, decode

        for held in self.past(None, book):
            if until and not _began_by(held.starts, until):
                continue
            try:
                entry = decode(self.store.sealed(book, held.seq).entry or b"")
            except (Altered, msgspec.MsgspecError):  # that is told elsewhere
                continue
            if isinstance(entry, MeetingConvened):
                return entry
        return None

    def convened_with(self, book: str, seat: str) -> PastMeeting | None:
        """The last meeting by its day that was convened with a seat of that key. Raises Altered."""
        for held in self.past(None, book):
            entry = self.store.sealed(book, held.seq).entry or b"{}"
            if any(member.key == seat for member in msgspec.json.decode(entry, type=_Seated).members):
                return held
        return None

    def as_convened(self, book: str, meeting: str) -> PastMeeting | None:
        """A meeting as it was convened; None where the book has none such or it cannot be read."""
        try:
            seq = self.held(book, meeting)
            entry = self.store.sealed(book, seq).entry if seq else None
        except Altered:
            return None
        return _past(book, seq, entry, called_off=False) if seq and entry else None

    def running(self) -> set[tuple[str, int]]:
        """The books, each with the number of its last MeetingConvened, in which no close was recorded since."""
        starts = ((book, self.store.segment_start(book, ANY)) for book in self.store.books())
        return {(book, start) for book, start in starts if start and not self._ended(book, start)}

    def closed_last(self) -> tuple[str, str] | None:
        """The book whose meeting was closed or called off last, and when that was recorded; None where none was."""
        starts = ((book, self.store.segment_start(book, ANY)) for book in self.store.books())
        ends = ((book, at) for book, start in starts for at in self._ended(book, start))
        return max(ends, key=lambda end: end[1], default=None)

    def _ended(self, book: str, start: int) -> list[str]:
        """When the close of the meeting that begins at entry ``start`` was recorded last; empty where it runs."""
        rows = self.store.ask(
            "SELECT CAST(at AS TEXT) FROM entries WHERE book = ? AND seq > ?"
            " AND kind IN ('MeetingClosed', 'MeetingCalledOff') ORDER BY seq DESC LIMIT 1",
            book,
            start,
        )
        return [str(at) for (at,) in rows]

    def _latest(self, book: str, limit: int | None) -> list[tuple[str, PastMeeting]]:
        """Meetings with when they were convened, the latest ``limit`` by their days among them; None for all.

        A meeting is over when the next one of its book is convened: those before it are of no later day, and need not be
        read once there are enough of later days. Only one that was called off before its day can be of a later one.
        """
        if limit is None:
            return self._convened(book)
        most, before = limit + _BESIDE, _LAST
        latest: list[tuple[str, PastMeeting]] = []
        while True:
            read = self._convened(book, before, most)
            latest += read
            if len(read) < most:
                return latest
            at, earliest = read[-1]
            before, reached = earliest.seq, _day_after(at)
            if sum(meeting.starts[:10] > reached for _, meeting in latest) >= limit:
                return latest + self._convened(book, before, called_off_since=_long_before(reached))

    def _convened(
        self, book: str, before: int = _LAST, most: int = -1, called_off_since: str | None = None
    ) -> list[tuple[str, PastMeeting]]:
        """Meetings with when they were convened; only one that was not opened can have been called off.

        The last first: all, or so many of those that begin before an entry; or of these only those called off that were
        convened on a day or later, for which no other is read.
        """
        rows = self.store.ask(
            "SELECT CAST(at AS TEXT), seq, CAST(entry AS BLOB), (SELECT kind FROM entries AS later"
            "  WHERE later.book = entries.book AND later.seq > entries.seq AND later.segment = entries.seq"
            "  AND later.kind IN ('MeetingOpened', 'MeetingCalledOff') ORDER BY later.seq LIMIT 1) = 'MeetingCalledOff'"
            " AS is_off FROM entries INDEXED BY entries_segment_starts"
            " WHERE book = ? AND segment = seq AND seq < ? AND at >= ? AND (? OR is_off) ORDER BY seq DESC LIMIT ?",
            book,
            before,
            called_off_since or "",
            called_off_since is None,
            most,
        )
        return [(at, _past(book, seq, entry, bool(off))) for at, seq, entry, off in rows if seq]

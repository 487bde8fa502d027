"""The open database with all its books: what the screens and the commands work from."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import NamedTuple

from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.config import Config
from boardtui.meeting.state import State
from boardtui.register.schema import NAMES
from boardtui.session import Clock, Session, now_utc


class PlannedMeeting(NamedTuple):
    """A meeting in the register: when it starts (local time with offset), of which body."""

    key: str
    body: str
    title: str
    starts: str
    place: str
    public: int


class PastMeeting(NamedTuple):
    """A meeting that the book holds: the number of its first entry, and when it was convened (UTC)."""

    seq: int
    book: str
    meeting: str
    title: str
    starts: str


class Desk:
    """One database, its books, and the settings. Close it when done."""

    def __init__(self, store: Store, config: Config, clock: Clock = now_utc) -> None:
        self.store = store
        self.config = config
        self.clock = clock
        self._sessions: dict[str, Session] = {}
        self.problems: dict[str, str] = {}

    @classmethod
    def open(cls, config: Config, *, path: Path | None = None, clock: Clock = now_utc, read_only: bool = False) -> Desk:
        """Open the database that the settings name, or another. Raises BookError."""
        database = path or config.database
        if not database.exists():
            raise BookError(
                f"There is no database {database}. Make one with: boardtui init --db {database}, "
                "or look at the demo meeting with: boardtui demo."
            )
        return cls(Store.open(database, expected=NAMES, read_only=read_only), config, clock)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def bodies(self) -> list[tuple[str, str]]:
        """The bodies in the register: key and title."""
        return [(str(key), str(title)) for key, title in self.store.connection.execute("SELECT key, title FROM bodies")]

    def session(self, book: str) -> Session:
        """The session of a book, opened once."""
        if book not in self._sessions:
            settings = self.config.settings
            self._sessions[book] = Session(
                self.store, book, by=settings.secretary, clock=self.clock, terms=settings.terms
            )
        return self._sessions[book]

    def states(self) -> list[State]:
        """What each book says now; a book that cannot be read is told of in ``problems``."""
        states = []
        for book in self.store.books():
            try:
                states.append(self.session(book).state)
            except Exception as error:  # whatever a damaged book raises must not keep the others closed
                self.problems[book] = str(error)
        return states

    def planned(self, limit: int = 200) -> list[PlannedMeeting]:
        """Meetings in the register that no book has convened yet, the earliest first."""
        rows = self.store.connection.execute(
            "SELECT key, body, title, starts, place, public FROM meetings WHERE NOT EXISTS ("
            " SELECT 1 FROM entries WHERE entries.book = meetings.body AND kind = 'MeetingConvened' AND segment = seq"
            " AND json_extract(entry, '$.meeting') = meetings.key) ORDER BY starts LIMIT ?",
            (limit,),
        )
        return [
            PlannedMeeting(key, body, title, starts, place, bool(public))
            for key, body, title, starts, place, public in rows
        ]

    def past(self, limit: int = 200, book: str | None = None) -> list[PastMeeting]:
        """Meetings that the books hold, the latest first."""
        rows = self.store.connection.execute(
            "SELECT seq, book, CAST(entry AS BLOB) FROM entries INDEXED BY entries_segment_starts"
            " WHERE segment = seq AND (? IS NULL OR book = ?) ORDER BY at DESC LIMIT ?",
            (book, book, limit),
        )
        found = []
        for seq, held, entry in rows:
            convened = json.loads(entry)
            found.append(PastMeeting(seq, held, convened["meeting"], convened["title"], convened["starts"]))
        return found

    def local(self, at: str, starts: str = "") -> datetime.datetime:
        """A time of the book (UTC) as the clock on the wall shows it, in the zone of the settings or of the meeting."""
        return local_time(at, self.config.settings.timezone, starts)


def local_time(at: str, timezone: str, starts: str = "") -> datetime.datetime:
    """UTC as the book has it, in a named zone or else in the offset that ``starts`` carries."""
    moment = datetime.datetime.fromisoformat(at)
    if timezone:
        import zoneinfo

        return moment.astimezone(zoneinfo.ZoneInfo(timezone))
    offset = datetime.datetime.fromisoformat(starts).tzinfo if starts else None
    return moment.astimezone(offset or datetime.UTC)

"""Follows a book that another boardtui writes: looks often, touches the database seldom, and never for long."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path
from typing import NamedTuple

from boardtui.book.chain import Line
from boardtui.book.errors import Damaged, NotABook
from boardtui.charter.words import bare
from boardtui.clock import Clock, now_utc
from boardtui.config.config import Config
from boardtui.desk.desk import Desk
from boardtui.desk.folding import fold_lines, take
from boardtui.desk.meetings import PlannedMeeting
from boardtui.errors import UserError
from boardtui.meeting.entries import MeetingCalledOff, MeetingClosed
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.clock import Clock as PaperClock

ANYWAY = 1.0  # seconds after which the database is asked although its file looks unchanged
PATIENCE = 5.0  # seconds for which a database that is in use is waited for before the wall says so
_ENDS = (MeetingClosed, MeetingCalledOff)
OVER = datetime.timedelta(hours=12)  # how long a closed meeting stays on the wall


class Seen(NamedTuple):
    """What there is to show: the meeting so far, or a sentence in its place; the body and its next meeting in words."""

    stretch: Stretch | None
    words: str = ""
    body: str = ""
    following: str = ""


class Follower:
    """One book of a database, followed.

    Args:
        config: the settings.
        path: the database.
        book: the body to follow; without one, the body whose meeting was convened last or is to come next.
        clock: the time of day, which tells what meeting is next.
    """

    def __init__(self, config: Config, path: Path, book: str | None = None, clock: Clock = now_utc) -> None:
        self._config = config
        self._path = path
        self._asked = book
        self._clock = clock
        self._titles: dict[str, str] = {}
        self._desk: Desk | None = None
        self._mark: tuple[int, ...] = ()
        self._looked = float("-inf")
        self._busy_since: float | None = None
        self._stretch: Stretch | None = None
        self._last: Line | None = None
        self._seen = Seen(None, "Looking for the meeting.")

    def close(self) -> None:
        """Let go of the database."""
        desk, self._desk = self._desk, None
        self._stretch = self._last = None
        if desk is not None:
            desk.close()

    def look(self, clock: float) -> Seen:
        """What there is to show now; cheap while nothing was recorded.

        Args:
            clock: seconds that only go forward, such as time.monotonic.
        """
        mark = _mark_of(self._path)
        if mark == self._mark and clock - self._looked < ANYWAY:
            return self._seen
        if mark[:2] != self._mark[:2]:  # another file has taken the name, or none
            self.close()
        self._mark, self._looked = mark, clock
        try:
            self._seen = self._read()
            self._busy_since = None
        except Exception as error:  # whatever a damaged book raises, the wall says one sentence and goes on looking
            self._after(error, clock)
        return self._seen

    def _after(self, error: Exception, clock: float) -> None:
        """Wait silently where the database is in use; else say what is wrong, and begin anew next time."""
        self._looked = float("-inf")
        if _is_busy(error):
            self._busy_since = clock if self._busy_since is None else self._busy_since
            if clock - self._busy_since < PATIENCE and self._seen.stretch is not None:
                return
        else:
            self.close()
        self._seen = Seen(None, trouble(error, self._path))

    def _read(self) -> Seen:
        if self._desk is None:
            self._desk = Desk.open(self._config, path=self._path, clock=self._clock, read_only=True)
            # Nobody waits with a lock in hand: neither the secretary for this reader, nor this reader for the secretary.
            self._desk.store.connection.execute("PRAGMA busy_timeout = 0")
            self._titles = dict(self._desk.bodies())
        desk = self._desk
        book = self._book(desk)
        if book is None:
            return Seen(None, "Waiting for a meeting to be convened.")
        self._catch_up(desk, book)
        seen = seen_at(desk, book, self._stretch)
        if seen.stretch is None or self._over():
            return seen._replace(stretch=None, words=waiting(seen.body or book, seen.following))
        return seen

    def _catch_up(self, desk: Desk, book: str) -> None:
        """Fold what is new; all of the meeting where another one began, or the book is not the one that was read."""
        head = desk.store.head(book)
        known = self._last
        if head is None:
            self._stretch = self._last = None
            return
        if known is not None and known.book == book and (head.seq, head.hash) == (known.seq, known.hash):
            return
        stretch = self._stretch
        there = known is not None and known.book == book and next(desk.store.lines(book, known.seq, known.seq), None)
        if stretch is None or known is None or there != known or _convenes(desk, book, known.seq):
            new = desk.store.segment(book)
            self._stretch = fold_lines(book, new)
        else:
            new = list(desk.store.checked(book, known.seq + 1))
            for line in new:
                take(stretch, line)
        self._last = new[-1]

    def _book(self, desk: Desk) -> str | None:
        """The book to follow: of a meeting that runs, which it then keeps to; else of the one closed last; else of the next.

        A meeting without the public is followed only while none in public runs, since the room may be that one's.
        """
        if self._asked is not None:
            return self._known(desk, self._asked)
        kept = self._stretch.state if self._stretch is not None and self._stretch.state.is_running else None
        if kept is not None and kept.in_public:
            return kept.book
        running = desk.running()
        past = desk.past(20) if running else []  # asked again at every look
        started = [past_meeting for past_meeting in past if (past_meeting.book, past_meeting.seq) in running]
        in_public = [past_meeting for past_meeting in started if past_meeting.public]
        if kept is not None and not in_public:
            return kept.book
        if started:
            return (in_public or started)[0].book
        if self._stretch is not None and self._stretch.state.phase == "closed" and not self._over():
            return self._stretch.state.book
        ended = desk.closed_last()
        if ended is not None and self._clock() - datetime.datetime.fromisoformat(ended[1]) <= OVER:
            return ended[0]
        coming = coming_meetings(desk)
        return coming[0].body if coming else next(iter(self._titles), None)

    def _known(self, desk: Desk, book: str) -> str:
        bodies = {*self._titles, *desk.store.books()}
        if book not in bodies:
            from boardtui.desk.misnamed import no_body

            raise UnknownBody(no_body(desk, book, sorted(bodies)))
        return book

    def _over(self) -> bool:
        """Whether the meeting was closed so long ago that the wall waits for the next one.

        What counts is when that was recorded: a meeting entered afterwards was closed on an earlier day.
        """
        if self._stretch is None or self._stretch.state.phase != "closed":
            return False
        last = next(line for line in reversed(self._stretch.standing()) if isinstance(line.entry, _ENDS))
        closed = datetime.datetime.fromisoformat(self._stretch.recorded.get(last.seq, last.at))
        return self._clock() - closed > OVER


class UnknownBody(UserError):
    """The body that was asked for is not in the database."""


def seen_at(desk: Desk, book: str, stretch: Stretch | None) -> Seen:
    """What a book gives to show: its meeting; once it is closed, or before there is one, also the day of the next.

    After a meeting in public that is the next one in public, as its minutes have it.
    """
    body = dict(desk.bodies()).get(book, "")
    if stretch is None or not stretch.state.meeting:
        stretch = None
    elif stretch.state.is_running:
        return Seen(stretch, "", body)
    any_ = stretch is None or not stretch.state.in_public
    coming = (meeting for meeting in coming_meetings(desk) if meeting.body == book and (any_ or meeting.public))
    planned = next(coming, None)
    return Seen(stretch, "", body, _day(planned, desk.config.settings.timezone) if planned is not None else "")


def coming_meetings(desk: Desk) -> list[PlannedMeeting]:
    """The meetings that are not convened and not of an earlier day, the next one first."""
    today = desk.clock().date().isoformat()
    return [planned_meeting for planned_meeting in desk.planned() if planned_meeting.starts[:10] >= today]


def waiting(body: str, following: str) -> str:
    """That no meeting is convened, in one sentence."""
    if not following:
        return f"Waiting for a meeting of the {bare(body)} to be convened."
    return f"Waiting for the meeting of the {bare(body)} on {following} to be convened."


def trouble(error: Exception, path: Path) -> str:
    """What keeps the wall from following, in one sentence that forty people may read: no folder, no word of the book."""
    if isinstance(error, UnknownBody):
        return str(error)
    if not path.exists():
        return f"The database {path.name} is not there. This screen continues as soon as it is."
    if _is_busy(error):
        return f"The database {path.name} is in use. This screen continues as soon as it is free."
    if isinstance(error, NotABook):
        return (
            f"{path.name} is not a minute book of boardtui. This screen continues as soon as the right file is there."
        )
    if isinstance(error, Damaged):
        return f"The database {path.name} cannot be read in full. This screen continues as soon as it can."
    return f"The meeting in {path.name} cannot be shown at the moment. This screen continues as soon as it can."


def _is_busy(error: BaseException | None) -> bool:
    """Whether the database was only in use at that moment."""
    while error is not None:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return True
        error = error.__cause__
    return False


def _convenes(desk: Desk, book: str, since: int) -> bool:
    """Whether another meeting was convened after that entry."""
    return desk.store.segment_start(book, 2**62) > since


def _mark_of(path: Path) -> tuple[int, ...]:
    """What changes when the file is written to or another takes its name; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def _day(meeting: PlannedMeeting, timezone: str) -> str:
    clock = PaperClock(meeting.starts, timezone or None)
    return f"{clock.date}, {clock.start}" if clock.start else clock.date

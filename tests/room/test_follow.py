"""The wall follows a book that another process writes, says what keeps it from that, and recovers by itself."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.meeting.entries import ItemOpened, MeetingClosed, MeetingOpened, NoteTaken
from boardtui.register.agenda import Meeting, add_meeting
from boardtui.register.demo import BOARD, EXECUTIVE
from boardtui.tui.wall.follow import PATIENCE, Follower, Seen
from tests.build import record_all
from tests.tui.app import Clock, make_desk

ROOT = Path(__file__).parents[2]
BOOK = "partnership-board"


class Wall:
    """A follower whose seconds go on by a quarter at every look."""

    def __init__(self, path: Path, book: str | None = None, clock: Clock | None = None) -> None:
        self.path = path
        self.follower = Follower(Config(Settings(database=str(path)), path.parent), path, book, clock or Clock())
        self._seconds = itertools.count()

    def look(self, times: int = 5) -> Seen:
        """What there is to see after so many looks; five are more than a second."""
        for _ in range(times):
            seen = self.follower.look(next(self._seconds) * 0.25)
        return seen

    def phase(self) -> str:
        seen = self.look()
        return seen.stretch.state.phase if seen.stretch is not None else seen.words


@pytest.fixture
def wall(tmp_path: Path, desk: Desk) -> Iterator[Wall]:
    wall = Wall(tmp_path / "data.db")
    yield wall
    wall.follower.close()


def test_it_waits_for_the_next_meeting_by_name_and_day(wall: Wall) -> None:
    assert wall.phase() == (
        "Waiting for the meeting of the Partnership Board on Thursday 26 November 2026, 10:00 to be convened."
    )


def test_it_follows_as_entries_are_recorded(wall: Wall, desk: Desk) -> None:
    session = desk.session(BOOK)
    session.convene(BOARD)
    assert wall.phase() == "convened"
    session.record(MeetingOpened())
    assert wall.phase() == "open"
    session.record(ItemOpened(next(iter(session.state.items))))
    seen = wall.look()
    assert seen.stretch is not None
    assert seen.stretch.state == session.state


def test_what_is_taken_back_is_gone_from_the_wall(wall: Wall, desk: Desk) -> None:
    session = desk.session(BOOK)
    session.convene(BOARD)
    session.record(MeetingOpened())
    assert wall.phase() == "open"
    session.undo()
    assert wall.phase() == "convened"


def test_a_closed_meeting_stays_for_half_a_day_and_tells_of_the_next(tmp_path: Path, desk: Desk) -> None:
    clock = Clock()
    wall = Wall(tmp_path / "data.db", BOOK, clock)
    session = desk.session(BOOK)
    session.convene(BOARD)
    session.record(MeetingOpened())
    session.record(MeetingClosed())
    assert wall.phase() == "closed"
    clock.forward(60 * 13)
    assert wall.phase().startswith("Waiting for a meeting of the Partnership Board")
    wall.follower.close()


def test_after_a_meeting_in_public_the_wall_names_the_next_one_in_public(tmp_path: Path, desk: Desk) -> None:
    for key, day, public in (("away-day", "2027-01-14", False), ("pb-january", "2027-01-28", True)):
        add_meeting(desk.store.connection, Meeting(key, BOOK, key, f"{day}T10:00:00+00:00", public=public))
    wall, session = Wall(tmp_path / "data.db", BOOK), desk.session(BOOK)
    session.convene(BOARD)
    for entry in (MeetingOpened(), MeetingClosed()):
        session.record(entry)
    assert wall.look().following.startswith("Thursday 28 January 2027")
    wall.follower.close()


def test_a_meeting_entered_on_a_later_day_is_said_to_be_closed_with_its_time_when_its_close_is_entered(
    tmp_path: Path,
) -> None:
    """Half a day counts from when the close was recorded, not from when the meeting was."""
    clock = Clock()
    clock.forward(60 * 24 * 3)
    desk = make_desk(tmp_path, clock=clock)
    wall, session = Wall(tmp_path / "data.db", None, clock), desk.session(BOOK)
    session.convene(BOARD)
    session.meeting_time = "2026-11-26T12:10:00.000Z"
    session.record(MeetingOpened())
    assert wall.phase() == "open"
    session.meeting_time = "2026-11-26T13:40:00.000Z"
    session.record(MeetingClosed())
    seen = wall.look()
    assert seen.stretch is not None
    assert seen.stretch.state.phase == "closed" and seen.stretch.state.closed_at[:16] == "2026-11-26T13:40"
    clock.forward(60 * 13)
    assert wall.phase().startswith("Waiting for ")
    wall.follower.close()
    desk.close()


def test_a_meeting_of_another_body_convened_afterwards_is_followed(wall: Wall, desk: Desk) -> None:
    session = desk.session(BOOK)
    session.convene(BOARD)
    session.record(MeetingOpened())
    session.record(MeetingClosed())
    assert wall.phase() == "closed"
    desk.session("sle").convene(EXECUTIVE)
    seen = wall.look()
    assert seen.stretch is not None
    assert (seen.stretch.state.book, seen.stretch.state.phase) == ("sle", "convened")


def test_a_display_started_after_the_close_shows_the_meeting_that_was_closed_last(wall: Wall, desk: Desk) -> None:
    """The SLE was convened later, and closed before the Board was."""
    board, executive = desk.session(BOOK), desk.session("sle")
    board.convene(BOARD)
    executive.convene(EXECUTIVE)
    record_all(executive, [MeetingOpened(), MeetingClosed()])
    record_all(board, [MeetingOpened(), MeetingClosed()])
    seen = wall.look()
    assert seen.stretch is not None
    assert (seen.stretch.state.book, seen.stretch.state.phase) == (BOOK, "closed")


def test_while_one_meeting_runs_no_other_takes_the_wall(wall: Wall, desk: Desk) -> None:
    desk.session(BOOK).convene(BOARD)
    assert wall.phase() == "convened"
    desk.session("sle").convene(EXECUTIVE)
    seen = wall.look()
    assert seen.stretch is not None and seen.stretch.state.book == BOOK


def test_a_meeting_without_the_public_is_not_shown_while_one_in_public_runs(tmp_path: Path, desk: Desk) -> None:
    """Convened later, or followed before: the room may be that of the meeting in public."""
    before = Wall(tmp_path / "data.db")
    desk.session("sle").convene(EXECUTIVE)
    assert before.look().stretch.state.book == "sle"  # type: ignore[union-attr]
    desk.session(BOOK).convene(BOARD)
    assert before.look().stretch.state.book == BOOK  # type: ignore[union-attr]
    started = Wall(tmp_path / "data.db")
    assert started.look().stretch.state.book == BOOK  # type: ignore[union-attr]
    desk.session(BOOK).record_together([MeetingOpened(), MeetingClosed()])
    assert before.look().stretch.state.book == "sle"  # type: ignore[union-attr]
    for wall in (before, started):
        wall.follower.close()


def test_a_body_that_is_named_is_the_only_one_followed(tmp_path: Path, desk: Desk) -> None:
    desk.session(BOOK).convene(BOARD)
    wall = Wall(tmp_path / "data.db", "sle")
    assert wall.phase().startswith(
        "Waiting for the meeting of the System Leadership Executive (SLE) on Monday 30 November"
    )
    wall.follower.close()


def test_an_unknown_body_is_told_with_those_that_there_are(tmp_path: Path, desk: Desk) -> None:
    wall = Wall(tmp_path / "data.db", "parish-council")
    assert wall.phase().startswith("There is no body 'parish-council'; there are: ")
    assert "partnership-board, sle," in wall.phase()
    wall.follower.close()


def test_a_missing_database_is_waited_for(tmp_path: Path) -> None:
    wall = Wall(tmp_path / "data.db")
    assert wall.phase() == "The database data.db is not there. This screen continues as soon as it is."
    make_desk(tmp_path).close()
    assert wall.phase().startswith("Waiting for the meeting of the Partnership Board")
    wall.follower.close()


@pytest.mark.posix
def test_another_file_and_a_damaged_one_are_told_and_recovered_from(wall: Wall, desk: Desk) -> None:
    desk.session(BOOK).convene(BOARD)
    assert wall.phase() == "convened"
    desk.close()
    kept = wall.path.with_name("kept.db")
    wall.path.rename(kept)
    wall.path.write_bytes(b"not a database at all" * 400)
    assert (
        wall.phase()
        == "data.db is not a minute book of boardtui. This screen continues as soon as the right file is there."
    )
    whole = bytearray(kept.read_bytes())
    whole[4096:8192] = bytes(4096)
    wall.path.write_bytes(bytes(whole))
    assert "continues as soon as" in wall.phase()
    wall.path.unlink()
    kept.rename(wall.path)
    assert wall.phase() == "convened"


def earlier_copy(wall: Wall, desk: Desk) -> Path:
    """A copy from before the meeting was opened, which the wall has seen since; the desk is closed."""
    session = desk.session(BOOK)
    session.convene(BOARD)
    early = wall.path.with_name("early.db")
    shutil.copy(wall.path, early)
    session.record(MeetingOpened())
    assert wall.phase() == "open"
    desk.close()
    return early


@pytest.mark.posix
def test_an_earlier_copy_put_in_its_place_is_read_anew(wall: Wall, desk: Desk) -> None:
    early = earlier_copy(wall, desk)
    early.replace(wall.path)
    assert wall.phase() == "convened"


def test_the_same_file_written_over_with_another_book_is_read_anew(wall: Wall, desk: Desk) -> None:
    """The entry that was last is there too, with another hash."""
    early = earlier_copy(wall, desk)
    other = Desk.open(Config(Settings(database=str(early)), early.parent))
    record_all(other.session(BOOK), [NoteTaken(None, "Another course of things."), NoteTaken(None, "Quite another.")])
    other.close()
    wall.path.write_bytes(early.read_bytes())
    assert wall.phase() == "convened"


def test_a_database_in_use_is_waited_for_silently_and_then_told(wall: Wall, desk: Desk) -> None:
    session = desk.session(BOOK)
    session.convene(BOARD)
    assert wall.phase() == "convened"
    other = sqlite3.connect(wall.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert wall.look(6).stretch is not None
    assert (
        wall.look(int(PATIENCE * 4) + 8).words
        == "The database data.db is in use. This screen continues as soon as it is free."
    )
    other.execute("ROLLBACK")
    other.close()
    assert wall.phase() == "convened"


def test_it_looks_into_the_database_only_when_its_file_has_changed(wall: Wall, desk: Desk) -> None:
    desk.session(BOOK).convene(BOARD)
    wall.look()
    asked: list[str] = []
    connection = opened_by(wall)
    connection.set_trace_callback(asked.append)
    wall.look(3)
    assert len(asked) <= 6  # once in that second, to be sure
    asked.clear()
    desk.session(BOOK).record(MeetingOpened())
    wall.look(1)
    assert asked and all(" WHERE book" in query for query in asked if "FROM entries" in query)


def test_it_holds_no_lock_between_two_looks(wall: Wall, desk: Desk) -> None:
    desk.session(BOOK).convene(BOARD)
    wall.look()
    other = sqlite3.connect(wall.path, isolation_level=None, timeout=0)
    other.execute("BEGIN EXCLUSIVE")
    other.execute("ROLLBACK")
    other.close()


def opened_by(wall: Wall) -> sqlite3.Connection:
    """The connection that the wall reads by."""
    desk = wall.follower._desk
    assert desk is not None
    return desk.store.connection


class Secretary:
    """A process that records; asked line by line."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.room.writer", str(path)],
            cwd=ROOT,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def do(self, words: str) -> str:
        assert self._process.stdin is not None and self._process.stdout is not None
        print(words, file=self._process.stdin, flush=True)
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        self._process.communicate("end\n", timeout=30)


def test_a_secretary_in_another_process_is_followed_and_not_held_up(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    secretary = Secretary(path)
    try:
        assert secretary.do("new") == "done"
        wall = Wall(path)
        assert wall.phase().startswith("Waiting")
        secretary.do("convene")
        assert wall.phase() == "convened"
        secretary.do("open")
        assert wall.phase() == "open"
        for _ in range(60):
            wall.look(1)
            secretary.do("note 1")
        seen = wall.look()
        assert seen.stretch is not None
        assert seen.stretch.lines[-1].seq == int(secretary.do("close")) - 1
        assert wall.phase() == "closed" or wall.phase().startswith("Waiting")
        wall.follower.close()
    finally:
        secretary.end()


def test_a_store_opened_by_the_wall_can_record_nothing(wall: Wall, desk: Desk) -> None:
    wall.look()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened_by(wall).execute("DELETE FROM entries")

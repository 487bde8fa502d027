"""Other versions, two at once, and clocks that go back: each ends in going on rightly or in one sentence."""

import datetime
import sqlite3
from pathlib import Path

import pytest

from boardtui.app import BoardApp
from boardtui.book.chain import canonical, seal
from boardtui.book.errors import BookError, NotABook, ReadOnly
from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from boardtui.clock import stamp_of
from boardtui.desk.crash import report
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.papers.clock import Clock as PaperClock
from boardtui.register.tables import RegisterError
from tests import build
from tests.book.making import BOOK, a_book, a_database
from tests.files import for_owner_only
from tests.tui.app import Clock, frame, make_desk, message, press, until

ENTRIES = [build.convened(), *build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]


def change(path: Path, statement: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = truncate")  # Windows does not delete what the program holds open
    other.execute(statement)
    other.close()


@pytest.mark.parametrize(
    ("version", "words"), [(3, "newer boardtui. Update"), (99, "newer boardtui"), (0, "does not say")]
)
def test_a_database_of_another_version_is_refused_and_left_alone(tmp_path: Path, version: int, words: str) -> None:
    path = a_database(tmp_path / "data.db", a_book(3))
    change(path, f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(NotABook, match=words):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("version", "words"), [(3, "update boardtui"), (0, "restore the database")])
def test_a_register_of_another_version_is_refused(tmp_path: Path, version: int, words: str) -> None:
    desk = make_desk(tmp_path)
    desk.close()
    change(tmp_path / "data.db", f"UPDATE schema_version SET version = {version} WHERE part = 'register'")
    with pytest.raises(RegisterError, match=words):
        Desk.open(desk.config)


def test_a_database_without_a_register_is_refused_in_a_sentence(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.close()
    path = a_database(tmp_path / "books.db", a_book(3))
    with pytest.raises(RegisterError, match="has no register"):
        Desk.open(desk.config, path=path)


@pytest.mark.parametrize("entry", [{"kind": "VoteByMind"}, {"kind": "MeetingOpened", "mood": "good"}])
def test_an_entry_of_a_newer_vocabulary_is_told(tmp_path: Path, entry: dict[str, str]) -> None:
    desk = make_desk(tmp_path)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    last = desk.store.last(build.BOARD)
    assert last is not None
    line = seal(last.book, last.seq + 1, last.at, last.by, last.hash, canonical(entry))
    desk.store.append(line, kind=entry["kind"], opens_segment=False)
    desk.close()
    again = Desk.open(desk.config)
    assert again.states() == []
    assert "pdate boardtui on this computer" in again.problems[build.BOARD]
    again.close()


def test_of_two_programs_the_second_looks_only_and_sees_what_the_first_records(tmp_path: Path) -> None:
    first = make_desk(tmp_path)
    build.record_all(first.session(build.BOARD), ENTRIES)
    second = Desk.open(first.config)
    assert "Read only" in second.to_put_right()
    with pytest.raises(ReadOnly, match="open in another boardtui"):
        second.session(build.BOARD).record(e.NoteTaken(item=None, text="second"))
    first.session(build.BOARD).record(e.NoteTaken(item=None, text="first"))
    head = second.store.head(build.BOARD)
    assert head is not None and head.seq == len(ENTRIES) + 1
    second.close()
    first.close()
    third = Desk.open(first.config)
    assert third.session(build.BOARD).record(e.NoteTaken(item=None, text="third")).seq == len(ENTRIES) + 2
    third.close()


def test_when_the_first_is_closed_the_second_takes_over_without_a_restart(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    first = make_desk(tmp_path, mirror="stick")
    build.record_all(first.session(build.BOARD), ENTRIES)
    second = Desk.open(first.config)
    assert second.session(build.BOARD).recorded == len(ENTRIES)
    assert not second.take_over()
    first.session(build.BOARD).record(e.NoteTaken(item=None, text="first"))
    first.close()
    assert second.take_over()
    assert second.to_put_right() == {}
    assert second.session(build.BOARD).record(e.NoteTaken(item=None, text="second")).seq == len(ENTRIES) + 2
    assert (tmp_path / "stick" / f"{build.BOARD}.jsonl").read_bytes().count(b"\n") == len(ENTRIES) + 2
    third = Desk.open(first.config)
    assert "Read only" in third.to_put_right()
    third.close()
    second.close()
    looking = Desk.open(first.config, read_only=True)
    assert not looking.take_over()
    looking.close()


async def test_enter_on_the_line_of_home_takes_over(tmp_path: Path) -> None:
    first = make_desk(tmp_path)
    app = BoardApp(Desk.open(first.config, clock=Clock()))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, "! Read only")
        assert "READ ONLY" in frame(app)
        await press(pilot, "end", "enter")
        assert "open in another boardtui" in message(app)
        first.close()
        await press(pilot, "enter")
        assert "this boardtui records now" in message(app)
        assert "Read only" not in frame(app)
        assert "READ ONLY" not in frame(app)
    app.desk.close()


def test_a_change_behind_the_programs_back_is_not_written_over(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    change(tmp_path / "data.db", f"DELETE FROM entries WHERE seq = {len(ENTRIES)}")
    with pytest.raises(BookError, match=rf"ends at entry {len(ENTRIES) - 1}: .* Entry {len(ENTRIES)} of"):
        session.record(e.NoteTaken(item=None, text="x"))
    desk.close()


def test_a_clock_that_is_set_back_never_takes_the_book_back(tmp_path: Path) -> None:
    clock = Clock()
    desk = make_desk(tmp_path, clock=clock)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    before = session.lines[-1].at
    for minutes in (-90, -60 * 24 * 365, 0, 60 * 24 * 366):
        clock.forward(minutes)
        at = session.record(e.NoteTaken(item=None, text="x")).at
        assert at >= before
        before = at
    assert before == stamp_of(clock())
    assert verify_store(desk.store, build.BOARD).problem is None
    desk.close()


def test_a_suspended_laptop_only_leaves_a_gap(tmp_path: Path) -> None:
    clock = Clock()
    desk = make_desk(tmp_path, clock=clock)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    clock.forward(60 * 14)
    session.record(e.NoteTaken(item=None, text="the next morning"))
    assert verify_store(desk.store, build.BOARD).problem is None
    desk.close()


def test_minutes_of_a_meeting_over_midnight_name_the_day() -> None:
    clock = PaperClock("2026-11-26T22:00:00+00:00", "Europe/London")
    assert clock.time("2026-11-26T23:59:59.999Z") == "23:59"
    assert clock.time("2026-11-27T00:01:00.000Z") == "00:01 on Friday 27 November 2026"


def test_minutes_of_the_night_in_which_summer_time_ends_say_which_half_past_one() -> None:
    """25 October 2026, 01:00 UTC: clocks in London go back from 02:00 to 01:00."""
    clock = PaperClock("2026-10-25T00:30:00+01:00", "Europe/London")
    times = [clock.time(f"2026-10-25T{at}:00.000Z") for at in ("00:30", "00:59", "01:00", "01:30", "09:00")]
    assert times == ["01:30", "01:59", "01:00 GMT", "01:30 GMT", "09:00 GMT"]


def test_minutes_of_the_night_in_which_summer_time_begins_skip_the_hour() -> None:
    """29 March 2026, 01:00 UTC: clocks in London go on from 01:00 to 02:00."""
    clock = PaperClock("2026-03-28T23:30:00+00:00", "Europe/London")
    assert clock.time("2026-03-29T00:59:00.000Z") == "00:59 on Sunday 29 March 2026"
    assert clock.time("2026-03-29T01:00:00.000Z") == "02:00 BST on Sunday 29 March 2026"


def test_long_after_a_meeting_the_zone_says_nothing() -> None:
    clock = PaperClock("2026-10-20T10:00:00+01:00", "Europe/London")
    assert clock.time("2026-11-03T10:00:00.000Z") == "10:00 on Tuesday 3 November 2026"


def test_the_book_itself_goes_on_in_utc_through_the_change(tmp_path: Path) -> None:
    clock = Clock(datetime.datetime(2026, 10, 25, 0, 59, tzinfo=datetime.UTC))
    desk = make_desk(tmp_path, clock=clock)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    clock.forward(2)
    assert session.record(e.NoteTaken(item=None, text="x")).at == "2026-10-25T01:01:00.000Z"
    assert [f"{desk.local(line.at):%H:%M}" for line in session.lines[-2:]] == ["01:59", "01:01"]
    desk.close()


def test_everything_made_beside_the_book_is_for_its_owner_only(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    desk = make_desk(tmp_path, mirror="stick")
    build.record_all(desk.session(build.BOARD), ENTRIES)
    report(ValueError("secret"), tmp_path / "data.db")
    made = {path.name: path for path in tmp_path.rglob("*") if path.is_file()}
    assert for_owner_only(*made.values())
    desk.close()
    assert {"data.db", "data.db.lock", "data-crash.txt", f"{BOOK}.jsonl"} <= made.keys()

"""A database that is locked, moved or replaced while a meeting runs: the program waits, says so, and loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual.events import ScreenResume
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.book.copying import copy_database
from boardtui.book.transfer import read_jsonl, verify_lines, write_jsonl
from boardtui.book.verify import verify_store
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.tui import database_away
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.widgets.rows import Rows
from tests import first
from tests.build import record_all
from tests.tui.app import (
    SMALL_FIRST,
    burst,
    everybody,
    frame,
    message,
    press,
    recorded,
    running,
    session_of,
    until,
    write,
)
from tests.tui.test_meeting import opened

BOOK = "partnership-board"


@pytest.fixture(autouse=True)
def in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes seconds takes less here."""
    monkeypatch.setattr(database_away, "LOOK", 0.05)
    monkeypatch.setattr("boardtui.app.PATIENCE", 0.05)


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program has the database for itself until it rolls back, at the latest at the end."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield other
    finally:
        other.close()


async def waited_for(pilot: Pilot[None]) -> None:
    """Until the program says that it waits for the database, or has had time to."""
    for _ in range(10):
        if isinstance(pilot.app.screen, database_away.Waiting):
            break
        await pilot.pause(0.03)


def notes(app: BoardApp) -> list[str]:
    return [entry.text for entry in recorded(app, e.NoteTaken)]


def in_one_line(app: BoardApp) -> str:
    """What the dialog says, as if it had room for it in one line."""
    return " ".join(" ".join(box(app)).replace("│", " ").split())


def box(app: BoardApp) -> list[str]:
    """The lines of the terminal in which the dialog is, cut to it."""
    region = app.screen.query_one("#box").region
    return [line[region.x : region.right] for line in frame(app).split("\n")[region.y : region.bottom]]


def seated(app: BoardApp) -> None:
    """Open the meeting with everybody present."""
    session = session_of(app)
    record_all(session, everybody(session))
    session.record(e.ChairTaken(next(iter(session.state.members))))
    session.record(e.MeetingOpened())
    session.record(e.ItemOpened(next(iter(session.state.items))))
    app.screen.refresh_all()  # type: ignore[attr-defined]


async def test_a_note_typed_while_another_program_uses_the_database_is_recorded_afterwards(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        await press(pilot, "n")
        await write(pilot, "The boiler is mended.")
        with locked(tmp_path / "data.db") as other:
            await press(pilot, "enter")
            await until(pilot, "Waiting for data.db")
            assert "Another program is using" in frame(app)
            assert "nothing is recorded" in in_one_line(app)
            assert notes(app) == []
            other.execute("ROLLBACK")
            await until(pilot, "Note recorded")
        assert "Waiting" not in frame(app)
        assert notes(app) == ["The boiler is mended."]
        assert app.drafts.all() == ()
        assert verify_store(app.desk.store, BOOK).problem is None
        await press(pilot, "n")
        await write(pilot, "And so on.", "enter")
        assert notes(app) == ["The boiler is mended.", "And so on."]


async def test_waiting_can_be_given_up_and_then_nothing_is_recorded(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        await press(pilot, "n")
        await write(pilot, "Never mind.")
        with locked(tmp_path / "data.db") as other:
            await press(pilot, "enter")
            await until(pilot, "Waiting for data.db")
            await press(pilot, "escape")
            assert message(app).startswith("● Nothing was begun, so nothing is recorded. Another program is using")
            other.execute("ROLLBACK")
        assert notes(app) == []
        assert [draft.text.split("\n")[0] for draft in app.drafts.all()] == ["Never mind."]
        await press(pilot, "n")
        await until(pilot, "Never mind.")  # offered again


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_what_to_do_is_in_sight_however_long_the_sentence(tmp_path: Path, size: tuple[int, int]) -> None:
    """The second place goes on where the book ends, and it has a long path."""
    stick = tmp_path / "a folder on a stick whose name is as long as they are in an office"
    stick.mkdir(parents=True)
    async with running(tmp_path, size=size) as (app, pilot):
        seated(app)
        copy_database(tmp_path / "data.db", tmp_path / "before.db")
        session_of(app).record(e.NoteTaken(item=None, text="more"))
        with (stick / f"{BOOK}.jsonl").open("wb") as file:
            write_jsonl(app.desk.store.lines(BOOK), file)
    (tmp_path / "before.db").replace(tmp_path / "data.db")
    settings = Settings(database="data.db", secretary="J Smith", mirror=str(stick))
    desk = Desk.open(Config(settings, tmp_path))
    again = BoardApp(desk)
    async with again.run_test(size=size) as pilot:
        again.session = desk.session(BOOK)
        again.open_screen("meeting")
        await press(pilot, "n")
        await write(pilot, "The boiler is mended.", "enter")
        assert message(again).startswith("● Nothing was recorded. The backup folder")
        said = "".join(frame(again).split())
        assert "EnteronthelineofHomethatsaysso,orboardtuiimportbook" in said
        assert f"{BOOK}.jsonl" in said and "Whatyoutypediskept:opentheformagain." in said
        assert "esc back" in frame(again)
    desk.close()


async def test_a_boardtui_that_looks_only_names_the_line_of_home(tmp_path: Path) -> None:
    async with running(tmp_path) as (_, pilot):
        desk = Desk.open(Config(Settings(database="data.db"), tmp_path))
        other = BoardApp(desk)
        async with other.run_test(size=(80, 24)) as second:
            other.session = desk.session(BOOK)
            other.open_screen("meeting")
            await second.pause()
            other.screen.record(e.MeetingAdjourned(reason="tea"))  # type: ignore[attr-defined]
            words = " ".join(message(other).split())
            assert words.startswith(("● Nothing was recorded. ", "● Not recorded: The meeting"))
        desk.close()
        await pilot.pause()


async def test_home_while_the_database_is_locked_waits_and_goes_on(tmp_path: Path) -> None:
    async with running(tmp_path, screen=None) as (app, pilot):
        await until(pilot, "Running")
        await press(pilot, "enter")
        with locked(tmp_path / "data.db") as other:
            await press(pilot, "escape")
            await until(pilot, "Waiting for data.db")
            assert "Everything recorded is safe" in in_one_line(app)
            other.execute("ROLLBACK")
            await until(pilot, "Coming")
        await until(pilot, "Running")
        await until(pilot, lambda: "Waiting" not in frame(app))
        await press(pilot, "enter")
        assert session_of(app).recorded


@pytest.mark.parametrize("key", first(5, ["e", "s", "slash", "w", "b", "p", "a", "f", "y", "v", "i"]))
async def test_every_screen_of_home_waits_while_the_database_is_locked(tmp_path: Path, key: str) -> None:
    async with running(tmp_path, screen=None) as (app, pilot):
        await until(pilot, "Coming")
        with locked(tmp_path / "data.db") as other:
            await press(pilot, key)
            await waited_for(pilot)
            other.execute("ROLLBACK")
        for _ in range(100):
            if "Waiting" not in frame(app):
                break
            await pilot.pause(0.05)
        assert "Waiting" not in frame(app)
        assert app.crash is None
        assert app.is_running


async def test_a_key_that_no_screen_took_goes_nowhere_once_the_program_is_left(tmp_path: Path) -> None:
    """It comes up from a screen that is closed by then: its fault was the last that a secretary saw."""
    async with running(tmp_path, screen=None) as (app, pilot):
        await until(pilot, "Coming")
    assert not app.screen_stack
    late = events.Key("w", "w")
    late._set_forwarded()
    await app.on_event(late)


@pytest.mark.posix
async def test_a_database_moved_away_and_back_goes_on_where_it_was(tmp_path: Path) -> None:
    path, away = tmp_path / "data.db", tmp_path / "elsewhere.db"
    async with running(tmp_path) as (app, pilot):
        seated(app)
        path.rename(away)
        await press(pilot, "n")
        await write(pilot, "Kept.", "enter")
        await until(pilot, "Waiting for data.db")
        assert "is not there" in in_one_line(app)
        away.rename(path)
        await until(pilot, "Note recorded")
        assert notes(app) == ["Kept."]
        assert verify_store(app.desk.store, BOOK).problem is None


async def replaced(app: BoardApp, tmp_path: Path, *, in_place: bool) -> int:
    """Two entries after a copy was made, a sync client puts the copy back; the number of the last entry."""
    path, older = tmp_path / "data.db", tmp_path / "older.db"
    shutil.copy(path, older)
    record_all(session_of(app), [e.NoteTaken(None, "First."), e.NoteTaken(None, "Second.")])
    if in_place:
        path.write_bytes(older.read_bytes())
    else:
        older.replace(path)
    return session_of(app).recorded


@pytest.mark.posix
@pytest.mark.parametrize("in_place", [True, False])
async def test_what_an_older_copy_lacks_is_named_put_back_and_recording_goes_on(tmp_path: Path, in_place: bool) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        last = await replaced(app, tmp_path, in_place=in_place)
        await press(pilot, "n")
        await write(pilot, "Third.", "enter")
        await until(pilot, "The database was replaced")
        shown = in_one_line(app)
        assert (
            f"Entries {last - 1} to {last} of the minute book of the Partnership Board, recorded here, are not in it"
            in shown
        )
        await press(pilot, "1")
        await until(pilot, "Note recorded")
        assert notes(app) == ["First.", "Second.", "Third."]
        found = verify_store(app.desk.store, BOOK)
        assert found.problem is None and found.entries == last + 1


@pytest.mark.posix
async def test_what_an_older_copy_lacks_can_be_written_out_and_is_offered_again(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        last = await replaced(app, tmp_path, in_place=False)
        await press(pilot, "n")
        await write(pilot, "Third.", "enter")
        await until(pilot, "The database was replaced")
        await press(pilot, "2")
        written = tmp_path / f"{BOOK}-to-{last}.jsonl"
        await until(pilot, "Written to")
        assert verify_lines(read_jsonl(written)).entries == last
        await press(pilot, "escape")
        assert message(app).startswith("● Not recorded: ") and "replaced by an older copy" in message(app)
        await press(pilot, "escape")
        await until(pilot, "older copy")  # Home says so
        app.screen.query_one(Rows).select(f"problem {BOOK}")
        await press(pilot, "enter")
        await until(pilot, "The database was replaced")
        await press(pilot, "1")
        await until(pilot, f"to {last} recorded in")
        assert verify_store(app.desk.store, BOOK).entries == last


@pytest.mark.posix
async def test_a_copy_that_goes_on_differently_is_never_written_to(tmp_path: Path) -> None:
    path, other = tmp_path / "data.db", tmp_path / "other"
    async with running(tmp_path) as (app, pilot):
        seated(app)
        other.mkdir()
        shutil.copy(path, other / "data.db")
        desk = Desk.open(app.desk.config, path=other / "data.db", clock=app.desk.clock)
        desk.session(BOOK).record(e.NoteTaken(None, "Elsewhere."))
        desk.close()
        session_of(app).record(e.NoteTaken(None, "Here."))
        (other / "data.db").replace(path)
        before = path.read_bytes()
        await press(pilot, "n")
        await write(pilot, "More.", "enter")
        await until(pilot, "The database was replaced")
        assert "goes on differently" in in_one_line(app)
        assert "put" not in frame(app).split("1")[1].split("\n")[0]
        await press(pilot, "escape")
        assert path.read_bytes() == before


async def test_a_note_is_typed_without_the_database(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        with locked(tmp_path / "data.db") as other:
            await press(pilot, "n")
            await write(pilot, "Kept.")
            assert "Waiting" not in frame(app)
            other.execute("ROLLBACK")
        await press(pilot, "enter")
        assert notes(app) == ["Kept."]


@pytest.mark.parametrize("key", ["i", "C"])  # a screen, and what is read before anything is shown
async def test_what_was_asked_for_while_the_database_was_locked_comes_after_it(tmp_path: Path, key: str) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        meeting = app.screen
        with locked(tmp_path / "data.db") as other:
            await press(pilot, key)
            await until(pilot, "Waiting for data.db")
            await press(pilot, "x", "c")  # typed to the dialog, which takes neither
            other.execute("ROLLBACK")
        await until(pilot, lambda: app.screen is not meeting and not isinstance(app.screen, database_away.Waiting))
        assert session_of(app).state.is_running and not session_of(app).state.excluded
        assert type(app.screen).__name__ == {"i": "InterestsScreen", "C": "PaperReader"}[key]


@pytest.mark.parametrize("key", ["i", "C"])
async def test_what_cannot_be_opened_is_left_and_the_meeting_goes_on(tmp_path: Path, key: str) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        meeting = app.screen
        with locked(tmp_path / "data.db") as other:
            await press(pilot, key)
            await until(pilot, "Waiting for data.db")
            assert "esc stay here" in frame(app)
            await press(pilot, "escape")
            assert app.screen is meeting
            assert message(app).startswith("● Another program is using")
            other.execute("ROLLBACK")
        await press(pilot, "n")
        await write(pilot, "On.", "enter")
        assert notes(app) == ["On."]


async def test_a_page_that_cannot_be_drawn_stays_when_escape_says_so_and_is_drawn_as_soon_as_it_can_be(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        await press(pilot, "e")
        setup = app.screen
        with locked(tmp_path / "data.db") as other:
            await press(pilot, "4")
            await until(pilot, "Waiting for data.db")
            assert "esc stay here" in frame(app)
            await press(pilot, "escape")
            await until(pilot, lambda: app.screen is setup and "another program is using" in message(app))
            await pilot.resize_terminal(90, 26)
            await until(pilot, lambda: "Another program is using" in message(app))
            assert app.screen is setup
            other.execute("ROLLBACK")
        await until(pilot, "applies to CCGs")
        assert message(app) == "" and app.screen is setup
        with locked(tmp_path / "data.db"):
            await press(pilot, "5")
            await until(pilot, "Waiting for data.db")
            await press(pilot, "escape", "escape", "q")
        assert not app.is_running


@pytest.mark.parametrize("key", ["p", "v"])
async def test_a_screen_seen_again_while_the_database_is_locked_is_whole_once_it_is_free(
    tmp_path: Path, key: str
) -> None:
    async with running(tmp_path, screen=None, entries=[*opened(), e.MeetingClosed()]) as (app, pilot):
        await press(pilot, "home" if key == "v" else "end", key)
        screen, shown = app.screen, frame(app)
        assert not isinstance(screen, HomeScreen)
        with locked(tmp_path / "data.db") as other:
            screen.post_message(ScreenResume())
            await waited_for(pilot)
            if isinstance(app.screen, database_away.Waiting):
                await press(pilot, "escape")
            other.execute("ROLLBACK")
        await until(pilot, lambda: frame(app) == shown)


async def test_keys_typed_before_the_dialog_was_seen_go_to_what_was_asked_for(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        with locked(tmp_path / "data.db") as other:
            await burst(pilot, "i", "n", "k", "escape", "escape", "n", *"Both")
            await until(pilot, "Waiting for data.db")
            assert app.is_running
            other.execute("ROLLBACK")
        await until(pilot, "Both")
        assert "Note on" in frame(app)


async def test_what_was_typed_in_the_setup_while_the_database_was_locked_is_said_to_be_kept(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        await press(pilot, "e", "n")
        await write(pilot, "Winter beds", "enter", "enter", "enter")
        with locked(tmp_path / "data.db") as other:
            await press(pilot, "enter")
            await until(pilot, "Waiting for data.db")
            other.execute("ROLLBACK")
        await until(pilot, "Not recorded, since the database was in use. What you typed is kept: open the form again.")
        await press(pilot, "n")
        await until(pilot, "“Winter beds”")
        await press(pilot, "up", "enter", "enter", "enter", "enter")
        await until(pilot, "The item is on the agenda.")
        assert "Winter beds" in frame(app)

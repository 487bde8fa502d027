"""What comes to a screen at a moment at which its widgets are not there: it is being composed, or removed already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from boardtui.app import BoardApp, make_screen
from boardtui.tui import database_away
from boardtui.tui.drafts import Drafts
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.widgets.bars import MessageBar
from tests.tui.app import frame, message, press, running, until, write
from tests.tui.test_database_away import locked, seated

LATER = 1000.0  # seconds, so that no timer fires by itself


def when_removed(screen: BoardScreen, monkeypatch: pytest.MonkeyPatch, do: Callable[[], Any]) -> list[bool]:
    """Do something as soon as all widgets of a screen are removed and the screen itself is not; filled when it was done."""
    done: list[bool] = []

    async def on_event(self: BoardScreen, event: events.Event) -> None:
        if isinstance(event, events.Unmount) and self is screen:
            assert not self.query(MessageBar)
            do()
            done.append(True)
        await usual(self, event)

    usual = BoardScreen.on_event
    monkeypatch.setattr(BoardScreen, "on_event", on_event)
    return done


async def given_up(app: BoardApp, pilot: Any, tmp_path: Path) -> None:
    """Ask for what cannot be read, and leave the dialog that waits for it."""
    with locked(tmp_path / "data.db") as other:
        await press(pilot, "i")
        await until(pilot, "Waiting for data.db")
        await press(pilot, "escape")
        assert message(app).startswith("● Another program is using")
        other.execute("ROLLBACK")


async def test_a_look_at_the_file_while_a_screen_is_composed_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boardtui.app.PATIENCE", 0.05)
    monkeypatch.setattr(database_away, "LOOK", LATER)
    async with running(tmp_path) as (app, pilot):
        seated(app)
        await given_up(app, pilot, tmp_path)
        app.push_screen(make_screen("interests"))
        assert not app.screen.children
        app._look()
        await press(pilot, "escape")
        assert message(app).startswith("● Another program is using")
        app._look()
        assert message(app) == ""


async def test_a_look_at_the_file_while_the_program_ends_finds_nothing_to_draw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boardtui.app.PATIENCE", 0.05)
    monkeypatch.setattr(database_away, "LOOK", LATER)
    async with running(tmp_path) as (app, pilot):
        seated(app)
        await given_up(app, pilot, tmp_path)
        meeting = app.screen
        assert isinstance(meeting, BoardScreen)
        done = when_removed(meeting, monkeypatch, app._look)
    assert done


@pytest.mark.parametrize("does", ["refresh_all", "say"])
async def test_what_is_drawn_or_said_on_a_screen_that_is_removed_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    async with running(tmp_path) as (app, pilot):
        seated(app)
        await press(pilot, "i")
        interests = app.screen
        assert isinstance(interests, BoardScreen)
        words = ("Too late.",) if does == "say" else ()
        done = when_removed(interests, monkeypatch, lambda: getattr(interests, does)(*words))
        await press(pilot, "escape")
        assert done and "Too late." not in frame(app)


async def test_notes_that_no_disk_takes_are_kept_as_their_screen_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen writes them once more as it is removed, and cannot say then that this fails."""
    async with running(tmp_path) as (app, pilot):
        seated(app)
        await press(pilot, "t", "N")
        await write(pilot, "Not on any disk.")
        monkeypatch.setattr(Drafts, "_write", lambda self: setattr(self, "problem", "The disk is full."))
        await press(pilot, "escape", "escape")
        assert app.crash is None and type(app.screen).__name__ == "MeetingScreen"
        assert [draft.text for draft in app.drafts.all()] == ["Not on any disk."]


async def test_a_form_that_no_disk_takes_is_kept_as_it_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boardtui.tui.forms.form.KEPT_AFTER", LATER)
    async with running(tmp_path) as (app, pilot):
        seated(app)
        await press(pilot, "n")
        await write(pilot, "Not on any disk.")
        monkeypatch.setattr(Drafts, "_write", lambda self: setattr(self, "problem", "The disk is full."))
    assert [draft.in_a_line for draft in app.drafts.all()] == ["Not on any disk."]


async def test_a_book_that_was_checked_while_home_is_removed_is_not_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, screen=None) as (app, pilot):
        await until(pilot, "Coming")
        home = app.screen
        assert isinstance(home, HomeScreen)
        app.desk.faults["partnership-board"] = None  # type: ignore[assignment]  # as if it had been altered
        done = when_removed(home, monkeypatch, lambda: home._checked("partnership-board", None, None))
    assert done


@pytest.mark.parametrize("call", ["tell", "done"])
async def test_what_was_read_for_a_search_that_is_removed_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Each call of the thread is held back until the screen is being removed."""
    held: list[Callable[[], Any]] = []
    async with running(tmp_path, screen=None) as (app, pilot):
        await until(pilot, "Coming")
        with monkeypatch.context() as patched:
            patched.setattr(app, "call_from_thread", lambda do, *args: held.append(lambda: do(*args)))
            await press(pilot, "slash")
            await until(pilot, lambda: len(held) >= 2)
        search = app.screen
        assert isinstance(search, BoardScreen)
        done = when_removed(search, monkeypatch, held[0] if call == "tell" else held[-1])
        await press(pilot, "escape")
        assert done

"""The first run: from a new database to the first meeting convened, by what Home says and its keys alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.new_database import new_database
from boardtui.meeting.entries import MeetingConvened
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.screens.meeting import MeetingScreen
from boardtui.tui.screens.register import RegisterScreen
from boardtui.tui.screens.settings import SettingsScreen
from boardtui.tui.widgets.rows import Rows
from tests.tui.app import Clock, frame, press, recorded, until, write


@asynccontextmanager
async def new(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[BoardApp, Pilot[None]]]:
    database = path / "data.db"
    new_database(database, "mid-south-essex", ())
    desk = Desk.open(Config(Settings(database=str(database)), path), clock=Clock())
    app = BoardApp(desk)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot
    finally:
        desk.close()


async def test_a_new_secretary_comes_to_the_first_meeting_by_what_home_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with new(tmp_path) as (app, pilot):
        assert "To begin" in frame(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, RegisterScreen) and app.screen.page == 2
        await press(pilot, "enter", *["backspace"] * 40)
        await write(pilot, "Ada Barrow", "enter")
        await press(pilot, "escape")
        assert "✓ 2  Enter who holds the seats" in frame(app)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, RegisterScreen) and app.screen.page == 1
        await press(pilot, "m", "enter", "enter")
        await write(pilot, "26/11/2026 10:00", "enter", "enter", "enter")
        await press(pilot, "n")
        await write(pilot, "Welcome and apologies", *["enter"] * 10)
        while not isinstance(app.screen, HomeScreen):
            await press(pilot, "escape")
        shown = frame(app)
        assert "To begin" not in shown and "Coming" in shown
        while not app.screen.query_one(Rows).key.startswith("planned"):
            await press(pilot, "down")
        assert "enter convene" in frame(app)
        await press(pilot, "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, MeetingScreen)
        assert [one.body for one in recorded(app, MeetingConvened)] == ["partnership-board"]
        await press(pilot, "escape")
        assert "To begin" not in frame(app)


async def test_where_nothing_is_open_home_says_so_in_one_line(tmp_path: Path) -> None:
    async with new(tmp_path) as (app, pilot):
        await until(pilot, "nothing is open")
        shown = frame(app)
        assert "0 open" not in shown


async def test_the_footer_of_home_is_of_the_row_that_came_under_the_cursor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HomeScreen, "_first_steps", lambda _: [])  # as where a meeting has been held
    async with new(tmp_path) as (app, pilot):
        assert app.screen.query_one(Rows).key == "first plan" and "enter open" in frame(app)
        await press(pilot, "m", "enter", "enter")
        await write(pilot, "26/11/2026 10:00", "enter", "enter", "enter")
        while not isinstance(app.screen, HomeScreen):
            await press(pilot, "escape")
        assert app.screen.query_one(Rows).key.startswith("planned")
        assert "enter convene" in frame(app)

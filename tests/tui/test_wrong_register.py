"""The screens where the register holds a value that cannot be used: each opens, Home lists the value and corrects it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import ScreenResume

from boardtui.register.values import faults
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.screens.register import TABS, RegisterScreen
from tests import first
from tests.tui.app import frame, press, running, until, write

WRONG = (
    "UPDATE meetings SET starts = 'soon' WHERE key = 'sle-2026-11-30'",
    "INSERT INTO terms (body, source, year_begins) VALUES ('sle', 'ToR', 'some day')",
    "UPDATE bodies SET title = x'ff' WHERE key = 'sle'",
    "UPDATE members SET name = CAST(x'ff' AS TEXT), vacant = 'perhaps' WHERE body = 'sle'",
    "UPDATE partners SET position = 1.5",
    "UPDATE charter SET title = x'00'",
    "UPDATE agenda SET confidential = 'maybe', minutes = 'ten', planned = 'noon'",
    "UPDATE rules SET method = 'lots', threshold = 'most' WHERE body = 'sle'",
)


@pytest.mark.parametrize("wrong", first(2, WRONG))
async def test_home_and_every_page_of_the_register_open(tmp_path: Path, wrong: str) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        app.desk.store.connection.execute(wrong)
        app.desk.store.connection.commit()
        app.screen.post_message(ScreenResume())
        await until(pilot, "cannot be used:")
        await press(pilot, "e")
        for page in range(1, len(TABS) + 1):
            await press(pilot, str(page))
            assert isinstance(app.screen, RegisterScreen)
        await press(pilot, "escape", "p")
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        if "'sle" in wrong:  # the Board's meeting is held all the same
            app.desk.session("partnership-board").convene("pb-2026-11-26")


async def test_enter_on_a_value_that_cannot_be_used_corrects_it(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        db = app.desk.store.connection
        db.execute(WRONG[0])
        db.commit()
        app.screen.post_message(ScreenResume())
        await until(pilot, "table meetings, row sle-2026-11-30, starts: 'soon' cannot be used")
        assert "System Leadership Executive, November" not in frame(app)
        app.screen.query_one("#meetings").select(  # type: ignore[attr-defined]
            "problem Setup, table meetings, row sle-2026-11-30, starts"
        )
        await press(pilot, "enter", "ctrl+u")
        await write(pilot, "Monday", "enter")
        assert "cannot stand there: it must be a date and time" in " ".join(frame(app).split())
        await press(pilot, "ctrl+u")
        await press(pilot, *"2026-11-30T14", "colon", *"00", "plus", *"00", "colon", *"00", "enter")
        await until(pilot, "System Leadership Executive, November")
        assert "cannot be used" not in frame(app)
        assert faults(db) == ()


async def test_meetings_that_cannot_be_shown_are_not_called_none_planned(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        app.desk.store.connection.execute("UPDATE meetings SET starts = 'soon'")
        app.desk.store.connection.commit()
        app.screen.post_message(ScreenResume())
        await until(pilot, "none that can be shown; the problems below say why")
        app.desk.store.connection.execute("DELETE FROM agenda")
        app.desk.store.connection.execute("DELETE FROM meetings")
        app.desk.store.connection.commit()
        app.screen.post_message(ScreenResume())
        await until(pilot, "none planned; m plans one")

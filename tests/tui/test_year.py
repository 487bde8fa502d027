"""The year's screen: from Home, another year, another body, the paper; nothing recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.charter.terms_of_reference import Terms
from boardtui.tui.screens.year import YearScreen
from tests import build
from tests.tui.app import SIZES, check_frame, frame, message, press, running

SCRIPT = build.realistic()
CONVENED = build.convened(meeting="meeting-1")


@pytest.mark.parametrize("size", SIZES)
async def test_y_on_home_shows_the_year_of_the_last_meeting(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size, convened=CONVENED, entries=SCRIPT[1:], screen=None) as (app, pilot):
        recorded = app.desk.session(build.BOARD).recorded
        await press(pilot, "y")
        assert isinstance(app.screen, YearScreen)
        assert "The year 2026: Partnership Board" in frame(app)
        check_frame(f"year-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "end")
        shown = frame(app)
        assert "Carried" in shown and "Overdue" in shown
        assert app.desk.session(build.BOARD).recorded == recorded
        await press(pilot, "escape")
        assert "Coming" in frame(app)


async def test_another_year_is_one_key_away_and_one_without_a_meeting_is_said(tmp_path: Path) -> None:
    async with running(tmp_path, convened=CONVENED, entries=SCRIPT[1:], screen=None) as (app, pilot):
        await press(pilot, "y", "f")
        assert "The year 2026/27: Partnership Board" in frame(app)
        await press(pilot, "left")
        assert "No meeting of the Partnership Board was held in 2025/26" in message(app)
        assert "The year 2026/27" in frame(app)
        await press(pilot, "f")
        assert "The year 2026: " in frame(app)


async def test_a_year_is_picked_from_those_in_which_meetings_were_held(tmp_path: Path) -> None:
    async with running(tmp_path, convened=CONVENED, entries=SCRIPT[1:], screen=None) as (app, pilot):
        await press(pilot, "y", "g")
        assert "January to December, 1 meeting" in frame(app)
        await press(pilot, "slash", "2", "7", "enter")
        assert "The year 2026/27: Partnership Board" in frame(app)


async def test_the_year_is_the_one_in_which_the_body_counts_its_meetings(tmp_path: Path) -> None:
    terms = {build.BOARD: Terms(source="ToR 3", year_begins="24 June")}
    async with running(tmp_path, convened=CONVENED, entries=SCRIPT[1:], screen=None, terms=terms) as (app, pilot):
        await press(pilot, "y")
        assert "The year 2026/27: Partnership Board" in frame(app)
        assert "24 June 2026 to 23 June 2027" in frame(app)
        await press(pilot, "f")
        assert "The year 2026: " in frame(app) and "f from 24 June" in frame(app)


async def test_before_the_first_year_there_is_none(tmp_path: Path) -> None:
    from boardtui.papers.circulation.yearly import period_of

    async with running(tmp_path, convened=CONVENED, entries=SCRIPT[1:], screen=None) as (app, pilot):
        await press(pilot, "y")
        assert isinstance(app.screen, YearScreen)
        app.screen._year = period_of("0001")
        await press(pilot, "left")
        assert "was held in 0001" in message(app)


async def test_the_paper_is_written_from_here(tmp_path: Path) -> None:
    async with running(tmp_path, convened=CONVENED, entries=SCRIPT[1:], screen=None) as (app, pilot):
        await press(pilot, "y", "w")
        assert "year-2026.md" in message(app)
        assert (app.desk.config.meetings / build.BOARD / "year-2026.md").exists()


async def test_without_a_meeting_there_is_no_year(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        await press(pilot, "y")
        assert "no year to show" in message(app)

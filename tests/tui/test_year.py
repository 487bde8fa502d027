"""The year's screen: from Home, another year, another body, the paper; nothing recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.tui.screens.year import YearScreen
from tests import build
from tests.tui.app import check_frame, frame, message, press, running

SCRIPT = build.realistic()
CONVENED = build.convened(meeting="meeting-1")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
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
        assert "No meeting of partnership-board was held in 2025/26" in message(app)
        assert "The year 2026/27" in frame(app)
        await press(pilot, "f")
        assert "The year 2026: " in frame(app)


async def test_the_paper_is_written_from_here(tmp_path: Path) -> None:
    async with running(tmp_path, convened=CONVENED, entries=SCRIPT[1:], screen=None) as (app, pilot):
        await press(pilot, "y", "w")
        assert "Written: year-2026.md" in message(app)
        assert (app.desk.config.meetings / build.BOARD / "year-2026.md").exists()


async def test_without_a_meeting_there_is_no_year(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        await press(pilot, "y")
        assert "no year to show" in message(app)

"""The palette finds what a secretary wants to do by the words that a secretary types, and runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import Hit

from boardtui.app import BoardApp
from boardtui.tui.palette import ScreenCommands
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.screens.register import RegisterScreen
from tests.tui.app import frame, press, running, write

ON_HOME = {
    "new meeting": "new meeting",
    "add meeting": "new meeting",
    "meeting": "new meeting",
    "agenda": "setup",
    "add member": "setup",
    "terms of reference": "setup",
    "cancel": "call off",
    "conflicts": "interests",
    "dispute": "issues",
    "written decision": "decisions",
    "calendar": "plan",
    "search": "find",
    "backup": "settings",
    "print": "papers",
}
IN_SETUP = {
    "add meeting": "new meeting",
    "agenda item": "add",
    "new item": "add",
    "delete": "remove",
    "spreadsheet": "import",
    "standing items": "copy items",
    "members": "Members",
}


async def hits(app: BoardApp, typed: str) -> list[str]:
    """What is shown, the likeliest first, each as its last name: of `agenda: setup (e)` setup."""
    provider = ScreenCommands(app.screen)
    every = [hit async for hit in provider.search(typed) if isinstance(hit, Hit)]
    names = [str(hit.match_display) for hit in sorted(every, key=lambda hit: -hit.score)]
    assert len({hit.help for hit in every}) == len(every), "no command stands there twice"
    return [name.rpartition(": ")[2].rpartition(" (")[0] for name in names]


@pytest.mark.parametrize(("keys", "wanted"), [((), ON_HOME), (("e", "end"), IN_SETUP)])
async def test_what_a_secretary_types_finds_the_command(
    tmp_path: Path, keys: tuple[str, ...], wanted: dict[str, str]
) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        await press(pilot, *keys)
        missed = {typed: name for typed, name in wanted.items() if name not in (await hits(app, typed))[:3]}
        assert not missed


async def test_a_meeting_is_planned_from_home_by_what_the_palette_finds(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "ctrl+p")
        await write(pilot, "add meeting")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert isinstance(app.screen_stack[-2], RegisterScreen) and "A meeting of which body" in frame(app)

"""What a screen does for a key: nothing that was done already, since every key waits for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from boardtui.desk.desk import Desk
from boardtui.tui.command import Command
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.first_steps import first_steps
from boardtui.tui.widgets import bars
from boardtui.tui.widgets.bars import KeyBar
from tests.tui.app import press, running
from tests.tui.test_meeting import opened


@pytest.mark.parametrize("key", ["a", "h"])
async def test_the_widgets_of_a_new_screen_get_their_styles_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """And once more where the focus comes to them."""
    async with running(tmp_path, size=(80, 24), entries=opened()) as (app, pilot):
        styled: Counter[Widget] = Counter()
        applying = Stylesheet.apply

        def counted(stylesheet: Stylesheet, node: Any, **how: Any) -> None:
            if isinstance(node, Widget):
                styled[node] += 1
            applying(stylesheet, node, **how)

        monkeypatch.setattr(Stylesheet, "apply", counted)
        await press(pilot, key)
        here = [widget for widget in app.screen.walk_children(with_self=True) if widget is not app.focused]
        assert len(here) > 3 and {str(widget): styled[widget] for widget in here if styled[widget] > 1} == {}


async def test_a_screen_is_drawn_once_when_it_is_opened_and_once_when_one_comes_back_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: Counter[str] = Counter()
    drawing = BoardScreen.refresh_all

    def counted(screen: BoardScreen) -> None:
        drawn[type(screen).__name__] += 1
        drawing(screen)

    async with running(tmp_path, size=(80, 24), entries=opened()) as (_, pilot):
        monkeypatch.setattr(BoardScreen, "refresh_all", counted)
        await press(pilot, "t")
        assert drawn == {"AttendanceScreen": 1}
        drawn.clear()
        await press(pilot, "escape")
        assert drawn == {"MeetingScreen": 1}


async def test_the_keys_are_set_in_rows_once_while_they_stay_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while notes are written, where they are others than those of the screen."""
    flowing, flowed = bars._flowed, []

    def counted(commands: Sequence[Command], width: int, most: int) -> Any:
        flowed.append(width)
        return flowing(commands, width, most)

    async with running(tmp_path, size=(80, 24), entries=opened()) as (app, pilot):
        await press(pilot, "N")
        shown = app.screen.query_one(KeyBar).lines
        monkeypatch.setattr(bars, "_flowed", counted)
        for screen in (app.screen, app.screen):
            screen.refresh_all()  # type: ignore[attr-defined]
            await press(pilot)
        assert flowed == [] and app.screen.query_one(KeyBar).lines == shown
        await pilot.resize_terminal(100, 24)
        await press(pilot)
        assert set(flowed) == {100}


def test_for_the_first_steps_home_reads_who_holds_the_seats_and_no_rules(desk: Desk) -> None:
    asked: list[str] = []
    desk.store.connection.set_trace_callback(asked.append)
    assert len(list(first_steps(desk))) == 6
    read = {table for sql in asked for table in re.findall(r'FROM "?([a-z]+)', sql)}
    assert "members" in read and not read & {"rules", "terms", "categories"}

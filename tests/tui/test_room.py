"""The wall as it is seen: on the projector in a window of its own, and over the meeting on the only display."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from boardtui.config.config import Room, Settings
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.tui.program import Program
from boardtui.tui.safe import width_of
from boardtui.tui.screens.meeting import MeetingScreen
from boardtui.tui.screens.room import POLL, RoomScreen
from boardtui.tui.views.wall import Size, wall
from boardtui.tui.views.wall_layout import Sheet
from boardtui.tui.wall.follow import Seen
from boardtui.tui.widgets.bars import KeyBar
from tests import build
from tests.build import CAPITAL, record
from tests.room.seeing import NOW, seen
from tests.tui.app import SIZES, check_frame, frame, press, recorded, running, session_of, until

TEXT = (
    "That the Board supports the capital priorities for 2027/28 set out in paper C, and asks the Executive Lead to "
    "publish them by 10 December."
)


class Projector(Program):
    """The wall alone, fed by a test."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, look: Callable[[], Seen], settings: Settings) -> None:
        super().__init__("projector", Path("data.db"))
        self._look = look
        self._settings = settings

    def get_default_screen(self) -> RoomScreen:
        return RoomScreen(self._look, self._settings, lambda: NOW)


@asynccontextmanager
async def projected(
    stretch: Stretch | None, size: tuple[int, int] = (80, 24), words: str = "", **room: Any
) -> AsyncIterator[tuple[Projector, Pilot[None]]]:
    """The wall showing what was recorded in that stretch, whatever is recorded in it later too."""
    given = Seen(stretch, words, "Partnership Board", "Thursday 28 January 2027, 10:00")
    app = Projector(lambda: given, Settings(room=Room(**room)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def _put() -> Stretch:
    return record(build.sitting(), build.motion(text=TEXT, mover="mseft-chair", seconder="eput-chair"))


def _voted(count: int = 9) -> Stretch:
    against = [build.votes("against", CAPITAL[12:])] if count > 11 else []
    return record(_put(), build.votes("for", CAPITAL[:count]), *against)


SCENES: dict[str, Callable[[], Stretch | None]] = {
    "before": lambda: build.play([build.convened()]),
    "item": build.sitting,
    "between": lambda: record(build.sitting(item="welcome"), e.ItemClosed("welcome")),
    "put": _put,
    "voting": _voted,
    "carried": lambda: build.declare(_voted(12)),
    "not-carried": lambda: build.declare(_voted(9)),
    "adjourned": lambda: record(build.sitting(), e.MeetingAdjourned("The fire alarm; back at 11:00")),
    "private": lambda: record(build.sitting(), e.PublicExcluded("Commercial terms")),
    "withdrawn": lambda: record(_put(), e.MotionWithdrawn("m1", "The mover asks for more time.")),
    "closed": lambda: build.closed(build.sitting(item=None)),
    "waiting": lambda: None,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SCENES)
async def test_every_scene(name: str, size: tuple[int, int]) -> None:
    words = "Waiting for the meeting of the Partnership Board on Thursday 26 November 2026, 10:00 to be convened."
    async with projected(SCENES[name](), size, words, minutes="www.example.org/board") as (app, _):
        check_frame(f"room-{name}-{size[0]}x{size[1]}", frame(app))


@pytest.mark.parametrize("size", SIZES)
async def test_a_running_count_with_its_bar_and_mark(size: tuple[int, int]) -> None:
    async with projected(_voted(), size, counts="live") as (app, _):
        shown = frame(app)
        assert "┊" in shown and "▲" in shown and "NOT VOTED YET" in shown
        check_frame(f"room-live-{size[0]}x{size[1]}", shown)


@pytest.mark.parametrize("name", [name for name in SCENES if name != "waiting"])
def test_no_scene_is_lost_on_a_small_or_a_large_wall(name: str) -> None:
    stretch = SCENES[name]()
    assert stretch is not None
    for width, height in ((60, 16), (80, 24), (200, 60)):
        for level in (0, 1, 2):
            laid = wall(seen(stretch), Size(width, height, level))
            assert len(laid.lines) <= height
            assert max(width_of(row) for row in laid.lines) <= width
            assert sum(bool(row) for row in laid.lines) >= 2


async def test_the_full_words_of_a_long_motion_are_shown_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"word{number:03}" for number in range(400)]
    board = record(build.sitting(), build.motion(text=" ".join(words)))
    seconds = [0.0]
    monkeypatch.setattr("boardtui.tui.screens.room.monotonic", lambda: seconds[0])
    monkeypatch.setattr("boardtui.tui.screens.room.POLL", POLL / 10)
    async with projected(board) as (app, pilot):
        shown = ""
        for page in range(4):
            seconds[0] = page * 12.0
            await until(pilot, f"page {page + 1} of 4")
            shown += frame(app)
        assert [word for word in words if word not in shown] == []


async def test_larger_and_smaller_letters_rearrange_the_wall() -> None:
    async with projected(build.sitting(), (120, 40)) as (app, pilot):
        largest = frame(app)
        await press(pilot, "minus", "minus")
        assert "Capital priorities" in frame(app) and "Capital priorities" not in largest
        await press(pilot, "plus", "plus", "plus")
        assert frame(app) == largest


async def test_frozen_it_stands_still_and_says_since_when() -> None:
    board = build.sitting(item="welcome")
    async with projected(board) as (app, pilot):
        await press(pilot, "minus", "minus", "f")
        record(board, e.ItemOpened("capital"))
        await pilot.pause(POLL * 1.5)
        assert "Welcome and apologies" in frame(app) and "held as at 10:30" in frame(app)
        await press(pilot, "f")
        assert "Capital priorities" in frame(app) and "held as at" not in frame(app)


async def test_blank_shows_nothing_but_the_keys_and_they_can_be_hidden_too() -> None:
    async with projected(build.sitting()) as (app, pilot):
        await press(pilot, "b")
        assert frame(app).strip().startswith("+ larger") and "b show the display" in frame(app)
        await press(pilot, "h")
        await pilot.pause()
        assert frame(app).strip() == ""
        await press(pilot, "b", "h")
        await pilot.pause()
        assert "members present" in frame(app)


async def test_the_theme_is_high_contrast_until_another_is_asked_for() -> None:
    async with projected(build.sitting()) as (app, pilot):
        assert app.theme == "board-projector"
        await press(pilot, "t")
        assert app.theme == "board-dark"
        await press(pilot, "t")
        assert app.theme == "board-projector"


async def test_a_private_session_has_not_even_a_heading() -> None:
    async with projected(SCENES["private"](), (120, 40)) as (app, pilot):
        await press(pilot, "minus", "minus")
        shown = [line.strip() for line in frame(app).splitlines() if line.strip()]
        assert shown[:2] == ["In private session", "Commercial terms"]
        assert len(shown) == 3


async def test_hostile_words_are_made_plain() -> None:
    board = record(build.sitting(), build.motion(text="[red]That\x1b[2J \u202eall\u202c be\u200b shown[/red]"))
    async with projected(board) as (app, _):
        assert "[red]That␛[2J ⟨U+202E⟩all⟨U+202C⟩ be⟨U+200B⟩ shown[/red]" in frame(app)


async def test_no_key_of_the_wall_records_anything() -> None:
    board = _put()
    before = len(board.lines)
    async with projected(board) as (app, pilot):
        await press(pilot, "f", "f", "b", "b", "d", "enter", "z", "n", "r", "c", "escape", "question_mark")
        assert isinstance(app.screen, RoomScreen)
    assert len(board.lines) == before


async def test_what_cannot_be_shown_does_not_bring_the_wall_down(monkeypatch: pytest.MonkeyPatch) -> None:
    board = build.sitting()

    def broken(*_: object) -> None:
        raise KeyError("an altered book")

    async with projected(board) as (app, pilot):
        monkeypatch.setattr("boardtui.tui.screens.room.scene", broken)
        await press(pilot, "minus", "minus")
        assert "This moment of the meeting cannot be shown." in frame(app)
        assert "altered" not in frame(app)
        monkeypatch.undo()
        await press(pilot, "minus")
        assert "Capital priorities" in frame(app)


async def test_q_leaves_the_projector() -> None:
    async with projected(build.sitting()) as (app, pilot):
        await press(pilot, "q")
        assert not app.is_running or app._exit


@pytest.mark.parametrize("leave", ["escape", "q"])
async def test_on_the_only_display_the_wall_covers_the_meeting_and_goes_back(tmp_path: Path, leave: str) -> None:
    async with running(tmp_path, entries=[e.MeetingOpened()]) as (app, pilot):
        theme, before = app.theme, session_of(app).recorded
        await press(pilot, "y")
        await pilot.pause(POLL * 1.5)
        shown = frame(app)
        assert isinstance(app.screen, RoomScreen)
        assert "ROOM VIEW: nothing is recorded here, esc goes back to the meeting" in shown
        assert app.theme == "board-projector"
        await press(pilot, "n", "z", "o", "h")
        assert "ROOM VIEW" in frame(app)
        await press(pilot, leave)
        assert isinstance(app.screen, MeetingScreen) and app.theme == theme
        assert session_of(app).recorded == before and recorded(app, e.NoteTaken) == []


async def test_the_wall_is_in_the_palette_of_the_meeting(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, _):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "room view (y)" in titles


async def test_its_keys_stand_in_the_footer() -> None:
    async with projected(build.sitting()) as (app, _):
        shown = "".join(part.text for part in app.screen.query_one(KeyBar).lines[0])
        assert [key for key in ("+", "-", "t", "f", "b", "h", "q") if f"{key} " not in shown] == []


def test_a_ruling_on_the_display_is_told_whole() -> None:
    ruling = "The Chair ruled: “All members count, those too who are away and those who take no part because of an interest”."
    (rows,) = Sheet(60, 0).lines([ruling]).sizes
    assert " ".join("".join(span.text for span in row).strip() for row in rows) == ruling

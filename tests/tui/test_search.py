"""The search screen: narrows with every letter, filters by single keys, opens the replay at the entry, records nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.meeting import entries as e
from boardtui.tui.screens.decision import DecisionScreen
from boardtui.tui.screens.replay import ReplayScreen
from boardtui.tui.screens.search import SearchScreen
from boardtui.tui.widgets.rows import Rows
from tests import build
from tests.tui.app import SIZES, check_frame, frame, message, press, running, write

HOSTILE = "\x1b]52;c;aGk=\x07[/x] Smith \u202eevil " + "W" * 300
ENTRIES: tuple[e.AnyEntry, ...] = (
    *(line.entry for line in build.sitting(meeting="2026-11").lines[1:]),
    build.motion(),
    build.votes("for", build.CAPITAL[:11]),
    e.ResultDeclared("m1", "carried", 11, 0, 0, 3, 14, 14, 11),
    build.motion("m2", text="To defer the works at Basildon."),
    e.MotionWithdrawn("m2", "The bid was moved."),
    e.NoteTaken("capital", "The Board heard the plan for Schöne Straße."),
    e.NoteTaken("capital", "The price of the site.", confidential=True),
    e.ActionAgreed("a1", "capital", "Report on the plan.", "Executive Lead", "2026-12-10"),
    e.MeetingClosed(),
)


@asynccontextmanager
async def searching(
    path: Path, size: tuple[int, int] = (120, 40), entries: tuple[e.AnyEntry, ...] = ENTRIES
) -> AsyncIterator[tuple[BoardApp, Pilot[None]]]:
    async with running(path, size=size, convened=build.convened(), entries=entries, screen=None) as (app, pilot):
        await press(pilot, "slash")
        await settled(app, pilot)
        yield app, pilot


async def settled(app: BoardApp, pilot: Pilot[None]) -> None:
    """Wait until the index is up to date."""
    await app.workers.wait_for_complete()
    await pilot.pause()


def search(app: BoardApp) -> SearchScreen:
    assert isinstance(app.screen, SearchScreen)
    return app.screen


def texts(app: BoardApp) -> list[str]:
    return [one.thing.text for one in search(app).results.found]


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_there_at_first_the_latest_on_top(tmp_path: Path, size: tuple[int, int]) -> None:
    async with searching(tmp_path, size) as (app, pilot):
        assert "5 found" in frame(app)
        assert texts(app)[0] == "Report on the plan."
        check_frame(f"search-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "tab")
        check_frame(f"search-filters-{size[0]}x{size[1]}", frame(app))


async def test_each_letter_narrows_and_accents_make_no_difference(tmp_path: Path) -> None:
    async with searching(tmp_path) as (app, pilot):
        await write(pilot, "plan")
        assert len(texts(app)) == 2
        await write(pilot, " scho")
        assert texts(app) == ["The Board heard the plan for Schöne Straße."]
        await write(pilot, "x")
        assert texts(app) == [] and "Nothing is found." in frame(app)
        await press(pilot, "backspace")
        assert len(texts(app)) == 1


async def test_enter_opens_the_replay_where_the_motion_was_decided_and_escape_comes_back(tmp_path: Path) -> None:
    async with searching(tmp_path) as (app, pilot):
        await write(pilot, "supports the capital", "enter")
        replay = app.screen
        assert isinstance(replay, ReplayScreen) and replay.steps is not None
        assert isinstance(replay.steps.line.entry, e.ResultDeclared)
        await press(pilot, "escape")
        assert texts(app) == [build.motion().text]
        assert app.session is None
        await press(pilot, "escape")
        assert "Coming" in frame(app)


async def test_arrows_choose_while_typing(tmp_path: Path) -> None:
    async with searching(tmp_path) as (app, pilot):
        await write(pilot, "plan", "down")
        assert "Schöne Straße" in frame(app).split("Meeting:")[0].rsplit("found", 1)[1]
        await press(pilot, "enter")
        assert isinstance(app.screen, ReplayScreen)


async def test_single_letters_narrow_in_the_list(tmp_path: Path) -> None:
    async with searching(tmp_path) as (app, pilot):
        await press(pilot, "tab", "t", "2")
        assert texts(app) == ["To defer the works at Basildon.", build.motion().text]
        await press(pilot, "o")
        await write(pilot, "withdr", "enter")
        assert texts(app) == ["To defer the works at Basildon."]
        assert "motions · withdrawn" in frame(app) and "1 found" in frame(app)
        await press(pilot, "c")
        assert len(texts(app)) == 5
        await press(pilot, "u")
        assert "The price of the site." not in texts(app) and "PUBLIC ONLY" in frame(app)
        await press(pilot, "u", "d")
        await write(pilot, "2027", "enter", "enter")
        assert texts(app) == [] and "from 1 January 2027" in frame(app)
        await press(pilot, "d", *["backspace"] * 15)
        await write(pilot, "31/02/2026", "enter", "enter")
        assert "is not a date" in message(app)


async def test_a_partner_and_a_body_are_chosen_by_name(tmp_path: Path) -> None:
    async with searching(tmp_path) as (app, pilot):
        await press(pilot, "tab", "p")
        await write(pilot, "thurrock council", "enter")
        assert texts(app) == [] and "Thurrock Council" in frame(app)
        await press(pilot, "c")
        assert len(texts(app)) == 5
        await press(pilot, "b")
        for key in (*["down"] * [one.key for one in app.screen.options].index("sle"), "enter"):  # type: ignore[attr-defined]
            await press(pilot, key)
        assert texts(app) == [] and "System Leadership Executive" in frame(app)


async def test_while_a_meeting_is_open_in_public_only_what_is_public_is_shown(tmp_path: Path) -> None:
    async with searching(tmp_path, entries=ENTRIES[:-1]) as (app, pilot):
        assert "PUBLIC ONLY" in frame(app)
        assert "The price of the site." not in frame(app)
        await press(pilot, "tab", "u")
        assert "The price of the site." not in frame(app) and "* shows all" in message(app)
        await press(pilot, "asterisk", "2")
        assert "confidential: The price of the site." in frame(app)
        app.desk.session(build.BOARD).record(e.MeetingAdjourned("Lunch"))
        await press(pilot, "asterisk")
        assert "The price of the site." not in frame(app)


async def test_what_is_recorded_meanwhile_is_found_at_the_next_beat(tmp_path: Path) -> None:
    async with searching(tmp_path, entries=ENTRIES[:-1]) as (app, pilot):
        app.desk.session(build.BOARD).record(e.NoteTaken("capital", "A late word."))
        await write(pilot, "late word")
        search(app).tick()
        await settled(app, pilot)
        assert texts(app) == ["A late word."]


async def test_hostile_words_stay_harmless_typed_or_found(tmp_path: Path) -> None:
    async with searching(tmp_path, (80, 24), (*ENTRIES[:-1], e.NoteTaken("capital", HOSTILE))) as (app, pilot):
        for word in ('"', "(", "a OR", "*", "^"):
            search(app).query_one("Input").value = word  # type: ignore[attr-defined]
            await pilot.pause()
        search(app).query_one("Input").value = "smith"  # type: ignore[attr-defined]
        await pilot.pause()
        assert len(texts(app)) == 1
        assert not {"\x1b", "\x07", "\u202e"} & set(frame(app))
        assert "[/x] Smith" in frame(app)


async def test_nothing_found_opens_nothing(tmp_path: Path) -> None:
    async with searching(tmp_path) as (app, pilot):
        await write(pilot, "zebra", "enter")
        assert "There is nothing to open." in message(app)
        assert search(app).query_one(Rows).key == ""


FOLLOWED: tuple[e.AnyEntry, ...] = (
    *(line.entry for line in build.sitting(meeting="2026-11").lines[1:]),
    build.motion(rule="agreement", topic="objectives", text="To support one way of working."),
    e.ConsensusDeclared("m1", True),
    e.RatificationSought("m1", ("ecc", "sbc", "mseft")),
    e.PartnerResponded("ecc", True, "2026-11-24", motion="m1"),
    e.PartnerResponded("sbc", False, "2026-11-25", motion="m1"),
    e.MeetingClosed(),
)


@pytest.mark.parametrize("size", SIZES)
async def test_a_decision_that_is_followed_says_how_it_stands_and_f_opens_its_tracker(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with searching(tmp_path, size, FOLLOWED) as (app, pilot):
        await press(pilot, "tab")
        check_frame(f"search-followed-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "f")
        assert isinstance(app.screen, DecisionScreen) and app.screen.key == "m1"
        await press(pilot, "escape")
        assert texts(app) == ["To support one way of working."]


async def test_f_says_why_there_is_nothing_to_follow(tmp_path: Path) -> None:
    async with searching(tmp_path) as (app, pilot):
        await press(pilot, "tab", "f")
        assert "Only a decision is followed." in message(app)
        assert "f decision" not in frame(app)

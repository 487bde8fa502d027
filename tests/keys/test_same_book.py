"""The same keys lead to the same entries and the same screen, whether each waits for the one before it or all come at once."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual import events
from textual.keys import _character_to_key

from boardtui.app import BoardApp
from boardtui.config.config import load
from boardtui.desk.desk import Desk
from tests.keys.hands import CHARTERS, FINGERPRINT, NOW, entries, keys_at_random, running_meeting, the_book
from tests.tui.app import Clock, frame

SUITE = ("mid-south-essex",)  # the others, whose meetings are as these, in the long form
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 25))]


class Left(NamedTuple):
    """What a sequence of keys left: the entries of each book, and the screen, or none where the program was left."""

    entries: dict[str, list[Any]]
    screen: str


@pytest.mark.parametrize(
    "charter", [pytest.param(name, marks=() if name in SUITE else pytest.mark.slow) for name in CHARTERS]
)
@pytest.mark.parametrize("seed", SEEDS)
async def test_the_same_keys_give_the_same_book_at_any_speed(tmp_path: Path, charter: str, seed: int) -> None:
    rng = random.Random(f"{charter} {seed}")
    keys = keys_at_random(rng, 60 if seed == 0 else rng.randrange(60, 200))
    slow = await typed(running_meeting(tmp_path / "slow" / "demo", charter), keys, at_once=False)
    fast = await typed(running_meeting(tmp_path / "fast" / "demo", charter), keys, at_once=True)
    assert fast.entries == slow.entries, keys
    assert fast.screen == slow.screen, keys


async def typed(config: Path, keys: list[str], *, at_once: bool) -> Left:
    """Press keys in the running meeting, each when the one before is done, or all at once."""
    desk = Desk.open(load(config), clock=Clock(NOW))
    app = BoardApp(desk)
    screen = ""
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            app.session = desk.session(the_book(desk))
            app.open_screen("meeting")
            await at_rest(app)
            for key in keys:
                app.post_message(as_event(key))
                if not at_once:
                    await at_rest(app)
            await at_rest(app)
            screen = "" if app._exit else frame(app)
    finally:
        desk.close()
    return Left(entries(config.parent / "data.db"), FINGERPRINT.sub("…", screen.replace(str(config.parent), "")))


def as_event(key: str) -> events.Key:
    """The event of a key by its name, or of a character."""
    return events.Key(_character_to_key(key) if len(key) == 1 else key, key if len(key) == 1 else None)


async def at_rest(app: BoardApp) -> None:
    """Wait until all keys have been taken and what they did is done and painted, looked at from outside: nothing moves."""
    quiet = 0
    while quiet < 3 and not app._exit:
        await asyncio.sleep(0.004)
        quiet = 0 if app.turns._waiting or app.turns._handing_out or not app.turns._is_at_rest() else quiet + 1


async def test_keys_that_wait_while_the_window_becomes_too_small_hold_up_none_after_them(tmp_path: Path) -> None:
    desk = Desk.open(load(running_meeting(tmp_path / "demo", CHARTERS[0])), clock=Clock(NOW))
    app = BoardApp(desk)
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            app.session = desk.session(the_book(desk))
            app.open_screen("meeting")
            await at_rest(app)
            for key in "nab":
                app.post_message(as_event(key))
            await pilot.resize_terminal(30, 8)
            await asyncio.wait_for(at_rest(app), 10)
            await pilot.resize_terminal(100, 30)
            app.post_message(events.Key("ctrl+q", None))
            await asyncio.wait_for(at_rest(app), 10)
            assert app._exit
    finally:
        desk.close()

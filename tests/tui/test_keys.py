"""How many keys the commonest decisions take, counted as they are pressed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from boardtui.meeting.entries import ConsensusDeclared, MotionPut, ResultDeclared
from boardtui.register.demo import EXECUTIVE
from boardtui.tui.screens.vote import VoteScreen
from tests.build import CAPITAL, CCGS
from tests.tui.app import frame, recorded, running, session_of
from tests.tui.test_vote import at_sle, put


class Counted:
    """Presses keys one by one and counts them."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.keys = 0

    async def __call__(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()
            self.keys += 1


async def test_consensus_on_a_put_motion_takes_one_key(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=EXECUTIVE, entries=at_sle("consensus"), screen="vote", args=("m1",)) as (
        app,
        pilot,
    ):
        press = Counted(pilot)
        await press("c")
        assert recorded(app, ConsensusDeclared) == [ConsensusDeclared("m1", True)]
        assert press.keys == 1


async def test_a_vote_of_fourteen_with_three_against_and_one_abstaining_takes_fourteen_keys(tmp_path: Path) -> None:
    async with running(tmp_path, entries=put()) as (app, pilot):
        press = Counted(pilot)
        await press("v")
        assert isinstance(app.screen, VoteScreen)
        await press(*"020304", "g", *"05", "h", "r", "d", "enter")
        (result,) = recorded(app, ResultDeclared)
        assert (result.for_, result.against, result.abstain, result.not_voted) == (10, 3, 1, 0)
        held = session_of(app).state.motions["m1"].votes
        assert [held[key] for key in CAPITAL[:4]] == ["against", "against", "against", "abstain"]
        assert press.keys == 14


async def test_a_vote_without_dissent_takes_four_keys(tmp_path: Path) -> None:
    entries = [*at_sle(), *()]
    async with running(tmp_path, meeting=EXECUTIVE, entries=entries) as (app, pilot):
        press = Counted(pilot)
        await press("v", "r", "d", "enter")
        assert recorded(app, ResultDeclared)[0].for_ == 9
        assert press.keys == 4


async def test_the_five_votes_that_one_person_carries_take_two_keys(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=EXECUTIVE, entries=at_sle(), screen="vote", args=("m1",)) as (app, pilot):
        press = Counted(pilot)
        await press("a", "g")
        votes = session_of(app).state.motions["m1"].votes
        assert votes == dict.fromkeys(CCGS, "against") and press.keys == 2


async def test_one_wrong_vote_is_put_right_in_three_keys(tmp_path: Path) -> None:
    async with running(tmp_path, entries=put(), screen="vote", args=("m1",)) as (app, pilot):
        press = Counted(pilot)
        await press("r")
        before = press.keys
        await press("0", "8", "g")
        assert session_of(app).state.motions["m1"].votes[CAPITAL[6]] == "against"
        assert press.keys - before == 3


async def test_a_motion_by_the_proposed_rule_takes_five_keys_beside_its_words(tmp_path: Path) -> None:
    entries = [entry for entry in at_sle("consensus") if not isinstance(entry, MotionPut)]
    async with running(tmp_path, meeting=EXECUTIVE, entries=entries) as (app, pilot):
        press = Counted(pilot)
        await press("m", "T", "o", "enter", "enter", "enter", "enter")
        assert recorded(app, MotionPut)[0].text == "To" and isinstance(app.screen, VoteScreen)
        assert press.keys - len("To") == 5


async def test_the_way_out_and_the_help_are_in_the_footer_of_home_where_it_is_narrow(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None, size=(80, 24)) as (app, _):
        footer = " ".join(frame(app).splitlines()[-2:])
        for key in ("enter convene", "/ find", "y year", "q quit", "? help"):
            assert key in footer

"""The readings of a clause side by side, and what the chair rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.meeting.entries import RulingMade, VotesRecorded
from boardtui.register.demo import EXECUTIVE
from boardtui.tui.screens.vote import VoteScreen
from boardtui.tui.views.readings import reading_rows
from boardtui.tui.widgets.rows import Rows
from tests.build import CAPITAL, motion, record, sitting, votes
from tests.tui.app import SIZES, check_frame, frame, message, press, recorded, running, session_of, write
from tests.tui.test_vote import at_sle, put

NINE = VotesRecorded("m1", "for", tuple(key for key in CAPITAL if key not in ("tccg-chair", "eput-ceo"))[:9])
AWAY = ("tccg-chair", "eput-ceo")


@pytest.mark.parametrize("size", SIZES)
async def test_every_reading_with_count_needed_and_outcome(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, entries=[*put(absent=AWAY), NINE], screen="readings", args=("m1",), size=size) as (
        app,
        _,
    ):
        rows = {row.key: "".join(part.text for part in row.parts).split() for row in app.screen.query_one(Rows).rows}
        assert rows["own"][-5:] == ["9", "14", "11", "not", "carried"]
        assert rows["present"][-5:] == ["9", "12", "9", "carried", "≠"]
        check_frame(f"readings-{size[0]}x{size[1]}", frame(app))


def test_the_readings_of_a_consensus_tell_of_objections_and_of_nobody_for_it() -> None:
    board = sitting(item="objectives")
    record(board, motion(item="objectives", rule="agreement", topic="objectives"))
    record(board, votes("for", ["mseft-chair", "nelft-chair"]), votes("against", ["mseft-ceo"]))
    rows = reading_rows(board.state, board.state.motions["m1"], 80)
    head, own = ("".join(part.text for part in row.parts).split() for row in rows[:2])
    assert head == ["objections", "of", "so", "far"]
    assert own[-4:] == ["1", "24", "no", "consensus"]


async def test_the_reasons_stand_under_the_reading_that_the_cursor_is_on(tmp_path: Path) -> None:
    async with running(tmp_path, entries=[*put(absent=AWAY), NINE], screen="readings", args=("m1",)) as (app, pilot):
        assert "9 for; 11 needed (at least 3/4 of 14 eligible members)" in frame(app)
        await press(pilot, "down")
        assert "does not say whether those who are away are counted" in frame(app)


async def test_the_reading_in_use_is_recorded_in_words_and_asked_once(tmp_path: Path) -> None:
    async with running(tmp_path, entries=[*put(absent=AWAY), NINE], screen="vote", args=("m1",)) as (app, pilot):
        await press(pilot, "d", "enter")
        await write(pilot, "By the letter", "enter")
        ruling = recorded(app, RulingMade)[-1]
        assert (ruling.setting, ruling.value, ruling.text) == (
            "procedure",
            "clause 8.4 means at least 3/4 of all eligible members, present or not",
            "By the letter",
        )
        await press(pilot, "escape", "d")
        assert "Declare motion 5.1 not carried" in frame(app)


@pytest.mark.parametrize(("votes", "hangs"), [((NINE,), True), ((), False)])
async def test_only_where_the_result_hangs_on_it_the_chair_is_to_rule(
    tmp_path: Path, votes: tuple[VotesRecorded, ...], hangs: bool
) -> None:
    entries = [*put(absent=AWAY), *votes]
    async with running(tmp_path, entries=entries, screen="readings", args=("m1",)) as (app, _):
        assert "Clause 8.4 can be read in more than one way" in frame(app)
        assert ("and the result depends on it. Ask the Chair to rule" in frame(app)) is hangs


async def test_leaving_declares_and_rules_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, entries=[*put(absent=AWAY), NINE], screen="vote", args=("m1",)) as (app, pilot):
        before = session_of(app).recorded
        await press(pilot, "d", "escape")
        assert isinstance(app.screen, VoteScreen) and session_of(app).recorded == before
        await press(pilot, "s", "down", "enter", "escape", "escape")
        assert isinstance(app.screen, VoteScreen) and session_of(app).recorded == before


async def test_a_recount_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    split = [VotesRecorded("m1", "for", ("bbccg",)), VotesRecorded("m1", "against", ("meccg",))]
    async with running(tmp_path, meeting=EXECUTIVE, entries=[*at_sle(), *split], screen="readings", args=("m1",)) as (
        app,
        _,
    ):
        assert "cannot be counted" in frame(app) and "split its partners' votes" in frame(app)


async def test_without_the_motion_nothing_breaks(tmp_path: Path) -> None:
    async with running(tmp_path, screen="readings", args=("nothing",)) as (app, pilot):
        assert "The motion was undone" in frame(app)
        await press(pilot, "enter", "u", "down", "escape")


async def test_a_rule_without_another_reading_is_not_said_to_have_several(tmp_path: Path) -> None:
    entries = put(rule="signature", topic="objectives", mover=None, seconder=None, proof=False)
    async with running(tmp_path, entries=entries, screen="readings", args=("m1",)) as (app, _):
        assert "This rule has no other reading." in frame(app)
        assert "in more than one way" not in frame(app)


async def test_while_a_motion_is_open_its_readings_are_told_so_far(tmp_path: Path) -> None:
    async with running(tmp_path, entries=put(absent=AWAY), screen="readings", args=("m1",)) as (app, _):
        head = "".join(part.text for part in app.screen.query_one(Rows).rows[0].parts).split()
        assert head == ["for", "of", "needed", "so", "far"]


async def test_a_list_that_nobody_has_filled_yet_is_not_said_to_be_empty(tmp_path: Path) -> None:
    async with running(tmp_path, entries=put(), screen="readings", args=("m1",)) as (app, pilot):
        rows = Rows(empty="Nothing is planned.")
        await app.screen.mount(rows)
        await pilot.pause()
        assert "Nothing is planned." not in frame(app)
        rows.fill(())
        await pilot.pause()
        assert "Nothing is planned." in frame(app)


async def test_behind_a_ruling_the_message_line_does_not_say_that_z_undoes_the_vote(tmp_path: Path) -> None:
    entries = [*put(absent=AWAY), NINE]
    async with running(tmp_path, entries=entries, screen="vote", args=("m1",)) as (app, pilot):
        await press(pilot, "1", "4", "f")
        assert "z undoes it" in message(app)
        await press(pilot, "s", "enter")
        await write(pilot, "By the letter", "enter")
        assert isinstance(app.screen, VoteScreen)
        assert recorded(app, RulingMade) and "z undoes" not in message(app)

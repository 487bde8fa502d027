"""An amendment from its one key to the motion as amended: the form, what is decided next, who takes it in."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from boardtui.meeting.entries import AmendmentAccepted, MotionPut
from tests.tui.app import frame, message, press, recorded, running, session_of, write
from tests.tui.test_counted_without_names import board

WORDS = "That five million be spent on beds."
AMENDED = "That five million be spent on beds by May."


def motion(**more: str) -> MotionPut:
    return MotionPut("m1", "i1", WORDS, "c", **more)


async def test_an_amendment_put_and_carried_by_consensus_takes_four_keys_beside_its_text(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    async with running(tmp_path, entries=[*entries[:-1], motion()], convened=convened) as (app, pilot):
        assert "M amendment" in frame(app)
        await press(pilot, "M")
        app.screen.query_one(TextArea).text = AMENDED
        await press(pilot)
        assert "After “spent on beds” insert “by May”." in frame(app)
        await press(pilot, "enter", "enter")
        assert "Motion 1.2, amends 1.1" in frame(app)
        await press(pilot, "c")
        state = session_of(app).state
        assert state.motions["m1"].text == AMENDED and state.motions["m1"].put_as == WORDS
        assert "Amendment 1.2 carried. Motion 1.1, as amended, is decided next." in message(app)
        assert "Motion 1.1, as amended" in frame(app)
        await press(pilot, "c")
        assert session_of(app).state.motions["m1"].status == "carried"


async def test_the_amendment_is_what_the_top_line_and_v_offer_first(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    entries = [*entries[:-1], motion(), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        assert "Amendment 1.2 to motion 1.1 is decided first. v takes the vote." in frame(app)
        assert "amendment to motion 1.1" in frame(app)
        await press(pilot, "v")
        assert "Motion 1.2, amends 1.1" in frame(app)
        await press(pilot, "m")
        shown = " ".join(frame(app).split())
        assert "With this amendment the motion would read:" in shown
        assert "That five million be spent on beds [insert: by May]." in shown
        await press(pilot, "escape", "x")
        await write(pilot, "not pursued", "enter")
        assert "Amendment 1.2 withdrawn. Motion 1.1 is decided next." in message(app)
        await press(pilot, "escape")
        assert "Motion 1.1 is before the meeting." in frame(app)


async def test_the_mover_of_the_motion_takes_the_amendment_in_with_one_key(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    put = [motion(mover="m1"), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=[*entries[:-1], *put], convened=convened) as (app, pilot):
        await press(pilot, "v")
        assert "A accepted" in frame(app)
        await press(pilot, "A")
        assert recorded(app, AmendmentAccepted) == [AmendmentAccepted("m2")]
        assert session_of(app).state.motions["m1"].text == AMENDED
        assert "Motion 1.1, as amended, is decided next" in message(app)


async def test_without_a_mover_nobody_can_accept_it(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    put = [motion(), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=[*entries[:-1], *put], convened=convened) as (app, pilot):
        await press(pilot, "v", "A")
        assert "no mover who could accept the amendment" in message(app) and not recorded(app, AmendmentAccepted)


async def test_an_amendment_to_an_amendment_is_typed_over_its_text_and_decided_before_it(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    put = [motion(), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=[*entries[:-1], *put], convened=convened) as (app, pilot):
        await press(pilot, "v", "M")
        assert "Amendment to amendment 1.2" in frame(app)
        assert app.screen.query_one(TextArea).text == AMENDED
        app.screen.query_one(TextArea).text = AMENDED.replace("May", "June")
        await press(pilot, "enter", "enter", "c")
        assert "Amendment 1.3 carried. Amendment 1.2, as amended, is decided next." in message(app)
        await press(pilot, "c")
        assert session_of(app).state.motions["m1"].text == "That five million be spent on beds by June."


async def test_a_second_amendment_waits_for_the_first_and_an_unchanged_text_is_none(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    put = [motion(), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=[*entries[:-1], *put], convened=convened, screen="vote", args=("m1",)) as (
        app,
        pilot,
    ):
        await press(pilot, "M")
        assert "Decide or withdraw the amendment 1.2 first" in message(app)
    folder = tmp_path / "unchanged"
    folder.mkdir()
    async with running(folder, entries=[*entries[:-1], motion()], convened=convened) as (app, pilot):
        await press(pilot, "M", "enter", "enter")
        assert "The text is as it was, so there is no amendment." in message(app)
        assert len(recorded(app, MotionPut)) == 1


async def test_an_amendment_undone_leaves_the_motion_in_sight_to_vote_on(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    entries = [*entries[:-1], motion(), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "v", "z", "enter")
        assert "Motion 1.1" in frame(app) and "The motion was undone" not in frame(app)
        await press(pilot, "c")
        assert session_of(app).state.motions["m1"].status == "carried"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_mover_and_the_seconder_are_asked_for(tmp_path: Path, size: tuple[int, int]) -> None:
    convened, entries = board(4, "c")
    async with running(tmp_path, entries=[*entries[:-1], motion()], convened=convened, size=size) as (app, pilot):
        await press(pilot, "M")
        app.screen.query_one(TextArea).text = AMENDED
        await press(pilot, "enter")
        await write(pilot, "member 2", "enter")
        await press(pilot, "4")
        put = recorded(app, MotionPut)[-1]
        assert (put.mover, put.seconder, put.amends, put.as_amended) == ("m2", "m3", "m1", AMENDED)

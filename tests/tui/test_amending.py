"""An amendment from its one key to the motion as amended: the form, what is decided next, who takes it in."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from boardtui.meeting.entries import AmendmentAccepted, MotionPut
from tests.tui.app import SMALL_FIRST, frame, message, press, recorded, running, session_of, write
from tests.tui.test_counted_without_names import board

WORDS = "That five million be spent on beds."
AMENDED = "That five million be spent on beds by May."


def motion(**more: str) -> MotionPut:
    return MotionPut("m1", "i1", WORDS, "c", **more)


async def test_an_amendment_by_consensus_takes_four_keys_beside_the_text_and_the_motion_as_amended_one_more(
    tmp_path: Path,
) -> None:
    convened, entries = board(4, "c")
    async with running(tmp_path, entries=[*entries[:-1], motion()], convened=convened) as (app, pilot):
        assert "M amendment" in frame(app)
        before, after = ("M",), ("enter", "enter", "c")
        await press(pilot, *before)
        app.screen.query_one(TextArea).text = AMENDED
        await press(pilot)
        assert "After “spent on beds” insert “by May”." in frame(app)
        await press(pilot, *after[:2])
        assert "Motion 1.2, amends 1.1" in frame(app)
        await press(pilot, *after[2:])
        state = session_of(app).state
        assert state.motions["m1"].text == AMENDED and state.motions["m1"].put_as == WORDS
        assert "Amendment 1.2 was agreed by consensus. Motion 1.1, as amended, is decided next." in message(app)
        assert "Motion 1.1, as amended" in frame(app)
        await press(pilot, "c")
        motions = session_of(app).state.motions
        assert {each.status for each in motions.values()} == {"carried"} and len(motions) == 2
        assert len(before + after) == 4


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
        assert "Amendment 1.2 was withdrawn. Motion 1.1 is decided next." in message(app)
        assert "is decided before this" not in frame(app)
        await press(pilot, "z", "enter")  # the amendment is open again, and the vote still on the motion
        assert "Motion 1.1" in frame(app) and "Amendment 1.2 is decided before this: v goes to it." in frame(app)
        await press(pilot, "x")
        assert "Decide or withdraw the amendment 1.2 first" in message(app) and "Why" not in frame(app)
        await press(pilot, "v")
        assert "Motion 1.2, amends 1.1" in frame(app)
        await press(pilot, "x")
        await write(pilot, "not pursued", "enter")
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


async def test_where_no_mover_was_named_a_asks_who_it_is_and_enter_alone_names_nobody(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    put = [motion(), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=[*entries[:-1], *put], convened=convened) as (app, pilot):
        assert any("accept an amendment: vote" in found.title for found in app.get_system_commands(app.screen))
        await press(pilot, "v")
        assert "A accepted" in frame(app)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert any(title.startswith("accept:") for title in titles)
        await press(pilot, "A", "enter")
        assert "Who moved motion 1.1, and accepts the amendment?" in frame(app)
        assert "Enter alone decides nothing" in frame(app) and not recorded(app, AmendmentAccepted)
        await press(pilot, "3", "enter")
        assert recorded(app, AmendmentAccepted) == [AmendmentAccepted("m2")]
        amended = session_of(app).state.motions["m1"]
        assert (amended.mover, amended.text) == ("m3", AMENDED)
        assert "Motion 1.1, as amended, is decided next" in message(app)


async def test_an_amendment_to_an_amendment_is_typed_over_its_text_and_decided_before_it(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    put = [motion(), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=[*entries[:-1], *put], convened=convened) as (app, pilot):
        await press(pilot, "v", "M")
        assert "Amendment to amendment 1.2" in frame(app)
        assert app.screen.query_one(TextArea).text == AMENDED
        app.screen.query_one(TextArea).text = AMENDED.replace("May", "June")
        await press(pilot, "enter", "enter", "c")
        assert "Amendment 1.3 was agreed by consensus. Amendment 1.2, as amended, is decided next." in message(app)
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
        await press(pilot, "M", "enter")
        assert "The text is as it was, so there is no amendment." in frame(app)
        assert len(recorded(app, MotionPut)) == 1
        app.screen.query_one(TextArea).text = AMENDED
        await press(pilot, "enter", "enter")
        assert len(recorded(app, MotionPut)) == 2


async def test_letters_typed_right_after_the_words_of_an_amendment_name_its_mover_and_are_no_votes(
    tmp_path: Path,
) -> None:
    convened, entries = board(4, "c")
    async with running(tmp_path, entries=[*entries[:-1], motion()], convened=convened) as (app, pilot):
        await press(pilot, "M")
        app.screen.query_one(TextArea).text = AMENDED
        await press(pilot, "enter", "c", "r", "f")  # keys of the vote, were it open already
        assert [type(entry) for entry in recorded(app)][-1:] == [MotionPut] and len(recorded(app, MotionPut)) == 1
        await press(pilot, *["backspace"] * 3, *"member 2", "enter", "enter")
        assert recorded(app, MotionPut)[-1].mover == "m2"


async def test_an_amendment_undone_leaves_the_motion_in_sight_to_vote_on(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    entries = [*entries[:-1], motion(), MotionPut("m2", "i1", "By May.", "c", amends="m1", as_amended=AMENDED)]
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "v", "z", "enter")
        assert "Motion 1.1" in frame(app) and "The motion was undone" not in frame(app)
        await press(pilot, "c")
        assert session_of(app).state.motions["m1"].status == "carried"


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_who_moves_and_seconds_it_is_asked_after_the_text_and_a_refusal_stays_in_the_form(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    convened, entries = board(4, "c")
    async with running(tmp_path, entries=[*entries[:-1], motion()], convened=convened, size=size) as (app, pilot):
        await press(pilot, "M")
        app.screen.query_one(TextArea).text = AMENDED
        await press(pilot, "enter")
        await write(pilot, "member 2", "enter")
        await write(pilot, "member 2", "enter")
        assert "does not second it" in " ".join(frame(app).split()) and len(recorded(app, MotionPut)) == 1
        assert app.screen.query_one(TextArea).text == AMENDED
        await press(pilot, *["backspace"] * 8)
        await write(pilot, "member 3", "enter")
        put = recorded(app, MotionPut)[-1]
        assert (put.mover, put.seconder, put.amends, put.as_amended) == ("m2", "m3", "m1", AMENDED)


async def test_v_pressed_by_habit_after_a_motion_was_put_is_the_vote_on_it(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    async with running(tmp_path, entries=entries[:-1], convened=convened) as (app, pilot):
        await press(pilot, "m", "x", "enter", "enter", "enter", "enter", "v")
        assert "Motion 1.1" in frame(app) and "This is the vote on motion 1.1." in message(app)
        await press(pilot, "T")
        assert "Votes still needed" in frame(app)
        await press(pilot, "escape", "r", "d", "enter", "v")
        assert "No motion is open" in message(app)

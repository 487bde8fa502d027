"""Items decided together: marked on the agenda or on the day, taken out with one key, put and decided in at most four keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.meeting.entries import (
    AgendaItem,
    AmendmentAccepted,
    EntriesCorrected,
    InterestDeclared,
    MeetingConvened,
    MotionPut,
)
from tests.tui.app import SMALL_FIRST, frame, message, press, recorded, running, session_of, write
from tests.tui.test_counted_without_names import board

ALL = tuple(f"i{number}" for number in range(2, 8))


def consent_agenda(purpose: str = "for decision en bloc", recommended: str = "") -> tuple[MeetingConvened, list[Any]]:
    """A meeting at its first item, with six items to be taken en bloc and one that is not."""
    convened, entries = board(4)
    six = (AgendaItem(key, f"Report {key}", key[1:], purpose, recommendation=recommended) for key in ALL)
    agenda = (*convened.agenda, *six, AgendaItem("i8", "The budget", "8", "for decision"))
    consensus = convened.charter.rules[::-1]
    return replace(convened, agenda=agenda, charter=replace(convened.charter, rules=consensus)), entries[:-1]


async def test_six_items_marked_before_are_put_and_decided_together_in_three_keys(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        assert "B en bloc" in frame(app)
        keys = ("B", "enter", "c")
        await press(pilot, "B")
        assert "recommendations on items 2, 3, 4, 5, 6 and 7 be agreed" in " ".join(frame(app).split())
        await press(pilot, *keys[1:])
        (entry,) = recorded(app, MotionPut)
        assert (entry.item, *entry.covers) == ALL and len(keys) == 3
        assert entry.text == "That the recommendations on items 2, 3, 4, 5, 6 and 7 be agreed."
        assert session_of(app).state.motions[entry.motion].status == "carried"
        await press(pilot, "escape")
        assert (
            "Next: →  8 The budget" in " ".join(frame(app).split("\n")) or "8 The budget" in frame(app).split("\n")[1]
        )
        assert frame(app).count("en bloc") >= 6
        await press(pilot, "c")
        assert "Report i2" not in frame(app).split("Close")[-1]


async def test_an_item_is_taken_out_before_it_is_put_and_after(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "B")
        assert "6 marked" in frame(app)
        await press(pilot, "down", "space", "enter")
        (entry,) = recorded(app, MotionPut)
        assert entry.text == "That the recommendations on items 3, 4, 5, 6 and 7 be agreed."
        assert "- remove" in frame(app)
        await press(pilot, "minus", "7", "enter")
        assert len(recorded(app, EntriesCorrected)) == 1
        motion = session_of(app).state.motions[entry.motion]
        assert motion.covers == entry.covers[:-1]
        assert motion.text == "That the recommendations on items 3, 4, 5 and 6 be agreed."
        assert "Item 7 is removed and decided separately." in message(app)


async def test_what_a_motion_was_put_with_is_kept_when_its_own_item_goes_out(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    put = MotionPut(
        "m1", "i2", "To agree them all.", "c", covers=("i3", "i4"), reasons="They are routine.", delegated_to="the Clerk",
        by_when="May",
    )  # fmt: skip
    async with running(tmp_path, entries=[*entries, put], convened=convened) as (app, pilot):
        await press(pilot, "v", "minus", "enter")
        _, anew = recorded(app, MotionPut)[-2:]
        assert anew == replace(put, motion=anew.motion, item="i3", covers=("i4",)) and anew.motion != "m1"


async def test_an_amended_motion_keeps_the_words_in_which_it_was_put_when_an_item_goes_out(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    put = MotionPut("m1", "i2", "To agree them all.", "c", covers=("i3", "i4"), mover="m1")
    amendment = MotionPut("m2", "i2", "By May.", "c", amends="m1", as_amended="To agree them all by May.")
    before = [*entries, put, amendment, AmendmentAccepted("m2")]
    async with running(tmp_path, entries=before, convened=convened) as (app, pilot):
        await press(pilot, "v", "minus", "down", "enter")
        motion = session_of(app).state.motions["m1"]
        assert (motion.covers, motion.put_as, motion.text) == (("i4",), put.text, "To agree them all by May.")


async def test_the_motion_whose_own_item_went_out_comes_back_as_the_message_says(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "B", "enter")
        before = session_of(app).state.motions
        await press(pilot, "minus", "enter")
        assert len(session_of(app).state.motions) == 2 and "z, twice, undoes it." in message(app)
        await press(pilot, "z", "enter", "z", "enter")
        assert session_of(app).state.motions == before


async def test_the_item_on_which_it_was_put_goes_out_as_any_other_down_to_one(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "B", "enter", "minus", "enter")
        first, motion = session_of(app).state.motions.values()
        assert (motion.item, *motion.covers) == ALL[1:] and motion.number == "3.1" and first.status == "withdrawn"
        assert "on items 3, 4, 5, 6 and 7" in frame(app)
        for _ in range(4):
            await press(pilot, "minus", "enter")
        motion = list(session_of(app).state.motions.values())[-1]
        assert (motion.item, motion.covers) == ("i7", ()) and motion.status == "open"
        assert "That the recommendations on item 7 be agreed." in frame(app)


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_six_items_not_marked_before_are_put_and_decided_in_four_keys(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    convened, entries = consent_agenda("for decision", "To receive it.")
    async with running(tmp_path, entries=entries, convened=convened, size=size) as (app, pilot):
        keys = ("B", "asterisk", "enter", "c")
        await press(pilot, *keys[:2])
        assert "6 marked" in frame(app)
        await press(pilot, *keys[2:])
        (entry,) = recorded(app, MotionPut)
        assert (entry.item, *entry.covers) == ALL and len(keys) == 4
        assert session_of(app).state.motions[entry.motion].status == "carried"


async def test_on_the_day_items_are_marked_one_by_one_as_a_run_and_put_in_other_words(tmp_path: Path) -> None:
    convened, entries = consent_agenda("for decision")
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "B", "enter")
        assert "Mark at least 2" in frame(app)
        await write(pilot, "3-5", "asterisk")
        assert "3 marked: 3 Report i3, 4 Report i4, 5 Report i5" in frame(app)
        await press(pilot, "up", "space", "plus", "escape")
        assert "4 marked" in frame(app) and not recorded(app, MotionPut)
        await press(pilot, "plus", *["backspace"] * 10)
        await write(pilot, "received", "enter")
        (entry,) = recorded(app, MotionPut)
        assert (entry.item, *entry.covers) == ("i2", "i3", "i4", "i5")
        assert entry.text == "That the recommendations on items 2, 3, 4 and 5 received"


async def test_items_that_cannot_go_together_are_said_and_stay_marked(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    conflict = InterestDeclared("m1", ("i3",), "financial", "Shares", "withdraws", "")
    async with running(tmp_path, entries=[*entries, conflict], convened=convened) as (app, pilot):
        await press(pilot, "B", "enter")
        assert "has not the same interest in item 3 as in item 2" in " ".join(frame(app).split())
        assert "6 marked" in frame(app) and not recorded(app, MotionPut)
        await press(pilot, "down", "down", "space", "enter")
        assert recorded(app, MotionPut)[0].covers == ("i4", "i5", "i6", "i7")

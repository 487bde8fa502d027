"""Items decided together: marked on the agenda or on the day, taken out with one key, put and decided in four keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.meeting.entries import AgendaItem, EntriesCorrected, MeetingConvened, MotionPut, MotionWithdrawn
from tests.tui.app import frame, message, press, recorded, running, session_of
from tests.tui.test_counted_without_names import board

ALL = tuple(f"i{number}" for number in range(2, 8))


def consent_agenda(purpose: str = "for decision en bloc") -> tuple[MeetingConvened, list[Any]]:
    """A meeting at its first item, with six items to be taken en bloc and one that is not."""
    convened, entries = board(4)
    six = (AgendaItem(key, f"Report {key}", key[1:], purpose) for key in ALL)
    agenda = (*convened.agenda, *six, AgendaItem("i8", "The budget", "8", "for decision"))
    consensus = convened.charter.rules[::-1]
    return replace(convened, agenda=agenda, charter=replace(convened.charter, rules=consensus)), entries[:-1]


async def test_six_items_are_put_and_decided_together_in_four_keys(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        assert "B en bloc" in frame(app)
        keys = ("B", "enter", "enter", "c")
        await press(pilot, *keys)
        (entry,) = recorded(app, MotionPut)
        assert (entry.item, *entry.covers) == ALL and len(keys) == 4
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
        await press(pilot, "down", "space", "enter", "enter")
        (entry,) = recorded(app, MotionPut)
        assert entry.text == "That the recommendations on items 3, 4, 5, 6 and 7 be agreed."
        assert "- remove" in frame(app)
        await press(pilot, "minus", "7", "enter")
        assert len(recorded(app, EntriesCorrected)) == 1
        motion = session_of(app).state.motions[entry.motion]
        assert motion.covers == entry.covers[:-1]
        assert motion.text == "That the recommendations on items 3, 4, 5 and 6 be agreed."
        assert "Item 7 is removed and decided separately." in message(app)


async def test_the_item_on_which_it_was_put_goes_out_by_putting_the_others_anew(tmp_path: Path) -> None:
    convened, entries = consent_agenda()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "B", "enter", "enter", "minus", "enter")
        assert len(recorded(app, MotionWithdrawn)) == 1
        first, second = recorded(app, MotionPut)
        assert first.item == "i2" and (second.item, *second.covers) == ALL[1:]
        assert "on items 3, 4, 5, 6 and 7" in frame(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_on_the_day_items_are_marked_with_the_space_bar(tmp_path: Path, size: tuple[int, int]) -> None:
    convened, entries = consent_agenda("for decision")
    async with running(tmp_path, entries=entries, convened=convened, size=size) as (app, pilot):
        await press(pilot, "B", "enter")
        assert "Mark at least 2" in frame(app)
        await press(pilot, "down", "space", "down", "space", "enter", "enter")
        (entry,) = recorded(app, MotionPut)
        assert (entry.item, *entry.covers) == ("i2", "i3")

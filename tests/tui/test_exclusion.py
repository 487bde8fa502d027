"""The public excluded by resolution, from its key to the entry: who moved it, for which items, by which paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting.entries import (
    AgendaItem,
    ItemAdded,
    ItemClosed,
    ItemOpened,
    MeetingClosed,
    MeetingConvened,
    MotionPut,
    PublicExcluded,
)
from tests.tui.app import SMALL_FIRST, frame, message, press, recorded, running, session_of, write
from tests.tui.test_counted_without_names import board


def meeting(**terms: str) -> tuple[MeetingConvened, list[object]]:
    convened, entries = board(4, "c")
    charter = replace(convened.charter, terms=Terms(source="Standing order 12", **terms))
    agenda = (*convened.agenda, AgendaItem("i2", "A lease", "2"))
    return replace(convened, charter=charter, agenda=agenda), [
        *entries[:-1],
        ItemAdded("i3", "A claim", confidential=True),
    ]


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_by_schedule_12a_the_paragraphs_and_the_public_items_are_asked_for(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    convened, entries = meeting(exclusion="schedule_12a")
    async with running(tmp_path, entries=entries, convened=convened, size=size) as (app, pilot):
        await press(pilot, "x")
        assert "Ground:" in frame(app)
        await write(pilot, "A lease is negotiated", "enter")
        await write(pilot, "member 2", "enter")
        await write(pilot, "member 3", "enter", "2", "enter", "enter")
        assert "A lease" in frame(app) and "A claim" not in frame(app)
        await press(pilot, "down", "space", "enter")
        assert "Which paragraphs of Schedule 12A apply?" in frame(app) and "public interest" in frame(app)
        await press(pilot, "down", "down", "space", "enter")
        assert recorded(app, PublicExcluded) == [
            PublicExcluded("A lease is negotiated", "m2", "m3", "schedule_12a", (3,), ("i2",))
        ]
        assert "x readmits it" in message(app)


async def test_without_a_ground_in_the_terms_only_the_reason_is_needed(tmp_path: Path) -> None:
    convened, entries = meeting()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "x")
        assert "Ground:" not in frame(app)
        await write(pilot, "Staff are discussed", *["enter"] * 5)
        assert recorded(app, PublicExcluded) == [PublicExcluded("Staff are discussed")]


async def test_what_is_refused_or_left_stays_on_the_form_and_is_put_right_there(tmp_path: Path) -> None:
    convened, entries = meeting(exclusion="admission_act")
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "x")
        await write(pilot, "A claim", "enter")
        await write(pilot, "member 2", "enter")
        await write(pilot, "member 2", "enter", "enter", "enter")
        assert "other than the one who moves it" in " ".join(frame(app).split())
        await press(pilot, "shift+tab", "shift+tab", "ctrl+u")
        await write(pilot, "member 3", "enter", "2", "enter", "enter")
        assert "For which items is the public excluded?" in frame(app)
        await press(pilot, "escape")
        assert "A claim" in frame(app) and "Member 3" in frame(app) and not recorded(app, PublicExcluded)
        await press(pilot, *["enter"] * 5, "space", "enter")
        (entry,) = recorded(app, PublicExcluded)
        assert (entry.reason, entry.mover, entry.seconder, entry.items) == ("A claim", "m2", "m3", ("i1",))
        assert "this item is public" not in frame(app), "the resolution names it"


async def test_a_public_item_opened_in_private_is_asked_about_and_opened_for_the_public_who_is_back(
    tmp_path: Path,
) -> None:
    convened, entries = meeting()
    excluded = [*entries, PublicExcluded("Staff are discussed")]
    async with running(tmp_path, entries=excluded, convened=convened, size=(80, 24)) as (app, pilot):
        await press(pilot, "right")
        assert "Open item 2 A lease in private" in frame(app) and "x readmits the public" in frame(app)
        await press(pilot, "escape")
        assert recorded(app)[-1] == PublicExcluded("Staff are discussed")
        await press(pilot, "right", "enter", "x", "right")
        assert "Open item 2 A lease in public" in frame(app)
        await press(pilot, "enter")
        assert message(app) == "Item 2 A lease is open in public."
        assert "▸▶ 2  A lease" in frame(app)
        await press(pilot, "right")
        assert "excludes the public" in message(app), "the next one is confidential"


async def test_the_next_item_key_closes_the_last_private_item_and_the_public_is_readmitted_before_the_next(
    tmp_path: Path,
) -> None:
    convened, entries = meeting()
    excluded = [*entries, PublicExcluded("Staff are discussed"), ItemOpened("i3")]
    async with running(tmp_path, entries=excluded, convened=convened, size=(80, 24)) as (app, pilot):
        assert "→ closes this item, then x readmits the public." in frame(app)
        await press(pilot, "right")
        assert recorded(app)[-1] == ItemClosed("i3"), "the next one is public, and is not opened in private"
        assert message(app) == "The item is closed. x readmits the public."
        assert "No item is open. x readmits the public for 2 A lease." in frame(app)
        await press(pilot, "x", "right")
        assert "IN PUBLIC" in frame(app) and isinstance(recorded(app)[-1], ItemOpened)


async def test_a_private_item_with_an_undecided_motion_is_not_closed_by_the_next_item_key(tmp_path: Path) -> None:
    convened, entries = meeting()
    entries += [PublicExcluded("Staff are discussed"), ItemOpened("i3"), MotionPut("mo1", "i3", "To settle", "c")]
    async with running(tmp_path, entries=entries, convened=convened, size=(80, 24)) as (app, pilot):
        await press(pilot, "right")
        assert "Open item 2 A lease in private" in frame(app) and recorded(app)[-1] == entries[-1]


async def test_a_public_item_is_closed_before_the_public_leaves_where_private_business_comes_next(
    tmp_path: Path,
) -> None:
    convened, entries = meeting()
    entries += [ItemOpened("i2")]
    async with running(tmp_path, entries=entries, convened=convened, size=(80, 24)) as (app, pilot):
        await press(pilot, "x")
        assert "Item 2 A lease, which is open" in frame(app)
        await write(pilot, "Staff are discussed", *["enter"] * 5)
        assert recorded(app)[-2:] == [ItemClosed("i2"), PublicExcluded("Staff are discussed")]
        assert message(app).startswith("Item 2 is closed. The public is excluded")
        closed = next(line for line in session_of(app).lines if isinstance(line.entry, ItemClosed))
        assert not closed.confidential, "so that the public record has its end"
        await press(pilot, "right")
        assert recorded(app)[-1] == ItemOpened("i3")


async def test_a_public_item_is_not_closed_in_private_unseen_and_the_close_of_the_meeting_lists_it(
    tmp_path: Path,
) -> None:
    convened, entries = meeting()
    entries += [ItemOpened("i2"), PublicExcluded("Staff are discussed")]
    async with running(tmp_path, entries=entries, convened=convened, size=(80, 24)) as (app, pilot):
        await press(pilot, "g")
        await write(pilot, "claim", "enter")
        assert "Close item 2 A lease in private" in frame(app)
        await press(pilot, "escape")
        assert not recorded(app, ItemClosed)
        await press(pilot, "right", "enter")
        assert recorded(app)[-2:] == [ItemClosed("i2"), ItemOpened("i3")]
        assert message(app) == "Item 2 is closed. Item P1 A claim is open."
        await press(pilot, "c")
        shown = " ".join(frame(app).split())
        assert "Item P1 A claim is still open and will be closed" in shown
        assert "Item 2 A lease is still open in the public record" in shown


async def test_the_close_tells_who_still_speaks_and_offers_no_enter_that_is_refused(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    async with running(tmp_path, entries=entries, convened=convened, size=(80, 24)) as (app, pilot):
        await press(pilot, "S")
        await write(pilot, "member 2", "enter", "enter", "escape")
        await press(pilot, "c")
        shown = " ".join(frame(app).split())
        assert "Member 2 is still speaking: S, then . ends it." in shown and "Motion 1.1 is not decided" in shown
        assert "The meeting cannot be closed yet" in shown and "enter close the meeting" not in shown
        await press(pilot, "enter")
        assert not recorded(app, MeetingClosed) and "Not recorded" not in message(app)

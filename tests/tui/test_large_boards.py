"""Boards of 60 and of 500 seats, with names as long as names are: roll, vote, interests, replay and wall."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from boardtui.charter.model import BodyCharter
from boardtui.charter.rule import Rule
from boardtui.meeting import entries as e
from boardtui.tui.views.wall import Size, wall
from boardtui.tui.views.wall_layout import Sheet, lay
from tests import build
from tests.room.seeing import seen
from tests.tui.app import SIZES, check_frame, frame, press, running
from tests.tui.test_room import projected

ROLES = ("Chair", "Chief Executive", "Lead Officer", "Place Lead", "Non-executive Director")
ORGANISATIONS = (
    "Mid and South Essex NHS Foundation Trust",
    "Southend-on-Sea City Council",
    "Healthwatch Thurrock",
    "East of England Ambulance Service NHS Trust",
)
HOLDERS = ("Ada Abbott", "Benedict Barrow-Featherstonehaugh", "", "Cora Coggin", "Dr Hugh Abbott-Nightingale")
TEXT = "That the Board supports the capital priorities for 2027/28 set out in paper C."


def convened(seats: int) -> e.MeetingConvened:
    """A body of so many, of whom three of four of all must be for a motion."""
    rule = Rule(
        *("vote", "member", "eligible", "3/4", "at_least"),
        no_category="eligible", key="r", title="Capital priorities", clause="8.4",
    )  # fmt: skip
    members = []
    for number in range(1, seats + 1):
        seat = f"{ROLES[number % 5]}, {ORGANISATIONS[number % 4]}"
        holder = HOLDERS[number % 5]
        members.append(e.Member(f"m{number}", f"{holder} {number}" if holder else f"{seat} {number}", seat))
    agenda = (e.AgendaItem("i1", "Capital priorities 2027/28", "1"), e.AgendaItem("i2", "Winter plan", "2"))
    charter = BodyCharter(rules=(rule,))
    return e.MeetingConvened(
        *("large", "large", "Large Board, November 2026", "2026-11-26T10:00+00:00"),
        charter=charter, members=tuple(members), agenda=agenda,
    )  # fmt: skip


@cache
def held(seats: int) -> tuple[e.AnyEntry, ...]:
    """One of eleven is away, one withdraws, some have interests; of those who vote four of five are for."""
    members = [one.key for one in convened(seats).members]
    here = [key for at, key in enumerate(members) if at % 11]
    voting = [key for key in here if key != here[3]]
    cut, end = len(voting) * 4 // 5, len(voting) * 19 // 20
    return (
        *(e.MemberArrived(key, "remote" if at % 7 == 0 else "in person") for at, key in enumerate(here)),
        e.ChairTaken(here[0]),
        e.MeetingOpened(),
        e.ItemOpened("i1"),
        e.InterestDeclared(here[3], ("i1",), "financial", "The firm bids.", "withdraws"),
        *(
            e.InterestDeclared(key, ("i1",), "indirect", "Kin at a bidder.", "noted")
            for key in here[5 : 5 + seats // 10]
        ),
        e.MotionPut("m1", "i1", TEXT, "r", None, mover=here[1], seconder=here[2]),
        e.VotesRecorded("m1", "for", tuple(voting[:cut])),
        e.VotesRecorded("m1", "against", tuple(voting[cut:end])),
    )


def declared(seats: int) -> list[e.AnyEntry]:
    """The result is declared too."""
    *_, for_, against = held(seats)
    assert isinstance(for_, e.VotesRecorded) and isinstance(against, e.VotesRecorded)
    arrived = sum(isinstance(one, e.MemberArrived) for one in held(seats))
    counts = len(for_.voters), len(against.voters)
    silent, needed = arrived - 1 - sum(counts), -(-3 * seats // 4)
    outcome: Any = "carried" if counts[0] >= needed else "not_carried"
    result = e.ResultDeclared("m1", outcome, *counts, 0, silent, seats, seats, needed)
    return [convened(seats), *held(seats), result]


def at(path: Path, seats: int, screen: str, **more: Any) -> Any:
    return running(path, convened=convened(seats), entries=held(seats), screen=screen, **more)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seats", [60, 500])
async def test_the_vote_of_a_large_board(tmp_path: Path, seats: int, size: tuple[int, int]) -> None:
    async with at(tmp_path, seats, "vote", args=("m1",), size=size) as (app, pilot):
        check_frame(f"vote-{seats}-seats-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "home")
        assert "▸" in frame(app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seats", [60, 500])
async def test_roll_and_interests_of_a_large_board(tmp_path: Path, seats: int, size: tuple[int, int]) -> None:
    async with at(tmp_path, seats, "attendance", size=size) as (app, pilot):
        check_frame(f"attendance-{seats}-seats-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "escape", "i")
        assert "The firm bids." in frame(app)


@pytest.mark.parametrize("keys", [("t",), ("enter",)])
async def test_a_large_board_is_replayed(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with at(tmp_path, 500, "replay", args=(513,), size=(80, 24)) as (app, pilot):
        await press(pilot, "right_square_bracket", *keys)
        assert "REPLAY" in frame(app) and all(cell_len(row) <= 80 for row in frame(app).splitlines())


@pytest.mark.parametrize("size", SIZES)
async def test_the_wall_of_sixty_says_who_voted_how(size: tuple[int, int]) -> None:
    async with projected(build.play(declared(60)), size, names="all") as (app, _):
        check_frame(f"room-60-seats-{size[0]}x{size[1]}", frame(app))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seats", [60, 500])
def test_every_name_comes_on_the_wall_page_by_page_and_the_result_stays(seats: int, size: tuple[int, int]) -> None:
    found, told = seen(build.play(declared(seats)), names="all"), ""
    for page in range(wall(found, Size(*size)).pages):
        rows = ["".join(part.text for part in row) for row in wall(found, Size(*size), page).lines]
        assert len(rows) <= size[1] and any("NOT CARRIED" in row or "▀▛▘" in row or "██" in row for row in rows)
        told += " " + " ".join(" ".join(rows).split())
    assert [one.name for one in convened(seats).members if one.name not in told] == []


def test_a_spare_line_that_has_no_room_does_not_make_the_rest_small() -> None:
    sheet = Sheet(76, 2)
    blocks = [sheet.headline("CARRIED"), sheet.figures((("FOR", 42), ("AGAINST", 5)))]
    height = sum(len(block.sizes[0]) + block.gap for block in blocks)
    assert lay([*blocks, sheet.lines(["a"] * 30, spare=True)], height).lines == lay(blocks, height).lines


def test_a_page_of_names_says_again_what_they_chose() -> None:
    found = seen(build.play(declared(500)), names="all")
    second = ["".join(part.text for part in row).strip() for row in wall(found, Size(80, 24), 1).lines]
    assert "For, continued" in second

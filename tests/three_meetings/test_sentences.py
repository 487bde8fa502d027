"""What the papers, registers and open data of the three meetings say, beside what the book has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.app import BoardApp
from boardtui.meeting import entries as e
from boardtui.meeting.state.state import filled_seats
from boardtui.papers.clock import Clock
from boardtui.papers.source import Source
from boardtui.tui.status import attendance as status
from boardtui.tui.wall.motion import attendance
from tests.papers.on_desk import command
from tests.three_meetings.story import JUNE, MARCH, SEPTEMBER, three_meetings
from tests.tui.app import frame, press, write

BOARD = "partnership-board"
HARP = "K Example (deputy for Cllr T Harp)"
MID_ESSEX, EPUT = "J Patel (Chair, NHS Mid-Essex CCG)", "J Patel (Chief Executive, EPUT)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The three meetings in a database, with commands run on it."""
    path = tmp_path_factory.mktemp("three")
    three_meetings(path).close()
    yield path


@pytest.fixture(scope="module")
def minutes(folder: Path) -> dict[str, str]:
    """The public minutes of each meeting with every voter named."""
    found = {}
    for meeting in (MARCH, JUNE, SEPTEMBER):
        assert command(folder, "minutes", BOARD, meeting, "--names", "all", "--format", "md").exit_code == 0
        paper = next(one for one in (folder / "meetings" / meeting).glob("minutes*.md") if "confid" not in one.name)
        found[meeting] = paper.read_text(encoding="utf-8")
    return found


def paper(folder: Path, kind: str, *more: str) -> str:
    """Another paper, as Markdown."""
    out = folder / f"out-{kind}"
    result = command(folder, "paper", kind, BOARD, *more, "--format", "md", "-o", str(out))
    assert result.exit_code == 0, result.output
    return "\n".join(one.read_text(encoding="utf-8") for one in sorted(out.glob("*.md")))


# Who acted, and for whom


def test_a_deputy_is_named_wherever_something_was_done_in_the_seat(minutes: dict[str, str]) -> None:
    march = minutes[MARCH]
    assert f"Moved by {MID_ESSEX}, seconded by {HARP}." in march
    assert ". Moved by K Example, deputy for Cllr T Harp, seconded by Grace Abbott.)" in march
    assert f"{HARP} maintained an objection: The county has not agreed." in march
    assert f"| {HARP} | For |" in march
    assert f"| {HARP} | Against |" in march
    assert f"{HARP} declared a non-financial, personal interest in item 4: Trustee of a charity." in march
    assert march.count("| Cllr T Harp |") == 1  # among the apologies


def test_a_deputy_who_takes_the_chair_gives_the_casting_vote_and_leaves(minutes: dict[str, str]) -> None:
    september = minutes[SEPTEMBER]
    assert f"| {HARP} (in the chair until " in september
    assert f"{HARP} took the chair: The Chair was delayed" in september
    assert f"The vote was tied; {HARP}, in the Chair, gave a casting vote for the motion." in september
    assert f"{HARP} left" in september
    assert f"At the request of {HARP}, the vote against was noted." in september
    assert f"At the request of {MID_ESSEX}, the vote against was noted." in september


def test_minutes_approved_with_a_deputy_in_the_chair_are_to_be_signed_by_the_deputy(minutes: dict[str, str]) -> None:
    assert f"They are to be signed by {HARP}." in minutes[SEPTEMBER]
    assert f"to be signed by {HARP}" in " ".join(minutes[JUNE].split())
    assert "signed by Cllr" not in minutes[JUNE] + minutes[SEPTEMBER]


# Two people of one name, and a seat and a partner of one key


def test_two_people_of_one_name_are_told_with_the_seat(folder: Path, minutes: dict[str, str]) -> None:
    assert f"| {MID_ESSEX} | Against |\n| Edith Everitt |" in minutes[MARCH]
    assert f"| {EPUT} | For |" in minutes[MARCH]
    assert f"Stood aside: {EPUT}." in minutes[MARCH]
    assert f"| {EPUT} | indirect | Spouse works for a supplier |" in paper(folder, "interests")
    year = paper(folder, "year", "2026")
    assert f"| {MID_ESSEX} | 3 |" in year
    assert f"| {EPUT} | 3 |" in year


def test_a_partner_is_named_although_a_seat_has_its_key(folder: Path, minutes: dict[str, str]) -> None:
    march = minutes[MARCH]
    assert "Partners affected: Essex County Council, Healthwatch Essex and NHS Basildon" in march
    assert "| Healthwatch Essex | For |" in march
    assert "| Wendy Watch | Against |" in march
    assert "Parties: Essex County Council and Healthwatch Essex." in march
    assert "| Wendy Watch | Representative, Healthwatch Essex |" in march
    assert "# Notice of decision to Healthwatch Essex" in paper(folder, "notices", MARCH)


# A casting vote is what carried it, wherever the result is told


def test_a_casting_vote_is_told_in_the_register_beside_the_figures(folder: Path) -> None:
    register = paper(folder, "decisions")
    assert "Carried by the casting vote of the Chair" in register
    assert "Not carried, on the casting vote of the Chair" in register
    assert ", 1 vote short" not in register


# Open data


def test_open_data_say_that_a_deputy_voted_and_moved(folder: Path) -> None:
    data = json.loads(command(folder, "export", BOARD, "--format", "popolo", "--public").stdout)
    persons = {one["id"]: one["name"] for one in data["persons"]}
    grants = next(one for one in data["motions"] if one["id"] == "m2")
    assert persons[grants["creator_id"]] == "K Example"
    votes = next(one["votes"] for one in data["vote_events"] if one["id"] == "m2-vote")
    harp = next(one for one in votes if persons[one["voter_id"]] == "Cllr T Harp")
    assert harp["role"] == "represented by a deputy, K Example"
    assert all("role" not in one for one in votes if one is not harp)


# What a later meeting corrected


def test_a_correction_is_told_with_the_motion_that_it_is_about_and_no_other(folder: Path) -> None:
    register = paper(folder, "decisions")
    (grants,) = [row for row in register.splitlines() if "That the grants be paid by June." in row]
    (fee,) = [row for row in register.splitlines() if "That the fee be waived." in row]
    assert "be paid by June" in grants
    assert "be paid by June" not in fee
    (plan,) = [row for row in register.splitlines() if "That the plan be noted." in row]
    assert "for “supported” read “noted”" in plan


def test_decisions_and_open_data_have_what_the_approved_minutes_have(folder: Path) -> None:
    for more in ((), ("--public",)):
        found = [json.loads(line) for line in command(folder, "decisions", "--json", *more).stdout.splitlines()]
        motions = {(one["meeting"], one["number"]): one for one in found if one["kind"] == "motion"}
        assert "be paid by June" in motions[MARCH, "4.1"]["corrected"][0]
        assert motions[MARCH, "4.2"]["corrected"] == []
        assert "adopted for two years" in motions[JUNE, "2.1"]["corrected"][0]
        assert motions[SEPTEMBER, "3.1"]["corrected"] == []
    told = command(folder, "decisions", "grants").stdout
    assert "on the casting vote of the Chair (for)" in told
    assert "minutes corrected on approval: " in told
    data = json.loads(command(folder, "export", BOARD, "--format", "popolo", "--public").stdout)
    texts = {one["id"]: one["text"] for one in data["motions"]}
    assert texts["j1"] == "That the estates strategy be adopted for two years."


# A meeting that was entered afterwards


def test_what_was_entered_afterwards_is_dated_by_its_meeting(folder: Path, minutes: dict[str, str]) -> None:
    found = [json.loads(line) for line in command(folder, "decisions", "--json").stdout.splitlines()]
    assert {one["date"] for one in found if one["meeting"] == JUNE} == {"2026-06-25"}
    assert command(folder, "decisions", "--from", "2026-07", "--to", "2026-08").exit_code == 1
    data = json.loads(command(folder, "export", BOARD, "--format", "popolo").stdout)
    (put,) = (one for one in data["motions"] if one["id"] == "j1")
    assert put["legislative_session"]["start_date"] == "2026-06-25" and "date" not in put, "nobody stated the time"
    assert "July" not in minutes[JUNE]
    assert "- Put under “Simple majority”" in minutes[JUNE]
    assert "- Put at 10:10 under" in minutes[MARCH]


async def test_an_action_of_a_meeting_entered_afterwards_was_agreed_at_it_and_not_when_it_was_entered(
    tmp_path: Path,
) -> None:
    desk = three_meetings(tmp_path)
    app = BoardApp(desk)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, "a")
            await press(pilot, "slash")
            await write(pilot, "Publish", "enter")
            assert "Publish the strategy" in frame(app)
            assert "agreed 25 Jun" in frame(app) and "20 Jul" not in frame(app)
    finally:
        desk.close()


async def test_below_a_narrow_list_of_decisions_the_casting_vote_is_told_and_what_is_cut_says_so(
    tmp_path: Path,
) -> None:
    desk = three_meetings(tmp_path)
    desk.session(BOARD).record(
        e.AgreementSought("deed", "Words " + "of the variation " * 30, "variation", "2026-09-23")
    )
    try:
        async with BoardApp(desk).run_test(size=(80, 24)) as pilot:
            await press(pilot, "f")
            told = " ".join(frame(pilot.app).split())
            assert " … o open" in told and "… …" not in told
            await press(pilot, "down")
            assert "carried by the casting vote of the Chair." in " ".join(frame(pilot.app).split())
            await press(pilot, "escape", "i")
            assert "It is of a general kind." in frame(pilot.app)
    finally:
        desk.close()


# What is said of the count, of signatures and of seats


def test_a_motion_that_was_counted_is_put_again_and_one_without_consensus_to_a_count(minutes: dict[str, str]) -> None:
    assert "The matter was then put to a counted vote as motion 5.2" in minutes[MARCH]
    assert "The matter was then put again as motion 5.3" in minutes[MARCH]


def test_after_the_close_nobody_is_expected_for_an_item_that_was_not_reached(folder: Path) -> None:
    brief = paper(folder, "brief", JUNE)
    assert "No item is still to be taken." in brief
    assert "are expected" not in brief and "Any other business" not in brief


def test_a_consensus_not_reached_is_no_vote_that_was_lost_in_the_year_and_the_review(folder: Path) -> None:
    year = paper(folder, "year", "2026")
    assert "| Not carried | 2 |" in year and "| No consensus | 1 |" in year
    review = command(folder, "replay", BOARD, "--under", "no-category").stdout
    (row,) = [line for line in review.splitlines() if " 5.1 " in line]
    assert row.count("no consensus") == 2 and "not carried" not in row
    (lost,) = [line for line in review.splitlines() if " 5.3 " in line and "needed" in line]
    assert "not carried" in lost


def test_nobody_is_said_to_have_signed(minutes: dict[str, str]) -> None:
    assert "They are to be signed by Ada Abbott." in minutes[JUNE]
    assert "signed by" not in minutes[JUNE].replace("to be signed by", "")


def test_a_seat_that_nobody_holds_is_in_no_count_of_those_present(tmp_path: Path) -> None:
    desk = three_meetings(tmp_path)
    try:
        past = desk.session(BOARD).past(1)
        assert filled_seats(past.state) == 30
        assert attendance(Source(past, "public", Clock(past.state.starts))).seats == 30
        assert "".join(part.text for part in status(past.state)).startswith("27 of 30 present")
    finally:
        desk.close()


# A meeting that closed in private


def test_what_is_entered_after_a_close_in_private_is_public(folder: Path, minutes: dict[str, str]) -> None:
    assert "| Write to the councils | Programme lead | 1 May 2026 | 26 March 2026, item 5 | Sent. |" in paper(
        folder, "actions"
    )
    assert "“be paid”" in minutes[MARCH]
    found = [json.loads(line) for line in command(folder, "decisions", "--public", "--json").stdout.splitlines()]
    assert {one["outcome"] for one in found if one["text"] == "Write to the councils"} == {"done"}


def test_of_what_was_done_in_private_nothing_is_told(folder: Path, minutes: dict[str, str]) -> None:
    public = minutes[MARCH] + command(folder, "export", BOARD, "--format", "popolo", "--public").stdout
    for words in ("tender", "Femi Gladwin left", "P6.1"):
        assert words not in public

"""What the papers, registers and open data of the three meetings say, beside what the book has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.papers.on_desk import command
from tests.three_meetings.story import MARCH, SEPTEMBER, three_meetings

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
    for meeting in (MARCH, SEPTEMBER):
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
    assert f"{HARP} maintained an objection: The county has not agreed." in march
    assert f"| {HARP} | For |" in march
    assert f"| {HARP} | Against |" in march
    assert f"| {HARP} | 4 | non-financial, personal | Trustee of a charity |" in march
    assert "| Cllr T Harp |" not in march


def test_a_deputy_who_takes_the_chair_gives_the_casting_vote_and_leaves(minutes: dict[str, str]) -> None:
    september = minutes[SEPTEMBER]
    assert f"| **Chair** | {HARP}, then Cora Gladwin |" in september
    assert f"{HARP} took the chair: The Chair was delayed" in september
    assert f"The vote was tied; {HARP}, in the Chair, gave a casting vote for the motion." in september
    assert f"{HARP} left" in september


# Two people of one name, and a seat and a partner of one key


def test_two_people_of_one_name_are_told_with_the_seat(folder: Path, minutes: dict[str, str]) -> None:
    assert f"| {MID_ESSEX} | Against |\n| Edith Everitt |" in minutes[MARCH]
    assert f"| {EPUT} | For |" in minutes[MARCH]
    assert f"Stood aside: {EPUT}." in minutes[MARCH]
    year = paper(folder, "year", "2026")
    assert f"| {MID_ESSEX} | 3 |" in year
    assert f"| {EPUT} | 3 |" in year


def test_a_partner_is_named_although_a_seat_has_its_key(folder: Path, minutes: dict[str, str]) -> None:
    march = minutes[MARCH]
    assert "Partners affected: Essex County Council, Healthwatch Essex and NHS Basildon" in march
    assert "| Healthwatch Essex | For |" in march
    assert "| Wendy Watch | Against |" in march
    assert "Parties: Essex County Council and Healthwatch Essex." in march
    assert "| Wendy Watch | Representative, Healthwatch Essex | Healthwatch Essex | in person |" in march
    assert "# Notice of decision to Healthwatch Essex" in paper(folder, "notices", MARCH)


# A casting vote is what carried it, wherever the result is told


def test_a_casting_vote_is_told_in_the_register_beside_the_figures(folder: Path) -> None:
    register = paper(folder, "decisions")
    assert "Carried by the casting vote of the Chair" in register
    assert "Not carried, on the casting vote of the Chair" in register
    assert ", 1 short" not in register


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

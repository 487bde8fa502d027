"""Lists of members as boards keep them: repeated roles, surnames first, job shares, vacancies, totals and keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.grid import SheetError
from boardtui.exchange.sheets.people import in_order, name_words
from boardtui.exchange.sheets.planning import Plan
from boardtui.exchange.sheets.taking import take
from boardtui.register.people import members
from tests.sheets.making import BOARD, looked_at, said

NEDS = """Role,Name,Organisation
Non-Executive Director,Ann Example,Mid & South Essex NHS Foundation Trust
Non-Executive Director,Bob Example,Mid & South Essex NHS Foundation Trust
Non-Executive Director,Cat Example,Mid & South Essex NHS Foundation Trust
Chief Executive,Dan Example,Mid & South Essex NHS Foundation Trust
"""
OASIS = """Given Name,Family Name,Affiliation,Role,Present
Tom,Sample,Federal Office,Voting Member,Yes
Tom,Sampler,Cisco Systems,Voting Member,No
Tom,Sample,Individual,Co-Chair,Yes
Zoë,Nguyễn,Individual,Voting Member,Yes
"""


def answered(desk: Desk, folder: Path, text: str, *wanted: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """What the rows become once each question is answered by the first option whose value begins as wanted, else its first."""
    answers: dict[str, str] = {}
    while doubts := (intake := looked_at(desk, folder, "members", text, BOARD, answers)).plan.doubts:
        values = [value for value, _ in doubts[0].options]
        answers[doubts[0].key] = next((value for value in values if value in wanted), values[0])
    if intake.plan.ready:
        take(desk, intake)
    return said(intake)


def held(desk: Desk) -> dict[str, str]:
    return {one.seat: "" if one.vacant else one.name for one in members(desk.store.connection, BOARD)}


def left(rows: list[tuple[str, str, tuple[str, ...]]]) -> list[str]:
    return [title for what, title, _ in rows if what == "left"]


def test_three_of_one_role_are_three_seats_once_it_is_asked_how_to_tell_them_apart(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "members", NEDS, BOARD)
    repeated = [doubt for doubt in intake.plan.doubts if "3 rows name the seat" in doubt.words]
    assert [value for value, _ in repeated[0].options] == ["number", "name", "share", "correct"] and len(repeated) == 1
    answered(desk, tmp_path, NEDS, "number", "mseft-ceo")
    seats = held(desk)
    assert [seats[f"Non-Executive Director {number}"] for number in (1, 2, 3)] == [
        "Ann Example", "Bob Example", "Cat Example",
    ]  # fmt: skip
    assert seats["Chief Executive, MSEFT"] == "Dan Example"


def test_a_list_with_repeated_roles_is_known_again(desk: Desk, tmp_path: Path) -> None:
    answered(desk, tmp_path, NEDS, "number", "mseft-ceo")
    before = held(desk)
    rows = answered(desk, tmp_path, NEDS, "mseft-ceo")
    assert {what for what, _, _ in rows} == {"same"} and held(desk) == before


def test_people_of_one_name_hold_seats_of_their_own(desk: Desk, tmp_path: Path) -> None:
    answered(desk, tmp_path, OASIS, "number", "nobody")
    seats = held(desk)
    assert seats["Co-Chair"] == "Tom Sample" and seats["Voting Member 1"] == "Tom Sample"
    assert seats["Voting Member 3"] == "Zoë Nguyễn"


def test_two_of_one_name_with_seats_of_their_own_are_no_repetition(desk: Desk, tmp_path: Path) -> None:
    text = "Seat,Name,Represents\nLay member A,Dr J Smith,NHS Mid-Essex CCG\nLay member B,Dr J Smith,NHS Thurrock CCG\n"
    rows = answered(desk, tmp_path, text, "nobody")
    assert [what for what, _, _ in rows] == ["new", "new"]


def test_a_seat_in_short_words_is_offered_what_it_resembles(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "members", 'Seat,Name\n"Chair, Southend HWB",A Frost\n', BOARD)
    (doubt,) = intake.plan.doubts
    assert doubt.options[0] == ("sbc-hwb-chair", "Chair, Southend Health and Wellbeing Board")
    assert doubt.options[-1] == ("nobody", "it is a new seat")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("SMITH, Jane (Dr)", "Dr Jane Smith"),
        ("SMITH-JONES, Jane", "Jane Smith-Jones"),
        ("O'NEILL, Pat", "Pat O'Neill"),
        ("MCDONALD, Iain", "Iain McDonald"),
        ("Smith, Dr Jane", "Dr Jane Smith"),
        ("ÖZTÜRK, Ayşe (Prof)", "Prof Ayşe Öztürk"),
        ("Jane Smith, MBE", "Jane Smith, MBE"),
        ("Smith, MBE", "Smith, MBE"),
        ("Dr Jane Smith", "Dr Jane Smith"),
    ],
)
def test_a_name_with_the_surname_first_is_turned(written: str, name: str) -> None:
    assert in_order(written) == name


@pytest.mark.parametrize("written", ["Dr Jane Smith", "SMITH, Jane (Dr)", "Jane Smith MBE", "jane  smith (MSE ICB)"])
def test_titles_letters_and_order_make_nobody_else(written: str) -> None:
    assert name_words(written) == ("jane", "smith")


FILES = {
    "surname first": (
        'Seat,Name\nChair EPUT,"SMITH, Jane (Dr)"\nChair NELFT,"PATEL, Ravi"\n',
        {"Chair, EPUT": "Dr Jane Smith", "Chair, NELFT": "Ravi Patel"}, [],
    ),
    "a job share in one cell": (
        "Seat,Name\nChair EPUT,Ann Frost / Bob Hill (job share)\n",
        {"Chair, EPUT": "Ann Frost and Bob Hill (job share)"}, [],
    ),
    "two in one cell, asked": (
        "Seat,Name\nChair EPUT,Ann Frost & Bob Hill\n", {"Chair, EPUT": "Ann Frost and Bob Hill (job share)"}, [],
    ),
    "a job share in two rows": (
        "Seat,Name\nChair EPUT,Ann Frost\nChair EPUT,Bob Hill\n",
        {"Chair, EPUT": "Ann Frost and Bob Hill (job share)"}, ["Bob Hill"],
    ),
    "vacant with a word": ("Seat,Name\nChair EPUT,VACANT – recruiting\n", {"Chair, EPUT": ""}, []),
    "vacancy from a date": ("Seat,Name\nChair EPUT,Vacancy (from 1 June)\n", {"Chair, EPUT": ""}, []),
    "a post awaiting appointment": ("Seat,Name\nChair EPUT,Awaiting appointment\n", {"Chair, EPUT": ""}, []),
    "to be confirmed": ("Seat,Name\nChair EPUT,TBC (Q3)\n", {"Chair, EPUT": ""}, []),
    "a totals row": (
        "Seat,Name,Note\nChair EPUT,Ann Frost,a\nChair NELFT,Bob Hill,b\nTotal,2,\n",
        {"Chair, EPUT": "Ann Frost", "Chair, NELFT": "Bob Hill"}, ["Total · 2"],
    ),
    "a count of members": (
        "Seat,Name,Note\nChair EPUT,Ann Frost,a\nTotal members: 1,,\n", {"Chair, EPUT": "Ann Frost"}, ["Total members: 1"],
    ),
    "job titles under Title": ("Title,Name\nChair EPUT,Ann Frost\nChair NELFT,Bob Hill\n", {"Chair, EPUT": "Ann Frost"}, []),
    "titles beside names":
        ("Seat,Title,Name\nChair EPUT,Dr,Ann Frost\nChair NELFT,,Bob Hill\n", {"Chair, EPUT": "Dr Ann Frost"}, []),
    "name and role in one cell": ('Name and role\n"Ann Frost, Chair EPUT"\n', {"Chair, EPUT": "Ann Frost"}, []),
    "name and role on two lines": ('Name and title\n"Ann Frost\nChair EPUT"\n', {"Chair, EPUT": "Ann Frost"}, []),
    "headings within": (
        "Seat,Name,Note\nProvider members,,\nChair EPUT,Ann Frost,a\nChair NELFT,Bob Hill,b\n",
        {"Chair, EPUT": "Ann Frost"}, ["Provider members"],
    ),
    "a footer": (
        "Seat,Name,Note\nChair EPUT,Ann Frost,a\nLast updated: 3 March 2026,,\nPage 1 of 1,,\n",
        {"Chair, EPUT": "Ann Frost"}, ["Last updated: 3 March 2026", "Page 1 of 1"],
    ),
    "a title above": (
        "Partnership Board membership,,\nas at 1 April 2026,,\nSeat,Name,Note\nChair EPUT,Ann Frost,x\n",
        {"Chair, EPUT": "Ann Frost"}, ["Partnership Board membership", "as at 1 April 2026"],
    ),
    "a chief executive in short": (
        "Position,Name,Organisation\nCEO,Ann Frost,EPUT\n", {"Chief Executive, EPUT": "Ann Frost"}, [],
    ),
    "a seat with its organisation": ("Position,Name\nCEO of NELFT,Ann Frost\n", {"Chief Executive, NELFT": "Ann Frost"}, []),
    "letters behind a name": ('Seat,Name\nChair EPUT,"Ann Frost, OBE"\n', {"Chair, EPUT": "Ann Frost, OBE"}, []),
    "heads repeated on each page": (
        "Seat,Name\nChair EPUT,Ann Frost\nSeat,Name\nChair NELFT,Bob Hill\n", {"Chair, NELFT": "Bob Hill"}, [],
    ),
    "two roles with organisations": (
        "Role,Name,Organisation\nLay Member,Ann Frost,EPUT\nLay Member,Bob Hill,NELFT\n",
        {"Lay Member, EPUT": "Ann Frost", "Lay Member, NELFT": "Bob Hill"}, [],
    ),
    "semicolons and a footnote": (
        "Seat;Name;Note\nChair EPUT;Ann Frost;a\n* attends for part of the year;;\n",
        {"Chair, EPUT": "Ann Frost"}, ["* attends for part of the year"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("habit", FILES)
def test_a_list_as_boards_keep_them(desk: Desk, tmp_path: Path, habit: str) -> None:
    text, wanted, aside = FILES[habit]
    rows = answered(desk, tmp_path, text, "organisation")
    seats = held(desk)
    assert {seat: seats.get(seat) for seat in wanted} == wanted, rows
    assert left(rows) == aside


def test_a_vacant_seat_in_which_somebody_acts_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    text = "Seat,Name\nChair EPUT,Vacant (interim: Ann Frost)\n"
    (doubt,) = looked_at(desk, tmp_path, "members", text, BOARD).plan.doubts
    assert doubt.options == (("vacant", "the seat is vacant"), ("acting", "held by Ann Frost"))
    answered(desk, tmp_path, text, "acting")
    assert held(desk)["Chair, EPUT"] == "Ann Frost"


def test_a_row_that_cannot_be_imported_can_be_left_out(desk: Desk, tmp_path: Path) -> None:
    text = "Seat,Name,Vacant\nChair EPUT,Ann Frost,perhaps\nChair NELFT,Bob Hill,\n"
    intake = looked_at(desk, tmp_path, "members", text, BOARD)
    with pytest.raises(SheetError, match="Row 2 cannot be imported"):
        take(desk, intake)
    without = looked_at(desk, tmp_path, "members", text, BOARD, {"leave 2": "yes"})
    assert said(without)[-1] == ("left", "Chair EPUT · Ann Frost · perhaps", ("Left out, as you asked",))
    take(desk, without)
    assert held(desk)["Chair, NELFT"] == "Bob Hill" and held(desk)["Chair, EPUT"] != "Ann Frost"


def test_interim_cover_names_the_person_alone(desk: Desk, tmp_path: Path) -> None:
    for written in (
        "VACANT - interim cover by Jo Bloggs",
        "Vacant (covered by Jo Bloggs)",
        "Vacant, acting: Jo Bloggs",
    ):
        (doubt,) = looked_at(desk, tmp_path, "members", f'Seat,Name\nChair EPUT,"{written}"\n', BOARD).plan.doubts
        assert doubt.words.endswith("is the seat vacant, or held by Jo Bloggs?"), doubt.words


def test_what_is_still_asked_is_not_said_to_be_wrong(desk: Desk, tmp_path: Path) -> None:
    text = "Title,First name,Surname,Job title,Organisation\nDr,Jane,Smith,Chair,EPUT\n,Al,Lee,Chair,NELFT\n"
    plan = looked_at(desk, tmp_path, "members", text, BOARD).plan
    assert [one.what for one in plan.outcomes] == ["doubtful", "doubtful"], said_of(plan)


def said_of(plan: Plan) -> list[tuple[str, ...]]:
    return [one.told for one in plan.outcomes]

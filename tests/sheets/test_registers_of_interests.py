"""Registers of interests and action logs as boards keep them: nil returns, months, mitigation, heads in two rows, colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.interests import COLUMNS
from boardtui.exchange.sheets.values import day_month_or_year
from tests.sheets.making import BOARD, MEETING, cells, looked_at, table


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Apr 2019", "2019-04"), ("April 2019", "2019-04"), ("04/2019", "2019-04"), ("Apr-19", "2019-04"),
        ("Sept 2020", "2020-09"),
        ("2019", "2019"), ("c. 2015", "2015"), ("since May 2018", "2018-05"), ("1 April 2019", "2019-04-01"),
        ("01/04/2019", "2019-04-01"), ("2019-04-01", "2019-04-01"), ("2019-04", "2019-04"),
    ],
)  # fmt: skip
def test_a_month_or_a_year_is_a_date(written: str, day: str) -> None:
    assert day_month_or_year(written) == day


@pytest.mark.parametrize("written", ["13/2019", "Foo 2019", "various", "19"])
def test_what_is_no_date_is_none(written: str) -> None:
    with pytest.raises(ValueError, match="is not a day"):
        day_month_or_year(written)


def test_heads_in_two_rows_are_read_as_one(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.append(
        [
            "Name",
            "Nature of interest",
            "Type of interest",
            None,
            None,
            "Date of interest",
            None,
            "Action taken to mitigate risk",
        ]
    )
    page.append([None, None, "Financial", "Non-financial professional", "Indirect", "From", "To", None])
    page.append(["A Frost", "Director of Hill Ltd", "X", None, None, "Apr 2019", "present", "Leaves the room"])
    page.merge_cells("C1:E1")
    page.merge_cells("F1:G1")
    book.save(tmp_path / "i.xlsx")
    (row,) = cells(table(tmp_path / "i.xlsx", kind="interests"))
    assert row == {
        "who": "A Frost", "nature": "Director of Hill Ltd", "financial": "X", "since": "Apr 2019", "until": "present",
        "mitigation": "Leaves the room",
    }  # fmt: skip
    assert set(row) <= {column.field for column in COLUMNS}


def test_hidden_rows_are_asked_about_and_a_key_of_colours_is_none_of_the_actions(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    for line in (
        ["Action", "Owner", "Due", "RAG"],
        ["Write", "A", "", "Green"],
        ["Read", "B", "", None],
        ["Key"],
        ["Green", "Complete"],
    ):
        page.append(line)
    page["D3"].fill = PatternFill("solid", fgColor="FFFF0000")
    page.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    found = table(tmp_path / "a.xlsx", kind="actions")
    assert [doubt.key for doubt in found.doubts] == ["hidden"] and "2 “Write · A · Green”" in found.doubts[0].words
    assert [record.colours for record in found.records] == [{}, {"status": "red"}]
    assert found.key == {"green": "Complete"}
    assert [(part.number, part.where) for part in found.beside] == [
        (4, "the key of colours"),
        (5, "the key of colours"),
    ]
    without = table(tmp_path / "a.xlsx", kind="actions", answers={"hidden": "ignore"})
    assert [record.number for record in without.records] == [3]


def test_formulas_that_were_saved_without_a_result_are_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.append(["Action", "Owner", "Due"])
    page.append(["Write", "A", "=TODAY()+7"])
    book.save(tmp_path / "f.xlsx")
    (doubt,) = table(tmp_path / "f.xlsx", kind="actions").doubts
    assert doubt.key == "uncomputed" and "1 cell holds a formula without a result, first in row 2" in doubt.words
    assert cells(table(tmp_path / "f.xlsx", kind="actions", answers={"uncomputed": "blank"})) == [
        {"text": "Write", "owner": "A"}
    ]


def test_a_nil_return_is_listed_and_two_of_one_name_are_asked_about(meeting: Desk, tmp_path: Path) -> None:
    text = "Name,Nature,Type,From,Mitigation,Consent\nChair EPUT,Nil,,,,\nChair NELFT,Shares,financial,2019,Leaves,no\n"
    intake = looked_at(meeting, tmp_path, "interests", text, BOARD)
    assert [outcome.what for outcome in intake.plan.outcomes] == ["new", "new"]
    assert "nil return" in intake.plan.outcomes[0].told[0]
    nil, entry = intake.plan.steps
    assert (nil.member, nil.nil) == ("eput-chair", True)
    assert (entry.since, entry.mitigation, entry.consent) == ("2019", "Leaves", False)


def test_a_colour_means_what_the_key_of_the_sheet_says(meeting: Desk, tmp_path: Path) -> None:
    text = "Action,Owner,Due,RAG\nWrite,A,,Green\nRead,B,,Red\nKey,,,\nGreen,Complete,,\nRed,Overdue,,\n"
    intake = looked_at(meeting, tmp_path, "actions", text, BOARD)
    assert not intake.plan.doubts and [step.status for step in intake.plan.steps if hasattr(step, "status")] == ["done"]


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    session = desk.session(BOARD)
    session.convene(MEETING)
    return desk

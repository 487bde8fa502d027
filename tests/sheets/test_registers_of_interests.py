"""Registers of interests and action logs as boards keep them: nil returns, months, mitigation, heads in two rows, colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from boardtui.dates import day_month_or_year
from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.interest_columns import COLUMNS
from boardtui.exchange.sheets.taking import Wanted, prepare, take
from boardtui.exchange.sheets.templates import write_template
from boardtui.meeting import entries as e
from boardtui.papers.circulation.circulating import workbook
from boardtui.papers.spreadsheet import as_csv, as_xlsx
from tests.sheets.making import BOARD, MEETING, cells, looked_at, said, table


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


GIFTS = (
    "Register of gifts and hospitality 2026/27,,,,,,\n"
    "Name,Date of offer,Declined or Accepted?,Details of Gift / Hospitality,Estimated Value (£),"
    "Supplier / Offeror Name and Nature of Business,Reason for Accepting or Declining\n"
    "Chair EPUT,03/11/2026,Declined,Dinner for two,80.00,A Supplier Ltd (linen),Above the limit\n"
    "Chair NELFT,46329,Yes,Box of chocolates,under £10,A grateful patient,Shared with the ward\n"
    ",12.11.2026,Returned to the giver,Pen,£45,A Firm,\n"
    "A Visitor,,,Nil,,,\n"
)


def declared(meeting: Desk) -> list[e.GiftDeclared]:
    return [line.entry for line in meeting.session(BOARD).lines if isinstance(line.entry, e.GiftDeclared)]


def test_gifts_and_hospitality_are_taken_in_as_boards_keep_them(meeting: Desk, tmp_path: Path) -> None:
    intake = looked_at(meeting, tmp_path, "gifts", GIFTS, BOARD)
    assert [one.what for one in intake.plan.outcomes] == ["new", "new", "new", "left", "left"], said(intake)
    take(meeting, intake)
    first, second, third = declared(meeting)
    assert first == e.GiftDeclared(
        "eput-chair",
        "Dinner for two",
        "A Supplier Ltd (linen)",
        worth="80.00",
        date="2026-11-03",
        accepted=False,
        done="Above the limit",
    )
    assert (second.member, second.date, second.accepted) == ("nelft-chair", "2026-11-03", True)
    assert (third.member, third.date, third.accepted) == ("nelft-chair", "2026-11-12", False)
    again = looked_at(meeting, tmp_path, "gifts", GIFTS, BOARD)
    assert [one.what for one in again.plan.outcomes][:3] == ["same"] * 3 and not again.plan.ready


def test_gifts_of_which_it_is_not_said_whether_they_were_accepted_are_asked_about_once(
    meeting: Desk, tmp_path: Path
) -> None:
    text = "Name,Gift,Offered by,Date\nChair EPUT,Pen,A Firm,2026-11-03\nChair NELFT,Mug,A Firm,2026-11-03\nChair EPUT,,A Firm,\n"
    intake = looked_at(meeting, tmp_path, "gifts", text, BOARD)
    assert [doubt.key for doubt in intake.plan.doubts] == ["accepted blank"]
    assert "is blank; a gift needs what it was" in " ".join(intake.plan.outcomes[2].told)
    take(meeting, looked_at(meeting, tmp_path, "gifts", text, BOARD, {"accepted blank": "no", "leave 4": "yes"}))
    assert [gift.accepted for gift in declared(meeting)] == [False, False]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_gifts_written_out_are_taken_in_again_without_a_change(meeting: Desk, tmp_path: Path, ending: str) -> None:
    session = meeting.session(BOARD)
    session.record(e.GiftDeclared("eput-chair", "Dinner", "=A Firm", worth="£40", date="2026-11-03", consent=True))
    session.record(e.GiftDeclared(None, "Pen", "A Firm", person="A Visitor", accepted=False, confidential=True))
    path = tmp_path / f"gifts{ending}"
    path.write_bytes(write_template(meeting, "gifts", BOARD, path))
    intake = prepare(meeting, Wanted("gifts", path, BOARD))
    assert [one.what for one in intake.plan.outcomes] == ["same", "same"], said(intake)
    exported = {sheet.name: sheet for sheet in workbook(meeting, BOARD)[0]}["Gifts"]
    assert exported.rows == (("Chair, EPUT", "Dinner", "=A Firm", "£40", "2026-11-03", "accepted", "", "", "yes"),)
    path.write_bytes(as_csv(exported) if ending == ".csv" else as_xlsx((exported,), "Gifts", meeting.clock()))
    assert [one.what for one in prepare(meeting, Wanted("gifts", path, BOARD)).plan.outcomes] == ["same"]


def test_whose_an_interest_is_in_two_columns_or_by_the_seat_beside_the_name(meeting: Desk, tmp_path: Path) -> None:
    text = (
        "Surname,First name,Role,Declared interest,Type of interest,Interest from,Interest to\n"
        "Smith,Jane,Chair EPUT,Shares,Financial,43556,44000\n"
        "Brown,John,Town clerk,Director,Financial,unknown,TBC\n"
        ",Vacant,Chair NELFT,,,,\n"
    )
    asked = looked_at(meeting, tmp_path, "interests", text, BOARD)
    (doubt,) = asked.plan.doubts
    assert doubt.key == "member jane smith" and doubt.options[0][0] == "eput-chair"
    plan = looked_at(meeting, tmp_path, "interests", text, BOARD, {doubt.key: "eput-chair"}).plan
    assert [(one.what, one.title) for one in plan.outcomes] == [
        ("new", "Chair, EPUT: Shares"),
        ("new", "John Brown: Director"),
        ("left", "Vacant"),
    ]
    first, ended, second = plan.steps
    assert (first.member, first.since, ended.date) == ("eput-chair", "2019-04-01", "2020-06-18")
    assert (second.member, second.person, second.since, second.until) == (None, "John Brown", "", None)


def test_consent_may_say_why(meeting: Desk, tmp_path: Path) -> None:
    rows = "Chair EPUT,Shares,financial,No - withheld\nChair NELFT,A,financial,Yes (by email)\n"
    text = f"Name,Nature,Type,Consent to publish\n{rows}"
    plan = looked_at(meeting, tmp_path, "interests", text, BOARD).plan
    assert [step.consent for step in plan.steps] == [False, True]

"""Nothing of an agenda that is read vanishes, and nothing that looks private comes in as public without a question."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.privacy import privacy_of_section
from boardtui.exchange.sheets.taking import NO_ANSWERS, Intake, Wanted, counted, prepare, take
from tests.sheets.making import MEETING

Item = tuple[str, str, bool]


@pytest.fixture
def bare(desk: Desk) -> Desk:
    """A meeting without an agenda yet."""
    desk.store.connection.execute("DELETE FROM agenda WHERE meeting = ?", (MEETING,))
    desk.store.connection.commit()
    return desk


def read(desk: Desk, folder: Path, name: str, text: str, answers: Mapping[str, str] = NO_ANSWERS) -> Intake:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return prepare(desk, Wanted("agenda", path, MEETING), answers)


def taken(desk: Desk, intake: Intake) -> list[Item]:
    """The items as they then are: number, title, whether it is confidential."""
    from boardtui.register.agenda import agenda

    take(desk, intake)
    return [(item.number, item.title, item.confidential) for item in agenda(desk.store.connection, MEETING)]


# The lines of the file, and the items with their numbers; * is a confidential one.
MARKDOWN: dict[str, tuple[str, str]] = {
    "two tables, the second private": (
        "## Part 1: in public\n\n| No | Item | Lead |\n|---|---|---|\n| 1 | Opening | Chair |\n\n"
        "## Part 2: private\n\n| No | Item | Lead |\n|---|---|---|\n| 2 | A claim | Chair |\n"
        "| 3 | Pay | Chair |\n",
        "1 Opening | 2 A claim* | 3 Pay*",
    ),
    "rows that part a table": (
        "| No | Item | Lead |\n|---|---|---|\n| | **Part A** | |\n| 1 | Opening | Chair |\n"
        "| | **In committee** | |\n| 4 | Pay | Chair |\n",
        "1 Opening | 4 Pay*",
    ),
    "a private line in bold above all": (
        "**PRIVATE AND CONFIDENTIAL**\n\n1. Opening\n2. Pay\n",
        "1 Opening* | 2 Pay*",
    ),
    "lists within items": (
        "1. Opening\n2. Money\n   1. Month 7 (10 mins)\n   2. Capital (15 mins)\n3. Care\n   - 3.1 Safety\n"
        "   - 3.2 Complaints\n",
        "1 Opening | 2 Money | 2.1 Month 7 | 2.2 Capital | 3 Care | 3.1 Safety | 3.2 Complaints",
    ),
    "numbers with letters": (
        "1. Opening\n2. Report\n2a. Money\n2b. Late: winter\n3. Close\n",
        "1 Opening | 2 Report | 2a Money | 2b Late: winter | 3 Close",
    ),
    "letters below an item": (
        "1. Opening\n2. Money\n   a) Month 7\n   (b) Capital\n",
        "1 Opening | 2 Money | 2(a) Month 7 | 2(b) Capital",
    ),
    "Roman numbers": (
        "I. Opening\nII. Pay\nIII. Close\n",
        "I Opening | II Pay | III Close",
    ),
    "headings of two levels": (
        "# 1. Opening\n## 1.1 Welcome\n## 1.10 Roll\n# 2. Close\n",
        "1 Opening | 1.1 Welcome | 1.10 Roll | 2 Close",
    ),
    "a table within a list": (
        "1. Opening\n2. Reports\n\n    | timebox | topic |\n    |---|---|\n    | 5m | Money |\n"
        "    | 10m | Care |\n\n3. Close\n",
        "1 Opening | 2 Reports | 2.1 Money | 2.2 Care | 3 Close",
    ),
    "bullets, and people who are no items": (
        "## Agenda\n\n- Opening\n- Money\n\n## In attendance\n\n1. A clerk\n",
        "1 Opening | 2 Money",
    ),
    "details below item 10": (
        "10. Estates\n   - Lead: Chair\n   - Confidential: yes\n11. Close\n",
        "10 Estates* | 11 Close",
    ),
    "a list that begins behind a sentence": (
        "Held at ten.\n4. Money\n5. Close\n",
        "4 Money | 5 Close",
    ),
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_of_every_shape(bare: Desk, tmp_path: Path, name: str) -> None:
    text, items = MARKDOWN[name]
    found = taken(bare, read(bare, tmp_path, "a.md", text))
    assert " | ".join(f"{number} {title}{'*' if hidden else ''}".strip() for number, title, hidden in found) == items


def test_what_is_no_item_is_named_with_its_line(bare: Desk, tmp_path: Path) -> None:
    text = "# Board\n\n1. Opening\n   It is short.\n2. Money\n\n## Attendance\n\n- A clerk\n\n"
    text += "| Name | Post |\n|---|---|\n| B Jones | Vicar |\n"
    plan = read(bare, tmp_path, "a.md", text).plan
    (left,) = [remark for remark in plan.remarks if remark.startswith("Left out")]
    for words in ("4 “It is short.” (below “Opening”)", "9 “A clerk” (under “Attendance”)", "“B Jones · Vicar”"):
        assert words in left
    assert any("1 “Board”; 7 “Attendance”" in remark for remark in plan.remarks)
    assert [outcome.title for outcome in plan.outcomes] == ["Opening", "Money"]


def test_rows_of_a_sheet_that_part_it_are_no_items(bare: Desk, tmp_path: Path) -> None:
    text = "Item,Title,Time\nPART A - PUBLIC SESSION,,\n1,Opening,13:30\n4.10,Money,13:40\n"
    text += "PART B - CLOSED SESSION,,\n5,A claim,14:00\n"
    intake = read(bare, tmp_path, "a.csv", text)
    assert any("2 “PART A - PUBLIC SESSION”; 5 “PART B - CLOSED SESSION”" in remark for remark in intake.plan.remarks)
    assert taken(bare, intake) == [("1", "Opening", False), ("4.10", "Money", False), ("5", "A claim", True)]


def test_a_private_line_above_the_heads_counts_for_all_below(bare: Desk, tmp_path: Path) -> None:
    text = "Board meeting,\nHeld in committee,\nNo,Item\n1,Opening\n3,Pay\n"
    assert [hidden for _, _, hidden in taken(bare, read(bare, tmp_path, "a.csv", text))] == [True, True]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_after_the_exclusion_of_the_public_it_is_asked_once(bare: Desk, tmp_path: Path, answer: str) -> None:
    text = "1. Opening\n2. Exclusion of the press and public\n4. A contract\n5. Pay\n"
    asked = read(bare, tmp_path, "a.md", text).plan
    assert [doubt.key for doubt in asked.doubts] == ["private exclusion of the press and public"] and not asked.ready
    found = taken(bare, read(bare, tmp_path, "a.md", text, {asked.doubts[0].key: answer}))
    assert [hidden for _, _, hidden in found] == [False, False, answer == "yes", answer == "yes"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Opening\n2. Commercial in confidence: a bid\n",
        "No,Item,Confidential\n1,Opening,\n2,A bid,para 3\n",
        "No,Item,Internal item\n1,Opening,\n2,A bid,1\n",
        "## Public and private business\n\n1. A bid\n",
    ],
)
def test_what_only_sounds_private_is_asked(bare: Desk, tmp_path: Path, text: str) -> None:
    plan = read(bare, tmp_path, "a.csv" if text.startswith("No") else "a.md", text).plan
    assert len(plan.doubts) == 1 and not plan.ready


def test_minutes_too_long_in_hours_are_asked_and_what_is_not_settled_blocks_nothing(bare: Desk, tmp_path: Path) -> None:
    text = "Item,Time,Duration\nA,TBC,25:00\nB,14h30,1:00\nC,noon,PT45M\nD,2:30pm - 3:15pm,\n"
    (doubt,) = read(bare, tmp_path, "a.csv", text).plan.doubts
    take(bare, read(bare, tmp_path, "a.csv", text, {doubt.key: "minutes"}))
    from boardtui.register.agenda import agenda

    found = [(item.planned, item.minutes) for item in agenda(bare.store.connection, MEETING)]
    assert found == [("", 25), ("14:30", 60), ("12:00", 45), ("14:30", 45)]


def test_a_number_that_stands_twice_is_told_before(bare: Desk, tmp_path: Path) -> None:
    plan = read(bare, tmp_path, "a.csv", "No,Item\n4.1,A\n4.2,B\n4.1,C\n").plan
    assert "The number 4.1 appears more than once: rows 2 and 4." in plan.remarks


def test_numbers_are_those_that_excel_shows(bare: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["No", "Item"],
        [4.1, "A"],
        [datetime.datetime(2026, 1, 3), "B"],
        ["3(i)", "C"],
        [5.0, "D"],
        ["IV.", "E"],
    ):
        sheet.append(row)
    sheet["A2"].number_format = "0.00"
    sheet["A3"].number_format = "d-mmm"
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = taken(bare, prepare(bare, Wanted("agenda", path, MEETING)))
    assert [number for number, _, _ in found] == ["4.10", "3-Jan", "3(i)", "5", "IV."]


def test_a_worksheet_that_is_called_private_makes_its_items_so(bare: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Part 2 agenda"
    sheet.append(["No", "Item"])
    sheet.append(["9", "Pay"])
    book.save(tmp_path / "a.xlsx")
    assert taken(bare, prepare(bare, Wanted("agenda", tmp_path / "a.xlsx", MEETING))) == [("9", "Pay", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Item,Subject\n1,Opening\n2,Pay\n", "1 Opening | 2 Pay"),
        ("Ref,Item,Subject\nA,1,Opening\nB,2,Pay\n", "A Opening | B Pay"),
        ("No,Subject,Item\n1,Opening,1\n2,Pay,2\n", "1 Opening | 2 Pay"),
    ],
)
def test_a_column_that_holds_only_numbers_is_not_asked_for_as_the_title(
    bare: Desk, tmp_path: Path, text: str, expected: str
) -> None:
    intake = read(bare, tmp_path, "a.csv", text)
    assert not intake.plan.doubts
    assert " | ".join(f"{number} {title}" for number, title, _ in taken(bare, intake)) == expected


def test_of_two_columns_with_words_it_is_asked_which_is_the_title(bare: Desk, tmp_path: Path) -> None:
    (doubt,) = read(bare, tmp_path, "a.csv", "No,Item,Subject\n1,Finance,Opening\n2,People,Pay\n").plan.doubts
    assert doubt.words == "Several columns could be “Item”. Which is meant?"


@pytest.mark.parametrize(
    ("words", "privacy"),
    [
        ("Part 2", "private"), ("PART B – PRIVATE SESSION", "private"), ("Held in camera", "private"),
        ("Exempt business", "private"),
        ("Exclusion of the press and public", "private"), ("Commercial in confidence", "private"), ("Closed session", "private"),
        ("Not for publication", "private"), ("Part 1: in public", "public"), ("Public", "public"), ("Open session", "public"),
        ("Public and private business", "doubtful"), ("Close", None), ("Public health", None), ("Party wall", None),
        ("Patient participation 2", None),
    ],
)  # fmt: skip
def test_the_words_for_private(words: str, privacy: str | None) -> None:
    assert privacy_of_section(words) == privacy


def test_a_dash_in_a_cell_says_that_there_is_none(desk: Desk, tmp_path: Path) -> None:
    intake = read(desk, tmp_path, "a.csv", "No,Item,Purpose,Paper,Lead\n1,Opening anew,-,–,Chair\n")
    assert intake.plan.outcomes[0].told == ("Lead: Chair",)


def test_a_time_with_blanks_around_its_dash_is_one_time(desk: Desk, tmp_path: Path) -> None:
    intake = read(desk, tmp_path, "a.md", "1. 10.00 - 10.05 Opening anew | Chair\n2. 2pm – 2.15 pm Plan anew\n")
    assert [(one.title, one.told[:3]) for one in intake.plan.outcomes] == [
        ("Opening anew", ("Lead: Chair", "Begins at: 10:00", "Minutes: 5")),
        ("Plan anew", ("Begins at: 14:00", "Minutes: 15")),
    ]  # fmt: skip


def test_one_item_that_stays_is_counted_as_one(desk: Desk, tmp_path: Path) -> None:
    intake = read(desk, tmp_path, "a.csv", "No,Item\n1,Welcome and apologies\n,Opening anew\n")
    assert counted(intake.plan) == "1 new, 0 changed, 1 as it is"

"""Agendas in Markdown as secretaries write them: a list, a table, or headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.agenda_sections import Sections
from boardtui.exchange.sheets.columns import Heads
from boardtui.exchange.sheets.grid import SheetError
from boardtui.exchange.sheets.markdown_lines import markdown_lines
from boardtui.exchange.sheets.outline import read_outline
from boardtui.exchange.sheets.taking import COLUMNS, take
from boardtui.register.agenda import agenda
from tests.sheets.making import MEETING, looked_at

HEADS = Heads(COLUMNS["agenda"])
PEOPLE = frozenset({"jane smith", "executive lead"})


def items(text: str) -> list[dict[str, str]]:
    return [
        record.cells for record in Sections(read_outline("a.md", markdown_lines("a.md", text), HEADS, PEOPLE)).records
    ]


def test_a_numbered_list_with_what_stands_beside_each_item() -> None:
    assert items(
        "# Board, 26 November\n\nHeld at ten.\n\n"
        "1. Welcome and apologies (5 mins) – Chair\n"
        "2. **Finance report** | 10:05–10:20 | for decision | Paper C | Jane Smith\n"
        "3. Winter – the year ahead\n"
        "   - Lead: Executive Lead\n"
        "   - Paper: D\n"
    ) == [
        {"number": "1", "title": "Welcome and apologies", "minutes": "5 mins", "lead": "Chair"},
        {
            "number": "2", "title": "Finance report", "planned": "10:05–10:20", "purpose": "for decision",
            "paper": "Paper C", "lead": "Jane Smith",
        },
        {"number": "3", "title": "Winter – the year ahead", "lead": "Executive Lead", "paper": "D"},
    ]  # fmt: skip


def test_what_stands_under_private_is_confidential_and_under_a_purpose_has_it() -> None:
    found = items("# Agenda\n## Items for decision\n1. Budget\n## Part 2 – private\n4. Estates\n## Part 1\n5. Close\n")
    assert found == [
        {"number": "1", "title": "Budget", "purpose": "for decision"},
        {"number": "4", "title": "Estates", "confidential": "yes"},
        {"number": "5", "title": "Close"},
    ]


def test_headings_with_lines_beneath_them() -> None:
    found = items(
        "# Partnership Board\n\n## 1. Welcome\nLead: Chair\n10 minutes\n\n## 2. Plan\n*For discussion*\nPaper B\n\n## 2.1 Annex\n"
    )
    assert found == [
        {"number": "1", "title": "Welcome", "lead": "Chair", "minutes": "10 minutes"},
        {"number": "2", "title": "Plan", "purpose": "for discussion", "paper": "Paper B"},
        {"number": "2.1", "title": "Annex"},
    ]


def test_a_table_is_read_as_a_sheet_is() -> None:
    text = "# Agenda\n\n| No | Item | Time |\n|---|---|---|\n| 1 | Welcome | 10:00 |\n"
    found = read_outline("a.md", markdown_lines("a.md", text), HEADS, PEOPLE)
    assert [(record.number, record.cells) for record in found.records] == [
        (5, {"number": "1", "title": "Welcome", "planned": "10:00"})
    ]
    assert found.grid.unit == "line"


def test_brackets_that_say_something_else_stay_in_the_title() -> None:
    assert items("1. Better Care Fund (BCF) update\n")[0]["title"] == "Better Care Fund (BCF) update"


def test_links_and_html_leave_only_their_words() -> None:
    assert items("1. See [the paper](http://x/y) <b>now</b>\n")[0]["title"] == "See the paper now"


def test_lines_are_named_where_something_is_wrong(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "agenda", "1. Welcome\n2. Plan\n   - Time: 25:99\n", MEETING, name="a.md")
    (wrong,) = [one for one in intake.plan.outcomes if one.what == "wrong"]
    assert wrong.number == 2 and "'25:99' is not a time" in wrong.told[0]


def test_it_becomes_the_agenda_of_the_meeting(desk: Desk, tmp_path: Path) -> None:
    desk.store.connection.execute("DELETE FROM agenda WHERE meeting = ?", (MEETING,))
    desk.store.connection.commit()
    take(desk, looked_at(desk, tmp_path, "agenda", "1. Welcome (5 mins)\n2. Plan\n", MEETING, name="a.md"))
    assert [(one.number, one.title, one.minutes) for one in agenda(desk.store.connection, MEETING)] == [
        ("1", "Welcome", 5),
        ("2", "Plan", None),
    ]


@pytest.mark.parametrize("text", ["Only words.\n", "> quoted\n", "## Attendance\n\n- a\n"])
def test_a_file_without_items_is_told_of(text: str) -> None:
    with pytest.raises(SheetError, match="no numbered list, table or heading"):
        items(text)


def test_nesting_without_end_is_no_trouble() -> None:
    assert items("> " * 5000 + "x\n\n1. Welcome\n" + "  " * 300 + "- x\n")[0]["title"] == "Welcome"


def test_members_are_not_taken_from_markdown(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="only an agenda is taken"):
        looked_at(desk, tmp_path, "members", "1. A\n", "partnership-board", name="m.md")

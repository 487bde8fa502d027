"""What secretaries do with Word: frames, tracked changes, forms, tables beside the agenda, and numbers of their own kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.enum.text import WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.grid import SheetError
from boardtui.exchange.sheets.taking import Wanted, prepare
from tests.sheets.making import BOARD, MEETING, cells, grids, said, table, xlsx
from tests.sheets.word_making import LEGAL, Para, document, items, outline, put, table as add_table, word


def test_a_paragraph_that_was_deleted_has_no_number_and_one_whose_end_was_deleted_goes_on(tmp_path: Path) -> None:
    file = document([LEGAL])
    gone = f"<w:rPr {nsdecls('w')}><w:del/></w:rPr>"
    put(file, Para("Welcome", 1))
    made = put(file, Para("", 1))
    made._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>Old</w:delText></w:r></w:del>"))
    made._p.get_or_add_pPr().append(parse_xml(gone))
    put(file, Para("Plan and ", 1))._p.get_or_add_pPr().append(parse_xml(gone))
    put(file, Para("budget", 1))
    put(file, Para("Close", 1))._p.get_or_add_pPr().append(parse_xml(gone))
    file.save(str(tmp_path / "a.docx"))
    assert [(item["number"], item["title"]) for item in items(tmp_path / "a.docx")] == [
        ("1", "Welcome"), ("2", "Plan and budget"), ("3", "Close"),
    ]  # fmt: skip


def test_what_a_content_control_asks_for_is_no_content(tmp_path: Path) -> None:
    file = document()
    made = add_table(file, [("Item", "Lead"), ("Budget", "")])
    asks = "<w:sdtContent><w:r><w:t>Click here to enter text.</w:t></w:r></w:sdtContent>"
    control = f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{asks}</w:sdt>"
    made.cell(1, 1).paragraphs[0]._p.append(parse_xml(control))
    file.save(str(tmp_path / "a.docx"))
    assert items(tmp_path / "a.docx") == [{"title": "Budget"}]


@pytest.mark.parametrize("width", [1, 2])
def test_an_agenda_within_a_frame_is_read(tmp_path: Path, width: int) -> None:
    file = document([LEGAL])
    made = add_table(file, [("The Board",) * width])
    for block in (
        Para("Welcome", 1),
        Para("Plan", 1),
        Para("Winter", 1, 1),
        Para("Part 2: private", bold=True),
        Para("Pay", 1),
    ):
        put(made.cell(0, width - 1), block)
    file.save(str(tmp_path / "a.docx"))
    assert items(tmp_path / "a.docx") == [
        {"number": "1", "title": "Welcome"}, {"number": "2", "title": "Plan"}, {"number": "2.1", "title": "Winter"},
        {"number": "3", "title": "Pay", "confidential": "yes"},
    ]  # fmt: skip


def test_a_table_within_a_frame_is_read(tmp_path: Path) -> None:
    file = document()
    inner = add_table(file, [("Seat", "Held by"), ("Chair", "Ann Lee")])
    made = add_table(file, [("Members of the Board", "Logo")])
    made.cell(0, 0)._tc.append(inner._tbl)
    file.save(str(tmp_path / "m.docx"))
    assert [record.cells for record in table(tmp_path / "m.docx").records] == [{"seat": "Chair", "name": "Ann Lee"}]


def test_a_numbered_heading_is_an_item_whatever_it_says(tmp_path: Path) -> None:
    titles = ("Apologies", "Attendance", "Next steps")
    made = word(tmp_path / "a.docx", *(Para(title, 1, style="Heading 1") for title in titles), lists=[LEGAL])
    assert [item["title"] for item in items(made)] == list(titles)
    made = word(tmp_path / "b.docx", *(Para(title, style="Heading 1") for title in ("Attendance", "Apologies", "Plan")))
    assert [item["title"] for item in items(made)] == ["Apologies", "Plan"]


def test_tables_of_actions_and_people_beside_the_agenda_are_left_out(tmp_path: Path) -> None:
    made = word(
        tmp_path / "a.docx",
        [("Name", "Title", "Organisation"), ("Ann Lee", "Councillor", "Essex")],
        [("No", "Item", "Lead"), ("1", "Budget", "Chair")],
        [("Action", "Who", "By when"), ("Send the plan", "Chair", "30/11/2026")],
    )
    assert items(made) == [{"number": "1", "title": "Budget", "lead": "Chair"}]
    assert [part.text for part in outline(made).beside if part.where == "in a table that is no agenda"] == [
        "Name · Title · Organisation", "Ann Lee · Councillor · Essex", "Action · Who · By when",
        "Send the plan · Chair · 30/11/2026",
    ]  # fmt: skip


def test_a_table_without_titles_alone_is_refused_by_the_column_that_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="has no column “Item”"):
        outline(word(tmp_path / "a.docx", [("Purpose", "Who", "Paper"), ("Decision", "Chair", "A")]))


def test_initials_of_people_are_no_numbers_and_capitals_in_their_order_are(tmp_path: Path) -> None:
    made = word(tmp_path / "a.docx", "A. Khan, Chair", "J. Smith", "B. Low", Para("Budget", 1), lists=[LEGAL])
    assert items(made) == [{"number": "1", "title": "Budget"}]
    assert [part.text for part in outline(made).beside] == ["A. Khan, Chair", "J. Smith", "B. Low"]
    made = word(tmp_path / "b.docx", "A. Budget", "B. Plan", "C. Close")
    assert [(item["number"], item["title"]) for item in items(made)] == [("A", "Budget"), ("B", "Plan"), ("C", "Close")]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (("24/101\tWelcome", "24/102\tPlan"), ["24/101", "24/102"]),
        (("PB/24/7 Welcome", "PB/24/8 Plan"), ["PB/24/7", "PB/24/8"]),
        (("Item 1: Welcome", "Item 2: Plan"), ["1", "2"]),
        (("Agenda item 1\tWelcome", "Agenda item 2\tPlan"), ["1", "2"]),
        (("11/2026 Welcome", "1. Plan"), ["1"]),
    ],
)
def test_numbers_as_boards_have_them(tmp_path: Path, lines: tuple[str, ...], numbers: list[str]) -> None:
    assert [item["number"] for item in items(word(tmp_path / "a.docx", *lines))] == numbers


def test_dots_that_lead_to_a_name_or_a_page_are_not_in_the_title(tmp_path: Path) -> None:
    made = word(tmp_path / "a.docx", "1. Welcome ............ Chair", "2. Plan ………… Paper C", "3. Minutes ....... 12")
    assert items(made) == [
        {"number": "1", "title": "Welcome", "lead": "Chair"}, {"number": "2", "title": "Plan", "paper": "Paper C"},
        {"number": "3", "title": "Minutes", "paper": "page 12"},
    ]  # fmt: skip


def test_what_is_struck_through_and_what_word_would_put_in_is_told(tmp_path: Path) -> None:
    file = document([LEGAL])
    put(file, Para("Withdrawn", 1)).runs[0].font.strike = True
    file.element.body.insert(1, parse_xml(f"<w:altChunk {nsdecls('w')}/>"))
    file.save(str(tmp_path / "a.docx"))
    assert outline(tmp_path / "a.docx").grid.remarks == (
        "Struck through in the document, and read all the same: “Withdrawn”.",
        "A part of the document is another file that Word would put in. Save it in Word once more, so that it is read.",
    )


def test_words_and_notes_beside_the_tables_of_members_are_named(tmp_path: Path) -> None:
    rows = [("Seat", "Held by"), ("Chair", "Ann Lee")]
    (found,) = grids(word(tmp_path / "m.docx", "Board members", rows, "Cllr Low is co-opted."))
    assert found.remarks == (
        "Not imported, since it stands outside of the tables: “Board members”; “Cllr Low is co-opted.”.",
    )


def test_tables_with_the_same_headings_can_be_imported_as_one(desk: Desk, tmp_path: Path) -> None:
    rows = [("Seat", "Held by"), ("Chair", "Ann Lee")]
    more = [("Seat", "Held by"), ("Observer", "Bea Low")]
    path = word(
        tmp_path / "m.docx",
        Para("Voting", style="Heading 2"),
        rows,
        Para("Others", style="Heading 2"),
        "They speak.",
        more,
    )
    (doubt,) = prepare(desk, Wanted("members", path, BOARD)).plan.doubts
    assert [name for _, name in doubt.options] == [
        "all of them, one below the other", "table 1 (Voting)", "table 2 (Others)",
    ]  # fmt: skip
    intake = prepare(desk, Wanted("members", path, BOARD, "all"))
    assert intake.table is not None
    assert [(one.number, one.cells["name"]) for one in intake.table.records] == [(2, "Ann Lee"), (4, "Bea Low")]
    assert not any("Not read: table" in remark for remark in intake.plan.remarks)


def test_tables_with_other_headings_are_not_put_together(desk: Desk, tmp_path: Path) -> None:
    path = word(tmp_path / "m.docx", [("Seat", "Held by"), ("Chair", "A")], [("Held by", "Seat"), ("B", "Clerk")])
    (doubt,) = prepare(desk, Wanted("members", path, BOARD)).plan.doubts
    assert [value for value, _ in doubt.options] == ["table 1", "table 2"]
    with pytest.raises(SheetError, match="has no table 'all'"):
        prepare(desk, Wanted("members", path, BOARD, "all"))


def test_lines_with_tabs_below_column_headings_are_a_table(tmp_path: Path) -> None:
    made = word(tmp_path / "m.docx", "Date:\t26 November", "Members", "Seat\tHeld by", "Chair\t\tAnn Lee")
    assert [record.cells for record in table(made).records] == [{"seat": "Chair", "name": "Ann Lee"}]


def test_the_fill_of_a_blank_cell_counts_as_its_colour(tmp_path: Path) -> None:
    file = document()
    made = add_table(file, [("Action", "Owner", "Status"), ("Send the plan", "Chair", ""), ("Close it", "Chair", "")])
    for row, fill in ((1, "00B050"), (2, "auto")):
        made.cell(row, 2)._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="{fill}"/>'))
    file.save(str(tmp_path / "a.docx"))
    assert [record.colours for record in table(tmp_path / "a.docx", kind="actions").records] == [
        {"status": "green"},
        {},
    ]


def test_what_stands_below_a_title_in_its_cell_is_no_title(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("No", "Item", "Lead"),
        ("4", "Estates\nFor decision\nPaper: C\nin the east\n- Bring the maps\na) Sites", ""),
        ("5", "Pay\nChair", "Executive Lead"),
    ]
    of_word = prepare(desk, Wanted("agenda", word(tmp_path / "a.docx", rows), MEETING))
    of_sheet = prepare(desk, Wanted("agenda", xlsx(tmp_path / "a.xlsx", rows), MEETING))
    assert said(of_word)[:3] == said(of_sheet)[:3] == [
        ("new", "Estates in the east", ("Number: 4", "Purpose: for decision", "Paper: C")),
        ("new", "Sites", ("Number: 4(a)",)),
        ("new", "Pay Chair", ("Number: 5", "Lead: Executive Lead")),
    ]  # fmt: skip
    for intake in (of_word, of_sheet):
        assert any("2 “Bring the maps” (below “Estates”)" in remark for remark in intake.plan.remarks)


def test_a_tab_that_is_filled_with_dots_leads_to_a_page(tmp_path: Path) -> None:
    file = document()
    for text in ("1.\tMinutes\t3", "2.\tPlan\t12"):
        file.add_paragraph(text).paragraph_format.tab_stops.add_tab_stop(3_000_000, leader=WD_TAB_LEADER.DOTS)
    file.save(str(tmp_path / "a.docx"))
    assert [(item["title"], item["paper"]) for item in items(tmp_path / "a.docx")] == [
        ("Minutes", "page 3"), ("Plan", "page 12"),
    ]  # fmt: skip


def test_headings_in_a_table_whose_numbers_stand_before_the_titles(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("Agenda item", "Lead"), ("OPENING ITEMS",), (Para("Welcome", 1), "Chair"), ("STRATEGY",), (Para("Plan", 1), "Chair"),
        ("CLOSING ITEMS",), (Para("Close", 1), ""),
    ]  # fmt: skip
    intake = prepare(desk, Wanted("agenda", word(tmp_path / "a.docx", rows, lists=[LEGAL]), MEETING))
    assert [title for what, title, _ in said(intake) if what == "new"] == ["Welcome", "Plan", "Close"]


def test_a_head_over_numbers_and_titles_is_that_of_the_titles(tmp_path: Path) -> None:
    rows = [("Item", "", "Presenter", "Time (mins)"), ("1.", "Welcome", "Chair", "5"), ("2.1", "Plan", "", "")]
    of_word, of_sheet = (
        table(path, kind="agenda") for path in (word(tmp_path / "a.docx", rows), xlsx(tmp_path / "a.xlsx", rows))
    )
    assert cells(of_word) == cells(of_sheet) == [
        {"number": "1.", "title": "Welcome", "lead": "Chair", "minutes": "5"}, {"number": "2.1", "title": "Plan"},
    ]  # fmt: skip


def test_a_table_of_details_below_an_item_is_understood(tmp_path: Path) -> None:
    details = [("Lead:", "Executive Lead"), ("Purpose", "For decision"), ("Room", "2")]
    made = word(tmp_path / "a.docx", Para("Budget", style="Heading 1"), details)
    assert items(made) == [{"title": "Budget", "lead": "Executive Lead", "purpose": "For decision"}]
    assert [part.text for part in outline(made).beside] == ["Room · 2"]


def test_an_agenda_is_read_whole_and_no_table_of_it_can_be_named(desk: Desk, tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", [("Item", "Lead"), ("Budget", "Chair")])
    with pytest.raises(SheetError, match="Leave out --sheet"):
        prepare(desk, Wanted("agenda", path, MEETING, "table 1"))

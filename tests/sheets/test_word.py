"""Agendas, members and actions in Word as secretaries have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.grid import SheetError
from boardtui.exchange.sheets.reading import read_grids
from boardtui.exchange.sheets.taking import Wanted, prepare, take
from boardtui.register.agenda import agenda
from tests.sheets.making import BOARD, MEETING, table
from tests.sheets.word_making import (
    BULLETS,
    HEADS,
    LEGAL,
    LETTERS,
    Para,
    document,
    items,
    outline,
    put,
    table as add_table,
    word,
)


def test_a_list_that_word_numbers_has_the_numbers_that_it_shows(tmp_path: Path) -> None:
    made = word(
        tmp_path / "agenda.docx",
        Para("Partnership Board", style="Title"),
        "Thursday 26 November 2026, 10.00",
        Para("Welcome and apologies (5 mins) – Chair", 1),
        Para("Finance report | 10:05–10:20 | for decision | Paper C | Jane Smith", 1),
        Para("Month 6", 1, 1),
        Para("Forecast", 1, 1),
        Para("Capital", 1, 2),
        Para("Any other business", 1),
        lists=[LEGAL],
    )
    assert items(made) == [
        {"number": "1", "title": "Welcome and apologies", "minutes": "5 mins", "lead": "Chair"},
        {
            "number": "2", "title": "Finance report", "planned": "10:05–10:20", "purpose": "for decision",
            "paper": "Paper C", "lead": "Jane Smith",
        },
        {"number": "2.1", "title": "Month 6"},
        {"number": "2.2", "title": "Forecast"},
        {"number": "2.2(a)", "title": "Capital"},
        {"number": "3", "title": "Any other business"},
    ]  # fmt: skip


def test_a_list_of_letters_below_an_item_is_below_it_though_word_has_it_on_the_first_level(tmp_path: Path) -> None:
    made = word(
        tmp_path / "a.docx",
        Para("Budget", 1), Para("Revenue", 2), Para("Capital", 2), Para("Lead: Executive Lead", 3), Para("Close", 1),
        lists=[LEGAL, LETTERS, BULLETS],
    )  # fmt: skip
    assert items(made) == [
        {"number": "1", "title": "Budget"},
        {"number": "1(a)", "title": "Revenue"},
        {"number": "1(b)", "title": "Capital", "lead": "Executive Lead"},
        {"number": "2", "title": "Close"},
    ]


def test_a_list_of_capitals_with_figures_below(tmp_path: Path) -> None:
    of_parts = (("upperLetter", "%1."), ("decimal", "%2."), ("lowerRoman", "%3."))
    made = word(
        tmp_path / "a.docx",
        Para("Opening", 1), Para("Welcome", 1, 1), Para("Apologies", 1, 2), Para("Business", 1), Para("Plan", 1, 1),
        lists=[of_parts],
    )  # fmt: skip
    assert [(item["number"], item["title"]) for item in items(made)] == [
        ("A", "Opening"), ("A.1", "Welcome"), ("A.1(i)", "Apologies"), ("B", "Business"), ("B.1", "Plan"),
    ]  # fmt: skip


def test_numbers_and_times_that_are_typed_before_tabs(tmp_path: Path) -> None:
    made = word(
        tmp_path / "a.docx",
        "10.00\t1.\tWelcome\tChair",
        "10.05 – 10.20\t2.\tFinance report\tPaper C",
        "10.20\t3(i)\tWinter",
        "10.30\tBreak",
    )
    assert items(made) == [
        {"number": "1", "title": "Welcome", "lead": "Chair", "planned": "10.00"},
        {"number": "2", "title": "Finance report", "paper": "Paper C", "planned": "10.05–10.20"},
        {"number": "3(i)", "title": "Winter", "planned": "10.20"},
    ]
    assert [(part.text, part.where) for part in outline(made).beside] == [("Break 10.30", "below “Winter”")]


def test_numbers_of_the_year_are_no_times(tmp_path: Path) -> None:
    made = word(tmp_path / "a.docx", "24.9\tBudget", "24.10\tWinter", "24.11\tClose")
    assert [(item["number"], item["title"]) for item in items(made)] == [
        ("24.9", "Budget"), ("24.10", "Winter"), ("24.11", "Close"),
    ]  # fmt: skip


def test_a_table_whose_number_column_word_fills(tmp_path: Path) -> None:
    made = word(
        tmp_path / "a.docx",
        Para("Agenda", style="Heading 1"),
        [
            ("No.", "Item", "Lead", "Time"),
            ("Items for decision",),
            (Para("", 1), "Budget", "Jane Smith", "10:00"),
            (Para("", 1), "Plan\nPaper to follow", "", "10.30am"),
            ("Part 2 – private session",),
            (Para("", 1), "Estates", "Chair", "11:00"),
            (Para("", 1), "", "", ""),
        ],
        lists=[LEGAL],
    )
    assert items(made) == [
        {"number": "1.", "title": "Budget", "lead": "Jane Smith", "planned": "10:00", "purpose": "for decision"},
        {"number": "2.", "title": "Plan\nPaper to follow", "planned": "10.30am", "purpose": "for decision"},
        {"number": "3.", "title": "Estates", "lead": "Chair", "planned": "11:00", "confidential": "yes"},
    ]


def test_a_table_without_headings_whose_rows_begin_with_numbers(tmp_path: Path) -> None:
    made = word(
        tmp_path / "a.docx",
        [("Date:", "26 November 2026"), ("Venue:", "County Hall")],
        [
            ("1", "Welcome", "Chair", "10.00"),
            ("2", "Finance report\nFor decision", "Jane Smith", "10.05"),
            ("Part 2: in private",),
            ("3", "Estates", "Executive Lead", "10.50"),
        ],
    )
    assert items(made) == [
        {"number": "1", "title": "Welcome", "lead": "Chair", "planned": "10.00"},
        {
            "number": "2", "title": "Finance report", "lead": "Jane Smith", "planned": "10.05",
            "purpose": "for decision",
        },
        {"number": "3", "title": "Estates", "lead": "Executive Lead", "planned": "10.50", "confidential": "yes"},
    ]  # fmt: skip
    left = [part.text for part in outline(made).beside]
    assert "Date: · 26 November 2026" in left and "Venue: · County Hall" in left


def test_headings_that_are_numbered_by_their_style(tmp_path: Path) -> None:
    file = document([LEGAL])
    style = file.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))
    for block in (
        Para("Welcome", style="Heading 1"),
        Para("Lead: Chair"),
        Para("Plan", style="Heading 1"),
        Para("Paper B"),
    ):
        put(file, block)
    file.save(str(tmp_path / "a.docx"))
    assert items(tmp_path / "a.docx") == [
        {"number": "1", "title": "Welcome", "lead": "Chair"}, {"number": "2", "title": "Plan", "paper": "Paper B"},
    ]  # fmt: skip


def test_a_list_that_begins_anew_and_one_that_goes_on(tmp_path: Path) -> None:
    file = document([LEGAL])
    numbering = file.part.numbering_part.element
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="2"><w:abstractNumId w:val="1"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride></w:num>'
        )
    )
    for text, use in (("One", 1), ("Two", 1), ("Ten", 2), ("Eleven", 2), ("Twelve", 1)):
        put(file, Para(text, use))
    file.save(str(tmp_path / "a.docx"))
    assert [item["number"] for item in items(tmp_path / "a.docx")] == ["1", "2", "10", "11", "12"]


def test_what_was_deleted_is_gone_and_what_was_inserted_is_there(tmp_path: Path) -> None:
    file = document([LEGAL])
    made = put(file, Para("Budget", 1))
    made._p.append(parse_xml(f'<w:ins {nsdecls("w")}><w:r><w:t xml:space="preserve"> and plan</w:t></w:r></w:ins>'))
    made._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> of Mr X</w:delText></w:r></w:del>"))
    put(file, Para("Close", 1))
    file.save(str(tmp_path / "a.docx"))
    found = outline(tmp_path / "a.docx")
    assert [record.cells["title"] for record in found.records] == ["Budget and plan", "Close"]
    assert found.grid.remarks == ("The document has tracked changes: it is read as if all of them were accepted.",)


def test_what_is_hidden_or_in_a_text_box_is_told_of(tmp_path: Path) -> None:
    file = document([LEGAL])
    made = put(file, Para("Budget", 1))
    made.add_run(" for Cllr Y").font.hidden = True
    words = "<w:p><w:r><w:t>Bring papers</w:t></w:r></w:p>"
    box = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent>{words}</w:txbxContent></w:pict></w:r>"
    made._p.append(parse_xml(box))
    file.save(str(tmp_path / "a.docx"))
    found = outline(tmp_path / "a.docx")
    assert found.records[0].cells["title"] == "Budget"
    assert found.grid.remarks == (
        "Not imported, since it is hidden: “for Cllr Y”.", "Not imported, since it stands in text boxes: “Bring papers”.",
    )  # fmt: skip


def test_pages_that_are_headed_private_make_what_is_on_them_confidential(tmp_path: Path) -> None:
    file = document([LEGAL])
    put(file, Para("Budget", 1))
    section = file.add_section()
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "PART 2 – CONFIDENTIAL"
    put(file, Para("Estates", 1))
    file.save(str(tmp_path / "a.docx"))
    assert items(tmp_path / "a.docx") == [
        {"number": "1", "title": "Budget"}, {"number": "2", "title": "Estates", "confidential": "yes"},
    ]  # fmt: skip


def test_an_agenda_is_imported_from_word_and_what_is_no_item_is_named(desk: Desk, tmp_path: Path) -> None:
    path = word(
        tmp_path / "agenda.docx",
        Para("Attendance", style="Heading 1"), Para("Jane Smith", 1),
        Para("Agenda", style="Heading 1"), Para("Budget for 2027 (10 mins)", 2), Para("Tea is at eleven.", 0), Para("Close", 2),
        lists=[BULLETS, LEGAL],
    )  # fmt: skip
    intake = prepare(desk, Wanted("agenda", path, MEETING))
    said = " ".join(intake.plan.remarks)
    assert "Left out, since it is not an agenda item: line 2 “Jane Smith” (under “Attendance”)" in said
    assert "5 “Tea is at eleven.” (below “Budget for 2027”)" in said
    take(desk, intake)
    added = [item for item in agenda(desk.store.connection, MEETING) if item.title in ("Budget for 2027", "Close")]
    assert [(item.title, item.minutes) for item in added] == [("Budget for 2027", 10), ("Close", None)]


def test_a_table_of_members_in_word_is_read_as_the_same_sheet(tmp_path: Path) -> None:
    rows = [("Seat", "Held by"), ("Chair", "Ann Lee"), ("Chief Executive", "vacant")]
    csv = "\n".join(",".join(row) for row in rows)
    of_word = table(word(tmp_path / "members.docx", "Board members", rows))
    of_csv = table(tmp_path / "members.csv", csv)
    assert [record.cells for record in of_word.records] == [record.cells for record in of_csv.records]
    assert [record.number for record in of_word.records] == [2, 3]


def test_a_cell_that_is_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    file = document()
    made = add_table(file, [("Seat", "Held by"), ("Chair", "Ann Lee"), ("", "Bea Low")])
    made.cell(1, 0).merge(made.cell(2, 0))
    file.save(str(tmp_path / "m.docx"))
    assert [record.cells for record in table(tmp_path / "m.docx").records] == [
        {"seat": "Chair", "name": "Ann Lee"}, {"seat": "Chair", "name": "Bea Low"},
    ]  # fmt: skip


def test_of_several_tables_with_such_headings_it_is_asked_which(desk: Desk, tmp_path: Path) -> None:
    rows = [("Seat", "Held by"), ("Chair", "Ann Lee")]
    path = word(tmp_path / "m.docx", "Voting members", rows, "In attendance", rows)
    (doubt,) = prepare(desk, Wanted("members", path, BOARD)).plan.doubts
    assert doubt.words == "m.docx has several tables with such headings. Which is meant?"
    assert [name for name, _ in doubt.options] == ["all", "table 1 (Voting members)", "table 2 (In attendance)"]
    intake = prepare(desk, Wanted("members", path, BOARD, "table 2"))
    assert "Not read: table “table 1 (Voting members)”." in intake.plan.remarks


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04word/document.xml", "is not a Word document that can be read"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "is a Word document of the old kind",
        ),
        (b"{\\rtf1 agenda}", "is a text document of another kind"),
    ],
)
def test_what_word_cannot_give_is_told_in_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(SheetError, match=words):
        read_grids(path, HEADS.known)


def test_a_document_without_a_table_is_no_list_of_members(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"^m.docx has no table to import from\."):
        table(word(tmp_path / "m.docx", "Ann Lee, Chair"))


def test_a_document_without_items_is_no_agenda(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="has no numbered list, table or heading"):
        outline(word(tmp_path / "a.docx", "Dear all,", "The meeting is on Thursday."))

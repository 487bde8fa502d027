"""Files as people have them: each trap by name, and what is read of it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook, load_workbook

from boardtui.exchange.sheets.biff import forms_of
from boardtui.exchange.sheets.grid import MOST_ROWS, SheetError, letters
from tests.sheets.making import cells, grids, ods, ods_row, repacked, table, xlsx

PLAIN = "Seat,Name\nChair,José Müller\n"
READ = [{"seat": "Chair", "name": "José Müller"}]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAIN.encode(), id="UTF-8"),
        pytest.param(PLAIN.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(PLAIN.encode("cp1252"), id="Windows-1252"),
        pytest.param(PLAIN.encode("utf-16"), id="UTF-16"),
        pytest.param(PLAIN.replace(",", ";").encode(), id="semicolons"),
        pytest.param(PLAIN.replace(",", "\t").encode("utf-16"), id="tabs in UTF-16, Excel's Unicode text"),
        pytest.param(PLAIN.replace(",", "|").encode(), id="bars"),
        pytest.param(("sep=;\r\n" + PLAIN.replace(",", ";")).encode(), id="sep= line of Excel"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="CR LF"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), id="CR alone"),
        pytest.param(b"\n\n" + PLAIN.encode() + b"\n,\n ,\n", id="blank lines"),
        pytest.param(b"Members of the Board,\n,\n" + PLAIN.encode(), id="a title above the table"),
        pytest.param(PLAIN.encode() + b"Seat,Name\n", id="heads repeated on page two"),
        pytest.param("Seat,Name,,,\nChair,José Müller,,,\n".encode(), id="empty columns at the end"),
        pytest.param('"Seat","Name"\n"Chair","José\u00a0 Müller "\n'.encode(), id="no-break spaces"),
        pytest.param("POSITION (on the Board),Full name:\nChair,José Müller\n".encode(), id="other spellings of heads"),
        pytest.param("Seat;Name\nChair;José Müller\n".encode("cp1252"), id="semicolons in Windows-1252"),
    ],
)
def test_each_habit_reads_as_the_plain_file_does(tmp_path: Path, data: bytes) -> None:
    assert cells(table(tmp_path / "members.csv", data)) == READ


def test_a_comma_inside_a_seat_does_not_make_semicolons_into_commas(tmp_path: Path) -> None:
    found = table(tmp_path / "m.csv", "Seat;Name\nChair, Health and Wellbeing Board;A, B\nChief Executive, EPUT;C, D\n")
    assert cells(found)[1] == {"seat": "Chief Executive, EPUT", "name": "C, D"}


def test_rows_are_numbered_as_the_spreadsheet_numbers_them(tmp_path: Path) -> None:
    found = table(tmp_path / "m.csv", 'A title\n\nSeat,Name\n"Chair\nof the Board",A\n\nMember,B\n')
    assert [record.number for record in found.records] == [4, 6]


def test_how_the_bytes_were_understood_is_told(tmp_path: Path) -> None:
    (found,) = grids(tmp_path / "m.csv", PLAIN.replace(",", ";").encode("cp1252"))
    assert found.read_as == "read as Windows-1252, separated by semicolons"


def test_the_apostrophe_of_a_safe_export_is_taken_off_and_no_other(tmp_path: Path) -> None:
    found = table(tmp_path / "m.csv", "Seat,Name\n'=1+1,'t Hooft\n'-Chair,''@x\n")
    assert cells(found) == [{"seat": "=1+1", "name": "'t Hooft"}, {"seat": "-Chair", "name": "'@x"}]


def test_a_workbook_with_a_merged_title_dates_times_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page["A1"] = "Action log of the Partnership Board"
    page.merge_cells("A1:D1")
    page.append([])
    page.append(["Action", "Who", "Deadline", "No."])
    page.append(["Write", "Chair", datetime.datetime(2026, 11, 30), 7.0])
    page.append(["Read", "Lead", datetime.date(2026, 12, 1), 8])
    page.append(["Begin", "Lead", datetime.time(10, 5), True])
    book.save(tmp_path / "log.xlsx")
    found = table(tmp_path / "log.xlsx", kind="actions")
    assert [(record.number, record.cells["due"], record.cells["action"]) for record in found.records] == [
        (4, "2026-11-30", "7"),
        (5, "2026-12-01", "8"),
        (6, "10:05", "yes"),
    ]


def test_a_cell_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "m.xlsx",
        [["Seat", "Name", "Organisation"], ["Chair", "A", "EPUT"], ["Chief", "B", None], ["Lead", "C", None]],
    )
    book = load_workbook(path)
    book.worksheets[0].merge_cells("C2:C3")
    book.save(path)
    assert [one.get("partners") for one in cells(table(path))] == ["EPUT", "EPUT", None]


def test_of_several_sheets_the_one_with_the_table_is_taken(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "m.xlsx", [["Read me"], ["Version 3"]], name="Cover", Members=[["Seat", "Name"], ["Chair", "A"]]
    )
    assert table(path).grid.name == "Members"


def test_a_hidden_sheet_is_left_aside(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "m.xlsx", [["Seat", "Name"], ["Chair", "A"]], name="Now", Old=[["Seat", "Name"], ["Chair", "Z"]]
    )
    book = load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    assert cells(table(path)) == [{"seat": "Chair", "name": "A"}]


def test_a_formula_is_never_computed_and_what_it_came_to_last_is_taken(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "m.xlsx", [["Seat", "Name"], ["Chair", "=1+1"]])
    assert cells(table(path)) == [{"seat": "Chair"}]  # saved by a program that does not compute
    part = "xl/worksheets/sheet1.xml"
    held = repacked(path, {}).read_bytes()
    assert held
    import zipfile

    with zipfile.ZipFile(path) as parts:
        xml = parts.read(part)
    assert b"<f>1+1</f>" in xml
    repacked(
        path,
        {
            part: xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(
                b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>"
            )
        },
    )
    assert cells(table(path)) == [{"seat": "Chair", "name": "2"}]


@pytest.mark.parametrize("formula", ["=cmd|'/c calc'!A1", '=HYPERLINK("http://x","y")', "@SUM(1)", "+1", "-1", "\t=1"])
def test_in_a_csv_a_formula_is_words(tmp_path: Path, formula: str) -> None:
    quoted = formula.replace('"', '""')
    assert cells(table(tmp_path / "m.csv", f'Seat,Name\nChair,"{quoted}"\n')) == [
        {"seat": "Chair", "name": formula.strip()}
    ]


def test_a_wrong_size_in_the_file_is_not_believed(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "m.xlsx", [["Seat", "Name"], ["Chair", "A"], ["Lead", "B"]])
    import zipfile

    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml")
    repacked(path, {"xl/worksheets/sheet1.xml": xml.replace(b'ref="A1:B3"', b'ref="A1"')})
    assert len(table(path).records) == 2


# --- what is refused, in one sentence that names the place ---


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("m.csv", b"", "m.csv is empty"),
        ("m.csv", b"\xef\xbb\xbf\r\n;;;\r\n", "m.csv is empty"),
        ("m.csv", b"Seat,Name\nCh\0air,A\n", "line 2 holds a character that no text has"),
        ("m.csv", b"Seat,Name\nChair,\x81\x8d\n", "line 2 is text in no encoding known here"),
        ("m.csv", b'Seat,Name\nChair,"A\nLead,B\n', "row 2 has a quotation mark"),
        ("m.csv", b'Seat,Name\nChair,"' + b"x" * 200_000 + b'"\n', "row 2 holds a cell of more than 10000 characters"),
        ("m.csv", b"Seat,Name\nChair," + b"x" * 20_000, "row 2, column B holds 20000 characters"),
        ("m.csv", b"Seat,Name\nChair" + b",x" * 300, "row 2 has 301 columns"),
        ("m.csv", b"Seat,Name\n" + b"Chair,A\n" * (MOST_ROWS + 1), f"more than {MOST_ROWS} rows"),
        ("m.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is not a workbook that can be read"),
        ("m.pdf", b"%PDF-1.7", "is a PDF"),
        ("m.xlsx", b"PK\x03\x04 not a zip", "is not a workbook that can be read"),
        (
            "m.csv",
            b"Colour,Size\nred,5\n",
            "no row of column headings that is known. Write one above the table; one of them must be Seat",
        ),
        (
            "m.csv",
            b"Name,Organisation\nA,B\n",
            "has no column “Seat” among the column headings in row 1 (Name, Organisation). It may also be called Position,",
        ),
        ("m.csv", b"\xff\xfeS", "begins as UTF-16 and is not"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_of_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(SheetError) as told:
        table(tmp_path / name, data)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xef\xbb\xbf\r\n<html><table><tr><td>Name</td></tr></table></html>", "is a web page or XML under the name of a table"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "is a web page or XML"),
        (b"\x89PNG\r\n", "is a picture"), (b"{\\rtf1 Name}", "is a text document"),
    ],
)  # fmt: skip
def test_what_is_neither_a_table_nor_text_is_called_what_it_is(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        table(tmp_path / "m.xls", data)


def test_a_folder_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="could not be read, because it is a folder"):
        grids(tmp_path)


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="no such file or folder"):
        grids(tmp_path / "none.csv")


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(number: int, name: str) -> None:
    assert letters(number) == name


# --- .ods and .xls ---


def table_of(*rows: str, columns: str = "") -> str:
    return f'<table:table table:name="Members">{columns}{"".join(rows)}</table:table>'


def test_an_ods_is_read_as_the_plain_file_is(tmp_path: Path) -> None:
    gap = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    end = f'<table:table-row table:number-rows-repeated="1048000">{wide}</table:table-row>'
    path = ods(tmp_path / "m.ods", table_of(gap, ods_row("Seat", "Name"), ods_row("Chair", "José Müller"), end))
    assert cells(table(path)) == READ
    assert [record.number for record in table(path).records] == [5]


def test_an_ods_keeps_days_and_numbers_as_they_are_shown(tmp_path: Path) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2026-11-26"><text:p>26/11/26</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="4.1"><text:p>4.10</text:p></table:table-cell>'
    path = ods(tmp_path / "a.ods", table_of(ods_row("Number", "Item", "Begins at"), ods_row(number, "Budget", day)))
    (grid,) = grids(path, kind="agenda")
    assert grid.rows[1].cells[2] == "2026-11-26" and grid.rows[1].shown == {0: "4.10"}
    assert cells(table(path, kind="agenda"))[0]["number"] == "4.10"


DAYS_SHOWN = [
        ("mmm yyyy", "2020-01-01", "Jan 2020", "2020-01"), ("mmm-yy", "2020-01-20", "Jan-20", "2020-01"),
        ("mmmm yyyy", "2020-01-20", "Januar 2020", "2020-01"), ("mm/yyyy", "2019-04-01", "04/2019", "2019-04"),
        ("m/yyyy", "2019-04-03", "4/2019", "2019-04"), ("yyyy-mm", "2019-04-01", "2019-04", "2019-04"),
        ("yyyy", "2019-01-01", "2019", "2019"), ("[$-809]mmmm\\ yyyy;@", "2019-04-03", "April 2019", "2019-04"),
        ("dd/mm/yyyy", "2019-04-03", "03/04/2019", "2019-04-03"), ("dd/mm/yy", "2020-01-20", "20/01/20", "2020-01-20"),
        ("d mmmm yyyy", "2019-04-03", "3 April 2019", "2019-04-03"), ("d-mmm", "2020-04-20", "20-Apr", "2020-04-20"),
        ("dd/mm", "2020-01-20", "20/01", "2020-01-20"), ("d-mmm-yy", "2019-04-03", "3-Apr-19", "2019-04-03"),
]  # fmt: skip
"""The form of a cell, its day, what it shows, and how that is read."""


def test_a_day_that_a_workbook_shows_as_its_month_or_year_is_that(tmp_path: Path) -> None:
    """Whatever program saved it: XLSX and XLS say the form of a cell, ODS the words that it shows."""
    heads = ("Name", "Nature", "From")
    book, old = Workbook(), xlwt.Workbook()
    book.active.append(heads)
    page = old.add_sheet("Interests é")
    for column, head in enumerate(heads):
        page.write(0, column, head)
    ods_rows = [ods_row(*heads)]
    for number, (form, day, shown, _) in enumerate(DAYS_SHOWN, 1):
        date = datetime.date.fromisoformat(day)
        book.active.append((f"A{number}", "Director", date))
        book.active.cell(number + 1, 3).number_format = form
        for column, text in enumerate((f"A{number}", "Director")):
            page.write(number, column, text)
        page.write(number, 2, date, xlwt.easyxf(num_format_str=form))
        cell = f'<table:table-cell office:value-type="date" office:date-value="{day}"><text:p>{shown}</text:p></table:table-cell>'
        ods_rows.append(ods_row(f"A{number}", "Director", cell, more='table:number-rows-repeated="2"'))
    book.save(tmp_path / "i.xlsx")
    old.save(tmp_path / "i.xls")
    ods(tmp_path / "i.ods", table_of(*ods_rows))
    read = [expected for *_, expected in DAYS_SHOWN]
    twice = [expected for expected in read for _ in range(2)]
    for name, expected in (("i.xlsx", read), ("i.xls", read), ("i.ods", twice)):
        assert [row.cells[2] for row in grids(tmp_path / name, kind="interests")[0].rows[1:]] == expected, name


def test_forms_of_an_xls_that_is_broken_are_none_and_one_of_a_large_file_are_found(tmp_path: Path) -> None:
    book, month = xlwt.Workbook(), xlwt.easyxf(num_format_str="mmm yyyy")
    for name in ("A", "B"):
        page = book.add_sheet(name)
        for row in range(3000):
            page.write(row, 1, datetime.date(2020, 1, 1), month)
            page.write(row, 2, "some words")
    book.save(tmp_path / "l.xls")
    data = (tmp_path / "l.xls").read_bytes()
    assert {name: len(rows) for name, rows in forms_of(data).items()} == {"A": 3000, "B": 3000}
    for broken in (
        b"",
        data[:600],
        data[:3000],
        b"\xff" * 4096,
        data[:512] + b"\0" * len(data),
        data[:76] + data[512:],
    ):
        assert isinstance(forms_of(broken), dict)


def test_hidden_rows_and_columns_of_an_ods_are_named_or_asked_about(tmp_path: Path) -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    hidden = ods_row("Clerk", "B", more='table:visibility="filter"')
    path = ods(tmp_path / "m.ods", table_of(ods_row("Seat", "Name"), ods_row("Chair", "A"), hidden, columns=columns))
    read = table(path)
    assert [doubt.key for doubt in read.doubts] == ["hidden"] and "1 row is hidden by a filter" in read.doubts[0].words
    assert read.remarks == ("Hidden in the file: column B “Name”.",)


def test_a_formula_of_an_ods_without_a_result_is_asked_about(tmp_path: Path) -> None:
    formula = '<table:table-cell table:formula="of:=[.A1]"/>'
    path = ods(tmp_path / "m.ods", table_of(ods_row("Seat", "Name"), ods_row("Chair", formula)))
    assert [doubt.key for doubt in table(path).doubts] == ["uncomputed"]


def test_a_cell_of_an_ods_that_is_merged_over_rows_counts_for_each(tmp_path: Path) -> None:
    both = '<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>EPUT</text:p></table:table-cell>'
    rows = (ods_row("Represents", "Seat"), ods_row(both, "Chair"), ods_row("<table:covered-table-cell/>", "Deputy"))
    assert [row["partners"] for row in cells(table(ods(tmp_path / "m.ods", table_of(*rows))))] == ["EPUT", "EPUT"]


@pytest.mark.parametrize(
    ("body", "more", "words"),
    [
        (table_of(ods_row("Seat", '<table:table-cell table:number-columns-repeated="16000"/>', "x"),
                  '<table:table-row table:number-rows-repeated="900000"><table:table-cell/></table:table-row>',
                  ods_row("Chair")), {}, "has cells too far apart"),
        (table_of(ods_row("Seat")), {"manifest": "<manifest:encryption-data/>"}, "locked with a password"),
        (table_of(ods_row("Seat")), {"mimetype": "text"}, "is an OpenDocument file that is no spreadsheet"),
        ("<table:table>", {}, "is not a workbook that can be read"),
        ("", {}, "has no worksheet"),
    ],
)  # fmt: skip
def test_an_ods_that_cannot_be_read_is_told_of(tmp_path: Path, body: str, more: dict[str, str], words: str) -> None:
    with pytest.raises(SheetError, match=words):
        table(ods(tmp_path / "m.ods", body, **more))


def test_an_xls_is_read_and_says_what_it_does_not_tell(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Members")
    for row, values in enumerate([("Seat", "Name", "Note"), ("Chair", "José Müller"), ("Deputy", "A", 4.5)], 2):
        for column, value in enumerate(values, 1):
            page.write(row, column, value)
    page.write_merge(3, 4, 4, 4, "EPUT")
    page.write(2, 4, "Represents")
    book.add_sheet("Blank").visibility = 1
    book.save(tmp_path / "m.xls")
    read = table(tmp_path / "m.xls")
    assert cells(read) == [
        {"partners": "EPUT", "seat": "Chair", "name": "José Müller"},
        {"partners": "EPUT", "seat": "Deputy", "name": "A", "note": "4.5"},
    ]
    assert [record.number for record in read.records] == [4, 5]
    assert "An .xls file does not tell which rows and columns are hidden" in read.grid.remarks[0]


def test_calamine_is_imported_only_in_a_process_of_its_own(tmp_path: Path) -> None:
    import sys

    table(ods(tmp_path / "m.ods", table_of(ods_row("Seat", "Name"), ods_row("Chair", "A"))))
    assert "python_calamine" not in sys.modules

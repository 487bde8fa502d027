"""Tables as CSV and XLSX in which no cell is ever a formula; the same tables are the same bytes."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import TYPE_CHECKING

from boardtui.papers.house import stilled
from boardtui.papers.tables import Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_OF_DAYS = (
    "Date",
    "Due",
    "Agreed",
    "From",
    "Until",
    "Declared",
    "Offered on",
    "Asked for",
    "Returned",
)  # columns whose cells are days
LONGEST = 32_767  # characters that a cell of XLSX holds
_CUT = " … (cut off here: a cell holds no more; the CSV has it whole)"
_FORMULA = re.compile(
    r"['\s]*[=+\-@\t\r＝＋－＠]"
)  # also behind apostrophes, so that taking one off gives the words back
_WIDEST, _MARGIN = 60, 2  # letters of a column, and those of its margins
_BUTTON = 3  # letters of a head that the button of its filter would stand on
_LINE, _TALLEST = 15, 409  # points: of a line of words, and the most that a row may have
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def as_csv(sheet: Sheet) -> bytes:
    """One table in UTF-8 with a byte order mark, which spreadsheets ask for; CR LF ends a line (RFC 4180).

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which makes it words.
    """
    buffer = io.StringIO(newline="")
    write = csv.writer(buffer, lineterminator="\r\n")
    write.writerow(sheet.heads)
    write.writerows([_words(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def as_xlsx(sheets: tuple[Sheet, ...], title: str, when: datetime.datetime) -> bytes:
    """A workbook with a worksheet for each table: heads that stay in sight, filters, and words as words.

    Args:
        sheets: the tables.
        title: what the workbook is called in its properties.
        when: the only date in it.
    """
    from openpyxl import Workbook

    book = Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    book.properties.title, book.properties.creator = title, "boardtui"
    for sheet in sheets:
        _worksheet(book.create_sheet(sheet.name), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    day = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return stilled(buffer.getvalue(), {"docProps/core.xml": lambda data: _DATES.sub(rb"\g<1>" + day, data)})


def _worksheet(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, row in enumerate((sheet.heads, *sheet.rows), 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            day = _day(value) if number > 1 and sheet.heads[column - 1] in _OF_DAYS else None
            cell.value = day or (value if isinstance(value, int) else _fitting(value))
            if day is not None:
                cell.number_format = "d mmm yyyy"
            elif not isinstance(value, int):
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    columns = zip(sheet.heads, *sheet.rows, strict=True)
    longest = (max(len(head) + _BUTTON, *map(_longest, cells), 0) for head, *cells in columns)
    widths = [min(_WIDEST, length + _MARGIN) for length in longest]
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.rows, 2):
        page.row_dimensions[number].height = min(_TALLEST, _LINE * max(map(_lines, row, widths)))
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.auto_filter.ref = page.dimensions


def _fitting(words: str) -> str:
    """Words as long as a cell may be; where that is too short it is said."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - len(_CUT)]}{_CUT}"


def _day(value: str | int) -> datetime.date | None:
    """The day that a cell names in full (2026-11-26), so that a spreadsheet can sort and reckon by it."""
    try:
        return (
            datetime.date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-11-26") else None
        )
    except ValueError:
        return None


def _longest(cell: str | int) -> int:
    """The letters of its longest line."""
    return max(map(len, str(cell).split("\n")))


def _lines(cell: str | int, width: int) -> int:
    """How many lines a cell takes in a column; words that do not fit leave some room behind them."""
    lines = map(len, str(cell).split("\n"))
    return sum(1 if length <= width - _MARGIN else 1 + length * 9 // (8 * width) for length in lines)


def _words(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell

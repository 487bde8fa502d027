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

LONGEST = 32_767  # characters that a cell of XLSX holds
_FORMULA = re.compile(
    r"['\s]*[=+\-@\t\r＝＋－＠]"
)  # also behind apostrophes, so that taking one off gives the words back
_WIDEST = 60
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def as_csv(sheet: Sheet) -> bytes:
    """One table in UTF-8 with a byte order mark, which spreadsheets ask for; CR LF ends a line (RFC 4180).

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which makes it words.
    """
    held = io.StringIO(newline="")
    write = csv.writer(held, lineterminator="\r\n")
    write.writerow(sheet.heads)
    write.writerows([_words(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + held.getvalue().encode()


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
    held = io.BytesIO()
    book.save(held)
    day = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return stilled(held.getvalue(), {"docProps/core.xml": lambda data: _DATES.sub(rb"\g<1>" + day, data)})


def _worksheet(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate((sheet.heads, *sheet.rows), 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            cell.value = value if isinstance(value, int) else value[:LONGEST]
            if not isinstance(value, int):
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column, cells in enumerate(zip(sheet.heads, *sheet.rows, strict=True), 1):
        page.column_dimensions[get_column_letter(column)].width = min(_WIDEST, max(len(str(one)) for one in cells) + 2)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.auto_filter.ref = page.dimensions


def _words(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell

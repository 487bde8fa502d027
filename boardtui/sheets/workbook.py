"""Reads XLSX row by row within bounds. openpyxl in its read-only mode streams a worksheet; readers that hold it as one
dense block are brought down by two cells in opposite corners, since a failed allocation ends the program."""

from __future__ import annotations

import datetime
import io
import time
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from boardtui.sheets.grid import MOST_COLUMNS, MOST_ROWS, Grid, SheetError, rows_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

UNPACKED = 80 * 1024 * 1024  # bytes of all parts together
_MOST_PARTS = 2_000
_LAST_ROW = 1_048_576
_SECONDS = 20
_BROKEN = "is not a workbook that can be read. Open it in a spreadsheet program and save it again as .xlsx."


def read_xlsx(name: str, data: bytes) -> list[Grid]:
    """The worksheets in their order; formulas are never computed, what they came to last is taken.

    Raises:
        SheetError: it is no XLSX, is locked with a password, or is larger than it may be.
    """
    _check_parts(name, data)
    book = _opened(name, data, values=False)
    deadline = time.monotonic() + _SECONDS
    try:
        found: list[Grid] = []
        computed: Workbook | None = None
        for index, sheet in enumerate(book.worksheets):
            rows = list(_rows(name, sheet, deadline))
            if any(cell == FORMULA for row in rows for cell in row):
                computed = computed or _opened(name, data, values=True)
                rows = _with_results(rows, _rows(name, computed.worksheets[index], deadline))
            where = f"{name}, sheet {sheet.title[:40]!r}"
            texts = [[_text(cell) for cell in row] for row in rows]
            found.append(Grid(sheet.title, tuple(rows_of(where, texts)), hidden=sheet.sheet_state != "visible"))
        return found
    finally:
        book.close()


class _Formula:
    """Stands for a formula until what it came to last is read."""


FORMULA = _Formula()


def _check_parts(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SheetError(f"{name} {_BROKEN}") from error
    names = {part.filename for part in listed}
    if "mimetype" in names:
        raise SheetError(f"{name} is an OpenDocument file. Save it as .xlsx or as CSV.")
    if "word/document.xml" in names:
        raise SheetError(f"{name} is a Word document. Copy its table into a spreadsheet and save that as .xlsx.")
    if len(listed) > _MOST_PARTS or sum(part.file_size for part in listed) > UNPACKED:
        raise SheetError(
            f"{name} unpacks to more than the {UNPACKED // 1024**2} MB that are read. Copy the table alone into a new "
            "workbook."
        )


def _opened(name: str, data: bytes, *, values: bool) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # a broken workbook raises whatever its parts lead to
        raise SheetError(f"{name} {_BROKEN}") from error
    if not book.worksheets:
        raise SheetError(f"{name} has no worksheet. Check that it is the right file.")
    return book


def _rows(name: str, sheet: Any, deadline: float) -> Iterator[tuple[Any, ...]]:
    """The values of each row, blank ones too; what the file says of its size is not relied on."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if hasattr(sheet, "reset_dimensions"):
                sheet.reset_dimensions()
            filled = 0
            for cells in sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS + 1):
                row = _trimmed(cells)
                filled += bool(row)
                if filled > MOST_ROWS or time.monotonic() > deadline:
                    why = "has too many rows" if filled > MOST_ROWS else "takes too long to read"
                    raise SheetError(f"{name} {why}. Copy the table alone into a new workbook.")
                yield row
    except SheetError:
        raise
    except Exception as error:  # a broken worksheet raises whatever its parts lead to
        raise SheetError(f"{name}, sheet {sheet.title[:40]!r} cannot be read. Save the workbook again.") from error


def _trimmed(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    found = [FORMULA if cell.data_type == "f" else cell.value for cell in cells]
    while found and found[-1] is None:
        found.pop()
    return tuple(found)


def _with_results(rows: list[tuple[Any, ...]], computed: Iterator[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows with what each formula came to when the workbook was last saved; nothing where it was not computed."""
    found = []
    for row, values in zip(rows, [*computed], strict=False):
        padded = (*values, *[None] * (len(row) - len(values)))
        found.append(tuple(new if old is FORMULA else old for old, new in zip(row, padded, strict=False)))
    return found


def _text(value: Any) -> str:
    """A value as a person would write it; days as 2026-11-30, times as 10:05."""
    if value is None or value is FORMULA:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return value.date().isoformat() if whole else value.replace(microsecond=0).isoformat(" ", timespec="minutes")
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, datetime.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)

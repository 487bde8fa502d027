"""Reads .ods and .xls in a process of its own: calamine holds a worksheet as one dense block, which may take all memory."""

from __future__ import annotations

import datetime
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

import msgspec

from boardtui.exchange.sheets.biff import Forms, forms_of
from boardtui.exchange.sheets.grid import MOST_COLUMNS, MOST_ROWS, Grid, SheetError, rows_of
from boardtui.exchange.sheets.workbook import Shown, as_text, shown_as, unmerge

SECONDS = 30
MEMORY = 1 << 30  # bytes; reserved, not only used
_MOST_CELLS = 4_000_000  # of the block from the first cell to the last, blank ones counted
_REFUSED = 3  # exit status; the sentence stands on standard output
_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from boardtui.exchange.sheets.calamine import main; main()"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_NUMBERS = re.compile("[0-9]+")
_DECIMALS = re.compile(r"-?[0-9]+\.[0-9]{1,3}")
_LOCKED = "is locked with a password. Save it without one."
_LARGE = "has cells too far apart to be read. Copy the table alone into a new workbook."


class _Sheet(msgspec.Struct):
    """A worksheet as the process hands it back.

    Rows and columns are numbered from 1; in ``uncomputed``, ``shown`` and ``parts``, which are by row, columns from 0.
    ``parts`` are the months and years that are shown of days.
    """

    name: str
    hidden: bool = False
    rows: dict[int, list[str]] = {}
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    filtered: bool = False
    merged: list[tuple[int, int, int]] = []
    uncomputed: dict[int, list[int]] = {}
    shown: dict[int, dict[int, str]] = {}
    parts: dict[int, dict[int, str]] = {}


class _Refused(Exception):
    """Why a workbook is not read, in words that follow its name."""


def read_calamine(name: str, data: bytes) -> list[Grid]:
    """The worksheets of an .ods or .xls in their order; what formulas came to last is taken.

    Raises:
        SheetError: it cannot be read, is locked with a password, or is larger than it may be.
    """
    broken = f"{name} is not a workbook that can be read. Open it in a spreadsheet program and save it as .xlsx."
    try:
        child = subprocess.run(  # noqa: S603  # this program itself
            [sys.executable, "-P", "-c", _CHILD, *sys.path],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise SheetError(f"{name} takes too long to read. Copy the table alone into a new workbook.") from None
    except OSError as error:
        raise SheetError(
            f"{name} could not be read: no process could be started ({error.strerror}). Try again."
        ) from error
    if child.returncode == _REFUSED:
        raise SheetError(f"{name} {child.stdout.decode()}")
    if child.returncode:
        raise SheetError(f"{name} {_LARGE}" if b"memory allocation" in child.stderr else broken)
    sheets = msgspec.json.decode(child.stdout, type=list[_Sheet])
    if not sheets:
        raise SheetError(f"{name} has no worksheet. Check that it is the right file.")
    old = not data.startswith(b"PK")
    return [_grid(name, sheet, old=old) for sheet in sheets]


def _grid(name: str, sheet: _Sheet, *, old: bool) -> Grid:
    rows: dict[int, list[Any]] = {number: list(cells) for number, cells in sheet.rows.items()}
    for number in sheet.uncomputed:
        rows.setdefault(number, [])
    unmerge(rows, sheet.merged)
    more = {
        number: {
            "shown": sheet.shown.get(number, {}),
            "uncomputed": frozenset(sheet.uncomputed.get(number, ())),
        }
        for number in rows
    }
    texts = ((number, [cell or "" for cell in rows[number]]) for number in sorted(rows))
    where = f"{name}, sheet {sheet.name[:40]!r}"
    remark = "An .xls file does not tell which rows and columns are hidden, nor which formulas have no result: look through them."
    return Grid(
        sheet.name,
        tuple(rows_of(where, texts, more)),
        hidden=sheet.hidden,
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        filtered=sheet.filtered,
        remarks=(remark,) if old else (),
    )


def main() -> None:
    """Read the workbook on standard input and write its worksheets to standard output."""
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):  # a lower limit is set already, or the system knows none
            resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS,) * 2)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY,) * 2)
    try:
        sheets = _sheets(sys.stdin.buffer.read())
    except (_Refused, MemoryError) as error:
        sys.stdout.buffer.write((str(error) or _LARGE).encode())
        raise SystemExit(_REFUSED) from None
    sys.stdout.buffer.write(msgspec.json.encode(sheets))


def _sheets(data: bytes) -> list[_Sheet]:
    import python_calamine

    layouts = _layouts(data) if data.startswith(b"PK") else {}
    forms = {} if layouts else forms_of(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise _Refused(_LOCKED) from None
    sheets = []
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        page = book.get_sheet_by_index(index)
        sheet = layouts.get(about.name, _Sheet(about.name))
        sheet.hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        left = page.start[1] if page.start else 0
        for number, row in enumerate(page.iter_rows() if page.start else (), 1):  # of a blank sheet it panics
            cells = [""] * left + [
                as_text(cell) for cell in _as_shown(sheet, forms.get(about.name, {}), number, left, row)
            ]
            if any(cells):
                sheet.rows[number] = cells
            if len(sheet.rows) > MOST_ROWS:
                raise _Refused("has too many rows. Copy the table alone into a new workbook.")
        merged = [] if layouts else page.merged_cell_ranges or []
        sheet.merged += [(first[1] + 1, first[0] + 1, last[0] + 1) for first, last in merged if first[1] == last[1]]
        sheets.append(sheet)
    return sheets


def _as_shown(sheet: _Sheet, forms: Forms, number: int, left: int, row: list[Any]) -> Iterator[Any]:
    """The cells of a row as they are shown: a day that is shown as its month is that month."""
    for column, stored in enumerate(row, left):
        form = forms.get(number, {}).get(column, "")
        cell = shown_as(stored, form) if form and isinstance(stored, float | datetime.date) else stored
        if isinstance(cell, Shown):
            sheet.shown.setdefault(number, {})[column] = cell.text
        yield sheet.parts.get(number, {}).get(column, stored if isinstance(cell, Shown) else cell)


def _layouts(data: bytes) -> dict[str, _Sheet]:  # noqa: C901 - one case for each part
    """What an .ods says beside its values, by the worksheet's name; refused where its cells would make too large a block."""
    sheets: dict[str, _Sheet] = {}
    sheet = _Sheet("")
    row = column = columns = width = height = 0
    repeated = 1
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if b"encryption-data" in parts.read("META-INF/manifest.xml"):
                raise _Refused(_LOCKED)
            content = io.BytesIO(parts.read("content.xml"))
        for event, part in iterparse(content, ("start", "end")):  # noqa: S314 - bounded by this process, and expat refuses entities that grow
            tag = part.tag.removeprefix(_TABLE)
            if (event, tag) == ("start", "table"):
                sheet = sheets[part.get(f"{_TABLE}name", "")] = _Sheet(part.get(f"{_TABLE}name", ""))
                row = column = columns = width = height = 0
            elif (event, tag) == ("start", "table-column"):
                number = _times(part, "columns")
                if part.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                    sheet.hidden_columns |= set(range(columns + 1, min(columns + number, MOST_COLUMNS) + 1))
                columns += number
            elif (event, tag) == ("start", "table-row"):
                column, repeated = 0, _times(part, "rows")
            elif event == "end" and tag in ("table-cell", "covered-table-cell"):
                column += _cell(sheet, part, row, column, repeated)
                width = max(width, column if part.get(f"{_OFFICE}value-type") else 0)
                height = max(height, row + 1 if part.get(f"{_OFFICE}value-type") else 0)
                part.clear()
            elif (event, tag) == ("end", "table-row"):
                number = _times(part, "rows")
                hides = part.get(f"{_TABLE}visibility")
                if hides in ("collapse", "filter"):
                    sheet.hidden_rows |= set(range(row + 1, row + min(number, MOST_ROWS) + 1))
                    sheet.filtered = sheet.filtered or hides == "filter"
                height = row + number if height > row else height
                row += number
                part.clear()
                if width * height > _MOST_CELLS:
                    raise _Refused(_LARGE)
    except (KeyError, ValueError, ParseError, zipfile.BadZipFile) as error:
        raise _Refused("is not a workbook that can be read. Save it again as .xlsx.") from error
    return sheets


def _part_of_day(day: str, text: str) -> str:
    """The month or the year of a day of which no more is shown, in whatever language; empty where its day is."""
    year, month, number = day[:4], day[5:7], day[8:10]
    shown = [part.zfill(2) for part in _NUMBERS.findall(text)]
    short = year[2:] if year[2:] != number or text[:1].isalpha() else year  # "20 Jan" is a day, "Jan 20" the year 2020
    if any(map(str.isalpha, text)):
        return day[:7] if shown in ([year], [short]) else ""
    if shown == [year]:
        return year
    return day[:7] if len(shown) == 2 and set(shown) in ({month, year}, {month, short}) else ""


def _cell(sheet: _Sheet, cell: Element, row: int, column: int, repeated: int) -> int:
    """Note what a cell says beside its value, its place counted from 0; answers how many columns it fills.

    ``repeated``: in how many rows it stands.
    """
    number = _times(cell, "columns")
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_TABLE}formula") and kind is None:
        sheet.uncomputed.setdefault(row + 1, []).append(column)
    text = "".join(cell.itertext())
    if kind == "float" and _DECIMALS.fullmatch(text):
        sheet.shown.setdefault(row + 1, {})[column] = text
    elif kind in ("date", "percentage"):
        day = cell.get(f"{_OFFICE}date-value", "")
        part = text if kind == "percentage" else _part_of_day(day, text)
        if text and not part and not {day[:4], day[2:4]}.intersection(_NUMBERS.findall(text)):
            sheet.shown.setdefault(row + 1, {})[column] = text  # a day without its year, as a decimal number may become
        for below in range(min(repeated, MOST_ROWS) if part else 0):
            sheet.parts.setdefault(row + 1 + below, {}).update(dict.fromkeys(range(column, column + number), part))
    rows, across = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
    if rows > 1 and across == 1:
        sheet.merged.append((column + 1, row + 1, row + rows))
    return number


def _times(part: Element, what: str) -> int:
    return max(1, int(part.get(f"{_TABLE}number-{what}-repeated", "1")))

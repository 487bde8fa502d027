"""Reads XLSX row by row within bounds. openpyxl in its read-only mode streams a worksheet; readers that hold it as one
dense block are brought down by two cells in opposite corners, since a failed allocation ends the program."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import time
import warnings
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from boardtui.exchange.sheets.colours import colour_word
from boardtui.exchange.sheets.grid import LAST_ROW, MOST_COLUMNS, MOST_ROWS, Grid, SheetError, rows_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

UNPACKED = 80 * 1024 * 1024  # bytes of all parts together
_SHEET = 25 * 1024 * 1024  # bytes of a worksheet
_LIST = 10 * 1024 * 1024  # bytes of a part that is read whole before any row, such as the list of texts
_MOST_PARTS = 2_000
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_MOST_MERGED = 5_000
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_DECIMALS = re.compile(r"[#0]?0\.(0{1,3})(?:_\)?)?")
_DAY = re.compile(r"d{1,2}[-./ ]m{1,3}|m{1,3}[-./ ]d{1,2}", re.IGNORECASE)  # a day without its year
_DAY_PARTS = re.compile(r"d{1,2}|m{1,3}", re.IGNORECASE)
_MONTH = re.compile(
    r"m{1,5}[-./, ]*y{2,4}|y{2,4}[-./, ]*m{1,5}", re.IGNORECASE
)  # a month with its year, as a form of dates
_YEAR = re.compile(r"y{2,4}", re.IGNORECASE)
_APART = re.compile(r'\[[^\]]*\]|[\\"@]')  # what a form has beside its signs: its language, quotation marks
_ROW = re.compile(rb"<row\b[^>]*>")
_COLUMN = re.compile(rb"<col\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(r|min|max|hidden|ht)="([^"]*)"')
_RESULT = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*<v[^>]*>[^<]")
_TALLEST = 500  # rows that one merged cell fills
_SECONDS = 30
_BROKEN = "is not a workbook that can be read. Open it in a spreadsheet program and save it again as .xlsx."


def read_xlsx(name: str, data: bytes) -> list[Grid]:
    """The worksheets in their order; formulas are never computed, what they came to last is taken.

    Raises:
        SheetError: it is no XLSX, is locked with a password, or is larger than it may be.
    """
    check_parts(name, data)
    book = _opened(name, data, values=False)
    deadline = time.monotonic() + _SECONDS
    try:
        grids: list[Grid] = []
        computed: Workbook | None = None
        for index, sheet in enumerate(book.worksheets):
            rows = _rows(name, sheet, deadline)
            if any(cell is FORMULA for row in rows.values() for cell in row):
                computed = computed or _opened(name, data, values=True)
                rows = _with_results(rows, _rows(name, computed.worksheets[index], deadline))
            layout = _layout(book, sheet)
            unmerge(rows, layout.merged)
            where = f"{name}, sheet {sheet.title[:40]!r}"
            texts = ((number, [as_text(_held(cell)) for cell in row]) for number, row in rows.items())
            more = {number: _more(row, computed=layout.computed) for number, row in rows.items()}
            for number in layout.across & more.keys():
                more[number]["across"] = True
            grids.append(
                Grid(
                    sheet.title,
                    tuple(rows_of(where, texts, more)),
                    hidden=sheet.sheet_state != "visible",
                    hidden_rows=layout.hidden_rows,
                    hidden_columns=layout.hidden_columns,
                    filtered=layout.filtered,
                )
            )
        return grids
    finally:
        book.close()


class _Formula:
    """Stands for a formula until what it came to last is read."""


FORMULA = _Formula()


class Shown(NamedTuple):
    """What a cell holds, and what the spreadsheet shows in its place."""

    value: Any
    text: str


class _Coloured(NamedTuple):
    """A cell without a value, and the colour of its fill."""

    colour: str


class _Layout(NamedTuple):
    """What a worksheet says beside its values.

    ``merged`` are cells merged over rows in one column: the column, the first row, the last. ``across`` are rows with cells
    merged over columns. ``computed``: some formula has a result, so that others without one came to nothing.
    """

    merged: list[tuple[int, int, int]]
    across: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    computed: bool = True


def is_spreadsheet(data: bytes) -> bool:
    """Whether the bytes are an OpenDocument spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts, parts.open("mimetype") as part:
            return part.read(100).strip().startswith(b"application/vnd.oasis.opendocument.spreadsheet")
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError):
        return False


def check_parts(name: str, data: bytes) -> None:
    """Refuse a packed file that is broken or unpacks to more than is read: a workbook or a Word document.

    Raises:
        SheetError: which file, and what to do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SheetError(f"{name} {_BROKEN}") from error
    names = {part.filename for part in listed}
    if "mimetype" in names and not is_spreadsheet(data):
        raise SheetError(
            f"{name} is an OpenDocument file that is no spreadsheet. Save it as .docx, or its table as .xlsx."
        )
    large = any(part.file_size > _most(part.filename) for part in listed)
    if large or len(listed) > _MOST_PARTS or sum(part.file_size for part in listed) > UNPACKED:
        raise SheetError(f"{name} unpacks to more than is read here. Copy what is to be imported into a new file.")


def _most(part: str) -> int:
    """The most bytes that a part may unpack to; pictures are not read at all."""
    if part.startswith(("xl/media/", "word/media/")):
        return UNPACKED
    return _SHEET if part.startswith("xl/worksheets/") or part == "content.xml" else _LIST


def _opened(name: str, data: bytes, *, values: bool) -> Workbook:
    from openpyxl import load_workbook

    try:
        # What openpyxl warns of and prints says nothing to the user.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # a broken workbook raises whatever its parts lead to
        raise SheetError(f"{name} {_BROKEN}") from error
    if not book.worksheets:
        raise SheetError(f"{name} has no worksheet. Check that it is the right file.")
    return book


def _rows(name: str, sheet: Any, deadline: float) -> dict[int, list[Any]]:
    """The values of each row that is not blank, by its number; what the file says of its size is not relied on."""
    values_by_key: dict[int, list[Any]] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if hasattr(sheet, "reset_dimensions"):
                sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW), 1):
                if cells and (row := _trimmed(cells)):
                    values_by_key[number] = row
                if len(values_by_key) > MOST_ROWS or (not number % 256 and time.monotonic() > deadline):
                    why = "has too many rows" if len(values_by_key) > MOST_ROWS else "takes too long to read"
                    raise SheetError(f"{name} {why}. Copy the table alone into a new workbook.")
    except SheetError:
        raise
    except Exception as error:  # a broken worksheet raises whatever its parts lead to
        raise SheetError(f"{name}, sheet {sheet.title[:40]!r} cannot be read. Save the workbook again.") from error
    return values_by_key


def _trimmed(cells: tuple[Any, ...]) -> list[Any]:
    texts = [FORMULA if cell.data_type == "f" else _as_shown(cell) for cell in cells]
    while texts and (texts[-1] is None or (isinstance(texts[-1], _Coloured) and not any(map(_told, texts)))):
        texts.pop()
    return texts


def _told(cell: Any) -> bool:
    return cell is not None and not isinstance(cell, _Coloured)


def _held(cell: Any) -> Any:
    return cell.value if isinstance(cell, Shown) else None if isinstance(cell, _Coloured) else cell


def _more(row: list[Any], *, computed: bool) -> dict[str, Any]:
    """What else is known of a row: what is shown in place of values, fills, and formulas that were never computed."""
    fields: dict[str, Any] = {
        "shown": {index: cell.text for index, cell in enumerate(row) if isinstance(cell, Shown)},
        "colours": {index: cell.colour for index, cell in enumerate(row) if isinstance(cell, _Coloured)},
    }
    if not computed:
        fields["uncomputed"] = frozenset(index for index, cell in enumerate(row) if cell is FORMULA)
    return fields


def _fill(cell: Any) -> str:
    """The colour of a cell's fill as a word, empty where it has none or one that tells nothing."""
    fill = cell.fill if getattr(cell, "style_array", None) is not None and cell.has_style else None
    if fill is None or fill.fill_type != "solid" or not isinstance(fill.fgColor.rgb, str):
        return ""
    return colour_word(fill.fgColor.rgb[-6:])


def _as_shown(cell: Any) -> Any:
    """The value, with what is shown where a form of the cell makes it something else: 24.1 as 24.10, a day as 3-Jan."""
    value = cell.value
    if value is None and (colour := _fill(cell)):
        return _Coloured(colour)
    if isinstance(value, bool) or not isinstance(value, int | float | datetime.datetime):
        return value
    return shown_as(value, str(cell.number_format))


def shown_as(value: Any, form: str) -> Any:
    """A number or a day as the form of its cell shows it: a month, a year or a percentage as its text, else with what is shown
    beside it."""
    form = _APART.sub("", form.split(";", maxsplit=1)[0])
    if isinstance(value, datetime.date):
        if _MONTH.fullmatch(form):
            return f"{value:%Y-%m}"
        if _YEAR.fullmatch(form):
            return f"{value:%Y}"
        return (
            Shown(value, _DAY_PARTS.sub(lambda part: _day_part(value, part[0]), form))
            if _DAY.fullmatch(form)
            else value
        )
    if match := _PERCENT.fullmatch(form):
        return f"{value * 100:.{len(match[1] or '')}f}%"
    if match := _DECIMALS.fullmatch(form):
        return Shown(value, f"{value:.{len(match[1])}f}")
    return value


def _day_part(day: datetime.date, part: str) -> str:
    names = {"d": str(day.day), "dd": f"{day.day:02}", "m": str(day.month), "mm": f"{day.month:02}"}
    return names.get(part.lower(), f"{day:%b}")


def _with_results(rows: dict[int, list[Any]], computed: dict[int, list[Any]]) -> dict[int, list[Any]]:
    """The rows with what each formula came to when the workbook was last saved; nothing where it was not computed."""
    for number, row in rows.items():
        values = computed.get(number, [])
        for index, cell in enumerate(row):
            if cell is FORMULA:
                result = values[index] if index < len(values) else None
                row[index] = FORMULA if result is None else result
    return rows


def _layout(book: Workbook, sheet: Any) -> _Layout:
    """What is merged, hidden and filtered; openpyxl does not tell it in its read-only mode."""
    part, archive = getattr(sheet, "_worksheet_path", ""), getattr(book, "_archive", None)
    layout = _Layout([])
    if archive is None:
        return layout
    with contextlib.suppress(AttributeError, KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile):
        xml = archive.read(part)
        rows = [dict(_ATTRIBUTE.findall(row[0])) for row in _ROW.finditer(xml)]
        columns = [dict(_ATTRIBUTE.findall(column[0])) for column in _COLUMN.finditer(xml)]
        merged, across = _merged(xml)
        layout = _Layout(
            merged,
            across,
            frozenset(int(row[b"r"]) for row in rows if b"r" in row and _hides(row)),
            frozenset(
                number
                for column in columns
                if _hides(column)
                for number in range(int(column[b"min"]), min(int(column[b"max"]), MOST_COLUMNS) + 1)
            ),
            b"<filterColumn" in xml,
            _RESULT.search(xml) is not None,
        )
    return layout


def _hides(attributes: dict[bytes, bytes]) -> bool:
    return attributes.get(b"hidden") in (b"1", b"true") or attributes.get(b"ht") == b"0"


def _merged(xml: bytes) -> tuple[list[tuple[int, int, int]], frozenset[int]]:
    """The cells merged over rows in one column, and the rows with cells that are merged over columns."""
    from openpyxl.utils.cell import range_boundaries

    numbers, across = [], set()
    for match in islice(_MERGE.finditer(xml), _MOST_MERGED):
        first, top, last, bottom = range_boundaries(match[1].decode())
        if not (isinstance(top, int) and isinstance(bottom, int) and first and last) or first > MOST_COLUMNS:
            continue
        if first == last:
            numbers.append((first, top, bottom))
        else:
            across.add(top)
    return numbers, frozenset(across)


def unmerge(rows: dict[int, list[Any]], merged: list[tuple[int, int, int]]) -> None:
    """Put a cell that is merged over several rows into each of them; a row that is blank else stays blank."""
    for column, top, bottom in merged:
        first = rows.get(top, [])
        for number in range(top + 1, min(bottom, top + _TALLEST) + 1) if len(first) >= column else ():
            if row := rows.get(number):
                row.extend([None] * (column - len(row)))
                row[column - 1] = first[column - 1]


def as_text(value: Any) -> str:
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

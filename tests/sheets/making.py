"""Makes the files that people send: workbooks with their habits, and a desk to take them in at."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.columns import NO_ANSWERS, Heads
from boardtui.exchange.sheets.grid import Grid
from boardtui.exchange.sheets.reading import read_grids
from boardtui.exchange.sheets.table import Table, choose_sheet, read_table
from boardtui.exchange.sheets.taking import COLUMNS, Intake, Wanted, prepare

BOARD = "partnership-board"
MEETING = "pb-2026-11-26"
HEADS = Heads(COLUMNS["members"])


def xlsx(path: Path, rows: Sequence[Sequence[Any]], *, name: str = "Sheet1", **more: Sequence[Sequence[Any]]) -> Path:
    """A workbook with these rows on a sheet of that name, and further sheets by name."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, held in {name: rows, **more}.items():
        page = book.create_sheet(title)
        for row in held:
            page.append(list(row))
    book.save(path)
    return path


def grids(path: Path, data: bytes | str | None = None, kind: str = "members") -> list[Grid]:
    """What is read of a file; ``data`` is written to it before."""
    if data is not None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_grids(path, Heads(COLUMNS[kind]).known)


def table(
    path: Path, data: bytes | str | None = None, kind: str = "members", answers: Mapping[str, str] = NO_ANSWERS
) -> Table:
    """The table that is found in a file."""
    heads = Heads(COLUMNS[kind])
    chosen = choose_sheet(path.name, grids(path, data, kind), heads, None)
    assert isinstance(chosen, Grid)
    return read_table(path.name, chosen, heads, answers)


def cells(found: Table) -> list[dict[str, str]]:
    """The rows by field, blank cells left out."""
    return [{field: text for field, text in record.cells.items() if text} for record in found.records]


def looked_at(
    desk: Desk,
    folder: Path,
    kind: str,
    text: str,
    target: str,
    answers: Mapping[str, str] = NO_ANSWERS,
    name: str = "sheet.csv",
) -> Intake:
    """A CSV or Markdown file as it would be taken in."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return prepare(desk, Wanted(kind, path, target), answers)


def said(intake: Intake) -> list[tuple[str, str, tuple[str, ...]]]:
    """What each row becomes."""
    return [(one.what, one.title, one.told) for one in intake.plan.outcomes]


def repacked(path: Path, parts: Mapping[str, bytes]) -> Path:
    """The workbook with some of its parts replaced."""
    held = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return path


def ods(path: Path, body: str, *, styles: str = "", mimetype: str = "spreadsheet", manifest: str = "") -> Path:
    """An OpenDocument spreadsheet with these elements as its tables."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {spaces}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", f"application/vnd.oasis.opendocument.{mimetype}")
        parts.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
        parts.writestr("content.xml", content)
    return path


def ods_row(*cells: str, more: str = "") -> str:
    """A row of such a table; a cell that begins with < is an element as it stands."""
    texts = (
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row {more}>{''.join(texts)}</table:table-row>"

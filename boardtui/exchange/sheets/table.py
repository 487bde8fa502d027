"""The table of a worksheet: which sheet, where it begins, its records, and what stands beside it or is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from boardtui.charter.words import counted
from boardtui.exchange.sheets.asides import Asides, only_cell
from boardtui.exchange.sheets.columns import IGNORE, Column, Doubt, Heads, map_columns, normal
from boardtui.exchange.sheets.grid import Grid, Row, SheetError, letters

ALL = "all"
_ALIKE = {"sheet": "sheets with such a table", "table": "tables with such headings"}


class Record(msgspec.Struct, frozen=True):
    """A row of the table by field. ``colours`` are fills of cells that hold nothing; ``only`` is all that it holds, if that
    stands in a single cell.
    """

    number: int
    cells: dict[str, str]
    colours: dict[str, str] = {}
    only: str = ""


class Beside(msgspec.Struct, frozen=True):
    """Words of a file that are in no record of its table: their row or line, and where they stand, if that is known.

    ``section``: they part the table, as a heading or a bold line does, or could. ``about``: what they may speak of where they
    sound private, besides what a section does: the item above them, or it and what follows.
    """

    number: int
    text: str
    where: str = ""
    section: bool = False
    about: Literal["", "above", "both"] = ""


class Table(msgspec.Struct, frozen=True):
    """The part of a grid that is the table.

    ``heads`` gives each field the head of its column; ``ignored`` are heads that no field has; ``beside`` is what stands in
    none of its records. ``key`` is what a key of colours says of each; ``remarks`` are about what the spreadsheet hides.
    """

    grid: Grid
    heads: dict[str, str]
    records: tuple[Record, ...]
    ignored: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    skipped: int = 0
    beside: tuple[Beside, ...] = ()
    key: dict[str, str] = {}
    remarks: tuple[str, ...] = ()


def choose_sheet(where: str, grids: Sequence[Grid], heads: Heads, wanted: str | None) -> Grid | Doubt:
    """The worksheet that holds the table, or the question which.

    Raises:
        SheetError: none is called so, or none holds such a table.
    """
    if not grids:
        raise SheetError(
            f"{where} has no table to import from. Put what is to be imported into a table with column headings."
        )
    ranked = alike(grids, heads)
    as_one = _as_one(ranked, heads)
    if as_one is not None and normal(wanted or "") == ALL:
        return as_one
    if wanted is not None:
        for names in ([grid.name for grid in grids], [grid.name.partition(" (")[0] for grid in grids]):
            for grid, name in zip(grids, names, strict=True):
                if normal(name) == normal(wanted):
                    return grid
        raise SheetError(
            f"{where} has no {grids[0].noun} {wanted[:60]!r}; there are: {_listed(grid.name for grid in grids)}."
        )
    if len(ranked) > 1:
        every = ((ALL, "all of them, one below the other"),) if as_one is not None else ()
        options = (*every, *((grid.name, grid.name) for grid in ranked))
        return Doubt("sheet", f"{where} has several {_ALIKE[grids[0].noun]}. Which is meant?", options)
    return ranked[0]


def alike(grids: Sequence[Grid], heads: Heads) -> list[Grid]:
    """The worksheets or tables of which each could be the one that is meant, in their order."""
    shown = [grid for grid in grids if not grid.hidden] or list(grids)
    ranks = [heads.best(grid)[0] for grid in shown]
    most = max(ranks)
    return [grid for grid, rank in zip(shown, ranks, strict=True) if rank == most] if most else shown[:1]


def _as_one(grids: Sequence[Grid], heads: Heads) -> Grid | None:
    """Tables of a document as one, their rows counted through; None where their column headings are not the same."""
    found = [head for grid in grids if (head := heads.best(grid)[1]) is not None]
    names = {tuple(map(normal, head.cells)) for head in found}
    if len(grids) < 2 or len(names) != 1 or grids[0].noun != "table":
        return None
    rows = (row for grid in grids for row in grid.rows)
    counted_on = tuple(msgspec.structs.replace(row, number=number) for number, row in enumerate(rows, 1))
    return msgspec.structs.replace(grids[0], name=ALL, rows=counted_on)


def read_table(where: str, grid: Grid, heads: Heads, answers: Mapping[str, str]) -> Table:
    """The table of a worksheet.

    Args:
        where: the file, for a sentence.
        grid: its rows.
        heads: the names that are understood.
        answers: what the secretary said to earlier doubts.

    Raises:
        SheetError: there is no row of heads, or a column that must be there is not.
    """
    head, used = heads.heads_of(grid)
    if head is None:
        raise SheetError(f"{where} holds no table: every row is blank. Check that it is the right {grid.noun}.")
    below = grid.rows[grid.rows.index(used[-1]) + 1 :]
    filled = {index for row in below for index in (*_filled(row), *row.uncomputed)}
    mapped, doubts = map_columns(head, heads, below, filled, answers)
    missing = [
        column
        for column in heads.columns
        if column.required and not {column.field, column.instead} & set(mapped.values())
    ]
    if missing and not doubts:
        raise SheetError(_lacking(where, grid, head, missing[0], any(map(heads.field, head.cells))))
    if missing:
        return Table(grid, {}, (), doubts=tuple(doubts))
    hidden, remarks = _hidden(grid, head, mapped, below, answers)
    doubts += [doubt for doubt in (hidden, _uncomputed(mapped, head, below, answers)) if doubt is not None]
    above = grid.rows[: grid.rows.index(used[0])]
    ignored = tuple(
        head.cells[index] if index < len(head.cells) and head.cells[index] else f"column {letters(index + 1)}"
        for index in sorted(filled | set(range(len(head.cells))))
        if index not in mapped and (index in filled or (index < len(head.cells) and head.cells[index]))
    )
    head_of_field = {field: head.cells[index] for index, field in mapped.items()}
    taken = _Rows(grid, heads, used, mapped, answers)
    taken.beside += [Beside(row.number, _only(row), "above the column headings", section=True) for row in above]
    for row in below:
        taken.take(row)
    return Table(
        grid,
        head_of_field,
        tuple(taken.records),
        ignored,
        tuple(doubts),
        taken.skipped,
        tuple(sorted(taken.beside, key=lambda part: part.number)),
        taken.asides.key,
        tuple(remarks),
    )


class _Rows:
    """Goes through the rows below the heads: each is a record, a repeated row of heads, or stands beside the table."""

    def __init__(
        self, grid: Grid, heads: Heads, used: tuple[Row, ...], mapped: dict[int, str], answers: Mapping[str, str]
    ) -> None:
        self.records: list[Record] = []
        self.beside: list[Beside] = []
        self.skipped = 0
        below = grid.rows[grid.rows.index(used[-1]) + 1 :]
        self.asides = Asides(below, tuple(mapped))
        self._lists, self._mapped, self._answers = heads.lists, mapped, answers
        self._heads = {tuple(normal(cell) for cell in row.cells) for row in used}
        self._as_shown = {
            index
            for index, field in mapped.items()
            if any(column.as_shown for column in heads.columns if column.field == field)
        }
        self._hidden = grid.hidden_rows if answers.get("hidden") == IGNORE else frozenset()

    def take(self, row: Row) -> None:
        cells = {
            field: row.shown.get(index, row.cells[index]) if index in self._as_shown else row.cells[index]
            for index, field in self._mapped.items()
            if index < len(row.cells)
        }
        if tuple(normal(cell) for cell in row.cells) in self._heads:
            self.skipped += 1
        elif f"leave {row.number}" in self._answers:
            self.beside.append(Beside(row.number, _only(row), "left out, as you asked"))
        elif row.number in self._hidden:
            self.beside.append(Beside(row.number, _only(row), "hidden in the file, left out as you asked"))
        elif self._lists and (why := self.asides.why(row)):
            self.beside.append(Beside(row.number, _only(row), why))
        elif any(cells.values()):
            colours = {field: row.colours[index] for index, field in self._mapped.items() if index in row.colours}
            only = only_cell(row, tuple(self._mapped)) if len(self._mapped) > 1 else ""
            self.records.append(Record(row.number, cells, colours, only))
        elif any(row.cells):
            self.beside.append(Beside(row.number, _only(row), "nothing in a column that is imported", section=True))


def _filled(row: Row) -> list[int]:
    return [index for index, cell in enumerate(row.cells) if cell]


def _hidden(
    grid: Grid, head: Row, mapped: dict[int, str], below: Sequence[Row], answers: Mapping[str, str]
) -> tuple[Doubt | None, list[str]]:
    """What the spreadsheet does not show: whether its hidden rows are meant is asked, hidden columns are named."""
    remarks = []
    columns = [
        f"{letters(number)} “{head.cells[number - 1][:40]}”" + ("" if number - 1 in mapped else " (not imported)")
        for number in sorted(grid.hidden_columns)
        if number <= len(head.cells) and head.cells[number - 1]
    ]
    if columns:
        remarks.append(f"Hidden in the file: column {', '.join(columns)}.")
    rows = [row for row in below if row.number in grid.hidden_rows and any(row.cells)]
    if not rows:
        return None, remarks
    by = "by a filter" if grid.filtered else "in the file"
    some = "; ".join(f"{row.number} “{_only(row)[:40]}”" for row in rows[:5]) + ("; …" if len(rows) > 5 else "")
    text = f"1 row is hidden {by}: {some}." if len(rows) == 1 else f"{len(rows)} rows are hidden {by}: {some}."
    if "hidden" in answers:
        return None, [*remarks, text]
    options = (("take", "import them too"), (IGNORE, "leave them out"))
    return Doubt("hidden", f"{text} Are they to be imported?", options), remarks


def _uncomputed(mapped: dict[int, str], head: Row, below: Sequence[Row], answers: Mapping[str, str]) -> Doubt | None:
    """Whether formulas whose results are not in the file count as blank."""
    cells = [(row.number, index) for row in below for index in sorted(row.uncomputed) if index in mapped]
    if not cells or answers.get("uncomputed") == "blank":
        return None
    if "uncomputed" in answers:
        raise SheetError("Open the file in a spreadsheet program and save it, so that its formulas have results.")
    columns = ", ".join(f"“{head.cells[index]}”" for index in sorted({index for _, index in cells}))
    many = counted(len(cells), "cell holds a formula", "cells hold formulas")
    text = f"{many} without a result, first in row {cells[0][0]} (column {columns}): the file was saved without them."
    return Doubt(
        "uncomputed",
        f"{text} Do they count as blank?",
        (("blank", "yes, as blank"), ("stop", "no: I will open the file, save it, and read it again")),
    )


def _only(row: Row) -> str:
    """The words of a row in one piece, each cell once: those of one that is merged across stand in all of them."""
    return " · ".join(dict.fromkeys(" ".join(cell.split()) for cell in row.cells if cell))


def _lacking(where: str, grid: Grid, head: Row, column: Column, any_known: bool) -> str:
    names = _listed((column.title, *column.names[:5]))
    if not any_known:
        return f"{where} has no row of column headings that is known. Write one above the table; one of them must be {names}."
    text = _listed(cell for cell in head.cells if cell)
    return (
        f"{where} has no column “{column.title}” among the column headings in {grid.unit} {head.number} ({text}). "
        f"It may also be called {_listed(column.names[:5])}."
    )


def _listed(names: Iterable[str]) -> str:
    texts = [name[:40] for name in names]
    return ", ".join(texts[:8]) + (f" and {len(texts) - 8} more" if len(texts) > 8 else "")

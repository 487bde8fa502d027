"""Which column of a sheet is what: the names that are understood, where the table begins, and what is still to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

import msgspec

from boardtui.sheets.grid import Grid, Row, SheetError, letters

IGNORE = "ignore"
_SEARCHED = 60  # rows among which the heads are looked for
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_OTHER = re.compile(r"[\W_]+")


class Column(NamedTuple):
    """A field of a kind of sheet: what it is called here, the names it may have in a sheet, and what it holds.

    ``asked`` are names of which it is asked whether they mean this field. ``shape`` is what its cells look like, by which it
    is told from a column whose name both could have. ``as_shown``: what the spreadsheet shows counts, not what it holds.
    """

    field: str
    title: str
    names: tuple[str, ...]
    holds: str
    required: bool = False
    asked: tuple[str, ...] = ()
    shape: re.Pattern[str] | None = None
    as_shown: bool = False


class Doubt(NamedTuple):
    """Something that only the secretary can say. ``options`` are values with their words."""

    key: str
    words: str
    options: tuple[tuple[str, str], ...]
    row: int = 0


class Record(msgspec.Struct, frozen=True):
    """A row of the table by field, and the letter or head of the column that each field came from."""

    number: int
    cells: dict[str, str]


class Beside(msgspec.Struct, frozen=True):
    """Words of a file that are in no record of its table: their row or line, and where they stand, if that is known.

    ``section``: they part the table, as a heading or a bold line does, or could.
    """

    number: int
    text: str
    where: str = ""
    section: bool = False


class Table(msgspec.Struct, frozen=True):
    """The part of a grid that is the table.

    ``heads`` gives each field the head of its column; ``ignored`` are heads that no field has; ``beside`` is what stands in
    none of its records.
    """

    grid: Grid
    heads: dict[str, str]
    records: tuple[Record, ...]
    ignored: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    skipped: int = 0
    beside: tuple[Beside, ...] = ()


def normal(text: str) -> str:
    """Words as they are compared: small letters, no punctuation, & as and."""
    return " ".join(_OTHER.sub(" ", text.casefold().replace("&", " and ")).split())


def names_of(columns: Sequence[Column]) -> dict[str, str]:
    """Every name that is understood, as it is compared, with its field."""
    return {normal(name) or name: one.field for one in columns for name in (one.title, *one.names)}


class Heads:
    """Finds the row of heads of one kind of sheet."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self.names = names_of(columns)
        self.asked = {normal(name): one.field for one in columns for name in one.asked}
        self._required = {one.field for one in columns if one.required}

    def field(self, head: str) -> str | None:
        """The field that a head names, None where it is not understood."""
        return self.names.get(normal(head) or head.strip()) or self.names.get(normal(_BRACKETS.sub(" ", head)))

    def known(self, cells: Sequence[str]) -> int:
        """How many fields the cells of a row name; one of those that must be there counts more."""
        found = {field for cell in cells if len(cell) < 80 and (field := self.field(cell))}
        return len(found) + len(found & self._required)

    def best(self, grid: Grid) -> tuple[int, Row | None]:
        """The row of heads and how much it names."""
        if not grid.rows:
            return 0, None
        rows = grid.rows[:_SEARCHED]
        row = max(rows, key=lambda row: self.known(row.cells))
        return self.known(row.cells), row


def choose_sheet(where: str, grids: Sequence[Grid], heads: Heads, wanted: str | None) -> Grid | Doubt:
    """The worksheet that holds the table, or the question which.

    Raises:
        SheetError: none is called so, or none holds such a table.
    """
    if wanted is not None:
        for grid in grids:
            if normal(grid.name) == normal(wanted):
                return grid
        raise SheetError(f"{where} has no sheet {wanted[:60]!r}; there are: {_listed(one.name for one in grids)}.")
    shown = [grid for grid in grids if not grid.hidden] or list(grids)
    ranked = sorted(shown, key=lambda grid: -heads.best(grid)[0])
    most = heads.best(ranked[0])[0]
    equal = [grid for grid in shown if most and heads.best(grid)[0] == most]
    if len(equal) > 1:
        options = tuple((grid.name, grid.name) for grid in equal)
        return Doubt("sheet", f"{where} has several sheets with such a table. Which is meant?", options)
    return ranked[0]


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
    _, head = heads.best(grid)
    if head is None:
        raise SheetError(f"{where} holds no table: every row is blank. Check that it is the right sheet.")
    below = grid.rows[grid.rows.index(head) + 1 :]
    filled = {index for row in below for index, cell in enumerate(row.cells) if cell}
    mapped, doubts = _mapped(head, heads, below, filled, answers)
    missing = [one for one in heads.columns if one.required and one.field not in mapped.values()]
    if missing and not doubts:
        raise SheetError(_lacking(where, grid, head, missing[0], any(map(heads.field, head.cells))))
    if missing:
        return Table(grid, {}, (), doubts=tuple(doubts))
    same = tuple(normal(cell) for cell in head.cells)
    as_shown = {
        index for index, field in mapped.items() if any(one.as_shown for one in heads.columns if one.field == field)
    }
    records, skipped = [], 0
    beside = [Beside(row.number, _only(row), section=True) for row in grid.rows[: grid.rows.index(head)]]
    for row in below:
        if tuple(normal(cell) for cell in row.cells) == same:
            skipped += 1
            continue
        cells = {
            field: row.shown.get(index, row.cells[index]) if index in as_shown else row.cells[index]
            for index, field in mapped.items()
            if index < len(row.cells)
        }
        if any(cells.values()):
            records.append(Record(row.number, cells))
        else:
            beside.append(Beside(row.number, _only(row), section=True))
    ignored = tuple(
        head.cells[index] if index < len(head.cells) and head.cells[index] else f"column {letters(index + 1)}"
        for index in sorted(filled | set(range(len(head.cells))))
        if index not in mapped and (index in filled or (index < len(head.cells) and head.cells[index]))
    )
    said = {field: head.cells[index] for index, field in mapped.items()}
    return Table(grid, said, tuple(records), ignored, tuple(doubts), skipped, tuple(beside))


def _only(row: Row) -> str:
    """The words of a row in one piece, each cell once: those of one that is merged across stand in all of them."""
    return " · ".join(dict.fromkeys(" ".join(cell.split()) for cell in row.cells if cell))


def _mapped(
    head: Row, heads: Heads, below: Sequence[Row], filled: set[int], answers: Mapping[str, str]
) -> tuple[dict[int, str], list[Doubt]]:
    titles = {one.field: one.title for one in heads.columns}
    claims: dict[str, list[int]] = {}
    unclear: list[tuple[int, str]] = []
    for index, cell in enumerate(head.cells):
        said = answers.get(f"column {index}")
        field = heads.field(cell) if said is None else (None if said == IGNORE else said)
        if field:
            claims.setdefault(field, []).append(index)
        elif said is None and index in filled and (near := heads.asked.get(normal(cell)) or _near(cell, heads)):
            unclear.append((index, near))
    for column in heads.columns:
        if column.shape is not None and column.field not in claims:
            _take_by_shape(column, claims, below)
    doubts = [
        Doubt(
            f"column {index}",
            f"The column “{head.cells[index]}” is not known. Is it what is called “{titles[field]}” here?",
            ((field, f"yes, it is “{titles[field]}”"), (IGNORE, "no, leave it out")),
        )
        for index, field in unclear
        if field not in claims
    ]
    mapped: dict[int, str] = {}
    for field, indexes in claims.items():
        key = f"field {field}"
        used = [index for index in indexes if index in filled] or indexes[:1]
        if len(used) > 1 and key not in answers:
            options = tuple((str(index), f"column {letters(index + 1)}, “{head.cells[index]}”") for index in used)
            doubts.append(Doubt(key, f"Several columns could be “{titles[field]}”. Which is meant?", options))
        chosen = int(answers.get(key, used[0]))
        mapped[chosen if chosen in used else used[0]] = field
    return mapped, doubts


def _take_by_shape(column: Column, claims: dict[str, list[int]], below: Sequence[Row]) -> None:
    """Give a field that no head names the one of several columns of another field whose cells look like its own."""
    assert column.shape is not None
    for indexes in claims.values():
        for index in indexes if len(indexes) > 1 else ():
            cells = [row.cells[index] for row in below if index < len(row.cells) and row.cells[index]]
            fitting = sum(column.shape.fullmatch(cell) is not None for cell in cells)
            if cells and 2 * fitting > len(cells):
                indexes.remove(index)
                claims[column.field] = [index]
                return


def _near(cell: str, heads: Heads) -> str | None:
    found = get_close_matches(normal(cell)[:60], heads.names, 1, 0.84) if len(normal(cell)) >= 4 else []
    return heads.names[found[0]] if found else None


def _lacking(where: str, grid: Grid, head: Row, column: Column, any_known: bool) -> str:
    names = _listed((column.title, *column.names[:5]))
    if not any_known:
        return f"{where} has no row of heads that is understood. One head must be {names}."
    found = _listed(cell for cell in head.cells if cell)
    return (
        f"{where} has no column “{column.title}” among the heads in {grid.unit} {head.number} ({found}). "
        f"It may also be called {names}."
    )


def _listed(names: Iterable[str]) -> str:
    found = [name[:40] for name in names]
    return ", ".join(found[:8]) + (f" and {len(found) - 8} more" if len(found) > 8 else "")

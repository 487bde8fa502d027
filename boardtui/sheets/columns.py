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
    """A field of a kind of sheet: what it is called here, the names it may have in a sheet, and what it holds."""

    field: str
    title: str
    names: tuple[str, ...]
    holds: str
    required: bool = False


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


class Table(msgspec.Struct, frozen=True):
    """The part of a grid that is the table.

    ``heads`` gives each field the head of its column; ``ignored`` are heads that no field has.
    """

    grid: Grid
    heads: dict[str, str]
    records: tuple[Record, ...]
    ignored: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    skipped: int = 0


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
    mapped, doubts = _mapped(head, heads, filled, answers)
    missing = [one for one in heads.columns if one.required and one.field not in mapped.values()]
    if missing and not doubts:
        raise SheetError(_lacking(where, grid, head, missing[0], any(map(heads.field, head.cells))))
    if missing:
        return Table(grid, {}, (), doubts=tuple(doubts))
    same = tuple(normal(cell) for cell in head.cells)
    records, skipped = [], 0
    for row in below:
        if tuple(normal(cell) for cell in row.cells) == same:
            skipped += 1
            continue
        cells = {field: row.cells[index] for index, field in mapped.items() if index < len(row.cells)}
        if any(cells.values()):
            records.append(Record(row.number, cells))
    ignored = tuple(
        head.cells[index] if index < len(head.cells) and head.cells[index] else f"column {letters(index + 1)}"
        for index in sorted(filled | set(range(len(head.cells))))
        if index not in mapped and (index in filled or (index < len(head.cells) and head.cells[index]))
    )
    said = {field: head.cells[index] for index, field in mapped.items()}
    return Table(grid, said, tuple(records), ignored, tuple(doubts), skipped)


def _mapped(
    head: Row, heads: Heads, filled: set[int], answers: Mapping[str, str]
) -> tuple[dict[int, str], list[Doubt]]:
    titles = {one.field: one.title for one in heads.columns}
    claims: dict[str, list[int]] = {}
    unclear: list[tuple[int, str]] = []
    for index, cell in enumerate(head.cells):
        said = answers.get(f"column {index}")
        field = heads.field(cell) if said is None else (None if said == IGNORE else said)
        if field:
            claims.setdefault(field, []).append(index)
        elif said is None and index in filled and (near := _near(cell, heads)):
            unclear.append((index, near))
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

"""Which column of a sheet is what: the names that are understood, where the row of heads is, and what is still to be asked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from boardtui.exchange.sheets.grid import Grid, Row, letters

IGNORE = "ignore"
NO_ANSWERS: Mapping[str, str] = {}
_SEARCHED = 60  # rows among which the heads are looked for
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_OTHER = re.compile(r"[\W_]+")


class Column(NamedTuple):
    """A field of a kind of sheet: what it is called here, the names it may have in a sheet, and what it holds.

    ``asked`` are names of which it is asked whether they mean this field. ``shape`` is what its cells look like, by which it
    is told from a column whose name both could have. ``as_shown``: what the spreadsheet shows counts, not what it holds.
    ``instead`` is a field that does for this one where it must be there. Where the cells of a column look like ``shape`` no
    more often than not, it is ``otherwise`` that it holds.
    """

    field: str
    title: str
    names: tuple[str, ...]
    holds: str
    required: bool = False
    asked: tuple[str, ...] = ()
    shape: re.Pattern[str] | None = None
    as_shown: bool = False
    instead: str = ""
    otherwise: str = ""


class Doubt(NamedTuple):
    """Something that only the secretary can say. ``options`` are values with their words."""

    key: str
    words: str
    options: tuple[tuple[str, str], ...]
    row: int = 0


def normal(text: str) -> str:
    """Words as they are compared: small letters, no punctuation, & as and."""
    return " ".join(_OTHER.sub(" ", text.casefold().replace("&", " and ")).split())


def normal_space(text: str) -> str:
    """Words without regard to blanks and line breaks."""
    return " ".join(text.split())


def _names_of(columns: Sequence[Column]) -> dict[str, str]:
    """Every name that is understood, as it is compared, with its field."""
    return {normal(name) or name: column.field for column in columns for name in (column.title, *column.names)}


class Heads:
    """Finds the row of heads of one kind of sheet."""

    def __init__(self, columns: Sequence[Column], *, lists: bool = True) -> None:
        """``lists``: rows such as totals and footers are no records; an agenda judges its rows itself."""
        self.lists = lists
        self.columns = tuple(columns)
        self.names = _names_of(columns)
        self.asked = {normal(name): column.field for column in columns for name in column.asked}
        self._required = {column.field for column in columns if column.required}

    def field(self, head: str) -> str | None:
        """The field that a head names, None where it is not understood."""
        return self.names.get(normal(head) or head.strip()) or self.names.get(normal(_BRACKETS.sub(" ", head)))

    def known(self, cells: Sequence[str]) -> int:
        """How many fields the cells of a row name; one of those that must be there counts more."""
        texts = {field for cell in cells if len(cell) < 80 and (field := self.field(cell))}
        return len(texts) + len(texts & self._required)

    def best(self, grid: Grid) -> tuple[int, Row | None]:
        """The row of heads and how much it names; two rows of which the upper spans columns are put together."""
        head, _ = self.heads_of(grid)
        return (self.known(head.cells), head) if head is not None else (0, None)

    def heads_of(self, grid: Grid) -> tuple[Row | None, tuple[Row, ...]]:
        """The heads as one row, and the row or two rows of the sheet that they are."""
        if not grid.rows:
            return None, ()
        rows = grid.rows[:_SEARCHED]
        place = max(range(len(rows)), key=lambda place: self.known(rows[place].cells))
        best = rows[place]
        used: tuple[Row, ...] = (best,)
        for upper, lower in ((place - 1, place), (place, place + 1)):
            if upper >= 0 and lower < len(rows) and self._may_be_heads(rows[upper], rows[lower]):
                both = self._together(rows[upper], rows[lower])
                if self.known(both.cells) > self.known(best.cells):
                    best, used = both, (rows[upper], rows[lower])
        return best, used

    def _may_be_heads(self, upper: Row, lower: Row) -> bool:
        """Whether the lower of two rows may hold heads below heads: where the upper has what must be there, it is blank."""
        if lower.number - upper.number > 2:
            return False
        for index, cell in enumerate(upper.cells):
            below = lower.cells[index] if index < len(lower.cells) else ""
            if below and self.field(cell) in self._required and self.field(below) is None and below != cell:
                return False
        return any(lower.cells)

    def _together(self, upper: Row, lower: Row) -> Row:
        """Two rows as one: each head by the lower words where those are known, else by both, or by the upper alone."""
        heads, above = [], ""
        for index in range(max(len(upper.cells), len(lower.cells))):
            over = upper.cells[index] if index < len(upper.cells) else ""
            under = lower.cells[index] if index < len(lower.cells) else ""
            above = over or (above if under else "")
            both = f"{above} {under}".strip()
            heads.append(next((head for head in (under, both, over) if head and self.field(head)), under or over))
        return Row(lower.number, tuple(heads))


def map_columns(
    head: Row, heads: Heads, below: Sequence[Row], filled: set[int], answers: Mapping[str, str]
) -> tuple[dict[int, str], list[Doubt]]:
    """The field of each column that is taken, and what is to be asked of the others; ``filled`` are those that hold anything."""
    titles = {column.field: column.title for column in heads.columns}
    claims: dict[str, list[int]] = {}
    unclear: list[tuple[int, str]] = []
    for index, cell in enumerate(head.cells):
        text = answers.get(f"column {index}")
        field = heads.field(cell) if text is None else (None if text == IGNORE else text)
        if field:
            claims.setdefault(field, []).append(index)
        elif text is None and index in filled and (near := heads.asked.get(normal(cell)) or _near(cell, heads)):
            unclear.append((index, near))
    required = {column.field for column in heads.columns if column.required}
    _settle_by_shape(heads, claims, head, below, required)
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


def _settle_by_shape(
    heads: Heads, claims: dict[str, list[int]], head: Row, below: Sequence[Row], required: Collection[str]
) -> None:
    """Where heads leave open which column is which, let what their cells look like decide."""
    for column in heads.columns:
        if column.shape is not None:
            _part_from_words(column, claims, head, below, required)
    for column in heads.columns:
        if column.shape is not None:
            _take_by_shape(column, claims, below, required)
        if column.otherwise and column.field in claims and not _looks_like(column, claims[column.field], below):
            moved = claims.pop(column.field)
            claims.setdefault(column.otherwise, moved)


def _part_from_words(
    column: Column, claims: dict[str, list[int]], head: Row, below: Sequence[Row], required: Collection[str]
) -> None:
    """Under one head merged over two columns, the first of numbers and the second of words, the words are what must be there."""
    for field, indexes in claims.items():
        at = indexes[0] + 1
        blank = at < len(head.cells) and not head.cells[at]
        if field not in required or column.field in claims or len(indexes) > 1 or not blank:
            continue
        words = any(at < len(row.cells) and row.cells[at] for row in below)
        if words and _looks_like(column, indexes, below):
            claims[field] = [at]
            claims[column.field] = indexes
            return


def _looks_like(column: Column, indexes: Sequence[int], below: Sequence[Row]) -> bool:
    """Whether at least half of the cells of these columns look as those of this column do; blank ones do not count."""
    assert column.shape is not None
    cells = [row.cells[index] for index in indexes for row in below if index < len(row.cells) and row.cells[index]]
    return 2 * sum(column.shape.fullmatch(cell) is not None for cell in cells) >= len(cells)


def _take_by_shape(
    column: Column, claims: dict[str, list[int]], below: Sequence[Row], required: Collection[str]
) -> None:
    """Of several columns that another field could have, give a field the one whose cells look like its own.

    Where a head names this field already, such a column is left out of a field that must be there: one that holds only numbers
    is no title beside one with words.
    """
    assert column.shape is not None
    named = column.field in claims
    for field, indexes in claims.items():
        if len(indexes) < 2 or field == column.field or (named and field not in required):
            continue
        for index in indexes:
            cells = [row.cells[index] for row in below if index < len(row.cells) and row.cells[index]]
            fitting = sum(column.shape.fullmatch(cell) is not None for cell in cells)
            if cells and (fitting == len(cells) if named else 2 * fitting > len(cells)):
                indexes.remove(index)
                claims.setdefault(column.field, [index])
                return


def _near(cell: str, heads: Heads) -> str | None:
    texts = get_close_matches(normal(cell)[:60], heads.names, 1, 0.84) if len(normal(cell)) >= 4 else []
    return heads.names[texts[0]] if texts else None

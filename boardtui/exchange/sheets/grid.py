"""What every file becomes first: rows of words with their numbers, within bounds that a hostile file cannot pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from boardtui.errors import UserError

LARGEST = 20 * 1024 * 1024  # bytes of a file
MOST_ROWS = 20_000  # rows that are not blank
MOST_COLUMNS = 200
LAST_ROW = 1_048_576  # of a spreadsheet
LONGEST = 10_000  # characters of a cell

_BREAKS = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")


class SheetError(UserError):
    """A file cannot be taken in: one sentence that says which, where in it, and what to do."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """The cells of a row as words; ``number`` counts as the spreadsheet does, from 1 with blank rows.

    ``shown`` has by its column what a spreadsheet shows where that is not what the cell holds: 4.10, held as 4.1.
    ``colours`` names the fill of cells that hold nothing else. ``uncomputed`` are the columns of formulas without a result.
    ``across``: a cell of it is merged over several columns, as headings within a table are.
    """

    number: int
    cells: tuple[str, ...]
    shown: dict[int, str] = {}
    colours: dict[int, str] = {}
    uncomputed: frozenset[int] = frozenset()
    across: bool = False


class Grid(msgspec.Struct, frozen=True):
    """A worksheet, a table of a Word document, or a whole CSV or Markdown file: its rows that are not blank.

    ``read_as`` says how the bytes were understood where that was not certain; ``unit`` is what a row's number counts.
    ``hidden_rows`` and ``hidden_columns`` are those that the spreadsheet does not show, by number from 1; ``filtered``: by a
    filter. ``remarks`` are what else is to be said of it. ``noun`` is what it is one of in its file.
    """

    name: str
    rows: tuple[Row, ...]
    read_as: str = ""
    hidden: bool = False
    unit: Literal["row", "line"] = "row"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    remarks: tuple[str, ...] = ()
    noun: Literal["sheet", "table"] = "sheet"


def tidy(text: str) -> str:
    """A cell's words: blanks of any kind as single spaces, line breaks as they are, nothing around them."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    lines = (_BLANKS.sub(" ", line).strip() for line in _BREAKS.sub("\n", text).split("\n"))
    return "\n".join(lines).strip()


def quoted(text: str, most: int = 60) -> str:
    """Words of the file within a sentence: on one line, cut with … behind a whole word where they are longer."""
    flat = " ".join(text.split())
    if len(flat) > most:
        head = flat[: most - 1]
        flat = f"{head if flat[most - 1] == ' ' else head.rpartition(' ')[0] or head}…"
    return f"“{flat}”"


def rows_of(
    where: str, cells: Iterable[tuple[int, Sequence[str]]], more: Mapping[int, dict[str, Any]] = MappingProxyType({})
) -> Iterator[Row]:
    """Rows with their numbers as they are given, blank ones left out and blank cells at the end cut off.

    ``more`` has by its number what else is known of a row, by field.

    Raises:
        SheetError: there are too many, or a cell is too long; ``where`` begins the sentence.
    """
    count = 0
    for number, texts in cells:
        rest = more.get(number, {})
        if not any(texts) and not rest.get("uncomputed"):
            continue
        for column, text in enumerate(texts, 1):
            if len(text) > LONGEST:
                raise SheetError(
                    f"{where}, row {number}, column {letters(column)} holds {len(text)} characters, more than the "
                    f"{LONGEST} that a cell may hold here. Shorten it."
                )
        lines = list(map(tidy, texts))
        while lines and not lines[-1]:
            lines.pop()
        if not lines and not rest.get("uncomputed"):
            continue
        if len(lines) > MOST_COLUMNS:
            raise SheetError(
                f"{where}, row {number} has {len(lines)} columns, more than the {MOST_COLUMNS} that are read. "
                "Keep the columns that matter."
            )
        count += 1
        if count > MOST_ROWS:
            raise SheetError(f"{where} has more than {MOST_ROWS} rows that are not blank. Split it.")
        yield Row(number, tuple(lines), **rest)


def letters(column: int) -> str:
    """The name of a column as a spreadsheet shows it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name

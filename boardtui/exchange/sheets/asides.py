"""Rows of a sheet that are no records: titles, headings within the table, totals, keys of colours, and footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from boardtui.exchange.sheets.grid import Row

COLOURS = ("red", "amber", "green", "blue", "yellow", "orange", "grey", "gray", "black", "white", "purple", "pink")
_COLOUR = re.compile(rf"(?:{'|'.join(COLOURS)})\b\s*(?:[=:–—-]\s*(.+))?", re.IGNORECASE | re.DOTALL)
_KEY = re.compile(r"(?:colou?r |rag |status |rag status )?(?:key|legend)\b.{0,40}", re.IGNORECASE | re.DOTALL)
_TOTAL = re.compile(
    r"(?:grand |sub-? ?)?totals?\b.{0,60}|(?:number|no\.?|count) of (?:members|seats|posts|vacancies|actions|interests|people).*",
    re.IGNORECASE | re.DOTALL,
)
_FOOTER = re.compile(
    r"page \d+(?: of \d+)?|(?:last |date )?(?:updated|reviewed|amended|printed|produced|revised|exported|generated)\b.*|"
    r"(?:prepared|produced|compiled|maintained|approved) by\b.*|(?:version|v\.?) ?\d.*|notes?\s*[:.].*|n\.?b\.?[ :].*|"
    r"source\s*:.*|\*+ ?\S.*|[†‡§¹²³]\s?\S.*|©.*|end of .*|(?:next|date of (?:next )?)review\b.*|official(?:[ -].*)?|"
    r"please (?:return|send|note|complete)\b.*|as (?:at|of) .*|\(?continued.*|for further information.*|contact\s*:.*",
    re.IGNORECASE | re.DOTALL,
)
_FIGURES = re.compile(r"[\d\s.,%/]*")


class Asides:
    """Tells row by row, from the top, why one is no record of the table."""

    def __init__(self, rows: Sequence[Row], columns: Sequence[int]) -> None:
        """``columns`` are those that are taken, from 0."""
        self._columns = columns
        self._below_key = False
        self.key: dict[str, str] = {}  # what a key of colours says of each
        self._most = max((len(_cells(row)) for row in rows), default=0)

    def why(self, row: Row) -> str:
        """Why the row is no record; empty where it is one, or may be."""
        cells = _cells(row)
        first = cells[0] if cells else ""
        if len(cells) > 2 or (len(cells) == self._most <= 2 and not _KEY.fullmatch(first)):
            self._below_key = False
            return "a row of totals" if _is_total(cells) else ""
        if _is_total(cells):
            return "a row of totals"
        if self._is_of_a_key(row, cells):
            return "the key of colours"
        if self._most > len(cells) and _is_footer(cells):
            return "a note outside of the table"
        if row.across and len(set(cells)) == 1:
            return "a heading within the table"
        return ""

    def _is_of_a_key(self, row: Row, cells: Sequence[str]) -> bool:
        """Whether the row begins a key of colours, or says what one of them means."""
        if _KEY.fullmatch(cells[0] if cells else ""):
            self._below_key = True
            return True
        colour = _COLOUR.fullmatch(cells[0]) if cells else None
        if colour is not None:
            meaning = colour[1] or (cells[1] if len(cells) > 1 else "")
            if meaning:
                self.key[re.split(r"[^a-z]", cells[0].casefold())[0]] = meaning
            return bool(meaning) or self._below_key
        if row.colours and len(cells) == 1 and (self._below_key or self._most > 2):
            self.key[next(iter(row.colours.values()))] = cells[0]
            return True
        return self._below_key


def only_cell(row: Row, columns: Sequence[int]) -> str:
    """The words of a row that has them in one of these columns and nowhere else; empty where it has more."""
    cells = _cells(row)
    inside = any(index < len(row.cells) and row.cells[index] for index in columns)
    return cells[0] if len(set(cells)) == 1 and inside else ""


def _cells(row: Row) -> list[str]:
    return [cell for cell in row.cells if cell]


def _is_footer(cells: Sequence[str]) -> bool:
    """Of two cells the second must belong to the first, as a date does to "Last updated"."""
    if len(cells) > 1 and not (cells[0].endswith(":") or any(map(str.isdigit, cells[1]))):
        return False
    return bool(cells) and _FOOTER.fullmatch(" ".join(cells)) is not None


def _is_total(cells: Sequence[str]) -> bool:
    return bool(cells) and _TOTAL.fullmatch(cells[0]) is not None and all(map(_FIGURES.fullmatch, cells[1:]))

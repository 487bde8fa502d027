"""Cells of an agenda with several lines: the title, and below it what says more of the item, or items of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from boardtui.exchange.sheets.columns import Heads
from boardtui.exchange.sheets.item_numbers import number_and_title
from boardtui.exchange.sheets.item_words import labelled, recognised
from boardtui.exchange.sheets.table import Beside, Record, Table

_BULLET = re.compile(r"[-–—•*·▪◦]\s+")
_BELOW = re.compile(r"(\(?[a-z]{1,4}\)|[0-9]{1,3}\.[0-9]{1,3})\.?\s+(?=\S)")


def unfolded(table: Table, heads: Heads, people: frozenset[str]) -> Table:
    """The table, of whose titles only words of the title are left.

    A line below a title that is understood is a detail, one with a letter or a number such as 24.1 an item below it, and one
    with a bullet is left out and named; every other one goes on with the title.
    """
    records: list[Record] = []
    beside: list[Beside] = list(table.beside)
    for record in table.records:
        for part in _parts(record, heads, people):
            if isinstance(part, Record):
                records.append(part)
            else:
                beside.append(part)
    if len(records) == len(table.records) and records == list(table.records):
        return table
    return msgspec.structs.replace(table, records=tuple(records), beside=tuple(beside))


def _parts(record: Record, heads: Heads, people: frozenset[str]) -> Iterator[Record | Beside]:
    first, *lines = record.cells.get("title", "").split("\n")
    name = number_and_title({"title": first})[1].rstrip(" :")
    if not lines:
        yield record
        return
    cells, title = dict(record.cells), [first]
    below: list[Record | Beside] = []
    for line in lines:
        bullet = _BULLET.match(line)
        words = line[bullet.end() :] if bullet else line
        number = _BELOW.match(words)
        if (found := _understood(words, cells, heads, people)) is not None:
            cells = found
        elif number is not None:
            below.append(_item_below(record, number[1], words[number.end() :]))
        elif bullet is not None:
            below.append(Beside(record.number, words, f"below “{name}”", about="above"))
        else:
            title.append(line)
    whole = "\n".join(title)
    yield msgspec.structs.replace(record, cells={**cells, "title": whole if len(title) > 1 else whole.rstrip(" :")})
    yield from below


def _understood(line: str, cells: dict[str, str], heads: Heads, people: frozenset[str]) -> dict[str, str] | None:
    """The cells with what a line says; None where it is not understood, or a cell of the row says something else."""
    found = dict(cells)
    if not (labelled(line, found, heads) or recognised(line, found, people)):
        return None
    if any(cells.get(field) and cells[field] != text for field, text in found.items()):
        return None
    return found


def _item_below(record: Record, number: str, title: str) -> Record:
    letters, above = number.strip("()"), record.cells.get("number", "").rstrip(".")
    cells = {"title": title, "number": f"{above}({letters})" if above and letters.isalpha() else number}
    if private := record.cells.get("confidential"):
        cells["confidential"] = private
    return Record(record.number, cells)

"""What a Word document is read to: its paragraphs with the numbers that Word shows, its tables, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

import msgspec

from boardtui.exchange.sheets.grid import Grid, quoted, rows_of
from boardtui.exchange.sheets.lines import ENOUGH
from boardtui.exchange.sheets.word_numbers import Label

_SHORT = 60  # characters of the words above a table that name it
_TABS = re.compile(r"\t+")
_NAMED = 10  # texts that are named where many were not read


class Paragraph(NamedTuple):
    """A paragraph: its words with tabs and line breaks, and the label that Word shows before it.

    ``line`` counts the lines of the document that are not blank, from 1, a row of a table as one.
    ``heading`` is its level as one, 0 for the title of the document, None where it is none. ``stands_out``: it is bold,
    underlined or centred as a whole.
    """

    line: int
    text: str
    label: Label | None
    heading: int | None
    stands_out: bool


class Header(NamedTuple):
    """What stands beside the text from this line on, and where: in the head or foot of the pages, or in a text box."""

    line: int
    text: str
    where: str


class Note(NamedTuple):
    """A footnote or endnote that is referred to in this line."""

    line: int
    text: str


Part: TypeAlias = Paragraph | Header | Note | Grid


class WordFile(msgspec.Struct, frozen=True):
    """A document: its parts in their order; ``remarks`` say what was left out."""

    parts: tuple[Part, ...]
    remarks: tuple[str, ...]

    def tables(self, known: Callable[[Sequence[str]], int]) -> list[Grid]:
        """The tables, named by their place and the words above them, each with its rows counted from 1.

        Args:
            known: how many names of columns a row holds; lines with tabs are a table where it knows the first of them.
        """
        found: list[Grid] = []
        outside = []
        above = heading = ""
        for part in _with_tabs(self.parts, known):
            if isinstance(part, Grid):
                name = f"table {len(found) + 1}" + (f" ({heading or above})" if heading or above else "")
                first = part.rows[0].number - 1
                rows = tuple(msgspec.structs.replace(row, number=row.number - first) for row in part.rows)
                found.append(msgspec.structs.replace(part, name=name, rows=rows, unit="row", noun="table"))
                above = heading = ""
            elif isinstance(part, Paragraph):
                outside.append(part.text)
                above = part.text if len(part.text) <= _SHORT and "\n" not in part.text else ""
                heading = above if part.heading is not None else heading
        notes = [part.text for part in self.parts if isinstance(part, Note)]
        remarks = (
            *self.remarks,
            *not_read("stands outside of the tables", outside),
            *not_read("stands in footnotes", notes),
        )
        return [msgspec.structs.replace(grid, remarks=remarks) for grid in found]


def _with_tabs(parts: Sequence[Part], known: Callable[[Sequence[str]], int]) -> Iterator[Part]:
    """The parts, lines whose columns are parted by tabs as a table where the first of them names columns."""
    for tabbed, group in groupby(parts, lambda part: isinstance(part, Paragraph) and "\t" in part.text):
        held = list(group)
        lines = [(part.line, _TABS.split(part.text)) for part in held if isinstance(part, Paragraph)]
        if tabbed and len(lines) > 1 and known(lines[0][1]) >= ENOUGH:
            yield Grid("", tuple(rows_of("", lines)), unit="line")
        else:
            yield from held


def not_read(where: str, texts: Sequence[str]) -> Iterator[str]:
    """The sentence that names what was not read, each text once; none where there is nothing."""
    some = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    more = f"; and {len(some) - _NAMED} more" if len(some) > _NAMED else ""
    if some:
        yield f"Not imported, since it {where}: {'; '.join(map(quoted, some[:_NAMED]))}{more}."

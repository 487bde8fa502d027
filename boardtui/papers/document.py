"""A paper free of any format: headings, paragraphs, lists and tables, which every format renders in its own way.

All words in it are clean: nothing invisible, and no line breaks but those that somebody typed into notes and motions. They
are words only; each format escapes them for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from boardtui.charter.words import stopped
from boardtui.dates import Dates
from boardtui.meeting.words.safe_text import plain
from boardtui.papers.columns import card_letters, column_widths
from boardtui.papers.look import Look
from boardtui.papers.model import Paper
from boardtui.papers.one_line import joined

Tone = Literal["plain", "aside", "warning", "result", "under", "about"]
BREAKS = re.compile(r"[\r\n\t\u0085\u2028\u2029 ]+")
_UNPRINTED = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")  # soft hyphens and letters without width
FEW, SHORT = 8, 200  # rows of a table, and letters of its cells, that stay on one page
LONG = 600  # letters of a cell from which on its row may be parted by a page
PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


class Run(Paper, frozen=True):
    """Words in one weight. ``own``: the program's own, which may begin or end with a space; else somebody's."""

    text: str
    strong: bool = False
    own: bool = False


Line = tuple[Run, ...]


class Block(Paper, frozen=True, tag_field="block", tag=str.lower):
    """A part of a paper, one below the other."""


class Heading(Block, frozen=True):
    """A heading of level 1 to 3; a paper has one of level 1, its first block. ``number`` stands in the margin before it."""

    level: int
    line: Line
    number: str = ""


class Label(Block, frozen=True):
    """A small heading inside a section: bold in Markdown, a heading of level 3 elsewhere."""

    line: Line


class Paragraph(Block, frozen=True):
    """A paragraph; ``number`` stands in the margin before it, and the tone "under" sets it below one that has a
    number, "about" below a heading that has one."""

    line: Line
    tone: Tone = "plain"
    number: str = ""


class Entry(Paper, frozen=True):
    """An entry of a list, with the lists that are part of it."""

    line: Line
    below: tuple[Listed, ...] = ()


class Listed(Block, frozen=True):
    """A list as somebody typed it. ``mark`` is "-", or how its numbers are written: "1.", "1)", "(1)", "a)", "(a)", "(i)".

    ``start`` is the number of its first entry. ``under``: it belongs to a numbered paragraph.
    """

    mark: str
    entries: tuple[Entry, ...]
    start: int = 1
    under: bool = False


class Quote(Block, frozen=True):
    """The words of a motion: its paragraphs and lists."""

    parts: tuple[Paragraph | Listed, ...]


class Bullets(Block, frozen=True):
    lines: tuple[Line, ...]


class Facts(Block, frozen=True):
    """Names and what they are: a table of two columns whose heads stand at the left."""

    title: str
    rows: tuple[tuple[str, str], ...]


class Table(Block, frozen=True):
    """A table with a row of heads. ``title`` is for those who cannot see it. ``numeric``: figures, set to the right.

    A row without a word is room to write by hand, and is made higher. ``shares`` are the widths of the columns beside each
    other, where they do not follow from the words. ``open``: set without lines, as names stand at the head of minutes.
    ``links`` has for each row where its cell in the column ``linked`` leads, empty for nowhere: a file beside the paper, or
    #page=7 of the whole of which it is a part.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: bool = False
    shares: tuple[int, ...] = ()
    open: bool = False
    links: tuple[str, ...] = ()
    linked: int = 0

    @property
    def whole(self) -> bool:
        """Whether it is short enough to stand on one page, so that none holds a row of it alone."""
        return len(self.rows) <= FEW and all(len(cell) <= SHORT for row in self.rows for cell in row)

    def link(self, row: int, column: int) -> str:
        """Where a cell leads; empty for nowhere."""
        return self.links[row] if self.links and column == self.linked else ""


class Grid(Block, frozen=True):
    """A table whose cells hold several lines and lists each. ``shares`` are the widths of its columns beside each other.

    ``cards``: each row is a card for the table, in large letters, of a fixed height and never parted. ``apart``: its rows
    are cut apart, so that none is parted by a page, and there is room around what stands in them.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[Line | Listed, ...], ...], ...]
    shares: tuple[int, ...]
    cards: bool = False
    apart: bool = False

    def long(self, row: int) -> bool:
        """Whether a row is so high that a page may part it: a cell of it holds more than a few sentences."""
        return not (self.cards or self.apart) and any(map(_is_long, self.rows[row]))

    def size(self, row: int) -> int:
        """The size of the letters on a card, in points."""
        return card_letters([words_of(line) for line in self.rows[row][0] if not isinstance(line, Listed)])


class Chart(Block, frozen=True):
    """Bars of one or several parts each, drawn where a page can show them; the same figures follow as a table.

    ``title`` and ``words`` are for those who cannot see it. ``series`` names the parts, four at the most; ``bars`` has
    for each bar its label and how much of each part.
    """

    title: str
    words: str
    series: tuple[str, ...]
    bars: tuple[tuple[str, tuple[int, ...]], ...]


class Signature(Block, frozen=True):
    """Room to sign: a line to write on above each of the heads."""

    heads: tuple[str, ...]


class Rule(Block, frozen=True):
    """A line across the page."""


class PageBreak(Block, frozen=True):
    """What follows begins a page."""


AnyBlock = (
    Heading | Label | Paragraph | Quote | Bullets | Listed | Facts | Table | Grid | Chart | Signature | Rule | PageBreak
)


def _is_long(cell: tuple[Line | Listed, ...]) -> bool:
    return sum(60 * len(part.entries) if isinstance(part, Listed) else len(words_of(part)) for part in cell) > LONG


def stays(block: AnyBlock, ahead: Sequence[AnyBlock]) -> bool:
    """Whether a block stays on the page of the next one, by the three that follow it: a sentence before a table, words with a
    colon that lead to what follows, a line above what it parts from the rest, the last words before a signature, so that
    nobody signs an empty page, and those before the last sentence of all."""
    if isinstance(block, Paragraph | Listed | Bullets | Quote) and ahead:
        signed = next((place for place, after in enumerate(ahead) if not isinstance(after, Paragraph)), 0)
        if isinstance(ahead[signed], Signature):
            return True
        ends = len(ahead) == 1 and isinstance(ahead[0], Paragraph)
        if not isinstance(block, Paragraph):
            return False
        return ends or words_of(block.line).rstrip().endswith(":") or isinstance(ahead[0], Facts | Table | Grid | Chart)
    return isinstance(block, Rule)


class Document(msgspec.Struct, frozen=True):
    """A whole paper.

    ``title`` names it in lists and metadata, ``mark`` is DRAFT, APPROVED or nothing, ``body`` and ``partnership`` say
    whose it is, ``moment`` is the day or time that it speaks of (ISO 8601), the only date that its file carries; ``dates``
    is the form in which it writes days. ``look`` has the logo and the family of letters.
    """

    title: str
    body: str
    partnership: str
    moment: str
    blocks: tuple[AnyBlock, ...]
    mark: str = ""
    confidential: bool = False
    dates: Dates = "usual"
    look: Look = Look()

    @property
    def marks(self) -> str:
        """What stands at the top of every page beside the name of the partnership."""
        return " ".join(word for word in ("CONFIDENTIAL" if self.confidential else "", self.mark) if word)


def warned(paper: Document, words: str) -> Document:
    """The paper with a warning below its title; as it is where there are no words."""
    if not words:
        return paper
    title, *rest = paper.blocks
    return msgspec.structs.replace(paper, blocks=(title, text(words, "warning"), *rest))


def clean(text: str) -> str:
    """Somebody's words on one line, with everything visible that a reader could not see; breaks and lists are joined."""
    return plain(BREAKS.sub(" ", joined(_UNPRINTED.sub("", text))).strip())


def paragraphs(text: str) -> list[str]:
    """Somebody's words as clean paragraphs; an empty line parts them."""
    parts = PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [line for line in map(clean, parts) if line]


def own(text: str, *, strong: bool = False) -> Run:
    """The program's own words."""
    return Run(text, strong, own=True)


def said(text: str, *, strong: bool = False) -> Run:
    """Somebody's words, or words in which somebody's stand."""
    return Run(clean(text), strong)


def heading(level: int, *runs: Run) -> Heading:
    return Heading(level, runs)


def para(*runs: Run, tone: Tone = "plain") -> Paragraph:
    return Paragraph(runs, tone)


def text(words: str, tone: Tone = "plain") -> Paragraph:
    """A paragraph of somebody's words."""
    return Paragraph((said(words),), tone)


def bullets(lines: Iterable[Line | str]) -> Bullets:
    return Bullets(tuple((said(line),) if isinstance(line, str) else line for line in lines))


def table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, numeric: bool = False) -> Table:
    return Table(clean(title), heads, tuple(tuple(map(clean, row)) for row in rows), numeric)


def without_empty(block: Table) -> Table:
    """The table without the columns in which no row says anything; as it is where it has no row."""
    kept = [index for index, _ in enumerate(block.heads) if not block.rows or any(row[index] for row in block.rows)]
    rows = tuple(tuple(row[index] for index in kept) for row in block.rows)
    heads = tuple(block.heads[index] for index in kept)
    return msgspec.structs.replace(block, heads=heads, rows=rows)


def facts(title: str, rows: Iterable[tuple[str, str]]) -> Facts:
    """Names and values; a name without a value is left out."""
    return Facts(clean(title), tuple((clean(name), clean(value)) for name, value in rows if value))


def section(title: str, blocks: Iterable[AnyBlock]) -> Iterator[AnyBlock]:
    """A heading of level 2 with blocks below; nothing where there are none."""
    found = list(blocks)
    if found:
        yield heading(2, own(title))
        yield from found


def stopped_before(words: str, behind: str) -> str:
    """Words whose full stop comes after what stands behind them in brackets."""
    return stopped(f"{words.rstrip().rstrip('.')}{behind}")


def words_of(line: Line) -> str:
    """A line as bare words."""
    return "".join(run.text for run in line)


def weights(block: Table | Facts | Grid) -> tuple[int, ...]:
    """How wide each column is beside the others: its longest word first, then what its words ask for."""
    if isinstance(block, Facts):
        return (1, 4)
    if isinstance(block, Grid) or block.shares:
        return block.shares
    if block.numeric:
        return tuple(1 for _ in block.heads)
    return column_widths(tuple(zip(block.heads, *block.rows, strict=True)))

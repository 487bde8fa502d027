"""A paper as a Markdown document, as boards circulate them; the same paper always gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from boardtui.papers.document import (
    AnyBlock,
    Bullets,
    Chart,
    Document,
    Facts,
    Grid,
    Heading,
    Label,
    Line,
    Listed,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Run,
    Signature,
    Table,
)
from boardtui.papers.formats.escape import inline, md
from boardtui.papers.layout import minutes_document
from boardtui.papers.model import Minutes
from boardtui.papers.prose import flat, marked, marked_lines

_BREAK = "  \n"  # two blanks at its end keep a line apart from the next
_ROOM = "\N{EM SPACE}"
_SIGNED = "_" * 30


def markdown(minutes: Minutes) -> str:
    """The minutes as Markdown."""
    return as_markdown(minutes_document(minutes))


def as_markdown(document: Document) -> str:
    """The whole document. Every word that comes from data goes through ``md``."""
    shown = [block for block in document.blocks if not isinstance(block, Chart)]
    return "\n\n".join(_block(block, before) for before, block in zip_longest([None, *shown[:-1]], shown)) + "\n"


def _block(block: AnyBlock, before: AnyBlock | None = None) -> str:  # noqa: C901 - one case for each block
    match block:
        case Heading(level, line, number):
            return f"{'#' * level} {f'{md(number)}. ' if number else ''}{_line(line)}"
        case Label(line):
            return f"**{_line(line)}**"
        case Paragraph(line, tone, number):
            return (
                f"*{_line(line)}*"
                if tone in ("aside", "about")
                else f"{f'{md(number)} ' if number else ''}{_line(line)}"
            )
        case Quote(parts):
            return "\n>\n".join("\n".join(f"> {row}" for row in _block(part).split("\n")) for part in parts)
        case Listed():
            # A list right behind one of its kind would be counted on with it.
            alone = not isinstance(before, Listed) or before.mark != block.mark
            return "\n".join(_native(block)) if alone and _is_native(block) else _BREAK.join(_spelt(block))
        case Bullets(lines):
            return "\n".join(f"- {_line(line)}" for line in lines)
        case Facts(title, rows):
            return _table((title, ""), [(f"**{md(name)}**", md(value)) for name, value in rows])
        case Table(_, heads, rows, numeric):
            cells = [tuple(_cell(block, at, place) for place, _ in enumerate(row)) for at, row in enumerate(rows)]
            return _table(heads, cells, right=numeric)
        case Grid(_, heads, rows):
            return _table(heads, [tuple(map(_several, row)) for row in rows])
        case Signature(heads):
            return _BREAK.join(f"{md(head)}: {_SIGNED}" for head in heads)
        case Rule() | PageBreak():
            return "---"
        case Chart():
            return ""  # the table that follows says the same


def _cell(block: Table, row: int, column: int) -> str:
    words, link = md(block.rows[row][column]), block.link(row, column)
    return f"[{words}](<{link}>)" if link and words else words


def _several(cell: Iterable[Line | Listed]) -> str:
    """A cell with its lines; the entries of lists stand with their marks, since a table of Markdown holds no list."""
    lines = (line for part in cell for line in (marked_lines(part) if isinstance(part, Listed) else (part,)))
    return "<br>".join(map(_line, lines)).replace(_BREAK, "<br>")


def _line(line: Line) -> str:
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    text = inline(run.text) if run.own else _BREAK.join(map(md, run.text.split("\n")))
    return f"**{text}**" if run.strong else text


def _is_native(listed: Listed) -> bool:
    """Whether Markdown knows lists that are numbered so."""
    return listed.mark in ("-", "1.", "1)")


def _native(listed: Listed) -> list[str]:
    rows: list[str] = []
    for number, entry in enumerate(listed.entries, listed.start):
        mark = "-" if listed.mark == "-" else marked(listed.mark, number)
        first, *rest = _line(entry.line).split("\n")
        room = " " * (len(mark) + 1)
        rows += [f"{mark} {first}", *(f"{room}{row}" for row in rest)]
        for inner in entry.below:
            if _is_native(inner):
                rows += [f"{room}{row}" for row in _native(inner)]
            else:
                rows[-1] += "  "
                rows += [f"{room}{row}" for row in _BREAK.join(_spelt(inner)).split("\n")]
    return rows


def _spelt(listed: Listed) -> Iterator[str]:
    """The entries as lines, with what stands before them as words."""
    for depth, mark, line in flat(listed):
        yield f"{_ROOM * 2 * depth}{md(mark)} {_line(line)}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, right: bool = False) -> str:
    rule = "---:" if right else "---"
    lines = [heads, tuple(rule for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

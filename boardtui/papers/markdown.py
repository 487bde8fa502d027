"""A paper as a Markdown document, as boards circulate them; the same paper always gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable

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
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Run,
    Signature,
    Table,
)
from boardtui.papers.escape import inline, md
from boardtui.papers.layout import minutes_document
from boardtui.papers.model import Minutes


def markdown(minutes: Minutes) -> str:
    """The minutes as Markdown."""
    return as_markdown(minutes_document(minutes))


def as_markdown(document: Document) -> str:
    """The whole document. Every word that comes from data goes through ``md``."""
    return "\n\n".join(_block(block) for block in document.blocks if not isinstance(block, Chart)) + "\n"


def _block(block: AnyBlock) -> str:
    match block:
        case Heading(level, line):
            return f"{'#' * level} {_line(line)}"
        case Label(line):
            return f"**{_line(line)}**"
        case Paragraph(line, tone):
            return f"*{_line(line)}*" if tone == "aside" else _line(line)
        case Quote(texts):
            return "\n>\n".join(f"> {md(text)}" for text in texts)
        case Bullets(lines):
            return "\n".join(f"- {_line(line)}" for line in lines)
        case Facts(title, rows):
            return _table((title, ""), [(f"**{md(name)}**", md(value)) for name, value in rows])
        case Table(_, heads, rows, numeric):
            return _table(heads, [tuple(map(md, row)) for row in rows], right=numeric)
        case Grid(_, heads, rows):
            return _table(heads, [tuple("<br>".join(map(_line, cell)) for cell in row) for row in rows])
        case Signature(heads):
            return _table(heads, [tuple("&nbsp;" for _ in heads)])
        case Rule() | PageBreak():
            return "---"
        case Chart():
            return ""  # the table that follows says the same


def _line(line: Line) -> str:
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    text = inline(run.text) if run.own else md(run.text)
    return f"**{text}**" if run.strong else text


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, right: bool = False) -> str:
    rule = "---:" if right else "---"
    lines = [heads, tuple(rule for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

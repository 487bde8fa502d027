"""Any paper as lines for a terminal: the same words in the same order as in its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    Line as Words,
    Listed,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Signature,
    Table,
    Tone as PaperTone,
)
from boardtui.papers.prose import flat, marked_lines
from boardtui.tui.safe import EMPTY, Line, Span, Tone, fit, line, width_of, wrap
from boardtui.tui.views.chart import chart_lines
from boardtui.tui.views.table import table

NARROWEST = 40
_GAP = "  "
_MARGIN = 6  # in which the numbers of paragraphs stand
_QUOTED = "│ "
_SIGNED = 30  # cells at the most for a name or a date to be signed
_TONES: dict[PaperTone, Tone] = {
    "plain": "",
    "aside": "dim",
    "warning": "warn",
    "result": "strong",
    "under": "",
    "about": "dim",
}


def paper_lines(paper: Document, width: int) -> list[Line]:
    """The whole paper in at most ``width`` cells, an empty line between its blocks."""
    width = max(NARROWEST, width)
    lines: list[Line] = []
    before: AnyBlock | None = None
    for block in paper.blocks:
        # The table behind a chart says the same figures, for formats that cannot draw it.
        rows = [] if isinstance(before, Chart) and isinstance(block, Table) else list(_block(block, width))
        if rows and lines and not _joined(before, block):
            lines.append(EMPTY)
        lines += rows
        before = block
    return lines


def _joined(before: AnyBlock | None, block: AnyBlock) -> bool:
    """Whether nothing parts the two: a chart from its heading, facts from more of them."""
    if isinstance(block, Chart):
        return isinstance(before, Heading)
    return isinstance(block, Facts) and isinstance(before, Facts)


def _block(block: AnyBlock, width: int) -> Iterable[Line]:  # noqa: C901 - one case for each block
    match block:
        case Heading(level, words, number):
            shade: Tone = "heading" if level < 3 else "strong"
            return _hanging(f"{number:<{_MARGIN}}" if number else "", words, width, shade)
        case Label(words):
            return _wrapped(words, width, "strong")
        case Paragraph(words, tone, number):
            inside = number or tone in ("under", "about")
            return _hanging(f"{number:<{_MARGIN}}" if inside else "", words, width, _TONES[tone])
        case Quote(parts):
            room = width - len(_QUOTED) - _MARGIN
            return (line(" " * _MARGIN, Span(_QUOTED, "accent"), *row) for part in parts for row in _block(part, room))
        case Listed():
            margin = " " * _MARGIN if block.under else ""
            return (
                row
                for depth, mark, runs in flat(block)
                for row in _hanging(f"{margin}{'   ' * depth}{mark} ", runs, width)
            )
        case Bullets(items):
            return (row for item in items for row in _hanging("· ", item, width))
        case Facts(_, rows):
            return (row for name, value in rows for row in _labelled(name, value, width))
        case Table(_, heads, rows, numeric):
            return table(heads, rows, width, right=range(len(heads)) if numeric else _numbered(rows))
        case Grid():
            return _grid(block, width)
        case Chart():
            return chart_lines(block, width)
        case Signature(heads):
            room = min(_SIGNED, width // len(heads) - 2)
            return [line(*(f"{head} {'_' * (room - len(head) - 1)}  " for head in heads))]
        case Rule() | PageBreak():
            return [line(Span("─" * width, "dim"))]


def _wrapped(words: Words, width: int, tone: Tone = "") -> list[Line]:
    """Words in their weights, wrapped: each letter keeps the tone of the run that it came from."""
    text = "".join(run.text for run in words)
    tones = [("strong" if run.strong and not tone else tone) for run in words for _ in run.text]
    rows: list[Line] = []
    place = 0
    for row in wrap(text, width, tone):
        spans: list[Span] = []
        for letter in "".join(part.text for part in row):
            while place < len(text) - 1 and text[place] != letter:
                place += 1
            kept: Tone = tones[place] if tones else tone
            if spans and spans[-1].tone == kept:
                spans[-1] = Span(spans[-1].text + letter, kept)
            else:
                spans.append(Span(letter, kept))
            place = min(place + 1, len(text) - 1)
        rows.append(tuple(spans))
    return rows


def _hanging(mark: str, words: Words, width: int, tone: Tone = "") -> Iterator[Line]:
    """Words behind a mark, the further lines below the first letter of the first."""
    first, *more = _wrapped(words, width - len(mark), tone) or [EMPTY]
    yield line(*([Span(mark, tone)] if mark else []), *first)
    for row in more:
        yield line(*([" " * len(mark)] if mark else []), *row)


def _labelled(name: str, value: str, width: int) -> Iterator[Line]:
    """A name in a column of its own, and what it says beside it."""
    size = max(13, len(name) + 2)
    first, *more = wrap(value, max(12, width - size)) or [EMPTY]
    yield line(Span(f"{name:<{size}}", "strong"), *first)
    for row in more:
        yield line(" " * size, *row)


def _numbered(rows: Sequence[Sequence[str]]) -> Sequence[int]:
    """The first column, set to the right where it numbers the rows."""
    return (0,) if all(row[0].isdecimal() for row in rows) else ()


def _runs(part: Words | Listed) -> Iterator[Words]:
    """A line of a cell, or those of a list in it with their marks."""
    return marked_lines(part) if isinstance(part, Listed) else iter((part,))


def _grid(grid: Grid, width: int) -> Iterator[Line]:
    """A table whose cells hold several lines, its columns as wide beside each other as the paper has them."""
    room = width - len(_GAP) * (len(grid.heads) - 1)
    sizes = [max(6, room * share // sum(grid.shares)) for share in grid.shares]
    yield line(Span(_GAP.join(map(fit, grid.heads, sizes)).rstrip(), "dim"))
    for row in grid.rows:
        yield EMPTY
        cells = [
            [shown for part in cell for runs in _runs(part) for shown in _wrapped(runs, size)]
            for cell, size in zip(row, sizes, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=EMPTY):
            yield line(
                *(
                    span
                    for part, size in zip(parts, sizes, strict=True)
                    for span in (*part, Span(" " * (size - width_of(part)) + _GAP))
                )
            )

"""A paper with charts as lines for a terminal: bars drawn by plotext in letters that differ without any colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from boardtui.meeting.plain import plain
from boardtui.papers.document import Chart, Document, Facts, Heading, Paragraph, words_of

FILLS = "█▓▒░"
LABEL = 30  # cells at the most for what stands before a bar
NARROWEST = 40
Kind = Literal["heading", "text", "legend", "bar", "gap"]


class Told(NamedTuple):
    """A line: what kind, the words before a bar, the bar, and the figures after it."""

    kind: Kind
    words: str = ""
    bar: str = ""
    figures: str = ""

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.words}{self.bar}{self.figures}".rstrip()


def as_lines(paper: Document, width: int) -> Iterator[Told]:
    """The paper's headings, facts and charts, no line wider than ``width`` cells; its tables say the same as the charts."""
    width = max(NARROWEST, width)
    for block in paper.blocks:
        match block:
            case Heading(level, line):
                if level > 1:
                    yield Told("gap")
                yield Told("heading", _cut(words_of(line), width))
            case Facts(_, rows):
                for name, value in rows:
                    yield Told("text", _cut(f"{name}: {value}", width))
            case Paragraph(line):
                yield from (Told("text", row) for row in _wrapped(words_of(line), width))
            case Chart():
                yield from _chart(block, width)


def _chart(chart: Chart, width: int) -> Iterator[Told]:
    from rich.cells import cell_len

    if len(chart.series) > 1:
        names = [f"{fill} {name}" for fill, name in zip(FILLS, chart.series, strict=False)]
        yield Told("legend", _cut("  ".join(names), width))
    if not chart.bars:
        return
    labels = [plain(label) for label, _ in chart.bars]
    size = min(LABEL, width // 3, max(map(cell_len, labels)))
    columns = [[str(counts[part]) for _, counts in chart.bars] for part in range(len(chart.series))]
    sizes = [max(map(len, column)) for column in columns]
    room = width - size - sum(sizes) - len(sizes) - 3
    drawn = _drawn([counts for _, counts in chart.bars], room)
    for label, bar, figures in zip(labels, drawn, zip(*columns, strict=True), strict=True):
        right = " ".join(figure.rjust(length) for figure, length in zip(figures, sizes, strict=True))
        yield Told("bar", f"{_fit(label, size)}  ", bar.ljust(room), f" {right}")


def _drawn(bars: Sequence[tuple[int, ...]], room: int) -> list[str]:
    """One line for each bar: the whole bar first, then over it all but its last part, and so on to its first."""
    import plotext as plot  # type: ignore[import-untyped]

    most = max(map(sum, bars))
    if not most:
        return [""] * len(bars)
    height = max(2, len(bars))  # of one row alone plotext could not say where it lies
    rows = list(range(len(bars), 0, -1))
    plot.clear_figure()
    plot.limit_size(False, False)
    plot.theme("clear")
    for parts in range(len(bars[0]), 0, -1):
        cells = [(2 * room * sum(counts[:parts]) + most) // (2 * most) if counts[parts - 1] else 0 for counts in bars]
        # plotext paints the cells from 0 up to and with the one where a bar ends.
        if there := [(row, number - 1 or 0.4) for row, number in zip(rows, cells, strict=True) if number]:
            at, reaching = zip(*there, strict=True)
            plot.bar(list(at), list(reaching), marker=FILLS[parts - 1], orientation="h", width=1e-9)
    plot.frame(False)
    plot.xaxes(False, False)
    plot.yaxes(False, False)
    plot.xticks([])
    plot.yticks([])
    plot.xlim(0, room - 1)
    plot.ylim(1, height)
    plot.plotsize(room, height)
    lines: list[str] = plot.uncolorize(plot.build()).split("\n")
    plot.clear_figure()
    return [line.rstrip() for line in lines[height - len(bars) : height]]


def _fit(words: str, size: int) -> str:
    from rich.cells import set_cell_size

    return set_cell_size(_cut(words, size), size)


def _cut(words: str, size: int) -> str:
    from rich.cells import cell_len, set_cell_size

    return words if cell_len(words) <= size else f"{set_cell_size(words, size - 1)}…"


def _wrapped(words: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(words, width) or [""]

"""A chart of a paper as lines for a terminal: bars drawn by plotext in letters that differ without any colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from boardtui.papers.document import Chart
from boardtui.tui.safe import Line, Span, cut, cut_apart, fit, line, span

FILLS = "█▓▒░"
LABEL = 40  # cells at the most for what stands before a bar


def chart_lines(chart: Chart, width: int) -> Iterator[Line]:
    """A legend where there are several series, then a line for each bar: label, bar, figures in the same order."""
    if len(chart.series) > 1:
        names = [f"{fill} {name}" for fill, name in zip(FILLS, chart.series, strict=False)]
        for row in _rows_of(names, width):
            yield cut(line(span(row, "dim")), width)
    if not chart.bars:
        return
    size = min(LABEL, width // 3, max(cell_len(span(label).text) for label, _ in chart.bars))
    labels = cut_apart(tuple(dict.fromkeys(label for label, _ in chart.bars)), size)
    columns = [[str(counts[part]) for _, counts in chart.bars] for part in range(len(chart.series))]
    sizes = [max(map(len, column)) for column in columns]
    room = width - size - sum(sizes) - len(sizes) - 3
    bars = bars_drawn([counts for _, counts in chart.bars], room)
    for (label, _), bar, figures in zip(chart.bars, bars, zip(*columns, strict=True), strict=True):
        right = " ".join(figure.rjust(length) for figure, length in zip(figures, sizes, strict=True))
        accented = bar.count(FILLS[0])
        yield line(
            f"{fit(labels[label], size)}  ", Span(bar[:accented], "accent"), Span(bar[accented:].ljust(room - accented)),
            Span(f" {right}"),
        )  # fmt: skip


def _rows_of(names: Sequence[str], width: int) -> Iterator[str]:
    """The names side by side, on as many lines as they need."""
    row = names[0]
    for name in names[1:]:
        beside = f"{row}  {name}"
        if cell_len(beside) > width:
            yield row
            beside = name
        row = beside
    yield row


def bars_drawn(bars: Sequence[tuple[int, ...]], room: int) -> list[str]:
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
    return [row.rstrip() for row in lines[height - len(bars) : height]]

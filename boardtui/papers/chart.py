"""Where everything of a chart stands on a page, in whole numbers, so that the same chart is the same bytes everywhere."""

from __future__ import annotations

from typing import Any

from boardtui.papers.document import Chart

WIDTH, LEFT, TOP, ROW = 720, 230, 30, 26
LETTERS = 34  # of a label, as many as fit at the left of the bars; the table below has it in full
ROOM = 24  # the least width of a part in which its figure can stand


def drawn(chart: Chart) -> dict[str, Any]:
    """The places of the legend, the labels and the parts of the bars, the longest bar reaching from edge to edge."""
    most = max([sum(counts) for _, counts in chart.bars] + [1])
    return {
        "width": WIDTH,
        "left": LEFT,
        "height": TOP + ROW * len(chart.bars),
        "legend": _legend(chart.series),
        "bars": [
            {"label": _label(label), "y": TOP + ROW * row, "parts": _parts(counts, most)}
            for row, (label, counts) in enumerate(chart.bars)
        ],
    }


def _legend(series: tuple[str, ...]) -> list[dict[str, Any]]:
    placed, x = [], LEFT
    for name in series:
        placed.append({"name": name, "x": x})
        x += 46 + 7 * len(name)
    return placed


def _parts(counts: tuple[int, ...], most: int) -> list[dict[str, Any]]:
    whole, before = WIDTH - LEFT, 0
    parts = []
    for series, count in enumerate(counts):
        start, before = whole * before // most, before + count
        width = whole * before // most - start
        if count:
            parts.append(
                {
                    "series": series,
                    "count": count,
                    "x": LEFT + start,
                    "width": width,
                    "middle": LEFT + start + width // 2,
                    "room": width >= ROOM,
                }
            )
    return parts


def _label(words: str) -> str:
    return words if len(words) <= LETTERS else f"{words[: LETTERS - 1].rstrip()}…"

"""Cold start in a real terminal, to the first usable screen."""

from __future__ import annotations

from pathlib import Path

from benchmarks.books import example, many_meetings
from benchmarks.programs import BOARD, STATIC
from benchmarks.table import Row
from benchmarks.terminal import Terminal, median

ROUNDS = 15


def measure(folder: Path) -> list[Row]:
    """Milliseconds to visible text, alternating, medians of 15."""
    demo, many = example(folder), many_meetings(folder, 10_000)
    least: list[float] = []
    small: list[float] = []
    large: list[float] = []
    for _ in range(ROUNDS):
        least.append(_once(STATIC, b"ready-to-use"))
        small.append(_once(BOARD, b"Coming", str(demo)))
        large.append(_once(BOARD, b"Coming", str(many)))
    floor = median(least) * 1000
    return [
        Row("one Static", floor, None, "ms"),
        Row("Home, the example", median(small) * 1000, floor, "ms", 1.5),
        Row("Home, a book of 10,000 meetings", median(large) * 1000, floor, "ms", 1.5),
    ]


def _once(code: str, text: bytes, *args: str) -> float:
    terminal = Terminal(code, *args)
    try:
        return terminal.until(text)
    finally:
        terminal.close()

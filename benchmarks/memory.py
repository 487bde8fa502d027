"""Peak memory of the running program."""

from __future__ import annotations

from pathlib import Path

from benchmarks.books import example
from benchmarks.programs import BOARD, STATIC
from benchmarks.table import Row
from benchmarks.terminal import Terminal


def measure(folder: Path) -> list[Row]:
    """MiB at the most, an empty Textual app and boardtui going through the example."""
    floor = _peak(STATIC, b"ready-to-use", [])
    ours = _peak(BOARD, b"Coming", [b"e", b"\x1b", b"a", b"\x1b", b"?", b"\x1b"], str(example(folder)))
    return [Row("one Static", floor, None, "MiB"), Row("the example, a few screens seen", ours, floor, "MiB", 2.0)]


def _peak(code: str, text: bytes, keys: list[bytes], *args: str) -> float:
    terminal = Terminal(code, *args)
    try:
        terminal.until(text)
        for key in keys:
            terminal.settle()
            terminal.key(key)
        return terminal.peak_memory() / 1024
    finally:
        terminal.close()

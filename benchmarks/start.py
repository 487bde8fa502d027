"""Cold start in a real terminal, to the first usable screen."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.books import example, many_meetings
from benchmarks.programs import BOARD, STATIC
from benchmarks.table import Row
from benchmarks.terminal import ROOT, Terminal, median

ROUNDS = 15
# Where the time goes: what is imported on the way, in the order in which it is.
IMPORTS = (
    ("import of textual.app", "import textual.app"),
    ("and of boardtui's screens and store", "import textual.app, boardtui.app, boardtui.tui.screens.home"),
    (
        "and of the fold, after the first screen",
        "import boardtui.app, boardtui.tui.screens.home, boardtui.desk.session",
    ),
)


def measure(folder: Path) -> list[Row]:
    """Milliseconds to visible text, alternating, medians of 15."""
    demo, many = example(folder), many_meetings(folder, 10_000)
    _as_installed()
    least: list[float] = []
    small: list[float] = []
    large: list[float] = []
    for _ in range(ROUNDS):
        least.append(_once(STATIC, b"ready-to-use"))
        small.append(_once(BOARD, b"Coming", str(demo)))
        large.append(_once(BOARD, b"Coming", str(many)))
    floor = median(least) * 1000
    bare = median([_import("pass") for _ in range(ROUNDS)])
    where = [Row(f"  {what}", (_least_import(code) - bare) * 1000, None, "ms") for what, code in IMPORTS]
    return [
        Row("one Static", floor, None, "ms"),
        Row("Home, the example", median(small) * 1000, floor, "ms", 1.5),
        Row("Home, a book of 10,000 meetings", median(large) * 1000, floor, "ms", 1.5),
        *where,
    ]


def _as_installed() -> None:
    """Byte code beside the source, as on any machine after the first start; pip has made that of Textual already."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(ROOT / "boardtui", quiet=1)


def _least_import(code: str) -> float:
    return median([_import(code) for _ in range(ROUNDS)])


def _import(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def _once(code: str, text: bytes, *args: str) -> float:
    terminal = Terminal(code, *args)
    try:
        return terminal.until(text)
    finally:
        terminal.close()

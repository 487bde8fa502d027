"""One command: ``python -m benchmarks`` measures all, ``python -m benchmarks start vote`` only those named."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import durable, load, memory, reading, replaying, searching, start, taking_in, vote, wall
from benchmarks.table import Row, shown

PARTS: dict[str, Callable[[Path], list[Row]]] = {
    "start": start.measure,
    "vote": vote.measure,
    "durable": durable.measure,
    "wall": wall.measure,
    "replay": replaying.measure,
    "open": reading.measure,
    "search": searching.measure,
    "taking-in": taking_in.measure,
    "memory": memory.measure,
    "load": load.measure,
}


def main(names: list[str]) -> int:
    """Measure and print; returns 1 where a bound is not met."""
    wrong = set(names) - set(PARTS)
    if wrong:
        print(f"There is no part {', '.join(sorted(wrong))}; there are: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    kept = True
    with tempfile.TemporaryDirectory(prefix="boardtui-benchmarks-") as folder:
        for name in names or PARTS:
            print(f"\n{name}", flush=True)
            for row in PARTS[name](Path(folder)):
                print(shown(row), flush=True)
                kept = kept and row.met
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Random keys for as long as wanted, and what came of them as a table: ``python -m tests.keys``, or for hours ``--long``."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import NamedTuple

from tests.keys.hands import CHARTERS
from tests.keys.typist import SIZES, Typed, type_at_random

LONG, SHORT = 100_000, 2_000  # keys on each memorandum
PAUSES = (1 / 6, 1 / 17, 1 / 100)  # seconds: a quick hand, a held key, faster than any screen


class Terminal(NamedTuple):
    """What one terminal is typed to: the memorandum, the seconds between keys, the window, the number of keys and their seed."""

    charter: str
    pause: float
    size: tuple[int, int]
    keys: int
    seed: int


def main() -> int:
    """Type; answers 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.keys", description=__doc__)
    parser.add_argument("--long", action="store_true", help=f"{LONG:,} keys on each memorandum, in place of {SHORT:,}")
    parser.add_argument("--keys", type=int, help="another number of keys on each memorandum")
    parser.add_argument("--charter", choices=CHARTERS, action="append", help="only this memorandum; repeatable")
    parser.add_argument("--pause", type=float, action="append", help="only this pause between keys, in seconds")
    parser.add_argument("--seed", type=int, default=1, help="which random keys (%(default)s)")
    parser.add_argument("--side-by-side", type=int, default=1, help="terminals typed to at one time (%(default)s)")
    given = parser.parse_args()
    pauses = sorted(given.pause or PAUSES, reverse=True)  # the slowest first, so that no long one is left for the end
    keys = (given.keys or (LONG if given.long else SHORT)) // (len(pauses) * len(SIZES))
    terminals = [
        Terminal(charter, pause, size, keys, given.seed)
        for pause, charter, size in product(pauses, given.charter or CHARTERS, SIZES)
    ]
    broken = 0
    print("| memorandum | size | pause | keys | starts | entries recorded | faults |\n|---|---|--:|--:|--:|--:|--:|")
    for terminal, typed in _typed(terminals, given.side_by_side):
        for fault in typed.faults:
            print(fault, file=sys.stderr, flush=True)
        broken += len(typed.faults)
        columns, lines = terminal.size
        print(
            f"| {terminal.charter} | {columns} × {lines} | {terminal.pause * 1000:.0f} ms | {typed.keys:,} |"
            f" {typed.starts} | {typed.entries:,} | {len(typed.faults)} |",
            flush=True,
        )
    return int(broken > 0)


def _typed(terminals: list[Terminal], side_by_side: int) -> Iterator[tuple[Terminal, Typed]]:
    """Each terminal with what came of it, in their order."""
    with ThreadPoolExecutor(side_by_side) as typists:
        yield from zip(terminals, typists.map(_type, terminals), strict=True)


def _type(terminal: Terminal) -> Typed:
    with tempfile.TemporaryDirectory(prefix="boardtui-keys-") as folder:
        return type_at_random(
            Path(folder), terminal.charter, terminal.seed, terminal.keys, terminal.pause, terminal.size
        )


if __name__ == "__main__":
    sys.exit(main())

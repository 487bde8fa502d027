"""Random keys for as long as wanted, and what came of them as a table: ``python -m tests.keys``, or for hours ``--long``."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.keys.hands import CHARTERS
from tests.keys.typist import SIZES, type_at_random

LONG, SHORT = 100_000, 2_000  # keys on each memorandum
PAUSES = (1 / 6, 1 / 17, 1 / 100)  # seconds: a quick hand, a held key, faster than any screen


def main() -> int:
    """Type; answers 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.keys", description=__doc__)
    parser.add_argument("--long", action="store_true", help=f"{LONG:,} keys on each memorandum, in place of {SHORT:,}")
    parser.add_argument("--keys", type=int, help="another number of keys on each memorandum")
    parser.add_argument("--charter", choices=CHARTERS, action="append", help="only this memorandum; repeatable")
    parser.add_argument("--pause", type=float, action="append", help="only this pause between keys, in seconds")
    parser.add_argument("--seed", type=int, default=1, help="which random keys (%(default)s)")
    given = parser.parse_args()
    pauses = given.pause or PAUSES
    each = (given.keys or (LONG if given.long else SHORT)) // (len(pauses) * len(SIZES))
    broken = 0
    print("| memorandum | size | pause | keys | starts | entries recorded | faults |\n|---|---|--:|--:|--:|--:|--:|")
    for charter in given.charter or CHARTERS:
        for pause in pauses:
            for size in SIZES:
                with tempfile.TemporaryDirectory(prefix="boardtui-keys-") as folder:
                    typed = type_at_random(Path(folder), charter, given.seed, each, pause, size)
                for fault in typed.faults:
                    print(fault, file=sys.stderr)
                broken += len(typed.faults)
                columns, lines = size
                print(
                    f"| {charter} | {columns} × {lines} | {pause * 1000:.0f} ms | {typed.keys:,} | {typed.starts} |"
                    f" {typed.entries:,} | {len(typed.faults)} |",
                    flush=True,
                )
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Goes through many random books and prints what is wrong in each: ``python -m tests.agreement FIRST LAST``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.agreement.books import random_book
from tests.agreement.judging import wrong
from tests.agreement.tellers import told, without_books


def main(first: int, last: int) -> int:
    """How many of the books have something wrong in them, each of which is printed."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        empty = without_books(Path(folder))
        for seed in range(first, last):
            book = random_book(seed)
            found = list(wrong(book, told(book, empty, Path(folder) / "desk")))
            bad += bool(found)
            for words in found:
                print(f"{seed}: {words}", flush=True)
    print(f"{last - first} books, {bad} with something wrong")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:3]))))

"""kill -9: a writer is killed at a random moment, and what it had acknowledged is looked for.

Run as a program of its own, since it forks: `python -m tests.faults.kills FOLDER NUMBER [early]` prints killed and lost.
With `early`, the control, the writer acknowledges before the commit.
"""

import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from tests.book.making import BOOK, a_book, a_database, a_line, record


class Kills(NamedTuple):
    """Writers killed; those that lost an acknowledged entry; books that did not verify; entries acknowledged in all."""

    killed: int
    lost: int
    broken: int
    acknowledged: int


def write_until_killed(path: Path, pipe: int, early: bool) -> None:
    """Record without end; the number of each entry goes into the pipe."""
    with Store.open(path) as store:
        last = store.last(BOOK)
        while True:
            line = a_line(last, text="x" * 300)
            if early:
                os.write(pipe, line.seq.to_bytes(4, "big"))
            record(store, line)
            if not early:
                os.write(pipe, line.seq.to_bytes(4, "big"))
            last = line


def kill_one(path: Path, wait: float, early: bool) -> int:
    """Fork a writer, kill it some time after its first acknowledgement, and return the last entry it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            write_until_killed(path, writing, early)
        finally:
            os._exit(1)
    os.close(writing)
    select.select([reading], [], [], 30)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    data = b""
    while part := os.read(reading, 65536):
        data += part
    os.close(reading)
    return int.from_bytes(data[-4:], "big")


def kill_many(folder: Path, number: int, early: bool, seed: int = 1) -> Kills:
    """Kill so many writers, each going on with the book that the one before it left."""
    chance = random.Random(seed)
    path = folder / "data.db"
    lost = broken = acknowledged = 0
    for count in range(number):
        if count % 50 == 0:
            path.unlink(missing_ok=True)
            a_database(path, a_book(3))
        before = _entries(path)[0]
        last = kill_one(path, chance.random() * 0.004, early)
        entries, problem = _entries(path)
        acknowledged += last - before
        lost += entries < last
        broken += problem
    return Kills(number, lost, broken, acknowledged)


def _entries(path: Path) -> tuple[int, bool]:
    with Store.open(path) as store:
        found = verify_store(store, BOOK)
        return found.entries, found.problem is not None


if __name__ == "__main__":
    print(*kill_many(Path(sys.argv[1]), int(sys.argv[2]), "early" in sys.argv[3:]))

"""One durable entry while the wall on the projector follows the book, against the same without it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.books import voting
from benchmarks.table import Row
from benchmarks.terminal import median
from boardtui.book.store import Store
from boardtui.desk.session import Session
from boardtui.meeting.entries import VotesRecorded
from boardtui.register.layout import NAMES

ROUNDS, TURNS = 150, 4
FOLLOW = """
import sys, time
from pathlib import Path
from boardtui.config.config import Config, Settings
from boardtui.tui.wall.follow import Follower
path = Path(sys.argv[1])
follower = Follower(Config(Settings(database=str(path)), path.parent), path)
while True:
    print(follower.look(time.monotonic()).words, flush=True)
    time.sleep(0.25)
"""


def measure(folder: Path) -> list[Row]:
    """Milliseconds for one entry, in turns with and without a wall that looks four times a second: medians, and the worst."""
    path, motion, voters = voting(folder, 31)
    alone: list[float] = []
    followed: list[float] = []
    with Store.open(path, expected=NAMES) as store:
        session = Session(store, "partnership-board")
        for _ in range(TURNS):
            alone += _recorded(session, motion, voters)
            with _wall(path):
                followed += _recorded(session, motion, voters)
    floor = median(alone) * 1000
    return [
        Row("a vote recorded, no wall", floor, None, "ms"),
        Row("a vote recorded, a wall following", median(followed) * 1000, floor, "ms", 2.0),
        Row("the slowest, no wall", max(alone) * 1000, None, "ms"),
        Row("the slowest, a wall following", max(followed) * 1000, None, "ms"),
    ]


def _recorded(session: Session, motion: str, voters: tuple[str, ...]) -> list[float]:
    """Seconds that each entry took, a few milliseconds apart as no hand is quicker."""
    took = []
    for number in range(ROUNDS):
        entry = VotesRecorded(motion, "for" if number % 2 else "against", (voters[number % len(voters)],))
        start = time.perf_counter()
        session.record(entry)
        took.append(time.perf_counter() - start)
        time.sleep(0.01)
    return took


@contextmanager
def _wall(path: Path) -> Iterator[None]:
    """A wall in a process of its own, from its first look on."""
    process = subprocess.Popen([sys.executable, "-c", FOLLOW, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield
    finally:
        process.kill()
        process.communicate()

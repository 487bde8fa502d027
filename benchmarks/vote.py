"""Key press to painted bytes while voting, on a real pseudo-terminal.

A key is seen to be taken at once, which the bound is on, against one Label; the vote is said to be recorded once it is
on the disk, and one Label with a bare commit stands beside that.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.books import voting
from benchmarks.programs import LABEL, LABEL_AND_COMMIT
from benchmarks.table import Row
from benchmarks.terminal import Terminal, median

ROUNDS = 60
VOTE = """
import sys
from pathlib import Path
from boardtui.app import BoardApp
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
path = Path(sys.argv[1])
desk = Desk.open(Config(Settings(database=str(path)), path.parent))
class Voting(BoardApp):
    def on_mount(self):
        self.set_timer(0.3, self.vote)
    def vote(self):
        self.session = self.desk.session("partnership-board")
        self.open_screen("vote", sys.argv[2])
Voting(desk).run()
"""
BOUNDS = {31: 1.5, 60: 1.5, 500: 2.0}


def measure(folder: Path) -> list[Row]:
    """Milliseconds from the key until it is painted, one vote a key, alternating, medians of 60."""
    label, durable = Terminal(LABEL), Terminal(LABEL_AND_COMMIT, str(folder / "label.db"))
    label.until(b"ready-to-use")
    durable.until(b"ready-to-use")
    rows: list[Row] = []
    for seats, bound in BOUNDS.items():
        path, motion, _ = voting(folder, seats)
        board = Terminal(VOTE, str(path), motion, size=(160, 50) if seats > 100 else (120, 40))
        board.until(b"FOR")
        for terminal in (label, durable, board):
            terminal.settle()
        floors: list[float] = []
        commits: list[float] = []
        taken: list[float] = []
        ours: list[float] = []
        for number in range(ROUNDS):
            floors += label.key(b"x", b"ready-to-use")
            commits += durable.key(b"x", b"ready-to-use")
            key, word = (b"f", "for") if number % 2 else (b"g", "against")
            seen, recorded = board.key(key, f"{word}…".encode(), b"z undoes it")
            taken.append(seen)
            ours.append(recorded)
        board.close()
        floor, commit, key_taken, vote = (median(values) * 1000 for values in (floors, commits, taken, ours))
        rows += [
            Row("one Label", floor, None, "ms"),
            Row("one Label and a bare commit", commit, floor, "ms"),
            Row(f"a key of {seats} seats, seen to be taken", key_taken, floor, "ms", bound),
            Row("  the vote recorded and painted, against one Label and a bare commit", vote, commit, "ms"),
        ]
    label.close()
    durable.close()
    return rows

"""Key press to painted bytes while voting, on a real pseudo-terminal.

The bound is against one Label. A vote is on the disk before it is painted, so one Label and a bare commit stands beside it.
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
from boardtui.config import Config, Settings
from boardtui.desk import Desk
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
    """Milliseconds from the key to the last byte painted, one vote a key, alternating, medians of 60."""
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
        ours: list[float] = []
        for number in range(ROUNDS):
            floors.append(label.key(b"x"))
            commits.append(durable.key(b"x"))
            ours.append(board.key(b"f" if number % 2 else b"g"))
        board.close()
        floor, commit, vote = (median(values) * 1000 for values in (floors, commits, ours))
        rows += [
            Row("one Label", floor, None, "ms"),
            Row("one Label and a bare commit", commit, floor, "ms"),
            Row(f"one vote of {seats} seats, recorded and painted", vote, floor, "ms", bound),
            Row("  the same against one Label and a bare commit", vote, commit, "ms"),
        ]
    label.close()
    durable.close()
    return rows

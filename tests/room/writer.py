"""A secretary in another process: records in a database what it is told on standard input, one line at a time."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from boardtui.book.store import Store
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.meeting.entries import ItemOpened, MeetingClosed, MeetingOpened, NoteTaken
from boardtui.register.demo import BOARD
from boardtui.register.layout import NAMES
from tests.build import write_demo


def main(path: Path) -> None:
    """``new``, ``convene``, ``open``, ``close``, ``note N`` (records N and tells the seconds each took), ``end``."""
    desk: Desk | None = None
    for told in sys.stdin:
        word, _, rest = told.strip().partition(" ")
        if word == "new":
            store = Store.create(path, expected=NAMES)
            write_demo(store.connection)
            store.close()
        elif word == "end":
            break
        else:
            desk = desk or Desk.open(Config(Settings(database=str(path)), path.parent))
            print(_record(desk, word, rest), flush=True)
            continue
        print("done", flush=True)
    if desk is not None:
        desk.close()


def _record(desk: Desk, word: str, rest: str) -> str:
    session = desk.session("partnership-board")
    if word == "convene":
        session.convene(BOARD)
    elif word == "open":
        session.record(MeetingOpened())
        session.record(ItemOpened(next(iter(session.state.items))))
    elif word == "close":
        session.record(MeetingClosed())
    else:
        took = []
        for number in range(int(rest)):
            start = time.perf_counter()
            session.record(NoteTaken(None, f"note {number}"))
            took.append(time.perf_counter() - start)
        return " ".join(f"{one:.6f}" for one in took)
    return str(session.recorded)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

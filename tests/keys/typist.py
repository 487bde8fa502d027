"""Random keys in a real terminal: the program is started on a demonstration, typed to, resized, and started again when left."""

from __future__ import annotations

import datetime
import os
import random
import select
import time
from pathlib import Path
from typing import Any, NamedTuple

from boardtui.tui.status import is_small
from tests.journey.terminal import Terminal
from tests.keys.hands import FINGERPRINT, NOW, entries, keys_at_random, running_meeting

SIZES = ((80, 24), (120, 40))
ALONE = 0.12  # seconds after Escape, which a terminal takes with a letter that follows at once for Alt
LEAVE = b"\x11"  # ctrl+q
SENT = {
    "enter": "\r", "escape": "\x1b", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f", "pagedown": "\x1b[6~", "pageup": "\x1b[5~",
    "home": "\x1b[H", "end": "\x1b[F", "f1": "\x1bOP", "ctrl+s": "\x13", "ctrl+j": "\n", "ctrl+p": "\x10",
}  # fmt: skip
"""What a terminal sends for a key that is no character."""


class Left(NamedTuple):
    """What keys left: the entries of each book, and the screen."""

    entries: dict[str, list[Any]]
    screen: str


class Typed(NamedTuple):
    """How many keys were sent, how often the program was left and started again, how many entries the books gained,
    and the report of each fault with the keys before it."""

    keys: int
    starts: int
    entries: int
    faults: list[str]


def type_at_random(folder: Path, charter: str, seed: int, count: int, pause: float, size: tuple[int, int]) -> Typed:
    """Send so many random keys, one each ``pause`` seconds, while the window is now and then made another size.

    It begins in a running meeting; in the end the program can still be left.
    """
    rng = random.Random(seed)
    database = running_meeting(folder / "demo", charter).parent / "data.db"
    before = sum(map(len, entries(database).values()))
    faults: list[str] = []
    starts = 0
    terminal: Terminal | None = None
    wide, high = size
    keys = keys_at_random(rng, count, escapes=10)
    try:
        for number, key in enumerate(keys):
            if terminal is None or not terminal.child.isalive():
                starts += 1
                terminal, (wide, high) = _started(database, size), size
            os.write(terminal.child.child_fd, SENT.get(key, key).encode())
            _let_it_paint(terminal, max(pause, ALONE) if key == "escape" else pause)
            if rng.random() < (0.3 if is_small(wide, high) else 0.02):
                wide, high = rng.choice([size, (rng.randrange(40, 200), rng.randrange(10, 60))])
                terminal.child.setwinsize(high, wide)
            if number % 50 == 49:
                faults += [f"{report}\n{keys[max(0, number - 100) : number + 1]}" for report in _reports(database)]
        if terminal is not None and terminal.child.isalive():
            os.write(terminal.child.child_fd, LEAVE)
            assert terminal.ends(limit=60 + count * 0.25) == 0  # what was typed ahead comes first
    finally:
        if terminal is not None:
            terminal.close()
    faults += [f"{report}\n{keys[-100:]}" for report in _reports(database)]
    return Typed(len(keys), starts, sum(map(len, entries(database).values())) - before, faults)


def press_in_meeting(folder: Path, charter: str, keys: list[str], pause: float) -> Left:
    """Press keys in a running meeting, one each ``pause`` seconds or, where that is 0, all at once; no clock goes on."""
    database = running_meeting(folder, charter).parent / "data.db"
    terminal = _started(database, (100, 30), NOW)
    try:
        terminal.until("next item")
        if pause:
            for key in keys:
                os.write(terminal.child.child_fd, SENT.get(key, key).encode())
                end = time.monotonic() + pause
                while (left := end - time.monotonic()) > 0 and terminal.read(left):
                    pass
        else:
            os.write(terminal.child.child_fd, "".join(SENT.get(key, key) for key in keys).encode())
        screen = terminal.settle(3.0)
    finally:
        terminal.close()
    return Left(entries(database), FINGERPRINT.sub("…", screen))


def _started(database: Path, size: tuple[int, int], now: datetime.datetime | None = None) -> Terminal:
    """The program in the meeting that is running, or at Home where it has been closed."""
    terminal = Terminal(folder=database.parent, size=size, now=now)
    terminal.until("Home", "help")
    terminal.press("enter")
    return terminal


def _let_it_paint(terminal: Terminal, seconds: float) -> None:
    """Take what it paints in that time, and look at nothing of it, which would take longer than the program does."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal.child.child_fd], [], [], left)[0]:
            try:
                os.read(terminal.child.child_fd, 1 << 16)
            except OSError:  # it has ended
                return


def _reports(database: Path) -> list[str]:
    """What the program noted of faults since they were last asked for."""
    found = []
    for path in database.parent.glob("*-crash.txt"):
        found.append(path.read_text(encoding="utf-8"))
        path.rename(path.with_suffix(f".{time.monotonic_ns()}"))
    return found

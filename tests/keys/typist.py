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
HUNG = 180.0  # seconds after which the program is taken to hang; a busy machine takes long to start it
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

    It begins in a running meeting; in the end the program can still be left. No two of charter, pause and size get the same keys.
    """
    rng = random.Random(f"{seed} {charter} {pause} {size}")
    database = running_meeting(folder / "demo", charter).parent / "data.db"
    before = sum(map(len, entries(database).values()))
    faults: list[str] = []
    starts = number = 0
    terminal: Terminal | None = None
    wide, high = size
    keys = keys_at_random(rng, count, escapes=10)
    try:
        for number, key in enumerate(keys, 1):
            if terminal is None or not terminal.child.isalive():
                faults += _of_status(terminal)
                starts += 1
                terminal, (wide, high) = _started(database, size), size
            os.write(terminal.child.child_fd, SENT.get(key, key).encode())
            _let_it_paint(terminal, max(pause, ALONE) if key == "escape" else pause)
            if rng.random() < (0.3 if is_small(wide, high) else 0.02):
                wide, high = rng.choice([size, (rng.randrange(40, 200), rng.randrange(10, 60))])
                terminal.child.setwinsize(high, wide)
            if number % 50 == 0:
                faults += [f"{report}\n{keys[max(0, number - 100) : number]}" for report in _reports(database)]
        if terminal is not None and terminal.child.isalive():
            os.write(terminal.child.child_fd, LEAVE)
            terminal.ends(limit=HUNG + count * 0.25)  # what was typed ahead comes first
        faults += _of_status(terminal)
        gained = sum(map(len, entries(database).values())) - before
    except AssertionError as fault:  # it hangs, does not start, or its book is broken
        faults.append(f"{fault}\n{keys[max(0, number - 100) : number]}")
        gained = 0
    finally:
        if terminal is not None:
            terminal.close()
    faults += [f"{report}\n{keys[-100:]}" for report in _reports(database)]
    return Typed(number, starts, gained, faults)


def _of_status(terminal: Terminal | None) -> list[str]:
    """What is wrong where the program has ended other than by being left."""
    if terminal is None or terminal.child.exitstatus == 0:
        return []
    return [f"the program ended with {terminal.child.exitstatus or terminal.child.signalstatus}:\n{terminal.screen}"]


def press_in_meeting(folder: Path, charter: str, keys: list[str], pause: float) -> Left:
    """Press keys in a running meeting, one each ``pause`` seconds or, where that is 0, all at once; no clock goes on."""
    database = running_meeting(folder, charter).parent / "data.db"
    terminal = _started(database, (100, 30), NOW)
    try:
        terminal.until("next item", limit=HUNG)
        if pause:
            for key in keys:
                os.write(terminal.child.child_fd, SENT.get(key, key).encode())
                end = time.monotonic() + pause
                while (left := end - time.monotonic()) > 0 and terminal.read(left):
                    pass
        else:
            os.write(terminal.child.child_fd, "".join(SENT.get(key, key) for key in keys).encode())
        _let_it_finish(terminal)
    finally:
        terminal.close()
    return Left(entries(database), FINGERPRINT.sub("…", terminal.screen))


def _started(database: Path, size: tuple[int, int], now: datetime.datetime | None = None) -> Terminal:
    """The program in the meeting that is running, or at Home where it has been closed."""
    terminal = Terminal(folder=database.parent, size=size, now=now)
    terminal.until("Home", "help", limit=HUNG)
    terminal.press("enter")
    return terminal


def _let_it_finish(terminal: Terminal, quiet: float = 3.0) -> None:
    """Read until the text on the screen has stayed the same for so many seconds; a cursor may blink meanwhile."""
    screen, since = terminal.screen, time.monotonic()
    while time.monotonic() - since < quiet and terminal.read(0.1):
        if terminal.screen != screen:
            screen, since = terminal.screen, time.monotonic()


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

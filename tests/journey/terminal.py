"""The program on a real pseudo-terminal: started as a user starts it, typed to, and read back through an emulator."""

from __future__ import annotations

import datetime
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).parents[2]
SLOWEST = 30.0
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "shift+tab": "\x1b[Z",
}


class Terminal:
    """A child of this test on a terminal of so many columns and lines. ``raw`` is every byte that it wrote.

    ``limit`` is the largest file it may write; ``errors`` is where its standard error goes instead of the terminal;
    ``now`` is where its clock stands still; ``patience`` is for how many seconds it waits for a file before it says so;
    ``kept_after`` is how many seconds after a key what is typed is kept.
    """

    def __init__(
        self,
        *args: str,
        folder: Path,
        size: tuple[int, int] = (80, 24),
        limit: int | None = None,
        errors: Path | None = None,
        now: datetime.datetime | None = None,
        patience: float | None = None,
        kept_after: float | None = None,
    ) -> None:
        columns, lines = size
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        for name in ("COLUMNS", "LINES", "NO_COLOR", "BOARDTUI_CONFIG"):
            environment.pop(name, None)
        start = "import sys; from boardtui.cli.main import main; sys.argv[0] = 'boardtui'; main()"
        if limit is not None:
            start = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); {start}"
        if now is not None:
            start = f"import datetime, boardtui.clock; boardtui.clock.now_utc = lambda: {now!r}; {start}"
        if patience is not None:
            start = f"import boardtui.book.schema; boardtui.book.schema.BUSY_SECONDS = {patience}; {start}"
        if kept_after is not None:
            start = f"import boardtui.tui.forms.form; boardtui.tui.forms.form.KEPT_AFTER = {kept_after}; {start}"
        if errors is not None:
            start = f"import os; os.dup2(os.open({str(errors)!r}, os.O_CREAT | os.O_WRONLY, 0o600), 2); {start}"
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", start, *args],
            cwd=str(folder),
            env=environment,
            dimensions=(lines, columns),
            echo=False,  # what is typed once the program has ended is no part of its screen
        )
        self.raw = b""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def pid(self) -> int:
        return int(self.child.pid)

    @property
    def screen(self) -> str:
        """What stands on the terminal now."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, *keys: str) -> None:
        """Send keys: a name of KEYS, or characters as they are typed. Escape is followed by a pause, as by a hand."""
        for key in keys:
            self.child.send(KEYS.get(key, key))
            if key == "escape":
                self.settle()

    def settle(self, seconds: float = 0.12) -> str:
        """Read until nothing has come for that long; answers the screen."""
        last, count = time.monotonic(), len(self.raw)
        while time.monotonic() - last < seconds and self.read(0.03):
            if len(self.raw) != count:
                last, count = time.monotonic(), len(self.raw)
        return self.screen

    def changed(self, before: str, limit: float = SLOWEST) -> str:
        """Read until another screen stands there than before, and nothing more comes; answers it."""
        end = time.monotonic() + limit
        while self.screen == before:
            assert time.monotonic() < end and self.read(0.2), f"nothing changed:\n{before}"
        return self.settle()

    def until(self, *words: str, limit: float = SLOWEST) -> str:
        """Read until all these words stand on the screen; answers the screen."""
        end = time.monotonic() + limit
        while not self._shows(words):
            if time.monotonic() > end or not self.read(0.2):
                raise AssertionError(f"{words} did not appear (alive: {self.child.isalive()}):\n{self.screen}")
        return self.screen

    def _shows(self, words: Sequence[str]) -> bool:
        shown = self.screen
        return all(word in shown for word in words)

    def convene(self, *words: str) -> str:
        """Convene the meeting under the cursor; the program asks first."""
        self.press("enter")
        end = time.monotonic() + SLOWEST
        while "enter convene" not in self.screen and not all(word in self.screen for word in words):
            assert time.monotonic() < end and self.read(0.2), f"nothing was convened:\n{self.screen}"
        if "enter convene" in self.screen:
            self.press("enter")
        return self.until(*words)

    def read(self, seconds: float) -> bool:
        """Take in what comes in that time; False where the program has ended."""
        try:
            data = self.child.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        # The emulator knows no private modes with these marks, and would show their letters.
        self._stream.feed(re.sub(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p", b"", data))
        return True

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self._screen.resize(lines, columns)
        self.blank()
        self.child.setwinsize(lines, columns)

    def blank(self) -> None:
        """Forget what stands on the terminal, as where another program has written over it."""
        self._screen.reset()

    def ends(self, limit: float = SLOWEST) -> int:
        """Read until the program ends; answers its exit status, negative where a signal ended it."""
        end = time.monotonic() + limit
        while self.read(0.2):
            assert time.monotonic() < end, f"the program goes on:\n{self.screen}"
        self.child.close()
        status = self.child.exitstatus
        return -int(self.child.signalstatus or 0) if status is None else int(status)

    def close(self) -> None:
        """End the program, whatever it is doing."""
        self.child.close(force=True)

"""A program on a real pseudo-terminal: started, typed to, and timed by the bytes that it paints."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUIET = 0.12


class Terminal:
    """A child on a pseudo-terminal of the given size. Times are in seconds."""

    def __init__(self, code: str, *args: str, size: tuple[int, int] = (120, 40)) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS=str(size[0]), LINES=str(size[1]))
            os.execv(sys.executable, [sys.executable, "-c", code, *args])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.seen = b""

    def until(self, text: bytes, limit: float = 60.0) -> float:
        """Seconds from the start until this text has been painted."""
        while text not in self.seen:
            if not self._read(limit):
                raise TimeoutError(f"{text!r} was not painted; the last bytes were {self.seen[-2000:]!r}")
        return time.perf_counter() - self.started

    def settle(self) -> None:
        """Wait until nothing more is painted."""
        while self._read(QUIET * 3):
            pass

    def key(self, key: bytes, *signs: bytes) -> list[float]:
        """Seconds from the key until each of these, in this order, has been painted; then waits until all is painted."""
        at, times = len(self.seen), []
        start = time.perf_counter()
        os.write(self.fd, key)
        for sign in signs:
            while (found := self.seen.find(sign, at)) < 0:
                if not self._read(5.0):
                    raise TimeoutError(f"{sign!r} was not painted after {key!r}; painted: {self.seen[at:]!r}")
            times.append(time.perf_counter() - start)
            at = found + len(sign)
        while self._read(QUIET):
            pass
        return times

    def peak_memory(self) -> int:
        """The most memory that the child has held, in KiB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def _read(self, limit: float) -> bool:
        ready, _, _ = select.select([self.fd], [], [], limit)
        if not ready:
            return False
        try:
            self.seen += os.read(self.fd, 1 << 16)
        except OSError:
            return False
        return True


def median(values: Sequence[float]) -> float:
    """The middle value."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]

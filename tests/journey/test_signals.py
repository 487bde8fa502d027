"""What system and shell do to the program in a real terminal: end it, stop it and let it go on, send its errors to a file."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("signals and a pseudo-terminal are things of POSIX", allow_module_level=True)

import termios

from tests import first
from tests.journey.terminal import Terminal
from tests.journey.voting import before_the_vote

LEFT = b"\x1b[?1049l"
"""What a terminal is sent that is to show again what stood there before the program."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal("demo", folder=tmp_path, size=(100, 30))
    yield terminal
    terminal.close()


def test_ended_from_outside_it_leaves_the_terminal_as_it_was(home: Terminal) -> None:
    before = termios.tcgetattr(home.child.child_fd)
    home.until("Coming")
    assert termios.tcgetattr(home.child.child_fd) != before
    os.kill(home.pid, signal.SIGTERM)
    assert home.ends() == 128 + signal.SIGTERM
    assert LEFT in home.raw and b"\x1b[?25h" in home.raw.rpartition(LEFT)[2]


@pytest.mark.parametrize(
    ("key", "ended", "status"),
    [
        pytest.param("n", signal.SIGHUP, -signal.SIGHUP, marks=pytest.mark.slow),  # as where the terminal is closed
        ("N", signal.SIGHUP, -signal.SIGHUP),
        ("n", signal.SIGTERM, 128 + signal.SIGTERM),
        pytest.param("N", signal.SIGTERM, 128 + signal.SIGTERM, marks=pytest.mark.slow),
    ],
)
def test_what_was_typed_up_to_the_end_is_kept(tmp_path: Path, key: str, ended: int, status: int) -> None:
    """In a form, and in the notes at the foot of the meeting: nothing else has kept it by then."""
    folder = before_the_vote(tmp_path / "board").parent
    terminal = Terminal(folder=folder, kept_after=1000.0)
    terminal.until("Running", "? help")
    terminal.press("enter")
    terminal.until("v vote", "Motion 5.1")
    terminal.settle()
    terminal.press(key)
    terminal.settle()
    terminal.press("The boiler is mended.")
    terminal.until("The boiler is mended.")
    assert not (folder / "data-drafts.json").exists()
    os.kill(terminal.pid, ended)
    assert terminal.ends() == status
    assert "The boiler is mended." in (folder / "data-drafts.json").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_terminal_that_is_closed_ends_it_though_its_starter_ignored_that(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # which a child inherits
    try:
        home = Terminal("demo", folder=tmp_path)
    finally:
        signal.signal(signal.SIGHUP, before)
    home.until("Coming")
    home.child.ptyproc.fileobj.close()
    end = time.monotonic() + 60
    while (ended := os.waitpid(home.pid, os.WNOHANG)) == (0, 0) and time.monotonic() < end:
        time.sleep(0.02)
    if ended == (0, 0):
        os.kill(home.pid, signal.SIGKILL)
    assert os.WTERMSIG(ended[1]) == signal.SIGHUP


@pytest.mark.parametrize("stop", first(1, [signal.SIGTSTP, signal.SIGSTOP]))
def test_stopped_and_continued_it_is_drawn_again_and_goes_on(home: Terminal, stop: signal.Signals) -> None:
    before = termios.tcgetattr(home.child.child_fd)
    home.until("Coming", "open actions")
    screen = home.settle()
    for _ in range(2):
        os.kill(home.pid, stop)
        stopped(home)
        assert (termios.tcgetattr(home.child.child_fd) == before) is (stop == signal.SIGTSTP)
        home.blank()
        os.kill(home.pid, signal.SIGCONT)
        home.until("Coming", "open actions")
        assert home.settle(0.3) == screen
    home.press("?")
    home.until("Home – help")
    home.press("q", "q")
    assert home.ends() == 0


def test_stopped_at_once_it_takes_keys_again_although_a_shell_had_the_terminal(home: Terminal) -> None:
    """As with kill -STOP, and then fg."""
    whole_lines = termios.tcgetattr(home.child.child_fd)
    home.until("Coming")
    key_by_key = termios.tcgetattr(home.child.child_fd)
    assert key_by_key != whole_lines
    os.kill(home.pid, signal.SIGSTOP)
    stopped(home)
    termios.tcsetattr(home.child.child_fd, termios.TCSANOW, whole_lines)
    begins = len(home.raw)
    os.kill(home.pid, signal.SIGCONT)
    home.press("?")
    home.until("Home – help")
    assert termios.tcgetattr(home.child.child_fd) == key_by_key
    assert b"\x1b[?2004h" in home.raw[begins:]


def stopped(terminal: Terminal) -> None:
    """Wait until the system has stopped it."""
    for _ in range(200):
        _, status = os.waitpid(terminal.pid, os.WUNTRACED | os.WNOHANG)
        if os.WIFSTOPPED(status):
            terminal.read(0.1)
            return
        time.sleep(0.02)
    raise AssertionError("it was not stopped")


@pytest.mark.slow
def test_it_draws_where_the_errors_go_to_a_file(tmp_path: Path) -> None:
    terminal = Terminal("demo", folder=tmp_path, errors=tmp_path / "errors")
    terminal.until("Coming", "open actions")
    terminal.press("q")
    assert terminal.ends() == 0
    assert (tmp_path / "errors").read_bytes() == b""

"""The meetings that tests start from."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
import textual._wait
from hypothesis import Phase, settings

from boardtui.desk.desk import Desk
from boardtui.meeting.fold.stretch import Stretch
from tests import build, rest

# Screens are the same whatever the terminal is that the tests are started from.
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
os.environ.pop("NO_COLOR", None)

# How long an example takes says more of the machine than of the program. What decides whether a change is taken must give
# the same answer twice; wherever else the tests are run, they try other examples every time. To explain a failure, Hypothesis
# traces every line, for many minutes; to make it small takes minutes too, which only who mends it needs.
settings.register_profile("steady", deadline=None, phases=set(Phase) - {Phase.explain})
settings.register_profile("same", deadline=None, derandomize=True, phases=set(Phase) - {Phase.explain, Phase.shrink})
settings.load_profile("same" if os.environ.get("CI") else "steady")

# Pilot takes a program for idle that has used no processor for 20 ms. Windows counts that in steps of 16 ms.
if sys.platform == "win32":
    textual._wait.SLEEP_GRANULARITY, textual._wait.SLEEP_IDLE = 1 / 20, 1 / 40
rest.install()

# The program is started hundreds of times, and each worker reads all the tests: what is compiled once is kept.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Settings that a test saves are never those of whoever runs the tests.
_SETTINGS = tempfile.TemporaryDirectory(prefix="boardtui-settings-")
os.environ["XDG_CONFIG_HOME"] = _SETTINGS.name

# A sixth of the time of a test of a screen went into garbage. It is looked for between tests, once a worker has grown by this
# much or so many tests were run, and not at the end, when all goes with the process. By the number of objects alone, a
# worker came to four gigabytes: a Word paper is a handful of them, and megabytes for the library behind them.
ROOM, MOST_TESTS, STATM = 250_000_000, 250, Path("/proc/self/statm")
gc.set_threshold(2_000_000, 10, 10)

# What a test writes is gone when it is over: where memory enough can be had as a folder, nothing waits for a disk.
MEMORY, ENOUGH = Path("/dev/shm"), 2_000_000_000
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

LIMIT, LIMIT_IN_LONG = 300, 7_200  # seconds that a test may take: one that waits for what never comes fails
IS_LONG = bool(os.environ.get("BOARDTUI_LONG"))


@pytest.fixture
def board() -> Stretch:
    """The Partnership Board in session, all 31 present, the capital item open."""
    return build.sitting()


@pytest.fixture
def sle() -> Stretch:
    """The SLE in session, all eight present, the capital item open."""
    return build.sitting(build.SLE)


@pytest.fixture
def capital(board: Stretch) -> Stretch:
    """The Board with a motion under 8.4 before it: fourteen members are eligible."""
    return build.record(board, build.motion())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a new database with the register of the demonstration, in the folder of the test; no meeting is convened."""
    from tests.tui.app import make_desk

    made = make_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No paper is set in Word or as PDF: for what hangs on that it is written, and not on how it looks."""
    from boardtui.papers.formats import rendering
    from boardtui.papers.formats.making import made

    def quickly(document: Any, form: str, *rest: Any) -> bytes:
        return repr(document).encode() if form in ("docx", "pdf") else made(document, form, *rest)

    monkeypatch.setattr(rendering, "made", quickly)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What a test puts in the place of a handler is found while it lasts, and no longer; nor does its garbage stay."""
    if "monkeypatch" not in getattr(item, "fixturenames", ()):
        return (yield)
    rest.forget_handlers()
    try:
        return (yield)
    finally:
        rest.forget_handlers()


def resident() -> int:
    """How much memory this process has; where the system does not say it, nothing."""
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") if STATM.exists() else 0


_grown_from = {"tests": 0, "bytes": resident()}


def pytest_runtest_logfinish() -> None:
    """Let go of what the last tests left: all that was there before them is left out of the search."""
    _grown_from["tests"] += 1
    if _grown_from["tests"] >= MOST_TESTS or resident() - _grown_from["bytes"] > ROOM:
        gc.collect(0)
        _grown_from.update(tests=0, bytes=resident())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One for a processor: each reads all the tests before it begins, and a screen that is driven waits for nothing."""
    return os.cpu_count() or 1


def pytest_collection_finish() -> None:
    """Leave what stays to the end out of every search for garbage; the little garbage among it is not worth one."""
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """Leave what is there at the end out of the last searches."""
    gc.freeze()


def pytest_make_parametrize_id(val: object) -> str | None:
    """A short name for what is long: pytest keeps names in the environment, where Windows takes 32,767 characters.

    The name of bytes has no length: a spreadsheet made in each worker holds the second in which it was.
    """
    if isinstance(val, bytes) and len(val) > 500:
        return "bytes"
    return f"str of {len(val)}" if isinstance(val, str) and len(val) > 500 else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long forms to ``pytest -m slow``, and on Windows what only POSIX has."""
    if sys.platform == "win32":
        for item in items:
            if item.get_closest_marker("posix"):
                item.add_marker(pytest.mark.skip(reason="what it needs, only POSIX has"))
    if config.pluginmanager.hasplugin("timeout") and config.getoption("timeout") is None:
        for item in items:
            item.add_marker(pytest.mark.timeout(LIMIT_IN_LONG if item.get_closest_marker("slow") or IS_LONG else LIMIT))
    if config.option.markexpr:
        return
    writing = os.environ.get("BOARDTUI_FRAMES") == "write"  # the frames of all sizes, then
    slow = {item for item in items if item.get_closest_marker("slow") and not (writing and "tests/tui" in item.nodeid)}
    config.hook.pytest_deselected(items=list(slow))
    items[:] = [item for item in items if item not in slow]

"""Once in a real terminal, as a user does it: the README's demonstration from start to leave, and no word steers it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from boardtui.cli.examples.build import demo_copy
from boardtui.desk.folding import entry_of
from boardtui.meeting import entries as e
from boardtui.register.layout import NAMES
from tests.journey.hostile import hostile_folder

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a thing of POSIX", allow_module_level=True)

from tests.journey.terminal import Terminal

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
BOOK = "partnership-board"
# What only the words of the board could bring to the terminal: OSC, C1 (in UTF-8), bidi, zero width, the marked CSI.
STEERING = re.compile(
    rb"\x1b\]|\x1b\[777;7H|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\x07"
)
POINTER = b"\x1b]22;default\x07"
"""What Textual itself sends as it starts and ends: the pointer's shape."""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[list[Terminal]]:
    """Terminals that are closed at the end."""
    found: list[Terminal] = []
    yield found
    for one in found:
        one.close()


def entries(database: Path) -> list[e.AnyEntry]:
    with Store.open(database, expected=NAMES, read_only=True) as store:
        assert verify_store(store, BOOK).problem is None
        return [entry_of(line) for line in store.lines(BOOK)]


def test_started_while_another_program_has_the_database_it_waits_and_says_so(
    tmp_path: Path, opened: list[Terminal]
) -> None:
    config = demo_copy(tmp_path / "demo")
    other = sqlite3.connect(config.parent / "data.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    t = Terminal(folder=config.parent, size=(240, 24), patience=0.5)  # wide: no line is broken in a word
    opened.append(t)
    t.until("Another program is using", "gives up", limit=60)
    other.execute("ROLLBACK")
    other.close()
    t.until("Coming")
    t.press("q")
    assert t.ends() == 0


@pytest.mark.parametrize("size", [SIZES[0], pytest.param((120, 40), id="120x40", marks=pytest.mark.slow)])
def test_the_demonstration_from_start_to_leave(tmp_path: Path, size: tuple[int, int], opened: list[Terminal]) -> None:
    t = Terminal("demo", folder=tmp_path, size=size)
    opened.append(t)
    t.until("Coming", "▸Thu 26 Nov 2026 10:00", "Past", "open actions")
    t.convene("Not yet open", "Welcome and apologies")
    t.press("t")
    t.until("ATTENDANCE NOT YET RECORDED", "Present 31")
    t.press("1", "1")
    t.until("▸11")
    t.press("y")
    t.until("Present 30 · Apologies 1")
    t.press("enter")
    t.until("Attendance recorded")
    t.press("h")
    t.until("In the chair")
    t.press("enter")
    t.until("Independent Chair is in the chair")
    t.press("escape")
    t.until("o opens the meeting")
    t.press("o")
    t.until("The meeting is open")
    for number, title in enumerate(("Welcome", "Declarations", "Minutes of the last", "Chief executive"), 1):
        t.press("right")
        t.until(f"Item {number} {title}")
    t.press("m")
    t.until("The motion", "General agreement")
    t.press("To support the update.")
    t.until("To support the update.")
    for _ in range(4):
        t.press("enter")
        t.settle(0.1)
    t.until("Evidence that the condition is met")
    t.until("e.g. a minute reference")
    t.press("SLE, 14 September")
    t.until("SLE, 14 September")
    t.press("enter")
    t.until("c declares consensus")
    t.press("c")
    t.until("Declared: motion 4.1, agreed by consensus")
    t.press("escape")
    t.until("next item")
    t.press("c")
    t.until("Close the meeting", "enter close the meeting")
    t.press("enter")
    t.until("The meeting is closed.")
    t.press("escape")
    t.until("Coming")
    t.press("q")
    assert t.ends() == 0
    assert b"Traceback" not in t.raw
    # The day of the demonstration is past by now, so each entry is followed by when it was.
    told = [entry for entry in entries(tmp_path / "demo" / "data.db") if not isinstance(entry, e.TimeStated)]
    assert told[-1] == e.MeetingClosed() and e.ApologiesGiven("ecc-hwb-chair") in told
    assert isinstance(told[-2], e.ConsensusDeclared)
    paper = (tmp_path / "demo" / "meetings" / "pb-2026-11-26" / "minutes.md").read_text(encoding="utf-8")
    assert "by consensus (" in paper and "| Present (30) |" in paper


@pytest.mark.slow
def test_started_again_it_goes_on_with_the_same_copy(tmp_path: Path, opened: list[Terminal]) -> None:
    for words in ("NOT YET OPEN", "Running"):
        t = Terminal("demo", folder=tmp_path, size=(120, 40))
        opened.append(t)
        t.until("Coming")
        if words == "NOT YET OPEN":
            t.convene(words)
        t.until(words)
        t.press("escape")
        t.until("Coming")
        t.press("q")
        assert t.ends() == 0


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_folder(tmp_path_factory.mktemp("hostile")).parent


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_no_word_of_the_board_steers_the_terminal(
    hostile: Path, tmp_path: Path, size: tuple[int, int], opened: list[Terminal]
) -> None:
    for name in ("data.db", "config.toml"):
        shutil.copyfile(hostile / name, tmp_path / name)
    t = Terminal(folder=tmp_path, size=size)
    opened.append(t)
    t.until("Running", "Past", "? help")
    t.press("down", "enter")  # past the meeting of a later day, which is not in public
    t.until("next item")
    for key in ("t", "i", "v", "u", "s", "g", "m", "n", "a", "r", "question_mark"):
        before = t.screen
        t.press("?" if key == "question_mark" else key)
        t.changed(before)
        t.press("escape")
        t.until("next item", "exclude public", "▶")
        t.settle()
    t.press("escape")
    t.until("Coming")
    for key in ("e", "a", "i"):
        before = t.settle()
        t.press(key)
        t.changed(before)
        for page in "12345678" if key == "e" else "":
            t.press(page)
            t.settle(0.1)
        t.press("escape")
        t.until("Coming")
    t.press("q")
    assert t.ends() == 0
    raw = t.raw.replace(POINTER, b"")
    found = STEERING.search(raw)
    assert found is None, raw[max(0, found.start() - 60) : found.end() + 20]


def test_control_the_hostile_words_are_in_the_file(hostile: Path) -> None:
    """The proof above can fail: the very bytes stand in the database."""
    raw = (hostile / "data.db").read_bytes()
    assert b"\x1b]52;c;" in raw and b"\xe2\x80\xae" in raw and b"\xc2\x9b" in raw

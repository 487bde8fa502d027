"""Killed in the middle of a vote: what the screen had acknowledged is in the book, and the meeting goes on."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.book.store import Store
from boardtui.desk.replay import replay
from boardtui.meeting import entries as e
from boardtui.meeting.state.state import Motion
from boardtui.register.layout import NAMES
from tests.build import members
from tests.journey.secretary import BOARD
from tests.journey.voting import MOTION, before_the_vote

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal and SIGKILL are things of POSIX", allow_module_level=True)

from tests.journey.terminal import Terminal

SEATS = [member.key for member in members()]  # in the order of their numbers
KEYS = {"f": "for", "g": "against", "h": "abstain"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return before_the_vote(tmp_path / "board").parent


@pytest.fixture
def opened(folder: Path) -> Iterator[Terminal]:
    """The program at the vote, where no seat has voted."""
    terminal = Terminal(folder=folder, size=(80, 24))
    terminal.until("Running", "? help")
    terminal.press("enter")
    terminal.until("v vote", "Motion 5.1")
    terminal.settle()
    terminal.press("v")
    terminal.until("f for", "not voted 14")
    yield terminal
    terminal.close()


def kill(terminal: Terminal) -> str:
    """End it without warning; answers the last screen that the user saw."""
    os.kill(terminal.pid, signal.SIGKILL)
    assert terminal.ends() == -signal.SIGKILL
    return terminal.screen


def acknowledged(screen: str) -> dict[str, str]:
    """The votes that a screen shows, by seat."""
    shown = re.findall(r"[ ▸](\d\d) (for|against|abstain) ", screen)
    return {SEATS[int(number) - 1]: choice for number, choice in shown}


def held(folder: Path) -> tuple[Motion, list[e.VotesRecorded]]:
    """What the book says of the motion once the file is opened again and verified, and the votes in the order recorded."""
    with Store.open(folder / "data.db", expected=NAMES) as store:
        assert store.read_only_reason is None
        found = replay(store.lines(BOARD))
    assert found.problem is None
    last = found.stretches[-1]
    return last.state.motions[MOTION], [line.entry for line in last.lines if isinstance(line.entry, e.VotesRecorded)]


def test_a_vote_that_the_screen_shows_survives_a_kill_at_the_next_key(folder: Path, opened: Terminal) -> None:
    for number, key in enumerate("ffgfh", 1):
        opened.press(key)
        opened.until(f"not voted {14 - number}")
    opened.child.send("f")
    seen = acknowledged(kill(opened))
    assert list(seen.values())[:5] == ["for", "for", "against", "for", "abstain"]
    motion, _ = held(folder)
    assert dict(motion.votes) | seen == dict(motion.votes)
    assert len(seen) <= len(motion.votes) <= 6


@pytest.mark.slow
def test_the_meeting_goes_on_after_it(folder: Path, opened: Terminal) -> None:
    opened.press("f")
    opened.until("not voted 13")
    kill(opened)
    again = Terminal(folder=folder, size=(80, 24))
    try:
        again.until("Running", "? help")
        again.press("enter")
        again.until("v vote", "Motion 5.1")
        again.settle()
        again.press("v")
        again.until("not voted 13", "02 for")
        again.press("r")
        again.until("for: the other 13")
        again.press("d")
        again.until("would change the result", "record ruling")
        again.settle()
        again.press("enter")
        again.until("The Chair's words, for the minutes")
        again.press("As chartered", "enter")
        again.until("Declare motion 5.1 carried", "enter declare")
        again.press("enter")
        again.until("Declared: motion 5.1 carried")
        again.press("escape")
        again.until("next item")
        again.press("escape")
        again.until("Coming")
        again.press("q")
        assert again.ends() == 0
    finally:
        again.close()
    motion, _ = held(folder)
    assert motion.status == "carried" and len(motion.votes) == 14


def kill_somewhere(folder: Path, terminal: Terminal, seed: int) -> None:
    """Vote at random and be killed at a random moment; then compare the last screen with the book."""
    chance = random.Random(seed)
    for _ in range(chance.randrange(1, 25)):
        terminal.press("down" if chance.random() < 0.3 else chance.choice("fgh"))
        terminal.read(chance.choice((0, 0, 0.01, 0.05)))
    time.sleep(chance.random() / 20)
    seen = acknowledged(kill(terminal))
    motion, recorded = held(folder)
    assert set(seen) <= set(motion.votes), seed
    for voter, choice in seen.items():
        assert choice in [entry.choice for entry in recorded if voter in entry.voters], (seed, voter)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_a_random_moment_no_acknowledged_vote_is_lost(folder: Path, opened: Terminal, seed: int) -> None:
    kill_somewhere(folder, opened, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 160))
def test_killed_at_many_moments_no_acknowledged_vote_is_lost(folder: Path, opened: Terminal, seed: int) -> None:
    kill_somewhere(folder, opened, seed)

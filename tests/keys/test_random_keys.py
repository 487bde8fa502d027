"""Random keys in a real terminal: no fault, and every book verifies. The long form: ``python -m tests.keys --long``."""

from __future__ import annotations

import random
import shutil
import sys
from itertools import pairwise
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a thing of POSIX", allow_module_level=True)

from tests import first
from tests.keys.hands import CHARTERS, keys_at_random
from tests.keys.typist import SIZES, press_in_meeting, type_at_random

KEYS = 60  # the long form presses 100,000


@pytest.mark.parametrize("charter", first(1, CHARTERS))
def test_random_keys_break_nothing(tmp_path: Path, charter: str) -> None:
    number = CHARTERS.index(charter)
    typed = type_at_random(tmp_path, charter, seed=number, count=KEYS, pause=0.01, size=SIZES[number % 2])
    assert not typed.faults, "\n".join(typed.faults)
    assert typed.keys >= KEYS and typed.starts


@pytest.mark.slow
@pytest.mark.parametrize("charter", CHARTERS)
@pytest.mark.parametrize("seed", range(6))
def test_the_same_keys_in_a_real_terminal(tmp_path: Path, charter: str, seed: int) -> None:
    rng = random.Random(f"terminal {charter} {seed}")
    keys = keys_at_random(rng, rng.randrange(60, 200), escapes=6)
    # Behind Escape a terminal's own sequences begin with [, which alone time tells from the key.
    keys = [key for before, key in pairwise(["", *keys]) if (before, key) != ("escape", "[")]
    slow = press_in_meeting(tmp_path / "demo", charter, keys, pause=0.45)
    shutil.rmtree(tmp_path / "demo")
    assert press_in_meeting(tmp_path / "demo", charter, keys, pause=0) == slow, keys

"""Hands that press keys at random: which keys, the meeting they begin in, and what became of it."""

from __future__ import annotations

import datetime
import random
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from boardtui.charter.load import names
from boardtui.cli.examples.build import demo_copy
from boardtui.config.config import load
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.register.layout import NAMES
from tests.build import record_all
from tests.tui.app import Clock

CHARTERS = names()
FINGERPRINT = re.compile("[0-9a-f]{64}")
"""Of a book, which has something random in each entry."""
NOW = datetime.datetime(2026, 11, 26, 10, 0, tzinfo=datetime.UTC)
LETTERS = [*"abcdefghijklmnoprstuvwxyz0123456789"]
"""Without q, which leaves the program from Home."""
CAPITALS = [*"ABDEFKLMVZ"] * 2
OFTEN = ["enter"] * 14 + ["down"] * 6 + ["up"] * 3 + ["right"] * 4
SELDOM = [
    "left",
    "tab",
    "tab",
    "shift+tab",
    "space",
    "space",
    *"?/:!@,[]+-",
    "backspace",
    "pagedown",
    "pageup",
    "home",
    "end",
]
STEERING = ["f1", "ctrl+s", "ctrl+j", "ctrl+p"]
TEXTS = ["The Board noted the report", "26 Nov 2026", "10:40", "[/x] é ł 中", "9" * 40, "SLE minute 5"]


def keys_at_random(rng: random.Random, count: int, escapes: int = 0) -> list[str]:
    """So many keys, by Textual's names, now and then a text typed letter by letter; Escape as often as is said."""
    pool = LETTERS + CAPITALS + OFTEN + SELDOM + STEERING + ["escape"] * escapes
    keys: list[str] = []
    while len(keys) < count:
        keys += list(rng.choice(TEXTS)) if rng.random() < 0.04 else [rng.choice(pool)]
    return keys


@cache
def _meeting(charter: str) -> Path:
    """A demonstration with a meeting of that memorandum open, everybody present; made once."""
    config = demo_copy(Path(mkdtemp(prefix="boardtui-keys-")) / "demo", charter=charter)
    desk = Desk.open(load(config), clock=Clock(NOW))
    try:
        meeting = desk.planned()[0]
        session = desk.session(meeting.body)
        session.convene(meeting.key)
        present = [key for key, member in session.state.members.items() if not member.vacant]
        record_all(session, [*(e.MemberArrived(member=key) for key in present), e.MeetingOpened()])
    finally:
        desk.close()
    return config.parent


def running_meeting(folder: Path, charter: str) -> Path:
    """A copy of that demonstration in a new folder; its config.toml."""
    shutil.copytree(_meeting(charter), folder, ignore=shutil.ignore_patterns("*.lock"))
    return folder / "config.toml"


def the_book(desk: Desk) -> str:
    """The body whose meeting is running."""
    return next(book for book, _ in desk.running())


def entries(database: Path) -> dict[str, list[Any]]:
    """What each book of a database holds; every one of them verifies."""
    with Store.open(database, expected=NAMES, read_only=True) as store:
        found = {}
        for book in store.books():
            assert verify_store(store, book).problem is None
            found[book] = [(line.seq, line.at, line.by, line.entry) for line in store.lines(book)]
        return found

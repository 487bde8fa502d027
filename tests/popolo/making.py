"""Popolo files to take in, books made of them, and books of a board to write out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from boardtui.book.chain import GENESIS, Line, canonical, seal
from boardtui.book.store import Store
from boardtui.desk.replay import Replayed, replay
from boardtui.exchange.popolo.taking import Taken, take
from boardtui.meeting.entries import AnyEntry
from boardtui.meeting.state.state import Motion, State
from tests.build import CLERK, at

BOOK = "past"


def event(ident: str = "v1", votes: str = "ann yes, bob no", **fields: Any) -> dict[str, Any]:
    """A vote event of 12 March 2015; the votes as ``who option`` with commas between."""
    cast = [one.strip().split(" ", 1) for one in votes.split(",")] if votes else []
    made = {"id": ident, "start_date": "2015-03-12", "votes": [{"voter_id": who, "option": how} for who, how in cast]}
    return {**made, **fields}


def motion(*events: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A motion with its vote events embedded."""
    return {"id": "m1", "text": "That the plan is adopted.", "vote_events": list(events), **fields}


def taken_in(folder: Path, *data: Any, database: str = "data.db") -> tuple[Taken, Replayed]:
    """What an import of these files gives: each is JSON text, or data to be written as such."""
    paths = []
    for number, one in enumerate(data):
        path = folder / f"file{number}.json"
        path.write_text(one if isinstance(one, str) else json.dumps(one), encoding="utf-8")
        paths.append(path)
    with Store.create(folder / database) as store:
        taken = take(store, paths, BOOK, "J Smith", taken=(), progress=lambda held, count: held)
        found = replay(store.lines(BOOK))
    assert found.problem is None, found.problem
    assert found.entries == taken.found.entries
    return taken, found


def states(found: Replayed) -> list[State]:
    return [stretch.state for stretch in found.stretches]


def motions(found: Replayed) -> list[Motion]:
    return [one for state in states(found) for one in state.motions.values()]


def notes(found: Replayed) -> list[str]:
    return [note.text for state in states(found) for note in state.notes]


def book_of(entries: Iterable[AnyEntry], book: str = "partnership-board") -> Replayed:
    """A book of these entries, gone through; each entry must be allowed."""
    lines: list[Line] = []
    for seq, entry in enumerate(entries, 1):
        prev = lines[-1].hash if lines else GENESIS
        lines.append(seal(book, seq, at(seq), CLERK, prev, canonical(entry)))
    found = replay(lines)
    assert found.problem is None, found.problem
    return found

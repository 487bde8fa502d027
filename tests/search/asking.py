"""Records meetings in a real database and asks its index, as a screen and the command do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AnyEntry
from boardtui.search.index import Index
from boardtui.search.query import Query, Results
from boardtui.search.reading import catch_up
from tests import build
from tests.tui.app import make_desk

BOARD = build.BOARD


@contextmanager
def board_with(path: Path, *entries: AnyEntry, **convened: Any) -> Iterator[Desk]:
    """A desk whose Board is in session, all present, the capital item open, and these entries recorded."""
    desk = make_desk(path)
    try:
        session = desk.session(BOARD)
        for line in build.sitting(**convened).lines:
            session.record(line.entry)
        build.record_all(session, entries)
        yield desk
    finally:
        desk.close()


def decided(desk: Desk, key: str = "m1", voters: tuple[str, ...] = build.CAPITAL[:11]) -> None:
    """The Board votes for the motion, and its result is declared."""
    from boardtui.meeting.fold.motions import result_now

    session = desk.session(BOARD)
    session.record(e.VotesRecorded(motion=key, choice="for", voters=voters))
    session.record(result_now(session.state, session.state.motions[key]))


def index_of(desk: Desk) -> Index:
    """The index of the desk's database, up to date."""
    index = Index(desk.store.path)
    assert catch_up(index, desk.store) == {}
    return index


def ask(desk: Desk, words: str = "", **filters: Any) -> Results:
    """What is found now."""
    index = index_of(desk)
    try:
        return index.find(Query(words, **filters))
    finally:
        index.close()


def texts(results: Results) -> list[str]:
    return [one.thing.text for one in results.found]

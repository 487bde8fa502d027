"""Brought up to date bit by bit, the index is the very same as one that is made at the end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from boardtui.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.refused import Refused
from boardtui.search.file import beside
from boardtui.search.index import Index
from boardtui.search.reading import behind, catch_up
from tests import build
from tests.search.asking import BOARD
from tests.tui.app import make_desk


def _rows(index: Index) -> list[tuple[object, ...]]:
    return index.connection.execute(
        "SELECT id, kind, key, view, text, more, facets, shown FROM things ORDER BY id"
    ).fetchall()


def _sound(index: Index) -> None:
    """Raises where the words do not belong to the rows that they were taken from."""
    index.connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def _story(desk: Desk, chance: random.Random) -> None:
    """The next entry of a body's life, chosen at random; what the rules refuse is left out."""
    session = desk.session(BOARD)
    state = session.state
    if state.phase in ("none", "closed") and chance.random() < 0.7:
        meeting = f"meeting-{session.recorded}"
        session.record(build.convened_next(state, meeting) if state.meeting else build.convened(meeting=meeting))
        if session.state.owed is not None and (session.state.owed.actions or session.state.owed.issues):
            session.record(e.ConfidentialCarried(issues=session.state.owed.issues, actions=session.state.owed.actions))
        return
    number = session.recorded
    key = chance.choice([*state.actions, *state.issues, *state.motions, "nothing"])
    some: list[e.AnyEntry] = [
        e.MeetingOpened(),
        e.ItemOpened("capital"),
        e.MemberArrived("mseft-chair"),
        e.NoteTaken("capital", f"Note {number}", confidential=chance.random() < 0.2),
        e.ActionAgreed(f"a{number}", None, f"Action {number}", "mseft-ceo", "2026-12-01"),
        *[e.ActionUpdated(key, chance.choice(["open", "done", "dropped"]), text=f"Update {number}")] * 3,
        e.IssueRaised(f"i{number}", f"Issue {number}", "objectives", ("ecc", "mseft")),
        e.PlaceAttempted(key, f"Place {number}", chance.random() < 0.5),
        e.IssueResolved(key, f"How {number}"),
        build.motion(f"m{number}", text=f"Motion {number}"),
        e.MotionWithdrawn(key, f"Why {number}"),
        e.PublicExcluded("Terms"),
        e.PublicReadmitted(),
        *[e.MeetingClosed()] * 4,
    ]
    session.record(chance.choice(some))


@pytest.mark.parametrize("seed", range(6))
def test_bit_by_bit_is_the_same_as_all_at_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    desk = make_desk(tmp_path)
    index = Index(desk.store.path)
    for _ in range(160):
        try:
            if chance.random() < 0.12:
                desk.session(BOARD).undo()
            else:
                _story(desk, chance)
        except Refused:
            continue
        if chance.random() < 0.3:
            assert catch_up(index, desk.store) == {}
            assert behind(index, desk.store) == 0
    catch_up(index, desk.store)
    _sound(index)
    grown = _rows(index)
    index.close()
    beside(desk.store.path).unlink()
    anew = Index(desk.store.path)
    catch_up(anew, desk.store)
    _sound(anew)
    assert _rows(anew) == grown
    assert len(grown) > 10
    anew.close()
    desk.close()

"""Brought up to date bit by bit, the index is the very same as one that is made at the end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.followup.awaiting import decisions
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import open_motions
from boardtui.search.file import beside
from boardtui.search.index import Index
from boardtui.search.reading import behind, catch_up
from tests import build, first
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
        terms = {"urgent": "allowed"}
        session.record(
            build.convened_next(state, meeting, terms=terms)
            if state.meeting
            else build.convened(meeting=meeting, terms=terms)
        )
        owed = session.state.owed
        if owed is not None and (owed.actions or owed.issues or owed.decisions):
            session.record(e.ConfidentialCarried(issues=owed.issues, actions=owed.actions, decisions=owed.decisions))
        return
    number = session.recorded
    key = chance.choice([*state.actions, *state.issues, *state.motions, "nothing"])
    followed = chance.choice([*(one.decision for one in decisions(state)), "nothing"])
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
        build.motion(f"m{number}", text=f"Motion {number}", rule="agreement", topic="objectives"),
        e.MotionWithdrawn(key, f"Why {number}"),
        *[e.ConsensusDeclared(one.key, True) for one in open_motions(state)] * 3,
        *[e.RatificationSought(followed, ("ecc", "mseft"), reason=f"Asked {number}")] * 3,
        *[
            e.PartnerResponded(
                chance.choice(["ecc", "mseft"]), True, "2026-12-01", f"Answer {number}", motion=followed
            ),
            e.DecisionNotified(("ecc",), f"Letter {number}", "2026-12-01", motion=followed),
            e.DecisionReported(followed, "noted", text=f"Report {number}"),
        ]
        * 2,
        e.DecisionLapsed(followed, f"Lapsed {number}"),
        e.DecisionTaken(
            f"u{number}",
            "urgent",
            f"Urgent {number}",
            "Fire",
            "2026-12-01",
            ("mseft-chair",),
            confidential=chance.random() < 0.3,
        ),
        e.RulingMade(None, "quorum", 3, f"Ruling {number}", "mseft-chair"),
        e.PublicExcluded("Terms"),
        e.PublicReadmitted(),
        *[e.MeetingClosed()] * 4,
    ]
    session.record(chance.choice(some))


@pytest.mark.parametrize("seed", first(3, range(10)))
def test_bit_by_bit_is_the_same_as_all_at_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    desk = make_desk(tmp_path)
    index = Index(desk.store.path)
    for _ in range(240):
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

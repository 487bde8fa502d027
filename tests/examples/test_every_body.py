"""A whole meeting of every body of every memorandum: each of its rules decides a motion, and the minutes say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.audit.checking import check_source
from boardtui.charter.load import names, shipped
from boardtui.charter.model import Body, Rule, Seat
from boardtui.config import Config, Settings
from boardtui.desk import Desk
from boardtui.examples.build import new_database
from boardtui.meeting import entries as e
from boardtui.meeting.motions import result_now
from boardtui.outgoing.closing import write_minutes
from boardtui.register.agenda import Meeting, add_item, add_meeting
from boardtui.register.people import add_seat, set_holder
from boardtui.session import Session

BODIES = [(charter, body.key) for charter in sorted(names()) for body in shipped(charter).bodies]


@pytest.fixture(params=BODIES, ids="/".join)
def held(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desk, Body]]:
    """A new database from the charter, with a meeting of the body planned and every seat filled."""
    charter, key = request.param
    new_database(tmp_path / "data.db", charter)
    desk = Desk.open(
        Config(Settings(database=str(tmp_path / "data.db"), meetings=str(tmp_path / "meetings")), tmp_path)
    )
    body = shipped(charter).body(key)
    _prepare(desk, body)
    yield desk, body
    desk.close()


def test_a_meeting_is_held_from_roll_call_to_minutes(held: tuple[Desk, Body]) -> None:
    desk, body = held
    session = desk.session(body.key)
    session.convene("first")
    members = [key for key, member in session.state.members.items() if not member.vacant]
    session.record_all([*(e.MemberArrived(key) for key in members), e.ChairTaken(members[0]), e.MeetingOpened()])
    session.record(e.ItemOpened("business"))
    for number, rule in enumerate(body.rules, 1):
        _decide(session, rule, f"m{number}", members[0])
    session.record(e.MeetingClosed())
    assert [motion.status for motion in session.state.motions.values()] == ["carried"] * len(body.rules)

    minutes = write_minutes(desk, session)[0].read_text(encoding="utf-8")
    for rule in body.rules:
        assert f"“{rule.title}”" in minutes and rule.clause in minutes
    assert ("does not bind the partners" in minutes) == (not body.binds and not all(rule.binds for rule in body.rules))
    assert check_source(desk.store, body.key, lambda: desk.store.lines(body.key)).intact


def _prepare(desk: Desk, body: Body) -> None:
    db = desk.store.connection
    for seat in body.seats:
        set_holder(db, body.key, seat.key, seat.title)
    if not body.seats:
        for number in (1, 2):
            add_seat(db, body.key, Seat(f"seat-{number}", f"Member {number}"), f"Member {number}")
    add_meeting(
        db, Meeting("first", body.key, f"{body.title}, first meeting", "2026-11-26T10:00+00:00", public=body.public)
    )
    add_item(db, "first", e.AgendaItem("business", "Business", "1"))


def _decide(session: Session, rule: Rule, motion: str, chair: str) -> None:
    """Everybody who may vote is for it; where the rule wants something to have happened before, the chair rules it has."""
    topic = rule.topics[0] if rule.topics else None
    session.record(e.MotionPut(motion, "business", f"That {rule.title} be tried.", rule.key, topic))
    if rule.precondition:
        session.record(e.RulingMade(motion, "precondition", "seen", "It has happened.", chair))
    if rule.method == "consensus":
        session.record(e.ConsensusDeclared(motion, reached=True))
        return
    put = session.state.motions[motion]
    session.record(e.VotesRecorded(motion, "for", tuple(sorted(put.electorate.may_vote))))
    session.record(result_now(session.state, session.state.motions[motion]))

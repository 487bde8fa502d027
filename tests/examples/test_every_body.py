"""A whole meeting of every body of every memorandum: each of its rules decides a motion, and the minutes say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.charter.load import names, shipped
from boardtui.charter.model import Body, Seat
from boardtui.charter.rule import Rule
from boardtui.config.config import Config, Settings
from boardtui.desk.checking import check_source
from boardtui.desk.desk import Desk
from boardtui.desk.new_database import new_database
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold.motions import result_now
from boardtui.papers.circulation.closing import write_minutes
from boardtui.register.agenda import Meeting, add_item, add_meeting
from boardtui.register.people import add_seat, set_holder
from tests.build import at_board, record_all

BODIES = [(charter, body.key) for charter in sorted(names()) for body in shipped(charter).bodies]


@pytest.fixture(params=BODIES, ids="/".join)
def held(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desk, Body]]:
    """A new database from the charter, with a meeting of the body planned and every seat filled."""
    charter, key = request.param
    new_database(tmp_path / "data.db", charter)
    desk = Desk.open(
        Config(
            Settings(database=str(tmp_path / "data.db"), meetings=str(tmp_path / "meetings"), formats=("md",)), tmp_path
        )
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
    record_all(session, [*(e.MemberArrived(key) for key in members), e.ChairTaken(members[0]), e.MeetingOpened()])
    session.record(e.ItemOpened("business"))
    for number, rule in enumerate(body.rules, 1):
        _decide(session, rule, f"m{number}")
    session.record(e.MeetingClosed())
    assert [motion.status for motion in session.state.motions.values()] == ["carried"] * len(body.rules)

    minutes = write_minutes(desk, session)[0].read_text(encoding="utf-8")
    for rule in body.rules:
        assert f"“{rule.title}”" in minutes and rule.clause in minutes
    assert ("not bind the partners" in minutes) == (not body.binds and not all(rule.binds for rule in body.rules))
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


def _decide(session: Session, rule: Rule, motion: str) -> None:
    """Everybody who may vote is for it; where the rule has a condition, evidence is given."""
    topic = rule.topics[0] if rule.topics else None
    issue = None
    if rule.issue:
        session.record(at_board(topic=None))
        issue = "i-board"
    seated = tuple(sorted({key for seat in session.state.members.values() for key in seat.partners}))
    affected = seated if rule.affected == "required" else None
    text = f"That {rule.title} be tried."
    session.record(e.MotionPut(motion, "business", text, rule.key, topic, affected=affected, issue=issue))
    if rule.precondition:
        session.record(e.EvidenceGiven("Seen.", motion=motion))
    if rule.method == "consensus":
        session.record(e.ConsensusDeclared(motion, reached=True))
        return
    put = session.state.motions[motion]
    session.record(e.VotesRecorded(motion, "for", tuple(sorted(put.electorate.may_vote))))
    session.record(result_now(session.state, session.state.motions[motion]))

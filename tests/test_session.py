"""The one door through which anything is recorded: what it refuses before anything is written."""

from __future__ import annotations

import pytest

from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.state.refusal import Refused
from tests import build


def first_meeting(session: Session) -> None:
    """A meeting that brings in a motion, an action and an issue, and leaves none of them open."""
    build.record_all(
        session,
        [
            build.convened(),
            *build.arrivals(build.CAPITAL),
            e.ChairTaken(member=build.CAPITAL[0]),
            e.MeetingOpened(),
            e.ItemOpened(item="capital"),
            build.motion("m1"),
            e.MotionWithdrawn(motion="m1", reason="no longer needed"),
            e.ActionAgreed(action="a-1", item="capital", text="Write to them.", owner="J Smith"),
            e.ActionUpdated(action="a-1", status="done"),
            e.MeetingClosed(),
        ],
    )


def next_meeting(session: Session) -> None:
    """Another meeting, with the capital item open again."""
    session.record(build.convened(meeting="2026-12", carried=public_matter(session.state)))
    build.record_all(
        session, [*build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]
    )
    session.record(e.ItemOpened(item="capital"))


def test_a_key_of_an_earlier_meeting_is_not_taken_again(desk: Desk) -> None:
    session = desk.session(build.BOARD)
    first_meeting(session)
    next_meeting(session)
    motion = build.motion("m1")
    action = e.ActionAgreed(action="a-1", item="capital", text="Write again.", owner="J Smith")
    before = session.recorded
    for entry, named in ((motion, "a motion m1"), (action, "an action a-1")):
        with pytest.raises(Refused, match=f"There is {named} in this book already"):
            session.record(entry)
        with pytest.raises(Refused, match=f"There is {named} in this book already"):
            session.record_together([entry])
    assert session.recorded == before


def test_a_meeting_is_not_convened_under_the_key_of_an_earlier_one(desk: Desk) -> None:
    session = desk.session(build.BOARD)
    first_meeting(session)
    key = session.state.meeting
    next_meeting(session)
    session.record(e.MeetingClosed())
    with pytest.raises(Refused, match=f"There is a meeting {key} in this book already"):
        session.record(build.convened(meeting=key, carried=public_matter(session.state)))

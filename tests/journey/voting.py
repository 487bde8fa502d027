"""The Board of November in the middle: the capital motion is before it, and nobody has voted."""

from __future__ import annotations

from pathlib import Path

from boardtui.config.config import load
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.register.demo import BOARD as MEETING
from tests.build import record_all
from tests.journey.secretary import BOARD, Clock, demo_folder

MOTION = "m1"


def before_the_vote(folder: Path) -> Path:
    """A folder as the demonstration's, its Board in session with the motion before it. Answers the config."""
    config = demo_folder(folder)
    desk = Desk.open(load(config), clock=Clock())
    try:
        session = desk.session(BOARD)
        session.convene(MEETING)
        record_all(
            session,
            [
                *map(e.MemberArrived, session.state.members),
                e.ChairTaken("independent-chair"),
                e.MeetingOpened(),
                e.ItemOpened("pb-nov-capital"),
                e.MotionPut(MOTION, "pb-nov-capital", "To adopt the priorities.", "capital", "fin_capital"),
                e.EvidenceGiven("SLE, item 2", MOTION),
            ],
        )
    finally:
        desk.close()
    return config

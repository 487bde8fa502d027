"""Any charter that comes with the program, as a board would use it: in a database, in a meeting, and asked what carries."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import cache
from typing import Any

import msgspec

from boardtui.charter.load import shipped
from boardtui.charter.model import Charter
from boardtui.meeting.counting.problem import answer
from boardtui.meeting.entries import (
    AgendaItem,
    AnyEntry,
    Carried,
    ChairTaken,
    ItemOpened,
    MeetingConvened,
    MeetingOpened,
    MotionPut,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.register.agenda import Meeting, add_item, add_meeting
from boardtui.register.convene import convened
from boardtui.register.init import write_charter
from tests.build import arrivals, play, record


def register_of(charter: Charter) -> sqlite3.Connection:
    """A new database with the charter in its tables, that holds to its references as the program's own do."""
    db = sqlite3.connect(":memory:")
    db.deserialize(_written(msgspec.json.encode(charter)))
    db.execute("PRAGMA foreign_keys = 1")
    return db


@cache
def _written(charter: bytes) -> bytes:
    """The database of a charter, written once; whoever asks for it gets a copy."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("PRAGMA foreign_keys = 1")
        write_charter(db, msgspec.json.decode(charter, type=Charter))
        return db.serialize()


def convene(charter: Charter, body: str) -> MeetingConvened:
    """A meeting of the body, entered into the register with one item and convened from it."""
    db = register_of(charter)
    add_meeting(db, Meeting("first", body, "First meeting", "2026-11-26T10:00+00:00", "Town hall", public=False))
    add_item(db, "first", AgendaItem("matter", "The matter"))
    public, hidden = convened(db, "first", Carried(), {})
    db.close()
    assert hidden is None
    return public


def sitting(charter: Charter, body: str, rule: str, *, away: tuple[str, ...] = ()) -> Stretch:
    """That meeting in session, everybody there but those away, with a motion under the rule before it."""
    first = convene(charter, body)
    here = [member.key for member in first.members if member.key not in away]
    opening: list[AnyEntry] = [
        first,
        *arrivals(here),
        ChairTaken(member=here[0]),
        MeetingOpened(),
        ItemOpened(item="matter"),
    ]
    return record(play(opening, book=body), MotionPut("m1", "matter", "That it be so.", rule))


def ask(charter: str, body: str, rule: str, present: list[str], votes: dict[str, str], **more: Any) -> dict[str, Any]:
    """What the tally command answers for a body of that charter; no element of Annex 1 is named."""
    problem = {"charter": charter, "body": body, "rule": rule, "topic": None, "present": present, "votes": votes}
    return answer(json.dumps(problem | more), shipped)

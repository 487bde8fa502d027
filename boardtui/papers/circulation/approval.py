"""Whether and how the minutes of a past meeting were approved: that stands in the part of the book of a later one."""

from __future__ import annotations

from typing import NamedTuple

from boardtui.book.errors import Altered
from boardtui.desk.session import Session
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.state import Approval, State
from boardtui.papers.model import Part


class Approved(NamedTuple):
    """The approval, and the meeting that gave it: its title, and when it starts (local time with offset)."""

    approval: Approval
    title: str
    starts: str


def is_approved(session: Session, stretch: Stretch, part: Part = "public") -> bool:
    """Whether a later meeting approved the minutes: they are carried from meeting to meeting until one does.

    ``part``: as far as the public knows, or as it is.
    """
    meeting = stretch.state.meeting
    if meeting == session.state.meeting:
        return False
    return all(due.meeting != meeting for due in _known(session.stretch, part).minutes_due)


def approved(session: Session, stretch: Stretch, part: Part = "public") -> Approved | None:
    """How the minutes of a meeting were approved; None while they are a draft.

    The meetings after it are gone through until the one that approved them, which mostly is the next. One that was
    altered is left out: the paper says so.
    """
    if not stretch.state.held or not is_approved(session, stretch, part):
        return None
    last = stretch.lines[-1].seq
    for segment in session.store.segments(session.book):
        if segment.seq > last:
            try:
                state = _known(session.holding(segment.seq), part)
            except Altered:
                continue
            for approval in state.approved:
                if approval.meeting == stretch.state.meeting:
                    return Approved(approval, state.title, state.starts)
    return None


def _known(stretch: Stretch, part: Part) -> State:
    return record_of(stretch, "public").now if part == "public" else stretch.state

"""Whether and how the minutes of a past meeting were approved: that stands in the part of the book of a later one."""

from __future__ import annotations

from typing import NamedTuple

from boardtui.book.errors import Altered
from boardtui.meeting.state import Approval
from boardtui.meeting.stretch import Stretch
from boardtui.session import Session


class Approved(NamedTuple):
    """The approval, and the meeting that gave it: its title, and when it starts (local time with offset)."""

    approval: Approval
    title: str
    starts: str


def is_approved(session: Session, stretch: Stretch) -> bool:
    """Whether a later meeting approved the minutes: they are carried from meeting to meeting until one does."""
    meeting, now = stretch.state.meeting, session.state
    return meeting != now.meeting and all(due.meeting != meeting for due in now.minutes_due)


def approved(session: Session, stretch: Stretch) -> Approved | None:
    """How the minutes of a meeting were approved; None while they are a draft.

    The meetings after it are gone through until the one that approved them, which mostly is the next. One that was
    altered is left out: the paper says so.
    """
    if not stretch.state.held or not is_approved(session, stretch):
        return None
    last = stretch.lines[-1].seq
    for segment in session.store.segments(session.book):
        if segment.seq > last:
            try:
                state = session.holding(segment.seq).state
            except Altered:
                continue
            for one in state.approved:
                if one.meeting == stretch.state.meeting:
                    return Approved(one, state.title, state.starts)
    return None

"""A coming or running meeting as it is expected to be, for the what-if command and its screen; nothing is recorded."""

from __future__ import annotations

from boardtui.charter.words import bare, title_of
from boardtui.desk.desk import Desk
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State


def meeting_state(desk: Desk, book: str, meeting: str | None = None, *, public: bool = False) -> State:
    """The state of ``meeting_stretch``, with ``public`` only as the public knows it."""
    stretch = meeting_stretch(desk, book, meeting)
    return record_of(stretch, "public").now if public else stretch.state


def meeting_stretch(desk: Desk, book: str, meeting: str | None = None) -> Stretch:
    """The meeting as it stands: the running one as the book has it, a planned one as it would be convened now.

    Args:
        desk: the open database.
        book: the body.
        meeting: which meeting; where it is left out the running one, or else the next that is planned.

    Raises:
        Refused: there is no such meeting to come or running; RegisterError where it cannot be convened so.
    """
    stretch = desk.session(book).stretch
    state = stretch.state
    running = state.is_running
    if running and meeting in (None, state.meeting):
        return stretch
    planned = [planned_meeting.key for planned_meeting in desk.planned() if planned_meeting.body == book]
    body = dict(desk.bodies()).get(book) or title_of(book)
    if meeting is None and not planned:
        raise Refused(f"No meeting of the {bare(body)} is running or planned; plan one in the setup.")
    if meeting is not None and meeting not in planned:
        there = ", ".join(planned) or "none"
        raise Refused(
            f"The {bare(body)} has no meeting {meeting[:70]!r} that is running or planned; planned are: {there}."
        )
    return _convened(desk, book, meeting or next(iter(_coming(desk, book) or planned)))


def _coming(desk: Desk, book: str) -> list[str]:
    return [planned_meeting.key for planned_meeting in desk.planned() if planned_meeting.body == book]


def _convened(desk: Desk, book: str, meeting: str) -> Stretch:
    """The book just after the meeting would be convened, whatever of an earlier one is still open."""
    entry, hidden = desk.session(book).to_convene(meeting)
    stretch = Stretch(book)
    stretch.take(1, "", "", entry)
    if hidden is not None:
        stretch.take(2, "", "", hidden)
    return stretch

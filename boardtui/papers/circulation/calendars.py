"""The calendars of a body: its coming meetings and days as they are, and those that a calendar sent out before is to lose.

Whoever imported an earlier calendar has each meeting by its UID. The later of two files about a meeting has the higher
SEQUENCE (RFC 5546, 2.1.4): it grows when the plan changes, and when the meeting is called off or convened anew.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.desk.desk import Desk
from boardtui.desk.planning import plan
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.planning.timetable import minutes_long
from boardtui.papers.calendar import DayDue, Planned, Sender, as_calendar, as_cancellation
from boardtui.papers.plan import stands
from boardtui.register.agenda import Meeting, Sent, agenda, sent


class _Turns(NamedTuple):
    """How often a meeting was called off, that taken back, or convened anew, when last, and what was called off."""

    number: int = 0
    at: str = ""
    off: Meeting | None = None


_NONE = _Turns()


def forward_plan(desk: Desk, book: str) -> bytes:
    """The coming meetings of a body as iCalendar, each with its public agenda, and the days on which something is due.

    A meeting that is convened and not opened yet is still to come; one that was called off is not, until it is planned anew.
    """
    known = _known(desk, book)
    turns = _turns(desk, book)
    state = desk.session(book).state
    coming = {one.key for one in desk.planned() if one.body == book}
    coming |= {state.meeting} if state.phase == "convened" else set()
    meetings = []
    for key, each in known.items():
        if key in coming and not _is_off(each, turns.get(key, _NONE)):
            items = [item for item in agenda(desk.store.connection, key) if not item.confidential]
            lines = tuple(f"{item.number} {item.title}".strip() for item in items)
            length = minutes_long(each.meeting.starts, items) or 0
            meetings.append(_in_calendar(each, turns.get(key, _NONE), length, lines))
    return as_calendar(tuple(meetings), _sender(desk, book), tuple(_days(desk, book, known).values()))


def called_off(desk: Desk, book: str) -> bytes | None:
    """What calls off the coming meetings of a body that were taken out of the plan or called off; None where none was."""
    first = desk.today().isoformat()
    known, turns = _known(desk, book), _turns(desk, book)
    gone = {key: each for key, each in sent(desk.store.connection, off=True).items() if each.meeting.body == book}
    for key, turn in turns.items():
        each = known.get(key, gone.get(key, Sent(turn.off) if turn.off else None))
        if each is not None and turn.off is not None and (key in gone or _is_off(each, turn)):
            gone[key] = replace(each, meeting=turn.off)
    meetings = tuple(
        _in_calendar(each, turns.get(key, _NONE)) for key, each in gone.items() if each.meeting.starts[:10] >= first
    )
    return as_cancellation(meetings, _sender(desk, book)) if meetings else None


def _known(desk: Desk, book: str) -> dict[str, Sent]:
    known = sent(desk.store.connection)
    ordered = sorted(known.items(), key=lambda one: one[1].meeting.starts)
    return {key: each for key, each in ordered if each.meeting.body == book}


def _is_off(each: Sent, turn: _Turns) -> bool:
    """Whether a meeting was called off and not planned for another time since."""
    return turn.off is not None and _instant(each.meeting) == _instant(turn.off)


def _instant(meeting: Meeting) -> datetime.datetime:
    return datetime.datetime.fromisoformat(meeting.starts)


def _turns(desk: Desk, book: str) -> dict[str, _Turns]:
    """What happened to meetings that were called off, by their key."""
    found: dict[str, _Turns] = {}
    last: dict[str, int] = {}
    for (seq,) in desk.store.ask(
        "SELECT seq FROM entries WHERE book = ? AND kind = 'MeetingCalledOff' ORDER BY seq", book
    ):
        stretch = desk.session(book).holding(seq)
        key, before = stretch.state.meeting, found.get(stretch.state.meeting, _NONE)
        stands = any(line.seq == seq for line in stretch.standing())
        at = max(line.at for line in stretch.lines)
        found[key] = _Turns(before.number + (1 if stands else 2), at, _called_off(stretch) if stands else None)
        last[key] = seq
    for key, turn in found.items():
        numbers = desk.store.bringing_in(book, "MeetingConvened", key)
        anew = numbers[-1] > last[key]
        at = desk.session(book).holding(numbers[-1]).lines[0].at if anew else turn.at
        found[key] = _Turns(turn.number + len(numbers) - 1, at, None if anew else turn.off)
    return found


def _called_off(stretch: Stretch) -> Meeting:
    state = stretch.state
    return Meeting(state.meeting, state.book, state.title or state.meeting, state.starts, state.place, state.in_public)


def _days(desk: Desk, book: str, known: dict[str, Sent]) -> dict[str, DayDue]:
    """The days on which something is due, by key; one that rests on a meeting changes with it."""
    days: dict[str, DayDue] = {}
    for due in plan(desk, book, public=True).lines:
        if due.day is None or due.kind == "meeting" or due.standing in ("late", "earlier"):
            continue
        key = due.about if due.kind == "milestone" and due.about else f"{due.kind}-{due.about or due.day.isoformat()}"
        title = f"To be planned by this day: {due.title}" if due.kind == "owed" else due.title
        each = known.get(due.about)
        revision, changed = (each.revision, each.changed) if each else (None, "")
        days.setdefault(key, DayDue(key, due.day, title, stands(due), revision, changed))
    return days


def _in_calendar(each: Sent, turn: _Turns, length: int = 0, items: tuple[str, ...] = ()) -> Planned:
    meeting = each.meeting
    return Planned(
        meeting.key,
        meeting.body,
        meeting.title,
        meeting.starts,
        meeting.place,
        meeting.public,
        length,
        items,
        each.revision + turn.number,
        max(each.changed, turn.at),
    )


def _sender(desk: Desk, book: str) -> Sender:
    return Sender(book, dict(desk.bodies()).get(book, book), desk.config.settings.house.contact)

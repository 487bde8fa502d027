"""How the meeting stands against its timetable: minutes used on each item, and how late the rest of the agenda will be."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple

from boardtui.meeting.state import Item, State

Local = Callable[[str], datetime.datetime]
_MINUTE = datetime.timedelta(minutes=1)


class Expected(NamedTuple):
    """When the items that wait are likely to begin, in minutes after their planned time, and how late the end will be."""

    late: dict[str, int]
    end: int


def minutes_used(item: Item, now: datetime.datetime, local: Local) -> int | None:
    """Whole minutes spent on an item, None where it was never opened."""
    if item.opened_at is None:
        return None
    until = local(item.closed_at) if item.closed_at else now
    # Between two times of one zone Python takes the clock on the wall, which summer time puts forward or back.
    lasted = until.astimezone(datetime.UTC) - local(item.opened_at).astimezone(datetime.UTC)
    return max(0, lasted // _MINUTE)


def expected(state: State, now: datetime.datetime, local: Local) -> Expected:
    """What the plan has become. On another day than the meeting's there is nothing to compare."""
    if now.date().isoformat() != state.starts[:10] or state.phase == "closed":
        return Expected({}, 0)
    free = _current_ends(state, now, local)
    late: dict[str, int] = {}
    behind = 0
    for key, item in state.items.items():
        if item.status != "waiting":
            continue
        planned = _of_day(item.agenda.planned)
        starts = free if planned is None else max(free, planned)
        behind = behind if planned is None else starts - planned
        late[key] = behind
        free = starts + (item.agenda.minutes or 0)
    return Expected(late, behind if late else _current_over(state, free))


def clock_time(at: str | None, local: Local) -> str:
    """10:41, as the clock on the wall showed it; blank where it did not happen."""
    return f"{local(at):%H:%M}" if at else ""


def _current_ends(state: State, now: datetime.datetime, local: Local) -> int:
    """The minute of the day at which the item that is open is over: as planned, or now where it runs over."""
    minute = now.hour * 60 + now.minute
    item = state.items.get(state.current or "")
    if item is None or item.opened_at is None or not item.agenda.minutes:
        return minute
    opened = local(item.opened_at)
    return max(minute, opened.hour * 60 + opened.minute + item.agenda.minutes)


def _current_over(state: State, ends: int) -> int:
    item = state.items.get(state.current or "")
    planned = _of_day(item.agenda.planned) if item else None
    if item is None or planned is None or not item.agenda.minutes:
        return 0
    return max(0, ends - planned - item.agenda.minutes)


def _of_day(planned: str) -> int | None:
    """Minutes since midnight of a planned HH:MM, None where the agenda gives no such time."""
    hours, _, minutes = planned.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(planned) <= 5):
        return None
    return int(hours) * 60 + int(minutes)

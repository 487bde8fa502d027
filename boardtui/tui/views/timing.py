"""How the meeting stands against its timetable: minutes used on each item, and how late the rest of the agenda will be."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import NamedTuple

from boardtui.dates import at_zone
from boardtui.meeting.state.state import Item, State

Local = Callable[[str], datetime.datetime]
_MINUTE = datetime.timedelta(minutes=1)
_ORDER = datetime.timedelta(seconds=1)  # entries of one stated minute are milliseconds apart, to keep their order
_HALF_A_DAY = datetime.timedelta(hours=12)


class Expected(NamedTuple):
    """When the items that wait are likely to begin, in minutes after their planned time, and how late the end will be."""

    late: dict[str, int]
    end: int


def minutes_used(
    item: Item, now: datetime.datetime, local: Local, adjournments: Iterable[tuple[str, str]] = ()
) -> int | None:
    """Whole minutes spent on an item, without those for which the meeting was adjourned.

    None where it was never opened, or where what came next has no time on that day.
    """
    if item.opened_at is None:
        return None
    begins, ends = local(item.opened_at), local(item.closed_at) if item.closed_at else now
    spent = _utc(ends) - _utc(begins) - adjourned(adjournments, begins, ends, local)
    return max(0, (spent + _ORDER) // _MINUTE) if spent < _HALF_A_DAY else None


def adjourned(
    adjournments: Iterable[tuple[str, str]], begins: datetime.datetime, ends: datetime.datetime, local: Local
) -> datetime.timedelta:
    """For how long the meeting was adjourned between two moments; a break that goes on counts until the second.

    ``adjournments`` are those of the state: the time of each with its reason, and of each resumption without one.
    """
    total, since = datetime.timedelta(0), None
    for at, reason in (*adjournments, ("", "")):
        moment = local(at) if at else ends
        if reason:
            since = moment
        elif since is not None:
            total += max(datetime.timedelta(0), _utc(min(moment, ends)) - _utc(max(since, begins)))
            since = None
    return total


def expected(state: State, now: datetime.datetime, local: Local) -> Expected:
    """What the plan has become. On another day than the meeting's there is nothing to compare."""
    day = _Day.of(state, now)
    if day is None or state.phase == "closed":
        return Expected({}, 0)
    free = _current_ends(state, now, local, day)
    late: dict[str, int] = {}
    behind = 0
    for key, item in state.items.items():
        if item.status != "waiting":
            continue
        planned = day.planned(item.agenda.planned)
        starts = free if planned is None else max(free, planned)
        behind = behind if planned is None else starts - planned
        late[key] = behind
        free = starts + (item.agenda.minutes or 0)
    return Expected(late, behind if late else _current_over(state, free, day))


def clock_time(at: str | None, local: Local) -> str:
    """10:41, as the clock on the wall showed it; blank where it did not happen."""
    return f"{local(at):%H:%M}" if at else ""


def day_apart(moment: datetime.datetime, starts: str) -> str:
    """The day of a time that is not that of the meeting, to stand before it: it was entered, or was, on another."""
    same = moment.date().isoformat() == starts[:10] or not starts
    return "" if same else f"{moment.day} {moment:%b} "


def _current_ends(state: State, now: datetime.datetime, local: Local, day: _Day) -> int:
    """The minute of the day at which the item that is open is over: as planned, or now where it runs over."""
    minute = day.minute(now)
    item = state.items.get(state.current or "")
    if item is None or item.opened_at is None or not item.agenda.minutes:
        return minute
    begins = local(item.opened_at)
    breaks = adjourned(state.adjournments, begins, now, local) // _MINUTE
    return max(minute, day.minute(begins) + breaks + item.agenda.minutes)


def _current_over(state: State, ends: int, day: _Day) -> int:
    item = state.items.get(state.current or "")
    planned = day.planned(item.agenda.planned) if item else None
    if item is None or planned is None or not item.agenda.minutes:
        return 0
    return max(0, ends - planned - item.agenda.minutes)


class _Day(NamedTuple):
    """The day of a meeting in real minutes since its midnight, which go on evenly when summer time begins or ends.

    Two times of one zone must not be subtracted as they are: Python would take the clock on the wall.
    """

    begins: datetime.datetime
    midnight: datetime.datetime

    @classmethod
    def of(cls, state: State, now: datetime.datetime) -> _Day | None:
        """The meeting's day in the zone of ``now``; None on another day, but for the small hours after it."""
        try:
            begins = at_zone(datetime.datetime.fromisoformat(state.starts), now.tzinfo)
        except (ValueError, OverflowError):
            return None
        if now.date() != begins.date() and not datetime.timedelta(0) <= _utc(now) - _utc(begins) < _HALF_A_DAY:
            return None
        return cls(begins, begins.replace(hour=0, minute=0, second=0, microsecond=0, fold=0))

    def minute(self, moment: datetime.datetime) -> int:
        """The real minutes from the day's midnight to a moment."""
        return (_utc(moment) - _utc(self.midnight)) // _MINUTE

    def planned(self, text: str) -> int | None:
        """The minute that a planned HH:MM means: its first time from the beginning of the meeting on, where it comes
        twice or only after midnight, else its time on that day. None where the agenda gives no such time."""
        hours, _, minutes = text.partition(":")
        if not (hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60 and len(text) <= 5):
            return None
        first = self.midnight.replace(hour=int(hours), minute=int(minutes))
        second = first.replace(fold=1)
        if _utc(self.begins) - _utc(second) > _HALF_A_DAY:
            return self.minute(first + datetime.timedelta(days=1))
        return self.minute(second if _utc(first) < _utc(self.begins) <= _utc(second) else first)


def _utc(moment: datetime.datetime) -> datetime.datetime:
    return at_zone(moment, datetime.UTC)

"""The forward plan of a body as iCalendar (RFC 5545): one event a planned meeting, with its public agenda."""

from __future__ import annotations

import datetime

import msgspec

from boardtui.meeting.words.safe_text import plain


class Planned(msgspec.Struct, frozen=True):
    """A planned meeting: ``starts`` is local time with its offset, ``minutes`` 0 where nobody said how long."""

    key: str
    body: str
    title: str
    starts: str
    place: str
    public: bool
    minutes: int
    items: tuple[str, ...]


class DayDue(msgspec.Struct, frozen=True):
    """A day on which something is due, by a key of its own."""

    key: str
    day: datetime.date
    title: str
    words: str


def as_calendar(meetings: tuple[Planned, ...], name: str, days: tuple[DayDue, ...] = (), body: str = "") -> bytes:
    """The calendar file. Times are in UTC, so that every program shows the right hour; the same plan is the same bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//boardtui//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plain(name))
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    for due in days:
        calendar.add_component(_whole_day(due, body))
    made: bytes = calendar.to_ical()
    return made


def _whole_day(due: DayDue, body: str):  # type: ignore[no-untyped-def]  # as below
    from icalendar import Event

    event = Event()
    event.add("uid", f"{plain(due.key)}@{body}.boardtui")
    event.add("dtstamp", datetime.datetime.combine(due.day, datetime.time(), datetime.UTC))
    event.add("dtstart", due.day)
    event.add("summary", plain(due.title))
    event.add("description", plain(due.words))
    event.add("transp", "TRANSPARENT")
    return event


def _event(meeting: Planned):  # type: ignore[no-untyped-def]  # the type is icalendar's, imported when used
    from icalendar import Event

    start = datetime.datetime.fromisoformat(meeting.starts).astimezone(datetime.UTC)
    event = Event()
    event.add("uid", f"{meeting.key}@{meeting.body}.boardtui")
    event.add("dtstamp", start)
    event.add("dtstart", start)
    if meeting.minutes:
        event.add("duration", datetime.timedelta(minutes=meeting.minutes))
    event.add("summary", plain(meeting.title))
    if meeting.place.strip():
        event.add("location", plain(meeting.place))
    if meeting.items:
        event.add("description", "\n".join(map(plain, meeting.items)))
    event.add("class", "PUBLIC" if meeting.public else "PRIVATE")
    return event

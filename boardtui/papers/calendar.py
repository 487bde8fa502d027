"""The forward plan of a body as iCalendar (RFC 5545, RFC 5546): an event for each meeting, and what calls one off."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import msgspec

from boardtui.dates import at_zone
from boardtui.meeting.words.safe_text import plain

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_UNCHANGED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # before every change, so that stamps only grow
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


class Planned(msgspec.Struct, frozen=True):
    """A meeting: ``starts`` is local time with its offset, ``minutes`` 0 where nobody said how long.

    ``revision`` is how often it was changed since it was planned, ``changed`` when last (ISO 8601; empty: never).
    """

    key: str
    body: str
    title: str
    starts: str
    place: str
    public: bool
    minutes: int
    items: tuple[str, ...]
    revision: int = 0
    changed: str = ""


class DayDue(msgspec.Struct, frozen=True):
    """A day on which something is due, by a key of its own.

    ``revision`` and ``changed`` are those of the meeting on which it rests; None where it rests on none.
    """

    key: str
    day: datetime.date
    title: str
    words: str
    revision: int | None = None
    changed: str = ""


class Sender(msgspec.Struct, frozen=True):
    """Whose calendar it is: the body's key and title, and ``contact`` as the house style has it."""

    body: str
    title: str
    contact: str = ""


def as_calendar(meetings: tuple[Planned, ...], sender: Sender, days: tuple[DayDue, ...] = ()) -> bytes:
    """The calendar file (METHOD:PUBLISH). Times are in UTC, so that every program shows the right hour.

    The same plan is the same bytes. A meeting keeps its UID; its SEQUENCE grows with each change.
    """
    calendar = _calendar("PUBLISH", sender)
    for meeting in meetings:
        calendar.add_component(_event(meeting, sender))
    for due in days:
        calendar.add_component(_whole_day(due, sender.body))
    made: bytes = calendar.to_ical()
    return made


def as_cancellation(meetings: tuple[Planned, ...], sender: Sender) -> bytes:
    """The file that calls meetings off (METHOD:CANCEL; RFC 5546, 3.2.5), by the UIDs under which they were sent out."""
    calendar = _calendar("CANCEL", sender)
    for meeting in meetings:
        event = _event(meeting, sender)
        event.add("status", "CANCELLED")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _calendar(method: str, sender: Sender) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//boardtui//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", plain(sender.title))
    return calendar


def _whole_day(due: DayDue, body: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{plain(due.key)}@{body}.boardtui")
    if due.revision is None:
        event.add("dtstamp", datetime.datetime.combine(due.day, datetime.time(), datetime.UTC))
    else:
        event.add("dtstamp", _stamp(due.changed))
        event.add("sequence", due.revision)
    event.add("dtstart", due.day)
    event.add("summary", plain(due.title))
    event.add("description", plain(due.words))
    event.add("transp", "TRANSPARENT")
    return event


def _stamp(changed: str) -> datetime.datetime:
    """When something was changed, empty for never, as a calendar has it."""
    when = datetime.datetime.fromisoformat(changed) if changed else _UNCHANGED
    return at_zone(when, datetime.UTC).replace(microsecond=0)


def _event(meeting: Planned, sender: Sender) -> Event:
    from icalendar import Event, vCalAddress, vText

    start = at_zone(datetime.datetime.fromisoformat(meeting.starts), datetime.UTC)
    event = Event()
    event.add("uid", f"{meeting.key}@{meeting.body}.boardtui")
    event.add("dtstamp", _stamp(meeting.changed))
    event.add("sequence", meeting.revision)
    address = _ADDRESS.search(sender.contact)
    organizer = vCalAddress(f"mailto:{address[0]}" if address else "invalid:nomail")
    organizer.params["cn"] = vText(plain(sender.title))
    event.add("organizer", organizer)
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

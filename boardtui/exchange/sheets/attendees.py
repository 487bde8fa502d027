"""The people of an attendance report, each once, with when they came and went."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

import msgspec

from boardtui.clock import stamp_of
from boardtui.dates import date_words
from boardtui.exchange.sheets.columns import Doubt
from boardtui.exchange.sheets.people import name_words
from boardtui.exchange.sheets.reports import clean_name, moments
from boardtui.exchange.sheets.table import Record, Table
from boardtui.folding import folded
from boardtui.meeting.state.state import State

_WENT = ("left", "verlassen", "hat verlassen", "ausgetreten")


class Running(msgspec.Struct, frozen=True):
    """The meeting that is running: its state, the time now, and when something was last counted (UTC, as the book has them).

    ``local`` gives such a time as the clock on the wall shows it.
    """

    state: State
    now: str
    counted: str
    local: Callable[[str], datetime.datetime]


class Attendee(msgspec.Struct):
    """Somebody of the report, of all the rows that name them; times in UTC, empty where the report has none.

    ``joined`` is when they first came, ``back`` when last, ``left`` when they went for good. ``unread`` says of each time
    that cannot be read where it stands.
    """

    record: Record
    name: str
    rows: list[int]
    joined: str = ""
    back: str = ""
    left: str = ""
    response: str = ""
    waiting: bool = False
    unread: list[str] = []


def stayed(attendees: Iterable[Attendee]) -> bool:
    """Whether the report was made while people were still there: it has who came, and of some not when they went."""
    return any(attendee.joined and not attendee.left for attendee in attendees)


def attendees_of(table: Table, running: Running, other_day: str) -> tuple[list[Attendee], Doubt | None]:
    """Everybody once, with the first time and the last; and the question, of the key ``other_day``, that a report of another
    day leads to."""
    known: dict[str, Attendee] = {}
    days: set[datetime.date] = set()
    own = {datetime.date.fromisoformat(running.state.starts[:10])}
    if running.state.opened_at:
        own.add(running.local(running.state.opened_at).date())
    for record in table.records:
        cells = record.cells
        attendee = _same_person(record, known)
        attendee.rows.append(record.number)
        response = "accepted" if "organi" in folded(cells.get("invited", "")) else folded(cells.get("response", ""))
        attendee.response = attendee.response or response
        waits = folded(cells.get("waiting", "")) in ("yes", "true", "ja")
        attendee.waiting = waits and (attendee.waiting or len(attendee.rows) == 1)
        if waits:
            continue
        days |= _note_times(attendee, record, table, own, running)
    for attendee in known.values():
        if attendee.back > attendee.left:  # they came in again and stayed
            attendee.left = ""
    attendees = list({id(attendee): attendee for attendee in known.values()}.values())
    if not days or days & own:
        return attendees, None
    report, meeting = date_words(min(days).isoformat()), date_words(min(own).isoformat())
    text = f"The report is of {report}, the meeting is on {meeting}. Use the names all the same?"
    return attendees, Doubt(other_day, text, (("yes", "yes, without the times"), ("no", "no: it is the wrong file")))


def _note_times(
    attendee: Attendee, record: Record, table: Table, own: set[datetime.date], running: Running
) -> set[datetime.date]:
    """Take what a row says of when somebody came and went; the days of its times."""
    days: set[datetime.date] = set()
    joined, left = record.cells.get("joined", ""), record.cells.get("left", "")
    if folded(record.cells.get("action", "")).startswith(_WENT):
        joined, left = "", joined
    for field, text in (("joined", joined), ("left", left)):
        moment, day = _moment(text, table.heads.get(field, ""), own, running)
        if not moment and any(map(str.isdigit, text)):
            where = f"row {record.number}, column {table.heads.get(field, field)}: '{text[:60]}'"
            attendee.unread.append(f"{where} is not a time; write it like 26/11/2026 10:05.")
        if day is not None:
            days.add(day)
        if moment and field == "joined":
            attendee.joined = min(attendee.joined or moment, moment)
            attendee.back = max(attendee.back, moment)
        elif moment:
            attendee.left = max(attendee.left, moment)
    return days


def _same_person(record: Record, known: dict[str, Attendee]) -> Attendee:
    """Whose row it is: one known by that address or name, but not one of the name with another address; else a new one."""
    name = clean_name(record.cells["name"])
    by_name, by_address = f"name {' '.join(name_words(name))}", folded(record.cells.get("email", ""))
    attendee = known.get(by_address) or known.get(by_name)
    if attendee is None or (by_address and by_address not in known and known.get(f"address of {by_name}")):
        attendee = Attendee(record, name, [])
    known.setdefault(by_name, attendee)
    if by_address:
        known[by_address] = known[f"address of {by_name}"] = attendee
    return attendee


def _moment(text: str, head: str, own: set[datetime.date], running: Running) -> tuple[str, datetime.date | None]:
    """A time of the report in UTC as the book writes it, and its day; empty where it is none."""
    readings = moments(text, min(own))
    if not readings:
        return "", None
    moment = next((reading for reading in readings if reading.date() in own), readings[0])
    utc = text.endswith("Z") or not {"utc", "gmt"}.isdisjoint(folded(head).split())
    zone = datetime.UTC if utc else running.local(running.now).tzinfo
    return stamp_of(moment.replace(tzinfo=zone)), moment.date()

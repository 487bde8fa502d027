"""What an example is told in: seats and agendas as lines of text, meetings as entries at the minutes at which they came."""

from __future__ import annotations

from typing import NamedTuple

from boardtui.charter.model import Seat
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting
from boardtui.register.demo import Planned, agenda_items

# The minute (UTC) of the first entry, and the meeting that is convened then or what is recorded, a second apart.
Moment = tuple[str, "str | tuple[e.AnyEntry, ...]"]


class PastMeeting(NamedTuple):
    """A meeting that was held, with what was recorded after it."""

    meeting: Meeting
    agenda: tuple[e.AgendaItem, ...]
    told: tuple[Moment, ...]


class Example(NamedTuple):
    """A charter with meetings. ``seats`` are those of bodies whose members the memorandum does not list.

    ``papers`` is the finished meeting whose papers are shown.
    """

    charter: str
    planned: tuple[Planned, ...]
    held: tuple[PastMeeting, ...]
    papers: tuple[str, str]
    seats: dict[str, tuple[Seat, ...]] = {}


def held(meeting: Meeting, agenda: str, *told: Moment) -> PastMeeting:
    """A meeting that was held, its agenda as lines (see ``register/demo.py``)."""
    return PastMeeting(meeting, agenda_items(agenda), told)


def came(*members: str) -> tuple[e.AnyEntry, ...]:
    """Members arrive, in person."""
    return tuple(e.MemberArrived(member=member) for member in members)

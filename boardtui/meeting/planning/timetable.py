"""When each item of an agenda begins: as it is planned, else counted on from the item before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from boardtui.meeting.entries import AgendaItem


class Begins(NamedTuple):
    """Local HH:MM, empty where nothing tells; whether it was ``planned`` so, and whether that is before its turn."""

    at: str
    planned: bool = False
    backwards: bool = False


def timetable(starts: str, items: Iterable[AgendaItem]) -> Iterator[Begins]:
    """When each item begins, on a day that starts at ``starts`` (local time as the register has it)."""
    minute = _minutes(starts[11:16])
    for item in items:
        planned = _minutes(item.planned)
        if planned is not None:
            yield Begins(item.planned, True, minute is not None and planned < minute)
            minute = planned
        elif minute is not None:
            yield Begins(f"{minute // 60 % 24:02}:{minute % 60:02}")
        else:
            yield Begins("")
        minute = None if minute is None or item.minutes is None else minute + item.minutes


def minutes_long(starts: str, items: Sequence[AgendaItem]) -> int | None:
    """How many minutes after ``starts`` the last item ends; None where that is not known."""
    begins, opens = list(timetable(starts, items)), _minutes(starts[11:16])
    if opens is None or not begins or any(item.backwards for item in begins):
        return None
    last, length = _minutes(begins[-1].at), items[-1].minutes
    return None if last is None or length is None else (last + length - opens) % (24 * 60)


def _minutes(clock: str) -> int | None:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute) if hour.isdecimal() and minute.isdecimal() else None

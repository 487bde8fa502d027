"""The time of this machine, and how the book writes it."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable

from boardtui.dates import at_zone

Clock = Callable[[], datetime.datetime]


def now_utc() -> datetime.datetime:
    """The time of this machine, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def stamp_of(moment: datetime.datetime) -> str:
    """A moment as the book writes it: UTC with milliseconds, 2026-11-23T09:58:12.044Z."""
    return at_zone(moment, datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def elapsed() -> float:
    """Seconds that have passed since some moment, the sleep of the computer among them, whatever is done to its clock."""
    if sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def local_time(at: str, timezone: str, starts: str = "") -> datetime.datetime:
    """UTC as the book has it, in a named zone or else in the offset that ``starts`` carries."""
    moment = datetime.datetime.fromisoformat(at)
    if timezone:
        import zoneinfo

        return at_zone(moment, zoneinfo.ZoneInfo(timezone))
    offset = datetime.datetime.fromisoformat(starts).tzinfo if starts else None
    return at_zone(moment, offset or datetime.UTC)

"""How papers write days: one function for all of them, in the form that the house sets."""

from __future__ import annotations

import datetime
import re
from typing import Literal

Dates = Literal["usual", "long", "weekday", "numbers", "iso"]
"""26 November 2026, and the day of the meeting itself with its weekday; 26 November 2026 everywhere; Thursday 26 November
2026 everywhere; 26/11/2026; 2026-11-26."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)  # fmt: skip


_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def date_words(day: str | None, dates: Dates = "usual", *, of_meeting: bool = False) -> str:
    """A day, given as 2026-11-26 or with a time behind it, in the form of the house; what is no day stays as it stands.

    A month alone, given as 2026-11, is November 2026; a year is itself.
    ``of_meeting``: it is the day on which the meeting of the paper was held.
    """
    if not day:
        return ""
    if _MONTH.fullmatch(day) and dates != "iso":
        year, month = day.split("-")
        return f"{month}/{year}" if dates == "numbers" else f"{_MONTHS[int(month) - 1]} {year}"
    try:
        date = datetime.date.fromisoformat(day[:10])
    except ValueError:
        return day
    if dates == "iso":
        return date.isoformat()
    if dates == "numbers":
        return f"{date.day:02}/{date.month:02}/{date.year:04}"
    named = dates == "weekday" or (dates == "usual" and of_meeting)
    return f"{_DAYS[date.weekday()] + ' ' if named else ''}{date.day} {_MONTHS[date.month - 1]} {date.year}"


def month_words(day: datetime.date) -> str:
    """The month of a day, as headings have it whatever the form: November 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"

"""Reads a day as a secretary writes it: 30/11/2026, 2026-11-30, or "2 weeks" from today."""

from __future__ import annotations

import calendar
import datetime
import re

from boardtui.dates import calendar_day

_SPAN = re.compile(r"(?:in )?([0-9]{1,3}) (day|week|month|year)s?", re.ASCII)
HINT = "30/11/2026, 2026-11-30 or 2 weeks"


def read_day(text: str, today: datetime.date) -> str | None:
    """The day as the book writes it (2026-11-30), None where nothing is given.

    Raises:
        ValueError: it is no day; the message says how to write one.
    """
    sentence = " ".join(text.lower().split())
    if not sentence:
        return None
    if sentence in ("today", "tomorrow"):
        return (today + datetime.timedelta(days=int(sentence == "tomorrow"))).isoformat()
    try:
        if match := _SPAN.fullmatch(sentence):
            return _later(today, int(match[1]), match[2]).isoformat()
        return calendar_day(sentence).isoformat()
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"“{text[:30]}” is not a day of the calendar; write for example {HINT}.")


def _later(today: datetime.date, number: int, unit: str) -> datetime.date:
    if unit in ("day", "week"):
        return today + datetime.timedelta(days=number * (7 if unit == "week" else 1))
    months = today.month - 1 + number * (12 if unit == "year" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(today.day, calendar.monthrange(year, month)[1]))

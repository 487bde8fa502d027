"""Reads a day of the calendar as people in this country write it."""

from __future__ import annotations

import datetime
import re

_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})", re.ASCII)
_NAMED = re.compile(
    r"(?:[a-z]{3,9},? )?([0-9]{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?,?[ -]([0-9]{4}|[0-9]{2})"
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def calendar_day(text: str) -> datetime.date:
    """The day that is written as 30/11/2026, 30.11.26, 30 Nov 2026, Monday 30th November 2026 or 2026-11-30.

    The day comes before the month; a year of two digits is one of this century.

    Raises:
        ValueError: it is no day of the calendar, or not written so.
    """
    words = " ".join(text.lower().split())
    if _ISO.fullmatch(words):
        return datetime.date.fromisoformat(words)
    if match := _NUMBERS.fullmatch(words):
        return datetime.date(_year(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(words):
        months = [index for index, name in enumerate(MONTHS, 1) if name == match[2] or match[2] in (name[:3], name[:4])]
        if months:
            return datetime.date(_year(match[3]), months[0], int(match[1]))
    raise ValueError("not written as a day")


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)

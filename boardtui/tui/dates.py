"""Days as people write and say them: "2w", "fri", "1 Dec" become a date; a date becomes "in 2 weeks" or "3 days over"."""

from __future__ import annotations

import datetime
import re

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AHEAD = re.compile(r"\+?([0-9]{1,3}) ?(d|w|days?|weeks?)?", re.ASCII)
_NAMED = re.compile(r"([0-9]{1,2}) ([a-z]{3,9})\.?(?: ([0-9]{4}))?", re.ASCII)
HOW = "2026-12-01, 1 Dec, fri, 2w or 10d"


def parse_day(text: str, today: datetime.date, *, past: bool = False) -> str | None:
    """The date that somebody typed, written YYYY-MM-DD; None where it is none.

    A day without a year is the next one that comes, with ``past`` the last one that was; so is the name of a weekday.
    """
    words = " ".join(text.lower().split())
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words, re.ASCII):
            return datetime.date.fromisoformat(words).isoformat()
        found = _relative(words, today, past) or _named(words, today, past)
    except (ValueError, OverflowError):
        return None
    return found.isoformat() if found else None


def _relative(words: str, today: datetime.date, past: bool) -> datetime.date | None:
    if words in ("today", "yesterday", "tomorrow"):
        return today + datetime.timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[words])
    if len(words) >= 3 and words[:3] in _DAYS and words.isalpha():
        ahead = (_DAYS.index(words[:3]) - today.weekday() - 1) % 7 + 1
        return today + datetime.timedelta(days=ahead - 7 if past else ahead)
    if match := _AHEAD.fullmatch(words):
        days = int(match[1]) * (7 if (match[2] or "d").startswith("w") else 1)
        return today + datetime.timedelta(days=-days if past else days)
    return None


def _named(words: str, today: datetime.date, past: bool) -> datetime.date | None:
    match = _NAMED.fullmatch(words)
    if match is None or match[2][:3] not in _MONTHS:
        return None
    month, day = _MONTHS.index(match[2][:3]) + 1, int(match[1])
    if match[3]:
        return datetime.date(int(match[3]), month, day)
    this = datetime.date(today.year, month, day)
    if past and this > today:
        return datetime.date(today.year - 1, month, day)
    return this if past or this >= today else datetime.date(today.year + 1, month, day)


def day_words(day: datetime.date | datetime.datetime | str | None, today: datetime.date) -> str:
    """A date in short: 12 Oct, with the year where it is another than this one; what is no date stays as it is."""
    if not day:
        return ""
    date = _date(day) if isinstance(day, str) else day
    if date is None:
        return str(day)
    words = f"{date.day} {_MONTHS[date.month - 1].title()}"
    return words if date.year == today.year else f"{words} {date.year}"


def due_words(due: str | None, today: datetime.date) -> str:
    """When something is due, seen from today: "3 days over", "today", "in 2 weeks"."""
    if not due:
        return "no date"
    date = _date(due)
    if date is None:
        return due
    days = (date - today).days
    if days < 0:
        return f"{_span(-days)} over"
    return {0: "today", 1: "tomorrow"}.get(days) or f"in {_span(days)}"


def is_over(due: str | None, today: datetime.date) -> bool:
    """Whether the day has passed."""
    date = _date(due or "")
    return date is not None and date < today


def _span(days: int) -> str:
    if days >= 14:
        return f"{days // 7} weeks"
    return f"{days} day{'' if days == 1 else 's'}"


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None

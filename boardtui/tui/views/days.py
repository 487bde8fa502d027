"""Days as people say them: 12 Oct, "in 2 weeks", "3 days over"."""

from __future__ import annotations

import datetime

from boardtui.charter.words import counted
from boardtui.dates import SHORT_MONTHS, iso_day


def day_words(day: datetime.date | datetime.datetime | str | None, today: datetime.date) -> str:
    """A date in short: 12 Oct, with the year where it is another than this one; what is no date stays as it is."""
    if not day:
        return ""
    date = iso_day(day) if isinstance(day, str) else day
    if date is None:
        return str(day)
    text = f"{date.day} {SHORT_MONTHS[date.month - 1]}"
    return text if date.year == today.year else f"{text} {date.year}"


def due_words(due: str | None, today: datetime.date) -> str:
    """When something is due, seen from today: "3 days over", "today", "in 2 weeks"."""
    if not due:
        return "no date"
    date = iso_day(due)
    if date is None:
        return due
    days = (date - today).days
    if days < 0:
        return f"{_span(-days)} overdue"
    return {0: "today", 1: "tomorrow"}.get(days) or f"in {_span(days)}"


def is_over(due: str | None, today: datetime.date) -> bool:
    """Whether the day has passed."""
    date = iso_day(due or "")
    return date is not None and date < today


def _span(days: int) -> str:
    if days >= 14:
        return f"{days // 7} weeks"
    return counted(days, "day")

"""Reads a day as a secretary writes it: 30/11/2026, 30 November, next Thursday, or "2 weeks" from today."""

from __future__ import annotations

import datetime

from boardtui.dates import AmbiguousDay, spoken_day

EXAMPLES = "30/11/2026, 30 Nov or 2 weeks"
HINT = f"e.g. {EXAMPLES}"
PAST_HINT = "e.g. 30/11/2026, 30 Nov or yesterday"
"""Of a day that cannot be to come."""


def read_day(text: str, today: datetime.date) -> str | None:
    """The day as the book writes it (2026-11-30), None where nothing is given.

    Raises:
        ValueError: it is no day, or could be one of two; the message says how to write one.
    """
    if not text.strip():
        return None
    try:
        return spoken_day(text, today).isoformat()
    except AmbiguousDay as doubt:
        raise ValueError(f"“{text[:30]}” {doubt}.") from None
    except (ValueError, OverflowError):
        raise ValueError(f"“{text[:30]}” is not a date. Enter it as {EXAMPLES}.") from None

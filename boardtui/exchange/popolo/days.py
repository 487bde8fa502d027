"""Times of vote events: a day, or a moment with or without its offset; nothing is guessed where the day is missing."""

from __future__ import annotations

import datetime
import re

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].{4,30})?")


def moment(text: str) -> datetime.datetime:
    """The moment that a text names; a day alone is its first minute, a time without offset is in UTC.

    Raises:
        ValueError: it names no day, or one that a book cannot hold; the text says which.
    """
    sentence = text.strip()
    if not sentence:
        raise ValueError("it has no date")
    if not _TIME.fullmatch(sentence):
        raise ValueError(f"its date {sentence[:40]!r} does not name a day")
    try:
        moment = datetime.datetime.fromisoformat(sentence)
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=datetime.UTC)
        utc = moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"its date {sentence[:40]!r} is not in the calendar") from None
    if not 1000 <= utc.year <= 9998:
        raise ValueError(f"its date {sentence[:40]!r} is outside what a book can hold")
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

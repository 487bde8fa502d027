"""Words that were corrected: how often they stand in a text, and how it reads then. What books carry on rests on it."""

from __future__ import annotations

import re

TAKEN_OUT = "[Taken out on approval.]"  # what stands where all words of a note, an action or a motion were taken out


def times_in(text: str, stood: str) -> int:
    """How often words stand in a text, as whole words; a sentence of the minutes may have their first letter small."""
    return len(_pattern(stood).findall(text)) or len(_pattern(_swapped(stood)).findall(text))


def read_as(text: str, stood: str, stands: str) -> str:
    """A text with some of its words corrected."""
    if not _pattern(stood).search(text):
        stood, stands = _swapped(stood), _swapped(stands)
    changed = _pattern(stood).sub(lambda _: stands, text)
    if changed == text or stands.strip():
        return changed
    return re.sub(r"[ ]{2,}", " ", changed).strip() or TAKEN_OUT


def _pattern(stood: str) -> re.Pattern[str]:
    phrase = stood.strip()
    before = r"(?<!\w)" if phrase[:1].isalnum() else ""
    after = r"(?!\w)" if phrase[-1:].isalnum() else ""
    return re.compile(before + re.escape(phrase) + after)


def _swapped(words: str) -> str:
    return words[:1].swapcase() + words[1:]

"""What the public is told that only private entries know: words of a motion, an action, an issue or a choice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from boardtui.meeting import entries as e
from tests.public_record.pairs import Line

PUBLIC = re.compile(
    r" public |^public |\.csv$|\.xlsx$|^popolo\.json$|^year | wall$| room$|\.ics$|^plan$"
)  # what is put before the public, or made from what it may know


def told_although_private(lines: Sequence[Line], texts: dict[str, str]) -> Iterator[str]:
    """Each public text that has the words of something private, which no public entry has."""
    open_words = " ".join(repr(line.entry).lower() for line in lines if line.public)
    secrets = {words for line in lines if not line.public for words in _own_words(line.entry)}
    secrets = {words for words in secrets if words not in open_words}
    for name, text in texts.items():
        if PUBLIC.search(name):
            low = text.lower()
            yield from (f"{name}: tells the public of “{words}”" for words in secrets if words in low)


def _own_words(entry: e.AnyEntry) -> Iterator[str]:
    """The words that stand in no other entry, in small letters."""
    match entry:
        case e.MotionPut():
            yield from (words.rstrip(".").lower() for words in (entry.text, entry.as_amended or "") if words)
        case e.ActionAgreed():
            yield entry.text.lower()
        case e.IssueRaised() | e.ChoiceOpened():
            yield entry.title.lower()

"""The chair's rulings in words: what was ruled, by whom, and the words used."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.ruling_words import IN_WORDS, what_is_ruled
from boardtui.meeting.state import Stamped
from boardtui.papers.source import Source


def ruling_words(src: Source, line: Stamped) -> str:
    """One ruling as a sentence."""
    entry = line.entry
    assert isinstance(entry, e.RulingMade)
    who = src.name(entry.by) + (", in the chair," if src.record.chair(line.seq) == entry.by else "")
    words = f": “{entry.text}”" if entry.text.strip() else ""
    if entry.setting in IN_WORDS:
        return f"{who} ruled on {IN_WORDS[entry.setting]}: {entry.value}" + (f" (“{entry.text}”)." if words else ".")
    return f"{who} ruled that {what_is_ruled(src.state, entry)}{words or '.'}"


def recorded_vote_asked(src: Source, lines: list[Stamped]) -> bool:
    """Whether a ruling on procedure asked for a recorded vote on this motion, or on all."""
    of_all = [line for line in src.lines if isinstance(line.entry, e.RulingMade) and line.entry.motion is None]
    return any(
        isinstance(line.entry, e.RulingMade)
        and line.entry.setting == "procedure"
        and "recorded vote" in f"{line.entry.value} {line.entry.text}".casefold()
        for line in (*of_all, *lines)
    )

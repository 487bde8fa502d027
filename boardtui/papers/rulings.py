"""The chair's rulings in words: what was ruled, by whom, and the words used."""

from __future__ import annotations

from boardtui.charter.words import started
from boardtui.meeting import entries as e
from boardtui.meeting.state.state import Stamped
from boardtui.meeting.words.ruling_words import CHAIR, ruling_sentence
from boardtui.papers.source import Source


def ruling_words(src: Source, line: Stamped) -> str:
    """One ruling as a sentence; by name where this part does not say that whoever ruled was in the chair."""
    entry = line.entry
    assert isinstance(entry, e.RulingMade)
    who = CHAIR if src.record.chair(line.seq) == entry.by else src.acting(entry.by, line.seq)
    return started(ruling_sentence(src.state, entry, who))


def recorded_vote_asked(src: Source, lines: list[Stamped]) -> bool:
    """Whether a ruling on procedure asked for a recorded vote on this motion, or on all."""
    of_all = [line for line in src.lines if isinstance(line.entry, e.RulingMade) and line.entry.motion is None]
    return any(
        isinstance(line.entry, e.RulingMade)
        and line.entry.setting == "procedure"
        and "recorded vote" in f"{line.entry.value} {line.entry.text}".casefold()
        for line in (*of_all, *lines)
    )

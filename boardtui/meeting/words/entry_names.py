"""What an entry names, in words: members, motions, issues; and the table by which each kind of entry is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from typing import NamedTuple

from boardtui.meeting import entries as e
from boardtui.meeting.fold.fold import KINDS
from boardtui.meeting.record.acting import Acting
from boardtui.meeting.state.labels import member_label, motion_label
from boardtui.meeting.state.state import State
from boardtui.meeting.words.awaiting_words import named


class Names(NamedTuple):
    """What entries name, as a meeting knows it.

    Args:
        state: gives the names.
        acting: who acted in a member's seat when the entry was recorded; None where nobody asks.
        taken_at: when an earlier entry of the meeting was, by its number; None where nobody asks.
    """

    state: State
    acting: Acting | None = None
    taken_at: Callable[[int], str] | None = None

    def member(self, key: str | None) -> str:
        """The member by name."""
        return member_label(self.state, key or "")

    def actor(self, key: str | None) -> str:
        """Who acted in that member's seat."""
        return self.acting(key or "") if self.acting else self.member(key)

    def motion(self, key: str | None) -> str:
        """The motion by its number; a decision that waits, in its own words."""
        if key in self.state.motions or key not in self.state.decisions:
            return motion_label(self.state, key)
        held = self.state.decisions[key or ""]
        return f"{'motion ' if held.way == 'meeting' else ''}{named(self.state, held)}"

    def issue(self, key: str | None) -> str:
        """The issue by its title."""
        issue = self.state.issues.get(key or "")
        return f"issue “{issue.title if issue else key or ''}”"

    def decided(self, entry: e.DecisionNotified | e.PartnerResponded) -> str:
        """What partners are notified of and answer: an issue, or a motion."""
        return self.issue(entry.issue) if entry.issue else self.motion(entry.motion)


@singledispatch
def words_of(entry: e.Entry, names: Names) -> str:
    """An entry in a few words: of an older kind as ``*_entries.py`` registers it here, of any other as its ``Kind`` tells it."""
    return KINDS[type(entry)].words(names.state, entry)


def why(text: str) -> str:
    """A reason behind what happened, where one was given."""
    return f": {text}" if text else ""

"""Which entries are confidential as a whole, decided from the state in which each is recorded."""

from __future__ import annotations

from boardtui.meeting import older_vocabularies
from boardtui.meeting.entries import AnyEntry
from boardtui.meeting.state import Stamped, State

SINCE = 3
"""The vocabulary from which what is public is a function of the public entries alone."""


def is_confidential(state: State, entry: AnyEntry) -> bool:
    """Whether the entry is withheld from public copies."""
    return older_vocabularies.is_confidential(state, entry)


def withheld(state: State, stamped: Stamped) -> bool:
    """Whether a recorded entry is left out of what is public; ``state`` is that of the end of its stretch.

    It is as it was recorded. Only under vocabulary 1 and 2 could something become confidential by what came later.
    """
    if state.vocabulary < SINCE:
        return older_vocabularies.withheld(state, stamped)
    return stamped.confidential


def current_hidden(state: State) -> bool:
    """Whether the item that is open is confidential."""
    item = state.items.get(state.current or "")
    return item is not None and item.agenda.confidential


def heard_in_public(state: State) -> bool:
    """Whether the public is in the room at this moment and hears what is said, whatever item is open."""
    return state.in_public and not state.excluded

"""What makes a kind of entry: how it is applied, in which words it is told, and how the public record takes it at its word.

Each stands in the file of its matter beside the handler; ``fold.py`` gathers them. Who may hear of a kind stands on its class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from boardtui.meeting.state.state import Stamped, State

Handler = Callable[[State, Stamped], State]


class Kind(NamedTuple):
    """A kind of entry.

    Args:
        entry: its class.
        apply: the state after it, or Refused with the reason and the clause.
        words: the entry in a few words, with the names that the state has.
        believe: the state after it by public entries alone, where these do not tell all that ``apply`` asks.
    """

    entry: type
    apply: Handler
    words: Callable[[State, Any], str]
    believe: Handler | None = None

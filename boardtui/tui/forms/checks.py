"""What is wrong with what was filled in, before it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from boardtui.errors import UserError

if TYPE_CHECKING:
    from boardtui.meeting.entries import AnyEntry
    from boardtui.tui.screen import BoardScreen


class Wrong(NamedTuple):
    """Why what was entered cannot be taken, as a sentence; ``field`` is the one to enter anew, empty where none is known."""

    words: str
    field: str = ""


def wrong_in(screen: BoardScreen, entry: AnyEntry | Wrong) -> Wrong | None:
    """What is wrong with an entry made of what was filled in: that none could be made, or why it would be refused."""
    if isinstance(entry, Wrong):
        return entry
    sentence = screen.refusal(entry)
    return Wrong(sentence) if sentence else None


Check = Callable[[dict[str, str]], Wrong | None]
"""What is wrong with what was entered, before a form is left; None where nothing is."""


def readable(**fields: Callable[[str], object]) -> Check:
    """A check that each of these fields can be read: a ValueError or UserError of its reader says what is wrong with it."""

    def check(given: dict[str, str]) -> Wrong | None:
        for name, read in fields.items():
            try:
                read(given[name])
            except (ValueError, UserError) as error:
                return Wrong(str(error), name)
        return None

    return check

"""A list of matters that bodies send to one another, issues and decisions: each opens, and is received from another book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from boardtui.charter.words import bare
from boardtui.meeting.entries import AnyEntry
from boardtui.meeting.state.state import State
from boardtui.tui.books import BooksList
from boardtui.tui.forms.dialogs import Choose, Option


class MattersList(BooksList):
    """One row for each matter; Enter opens the screen of that matter.

    A subclass gives ``KIND``, by which its screen is opened, and ``NONE_HERE``, said where the cursor is on none.
    """

    KIND: ClassVar[str] = ""
    NONE_HERE: ClassVar[str] = ""

    def action_open(self) -> None:
        state, key = self.state_here()
        if state is None:
            self.say(self.NONE_HERE)
            return
        self.board.session = self.board.desk.session(state.book)
        self.board.open_screen(self.KIND, key)

    def record_listed(self, state: State, entry: AnyEntry, key: str) -> None:
        """Record into the book of a body what brings in a matter, and put the cursor on it."""
        if self.record_in(state.book, entry):
            self.select(state.book, key)

    async def choose_received(
        self, title: str, words: str, matters: Sequence[tuple[str, str]], none: str
    ) -> int | None:
        """Which matter of other books is received, by its place among them; each comes with the book that it is in.

        ``none`` is said where there is none; the answer then, and where the question was left, is None.
        """
        if not matters:
            self.say(self.with_hidden(none))
            return None
        options = [
            Option(str(place), matter, f"from the {bare(self.body_title(book))}")
            for place, (matter, book) in enumerate(matters)
        ]
        chosen = await self.ask(Choose(title, options, words))
        return None if chosen is None else int(chosen)

"""What the pages of the setup have in common: the row under the cursor, the body shown, and how an edit is made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from boardtui.register.preview import alters, keeping, rehearse
from boardtui.tui.database_away import persist
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.screen import BoardScreen
from boardtui.tui.widgets.matrix import Matrix
from boardtui.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from boardtui.exchange.sheets.taking import Taken


UNCHANGED = "Nothing was changed."


class SetupScreen(BoardScreen):
    """The screen of the setup, as its pages know it. What it shows is for a subclass to say.

    ``chosen_body`` is the body that pages about one body show; ``taken`` what was imported last and can be taken back.
    """

    def __init__(self) -> None:
        super().__init__()
        self.chosen_body = ""
        self.taken: Taken | None = None

    @property
    def row_key(self) -> str:
        """The key of the row, or of the row of Annex 1, under the cursor."""
        return self.query_one(Matrix).key if self.has_class("-annex") else self.query_one("#list", Rows).key

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of that key."""
        self.query_one("#list", Rows).select(key)

    def took(self, taken: Taken | None) -> None:
        """Remember what was taken in, so that it can be taken back, and say so."""
        if taken is not None:
            self.taken = taken
            self.refresh_all()
            self.say(f"{taken.words} z undoes it.")

    def _keep_what_can_be_undone(self) -> None:
        """Offer no key for what was imported once it was edited."""
        from boardtui.exchange.sheets.taking import can_take_back

        if self.taken is not None and not can_take_back(self.board.desk, self.taken):
            self.taken = None

    async def change(self, make: Callable[[], Any], done: str, *, counts: bool = True) -> bool:
        """Make an edit; where it changes who may vote or what is needed, only after that has been shown.

        A form that was sent as it was changes nothing, and that is said; whether anything was changed is the answer.

        Args:
            make: makes the edit, in one transaction of the register.
            done: what to say then.
            counts: false for what no electorate depends on.
        """
        db = self.board.desk.store.connection
        if not await persist(self, partial(alters, db, make)):
            self.say(UNCHANGED)
            return False
        effects = await persist(self, partial(rehearse, db, make)) if counts else []
        if effects:
            running = [f"“{state.title}”" for state in self.board.desk.states() if state.is_running]
            dialog = ConfirmList("What this changes", effects, keeping(running), yes="make the change")
            if not await self.ask(dialog):
                self.say(UNCHANGED)
                return False
        await persist(self, make)
        self._keep_what_can_be_undone()
        self.refresh_all()
        self.say(done)
        return True

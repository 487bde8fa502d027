"""What Home lists as wrong with the file, the books and the register, and what Enter does about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from boardtui.book.errors import TROUBLES
from boardtui.charter.words import counted
from boardtui.desk.desk import ALTERED, LOOKING, SECOND_PLACE
from boardtui.errors import UserError
from boardtui.tui.screen import BoardScreen

if TYPE_CHECKING:
    from boardtui.register.values import Fault

FAULTS_SHOWN = 5
TYPED = "Typed and not recorded"  # the name of the row that leads to the drafts


class HomeRepairs(BoardScreen):
    """A screen that lists what is to be put right."""

    def __init__(self) -> None:
        super().__init__()
        self._faults: dict[str, Fault] = {}

    def read_anew(self, cursor: str = "") -> None:
        """Read the books again and show what they say; the cursor goes with that book, where one is named."""

    def to_put_right(self) -> dict[str, str]:
        """What is to be put right, each under its place."""
        return self.board.desk.to_put_right() | self._of_register() | self._typed()

    def _typed(self) -> dict[str, str]:
        """What was typed and not recorded, under its name among what is to be put right."""
        count = len(self.board.drafts.all())
        texts = "one text was typed" if count == 1 else f"{count} texts were typed"
        return {TYPED: f"{texts} into a form. Enter shows it."} if count else {}

    def _of_register(self) -> dict[str, str]:
        """The values of the register that cannot be used, each under its place."""
        shown = {
            place: f"{fault.value!r} cannot be used: {fault.reason}. Enter corrects it."
            for place, fault in list(self._faults.items())[:FAULTS_SHOWN]
        }
        more = len(self._faults) - len(shown)
        return shown | ({"Setup": f"{more} more values cannot be used.  Correct the ones above first."} if more else {})

    def look_for_faults(self) -> None:
        """Find the values of the register that cannot be used; none where its tables cannot be read at all."""
        try:
            self._faults = {f"Setup, {fault.place}": fault for fault in self.board.desk.register_faults()}
            self.board.desk.problems.pop("Setup", None)
        except TROUBLES:
            raise
        except UserError as error:
            self.board.desk.problems["Setup"] = str(error)
            self._faults = {}

    def put_right(self, place: str) -> None:
        """Do what there is to be done about a line under what is to be put right; else say it in full."""
        book = place.rpartition(" ")[2]
        if place == LOOKING and self._take_over():
            self.say("The other one is closed: this boardtui records now.", "good")
        elif place == TYPED:
            self._show_typed()
        elif place in self._faults:
            self._correct(place)
        elif place == f"{SECOND_PLACE} {book}" and self._take_missing(book):
            self.read_anew(book)
        elif place == f"{ALTERED} {book}" and self.board.desk.may_go_on(book):
            self._ask_to_go_on(book)
        else:
            if place == f"{ALTERED} {book}":  # a copy may have been put in its place
                self.read_anew()
            self._look_again(place)
            self.say(self.board.desk.to_put_right().get(place, ""), "warn")

    def _take_missing(self, book: str) -> bool:
        """Take over what the second place has more than a book; whether there was anything."""
        from boardtui.desk.restoring import take_over

        desk = self.board.desk
        if desk.mirror is None or book not in desk.mirror.ahead:
            return False
        try:
            _, count = take_over(desk.store, desk.mirror.ahead[book])
        except UserError as error:
            self.say(str(error), "bad")
            return True
        desk.reopen(book)
        self.say(
            f"{counted(count, 'entry', 'entries')} brought back from the backup folder: the minute book has all of them again.",
            "good",
        )
        return True

    def _look_again(self, book: str) -> None:
        """Where a book lacks what was recorded in it, ask what is to be done about it."""
        if book in self.board.desk.problems:
            try:
                self.board.desk.session(book).compare()
            except TROUBLES:
                raise
            except UserError:  # said in its row
                pass

    def _take_over(self) -> bool:
        """Try to become the one that records, and show what there is now."""
        try:
            taken = self.board.desk.take_over()
        except UserError as error:
            self.say(str(error), "bad")
            return True
        if taken:
            self.board.session = None
            self.refresh_bars()
            self.read_anew()
        return taken

    @work
    async def _correct(self, place: str) -> None:
        from boardtui.tui.forms.fault_form import correct_fault

        if await correct_fault(self, self._faults[place]):
            self.read_anew()

    @work
    async def _show_typed(self) -> None:
        from boardtui.tui.forms.draft_list import show_drafts

        await show_drafts(self)
        self.show_state()

    @work
    async def _ask_to_go_on(self, book: str) -> None:
        await self.goes_on(book)
        self.read_anew()

    async def goes_on(self, book: str) -> bool:
        """Whether a book may be recorded in; where an earlier meeting in it was altered, only once that is confirmed."""
        from boardtui.tui.forms.dialogs import Confirm

        desk = self.board.desk
        if not desk.may_go_on(book):
            return True
        text = (
            f"{desk.faults[book].problem} What you record now follows after it and is kept; the alteration stays visible to "
            "everybody who verifies the minute book, and papers say so. Keep a copy of the database as it is now."
        )
        if not await self.ask(Confirm("Record although the minute book was altered", text, yes="record")):
            return False
        desk.go_on(book)
        return True

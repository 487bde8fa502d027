"""A file before it is taken in: what each row becomes, what is wrong and what is asked; nothing happens until Enter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.errors import UserError
from boardtui.exchange.sheets.taking import Intake, leaving, prepare, rows_that_are_wrong, take
from boardtui.tui.command import Command
from boardtui.tui.database_away import persist
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.safe import Line, Span, at_most, line
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.taking_in import detail_lines, head_lines, next_line, preview_rows
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows


class TakingInScreen(BoardScreen):
    """Answers what was taken (Taken), or None."""

    TITLE = "Import"
    HELP = (
        "The file as it would be imported; nothing is changed yet. Rows that cannot be imported come first, each with its row, "
        "its column and what is wrong: correct them in the file, save it, and r reads it again, or leave them out with x. Where "
        "a spelling is only near to one in the setup, or a column is not certain, Enter asks; z undoes the last answer. "
        "Then Enter imports everything, all of it or nothing. A blank cell changes nothing, what the file does not name stays as "
        "it is, and what of the file is left out is listed with the reason."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("take", "enter", "import", "Answer what is asked; then import everything, all or nothing", "Import"),
        Command("again", "r", "read again", "Read the file again, after correcting it", "Import"),
        Command("leave", "x", "leave out", "Leave the row under the cursor out, or import it after all", "Import"),
        Command("find", "slash", "find", "Go to a row by its words", "Import"),
    )
    DEFAULT_CSS = """
    TakingInScreen #head { height: auto; }
    TakingInScreen #next { height: 1; background: $band; text-style: bold; padding: 0 1; }
    TakingInScreen #preview { height: 1fr; }
    TakingInScreen #detail { height: 8; border-top: solid $secondary; padding: 0 1; }
    TakingInScreen.-narrow #detail { height: 5; }
    """

    def __init__(self, intake: Intake) -> None:
        super().__init__()
        self.intake = intake
        self.answers: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        yield Painted(id="head")
        yield Painted(id="next")
        yield Rows(id="preview", empty="The file holds no row to import.")
        yield Painted(id="detail")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def status(self) -> tuple[Line, Line, Line]:
        return line(Span("Import", "strong"), " · nothing is changed yet"), (), super().status()[2]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        plan = self.intake.plan
        if action == "take":
            return plan.ready or bool(plan.doubts) or plan.wrong
        if action == "leave":
            return self._row_number() is not None
        return bool(self.answers) if action == "undo" else True

    def show_state(self) -> None:
        width = max(40, self.size.width)
        self.query_one("#head", Painted).show(head_lines(self.intake, width, 5 if self.size.height < 30 else 9))
        self.query_one("#next", Painted).show([next_line(self.intake)])
        self.query_one(Rows).fill(preview_rows(self.intake, width))
        self._tell_more()

    def _tell_more(self) -> None:
        lines = detail_lines(self.intake, self.query_one(Rows).key, max(20, self.size.width - 4))
        foot = self.query_one("#detail", Painted)
        foot.show(at_most(lines, foot.size.height or len(lines)))

    def on_rows_moved(self) -> None:
        self.refresh_bars()
        self._tell_more()

    def _row_number(self) -> int | None:
        """The row of the file under the cursor; none where it is listed only as standing outside of the table."""
        kind, _, index = self.query_one(Rows).key.partition(" ")
        if kind != "row" or not index.isdecimal():
            return None
        outcome = self.intake.plan.outcomes[int(index)]
        asked = f"leave {outcome.number}" in self.answers
        return outcome.number if outcome.what != "left" or asked else None

    def _answer(self, answers: dict[str, str]) -> bool:
        """Read the file with these answers; one that it cannot be read with is not kept."""
        try:
            self.intake = prepare(self.board.desk, self.intake.wanted, answers)
        except UserError as error:
            self.say(str(error), "bad")
            return False
        self.answers = answers
        return True

    def action_leave(self) -> None:
        """Leave out the row under the cursor, or no longer."""
        number = self._row_number()
        if number is None:
            return
        answers = dict(self.answers)
        again = answers.pop(f"leave {number}", None)
        if self._answer(answers if again else {**answers, f"leave {number}": "yes"}):
            self.refresh_all()
            self.say(f"Row {number} is {'imported with the others' if again else 'left out'}.")

    @work
    async def action_undo(self) -> None:
        """Take the last answer back."""
        if self.answers and self._answer(dict(list(self.answers.items())[:-1])):
            self.refresh_all()
            self.say("The last answer is undone.")

    def on_rows_chosen(self) -> None:
        if self.check_action("take", ()):
            self.action_take()
        else:
            self.say("".join(part.text for part in next_line(self.intake)).lstrip("▶ "), "warn")

    def action_back(self) -> None:
        self.dismiss(None)

    def action_again(self) -> None:
        """Read the file again."""
        try:
            self.intake = prepare(self.board.desk, self.intake.wanted, self.answers)
        except UserError as error:
            self.say(str(error), "bad")
            return
        self.refresh_all()
        self.say("The file was read again.")

    @work
    async def action_find(self) -> None:
        options = [
            Option(f"row {index}", " ".join(outcome.title.split()) or f"row {outcome.number}", f"row {outcome.number}")
            for index, outcome in enumerate(self.intake.plan.outcomes)
        ]
        if options and (value := await self.ask(Choose("Go to", options))) is not None:
            self.query_one(Rows).select(value)

    @work(exclusive=True)
    async def action_take(self) -> None:
        if not await self._answered() or not self.intake.plan.ready:
            return
        intake = self.intake
        if intake.effects:
            dialog = ConfirmList("What this changes for votes", intake.effects, yes="import")
            if not await self.ask(dialog):
                self.say("Nothing was imported.")
                return
        try:
            taken = await persist(self, partial(take, self.board.desk, intake))
        except UserError as error:
            self.refresh_all()
            self.say(str(error), "bad")
            return
        self.dismiss(taken)

    async def _answered(self) -> bool:
        """Ask what is to be asked, one after the other; False where something was asked, so that the plan is seen first."""
        asked = False
        while self.intake.plan.doubts or self.intake.plan.wrong:
            asked = True
            given = await self._ask_next()
            if given is None or not self._answer({**self.answers, **given}):
                break
        if asked:
            self.refresh_all()
        return not asked

    async def _ask_next(self) -> dict[str, str] | None:
        """The answer to the first question, or that the rows that cannot be imported are left out; None for neither."""
        plan = self.intake.plan
        if not plan.doubts:
            rows = rows_that_are_wrong(plan)
            options = [
                Option("leave", "leave out what cannot be imported", "the other rows are imported"),
                Option("stop", "correct the file first", "r reads it again"),
            ]
            some = ", ".join(map(str, rows[:12])) + (", …" if len(rows) > 12 else "")
            chosen = await self.ask(Choose("Rows that cannot be imported", options, f"Row {some}"))
            return leaving(rows) if chosen == "leave" else None
        doubt = plan.doubts[0]
        unit = self.intake.table.grid.unit.capitalize() if self.intake.table is not None else "Row"
        where = f"{unit} {doubt.row}" if doubt.row else "The sheet"
        chosen = await self.ask(Choose(where, [Option(*option) for option in doubt.options], doubt.words))
        return None if chosen is None else {doubt.key: chosen}

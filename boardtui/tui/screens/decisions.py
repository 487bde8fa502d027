"""All decisions that wait: what each waits for, the overdue first; urgent and written ones are entered here."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from boardtui.meeting.entries import OpenDecision
from boardtui.meeting.state.state import State
from boardtui.tui.books import BooksList
from boardtui.tui.command import Command
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.safe import EMPTY, Line, at_most, span, wrap
from boardtui.tui.views.decision import (
    columns_head,
    decision_row,
    head_lines,
    in_order,
    settled,
    standing_line,
)
from boardtui.tui.widgets.rows import Row, heading


class DecisionsScreen(BooksList):
    """The decisions of the open book; opened from Home, those of every book."""

    TITLE = "Decisions"
    HELP = (
        "Decisions awaiting others, whichever meeting took them: ratification, approval by both parties, "
        "signatures, answers to a notice, another body, a consultation, or a report to the next meeting. The overdue "
        "come first. Enter opens one with a line for each partner asked. Below them are decisions of the last meeting with "
        "nothing outstanding; open one to make it subject to ratification or approval.  Urgent decisions and decisions "
        "in writing are entered here between meetings, where the terms of reference allow them."
    )
    EMPTY = "No decisions are awaiting others. n: new written agreement, g: receive a decision"
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("open", "o", "open", "Open the selected decision (so does Enter)", "Decisions"),
        Command("agreement", "n", "agreement", "Begin a written agreement: a register of signatures", "Decisions"),
        Command("urgent", "u", "urgent", "Enter an urgent decision, taken between meetings", "Between meetings"),
        Command("written", "w", "in writing", "Enter a decision taken in writing, with its count", "Between meetings"),
        Command("receive", "g", "receive", "Receive a decision that another body sent", "Decisions"),
    )
    DEFAULT_CSS = """
    DecisionsScreen #about { height: 7; }
    """

    def show_state(self) -> None:
        width = max(40, self.size.width - 2)
        books = self.shown_books()
        waiting = in_order(books, self.today().isoformat())
        rows = [self._row(state, open_decision, width) for state, open_decision in waiting]
        rows = [heading("Awaiting others"), *rows] if rows else []
        done = [self._row(state, open_decision, width) for state, open_decision in settled(books)]
        if done:
            rows += [*([Row("", EMPTY, choosable=False)] if rows else []), heading("Nothing outstanding"), *done]
        self.list_rows(rows, columns_head(width))

    def _row(self, state: State, held: OpenDecision, width: int) -> Row:
        return decision_row(state, held, self.local_now(state).date(), width)

    def show_about(self) -> None:
        state, open_decision = self._under_cursor()
        lines: list[Line] = []
        if state is not None and open_decision is not None:
            desk, width = self.board.desk, max(20, self.size.width - 4)
            local = lambda at: desk.local(at, state.starts)  # noqa: E731
            stands = at_most(wrap(standing_line(state, open_decision), width, "strong"), 2)
            title, *rest = head_lines(state, open_decision, width, local, self.local_now(state).date())
            body = (span(f" · {self.body_title(state.book)}", "dim"),) if self.all_books else ()
            lines = at_most([*stands, (*title, *body), *rest], 6)
        self.about(lines)

    def _under_cursor(self) -> tuple[State | None, OpenDecision | None]:
        from boardtui.meeting.followup.awaiting import decision

        state, key = self.state_here()
        return state, decision(state, key) if state else None

    def action_open(self) -> None:
        state, open_decision = self._under_cursor()
        if state is None or open_decision is None:
            self.say("There is no decision under the cursor.")
            return
        self.board.session = self.board.desk.session(state.book)
        self.board.open_screen("decision", open_decision.decision)

    @work
    async def action_urgent(self) -> None:
        await self._take("urgent")

    @work
    async def action_written(self) -> None:
        await self._take("written")

    async def _take(self, way: str) -> None:
        from boardtui.tui.forms.decision_forms import ask_urgent, ask_written

        state = await self.choose_book("For which body was it decided?")
        if state is None:
            return
        ask = ask_urgent if way == "urgent" else ask_written
        entry = await ask(self, state)
        if entry is not None and self.record_in(state.book, entry):
            self.select(state.book, entry.motion)

    @work
    async def action_agreement(self) -> None:
        from boardtui.tui.forms.decision_forms import ask_agreement

        state = await self.choose_book("Which body keeps the register of signatures?")
        if state is None:
            return
        entry = await ask_agreement(self, state)
        if entry is not None and self.record_in(state.book, entry):
            self.select(state.book, entry.motion)

    @work
    async def action_receive(self) -> None:
        from boardtui.desk.recommendations import receipt_of, sent_to

        state = await self.choose_book("Which body receives it?")
        if state is None:
            return
        desk = self.board.desk
        waiting = sent_to(desk, state.body, public=self.hides)
        if not waiting:
            body = self.body_title(state.book)
            self.say(self.with_hidden(f"No other body has sent the {body} a decision that is not yet received."))
            return
        options = [
            Option(str(index), sent.decision.text, f"from the {self.body_title(sent.book)}")
            for index, sent in enumerate(waiting)
        ]
        text = "It enters this book with its words and figures, and with the fingerprint of the other body's book."
        chosen = await self.ask(Choose("Receive a decision from another body", options, text))
        if chosen is None:
            return
        entry = receipt_of(desk, state, waiting[int(chosen)])
        if self.record_in(state.book, entry):
            self.select(state.book, entry.motion)

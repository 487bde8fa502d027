"""All decisions that wait: what each waits for, the overdue first; urgent and written ones are entered here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import work

from boardtui.charter.words import bare
from boardtui.meeting.entries import AgreementSought, DecisionTaken, OpenDecision
from boardtui.meeting.state.state import State
from boardtui.tui.command import Command
from boardtui.tui.matters import MattersList
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

Ask = Callable[["DecisionsScreen", State], Awaitable[AgreementSought | DecisionTaken | None]]


class DecisionsScreen(MattersList):
    """The decisions of the open book; opened from Home, those of every book."""

    TITLE = "Decisions"
    KIND = "decision"
    NONE_HERE = "There is no decision under the cursor."
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
        from boardtui.meeting.followup.awaiting import decision

        state, key = self.state_here()
        open_decision = decision(state, key) if state else None
        lines: list[Line] = []
        if state is not None and open_decision is not None:
            width = max(20, self.size.width - 4)
            stands = at_most(wrap(standing_line(state, open_decision), width, "strong"), 2)
            title, *rest = head_lines(state, open_decision, width, self.local_in(state), self.local_now(state).date())
            body = (span(f" · {self.body_title(state.book)}", "dim"),) if self.all_books else ()
            lines = at_most([*stands, (*title, *body), *rest], 6)
        self.about(lines)

    @work
    async def action_urgent(self) -> None:
        from boardtui.tui.forms.decision_forms import ask_urgent

        await self._enter("For which body was it decided?", ask_urgent)

    @work
    async def action_written(self) -> None:
        from boardtui.tui.forms.decision_forms import ask_written

        await self._enter("For which body was it decided?", ask_written)

    @work
    async def action_agreement(self) -> None:
        from boardtui.tui.forms.decision_forms import ask_agreement

        await self._enter("Which body keeps the register of signatures?", ask_agreement)

    async def _enter(self, which_body: str, ask: Ask) -> None:
        """Ask for a decision between meetings, and record it."""
        state = await self.choose_book(which_body)
        entry = await ask(self, state) if state is not None else None
        if state is not None and entry is not None:
            self.record_listed(state, entry, entry.motion)

    @work
    async def action_receive(self) -> None:
        from boardtui.desk.recommendations import receipt_of, sent_to

        state = await self.choose_book("Which body receives it?")
        if state is None:
            return
        sent = sent_to(self.board.desk, state.body, public=self.hides)
        place = await self.choose_received(
            "Receive a decision from another body",
            "It enters this book with its words and figures, and with the fingerprint of the other body's book.",
            [(decision.decision.text, decision.book) for decision in sent],
            f"No other body has sent the {bare(self.body_title(state.book))} a decision that is not yet received.",
        )
        if place is not None:
            entry = receipt_of(self.board.desk, state, sent[place])
            self.record_listed(state, entry, entry.motion)

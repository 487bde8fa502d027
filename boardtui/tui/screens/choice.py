"""An election or another choice: the candidates with their votes round by round, and what is done next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.meeting.state.state import Election
from boardtui.tui.command import Command
from boardtui.tui.forms import choice_forms
from boardtui.tui.safe import EMPTY, Span, line
from boardtui.tui.screens.docked_notes import DockedNotes
from boardtui.tui.screens.meeting_commands import NOTES
from boardtui.tui.views.choice import choice_lines, current_round, left_out
from boardtui.tui.widgets.page import Page


class ChoiceScreen(DockedNotes):
    """One choice, named by its key."""

    TITLE = "Election"
    HELP = (
        "Candidates for one or several places. l records how many votes each candidate has, o who chose whom where the ballot "
        "is open; d declares what the count gives: who is chosen, or who stays in the next round. Where votes are equal "
        "it asks whom lot or the Chair favours, as the terms of reference say; nothing is decided silently."
    )
    OWN: ClassVar[tuple[Command, ...]] = (
        Command(
            "count", "l", "count", "Record the votes of each candidate in this round", "The election", also=("votes",)
        ),
        Command("by_name", "o", "by name", "Record which member chose whom", "The election"),
        Command(
            "declare", "d", "declare", "Declare what the count gives; equal votes are decided first", "The election"
        ),
        Command(
            "candidate",
            "n",
            "candidate out",
            "A candidate withdraws; the election goes on between the others",
            "The election",
        ),
        Command(
            "ballots",
            "P",
            "ballot papers",
            "Write the ballot papers to print, and the tellers' sheet",
            "The election",
            also=("print", "secret ballot"),
        ),
        Command("withdraw", "x", "withdraw", "Withdraw the election, with the reason", "The election"),
    )
    TABLE: ClassVar[tuple[Command, ...]] = (*OWN, *NOTES)

    def __init__(self, choice: str) -> None:
        super().__init__()
        self._key = choice

    def body(self) -> Iterable[Widget]:
        yield Page(id="choice")
        yield self.dock

    def on_mount(self) -> None:
        self.query_one(Page).focus()

    def first_focus(self) -> Widget:
        return self.query_one(Page)

    @property
    def choice(self) -> Election | None:
        """The choice as it stands; None where its entry was taken back."""
        return self.shown.choices.get(self._key)

    def show_state(self) -> None:
        self.show_notes()
        choice, width = self.choice, max(40, self.size.width - 2)
        if choice is None:
            self.query_one(Page).put([EMPTY, line(Span("This election was undone; esc goes back.", "warn"))])
            return
        self.query_one(Page).put(choice_lines(self.state, choice, width, left_out(self.shown, choice)))

    def commands(self) -> Sequence[Command]:
        choice = self.choice
        live = choice is not None and choice.status == "open"
        table = [
            command for command in self.OWN if live and choice is not None and _makes_sense(choice, command.action)
        ]
        return [*table, *self.notes_keys(), *self.everywhere()]

    @work(exclusive=True)
    async def action_count(self) -> None:
        if (choice := self._choice_to_count()) is not None:
            await choice_forms.count_round(self, choice)

    @work(exclusive=True)
    async def action_by_name(self) -> None:
        if (choice := self._choice_to_count()) is not None:
            await choice_forms.count_by_name(self, choice)

    @work(exclusive=True)
    async def action_declare(self) -> None:
        if (choice := self._open_choice()) is not None:
            await choice_forms.declare_choice(self, choice)

    @work(exclusive=True)
    async def action_candidate(self) -> None:
        if (choice := self._open_choice()) is not None:
            await choice_forms.candidate_withdraws(self, choice)

    @work(exclusive=True)
    async def action_ballots(self) -> None:
        from boardtui.tui.forms.paper_forms import write_ballots

        choice = self._choice_to_count()
        if choice is not None and not choice.secret:
            self.say("This ballot is open, so there are no ballot papers: o records who chose whom.", "warn")
        elif choice is not None and self.session is not None:
            await write_ballots(self, self.session.stretch, confidential=choice.confidential)

    @work(exclusive=True)
    async def action_withdraw(self) -> None:
        if (choice := self._open_choice()) is not None:
            await choice_forms.withdraw_choice(self, choice)

    def _open_choice(self) -> Election | None:
        choice = self.choice
        if choice is None or choice.status != "open":
            self.say("This election is over; esc goes back to the meeting, z undoes the last entry.", "warn")
            return None
        return choice

    def _choice_to_count(self) -> Election | None:
        """The choice where a round of it is voted on; None, and said, where nobody votes."""
        choice = self._open_choice()
        if choice is not None and choice.round == 0:
            self.say("Nobody votes, there being no more candidates than places: d declares who is chosen.", "warn")
            return None
        return choice


def _makes_sense(choice: Election, action: str) -> bool:
    if action == ("by_name" if choice.secret else "ballots"):
        return False
    if action == "candidate":
        return len(choice.staying) > 1 and current_round(choice) is None
    return choice.round > 0 or action not in ("count", "by_name", "ballots")

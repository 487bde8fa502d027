"""An election or another choice: the candidates with their votes round by round, and what is done next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.meeting.fold.election_words import how_words, round_words
from boardtui.meeting.state.labels import acting_label
from boardtui.meeting.state.state import Election, State
from boardtui.meeting.voting.choosing import who_may_choose, why_not_choose
from boardtui.tui.command import Command
from boardtui.tui.forms import choice_forms
from boardtui.tui.forms.choice_forms import current_round, tie_decided_by
from boardtui.tui.safe import EMPTY, Line, Span, Tone, fit, line, span, width_of, wrap
from boardtui.tui.screens.docked_notes import DockedNotes
from boardtui.tui.screens.meeting_commands import NOTES
from boardtui.tui.widgets.page import Page

_NAME = 34  # cells that a name has at the least
_STANDS = 13  # cells for whether a candidate is chosen, with the blanks around it


class ChoiceScreen(DockedNotes):
    """One choice, named by its key."""

    TITLE = "Election"
    HELP = (
        "Candidates for one or several places. l records how many votes each candidate has, o who chose whom where the choice "
        "is open; d declares what the count gives: who is chosen, or who stays in the next round. Where votes are equal "
        "it asks whom lot or the Chair favours, as the terms of reference say; nothing is decided silently."
    )
    OWN: ClassVar[tuple[Command, ...]] = (
        Command(
            "count", "l", "count", "Record the votes of each candidate in this round", "The choice", also=("votes",)
        ),
        Command("by_name", "o", "by name", "Record which member chose whom", "The choice"),
        Command("declare", "d", "declare", "Declare what the count gives; equal votes are decided first", "The choice"),
        Command(
            "candidate",
            "n",
            "candidate out",
            "A candidate withdraws; the choice goes on between the others",
            "The choice",
        ),
        Command(
            "ballots",
            "P",
            "ballot papers",
            "Write the ballot papers to print, and the tellers' sheet",
            "The choice",
            also=("print", "secret ballot"),
        ),
        Command("withdraw", "x", "withdraw", "Withdraw the choice, with the reason", "The choice"),
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
            self.query_one(Page).put([EMPTY, line(Span("This choice was undone; esc goes back.", "warn"))])
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
            self.say("This choice is open, so there are no ballot papers: o records who chose whom.", "warn")
        elif choice is not None and self.session is not None:
            await write_ballots(self, self.session.stretch, confidential=choice.confidential)

    @work(exclusive=True)
    async def action_withdraw(self) -> None:
        if (choice := self._open_choice()) is not None:
            await choice_forms.withdraw_choice(self, choice)

    def _open_choice(self) -> Election | None:
        choice = self.choice
        if choice is None or choice.status != "open":
            self.say("This choice is over; esc goes back to the meeting, z undoes the last entry.", "warn")
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


def left_out(shown: State, choice: Election) -> list[str]:
    """Who is there and may not choose, with the reason, while the choice is open; as far as the state that is ``shown`` tells."""
    if choice.status != "open":
        return []
    electors = who_may_choose(shown, choice)
    names: dict[str, list[str]] = {}
    for key in shown.members:
        if key in shown.present and electors.standing[key].right == "not_eligible":
            names.setdefault(why_not_choose(shown, electors, key), []).append(acting_label(shown, key))
    return [f"May not choose ({why}): {'; '.join(who)}." for why, who in names.items()]


def choice_lines(state: State, choice: Election, width: int, without: Sequence[str]) -> list[Line]:
    """The choice in full: what it is, what comes next, a column of votes for each round; then who is ``without`` a vote in it."""
    may_choose = len(who_may_choose(state, choice).may_vote)
    rests_on = f" · {choice.rule}" if choice.rule else ""
    lines = [EMPTY, *wrap(choice.title, width, "heading", " ")]
    lines += wrap(f"{how_words(choice)} · {may_choose} may choose{rests_on}", width, "dim", " ")
    if choice.issue in state.issues:
        lines += wrap(f"facilitator of the issue “{state.issues[choice.issue or ''].title}”", width, "dim", " ")
    text, tone = next_words(state, choice)
    lines += [EMPTY, *wrap(text, width, tone, " "), EMPTY]
    heads = "".join(f"{f'round {counted.round}':>10}" for counted in choice.rounds)
    longest = max(width_of((span(name),)) for name in choice.candidates.values())
    wide = max(_NAME, min(longest + 1, width - len(heads) - _STANDS))
    lines.append(line(" ", fit("Candidate", wide), Span(heads, "dim")))
    for key, name in choice.candidates.items():
        votes = "".join(f"{counted.count.votes.get(key, '–')!s:>10}" for counted in choice.rounds)
        lines.append(line(" ", fit(name, wide), votes, "   ", _stands(choice, key)))
    for name, figures in (
        ("spoilt", [counted.count.spoilt for counted in choice.rounds]),
        ("given out", [counted.papers.issued if counted.papers else None for counted in choice.rounds]),
        ("needed", [counted.count.needed for counted in choice.rounds]),
    ):
        if any(figure for figure in figures):
            cells = "".join(f"{'–' if figure is None else figure!s:>10}" for figure in figures)
            lines.append(line(" ", Span(fit(name, wide), "dim"), Span(cells, "dim")))
    lines += [piece for sentence in without for piece in (EMPTY, *wrap(sentence, width, "dim", " "))]
    return lines


def next_words(state: State, choice: Election) -> tuple[str, Tone]:
    """How the choice stands and what is done next, with the key."""
    if choice.status == "withdrawn":
        return f"withdrawn: {choice.withdrawn_reason}", "strong"
    if choice.status == "declared":
        return f"CHOSEN: {choice.names(choice.chosen)}", "good"
    if choice.round == 0:
        return "There are no more candidates than places: d declares who is chosen, without a vote.", "strong"
    counted = current_round(choice)
    if counted is None:
        names = "" if choice.secret else ", o who chose whom"
        return f"Round {choice.round} is to be counted: l records the votes{names}.", "strong"
    figures = round_words(choice, counted)
    if counted.papers is not None:
        figures += f"; {counted.papers.returned} of {counted.papers.issued} papers in the box"
    if counted.count.outcome == "tie":
        equal = choice.names(counted.count.tied)
        return f"{figures}. EQUAL VOTES for {equal}. {tie_decided_by(state)[1]} d asks for it.", "bad"
    if counted.count.outcome == "next_round":
        return f"{figures}. Nobody has more than half: d declares a further round.", "warn"
    return f"{figures}. {choice.names(counted.count.chosen)} chosen: d declares it.", "good"


def _stands(choice: Election, key: str) -> Span:
    if key in choice.chosen:
        return Span("✓ chosen", "good")
    if key in choice.withdrew:
        return Span("withdrew", "dim")
    if choice.status == "open" and key not in choice.staying:
        return Span("out", "dim")
    return span("")

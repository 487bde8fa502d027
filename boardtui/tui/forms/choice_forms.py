"""Elections and other choices: candidates, the count of a round by totals or by name, and what is declared of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from boardtui.charter.words import counted as counted_words, started
from boardtui.meeting.entries import CandidateWithdrew, ChoiceCounted, ChoiceDeclared, ChoiceOpened, ChoiceWithdrawn
from boardtui.meeting.entries.parts import Candidate, Tie
from boardtui.meeting.fold.confidential import is_confidential
from boardtui.meeting.fold.election_words import BY, office_of, round_words
from boardtui.meeting.fold.elections import outcome
from boardtui.meeting.fold.keys import next_choice
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Election, Round, State
from boardtui.meeting.voting.choosing import who_may_choose
from boardtui.tui.forms.ballot_form import before_sorting, number_in, papers_in, reconciled, spoilt_field
from boardtui.tui.forms.checks import Wrong, wrong_in
from boardtui.tui.forms.dialogs import Choose, Confirm, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.people_forms import seated_option
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.choice import current_round, tie_decided_by

METHODS = (Option("most_votes", "most votes"), Option("majority", "more than half, with further rounds"))
OPENLY = (Option("open", "open"), Option("secret", "secret ballot"))
_MOST_DIGITS = 6


def _candidates_in(text: str) -> tuple[Candidate, ...]:
    """The candidates that were typed with semicolons between them, or commas where there is no semicolon."""
    names = [" ".join(name.split()) for name in re.split(r"[;\n]" if ";" in text or "\n" in text else ",", text)]
    return tuple(Candidate(f"c{number}", name) for number, name in enumerate(filter(None, names), 1))


def office_in(state: State, item: str) -> str:
    """What is chosen on an item by its title: “Vice Chair” of “Election of the Vice Chair”, else the title as it is.

    Empty where the item is a standing one, or that was chosen on it already.
    """
    agenda = state.items[item].agenda
    office = office_of(agenda.title)
    again = any(
        choice.item == item and choice.title.casefold() == office.casefold() for choice in state.choices.values()
    )
    return "" if again or standing_item(agenda) else started(office)


async def open_choice(screen: BoardScreen, item: str) -> str | None:
    """Ask what is chosen between whom, and record it. Returns the key of the choice; None where it was left or refused."""
    issues = [issue for issue in screen.shown.issues.values() if issue.status == "open"]
    fields = [
        Field(
            "title",
            "What is chosen",
            office_in(screen.state, item),
            required=True,
            hint="e.g. Vice Chair, or Site for the hub",
        ),
        Field("candidates", "Candidates", required=True, hint="with a semicolon between them"),
        Field("places", "Places", "1", required=True),
        Field("method", "Chosen by", options=METHODS),
        Field("openly", "Votes are", options=OPENLY),
        Field("rule", "Clause or terms that allow it"),
    ]
    if issues:
        options = (Option("", "none"), *(Option(issue.issue, issue.title, issue.issue) for issue in issues))
        fields.append(Field("issue", "Facilitator of the issue", options=options, find=True))

    def check(given: dict[str, str]) -> Wrong | None:
        return wrong_in(screen, _opened(screen, item, given))

    given = await screen.ask(Form("Election or other choice", fields, check=check))
    entry = _opened(screen, item, given) if given is not None else None
    return entry.choice if isinstance(entry, ChoiceOpened) and screen.record(entry) else None


def _opened(screen: BoardScreen, item: str, given: Mapping[str, str]) -> ChoiceOpened | Wrong:
    """The entry, or what is wrong with what was typed."""
    state, places = screen.state, number_in(given["places"])
    if places is None:
        return Wrong(f"“{given['places'][:20]}” is not a number of places. Enter it as 2.", "places")
    topic = state.items[item].agenda.topic
    entry = ChoiceOpened(
        choice="",
        item=item,
        title=given["title"],
        places=places,
        candidates=_candidates_in(given["candidates"]),
        method="majority" if given["method"] == "majority" else "most_votes",
        secret=given["openly"] != "open",
        topic=topic if topic in state.charter.matrix else None,
        rule=given["rule"],
        issue=given.get("issue") or None,
    )
    return replace(entry, choice=next_choice(state, private=is_confidential(state, entry)))


async def count_round(screen: BoardScreen, choice: Election) -> None:
    """Ask for the votes of each candidate, one number after the other, and record the round."""
    may_choose = len(who_may_choose(screen.state, choice).may_vote)
    names = "; ".join(f"{number} {choice.candidates[key]}" for number, key in enumerate(choice.staying, 1))
    votes = Field("votes", "Votes in this order", required=True, hint="e.g. 12 9 4")
    fields = [*before_sorting(may_choose), votes, spoilt_field()] if choice.secret else [votes]

    def check(given: dict[str, str]) -> Wrong | None:
        return wrong_in(screen, _counted(choice, given, names, may_choose))

    title, text = f"{choice.title}: round {choice.round}", f"{names}\n{may_choose} may choose."
    given = await screen.ask(Form(title, fields, text, check=check))
    counted = _counted(choice, given, names, may_choose) if given is not None else None
    if isinstance(counted, ChoiceCounted):
        screen.record(counted)


def _counted(choice: Election, given: Mapping[str, str], names: str, may_choose: int) -> ChoiceCounted | Wrong:
    """The entry, or what is wrong with what was typed."""
    numbers = _numbers(given["votes"])
    if numbers is None or len(numbers) != len(choice.staying):
        sentence = f"Type a number for each candidate, with spaces between them, in this order: {names}"
        return Wrong(sentence, "votes")
    entry = ChoiceCounted(choice.key, choice.round, dict(zip(choice.staying, numbers, strict=True)))
    if not choice.secret:
        return entry
    papers = papers_in(given, may_choose)
    if isinstance(papers, Wrong):
        return papers
    cast, valid = sum(numbers), papers.returned - papers.spoilt
    several = choice.places > 1  # a paper may then name fewer, so only more than it can name is wrong
    if several and valid >= 0 and (max(numbers) > valid or cast > valid * choice.places):
        return Wrong(f"{cast} votes are more than the {valid} valid papers in the box can have. Count again.")
    problem = reconciled(given, papers, papers.returned if several else cast + papers.spoilt)
    return (
        Wrong(problem)
        if problem
        else replace(entry, spoilt=papers.spoilt, issued=papers.issued, returned=papers.returned)
    )


async def candidate_withdraws(screen: BoardScreen, choice: Election) -> None:
    """Ask who stands no longer and why, and record it; the choice goes on between the others."""
    if current_round(choice) is not None:
        screen.say(f"Round {choice.round} is counted: d declares it first, or z undoes the count.", "warn")
        return
    if len(choice.staying) < 2:
        screen.say("Only one candidate is left: x withdraws the whole election.", "warn")
        return
    options = [Option(key, choice.candidates[key]) for key in choice.staying]
    key = await screen.ask(Choose("Which candidate withdraws?", options))
    if key is None:
        return
    given = await screen.ask(
        Form(f"{choice.candidates[key]} withdraws", [Field("reason", "Why, if it is to be minuted")])
    )
    if given is not None:
        screen.record(CandidateWithdrew(choice.key, key, given["reason"]))


async def count_by_name(screen: BoardScreen, choice: Election) -> None:
    """Ask of each candidate who chose them, and record the round with the ballot of each member."""
    if choice.secret:
        screen.say("This is a secret ballot: l records the votes of each candidate, without names.", "warn")
        return
    who = who_may_choose(screen.state, choice)
    members = [key for key in who.voters if key in who.may_vote]
    back: Sequence[str] = ()  # who was marked for a candidate that is asked for again
    voters: list[list[str]] = []  # of each candidate asked for so far
    while len(voters) < len(choice.staying):
        counts = Counter(member for each in voters for member in each)
        left = [member for member in members if counts[member] < choice.places]
        options = [seated_option(screen.state, member) for member in left]
        candidate = choice.candidates[choice.staying[len(voters)]]
        text = f"esc goes back to {choice.candidates[choice.staying[len(voters) - 1]]}." if voters else ""
        chosen = await screen.ask(Pick(f"Who votes for {candidate}?", options, text, marked=back, least=0))
        back = ()
        if chosen is not None:
            voters.append(chosen)
        elif voters:
            back = voters.pop()
        else:
            return
    ballots: dict[str, tuple[str, ...]] = {}
    for key, chosen_by in zip(choice.staying, voters, strict=True):
        for member in chosen_by:
            ballots[member] = (*ballots.get(member, ()), key)
    screen.record(ChoiceCounted(choice.key, choice.round, ballots=ballots))


async def declare_choice(screen: BoardScreen, choice: Election) -> None:
    """Declare what the count gives; where votes are equal, ask first whom lot or the Chair favours."""
    if choice.round == 0:
        text = f"No more candidates than places: {choice.names(choice.staying)}."
        if await screen.ask(Confirm(f"Declare {choice.title}", text, yes="declare")):
            screen.record(ChoiceDeclared(choice.key, 0, choice.staying))
        return
    counted = current_round(choice)
    if counted is None:
        screen.say(f"Round {choice.round} is not counted yet: l records the votes.", "warn")
        return
    count = counted.count
    if count.outcome == "tie":
        await _decide_tie(screen, choice, counted)
        return
    gives = (
        f"{choice.names(count.chosen)} chosen"
        if count.chosen
        else f"a further round between {choice.names(count.stay)}"
    )
    if await screen.ask(Confirm(f"Declare {choice.title}", f"{round_words(choice, counted)}: {gives}.", yes="declare")):
        screen.record(ChoiceDeclared(choice.key, choice.round, count.chosen, None, count.stay or None))


async def withdraw_choice(screen: BoardScreen, choice: Election) -> None:
    """Ask why, and record that nobody is chosen."""
    given = await screen.ask(Form(f"Withdraw: {choice.title}", [Field("reason", "Why", required=True)]))
    if given is not None:
        screen.record(ChoiceWithdrawn(choice.key, given["reason"]))


async def _decide_tie(screen: BoardScreen, choice: Election, counted: Round) -> None:
    count = counted.count
    by, rests_on = tie_decided_by(screen.state)
    options = [Option(key, choice.candidates[key], counted_words(count.votes[key], "vote")) for key in count.tied]
    draw = " Draw the lot in the room." if by == "lot" else ""
    if choice.method == "most_votes":
        places = choice.places - len(count.chosen)
        asks = f"{places} of them {'is' if places == 1 else 'are'} chosen."
    else:
        places = 0
        alone = not count.stay  # whoever is then left alone is chosen
        asks = "Mark who stays in the next round; the others go out." + (" One alone is chosen." if alone else "")
        if len(count.tied) == 2:
            asks = "One of them is chosen." if alone else "One of them stays in the next round; the other goes out."
    text = f"{round_words(choice, counted)}. {rests_on}{draw} {asks}"
    title = f"Equal votes: decided {BY[by]}"

    def declared(favoured: Sequence[str]) -> ChoiceDeclared:
        chosen, stay = outcome(choice, count, favoured)
        return ChoiceDeclared(choice.key, choice.round, chosen, Tie(count.tied, by, tuple(favoured)), stay or None)

    if places == 1 or (not places and len(count.tied) == 2):
        favoured = await screen.ask(Choose(title, options, text, undecided=True))
        marked: Sequence[str] | None = None if favoured is None else (favoured,)
    else:
        marked = await screen.ask(Pick(title, options, text, check=lambda chosen: screen.refusal(declared(chosen))))
    if marked is not None:
        screen.record(declared(marked))


def _numbers(text: str) -> list[int] | None:
    parts = re.split(r"[\s,;/]+", text.strip())
    if not all(part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS for part in parts):
        return None
    return [int(part) for part in parts]

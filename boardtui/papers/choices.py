"""A choice between candidates in papers: opened, each round with its figures, and who was chosen."""

from __future__ import annotations

from boardtui.charter.words import started
from boardtui.meeting import entries as e
from boardtui.meeting.counting.ballot_papers import papers_words
from boardtui.meeting.fold.election_words import (
    candidates_words,
    declared_words,
    matter_of,
    not_filled,
    opened_words,
    round_words,
    tie_words,
    withdrew_words,
)
from boardtui.meeting.state.state import Election, Stamped
from boardtui.meeting.voting.choosing import choice_voters_words
from boardtui.papers.source import Source


def choice_words(src: Source, line: Stamped) -> str:
    """What the minutes say of an entry about a choice; open ballots are told by name."""
    entry = line.entry
    choice = src.after[line.seq].choices.get(getattr(entry, "choice", ""))
    if choice is None:
        return ""
    match entry:
        case e.ChoiceOpened():
            return opened_words(choice)
        case e.ChoiceCounted():
            counted = next(each for each in choice.rounds if each.round == entry.round)
            round_of = f"Round {entry.round} of the {matter_of(choice)}: {round_words(choice, counted)}."
            papers = f" {papers_words(counted.papers)}" if counted.papers is not None else ""
            return round_of + papers + _by_name(src, line.seq, entry, choice) + _who_could(src, line.seq, entry)
        case e.CandidateWithdrew():
            return f"{started(choice.title)}: {withdrew_words(choice, entry)}"
        case e.ChoiceDeclared():
            return f"{started(choice.title)}: {declared_words(choice, entry)}"
    return f"The {matter_of(choice)} was withdrawn: {choice.withdrawn_reason.rstrip('.')}."


def _by_name(src: Source, seq: int, entry: e.ChoiceCounted, choice: Election) -> str:
    if not entry.ballots:
        return ""
    named = [
        f"{src.acting(member, seq)} for {choice.names(entry.ballots[member]) or 'nobody'}"
        for member in src.state.members  # in the order of the seats
        if member in entry.ballots
    ]
    return f" {'; '.join(named)}."


def _who_could(src: Source, seq: int, entry: e.ChoiceCounted) -> str:
    """Whether members who represent no partner could choose: with the first count, and where it is otherwise than at the last."""
    said_before = ""
    for line in src.lines:
        if line.seq < seq and isinstance(line.entry, e.ChoiceCounted) and line.entry.choice == entry.choice:
            said_before = choice_voters_words(src.after[line.seq])
    sentence = choice_voters_words(src.after[seq])
    return f" {sentence}" if sentence and sentence != said_before else ""


def row(src: Source, key: str) -> tuple[str, ...]:
    """A choice that was declared, as the register of decisions has it: number, item, what, rule, result, figures."""
    choice = src.state.choices[key]
    item = src.state.items[choice.item].agenda
    title = f"{item.number.rstrip('.')}. {item.title}" if item.number else item.title
    rounds = started("; ".join(f"round {each.round}: {round_words(choice, each)}" for each in choice.rounds))
    what = f"{started(matter_of(choice))}, {candidates_words(choice.names(choice.candidates), len(choice.candidates))}"
    more = [f"{tie_words(choice, each.tie)}." for each in choice.rounds if each.tie is not None]
    more += [f"{choice.names(choice.withdrew)} withdrew."] if choice.withdrew else []
    more += [f"{started(not_filled(choice))}."] if not_filled(choice) else []
    result = " ".join((f"Chosen: {choice.names(choice.chosen)}{'.' if more else ''}", *more))
    return ("", title, what, choice.rule, result, rounds or "No vote was needed")

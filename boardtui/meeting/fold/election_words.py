"""A choice between candidates in words: what is chosen and how, each round, and what came of it."""

from __future__ import annotations

import re
from typing import Any

from boardtui.charter.words import counted as a_number_of, started
from boardtui.meeting.counting.needed import out_of
from boardtui.meeting.entries import (
    CandidateWithdrew,
    ChoiceCounted,
    ChoiceDeclared,
    ChoiceOpened,
    Tie,
)
from boardtui.meeting.state.state import Election, Round, State

_BEGINS = re.compile(
    r"^(?:the )?(election|appointment|selection|choice|nomination|co-option)s? (?:of|for|to) (?:(?:an?|the|our) )?",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:chair|co-chair|president|lead|leader|deputy|member|officer|director|governor|representative|observer|secretary"
    r"|treasurer|champion|facilitator|convenor|convener)(?:s|men|man|woman|women|person|persons)?\b",
    re.I,
)
METHOD = {"most_votes": "by most votes", "majority": "by more than half of the valid ballots"}
BY = {"lot": "by lot", "chair": "by the Chair"}
DECIDED = {"lot": "it was decided by lot", "chair": "the Chair decided"}


def called(title: str, item: str, issue: str | None) -> str:
    """What a choice is called: as its title or that of its item begins; else an election where it is for an office."""
    found = _BEGINS.match(title) or _BEGINS.match(item)
    if found:
        return found[1].lower()
    return "selection" if issue is not None else "election" if _OFFICE.search(title) else "choice"


def office_of(title: str) -> str:
    """Whom or what is chosen by a title: “Vice Chair” of “Election of the Vice Chair”, else the title as it is."""
    return _BEGINS.sub("", title).strip() or title


def matter_of(choice: Election) -> str:
    """A choice by what it is and what for, within a sentence: election of Vice Chair."""
    return f"{choice.called} of {office_of(choice.title)}"


def opened_words(choice: Election) -> str:
    """What is chosen, between whom and how, as a sentence."""
    rule = f" ({choice.rule})" if choice.rule else ""
    candidates = started(candidates_words(choice.names(choice.candidates), len(choice.candidates)))
    return f"{started(matter_of(choice))}{rule}, {how_words(choice)}. {candidates}."


def how_words(choice: Election) -> str:
    """How many places there are, and how they are filled: one place, by most votes, openly."""
    return f"{places_words(choice)}, {METHOD[choice.method]}, {'by secret ballot' if choice.secret else 'openly'}"


def places_words(choice: Election) -> str:
    """How many places are to be filled."""
    return "one place" if choice.places == 1 else f"{choice.places} places"


def candidates_words(names: str, number: int) -> str:
    """Between whom is chosen, with a word before the names that fits their number."""
    return f"{'candidate' if number == 1 else 'candidates'}: {names}"


def round_words(choice: Election, one: Round) -> str:
    """A round as it was counted, as a sentence with the figures."""
    figures = "; ".join(f"{choice.candidates.get(key, key)} {number}" for key, number in one.count.votes.items())
    spoilt = f"; spoilt {one.count.spoilt}" if one.count.spoilt else ""
    needed = needed_words(one)
    return f"{figures}{spoilt} ({needed})" if needed else f"{figures}{spoilt}"


def needed_words(one: Round) -> str:
    """How many votes the round took, and of how many; empty where no number decides."""
    if one.count.needed is None:
        return ""
    if one.count.valid is None:
        return f"{one.count.needed} needed"
    return out_of(one.count.needed, a_number_of(one.count.valid, "valid ballot"))


def tie_words(choice: Election, tie: Tie) -> str:
    """How equal votes were decided, as a sentence without its full stop."""
    equal = choice.names(tie.candidates)
    return f"{equal} had equal votes; {DECIDED[tie.by]} for {choice.names(tie.chosen)}"


def declared_words(choice: Election, entry: ChoiceDeclared) -> str:
    """What came of a round, as words after a colon, with how equal votes were decided."""
    decided = f"{tie_words(choice, entry.tie)}. " if entry.tie is not None else ""
    if entry.next_round:
        nobody = "Nobody" if decided else "nobody"
        return f"{decided}{nobody} had more than half; another round followed between {choice.names(entry.next_round)}."
    alone = " without a vote, there being no more candidates than places" if entry.round == 0 else ""
    left = f"; {not_filled(choice)}" if not_filled(choice) else ""
    return f"{decided}{choice.names(entry.chosen)} {'was' if len(entry.chosen) == 1 else 'were'} chosen{alone}{left}."


def not_filled(choice: Election) -> str:
    """How many places are left without anybody once the choice is declared; empty where none is, or before."""
    left = choice.places - len(choice.chosen) if choice.status == "declared" else 0
    if left < 1:
        return ""
    return "one place was not filled" if left == 1 else f"{left} places were not filled"


def withdrew_words(choice: Election, entry: CandidateWithdrew) -> str:
    """Who stands no longer, and why, as a sentence."""
    why = f": {entry.reason.strip().rstrip('.')}" if entry.reason.strip() else ""
    return f"{choice.candidates.get(entry.candidate, entry.candidate)} withdrew as a candidate{why}."


def entry_words(state: State, entry: Any) -> str:
    """An entry about a choice, for undo, timeline and record."""
    choice = state.choices.get(entry.choice)
    title = choice.title if choice else entry.choice
    match entry:
        case ChoiceOpened():
            between = ", ".join(candidate.name for candidate in entry.candidates)
            what = matter_of(choice) if choice else entry.title
            return f"{what} opened, {candidates_words(between, len(entry.candidates))}"
        case CandidateWithdrew():
            return f"{title}: {withdrew_words(choice, entry)}".removesuffix(".") if choice else f"{title}: withdrawal"
        case ChoiceCounted():
            names = choice.candidates if choice else {}
            figures = "; ".join(f"{names.get(key, key)} {number}" for key, number in (entry.votes or {}).items())
            return f"{title}, round {entry.round} counted: {figures or a_number_of(len(entry.ballots or {}), 'ballot')}"
        case ChoiceDeclared():
            return f"{title}: {declared_words(choice, entry)}".removesuffix(".") if choice else f"{title} declared"
    return f"{matter_of(choice) if choice else title} withdrawn: {entry.reason}"

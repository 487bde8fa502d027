"""Choices between candidates: opened, counted round by round, declared as the count gives, and ties never broken silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from boardtui.meeting.counting.ballot_papers import BallotPapers
from boardtui.meeting.counting.choices import Choice, ChoiceError, Count, check, count_ballots, count_votes
from boardtui.meeting.entries import (
    CandidateWithdrew,
    ChoiceCounted,
    ChoiceDeclared,
    ChoiceOpened,
    ChoiceWithdrawn,
    FacilitatorSelected,
)
from boardtui.meeting.fold.election_words import BY, called, entry_words, matter_of
from boardtui.meeting.followup.issue import select_facilitator
from boardtui.meeting.state.check import fresh, known, require, sitting
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Election, Round, Stamped, State
from boardtui.meeting.voting.choosing import tie_by, who_may_choose, why_not_choose
from boardtui.meeting.voting.quorum import is_defined, quorum


def open_choice(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ChoiceOpened)
    sitting(state)
    fresh(entry.choice, state.choices, "election")
    known(entry.item, state.items, "agenda item")
    require(state.items[entry.item].status != "deferred", "The item is deferred; nobody can be chosen on it.")
    require(bool(entry.title.strip()), "Say what is chosen, such as the Vice Chair.")
    keys = tuple(candidate.candidate for candidate in entry.candidates)
    for key in keys:
        fresh(key, (), "candidate")
    require(all(candidate.name.strip() for candidate in entry.candidates), "Each candidate needs a name.")
    try:
        check(Choice(entry.method, keys, entry.places))
    except ChoiceError as wrong:
        raise Refused(f"This election cannot be put: {wrong}.", entry.rule) from None
    if entry.topic is not None:
        known(entry.topic, state.charter.matrix, "topic")
    if entry.issue is not None:
        known(entry.issue, state.issues, "issue")
        require(entry.places == 1, "An issue has one facilitator; choose for one place.")
        select_facilitator(state, replace(stamped, entry=FacilitatorSelected(entry.issue, entry.title)))
    return _keep(state, _opened(state, stamped, entry))


def _opened(state: State, stamped: Stamped, entry: ChoiceOpened) -> Election:
    keys = tuple(candidate.candidate for candidate in entry.candidates)
    return Election(
        key=entry.choice,
        item=entry.item,
        title=entry.title,
        places=entry.places,
        candidates={candidate.candidate: candidate.name for candidate in entry.candidates},
        method=entry.method,
        secret=entry.secret,
        topic=entry.topic,
        rule=entry.rule,
        issue=entry.issue,
        staying=keys,
        round=0 if len(keys) <= entry.places else 1,
        confidential=stamped.confidential or state.items[entry.item].agenda.confidential,
        called=called(entry.title, state.items[entry.item].agenda.title, entry.issue),
    )


def count_choice(state: State, stamped: Stamped) -> State:
    """A round counted; counted again before it is declared, the later count stands."""
    entry = stamped.entry
    assert isinstance(entry, ChoiceCounted)
    sitting(state)
    choice = _open(state, entry.choice)
    require(choice.round > 0, "There are no more candidates than places; they are declared chosen without a vote.")
    _check_round(choice, entry.round)
    require(
        (entry.votes is None) != (entry.ballots is None),
        "A round is counted from the votes of each candidate or from ballots: give one of them.",
    )
    who = who_may_choose(state, choice)
    if entry.ballots is not None:
        require(not choice.secret, "The ballot is secret; record the votes of each candidate, not who chose whom.")
        for member in entry.ballots:
            if member not in who.may_vote:
                why = why_not_choose(state, who, member)
                raise Refused(f"{member_label(state, member)} may not choose: {why}.", choice.rule)
        require(entry.spoilt == 0, "Which ballots are spoilt follows from the ballots; leave the number out.")
    else:
        _check_votes(choice, entry, len(who.may_vote))
    _check_papers(choice, entry, len(who.may_vote))
    return _counted(state, stamped, choice, entry)


def _check_votes(choice: Election, entry: ChoiceCounted, may_choose: int) -> None:
    """No more votes than those who may choose have, spoilt ballots among them."""
    votes = entry.votes or {}
    valid = may_choose - entry.spoilt
    require(
        valid >= 0 and sum(votes.values()) <= valid * choice.places and max(votes.values(), default=0) <= valid,
        f"More votes were counted than the {may_choose} who may choose can have cast.",
        choice.rule,
    )


def _check_papers(choice: Election, entry: ChoiceCounted, may_choose: int) -> None:
    """The papers of a secret ballot agree: given out to those who may choose, in the box, and sorted."""
    issued, returned = entry.issued, entry.returned
    if issued is None and returned is None:
        return
    require(choice.secret, "Ballot papers are given out in a secret ballot only; leave their numbers out.", choice.rule)
    if issued is None or returned is None:
        raise Refused("Say how many ballot papers were given out and how many are in the box.", choice.rule)
    require(issued <= may_choose, f"{issued} ballot papers were given out, and {may_choose} may choose.", choice.rule)
    require(
        0 <= returned <= issued, f"{returned} ballot papers are in the box, and {issued} were given out.", choice.rule
    )
    votes, valid = (entry.votes or {}).values(), returned - entry.spoilt
    cast = sum(votes)
    agrees = cast == valid if choice.places == 1 else max(votes, default=0) <= valid and cast <= valid * choice.places
    require(
        agrees, f"{cast} votes and {entry.spoilt} spoilt do not agree with {returned} papers in the box.", choice.rule
    )


def _counted(state: State, stamped: Stamped, choice: Election, entry: ChoiceCounted) -> State:
    asked = Choice(choice.method, choice.staying, choice.places)
    try:
        if entry.ballots is not None:
            count = count_ballots(asked, list(entry.ballots.values()))
        else:
            count = count_votes(asked, entry.votes or {}, entry.spoilt)
    except ChoiceError as wrong:
        raise Refused(f"Round {entry.round} cannot be counted so: {wrong}.", choice.rule) from None
    papers = None
    if entry.issued is not None and entry.returned is not None:
        papers = BallotPapers(entry.issued, entry.returned, entry.spoilt)
    counted = Round(entry.round, stamped.at, count, papers=papers)
    rounds = (*(each for each in choice.rounds if each.round != entry.round), counted)
    return _keep(state, replace(choice, rounds=rounds))


def declare_choice(state: State, stamped: Stamped) -> State:
    """What the count gives, and how equal votes were decided; refused where it is anything else."""
    entry = stamped.entry
    assert isinstance(entry, ChoiceDeclared)
    sitting(state)
    choice = _open(state, entry.choice)
    _check_round(choice, entry.round)
    if is_defined(state):
        there = quorum(state)
        if there.met is False:
            raise Refused(f"The meeting is not quorate: {there.words}.", state.charter.terms.source_of("quorum"))
    if choice.round == 0:
        _check_outcome(choice, entry, choice.staying, ())
        return _declared(state, stamped, choice, entry)
    counted = next((each.count for each in choice.rounds if each.round == choice.round), None)
    if counted is None:
        raise Refused(f"Round {choice.round} is not counted yet.", choice.rule)
    if counted.outcome == "tie":
        _check_tie(state, choice, entry, counted)
    else:
        require(entry.tie is None, "No votes are equal where it matters, so there is no tie to decide.", choice.rule)
    favoured = entry.tie.chosen if entry.tie is not None else ()
    _check_outcome(choice, entry, *outcome(choice, counted, favoured))
    return _declared(state, stamped, choice, entry)


def outcome(choice: Election, count: Count, favoured: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is chosen, and who stays in for another round, where lot or the Chair ``favoured`` these of equal votes."""
    if count.outcome != "tie":
        return count.chosen, count.stay
    if choice.method == "most_votes":
        return (*count.chosen, *favoured), ()
    left = tuple(key for key in choice.staying if key in (*count.stay, *favoured))
    return (left, ()) if len(left) == 1 else ((), left)


def _check_tie(state: State, choice: Election, entry: ChoiceDeclared, counted: Count) -> None:
    tied = choice.names(counted.tied)
    if entry.tie is None:
        raise Refused(f"The votes for {tied} are equal: say whether lot or the Chair decided, and how.", choice.rule)
    tie = entry.tie
    require(
        set(tie.candidates) == set(counted.tied) and len(tie.candidates) == len(counted.tied),
        f"The votes that are equal are those for {tied}.",
        choice.rule,
    )
    by = tie_by(state)
    require(
        tie.by == (by or "chair"),
        f"Equal votes for candidates are decided {BY[by]}."
        if by
        else "The terms do not say who decides between equal votes, so the Chair does, or rules that it be done by lot.",
        state.charter.terms.source_of("choice_tie"),
    )
    favoured = set(tie.chosen)
    require(
        favoured <= set(tie.candidates) and len(favoured) == len(tie.chosen),
        "Only candidates with equal votes are favoured by lot or by the Chair, each once.",
    )
    if choice.method == "most_votes":
        places = choice.places - len(counted.chosen)
        require(
            len(favoured) == places,
            f"{places} of the candidates with equal votes {'is' if places == 1 else 'are'} chosen.",
        )
        return
    require(
        0 < len(favoured) < len(counted.tied),
        "At least one of the candidates with equal votes stays in, and one goes out.",
    )


def _check_outcome(choice: Election, entry: ChoiceDeclared, chosen: tuple[str, ...], stay: tuple[str, ...]) -> None:
    if Counter(entry.chosen) != Counter(chosen) or Counter(entry.next_round or ()) != Counter(stay):
        what = f"{choice.names(chosen)} chosen" if chosen else f"{choice.names(stay)} in another round"
        raise Refused(f"The declaration differs from the count, which gives: {what}.", choice.rule)


def _declared(state: State, stamped: Stamped, choice: Election, entry: ChoiceDeclared) -> State:
    rounds = tuple(
        replace(each, tie=entry.tie, declared=True) if each.round == entry.round else each for each in choice.rounds
    )
    if entry.next_round:
        stay = tuple(key for key in choice.staying if key in entry.next_round)
        return _keep(state, replace(choice, rounds=rounds, staying=stay, round=choice.round + 1))
    state = _keep(state, replace(choice, rounds=rounds, chosen=entry.chosen, status="declared"))
    if choice.issue is None:
        return state
    name = choice.names(entry.chosen)
    return select_facilitator(state, replace(stamped, entry=FacilitatorSelected(choice.issue, name)))


def withdraw_candidate(state: State, stamped: Stamped) -> State:
    """Goes on between the others; with no more of them than places, they are declared without a vote."""
    entry = stamped.entry
    assert isinstance(entry, CandidateWithdrew)
    sitting(state)
    choice = _open(state, entry.choice)
    if entry.candidate not in choice.candidates:
        raise Refused(f"There is no candidate {entry.candidate[:40]!r} in this {choice.called}.", choice.rule)
    name = choice.candidates[entry.candidate][:90]
    require(entry.candidate in choice.staying, f"{name} does not stand any more.", choice.rule)
    counted = any(each.round == choice.round for each in choice.rounds)
    require(not counted, f"Round {choice.round} is counted: declare it first, or undo the count.", choice.rule)
    require(
        len(choice.staying) > 1,
        f"{name} is the only candidate left; withdraw the {choice.called}, with the reason.",
        choice.rule,
    )
    return _without(state, choice, entry)


def _without(state: State, choice: Election, entry: CandidateWithdrew) -> State:
    stay = tuple(key for key in choice.staying if key != entry.candidate)
    number = 0 if len(stay) <= choice.places else choice.round
    return _keep(state, replace(choice, staying=stay, round=number, withdrew=(*choice.withdrew, entry.candidate)))


def withdraw_choice(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ChoiceWithdrawn)
    sitting(state)
    choice = _open(state, entry.choice)
    return _keep(state, replace(choice, status="withdrawn", withdrawn_reason=entry.reason))


def _open(state: State, key: str) -> Election:
    known(key, state.choices, "election")
    choice = state.choices[key]
    done = {"declared": "has been declared", "withdrawn": "was withdrawn"}
    require(choice.status == "open", f"The {matter_of(choice)[:90]} {done.get(choice.status, '')}.")
    return choice


def _check_round(choice: Election, number: int) -> None:
    require(
        number == choice.round, f"The {matter_of(choice)[:90]} is in round {choice.round}, not {number}.", choice.rule
    )


def _believe_opened(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ChoiceOpened)
    known(entry.item, state.items, "agenda item")
    return _keep(state, _opened(state, stamped, entry))


def _believe_counted(state: State, stamped: Stamped) -> State:
    """The round as it was counted; the public may not know of all who may choose."""
    entry = stamped.entry
    assert isinstance(entry, ChoiceCounted)
    return _counted(state, stamped, _open(state, entry.choice), entry)


def _believe_declared(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ChoiceDeclared)
    return _declared(state, stamped, _open(state, entry.choice), entry)


def _believe_withdrew(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, CandidateWithdrew)
    return _without(state, _open(state, entry.choice), entry)


def _keep(state: State, choice: Election) -> State:
    return replace(state, choices={**state.choices, choice.key: choice})


KINDS = (
    Kind(ChoiceOpened, open_choice, entry_words, _believe_opened),
    Kind(CandidateWithdrew, withdraw_candidate, entry_words, _believe_withdrew),
    Kind(ChoiceCounted, count_choice, entry_words, _believe_counted),
    Kind(ChoiceDeclared, declare_choice, entry_words, _believe_declared),
    Kind(ChoiceWithdrawn, withdraw_choice, entry_words),
)

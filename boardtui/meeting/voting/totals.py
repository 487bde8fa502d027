"""Votes counted without names: a show of hands, a secret ballot, or voices; checked against who may vote."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import repeat
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from boardtui.charter.rule import Counting, Rule
from boardtui.meeting.counting.ballot_papers import BallotPapers, papers_words
from boardtui.meeting.counting.electorate import Electorate, Question
from boardtui.meeting.counting.needed import TallyError, parse_threshold
from boardtui.meeting.counting.readings import Recount, Says, alike, needed_so, read_so, readings_to_count
from boardtui.meeting.counting.tally import Tally, tally
from boardtui.meeting.entries import Choice, Outcome, VotesCounted
from boardtui.meeting.state.check import motion_open, require, sitting
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import motion_label
from boardtui.meeting.state.state import Motion, Stamped, State, Totals
from boardtui.meeting.voting.rulings import counting

How = Literal["show_of_hands", "voice", "secret_ballot"]
HOW = {"show_of_hands": "by show of hands", "voice": "on the voices", "secret_ballot": "by secret ballot"}
UNNAMED = "the votes were counted without names, and in this reading others may vote"


def totals_of(motion: Motion) -> Totals | None:
    """The totals that a motion is counted by now; None where its votes have names, or the totals lapsed."""
    return motion.totals if motion.totals is not None and not motion.totals.lapsed else None


def on_voices(motion: Motion) -> Outcome | None:
    """The outcome that the chair heard, where voices decide."""
    totals = totals_of(motion)
    return totals.declared if totals is not None else None


def counted_votes(motion: Motion) -> Mapping[str, Choice]:
    """The votes to be counted: as they were named, or as many of each as totals say, in any order.

    It does not matter whose they are, as everybody counts alike; nobody is to be named from it.
    """
    totals = totals_of(motion)
    if totals is None or totals.declared is not None:
        return motion.votes
    return _dealt(motion.electorate.may_vote, totals)


def _dealt(may_vote: frozenset[str], totals: Totals) -> dict[str, Choice]:
    sums: tuple[tuple[Choice, int], ...] = (
        ("for", totals.for_), ("against", totals.against), ("abstain", totals.abstain),
    )  # fmt: skip
    choices: list[Choice] = [choice for choice, number in sums for _ in range(number)]
    choices += repeat("not_voting", max(0, len(may_vote) - len(choices)))
    return dict(zip(sorted(may_vote), choices, strict=False))


def count(state: State, stamped: Stamped) -> State:
    """Totals in place of the votes recorded before, with names or without; whoever is not among them did not vote."""
    entry = stamped.entry
    assert isinstance(entry, VotesCounted)
    sitting(state)
    motion = motion_open(state, entry.motion)
    check_rule(state, motion, entry.how)
    if entry.how == "voice":
        require(
            (entry.for_, entry.against) == (None, None) and not entry.abstain,
            "Voices are not counted: leave for and against null, and say what was declared.",
        )
        require(entry.declared is not None, "Say what the chair declared on the voices: carried or not carried.")
    else:
        _check_sums(motion, entry)
    return _keep(state, stamped, motion, entry)


def check_rule(state: State, motion: Motion, how: How) -> None:
    """Refuse where the motion's rule needs names, or more than is heard on the voices."""
    rule = state.charter.rule(motion.rule)
    assert rule is not None
    count_as, clause = counting(state, motion.key, rule), rule.clause
    require_nameless(count_as, clause)
    if how == "voice":
        half = parse_threshold("1/2")
        simple = count_as.compare == "more_than" and parse_threshold(count_as.threshold or "1") == half
        require(
            count_as.base == "cast" and simple,
            "Voices can decide only where more than half of the votes cast is needed; count the votes.",
            clause,
        )


def require_nameless(count_as: Counting, clause: str) -> None:
    """Refuse where the votes need names: in a consensus, and where partners vote."""
    require(
        count_as.method == "vote",
        "This rule asks for consensus, in which each who objects is named; declare the consensus.",
        clause,
    )
    require(
        count_as.unit == "member",
        "Partners vote by this rule, each by name; record the votes with the names.",
        clause,
    )


def _check_sums(motion: Motion, entry: VotesCounted) -> None:
    sums = (entry.for_, entry.against, entry.abstain or 0, entry.spoilt)
    require(entry.for_ is not None and entry.against is not None, "Say how many were for and how many against.")
    require(entry.declared is None, "What is declared is said of voices only; the count gives the outcome.")
    numbers = [number for number in (*sums, entry.issued) if number is not None]
    require(min(numbers) >= 0, "A number of votes is less than nought.")
    may_vote = len(motion.electorate.may_vote)
    cast = sum(number or 0 for number in sums)
    if entry.how == "secret_ballot":
        require(entry.issued is not None, "Say how many ballot papers were given out.")
        issued = entry.issued or 0
        require(issued <= may_vote, f"{issued} ballot papers were given out, and {may_vote} may vote.")
        require(cast <= issued, f"{cast} ballot papers were counted, and {issued} were given out.")
    else:
        require(
            entry.issued is None and entry.spoilt == 0,
            "Ballot papers are given out and spoilt in a secret ballot only.",
        )
        require(cast <= may_vote, f"{cast} votes were counted, and {may_vote} may vote.")


def _believe(state: State, stamped: Stamped) -> State:
    """The totals as they are told; the public may know of fewer who may vote."""
    entry = stamped.entry
    assert isinstance(entry, VotesCounted)
    return _keep(state, stamped, motion_open(state, entry.motion), entry)


def _keep(state: State, stamped: Stamped, motion: Motion, entry: VotesCounted) -> State:
    totals = Totals(
        stamped.at, entry.how, entry.for_ or 0, entry.against or 0, entry.abstain or 0, entry.issued, entry.spoilt,
        entry.declared,
    )  # fmt: skip
    return state.with_motion(replace(motion, votes={}, totals=totals))


def readings_of_totals(
    rule: Rule, question: Question, who: Electorate, totals: Totals, own: Outcome, there: str = "present"
) -> tuple[Recount, ...]:
    """The totals under each other reading that can make a difference here, of the rule and of votes by proxy.

    Where the same may vote, they are counted again. Where others may, it is not known whose votes fall away nor how those
    who come in would have voted: what is told is whether the outcome would differ in every such case, in some, or in none.
    """
    results = []
    for reading in readings_to_count(rule, question):
        try:
            others = read_so(rule, question, reading)
            if alike(who, others):
                continue
            how = others.counting
            if totals.declared is None and (others.unit, others.may_vote) == (who.unit, who.may_vote):
                count = tally(how, others, _dealt(others.may_vote, totals))
                needed = needed_so(others, count, there)
                results.append(Recount(reading.key, reading.title, reading.why, count, needed=needed))
                continue
            outcomes = {_outcome(how, others, sums) for sums in _extremes(who, others, totals)}
        except (TallyError, msgspec.ValidationError) as error:
            results.append(Recount(reading.key, reading.title, reading.why, None, f"cannot be recounted: {error}"))
            continue
        says: Says = "cannot differ" if outcomes == {own} else "may differ" if own in outcomes else "differs"
        why = UNNAMED if totals.declared is None else "nothing was counted on the voices"
        results.append(Recount(reading.key, reading.title, reading.why, None, f"{says}: {why}", says))
    return tuple(results)


def _outcome(how: Counting, who: Electorate, sums: tuple[int, int]) -> Outcome:
    for_, against = sums
    count: Tally = tally(how, who, _dealt(who.may_vote, Totals("", "show_of_hands", for_, against)))
    return count.outcome


def _extremes(who: Electorate, others: Electorate, totals: Totals) -> list[tuple[int, int]]:
    """The votes for and against in the cases that are best and worst for the motion: all others lie between them."""
    asked = len(who.may_vote)
    if totals.declared is None:
        cases = [(totals.for_, totals.against)]
    elif totals.declared == "carried":
        half = asked // 2 + 1
        cases = [(asked, 0), (1, 0), (half, asked - half)]
    else:
        cases = [(0, asked), (0, 0), (asked // 2, asked // 2)]
    if others.unit != who.unit:
        return [
            (len(others.may_vote) if any(for_ for for_, _ in cases) else 0, 0),
            (0, len(others.may_vote) if any(against for _, against in cases) else 0),
        ]
    gone, come = len(who.may_vote - others.may_vote), len(others.may_vote - who.may_vote)
    numbers = []
    for for_, against in cases:
        least = max(0, for_ - gone), max(0, against - gone)
        best = for_ - max(0, gone - (asked - for_)) + come, least[1]
        worst = least[0], against - max(0, gone - (asked - against)) + come
        numbers += [best, worst]
    return numbers


def totals_words(totals: Totals, *, dissented: bool = False) -> str:
    """How the votes were counted, as a sentence; where somebody ``dissented`` by name, nobody else is named."""
    if totals.declared is not None:
        return "Decided on the voices: nothing was counted and nobody is named."
    ballots = ""
    if totals.issued is not None:
        returned = totals.for_ + totals.against + totals.abstain + totals.spoilt
        ballots = f" {papers_words(BallotPapers(totals.issued, returned, totals.spoilt))}"
    return f"Counted {HOW[totals.how]}, so nobody {'else ' if dissented else ''}is named.{ballots}"


def _words(state: State, entry: Any) -> str:
    about = motion_label(state, entry.motion)
    if entry.declared is not None:
        return f"{about}: {entry.declared.replace('_', ' ')} {HOW[entry.how]}"
    spoilt = f", {entry.spoilt} spoilt of {entry.issued} given out" if entry.issued is not None else ""
    return (
        f"{about}: {entry.for_} for, {entry.against} against, {entry.abstain or 0} abstained {HOW[entry.how]}{spoilt}"
    )


KINDS = (Kind(VotesCounted, count, _words, _believe),)

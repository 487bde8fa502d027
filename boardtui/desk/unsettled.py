"""Readings of a clause that would give a motion another result, and that no ruling of the chair has settled."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting.counting.readings import PROXIES_ABSENT, Recount
from boardtui.meeting.entries import Choice, ConsensusDeclared
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting import ballot
from boardtui.meeting.voting.ballot import differing_readings
from boardtui.meeting.voting.rulings import that_hold
from boardtui.meeting.voting.totals import totals_of
from boardtui.meeting.words.ruling_words import is_reading_in_use


def readings_that_differ(state: State, motion: Motion) -> tuple[Recount, ...]:
    """The readings with another result; none while a consensus has not been voted on, as there is nothing to count."""
    if not motion.votes and totals_of(motion) is None:
        return ()
    return differing_readings(state, motion)


def reading_ruled(state: State, motion: Motion) -> bool:
    """Whether the chair has said how the rule is read on this motion."""
    return any(
        ruling.motion == motion.key
        and (
            ruling.setting == "reading"
            or is_reading_in_use(ballot.rule_of(state, motion), ruling.setting, ruling.value)
        )
        for ruling in state.rulings
    )


def unsettled(state: State, motion: Motion) -> list[Recount]:
    """The readings with another result that no ruling has settled, neither as a whole nor each of its settings.

    Whether somebody who votes by proxy is present is for the terms to say, so no reading of the clause settles it.
    """
    differ = readings_that_differ(state, motion)
    if reading_ruled(state, motion):
        return [recount for recount in differ if recount.key == PROXIES_ABSENT.key]
    rulings = that_hold(state, motion.key)
    settled = {ruling.setting for ruling in rulings} | {
        (override.partner, override.topic) for override in state.overrides
    }
    settled |= {(ruling.value["partner"], ruling.value["topic"]) for ruling in rulings if ruling.setting == "eligible"}
    asks = {
        reading.key: {*reading.changes, *((each.partner, each.topic) for each in reading.overrides)}
        for reading in ballot.rule_of(state, motion).readings
    }
    for reading in ballot.rule_of(state, motion).readings:
        if reading.narrows:  # no setting says who counts by seat or party, so only a ruling on the reading settles it
            asks[reading.key] = {*asks[reading.key], f"reading {reading.key}"}
    asks[PROXIES_ABSENT.key] = {"proxies_present"}
    return [recount for recount in differ if not asks[recount.key] <= settled]


def if_declared(motion: Motion, entry: ConsensusDeclared) -> Motion:
    """The motion with what everybody says by a declaration of consensus, so that other readings can be counted.

    Where nobody was recorded as for it, all who neither object nor stand aside agree by it.
    """
    votes: dict[str, Choice] = dict(motion.votes)
    if "for" not in votes.values():
        votes = {**dict.fromkeys(motion.electorate.may_vote, "for"), **votes}
    votes.update(dict.fromkeys(entry.stood_aside, "abstain"))
    votes.update({objection.member: "against" for objection in entry.objections})
    return replace(motion, votes=votes)

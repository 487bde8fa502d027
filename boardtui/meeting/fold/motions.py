"""Motions that were put: ruled and voted on, decided by consensus or by count, withdrawn."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from boardtui.charter.rule import Counting
from boardtui.meeting.counting.needed import TAKE_PART
from boardtui.meeting.counting.tally import Tally, result_words
from boardtui.meeting.entries import (
    Choice,
    ConsensusDeclared,
    MotionWithdrawn,
    Objection,
    ResultDeclared,
    RulingMade,
    VotesRecorded,
)
from boardtui.meeting.fold.amending import check_interests, check_no_amendment, take_effect
from boardtui.meeting.followup.decisions import answered_by, as_declared
from boardtui.meeting.followup.issue import keep_no_decision, keep_vote
from boardtui.meeting.state.check import all_known, motion_open, require, sitting
from boardtui.meeting.state.labels import acted_for, acting_deputies, voter_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.voting.ballot import (
    casting_vote_allowed,
    counting_of,
    refresh,
    tally_of,
    voting_present,
    why_absent,
)
from boardtui.meeting.voting.proxy_votes import resting
from boardtui.meeting.voting.quorum import is_defined, quorum
from boardtui.meeting.voting.rulings import rule as record_ruling
from boardtui.meeting.voting.totals import on_voices


def rule(state: State, stamped: Stamped) -> State:
    """A ruling, and what it changes for the motions that are open, or for the issue that it is about."""
    ruled = record_ruling(state, stamped)
    assert isinstance(stamped.entry, RulingMade)
    if stamped.entry.setting == "no_decision":
        return keep_no_decision(ruled, stamped, stamped.entry)
    return refresh(ruled)


def vote(state: State, stamped: Stamped) -> State:
    """Votes of those who may vote; a later vote of the same voter replaces the earlier one."""
    entry = stamped.entry
    assert isinstance(entry, VotesRecorded)
    sitting(state)
    motion = motion_open(state, entry.motion)
    if not entry.voters:
        raise Refused("Name who votes.")
    may_vote = motion.electorate.may_vote
    for voter in entry.voters:
        if voter not in may_vote:
            raise Refused(_why_not(state, motion, voter), _clause(state, motion))
    return state.with_motion(with_votes(state, motion, entry, confidential=stamped.confidential))


def with_votes(state: State, motion: Motion, entry: VotesRecorded, *, confidential: bool = False) -> Motion:
    """The motion with these votes, and with the deputies who cast any of them."""
    votes = motion.votes.copy()
    for voter in entry.voters:
        votes[voter] = entry.choice
    voted_for, deputies = motion.voted_for, acting_deputies(state, entry.voters)
    if voted_for or deputies:
        voted_for = {key: deputy for key, deputy in voted_for.items() if key not in entry.voters} | deputies
    hidden = motion.votes_confidential or confidential
    return replace(motion, votes=votes, totals=None, voted_for=voted_for, votes_confidential=hidden)


def declare_consensus(state: State, stamped: Stamped) -> State:
    """Consensus reached or not, as the rule tests it; a maintained objection is named."""
    entry = stamped.entry
    assert isinstance(entry, ConsensusDeclared)
    sitting(state)
    motion = motion_open(state, entry.motion)
    counting = counting_of(state, motion)
    clause = _clause(state, motion)
    require(
        counting.method == "consensus", "This rule asks for a vote; record the votes and declare the result.", clause
    )
    _check_decidable(state, motion, clause)
    objectors = [objection.member for objection in entry.objections]
    named = partial(voter_label, state, motion)
    all_known([*objectors, *entry.stood_aside], motion.electorate.may_vote, f"member {TAKE_PART}", named)
    motion = consented(motion, entry, counting)
    tally = tally_of(state, motion)
    reached = tally.outcome == "carried"
    if reached != entry.reached:
        raise Refused(_consensus_words(entry, tally), clause)
    _check_consultation(motion, entry.reached)
    return decide(state, stamped, motion, as_result(motion, tally), tally)


def consented(motion: Motion, entry: ConsensusDeclared, counting: Counting) -> Motion:
    """The motion with what everybody is taken to have said by a declaration of consensus.

    Who was recorded as against, or abstaining, before it and is not named in it objects, or stands aside, as well.
    """
    votes: dict[str, Choice] = dict(motion.votes)
    if entry.reached and counting.consensus == "unanimous":
        votes = {**dict.fromkeys(motion.electorate.may_vote, "for"), **votes}
    votes.update(dict.fromkeys(entry.stood_aside, "abstain"))
    votes.update({objection.member: "against" for objection in entry.objections})
    named = {*entry.stood_aside, *(objection.member for objection in entry.objections)}
    before = [key for key in motion.electorate.voters if key not in named]
    objections = (*entry.objections, *(Objection(key, "") for key in before if votes.get(key) == "against"))
    stood_aside = (*entry.stood_aside, *(key for key in before if votes.get(key) == "abstain"))
    return replace(motion, votes=votes, objections=objections, stood_aside=stood_aside)


def declare_result(state: State, stamped: Stamped) -> State:
    """The result, refused unless its figures are what the count gives now."""
    entry = stamped.entry
    assert isinstance(entry, ResultDeclared)
    sitting(state)
    motion = motion_open(state, entry.motion)
    clause = _clause(state, motion)
    _check_decidable(state, motion, clause)
    tally = tally_of(state, motion)
    expected = as_result(motion, tally)
    if entry.casting_vote is not None:
        reason = casting_vote_allowed(state, motion, tally)
        if reason:
            raise Refused(reason, clause)
        outcome = "carried" if entry.casting_vote == "for" else "not_carried"
        expected = replace(expected, outcome=outcome, casting_vote=entry.casting_vote)
    if entry != expected:
        raise Refused(_differs(entry, expected), clause)
    _check_consultation(motion, entry.outcome == "carried")
    return decide(state, stamped, motion, entry, tally)


def withdraw(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, MotionWithdrawn)
    sitting(state)
    motion = motion_open(state, entry.motion)
    check_no_amendment(state, motion)
    withdrawn = replace(
        motion,
        status="withdrawn",
        withdrawn_reason=entry.reason,
        voted_for=acted_for(state, motion),
        declared_at=stamped.at,
        confidential=motion.confidential or stamped.confidential,
    )
    return state.with_motion(withdrawn)


def result_now(state: State, motion: Motion) -> ResultDeclared:
    """The result that could be declared at this moment."""
    return as_result(motion, tally_of(state, motion))


def _check_consultation(motion: Motion, carried: bool) -> None:
    """Nobody is to find out afterwards that a decision on a service needed a consultation."""
    require(
        not carried or motion.consultation is None or motion.consultation.status != "to_settle",
        f"Motion {motion.number} is flagged for statutory consultation: record whether one is needed, has been done "
        "or is not needed before it is declared carried.",
    )


def _check_decidable(state: State, motion: Motion, clause: str) -> None:
    check_no_amendment(state, motion)
    check_interests(state, motion.item, motion.covers)
    if not is_defined(state, motion.key):
        return
    there = quorum(state, motion.key)
    if there.met is False:
        raise Refused(f"The meeting is not quorate: {there.words}.", state.charter.terms.source_of("quorum") or clause)


def decide(state: State, stamped: Stamped, motion: Motion, result: ResultDeclared, tally: Tally) -> State:
    """The state in which the motion has come out like that, with what follows from it."""
    if result.casting_vote is not None:
        decided = result_words(counting_of(state, motion), motion.electorate, result)
        tally = replace(tally, outcome=result.outcome, settled=True, words=decided)
        tally = replace(tally, short_by=0) if result.outcome == "carried" else tally
    motion = replace(
        motion,
        voted_for=acted_for(state, motion),
        chair=state.chair,
        status=result.outcome,
        result=result,
        tally=tally,
        declared_at=stamped.at,
        after_private=state.was_excluded,
        uncounted=state.was_excluded and isinstance(stamped.entry, ConsensusDeclared),
        confidential=motion.confidential or stamped.confidential,
    )
    if motion.status == "carried":
        motion = replace(motion, **as_declared(state, motion))
    after = answered_by(keep_vote(state.with_motion(motion), stamped, motion), motion)
    return take_effect(after, motion) if motion.status == "carried" else after


def as_result(motion: Motion, tally: Tally) -> ResultDeclared:
    """The result that a count gives; voices have no figures."""
    heard = on_voices(motion)
    if heard is not None:
        return ResultDeclared(motion.key, heard, None, None, None, None, None, None, None)
    return ResultDeclared(
        motion=motion.key,
        outcome=tally.outcome,
        for_=tally.for_,
        against=tally.against,
        abstain=tally.abstain,
        not_voted=tally.not_voted,
        eligible=tally.eligible,
        base=tally.base,
        needed=tally.needed,
    )


def _differs(entry: ResultDeclared, expected: ResultDeclared) -> str:
    names = ("outcome", "for_", "against", "abstain", "not_voted", "eligible", "base", "needed", "casting_vote")
    wrong = [
        f"{name.rstrip('_').replace('_', ' ')} {getattr(entry, name)}, counted {getattr(expected, name)}"
        for name in names
        if getattr(entry, name) != getattr(expected, name)
    ]
    return f"The result differs from the count: {'; '.join(wrong)}."


def _consensus_words(entry: ConsensusDeclared, tally: Tally) -> str:
    if entry.reached and tally.eligible and not tally.base:
        return f"Nobody is present who is {TAKE_PART}, so there is no consensus."
    if entry.reached:
        return f"Consensus cannot be declared: {tally.words}"
    return "Nobody maintains an objection; name who does, or withdraw the motion."


def _why_not(state: State, motion: Motion, voter: str) -> str:
    what = "take part in the consensus" if motion.electorate.counting.method == "consensus" else "vote"
    barred = f"{voter_label(state, motion, voter)} may not {what} on motion {motion.number}"
    presence = state.present.get(voter)
    if presence is not None and voter not in voting_present(state, motion.key):
        return f"{barred}: {why_absent(state, motion.key, presence)}."
    rests = resting(state, motion.item, motion.key).get(voter, "")
    if rests and motion.electorate.why_not(voter) == "absent":
        return f"{barred}: {rests}."
    if voter in motion.electorate.standing or voter in motion.electorate.partners:
        return f"{barred}: {motion.electorate.why_not(voter)}."
    unit = "partner" if motion.electorate.unit == "partner" else "member"
    return f"There is no {unit} {voter[:70]!r} in this meeting."


def _clause(state: State, motion: Motion) -> str:
    charter_rule = state.charter.rule(motion.rule)
    return charter_rule.clause if charter_rule else ""

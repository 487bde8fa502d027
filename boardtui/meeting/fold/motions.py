"""Motions: put, voted on, decided by consensus or by count, withdrawn."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from boardtui.charter.model import Counting, Rule
from boardtui.meeting.counting.tally import TAKE_PART, Tally, result_words
from boardtui.meeting.entries import (
    Choice,
    ConsensusDeclared,
    MotionPut,
    MotionWithdrawn,
    Objection,
    ResultDeclared,
    RulingMade,
    VotesRecorded,
)
from boardtui.meeting.entries.parts import Consultation
from boardtui.meeting.fold.amending import (
    check_amendment,
    check_covered,
    check_interests,
    check_no_amendment,
    take_effect,
)
from boardtui.meeting.fold.confidential import SINCE
from boardtui.meeting.followup.decisions import answered_by, as_declared
from boardtui.meeting.followup.issue import keep_no_decision, keep_vote
from boardtui.meeting.followup.stages import at_stage, check_open, clause_of, stage_title, stages_of
from boardtui.meeting.state.check import all_known, fresh, known, motion_open, require, sitting
from boardtui.meeting.state.labels import acted_for, acting_deputies, item_label, partner_label, voter_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.voting.ballot import (
    casting_vote_allowed,
    counting_of,
    electorate_of,
    only_for,
    refresh,
    tally_of,
    voting_present,
    why_absent,
)
from boardtui.meeting.voting.proxy_votes import resting
from boardtui.meeting.voting.quorum import is_defined, quorum
from boardtui.meeting.voting.rulings import rule as record_ruling
from boardtui.meeting.voting.totals import on_voices


def put(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, MotionPut)
    sitting(state)
    fresh(entry.motion, state.motions, "motion")
    fresh(entry.motion, state.decisions, "decision")
    known(entry.item, state.items, "agenda item")
    require(state.items[entry.item].status != "deferred", "The item is deferred; a motion cannot be put on it.")
    require(bool(entry.text.strip()), "A motion needs its words.")
    charter_rule = _rule(state, entry)
    for person in (entry.mover, entry.seconder):
        if person is not None:
            known(person, state.members, "member")
    for other in (entry.amends, entry.follows):
        if other is not None:
            known(other, state.motions, "motion")
    check_amendment(state, entry)
    check_covered(state, entry)
    if entry.follows is not None:
        earlier = state.motions[entry.follows]
        require(earlier.status != "open", f"Motion {earlier.number} is still open; a further round follows its result.")
    _check_issue(state, entry, charter_rule)
    entry = _with_affected(state, entry, charter_rule)
    _check_answers(state, entry)
    hidden = stamped.confidential or state.items[entry.item].agenda.confidential
    motion = Motion(
        key=entry.motion,
        number=_number(state, entry.item, hidden),
        item=entry.item,
        text=entry.text,
        rule=charter_rule.key,
        topic=entry.topic,
        affected=entry.affected,
        mover=entry.mover,
        seconder=entry.seconder,
        issue=entry.issue,
        amends=entry.amends,
        follows=entry.follows,
        put_at=stamped.at,
        electorate=electorate_of(state, charter_rule, entry),
        consultation=Consultation("to_settle") if entry.consultation else None,
        answers=entry.answers,
        as_amended=entry.as_amended,
        covers=entry.covers,
        reasons=entry.reasons or "",
        delegated_to=entry.delegated_to or "",
        by_when=entry.by_when or "",
        confidential=hidden,
        moved_for=acting_deputies(state, (entry.mover, entry.seconder)),
    )
    return _keep(state, motion)


def _number(state: State, item: str, confidential: bool) -> str:
    """The number of the next motion on an item, after its number, with P before it where a private one is on a public item.

    Private ones have a series of their own, so that no gap in the public one shows that there were any; under
    vocabulary 1 and 2 they had not.
    """
    here = [motion.confidential for motion in state.motions.values() if motion.item == item]
    if state.vocabulary < SINCE:
        return f"{item_label(state, item)}.{len(here) + 1}"
    private = "P" if confidential and not state.items[item].agenda.confidential else ""
    return f"{private}{item_label(state, item)}.{here.count(confidential) + 1}"


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
    return _keep(state, with_votes(state, motion, entry, confidential=stamped.confidential))


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
    return _keep(state, withdrawn)


def result_now(state: State, motion: Motion) -> ResultDeclared:
    """The result that could be declared at this moment."""
    return as_result(motion, tally_of(state, motion))


def _rule(state: State, entry: MotionPut) -> Rule:
    charter_rule = state.charter.rule(entry.rule)
    if charter_rule is None:
        names = ", ".join(rule.key for rule in state.charter.rules)
        raise Refused(f"This body has no rule {entry.rule[:40]!r}; it has: {names or 'none'}.")
    if entry.topic is not None:
        known(entry.topic, state.charter.matrix, "topic")
    if charter_rule.topics is not None and entry.topic not in charter_rule.topics:
        raise Refused(only_for(state, charter_rule), charter_rule.clause)
    if entry.affected is not None:
        all_known(entry.affected, state.partners, "partner", partial(partner_label, state))
    return charter_rule


def _check_issue(state: State, entry: MotionPut, charter_rule: Rule) -> None:
    if entry.issue is None:
        require(
            charter_rule.issue != "received",
            "This rule is for an issue that has come to this body through the stages before; name the issue. One that is "
            "not offered is first received on the screen Issues.",
            charter_rule.clause,
        )
        return
    known(entry.issue, state.issues, "issue")
    issue = state.issues[entry.issue]
    check_open(state, issue)
    if charter_rule.issue == "received" and not (issue.received or issue.evidence):
        raise Refused(
            "This rule is for an issue received from another body; receive it from that body's book, or enter evidence "
            "of how it went there.",
            charter_rule.clause,
        )
    stages = stages_of(state, charter_rule.key)
    if stages and issue.stage not in stages:
        meant = " or ".join(f"“{stage_title(state, stage)}”" for stage in stages)
        reason = f"This rule is for the stage {meant}; the issue is at {at_stage(state, issue)}."
        raise Refused(reason, clause_of(state, stages[0]))


def _with_affected(state: State, entry: MotionPut, charter_rule: Rule) -> MotionPut:
    """The motion with the partners affected, where its rule asks for them; only the chair leaves out a party."""
    if not charter_rule.affected:
        return entry
    issue = state.issues.get(entry.issue or "")
    parties = tuple(key for key in issue.parties if key in state.partners) if issue is not None else ()
    if charter_rule.affected == "required" and entry.affected is None and parties:
        return replace(entry, affected=parties)
    require(bool(entry.affected) or charter_rule.affected == "ruled", "Name the parties affected.", charter_rule.clause)
    left_out = [key for key in parties if entry.affected is not None and key not in entry.affected]
    if charter_rule.affected == "ruled":
        asked = electorate_of(state, charter_rule, replace(entry, affected=None))
        left_out = [key for key in left_out if asked.partners[key].right != "not_eligible"]
    named = ", ".join(partner_label(state, key) for key in left_out)
    require(
        not left_out,
        f"{named} {'is a party' if len(left_out) == 1 else 'are parties'} to the issue; only a ruling of the Chair, "
        "with its reason, leaves a party out.",
        charter_rule.clause,
    )
    return entry


def _check_answers(state: State, entry: MotionPut) -> None:
    if entry.answers is None:
        return
    known(entry.answers, state.decisions, "decision received")
    received = state.decisions[entry.answers]
    require(received.way == "received", "Only a decision received from another body is answered by a motion.")
    require(not received.answered, "That decision has been answered by a motion already.")


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
    after = answered_by(keep_vote(_keep(state, motion), stamped, motion), motion)
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
    label = voter_label(state, motion, voter)
    presence = state.present.get(voter)
    if presence is not None and voter not in voting_present(state, motion.key):
        return f"{label} may not vote on motion {motion.number}: {why_absent(state, motion.key, presence)}."
    rests = resting(state, motion.item, motion.key).get(voter, "")
    if rests and motion.electorate.why_not(voter) == "absent":
        return f"{label} may not vote on motion {motion.number}: {rests}."
    if voter in motion.electorate.standing or voter in motion.electorate.partners:
        return f"{label} may not vote on motion {motion.number}: {motion.electorate.why_not(voter)}."
    unit = "partner" if motion.electorate.unit == "partner" else "member"
    return f"There is no {unit} {voter[:70]!r} in this meeting."


def _clause(state: State, motion: Motion) -> str:
    charter_rule = state.charter.rule(motion.rule)
    return charter_rule.clause if charter_rule else ""


def _keep(state: State, motion: Motion) -> State:
    motions = state.motions.copy()
    motions[motion.key] = motion
    return replace(state, motions=motions)

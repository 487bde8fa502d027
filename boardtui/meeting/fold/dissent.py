"""Dissent noted on request: once a motion is decided, a member has a vote against, or an abstention, minuted by name."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from boardtui.meeting.entries import Choice, DissentNoted
from boardtui.meeting.state.check import known, require, under_way
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import member_label, motion_label, voter_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Stamped, State

NOTED: dict[Choice, str] = {"against": "the vote against", "abstain": "the abstention"}
_RECORDED: dict[Choice, str] = {
    "for": "for",
    "against": "against",
    "abstain": "abstaining",
    "not_voting": "not voting",
}


def note(state: State, stamped: Stamped) -> State:
    """The dissent of a member who could vote, refused where more would be named than were counted."""
    entry = stamped.entry
    assert isinstance(entry, DissentNoted)
    under_way(state)
    motion = _decided(state, entry.motion)
    rule = state.charter.rule(motion.rule)
    clause = rule.clause if rule else ""
    known(entry.member, state.members, "member")
    name = member_label(state, entry.member)
    require(
        motion.electorate.unit == "member",
        f"Partners vote on motion {motion.number}, each by name; there is no member's own vote to note.",
        clause,
    )
    if entry.member not in motion.electorate.may_vote:
        why = motion.electorate.why_not(entry.member)
        raise Refused(f"{name} could not vote on motion {motion.number}: {why}.", clause)
    require(entry.member not in motion.dissents, f"How {name} voted on motion {motion.number} is noted already.")
    cast = motion.votes.get(entry.member)
    require(
        cast in (None, entry.choice),
        f"{name} is recorded as {_RECORDED[cast or 'not_voting']} on motion {motion.number}.",
        clause,
    )
    counted = {"against": motion.result.against, "abstain": motion.result.abstain} if motion.result else {}
    named = {key for key, choice in {**motion.votes, **motion.dissents}.items() if choice == entry.choice}
    most = counted.get(entry.choice)
    if most is not None and len(named | {entry.member}) > most:
        what = "against" if entry.choice == "against" else "abstaining"
        raise Refused(f"Motion {motion.number} was counted with {most} {what}, and each of them is named.", clause)
    return _keep(state, motion, entry)


def _decided(state: State, key: str) -> Motion:
    known(key, state.motions, "motion")
    motion = state.motions[key]
    require(
        motion.status in ("carried", "not_carried"),
        f"Motion {motion.number} is not decided; how a member voted is noted after the count.",
    )
    return motion


def _believe(state: State, stamped: Stamped) -> State:
    """The dissent as it is told; the public may not know that the member could vote."""
    entry = stamped.entry
    assert isinstance(entry, DissentNoted)
    return _keep(state, _decided(state, entry.motion), entry)


def _keep(state: State, motion: Motion, entry: DissentNoted) -> State:
    return state.with_motion(replace(motion, dissents={**motion.dissents, entry.member: entry.choice}))


def _words(state: State, entry: Any) -> str:
    motion = state.motions.get(entry.motion)
    name = voter_label(state, motion, entry.member) if motion else entry.member
    return f"{motion_label(state, entry.motion)}: {NOTED[entry.choice]} of {name} noted at their request"


KINDS = (Kind(DissentNoted, note, _words, _believe),)

"""The state without the words of what is confidential, for a screen that the public may see while it is in the room."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from boardtui.meeting.confidential import heard_in_public
from boardtui.meeting.proxy import cast_in_private
from boardtui.meeting.quorum import QuorumStatus, quorum, quorum_in_public
from boardtui.meeting.state import Motion, State

HIDDEN = "hidden while the public is here"
HOLDER = "confidential"


def as_heard(state: State) -> State:
    """The state as it is while the public is excluded; else with what is confidential there, but not its words."""
    if not heard_in_public(state):
        return state
    return replace(
        state,
        notes=tuple(replace(one, text=HIDDEN) if one.confidential else one for one in state.notes),
        actions={
            key: replace(one, text=HIDDEN, owner="–") if one.confidential else one for key, one in state.actions.items()
        },
        motions={key: replace(one, text=HIDDEN) if one.confidential else one for key, one in state.motions.items()},
        interests=tuple(replace(one, nature=HIDDEN) if one.confidential else one for one in state.interests),
        items={
            key: replace(one, outcome=HIDDEN) if one.outcome_confidential and one.outcome else one
            for key, one in state.items.items()
        },
    )


def heard_quorum(state: State) -> QuorumStatus:
    """The quorum; while the public hears it without figures that give away how many proxies were given in private."""
    return quorum_in_public(state) if heard_in_public(state) else quorum(state)


def heard_motion(state: State, motion: Motion) -> Motion:
    """A motion; while the public hears it without the name of who holds a proxy that was given in private."""
    who = motion.electorate
    secret = {one.member for one in state.proxies if one.confidential}
    if secret.isdisjoint(who.question.proxies) or not heard_in_public(state):
        return motion
    holders = {key: HOLDER if key in secret else name for key, name in who.question.proxies.items()}
    return replace(motion, electorate=replace(who, question=replace(who.question, proxies=holders)))


def in_private(state: State, motion: Motion, voters: Iterable[str]) -> str:
    """What recording these votes in public makes public, where one is cast by a proxy given in private; else empty."""
    if not heard_in_public(state) or cast_in_private(state, motion).isdisjoint(voters):
        return ""
    return " A proxy given in private: who voted how stays out of public papers, the figures do not."

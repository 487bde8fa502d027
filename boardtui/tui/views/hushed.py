"""The state without the words of what is confidential, for a screen that the public may see while it is in the room."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting.confidential import heard_in_public
from boardtui.meeting.state import State

HIDDEN = "hidden while the public is here"


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

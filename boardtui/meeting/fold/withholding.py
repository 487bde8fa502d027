"""Papers withheld from members who have a conflict: who does not get which, and who it is proposed for."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from boardtui.meeting.entries import PaperReleased, PaperWithheld, Withheld
from boardtui.meeting.fold.interest_register import in_force, touches
from boardtui.meeting.state.check import all_known, begun, fresh, known, once, require
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.state import Stamped, State


def withhold(state: State, stamped: Stamped) -> State:
    """Members do not get a paper: one of this meeting, or before it of a meeting that is still planned."""
    entry = stamped.entry
    assert isinstance(entry, PaperWithheld)
    _check(state, entry)
    without = set(withheld_from(state, entry.item, entry.meeting))
    for member in entry.members:
        require(member not in without, f"The paper is withheld from {member_label(state, member)} already.")
    added = tuple(
        Withheld(entry.meeting, entry.item, member, entry.reason, stamped.confidential) for member in entry.members
    )
    return replace(state, withheld=(*state.withheld, *added))


def release(state: State, stamped: Stamped) -> State:
    """They get it after all."""
    entry = stamped.entry
    assert isinstance(entry, PaperReleased)
    _check(state, entry)
    without = set(withheld_from(state, entry.item, entry.meeting))
    for member in entry.members:
        require(member in without, f"The paper is not withheld from {member_label(state, member)}.")
    left = tuple(
        withheld
        for withheld in state.withheld
        if (withheld.meeting, withheld.item) != (entry.meeting, entry.item) or withheld.member not in entry.members
    )
    return replace(state, withheld=left)


def withheld_from(state: State, item: str, meeting: str | None = None) -> tuple[str, ...]:
    """The members who do not get the paper of an item, of this meeting where none is named."""
    of = state.meeting if meeting is None else meeting
    return tuple(withheld.member for withheld in state.withheld if (withheld.meeting, withheld.item) == (of, item))


def to_withhold(state: State, item: str) -> dict[str, str]:
    """The members from whom it is proposed to withhold the paper of an item, each with the reason, in words.

    Those who have declared that they withdraw from it, and those with an interest in the register that touches it and
    on which they have declared nothing else. Whether it is withheld is for the secretary to record.
    """
    handling = {interest.member: interest.handling for interest in state.interests if item in interest.items}
    reasons = {member: "withdraws from the item" for member, handled in handling.items() if handled == "withdraws"}
    for standing_interest in in_force(state):
        if (
            standing_interest.member is not None
            and standing_interest.member not in handling
            and touches(state, standing_interest, item)
        ):
            reasons.setdefault(standing_interest.member, "an interest in the register touches the item")
    without = withheld_from(state, item)
    return {member: reason for member, reason in reasons.items() if member not in without}


def _check(state: State, entry: PaperWithheld | PaperReleased) -> None:
    begun(state)
    require(bool(entry.members), "Say which members.")
    if entry.meeting == state.meeting:
        require(state.phase != "closed", "That meeting is closed.")
        known(entry.item, state.items, "agenda item")
        all_known(entry.members, state.members, "member", partial(member_label, state))
        return
    for key, what in ((entry.meeting, "meeting"), (entry.item, "agenda item")):
        fresh(key, (), what)
    for member in entry.members:
        fresh(member, (), "member")
    once(entry.members, "member", partial(member_label, state))

"""Amendments: what the substantive motion reads as once one carries or its mover accepts it; and motions on several items."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from boardtui.charter.words import subject_name
from boardtui.meeting.entries import AmendmentAccepted, MotionPut
from boardtui.meeting.state.check import known, motion_open, require, sitting
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import acted_for, item_label, member_label, motion_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Stamped, State, open_motions

SINCE = 3
"""The vocabulary from which one amendment is open at a time."""


def check_amendment(state: State, entry: MotionPut) -> None:
    """Refuse an amendment beside another open one of the same motion, or a text as amended of what amends nothing."""
    if entry.amends is None:
        require(entry.as_amended is None, "Only an amendment says how a motion reads as amended.")
        return
    require(entry.as_amended is None or bool(entry.as_amended.strip()), "Give the whole text as it reads once amended.")
    amended = motion_open(state, entry.amends)
    if state.vocabulary < SINCE:
        return
    other = open_amendment(state, amended)
    if other is not None:
        raise Refused(
            f"The amendment {other.number} of motion {amended.number} is still open; decide or withdraw it first."
        )


def open_amendment(state: State, motion: Motion) -> Motion | None:
    """The amendment of a motion that is decided before it, if one is open."""
    return next((other for other in open_motions(state) if other.amends == motion.key), None)


def check_no_amendment(state: State, motion: Motion) -> None:
    """Refuse what would decide a motion while an amendment of it is open."""
    first = open_amendment(state, motion)
    if first is not None:
        raise Refused(f"Decide or withdraw the amendment {first.number} first.")


def next_to_decide(state: State) -> list[Motion]:
    """The open motions that can be decided now, none with an open amendment; on the open item first, then amendments."""
    motions = open_motions(state)
    amended = {motion.amends for motion in motions}
    ready = [motion for motion in motions if motion.key not in amended]
    return sorted(ready, key=lambda motion: (motion.item != state.current, motion.amends is None))


def take_effect(state: State, amendment: Motion) -> State:
    """The state in which an amendment has carried: the motion reads as amended, and votes recorded on it lapse.

    That of an amendment to an amendment is the substantive motion's text again, in place of the outer one's.
    """
    amended = state.motions.get(amendment.amends or "")
    if amended is None or amended.status != "open" or amendment.as_amended is None:
        return state
    changes: dict[str, Any] = {"votes": {}, "totals": None, "amended_by": (*amended.amended_by, amendment.key)}
    if amended.amends is None:
        changes |= {"text": amendment.as_amended, "put_as": amended.put_as or amended.text}
    else:
        changes["as_amended"] = amendment.as_amended
    return state.with_motion(replace(amended, **changes))


def accept_amendment(state: State, stamped: Stamped) -> State:
    """The mover of the amended motion takes the amendment in."""
    entry = stamped.entry
    assert isinstance(entry, AmendmentAccepted)
    sitting(state)
    amendment = motion_open(state, entry.motion)
    require(amendment.amends is not None, f"Motion {amendment.number} amends nothing; only an amendment is accepted.")
    amended = motion_open(state, amendment.amends or "")
    require(
        amended.mover is not None,
        f"Motion {amended.number} has no mover who could accept the amendment; put it to the vote.",
    )
    check_no_amendment(state, amendment)
    accepted = replace(amendment, status="accepted", declared_at=stamped.at, voted_for=acted_for(state, amendment))
    return take_effect(state.with_motion(accepted), accepted)


def check_covered(state: State, entry: MotionPut) -> None:
    """Refuse further items that the motion cannot decide with its own."""
    if not entry.covers:
        return
    own = state.items[entry.item].agenda
    for key in entry.covers:
        known(key, state.items, "agenda item")
        require(key != entry.item and entry.covers.count(key) == 1, f"Item {item_label(state, key)} is named twice.")
        item = state.items[key]
        number = item_label(state, key)
        require(item.status != "deferred", f"Item {number} is deferred; a motion cannot decide it.")
        require(
            item.agenda.confidential == own.confidential,
            f"Item {number} and item {item_label(state, entry.item)} are not both public or both confidential; put a "
            "motion on each.",
        )
        require(
            item.agenda.topic == entry.topic,
            f"Item {number} is not of the motion's {subject_name(state.charter.topics)}; put a motion of its own on it.",
        )
    check_interests(state, entry.item, entry.covers)


def decided_en_bloc(state: State) -> frozenset[str]:
    """The items that need not be opened any more, since a motion on several items has carried that decides them too."""
    carried = [motion for motion in state.motions.values() if motion.status == "carried" and motion.covers]
    return frozenset(key for motion in carried for key in (motion.item, *motion.covers))


def check_interests(state: State, item: str, covers: tuple[str, ...]) -> None:
    """Refuse where a member who is present has an interest in one of the items that is another in the motion's own."""
    if not covers or not state.interests:
        return
    handling = {(interest.member, key): interest.handling for interest in state.interests for key in interest.items}
    for member in state.present:
        for key in covers:
            require(
                handling.get((member, key)) == handling.get((member, item)),
                f"{member_label(state, member)} has not the same interest in item {item_label(state, key)} as in item "
                f"{item_label(state, item)}; take it out and put it by itself.",
            )


def _words(state: State, entry: Any) -> str:
    return f"{motion_label(state, entry.motion)} accepted by the mover"


KINDS = (Kind(AmendmentAccepted, accept_amendment, _words),)

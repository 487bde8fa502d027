"""Who is there: arrivals, departures, apologies, deputies, guests, the chair, and interests declared."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from boardtui.meeting.entries import (
    ApologiesGiven,
    ChairTaken,
    GuestAttended,
    InterestDeclared,
    MemberArrived,
    MemberLeft,
    Mode,
)
from boardtui.meeting.fold.interest_register import check_declared, mark_reported
from boardtui.meeting.fold.proxies import ended_by_arrival
from boardtui.meeting.state.append_log import Log
from boardtui.meeting.state.check import all_known, known, require, under_way
from boardtui.meeting.state.labels import acting_deputies, item_label, member_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Guest, Interest, Moved, Movement, Presence, Stamped, State
from boardtui.meeting.voting.ballot import refresh


def arrive(state: State, stamped: Stamped) -> State:
    """Somebody comes in, or a member who is there changes how: in person or remote, in person or by deputy."""
    entry = stamped.entry
    assert isinstance(entry, MemberArrived)
    under_way(state)
    _seated(state, entry.member, entry.deputy)
    there = state.present.get(entry.member)
    if there is not None and (there.mode, there.deputy) == (entry.mode, entry.deputy):
        raise Refused(f"{member_label(state, entry.member)} is already present.")
    present = state.present.copy()
    present[entry.member] = Presence(entry.mode, entry.deputy, stamped.at)
    apologies = state.apologies
    if entry.member in apologies:
        apologies = {key: deputy for key, deputy in apologies.items() if key != entry.member}
    moved = _movement(state, stamped, entry.member, "arrived", entry.mode, entry.deputy)
    if state.proxies:
        state = replace(state, proxies=ended_by_arrival(state, entry.member))
    return refresh(replace(state, present=present, apologies=apologies, movements=moved))


def leave(state: State, stamped: Stamped) -> State:
    """Somebody goes; a vote of theirs on a motion that is still open lapses, since only those present may vote."""
    entry = stamped.entry
    assert isinstance(entry, MemberLeft)
    under_way(state)
    known(entry.member, state.members, "member")
    if entry.member not in state.present:
        raise Refused(f"{member_label(state, entry.member)} is not present, so cannot leave.")
    present = {key: presence for key, presence in state.present.items() if key != entry.member}
    chair = None if state.chair == entry.member else state.chair
    moved = _movement(state, stamped, entry.member, "left", reason=entry.reason)
    return refresh(replace(state, present=present, chair=chair, movements=moved))


def apologise(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ApologiesGiven)
    under_way(state)
    _seated(state, entry.member, entry.deputy)
    if entry.member in state.present:
        label = member_label(state, entry.member)
        raise Refused(f"{label} is present; record the departure instead of apologies.")
    if state.apologies.get(entry.member, "") == entry.deputy:
        raise Refused(f"The apologies of {member_label(state, entry.member)} are already recorded.")
    moved = _movement(state, stamped, entry.member, "apologies", None, entry.deputy)
    return replace(state, apologies={**state.apologies, entry.member: entry.deputy}, movements=moved)


def attend(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, GuestAttended)
    under_way(state)
    require(bool(entry.name.strip()), "A guest needs a name.")
    guest = Guest(name=entry.name, role=entry.role, confidential=stamped.confidential)
    return replace(state, guests=state.guests.plus(guest))


def take_chair(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ChairTaken)
    under_way(state)
    known(entry.member, state.members, "member")
    if entry.member not in state.present:
        raise Refused(f"{member_label(state, entry.member)} is not present, so cannot take the chair.")
    if state.chair == entry.member:
        raise Refused(f"{member_label(state, entry.member)} is already in the chair.")
    moved = _movement(state, stamped, entry.member, "chair", reason=entry.reason)
    seated = replace(state, chair=entry.member, movements=moved)
    return refresh(seated) if state.proxies else seated


def declare_interest(state: State, stamped: Stamped) -> State:
    """An interest against items; a later declaration on the same item replaces how it is handled."""
    entry = stamped.entry
    assert isinstance(entry, InterestDeclared)
    under_way(state)
    known(entry.member, state.members, "member")
    all_known(entry.items, state.items, "agenda item", partial(item_label, state))
    require(
        bool(entry.items) or entry.handling == "noted",
        "Name the agenda items from which the member withdraws or on which the member does not vote.",
    )
    if entry.standing is not None:
        check_declared(state, entry.standing, entry.member)
        state = mark_reported(state, entry.standing)
    interest = Interest(
        seq=stamped.seq,
        member=entry.member,
        items=entry.items,
        interest=entry.interest,
        nature=entry.nature,
        handling=entry.handling,
        reason=entry.reason,
        confidential=stamped.confidential,
        standing=entry.standing,
        deputy=acting_deputies(state, (entry.member,)).get(entry.member),
        instead_of=entry.instead_of,
    )
    return refresh(replace(state, interests=state.interests.plus(interest)))


def _seated(state: State, key: str, deputy: str | None) -> None:
    """Refuse a seat that nobody holds, and a deputy without a name."""
    known(key, state.members, "member")
    if state.members[key].vacant:
        raise Refused(f"The seat {member_label(state, key)} is vacant; record first who fills it (SeatFilled).")
    if deputy is not None:
        require(bool(deputy.strip()), "Name the deputy.")


def _movement(
    state: State,
    stamped: Stamped,
    member: str,
    what: Moved,
    mode: Mode | None = None,
    deputy: str | None = None,
    reason: str = "",
) -> Log[Movement]:
    moved = Movement(stamped.seq, stamped.at, member, what, mode, deputy, reason, state.current, stamped.confidential)
    return state.movements.plus(moved)

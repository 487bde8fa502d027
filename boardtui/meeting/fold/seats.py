"""Seats filled in the meeting, and a meeting called off before it is opened."""

from __future__ import annotations

from functools import partial
from typing import Any

from msgspec.structs import replace

from boardtui.dates import day_as_written
from boardtui.meeting.entries import MeetingCalledOff, Member, SeatFilled
from boardtui.meeting.fold.sitting import all_carried
from boardtui.meeting.followup.actions import check_date
from boardtui.meeting.state.check import all_known, fresh, known, require, under_way
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import member_label, partner_label
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.voting.ballot import refresh


def fill(state: State, stamped: Stamped) -> State:
    """A vacant seat has a holder, or a new seat is there; who holds a seat is never replaced under the same key."""
    entry = stamped.entry
    assert isinstance(entry, SeatFilled)
    under_way(state)
    require(bool(entry.name.strip()), "Say who fills the seat.")
    check_date(entry.from_)
    require(
        entry.from_ <= state.starts[:10],
        f"The seat is filled from {day_as_written(entry.from_)}, after the day of the meeting; record it at the next meeting.",
    )
    require((entry.member is None) != (entry.seat is None), "Name either the vacant seat or the new one.")
    if entry.seat is not None:
        fresh(entry.seat.key, state.members, "seat")
        require(bool(entry.seat.title.strip()), "The new seat needs a title.")
        all_known(entry.seat.partners, state.partners, "partner", partial(partner_label, state))
        member = Member(entry.seat.key, entry.name, entry.seat.title, entry.seat.partners)
    else:
        known(entry.member, state.members, "seat")
        member = state.members[entry.member or ""]
        require(
            member.vacant,
            f"The seat is held by {member_label(state, member.key)}; a seat with a holder is not filled under the same key.",
        )
        member = replace(member, name=entry.name, vacant=False)
    return refresh(replace(state, members={**state.members, member.key: member}))


def call_off(state: State, stamped: Stamped) -> State:
    """The meeting does not take place; what it carried goes on to the next one."""
    entry = stamped.entry
    assert isinstance(entry, MeetingCalledOff)
    under_way(state)
    require(state.phase == "convened", "The meeting has been opened; adjourn or close it.")
    require(bool(entry.reason.strip()), "Say why the meeting is called off.")
    all_carried(state)
    return replace(state, phase="closed", closed_at=stamped.at, called_off=entry.reason)


def seat_words(entry: SeatFilled, title: str) -> str:
    """Who fills which seat from when, for a sentence."""
    how = f"was co-opted as {title}" if entry.seat is not None else f"took the vacant seat {title}"
    return f"{entry.name} {how} from {day_as_written(entry.from_)}"


def _words(state: State, entry: Any) -> str:
    if isinstance(entry, MeetingCalledOff):
        return f"meeting called off: {entry.reason}"
    member = state.members.get(entry.seat.key if entry.seat else entry.member)
    return seat_words(entry, (member.seat if member else "") or (entry.member or ""))


KINDS = (Kind(SeatFilled, fill, _words), Kind(MeetingCalledOff, call_off, _words))

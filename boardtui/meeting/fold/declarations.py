"""The yearly round of declarations, and gifts and hospitality: recorded when they may be, and told from the book alone.

They last, and no meeting rests on them; so nothing of them is carried from meeting to meeting.
"""

from __future__ import annotations

from typing import Any

from boardtui.dates import day_as_written
from boardtui.meeting.entries import DeclarationReturned, DeclarationsAsked, GiftDeclared
from boardtui.meeting.followup.actions import check_date
from boardtui.meeting.state.check import begun, known, require, whose
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import holder_name, member_label
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.state.unpublished import UNPUBLISHED, tells_too_much


def ask(state: State, stamped: Stamped) -> State:
    """A round begins, with a day by which declarations are to be returned."""
    entry = stamped.entry
    assert isinstance(entry, DeclarationsAsked)
    begun(state, "register")
    check_date(entry.date)
    check_date(entry.due)
    require(
        entry.due >= entry.date,
        f"Declarations cannot be due on {day_as_written(entry.due)}, before they are asked for.",
    )
    return state


def take_back(state: State, stamped: Stamped) -> State:
    """A declaration is returned by who holds the seat, or by somebody who holds none."""
    entry = stamped.entry
    assert isinstance(entry, DeclarationReturned)
    begun(state, "register")
    check_date(entry.date)
    require(bool(entry.name.strip()), "Say whose declaration it is.")
    if entry.member is not None:
        known(entry.member, state.members, "member")
        holder = holder_name(state, entry.member)
        require(entry.name == holder, f"The seat is held by {holder}, not by {entry.name[:70]}.")
    return state


def declare_gift(state: State, stamped: Stamped) -> State:
    """A gift or hospitality is declared, whether it was accepted or declined."""
    entry = stamped.entry
    assert isinstance(entry, GiftDeclared)
    begun(state, "register")
    whose(state, entry.member, entry.person, "Say whom it was offered to.")
    require(bool(entry.what.strip()), "Say what was offered.")
    require(bool(entry.giver.strip()), "Say who offered it.")
    for day in (entry.date, entry.declared):
        check_date(day or None)
    return state


def _told_of_gift(state: State, entry: Any) -> str:
    who = entry.person or member_label(state, entry.member or "")
    if tells_too_much(entry):
        return f"gift or hospitality offered to {who}: {UNPUBLISHED}"
    return f"gift or hospitality offered to {who} by {entry.giver}: {entry.what}"


KINDS = (
    Kind(DeclarationsAsked, ask, lambda _, entry: f"yearly declarations asked for, due by {day_as_written(entry.due)}"),
    Kind(
        DeclarationReturned,
        take_back,
        lambda _, entry: f"yearly declaration of {entry.name} returned{': nil return' if entry.nil else ''}",
    ),
    Kind(GiftDeclared, declare_gift, _told_of_gift),
)

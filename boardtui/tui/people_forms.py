"""Asks for people: which member, who takes the chair, who attends besides the members."""

from __future__ import annotations

from collections.abc import Iterable

from boardtui.meeting.entries import ChairTaken, GuestAttended
from boardtui.meeting.state import State, member_label
from boardtui.tui.dialogs import Choose, Field, Form, Option
from boardtui.tui.screen import BoardScreen


def member_option(state: State, key: str) -> Option:
    """A member to choose: the name, and the seat beside it where that says more."""
    member, label = state.members[key], member_label(state, key)
    return Option(key, label, member.seat if member.seat != label else "")


async def choose_member(screen: BoardScreen, title: str, keys: Iterable[str], *, chosen: str = "") -> str | None:
    """Ask for one of these members."""
    options = [member_option(screen.state, key) for key in keys]
    answer: str | None = await screen.ask(Choose(title, options, chosen=chosen))
    return answer


async def take_chair(screen: BoardScreen) -> None:
    """Ask who takes the chair; where somebody has it, also why it changes hands."""
    state = screen.state
    present = [key for key in state.members if key in state.present and key != state.chair]
    if not present:
        screen.say("Nobody is present who could take the chair; t records who is there.", "warn")
        return
    title = f"In the chair instead of {member_label(state, state.chair)}" if state.chair else "In the chair"
    chosen = await choose_member(screen, title, present)
    if chosen is None:
        return
    reason = ""
    if state.chair is not None:
        label = member_label(state, chosen)
        given = await screen.ask(Form(f"{label} takes the chair", [Field("reason", "Reason", hint="may stay empty")]))
        if given is None:
            return
        reason = given["reason"]
    screen.record(ChairTaken(member=chosen, reason=reason), say=f"{member_label(state, chosen)} is in the chair.")


async def attend_guest(screen: BoardScreen) -> None:
    """Ask for somebody who attends without being a member."""
    fields = [Field("name", "Name", required=True), Field("role", "Role or organisation")]
    held = screen.state.guests
    words = f"In attendance so far: {', '.join(guest.name for guest in held)}." if held else ""
    given = await screen.ask(Form("In attendance", fields, words))
    if given:
        screen.record(GuestAttended(name=given["name"], role=given["role"]), say=f"{given['name']} is in attendance.")

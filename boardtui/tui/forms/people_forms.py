"""Asks for people: which member, who takes the chair, who attends besides the members."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from boardtui.meeting.entries import ChairTaken, GuestAttended, MemberLeft, SeatFilled
from boardtui.meeting.entries.parts import NewSeat
from boardtui.meeting.fold.keys import next_seat
from boardtui.meeting.state.labels import acting_label, member_label, partner_label, seat_numbers
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.ballot import why_absent
from boardtui.meeting.voting.proxy_votes import proxies_allowed
from boardtui.meeting.voting.rulings import ruled
from boardtui.tui.dates import PAST_HINT, read_day
from boardtui.tui.forms.checks import Wrong, wrong_in
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.effects import after, chair_effect, effects


def member_option(state: State, key: str) -> Option:
    """A member to choose: the name with the number of the seat, and the seat beside it where that says more."""
    member, label = state.members[key], member_label(state, key)
    told = label == member.seat or label.endswith(f"({member.seat})")
    return Option(key, label, "" if told else member.seat, seat_numbers(state)[key])


def seated_option(state: State, key: str) -> Option:
    """Whoever is in a member's seat, to choose: the member, or the deputy who is there and for whom; the seat beside it."""
    option = member_option(state, key)
    return option._replace(label=acting_label(state, key))


def mover_options(state: State) -> tuple[Option, ...]:
    """Who may be named as mover or seconder: nobody, or whoever is in a member's seat.

    Who is not there is named last and said to be away: a motion can be moved in writing, and hardly ever is.
    """
    here = [seated_option(state, key) for key in state.members if key in state.present or not state.present]
    away = [seated_option(state, key) for key in state.members if key not in state.present and state.present]
    away = [option._replace(remark=", ".join(filter(None, (option.remark, "NOT PRESENT")))) for option in away]
    return (Option("", "nobody named"), *here, *away)


async def choose_member(
    screen: BoardScreen, title: str, keys: Iterable[str], *, chosen: str = "", seated: bool = True
) -> str | None:
    """Ask for one of these members; where it is about who is ``seated`` there, a deputy is named in the member's place."""
    option = seated_option if seated else member_option
    options = [option(screen.state, key) for key in keys]
    answer: str | None = await screen.ask(Choose(title, options, chosen=chosen))
    return answer


async def take_chair(screen: BoardScreen) -> None:
    """Ask who takes the chair; where somebody has it, also why it changes hands."""
    state = screen.state
    present = [key for key in state.members if key in state.present and key != state.chair]
    if not present:
        screen.say("Nobody is present who could take the chair; t records who is there.", "warn")
        return
    title = f"In the chair instead of {acting_label(state, state.chair)}" if state.chair else "In the chair"
    chosen = await choose_member(screen, title, present)
    if chosen is None:
        return
    reason = ""
    if state.chair is not None:
        label = acting_label(state, chosen)
        given = await screen.ask(Form(f"{label} takes the chair", [Field("reason", "Reason", hint="optional")]))
        if given is None:
            return
        reason = given["reason"]
    screen.record(ChairTaken(member=chosen, reason=reason), say=f"{acting_label(state, chosen)} is in the chair.")


async def fill_seat(screen: BoardScreen) -> None:
    """Ask which vacant seat is filled, or which new one, and by whom; the register is brought up to date beside it."""
    state = screen.state
    vacant = [key for key, member in state.members.items() if member.vacant]
    seat: str | None = ""
    if vacant:
        options = [Option(key, state.members[key].seat or key, "vacant") for key in vacant]
        options.append(Option("", "a new seat", "co-option"))
        seat = await screen.ask(Choose("Which seat is filled?", options))
        if seat is None:
            return
    day = state.starts[:10]
    fields = [Field("name", "Name", required=True), Field("from", "From", day, required=True, hint=PAST_HINT)]
    if not seat:
        partners = (Option("", "none"), *(Option(key, partner_label(state, key)) for key in state.partners))
        fields.insert(1, Field("title", "Title of the new seat", "Co-opted member", required=True))
        fields.append(Field("partner", "Represents", options=partners, find=True))
    title = f"Seat filled: {state.members[seat].seat or seat}" if seat else "Co-option: a new seat"

    def check(given: dict[str, str]) -> Wrong | None:
        return wrong_in(screen, _filled(state, seat or "", given))

    given = await screen.ask(Form(title, fields, check=check))
    entry = _filled(state, seat or "", given) if given is not None else None
    if isinstance(entry, SeatFilled):
        screen.record(entry)


def _filled(state: State, seat: str, given: Mapping[str, str]) -> SeatFilled | Wrong:
    """The entry of what was typed, for a vacant seat or, where none is named, for a new one; or what is wrong with it."""
    day = state.starts[:10]
    try:
        begins = read_day(given["from"], datetime.date.fromisoformat(day)) or day
    except ValueError as error:
        return Wrong(str(error), "from")
    if seat:
        return SeatFilled(given["name"], begins, member=seat)
    represents = (given["partner"],) if given["partner"] else ()
    return SeatFilled(given["name"], begins, seat=NewSeat(next_seat(state), given["title"], represents))


async def attend_guest(screen: BoardScreen) -> None:
    """Ask for somebody who attends without being a member."""
    fields = [Field("name", "Name", required=True), Field("role", "Role or organisation", hint="optional")]
    log = screen.shown.guests
    text = f"In attendance so far: {', '.join(guest.name for guest in log)}." if log else ""
    given = await screen.ask(Form("In attendance", fields, text))
    if given:
        screen.record(GuestAttended(name=given["name"], role=given["role"]), say=f"{given['name']} is in attendance.")


def what_may_happen(state: State, key: str) -> list[Option]:
    """What can be recorded for a member now; the keys are those of the actions."""
    if state.members[key].vacant:
        return [Option("seat", "somebody fills the vacant seat")]
    if key in state.present:
        options = [Option("left", "left"), Option("remote", "remote, or back in person")]
    else:
        options = [Option("present", "present"), Option("remote", "present remotely"), Option("apologies", "apologies")]
    options.append(Option("deputy", "a deputy comes in the member's place"))
    if key not in state.present and proxies_allowed(state):
        given = any(proxy.member == key for proxy in state.proxies)
        options.append(Option("proxy", "the proxy is revoked" if given else "somebody who is there votes by proxy"))
    return options


async def leave(screen: BoardScreen, key: str) -> None:
    """Record that somebody leaves now, after saying what that does to votes and quorum; the reason optional."""
    state, session = screen.state, screen.session
    label = member_label(state, key)
    if session is None or key not in state.present:
        screen.say(f"{label} is not present, so cannot leave.")
        return
    later = after(session, MemberLeft(member=key))
    texts = [*effects(state, later, screen.shown), *chair_effect(state, later)] if later is not None else []
    time = f"{screen.now:%H:%M}"
    asked = [Field("reason", "Reason", hint="optional")]
    given = await screen.ask(Form(f"{label} leaves at {time}", asked, "\n".join(texts)))
    if given is not None:
        left = MemberLeft(member=key, reason=given["reason"])
        screen.record(left, say=" ".join([f"{label} left at {time}.", *texts]))


async def name_deputy(screen: BoardScreen, key: str, name: str) -> str | None:
    """Ask for the deputy's name, after saying what a deputy may do."""
    value = _deputies_vote(screen.state)
    text = "A deputy votes in the member's place." if value == "may_vote" else "A deputy is present and may not vote."
    if value is None:
        text = (
            "Neither the memorandum nor the terms of reference say whether a deputy may vote: the deputy attends without a "
            "vote unless the Chair rules otherwise."
        )
    asked = [Field("deputy", "Deputy's name", name, required=True)]
    given = await screen.ask(Form(f"Deputy of {member_label(screen.state, key)}", asked, text))
    return None if given is None else str(given["deputy"])


def deputy_words(state: State, key: str) -> list[str]:
    """That a deputy who is there does not vote, and why, where that is so."""
    presence = state.present.get(key)
    if presence is None or presence.deputy is None or _deputies_vote(state) == "may_vote":
        return []
    why = why_absent(state, "", presence)
    return [f"{why[0].upper()}{why[1:]}."]


def _deputies_vote(state: State) -> object:
    return ruled(state, "deputies") or state.charter.terms.deputies

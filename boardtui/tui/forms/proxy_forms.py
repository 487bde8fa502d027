"""Asks who votes for a member who is away, on what, and with which instructions; or ends such a proxy."""

from __future__ import annotations

from boardtui.meeting.entries import ProxyGiven, ProxyRevoked
from boardtui.meeting.fold.proxies import check_giver
from boardtui.meeting.state.labels import item_label, member_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Proxy, State
from boardtui.meeting.voting.proxy_votes import holder_label
from boardtui.tui.forms.dialogs import NO_YES, Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.people_forms import member_option
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.effects import after, effects

_ANOTHER = "another"
_GUEST = "in attendance "


async def give_or_revoke(screen: BoardScreen, member: str) -> None:
    """Revoke a proxy that the member has given, or ask for a new one."""
    state = screen.state
    given = [proxy for proxy in screen.shown.proxies if proxy.member == member]
    if not given:
        await _give(screen, member)
        return
    options = [Option(str(proxy.seq), f"revoke: {_held_words(state, proxy)}") for proxy in given]
    if all(proxy.item is not None for proxy in given):
        options.append(Option(_ANOTHER, "give one for another item"))
    chosen = await screen.ask(Choose(f"The proxy of {member_label(state, member)}", options))
    if chosen == _ANOTHER:
        await _give(screen, member)
    elif chosen is not None:
        await _revoke(screen, next(proxy for proxy in given if str(proxy.seq) == chosen))


def _held_words(state: State, proxy: Proxy) -> str:
    """Who holds a proxy and for what."""
    return f"{holder_label(state, proxy)}, for {_matter(state, proxy.item)}"


async def _give(screen: BoardScreen, member: str) -> None:
    state, label = screen.state, member_label(screen.state, member)
    try:
        check_giver(screen.shown, member)
    except Refused as refused:
        screen.say(str(refused), "warn")
        return
    holders = _holders(screen.shown, member)
    if not holders:
        screen.say("Nobody is there who may hold a proxy by the terms of reference.", "warn")
        return
    chosen = await screen.ask(Choose(f"Who votes for {label}?", holders))
    if chosen is None:
        return
    matters = _matters(screen.shown)
    fields = [
        Field("item", "For", options=matters) if len(matters) < 4
        else Field("item", "For", options=matters, find=True, hint="letters find an item"),
        Field("instruction", "Instructions", hint="as given; optional; no vote is counted by them"),
        Field("confidential", "Confidential", "yes" if state.excluded else "no", options=NO_YES),
    ]  # fmt: skip
    value = await screen.ask(Form(f"{label} is voted for by {_named(state, chosen)}", fields))
    if value is None:
        return
    guest = chosen.startswith(_GUEST)
    entry = ProxyGiven(
        member=member,
        holder=None if guest else chosen,
        person=chosen.removeprefix(_GUEST) if guest else "",
        item=value["item"].removeprefix("item ") if value["item"].startswith("item ") else None,
        instruction=value["instruction"],
        confidential=value["confidential"] == "yes",
    )
    _record(screen, entry, f"{_named(state, chosen)} votes for {label} by proxy.")


async def _revoke(screen: BoardScreen, proxy: Proxy) -> None:
    state, label = screen.state, member_label(screen.state, proxy.member)
    assert screen.session is not None
    entry = ProxyRevoked(proxy.member, proxy.item)
    later = after(screen.session, entry)
    text = "\n".join(effects(state, later, screen.shown)) if later is not None else ""
    asked = [Field("reason", "Reason", hint="optional")]
    given = await screen.ask(Form(f"Revoke the proxy of {label}", asked, text))
    if given is not None:
        revoked = ProxyRevoked(proxy.member, proxy.item, given["reason"])
        _record(screen, revoked, f"The proxy of {label} is revoked.")


def _record(screen: BoardScreen, entry: ProxyGiven | ProxyRevoked, words: str) -> None:
    before, shown = screen.state, screen.shown
    recorded = screen.record(entry, say=words)
    if recorded and not (screen.hides and recorded[0].confidential):
        screen.say(" ".join([words, *effects(before, screen.state, shown)]))


def _holders(state: State, member: str) -> list[Option]:
    """Those who are there and may hold a proxy by the terms of reference; whether one too many, the fold says."""
    allowed = state.charter.terms.proxies
    there = [key for key, presence in state.present.items() if presence.deputy is None and key != member]
    if allowed == "chair":
        there = [key for key in there if key == state.chair]
    guests = state.guests if allowed == "anyone" else ()
    return [
        *(member_option(state, key) for key in state.members if key in there),
        *(Option(_GUEST + guest.name, guest.name, guest.role or "in attendance") for guest in guests),
    ]


def _matters(state: State) -> tuple[Option, ...]:
    waiting = [item for item in state.items.values() if item.status in ("waiting", "open")]
    options = [Option(f"item {item.agenda.item}", f"item {item.agenda.number} {item.agenda.title}") for item in waiting]
    return (Option("all", "the whole meeting"), *options)


def _matter(state: State, item: str | None) -> str:
    return "the whole meeting" if item is None else f"item {item_label(state, item)}"


def _named(state: State, chosen: str) -> str:
    return chosen.removeprefix(_GUEST) if chosen.startswith(_GUEST) else member_label(state, chosen)

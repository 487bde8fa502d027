"""Votes by proxy as they stand: whose seat somebody else votes for at this moment, and why a proxy rests."""

from __future__ import annotations

from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.state import Interest, Motion, Proxy, State
from boardtui.meeting.voting.rulings import ruled

SILENT_CONFLICT = "whether a holder with an interest votes for another is not defined; the Chair may rule on it"


def by_proxy(state: State, item: str | None, motion: str | None = None) -> dict[str, str]:
    """The absent members whose seats are voted for on an item, each with who does: a member's key, or a name.

    Without an item it is those whose proxy is for the whole meeting. A proxy that rests, or whose giver has an interest
    that keeps the vote out, is not among them.
    """
    if not state.proxies:
        return {}
    return {
        proxy.member: proxy.holder or proxy.person
        for proxy in state.proxies
        if proxy.item in (None, item) and not why_rests(state, proxy, item, motion)
    }


def proxies_allowed(state: State) -> bool:
    """Whether the terms of reference let somebody hold a proxy."""
    return state.charter.terms.proxies not in (None, "none")


def there_words(state: State, motion: str | None = None, *, in_person: bool = False) -> str:
    """How those are there of whom votes are counted: by the rules alone, which do not tell whether anybody gave a proxy.

    ``in_person``: it is known, and may be told, that none of them is voted for by proxy.
    """
    counted = not in_person and proxies_allowed(state) and counts_as_present(state, motion) is not False
    return "present or by proxy" if counted else "present"


def counts_as_present(state: State, motion: str | None = None) -> bool | None:
    """Whether a member who votes by proxy counts as present; None where neither the terms nor a ruling say."""
    held = ruled(state, "proxies_present", motion) or state.charter.terms.proxies_present
    return None if held is None else held == "count"


def why_rests(state: State, proxy: Proxy, item: str | None, motion: str | None = None) -> str:
    """Why a proxy gives no vote now, or none on that item; empty where it does."""
    if item is not None and handling_of(state, proxy.member, item) not in ("", "noted"):
        return f"{member_label(state, proxy.member)} takes no part in the item because of an interest"
    if proxy.holder is None:
        return ""
    who = member_label(state, proxy.holder)
    there = state.present.get(proxy.holder)
    if there is None:
        return f"{who} is away"
    if there.deputy is not None:
        return f"{who} is represented by a deputy, who holds no proxy"
    if there.mode == "remote" and (ruled(state, "remote", motion) or state.charter.terms.remote) == "may_not_vote":
        return f"{who} attends remotely and may not vote"
    if state.charter.terms.proxies == "chair" and state.chair != proxy.holder:
        return f"{who} is not in the chair"
    return _conflict(state, proxy.holder, item, motion) if item is not None else ""


def resting(state: State, item: str, motion: str | None = None) -> dict[str, str]:
    """The absent members who have given a proxy that gives no vote on an item now, each with the reason in words."""
    reasons = {}
    for proxy in state.proxies:
        why = why_rests(state, proxy, item, motion) if proxy.item in (None, item) else ""
        if why:
            reasons[proxy.member] = f"absent, and the proxy held by {holder_label(state, proxy)} rests: {why}"
    return reasons


def cast_in_private(state: State, motion: Motion) -> frozenset[str]:
    """The voters of an open motion whose vote only a proxy casts that the public has not heard of."""
    secret = {proxy.member for proxy in state.proxies if proxy.confidential and proxy.item in (None, motion.item)}
    if not secret:
        return frozenset()
    who = motion.electorate
    behind = {key: (key,) if who.unit == "member" else who.represents[key] for key in who.by_proxy}
    return frozenset(key for key, members in behind.items() if not secret.isdisjoint(members))


def held_by(state: State, member: str) -> tuple[Proxy, ...]:
    """The proxies that a member holds."""
    return tuple(proxy for proxy in state.proxies if proxy.holder == member)


def holder_label(state: State, proxy: Proxy) -> str:
    """How the holder of a proxy is named."""
    return member_label(state, proxy.holder) if proxy.holder is not None else proxy.person


def _conflict(state: State, holder: str, item: str, motion: str | None) -> str:
    """A holder who withdraws is not there; one who stays and does not vote is as the terms or a ruling have it."""
    handling, who = handling_of(state, holder, item), member_label(state, holder)
    if handling == "withdraws":
        return f"{who} withdrew from the item (conflict of interest)"
    if handling != "speaks_does_not_vote":
        return ""
    held = ruled(state, "proxies_conflicted", motion) or state.charter.terms.proxies_conflicted
    if held == "may_vote":
        return ""
    why = "may not vote for another then" if held else SILENT_CONFLICT
    return f"{who} does not vote on the item because of an interest, and {why}"


def declaration_of(state: State, member: str, item: str) -> Interest | None:
    """The member's last declaration on the item, made by the member or by a deputy; None without one."""
    return next(
        (interest for interest in reversed(state.interests) if interest.member == member and item in interest.items),
        None,
    )


def handling_of(state: State, member: str, item: str) -> str:
    """How the member's last declaration on the item is handled; empty without one."""
    declared = declaration_of(state, member, item)
    return declared.handling if declared else ""

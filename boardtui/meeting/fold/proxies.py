"""Proxies given and revoked; refused where the terms of reference do not allow them or do not say."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from boardtui.meeting.entries import ProxyGiven, ProxyRevoked
from boardtui.meeting.state.check import known, require, under_way
from boardtui.meeting.state.labels import item_label, member_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Proxy, Stamped, State
from boardtui.meeting.voting.ballot import conflicted, refresh
from boardtui.meeting.voting.choosing import choice_voters
from boardtui.meeting.voting.proxy_votes import held_by, holder_label
from boardtui.meeting.voting.rulings import that_hold

_WHO = {"member": "only another member of the body", "chair": "only whoever is in the chair"}


def give(state: State, stamped: Stamped) -> State:
    """A member who is away leaves the seat's vote to somebody who is there."""
    entry = stamped.entry
    assert isinstance(entry, ProxyGiven)
    under_way(state)
    check_giver(state, entry.member)
    if entry.item is not None:
        known(entry.item, state.items, "agenda item")
        status = state.items[entry.item].status
        require(
            status in ("waiting", "open"), f"Item {item_label(state, entry.item)} is {status}; nothing is voted on."
        )
    _check_matter(state, entry)
    _check_holder(state, entry)
    _check_most(state, entry)
    given = Proxy(
        stamped.seq,
        stamped.at,
        entry.member,
        entry.holder,
        entry.person,
        entry.item,
        entry.instruction,
        stamped.confidential,
    )
    return refresh(replace(state, proxies=(*state.proxies, given)))


def revoke(state: State, stamped: Stamped) -> State:
    """A proxy ends before the meeting does; votes cast by it on motions that are still open lapse."""
    entry = stamped.entry
    assert isinstance(entry, ProxyRevoked)
    under_way(state)
    known(entry.member, state.members, "member")
    if entry.item is not None:
        known(entry.item, state.items, "agenda item")
    kept = tuple(proxy for proxy in state.proxies if (proxy.member, proxy.item) != (entry.member, entry.item))
    scope = "the whole meeting" if entry.item is None else f"item {item_label(state, entry.item)}"
    none = f"{member_label(state, entry.member)} has given no proxy for {scope}, so there is none to revoke."
    require(len(kept) < len(state.proxies), none)
    return refresh(replace(state, proxies=kept))


def ended_by_arrival(state: State, member: str) -> tuple[Proxy, ...]:
    """The proxies that are left once a member or the member's deputy is there."""
    return tuple(proxy for proxy in state.proxies if proxy.member != member)


def _allowed(state: State) -> None:
    terms = state.charter.terms
    if terms.proxies is None:
        raise Refused(
            "Whether a member may vote by proxy is not defined: the setting “proxies” of the terms of reference is "
            "silent, so no proxy is taken.",
            terms.source_of("proxies"),
        )
    require(terms.proxies != "none", "The terms of reference allow no proxies.", terms.source_of("proxies"))


def check_giver(state: State, key: str) -> None:
    """Refuse a member who cannot leave the vote to anybody now, whatever it is for and whoever would hold it."""
    known(key, state.members, "member")
    _allowed(state)
    member, who = state.members[key], member_label(state, key)
    require(not member.vacant, f"The seat {who} is vacant.")
    there = state.present.get(key)
    if there is not None:
        how = f"the deputy {there.deputy} is there for {who}" if there.deputy else f"{who} is present"
        raise Refused(f"{how[0].upper()}{how[1:]}, so no proxy is needed.")
    deputy = state.apologies.get(key)
    require(deputy is None, f"{who} sends the deputy {deputy}; a member has a deputy or a proxy, not both.")
    for proxy in held_by(state, key):
        given = member_label(state, proxy.member)
        raise Refused(f"{who} holds the proxy of {given}, and a proxy is not given on; revoke that one first.")
    require(
        bool(member.partners) or _asks_everybody(state),
        f"{who} represents no partner, and no rule of this body lets such members vote, so there is no vote to leave.",
    )


def _check_matter(state: State, entry: ProxyGiven) -> None:
    """Refuse a second proxy for the same matter, and one on an item on which the member has no vote to leave."""
    who = member_label(state, entry.member)
    for proxy in state.proxies:
        if proxy.member == entry.member and (proxy.item == entry.item or None in (proxy.item, entry.item)):
            scope = "the whole meeting" if proxy.item is None else f"item {item_label(state, proxy.item)}"
            text = f"{who} has given a proxy for {scope} to {holder_label(state, proxy)[:70]}"
            raise Refused(f"{text}; revoke it first.")
    if entry.item is not None and entry.item in state.items and entry.member in conflicted(state, entry.item):
        raise Refused(
            f"{who} does not vote on item {item_label(state, entry.item)} because of an interest, so nobody votes by proxy."
        )


def _asks_everybody(state: State) -> bool:
    """Whether some rule, a ruling, or what says who chooses in elections lets members vote who represent no partner."""
    ruled = any(ruling.setting == "no_category" and ruling.value == "eligible" for ruling in that_hold(state))
    rules = any(rule.no_category == "eligible" for rule in state.charter.rules)
    return ruled or rules or choice_voters(state) == "members"


def _check_holder(state: State, entry: ProxyGiven) -> None:
    terms = state.charter.terms
    require(
        (entry.holder is None) == bool(entry.person.strip()),
        "Name who holds the proxy: one member, or one person who is in attendance.",
    )
    if entry.holder is None:
        only = _WHO.get(terms.proxies or "")
        require(only is None, f"The terms of reference let {only} hold a proxy.", terms.source_of("proxies"))
        there = any(guest.name == entry.person for guest in state.guests)
        require(there, f"{entry.person[:70]} is not recorded as in attendance; record that first.")
        return
    known(entry.holder, state.members, "member")
    who = member_label(state, entry.holder)
    require(entry.holder != entry.member, f"{who} cannot hold their own proxy.")
    presence = state.present.get(entry.holder)
    if presence is None:
        raise Refused(f"{who} is not present, so cannot hold a proxy.")
    require(presence.deputy is None, f"For {who} there is a deputy, who holds no proxy for somebody else.")
    require(
        terms.proxies != "chair" or state.chair == entry.holder,
        f"{who} is not in the chair, and the terms of reference let {_WHO['chair']} hold a proxy.",
        terms.source_of("proxies"),
    )


def _check_most(state: State, entry: ProxyGiven) -> None:
    """No person holds more at a time than the terms of reference allow."""
    most = state.charter.terms.proxies_most
    if most is None:
        return
    whom = (entry.holder, entry.person)
    counts = Counter(proxy.item for proxy in state.proxies if (proxy.holder, proxy.person) == whom)
    always = counts.pop(None, 0)
    now = always + (counts[entry.item] if entry.item is not None else max(counts.values(), default=0))
    who = member_label(state, entry.holder) if entry.holder is not None else entry.person[:70]
    require(
        now < most,
        f"{who} holds {now} {'proxy' if now == 1 else 'proxies'}, and the terms of reference allow at most {most}.",
        state.charter.terms.source_of("proxies_most"),
    )

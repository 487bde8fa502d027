"""Proxies in the papers: who left the vote to whom, until when, and which votes were cast so, as far as a part may tell."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.counting.electorate import Electorate
from boardtui.meeting.state.state import Stamped
from boardtui.papers.attendance import proxies_in_private
from boardtui.papers.model import Person
from boardtui.papers.source import Source


def proxies(src: Source) -> tuple[Person, ...]:
    """The proxies that this part tells of, in the order in which they were given; in private those that stood then, too."""
    stood = proxies_in_private(src) if src.part == "confidential" else frozenset[int]()
    own = {line.seq for line in src.lines}
    return tuple(
        Person(src.name(line.entry.member), _held(src, line, line.entry))
        for line in src.standing
        if isinstance(line.entry, e.ProxyGiven) and (line.seq in own or line.seq in stood)
    )


def holder(src: Source, line: Stamped, entry: e.ProxyGiven) -> str:
    """Who holds a proxy, by name."""
    return entry.person or src.acting(entry.holder or "", line.seq)


def by_holder(src: Source, who: Electorate) -> dict[str, list[str]]:
    """The names of those voters that are voted for by proxy, under each holder."""
    members_by_holder: dict[str, list[str]] = {}
    for key, name in who.by_proxy.items():
        members_by_holder.setdefault(name, []).append(src.partner(key) if who.unit == "partner" else src.name(key))
    return members_by_holder


def _held(src: Source, line: Stamped, entry: e.ProxyGiven) -> str:
    """By whom a proxy is held, for what, until when, and with what instruction."""
    text = f"held by {holder(src, line, entry)}"
    if entry.item is not None:
        text += (
            f", for item {src.item_words(entry.item)}" if src.item_words(entry.item) else ", for a confidential item"
        )
    return text + _until(src, line, entry) + (f"; instructed: {entry.instruction}" if entry.instruction.strip() else "")


def _until(src: Source, line: Stamped, given: e.ProxyGiven) -> str:
    """The end of a proxy before that of the meeting, where this part tells of it."""
    for later in src.lines:
        entry = later.entry
        if later.seq <= line.seq:
            continue
        if isinstance(entry, e.MemberArrived) and entry.member == given.member:
            came = f"the deputy {entry.deputy} came" if entry.deputy else "the member came"
            return f", until {at} when {came}" if (at := src.time_of(later)) else f", until {came}"
        if isinstance(entry, e.ProxyRevoked) and (entry.member, entry.item) == (given.member, given.item):
            why = f": {entry.reason}" if entry.reason.strip() else ""
            return f", revoked at {at}{why}" if (at := src.time_of(later)) else f", revoked{why}"
    return ""

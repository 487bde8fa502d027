"""Proxies in the papers: who left the vote to whom, until when, and which votes were cast so, as far as a part may tell."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.electorate import Electorate
from boardtui.meeting.state import Motion, Stamped
from boardtui.papers.model import Person
from boardtui.papers.source import Source


def proxies(src: Source) -> tuple[Person, ...]:
    """The proxies that this part tells of, in the order in which they were given."""
    return tuple(
        Person(src.name(line.entry.member), _held(src, line, line.entry))
        for line in src.lines
        if isinstance(line.entry, e.ProxyGiven)
    )


def holder(src: Source, entry: e.ProxyGiven) -> str:
    """Who holds a proxy, by name."""
    return entry.person or src.name(entry.holder or "")


def told(src: Source, motion: Motion, before: int) -> dict[str, str]:
    """The voters whose vote on a motion only a proxy could cast, with the holder, where this part knows of the proxy."""
    who = motion.electorate
    if not who.by_proxy:
        return {}
    known = src.standing if src.part == "confidential" else src.lines
    public = {
        (line.entry.member, line.entry.holder or line.entry.person)
        for line in known
        if line.seq < before and isinstance(line.entry, e.ProxyGiven) and line.entry.item in (None, motion.item)
    }
    found = {}
    for key, name in who.by_proxy.items():
        behind = (key,) if who.unit == "member" else who.represents[key]
        if all((one, who.question.proxies[one]) in public for one in behind if one in who.question.proxies):
            found[key] = name
    return found


def by_holder(src: Source, sent: Mapping[str, str]) -> dict[str, list[str]]:
    """The names of those voted for, under each holder; ``sent`` has the holder of each voter."""
    held: dict[str, list[str]] = {}
    for key, name in sent.items():
        held.setdefault(name, []).append(src.name(key))
    return held


def all_told(src: Source, motion: Motion, before: int) -> bool:
    """Whether this part knows of every proxy that stood when a motion was decided."""
    return len(told(src, motion, before)) == len(motion.electorate.by_proxy)


def electorate_told(src: Source, motion: Motion, before: int) -> Electorate:
    """The electorate of a motion; without a word of proxies where this part may not tell of all of them."""
    who = motion.electorate
    return who if all_told(src, motion, before) else replace(who, question=replace(who.question, proxies={}))


def _held(src: Source, line: Stamped, entry: e.ProxyGiven) -> str:
    """By whom a proxy is held, for what, until when, and with what instruction."""
    words = f"held by {holder(src, entry)}"
    if entry.item is not None:
        words += (
            f", for item {src.item_words(entry.item)}" if src.item_shown(entry.item) else ", for a confidential item"
        )
    return (
        words + _until(src, line, entry) + (f"; instructed: {entry.instruction}" if entry.instruction.strip() else "")
    )


def _until(src: Source, line: Stamped, given: e.ProxyGiven) -> str:
    """The end of a proxy before that of the meeting, where this part tells of it."""
    for later in src.lines:
        entry = later.entry
        if later.seq <= line.seq:
            continue
        if isinstance(entry, e.MemberArrived) and entry.member == given.member:
            came = f"the deputy {entry.deputy} came" if entry.deputy else "the member came"
            return f", until {src.clock.time(later.at)} when {came}"
        if isinstance(entry, e.ProxyRevoked) and (entry.member, entry.item) == (given.member, given.item):
            why = f": {entry.reason}" if entry.reason.strip() else ""
            return f", revoked at {src.clock.time(later.at)}{why}"
    return ""

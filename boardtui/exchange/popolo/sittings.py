"""Vote events put into meetings: one for each day and organisation, in the order in which they were held."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

import msgspec

from boardtui.charter.model import Partner
from boardtui.charter.rule import Rule
from boardtui.exchange.popolo.days import moment
from boardtui.exchange.popolo.keys import Keys
from boardtui.exchange.popolo.records import Event, Gathered
from boardtui.exchange.popolo.requirement import Required, rule_for
from boardtui.meeting.entries import Member


class Sitting(msgspec.Struct):
    """The vote events of one organisation on one day, by time."""

    day: str
    organisation: str
    events: list[tuple[datetime.datetime, Event]] = []


class Seated(msgspec.Struct):
    """Who a meeting consists of: its members and partners, by the ids of the voters, and the rules in use.

    ``alone``: each member is a partner of its own, so that a motion can be put to just those whom its vote event lists.
    """

    keys: dict[str, str]
    members: tuple[Member, ...]
    partners: tuple[Partner, ...]
    rules: tuple[Rule, ...]
    required: dict[str, Required]
    alone: bool


def sittings(gathered: Gathered) -> list[Sitting]:
    """The meetings; a vote event without a day is skipped with the reason."""
    groups: dict[tuple[str, str], Sitting] = {}
    for event in gathered.events:
        try:
            when = moment(event.date)
        except ValueError as error:
            gathered.skipped.add(f"{event.where}: {error}")
            continue
        day = when.date().isoformat()
        sitting = groups.setdefault((day, event.organisation), Sitting(day, event.organisation))
        sitting.events.append((when, event))
    for sitting in groups.values():
        sitting.events = [pair for pair in sitting.events if _countable(gathered, sitting, pair[1])]
        sitting.events.sort(key=lambda pair: pair[0])
    return sorted((group for group in groups.values() if group.events), key=lambda sitting: sitting.events[0][0])


def _countable(gathered: Gathered, sitting: Sitting, event: Event) -> bool:
    """Whether an event can be recounted: one with counts only where enough members are known; else it is skipped."""
    if event.ballots:
        return True
    known = {ballot.voter for _, other in sitting.events for ballot in other.ballots}
    known |= {
        membership.person
        for membership in gathered.memberships.get(sitting.organisation, ())
        if membership.holds(sitting.day)
    }
    cast = sum(event.totals().values())
    why = ""
    if cast > len(known):
        why = f"{cast} votes are counted, and {len(known)} members are known"
    elif rule_for(event.motion.requirement).rule.method == "consensus":
        why = "a consensus names who objects"
    if why:
        gathered.skipped.add(f"{event.where}: it has counts and no votes, so it cannot be recounted: {why}")
    return not why


def seated(gathered: Gathered, sitting: Sitting, people: Keys) -> Seated:
    """Who sits in a meeting: all whom its vote events list, and whom memberships name as members on that day."""
    events = [event for _, event in sitting.events]
    groups: dict[str, dict[str, None]] = {}
    for event in events:
        for ballot in event.ballots:
            groups.setdefault(ballot.voter, {}).update({ballot.group: None} if ballot.group else {})
    roles: dict[str, str] = {}
    for membership in gathered.memberships.get(sitting.organisation, ()):
        if membership.holds(sitting.day):
            represented = groups.setdefault(membership.person, {})
            if membership.group:
                represented[membership.group] = None
            roles[membership.person] = roles.get(membership.person) or membership.role
    required = {event.motion.requirement: rule_for(event.motion.requirement) for event in events}
    rules = {counted.rule.key: counted.rule for counted in required.values()}
    narrow = any(rule.base == "eligible" for rule in rules.values())
    alone = narrow and any(event.ballots and len(event.ballots) != len(groups) for event in events)
    keys = {ident: people.of(ident) for ident in groups}
    partners: dict[str, Partner] = {}
    for ident in dict.fromkeys(group for held in groups.values() for group in held):
        key = people.of(ident, "group")
        partners[key] = Partner(key=key, name=gathered.name(ident))
    if alone:
        partners.update((key, Partner(key=key, name=gathered.name(ident))) for ident, key in keys.items())
    names = Counter(map(gathered.name, groups))
    for ident in groups:
        if names[gathered.name(ident)] > 1 and not roles.get(ident):
            roles[ident] = ident  # what tells people of one name apart
    members = tuple(_member(gathered, ident, keys[ident], groups[ident], roles, people, alone) for ident in groups)
    return Seated(keys, members, tuple(partners.values()), tuple(rules.values()), required, alone)


def _member(
    gathered: Gathered,
    ident: str,
    key: str,
    groups: Iterable[str],
    roles: dict[str, str],
    people: Keys,
    alone: bool,
) -> Member:
    represents = [people.of(group, "group") for group in groups]
    return Member(
        key=key,
        name=gathered.name(ident)[:1000],
        seat=roles.get(ident, ""),
        partners=(*([key] if alone else []), *represents),
    )

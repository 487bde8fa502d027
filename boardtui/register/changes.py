"""What the register says now that an earlier meeting, when it was convened, had otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from boardtui.charter.rule import Rule
from boardtui.charter.settings import NOT_DEFINED
from boardtui.charter.terms_of_reference import Terms
from boardtui.charter.words import Names, changed_settings, listed
from boardtui.meeting.entries import AgendaItem, MeetingConvened, Member
from boardtui.meeting.state.holders import has_no_name
from boardtui.register.agenda import agenda, meetings
from boardtui.register.people import categories, members, partners
from boardtui.register.rules import overrides, rules, terms, topics


def changes_since(
    db: sqlite3.Connection,
    convened: MeetingConvened,
    agreed: Terms | None = None,
    seated: Sequence[Member] | None = None,
) -> list[str]:
    """Plain sentences, one a difference: partners, members, Annex 1, rulings, rules, terms of reference, agenda.

    Confidential agenda items are never named: the entry that convenes a meeting is always public.

    Args:
        db: the database with the register.
        convened: the earlier meeting, as it was convened.
        agreed: the terms of reference as they hold now, where the settings fill in what the register leaves undefined.
        seated: the members of the meeting that is compared with it; those that the body has now, where left out.
    """
    seated = members(db, convened.body) if seated is None else seated
    titles = {topic.key: topic.title for topic in (*convened.charter.topics, *topics(db))}
    titles |= {category.key: category.title for category in (*convened.charter.categories, *categories(db))}
    titles |= {member.key: _seat(member) for member in (*convened.members, *seated)}
    titles |= {partner.key: partner.name for partner in (*convened.partners, *partners(db))}
    return [
        *_partners(db, convened),
        *_members(db, convened, seated),
        *_annex(db, convened),
        *_rulings(db, convened),
        *_rules(db, convened, titles),
        *_terms(convened.charter.terms, agreed or terms(db, convened.body), titles),
        *_meeting(db, convened),
    ]


def _partners(db: sqlite3.Connection, convened: MeetingConvened) -> Iterator[str]:
    titles = {category.key: category.title for category in categories(db)}
    then = {partner.key: partner for partner in convened.partners}
    every = {partner.key: partner for partner in partners(db)}
    now = {key: partner for key, partner in every.items() if partner.counts_in(convened.body)}
    for key, partner in then.items():
        if key not in now:
            yield f"{partner.name} {'no longer counts in this body' if key in every else 'is no longer a partner'}."
    for key, partner in now.items():
        if key not in then:
            yield f"{partner.name} {'counts in this body' if partner.bodies else 'is a partner'} now."
            continue
        if partner.name != then[key].name:
            yield f"The partner {then[key].name} is called {partner.name} now."
        if partner.category != then[key].category:
            was, now_in = (titles.get(c or "", c or "no category") for c in (then[key].category, partner.category))
            yield f"{partner.name} is in the category {now_in} now (was in {was})."


def _members(db: sqlite3.Connection, convened: MeetingConvened, seated: Sequence[Member]) -> Iterator[str]:
    names = {partner.key: partner.name for partner in (*convened.partners, *partners(db))}
    then = {member.key: member for member in convened.members}
    now = {member.key: member for member in seated}
    yield from (f"The seat {_seat(then[key])} is there no longer." for key in then if key not in now)
    for key, member in now.items():
        if key not in then:
            yield f"The seat {_seat(member)} is new, {_holder(member)}."
            continue
        if member.seat != then[key].seat:
            yield f"The seat {_seat(then[key])} is called {_seat(member)} now."
        if (member.name, member.vacant) != (then[key].name, then[key].vacant):
            yield f"The seat {_seat(member)} is {_holder(member)} now (was {_holder(then[key])})."
        if member.partners != then[key].partners:
            whom = listed((names.get(key, key) for key in member.partners), "no partner")
            yield f"The seat {_seat(member)} represents {whom} now."


def _annex(db: sqlite3.Connection, convened: MeetingConvened) -> Iterator[str]:
    titles = {category.key: category.title for category in categories(db)}
    then, now = convened.charter.matrix, {topic.key: topic for topic in topics(db)}
    old_titles = {topic.key: topic.title for topic in convened.charter.topics}
    for key in then:
        if key not in now:
            yield f"The subject {old_titles.get(key, key)} is there no longer."
    for key, topic in now.items():
        if key not in then:
            yield f"The subject {topic.title} is new."
            continue
        for category in sorted({*topic.categories, *then[key]} - ({*topic.categories} & {*then[key]})):
            does = "applies" if category in topic.categories else "no longer applies"
            yield f"{topic.title} {does} to {titles.get(category, category)}."


def _rulings(db: sqlite3.Connection, convened: MeetingConvened) -> Iterator[str]:
    names = {partner.key: partner.name for partner in (*convened.partners, *partners(db))}
    titles = {topic.key: topic.title for topic in (*convened.charter.topics, *topics(db))}
    then = {(each.partner, each.topic): each for each in convened.charter.overrides}
    now = {(each.partner, each.topic): each for each in overrides(db)}
    for partner, topic in sorted({*then, *now}):
        old, new = then.get((partner, topic)), now.get((partner, topic))
        what = f"{titles.get(topic, topic)} for {names.get(partner, partner)}"
        if new is None:
            yield f"The ruling on {what} was taken away; the table decides again."
        elif new != old:
            yield f"It was ruled on {what}: {'it applies' if new.eligible else 'it does not apply'} ({new.source})."


def _rules(db: sqlite3.Connection, convened: MeetingConvened, titles: Names) -> Iterator[str]:
    then = {rule.key: rule for rule in convened.charter.rules}
    now = {rule.key: rule for rule in rules(db, convened.body)}
    yield from (f"The rule {_rule(then[key])} is there no longer." for key in then if key not in now)
    for key, rule in now.items():
        if key not in then:
            yield f"The rule {_rule(rule)} is new."
            continue
        if rule.readings != then[key].readings:
            yield f"The other readings of the rule {_rule(rule)} were changed."
        for setting, was, is_now in changed_settings(then[key], rule, titles, ("readings",)):
            yield f"The rule {_rule(rule)}, {setting}: was {was}, is now {is_now}."


def _terms(then: Terms, now: Terms, titles: Names) -> Iterator[str]:
    for setting, was, is_now in changed_settings(then, now, titles):
        yield f"The terms of reference, {setting}: was {was}, is now {is_now}."


def _meeting(db: sqlite3.Connection, convened: MeetingConvened) -> Iterator[str]:
    for meeting in meetings(db, convened.body):
        if meeting.key == convened.meeting:
            for name, says in (("title", "is called"), ("starts", "starts at"), ("place", "has the place")):
                if getattr(meeting, name) != getattr(convened, name):
                    yield f"The meeting {says} {getattr(meeting, name) or NOT_DEFINED} now."
            if meeting.public != convened.public:
                yield f"The meeting is {'in public' if meeting.public else 'not in public'} now."
            yield from _agenda(convened.agenda, agenda(db, meeting.key))


def _agenda(before: tuple[AgendaItem, ...], after: tuple[AgendaItem, ...]) -> Iterator[str]:
    then = {item.item: item for item in before}
    now = {item.item: item for item in after if not item.confidential}
    yield from (f"“{then[key].title}” is no longer on the public agenda." for key in then if key not in now)
    for key, item in now.items():
        if key not in then:
            yield f"“{item.title}” is a further item of the agenda."
        elif item != then[key]:
            yield f"The agenda item “{then[key].title}” was changed."
    if [key for key in now if key in then] != [key for key in then if key in now]:
        yield "The order of the agenda was changed."


def _seat(member: Member) -> str:
    return member.seat or member.key


def _holder(member: Member) -> str:
    if member.vacant:
        return "vacant"
    return "filled without a name" if has_no_name(member) else f"held by {member.name}"


def _rule(rule: Rule) -> str:
    return f"{rule.title} ({rule.clause})"

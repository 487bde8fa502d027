"""What must be true of a charter before anybody may be counted by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, get_args

import msgspec

from boardtui.charter.explain import DataError, convert, shown
from boardtui.charter.model import (
    Body,
    Charter,
    Counting,
    Milestone,
    Override,
    Quorum,
    Ratification,
    Reading,
    Rule,
    Seat,
    StageKey,
    Terms,
)
from boardtui.years import beginning

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
TABLE_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FRACTION = re.compile(r"1|[1-9][0-9]{0,17}/[1-9][0-9]{0,17}")
PROXY_DETAILS = ("proxies_most", "proxies_present", "proxies_conflicted")
COUNTING = tuple(field.name for field in msgspec.structs.fields(Counting))


@contextmanager
def at(*place: str) -> Iterator[None]:
    """Say where a fault found inside was found."""
    try:
        yield
    except DataError as wrong:
        raise DataError(wrong.reason, *place, *wrong.place) from None


def check_key(key: str, pattern: re.Pattern[str] = SLUG) -> None:
    """Keys are short words that can stand in a file name."""
    if not pattern.fullmatch(key):
        also = ", hyphens and underscores" if pattern is TABLE_KEY else " and hyphens"
        with at("key"):
            raise DataError(
                f"{shown(key)} cannot be a key; use at most 64 small letters, digits{also}, no hyphen first"
            )


def check_unique(keys: Iterable[str], what: str) -> None:
    """No two of them may be the same."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DataError(f"{shown(key)} stands there twice; keep one {what} of that name")
        seen.add(key)


def check_known(keys: Iterable[str], known: Iterable[str], what: str) -> None:
    """Each key must be one of those defined elsewhere."""
    allowed = tuple(dict.fromkeys(known))
    quickly = frozenset(allowed)
    for key in keys:
        if key not in quickly:
            near = get_close_matches(key[:64], allowed, 1)
            hint = f"did you mean {near[0]}?" if near else "the known ones are " + ", ".join(allowed[:12])
            more = " and others" if len(allowed) > 12 and not near else ""
            raise DataError(f"there is no {what} {shown(key)}; {hint if allowed else 'none is defined'}{more}")


def check_words(text: str, place: str) -> None:
    """Words that people read may not be missing."""
    if not text.strip():
        with at(place):
            raise DataError("it is empty; write what the board calls it, or the number of the clause")


def fraction(text: str) -> Fraction:
    """An exact fraction above nought and not above one; decimals and percentages are refused."""
    if FRACTION.fullmatch(text) and Fraction(text) <= 1:
        return Fraction(text)
    raise DataError(f"{shown(text)} is not an exact fraction above 0 and not above 1; write it like 3/4")


def check_counting(rule: Counting) -> None:
    """A vote says what it counts and how much is enough; a consensus counts no share."""
    share = {"base": rule.base, "threshold": rule.threshold, "compare": rule.compare}
    if rule.method == "consensus":
        for name, value in {**share, "withdrawn": rule.withdrawn}.items():
            if value is not None:
                with at(name):
                    raise DataError(f"a decision by consensus has no {name}; take it out, or make the method a vote")
        return
    for name, value in share.items():
        if value is None:
            with at(name):
                raise DataError("it is missing; a vote needs base, threshold and compare, so that it can be counted")
    with at("threshold"):
        if fraction(rule.threshold or "") == 1 and rule.compare == "more_than":
            raise DataError("more than all can never be reached; write compare as at_least, or a smaller threshold")


def check_overrides(overrides: Iterable[Override], partners: Iterable[str], topics: Iterable[str]) -> None:
    """A ruling names a partner and an element that exist, and only once."""
    listed, partners, topics = tuple(overrides), tuple(partners), tuple(topics)
    with at("overrides"):
        check_known((override.partner for override in listed), partners, "partner")
        check_known((override.topic for override in listed), topics, "topic")
        check_unique((f"{override.partner} on {override.topic}" for override in listed), "ruling")


def read_as(rule: Rule, reading: Reading) -> Rule:
    """The rule as that reading has it; refuses changes that make no countable rule."""
    fields: dict[str, Any] = msgspec.structs.asdict(rule)
    with at("changes"):
        check_known(reading.changes, COUNTING, "setting")
        changed = convert({**fields, **reading.changes}, Rule)
        check_counting(changed)
    return changed


def check_rule(rule: Rule, partners: Iterable[str], topics: Iterable[str]) -> None:
    """A rule can be counted, cites its clause, and so do its other readings."""
    partners, topics = tuple(partners), tuple(topics)
    check_key(rule.key)
    for name, text in (("title", rule.title), ("clause", rule.clause), ("verb", rule.verb)):
        check_words(text, name)
    check_counting(rule)
    with at("topics"):
        if rule.topics is not None:
            if not rule.topics:
                raise DataError("the list is empty; name at least one topic, or leave topics out to allow any")
            check_known(rule.topics, topics, "topic")
            check_unique(rule.topics, "topic")
    if rule.ratification is not None:
        with at("ratification"):
            check_ratification(rule.ratification, partners)
    with at("readings"):
        check_unique((reading.key for reading in rule.readings), "reading")
    for reading in rule.readings:
        with at("readings", reading.key):
            check_key(reading.key)
            check_words(reading.title, "title")
            if not reading.changes and not reading.overrides:
                raise DataError("it changes nothing; give it changes or overrides, or take it out")
            read_as(rule, reading)
            check_overrides(reading.overrides, partners, topics)


def check_ratification(held: Ratification, partners: tuple[str, ...]) -> None:
    """It asks partners that exist, and committees in common only in the room."""
    with at("partners"):
        check_known(held.partners, partners, "partner")
        check_unique(held.partners, "partner")
        if held.who == "named" and not held.partners:
            raise DataError('who = "named" names nobody; list the partners, or write who as seated or all')
        if held.who != "named" and held.partners:
            raise DataError(f'who = "{held.who}" finds the partners itself; write who = "named", or take the list out')
    with at("places"):
        check_known(held.places, partners, "partner")
    with at("checklist"):
        check_unique(held.checklist, "point")
        for text in held.checklist:
            if not text.strip() or "\n" in text:
                raise DataError("a point is empty or has several lines; write each point as one line of words")
    if held.form == "in_common" and (held.where or held.places or held.checklist or held.when != "always"):
        raise DataError("committees in common answer in the room; leave out where, places, checklist and when")


def check_terms(terms: Terms, seats: Iterable[str]) -> None:
    """What terms of reference add has a source, and a quorum that can be reached."""
    if terms != Terms(source=terms.source):
        check_words(terms.source, "source")
    if terms.notice_days is not None and not 0 <= terms.notice_days <= 366:
        with at("notice_days"):
            raise DataError(f"{terms.notice_days} is no number of days; write a whole number of clear days")
    if terms.urgent_by is not None and terms.urgent != "allowed":
        with at("urgent_by"):
            raise DataError('it says who decides urgent matters; write urgent = "allowed" as well, or take it out')
    if terms.year_begins is not None:
        check_year(terms.year_begins)
    check_proxies(terms)
    if terms.quorum is not None:
        check_quorum(terms.quorum, seats)


def check_year(begins: str) -> None:
    """A year begins on a day that every year has."""
    with at("year_begins"):
        try:
            wanted = beginning(begins)
        except ValueError:
            raise DataError(
                f"{shown(begins)} is no day on which every year can begin; write it like 1 January, 1 April or 24 June"
            ) from None
        if begins != wanted:
            raise DataError(f"{shown(begins)} is to be written as {wanted}")


def check_proxies(terms: Terms) -> None:
    """What is said of proxies needs proxies that are allowed, and leaves somebody who may hold one."""
    for name in PROXY_DETAILS:
        if getattr(terms, name) is not None and terms.proxies in (None, "none"):
            with at(name):
                held = "not defined" if terms.proxies is None else "none"
                raise DataError(
                    f"it says how proxies work, and proxies are {held}; "
                    'write proxies = "member", "chair" or "anyone" as well, or take it out'
                )
    if terms.proxies_most is not None and not 1 <= terms.proxies_most <= 10_000:
        with at("proxies_most"):
            raise DataError(
                f"{terms.proxies_most} is not a number of proxies that one person may hold; "
                'write a whole number of at least 1, or proxies = "none"'
            )


def check_quorum(quorum: Quorum, seats: Iterable[str]) -> None:
    """A quorum asks for something, and for nothing that cannot be."""
    with at("quorum"):
        asks = (quorum.number, quorum.fraction, *quorum.seats, *quorum.categories, *quorum.roles)
        if not any(part is not None for part in asks):
            raise DataError("it asks for nothing; give a number, a fraction or seats, or leave the quorum out")
        if quorum.number is not None and not 1 <= quorum.number <= 10_000:
            with at("number"):
                raise DataError(f"{quorum.number} is not a number of members; write a whole number of at least 1")
        if quorum.fraction is not None:
            with at("fraction"):
                if fraction(quorum.fraction) == 1 and quorum.compare == "more_than":
                    raise DataError("more than all can never be there; write compare as at_least")
        elif (quorum.compare, quorum.of) != ("at_least", "filled"):
            with at("fraction"):
                raise DataError("compare and of belong to a fraction, and there is none; add one like 1/2")
        with at("seats"):
            check_known(quorum.seats, seats, "seat")
            check_unique(quorum.seats, "seat")
        for name in ("categories", "roles"):
            with at(name):
                check_unique(getattr(quorum, name), name)


def check_quorum_within(quorum: Quorum, body: Body, charter: Charter) -> None:
    """Every category and role that a quorum asks for has a seat on the body that could meet it."""
    column = {partner.key: partner.category for partner in charter.partners}
    with at("quorum", "categories"):
        check_known(quorum.categories, (category.key for category in charter.categories), "category")
        seated = {column[partner] for seat in body.seats for partner in seat.partners}
        for category in quorum.categories:
            if category not in seated:
                raise DataError(f"no seat of this body is for the category {shown(category)}; take it out")
    with at("quorum", "roles"):
        for role in quorum.roles:
            if not any(has_role(seat.title, role) for seat in body.seats):
                raise DataError(f"no seat of this body has {shown(role)} in its title; take it out or name another")


def has_role(title: str, role: str) -> bool:
    """Whether a seat's title has the words of a role in it, whatever the case."""
    return re.search(rf"\b{re.escape(role.strip())}\b", title, re.IGNORECASE) is not None and bool(role.strip())


def check_seat(seat: Seat, partners: Iterable[str]) -> None:
    """A seat has a title and represents partners that exist."""
    check_key(seat.key)
    check_words(seat.title, "title")
    with at("partners"):
        check_known(seat.partners, partners, "partner")
        check_unique(seat.partners, "partner")


def check_body(body: Body, charter: Charter) -> None:
    """A body's seats and rules refer only to what the charter defines."""
    partners = tuple(partner.key for partner in charter.partners)
    topics = tuple(topic.key for topic in charter.topics)
    check_key(body.key)
    check_words(body.title, "title")
    check_words(body.clause, "clause")
    if body.per_year is not None and not 1 <= body.per_year <= 366:
        with at("per_year"):
            raise DataError(f"{body.per_year} is not a number of meetings a year; write a whole number from 1 to 366")
    with at("reports_to"):
        check_known([body.reports_to] if body.reports_to else [], (other.key for other in charter.bodies), "body")
    with at("seats"):
        check_unique((seat.key for seat in body.seats), "seat")
    for seat in body.seats:
        with at("seats", seat.key):
            check_seat(seat, partners)
    with at("rules"):
        check_unique((rule.key for rule in body.rules), "rule")
    for rule in body.rules:
        with at("rules", rule.key):
            check_rule(rule, partners, topics)
    with at("terms"):
        check_terms(body.terms, (seat.key for seat in body.seats))
        if body.terms.quorum is not None:
            check_quorum_within(body.terms.quorum, body, charter)


def check_milestone(milestone: Milestone) -> None:
    """It cites its clause and names its time: a day that the calendar has, or words."""
    check_words(milestone.title, "title")
    check_words(milestone.clause, "clause")
    with at("due"):
        if not milestone.due and not milestone.said:
            raise DataError("it names no time; write a day like 2018-03-31, or the time in words as said")
        if milestone.due and not (DAY.fullmatch(milestone.due) and _on_the_calendar(milestone.due)):
            raise DataError(f"{shown(milestone.due)} is not a day of the calendar; write it like 2018-03-31")


def _on_the_calendar(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def check_charter(charter: Charter) -> None:
    """Everything that a charter refers to is defined in it, once."""
    with at("name"):
        if not SLUG.fullmatch(charter.name):
            raise DataError(f"{shown(charter.name)} cannot name a charter; use small letters, digits and hyphens")
    check_words(charter.title, "title")
    for name in ("categories", "topics", "partners", "bodies", "questions", "silences", "milestones"):
        keys = [entry.key for entry in getattr(charter, name)]
        with at(name):
            check_unique(keys, "entry")
        for key in keys:
            with at(name, key):
                check_key(key, TABLE_KEY if name in ("categories", "topics") else SLUG)
    categories = tuple(category.key for category in charter.categories)
    for category in charter.categories:
        with at("categories", category.key):
            check_words(category.title, "title")
    for topic in charter.topics:
        with at("topics", topic.key):
            check_words(topic.title, "title")
            with at("categories"):
                check_known(topic.categories, categories, "category")
                check_unique(topic.categories, "category")
    for partner in charter.partners:
        with at("partners", partner.key):
            check_words(partner.name, "name")
            with at("category"):
                check_known([partner.category] if partner.category is not None else [], categories, "category")
    if not charter.bodies:
        with at("bodies"):
            raise DataError("there is none; a charter needs at least one body that meets")
    for body in charter.bodies:
        with at("bodies", body.key):
            check_body(body, charter)
    _check_the_rest(charter)


def _check_the_rest(charter: Charter) -> None:
    with at("stages"):
        check_unique((stage.key for stage in charter.stages), "stage")
        order = [get_args(StageKey).index(stage.key) for stage in charter.stages]
        if order != sorted(order):
            raise DataError("they are out of order; the order is " + ", ".join(get_args(StageKey)))
    rules = {body.key: tuple(rule.key for rule in body.rules) for body in charter.bodies}
    for stage in charter.stages:
        with at("stages", stage.key):
            check_words(stage.title, "title")
            check_words(stage.clause, "clause")
            with at("body"):
                check_known([stage.body] if stage.body else [], rules, "body")
            with at("rule"):
                if stage.rule and not stage.body:
                    raise DataError("a stage with a rule needs the body whose rule it is; name the body too")
                check_known([stage.rule] if stage.rule else [], rules.get(stage.body, ()), "rule")
    for question in charter.questions:
        with at("questions", question.key):
            check_words(question.clause, "clause")
            check_words(question.text, "text")
            with at("partners"):
                check_known(question.partners, (partner.key for partner in charter.partners), "partner")
            with at("topics"):
                check_known(question.topics, (topic.key for topic in charter.topics), "topic")
    for silence in charter.silences:
        with at("silences", silence.key):
            check_words(silence.title, "title")
    for milestone in charter.milestones:
        with at("milestones", milestone.key):
            check_milestone(milestone)
    with at("scope"):
        check_unique(charter.scope, "matter")

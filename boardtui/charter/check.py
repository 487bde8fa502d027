"""What must be true of a charter as a whole: everything that it refers to is defined in it, once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import get_args

from boardtui.charter.check_rules import check_rule
from boardtui.charter.check_terms import check_quorum_within, check_terms
from boardtui.charter.explain import DataError, shown
from boardtui.charter.model import Body, Charter, Milestone, Seat, StageKey
from boardtui.charter.spelling import SLUG, TABLE_KEY, at, check_key, check_known, check_unique, check_words

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WITHIN = re.compile(r"[1-9][0-9]{0,2} (?:days|months)")


def _check_seat(seat: Seat, partners: Iterable[str]) -> None:
    """A seat has a title and represents partners that exist."""
    check_key(seat.key)
    check_words(seat.title, "title")
    with at("partners"):
        check_known(seat.partners, partners, "partner")
        check_unique(seat.partners, "partner")


def _check_body(body: Body, charter: Charter) -> None:
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
            _check_seat(seat, partners)
    with at("rules"):
        check_unique((rule.key for rule in body.rules), "rule")
    for rule in body.rules:
        with at("rules", rule.key):
            check_rule(rule, partners, topics, [seat.key for seat in body.seats])
            with at("met_in"):
                check_known([rule.met_in] if rule.met_in else [], (other.key for other in charter.bodies), "body")
    with at("terms"):
        check_terms(body.terms, (seat.key for seat in body.seats))
        if body.terms.quorum is not None:
            check_quorum_within(body.terms.quorum, body, charter)


def _check_milestone(milestone: Milestone) -> None:
    """It cites its clause and names its time: a day that the calendar has, or words."""
    check_words(milestone.title, "title")
    check_words(milestone.clause, "clause")
    with at("due"):
        if not milestone.due and not milestone.said:
            raise DataError("it names no time; write a day like 2018-03-31, or the time in words as said")
        if milestone.due and not (DAY.fullmatch(milestone.due) and _on_the_calendar(milestone.due)):
            raise DataError(f"{shown(milestone.due)} is not a day of the calendar; write it like 2018-03-31")


def _check_reckoned(charter: Charter) -> None:
    """What a date is reckoned from is in the charter, and every period and time limit is one that can be counted."""
    rules = [rule.key for body in charter.bodies for rule in body.rules]
    for milestone in charter.milestones:
        with at("milestones", milestone.key):
            with at("every"):
                if milestone.every is not None and not 1 <= milestone.every <= 12:
                    raise DataError("it is not a number of months from 1 to 12")
            with at("within"):
                if milestone.within and not WITHIN.fullmatch(milestone.within):
                    raise DataError(
                        f"{shown(milestone.within)} is no length of time; write it like 14 days or 12 months"
                    )
            with at("after"):
                others = [other.key for other in charter.milestones if other.key != milestone.key]
                check_known([milestone.after] if milestone.after else [], others, "milestone")
            with at("rule"):
                check_known([milestone.rule] if milestone.rule else [], rules, "rule")


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
    for name in ("categories", "topics", "partners", "bodies", "provisions", "questions", "silences", "milestones"):
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
            with at("bodies"):
                check_known(partner.bodies, (body.key for body in charter.bodies), "body")
    if not charter.bodies:
        with at("bodies"):
            raise DataError("there is none; a charter needs at least one body that meets")
    for body in charter.bodies:
        with at("bodies", body.key):
            _check_body(body, charter)
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
    for provision in charter.provisions:
        with at("provisions", provision.key):
            for name in ("clause", "title", "text"):
                check_words(getattr(provision, name), name)
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
            _check_milestone(milestone)
    _check_reckoned(charter)
    with at("scope"):
        check_unique(charter.scope, "matter")

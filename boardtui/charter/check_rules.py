"""What must be true of a rule of decision before anybody may be counted by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from boardtui.charter.explain import DataError, convert
from boardtui.charter.rule import Counting, Override, Ratification, Reading, Rule
from boardtui.charter.spelling import at, check_key, check_known, check_unique, check_words, fraction

COUNTING = tuple(field.name for field in msgspec.structs.fields(Counting))


VOTE_NEEDS = (
    "a rule decided by vote says out of whom votes are counted (base), the fraction needed (threshold) and the majority "
    "(compare)"
)


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
                raise DataError(f"it is missing; {VOTE_NEEDS}")
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


def check_rule(rule: Rule, partners: Iterable[str], topics: Iterable[str], seats: Iterable[str] | None = None) -> None:
    """A rule can be counted, cites its clause, and so do its other readings; ``seats`` are the body's, where known."""
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
    _check_condition(rule)
    if rule.ratification is not None:
        with at("ratification"):
            check_ratification(rule.ratification, partners)
    with at("readings"):
        check_unique((reading.key for reading in rule.readings), "reading")
    for reading in rule.readings:
        with at("readings", reading.key):
            check_key(reading.key)
            check_words(reading.title, "title")
            if not reading.changes and not reading.overrides and not reading.narrows:
                raise DataError("it changes nothing; give it changes, overrides or who is left out, or take it out")
            read_as(rule, reading)
            check_overrides(reading.overrides, partners, topics)
            with at("left_out"):
                check_unique(reading.left_out, "seat")
                if seats is not None:
                    check_known(reading.left_out, seats, "seat")


def _check_condition(rule: Rule) -> None:
    """What is said of a condition, and of answers in writing, belongs to a rule that has one."""
    for name in ("condition_for", "met_by"):
        if getattr(rule, name) and not rule.precondition:
            with at(name):
                raise DataError("the rule has no condition that this could be about; add one, or take it out")
    with at("left_open"):
        if rule.left_open and not rule.defined:
            raise DataError("the memorandum names no way of deciding here, so the whole of it is open; take it out")
    with at("met_in"):
        if rule.met_in and rule.met_by not in ("consensus", "no_consensus"):
            raise DataError("a body is named whose book nobody looks into; say in met_by what to look for there")
    with at("by_letter"):
        if rule.by_letter and (rule.method, rule.unit) != ("vote", "partner"):
            raise DataError("only partners answer in writing; make it a vote of partners, or take it out")


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

"""Which rule a motion's requirement asks for, and how a rule is written as a requirement."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.charter.rule import Base, Compare, Counting, Rule
from boardtui.charter.words import what_it_asks
from boardtui.meeting.counting.needed import TallyError, parse_threshold

# What exports write, as the minutes have it, and what those of earlier versions wrote.
_BASES: dict[Base, str] = {
    "cast": "the votes cast for and against|the votes cast",
    "eligible": "all eligible (?:members|partners)|all eligible",
    "present": "the eligible (?:members|partners) present|those present",
}
_OF_WHOM = "|".join(f"(?P<{base}>{texts})" for base, texts in _BASES.items())
_OWN = re.compile(rf"(?:(?P<compare>more than|at least) (?P<share>[0-9]+/[0-9]+|half|1) of|all) (?:{_OF_WHOM})")
_ALL = re.compile("all eligible (?:members|partners)")
_CONSENSUS = {
    "consensus: no objection is maintained": "no_objection",
    "consensus: everybody entitled to take part agrees": "unanimous",
    "consensus: nobody objects": "no_objection",
    "consensus: all agree": "unanimous",
}
_OF_CAST = r"(?: (?:super)?majority)?(?: of (?:the |all )?votes(?: cast)?)?"
_SIMPLE = re.compile(rf"(?:an? )?(?:(?:simple |ordinary )?majority(?: vote)?|more than (?:half|1/2|50 ?%)){_OF_CAST}")
_SHARES = {"2/3": r"(?:two[- ]thirds?|2/3|⅔)", "3/4": r"(?:three[- ](?:quarters?|fourths?)|3/4|¾|75 ?%)"}


class Required(NamedTuple):
    """The rule, and whether it says all that the requirement's words say."""

    rule: Rule
    understood: bool


def rule_for(requirement: str) -> Required:
    """The rule that the words ask for; without any, and where they cannot be read, a majority of the votes cast."""
    text = " ".join(requirement.casefold().split()).rstrip(".")
    if text in _CONSENSUS:
        return Required(_consensus(text), True)
    if _ALL.fullmatch(text):
        return Required(_vote("at_least", "1", "eligible"), True)
    own = _OWN.fullmatch(text)
    if own is not None and (own["share"] == "half" or _fraction(own["share"] or "1")):
        base = next(base for base in _BASES if own[base])
        share = {"half": "1/2", None: "1"}.get(own["share"], own["share"])
        return Required(_vote("more_than" if own["compare"] == "more than" else "at_least", share, base), True)
    for share, pattern in _SHARES.items():
        if re.search(rf"(?<![0-9/]){pattern}(?![0-9/])", text):
            compare: Compare = "more_than" if "more than" in text else "at_least"
            exact = re.fullmatch(rf"(?:an? )?(?:at least |more than )?(?:an? )?{pattern}{_OF_CAST}", text)
            return Required(_vote(compare, share, "cast"), exact is not None)
    return Required(_vote("more_than", "1/2", "cast"), not text or _SIMPLE.fullmatch(text) is not None)


def requirement_of(counting: Counting) -> str:
    """The rule in the words of the minutes, which ``rule_for`` reads back."""
    if counting.method == "vote" and counting.threshold in ("1", "1/1") and counting.compare == "more_than":
        whom = what_it_asks(replace(counting, compare="at_least"))
        return f"more than 1 of {whom.removeprefix('all ') if whom.startswith('all the ') else whom}"
    return what_it_asks(counting)


def _vote(compare: Compare, threshold: str, base: Base) -> Rule:
    known = {("more_than", "1/2", "cast"): "as-recorded", ("at_least", "2/3", "cast"): "two-thirds"}
    known["at_least", "3/4", "cast"] = "three-quarters"
    made = f"{compare.replace('_', '-')}-{threshold.replace('/', '-')}-{base}"
    rule = Rule(
        key=known.get((compare, threshold, base), made),
        title="",
        clause="as recorded",
        method="vote",
        base=base,
        threshold=threshold,
        compare=compare,
        no_category="eligible",
    )
    text = requirement_of(rule)
    return Rule(**{**{name: getattr(rule, name) for name in Rule.__struct_fields__}, "title": text.capitalize()})


def _consensus(words: str) -> Rule:
    test = _CONSENSUS[words]
    title = next(text for text, each in _CONSENSUS.items() if each == test)  # as exports write it now
    return Rule(
        key="consensus" if test == "no_objection" else "consensus-of-all",
        title=title.capitalize(),
        clause="as recorded",
        method="consensus",
        consensus="unanimous" if test == "unanimous" else "no_objection",
        no_category="eligible",
    )


def _fraction(text: str) -> bool:
    try:
        parse_threshold(text)
    except TallyError:
        return False
    return True

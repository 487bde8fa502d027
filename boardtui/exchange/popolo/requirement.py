"""Which rule a motion's requirement asks for, and how a rule is written as a requirement."""

from __future__ import annotations

import re
from typing import NamedTuple

from boardtui.charter.model import Base, Compare, Counting, Rule
from boardtui.meeting.counting.tally import TallyError, parse_threshold

_BASES: dict[str, Base] = {"the votes cast": "cast", "all eligible": "eligible", "those present": "present"}
_SCOPES = {base: text for text, base in _BASES.items()}
_OWN = re.compile(rf"(more than|at least) ([0-9]+/[0-9]+|1) of ({'|'.join(_BASES)})")
_CONSENSUS = {"consensus: nobody objects": "no_objection", "consensus: all agree": "unanimous"}
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
    own = _OWN.fullmatch(text)
    if own is not None and _fraction(own[2]):
        return Required(_vote("at_least" if own[1] == "at least" else "more_than", own[2], _BASES[own[3]]), True)
    for share, pattern in _SHARES.items():
        if re.search(rf"(?<![0-9/]){pattern}(?![0-9/])", text):
            compare: Compare = "more_than" if "more than" in text else "at_least"
            exact = re.fullmatch(rf"(?:an? )?(?:at least |more than )?(?:an? )?{pattern}{_OF_CAST}", text)
            return Required(_vote(compare, share, "cast"), exact is not None)
    return Required(_vote("more_than", "1/2", "cast"), not text or _SIMPLE.fullmatch(text) is not None)


def requirement_of(counting: Counting) -> str:
    """The rule in words that ``rule_for`` reads back."""
    if counting.method == "consensus":
        return next(text for text, test in _CONSENSUS.items() if test == counting.consensus)
    compare = "more than" if counting.compare == "more_than" else "at least"
    return f"{compare} {counting.threshold} of {_SCOPES[counting.base or 'cast']}"


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
    return Rule(
        key="consensus" if test == "no_objection" else "consensus-of-all",
        title=words.capitalize(),
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

"""Settings of a rule as they are typed after --under: how it counts, and whose word its decisions then need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from boardtui.charter.check_rules import check_counting, check_ratification
from boardtui.charter.explain import DataError, convert, shown
from boardtui.charter.rule import Counting, Ratification
from boardtui.charter.settings import SETTINGS
from boardtui.charter.words import value_words
from boardtui.errors import UserError

FIELDS = Counting.__struct_fields__
SHARE = frozenset({"base", "threshold", "compare"})
ASKS = tuple(f"ratification.{name}" for name in Ratification.__struct_fields__)
ASSUMED = "as assumed"
"""What stands for the clause where it is only the command line that says whose word is asked."""
_IN_THE_ROOM = {"where": "", "places": {}, "checklist": (), "when": "always"}


class UnderError(UserError, ValueError):
    """What stands after --under is no rule, no reading and no charter; one sentence with the remedy."""


@dataclass(frozen=True)
class Settings:
    """What is changed in every rule: fields of the counting, and fields of the ratification, or that nobody is asked.

    ``title`` says it in words.
    """

    counting: dict[str, str] = field(default_factory=dict)
    asks: dict[str, Any] = field(default_factory=dict)
    nobody: bool = False
    title: str = ""

    def ratification(self, held: Ratification | None) -> Ratification | None:
        """Whose word a rule's decisions need with these settings; DataError where they do not go together."""
        if self.nobody:
            return None
        if not self.asks:
            return held
        changes = {"clause": ASSUMED, **self.asks}
        if changes.get("form") == "in_common":
            changes = {**_IN_THE_ROOM, **changes}
        if changes.get("who", "named") != "named":
            changes = {"partners": (), **changes}
        ratification = msgspec.structs.replace(held or Ratification(), **changes)
        check_ratification(ratification, (*ratification.partners, *ratification.places))
        return ratification


def settings_of(text: str) -> Settings:
    """Settings such as base=present,ratification.who=all, what is not named staying as the rules have it.

    Raises:
        UnderError: one of them is none, has no such value, or does not go with the others.
    """
    given = _given(text)
    counting = {name: value for name, value in given.items() if name in FIELDS}
    nobody = given.get("ratification") == "none"
    asks = {name.partition(".")[2]: value for name, value in given.items() if name in ASKS}
    if nobody and asks:
        raise UnderError("Where ratification=none, nobody is asked; take the other ratification settings out.")
    _check_counting(counting)
    meant = _asks(asks)
    changes: dict[str, Any] = {**counting, **{f"ratification.{name}": value for name, value in meant.items()}}
    if nobody:
        changes["ratification"] = None
    voters = f"{counting['unit']}s" if "unit" in counting else "members or partners"
    texts = [f"{SETTINGS[name].title}: {value_words(name, value, voters=voters)}" for name, value in changes.items()]
    return Settings(counting, meant, nobody, "; ".join(texts))


def _given(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for part in filter(str.strip, text.split(",")):
        name, equals, value = (word.strip() for word in part.partition("="))
        if not equals or name not in (*FIELDS, "ratification", *ASKS):
            raise UnderError(
                f"{shown(part)} is no setting of a rule; the settings are {', '.join(FIELDS)}, ratification=none, "
                f"{', '.join(ASKS)}."
            )
        if name in values:
            raise UnderError(f"The setting {name} is given twice; leave one out.")
        if name == "ratification" and value != "none":
            raise UnderError(f"ratification={value[:40]} says too little: write ratification=none, or {ASKS[0]}=all.")
        values[name] = value
    return values


def _check_counting(changes: dict[str, str]) -> None:
    whole = {"method": "vote", "base": "eligible", "threshold": "1/2", "compare": "more_than"}
    try:
        counting = convert({**whole, **changes}, Counting)
        if counting.method == "vote":
            check_counting(counting)
    except DataError as wrong:
        raise UnderError(f"--under {' → '.join(wrong.place)}: {wrong.reason}.") from None
    if counting.method == "consensus" and (SHARE | {"withdrawn"}) & changes.keys():
        raise UnderError("A consensus has no base, threshold, compare or withdrawn; take them out of --under.")


def _asks(typed: dict[str, str]) -> dict[str, Any]:
    """The fields of a ratification as they are meant: lists have + between, places a colon after the partner."""
    read: dict[str, Callable[[list[str]], Any]] = {"partners": tuple, "checklist": tuple, "places": _places}
    fields: dict[str, Any] = dict(typed)
    for name in read.keys() & typed.keys():
        texts = [word.strip() for word in typed[name].split("+")]
        if not all(texts):
            raise UnderError(f"ratification.{name} has an empty word between two +, or is empty.")
        fields[name] = read[name](texts)
    if "partners" in fields:
        fields.setdefault("who", "named")
    try:
        whole = convert({"partners": ["anybody"], "who": "named", **fields}, Ratification)
    except DataError as wrong:
        raise UnderError(f"--under ratification.{' → '.join(wrong.place)}: {wrong.reason}.") from None
    meant = {name: getattr(whole, name) for name in fields}
    try:
        Settings(asks=meant).ratification(Ratification(who="named", partners=("anybody",)))
    except DataError as wrong:
        raise UnderError(f"--under ratification: {wrong.reason}.") from None
    return meant


def _places(words: list[str]) -> dict[str, str]:
    places: dict[str, str] = {}
    for word in words:
        partner, colon, place = (part.strip() for part in word.partition(":"))
        if not colon or not place:
            raise UnderError(
                f"ratification.places has {shown(word)}; write each partner with its place, as county:Cabinet."
            )
        places[partner] = place
    return places

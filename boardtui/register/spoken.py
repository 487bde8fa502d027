"""The settings of rules and terms of reference in words: their names, their values, and their choices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boardtui.charter.model import Quorum
from boardtui.charter.words import PROXIES, most_words, year_words

NOT_DEFINED = "not defined"

LABELS = {
    "method": "way of deciding",
    "unit": "votes are counted by",
    "base": "share is taken of",
    "compare": "compared as",
    "withdrawn": "withdrawn members",
    "no_category": "members without a category",
    "consensus": "consensus test",
    "defined": "in the memorandum",
    "binds": "binding",
    "topics": "elements",
    "follows": "what follows when carried",
    "otherwise": "what follows when not carried",
    "approval": "who else must approve",
    "ratification": "whose word is followed up",
    "verb": "said of it in the minutes",
    "remote": "who attends remotely",
    "casting_vote": "casting vote",
    "proxies_most": "proxies that one person may hold",
    "proxies_present": "whoever votes by proxy",
    "proxies_conflicted": "a holder with an interest",
    "year_begins": "year in which meetings are counted",
}
WORDS: dict[str, dict[Any, str]] = {
    "method": {"vote": "vote", "consensus": "consensus"},
    "unit": {"member": "member", "partner": "partner"},
    "base": {"eligible": "all eligible", "present": "eligible and present", "cast": "votes for and against"},
    "compare": {"at_least": "at least", "more_than": "more than"},
    "withdrawn": {"in_base": "stay in the base", "out_of_base": "leave the base"},
    "no_category": {"eligible": "may vote", "not_eligible": "may not vote"},
    "consensus": {"no_objection": "no objection is maintained", "unanimous": "all who may vote are for"},
    "defined": {True: "stated", False: "not defined there, this is a stand-in"},
    "binds": {True: "binding", False: "not binding"},
    "deputies": {"may_vote": "may vote", "may_not_vote": "may not vote"},
    "remote": {"may_vote": "may vote", "may_not_vote": "may not vote"},
    "casting_vote": {"none": "none", "chair": "the chair has one"},
    "proxies": dict(PROXIES),
    "proxies_present": {"count": "counts as present", "do_not_count": "does not count as present"},
    "proxies_conflicted": {"may_vote": "still votes for the member", "may_not_vote": "does not vote for the member"},
    "written": {"allowed": "allowed", "not_allowed": "not allowed"},
    "urgent": {"allowed": "allowed", "not_allowed": "not allowed"},
}


def label(field: str) -> str:
    """What a setting is called."""
    return LABELS.get(field, field.replace("_", " "))


def said(field: str, value: Any) -> str:
    """The value of a setting in words; what nothing says is "not defined"."""
    if field == "topics":
        return "any" if value is None else all_of(value)
    if value is None or value == "":
        return NOT_DEFINED
    if field == "proxies_most":
        return most_words(value)
    if field == "year_begins":
        return year_words(value)
    return WORDS.get(field, {}).get(value, str(value))


def quorum_words(quorum: Quorum | None) -> str:
    """A quorum in words."""
    if quorum is None:
        return NOT_DEFINED
    parts = [] if quorum.number is None else [f"{quorum.number} members"]
    if quorum.fraction:
        more = "more than " if quorum.compare == "more_than" else ""
        parts.append(f"{more}{quorum.fraction} of {'all seats' if quorum.of == 'seats' else 'the members'}")
    parts += [f"with {all_of(quorum.seats)}"] if quorum.seats else []
    parts += [f"one of each of {all_of(quorum.categories)}"] if quorum.categories else []
    parts += [f"somebody who is {role}" for role in quorum.roles]
    return all_of(parts) + ("" if quorum.conflicted_count else ", withdrawn members not counted")


def all_of(words: Iterable[str]) -> str:
    """Several things in one phrase."""
    found = list(words)
    return ", ".join(found[:-1]) + " and " + found[-1] if len(found) > 1 else "".join(found)

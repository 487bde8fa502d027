"""Phrases of the house by a short word: those that come with the program, and what config.toml adds, changes or takes away."""

from __future__ import annotations

import re
from collections.abc import Mapping

from boardtui.charter.exclusion import ground_words
from boardtui.charter.model import BodyCharter
from boardtui.charter.words import bare

SHIPPED = {
    "noted": "The {body} noted the report.",
    "received": "The {body} received the report.",
    "approved": "The {body} approved the recommendations of the report.",
    "agreed": "The {body} agreed the recommendations of the report.",
    "resolved": "The {body} {resolved} that",
    "assurance": "The {body} took assurance from the report.",
    "deferred": "The item was deferred to the next meeting.",
    "apologies": "Apologies for absence were received from",
    "interests": "No further interest was declared.",
    "minutes": "The minutes of the last meeting were approved as a correct record.",
    "matters": "There were no matters arising that are not on the agenda.",
    "update": "An update will be brought to the next meeting.",
    "comment": "The {body} thanked the questioner and noted the comment.",
    "exclusion": "The {body} {resolved} that the public be excluded from the remainder of the meeting {ground}.",
    "readmitted": "The public was readmitted.",
    "other": "There was no other business.",
}
"""The short words and what they stand for."""
PLACES = ("body", "resolved", "ground")
"""What may stand in braces: the body's name, what it may be said to have done, and the ground for excluding the public."""
LONGEST, LONGEST_WORD = 1000, 20  # characters
_WORD = re.compile(r"[^\W\d_][\w-]*")
_PLACE = re.compile(r"\{([^{}]*)\}")


def fault(phrases: Mapping[str, str]) -> str:
    """What is wrong with these phrases and what to write instead, as the end of a sentence; empty where nothing is."""
    words: dict[str, str] = {}
    for word, text in phrases.items():
        about = f"phrases, {word[:40]!r},"
        if word_fault(word):
            return f"{about} must be one word of 2 to {LONGEST_WORD} letters; write for example noted"
        if (other := words.setdefault(word.casefold(), word)) != word:
            return f"{about} is the same word as {other[:40]!r}; remove one of them"
        if len(text) > LONGEST or not text.isprintable():
            return f"{about} must be at most {LONGEST} visible characters on one line; shorten it, or leave it empty for none"
        for place in _PLACE.findall(text):
            if place not in PLACES:
                return f"{about} has {{{place[:40]}}}, which stands for nothing; there are {_all_places()}"
        if "{" in (rest := _PLACE.sub("", text)) or "}" in rest:
            return f"{about} has a brace that names no place; there are {_all_places()}"
    return ""


def written(own: Mapping[str, str]) -> dict[str, str]:
    """Every phrase by its word as it is written in config.toml, with its places in braces; empty: taken away."""
    return {**SHIPPED, **{word.casefold(): text for word, text in own.items()}}


def with_phrase(own: Mapping[str, str], word: str, text: str) -> dict[str, str]:
    """The phrases of config.toml with this one for a word.

    A shipped phrase put back to what it was is named there no more, nor is one of the house without a text; a shipped one
    without a text is taken away by its empty text.
    """
    kept = {name: phrase for name, phrase in own.items() if name.casefold() != word.casefold()}
    key = word.casefold() if word.casefold() in SHIPPED else word
    return kept if text == SHIPPED.get(key, "") else {**kept, key: text}


def word_fault(word: str) -> bool:
    """Whether a phrase cannot have this word."""
    return not _WORD.fullmatch(word) or not 1 < len(word) <= LONGEST_WORD


def phrases_of(own: Mapping[str, str], body: str, charter: BodyCharter) -> dict[str, str]:
    """Every phrase by its word, in small letters, with its places filled in.

    Args:
        own: those of config.toml, in which ``fault`` found nothing wrong: another text in place of a shipped one, none to
            take it away, or further ones. One that is no whole sentence ends with a blank, and is gone on with.
        body: the body's name.
        charter: whether its decisions bind, and the terms of reference, which may name the ground for excluding the public.
    """
    binds = charter.binds or any(rule.binds for rule in charter.rules)
    filled = {
        "body": bare(body),
        "resolved": "resolved" if binds else "agreed",
        "ground": ground_words(charter.terms, charter.terms.exclusion or "admission_act"),
    }
    said = {word: _PLACE.sub(lambda place: filled[place[1]], text.strip()) for word, text in written(own).items()}
    return {word: text if text[-1] in ".!?" else f"{text} " for word, text in said.items() if text}


def _all_places() -> str:
    return ", ".join(f"{{{place}}}" for place in PLACES)

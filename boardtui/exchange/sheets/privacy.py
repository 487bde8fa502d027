"""The words by which an agenda says that a part of the meeting, or an item, is not for the public."""

from __future__ import annotations

import re
from typing import Literal

Privacy = Literal["private", "public", "doubtful"]

_PART = r"(?:part|section|agenda|session)"
_PRIVATE = re.compile(
    rf"\b(?:private|confidential(?:ity|ly)?|confidence|in committee|in camera|exempt|reserved|restricted|closed"
    rf"|{_PART} (?:2|ii|two|b)|not (?:for publication|in public|open to the public|public)|non-public"
    r"|exclu(?:sion|ding|de|ded) (?:of )?(?:the )?(?:press|public|media)"
    r"|(?:press|public|media) (?:is |are |were |was |(?:will |shall |to )?be )?excluded"
    r"|(?:press|public|media) (?:may|will|shall|must|can|are|is|were)"
    r" (?:not|be (?:asked|required|invited|requested) to|leave|withdraw)"
    r"|(?:official|commercial(?:ly)?)[ :–—-]{1,3}sensitive"
    r"|(?:members|directors|governors|trustees) only)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    rf"\b(?:{_PART} (?:1|i|one|a)|in public|public(?: and| &|/|,) ?\w+|(?:public|open) (?:{_PART}|meeting|items?|business))\b"
    r"|^\W*(?:public|open)\W*$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|non)[ -](?:in |open to the )?public\b", re.IGNORECASE)
_EXCLUDES = re.compile(
    r"\bexclu(?:sion|ding|de) (?:of )?(?:the )?(?:press|public|media)\b"
    r"|\b(?:press|public) (?:is |are |(?:will |shall |to )?be )?excluded\b",
    re.IGNORECASE,
)
# In the title of an item "closed" and "reserved" mostly speak of something else ("Closed actions", "Reserved matters").
_OF_AN_ITEM = re.compile(
    rf"\b(?:private|confidential|in confidence|in committee|in camera|exempt|restricted|closed {_PART}"
    rf"|{_PART} (?:2|ii|two|b)|not for publication)\b",
    re.IGNORECASE,
)


_NAMES_A_PART = re.compile(
    rf"\b{_PART} (?:2|ii|two|b)\b|\b(?:private|closed|confidential|reserved) {_PART}\b|\bin (?:private|camera|committee)\b",
    re.IGNORECASE,
)


_FOLLOWING = re.compile(r"\b(?:follow\w*|below|remain\w*|rest|items)\b", re.IGNORECASE)
_SPACED = re.compile(r"\b(?:[A-Z] ){3,}[A-Z]\b")
_HEADS_A_PART = re.compile(
    rf"\b{_PART} (?:1|2|i|ii|one|two|a|b)\b|\b(?:public|open|private|closed|confidential|reserved|exempt|restricted)"
    rf" (?:{_PART}|meeting|items?|business|matters)\b|\bin (?:private|camera|committee|public)\b"
    r"|^private and confidential\b|\b(?:press|public)\b.*\bexclu|\bexclu.*\b(?:press|public)\b",
    re.IGNORECASE,
)


def privacy_of_section(text: str) -> Privacy | None:
    """What a heading, a bold line or a row that parts an agenda says of all that follows it; None where nothing."""
    text = _close(text)
    hidden = _PRIVATE.search(text) is not None
    if hidden and _PUBLIC.search(_NOT.sub("", text)):
        return "doubtful"
    if hidden:
        return "private"
    return "public" if _PUBLIC.search(text) else None


def _close(text: str) -> str:
    """Words as they are meant where their letters are set apart: P R I V A T E."""
    return _SPACED.sub(lambda word: word[0].replace(" ", ""), text)


def excludes_the_public(title: str) -> bool:
    """Whether an item is the resolution to exclude the public, so that what follows it is likely private."""
    return _EXCLUDES.search(title) is not None


def speaks_of_what_follows(line: str) -> bool:
    """Whether a line below an item that sounds private may be said of the items below it as well."""
    return begins_a_private_part(line) or _FOLLOWING.search(line) is not None


def begins_a_private_part(title: str) -> bool:
    """Whether an item may be the heading of a private part, so that what follows it is as doubtful as it is."""
    return excludes_the_public(title) or _NAMES_A_PART.search(_close(title)) is not None


def names_a_part(line: str) -> bool:
    """Whether a line by itself is the heading of a part of the meeting, and not a mark on the item above it."""
    return _HEADS_A_PART.search(_close(line)) is not None


def sounds_private(title: str) -> bool:
    """Whether the words of an item itself make it doubtful that it is public."""
    return _OF_AN_ITEM.search(_close(title)) is not None

"""Standing items of an agenda: which of them an item is, so that the minutes of it say what such an item is there for."""

from __future__ import annotations

import re

from boardtui.meeting.entries.parts import AgendaItem, ItemKind

_TITLES: tuple[tuple[ItemKind, str], ...] = (
    (
        "interests",
        r"(declarations?|conflicts?|register) of( members[’']?)? (\w+ )?interests?|interests? (to declare|declared)",
    ),
    ("private", r"exclusion of (the )?(press and )?public|exclude the (press|public)"),
    ("other_business", r"any other (urgent |competent )?(business|matters?)|^(aob|a\.o\.b\.?)$|other business"),
    ("actions", r"matters arising|action (log|list|tracker|points?)|(actions|follow-up) from"),
    (
        "minutes",
        r"minutes (of|from)|^(the )?minutes$|(approval|signing) of (the )?minutes|(draft|previous|last) minutes"
        r"|record of the (last|previous)",
    ),
    ("questions", r"questions? from (the |members of the )*(public|press)|public questions?|public participation"),
    ("next_meeting", r"(date|time|dates?) (and \w+ )*of (the )?next meetings?|^next meetings?$"),
    ("welcome", r"^(chair[’']?s? )?(welcome|introductions?|opening)"),
    ("apologies", r"apologies"),
)


KINDS: dict[ItemKind, str] = {
    "": "an ordinary item",
    "welcome": "welcome",
    "apologies": "apologies",
    "interests": "declarations of interest",
    "minutes": "minutes of the last meeting",
    "actions": "matters arising and action log",
    "questions": "questions from the public",
    "other_business": "any other business",
    "private": "exclusion of the public",
    "next_meeting": "next meeting",
}


def standing_item(item: AgendaItem) -> ItemKind:
    """Which standing item it is: as corrected, else as its title tells."""
    return kind_of(item.title) if item.standing is None else item.standing


def kind_of(title: str) -> ItemKind:
    """The kind of standing item that a title names; empty where it names none."""
    text = " ".join(title.casefold().split())
    return next((kind for kind, pattern in _TITLES if re.search(pattern, text)), "")

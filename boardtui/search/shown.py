"""What was found, in words: as the columns of a table, and as data."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from boardtui.meeting.plain import plain
from boardtui.search.query import Found
from boardtui.search.things import TAKEN_BACK, Thing

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(found: Found) -> str:
    """The day: 26 Nov 2026; as it is written where it is none."""
    try:
        day = datetime.date.fromisoformat(found.thing.day)
    except ValueError:
        return plain(found.thing.day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def outcome_words(thing: Thing) -> str:
    """What became of it."""
    return thing.outcome.replace("_", " ")


def marks(thing: Thing) -> str:
    """What must be said before its words: that it was taken back, or is confidential."""
    taken = "taken back: " if thing.outcome == TAKEN_BACK else ""
    return taken + ("confidential: " if thing.confidential else "")


def what(thing: Thing) -> str:
    """Its kind and number."""
    return f"{thing.kind} {thing.number}".rstrip()


def facts(found: Found) -> list[tuple[str, str]]:
    """All that is known of it beside its words: names and values, without those that have none."""
    thing = found.thing
    rule = f"{thing.rule} ({thing.clause})" if thing.rule and thing.clause else thing.rule or thing.clause
    told = [
        ("Meeting", f"{found.title or found.meeting}, {day_words(found)}"),
        ("Item", thing.item),
        ("Rule", rule),
        ("Result", thing.figures),
        ("Owner", thing.owner),
        ("Due", thing.due),
    ]
    return [(name, plain(value)) for name, value in told if value]


def as_data(found: Found) -> dict[str, Any]:
    """Everything about it, for other programs."""
    thing = found.thing
    return {
        "book": found.book,
        "body": found.body,
        "meeting": found.meeting,
        "title": found.title,
        "starts": found.starts,
        "date": thing.day,
        "entry": thing.seq,
        "decided": thing.at if thing.at != thing.seq else None,
        "kind": thing.kind,
        "key": thing.key,
        "number": thing.number,
        "item": thing.item,
        "text": thing.text,
        "outcome": thing.outcome or None,
        "rule": thing.rule,
        "clause": thing.clause,
        "figures": thing.counted or None,
        "owner": thing.owner or None,
        "due": thing.due or None,
        "partners": list(thing.partners),
        "confidential": thing.confidential,
        "taken_back": thing.outcome == TAKEN_BACK,
    }


def as_line(found: Found) -> bytes:
    """The same as a line of JSON."""
    return msgspec.json.encode(as_data(found)) + b"\n"

"""What was found, in words: as the columns of a table, and as data."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from boardtui.dates import SHORT_MONTHS
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.words.safe_text import plain
from boardtui.meeting.words.value_words import ACTION
from boardtui.search.query import Match
from boardtui.search.things import CALLED, TAKEN_BACK, Thing, decided_as

_WAY = {"urgent": "urgent", "written": "in writing", "agreement": "agreement", "received": "received"}
_EFFECT = {
    "in_effect": "in effect",
    "not_in_effect": "no effect",
    "in_part": "in part",
    "not_pursued": "not pursued",
}


def day_words(found: Match) -> str:
    """The day of it: 26 Nov 2026."""
    return _in_words(found.thing.day)


def _in_words(written: str) -> str:
    """A day as people write it; as it is written where it is none."""
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        return plain(written)
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def outcome_words(thing: Thing) -> str:
    """What became of it, in a word or two: of a decision that is followed how it stands since."""
    stands = thing.standing
    if stands.effect and thing.outcome != TAKEN_BACK:
        return _EFFECT[stands.effect]
    if stands.waiting and thing.outcome != TAKEN_BACK and (stands.answered or not thing.outcome):
        return f"awaiting others, {stands.answered}" if stands.answered else "awaiting others"
    return "undone" if thing.outcome == TAKEN_BACK else _decided(thing)


def _decided(thing: Thing) -> str:
    """What was decided of it: a consensus is no vote."""
    return _outcome_name(decided_as(thing))


def _outcome_name(outcome: str) -> str:
    """What an outcome is called: carried, agreed by consensus, or of an action completed and withdrawn."""
    return ACTION.get(outcome) or OUTCOME.get(outcome) or outcome.replace("_", " ")


def filter_name(outcome: str) -> str:
    """What is found by an outcome: by that of a vote also what came to the same by consensus."""
    with_consensus = {"carried": "carried or agreed by consensus", "not_carried": "not carried or no consensus"}
    return with_consensus.get(outcome) or _outcome_name(outcome)


def marks(thing: Thing) -> str:
    """What must be said before its words: that it was taken back, or is confidential."""
    taken = "undone: " if thing.outcome == TAKEN_BACK else ""
    return taken + ("confidential: " if thing.confidential else "")


def what(thing: Thing) -> str:
    """What it is called, with its number; of a decision without a meeting how it was taken."""
    return f"{CALLED.get(thing.way) or thing.kind} {thing.number}".rstrip()


def in_short(thing: Thing) -> str:
    """The same where there is little room."""
    return _WAY.get(thing.way) or what(thing)


def beside_words(thing: Thing) -> list[str]:
    """What a reader must know beside the outcome: a casting vote, how it stands since, what was corrected."""
    casting = thing.counted.get("casting_vote")
    texts = [f"on the casting vote of the Chair ({casting})"] if casting else []
    texts += [standing_words(thing)] if standing_words(thing) else []
    return texts + [f"minutes corrected on approval: {text}" for text in thing.corrected]


def standing_words(thing: Thing) -> str:
    """Of a decision that is followed: what was decided, whose word it waits for, whether it took effect."""
    if not thing.standing.words or thing.outcome == TAKEN_BACK:
        return ""
    decided = _decided(thing) if thing.outcome not in ("", "open") else ""
    return f"{decided}; {thing.standing.words}" if decided else thing.standing.words


def _is_between(found: Match) -> bool:
    """Whether it is a decision taken, or begun, without a meeting after the one with which it stands in the book."""
    return found.thing.way in ("urgent", "written", "agreement") and found.thing.day > found.starts[:10]


def facts(found: Match) -> list[tuple[str, str]]:
    """All that is known of it beside its words: names and values, without those that have none."""
    thing = found.thing
    rule = f"{thing.rule} ({thing.clause})" if thing.rule and thing.clause else thing.rule or thing.clause
    texts = [
        (
            "After the meeting" if _is_between(found) else "Meeting",
            f"{found.title or found.meeting}, {day_words(found)}",
        ),
        ("Outcome", standing_words(thing)),
        ("What", CALLED.get(thing.way, "")),
        ("By", thing.by),
        ("Item", thing.item),
        # An issue is brought under a clause, and decided by no rule of its own.
        ("Rule" if thing.rule else "Clause", rule),
        ("Result", thing.figures),
        ("Minutes corrected on approval", "; ".join(thing.corrected)),
        ("Owner", thing.owner),
        ("Due", _in_words(thing.due)),
    ]
    return [(name, plain(value)) for name, value in texts if value]


def as_data(found: Match) -> dict[str, Any]:
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
        "by_consensus": thing.consensus,
        "rule": thing.rule,
        "clause": thing.clause,
        "figures": thing.counted or None,
        "way": thing.way or None,
        "by": thing.by or None,
        "effect": thing.standing.effect or None,
        "waiting": thing.standing.waiting,
        "answered": thing.standing.answered or None,
        "standing": thing.standing.words or None,
        "corrected": list(thing.corrected),
        "owner": thing.owner or None,
        "due": thing.due or None,
        "partners": list(thing.partners),
        "confidential": thing.confidential,
        "taken_back": thing.outcome == TAKEN_BACK,
    }


def as_line(found: Match) -> bytes:
    """The same as a line of JSON."""
    return msgspec.json.encode(as_data(found)) + b"\n"

"""A meeting with confidential business beside public, and an entry of any kind, for what may be heard of which."""

from __future__ import annotations

from typing import Any

import msgspec

from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from tests.build import convened, motion, play, record

SECRET = e.AgendaItem(item="appeal", title="An appeal", number="6")
HIDDEN = e.ConfidentialCarried(
    agenda=(SECRET,),
    issues=(e.OpenIssue("i-secret", "A dispute", parties=("ecc",)),),
    actions=(e.OpenAction("a-secret", "Settle.", "J Smith"),),
)


def private(vocabulary: int = e.VOCABULARY) -> Stretch:
    """A meeting with a confidential item, motion, issue and action beside public ones, the public present."""
    first = convened(vocabulary=vocabulary)
    board = play([first, HIDDEN, *(e.MemberArrived(member=m.key) for m in first.members)])
    record(board, e.ChairTaken(member="independent-chair"), e.MeetingOpened())
    record(board, motion("m-secret", item="appeal"), motion("m1"))
    record(board, e.ActionAgreed("a1", None, "Ask.", "J Smith"), e.IssueRaised("i1", "Beds", None, ("ecc",)))
    return board


def some(kind: type, **about: Any) -> e.AnyEntry:
    """An entry of that kind with something in every field that it must have."""
    given: dict[str, object] = {"kind": kind.__name__}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in about:
            given[field.encode_name] = about[field.encode_name]
        elif field.required:
            given[field.encode_name] = _something(kind, field.encode_name)
    return msgspec.convert(given, e.AnyEntry)


def _something(kind: type, name: str) -> object:
    known: dict[str, object] = {
        "mode": "in person",
        "items": ["capital"],
        "interest": "financial",
        "handling": "noted",
        "choice": "against",
        "outcome": "carried",
        "stage": "place",
        "status": "done",
        "history": {"decision": "d9", "text": "x"} if kind is e.DecisionReceived else {"issue": "i9", "title": "x"},
        "way": "urgent",
        "entries": [{"seq": 1}],
        "from": "2026-11-23",
        "places": 1,
        "round": 1,
        "candidates": [{"candidate": "ada", "name": "Ada"}],
        "method": "majority",
        "secret": True,
        "nil": True,
        "standing_item": "questions",
        "how": "show_of_hands" if kind is e.VotesCounted else "noted",
    }
    if name in known:
        return known[name]
    if name in ("voters", "partners", "parties", "members"):
        return ["ecc"]
    if name in ("reached", "accepts", "resolved"):
        return False
    return (
        1 if name in ("seq", "point", "for", "against", "abstain", "not_voted", "eligible", "base", "needed") else "x"
    )

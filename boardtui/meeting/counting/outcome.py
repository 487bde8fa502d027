"""What a motion can come to, and what every screen and paper calls it: a consensus is no vote that is carried or lost."""

from __future__ import annotations

from typing import Literal

from boardtui.charter.rule import Counting
from boardtui.meeting.entries.base import DecidedAs, Outcome

CameTo = Literal[
    "open", "carried", "not_carried", "for_some", "agreed", "no_consensus", "discussed", "withdrawn", "accepted"
]
OUTCOME: dict[str, str] = {
    "carried": "carried",
    "not_carried": "not carried",
    "for_some": "carried for those that concur",  # committees in common, each of which decides for its own organisation
    "agreed": "agreed by consensus",
    "no_consensus": "no consensus",
    "discussed": "discussed",
    "withdrawn": "withdrawn",
    "open": "open",
    "accepted": "accepted by the mover",
}


def decided_as(counting: Counting, outcome: Outcome) -> DecidedAs:
    """A result by the way in which it was reached."""
    if counting.method != "consensus":
        return outcome
    return "agreed" if outcome == "carried" else "no_consensus"


def count_outcome(counting: Counting, outcome: Outcome) -> str:
    """What a count gives, in a word or two."""
    return OUTCOME[decided_as(counting, outcome)]

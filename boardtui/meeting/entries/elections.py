"""The entries about choices between candidates: opened, counted round by round, declared, withdrawn."""

from __future__ import annotations

from typing import Literal

from boardtui.meeting.entries.base import Entry
from boardtui.meeting.entries.parts import Candidate, Tie

Method = Literal["most_votes", "majority"]


class ChoiceOpened(Entry, frozen=True):
    """Candidates for one or several places are put before the meeting.

    ``topic`` says who may choose: those who may vote in the body on it. ``rule`` is the clause or the terms that the
    choice rests on. With an ``issue`` it is the facilitator of that issue who is chosen.
    """

    choice: str
    item: str
    title: str
    places: int
    candidates: tuple[Candidate, ...]
    method: Method
    secret: bool
    topic: str | None = None
    rule: str = ""
    issue: str | None = None


class CandidateWithdrew(Entry, frozen=True):
    """A candidate stands no longer, before a round is counted; the rest of the choice goes on without them."""

    choice: str
    candidate: str
    reason: str = ""


class ChoiceCounted(Entry, frozen=True):
    """A round is counted: from the votes of each candidate, or from the ballots of members who choose by name.

    Of a secret ballot ``issued`` are the papers given out and ``returned`` those in the box, the spoilt ones among them.
    """

    choice: str
    round: int
    votes: dict[str, int] | None = None
    spoilt: int = 0
    ballots: dict[str, tuple[str, ...]] | None = None
    issued: int | None = None
    returned: int | None = None


class ChoiceDeclared(Entry, frozen=True):
    """What the count of a round gives: who is chosen, how equal votes were decided, or who stays in the next round."""

    choice: str
    round: int
    chosen: tuple[str, ...] = ()
    tie: Tie | None = None
    next_round: tuple[str, ...] | None = None


class ChoiceWithdrawn(Entry, frozen=True):
    choice: str
    reason: str


ChoiceEntry = ChoiceOpened | CandidateWithdrew | ChoiceCounted | ChoiceDeclared | ChoiceWithdrawn
"""What is done about a choice."""

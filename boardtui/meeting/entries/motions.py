"""The entries about motions: put, ruled on, voted on, decided, withdrawn."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from boardtui.meeting.entries.base import Choice, Entry, Outcome
from boardtui.meeting.parts import Objection


class MotionPut(Entry, frozen=True):
    """``consultation`` flags a decision that may need statutory consultation; ``answers`` is a decision received."""

    motion: str
    item: str
    text: str
    rule: str
    topic: str | None = None
    affected: tuple[str, ...] | None = None
    mover: str | None = None
    seconder: str | None = None
    issue: str | None = None
    amends: str | None = None
    follows: str | None = None
    consultation: bool = False
    answers: str | None = None


class RulingMade(Entry, frozen=True):
    """A ruling from the chair. What ``value`` holds depends on ``setting``; see meeting/rulings.py."""

    motion: str | None
    setting: str
    value: Any
    text: str
    by: str


class ConsensusDeclared(Entry, frozen=True):
    motion: str
    reached: bool
    objections: tuple[Objection, ...] = ()
    stood_aside: tuple[str, ...] = ()


class VotesRecorded(Entry, frozen=True):
    motion: str
    choice: Choice
    voters: tuple[str, ...]


class ResultDeclared(Entry, frozen=True):
    motion: str
    outcome: Outcome
    for_: int = msgspec.field(name="for")
    against: int
    abstain: int
    not_voted: int
    eligible: int
    base: int
    needed: int | None
    casting_vote: Literal["for", "against"] | None = None


class MotionWithdrawn(Entry, frozen=True):
    motion: str
    reason: str


class DissentNoted(Entry, frozen=True):
    """Once a motion is decided, a member who could vote on it asks that their vote against, or abstention, is minuted."""

    motion: str
    member: str
    choice: Literal["against", "abstain"]


MotionEntry = (
    MotionPut | RulingMade | ConsensusDeclared | VotesRecorded | ResultDeclared | MotionWithdrawn | DissentNoted
)
"""What is done about a motion while the meeting is at it."""

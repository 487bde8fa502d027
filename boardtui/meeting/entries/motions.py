"""The entries about motions: put, ruled on, voted on, decided, withdrawn."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from boardtui.meeting.entries.base import Choice, Entry, Outcome
from boardtui.meeting.entries.parts import Objection


class MotionPut(Entry, frozen=True):
    """A motion is put.

    ``consultation`` flags a decision that may need statutory consultation; ``answers`` is a decision received.
    ``as_amended`` is the whole text of the substantive motion as it will read if this amendment carries, ``covers``
    further items that the motion decides too (en bloc). ``reasons`` are those for the decision, ``delegated_to`` and
    ``by_when`` say who carries it out until when.
    """

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
    as_amended: str | None = None
    covers: tuple[str, ...] = ()
    reasons: str | None = None
    delegated_to: str | None = None
    by_when: str | None = None


class RulingMade(Entry, frozen=True):
    """A ruling from the chair. What ``value`` holds depends on ``setting``; see meeting/voting/rulings.py.

    ``in_private``: made in private and about no motion, it holds for what is dealt with in private alone, since the public
    record could not say what a public result rests on; filled in by the program.
    """

    motion: str | None
    setting: str
    value: Any
    text: str
    by: str
    in_private: bool = False


class EvidenceGiven(Entry, frozen=True):
    """What is put forward for a condition of a motion's rule, or for what came before an issue reached this body.

    Where it is a record, ``from_book`` names the book, ``from_seq`` its entry and ``from_hash`` that entry's hash.
    """

    text: str
    motion: str | None = None
    issue: str | None = None
    from_book: str | None = None
    from_hash: str | None = None
    from_seq: int | None = None


class ConsensusDeclared(Entry, frozen=True):
    motion: str
    reached: bool
    objections: tuple[Objection, ...] = ()
    stood_aside: tuple[str, ...] = ()


class VotesRecorded(Entry, frozen=True):
    motion: str
    choice: Choice
    voters: tuple[str, ...]


class VotesCounted(Entry, frozen=True):
    """Votes counted without names. ``issued`` are the ballot papers given out and ``spoilt`` those of them that do not count.

    Of voices nothing is counted: for and against are null, and ``declared`` is the outcome that the chair heard.
    """

    motion: str
    how: Literal["show_of_hands", "voice", "secret_ballot"]
    for_: int | None = msgspec.field(name="for", default=None)
    against: int | None = None
    abstain: int | None = 0
    issued: int | None = None
    spoilt: int = 0
    declared: Outcome | None = None


class ResultDeclared(Entry, frozen=True):
    """The result with its figures, which are all null where voices decided."""

    motion: str
    outcome: Outcome
    for_: int | None = msgspec.field(name="for")
    against: int | None
    abstain: int | None
    not_voted: int | None
    eligible: int | None
    base: int | None
    needed: int | None
    casting_vote: Literal["for", "against"] | None = None


class MotionWithdrawn(Entry, frozen=True):
    motion: str
    reason: str


class AmendmentAccepted(Entry, frozen=True):
    """The mover of the amended motion takes the amendment ``motion`` in, with the effect of carrying it."""

    motion: str


class DissentNoted(Entry, frozen=True):
    """Once a motion is decided, a member who could vote on it asks that their vote against, or abstention, is minuted."""

    motion: str
    member: str
    choice: Literal["against", "abstain"]


MotionEntry = (
    MotionPut | RulingMade | ConsensusDeclared | VotesRecorded | VotesCounted | ResultDeclared | MotionWithdrawn
    | AmendmentAccepted | DissentNoted
)  # fmt: skip
"""What is done about a motion while the meeting is at it."""

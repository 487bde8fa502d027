"""What one stretch of a minute book says so far: attendance, agenda, motions, issues, actions."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from boardtui.charter.model import BodyCharter, Override, Partner
from boardtui.meeting.electorate import Electorate
from boardtui.meeting.entries import (
    AgendaItem,
    AnyEntry,
    Carried,
    Choice,
    Correction,
    Handling,
    InterestType,
    MeetingNotice,
    Member,
    MinutesDue,
    Mode,
    Notice,
    Objection,
    OpenAction,
    OpenIssue,
    ReferralAnswer,
    Response,
    ResultDeclared,
    StandingInterest,
    Withheld,
)
from boardtui.meeting.growing import Log
from boardtui.meeting.parts import Asked, Consultation, OpenDecision, Point, Sending
from boardtui.meeting.tally import Tally

PUBLIC_APART = 3  # the vocabulary from which what is public is a function of public entries, with numbers of its own
Phase = Literal["none", "convened", "open", "adjourned", "closed"]
ItemStatus = Literal["waiting", "open", "done", "deferred"]
MotionStatus = Literal["open", "carried", "not_carried", "withdrawn"]
Moved = Literal["arrived", "left", "apologies", "chair"]


class Record(msgspec.Struct, frozen=True, gc=False):
    """A part of the state; replaced, never changed."""


class Stamped(Record, frozen=True):
    """An entry as it stands in the book: where, when, by whom, and whether it may be shown in public."""

    seq: int
    at: str
    by: str
    entry: AnyEntry
    confidential: bool = False


class Presence(Record, frozen=True):
    mode: Mode
    deputy: str | None
    at: str


class Movement(Record, frozen=True):
    """Somebody came, went, sent apologies or took the chair."""

    seq: int
    at: str
    member: str
    what: Moved
    mode: Mode | None = None
    deputy: str | None = None
    reason: str = ""
    item: str | None = None
    confidential: bool = False


class Proxy(Record, frozen=True):
    """The vote of a member who is away, left to a member or to a person in attendance; no item: the whole meeting."""

    seq: int
    at: str
    member: str
    holder: str | None
    person: str = ""
    item: str | None = None
    instruction: str = ""
    confidential: bool = False


class Guest(Record, frozen=True):
    name: str
    role: str
    confidential: bool = False


class Interest(Record, frozen=True):
    seq: int
    member: str
    items: tuple[str, ...]
    interest: InterestType
    nature: str
    handling: Handling
    reason: str
    confidential: bool = False
    standing: str | None = None


class Note(Record, frozen=True):
    """A note, or the paragraph drafted in its place; ``place`` is the number of the note that stood there first."""

    seq: int
    at: str
    item: str | None
    text: str
    confidential: bool = False
    place: int = 0


class Item(Record, frozen=True):
    """An agenda item and how far the meeting is with it. Times are UTC as the book has them."""

    agenda: AgendaItem
    status: ItemStatus = "waiting"
    opened_at: str | None = None
    closed_at: str | None = None
    outcome: str = ""
    outcome_confidential: bool = False
    added: bool = False


class Ruling(Record, frozen=True):
    seq: int
    at: str
    motion: str | None
    setting: str
    value: Any
    text: str
    by: str
    confidential: bool = False


class Motion(Record, frozen=True):
    """A motion with its votes. ``electorate`` is who may vote on it now, or as it stood when it was decided.

    ``votes_confidential``: somebody's vote was recorded in private, so public papers give the figures without names.
    """

    key: str
    number: str
    item: str
    text: str
    rule: str
    topic: str | None
    affected: tuple[str, ...] | None
    mover: str | None
    seconder: str | None
    issue: str | None
    amends: str | None
    follows: str | None
    put_at: str
    electorate: Electorate
    status: MotionStatus = "open"
    votes: dict[str, Choice] = {}
    votes_confidential: bool = False
    objections: tuple[Objection, ...] = ()
    stood_aside: tuple[str, ...] = ()
    result: ResultDeclared | None = None
    tally: Tally | None = None
    declared_at: str = ""
    declared_words: str = ""
    withdrawn_reason: str = ""
    notices: tuple[Notice, ...] = ()
    responses: tuple[Response, ...] = ()
    asked: Asked | None = None
    checklist: tuple[Point, ...] = ()
    sent: tuple[Sending, ...] = ()
    consultation: Consultation | None = None
    answers: str | None = None
    lapsed: str = ""
    news: bool = False
    confidential: bool = False


class Approval(Record, frozen=True):
    """The minutes of a meeting were approved: when, signed by whom, and with which corrections.

    ``corrections`` are all of them in words, ``entered`` those that were entered one by one.
    """

    meeting: str
    at: str
    signed_by: str
    corrections: tuple[str, ...]
    entered: tuple[Correction, ...] = ()
    confidential: bool = False


class State(Record, frozen=True):
    """All that a stretch of a book says. The stretch begins with MeetingConvened, which carries over what was open.

    ``decisions`` are those carried over, received from another body, or taken without a meeting; those of its own
    motions stand with them. ``owed`` is what ConfidentialCarried still has to carry over, None where the book before
    is not known. ``vocabulary`` is the version that the meeting was convened under.
    """

    book: str = ""
    vocabulary: int = 1
    phase: Phase = "none"
    held: bool = False
    meeting: str = ""
    body: str = ""
    title: str = ""
    starts: str = ""
    place: str = ""
    in_public: bool = True
    excluded: bool = False
    excluded_reason: str = ""
    opened_at: str = ""
    closed_at: str = ""
    adjournments: tuple[tuple[str, str], ...] = ()
    charter: BodyCharter = BodyCharter()
    partners: dict[str, Partner] = {}
    members: dict[str, Member] = {}
    chair: str | None = None
    present: dict[str, Presence] = {}
    apologies: dict[str, str | None] = {}
    movements: Log[Movement] = Log()
    guests: Log[Guest] = Log()
    interests: Log[Interest] = Log()
    items: dict[str, Item] = {}
    current: str | None = None
    notes: Log[Note] = Log()
    motions: dict[str, Motion] = {}
    rulings: Log[Ruling] = Log()
    overrides: tuple[Override, ...] = ()
    issues: dict[str, OpenIssue] = {}
    actions: dict[str, OpenAction] = {}
    decisions: dict[str, OpenDecision] = {}
    minutes_due: tuple[MinutesDue, ...] = ()
    approved: tuple[Approval, ...] = ()
    corrections: tuple[Correction, ...] = ()
    standing: dict[str, StandingInterest] = {}
    withheld: tuple[Withheld, ...] = ()
    meeting_notices: tuple[MeetingNotice, ...] = ()
    answers: tuple[ReferralAnswer, ...] = ()
    milestones: dict[str, str] = {}
    owed: Carried | None = None
    proxies: tuple[Proxy, ...] = ()


def open_motions(state: State) -> list[Motion]:
    """The motions that are put and not yet decided."""
    return [motion for motion in state.motions.values() if motion.status == "open"]


def member_label(state: State, key: str) -> str:
    """How a member is named: the holder of the seat, else the seat, else the key."""
    member = state.members.get(key)
    if member is None:
        return key
    return member.name or member.seat or key


def voter_label(state: State, key: str) -> str:
    """How a voter is named, whether it is a member or a partner."""
    partner = state.partners.get(key)
    if partner is not None and key not in state.members:
        return partner.name or partner.short or key
    return member_label(state, key)


def item_label(state: State, key: str | None) -> str:
    """The number of an agenda item as the agenda shows it, else its key."""
    item = state.items.get(key or "")
    if item is None:
        return key or ""
    return item.agenda.number or key or ""

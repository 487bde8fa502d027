"""What one stretch of a minute book says so far: attendance, agenda, motions, issues, actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal

import msgspec

from boardtui.charter.model import BodyCharter, Override, Partner
from boardtui.charter.words import title_of
from boardtui.meeting.counting.ballot_papers import BallotPapers
from boardtui.meeting.counting.choices import Count
from boardtui.meeting.counting.electorate import Electorate
from boardtui.meeting.counting.tally import Tally
from boardtui.meeting.entries import (
    AgendaItem,
    AnyEntry,
    Carried,
    Choice,
    Correction,
    Evidence,
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
    Outcome,
    QuestionAsked,
    ReferralAnswer,
    Response,
    ResultDeclared,
    StandingInterest,
    Withheld,
)
from boardtui.meeting.entries.elections import Method
from boardtui.meeting.entries.parts import Asked, Consultation, OpenDecision, Point, Sending, Tie
from boardtui.meeting.state.append_log import Log

PUBLIC_APART = 3  # the vocabulary from which what is public is a function of public entries, with numbers of its own
Phase = Literal["none", "convened", "open", "adjourned", "closed"]
ItemStatus = Literal["waiting", "open", "done", "deferred"]
MotionStatus = Literal["open", "carried", "not_carried", "withdrawn", "accepted"]
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
    deputy: str | None = None
    instead_of: str = ""


class Note(Record, frozen=True):
    """A note, or the paragraph drafted in its place; ``place`` is the number of the note that stood there first.

    ``questions`` are those from the public that it tells.
    """

    seq: int
    at: str
    item: str | None
    text: str
    confidential: bool = False
    place: int = 0
    questions: tuple[str, ...] = ()


class Item(Record, frozen=True):
    """An agenda item and how far the meeting is with it. Times are UTC as the book has them."""

    agenda: AgendaItem
    status: ItemStatus = "waiting"
    opened_at: str | None = None
    closed_at: str | None = None
    outcome: str = ""
    outcome_confidential: bool = False
    added: bool = False
    urgent: str = ""


class Ruling(Record, frozen=True):
    seq: int
    at: str
    motion: str | None
    setting: str
    value: Any
    text: str
    by: str
    confidential: bool = False
    in_private: bool = False


class Totals(Record, frozen=True):
    """Votes counted without names; ``lapsed`` once those who may vote are others than when they were counted."""

    at: str
    how: Literal["show_of_hands", "voice", "secret_ballot"]
    for_: int = 0
    against: int = 0
    abstain: int = 0
    issued: int | None = None
    spoilt: int = 0
    declared: Outcome | None = None
    lapsed: bool = False


class Motion(Record, frozen=True):
    """A motion with its votes. ``electorate`` is who may vote on it now, or as it stood when it was decided.

    ``votes_confidential``: somebody's vote was recorded in private, so public papers give the figures without names.
    ``uncounted``: a consensus declared after a private part, so nothing public counts who took part in it.
    ``moved_for`` and ``voted_for`` name the deputies who moved or seconded, and who voted, objected, stood aside or took
    the chair, by the key of the member; ``chair`` was in the chair when it was decided.
    ``dissents`` are those who asked after the count that their vote be minuted. ``totals`` are the votes where they were
    last counted without names, and ``lapsed_counts`` the times of such counts that lapsed. ``covers`` are further items
    that it decides. ``text`` is how it reads; where amendments took effect, ``put_as`` is how it was put, and
    ``amended_by`` are they. ``as_amended`` is how the motion that it amends reads with it.
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
    uncounted: bool = False
    totals: Totals | None = None
    lapsed_counts: tuple[str, ...] = ()
    objections: tuple[Objection, ...] = ()
    stood_aside: tuple[str, ...] = ()
    result: ResultDeclared | None = None
    tally: Tally | None = None
    declared_at: str = ""
    withdrawn_reason: str = ""
    dissents: dict[str, Choice] = {}
    as_amended: str | None = None
    put_as: str = ""
    amended_by: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    reasons: str = ""
    delegated_to: str = ""
    by_when: str = ""
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
    moved_for: dict[str, str] = {}
    voted_for: dict[str, str] = {}
    chair: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Round(Record, frozen=True):
    """A round of a choice as it was counted, and how equal votes in it were decided; ``papers`` of a secret ballot."""

    round: int
    at: str
    count: Count
    tie: Tie | None = None
    declared: bool = False
    papers: BallotPapers | None = None


class Election(Record, frozen=True):
    """A choice between candidates. ``staying`` are those of the round that is not yet declared, by key.

    ``withdrew`` are those who stand no longer, in the order in which they said so.
    """

    key: str
    item: str
    title: str
    places: int
    candidates: dict[str, str]
    method: Method
    secret: bool
    topic: str | None
    rule: str
    issue: str | None
    staying: tuple[str, ...]
    round: int = 1
    rounds: tuple[Round, ...] = ()
    status: Literal["open", "declared", "withdrawn"] = "open"
    chosen: tuple[str, ...] = ()
    withdrawn_reason: str = ""
    confidential: bool = False
    withdrew: tuple[str, ...] = ()

    def names(self, keys: Iterable[str]) -> str:
        """Candidates by name, as a list."""
        named = [self.candidates.get(key, key) for key in keys]
        return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))


class Approval(Record, frozen=True):
    """The minutes of a meeting were approved: when, signed by whom, and with which corrections.

    ``corrections`` are all of them in words, ``entered`` those that were entered one by one; ``title`` is the meeting's.
    ``signs`` is who signs in words, as the meeting that approved them knows it: a seat may have had another holder before,
    and a deputy may act in it.
    """

    meeting: str
    at: str
    signed_by: str
    corrections: tuple[str, ...]
    entered: tuple[Correction, ...] = ()
    confidential: bool = False
    title: str = ""
    signs: str = ""


class State(Record, frozen=True):
    """All that a stretch of a book says. The stretch begins with MeetingConvened, which carries over what was open.

    ``decisions`` are those carried over, received from another body, or taken without a meeting; those of its own
    motions stand with them. ``owed`` is what ConfidentialCarried still has to carry over, None where the book before
    is not known. ``vocabulary`` is the version that the meeting was convened under. ``was_excluded``: the public is or
    was excluded from it.
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
    excluded_for: tuple[str, ...] = ()
    was_excluded: bool = False
    convened_at: str = ""
    opened_at: str = ""
    closed_at: str = ""
    called_off: str = ""
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
    choices: dict[str, Election] = {}
    questions: dict[str, QuestionAsked] = {}

    @property
    def is_running(self) -> bool:
        """Whether the meeting is convened, and neither closed nor called off."""
        return self.phase not in ("none", "closed")


def filled_seats(state: State) -> int:
    """How many seats somebody holds: those of whom members can be present."""
    return sum(not member.vacant for member in state.members.values())


def seat_numbers(state: State) -> dict[str, str]:
    """The number of each seat by its key, as it is shown everywhere and typed: its place in the order of the register.

    It is the seat's own, whoever holds it, comes or goes, and whatever is voted on. All have as many digits.
    """
    digits = len(str(len(state.members)))
    return {key: f"{number:0{digits}d}" for number, key in enumerate(state.members, 1)}


def open_motions(state: State) -> list[Motion]:
    """The motions that are put and not yet decided."""
    return [motion for motion in state.motions.values() if motion.status == "open"]


def is_undecided(state: State, item: str | None) -> bool:
    """Whether a motion on an item, or one that covers it, is not decided, which keeps the item from being closed."""
    return any(item in (motion.item, *motion.covers) for motion in open_motions(state))


def member_label(state: State, key: str) -> str:
    """How a member is named: the holder of the seat, with the seat where two have one name; else the seat, else the key."""
    member = state.members.get(key)
    if member is None:
        return key
    if member.name in _namesakes(_Members(state.members)):
        return f"{member.name} ({_place(state, member)})"
    return holder_name(state, key)


def holder_name(state: State, key: str) -> str:
    """The name of the holder of a seat alone, as it is recorded and compared; else the seat, else the key."""
    member = state.members.get(key)
    return (member.name or member.seat or key) if member else key


def acting_label(state: State, key: str) -> str:
    """Who acts in a member's seat now: the member, or the deputy who is there and for whom."""
    there = state.present.get(key)
    return for_whom(state, key, there.deputy if there else None)


def owner_label(state: State, owner: str) -> str:
    """How the owner of an action is named: by the words that were entered, or the member or partner of that key."""
    return member_label(state, owner) if owner in state.members else partner_label(state, owner)


def owner_named(state: State, words: str) -> str | None:
    """The owner of an action who is named so: a member or partner by its key, or else the words.

    None where there are no words, or where they would name somebody in other words.
    """
    words = words.strip()
    keys = [key for key in dict.fromkeys((*state.members, *state.partners)) if owner_label(state, key) == words]
    owner = keys[0] if len(keys) == 1 else words
    return owner if owner and owner_label(state, owner) == words else None


def body_title(state: State, key: str) -> str:
    """A body by its full name, as the memorandum had it when the meeting was convened; else as its key tells."""
    return state.charter.bodies.get(key) or title_of(key)


def partner_label(state: State, key: str) -> str:
    """How a partner is named; its key may also be that of a seat."""
    partner = state.partners.get(key)
    return (partner.name or partner.short or key) if partner else key


def short_label(state: State, key: str) -> str:
    """How a partner is named in brief: by its short name, where it has one."""
    partner = state.partners.get(key)
    return (partner.short or partner.name or key) if partner else key


def voter_label(state: State, motion: Motion, key: str) -> str:
    """How a voter on a motion is named: the partner, or who voted in the member's seat or could now do so."""
    if motion.electorate.unit == "partner":
        return partner_label(state, key)
    if motion.status == "open" and key not in motion.votes:
        return acting_label(state, key)
    return for_whom(state, key, motion.voted_for.get(key))


def declared_label(state: State, interest: Interest) -> str:
    """How who declared an interest is named, where a deputy did so with the member."""
    return for_whom(state, interest.member, interest.deputy)


def mover_label(state: State, motion: Motion, key: str) -> str:
    """How who moved or seconded a motion is named, where a deputy did so with the member."""
    return for_whom(state, key, motion.moved_for.get(key))


def chair_label(state: State, motion: Motion) -> str:
    """Who was in the chair when a motion was decided; empty where that is not known."""
    return for_whom(state, motion.chair, motion.voted_for.get(motion.chair)) if motion.chair is not None else ""


def acting_deputies(state: State, keys: Iterable[str | None]) -> dict[str, str]:
    """The deputies who are there now for any of these members, by the key of the member."""
    deputies = {}
    for key in keys:
        there = state.present.get(key or "")
        if there is not None and there.deputy:
            deputies[key or ""] = there.deputy
    return deputies


def acted_for(state: State, motion: Motion) -> dict[str, str]:
    """The deputies who voted on a motion, and those there now for whoever did not, objected, stood aside or has the chair.

    In a consensus that is everybody, since whoever is there takes part in it as it is declared.
    """
    asked = (*motion.electorate.voters, state.chair)
    consensus = motion.electorate.counting.method == "consensus"
    silent = [key for key in asked if consensus or key not in motion.votes]
    named = [*(objection.member for objection in motion.objections), *motion.stood_aside]
    return {**motion.voted_for, **acting_deputies(state, (*silent, *named))}


def for_whom(state: State, key: str, deputy: str | None) -> str:
    """Who acted in a member's seat: the member, or this deputy and for whom."""
    member = member_label(state, key)
    return f"{deputy} (deputy for {member})" if deputy else member


def _place(state: State, member: Member) -> str:
    """What tells a member from somebody of the same name."""
    partners = ", ".join(partner_label(state, key) for key in member.partners)
    return next(text for text in (member.seat, partners, member.key) if text and text != member.name)


class _Members:
    """The members of a state, alike where they are the same dictionary; states that follow one another share it."""

    def __init__(self, members: dict[str, Member]) -> None:
        self.members = members

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Members) and other.members is self.members

    def __hash__(self) -> int:
        return id(self.members)


@lru_cache(maxsize=16)
def _namesakes(of: _Members) -> frozenset[str]:
    """The names that more than one member has."""
    counts = Counter(member.name for member in of.members.values() if member.name)
    return frozenset(name for name, count in counts.items() if count > 1)


def item_label(state: State, key: str | None) -> str:
    """The number of an agenda item as the agenda shows it, else its key."""
    item = state.items.get(key or "")
    if item is None:
        return key or ""
    return item.agenda.number or key or ""

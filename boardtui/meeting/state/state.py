"""What one stretch of a minute book says so far: attendance, agenda, motions, issues, actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from boardtui.charter.model import BodyCharter, Partner
from boardtui.charter.rule import Override
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
    ``after_private``: declared after a private part, in which somebody may have left or been kept from voting.
    ``uncounted``: a consensus declared so, of which nothing public counts who took part in it.
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
    after_private: bool = False
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

    ``called`` is what it is: an election, or what its title or that of its item calls it. ``withdrew`` are those who
    stand no longer, in the order in which they said so.
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
    called: str = "election"

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


class SaidLater(Record, frozen=True):
    """What a meeting of a later day, which the book had already, said of an action: a date, an owner, how many words."""

    due: bool
    owner: bool
    texts: int


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
    approved_later: tuple[
        MinutesDue, ...
    ] = ()  # awaited approval at this meeting, and a later one had given it already
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
    said_later: dict[str, SaidLater] = {}

    @property
    def is_running(self) -> bool:
        """Whether the meeting is convened, and neither closed nor called off."""
        return self.phase not in ("none", "closed")

    def with_motion(self, motion: Motion) -> State:
        """The same in which that motion reads like this, or is put."""
        motions = self.motions.copy()
        motions[motion.key] = motion
        return msgspec.structs.replace(self, motions=motions)


def filled_seats(state: State) -> int:
    """How many seats somebody holds: those of whom members can be present."""
    return sum(not member.vacant for member in state.members.values())


def attendance_recorded(state: State) -> bool:
    """Whether anybody has been recorded as present: until then nobody is known to be there, or away."""
    return bool(state.present) or any(moved.what == "arrived" for moved in state.movements)


def open_motions(state: State) -> list[Motion]:
    """The motions that are put and not yet decided."""
    return [motion for motion in state.motions.values() if motion.status == "open"]


def is_undecided(state: State, item: str | None) -> bool:
    """Whether a motion on an item, or one that covers it, is not decided, which keeps the item from being closed."""
    return any(item in (motion.item, *motion.covers) for motion in open_motions(state))

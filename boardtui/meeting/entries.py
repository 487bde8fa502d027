"""The vocabulary of the minute book: one frozen class for each kind of entry, and the parts that they are made of."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import msgspec

from boardtui.charter.model import BodyCharter, Partner, StageKey
from boardtui.meeting.decision_entries import (
    AgreementSought as AgreementSought,
)
from boardtui.meeting.decision_entries import (
    ConsultationStated as ConsultationStated,
)
from boardtui.meeting.decision_entries import (
    DecisionAnswered as DecisionAnswered,
)
from boardtui.meeting.decision_entries import (
    DecisionLapsed as DecisionLapsed,
)
from boardtui.meeting.decision_entries import (
    DecisionReceived as DecisionReceived,
)
from boardtui.meeting.decision_entries import (
    DecisionReported as DecisionReported,
)
from boardtui.meeting.decision_entries import (
    DecisionSent as DecisionSent,
)
from boardtui.meeting.decision_entries import (
    DecisionTaken as DecisionTaken,
)
from boardtui.meeting.decision_entries import (
    PointMet as PointMet,
)
from boardtui.meeting.decision_entries import (
    RatificationSought as RatificationSought,
)
from boardtui.meeting.entry import (
    Choice as Choice,
)
from boardtui.meeting.entry import (
    Entry as Entry,
)
from boardtui.meeting.entry import (
    Outcome as Outcome,
)
from boardtui.meeting.parts import (
    ActionStatus as ActionStatus,
)
from boardtui.meeting.parts import (
    AgendaItem as AgendaItem,
)
from boardtui.meeting.parts import (
    Carried as Carried,
)
from boardtui.meeting.parts import (
    ConsultationStatus as ConsultationStatus,
)
from boardtui.meeting.parts import (
    Correction as Correction,
)
from boardtui.meeting.parts import (
    InterestType as InterestType,
)
from boardtui.meeting.parts import (
    IssueStep as IssueStep,
)
from boardtui.meeting.parts import (
    MeetingNotice as MeetingNotice,
)
from boardtui.meeting.parts import (
    Member as Member,
)
from boardtui.meeting.parts import (
    MinutesDue as MinutesDue,
)
from boardtui.meeting.parts import (
    Notice as Notice,
)
from boardtui.meeting.parts import (
    Objection as Objection,
)
from boardtui.meeting.parts import (
    OpenAction as OpenAction,
)
from boardtui.meeting.parts import (
    OpenDecision as OpenDecision,
)
from boardtui.meeting.parts import (
    OpenIssue as OpenIssue,
)
from boardtui.meeting.parts import (
    ReferralAnswer as ReferralAnswer,
)
from boardtui.meeting.parts import (
    Response as Response,
)
from boardtui.meeting.parts import (
    StandingInterest as StandingInterest,
)
from boardtui.meeting.parts import (
    Withheld as Withheld,
)

VOCABULARY = 2  # the version of all that stands below; raised by whoever changes it after a release: see docs/code.md

Mode = Literal["in person", "remote"]
Handling = Literal["noted", "speaks_does_not_vote", "withdraws"]


class MeetingConvened(Entry, frozen=True):
    """The meeting with everything it runs on; the first entry of its stretch of the book.

    ``vocabulary`` is the version of the vocabulary that the program which convened it knew; books of version 1 do not
    say it.
    """

    meeting: str
    body: str
    title: str
    starts: str
    place: str = ""
    public: bool = True
    charter: BodyCharter = BodyCharter()
    partners: tuple[Partner, ...] = ()
    members: tuple[Member, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    carried: Carried = Carried()
    vocabulary: Annotated[int, msgspec.Meta(ge=1, le=VOCABULARY)] = 1


class ConfidentialCarried(Entry, frozen=True):
    """Confidential agenda items and matters carried; follows MeetingConvened."""

    agenda: tuple[AgendaItem, ...] = ()
    issues: tuple[OpenIssue, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    interests: tuple[StandingInterest, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    corrections: tuple[Correction, ...] = ()
    answers: tuple[ReferralAnswer, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()


class MeetingOpened(Entry, frozen=True):
    pass


class MeetingAdjourned(Entry, frozen=True):
    reason: str


class MeetingResumed(Entry, frozen=True):
    pass


class MeetingClosed(Entry, frozen=True):
    pass


class ChairTaken(Entry, frozen=True):
    member: str
    reason: str = ""


class MemberArrived(Entry, frozen=True):
    member: str
    mode: Mode = "in person"
    deputy: str | None = None


class MemberLeft(Entry, frozen=True):
    member: str
    reason: str = ""


class ApologiesGiven(Entry, frozen=True):
    member: str
    deputy: str | None = None


class GuestAttended(Entry, frozen=True):
    name: str
    role: str = ""


class InterestDeclared(Entry, frozen=True):
    member: str
    items: tuple[str, ...]
    interest: InterestType
    nature: str
    handling: Handling
    reason: str = ""
    standing: str | None = None


class InterestRegistered(Entry, frozen=True):
    """An interest that lasts, put into the register: of a member, or of a ``person`` who holds no seat."""

    standing: str
    member: str | None
    interest: InterestType
    nature: str
    person: str = ""
    topics: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    since: str = ""
    until: str | None = None
    confidential: bool = False


class InterestReported(Entry, frozen=True):
    """An interest in the register is put before the meeting, without anybody's part in an item being touched."""

    standing: str
    text: str = ""


class InterestEnded(Entry, frozen=True):
    standing: str
    date: str
    reason: str = ""


class PaperWithheld(Entry, frozen=True):
    """Members do not get the paper of an item, of this meeting or of one that is still planned."""

    meeting: str
    item: str
    members: tuple[str, ...]
    reason: str = ""
    confidential: bool = False


class PaperReleased(Entry, frozen=True):
    """They do get it after all."""

    meeting: str
    item: str
    members: tuple[str, ...]
    reason: str = ""
    confidential: bool = False


class NoticeGiven(Entry, frozen=True):
    """Notice of a meeting was given on a day (YYYY-MM-DD); ``starts`` is the day of the meeting as it was notified."""

    meeting: str
    date: str
    means: str
    starts: str


class PublicExcluded(Entry, frozen=True):
    reason: str


class PublicReadmitted(Entry, frozen=True):
    pass


class ItemOpened(Entry, frozen=True):
    item: str


class ItemClosed(Entry, frozen=True):
    item: str
    outcome: str = ""


class ItemAdded(Entry, frozen=True):
    """A further agenda item; ``after`` names the item that it follows, None puts it last."""

    item: str
    title: str
    number: str = ""
    purpose: str = ""
    paper: str = ""
    lead: str = ""
    planned: str = ""
    minutes: int | None = None
    topic: str | None = None
    confidential: bool = False
    after: str | None = None


class ItemDeferred(Entry, frozen=True):
    item: str
    reason: str


class NoteTaken(Entry, frozen=True):
    item: str | None
    text: str
    confidential: bool = False


class ParagraphDrafted(Entry, frozen=True):
    """A paragraph of the minutes: in place of the notes whose numbers (seq) ``replaces`` gives, or a further one."""

    item: str | None
    text: str
    replaces: tuple[int, ...] = ()
    confidential: bool = False


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


class IssueRaised(Entry, frozen=True):
    issue: str
    title: str
    topic: str | None
    parties: tuple[str, ...]
    clause: str = ""


class PlaceAttempted(Entry, frozen=True):
    """An attempt to settle the issue directly or at Place; ``resolved`` says whether it did."""

    issue: str
    text: str = ""
    resolved: bool = False


class AdviceTaken(Entry, frozen=True):
    issue: str
    group: str
    text: str


class IssueAdvanced(Entry, frozen=True):
    issue: str
    stage: StageKey
    basis: str


class FacilitatorSelected(Entry, frozen=True):
    issue: str
    name: str


class FacilitationEnded(Entry, frozen=True):
    issue: str
    resolved: bool
    text: str


class DecisionNotified(Entry, frozen=True):
    """``due`` is the day by which an answer is asked; None asks for none."""

    partners: tuple[str, ...]
    means: str
    date: str
    issue: str | None = None
    motion: str | None = None
    due: str | None = None


class PartnerResponded(Entry, frozen=True):
    """A partner's word on an issue or a decision; ``signatory`` is who signed, where it is a signature."""

    partner: str
    accepts: bool
    date: str
    reference: str = ""
    issue: str | None = None
    motion: str | None = None
    signatory: str = ""


class IssueReferred(Entry, frozen=True):
    issue: str
    body: str


class IssueReceived(Entry, frozen=True):
    """An issue referred from another body's book, with its history there."""

    issue: str
    from_book: str
    from_hash: str
    history: OpenIssue


class IssueResolved(Entry, frozen=True):
    issue: str
    how: str


class ActionAgreed(Entry, frozen=True):
    action: str
    item: str | None
    text: str
    owner: str
    due: str | None = None


class ActionUpdated(Entry, frozen=True):
    action: str
    status: ActionStatus
    due: str | None = None
    text: str = ""


class ReferralAnswered(Entry, frozen=True):
    """What became of an issue that this body referred: ``how`` the other body resolved it, at that ``hash`` of its book."""

    issue: str
    title: str
    body: str
    hash: str
    how: str
    confidential: bool = False


class MilestoneReached(Entry, frozen=True):
    """A time that the memorandum names is dealt with: which ``occurrence`` of it, when (YYYY-MM-DD), and how."""

    occurrence: str
    title: str
    date: str
    text: str = ""


class MinutesCorrected(Entry, frozen=True):
    """A correction to draft minutes before they are approved; ``place`` names in words where it is."""

    meeting: str
    item: str | None
    place: str
    stood: str
    stands: str
    confidential: bool = False


class MinutesApproved(Entry, frozen=True):
    meeting: str
    corrections: tuple[str, ...] = ()
    signed_by: str = ""


class EntryRetracted(Entry, frozen=True):
    seq: int
    reason: str


AnyEntry = (
    MeetingConvened | ConfidentialCarried | MeetingOpened | MeetingAdjourned | MeetingResumed | MeetingClosed
    | ChairTaken | MemberArrived | MemberLeft | ApologiesGiven | GuestAttended | InterestDeclared
    | InterestRegistered | InterestReported | InterestEnded | PaperWithheld | PaperReleased | NoticeGiven
    | PublicExcluded | PublicReadmitted | ItemOpened | ItemClosed | ItemAdded | ItemDeferred | NoteTaken
    | ParagraphDrafted | MotionPut | RulingMade | ConsensusDeclared | VotesRecorded | ResultDeclared | MotionWithdrawn
    | IssueRaised | PlaceAttempted | AdviceTaken | IssueAdvanced | FacilitatorSelected | FacilitationEnded
    | DecisionNotified | PartnerResponded | IssueReferred | IssueReceived | IssueResolved
    | ReferralAnswered | MilestoneReached | ActionAgreed | ActionUpdated | MinutesCorrected | MinutesApproved | EntryRetracted
    | RatificationSought | AgreementSought | PointMet | DecisionTaken | DecisionReported | DecisionSent
    | DecisionReceived | DecisionAnswered | ConsultationStated | DecisionLapsed
)  # fmt: skip

KINDS = frozenset(one.__name__ for one in get_args(AnyEntry))
_decoder: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)


def decode(canonical: bytes) -> AnyEntry:
    """The entry that these JSON bytes spell; msgspec.ValidationError names the field that is wrong."""
    return _decoder.decode(canonical)


class _Said(msgspec.Struct):
    kind: str = ""
    vocabulary: int = 1


def is_of_newer(canonical: bytes) -> bool:
    """Whether these JSON bytes are of a kind, or of a version of the vocabulary, that only a newer program knows."""
    try:
        said = msgspec.json.decode(canonical, type=_Said)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return said.vocabulary > VOCABULARY or said.kind not in KINDS


def kind(entry: Entry) -> str:
    """The word for an entry, as the book writes it."""
    return type(entry).__name__

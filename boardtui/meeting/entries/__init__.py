"""The vocabulary of the minute book: one frozen class for each kind of entry, and the parts that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, get_args

import msgspec

from boardtui.meeting.entries.agenda import (
    ActionAgreed as ActionAgreed,
    ActionUpdated as ActionUpdated,
    ItemAdded as ItemAdded,
    ItemClosed as ItemClosed,
    ItemDeferred as ItemDeferred,
    ItemKindCorrected as ItemKindCorrected,
    ItemOpened as ItemOpened,
    MilestoneReached as MilestoneReached,
    MinutesApproved as MinutesApproved,
    MinutesCorrected as MinutesCorrected,
    NoteTaken as NoteTaken,
    ParagraphDrafted as ParagraphDrafted,
    QuestionAsked as QuestionAsked,
)
from boardtui.meeting.entries.base import (
    AGREES as AGREES,
    VOCABULARY as VOCABULARY,
    Choice as Choice,
    DecidedAs as DecidedAs,
    Entry as Entry,
    Heard as Heard,
    Outcome as Outcome,
)
from boardtui.meeting.entries.decisions import (
    AgreementSought as AgreementSought,
    ConsultationStated as ConsultationStated,
    DecisionAnswered as DecisionAnswered,
    DecisionLapsed as DecisionLapsed,
    DecisionReceived as DecisionReceived,
    DecisionReported as DecisionReported,
    DecisionSent as DecisionSent,
    DecisionTaken as DecisionTaken,
    PointMet as PointMet,
    RatificationSought as RatificationSought,
)
from boardtui.meeting.entries.decoding import decoders_of
from boardtui.meeting.entries.elections import (
    CandidateWithdrew as CandidateWithdrew,
    ChoiceCounted as ChoiceCounted,
    ChoiceDeclared as ChoiceDeclared,
    ChoiceEntry as ChoiceEntry,
    ChoiceOpened as ChoiceOpened,
    ChoiceWithdrawn as ChoiceWithdrawn,
)
from boardtui.meeting.entries.interests import (
    DeclarationReturned as DeclarationReturned,
    DeclarationsAsked as DeclarationsAsked,
    GiftDeclared as GiftDeclared,
    Handling as Handling,
    InterestDeclared as InterestDeclared,
    InterestEnded as InterestEnded,
    InterestRegistered as InterestRegistered,
    InterestReported as InterestReported,
    PaperReleased as PaperReleased,
    PaperWithheld as PaperWithheld,
)
from boardtui.meeting.entries.issues import (
    AdviceTaken as AdviceTaken,
    DecisionNotified as DecisionNotified,
    FacilitationEnded as FacilitationEnded,
    FacilitatorSelected as FacilitatorSelected,
    IssueAdvanced as IssueAdvanced,
    IssueCorrected as IssueCorrected,
    IssueRaised as IssueRaised,
    IssueReceived as IssueReceived,
    IssueReferred as IssueReferred,
    IssueResolved as IssueResolved,
    PartnerResponded as PartnerResponded,
    PlaceAttempted as PlaceAttempted,
    ReferralAnswered as ReferralAnswered,
)
from boardtui.meeting.entries.motions import (
    AmendmentAccepted as AmendmentAccepted,
    ConsensusDeclared as ConsensusDeclared,
    DissentNoted as DissentNoted,
    EvidenceGiven as EvidenceGiven,
    MotionEntry as MotionEntry,
    MotionPut as MotionPut,
    MotionWithdrawn as MotionWithdrawn,
    ResultDeclared as ResultDeclared,
    RulingMade as RulingMade,
    VotesCounted as VotesCounted,
    VotesRecorded as VotesRecorded,
)
from boardtui.meeting.entries.parts import (
    ActionRegister as ActionRegister,
    ActionStatus as ActionStatus,
    AgendaItem as AgendaItem,
    Candidate as Candidate,
    Carried as Carried,
    ConsultationStatus as ConsultationStatus,
    Correction as Correction,
    Evidence as Evidence,
    Found as Found,
    InterestType as InterestType,
    IssueStep as IssueStep,
    MeetingNotice as MeetingNotice,
    Member as Member,
    MinutesDue as MinutesDue,
    NewSeat as NewSeat,
    Notice as Notice,
    Objection as Objection,
    OpenAction as OpenAction,
    OpenDecision as OpenDecision,
    OpenIssue as OpenIssue,
    ReferralAnswer as ReferralAnswer,
    Response as Response,
    StandingInterest as StandingInterest,
    Tie as Tie,
    Withheld as Withheld,
)
from boardtui.meeting.entries.proxies import (
    ProxyGiven as ProxyGiven,
    ProxyRevoked as ProxyRevoked,
)
from boardtui.meeting.entries.sitting import (
    ApologiesGiven as ApologiesGiven,
    ChairTaken as ChairTaken,
    ConfidentialCarried as ConfidentialCarried,
    GuestAttended as GuestAttended,
    MeetingAdjourned as MeetingAdjourned,
    MeetingCalledOff as MeetingCalledOff,
    MeetingClosed as MeetingClosed,
    MeetingConvened as MeetingConvened,
    MeetingOpened as MeetingOpened,
    MeetingResumed as MeetingResumed,
    MemberArrived as MemberArrived,
    MemberLeft as MemberLeft,
    Mode as Mode,
    NoticeGiven as NoticeGiven,
    PublicExcluded as PublicExcluded,
    PublicReadmitted as PublicReadmitted,
    SeatFilled as SeatFilled,
)


class EntryRetracted(Entry, frozen=True):
    heard: ClassVar[Heard] = "unless excluded"

    seq: int
    reason: str


class TimeStated(Entry, frozen=True):
    """When what an earlier entry says was, in UTC as the book writes it, where it was recorded only later.

    ``clock_slow``: the clock of the computer was slow when it was recorded, so the time is later than the book has it.
    """

    heard: ClassVar[Heard] = "unless excluded"

    seq: int
    time: str
    clock_slow: bool = False


class Corrected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """How an earlier entry is to read: as this one of the same kind and keys, or, where it is null, as if it were not there."""

    seq: int
    entry: dict[str, Any] | None = None


class EntriesCorrected(Entry, frozen=True):
    """Several entries put right in one step, judged together with all that follows them."""

    heard: ClassVar[Heard] = "unless excluded"

    entries: tuple[Corrected, ...]
    reason: str


AnyEntry = (
    MeetingConvened | ConfidentialCarried | MeetingOpened | MeetingAdjourned | MeetingResumed | MeetingClosed
    | MeetingCalledOff | SeatFilled
    | ChairTaken | MemberArrived | MemberLeft | ApologiesGiven | GuestAttended | InterestDeclared
    | InterestRegistered | InterestReported | InterestEnded | PaperWithheld | PaperReleased | NoticeGiven
    | PublicExcluded | PublicReadmitted | ItemOpened | ItemClosed | ItemAdded | ItemDeferred | NoteTaken
    | ParagraphDrafted | MotionEntry | ChoiceEntry
    | IssueRaised | IssueCorrected | PlaceAttempted | AdviceTaken | IssueAdvanced | FacilitatorSelected | FacilitationEnded
    | DecisionNotified | PartnerResponded | IssueReferred | IssueReceived | IssueResolved
    | ReferralAnswered | MilestoneReached | ActionAgreed | ActionUpdated | MinutesCorrected | MinutesApproved | EntryRetracted
    | RatificationSought | AgreementSought | PointMet | DecisionTaken | DecisionReported | DecisionSent
    | DecisionReceived | DecisionAnswered | ConsultationStated | DecisionLapsed | ProxyGiven | ProxyRevoked | TimeStated
    | EntriesCorrected | EvidenceGiven | DeclarationsAsked | DeclarationReturned | GiftDeclared | ItemKindCorrected
    | QuestionAsked
)  # fmt: skip

KINDS = frozenset(get_arg.__name__ for get_arg in get_args(AnyEntry))
_DECODERS = decoders_of(AnyEntry)
decode: Callable[[bytes], AnyEntry] = _DECODERS.decode
"""The entry that JSON bytes spell; msgspec.ValidationError names the field that is wrong."""
decode_all: Callable[[Iterable[bytes]], list[AnyEntry]] = _DECODERS.decode_all
"""The same of many entries, in order."""


class _Said(msgspec.Struct):
    kind: str = ""
    vocabulary: int = 1


def is_of_newer(canonical: bytes) -> bool:
    """Whether these JSON bytes are of a kind, or of a version of the vocabulary, that only a newer program knows."""
    try:
        entry = msgspec.json.decode(canonical, type=_Said)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return entry.vocabulary > VOCABULARY or entry.kind not in KINDS


def kind(entry: Entry) -> str:
    """The word for an entry, as the book writes it."""
    return type(entry).__name__

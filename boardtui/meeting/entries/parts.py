"""What entries are made of: members, agenda items, and what one meeting hands to the next."""

from __future__ import annotations

from typing import Literal

import msgspec

from boardtui.charter.model import StageKey
from boardtui.charter.rule import Form, Holds

ActionStatus = Literal["open", "done", "dropped"]
ActionRegister = Literal["", "condition", "support"]
"""Which light register an action stands in: none, that of conditions of decisions, that of support and intervention."""
InterestType = Literal["financial", "non_financial_professional", "non_financial_personal", "indirect"]
Way = Literal["meeting", "urgent", "written", "agreement", "received"]
Report = Literal["due", "noted", "ratified", "not_ratified"]
ConsultationStatus = Literal["to_settle", "needed", "done", "not_needed"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A record inside an entry."""


class Member(Part, frozen=True):
    """A seat on the body, held by a named person, representing no, one or several partners."""

    key: str
    name: str = ""
    seat: str = ""
    partners: tuple[str, ...] = ()
    vacant: bool = False


class NewSeat(Part, frozen=True):
    """A seat that a body gives itself by co-option."""

    key: str
    title: str
    partners: tuple[str, ...] = ()


ItemKind = Literal[
    "",
    "welcome",
    "apologies",
    "interests",
    "minutes",
    "actions",
    "questions",
    "other_business",
    "private",
    "next_meeting",
]
"""The kinds of standing item; an ordinary item is of none."""


class AgendaItem(Part, frozen=True):
    """A line of the agenda. ``planned`` is local HH:MM, ``minutes`` the time it may take.

    ``recommendation`` is the draft of the motion, ``rule`` (by key) what it is to be decided by, ``mover`` the member
    expected to move it. They only propose: a motion is what is put, and a rule or member not there any more is passed over.
    ``standing`` is which standing item it is; None: as its title tells.
    """

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
    recommendation: str = ""
    rule: str | None = None
    mover: str | None = None
    standing: ItemKind | None = None


class OpenIssue(Part, frozen=True):
    """An issue that is not resolved, as one meeting hands it to the next; ``responses`` are to the last decision on it.

    ``received``: it came from another body's book, where a rule of this body asks for that. ``evidence`` is what was put
    forward for the history of one that was entered here. ``raised_on``: the day, where that is not the day of ``raised``.
    """

    issue: str
    title: str
    topic: str | None = None
    parties: tuple[str, ...] = ()
    clause: str = ""
    raised: str = ""
    stages: tuple[IssueStep, ...] = ()
    stage: StageKey | None = None
    status: str = "open"
    facilitator: str = ""
    responses: tuple[Response, ...] = ()
    notified: tuple[Notice, ...] = ()
    confidential: bool = False
    received: bool = False
    evidence: tuple[Evidence, ...] = ()
    raised_on: str = ""


class Evidence(Part, frozen=True):
    """What was put forward for a condition, by whom it was entered, and the record that it points to, if any."""

    text: str
    by: str = ""
    at: str = ""
    from_book: str | None = None
    from_hash: str | None = None
    from_seq: int | None = None


class IssueStep(Part, frozen=True):
    """One thing done about an issue at a stage: on what basis, with which motion, what came of it.

    ``day`` (YYYY-MM-DD) is on which it was, where that is not the day of ``at``: it was entered only later. ``stage`` is
    None where the charter names no stages. ``rule`` is that of a motion which is not by the stage's own rule, so that it
    is no decision of the stage.
    """

    stage: StageKey | None
    at: str
    text: str
    motion: str | None = None
    outcome: str | None = None
    group: str = ""
    rule: str = ""
    day: str = ""


class Response(Part, frozen=True):
    """A partner's answer to a decision sent to it; ``signatory`` is who signed for it."""

    partner: str
    accepts: bool
    date: str
    reference: str = ""
    signatory: str = ""
    confidential: bool = False


class Notice(Part, frozen=True):
    """A decision sent to partners: to whom, how, on which day, and of an issue the motion that decided last.

    ``due`` is the day by which an answer is asked; None asks for none.
    """

    partners: tuple[str, ...]
    means: str
    date: str
    motion: str | None = None
    due: str | None = None
    confidential: bool = False


class Asked(Part, frozen=True):
    """Whose word a decision waits for: which partners, where in each, in what form, by when, and what then holds."""

    partners: tuple[str, ...]
    form: Form = "ratification"
    holds: Holds = "all"
    places: dict[str, str] = {}
    due: str | None = None
    clause: str = ""
    reason: str = ""
    said_by: str = ""


class Point(Part, frozen=True):
    """A thing that has to be there before a decision takes effect, and where it is proved; no date: not there yet."""

    text: str
    date: str = ""
    reference: str = ""


class Sending(Part, frozen=True):
    """A decision sent to another body of the partnership, and what that body's book answers."""

    body: str
    at: str
    outcome: str = ""
    text: str = ""
    date: str = ""
    from_hash: str = ""


class Consultation(Part, frozen=True):
    """Whether a decision needs statutory consultation, and where that is written down."""

    status: ConsultationStatus
    reference: str = ""


class OpenDecision(Part, frozen=True):
    """A decision that waits for somebody else's word, as one meeting hands it to the next.

    ``decision`` is the motion's key, or its own where it was taken without a meeting; ``by`` and ``reason`` are who
    took it so and why. ``issue`` is the issue that the motion was about. ``report`` is how far it was told to a
    meeting. ``news``: it waits for nothing any more, and the next meeting is to be told. ``taken_on`` (YYYY-MM-DD) is
    the day, where that is not the day of ``taken``: it was entered only later.
    """

    decision: str
    text: str
    number: str = ""
    meeting: str = ""
    taken: str = ""
    way: Way = "meeting"
    rule: str = ""
    clause: str = ""
    verb: str = ""
    figures: str = ""
    asked: Asked | None = None
    notices: tuple[Notice, ...] = ()
    responses: tuple[Response, ...] = ()
    checklist: tuple[Point, ...] = ()
    sent: tuple[Sending, ...] = ()
    consultation: Consultation | None = None
    by: tuple[str, ...] = ()
    reason: str = ""
    report: Report | None = None
    reported: str = ""
    from_book: str = ""
    from_hash: str = ""
    answered: str = ""
    lapsed: str = ""
    news: bool = False
    issue: str | None = None
    confidential: bool = False
    taken_on: str = ""


class OpenAction(Part, frozen=True):
    """An action that is not yet done, as one meeting hands it to the next.

    ``agreed_on`` (YYYY-MM-DD) is the day, where that is not the day of ``agreed``: it was entered only later. ``question``
    is the question from the public to which it is the written answer, in the book of its meeting, ``asked_by`` who put it.
    ``decision_text`` are the words of the decision ``motion``; what follows them, and what leads to them, is as in ActionAgreed.
    """

    action: str
    text: str
    owner: str
    due: str | None = None
    item: str | None = None
    agreed: str = ""
    meeting: str = ""
    status: ActionStatus = "open"
    updates: tuple[str, ...] = ()
    confidential: bool = False
    agreed_on: str = ""
    question: str = ""
    asked_by: str = ""
    register: ActionRegister = ""
    motion: str | None = None
    decision_text: str = ""
    partner: str | None = None
    recommended: str = ""
    recommended_by: str = ""


class MinutesDue(Part, frozen=True):
    """A past meeting whose minutes await approval."""

    meeting: str
    title: str
    starts: str = ""


class StandingInterest(Part, frozen=True):
    """An interest in the register, as one meeting hands it to the next until it is ended.

    ``member`` holds a seat, and ``name`` held it when it was registered; of somebody without a seat there is only the
    ``name``. It concerns elements of Annex 1, partners, and whatever has one of its ``words`` in the title. ``reported``
    is the meeting that it was put before, empty while it waits for one.
    """

    standing: str
    member: str | None
    name: str
    interest: InterestType
    nature: str
    topics: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    since: str = ""
    until: str | None = None
    reported: str = ""
    ended: str = ""
    mitigation: str = ""
    declared: str = ""
    consent: bool | None = None
    confidential: bool = False


class Withheld(Part, frozen=True):
    """A member who does not get the paper of an item, and why."""

    meeting: str
    item: str
    member: str
    reason: str = ""
    confidential: bool = False


class MeetingNotice(Part, frozen=True):
    """Notice of a meeting: given on which day and how, and for which day it said that the meeting is.

    Under vocabulary 1 and 2 it is never confidential, whenever it was entered.
    """

    meeting: str
    date: str
    means: str
    starts: str
    confidential: bool = False


class Correction(Part, frozen=True):
    """A correction to the draft minutes of a meeting: where, what stood there, and what shall stand; see MinutesCorrected."""

    meeting: str
    item: str | None
    place: str
    stood: str
    stands: str
    confidential: bool = False
    of_action: str = ""
    of_motion: str = ""


class ReferralAnswer(Part, frozen=True):
    """What became, in another body's book, of an issue referred there. ``reported`` is the meeting that was told."""

    issue: str
    title: str
    body: str
    hash: str
    how: str
    reported: str = ""
    confidential: bool = False


class Found(Part, frozen=True):
    """What was open when a meeting was held that is convened only after a later one, as it read then; else as Carried."""

    issues: tuple[OpenIssue, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()
    answers: tuple[ReferralAnswer, ...] = ()
    minutes: tuple[MinutesDue, ...] = ()


class Carried(Part, frozen=True):
    """What earlier meetings left open."""

    issues: tuple[OpenIssue, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    minutes: tuple[MinutesDue, ...] = ()
    interests: tuple[StandingInterest, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    notices: tuple[MeetingNotice, ...] = ()
    corrections: tuple[Correction, ...] = ()
    answers: tuple[ReferralAnswer, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()


class Candidate(Part, frozen=True):
    """Somebody, or something, that may be chosen, by key."""

    candidate: str
    name: str


class Tie(Part, frozen=True):
    """Equal votes of some candidates, decided by lot or by the chair; ``chosen`` are those whom that favours."""

    candidates: tuple[str, ...]
    by: Literal["lot", "chair"]
    chosen: tuple[str, ...]


class Objection(Part, frozen=True):
    """A maintained objection, with its reason where one was given."""

    member: str
    reason: str = ""

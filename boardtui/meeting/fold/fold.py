"""The one function that says what an entry means: the state after it, or why it is refused."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.fold import (
    agenda,
    amending,
    attendance,
    convening,
    correcting,
    declarations,
    dissent,
    drafting,
    elections,
    evidence,
    interest_register,
    minuting,
    motion_put,
    motions,
    notice,
    proxies,
    seats,
    sitting,
    withholding,
)
from boardtui.meeting.fold.confidential import check_told_in_public
from boardtui.meeting.followup import actions, decisions, issue, out_of_meeting, questions, referral_answers
from boardtui.meeting.state.kind import Handler, Kind
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.voting import totals

_KINDS: tuple[Kind, ...] = (
    *amending.KINDS,
    *agenda.KINDS,
    *correcting.KINDS,
    *declarations.KINDS,
    *dissent.KINDS,
    *elections.KINDS,
    *evidence.KINDS,
    *issue.KINDS,
    *questions.KINDS,
    *seats.KINDS,
    *totals.KINDS,
)
KINDS = {kind.entry: kind for kind in _KINDS}
_HANDLERS: dict[type, Handler] = {
    e.MeetingConvened: convening.convene,
    e.ConfidentialCarried: convening.carry_confidential,
    e.MeetingOpened: sitting.open_meeting,
    e.MeetingAdjourned: sitting.adjourn,
    e.MeetingResumed: sitting.resume,
    e.MeetingClosed: sitting.close,
    e.PublicExcluded: sitting.exclude_public,
    e.PublicReadmitted: sitting.readmit_public,
    e.ChairTaken: attendance.take_chair,
    e.MemberArrived: attendance.arrive,
    e.MemberLeft: attendance.leave,
    e.ApologiesGiven: attendance.apologise,
    e.GuestAttended: attendance.attend,
    e.ProxyGiven: proxies.give,
    e.ProxyRevoked: proxies.revoke,
    e.InterestDeclared: attendance.declare_interest,
    e.InterestRegistered: interest_register.register,
    e.InterestReported: interest_register.report,
    e.InterestEnded: interest_register.end,
    e.PaperWithheld: withholding.withhold,
    e.PaperReleased: withholding.release,
    e.NoticeGiven: notice.give,
    e.ItemOpened: agenda.open_item,
    e.ItemClosed: agenda.close_item,
    e.ItemAdded: agenda.add_item,
    e.ItemDeferred: agenda.defer_item,
    e.NoteTaken: agenda.take_note,
    e.ParagraphDrafted: drafting.draft,
    e.MotionPut: motion_put.put,
    e.RulingMade: motions.rule,
    e.ConsensusDeclared: motions.declare_consensus,
    e.VotesRecorded: motions.vote,
    e.ResultDeclared: motions.declare_result,
    e.MotionWithdrawn: motions.withdraw,
    e.IssueRaised: issue.raise_issue,
    e.PlaceAttempted: issue.attempt_place,
    e.AdviceTaken: issue.take_advice,
    e.IssueAdvanced: issue.advance,
    e.FacilitatorSelected: issue.select_facilitator,
    e.FacilitationEnded: issue.end_facilitation,
    e.DecisionNotified: issue.notify,
    e.PartnerResponded: issue.respond,
    e.IssueReferred: issue.refer,
    e.IssueReceived: issue.receive,
    e.IssueResolved: issue.resolve,
    e.ActionAgreed: actions.agree,
    e.ActionUpdated: actions.update,
    e.ReferralAnswered: referral_answers.take_answer,
    e.MilestoneReached: actions.reach,
    e.MinutesCorrected: minuting.correct,
    e.MinutesApproved: minuting.approve,
    e.RatificationSought: decisions.seek,
    e.AgreementSought: decisions.sought,
    e.PointMet: decisions.met,
    e.DecisionTaken: out_of_meeting.take,
    e.DecisionReported: decisions.report,
    e.DecisionSent: decisions.send,
    e.DecisionReceived: decisions.receive,
    e.DecisionAnswered: decisions.answer,
    e.ConsultationStated: decisions.consult,
    e.DecisionLapsed: decisions.lapse,
    e.TimeStated: lambda state, _: state,  # what it does is to the entry that it names: see stretch.py
    **{kind.entry: kind.apply for kind in _KINDS},
}


def accept(state: State, stamped: Stamped) -> State:
    """The state after an entry.

    Args:
        state: what the stretch of the book says before it; it is not changed.
        stamped: the entry with its place, time and author in the book.

    Raises:
        Refused: the rules do not allow it; the reason and the clause say why.
    """
    handler = _HANDLERS.get(type(stamped.entry))
    if handler is None:
        raise Refused("An undo is judged by everything recorded since, not by one moment.")
    if stamped.confidential:
        check_told_in_public(state, stamped)
    return handler(state, stamped)

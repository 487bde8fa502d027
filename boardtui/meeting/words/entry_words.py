"""Each entry in a few words, as the running record, the timeline and undo tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boardtui.charter.words import counted, title_of
from boardtui.dates import day_as_written
from boardtui.meeting import entries as e
from boardtui.meeting.fold.fold import KINDS
from boardtui.meeting.fold.interest_register import registered_label
from boardtui.meeting.fold.minuting import change_words, minutes_of
from boardtui.meeting.fold.stated_times import wall_time
from boardtui.meeting.followup.actions import NAMES, register_words
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.followup.stages import stage_title, unstaged
from boardtui.meeting.record.acting import Acting, acting_at
from boardtui.meeting.state.check import found_no_consensus
from boardtui.meeting.state.state import (
    Motion,
    Stamped,
    State,
    for_whom,
    item_label,
    member_label,
    owner_label,
    partner_label,
)
from boardtui.meeting.words.awaiting_words import CONSULTATION, NOUN, answer_of, named
from boardtui.meeting.words.reasons import NOT_RETURNED
from boardtui.meeting.words.ruling_words import CHAIR, ruling_sentence

if TYPE_CHECKING:
    from boardtui.meeting.fold.stretch import Stretch

HANDLING = {
    "noted": "noted",
    "speaks_does_not_vote": "may speak, does not vote",
    "withdraws": "withdraws",
}
INTEREST = {
    "financial": "financial",
    "non_financial_professional": "non-financial professional",
    "non_financial_personal": "non-financial personal",
    "indirect": "indirect",
}
ACTION = {"open": "open", "done": "completed", "dropped": "withdrawn"}
_ENDED: dict[e.ActionRegister, dict[str, str]] = {"condition": {"done": "met"}, "support": {"done": "ended"}}
CHOICE = {"for": "for", "against": "against", "abstain": "abstain", "not_voting": "no vote"}
_CAST = {**CHOICE, "abstain": "abstained", "not_voting": "did not vote"}  # behind who did so
OUTCOME = {
    "carried": "carried",
    "not_carried": "not carried",
    "no_consensus": "no consensus",
    "withdrawn": "withdrawn",
    "open": "open",
    "accepted": "accepted by the mover",
}


def outcome_words(motion: Motion) -> str:
    """What came of a motion, in a word or two."""
    return OUTCOME["no_consensus" if found_no_consensus(motion) else motion.status]


def count_outcome(motion: Motion, outcome: e.Outcome) -> str:
    """What a count of a motion gives, in a word or two: of one on which consensus is sought no vote is lost."""
    lost = outcome == "not_carried" and motion.electorate.counting.method == "consensus"
    return OUTCOME["no_consensus" if lost else outcome]


def action_status(status: e.ActionStatus, register: e.ActionRegister = "") -> str:
    """How an action stands, in a word: a condition is met, support ends, anything else is completed."""
    return _ENDED.get(register, {}).get(status, ACTION[status])


def tell_in(stretch: Stretch, line: Stamped, state: State | None = None) -> str:
    """An entry of a meeting in a few words: who acted is who was there then; of a time stated, what it is the time of.

    Args:
        stretch: the meeting.
        line: the entry.
        state: gives the names; without it they are those that the meeting has come to.
    """
    state, entry = state or stretch.state, line.entry
    about = stretch.line(entry.seq) if isinstance(entry, e.TimeStated) else None
    if about is None or not isinstance(entry, e.TimeStated):
        return tell(state, entry, acting_at(stretch, line))
    slow = " (the clock was slow)" if entry.clock_slow else ""
    return f"it was at {wall_time(state, entry.time)}{slow}: {tell(state, about.entry, acting_at(stretch, about))}"


def tell(state: State, entry: e.AnyEntry, acting: Acting | None = None) -> str:  # noqa: C901, PLR0912, PLR0915 - one case for each kind, read as a list
    """An entry in a few words; ``state`` gives the names, ``acting`` who acted in a member's seat."""

    def who(key: str | None) -> str:
        return member_label(state, key or "")

    def actor(key: str | None) -> str:
        return acting(key or "") if acting else who(key)

    def motion(key: str | None) -> str:
        motion = state.motions.get(key or "")
        if motion is None and key in state.decisions:
            return named(state, state.decisions[key or ""])
        return motion.number if motion else key or ""

    def issue(key: str | None) -> str:
        known = state.issues.get(key or "")
        return known.title if known else key or ""

    def decided(entry: e.DecisionNotified | e.PartnerResponded) -> str:
        return f"issue “{issue(entry.issue)}”" if entry.issue else motion(entry.motion)

    match entry:
        case e.MeetingConvened():
            return f"meeting convened: {entry.title}"
        case e.ConfidentialCarried():
            return "confidential matters carried over"
        case e.MeetingOpened():
            return "meeting opened"
        case e.MeetingAdjourned():
            return f"meeting adjourned: {entry.reason}"
        case e.MeetingResumed():
            return "meeting resumed"
        case e.MeetingClosed():
            return "meeting closed"
        case e.ChairTaken():
            return f"{actor(entry.member)} in the chair"
        case e.MemberArrived():
            mode = ", remote" if entry.mode == "remote" else ""
            return f"{for_whom(state, entry.member, entry.deputy)} present{mode}"
        case e.MemberLeft():
            went = NOT_RETURNED if entry.reason == NOT_RETURNED else f"left{_why(entry.reason)}"
            return f"{actor(entry.member)} {went}"
        case e.ApologiesGiven():
            deputy = f", deputy {entry.deputy}" if entry.deputy else ""
            return f"apologies: {who(entry.member)}{deputy}"
        case e.GuestAttended():
            return f"in attendance: {entry.name}{_why(entry.role)}"
        case e.ProxyGiven():
            sentence = (
                f"proxy of {who(entry.member)} held by {entry.person or actor(entry.holder)}{_on(state, entry.item)}"
            )
            return sentence + (f", instructed: {entry.instruction}" if entry.instruction else "")
        case e.ProxyRevoked():
            return f"proxy of {who(entry.member)}{_on(state, entry.item)} revoked{_why(entry.reason)}"
        case e.InterestDeclared():
            items = ", ".join(item_label(state, key) for key in entry.items) or "in general"
            return f"interest of {actor(entry.member)}, item {items}: {HANDLING[entry.handling]}"
        case e.InterestRegistered():
            return f"interest of {entry.person or who(entry.member)} registered: {entry.nature}"
        case e.InterestReported():
            return f"registered interest{_whose(state, entry.standing)} put before the meeting{_why(entry.text)}"
        case e.InterestEnded():
            return f"registered interest{_whose(state, entry.standing)} ended on {day_as_written(entry.date)}{_why(entry.reason)}"
        case e.PaperWithheld():
            people = ", ".join(who(key) for key in entry.members)
            return f"paper of item {item_label(state, entry.item)} withheld from {people}{_why(entry.reason)}"
        case e.PaperReleased():
            people = ", ".join(who(key) for key in entry.members)
            return f"paper of item {item_label(state, entry.item)} sent to {people} after all{_why(entry.reason)}"
        case e.NoticeGiven():
            return f"notice of the meeting of {day_as_written(entry.starts)} given on {day_as_written(entry.date)} {entry.means}"
        case e.PublicExcluded():
            moved = f", moved by {who(entry.mover)}" if entry.mover else ""
            return f"public excluded{moved}: {entry.reason}"
        case e.PublicReadmitted():
            return "public readmitted"
        case e.ItemOpened():
            return f"item {item_label(state, entry.item)} opened"
        case e.ItemClosed():
            return f"item {item_label(state, entry.item)} closed{_why(entry.outcome)}"
        case e.ItemAdded():
            return f"item added: {entry.title}"
        case e.ItemDeferred():
            return f"item {item_label(state, entry.item)} deferred{_why(entry.reason)}"
        case e.NoteTaken():
            kind = "confidential note" if entry.confidential else "note"
            return f"{kind} on {item_label(state, entry.item) or 'the meeting'}: {entry.text}"
        case e.ParagraphDrafted():
            return f"{_drafted(entry)} on {item_label(state, entry.item) or 'the meeting'}: {entry.text}"
        case e.MotionPut():
            what = (
                f"amendment {motion(entry.motion)} of motion {motion(entry.amends)}"
                if entry.amends
                else f"motion {motion(entry.motion)}"
            )
            items = ", ".join(item_label(state, key) for key in entry.covers)
            covered = f" (with {'items' if len(entry.covers) > 1 else 'item'} {items})" if items else ""
            return f"{what} put{covered}: {entry.text}"
        case e.RulingMade():
            chair = CHAIR if entry.by == state.chair else actor(entry.by)
            return ruling_sentence(state, entry, chair).removesuffix(".")
        case e.ConsensusDeclared():
            declared = state.motions.get(entry.motion)
            rule = state.charter.rule(declared.rule) if declared is not None else None
            if rule is not None and rule.discusses:
                return f"{motion(entry.motion)}: discussed"
            reached = "consensus" if entry.reached else "no consensus"
            return f"{motion(entry.motion)}: {reached}"
        case e.VotesRecorded():
            put = state.motions.get(entry.motion)
            by_partner = put is not None and put.electorate.unit == "partner"
            names = [partner_label(state, key) if by_partner else actor(key) for key in entry.voters]
            several = counted(len(names), "vote") if entry.choice in ("for", "against") else str(len(names))
            shown = names[0] if len(names) == 1 else several
            return f"{motion(entry.motion)}: {shown} {_CAST[entry.choice]}"
        case e.ResultDeclared():
            if entry.for_ is None:
                return f"{motion(entry.motion)} {OUTCOME[entry.outcome]} on the voices"
            casting = ", by casting vote" if entry.casting_vote else ""
            return (
                f"{motion(entry.motion)} {OUTCOME[entry.outcome]}{casting}: {entry.for_} for, {entry.against} against"
            )
        case e.MotionWithdrawn():
            return f"motion {motion(entry.motion)} withdrawn{_why(entry.reason)}"
        case e.IssueRaised():
            return f"issue raised: {entry.title}"
        case e.PlaceAttempted():
            text = "resolved it" if entry.resolved else "found no agreement"
            return f"issue “{issue(entry.issue)}”: {stage_title(state, 'place')}: {text}"
        case e.AdviceTaken():
            what = "discussed in" if unstaged(state) else "advice of"
            return f"issue “{issue(entry.issue)}”: {what} {entry.group}"
        case e.IssueAdvanced():
            return f"issue “{issue(entry.issue)}” moved to “{stage_title(state, entry.stage)}”{_why(entry.basis)}"
        case e.FacilitatorSelected():
            return f"issue “{issue(entry.issue)}”: facilitator {entry.name}"
        case e.FacilitationEnded():
            text = "resolved it" if entry.resolved else "did not resolve it"
            return f"issue “{issue(entry.issue)}”: facilitation {text}"
        case e.DecisionNotified():
            return f"decision on {decided(entry)} sent to {counted(len(entry.partners), 'partner')}"
        case e.PartnerResponded():
            answer = answer_of(decision(state, entry.motion or ""), entry.accepts)
            return f"answer of {partner_label(state, entry.partner)} on {decided(entry)}: {answer}"
        case e.IssueReferred():
            return f"issue “{issue(entry.issue)}” referred to the {title_of(entry.body)}"
        case e.IssueReceived():
            return f"issue “{issue(entry.issue)}” received from the {title_of(entry.from_book)}"
        case e.IssueResolved():
            return f"issue “{issue(entry.issue)}” resolved{_why(entry.how)}"
        case e.ActionAgreed():
            by = ", reviewed by" if entry.register == "support" else " for"
            return f"{NAMES[entry.register]}{by} {owner_label(state, entry.owner)}: {register_words(state, entry)}"
        case e.ActionUpdated():
            owner = f", now for {owner_label(state, entry.owner)}" if entry.owner else ""
            about = state.actions.get(entry.action)
            register = about.register if about else ""
            what = f"{NAMES[register]} {'updated' if entry.status == 'open' else action_status(entry.status, register)}"
            return f"{what}{f' ({about.text})' if about else ''}{owner}{_why(entry.text)}"
        case e.ReferralAnswered():
            return f"the {title_of(entry.body)} resolved the issue {entry.title or entry.issue}{_why(entry.how)}"
        case e.MilestoneReached():
            what = "time limit began on" if entry.begins else "extended, decided on" if entry.until else "done on"
            return f"{what} {day_as_written(entry.date)}: {entry.title}{_why(entry.text)}"
        case e.MinutesCorrected():
            whose = minutes_of(state, entry.meeting)
            return f"minutes of {whose} corrected, {entry.place}: {change_words(entry)}"
        case e.MinutesApproved():
            only_one = len(state.approved) + len(state.minutes_due) == 1
            return f"minutes of {'the last meeting' if only_one else minutes_of(state, entry.meeting)} approved"
        case e.RatificationSought():
            form = NOUN[entry.form or "ratification"]
            return f"{motion(entry.motion)} subject to {form}{_why(entry.reason)}"
        case e.AgreementSought():
            return f"written agreement sought: {entry.text}"
        case e.PointMet():
            return f"{motion(entry.motion)}: point {entry.point} shown, {entry.reference}"
        case e.DecisionTaken():
            return f"{'urgent decision' if entry.way == 'urgent' else 'decision in writing'}: {entry.text}"
        case e.DecisionReported():
            return f"{motion(entry.motion)} reported and {entry.how.replace('_', ' ')}"
        case e.DecisionSent():
            return f"decision on {motion(entry.motion)} sent to the {title_of(entry.body)}"
        case e.DecisionReceived():
            return f"decision received from the {title_of(entry.from_book)}: {entry.history.text}"
        case e.DecisionAnswered():
            return f"the {title_of(entry.body)} answers on {motion(entry.motion)}: {OUTCOME[entry.outcome]}"
        case e.ConsultationStated():
            reference = f", {entry.reference}" if entry.reference else ""
            return f"{motion(entry.motion)}: consultation {CONSULTATION[entry.status]}{reference}"
        case e.DecisionLapsed():
            return f"{motion(entry.motion)}: nothing more is waited for{_why(entry.reason)}"
        case e.EntryRetracted():
            return f"entry {entry.seq} undone: {entry.reason}"
        case e.TimeStated():
            slow = ", recorded while the clock was slow" if entry.clock_slow else ""
            return f"entry {entry.seq} was at {wall_time(state, entry.time)}{slow}"
        case _:
            return KINDS[type(entry)].words(state, entry)


def _whose(state: State, key: str) -> str:
    standing_interest = state.standing.get(key)
    return f" of {registered_label(state, standing_interest)}" if standing_interest else ""


def _drafted(entry: e.ParagraphDrafted) -> str:
    kind = "confidential paragraph drafted" if entry.confidential else "paragraph drafted"
    if not entry.replaces:
        return kind
    notes = "note" if len(entry.replaces) == 1 else "notes"
    return f"{kind} in place of {notes} {', '.join(map(str, entry.replaces))}"


def _on(state: State, item: str | None) -> str:
    return f" on item {item_label(state, item)}" if item else ""


def _why(text: str) -> str:
    return f": {text}" if text else ""

"""Each entry in a few words, as the running record, the timeline and undo tell it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, singledispatch
from typing import TYPE_CHECKING, NamedTuple

from boardtui.charter.words import bare, counted, listed
from boardtui.dates import day_as_written
from boardtui.meeting import entries as e
from boardtui.meeting.counting.outcome import OUTCOME, CameTo
from boardtui.meeting.fold.fold import KINDS
from boardtui.meeting.fold.interest_register import registered_label
from boardtui.meeting.fold.minuting import change_words, minutes_of
from boardtui.meeting.fold.stated_times import wall_time
from boardtui.meeting.followup.actions import NAMES, register_words
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.followup.stages import stage_title, unstaged
from boardtui.meeting.record.acting import Acting, acting_at
from boardtui.meeting.state.check import for_some
from boardtui.meeting.state.labels import (
    body_title,
    for_whom,
    group_named,
    item_label,
    member_label,
    motion_label,
    owner_label,
    partner_label,
    partners_counted,
)
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.state.unpublished import UNPUBLISHED, tells_too_much
from boardtui.meeting.voting.ballot import counting_of
from boardtui.meeting.words.awaiting_words import CONSULTATION, NOUN, answer_of, named
from boardtui.meeting.words.reasons import NOT_RETURNED
from boardtui.meeting.words.ruling_words import CHAIR, ruling_sentence
from boardtui.meeting.words.value_words import CHOICE, HANDLING, action_status

if TYPE_CHECKING:
    from boardtui.meeting.fold.stretch import Stretch

_CAST = {**CHOICE, "abstain": "abstained", "not_voting": "did not vote"}  # behind who did so
_IN_CONSENSUS = {"for": "agreed", "against": "objected", "abstain": "stood aside", "not_voting": "took no part"}
"""The same of a consensus, in which nobody votes."""


def tell_in(stretch: Stretch, line: Stamped, state: State | None = None) -> str:
    """An entry of a meeting in a few words: who acted is who was there then; of a time stated, what it is the time of.

    Args:
        stretch: the meeting.
        line: the entry.
        state: gives the names; without it they are those that the meeting has come to.
    """
    state, entry = state or stretch.state, line.entry
    taken_at = partial(_taken_at, stretch)
    about = stretch.line(entry.seq) if isinstance(entry, e.TimeStated) else None
    if about is None or not isinstance(entry, e.TimeStated):
        return tell(state, entry, acting_at(stretch, line), taken_at)
    slow = " (the clock was slow)" if entry.clock_slow else ""
    told = tell(state, about.entry, acting_at(stretch, about), taken_at)
    return f"it was at {wall_time(state, entry.time)}{slow}: {told}"


def _taken_at(stretch: Stretch, seq: int) -> str:
    line = stretch.line(seq)
    return wall_time(stretch.state, line.at) if line else f"entry {seq}"


class Names(NamedTuple):
    """What entries name, as a meeting knows it.

    Args:
        state: gives the names.
        acting: who acted in a member's seat when the entry was recorded; None where nobody asks.
        taken_at: when an earlier entry of the meeting was, by its number; None where nobody asks.
    """

    state: State
    acting: Acting | None = None
    taken_at: Callable[[int], str] | None = None

    def member(self, key: str | None) -> str:
        """The member by name."""
        return member_label(self.state, key or "")

    def actor(self, key: str | None) -> str:
        """Who acted in that member's seat."""
        return self.acting(key or "") if self.acting else self.member(key)

    def motion(self, key: str | None) -> str:
        """The motion by its number; a decision that waits, in its own words."""
        if key in self.state.motions or key not in self.state.decisions:
            return motion_label(self.state, key)
        held = self.state.decisions[key or ""]
        return f"{'motion ' if held.way == 'meeting' else ''}{named(self.state, held)}"

    def issue(self, key: str | None) -> str:
        """The issue by its title."""
        issue = self.state.issues.get(key or "")
        return f"issue “{issue.title if issue else key or ''}”"

    def decided(self, entry: e.DecisionNotified | e.PartnerResponded) -> str:
        """What partners are notified of and answer: an issue, or a motion."""
        return self.issue(entry.issue) if entry.issue else self.motion(entry.motion)


def tell(
    state: State, entry: e.AnyEntry, acting: Acting | None = None, taken_at: Callable[[int], str] | None = None
) -> str:
    """An entry in a few words; ``state`` gives the names, ``acting`` who acted in a seat, ``taken_at`` when an entry was."""
    return _words(entry, Names(state, acting, taken_at))


_ALWAYS_THE_SAME: dict[type[e.Entry], str] = {
    e.ConfidentialCarried: "confidential matters carried over",
    e.MeetingOpened: "meeting opened",
    e.MeetingResumed: "meeting resumed",
    e.MeetingClosed: "meeting closed",
    e.PublicReadmitted: "public readmitted",
}


@singledispatch
def _words(entry: e.Entry, names: Names) -> str:
    """The entry in a few words: below for each kind, where its handler has none beside it."""
    return _ALWAYS_THE_SAME.get(type(entry)) or KINDS[type(entry)].words(names.state, entry)


@_words.register
def _(entry: e.MeetingConvened, _names: Names) -> str:
    return f"meeting convened: {entry.title}"


@_words.register
def _(entry: e.MeetingAdjourned, _names: Names) -> str:
    return f"meeting adjourned: {entry.reason}"


@_words.register
def _(entry: e.ChairTaken, names: Names) -> str:
    return f"{names.actor(entry.member)} in the chair"


@_words.register
def _(entry: e.MemberArrived, names: Names) -> str:
    mode = ", remote" if entry.mode == "remote" else ""
    return f"{for_whom(names.state, entry.member, entry.deputy)} present{mode}"


@_words.register
def _(entry: e.MemberLeft, names: Names) -> str:
    went = NOT_RETURNED if entry.reason == NOT_RETURNED else f"left{_why(entry.reason)}"
    return f"{names.actor(entry.member)} {went}"


@_words.register
def _(entry: e.ApologiesGiven, names: Names) -> str:
    deputy = f", deputy {entry.deputy}" if entry.deputy else ""
    return f"apologies: {names.member(entry.member)}{deputy}"


@_words.register
def _(entry: e.GuestAttended, _names: Names) -> str:
    return f"in attendance: {entry.name}{_why(entry.role)}"


@_words.register
def _(entry: e.ProxyGiven, names: Names) -> str:
    holder = entry.person or names.actor(entry.holder)
    instructed = f", instructed: {entry.instruction}" if entry.instruction else ""
    return f"proxy of {names.member(entry.member)} held by {holder}{_on(names.state, entry.item)}{instructed}"


@_words.register
def _(entry: e.ProxyRevoked, names: Names) -> str:
    return f"proxy of {names.member(entry.member)}{_on(names.state, entry.item)} revoked{_why(entry.reason)}"


@_words.register
def _(entry: e.InterestDeclared, names: Names) -> str:
    labels = [item_label(names.state, key) for key in entry.items]
    where = f", item{'s' if len(labels) > 1 else ''} {listed(labels)}" if labels else " in general"
    return f"interest of {names.actor(entry.member)}{where}: {HANDLING[entry.handling]}"


@_words.register
def _(entry: e.InterestRegistered, names: Names) -> str:
    nature = UNPUBLISHED if tells_too_much(entry) else entry.nature
    return f"interest of {entry.person or names.member(entry.member)} registered: {nature}"


@_words.register
def _(entry: e.InterestReported, names: Names) -> str:
    return f"registered interest{_whose(names.state, entry.standing)} put before the meeting{_why(entry.text)}"


@_words.register
def _(entry: e.InterestEnded, names: Names) -> str:
    return f"registered interest{_whose(names.state, entry.standing)} ended on {day_as_written(entry.date)}{_why(entry.reason)}"


@_words.register
def _(entry: e.PaperWithheld, names: Names) -> str:
    people = ", ".join(names.member(key) for key in entry.members)
    return f"paper of item {item_label(names.state, entry.item)} withheld from {people}{_why(entry.reason)}"


@_words.register
def _(entry: e.PaperReleased, names: Names) -> str:
    people = ", ".join(names.member(key) for key in entry.members)
    return f"paper of item {item_label(names.state, entry.item)} sent to {people} after all{_why(entry.reason)}"


@_words.register
def _(entry: e.NoticeGiven, _names: Names) -> str:
    return (
        f"notice of the meeting of {day_as_written(entry.starts)} given on {day_as_written(entry.date)} {entry.means}"
    )


@_words.register
def _(entry: e.PublicExcluded, names: Names) -> str:
    moved = f", moved by {names.member(entry.mover)}" if entry.mover else ""
    return f"public excluded{moved}: {entry.reason}"


@_words.register
def _(entry: e.ItemOpened, names: Names) -> str:
    return f"item {item_label(names.state, entry.item)} opened"


@_words.register
def _(entry: e.ItemClosed, names: Names) -> str:
    return f"item {item_label(names.state, entry.item)} closed{_why(entry.outcome)}"


@_words.register
def _(entry: e.ItemAdded, _names: Names) -> str:
    return f"item added: {entry.title}"


@_words.register
def _(entry: e.ItemDeferred, names: Names) -> str:
    return f"item {item_label(names.state, entry.item)} deferred{_why(entry.reason)}"


@_words.register
def _(entry: e.NoteTaken, names: Names) -> str:
    kind = "confidential note" if entry.confidential else "note"
    return f"{kind} on {_item_or_meeting(names, entry.item)}: {entry.text}"


@_words.register
def _(entry: e.ParagraphDrafted, names: Names) -> str:
    return f"{_drafted(entry, names)} on {_item_or_meeting(names, entry.item)}: {entry.text}"


def _item_or_meeting(names: Names, item: str | None) -> str:
    return f"item {item_label(names.state, item)}" if item else "the meeting"


@_words.register
def _(entry: e.MotionPut, names: Names) -> str:
    known = entry.motion in names.state.motions  # not where it was undone
    what = names.motion(entry.motion) if known else "amendment" if entry.amends else "motion"
    what += f" of {names.motion(entry.amends)}" if entry.amends else ""
    items = ", ".join(item_label(names.state, key) for key in entry.covers)
    covered = f" (with {'items' if len(entry.covers) > 1 else 'item'} {items})" if items else ""
    return f"{what} put{covered}: {entry.text}"


@_words.register
def _(entry: e.RulingMade, names: Names) -> str:
    chair = CHAIR if entry.by == names.state.chair else names.actor(entry.by)
    return ruling_sentence(names.state, entry, chair).removesuffix(".")


@_words.register
def _(entry: e.ConsensusDeclared, names: Names) -> str:
    declared = names.state.motions.get(entry.motion)
    rule = names.state.charter.rule(declared.rule) if declared is not None else None
    came: CameTo = "discussed" if rule is not None and rule.discusses else "agreed" if entry.reached else "no_consensus"
    return f"{names.motion(entry.motion)}: {OUTCOME[came]}"


@_words.register
def _(entry: e.VotesRecorded, names: Names) -> str:
    put = names.state.motions.get(entry.motion)
    by_partner = put is not None and put.electorate.unit == "partner"
    voters = [partner_label(names.state, key) if by_partner else names.actor(key) for key in entry.voters]
    consensus = put is not None and counting_of(names.state, put).method == "consensus"
    votes = not consensus and entry.choice in ("for", "against")
    several = counted(len(voters), "vote") if votes else str(len(voters))
    shown = voters[0] if len(voters) == 1 else several
    return f"{names.motion(entry.motion)}: {shown} {(_IN_CONSENSUS if consensus else _CAST)[entry.choice]}"


@_words.register
def _(entry: e.ResultDeclared, names: Names) -> str:
    if entry.for_ is None:
        return f"{names.motion(entry.motion)} {OUTCOME[entry.outcome]} on the voices"
    casting = ", by casting vote" if entry.casting_vote else ""
    motion = names.state.motions.get(entry.motion)
    came: CameTo = "for_some" if motion is not None and for_some(names.state, motion, entry) else entry.outcome
    return f"{names.motion(entry.motion)} {OUTCOME[came]}{casting}: {entry.for_} for, {entry.against} against"


@_words.register
def _(entry: e.MotionWithdrawn, names: Names) -> str:
    return f"{names.motion(entry.motion)} withdrawn{_why(entry.reason)}"


@_words.register
def _(entry: e.IssueRaised, _names: Names) -> str:
    return f"issue raised: {entry.title}"


@_words.register
def _(entry: e.PlaceAttempted, names: Names) -> str:
    text = "resolved" if entry.resolved else "no agreement"
    return f"{names.issue(entry.issue)} tried at “{stage_title(names.state, 'place')}”: {text}"


@_words.register
def _(entry: e.AdviceTaken, names: Names) -> str:
    what = "discussed in" if unstaged(names.state) else "advice of"
    return f"{names.issue(entry.issue)}: {what} {group_named(names.state, entry.group)}"


@_words.register
def _(entry: e.IssueAdvanced, names: Names) -> str:
    return f"{names.issue(entry.issue)} moved to “{stage_title(names.state, entry.stage)}”{_why(entry.basis)}"


@_words.register
def _(entry: e.FacilitatorSelected, names: Names) -> str:
    return f"{names.issue(entry.issue)}: facilitator {entry.name}"


@_words.register
def _(entry: e.FacilitationEnded, names: Names) -> str:
    text = "resolved it" if entry.resolved else "did not resolve it"
    return f"{names.issue(entry.issue)}: facilitation {text}"


@_words.register
def _(entry: e.DecisionNotified, names: Names) -> str:
    return f"decision on {names.decided(entry)} sent to {partners_counted(names.state, entry.partners)}"


@_words.register
def _(entry: e.PartnerResponded, names: Names) -> str:
    answer = answer_of(decision(names.state, entry.motion or ""), entry.accepts)
    return f"answer of {partner_label(names.state, entry.partner)} on {names.decided(entry)}: {answer}"


@_words.register
def _(entry: e.IssueReferred, names: Names) -> str:
    return f"{names.issue(entry.issue)} referred to the {bare(body_title(names.state, entry.body))}"


@_words.register
def _(entry: e.IssueReceived, names: Names) -> str:
    return f"{names.issue(entry.issue)} received from the {bare(body_title(names.state, entry.from_book))}"


@_words.register
def _(entry: e.IssueResolved, names: Names) -> str:
    return f"{names.issue(entry.issue)} resolved{_why(entry.how)}"


@_words.register
def _(entry: e.ActionAgreed, names: Names) -> str:
    by = ", reviewed by" if entry.register == "support" else " for"
    return f"{NAMES[entry.register]}{by} {owner_label(names.state, entry.owner)}: {register_words(names.state, entry)}"


@_words.register
def _(entry: e.ActionUpdated, names: Names) -> str:
    owner = f", now for {owner_label(names.state, entry.owner)}" if entry.owner else ""
    about = names.state.actions.get(entry.action)
    register = about.register if about else ""
    what = f"{NAMES[register]} {'updated' if entry.status == 'open' else action_status(entry.status, register)}"
    return f"{what}{f' ({about.text})' if about else ''}{owner}{_why(entry.text)}"


@_words.register
def _(entry: e.ReferralAnswered, names: Names) -> str:
    return f"the {bare(body_title(names.state, entry.body))} resolved the issue {entry.title or entry.issue}{_why(entry.how)}"


@_words.register
def _(entry: e.MilestoneReached, _names: Names) -> str:
    what = "time limit began on" if entry.begins else "extended, decided on" if entry.until else "done on"
    return f"{what} {day_as_written(entry.date)}: {entry.title}{_why(entry.text)}"


@_words.register
def _(entry: e.MinutesCorrected, names: Names) -> str:
    whose = minutes_of(names.state, entry.meeting)
    return f"minutes of {whose} corrected, {entry.place}: {change_words(entry)}"


@_words.register
def _(entry: e.MinutesApproved, names: Names) -> str:
    only_one = len(names.state.approved) + len(names.state.minutes_due) == 1
    whose = "the last meeting" if only_one else minutes_of(names.state, entry.meeting)
    corrected = f", with {counted(len(entry.corrections), 'correction')}" if entry.corrections else ""
    return f"minutes of {whose} approved{corrected}"


@_words.register
def _(entry: e.RatificationSought, names: Names) -> str:
    form = NOUN[entry.form or "ratification"]
    return f"{names.motion(entry.motion)} subject to {form}{_why(entry.reason)}"


@_words.register
def _(entry: e.AgreementSought, _names: Names) -> str:
    return f"written agreement sought: {entry.text}"


@_words.register
def _(entry: e.PointMet, names: Names) -> str:
    return f"{names.motion(entry.motion)}: point {entry.point} shown, {entry.reference}"


@_words.register
def _(entry: e.DecisionTaken, _names: Names) -> str:
    return f"{'urgent decision' if entry.way == 'urgent' else 'decision in writing'}: {entry.text}"


@_words.register
def _(entry: e.DecisionReported, names: Names) -> str:
    return f"{names.motion(entry.motion)} reported and {entry.how.replace('_', ' ')}"


@_words.register
def _(entry: e.DecisionSent, names: Names) -> str:
    return f"decision on {names.motion(entry.motion)} sent to the {bare(body_title(names.state, entry.body))}"


@_words.register
def _(entry: e.DecisionReceived, names: Names) -> str:
    return f"decision received from the {bare(body_title(names.state, entry.from_book))}: {entry.history.text}"


@_words.register
def _(entry: e.DecisionAnswered, names: Names) -> str:
    return f"the {bare(body_title(names.state, entry.body))} answers on {names.motion(entry.motion)}: {OUTCOME[entry.outcome]}"


@_words.register
def _(entry: e.ConsultationStated, names: Names) -> str:
    reference = f", {entry.reference}" if entry.reference else ""
    return f"{names.motion(entry.motion)}: consultation {CONSULTATION[entry.status]}{reference}"


@_words.register
def _(entry: e.DecisionLapsed, names: Names) -> str:
    return f"{names.motion(entry.motion)}: nothing more is waited for{_why(entry.reason)}"


@_words.register
def _(entry: e.EntryRetracted, _names: Names) -> str:
    return f"entry {entry.seq} undone: {entry.reason}"


@_words.register
def _(entry: e.TimeStated, names: Names) -> str:
    slow = ", recorded while the clock was slow" if entry.clock_slow else ""
    return f"entry {entry.seq} was at {wall_time(names.state, entry.time)}{slow}"


def _whose(state: State, key: str) -> str:
    standing_interest = state.standing.get(key)
    return f" of {registered_label(state, standing_interest)}" if standing_interest else ""


def _drafted(entry: e.ParagraphDrafted, names: Names) -> str:
    """That it was, and in place of what: notes by their times, since nobody knows them by the numbers of their entries."""
    kind = "confidential paragraph drafted" if entry.confidential else "paragraph drafted"
    if not entry.replaces:
        return kind
    several = len(entry.replaces) > 1
    if names.taken_at is None:
        return f"{kind} in place of {counted(len(entry.replaces), 'note') if several else 'the note'}"
    times = listed(list(dict.fromkeys(map(names.taken_at, entry.replaces))))
    return f"{kind} in place of the note{'s' if several else ''} of {times}"


def _on(state: State, item: str | None) -> str:
    return f" on item {item_label(state, item)}" if item else ""


def _why(text: str) -> str:
    return f": {text}" if text else ""

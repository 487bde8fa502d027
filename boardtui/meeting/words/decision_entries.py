"""How motions, votes and rulings are told, decisions that wait for others, and issues."""

from __future__ import annotations

from boardtui.charter.words import bare, counted
from boardtui.meeting import entries as e
from boardtui.meeting.counting.outcome import OUTCOME, CameTo
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.followup.stages import stage_title, unstaged
from boardtui.meeting.state.check import for_some
from boardtui.meeting.state.labels import body_title, group_named, item_label, partner_label, partners_counted
from boardtui.meeting.voting.ballot import counting_of
from boardtui.meeting.words.awaiting_words import CONSULTATION, NOUN, answer_of
from boardtui.meeting.words.entry_names import Names, why, words_of
from boardtui.meeting.words.ruling_words import CHAIR, ruling_sentence
from boardtui.meeting.words.value_words import CHOICE

_CAST = {**CHOICE, "abstain": "abstained", "not_voting": "did not vote"}  # behind who did so
_IN_CONSENSUS = {"for": "agreed", "against": "objected", "abstain": "stood aside", "not_voting": "took no part"}
"""The same of a consensus, in which nobody votes."""


@words_of.register
def _(entry: e.MotionPut, names: Names) -> str:
    known = entry.motion in names.state.motions  # not where it was undone
    what = names.motion(entry.motion) if known else "amendment" if entry.amends else "motion"
    what += f" of {names.motion(entry.amends)}" if entry.amends else ""
    items = ", ".join(item_label(names.state, key) for key in entry.covers)
    covered = f" (with {'items' if len(entry.covers) > 1 else 'item'} {items})" if items else ""
    return f"{what} put{covered}: {entry.text}"


@words_of.register
def _(entry: e.RulingMade, names: Names) -> str:
    chair = CHAIR if entry.by == names.state.chair else names.actor(entry.by)
    return ruling_sentence(names.state, entry, chair).removesuffix(".")


@words_of.register
def _(entry: e.ConsensusDeclared, names: Names) -> str:
    declared = names.state.motions.get(entry.motion)
    rule = names.state.charter.rule(declared.rule) if declared is not None else None
    came: CameTo = "discussed" if rule is not None and rule.discusses else "agreed" if entry.reached else "no_consensus"
    return f"{names.motion(entry.motion)}: {OUTCOME[came]}"


@words_of.register
def _(entry: e.VotesRecorded, names: Names) -> str:
    put = names.state.motions.get(entry.motion)
    by_partner = put is not None and put.electorate.unit == "partner"
    voters = [partner_label(names.state, key) if by_partner else names.actor(key) for key in entry.voters]
    consensus = put is not None and counting_of(names.state, put).method == "consensus"
    votes = not consensus and entry.choice in ("for", "against")
    several = counted(len(voters), "vote") if votes else str(len(voters))
    shown = voters[0] if len(voters) == 1 else several
    return f"{names.motion(entry.motion)}: {shown} {(_IN_CONSENSUS if consensus else _CAST)[entry.choice]}"


@words_of.register
def _(entry: e.ResultDeclared, names: Names) -> str:
    if entry.for_ is None:
        return f"{names.motion(entry.motion)} {OUTCOME[entry.outcome]} on the voices"
    casting = ", by casting vote" if entry.casting_vote else ""
    motion = names.state.motions.get(entry.motion)
    came: CameTo = "for_some" if motion is not None and for_some(names.state, motion, entry) else entry.outcome
    return f"{names.motion(entry.motion)} {OUTCOME[came]}{casting}: {entry.for_} for, {entry.against} against"


@words_of.register
def _(entry: e.MotionWithdrawn, names: Names) -> str:
    return f"{names.motion(entry.motion)} withdrawn{why(entry.reason)}"


@words_of.register
def _(entry: e.IssueRaised, _names: Names) -> str:
    return f"issue raised: {entry.title}"


@words_of.register
def _(entry: e.PlaceAttempted, names: Names) -> str:
    text = "resolved" if entry.resolved else "no agreement"
    return f"{names.issue(entry.issue)} tried at “{stage_title(names.state, 'place')}”: {text}"


@words_of.register
def _(entry: e.AdviceTaken, names: Names) -> str:
    what = "discussed in" if unstaged(names.state) else "advice of"
    return f"{names.issue(entry.issue)}: {what} {group_named(names.state, entry.group)}"


@words_of.register
def _(entry: e.IssueAdvanced, names: Names) -> str:
    return f"{names.issue(entry.issue)} moved to “{stage_title(names.state, entry.stage)}”{why(entry.basis)}"


@words_of.register
def _(entry: e.FacilitatorSelected, names: Names) -> str:
    return f"{names.issue(entry.issue)}: facilitator {entry.name}"


@words_of.register
def _(entry: e.FacilitationEnded, names: Names) -> str:
    text = "resolved it" if entry.resolved else "did not resolve it"
    return f"{names.issue(entry.issue)}: facilitation {text}"


@words_of.register
def _(entry: e.DecisionNotified, names: Names) -> str:
    return f"decision on {names.decided(entry)} sent to {partners_counted(names.state, entry.partners)}"


@words_of.register
def _(entry: e.PartnerResponded, names: Names) -> str:
    answer = answer_of(decision(names.state, entry.motion or ""), entry.accepts)
    return f"answer of {partner_label(names.state, entry.partner)} on {names.decided(entry)}: {answer}"


@words_of.register
def _(entry: e.IssueReferred, names: Names) -> str:
    return f"{names.issue(entry.issue)} referred to the {bare(body_title(names.state, entry.body))}"


@words_of.register
def _(entry: e.IssueReceived, names: Names) -> str:
    return f"{names.issue(entry.issue)} received from the {bare(body_title(names.state, entry.from_book))}"


@words_of.register
def _(entry: e.IssueResolved, names: Names) -> str:
    return f"{names.issue(entry.issue)} resolved{why(entry.how)}"


@words_of.register
def _(entry: e.ReferralAnswered, names: Names) -> str:
    return f"the {bare(body_title(names.state, entry.body))} resolved the issue {entry.title or entry.issue}{why(entry.how)}"


@words_of.register
def _(entry: e.RatificationSought, names: Names) -> str:
    form = NOUN[entry.form or "ratification"]
    return f"{names.motion(entry.motion)} subject to {form}{why(entry.reason)}"


@words_of.register
def _(entry: e.AgreementSought, _names: Names) -> str:
    return f"written agreement sought: {entry.text}"


@words_of.register
def _(entry: e.PointMet, names: Names) -> str:
    return f"{names.motion(entry.motion)}: point {entry.point} shown, {entry.reference}"


@words_of.register
def _(entry: e.DecisionTaken, _names: Names) -> str:
    return f"{'urgent decision' if entry.way == 'urgent' else 'decision in writing'}: {entry.text}"


@words_of.register
def _(entry: e.DecisionReported, names: Names) -> str:
    return f"{names.motion(entry.motion)} reported and {entry.how.replace('_', ' ')}"


@words_of.register
def _(entry: e.DecisionSent, names: Names) -> str:
    return f"decision on {names.motion(entry.motion)} sent to the {bare(body_title(names.state, entry.body))}"


@words_of.register
def _(entry: e.DecisionReceived, names: Names) -> str:
    return f"decision received from the {bare(body_title(names.state, entry.from_book))}: {entry.history.text}"


@words_of.register
def _(entry: e.DecisionAnswered, names: Names) -> str:
    return f"the {bare(body_title(names.state, entry.body))} answers on {names.motion(entry.motion)}: {OUTCOME[entry.outcome]}"


@words_of.register
def _(entry: e.ConsultationStated, names: Names) -> str:
    reference = f", {entry.reference}" if entry.reference else ""
    return f"{names.motion(entry.motion)}: consultation {CONSULTATION[entry.status]}{reference}"


@words_of.register
def _(entry: e.DecisionLapsed, names: Names) -> str:
    return f"{names.motion(entry.motion)}: nothing more is waited for{why(entry.reason)}"

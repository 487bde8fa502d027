"""What an issue waits for, and who does it: the words behind the "Next" line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from boardtui.charter.model import StageKey
from boardtui.charter.rule import Rule
from boardtui.meeting.entries import AGREES, IssueStep, OpenIssue
from boardtui.meeting.followup.stages import (
    NO_DECISION,
    answers,
    clause_of,
    facilitation_failed,
    is_here,
    letters,
    order,
    outcome_at,
    overruled,
    referral,
    refusals,
    stage_after,
    stage_of,
    stage_title,
    unstaged,
    voted,
)
from boardtui.meeting.state.labels import group_named, partners_counted, short_label
from boardtui.meeting.state.state import Motion, State, open_motions


class Waiting(NamedTuple):
    """What comes next: in a few words for a list, in a sentence or two, and the moves that do it, the best first."""

    short: str
    words: str
    moves: tuple[str, ...] = ()


def cited(state: State, stage: StageKey) -> str:
    """A stage with its clause."""
    clause = clause_of(state, stage)
    return f"{stage_title(state, stage)}, {clause}" if clause else stage_title(state, stage)


def stage_rule(state: State, stage: StageKey | None) -> Rule | None:
    """The rule by which this body decides at that stage, if it does."""
    described = stage_of(state, stage) if stage and is_here(state, stage) else None
    return state.charter.rule(described.rule) if described and described.rule else None


def _last_vote(issue: OpenIssue) -> IssueStep | None:
    """The last result of a vote that decides at the stage where the issue is."""
    votes = [step for step in issue.stages if voted(step) and step.stage == issue.stage]
    return votes[-1] if votes else None


def motion_under_way(state: State, issue: OpenIssue) -> Motion | None:
    """The motion about this issue that is put and not decided."""
    return next((motion for motion in open_motions(state) if motion.issue == issue.issue), None)


def unanswered(state: State, issue: OpenIssue) -> list[str]:
    """The parties that have not said whether they accept the last decision."""
    answered = {response.partner for response in answers(state, issue)}
    return [partner for partner in issue.parties if partner not in answered]


def short_names(state: State, keys: Iterable[str]) -> str:
    """Partners by their short names, with commas."""
    return ", ".join(short_label(state, key) for key in keys)


def _elsewhere(state: State, issue: OpenIssue, *, received: bool) -> Waiting:
    """What an issue that was referred waits for in the other body's book."""
    where = f"It is {referral(state, issue.status)}"
    answers_told = [one for one in state.answers if one.issue == issue.issue and one.confidential <= issue.confidential]
    told = answers_told[-1].how if answers_told else ""
    if told:
        return Waiting("nothing: resolved there", f"{where}, which resolved it: {told}")
    if received:
        return Waiting(
            "its outcome there", f"{where}, which received it in its own book. t records here how it ends there."
        )
    text = f"{where}. That body receives it in its own book: on its list of issues, “receive”."
    return Waiting("receipt by that body", text)


def waiting(state: State, issue: OpenIssue, *, received: bool = False) -> Waiting:
    """What the issue waits for; ``received`` where the body to which it was referred has it in its own book."""
    if issue.status == "resolved":
        return Waiting("nothing: resolved", "Nothing: it is resolved.")
    if issue.status != "open":
        return _elsewhere(state, issue, received=received)
    if motion := motion_under_way(state, issue):
        return Waiting(
            "a vote under way", f"Motion {motion.number} is being voted on; its result comes first.", ("vote",)
        )
    if unstaged(state):
        return _unstaged(state, issue)
    after = stage_after(state, issue)
    if after is not None and overruled(state, issue, after) and _last_vote(issue) is None:
        onward = _onward(state, issue)
        return onward.waiting(f"The Chair ruled that it goes on all the same. {onward.say('Next: ')}")
    match issue.stage:
        case "discussion":
            return _discussion(state, issue)
        case "majority":
            return _majority(state, issue)
        case "facilitator":
            return _facilitator(state, issue)
        case "board":
            return _board(state, issue)
        case _:
            return _place(state, issue)


class Onward(NamedTuple):
    """The stage that follows: as it is named in a sentence, in short, and the move that leads there."""

    sentence: str
    short: str
    move: str

    def say(self, lead: str) -> str:
        """The sentence that the stage is what comes next."""
        return f"{lead}{self.sentence}." if self.sentence else "The memorandum names no further stage."

    def waiting(self, text: str, *more: str) -> Waiting:
        """That the issue waits for this stage."""
        return Waiting(self.short, text, (self.move, *more))


def _onward(state: State, issue: OpenIssue) -> Onward:
    """What follows the stage where the issue is; after the last, that it is resolved by words."""
    stage = stage_after(state, issue)
    if stage is None:
        return Onward("", "to be resolved", "resolve")
    short = f"next: {stage_title(state, stage)}"
    if is_here(state, stage):
        return Onward(cited(state, stage), short, "advance")
    return Onward(f"{cited(state, stage)} (b refers it)", short, "refer")


def _unstaged(state: State, issue: OpenIssue) -> Waiting:
    """Where the memorandum sets no stages: it is discussed, and resolved by words."""
    groups = list(dict.fromkeys(group_named(state, step.group) for step in issue.stages if step.group))
    if not groups:
        text = "Discuss it in the bodies concerned, refer it, or record how it is resolved."
        return Waiting("discussion", text, ("advice", "refer", "resolve"))
    text = f"Discussed in {', '.join(groups)}. Record how it is resolved, discuss it further or refer it."
    return Waiting("to be resolved", text, ("resolve", "advice", "refer"))


def _place(state: State, issue: OpenIssue) -> Waiting:
    onward = _onward(state, issue)
    if "place" not in order(state):
        return onward.waiting(onward.say("Next stage: "))
    if any(step.outcome for step in issue.stages if step.stage == "place"):
        return onward.waiting(f"No agreement so far. {onward.say('Next stage: ')}", "place")
    text = f"{cited(state, 'place')}: record how that went. {onward.say('If that is not appropriate, ')}"
    return Waiting("an attempt to settle it", text, ("place", onward.move))


def _discussion(state: State, issue: OpenIssue) -> Waiting:
    onward = _onward(state, issue)
    vote = _last_vote(issue)
    end = f"If every party is satisfied, record it as resolved (x). {onward.say('If not, next: ')}"
    if vote is not None and vote.outcome in AGREES:
        return Waiting("whether each is satisfied", f"Agreed in discussion. {end}", ("resolve", onward.move))
    groups = list(dict.fromkeys(step.group for step in issue.stages if step.stage == "discussion" and step.group))
    advice = f"Advice taken: {', '.join(groups)}." if groups else "Take the appropriate advice and discuss it."
    if groups:
        return Waiting("discussion", f"{advice} {end}", (onward.move, "resolve", "advice"))
    return Waiting("advice and discussion", f"{advice} {end}", ("advice", "resolve", onward.move))


def _majority(state: State, issue: OpenIssue) -> Waiting:
    outcome = outcome_at(issue, "majority")
    if outcome is None:
        rule = stage_rule(state, "majority")
        title = rule.title if rule else "the vote of the partners affected"
        text = f"{title}, {clause_of(state, 'majority')}: put it to the vote."
        return Waiting("the vote", text, ("vote", "no_decision"))
    onward = _onward(state, issue)
    if outcome == NO_DECISION:
        return onward.waiting(f"The Chair ruled that there can be no decision. {onward.say('Next: ')}", "vote")
    if outcome not in AGREES:
        return onward.waiting(f"{_lacking(outcome)}, so there is no decision. {onward.say('Next: ')}", "vote")
    if not letters(issue):
        text = f"Tell the partners of the decision in writing, {clause_of(state, 'majority')}."
        if against := refusals(state, issue):
            who = short_names(state, [response.partner for response in against])
            text = f"{text} Not accepted by {who}. {onward.say('Next: ')}"
            return Waiting("the decision in writing", text, ("notify", onward.move))
        return Waiting("the decision in writing", text, ("notify",))
    return _answers(state, issue, onward)


def _lacking(outcome: str | None) -> str:
    """What a vote that decides nothing did not find."""
    return {"no_consensus": "No consensus", "discussed": "Only discussed"}.get(outcome or "", "No majority")


def _answers(state: State, issue: OpenIssue, onward: Onward) -> Waiting:
    missing, against = unanswered(state, issue), refusals(state, issue)
    out = f"{len(missing)} of {partners_counted(state, issue.parties)} ({short_names(state, missing)})"
    if against:
        who = short_names(state, [response.partner for response in against])
        rest, moves = (f" Not answered yet: {out}.", (onward.move, "respond")) if missing else ("", (onward.move,))
        return Waiting(f"against: {who}", f"Not accepted by {who}. {onward.say('Next: ')}{rest}", moves)
    if missing:
        text = f"Answers of {out}. {onward.say('If one does not accept, next: ')}"
        return Waiting(f"answers: {short_names(state, missing)}", text, ("respond",))
    text = "Every party accepts: record that it is resolved." if issue.parties else "Record how it is resolved."
    return Waiting("to be recorded resolved", text, ("resolve",))


def _facilitator(state: State, issue: OpenIssue) -> Waiting:
    clause = clause_of(state, "facilitator")
    if facilitation_failed(issue):
        onward = _onward(state, issue)
        return onward.waiting(f"Facilitation did not resolve it. {onward.say('Next: ')}")
    if not issue.facilitator:
        return Waiting("a facilitator", f"An independent facilitator is to be selected, {clause}.", ("select",))
    text = f"{issue.facilitator} facilitates, {clause}. Record how it ends."
    return Waiting("end of facilitation", text, ("ended",))


def _board(state: State, issue: OpenIssue) -> Waiting:
    if not is_here(state, "board"):
        text = f"{cited(state, 'board')}, is a stage of another body: refer it there."
        return Waiting(f"next: {stage_title(state, 'board')}", text, ("refer",))
    vote, clause = _last_vote(issue), clause_of(state, "board")
    if vote is None:
        return Waiting("the vote", f"{stage_title(state, 'board')}, {clause}: put it to the vote.", ("vote",))
    if vote.outcome not in AGREES:
        lacking = _lacking(vote.outcome)
        text = f"{lacking}, and the memorandum names no further stage ({clause}). It can be put again."
        return Waiting(lacking.lower(), text, ("vote", "resolve"))
    if letters(issue):
        return Waiting(
            "to be recorded resolved", "The parties know the decision: record how it is resolved.", ("resolve",)
        )
    return Waiting("advice to the parties", f"Advise the parties of the decision, {clause}.", ("notify",))

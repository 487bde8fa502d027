"""Where an issue stands on its way through the stages that the charter names, and why it cannot go on to one now.

A charter may name none: an issue is then open, is discussed, may be referred and is resolved by words.
"""

from __future__ import annotations

import datetime

from boardtui.charter.explain import shown
from boardtui.charter.model import Stage, StageKey
from boardtui.dates import at_zone
from boardtui.meeting.entries import AGREES, IssueStep, Notice, OpenIssue, Response
from boardtui.meeting.state.check import require
from boardtui.meeting.state.labels import body_title, with_article
from boardtui.meeting.state.state import PUBLIC_APART, Ruling, State

NO_DECISION = "no decision"
ORDER: tuple[StageKey, ...] = ("place", "discussion", "majority", "facilitator", "board")
DECIDING: tuple[StageKey, ...] = ("discussion", "majority", "board")
_TITLES: dict[StageKey, str] = {
    "place": "Directly between the partners",
    "discussion": "Discussion",
    "majority": "Majority of the partners affected",
    "facilitator": "Independent facilitator",
    "board": "Last decision",
}
_LACKING = {
    "attempt": "an attempt to settle it directly or at place, or why that was not appropriate",
    "advice": "the advice taken on it",
    "unsettled": "that the discussion, which satisfied each party affected, left anything open",
}
NO_SUCH_STAGE = "The memorandum sets no such stage for an issue."
NO_STAGES = "The memorandum sets no stages for an issue: it is discussed, may be referred, and is resolved."


def unstaged(state: State) -> bool:
    """Whether the charter names no stages, so that an issue has none; meetings of older vocabularies had them all."""
    return not state.charter.stages and state.vocabulary >= PUBLIC_APART


def order(state: State) -> tuple[StageKey, ...]:
    """The stages that the charter names, in their order; meetings of older vocabularies had them all."""
    keys = {stage.key for stage in state.charter.stages}
    return tuple(stage for stage in ORDER if stage in keys or state.vocabulary < PUBLIC_APART)


def way(state: State, issue: OpenIssue) -> tuple[StageKey, ...]:
    """The stages of the charter, and those at which the issue has been under another one."""
    been = {issue.stage, *(step.stage for step in issue.stages)}
    return tuple(stage for stage in ORDER if stage in been or stage in order(state))


def stage_after(state: State, issue: OpenIssue) -> StageKey | None:
    """The stage of the charter that follows, an attempt at place being none that is waited for; None after the last."""
    stages = order(state)
    if issue.stage is None:
        return next((stage for stage in stages if stage != "place"), None)
    return next((stage for stage in stages if ORDER.index(stage) > ORDER.index(issue.stage)), None)


def _follows(state: State, issue: OpenIssue, stage: StageKey) -> bool:
    """Whether a stage is the next of the issue; the first may be passed over where it is place."""
    return stage == stage_after(state, issue) or (issue.stage is None and stage in order(state)[:1])


def stage_title(state: State, stage: StageKey) -> str:
    """A stage as the charter names it."""
    described = stage_of(state, stage)
    return described.title if described else _TITLES[stage]


def clause_of(state: State, stage: StageKey) -> str:
    """The clause that the charter gives for a stage."""
    described = stage_of(state, stage)
    return described.clause if described else ""


def stage_of(state: State, stage: StageKey) -> Stage | None:
    """The charter's words on a stage, if it has any."""
    return next((one for one in state.charter.stages if one.key == stage), None)


def is_here(state: State, stage: StageKey) -> bool:
    """Whether a stage takes place in this body."""
    described = stage_of(state, stage)
    return described is None or described.body in ("", state.body)


def stages_of(state: State, rule: str) -> list[StageKey]:
    """The stages at which this body decides by that rule; another body's rule of the same name decides none of them."""
    return [stage.key for stage in state.charter.stages if stage.rule == rule and stage.body in ("", state.body)]


def stages_meant(state: State, rule: str, issue: str | None) -> str:
    """The stages that a rule is for, by their titles, where a motion by it names no ``issue``; else empty."""
    titles = [f"“{stage_title(state, stage)}”" for stage in stages_of(state, rule)]
    return "" if issue else " or ".join(titles)


def decides(state: State, stage: StageKey, rule: str) -> bool:
    """Whether a vote of this body by that rule is the decision of a stage.

    Where the charter says nothing of the stage, or names no rule for it, any rule will do. No ruling makes another rule
    that of the stage: what the chair may rule on is how the stage's own rule is counted.
    """
    described = stage_of(state, stage)
    return is_here(state, stage) and (described is None or described.rule in ("", rule))


def legal_stages(state: State, issue: OpenIssue) -> list[StageKey]:
    """The stages that the issue can go to now."""
    if issue.status != "open" or unstaged(state):
        return []
    return [stage for stage in order(state) if not why_not(state, issue, stage)]


def why_not(state: State, issue: OpenIssue, stage: StageKey) -> str:
    """Why an issue cannot go to a stage now, in one sentence; empty when it can."""
    if unstaged(state):
        return NO_STAGES
    if stage not in order(state):
        return NO_SUCH_STAGE
    if not _follows(state, issue, stage):
        if stage == "board" and _entered_here(state, issue):
            return ""
        before = way(state, issue)[: way(state, issue).index(stage)]
        rest = f"comes after “{stage_title(state, before[-1])}”" if before else "comes first"
        return f"The issue is at {at_stage(state, issue)}; “{stage_title(state, stage)}” {rest}."
    if overruled(state, issue, stage):
        return ""
    if unmet := _unmet(state, issue, stage):
        return unmet
    decided = outcome_at(issue, "majority") if issue.stage == "majority" else ""
    if decided is None:
        other = any(step.motion and step.stage == "majority" for step in issue.stages)
        text = "The vote on it was not by the rule of this stage" if other else "There has been no vote on it"
        under_way = any(motion.issue == issue.issue and motion.status == "open" for motion in state.motions.values())
        text = f"{text}. Put it to the vote" if not under_way else "A vote on it is under way. Declare its result"
        return (
            f"{text}, or let the Chair rule that there can be no decision: an "
            "issue goes on when the parties do not accept the decision, or there is none."
        )
    if decided in AGREES and not refusals(state, issue):
        return _not_refused(state, issue)
    if issue.stage == "facilitator" and not facilitation_failed(issue):
        title = stage_title(state, stage)
        return f"It goes to “{title}” only when the facilitator could not resolve it; record how facilitation ended."
    return ""


def can_be_overruled(state: State, issue: OpenIssue) -> list[StageKey]:
    """The stages next in order that something keeps the issue from, which a ruling of the chair can overrule."""
    return [
        stage
        for stage in order(state)
        if issue.status == "open"
        and _follows(state, issue, stage)
        and (described := stage_of(state, stage)) is not None
        and not described.strict
        and why_not(state, issue, stage)
    ]


def _entered_here(state: State, issue: OpenIssue) -> bool:
    """Whether the stages before took place in another body, whose book is not here, and evidence of them was entered."""
    return bool(issue.evidence) and is_here(state, "board") and passed_elsewhere(state)


def passed_elsewhere(state: State) -> bool:
    """Whether the stage before the last is another body's, so that evidence can be entered of how an issue came to it."""
    before = [stage for stage in order(state) if stage in DECIDING and stage != "board"]
    return bool(before) and not is_here(state, before[-1])


def overruled(state: State, issue: OpenIssue, stage: StageKey) -> Ruling | None:
    """The last ruling of the chair at this meeting that the issue goes on to the stage; None where there is none."""
    value = {"issue": issue.issue, "stage": stage}
    rulings = [ruling for ruling in state.rulings if ruling.setting == "stage" and ruling.value == value]
    return rulings[-1] if rulings else None


def _unmet(state: State, issue: OpenIssue, stage: StageKey) -> str:
    """What the charter requires before a stage and no record shows, in one sentence."""
    described = stage_of(state, stage)
    met = {
        "attempt": any(step.stage == "place" and step.outcome is not None for step in issue.stages),
        "advice": any(step.group for step in issue.stages),
        "unsettled": outcome_at(issue, "discussion") not in AGREES,
    }
    lacking = [_LACKING[need] for need in (described.requires if described else ()) if not met[need]]
    return (
        f"Not recorded yet: {'; '.join(lacking)}. Record it, or let the Chair rule, with the reason." if lacking else ""
    )


def on_record(state: State, issue: OpenIssue, rule: str) -> bool:
    """Whether all that the charter requires before the stage that the rule decides is recorded of the issue."""
    stages = [stage for stage in stages_of(state, rule) if (described := stage_of(state, stage)) and described.requires]
    return bool(stages) and not any(_unmet(state, issue, stage) for stage in stages)


def why_not_refer(state: State, issue: OpenIssue, body: str | None = None) -> str:
    """Why an issue cannot be referred now, to that body or to any; empty where it can.

    While an independent facilitator has it, it is referred nowhere; and once a decision on it was sought it comes to
    the last stage only after a facilitator could not resolve it.
    """
    if issue.stage == "facilitator" and not facilitation_failed(issue):
        return "The independent facilitator has it; record first how facilitation ended."
    board = stage_of(state, "board")
    named = "facilitator" in order(state)
    if issue.stage == "majority" and named and board is not None and board.body == body:
        return f"It goes to “{board.title}” only when an independent facilitator could not resolve it."
    return ""


def at_stage(state: State, issue: OpenIssue) -> str:
    """Where an issue is, by the title of its stage."""
    return f"“{stage_title(state, issue.stage)}”" if issue.stage else "no stage yet"


def outcome_at(issue: OpenIssue, stage: StageKey) -> str | None:
    """How the last vote at a stage ended, or that the chair ruled that there can be none; None where neither is."""
    ended = [step for step in issue.stages if step.stage == stage and (voted(step) or step.outcome == NO_DECISION)]
    return ended[-1].outcome if ended else None


def voted(step: IssueStep) -> bool:
    """Whether a step is a vote by the rule of its stage, which decides there; a motion by another rule is none."""
    return step.motion is not None and not step.rule


def last_decision(issue: OpenIssue) -> IssueStep | None:
    """The last vote that decided a stage at which there is something to decide; None where there was none."""
    return next((step for step in reversed(issue.stages) if step.stage in DECIDING and voted(step)), None)


def issue_decided(state: State, motion: str | None) -> OpenIssue | None:
    """The issue whose last decision that motion is, one of an earlier meeting too; None where it is no issue's."""
    decision = state.motions.get(motion or "") or state.decisions.get(motion or "")
    issue = state.issues.get((decision.issue if decision else None) or "")
    decided = last_decision(issue) if issue else None
    if issue is None or decided is None:
        return None
    # An issue that was received brings motions of another book with it, whose keys may be the same.
    own = next((step for step in reversed(issue.stages) if step.motion == motion), None)
    return issue if own is decided else None


def answers(state: State, issue: OpenIssue) -> list[Response]:
    """The partners' answers to the last decision; what is dated before its day cannot be one."""
    decided = last_decision(issue)
    return (
        [response for response in issue.responses if response.date >= day_of(state, decided)]
        if decided is not None
        else []
    )


def early_answers(state: State, issue: OpenIssue) -> list[Response]:
    """What partners said before there was a decision, or by its date before this one."""
    counted = answers(state, issue)
    return [response for response in issue.responses if response not in counted]


def refusals(state: State, issue: OpenIssue) -> list[Response]:
    """The answers that do not accept the last decision."""
    return [answer for answer in answers(state, issue) if not answer.accepts]


def is_to_be_accepted(state: State, issue: OpenIssue, *, due: bool = False) -> bool:
    """Whether the parties are asked if they accept the last decision, or one that is to come.

    What was not carried is no decision. After the last stage nothing follows on an answer, so none is asked for, except
    where a day was set for it (``due``); a charter without stages has no last one.
    """
    decided = last_decision(issue)
    if decided is None:
        return True
    return decided.outcome in AGREES and (due or unstaged(state) or stage_after(state, issue) is not None)


def letters(issue: OpenIssue) -> list[Notice]:
    """The letters that told partners of the last decision."""
    decided = last_decision(issue)
    return [notice for notice in issue.notified if decided is not None and notice.motion == decided.motion]


def day_of(state: State, step: IssueStep) -> str:
    """The day of a step as the meeting's clock had it, or its meeting's where it was entered only later."""
    if step.day:
        return step.day
    offset = datetime.datetime.fromisoformat(state.starts).tzinfo if state.starts else datetime.UTC
    return at_zone(datetime.datetime.fromisoformat(step.at), offset).date().isoformat()


def facilitation_failed(issue: OpenIssue) -> bool:
    """Whether the facilitator selected last could not resolve it."""
    steps = [step.outcome for step in issue.stages if step.stage == "facilitator" and step.motion is None]
    ended = [outcome for outcome in steps if outcome in ("selected", "not resolved")]
    return ended[-1:] == ["not resolved"]


def _not_refused(state: State, issue: OpenIssue) -> str:
    if any(not early_answer.accepts for early_answer in early_answers(state, issue)):
        return (
            "There is a decision and no partner has said since that it does not accept it; what was said before the "
            "decision is no answer to it. Record the answers first."
        )
    return "There is a decision and no partner has said that it does not accept it; record the answers first."


def referral(state: State, words: str) -> str:
    """The words "referred to" with the body's name in the place of its key."""
    last = stage_of(state, "board")
    before, _, body = words.partition("referred to ")
    if before or not body:
        return words
    title = last.title if last and last.body == body else body_title(state, body)
    return f"referred to {with_article(title)}"


def check_open(state: State, issue: OpenIssue) -> None:
    """Refuse what is done about an issue that is resolved or referred."""
    settled = (
        f"The issue {shown(issue.title)} is {referral(state, issue.status)}; nothing more can be done about it here."
    )
    require(issue.status == "open", settled)

"""Where an issue stands on its way through the stages, and why it cannot go on to one now (8.8, 8.10)."""

from __future__ import annotations

from boardtui.charter.model import Stage, StageKey
from boardtui.meeting.entries import IssueStep, OpenIssue, Response
from boardtui.meeting.state import State

NO_DECISION = "no decision"
ORDER: tuple[StageKey, ...] = ("place", "discussion", "majority", "facilitator", "board")
_BEFORE: dict[StageKey, tuple[StageKey | None, ...]] = {
    "place": (None,),
    "discussion": (None, "place"),
    "majority": ("discussion",),
    "facilitator": ("majority",),
    "board": ("facilitator",),
}
_CLAUSES = {
    "place": "8.8",
    "discussion": "8.10(1)",
    "majority": "8.10(2)",
    "facilitator": "8.10(3)",
    "board": "8.10(4)",
}


def clause_of(state: State, stage: StageKey) -> str:
    """The clause that the charter gives for a stage."""
    described = stage_of(state, stage)
    return described.clause if described else _CLAUSES[stage]


def stage_of(state: State, stage: StageKey) -> Stage | None:
    """The charter's words on a stage, if it has any."""
    return next((one for one in state.charter.stages if one.key == stage), None)


def stages_of(state: State, rule: str) -> list[StageKey]:
    """The stages at which this body decides by that rule; another body's rule of the same name decides none of them."""
    return [one.key for one in state.charter.stages if one.rule == rule and one.body in ("", state.body)]


def decides(state: State, stage: StageKey, rule: str) -> bool:
    """Whether a vote of this body by that rule is the decision of a stage.

    Where the charter says nothing of the stage, or names no rule for it, any rule will do. No ruling makes another rule
    that of the stage: what the chair may rule on is how the stage's own rule is counted.
    """
    described = stage_of(state, stage)
    if described is None:
        return True
    return described.body in ("", state.body) and described.rule in ("", rule)


def legal_stages(state: State, issue: OpenIssue) -> list[StageKey]:
    """The stages that the issue can go to now."""
    if issue.status != "open":
        return []
    return [stage for stage in ORDER if not why_not(state, issue, stage)]


def why_not(state: State, issue: OpenIssue, stage: StageKey) -> str:
    """Why an issue cannot go to a stage now, in one sentence; empty when it can."""
    if issue.stage not in _BEFORE[stage]:
        before = " or ".join(one or "nothing" for one in _BEFORE[stage])
        return f"The issue is at {issue.stage or 'no stage yet'}; {stage} comes after {before}."
    decided = outcome_at(issue, "majority") if stage == "facilitator" else ""
    if decided is None:
        other = any(step.motion and step.stage == "majority" for step in issue.stages)
        words = "The vote on it was not by the rule of this stage" if other else "There has been no vote on it"
        return (
            f"{words}. Put it to the vote, or let the chair rule that there can be no decision: an "
            "issue goes on when the parties do not accept the decision, or there is none."
        )
    if decided == "carried" and not _refusals(issue):
        return "The SLE has decided and no partner has said that it does not accept; record the answers first."
    if stage == "board" and not _not_resolved(issue):
        return "It goes to the Board only when the facilitator could not resolve it; record how facilitation ended."
    return ""


def why_not_refer(state: State, issue: OpenIssue, body: str | None = None) -> str:
    """Why an issue cannot be referred now, to that body or to any; empty where it can.

    While an independent facilitator has it, it is referred nowhere; and once a decision on it was sought it comes to
    the Board only after a facilitator could not resolve it (8.10(4)).
    """
    if issue.stage == "facilitator" and not _not_resolved(issue):
        return "The independent facilitator has it; record first how facilitation ended."
    board = stage_of(state, "board")
    if issue.stage == "majority" and board is not None and board.body == body:
        return "It goes to the Board only when an independent facilitator could not resolve it."
    return ""


def outcome_at(issue: OpenIssue, stage: StageKey) -> str | None:
    """How the last vote at a stage ended, or that the chair ruled that there can be none; None where neither is."""
    ended = [step for step in issue.stages if step.stage == stage and (voted(step) or step.outcome == NO_DECISION)]
    return ended[-1].outcome if ended else None


def voted(step: IssueStep) -> bool:
    """Whether a step is a vote by the rule of its stage, which decides there; a motion by another rule is none."""
    return step.motion is not None and not step.rule


def _not_resolved(issue: OpenIssue) -> bool:
    return any(step.outcome == "not resolved" for step in issue.stages)


def _refusals(issue: OpenIssue) -> list[Response]:
    return [response for response in issue.responses if not response.accepts]

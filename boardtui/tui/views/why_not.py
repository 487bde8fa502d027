"""Why a move on an issue is not possible now, with the clause: what its key says."""

from __future__ import annotations

from boardtui.charter.model import StageKey
from boardtui.meeting.entries import OpenIssue
from boardtui.meeting.followup.stages import (
    NO_STAGES,
    NO_SUCH_STAGE,
    can_be_overruled,
    clause_of,
    is_here,
    last_decision,
    legal_stages,
    order,
    outcome_at,
    passed_elsewhere,
    referral,
    stage_after,
    stage_title,
    unstaged,
    why_not,
    why_not_refer,
)
from boardtui.meeting.state.check import sitting
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.ballot import rule_of
from boardtui.tui.views.waiting import cited, motion_under_way, stage_rule


def why_not_move(state: State, issue: OpenIssue, move: str) -> str:
    """Why that move cannot be made now, with the clause; empty where it can."""
    if issue.status != "open":
        return f"This issue is {referral(state, issue.status)}; nothing more can be done about it in this book."
    if unstaged(state) and move not in ("advice", "refer", "resolve"):
        return NO_STAGES
    if _STAGE_OF.get(move, issue.stage) not in (issue.stage, *order(state)):
        return NO_SUCH_STAGE
    if move in _WHY_NOT:
        return _WHY_NOT[move](state, issue)
    if move == "respond" and (motion := motion_under_way(state, issue)) and rule_of(state, motion).by_letter:
        return ""
    if move in ("notify", "respond") and last_decision(issue) is None:
        what = "There is no decision yet that the partners could " + (
            "be notified of" if move == "notify" else "answer"
        )
        return _clause(state, what, "majority")
    if move == "respond" and not issue.parties:
        return "This issue names no parties, so nobody has to answer."
    return ""


_STAGE_OF: dict[str, StageKey] = {  # the moves that belong to one stage
    "place": "place",
    "no_decision": "majority",
    "select": "facilitator",
    "ended": "facilitator",
}


def _clause(state: State, words: str, stage: StageKey) -> str:
    clause = clause_of(state, stage)
    return f"{words} ({clause})." if clause else f"{words}."


def _why_not_place(state: State, issue: OpenIssue) -> str:
    late = f"“{stage_title(state, 'place')}” comes before the issue is taken up"
    return "" if issue.stage in (None, "place") else _clause(state, late, "place")


def _why_not_select(state: State, issue: OpenIssue) -> str:
    text = f"That belongs to the stage “{stage_title(state, 'facilitator')}”; the issue is not there"
    return "" if issue.stage == "facilitator" else _clause(state, text, "facilitator")


def _why_not_ended(state: State, issue: OpenIssue) -> str:
    nobody = "" if issue.facilitator else _clause(state, "No facilitator has been selected", "facilitator")
    return _why_not_select(state, issue) or nobody


def _why_not_advance(state: State, issue: OpenIssue) -> str:
    if motion := motion_under_way(state, issue):
        return f"Motion {motion.number} is still open; declare its result or withdraw it first."
    if legal := legal_stages(state, issue):
        if any(is_here(state, stage) for stage in legal) or why_not_refer(state, issue):
            return ""
        return f"{cited(state, legal[0])}, is a stage of another body: b refers the issue there."
    after = stage_after(state, issue)
    if after is None:
        return _clause(state, "The memorandum names no stage after this one", issue.stage or order(state)[-1])
    return _clause(state, why_not(state, issue, after).rstrip("."), after)


def _why_not_vote(state: State, issue: OpenIssue) -> str:
    if motion_under_way(state, issue):
        return ""
    if issue.stage is None:
        return _clause(
            state, "Nothing is voted on before the issue is taken up", stage_after(state, issue) or order(state)[0]
        )
    if stage_rule(state, issue.stage) is None:
        where = "in this body" if not is_here(state, issue.stage) else "at this stage"
        return _clause(state, f"There is no vote {where} on “{stage_title(state, issue.stage)}”", issue.stage)
    try:
        sitting(state)
    except Refused as refused:
        return f"A vote needs an open meeting. {refused.reason}"
    return ""


def _why_not_ruled(state: State, issue: OpenIssue) -> str:
    if issue.stage != "majority":
        return _clause(state, f"That belongs to the stage “{stage_title(state, 'majority')}”", "majority")
    if outcome_at(issue, "majority") is not None or motion_under_way(state, issue):
        return _clause(state, "It is put to the vote, and the result says whether there is a decision", "facilitator")
    return "" if state.chair else "Nobody is in the chair who could rule on it."


def _why_not_overruled(state: State, issue: OpenIssue) -> str:
    if not can_be_overruled(state, issue):
        return "Nothing keeps the issue from its next stage that a ruling of the Chair could overrule."
    return "" if state.chair else "Nobody is in the chair who could rule on it."


def _why_not_referred(state: State, issue: OpenIssue) -> str:
    return _clause(state, reason.rstrip("."), "board") if (reason := why_not_refer(state, issue)) else ""


def _why_no_evidence(state: State, _: OpenIssue) -> str:
    own = "The stages before the last are this body's own; record them as they happen."
    return "" if passed_elsewhere(state) else own


_WHY_NOT = {
    "place": _why_not_place,
    "select": _why_not_select,
    "ended": _why_not_ended,
    "advance": _why_not_advance,
    "vote": _why_not_vote,
    "refer": _why_not_referred,
    "no_decision": _why_not_ruled,
    "evidence": _why_no_evidence,
    "overrule": _why_not_overruled,
}

"""What a field of an entry may hold, in words: how a vote was cast, what came of a motion, how an interest is handled."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.state.check import found_no_consensus
from boardtui.meeting.state.state import Motion

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

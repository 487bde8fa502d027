"""What a field of an entry may hold, in words: how a vote was cast, how an interest is handled."""

from __future__ import annotations

from boardtui.meeting import entries as e

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


def action_status(status: e.ActionStatus, register: e.ActionRegister = "") -> str:
    """How an action stands, in a word: a condition is met, support ends, anything else is completed."""
    return _ENDED.get(register, {}).get(status, ACTION[status])

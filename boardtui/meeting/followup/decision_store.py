"""A decision that others are asked about, be it a motion of this meeting or one carried over: found by its key, and kept."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from boardtui.meeting.entries import OpenDecision
from boardtui.meeting.followup.awaiting import decision, number_of, waits
from boardtui.meeting.state.check import became, known, require
from boardtui.meeting.state.state import Motion, Stamped, State

Decision = Motion | OpenDecision


def keep(state: State, stamped: Stamped, held: Decision, *, guarded: bool = True, **changes: Any) -> State:
    """A motion or decision with what has changed; what is public stays so, whatever is said of it in private."""
    hidden = held.confidential or _item_hidden(state, held)
    number = number_of(state, held) if isinstance(held, OpenDecision) else held.number
    name = f"Motion {number}" if held.number else "This decision"
    require(
        not guarded or hidden or not stamped.confidential,
        f"{name} is public: record this once the public is there again, or after the meeting.",
    )
    changed = replace(held, **changes)
    if isinstance(changed, Motion):
        after = state.with_motion(changed)
        key = changed.key
    else:
        after = replace(state, decisions={**state.decisions, changed.decision: changed})
        key = changed.decision
    return _as_news(state, after, key)


def _as_news(before: State, after: State, key: str) -> State:
    """Where a decision has just got its last answer between meetings, the next meeting is to be told."""
    was, now = decision(before, key), decision(after, key)
    if after.phase != "closed" or was is None or now is None or now.news or not waits(was) or waits(now):
        return after
    earlier_decision = decision_of(after, key)
    if isinstance(earlier_decision, Motion):
        return after.with_motion(replace(earlier_decision, news=True))
    return replace(after, decisions={**after.decisions, key: replace(earlier_decision, news=True)})


def without_news(state: State) -> State:
    """After a meeting has been held: what was news to it is no longer."""
    if not any(decision.news for decision in state.decisions.values()):
        return state
    return replace(
        state, decisions={key: replace(open_decision, news=False) for key, open_decision in state.decisions.items()}
    )


def decision_of(state: State, key: str | None) -> Decision:
    """The decision of that key; Refused where there is none."""
    if key in state.decisions:
        return state.decisions[key or ""]
    known(key, state.motions, "motion or decision")
    return state.motions[key or ""]


def decided(state: State, key: str | None, *statuses: str) -> Decision:
    """The same, of which the result must stand: carried, where no other is named."""
    decision = decision_of(state, key)
    if isinstance(decision, Motion):
        require(decision.status in (statuses or ("carried",)), _undecided(state, decision))
        require(
            decision.as_amended is None,
            f"Motion {decision.number} is an amendment; what follows from a decision is recorded on the motion that it amends.",
        )
    return decision


def _undecided(state: State, motion: Motion) -> str:
    if motion.status == "accepted":
        return (
            f"Motion {motion.number} is an amendment that the mover accepted; what is decided is the motion as amended."
        )
    return f"Motion {motion.number} {became(state, motion)}."


def _item_hidden(state: State, held: Decision) -> bool:
    if isinstance(held, OpenDecision):
        return False
    item = state.items.get(held.item)
    return item is not None and item.agenda.confidential

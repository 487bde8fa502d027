"""Actions agreed, updated and carried over, and times of the memorandum dealt with."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec.structs import replace

from boardtui.meeting.entries import (
    ActionAgreed,
    ActionRegister,
    ActionStatus,
    ActionUpdated,
    MilestoneReached,
    OpenAction,
)
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.followup.questions import asked_by
from boardtui.meeting.state.check import begun, fresh, known, require
from boardtui.meeting.state.days import earlier_day
from boardtui.meeting.state.labels import partner_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import PUBLIC_APART, Stamped, State

T = TypeVar("T")
NAMES: dict[ActionRegister, str] = {"": "action", "condition": "condition", "support": "support or intervention"}


def is_overdue(status: ActionStatus, due: str | None, today: str) -> bool:
    """Whether an action that is open was due on a day before ``today``; days as the book writes them."""
    return status == "open" and due is not None and bool(due) and due[:10] < today


def in_due_order(actions: Iterable[T], due: Callable[[T], str | None]) -> list[T]:
    """Actions in the one order that lists have them in: by when they are due, those without a date last.

    Those due on the same day, or on none, keep their order, which is that of the days on which they were agreed.
    """
    return sorted(actions, key=lambda action: (not due(action), due(action) or ""))


def agreed_before(state: State, actions: Iterable[OpenAction]) -> list[OpenAction]:
    """Actions without those agreed at an item or to a decision of a later meeting, which one entered afterwards is handed too.

    Under vocabulary 1 and 2 actions were dated by their recording, so there none is left out.
    """
    day = state.starts[:10]
    if state.vocabulary < PUBLIC_APART or not day:
        return list(actions)
    return [action for action in actions if not _is_of_later_meeting(state, action, day)]


def _is_of_later_meeting(state: State, action: OpenAction, day: str) -> bool:
    at_a_meeting = action.item is not None or action.motion is not None
    is_of_other = at_a_meeting and action.meeting != state.meeting
    return is_of_other and (action.agreed_on or action.agreed[:10]) > day


def agree(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ActionAgreed)
    fresh(entry.action, state.actions, "action")
    if entry.item is not None:
        known(entry.item, state.items, "agenda item")
    require(bool(entry.text.strip()), "Say what is to be done.")
    require(bool(entry.owner.strip()), "An action needs an owner.")
    check_date(entry.due)
    if entry.question:
        known(entry.question, state.questions, "question from the public")
    _check_register(state, entry)
    of_decision = None if entry.motion is None else decision(state, entry.motion)
    action = OpenAction(
        action=entry.action,
        text=entry.text,
        owner=entry.owner,
        due=entry.due,
        item=entry.item,
        agreed=stamped.at,
        agreed_on=earlier_day(state, stamped.at),
        meeting=state.meeting,
        confidential=stamped.confidential,
        asked_by=asked_by(state, entry),
        question=entry.question,
        register=entry.register,
        motion=entry.motion,
        decision_text=of_decision.text if of_decision else "",
        partner=entry.partner,
        recommended=entry.recommended.strip(),
        recommended_by=entry.recommended_by.strip(),
    )
    return _with_action(state, action)


def _with_action(state: State, action: OpenAction) -> State:
    """The state in which that action reads like this, or is agreed."""
    actions = state.actions.copy()  # by far the quickest way to another dictionary with one thing more
    actions[action.action] = action
    return replace(state, actions=actions)


def _check_register(state: State, entry: ActionAgreed) -> None:
    """Refuse a condition without its decision, support without its partner, and either's particulars elsewhere."""
    if entry.motion is not None:
        require(
            decision(state, entry.motion) is not None,
            f"There is no decision {entry.motion[:70]!r} that was carried in this meeting or is carried over to it.",
        )
        require(bool(entry.register), "Only a condition, or support or intervention, names a decision.")
    elif entry.register == "condition":
        raise Refused("Say which decision the condition belongs to.")
    if entry.register == "support":
        known(entry.partner, state.partners, "partner")
    elif entry.partner or entry.recommended.strip() or entry.recommended_by.strip():
        raise Refused("Only support or intervention names a partner, and what was recommended.")


def register_words(state: State, action: ActionAgreed | OpenAction, *, brief: bool = False) -> str:
    """What an action says, with what its register adds: whom support is for, and what was recommended by whom.

    ``brief``: the partner by its short name.
    """
    if action.register != "support":
        return action.text
    partner = state.partners.get(action.partner or "")
    short = partner.short if brief and partner else ""
    condition = f"{short or partner_label(state, action.partner or '')}: {action.text}"
    by = f" by {action.recommended_by.strip()}" if action.recommended_by.strip() else ""
    what = f": {action.recommended.strip()}" if action.recommended.strip() else ""
    return f"{condition.rstrip().rstrip('.')}. Recommended{by}{what}" if by or what else condition


def update(state: State, stamped: Stamped) -> State:
    """A new status, date, owner or word on an action; no date or owner given leaves that as it was.

    What is said of it in private makes the whole action confidential: the next meeting carries all of it. At a meeting
    that is entered after a later one, what the later one said of it stands.
    """
    entry = stamped.entry
    assert isinstance(entry, ActionUpdated)
    known(entry.action, state.actions, "action")
    check_date(entry.due)
    require(entry.owner is None or bool(entry.owner.strip()), "An action needs an owner.")
    before = state.actions[entry.action]
    later = state.said_later.get(entry.action) if state.phase != "closed" else None
    place = len(before.updates) - (later.texts if later else 0)
    action = replace(
        before,
        status=before.status if later else entry.status,
        due=before.due if later and later.due else entry.due or before.due,
        owner=before.owner if later and later.owner else entry.owner or before.owner,
        updates=(*before.updates[:place], *([entry.text] if entry.text else []), *before.updates[place:]),
        confidential=before.confidential or stamped.confidential,
    )
    return _with_action(state, action)


def reach(state: State, stamped: Stamped) -> State:
    """A time that the memorandum names is dealt with."""
    entry = stamped.entry
    assert isinstance(entry, MilestoneReached)
    begun(state)
    fresh(entry.occurrence, state.milestones, "time of the memorandum that is dealt with")
    require(bool(entry.title.strip()), "Say what is dealt with.")
    check_date(entry.date)
    check_date(entry.until)
    require(entry.until is None or entry.until > entry.date, "An extension ends after it is agreed.")
    return replace(state, milestones={**state.milestones, entry.occurrence: entry.date})


def check_date(day: str | None) -> None:
    """Refuse a date that is not written YYYY-MM-DD."""
    if day is None:
        return
    try:
        written = datetime.date.fromisoformat(day).isoformat() == day
    except ValueError:
        written = False
    require(written, f"The date {day[:40]!r} is not a day of the calendar written as 2026-11-23.")

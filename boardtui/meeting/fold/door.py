"""What is refused when it is recorded, and is read all the same where a book has it: older versions took it."""

from __future__ import annotations

from boardtui.dates import day_as_written
from boardtui.meeting import entries as e
from boardtui.meeting.fold.election_words import matter_of
from boardtui.meeting.fold.minuting import minutes_of, to_approve
from boardtui.meeting.fold.to_come import refuse_to_come
from boardtui.meeting.followup.actions import agreed_before
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State


def refuse_at_the_door(state: State, stamped: Stamped) -> None:
    """Refuse an entry that the fold accepts only since books have such entries.

    Args:
        state: the state before the entry.
        stamped: the entry, which the fold accepts.

    Raises:
        Refused: it is dated to come; it is about an action that was agreed, or minutes of a meeting held, only after the
            meeting; or it is done with an item on which an election or another choice is open.
    """
    _refuse_agreed_later(state, stamped.entry)
    _refuse_held_later(state, stamped.entry)
    _refuse_undecided(state, stamped.entry)
    refuse_to_come(state, stamped)


def _refuse_agreed_later(state: State, entry: e.AnyEntry) -> None:
    """Refuse to say at a meeting that is entered late what became of an action agreed after it.

    Raises:
        Refused: it is still to be agreed at that meeting.
    """
    action = state.actions.get(entry.action) if isinstance(entry, e.ActionUpdated) and state.phase == "open" else None
    if action is not None and not agreed_before(state, [action]):
        agreed = day_as_written(action.agreed_on or action.agreed[:10])
        raise Refused(f"The action was agreed on {agreed}, after this meeting. Update it once this meeting is closed.")


def _refuse_held_later(state: State, entry: e.AnyEntry) -> None:
    """Refuse to approve at a meeting that is entered late the minutes of one held after it.

    ``state`` is the one before the approval.

    Raises:
        Refused: that meeting was held later.
    """
    if not isinstance(entry, e.MinutesApproved):
        return
    due = next((minutes for minutes in state.minutes_due if minutes.meeting == entry.meeting), None)
    if due is not None and not to_approve([due], state.starts):
        held = day_as_written(due.starts[:10])
        raise Refused(
            f"{minutes_of(state, entry.meeting)} was held on {held}, after this meeting. "
            "Approve its minutes at a meeting held later."
        )


def _refuse_undecided(state: State, entry: e.AnyEntry) -> None:
    """Refuse to close or defer an item on which somebody is being chosen, as one with an open motion is.

    Raises:
        Refused: the choice is still open.
    """
    if not isinstance(entry, e.ItemClosed | e.ItemDeferred):
        return
    for choice in state.choices.values():
        if choice.item == entry.item and choice.status == "open":
            raise Refused(f"The {matter_of(choice)[:90]} on this item is still open; declare or withdraw it.")

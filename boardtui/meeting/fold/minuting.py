"""Minutes of earlier meetings: corrected item by item, then approved and signed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from boardtui.dates import by_day, iso_moment
from boardtui.meeting.entries import Correction, MinutesApproved, MinutesCorrected, MinutesDue, OpenAction
from boardtui.meeting.state.action_corrected import action_corrected
from boardtui.meeting.state.check import require
from boardtui.meeting.state.labels import acting_label
from boardtui.meeting.state.state import Approval, Stamped, State
from boardtui.meeting.state.wording import read_as, times_in


def correct(state: State, stamped: Stamped) -> State:
    """A correction to draft minutes, before they are approved; between meetings or in one."""
    entry = stamped.entry
    assert isinstance(entry, MinutesCorrected)
    _waiting(state, entry.meeting)
    require(bool(entry.place.strip()), "Say where in the minutes the correction is.")
    require(entry.stood != entry.stands, "The corrected wording is the same as the original.")
    require(bool(entry.stood.strip() or entry.stands.strip()), "Give the original and the corrected wording.")
    made = Correction(
        meeting=entry.meeting,
        item=entry.item,
        place=entry.place,
        stood=entry.stood,
        stands=entry.stands,
        confidential=stamped.confidential,
        of_action=entry.of_action,
        of_motion=entry.of_motion,
    )
    require(made not in state.corrections, "This correction is entered already.")
    return replace(state, corrections=(*state.corrections, made))


def approve(state: State, stamped: Stamped) -> State:
    """The minutes are approved, with every correction that was entered and is public among the words of the entry."""
    entry = stamped.entry
    assert isinstance(entry, MinutesApproved)
    _waiting(state, entry.meeting)
    require(state.phase != "closed", "Minutes are approved at a meeting; convene the next one first.")
    entered = corrections_of(state, entry.meeting)
    public = [correction for correction in entered if not correction.confidential]
    missing = [correction_words(one) for one in public if sentence_among(entry.corrections, one) is None]
    require(
        not missing,
        f"A correction was entered that the approval does not name: {missing[0][:200] if missing else ''!r}. "
        "Name it among the corrections, or undo it.",
    )
    approval = Approval(
        entry.meeting,
        stamped.at,
        entry.signed_by,
        entry.corrections,
        entered,
        stamped.confidential,
        title=minutes_of(state, entry.meeting),
        signs=acting_label(state, entry.signed_by) if entry.signed_by else "",
    )
    return replace(
        _read_as_corrected(state, entry.meeting, (*entered, *entry.worded)),
        minutes_due=tuple(due for due in state.minutes_due if due.meeting != entry.meeting),
        corrections=tuple(correction for correction in state.corrections if correction.meeting != entry.meeting),
        approved=(*state.approved, approval),
    )


def _read_as_corrected(state: State, meeting: str, made: tuple[Correction, ...]) -> State:
    """The actions and decisions of a meeting that are carried over, with the words that its approved minutes have.

    What is public is changed by public corrections alone. Books that did not say which action or motion a correction is
    about carry on what they carried.
    """
    actions, decisions = dict(state.actions), dict(state.decisions)
    for correction in made:
        stood, stands = correction.stood, correction.stands
        hidden = correction.confidential
        awaiting = decisions.get(correction.of_motion)
        if awaiting is not None and awaiting.meeting == meeting and awaiting.confidential is hidden:
            decisions[awaiting.decision] = replace(awaiting, text=read_as(awaiting.text, stood, stands))
        for key, action in actions.items():
            if hidden and not action.confidential:
                continue
            if key == correction.of_action and action.meeting == meeting and action.confidential is hidden:
                if stood.strip() and not times_in(state.actions[key].text, stood):  # it is about the owner or the date
                    actions[key] = _row_as_corrected(state, action, correction)
                else:
                    actions[key] = replace(action, text=read_as(action.text, stood, stands))
            elif correction.of_motion and action.motion == correction.of_motion:
                actions[key] = replace(action, decision_text=read_as(action.decision_text, stood, stands))
    return replace(state, actions=actions, decisions=decisions)


def _row_as_corrected(state: State, action: OpenAction, correction: Correction) -> OpenAction:
    """An action with its owner and due date as corrected; as it is where it was given others since."""
    row = (action.owner, action.due, action.text)
    read = action_corrected(state, row, correction.stood, correction.stands)
    return action if read is None else replace(action, owner=read.owner, due=read.due)


def minutes_of(state: State, meeting: str) -> str:
    """The title of an earlier meeting whose minutes await approval or were approved; its key where it has none."""
    titles = {due.meeting: due.title for due in state.minutes_due}
    titles |= {approval.meeting: approval.title for approval in state.approved}
    return titles.get(meeting) or meeting


def why_not_corrected(state: State, meeting: str) -> str:
    """Why the minutes of a meeting can be neither corrected nor approved now; empty where they await approval."""
    if any(due.meeting == meeting for due in state.minutes_due):
        return ""
    title = next((approval.title for approval in state.approved if approval.meeting == meeting), None)
    if title is None and meeting == state.meeting and state.phase != "closed":
        return (
            f"The minutes of {state.title or meeting} do not await approval yet: they do once that meeting is closed."
        )
    if title is None:
        return f"No minutes of a meeting {meeting[:70]!r} await approval."
    return f"The minutes of {title or meeting} were approved: what is wrong in them is put right at a later meeting."


def corrections_of(state: State, meeting: str) -> tuple[Correction, ...]:
    """The corrections entered to the minutes of a meeting that still wait for approval."""
    return tuple(correction for correction in state.corrections if correction.meeting == meeting)


def public_words(corrections: tuple[Correction, ...]) -> tuple[str, ...]:
    """The public ones among corrections as MinutesApproved names them."""
    return tuple(correction_words(correction) for correction in corrections if not correction.confidential)


def correction_words(correction: Correction) -> str:
    """A correction with its place, as approvals name it: Item 4: for “x” read “y”."""
    return f"{correction.place}: {change_words(correction)}"


def change_words(correction: Correction | MinutesCorrected) -> str:
    """What a correction changes, without its place."""
    if not correction.stood.strip():
        return f"add “{correction.stands}”"
    if not correction.stands.strip():
        return f"delete “{correction.stood}”"
    return f"for “{correction.stood}” read “{correction.stands}”"


def sentence_among(corrections: Sequence[str], correction: Correction) -> str | None:
    """The sentence with which an approval names a correction that was entered, in the words of its time; None where none does."""
    said = (correction_words(correction), f"{correction.place}: {_change_before(correction)}")
    return next((sentence for sentence in said if sentence in corrections), None)


def _change_before(correction: Correction) -> str:
    """What a correction changes as approvals said it before they said it like ``change_words``."""
    if not correction.stood.strip():
        return f"“{correction.stands}” is added"
    if not correction.stands.strip():
        return f"“{correction.stood}” is taken out"
    return f"“{correction.stood}” reads “{correction.stands}”"


def to_approve(due: Sequence[MinutesDue], starts: str) -> tuple[MinutesDue, ...]:
    """The minutes that a meeting can approve, by the days of their meetings, and not those of a later one.

    Args:
        due: all that await approval.
        starts: when the meeting began that may approve them, in ISO 8601.
    """

    here = _moment(starts)
    times = {minutes.meeting: _moment(minutes.starts) for minutes in due}
    earlier = (minutes for minutes in due if here is None or (then := times[minutes.meeting]) is None or then <= here)
    return tuple(by_day(earlier, lambda minutes: minutes.starts))


def _moment(starts: str) -> datetime.datetime | None:
    """When a meeting began; None where the book gives no such time."""
    moment = iso_moment(starts)
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _waiting(state: State, meeting: str) -> None:
    why = why_not_corrected(state, meeting)
    require(not why, why)

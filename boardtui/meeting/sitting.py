"""The meeting itself: opened, adjourned, resumed, closed, in public or not."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting.check import require, sitting, under_way
from boardtui.meeting.entries import (
    Carried,
    ConfidentialCarried,
    MeetingAdjourned,
    MinutesDue,
    OpenAction,
    OpenIssue,
    PublicExcluded,
)
from boardtui.meeting.refused import Refused
from boardtui.meeting.state import Stamped, State, open_motions


def open_meeting(state: State, stamped: Stamped) -> State:
    under_way(state)
    require(state.phase == "convened", "The meeting is already open.")
    _all_carried(state)
    return replace(state, phase="open", held=True, opened_at=stamped.at, owed=None)


def adjourn(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, MeetingAdjourned)
    sitting(state)
    return replace(state, phase="adjourned", adjournments=(*state.adjournments, (stamped.at, entry.reason)))


def resume(state: State, stamped: Stamped) -> State:
    require(state.phase == "adjourned", "The meeting is not adjourned.")
    return replace(state, phase="open", adjournments=(*state.adjournments, (stamped.at, "")))


def close(state: State, stamped: Stamped) -> State:
    """The end of the meeting; refused while a motion is undecided, since its result would be lost."""
    under_way(state)
    _all_carried(state)
    undecided = open_motions(state)
    if undecided:
        raise Refused(f"Motion {undecided[0].number} is still open; declare its result or withdraw it first.")
    items = dict(state.items)
    if state.current:
        items[state.current] = replace(items[state.current], status="done", closed_at=stamped.at)
    due = MinutesDue(meeting=state.meeting, title=state.title, starts=state.starts)
    return replace(
        state,
        phase="closed",
        closed_at=stamped.at,
        items=items,
        current=None,
        minutes_due=(*state.minutes_due, due) if state.held else state.minutes_due,
    )


def exclude_public(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, PublicExcluded)
    sitting(state)
    require(state.in_public, "This meeting is not held in public, so nobody is to be excluded.")
    require(not state.excluded, "The public is already excluded.")
    require(bool(entry.reason.strip()), "Say why the public is excluded; the minutes must give the reason.")
    return replace(state, excluded=True, excluded_reason=entry.reason)


def readmit_public(state: State, stamped: Stamped) -> State:
    require(state.excluded, "The public is not excluded.")
    return replace(state, excluded=False, excluded_reason="")


def open_matter(state: State) -> Carried:
    """What the next meeting must carry: open issues, actions not done, minutes not approved; confidential ones too."""
    return Carried(
        issues=tuple(issue for issue in state.issues.values() if issue.status == "open"),
        actions=tuple(action for action in state.actions.values() if action.status == "open"),
        minutes=state.minutes_due,
    )


def public_matter(state: State) -> Carried:
    """What of the open matter the next MeetingConvened carries."""
    matter = open_matter(state)
    return Carried(
        issues=tuple(issue for issue in matter.issues if not issue.confidential),
        actions=tuple(action for action in matter.actions if not action.confidential),
        minutes=matter.minutes,
    )


def confidential_matter(state: State) -> ConfidentialCarried:
    """What of the open matter the next meeting carries in its ConfidentialCarried; none is needed where it is empty."""
    matter = open_matter(state)
    return ConfidentialCarried(
        issues=tuple(issue for issue in matter.issues if issue.confidential),
        actions=tuple(action for action in matter.actions if action.confidential),
    )


def _all_carried(state: State) -> None:
    owed = state.owed
    if owed is not None and (owed.issues or owed.actions):
        raise Refused(f"These confidential matters are not yet carried over: {keys_of((*owed.issues, *owed.actions))}.")


def key_of(matter: OpenIssue | OpenAction) -> str:
    return matter.issue if isinstance(matter, OpenIssue) else matter.action


def keys_of(matters: tuple[OpenIssue | OpenAction, ...]) -> str:
    return ", ".join(key_of(matter) for matter in matters) or "none"

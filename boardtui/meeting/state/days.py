"""On which day something was: as stated or recorded then, else the day of its meeting."""

from __future__ import annotations

import datetime
from functools import lru_cache

from boardtui.meeting.state.state import PUBLIC_APART, State


def day_of(state: State, at: str, *, since: bool = False) -> str:
    """The day on which something was (YYYY-MM-DD, local): as stated or recorded then, else that of its meeting.

    Args:
        state: the meeting's state, with when it opened and closed.
        at: when it was recorded, or was by what is stated, UTC as the book writes it.
        since: whether it was entered after the close, and so is no part of the meeting.
    """
    starts, moment = moment_of(state.starts), moment_of(at)
    if starts is None or moment is None:
        return at[:10]
    day = moment.astimezone(starts.tzinfo).date().isoformat()
    opened = moment_of(state.opened_at)
    on_the_day = opened is None or opened.astimezone(starts.tzinfo).date() == starts.date()
    holds = state.opened_at <= at and (not state.closed_at or at <= state.closed_at)
    return day if since or (on_the_day and holds and opened is not None) else state.starts[:10]


def earlier_day(state: State, at: str) -> str:
    """The day on which something was (YYYY-MM-DD), where it was entered only later; empty where ``at`` has that day.

    Under vocabulary 1 and 2 what one meeting handed to the next was dated by its recording, so there it is always empty.
    """
    if state.vocabulary < PUBLIC_APART or not state.starts:
        return ""
    if state.phase == "closed":
        return ""  # what is entered after the close has the day of its recording
    day = day_of(state, at)
    return day if day < day_of(state, at, since=True) else ""


def day_once_closed(state: State, at: str, day: str) -> str:
    """The day of something (YYYY-MM-DD), empty where ``at`` has it, now that the ``state`` knows when the meeting closed.

    What has no time of its own in a meeting entered later was recorded after the time at which that closed: it was on the
    day of the meeting. Before, that might have been a later day of the same meeting, which was adjourned.

    Args:
        state: the meeting as it is closed.
        at: when it was recorded, or was by what is stated; what is carried over was before the meeting was convened.
        day: the day that it has so far.
    """
    late = at > max(state.convened_at, state.closed_at)
    return day_apart(state, at) if late and not day else day


def day_apart(state: State, at: str) -> str:
    """The day on which the meeting did something (YYYY-MM-DD), where it was entered on another; empty where not.

    As with ``earlier_day``, under vocabulary 1 and 2 it is always empty.
    """
    if state.vocabulary < PUBLIC_APART or not state.starts:
        return ""
    day = day_of(state, at)
    return day if day != day_of(state, at, since=True) else ""


@lru_cache(maxsize=64)  # when a meeting was to start, and was opened, is asked at each action
def moment_of(text: str) -> datetime.datetime | None:
    """A time as the book has it; None where it is none."""
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None

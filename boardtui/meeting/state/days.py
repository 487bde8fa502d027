"""On which day something was: as stated or recorded then, else the day of its meeting."""

from __future__ import annotations

import datetime
from functools import lru_cache

from boardtui.dates import at_zone, iso_moment
from boardtui.meeting.state.state import PUBLIC_APART, State


def day_of(state: State, at: str, *, since: bool = False) -> str:
    """The day on which something was (YYYY-MM-DD, local): as stated or recorded then, else that of its meeting.

    Args:
        state: the meeting's state, with when it opened and closed.
        at: when it was recorded, or was by what is stated, UTC as the book writes it.
        since: whether it was entered after the close, and so is no part of the meeting.
    """
    entered = _entered_on(state, at)
    if not entered:
        return at[:10]
    return entered if since or _is_during(state, at) else state.starts[:10]


def _entered_on(state: State, at: str) -> str:
    """The day of a time where the meeting was called to; empty where either is no time."""
    called, moment = moment_of(state.starts), iso_moment(at)
    return "" if called is None or moment is None else at_zone(moment, called.tzinfo).date().isoformat()


def _is_during(state: State, at: str) -> bool:
    """Whether a time is one at which the meeting was held, on its own day, so that it was entered as it went on."""
    opened, closed = state.opened_at, state.closed_at
    return bool(opened) and opened <= at and (not closed or at <= closed) and _is_on_its_day(state.starts, opened)


@lru_cache(maxsize=64)  # asked at each action, of few meetings
def _is_on_its_day(starts: str, opened: str) -> bool:
    """Whether a meeting was opened on the day for which it was called."""
    called, moment = moment_of(starts), moment_of(opened)
    return called is not None and moment is not None and at_zone(moment, called.tzinfo).date() == called.date()


def earlier_day(state: State, at: str) -> str:
    """The day on which something was (YYYY-MM-DD), where it was entered only later; empty where ``at`` has that day.

    What is entered after the close has the day of its recording, so there it is empty.
    """
    if state.phase == "closed":
        return ""
    day, entered = _apart(state, at)
    return day if day < entered else ""


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

    Under vocabulary 1 and 2 what one meeting handed to the next was dated by its recording, so there it is always empty.
    """
    day, entered = _apart(state, at)
    return day if day != entered else ""


def _apart(state: State, at: str) -> tuple[str, str]:
    """The day of the meeting and the one on which something was entered; the same twice where nothing sets them apart."""
    if state.vocabulary < PUBLIC_APART or not state.starts or _is_during(state, at):
        return "", ""
    entered = _entered_on(state, at)
    return (state.starts[:10], entered) if entered else ("", "")


@lru_cache(maxsize=64)  # when a meeting was to start, and was opened, is asked at each action
def moment_of(text: str) -> datetime.datetime | None:
    """A time as the book has it; None where it is none."""
    return iso_moment(text)

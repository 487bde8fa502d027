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

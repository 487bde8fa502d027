"""The meeting time of a meeting that is entered afterwards: what each entry gets as the time when it was."""

from __future__ import annotations

import datetime

from boardtui.clock import stamp_of
from boardtui.meeting.entries import (
    AnyEntry,
    ConfidentialCarried,
    EntriesCorrected,
    EntryRetracted,
    MeetingCalledOff,
    MeetingConvened,
    TimeStated,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import Stamped, State

# Longer than a meeting lasts: what is recorded so long after its start is entered afterwards.
AFTERWARDS = datetime.timedelta(hours=18)
_OFFERED = datetime.timedelta(hours=3)  # after the start: only then a meeting is likely to be entered afterwards
_UNTIMED = (
    MeetingConvened,
    ConfidentialCarried,
    TimeStated,
    EntryRetracted,
    EntriesCorrected,
    MeetingCalledOff,
)
_TOGETHER = datetime.timedelta(seconds=1)  # within which an entry and its time are written by one step
_TICK = datetime.timedelta(milliseconds=1)


def is_timed(entry: AnyEntry) -> bool:
    """Whether an entry gets the meeting time: not what is done now, such as convening and correcting."""
    return not isinstance(entry, _UNTIMED)


def is_offered(state: State, now: datetime.datetime) -> bool:
    """Whether a meeting time is offered among the keys; it can be set at any time while a meeting is held."""
    if not state.is_running or not state.starts:
        return False
    return now - datetime.datetime.fromisoformat(state.starts) > _OFFERED


def after(time: str) -> str:
    """The time of the next entry: the same on the clock, and later, so that entries stay in their order."""
    return stamp_of(datetime.datetime.fromisoformat(time) + _TICK)


def stepped(time: str, minutes: int) -> str:
    """The meeting time so many minutes on, at the full minute."""
    moment = datetime.datetime.fromisoformat(time).replace(second=0, microsecond=0)
    return stamp_of(moment + datetime.timedelta(minutes=minutes))


def times_together(stretch: Stretch) -> Stamped | None:
    """The entry that was recorded last together with its time, which states it right behind; else None."""
    last = stretch.last_standing()
    if last is None or not isinstance(last.entry, TimeStated) or last.entry.seq != last.seq - 1:
        return None
    gap = _moment(last.at) - _moment(stretch.recorded.get(last.entry.seq, last.at))
    return stretch.line(last.entry.seq) if gap <= _TOGETHER else None


def resumed(stretch: Stretch, now: datetime.datetime) -> str | None:
    """The meeting time with which a meeting goes on that is entered afterwards: told by the book alone, so also after a crash.

    A meeting of which nothing is recorded yet begins with its start. None where the clock counts.
    """
    state = stretch.state
    if not state.is_running or not state.starts:
        return None
    timed = times_together(stretch)
    if timed is not None:
        return after(timed.at)
    starts = datetime.datetime.fromisoformat(state.starts)
    begun = any(is_timed(line.entry) for line in stretch.standing())
    return None if begun or now - starts <= AFTERWARDS else stamp_of(starts)


def _moment(at: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(at)

"""Notice of a meeting: when it was given, and whether that was in time."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from boardtui.charter.words import counted
from boardtui.dates import day_as_written
from boardtui.meeting.entries import MeetingNotice, NoticeGiven
from boardtui.meeting.followup.actions import check_date
from boardtui.meeting.state.check import begun, fresh, require
from boardtui.meeting.state.state import PUBLIC_APART, Record, Stamped, State


class NoticeStatus(Record, frozen=True):
    """Whether notice was given in time: ``met`` is None where the terms of reference ask for none, or nothing tells.

    ``days`` are the clear days between the notice and the meeting, neither of the two counted.
    """

    met: bool | None
    days: int | None
    needed: int | None
    words: str


def give(state: State, stamped: Stamped) -> State:
    """Notice of a meeting that is to come, or of this one before it opens."""
    entry = stamped.entry
    assert isinstance(entry, NoticeGiven)
    begun(state)
    fresh(entry.meeting, (), "meeting")
    check_date(entry.date)
    check_date(entry.starts)
    require(bool(entry.means.strip()), "Say how notice was given.")
    require(entry.date <= entry.starts, f"Notice cannot be given after the meeting of {day_as_written(entry.starts)}.")
    require(
        entry.meeting != state.meeting or state.phase != "closed", "That meeting is closed; notice is given before."
    )
    hidden = stamped.confidential and state.vocabulary >= PUBLIC_APART
    given = MeetingNotice(entry.meeting, entry.date, entry.means, entry.starts, hidden)
    return replace(state, meeting_notices=(*state.meeting_notices, given))


def to_come(state: State) -> tuple[MeetingNotice, ...]:
    """The notices of later meetings than this one, which the next meeting takes over."""
    day = state.starts[:10]
    return tuple(
        meeting_notice
        for meeting_notice in state.meeting_notices
        if meeting_notice.meeting != state.meeting and meeting_notice.starts >= day
    )


def notice_of(state: State, meeting: str | None = None) -> MeetingNotice | None:
    """The first notice given of a meeting, of this one where none is named."""
    of = state.meeting if meeting is None else meeting
    given = sorted(
        (meeting_notice for meeting_notice in state.meeting_notices if meeting_notice.meeting == of),
        key=lambda meeting_notice: meeting_notice.date,
    )
    return given[0] if given else None


def notice_status(state: State) -> NoticeStatus:
    """Whether notice of this meeting was given in time, for the day on which it is."""
    return judge_notice(notice_of(state), state.starts[:10], state.charter.terms.notice_days)


def late(state: State) -> bool:
    """Whether notice of this meeting was not given in time, or is not recorded although it is asked for."""
    return notice_status(state).met is False


def judge_notice(given: MeetingNotice | None, day: str, needed: int | None) -> NoticeStatus:
    """Whether a notice gives as many clear days before ``day`` as are ``needed``."""
    asked = "" if needed is None else f"{counted(needed, 'clear day')} needed"
    if given is None:
        text = f"none is recorded, {asked}" if asked else "none is recorded, and how much is needed is not defined"
        return NoticeStatus(None if needed is None else False, None, needed, text)
    days = clear_days(given.date, day)
    sentence = f"given on {day_as_written(given.date)} {given.means}: {counted(days, 'clear day')}"
    if given.starts != day:
        sentence += f", for {day_as_written(given.starts)} and not for this day"
    if needed is None:
        return NoticeStatus(None, days, None, f"{sentence}; how much is needed is not defined")
    met = days >= needed and given.starts == day
    return NoticeStatus(met, days, needed, f"{sentence}, {asked}" + ("" if met else ": NOT IN TIME"))


def clear_days(given: str, day: str) -> int:
    """The whole days between two days, neither of them counted; 0 where there is none."""
    between = datetime.date.fromisoformat(day) - datetime.date.fromisoformat(given)
    return max(0, between.days - 1)


def latest_day(day: str, needed: int) -> str:
    """The last day on which notice of a meeting can be given in time."""
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=needed + 1)).isoformat()

"""When something was that was recorded later: its entry reads as if it had been recorded at the time stated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from boardtui.charter.words import started
from boardtui.dates import at_zone
from boardtui.meeting import entries as e
from boardtui.meeting.state.check import require
from boardtui.meeting.state.days import moment_of
from boardtui.meeting.state.labels import item_label, member_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_COUNTED = (e.VotesRecorded, e.VotesCounted, e.ConsensusDeclared, e.ResultDeclared)
# What changes who may vote: a decision counted in between would have been counted otherwise.
_WHO_MAY_VOTE = (e.MemberArrived, e.MemberLeft, e.ChairTaken, e.InterestDeclared)
# What ends something cannot have been before that began.
_BEGINS: dict[type, type] = {
    e.MeetingResumed: e.MeetingAdjourned,
    e.PublicReadmitted: e.PublicExcluded,
    e.ItemClosed: e.ItemOpened,
}
_BEGUN: dict[type, str] = {e.MeetingAdjourned: "adjournment", e.PublicExcluded: "private part", e.ItemOpened: "item"}
_OF_A_MEMBER_WORDS: dict[type, str] = {
    e.MemberArrived: "arrival of",
    e.MemberLeft: "departure of",
    e.ApologiesGiven: "apologies of",
    e.ChairTaken: "taking of the Chair by",
    e.InterestDeclared: "interest declared by",
}
_OF_A_MEMBER = tuple(_OF_A_MEMBER_WORDS)
_ENDS = frozenset({*_BEGINS, e.MeetingClosed})


def wall_time(state: State, at: str) -> str:
    """A time in UTC as the meeting's own clock showed it; on another day with that and with the offset, which may by then
    be another on the wall.
    """
    starts = moment_of(state.starts)
    moment = moment_of(at)
    if moment is None:
        return at
    local = at_zone(moment, starts.tzinfo if starts else None)
    same = starts is not None and starts.date() == local.date()
    return f"{local:%H:%M}" if same else f"{local:%H:%M} on {local.day} {local:%B %Y} ({local:%Z})"


def what_of(state: State, line: Stamped) -> str:
    """What an entry is in a few words, without what is confidential of it; empty where its time has to be enough."""
    entry = line.entry
    if line.confidential:
        return "a confidential entry"
    member, item, motion = (getattr(entry, name, None) for name in ("member", "item", "motion"))
    if isinstance(entry, _OF_A_MEMBER) and member is not None:
        return f"the {_OF_A_MEMBER_WORDS[type(entry)]} {member_label(state, member)}"
    if isinstance(entry, e.ItemOpened | e.ItemClosed) and item is not None:
        return f"the {'opening' if isinstance(entry, e.ItemOpened) else 'closing'} of item {item_label(state, item)}"
    if motion is not None and motion in state.motions:
        return f"what was recorded of motion {state.motions[motion].number}"
    return ""


def what_at(state: State, line: Stamped) -> str:
    """The same with its time, by which the secretary finds it in the timeline."""
    return f"{what_of(state, line) or 'what was recorded'} at {wall_time(state, line.at)}"


def check_time(
    state: State, standing: Sequence[Stamped], target: Stamped, recorded: Mapping[int, str], statement: Stamped
) -> None:
    """Refuse a time at which what an entry says cannot have been.

    Args:
        state: what the book says now, for the meeting's clock.
        standing: the entries of this meeting that still stand, in order.
        target: the entry whose time is stated.
        recorded: when entries were recorded of which another time was stated, UTC as the book writes it.
        statement: the entry that states the time.

    Raises:
        Refused: with the sentence for whoever records.
    """
    assert isinstance(statement.entry, e.TimeStated)
    time = statement.entry.time
    require(
        bool(_FORM.fullmatch(time)) and moment_of(time) is not None, f"{time[:40]!r} is no time as the book writes it."
    )
    number, text, was = target.seq, wall_time(state, time), recorded.get(target.seq, target.at)
    if statement.entry.clock_slow:
        _check_later(state, [line for line in standing if line.seq > number], target, recorded, statement)
    else:
        require(time <= was, f"That was recorded at {wall_time(state, was)}; it cannot have been at {text}.")
    before = [line for line in standing if line.seq < number]
    opened = _last(before, e.MeetingOpened)
    if opened is not None and time < opened.at:
        raise Refused(
            f"The meeting opened at {wall_time(state, opened.at)}; {what_of(state, target) or 'that'} cannot have been at {text}."
        )
    begun = _last(before, _BEGINS[type(target.entry)]) if type(target.entry) in _BEGINS else None
    if begun is not None and time < begun.at:
        raise Refused(
            f"The {_BEGUN[type(begun.entry)]} began at {wall_time(state, begun.at)}; it cannot have ended at {text}."
        )
    if isinstance(target.entry, e.MeetingClosed):
        last = max((line.at for line in before if line.at[:10] == time[:10]), default="")
        require(
            time >= last,
            f"Something was recorded at {wall_time(state, last)}; the meeting cannot have closed at {text}.",
        )
    if isinstance(target.entry, _WHO_MAY_VOTE):
        _check_counts(state, before, target, time)


def _check_later(
    state: State, after: Sequence[Stamped], target: Stamped, recorded: Mapping[int, str], statement: Stamped
) -> None:
    """A time later than the recorded one is not after the statement itself, nor after what was recorded next.

    What came and went earlier than it was recorded says nothing of the order, unless it ends or counts something.
    """
    assert isinstance(statement.entry, e.TimeStated)
    time, was = statement.entry.time, recorded.get(target.seq, target.at)
    require(
        time > was,
        f"That was recorded at {wall_time(state, was)}; if it was at {wall_time(state, time)}, the clock was not slow.",
    )
    require(
        time <= statement.at,
        f"That cannot have been at {wall_time(state, time)}, since the clock now says "
        f"{wall_time(state, statement.at)}. Put the clock right first.",
    )
    for line in after:
        is_fixed = isinstance(line.entry, _COUNTED) or type(line.entry) in _ENDS
        if isinstance(line.entry, e.TimeStated) or (line.at < recorded.get(line.seq, line.at) and not is_fixed):
            continue
        require(
            time <= line.at,
            f"{started(what_at(state, line))} came after it, so it cannot have been at {wall_time(state, time)}. "
            f"Where the clock was slow for both, state the times of both together.",
        )


def run_times(
    lines: Sequence[Stamped], recorded: Mapping[int, str], time: str, clock: Mapping[int, str]
) -> list[e.TimeStated]:
    """What states the times of entries that were recorded while the clock of the computer was wrong.

    Args:
        lines: the entries, in order.
        recorded: when they were recorded, where another time has been stated since.
        time: when the first of them was.
        clock: what the clock said of entries that could not be dated so, since the entry before was dated later: the right
            time after a clock that was fast, a wrong one where the clock was slow.

    Each is put as far back or forward as the first, and none before the one in front of it. What is put forward, since the
    clock was slow, is stated from the last to the first, so that each is judged beside what comes after it.
    """
    right, was = moment_of(time), recorded.get(lines[0].seq, lines[0].at)
    slow = time > was
    shown = {line.seq: recorded.get(line.seq, line.at) for line in lines}
    if slow:  # what the clock said, where the entry could not be dated so
        shown |= {line.seq: clock[line.seq] for line in lines if line.seq in clock}
    first = moment_of(shown[lines[0].seq])
    assert first is not None and right is not None
    stated: list[e.TimeStated] = []
    last = time
    for line in lines:
        at, moment = recorded.get(line.seq, line.at), moment_of(shown[line.seq])
        assert moment is not None
        shifted = moment + (right - first)
        text = "" if slow else clock.get(line.seq, "")
        last = max(last, text or f"{shifted:%Y-%m-%dT%H:%M:%S}.{shifted.microsecond // 1000:03d}Z")
        if last != line.at:
            stated.append(e.TimeStated(line.seq, last if slow else min(last, at), slow and last > at))
    return stated[::-1] if slow else stated


def _check_counts(state: State, before: Sequence[Stamped], target: Stamped, time: str) -> None:
    """A count that was recorded on that day after the time stated was made with this member as they stood before."""
    for line in before:
        if isinstance(line.entry, _COUNTED) and line.at >= time and line.at[:10] == time[:10]:
            motion = state.motions.get(line.entry.motion)
            raise Refused(
                f"Motion {motion.number if motion else line.entry.motion} was voted on at {wall_time(state, line.at)}, before "
                f"{what_of(state, target)} was recorded. Undo that vote first, or state a later time."
            )


def _last(lines: Sequence[Stamped], kind: type) -> Stamped | None:
    return next((line for line in reversed(lines) if type(line.entry) is kind), None)

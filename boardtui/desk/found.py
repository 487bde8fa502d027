"""What was open, and who held a seat, when a meeting was held that is convened only after a later one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from boardtui.book.reader import Reader
from boardtui.clock import stamp_of
from boardtui.meeting.entries import (
    ConfidentialCarried,
    Found,
    MeetingConvened,
    MinutesApproved,
    MinutesDue,
    SeatFilled,
)
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.sitting import open_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.fold.to_come import day_said
from boardtui.meeting.record.found import as_open_then
from boardtui.meeting.record.record import split_at_close
from boardtui.meeting.state.days import moment_of
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State


class _Begun(msgspec.Struct):
    starts: str = ""


def found_by(reader: Reader, book: str, starts: str, past: Callable[[int], Stretch]) -> Found | None:
    """What earlier meetings had left open by then, confidential matters too; None where the book has no later meeting.

    Args:
        reader: what the book is read from.
        book: which.
        past: the stretch that holds an entry, by its number.
        starts: when the meeting began that is convened now, in ISO 8601 with its offset.

    Raises:
        Altered: an entry is not what was recorded.
    """
    here = moment_of(starts)
    if here is None:
        return None
    times = {}
    for segment in reader.segments(book):
        begun = msgspec.json.decode(reader.sealed(book, segment.seq).entry or b"{}", type=_Begun)
        times[segment.seq] = moment_of(begun.starts) or here
    if all(time <= here for time in times.values()):
        return None
    before = [seq for seq, time in times.items() if time < here]
    if not before:
        return Found()
    last = past(before[-1])
    elsewhere = _recorded_elsewhere(last, times, past)
    matter = open_matter(_left(last, [line for line in elsewhere if _was_before(line, here)], here))
    due = _awaiting_approval([past(seq) for seq in before], [past(seq) for seq in times], here)
    return Found(matter.issues, matter.actions, matter.decisions, matter.answers, due)


def _awaiting_approval(
    earlier: Sequence[Stretch], all_of_it: Sequence[Stretch], here: datetime.datetime
) -> tuple[MinutesDue, ...]:
    """The minutes of earlier meetings that no meeting had approved by then.

    Args:
        earlier: the stretches of the meetings that were before.
        all_of_it: those of the whole book.
        here: when the meeting began that is convened now.
    """
    lines = [line for stretch in all_of_it for line in stretch.standing() if _was_before(line, here)]
    approved = {line.entry.meeting for line in lines if isinstance(line.entry, MinutesApproved)}
    held = [stretch.state for stretch in earlier if stretch.state.held and stretch.state.phase == "closed"]
    return tuple(MinutesDue(at.meeting, at.title, at.starts) for at in held if at.meeting not in approved)


def seats_then(reader: Reader, book: str, entry: MeetingConvened, past: Callable[[int], Stretch]) -> MeetingConvened:
    """A meeting that is convened after a later one, without those members who came to hold a seat only after its day.

    Raises:
        Altered: an entry is not what was recorded.
    """
    day = entry.starts[:10]
    lines = [line for segment in reader.segments(book) for line in past(segment.seq).standing()]
    later = [line.entry for line in lines if isinstance(line.entry, SeatFilled) and line.entry.from_ > day]
    new = {filled.seat.key for filled in later if filled.seat is not None}
    vacant = {filled.member for filled in later}
    members = [
        replace(member, name="", vacant=True) if member.key in vacant else member
        for member in entry.members
        if member.key not in new
    ]
    return replace(entry, members=tuple(members))


def _recorded_elsewhere(
    last: Stretch, times: Mapping[int, datetime.datetime], past: Callable[[int], Stretch]
) -> list[Stamped]:
    """What other meetings' parts of the book have that the last meeting before did not know when it was convened.

    Args:
        last: that meeting.
        times: when each meeting of the book began, by the number of its first entry.
        past: the stretch that holds an entry.
    """
    first = last.lines[0]
    late = isinstance(first.entry, MeetingConvened) and first.entry.found is not None
    lines: list[Stamped] = []
    for seq in times:
        if seq > first.seq:
            lines += past(seq).standing()
        elif seq < first.seq and late:  # it was told of these as they were on its own day
            lines += [line for line in past(seq).standing() if not _was_before(line, times[first.seq])]
    return [line for line in lines if not isinstance(line.entry, MeetingConvened | ConfidentialCarried)]


def _left(stretch: Stretch, elsewhere: Sequence[Stamped], here: datetime.datetime) -> State:
    """What a meeting left, and what happened since until then; what it cannot have done to what it found, left aside."""
    at_the_meeting, since = split_at_close(as_open_then(stretch.standing()))
    state = State(book=stretch.state.book)
    for line in (*at_the_meeting, *(line for line in since if _was_before(line, here)), *elsewhere):
        try:
            state = accept(state, line)
        except Refused:
            continue
    return state


def _was_before(line: Stamped, here: datetime.datetime) -> bool:
    """Whether something had happened when a meeting began: by its time, or by the day that its entry says it was on."""
    day = day_said(line.entry)
    return line.at < stamp_of(here) or (bool(day) and day < here.date().isoformat())

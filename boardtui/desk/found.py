"""What was open when a meeting was held that is convened only after a later one: what it found, for its minutes."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from boardtui.book.reader import Reader
from boardtui.clock import stamp_of
from boardtui.meeting.entries import Found
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.sitting import open_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.found import as_found
from boardtui.meeting.record.record import split_at_close
from boardtui.meeting.state.days import moment_of
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State


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
    matter = open_matter(_left(past(before[-1]), stamp_of(here)))
    return Found(matter.issues, matter.actions, matter.decisions, matter.answers)


def _left(stretch: Stretch, until: str) -> State:
    """What a meeting left, and what was recorded since until then; what it cannot have done to what it found, left aside."""
    at_the_meeting, since = split_at_close(as_found(stretch.standing()))
    state = State(book=stretch.state.book)
    for line in (*at_the_meeting, *(line for line in since if line.at < until)):
        try:
            state = accept(state, line)
        except Refused:
            continue
    return state

"""Each entry in a few words, as the running record, the timeline and undo tell it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from boardtui.meeting import entries as e
from boardtui.meeting.fold.stated_times import wall_time
from boardtui.meeting.record.acting import Acting, acting_at
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.words import agenda_entries, decision_entries, sitting_entries  # noqa: F401 (they tell their kinds)
from boardtui.meeting.words.entry_names import Names, words_of

if TYPE_CHECKING:
    from boardtui.meeting.fold.stretch import Stretch


def tell_in(stretch: Stretch, line: Stamped, state: State | None = None) -> str:
    """An entry of a meeting in a few words: who acted is who was there then; of a time stated, what it is the time of.

    Args:
        stretch: the meeting.
        line: the entry.
        state: gives the names; without it they are those that the meeting has come to.
    """
    state, entry = state or stretch.state, line.entry
    taken_at = partial(_taken_at, stretch)
    about = stretch.line(entry.seq) if isinstance(entry, e.TimeStated) else None
    if about is None or not isinstance(entry, e.TimeStated):
        return tell(state, entry, acting_at(stretch, line), taken_at)
    slow = " (the clock was slow)" if entry.clock_slow else ""
    told = tell(state, about.entry, acting_at(stretch, about), taken_at)
    return f"it was at {wall_time(state, entry.time)}{slow}: {told}"


def _taken_at(stretch: Stretch, seq: int) -> str:
    line = stretch.line(seq)
    return wall_time(stretch.state, line.at) if line else f"entry {seq}"


def tell(
    state: State, entry: e.AnyEntry, acting: Acting | None = None, taken_at: Callable[[int], str] | None = None
) -> str:
    """An entry in a few words; ``state`` gives the names, ``acting`` who acted in a seat, ``taken_at`` when an entry was."""
    return words_of(entry, Names(state, acting, taken_at))


@words_of.register
def _(entry: e.EntryRetracted, _names: Names) -> str:
    return f"entry {entry.seq} undone: {entry.reason}"


@words_of.register
def _(entry: e.TimeStated, names: Names) -> str:
    slow = ", recorded while the clock was slow" if entry.clock_slow else ""
    return f"entry {entry.seq} was at {wall_time(names.state, entry.time)}{slow}"

"""A stretch is gone through in any order, and each place shows what the book said then."""

from __future__ import annotations

import datetime
import random

from boardtui.meeting.entries import EntryRetracted, MotionPut, NoteTaken
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.steps import Steps
from tests import build


def _as_it_was(stretch: Stretch, seq: int) -> Stretch:
    past = Stretch(stretch.state.book)
    past.extend(line for line in stretch.lines if line.seq <= seq)
    return past


def _corrected(notes: int = 200, corrections: int = 30) -> Stretch:
    """A meeting in which many notes, old and new, were taken back."""
    stretch, chance = build.sitting(), random.Random(8)
    build.record(stretch, *(NoteTaken(item="capital", text=f"Point {n}.") for n in range(notes)))
    for number in range(corrections):
        notes_left = [line.seq for line in stretch.standing() if isinstance(line.entry, NoteTaken)]
        build.record(stretch, EntryRetracted(seq=chance.choice(notes_left), reason="a slip"))
        build.record(stretch, NoteTaken(item="capital", text=f"In its place {number}."))
    return stretch


def test_the_state_after_an_entry_is_what_a_fold_up_to_it_gives() -> None:
    stretch = _corrected()
    steps = Steps(stretch)
    for place in random.Random(9).sample(range(len(steps)), 80):
        steps.go(place)
        assert steps.state == _as_it_was(stretch, steps.line.seq).state == stretch.state_after(steps.line.seq)


def test_before_the_first_entry_there_is_nothing_and_after_the_last_there_is_all() -> None:
    stretch = build.sitting()
    assert stretch.state_after(0) == Stretch(stretch.state.book).state
    assert stretch.state_after(10_000) == stretch.state
    assert Stretch("b").state_after(3) == Stretch("b").state


def test_an_entry_taken_back_later_is_known_as_such_and_counted_until_then() -> None:
    stretch = build.record(build.sitting(), NoteTaken(item=None, text="A slip."))
    slip = stretch.lines[-1].seq
    build.record(stretch, EntryRetracted(seq=slip, reason="wrong meeting"))
    steps = Steps(stretch, len(stretch.lines) - 2)
    assert (steps.line.seq, steps.taken_back_by, len(steps.state.notes)) == (slip, slip + 1, 1)
    assert steps.go(10**9) and len(steps.state.notes) == 0
    assert not steps.go(10**9)


def test_what_is_recorded_while_somebody_looks_back_is_not_gone_through() -> None:
    *before, close = build.realistic()
    stretch = build.play(before)
    steps = Steps(stretch)
    assert steps.state.phase == "convened"
    last = stretch.lines[-1]
    stretch.take(last.seq + 1, last.at, last.by, close)
    steps.go(len(stretch.lines))
    assert (steps.line.seq, steps.state.phase, stretch.state.phase) == (last.seq, "open", "closed")


def test_motions_are_leapt_to_in_both_directions() -> None:
    steps = Steps(build.play(build.realistic()))
    seen = []
    while steps.go_to_motion(1):
        assert isinstance(steps.line.entry, MotionPut)
        seen.append(steps.line.entry.motion)
    assert seen == ["m1", "m2", "m3"]
    assert steps.go_to_motion(-1) and steps.motion_meant == "m2"


def test_the_motion_meant_is_that_of_the_entry_else_the_only_open_one() -> None:
    stretch = build.record(build.sitting(), build.motion(), build.motion("m2"), NoteTaken(item=None, text="Both open."))
    steps = Steps(stretch, len(stretch.lines) - 1)
    assert steps.motion_meant is None
    steps.go(steps.place - 1)
    assert steps.motion_meant == "m2"


def test_a_place_is_named_by_its_time_or_by_its_number() -> None:
    steps = Steps(build.play(build.realistic()))

    def local(at: str) -> datetime.datetime:
        return datetime.datetime.fromisoformat(at)

    assert steps.place_named("10:00", local) == 17
    assert steps.place_named("9.58", local) == 0
    assert steps.place_named("23:59", local) == len(steps) - 1
    assert steps.place_named("40", local) == 39
    for nothing in ("", "0", "99999", "25:00", "ten", "٤٠", "1" * 400, "-3"):
        assert steps.place_named(nothing, local) is None

"""What is taken back reads as if it had never been recorded; what others rest on cannot be taken back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.stated_times import wall_time
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State
from tests import random_examples
from tests.build import BOARD, CAPITAL, at, convened, declare, motion, play, record, refused, sitting, the, votes
from tests.meeting.strategies import PEOPLE, beginnings, entries


def seq_of(stretch: Stretch, kind: type, nth: int = -1) -> int:
    return [line.seq for line in stretch.lines if type(line.entry) is kind][nth]


def take_back(stretch: Stretch, kind: type, nth: int = -1) -> e.EntryRetracted:
    return e.EntryRetracted(seq=seq_of(stretch, kind, nth), reason="in error")


def test_a_vote_taken_back_was_never_cast(capital: Stretch) -> None:
    before = record(capital, votes("for", CAPITAL[:5])).state
    record(capital, votes("against", CAPITAL[:3]), votes("for", ["mseft-ceo"]))
    record(capital, take_back(capital, e.VotesRecorded), take_back(capital, e.VotesRecorded, 1))
    assert capital.state == before
    assert list(capital.struck.values()) == ["in error", "in error"]


def test_an_arrival_taken_back_leaves_the_room_as_it_was() -> None:
    board = sitting(present=PEOPLE[:4])
    before = board.state
    record(board, e.MemberArrived(member="eput-chair"), e.NoteTaken(item=None, text="x"))
    record(board, take_back(board, e.MemberArrived), take_back(board, e.NoteTaken))
    assert board.state == before


def test_a_result_taken_back_opens_the_motion_again(capital: Stretch) -> None:
    before = record(capital, votes("for", CAPITAL)).state
    record(declare(capital), take_back(capital, e.ResultDeclared))
    assert capital.state == before
    record(capital, votes("against", CAPITAL[:4]))
    assert the(declare(capital)).status == "not_carried"


def test_a_departure_taken_back_gives_the_lapsed_vote_again(capital: Stretch) -> None:
    before = record(capital, votes("for", CAPITAL)).state
    record(capital, e.MemberLeft(member=CAPITAL[0]))
    assert len(the(capital).votes) == 13
    record(capital, take_back(capital, e.MemberLeft))
    assert capital.state == before


@pytest.mark.parametrize(
    ("kind", "nth", "why"),
    [
        (e.MotionPut, 0, "depends on it: There is no motion 'm1' in this meeting."),
        (e.MemberArrived, 1, "depends on it: Ben Barrow may not vote"),
        (e.MeetingOpened, 0, "depends on it: The meeting has not been opened."),
        (
            e.VotesRecorded,
            0,
            "depends on it: The result differs from the count: outcome carried, counted not_carried; for 13, counted 0",
        ),
        (e.MeetingConvened, 0, "Entry 1 is of the kind MeetingConvened, which cannot be undone."),
    ],
)
def test_what_later_entries_rest_on_stays_and_it_says_which(capital: Stretch, kind: type, nth: int, why: str) -> None:
    record(capital, votes("for", CAPITAL[:13]))
    declare(capital)
    assert why in refused(capital, take_back(capital, kind, nth)).reason


def test_what_a_meeting_carries_in_private_stays_as_what_it_carries_in_public_does() -> None:
    first = convened()
    board = play([first, e.ConfidentialCarried(actions=(e.OpenAction("a-secret", "Settle.", "J Smith"),))])
    assert "ConfidentialCarried, which cannot be undone" in refused(board, e.EntryRetracted(2, "x")).reason


def test_the_refusal_says_what_depends_on_it_and_when_that_was(capital: Stretch) -> None:
    record(capital, votes("for", CAPITAL[:1]))
    no = refused(capital, take_back(capital, e.MotionPut))
    assert no.reason.startswith(
        f"What was recorded of motion 3.1 at {wall_time(capital.state, capital.lines[-1].at)} depends"
    )
    left = next(key for key in capital.state.present if key not in (*CAPITAL, capital.state.chair))
    record(capital, e.MemberLeft(left))
    came = next(line for line in capital.lines if line.entry == e.MemberArrived(left))
    no = refused(capital, e.EntryRetracted(came.seq, "x"))
    assert no.reason.startswith(f"The departure of {member_label(capital.state, left)} at ")


def test_a_retraction_is_not_taken_back_and_nothing_twice(capital: Stretch) -> None:
    record(capital, take_back(capital, e.MotionPut))
    gone = seq_of(capital, e.MotionPut)
    assert "EntryRetracted, which cannot be undone" in refused(capital, take_back(capital, e.EntryRetracted)).reason
    assert refused(capital, e.EntryRetracted(seq=gone, reason="")).reason == f"Entry {gone} is already undone."


@pytest.mark.parametrize("seq", [0, -1, 999, 2**53 - 1])
def test_what_is_not_in_this_meetings_part_of_the_book_cannot_be_taken_back(capital: Stretch, seq: int) -> None:
    assert f"There is no entry {seq} in this meeting's part" in refused(capital, e.EntryRetracted(seq, "x")).reason


def test_undo_takes_the_last_entry_that_stands() -> None:
    board = play([convened(), e.MemberArrived(member="mseft-ceo"), e.GuestAttended(name="A Guest")])
    for expected in (e.GuestAttended, e.MemberArrived):
        last = board.last_standing()
        assert last is not None
        assert type(last.entry) is expected
        record(board, e.EntryRetracted(seq=last.seq, reason="undo"))
    assert board.last_standing() is None
    assert [type(line.entry) for line in board.standing()] == [e.MeetingConvened]


def test_a_key_that_was_taken_back_is_free_again(capital: Stretch) -> None:
    record(capital, take_back(capital, e.MotionPut), motion(text="Better words."))
    assert the(capital).text == "Better words."


def test_what_was_recorded_in_private_stays_confidential_when_the_exclusion_is_taken_back(board: Stretch) -> None:
    record(board, e.PublicExcluded(reason="staff"), e.NoteTaken(item=None, text="Mrs X."))
    record(board, take_back(board, e.PublicExcluded), e.NoteTaken(item=None, text="Back in public."))
    assert board.state.excluded is False
    assert [note.confidential for note in board.state.notes] == [True, False]
    assert [line.confidential for line in board.lines[-4:]] == [False, True, False, False]


def test_an_early_entry_is_taken_back_from_a_long_meeting() -> None:
    board = record(sitting(), e.GuestAttended(name="A Guest"))
    early = board.lines[-1].seq
    record(board, *(e.NoteTaken(item=None, text=f"note {n}") for n in range(5000)))
    record(board, e.EntryRetracted(seq=early, reason="was not there"))
    assert (len(board.state.guests), len(board.state.notes)) == (0, 5000)
    record(board, e.EntryRetracted(seq=early + 1, reason="x"), e.EntryRetracted(seq=early + 5000, reason="x"))
    assert [board.state.notes[0].text, board.state.notes[-1].text] == ["note 1", "note 4998"]
    assert len(board._kept) <= 64
    assert board.state == board.state_after(board.lines[-1].seq)


def test_the_past_is_shown_as_it_was_understood_then(capital: Stretch) -> None:
    record(capital, votes("for", CAPITAL[:2]))
    then, seq = capital.state, capital.lines[-1].seq
    record(capital, take_back(capital, e.VotesRecorded), votes("against", CAPITAL[:2]))
    assert capital.state_after(seq) == then
    assert capital.state_after(0).phase == "none"


KINDS = (
    "MemberArrived",
    "MemberLeft",
    "ApologiesGiven",
    "GuestAttended",
    "InterestDeclared",
    "ItemOpened",
    "ItemAdded",
    "NoteTaken",
    "MotionPut",
    "RulingMade",
    "VotesRecorded",
    "IssueRaised",
    "IssueAdvanced",
    "ActionAgreed",
    "ActionUpdated",
    "PublicExcluded",
    "PublicReadmitted",
    "ItemDeferred",
    "ProxyGiven",
    "ProxyRevoked",
    "ChairTaken",
)


NUMBERS = ("seq", "place", "at", "raised", "put_at", "agreed")


def without_seq(state: State) -> Any:
    """A state with every number of an entry left out."""
    return _bare(state)


def _bare(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        names = [name for name in value.__struct_fields__ if name not in NUMBERS]
        names = [name for name in names if not name.endswith("_at")]
        return {name: _bare(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items()}
    return [_bare(inner) for inner in value] if not isinstance(value, str) and hasattr(value, "__iter__") else value


@settings(max_examples=random_examples(15, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(first=beginnings(), script=st.lists(entries(*KINDS), min_size=4, max_size=30), data=st.data())
def test_taking_back_equals_never_having_recorded(first: Any, script: list[e.AnyEntry], data: st.DataObject) -> None:
    there = [key for key in PEOPLE if key in {member.key for member in first.members}]
    stretch = record(Stretch(BOARD), first, *(e.MemberArrived(member=key) for key in there[:6]), e.MeetingOpened())
    for entry in script:
        try:
            record(stretch, entry)
        except Refused:
            continue
    able = [line for line in stretch.lines if not isinstance(line.entry, e.MeetingConvened | e.ConfidentialCarried)]
    gone = data.draw(st.sampled_from(able))
    kept = [line for line in stretch.lines if line is not gone]
    expected: State | None = stretch._start
    for line in kept:
        assert expected is not None
        try:
            expected = accept(expected, line)
        except Refused:
            expected = None
            break
    retraction = e.EntryRetracted(seq=gone.seq, reason="in error")
    if expected is None:
        assert "depends on it" in refused(stretch, retraction).reason
        return
    record(stretch, retraction)
    assert stretch.state == expected
    assert stretch.state_after(stretch.lines[-1].seq) == expected
    assume(not isinstance(gone.entry, e.PublicExcluded | e.PublicReadmitted))
    afresh = Stretch(BOARD)
    for seq, line in enumerate(kept, start=1):
        afresh.add(replace(afresh.stamp(seq, at(seq), line.by, line.entry), confidential=line.confidential))
    assert without_seq(afresh.state) == without_seq(stretch.state)

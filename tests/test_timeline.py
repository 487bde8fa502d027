"""The timeline of the replay command: plain lines that say what happened, and what became of it."""

from __future__ import annotations

import pytest

from boardtui.desk.timeline import figures, timeline
from boardtui.meeting import entries as e
from boardtui.meeting.entries import (
    EntryRetracted,
    GuestAttended,
    MemberLeft,
    NoteTaken,
    PublicExcluded,
    PublicReadmitted,
)
from boardtui.meeting.fold.stretch import Stretch
from tests import build
from tests.papers.build_minutes import Meeting


def test_a_meeting_has_a_heading_and_a_line_for_each_entry() -> None:
    stretch = build.play(build.realistic())
    lines = list(timeline([stretch], "Europe/London"))
    assert lines[0] == "Partnership Board, November 2026, Mon 23 Nov 2026, 10:00"
    assert lines[1] == f"Partnership Board, entries 1 to {len(stretch.lines)}"
    assert lines[3] == "     1  09:58:07  J Smith  meeting convened: Partnership Board, November 2026"
    assert sum(line[:6].strip().isdecimal() for line in lines) == len(stretch.lines)


def test_results_stand_with_their_figures() -> None:
    told = list(timeline([build.play(build.realistic())]))
    figures = [line.strip() for line in told if line.strip().startswith("= ")]
    assert figures == [
        "= CARRIED: 11 for, 2 against, 0 abstained, 0 did not vote, 1 kept from voting; "
        "11 needed out of 14 eligible members; 8.4",
        "= AGREED BY CONSENSUS: 0 of 23 entitled to take part objected, 0 stood aside; 6.4, 6.6, 8.2",
        "= CARRIED: 19 for, 0 against, 0 abstained, 4 did not vote, 1 absent; "
        "12 needed out of 23 eligible members present, 24 eligible members; 8.10(4)",
    ]


def test_what_was_taken_back_and_what_is_confidential_is_marked_in_words() -> None:
    stretch = build.record(build.sitting(), NoteTaken(item=None, text="A slip."))
    slip = stretch.lines[-1].seq
    build.record(stretch, EntryRetracted(seq=slip, reason="wrong item"), PublicExcluded(reason="commercial"))
    lines = list(timeline([stretch]))
    assert lines[-3].endswith(f"undone by {slip + 1}: note on the meeting: A slip.")
    assert lines[-2].endswith(f"entry {slip} undone: wrong item")
    build.record(stretch, NoteTaken(item=None, text="In private."))
    assert list(timeline([stretch]))[-1].endswith("J Smith  confidential: note on the meeting: In private.")


@pytest.mark.parametrize("name", ["\x1b]52;c;aGk=\x07", "a\nb\r\nc", "\u202eevil", "\x9b31m", "\ud800", "[/x] Smith"])
def test_hostile_text_stays_on_its_line_and_steers_nothing(name: str) -> None:
    stretch = build.record(build.sitting(), GuestAttended(name=name, role=name), NoteTaken(item=None, text=name * 500))
    for line in timeline([stretch]):
        assert line.isprintable()
        assert len(line) < 4000


def test_meetings_follow_one_another_in_local_time() -> None:
    first = build.closed(build.sitting())
    second = Stretch(build.BOARD, first.state)
    build.record(second, build.convened_next(first.state, starts="2027-02-22T10:00:00+05:00"))
    lines = list(timeline([first, second]))
    place = lines.index("")
    assert place > 0
    assert any(line.startswith("Partnership Board, November 2026, Mon 22 Feb 2027, 10:00") for line in lines)
    assert lines[-1].startswith("     1  23 Nov 2026 14:58:07")


def test_a_book_without_entries_gives_no_lines() -> None:
    assert list(timeline([])) == []


def test_after_a_private_part_the_whole_book_says_which_of_two_reasons_kept_whom_from_voting() -> None:
    """The public is told one figure for both; a reader of all entries asks who can have been kept out where nobody was."""
    stretch = build.sitting()
    build.record(stretch, PublicExcluded(reason="terms"), PublicReadmitted())
    build.record(stretch, MemberLeft(build.CAPITAL[13]), build.motion())
    build.declare(build.record(stretch, build.votes("for", build.CAPITAL[:11])))
    (told,) = [line for line in timeline([stretch]) if line.strip().startswith("= ")]
    assert ", 1 absent; " in told
    assert "1 kept from voting or absent" in figures(stretch.state, stretch.state.motions["m1"], whole=False)


@pytest.mark.parametrize(("deputy", "told"), [(None, "2 absent;"), ("X Ample", "2 absent or without a vote;")])
def test_whoever_comes_after_a_vote_was_absent_at_it(deputy: str | None, told: str) -> None:
    """A deputy without a vote who was there is no more told as absent once the member has come."""
    m = Meeting().arrive("chair", "lead", "bbchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    if deputy is not None:
        m.do(e.MemberArrived("tchair", deputy=deputy))
    m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That it be so.", "capital", "capital"))
    m.votes("m1", for_=["lead"]).declare("m1").arrive("tceo").do(e.MemberArrived("tchair"))
    assert told in figures(m.state, m.state.motions["m1"], whole=True)

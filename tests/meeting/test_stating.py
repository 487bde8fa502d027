"""A time stated afterwards: the entry reads as if it had been recorded then, and never as what cannot have been."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter as matter
from boardtui.meeting.fold.stated_times import wall_time
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.stages import day_of as day_of_step
from boardtui.meeting.state.state import Stamped
from tests import build
from tests.build import BOARD, CAPITAL, CLERK, at, declare, motion, record, refused, votes

LATE = CAPITAL[3]


def seq_of(stretch: Stretch, kind: type) -> int:
    return next(line.seq for line in reversed(stretch.lines) if type(line.entry) is kind)


def opened(stretch: Stretch) -> int:
    return seq_of(stretch, e.MeetingOpened)


def gone(board: Stretch, *between: e.AnyEntry) -> int:
    """A member leaves, noticed only after what comes between; the number of the entry."""
    record(board, *between, e.MemberLeft(member=LATE, reason="train"))
    return board.lines[-1].seq


def line_of(stretch: Stretch, seq: int) -> Stamped:
    return next(line for line in stretch.lines if line.seq == seq)


def test_the_book_reads_as_if_it_had_been_recorded_then(board: Stretch) -> None:
    seq = gone(board, e.NoteTaken(item="capital", text="One."), e.NoteTaken(item="capital", text="Two."))
    time = at(seq - 2)
    then = Stretch(BOARD)
    for line in board.lines:
        then.add(then.stamp(line.seq, time if line.seq == seq else line.at, CLERK, line.entry))
    record(board, e.TimeStated(seq, time))
    assert board.state == then.state
    assert line_of(board, seq).at == time
    assert board.recorded == {seq: at(seq)}
    assert board.state_after(seq) == then.state_after(seq)


def test_the_last_one_stated_holds_and_taken_back_the_one_before_it(board: Stretch) -> None:
    seq = gone(board, *[e.NoteTaken(item="capital", text="x")] * 4)
    plain = board.state
    first, second = at(seq - 3), at(seq - 2)
    record(board, e.TimeStated(seq, first), e.TimeStated(seq, second))
    assert line_of(board, seq).at == second
    record(board, e.EntryRetracted(seq + 1, "the other one holds"))
    assert line_of(board, seq).at == second
    record(board, e.TimeStated(seq, first), e.EntryRetracted(seq + 4, "no"))
    assert line_of(board, seq).at == second
    record(board, e.EntryRetracted(seq + 2, "no"))
    assert line_of(board, seq).at == at(seq)
    assert board.state == plain


def test_undo_takes_the_statement_first_and_the_entry_only_then(board: Stretch) -> None:
    seq = gone(board, e.NoteTaken(item="capital", text="x"))
    record(board, e.TimeStated(seq, at(seq - 1)))
    assert refused(board, e.EntryRetracted(seq, "x")).reason == (
        "When that was is stated by a later entry; undo that first."
    )
    last = board.last_standing()
    assert last is not None and last.seq == seq + 1
    record(board, e.EntryRetracted(seq + 1, "x"), e.EntryRetracted(seq, "x"))
    assert LATE in board.state.present


def test_a_long_meeting_reads_the_same_however_it_was_folded(board: Stretch) -> None:
    """States are kept at every 32nd entry: a statement far back, and one across what is kept."""
    seq = gone(board)
    record(board, *[e.NoteTaken(item="capital", text=str(number)) for number in range(100)])
    record(board, e.TimeStated(seq, at(seq - 1)), e.NoteTaken(item="capital", text="last"))
    again = Stretch(BOARD)
    for line in board.lines:
        again.add(again.stamp(line.seq, at(line.seq), CLERK, line.entry))
    assert again.state == board.state
    assert again.lines == board.lines
    assert again.state_after(seq + 50) == board.state_after(seq + 50)


def test_nothing_was_later_than_it_was_recorded(board: Stretch) -> None:
    seq = gone(board)
    assert "That was recorded at" in refused(board, e.TimeStated(seq, at(seq + 1))).reason
    assert "it cannot have been at" in refused(board, e.TimeStated(seq, at(seq + 1))).reason


def test_nothing_in_the_meeting_was_before_it_opened_but_who_was_there_already(board: Stretch) -> None:
    seq = gone(board)
    assert refused(board, e.TimeStated(seq, at(opened(board) - 1))).reason.startswith("The meeting opened at ")
    arrived = next(line.seq for line in board.lines if isinstance(line.entry, e.MemberArrived))
    record(board, e.TimeStated(arrived, at(1)))
    assert board.state.present[board.lines[arrived - 1].entry.member].at == at(1)  # type: ignore[union-attr]


def test_the_opening_itself_may_have_been_earlier(board: Stretch) -> None:
    record(board, e.TimeStated(opened(board), "2026-11-23T09:30:00.000Z"))
    assert board.state.opened_at == "2026-11-23T09:30:00.000Z"


@pytest.mark.parametrize(
    "entry",
    [
        e.MemberLeft(member=LATE),
        e.ChairTaken(member=CAPITAL[1]),
        e.InterestDeclared(LATE, ("capital",), "financial", "x", "withdraws", "x"),
    ],
)
def test_a_vote_that_was_counted_in_between_would_have_been_another(capital: Stretch, entry: e.AnyEntry) -> None:
    record(capital, votes("for", CAPITAL))
    counted = seq_of(declare(capital), e.ResultDeclared)
    record(capital, entry)
    seq = capital.lines[-1].seq
    reason = refused(capital, e.TimeStated(seq, at(counted - 1))).reason
    assert reason.startswith("Motion 3.1 was voted on at ") and "Undo that vote first" in reason
    assert ", before the " in reason and "entry" not in reason
    record(capital, e.TimeStated(seq, at(counted)[:-4] + "999Z"))


def test_a_note_may_be_of_before_a_vote(capital: Stretch) -> None:
    record(capital, votes("for", CAPITAL))
    declare(capital)
    record(capital, e.NoteTaken(item="capital", text="said before the vote"))
    seq = capital.lines[-1].seq
    record(capital, e.TimeStated(seq, at(seq - 4)))
    assert capital.state.notes[-1].at == at(seq - 4)


def test_what_ends_something_was_not_before_it_began(board: Stretch) -> None:
    record(board, e.MeetingAdjourned(reason="lunch"), e.MeetingResumed())
    seq = board.lines[-1].seq
    assert "The adjournment began at" in refused(board, e.TimeStated(seq, at(seq - 2))).reason
    record(board, e.TimeStated(seq, at(seq - 1)))


def test_the_meeting_closed_after_all_that_was_recorded_that_day(board: Stretch) -> None:
    record(board, e.NoteTaken(item="capital", text="x"), e.MeetingClosed())
    seq = board.lines[-1].seq
    assert "the meeting cannot have closed at" in refused(board, e.TimeStated(seq, at(seq - 2))).reason
    record(board, e.TimeStated(seq, at(seq - 1)))
    assert board.state.closed_at == at(seq - 1)


def test_a_meeting_entered_the_day_after_opened_and_closed_the_day_before(board: Stretch) -> None:
    record(board, motion(), votes("for", CAPITAL))
    record(declare(board), e.MeetingClosed())
    record(board, e.TimeStated(opened(board), "2026-11-22T14:02:00.000Z"))
    record(board, e.TimeStated(seq_of(board, e.MeetingClosed), "2026-11-22T15:40:00.000Z"))
    assert (board.state.opened_at, board.state.closed_at) == ("2026-11-22T14:02:00.000Z", "2026-11-22T15:40:00.000Z")


@pytest.mark.parametrize("time", ["10:40", "2026-11-23T10:40:00Z", "2026-11-23T25:00:00.000Z", "", "x" * 500])
def test_a_time_has_the_form_of_the_book(board: Stretch, time: str) -> None:
    assert "no time as the book writes it" in refused(board, e.TimeStated(opened(board), time)).reason


@pytest.mark.parametrize("kind", [e.MeetingConvened, e.TimeStated])
def test_what_no_time_can_be_stated_for(board: Stretch, kind: type) -> None:
    record(board, e.TimeStated(opened(board), at(2)))
    seq = seq_of(board, kind)
    assert refused(board, e.TimeStated(seq, at(1))).reason in (
        "Entry 1 is of the kind MeetingConvened, which is when it was recorded.",
        "That only states when something was; state another time for what it is about.",
    )


def test_it_is_as_confidential_as_what_it_is_about(board: Stretch) -> None:
    record(board, e.NoteTaken(item="capital", text="x"), e.NoteTaken(item="capital", text="y", confidential=True))
    public, secret = board.lines[-2].seq, board.lines[-1].seq
    record(board, e.TimeStated(public, at(public - 1)), e.TimeStated(secret, at(secret - 1)))
    assert [line.confidential for line in board.lines[-2:]] == [False, True]


def test_a_time_in_words_has_the_day_only_where_it_is_another(board: Stretch) -> None:
    day = board.state.starts[:10]
    assert wall_time(board.state, f"{day}T10:40:00.000Z") == "10:40"
    assert wall_time(board.state, "2026-06-01T10:40:00.000Z") == "10:40 on 1 June 2026 (UTC)"
    assert wall_time(board.state, "never") == "never"


def test_what_a_meeting_that_is_entered_afterwards_hands_on_has_its_day_and_not_that_of_entering() -> None:
    done = (
        e.ActionAgreed("a1", None, "Report by Place.", "public-health"),
        e.IssueRaised("i1", "Apportionment", None, parties=("mseft",)),
        e.AdviceTaken("i1", "SFLG", "By weight of population."),
    )
    afterwards = build.record(build.sitting(starts="2026-09-24T10:00:00+01:00"), *done).state
    issue = afterwards.issues["i1"]
    days = (afterwards.actions["a1"].agreed_on, issue.raised_on, issue.stages[-1].day)
    assert days == ("2026-09-24", "2026-09-24", "2026-09-24") and day_of_step(afterwards, issue.stages[-1]) == days[0]
    for live in (build.sitting(), build.sitting(starts="2026-09-24T10:00:00+01:00", vocabulary=2)):
        state = build.record(live, *done).state
        issue = state.issues["i1"]
        assert (state.actions["a1"].agreed_on, issue.raised_on, issue.stages[-1].day) == ("", "", "")
        assert day_of_step(state, issue.stages[-1]) == "2026-11-23"


def test_what_has_no_time_in_a_meeting_with_stated_beginning_and_end_has_its_day_in_the_next() -> None:
    """Until the end is stated it might have been a later day of a meeting that was adjourned."""
    october = e.OpenAction("a0", "Chase.", "J Smith", agreed="2026-10-29T10:00:00.000Z", meeting="2026-10")
    late = build.sitting(starts="2026-09-24T10:00:00+01:00", carried=e.Carried(actions=(october,)))
    record(late, e.ActionAgreed("a1", None, "Report.", "J Smith"), e.IssueRaised("i1", "Beds", None, parties=("ecc",)))
    record(late, e.AdviceTaken("i1", "SFLG", "By weight."), e.MeetingClosed())
    record(late, e.TimeStated(opened(late), "2026-09-24T09:00:00.000Z"))
    record(late, e.TimeStated(seq_of(late, e.MeetingClosed), "2026-09-24T11:00:00.000Z"))
    record(late, e.ActionAgreed("a2", None, "Ring.", "J Smith"))
    after = build.play([build.convened_next(late.state)], before=late.state).state
    issue = after.issues["i1"]
    assert (issue.raised_on, issue.stages[-1].day) == ("2026-09-24", "2026-09-24")
    assert [after.actions[key].agreed_on for key in ("a0", "a1", "a2")] == ["", "2026-09-24", ""]


def test_a_book_that_carried_these_without_their_days_is_read_as_it_is() -> None:
    late = build.sitting(starts="2026-09-24T10:00:00+01:00")
    record(late, e.ActionAgreed("a1", None, "Report.", "J Smith"), e.IssueRaised("i1", "Beds", None, parties=("ecc",)))
    record(late, e.AdviceTaken("i1", "SFLG", "By weight."), e.MeetingClosed())
    carried = matter(late.state)
    (action,), (issue,) = carried.actions, carried.issues
    (step,) = issue.stages
    told = replace(issue, raised_on="", stages=(replace(step, day=""),))
    older = replace(carried, actions=(replace(action, agreed_on=""),), issues=(told,))
    after = build.play([build.convened_next(late.state, carried=older)], before=late.state).state
    assert after.issues["i1"] == told
    invented = replace(carried, issues=(replace(told, raised_on="2026-09-25"),))
    assert (
        "differ" in refused(build.Stretch(BOARD, late.state), build.convened_next(late.state, carried=invented)).reason
    )

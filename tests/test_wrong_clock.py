"""The clock of the computer once wrong: the next entry says so, and the times of a run are stated together."""

from __future__ import annotations

import datetime

import pytest

from boardtui.desk.desk import Desk
from boardtui.desk.folding import fold_lines
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stated_times import run_times
from boardtui.meeting.state.refusal import Refused
from tests import build
from tests.tui.app import Clock

SITTING = [build.convened(), *build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]
YEARS = 10 * 365.25 * 24 * 60


class Times:
    """A clock on the wall, which can be put wrong, and the minutes that really pass."""

    def __init__(self) -> None:
        self.wall = Clock()
        self.passed = 0.0

    def wait(self, minutes: float) -> None:
        self.wall.forward(minutes)
        self.passed += 60 * minutes


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def session(desk: Desk, times: Times) -> Session:
    session = Session(desk.store, build.BOARD, clock=times.wall, passing=lambda: times.passed)
    for entry in SITTING:
        session.record(entry)
        times.wait(0.1)
    assert session.last_warning is None
    return session


def note(text: str = "x") -> e.NoteTaken:
    return e.NoteTaken(item=None, text=text)


@pytest.mark.parametrize(("minutes", "says"), [(YEARS, "2036"), (60, "11:0"), (-20, "may be wrong"), (-YEARS, "2016")])
def test_a_jump_is_told_with_the_next_entry_and_once(session: Session, times: Times, minutes: float, says: str) -> None:
    times.wait(5)
    session.record(note())
    assert session.last_warning is None
    times.wall.forward(minutes)
    session.record(note())
    assert "The clock of this computer may be wrong: the entry before says 10:0" in str(session.last_warning)
    assert says in str(session.last_warning)
    times.wait(1)
    session.record(note())
    assert session.last_warning is None


def test_an_hours_break_is_no_jump(session: Session, times: Times) -> None:
    times.wait(180)
    session.record(note())
    assert session.last_warning is None


def test_a_program_started_again_knows_a_clock_that_is_behind_or_days_ahead(desk: Desk, session: Session) -> None:
    for minutes, told in ((120, False), (-60, True), (YEARS, True)):
        clock = Clock()
        clock.forward(minutes)
        again = Session(desk.store, build.BOARD, clock=clock)
        again.record(note())
        assert ("may be wrong" in str(again.last_warning)) is told


def test_an_entry_dated_by_a_script_says_nothing_of_the_clock(session: Session, times: Times) -> None:
    times.wall.forward(YEARS)
    session.record(note(), at="2026-11-26T10:30:00.000Z")
    assert session.last_warning is None


def wrong_by(session: Session, times: Times, minutes: float) -> list[int]:
    """Three entries while the clock was wrong, two after it was put right; their numbers."""
    times.wall.forward(minutes)
    seqs = []
    for _ in range(3):
        seqs.append(session.record(note()).seq)
        times.wait(2)
    times.wall.forward(-minutes)
    for _ in range(2):
        seqs.append(session.record(note()).seq)
        times.wait(2)
    return seqs


def stated_times(session: Session, seqs: list[int]) -> list[datetime.datetime]:
    return [datetime.datetime.fromisoformat(session.stretch.line(seq).at) for seq in seqs]  # type: ignore[union-attr]


def as_written(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def check_folds_again(session: Session) -> None:
    again = fold_lines(session.book, session.store.segment(session.book))
    assert again.lines == session.lines and again.state == session.state


@pytest.mark.parametrize("minutes", [YEARS, 60])
def test_the_right_times_of_a_run_are_stated_together(session: Session, times: Times, minutes: float) -> None:
    first = times.wall()
    seqs = wrong_by(session, times, minutes)
    lines = [line for line in session.lines if line.seq in seqs]
    before = session.recorded
    statements = run_times(lines, session.stretch.recorded, as_written(first), session.watch.behind)
    session.record_together(statements)
    assert session.recorded == before + 5
    assert not any(statement.clock_slow for statement in statements)
    assert stated_times(session, seqs) == [first + datetime.timedelta(minutes=2 * place) for place in range(5)]
    check_folds_again(session)


@pytest.mark.parametrize("minutes", [-60, -YEARS])
def test_a_clock_that_became_slow_in_the_meeting_is_put_right(session: Session, times: Times, minutes: float) -> None:
    times.wait(5)
    first = times.wall()
    *slow, fourth, _ = wrong_by(session, times, minutes)
    lines = [line for line in session.lines if line.seq in slow]
    assert len({line.at for line in lines}) == 1  # never before the entry before
    statements = run_times(lines, session.stretch.recorded, as_written(first), session.watch.behind)
    assert all(statement.clock_slow for statement in statements)
    session.record_together(statements)
    assert stated_times(session, [*slow, fourth]) == [
        first + datetime.timedelta(minutes=2 * place) for place in range(4)
    ]
    check_folds_again(session)


def slow_from_the_start(desk: Desk, times: Times) -> tuple[Session, list[int]]:
    """A meeting opened, an item and two votes of it by a clock an hour slow, which is then put right; their numbers."""
    times.wall.forward(-60)
    session = Session(desk.store, build.BOARD, clock=times.wall, passing=lambda: times.passed)
    for entry in [
        *SITTING,
        e.ItemOpened(item="capital"),
        build.motion("m1"),
        build.votes("for", build.CAPITAL),
        note(),
    ]:
        session.record(entry)
        times.wait(2)
    times.wall.forward(60)
    times.wait(1)
    session.record(note("By the right clock."))
    return session, [line.seq for line in session.lines[1:-1]]


def test_a_clock_that_was_slow_from_the_start_is_put_right(desk: Desk, times: Times) -> None:
    session, seqs = slow_from_the_start(desk, times)
    lines = [line for line in session.lines if line.seq in seqs]
    hour = datetime.timedelta(hours=1)
    right = [moment + hour for moment in stated_times(session, seqs)]
    head = session.store.lines(session.book, seqs[0], seqs[-1])
    before = list(head)
    session.record_together(run_times(lines, session.stretch.recorded, as_written(right[0]), session.watch.behind))
    assert stated_times(session, seqs) == right
    assert list(session.store.lines(session.book, seqs[0], seqs[-1])) == before  # the book keeps both
    check_folds_again(session)


def test_a_later_time_only_where_it_says_so_not_after_now_and_in_the_order_of_the_book(
    desk: Desk, times: Times
) -> None:
    session, seqs = slow_from_the_start(desk, times)
    right = [as_written(moment + datetime.timedelta(hours=1)) for moment in stated_times(session, seqs)]
    now = as_written(times.wall() + datetime.timedelta(minutes=5))
    for statement, reason in (
        (e.TimeStated(seqs[-1], right[-1]), "cannot have been at"),
        (e.TimeStated(seqs[-1], now, clock_slow=True), "Put the clock right first"),
        (e.TimeStated(seqs[0], right[0], clock_slow=True), "state the times of both together"),
        (e.TimeStated(seqs[3], right[3], clock_slow=True), "state the times of both together"),
        (e.TimeStated(seqs[-1], session.lines[1].at, clock_slow=True), "the clock was not slow"),
    ):
        with pytest.raises(Refused, match=reason):
            session.record(statement)
    count = session.recorded
    run = [e.TimeStated(seq, time, clock_slow=True) for seq, time in zip(seqs, right, strict=True)]
    with pytest.raises(Refused, match="state the times of both together"):
        session.record_together(run)  # from the first to the last, each would pass what comes after it
    assert session.recorded == count


def test_a_run_of_which_one_time_cannot_be_is_stated_not_at_all(session: Session, times: Times) -> None:
    seqs = wrong_by(session, times, 60)
    before, lines = session.recorded, list(session.lines)
    early = "2026-11-26T09:00:00.000Z"
    with pytest.raises(Refused, match="The meeting opened at"):
        session.record_together([e.TimeStated(seqs[0], lines[-5].at), e.TimeStated(seqs[1], early)])
    assert session.recorded == before
    assert session.lines == lines

"""What is said to have happened is not dated after the day on which it is recorded; a book that has such a day still reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from boardtui.meeting.fold.to_come import refuse_to_come
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped
from tests.build import BOARD, closed, record, sitting
from tests.meeting.test_fold_decisions import URGENT, take
from tests.tui.app import Clock, make_desk

TODAY, TOMORROW = "2026-11-27", "2026-11-28"  # the meeting was on the 23rd
AT = f"{TODAY}T22:00:00.000Z"


def dated(day: str) -> list[e.AnyEntry]:
    return [
        take(date=day),
        take("written", date=day),
        e.AgreementSought("deed", "A deed.", "variation", day),
        e.PartnerResponded("tc", True, day, motion="d1"),
        e.DecisionAnswered("d1", "sle", "carried", "Carried.", day, "a" * 64),
        e.PointMet("d1", 1, day, "minute 4"),
        e.NoticeGiven("board-feb", day, "by e-mail", "2027-02-11"),
        e.MilestoneReached("first-review", "First review", day),
        e.InterestRegistered("r1", "mseft-ceo", "financial", "Shares", since="2027-01-01", declared=day),
        e.InterestEnded("r1", day),
        e.DeclarationsAsked("round", day, "2027-01-31"),
        e.DeclarationReturned("mseft-ceo", "G Deeks", day, nil=True),
        e.GiftDeclared("mseft-ceo", "A dinner", "A firm", date=TOMORROW, declared=day),
    ]


@pytest.mark.parametrize("place", range(len(dated(TODAY))))
def test_a_day_to_come_is_refused_and_today_is_not(place: int) -> None:
    state = closed(sitting(terms=URGENT)).state
    refuse_to_come(state, Stamped(9, AT, "J Smith", dated(TODAY)[place]))
    with pytest.raises(Refused, match="is dated 28 November 2026, which is still to come: today is 27 November 2026"):
        refuse_to_come(state, Stamped(9, AT, "J Smith", dated(TOMORROW)[place]))


@pytest.mark.parametrize(
    ("entry", "allowed"),
    [
        (e.InterestEnded("r1", "2026-11"), True),
        (e.InterestEnded("r1", "2026"), True),
        (e.InterestEnded("r1", "2026-12"), False),
        (e.InterestEnded("r1", "2027"), False),
        (e.DecisionNotified(("tc",), "letter", TOMORROW, motion="m1"), True),  # the letter is written from its entry
        (e.ActionAgreed("a1", None, "Write.", "Clerk", TOMORROW), True),
    ],
)
def test_a_month_or_a_year_is_to_come_before_it_begins_and_what_is_due_may_be(entry: e.AnyEntry, allowed: bool) -> None:
    stamped = Stamped(9, AT, "J Smith", entry)
    state = closed(sitting()).state
    if allowed:
        refuse_to_come(state, stamped)
    else:
        with pytest.raises(Refused, match="still to come"):
            refuse_to_come(state, stamped)


def test_what_is_corrected_is_not_dated_ahead_either() -> None:
    fields = {"kind": "PartnerResponded", "partner": "tc", "accepts": True, "date": TOMORROW, "motion": "m1"}
    changed = e.EntriesCorrected((e.Corrected(7, fields), e.Corrected(8, None)), "misread")
    with pytest.raises(Refused, match="The answer is dated 28 November 2026"):
        refuse_to_come(closed(sitting()).state, Stamped(9, AT, "J Smith", changed))


def test_the_day_of_a_meeting_under_way_is_none_to_come_whatever_the_clock_says() -> None:
    answer = Stamped(
        9, "2026-03-01T10:00:00.000Z", "J Smith", e.PartnerResponded("tc", True, "2026-11-23", motion="m1")
    )
    refuse_to_come(sitting().state, answer)


def test_nothing_is_recorded_and_an_older_book_that_has_such_a_day_still_reads(tmp_path: Path) -> None:
    book = record(closed(sitting(terms=URGENT)), take(date="2027-06-01"))
    assert book.state.decisions["d1"].taken_on == "2027-06-01"
    desk = make_desk(tmp_path, clock=Clock())
    session = desk.session(BOARD)
    session.convene(next(one.key for one in desk.planned() if one.body == BOARD))
    before = session.recorded
    for attempt in (session.record, lambda entry: session.record_together([entry])):
        with pytest.raises(Refused, match="The notice is dated 1 December 2026, which is still to come"):
            attempt(e.NoticeGiven("board-feb", "2026-12-01", "by e-mail", "2027-02-11"))
    assert session.recorded == before
    desk.close()

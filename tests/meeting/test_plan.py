"""The forward plan: how often a body owes to meet, what falls due, and what is late on a given day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from boardtui.charter.load import names, shipped
from boardtui.charter.model import Body, Milestone
from boardtui.meeting import entries as e
from boardtui.meeting.plan import Planned, Sitting, forward_plan, occurrence
from tests.build import record, refused, sitting

TODAY = datetime.date(2026, 11, 26)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def body(per_year: int | None, *, public: bool = False, frequency: str = "") -> Body:
    return Body("board", "Board", "6.5", public=public, per_year=per_year, frequency=frequency)


def held(*days: str, **changes: Any) -> list[Sitting]:
    return [Sitting(day(one), "board", one, "Board", **{"held": day(one) <= TODAY, **changes}) for one in days]


def owed(one: Body, sittings: list[Sitting], today: datetime.date = TODAY) -> list[tuple[str, str]]:
    found = forward_plan([one], [], sittings, {}, today)
    return [(line.standing, line.words) for line in found if line.kind == "owed"]


def test_what_was_to_happen_before_the_first_meeting_here_is_not_called_late_but_an_end_is() -> None:
    times = [
        Milestone("name", "A name", "7.1.3", kind="due", due="2017-06-01"),
        Milestone("end", "The end", "9", kind="end", due="2019-03-31"),
        Milestone("plan", "A plan", "4", kind="due", due="2026-10-01"),
    ]
    found = forward_plan([], times, held("2026-09-01"), {}, TODAY)
    assert [(one.title, one.standing) for one in found] == [
        ("The end", "late"),
        ("A plan", "late"),
        ("A name", "earlier"),
    ]


# MSE 6.5: at least four times each year in public


def test_four_a_year_in_public_counts_what_is_held_and_planned_in_public_in_the_calendar_year() -> None:
    known = held("2025-12-01", "2026-02-01", "2026-05-01", "2026-12-10")
    assert owed(body(4, public=True), known) == [
        ("missing", "4 meetings in public owed in 2026: 2 held, 1 planned, 1 not planned yet")
    ]
    private = held("2026-08-01", public=False)
    assert len(owed(body(4, public=True), [*known, *private])) == 1
    assert owed(body(4, public=True), [*known, *held("2026-08-01")]) == []


def test_a_year_that_is_over_with_too_few_is_late() -> None:
    assert [standing for standing, _ in owed(body(4), held("2024-03-01", "2025-06-01"))] == ["late", "missing"]


def test_the_year_in_which_the_book_begins_is_never_late() -> None:
    known = held("2025-11-01", "2026-02-01", "2026-05-01", "2026-08-01", "2026-11-01")
    assert owed(body(4), known) == []


def test_a_body_that_has_not_met_yet_has_only_meetings_to_plan() -> None:
    assert {standing for standing, _ in owed(body(12), [])} == {"missing"}


# Doncaster 5.5: at least once a month


def test_a_month_without_a_meeting_is_late_once_it_is_over_and_to_be_planned_before() -> None:
    known = held("2026-08-10", "2026-10-12", "2026-11-09", "2026-12-14")
    found = owed(body(12), known)
    assert found[0] == ("late", "1 meeting owed in September 2026: 0 held, 0 planned, 1 not held")
    assert found[1] == ("missing", "1 meeting owed in January 2027: 0 held, 0 planned, 1 not planned yet")
    assert len(found) == 1 + 10  # January to October 2027: the end of November is more than twelve months away


# MSE 6.16 and 6.19: every two months


def test_every_two_months_is_one_in_each_pair_of_months() -> None:
    known = held("2026-05-30", "2026-08-01", "2026-12-01", "2027-01-05", "2027-04-30")
    found = owed(body(6), known)
    assert found[0] == ("late", "1 meeting owed in September and October 2026: 0 held, 0 planned, 1 not held")
    assert [words.split(":")[0] for _, words in found[1:3]] == [
        "1 meeting owed in May and June 2027",
        "1 meeting owed in July and August 2027",
    ]


def test_a_frequency_in_words_only_is_shown_in_its_words_and_never_late() -> None:
    assert owed(body(None, frequency="As needed (7.2)."), []) == [("undated", "how often is not defined as a number")]
    assert owed(body(None), []) == []


# Times of the memorandum


def times(*milestones: Milestone, today: str = "2026-11-26", **reached: str) -> list[Planned]:
    done = {key.replace("_", "-"): value for key, value in reached.items()}
    return list(forward_plan([], milestones, [], done, day(today)))


END = Milestone("end", "It ends", "16.1", "end", "2026-12-31")


@pytest.mark.parametrize(("today", "standing"), [("2026-11-26", "due"), ("2026-12-31", "due"), ("2027-01-01", "late")])
def test_an_end_is_due_until_its_day_and_late_after_it(today: str, standing: str) -> None:
    (found,) = times(END, today=today)
    assert (found.standing, found.clause) == (standing, "16.1")


def test_what_is_dealt_with_is_no_longer_in_the_plan() -> None:
    assert times(END, today="2027-02-01", end="2026-12-20") == []


def test_a_time_in_words_is_shown_in_its_words() -> None:
    (found,) = times(Milestone("p", "Protocol reviewed", "8.1", "review", said="on the way to the agreement"))
    assert (found.standing, found.day, found.words) == ("undated", None, "on the way to the agreement")


ANNUAL = Milestone("annual-review", "Annual review", "1.5", "annual", said="every year after the first review")


def test_a_yearly_review_without_a_day_waits_until_it_is_entered_when_it_was_done() -> None:
    (found,) = times(ANNUAL)
    assert found.standing == "undated" and "no day can be reckoned" in found.words
    assert found.about == "annual-review-first"


def test_a_yearly_review_comes_back_a_year_after_it_was_last_done() -> None:
    (found,) = times(ANNUAL, annual_review_first="2026-03-01")
    assert (found.standing, found.day, found.about) == ("due", day("2027-03-01"), "annual-review-2027-03-01")
    (late,) = times(ANNUAL, today="2027-03-02", annual_review_first="2026-03-01")
    assert late.standing == "late"
    (leap,) = times(ANNUAL, today="2024-03-01", annual_review_first="2024-02-29")
    assert leap.day == day("2025-02-28")


def test_the_plan_looks_twelve_months_ahead() -> None:
    assert times(Milestone("m", "M", "1", due="2027-11-26"))
    assert not times(Milestone("m", "M", "1", due="2027-11-27"))


# Meetings and notice


def test_a_planned_meeting_whose_day_is_past_and_one_whose_notice_is_late_stand_first() -> None:
    missed = Sitting(day("2026-11-20"), "board", "old", "Old", held=False)
    coming = Sitting(day("2026-12-01"), "board", "next", "Next", held=False, notice_needed=5)
    found = forward_plan([], [], [coming, missed], {}, TODAY)
    assert [(one.standing, one.kind, one.day) for one in found] == [
        ("late", "meeting", day("2026-11-20")),
        ("late", "notice", day("2026-11-25")),
        ("planned", "meeting", day("2026-12-01")),
    ]
    in_time = forward_plan([], [], [coming], {}, day("2026-11-25"))
    assert [one.standing for one in in_time] == ["due", "planned"]


@pytest.mark.parametrize("name", names())
def test_every_charter_can_be_planned_and_every_line_cites_a_clause_or_says_words(name: str) -> None:
    charter = shipped(name)
    found = forward_plan(charter.bodies, charter.milestones, [], {}, day("2018-01-15"))
    assert found
    assert all(one.words and (one.clause or one.kind == "meeting") for one in found)


# In the book


def test_a_time_is_dealt_with_once() -> None:
    board = record(sitting(), e.MilestoneReached("end", "It ends", "2026-11-23", "extended"))
    assert board.state.milestones == {"end": "2026-11-23"}
    assert "already" in refused(board, e.MilestoneReached("end", "It ends", "2026-11-24")).reason
    assert "not a day" in refused(board, e.MilestoneReached("end2", "x", "soon")).reason


def test_the_occurrences_of_a_yearly_review_have_keys_of_their_own() -> None:
    assert occurrence(ANNUAL, day("2027-03-01")) != occurrence(ANNUAL, day("2028-03-01"))
    assert occurrence(END, day("2026-12-31")) == "end"

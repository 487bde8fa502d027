"""The forward plan: what falls due, and what is late on a given day; what a body owes stands in test_owed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from boardtui.charter.load import names, shipped
from boardtui.charter.model import Milestone
from boardtui.meeting import entries as e
from boardtui.meeting.owed import Sitting
from boardtui.meeting.plan import Planned, forward_plan, occurrence
from tests.build import record, refused, sitting

TODAY = datetime.date(2026, 11, 26)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def held(*days: str, **changes: Any) -> list[Sitting]:
    return [Sitting(day(one), "board", one, "Board", **{"held": day(one) <= TODAY, **changes}) for one in days]


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

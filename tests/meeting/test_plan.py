"""The forward plan: what falls due, and what is late on a given day; what a body owes stands in test_owed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.load import names, shipped
from boardtui.charter.model import Body, Milestone
from boardtui.meeting import entries as e
from boardtui.meeting.planning.forward_plan import forward_plan
from boardtui.meeting.planning.meetings_owed import Sitting
from boardtui.meeting.planning.milestones import extended, extension, occurrence
from boardtui.meeting.planning.plan import Planned
from boardtui.papers.plan import stands
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
    assert found.standing == "undated" and "enter when it was last done" in found.words
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


# What comes back, time limits, and the end

MONTHLY = Milestone("risks", "Risks reviewed", "8", "recurring", said="every month", every=1)
LIMIT = Milestone("release", "Staff released", "7", "limit", said="within two weeks", within="14 days")


def test_what_is_due_every_month_is_done_or_late_month_by_month() -> None:
    book = held("2026-09-01")
    done = {"risks-2026-09-01": "2026-09-20"}
    found = forward_plan([], [MONTHLY], book, done, TODAY)
    assert [(one.standing, one.day, one.about) for one in found] == [
        ("late", day("2026-10-31"), "risks-2026-10-01"),
        ("due", day("2026-11-30"), "risks-2026-11-01"),
        ("due", day("2026-12-31"), "risks-2026-12-01"),
    ]
    assert found[0].words == "every month: October 2026; last done on 20 September 2026"


def test_a_time_limit_counts_from_the_date_on_which_it_is_recorded_that_it_began() -> None:
    (waiting,) = times(LIMIT)
    assert (waiting.standing, waiting.begins, waiting.about) == ("undated", True, "release-began-1")
    running, another = times(LIMIT, release_began_1="2026-11-20")
    assert (running.standing, running.day, running.about) == ("due", day("2026-12-04"), "release-done-1")
    assert another.about == "release-began-2"
    assert times(LIMIT, today="2026-12-05", release_began_1="2026-11-20")[0].standing == "late"
    (none,) = times(LIMIT, release_began_1="2026-11-20", release_done_1="2026-11-25")
    assert none.about == "release-began-2"


def test_a_review_counts_from_the_start_and_the_yearly_one_from_the_first() -> None:
    start = Milestone("start", "It begins", "1.5", "start", said="when signed", rule="signature")
    first = Milestone(
        "first", "First review", "1.5", "review", said="in the first year", within="12 months", after="start"
    )
    yearly = Milestone("yearly", "Yearly review", "1.5", "annual", said="every year", after="first")
    assert [one.day for one in times(start, first, yearly)] == [None, None, None]
    (reviewed, later) = times(start, first, yearly, start="2026-06-30")
    assert (reviewed.title, reviewed.day, later.day) == ("First review", day("2027-06-30"), None)
    (again,) = times(start, first, yearly, start="2026-06-30", first="2026-11-01")
    assert (again.title, again.day) == ("Yearly review", day("2027-11-01"))


BODY = Body("committee", "Committee", "5.5", frequency="At least once a month (5.5).", per_year=12)
OVER = Milestone("end", "It ends", "16.1", "end", "2026-09-30")


def test_nothing_that_comes_back_is_owed_after_the_end_unless_it_was_extended() -> None:
    book = [Sitting(day("2026-08-03"), "committee", "m", "M", held=True)]

    def plan(until: dict[str, str]) -> list[tuple[str, Any]]:
        found = forward_plan([BODY], [MONTHLY, OVER], book, {}, TODAY, until=until)
        return sorted((one.title, one.day) for one in found)

    assert plan({}) == [
        ("It ends", day("2026-09-30")),
        ("Meeting of the Committee", day("2026-09-30")),
        ("Risks reviewed", day("2026-09-30")),
    ]
    extended_to = plan({"end": "2027-03-31"})
    assert ("It ends", day("2027-03-31")) in extended_to
    assert ("Meeting of the Committee", day("2026-11-30")) in extended_to
    assert all(due is None or due <= day("2027-03-31") for _, due in extended_to)


@pytest.mark.parametrize(
    ("until", "today", "words"),
    [
        ({}, "2026-09-30", "the memorandum ends on 30 September 2026"),
        ({}, "2026-10-01", "the memorandum was to end on 30 September 2026; no extension is recorded"),
        ({"end": "2027-03-31"}, "2026-10-01", "extended until 31 March 2027"),
        (
            {"end": "2027-03-31"},
            "2027-04-01",
            "the memorandum was to end on 31 March 2027; no further extension is recorded",
        ),
    ],
)
def test_an_end_is_told_as_a_day_and_not_as_a_task(until: dict[str, str], today: str, words: str) -> None:
    (line,) = forward_plan([], [OVER], [], {}, day(today), until=until)
    assert line.words == words


def test_an_end_that_is_only_expected_is_told_as_expected_until_it_is_extended() -> None:
    expected = replace(OVER, said="expected to expire")
    told = [
        forward_plan([], [expected], [], {}, day(today), until=until)[0].words
        for until, today in (({}, "2026-09-30"), ({}, "2026-10-01"), ({"end": "2027-03-31"}, "2027-04-01"))
    ]
    assert told == [
        "the memorandum is expected to expire on 30 September 2026",
        "the memorandum was expected to expire on 30 September 2026; no extension is recorded",
        "the memorandum was to end on 31 March 2027; no further extension is recorded",
    ]


@pytest.mark.parametrize(
    ("clause", "words"),
    [("8.6.1", "By March 2018. Clause 8.6.1."), ("Longevity", "By March 2018. Longevity."), ("", "By March 2018.")],
)
def test_a_clause_never_runs_into_the_date_before_it(clause: str, words: str) -> None:
    assert stands(Planned("due", None, "The standard is met", clause, "by March 2018")) == words


def test_the_extension_of_an_end_is_recorded_with_its_date() -> None:
    entry = e.MilestoneReached(extension("end", "2027-03-31"), "It ends", "2026-11-23", "By both", until="2027-03-31")
    assert extended(entry.occurrence) == "end"
    board = record(sitting(), entry)
    assert list(board.state.milestones) == ["end-until-2027-03-31"]
    early = e.MilestoneReached("end-until-2026-01-01", "It ends", "2026-11-23", until="2026-01-01")
    assert refused(board, early).reason == "An extension ends after it is agreed."


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

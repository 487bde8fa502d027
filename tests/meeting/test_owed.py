"""How often a body owes to meet, and what the calendar year and the financial year make of it."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest

from boardtui.charter.load import shipped
from boardtui.charter.model import Body, Milestone
from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting.planning.forward_plan import forward_plan
from boardtui.meeting.planning.meetings_owed import Sitting

TODAY = datetime.date(2026, 11, 26)
CALENDAR, FINANCIAL = "1 January", "1 April"
OPEN = "; which year is meant is not defined"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def body(per_year: int | None, year: str | None = None, *, public: bool = False, frequency: str = "") -> Body:
    terms = Terms(source="ToR 3", year_begins=year) if year else Terms()
    return Body("board", "Board", "6.5", public=public, per_year=per_year, frequency=frequency, terms=terms)


def held(*days: str, **changes: Any) -> list[Sitting]:
    return [Sitting(day(one), "board", one, "Board", **{"held": day(one) <= TODAY, **changes}) for one in days]


def owed(
    one: Body, sittings: list[Sitting], today: datetime.date = TODAY, *milestones: Milestone
) -> list[tuple[str, str]]:
    found = forward_plan([one], milestones, sittings, {}, today)
    return [(line.standing, line.words) for line in found if line.kind == "owed"]


# MSE 6.5: at least four times each year in public


def test_four_a_year_in_public_counts_what_is_held_and_planned_in_public() -> None:
    known = held("2025-12-01", "2026-02-01", "2026-05-01", "2026-12-10")
    missing = "3 of 4 in public in the year to 31 December 2026: 2 held, 1 planned, 1 not yet planned"
    by_calendar = body(4, CALENDAR, public=True)
    assert owed(by_calendar, known) == [("missing", f"{missing}; the year begins on 1 January (ToR 3)")]
    assert len(owed(by_calendar, [*known, *held("2026-08-01", public=False)])) == 1
    assert owed(by_calendar, [*known, *held("2026-08-01")]) == []


def test_the_same_meetings_in_the_financial_year() -> None:
    known = held("2026-02-01", "2026-05-01", "2026-08-01", "2027-02-10")
    assert owed(body(4, FINANCIAL, public=True), known) == [
        (
            "missing",
            "3 of 4 in public in the year to 31 March 2027: 2 held, 1 planned, 1 not yet planned; "
            "the year begins on 1 April (ToR 3)",
        )
    ]


@pytest.mark.parametrize(
    ("begins", "to"),
    [("1 April", "31 March 2027"), ("27 November", "26 November 2026"), ("26 November", "25 November 2027")],
)
def test_a_year_ends_on_the_day_before_it_begins_again(begins: str, to: str) -> None:
    (found,) = owed(body(4, begins), [])
    assert found[1].startswith(f"0 of 4 in the year to {to}: ")


def test_31_march_and_1_april_lie_in_two_financial_years() -> None:
    known = held("2025-01-10", "2025-04-01", "2025-06-01", "2025-10-01", "2026-03-31", "2026-04-01", "2026-11-01")
    (found,) = owed(body(4, FINANCIAL), known)
    assert found[1].startswith("2 of 4 in the year to 31 March 2027: 2 held, 0 planned, 2 not yet planned")


# The memorandum does not say which year it means (MSE 6.5: "each year")


def test_where_the_year_is_not_defined_both_are_shown_and_each_says_so() -> None:
    known = held("2025-12-01", "2026-02-01", "2026-05-01", "2026-12-10")
    assert owed(body(4, public=True), known) == [
        ("missing", f"3 of 4 in public in the year to 31 December 2026: 2 held, 1 planned, 1 not yet planned{OPEN}"),
        ("missing", f"2 of 4 in public in the year to 31 March 2027: 1 held, 1 planned, 2 not yet planned{OPEN}"),
    ]


def test_late_by_one_year_and_not_by_the_other_is_said() -> None:
    # 2025 had three; April 2025 to March 2026 had four.
    known = held("2024-12-01", "2025-05-01", "2025-07-01", "2025-11-01", "2026-02-01", "2026-05-01", "2026-08-01",
                 "2026-10-01", "2027-01-20")  # fmt: skip
    late = "3 of 4 in the year to 31 December 2025: 3 held, 0 planned, 1 not held"
    assert owed(body(4), known) == [("late", f"{late}{OPEN}, and by the financial year nothing is overdue")]
    assert owed(body(4, FINANCIAL), known) == []
    # 2025 and 2026 had four each; April 2025 to March 2026 had three.
    known = held("2024-12-01", "2025-02-01", "2025-05-01", "2025-07-01", "2025-11-01", "2026-05-01", "2026-08-01",
                 "2026-10-01", "2026-12-20")  # fmt: skip
    late = "3 of 4 in the year to 31 March 2026: 3 held, 0 planned, 1 not held"
    assert owed(body(4), known) == [("late", f"{late}{OPEN}, and by the calendar year nothing is overdue")]
    assert owed(body(4, CALENDAR), known) == []


def test_lacking_by_one_year_and_not_by_the_other_is_said() -> None:
    known = held("2025-11-01", "2026-02-01", "2026-05-01", "2026-08-01", "2026-11-01")
    missing = "3 of 4 in the year to 31 March 2027: 3 held, 0 planned, 1 not yet planned"
    assert owed(body(4), known) == [("missing", f"{missing}{OPEN}, and by the calendar year nothing is lacking")]


def test_the_anniversary_of_the_memorandum_is_a_third_meaning_where_it_names_its_day() -> None:
    known = held("2026-02-01", "2026-05-01", "2026-08-01", "2026-11-01", "2027-01-15")
    begun = Milestone("start", "It begins", "1.5", "start", "2020-06-24")
    missing = "3 of 4 in the year to 23 June 2027: 2 held, 1 planned, 1 not yet planned"
    assert owed(body(4), known) == []
    assert owed(body(4), known, TODAY, begun) == [
        ("missing", f"{missing}{OPEN}, and by the calendar year and the financial year nothing is lacking")
    ]
    no_day = Milestone("start", "It begins", "1.5", "start", said="on the day of signature")
    leap = Milestone("start", "It begins", "1.5", "start", "2020-02-29")
    assert owed(body(4), known, TODAY, no_day) == owed(body(4), known, TODAY, leap) == []


def test_nothing_lacks_by_any_year_and_nothing_is_said() -> None:
    assert owed(body(4), held("2026-01-10", "2026-05-01", "2026-08-01", "2026-11-01", "2027-02-01")) == []


# When a year begins to count


def test_a_year_that_is_over_with_too_few_is_late() -> None:
    known = held("2024-03-01", "2025-06-01")
    assert [standing for standing, _ in owed(body(4, CALENDAR), known)] == ["late", "missing"]
    assert [standing for standing, _ in owed(body(4, FINANCIAL), known)] == ["late", "missing"]


def test_the_year_in_which_the_book_begins_is_never_late() -> None:
    known = held("2025-11-01", "2026-02-01", "2026-05-01", "2026-08-01", "2026-11-01")
    assert owed(body(4, CALENDAR), known) == []
    assert [standing for standing, _ in owed(body(4, FINANCIAL), known)] == ["missing"]


def test_a_body_that_has_not_met_yet_has_only_meetings_to_plan() -> None:
    assert {standing for standing, _ in owed(body(12), [])} == {"missing"}
    assert {standing for standing, _ in owed(body(4), [])} == {"missing"}


def test_a_meeting_at_the_end_of_the_calendar_is_no_fault() -> None:
    assert owed(body(4), held("9999-12-31", held=True)) == []
    assert (
        len(owed(body(4, CALENDAR), held("0001-01-01", "9999-12-31"))) == 2
    )  # the year before is late, this one lacks


# Doncaster 5.5: at least once a month


@pytest.mark.parametrize("year", [None, CALENDAR, FINANCIAL, "24 June"])
def test_a_month_is_a_calendar_month_whatever_the_year(year: str | None) -> None:
    known = held("2026-08-10", "2026-10-12", "2026-11-09", "2026-12-14")
    found = owed(body(12, year), known)
    assert found[0] == ("late", "meeting due in September 2026: not held")
    assert found[1] == ("missing", "meeting due in January 2027: not yet planned")
    assert len(found) == 1 + 10  # January to October 2027: the end of November is more than twelve months away


# MSE 6.16 and 6.19: every two months


def test_every_two_months_is_one_in_each_pair_of_months() -> None:
    known = held("2026-05-30", "2026-08-01", "2026-12-01", "2027-01-05", "2027-04-30")
    found = [(standing, words.split(":")[0]) for standing, words in owed(body(6, CALENDAR, public=True), known)]
    assert found[:3] == [
        ("late", "meeting in public due in September and October 2026"),
        ("missing", "meeting in public due in May and June 2027"),
        ("missing", "meeting in public due in July and August 2027"),
    ]
    found = [(standing, words.split(":")[0]) for standing, words in owed(body(6, FINANCIAL), known)]
    assert found[:3] == [
        ("late", "meeting due in June and July 2026"),
        ("missing", "meeting due in October and November 2026"),
        ("missing", "meeting due in February and March 2027"),
    ]
    (late, *_) = owed(body(6, "24 June"), known)
    assert late[1].startswith("meeting due in the two months to 23 October 2026: not held; the year begins on 24 June")


def test_pairs_of_months_are_told_in_both_ways_only_where_they_give_another_answer() -> None:
    assert len(owed(body(6), [])) == len(owed(body(6, CALENDAR), []))
    known = held("2026-08-01", "2026-10-01", "2026-12-01", "2027-01-05", "2027-03-05", "2027-05-05", "2027-07-05",
                 "2027-09-05", "2027-11-01")  # fmt: skip
    assert owed(body(6), known) == []
    open_ = "; from when two months are reckoned is not defined"
    assert owed(body(6), [*known[:1], *known[2:]]) == [
        (
            "late",
            f"meeting due in September and October 2026: not held{open_}, and by two months from 1 April nothing is overdue",
        ),
        ("missing", f"meeting due in October and November 2026: not yet planned{open_}"),
    ]


def test_coming_pairs_of_months_are_told_once_whatever_day_it_is_6_19() -> None:
    joint = shipped("mid-south-essex").body("joint-committee")
    planned = [Sitting(day("2026-12-03"), joint.key, "december", "December", held=True)]
    for today in (day("2026-11-29") + datetime.timedelta(days=each) for each in range(400)):
        found = [line for line in forward_plan([joint], [], planned, {}, today) if line.kind == "owed"]
        coming = [line.day for line in found if line.day is not None and line.day > today + datetime.timedelta(days=62)]
        assert len(coming) <= 6
        assert all((after - before).days > 55 for before, after in itertools.pairwise(coming)), today


def test_a_frequency_in_words_only_is_shown_in_its_words_and_never_late() -> None:
    assert owed(body(None, frequency="As needed (7.2)."), []) == [("undated", "how often is not defined as a number")]
    assert owed(body(None), []) == []


def test_mid_and_south_essex_does_not_say_which_year_it_means_6_5() -> None:
    charter = shipped("mid-south-essex")
    assert all(one.terms.year_begins is None for one in charter.bodies)
    assert "year" in {one.key for one in charter.silences}
    found = forward_plan([charter.body("partnership-board")], charter.milestones, [], {}, TODAY)
    words = [one.words for one in found if one.kind == "owed"]
    assert [one.split(":")[0] for one in words] == [
        "0 of 4 in public in the year to 31 December 2026",
        "0 of 4 in public in the year to 31 March 2027",
    ]
    assert all("not defined" in one for one in words)

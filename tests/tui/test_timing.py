"""How late the rest of the agenda is, through midnight, summer time and a laptop that slept: real minutes, always."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.tui.views.timing import day_apart, expected, minutes_used
from tests import build

LONDON = ZoneInfo("Europe/London")


def local(at: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(at).astimezone(LONDON)


def item(key: str, planned: str, minutes: int) -> e.AgendaItem:
    return e.AgendaItem(item=key, title=key.title(), planned=planned, minutes=minutes)


def meeting(starts: str, opened: str, *agenda: e.AgendaItem) -> Stretch:
    """A meeting that began then; its first item was opened at ``opened`` (UTC)."""
    convened = build.convened(starts=starts, agenda=agenda)
    entries = [convened, *build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]
    stretch = Stretch(build.BOARD)
    for seq, entry in enumerate([*entries, e.ItemOpened(item=agenda[0].item)], 1):
        stretch.add(stretch.stamp(seq, opened, build.CLERK, entry))
    return stretch


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (
            "2026-10-25T00:50:00.000Z",
            {"second": 0, "third": 0},
        ),  # 01:50 summer time: the first item has ten minutes left
        ("2026-10-25T01:00:00.000Z", {"second": 0, "third": 0}),  # 01:00 again, winter time now
        ("2026-10-25T01:05:00.000Z", {"second": 5, "third": 5}),
        ("2026-10-25T02:00:00.000Z", {"second": 60, "third": 60}),
    ],
)
def test_when_summer_time_ends_an_item_is_late_by_the_minutes_that_passed(now: str, late: dict[str, int]) -> None:
    """25 October 2026, 01:00 UTC: clocks go back from 02:00 to 01:00. The second item is planned for 02:00, an hour later."""
    agenda = (item("first", "01:30", 30), item("second", "01:00", 60), item("third", "02:00", 10))
    stretch = meeting("2026-10-25T01:15:00+01:00", "2026-10-25T00:30:00.000Z", *agenda)
    assert expected(stretch.state, local(now), local).late == late


def test_when_summer_time_begins_the_hour_that_is_skipped_makes_nobody_late() -> None:
    """29 March 2026, 01:00 UTC: clocks go on from 01:00 to 02:00."""
    agenda = (item("first", "00:30", 30), item("second", "02:00", 30))
    stretch = meeting("2026-03-29T00:30:00+00:00", "2026-03-29T00:30:00.000Z", *agenda)
    assert expected(stretch.state, local("2026-03-29T00:45:00.000Z"), local).late == {"second": 0}
    assert expected(stretch.state, local("2026-03-29T01:20:00.000Z"), local).late == {"second": 20}


def test_the_forecast_goes_on_after_midnight() -> None:
    agenda = (item("first", "23:30", 20), item("second", "23:50", 20), item("third", "00:10", 20))
    stretch = meeting("2026-11-26T23:30:00+00:00", "2026-11-26T23:30:00.000Z", *agenda)
    assert expected(stretch.state, local("2026-11-26T23:40:00.000Z"), local).late == {"second": 0, "third": 0}
    assert expected(stretch.state, local("2026-11-27T00:05:00.000Z"), local).late == {"second": 15, "third": 15}


def test_a_laptop_that_slept_for_hours_has_the_time_as_it_is_when_it_wakes() -> None:
    agenda = (item("first", "10:00", 30), item("second", "10:30", 30))
    stretch = meeting("2026-11-26T10:00:00+00:00", "2026-11-26T10:00:00.000Z", *agenda)
    woken = local("2026-11-26T13:00:00.000Z")
    assert minutes_used(stretch.state.items["first"], woken, local) == 180
    assert expected(stretch.state, woken, local).late == {"second": 150}
    assert expected(stretch.state, local("2026-11-28T10:05:00.000Z"), local).late == {}


def test_a_break_is_no_time_of_the_item() -> None:
    agenda = (item("first", "10:00", 30), item("second", "10:30", 30))
    stretch = meeting("2026-11-26T10:00:00+00:00", "2026-11-26T10:00:00.000Z", *agenda)
    lunch = (
        ("2026-11-26T10:10:00.000Z", e.MeetingAdjourned("Lunch")),
        ("2026-11-26T11:00:00.000Z", e.MeetingResumed()),
    )
    for seq, (at, entry) in enumerate(lunch, len(stretch.lines) + 1):
        stretch.add(stretch.stamp(seq, at, build.CLERK, entry))
    first, breaks = stretch.state.items["first"], stretch.state.adjournments
    assert minutes_used(first, local("2026-11-26T11:05:00.000Z"), local, breaks) == 15
    assert minutes_used(first, local("2026-11-26T10:40:00.000Z"), local, breaks[:1]) == 10, "during the break"
    assert expected(stretch.state, local("2026-11-26T11:05:00.000Z"), local).late == {"second": 50}


def test_a_night_for_which_the_meeting_was_adjourned_is_no_time_of_the_item() -> None:
    agenda = (item("first", "10:00", 30), item("second", "10:30", 30))
    stretch = meeting("2026-11-26T10:00:00+00:00", "2026-11-26T10:00:00.000Z", *agenda)
    night = (
        ("2026-11-26T10:10:00.000Z", e.MeetingAdjourned("To the next day")),
        ("2026-11-27T10:00:00.000Z", e.MeetingResumed()),
    )
    for seq, (at, entry) in enumerate(night, len(stretch.lines) + 1):
        stretch.add(stretch.stamp(seq, at, build.CLERK, entry))
    first, breaks = stretch.state.items["first"], stretch.state.adjournments
    assert minutes_used(first, local("2026-11-27T10:05:00.000Z"), local, breaks) == 15


def test_a_clock_that_was_set_back_shows_no_negative_minutes() -> None:
    agenda = (item("first", "10:00", 30), item("second", "10:30", 30))
    stretch = meeting("2026-11-26T10:00:00+00:00", "2026-11-26T10:20:00.000Z", *agenda)
    assert minutes_used(stretch.state.items["first"], local("2026-11-26T08:00:00.000Z"), local) == 0


@pytest.mark.parametrize("planned", ["99:99", "24:00", "1:2:3", "x", ""])
def test_a_planned_time_that_is_none_is_no_plan(planned: str) -> None:
    stretch = meeting(
        "2026-11-26T10:00:00+00:00", "2026-11-26T10:00:00.000Z", item("first", "10:00", 30), item("second", planned, 5)
    )
    assert expected(stretch.state, local("2026-11-26T10:10:00.000Z"), local).late == {"second": 0}


def test_what_was_entered_weeks_later_used_no_minutes_and_is_told_with_its_day() -> None:
    stretch = meeting("2026-09-10T14:00:00+01:00", "2026-09-10T13:00:00.000Z", item("plan", "14:00", 10))
    plan = stretch.state.items["plan"]
    assert minutes_used(plan, local("2026-09-10T13:25:00.000Z"), local) == 25
    assert minutes_used(plan, local("2026-11-17T14:21:00.000Z"), local) is None
    assert day_apart(local("2026-11-17T14:21:00.000Z"), stretch.state.starts) == "17 Nov "
    assert day_apart(local("2026-09-10T14:21:00.000Z"), stretch.state.starts) == ""

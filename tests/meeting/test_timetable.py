"""When items begin: as planned, else counted on."""

from __future__ import annotations

from boardtui.meeting.entries import AgendaItem
from boardtui.meeting.planning.timetable import Begins, minutes_long, timetable

STARTS = "2026-11-26T10:00+00:00"


def _items(*lines: tuple[str, int | None]) -> list[AgendaItem]:
    return [AgendaItem(item=f"i{n}", title="", planned=at, minutes=length) for n, (at, length) in enumerate(lines)]


def test_items_are_counted_on_from_the_start_by_their_length() -> None:
    found = list(timetable(STARTS, _items(("", 5), ("", 20), ("", None), ("", 5))))
    assert [one.at for one in found] == ["10:00", "10:05", "10:25", ""]
    assert not any(one.planned for one in found)


def test_a_planned_time_stands_and_is_counted_on_from() -> None:
    found = list(timetable(STARTS, _items(("10:00", 10), ("10:30", 10), ("", 5))))
    assert found == [Begins("10:00", True), Begins("10:30", True), Begins("10:40")]


def test_a_time_before_its_turn_is_marked() -> None:
    assert list(timetable(STARTS, _items(("", 60), ("10:30", 5))))[1] == Begins("10:30", True, True)


def test_midnight_is_passed() -> None:
    found = list(timetable("2026-11-26T23:50+00:00", _items(("", 20), ("", 5))))
    assert [one.at for one in found] == ["23:50", "00:10"]


def test_a_meeting_lasts_until_its_last_item_ends_where_that_is_known() -> None:
    assert minutes_long(STARTS, _items(("", 5), ("", 20))) == 25
    assert minutes_long("2026-11-26T10:00+00:00", _items(("", None), ("10:10", 20))) == 30
    assert minutes_long("2026-11-26T23:50+00:00", _items(("", 20), ("", 5))) == 25
    for lines in ((), (("", 20), ("", None)), (("", None), ("", 20)), (("", 60), ("10:30", 5))):
        assert minutes_long(STARTS, _items(*lines)) is None

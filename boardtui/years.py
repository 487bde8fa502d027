"""Years as boards reckon them: from 1 January, from 1 April as the NHS and councils do, or from a day of their own."""

from __future__ import annotations

import datetime

from boardtui.days import MONTHS, calendar_day

CALENDAR, FINANCIAL = "1 January", "1 April"


def beginning(text: str) -> str:
    """The day on which a year begins, written as 1 April, 1st of April, 1 Apr or 1/4, put as "1 April".

    Raises:
        ValueError: it is no day that every year has.
    """
    words = text.strip()
    join = next((sign for sign in "/.-" if sign in words), " ")
    return beginning_on(calendar_day(f"{words}{join}2023"))


def beginning_on(day: datetime.date) -> str:
    """The day of the year on which a day lies, put as "1 April". Raises ValueError for 29 February."""
    if (day.month, day.day) == (2, 29):
        raise ValueError("not every year has it")
    return f"{day.day} {MONTHS[day.month - 1].capitalize()}"


def called(begins: str) -> str:
    """A year by where it begins, in words."""
    return {CALENDAR: "the calendar year", FINANCIAL: "the financial year"}.get(begins, f"the year from {begins}")


def first_day(begins: str, day: datetime.date) -> datetime.date:
    """The first day of the year in which a day lies; ``begins`` as ``beginning`` puts it."""
    number, month = begins.split()
    first = datetime.date(day.year, MONTHS.index(month.lower()) + 1, int(number))
    if first <= day:
        return first
    return first.replace(year=day.year - 1) if day.year > 1 else datetime.date.min


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, or the last of its month where there is none such."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    after = datetime.date(year + month // 11, (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, min(day.day, (after - datetime.timedelta(days=1)).day))

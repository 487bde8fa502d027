"""Days and years of the calendar, as people in this country write them and boards reckon them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

T = TypeVar("T")

_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})", re.ASCII)
_NAMED = re.compile(
    r"(?:[a-z]{3,9},? )?([0-9]{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?,?[ -]([0-9]{4}|[0-9]{2})"
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_SPAN = re.compile(r"(?:in )?([0-9]{1,3}) (day|week|month|year)s?", re.ASCII)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(f"(next |on )?({'|'.join(_WEEKDAYS)})")
_NEAREST = datetime.timedelta(days=124)  # of a day without a year
_CLOCK = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::00)?|(?=\s*[ap]))\s*(am|pm|a\.m\.?|p\.m\.?)?|([0-9]{2})([0-9]{2})(?: ?hrs?)?"
)
H_TIME = re.compile(r"([0-9]{1,2}) ?h ?([0-9]{2})?")  # 14h00, 9h
_NOON = datetime.time(12)
_NAMED_TIMES = {"noon": _NOON, "midday": _NOON, "12 noon": _NOON, "12:00 noon": _NOON, "12.00 noon": _NOON,
                "midnight": datetime.time(0)}  # fmt: skip
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def by_day(held: Iterable[T], starts: Callable[[T], str]) -> list[T]:
    """Meetings, or what they did, in the one order that lists have them in: by when the meetings were held.

    One that was entered afterwards is in the book behind a later one. Only the book itself is told in the order of recording
    (replay, verify), and references are numbered by it, since a number that was given stays.

    Args:
        held: what is put in order; what was held at the same time keeps its own.
        starts: when the meeting of one of them began, as the book has it, or its day.
    """
    return sorted(held, key=starts)


def iso_day(text: str) -> datetime.date | None:
    """The day of a day or a time as the book has it (2026-11-26, with a time behind it); None where it is none."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def iso_moment(text: str) -> datetime.datetime | None:
    """A time as the book has it; None where it is none."""
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def at_zone(moment: datetime.datetime, zone: datetime.tzinfo | None) -> datetime.datetime:
    """A moment on the clock of a zone; at either end of the calendar, where it has no such time there, as it is written."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment.replace(tzinfo=zone or moment.tzinfo)


def calendar_day(text: str) -> datetime.date:
    """The day that is written as 30/11/2026, 30.11.26, 30 Nov 2026, Monday 30th November 2026 or 2026-11-30.

    The day comes before the month; a year of two digits is one of this century.

    Raises:
        ValueError: it is no day of the calendar, or not written so.
    """
    sentence = " ".join(text.lower().split())
    if _ISO.fullmatch(sentence):
        return datetime.date.fromisoformat(sentence)
    if match := _NUMBERS.fullmatch(sentence):
        return datetime.date(_year(match[3]), int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(sentence):
        months = [index for index, name in enumerate(MONTHS, 1) if name == match[2] or match[2] in (name[:3], name[:4])]
        if months:
            return datetime.date(_year(match[3]), months[0], int(match[1]))
    raise ValueError("not written as a day")


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def spoken_day(text: str, today: datetime.date) -> datetime.date:
    """A day as calendar_day reads it, or as it is said today: tomorrow, 2 weeks, Thursday, next Thursday, 28 November.

    A weekday is the next of its name. Without a year it is the nearest day of that name, at most four months away.

    Raises:
        ValueError: it is no day, or could be one of two; the message says so where it could.
    """
    sentence = " ".join(text.lower().split())
    if sentence in _NEAR:
        return today + datetime.timedelta(days=_NEAR[sentence])
    if match := _SPAN.fullmatch(sentence):
        return _span_later(today, int(match[1]), match[2])
    if match := _WEEKDAY.fullmatch(sentence):
        return _weekday(today, _WEEKDAYS.index(match[2]), is_next=match[1] == "next ")
    try:
        return calendar_day(sentence)
    except ValueError:
        return _without_year(sentence, today)


def _span_later(today: datetime.date, number: int, unit: str) -> datetime.date:
    if unit in ("day", "week"):
        return today + datetime.timedelta(days=number * (7 if unit == "week" else 1))
    return months_later(today, number * (12 if unit == "year" else 1))


def _weekday(today: datetime.date, weekday: int, *, is_next: bool) -> datetime.date:
    """The next day of that name; "next" of a day still to come this week could be a week later, so it is asked for."""
    coming = today + datetime.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if is_next and weekday > today.weekday():
        later = coming + datetime.timedelta(days=7)
        raise AmbiguousDay(
            f"could be {date_words(coming.isoformat())} or {date_words(later.isoformat())}; write the date"
        )
    return coming


def _without_year(sentence: str, today: datetime.date) -> datetime.date:
    days = []
    for year in range(max(1, today.year - 1), min(9999, today.year + 1) + 1):
        for join in (" ", "/"):
            try:
                days.append(calendar_day(f"{sentence}{join}{year}"))
            except ValueError:
                continue
    if not days:
        raise ValueError("not written as a day")
    nearest = min(days, key=lambda day: abs(day - today))
    if abs(nearest - today) > _NEAREST:
        raise AmbiguousDay("needs its year")
    return nearest


class AmbiguousDay(ValueError):
    """Words that could be one of several days; the message goes on after them."""


def clock_time(text: str) -> datetime.time:
    """A time of day written as 10:05, 10.05, 1005, 2pm, 2.30 p.m., 14h00 or noon. ValueError where it is none."""
    sentence = " ".join(text.casefold().split())
    if sentence in _NAMED_TIMES:
        return _NAMED_TIMES[sentence]
    if match := H_TIME.fullmatch(sentence):
        sentence = f"{match[1]}:{match[2] or '00'}"
    match = _CLOCK.fullmatch(sentence)
    if match is None or not sentence.isascii():
        raise ValueError("not written as a time")
    hour, minute, half = int(match[1] or match[4]), int(match[2] or match[5] or 0), (match[3] or "").replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return datetime.time(hour, minute)


def spoken_moment(text: str, today: datetime.date) -> datetime.datetime:
    """A day and a time, in either order: 26/11/2026 10:00, 28 November 2026 at 2pm, 2pm on Thursday. No time zone.

    Raises:
        ValueError: as spoken_day does, or where one of the two is missing.
    """
    parts = [word for word in re.sub(r",(?= )", "", text).split() if word.lower() not in ("at", "on")]
    doubt: AmbiguousDay | None = None
    for place in range(1, len(parts)):
        first, second = " ".join(parts[:place]), " ".join(parts[place:])
        for day, time in ((first, second), (second, first)):
            try:
                return datetime.datetime.combine(spoken_day(day, today), clock_time(time))
            except AmbiguousDay as error:
                doubt = doubt or _doubted(error, time)
            except (ValueError, OverflowError):
                continue
    raise doubt or ValueError("not written as a day and a time")


def _doubted(doubt: AmbiguousDay, time: str) -> AmbiguousDay | None:
    """The doubt about a day, where what stands beside it is a time."""
    try:
        clock_time(time)
    except ValueError:
        return None
    return doubt


CALENDAR, FINANCIAL = "1 January", "1 April"


def beginning(text: str) -> str:
    """The day on which a year begins, written as 1 April, 1st of April, 1 Apr or 1/4, put as "1 April".

    Raises:
        ValueError: it is no day that every year has.
    """
    sentence = text.strip()
    join = next((sign for sign in "/.-" if sign in sentence), " ")
    return beginning_on(calendar_day(f"{sentence}{join}2023"))


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


Dates = Literal["usual", "long", "weekday", "numbers", "iso"]
"""26 November 2026, and the day of the meeting itself with its weekday; 26 November 2026 everywhere; Thursday 26 November
2026 everywhere; 26/11/2026; 2026-11-26."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = (
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)  # fmt: skip


_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_ROUGHLY = re.compile(r"^(?:circa |c\.? ?|approx\. |around |approx(?:imately|\.)? |about |since |from |until |to )+")
_MONTH_YEAR = re.compile(  # Apr 2019, Apr-19, April '19, 04/2019, 2019-04
    r"(?:([a-z]{3,9})\.?,?[ -]*['’]?|([0-9]{1,2})[/.-](?=[0-9]{4}))([0-9]{4}|[0-9]{2})|([0-9]{4})-([0-9]{2})", re.ASCII
)
_OF_THE_BOOK = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")


def date_words(day: str | None, dates: Dates = "usual", *, of_meeting: bool = False) -> str:
    """A day, given as 2026-11-26 or with a time behind it, in the form of the house; what is no day stays as it stands.

    A month alone, given as 2026-11, is November 2026; a year is itself.
    ``of_meeting``: it is the day on which the meeting of the paper was held.
    """
    if not day:
        return ""
    if _MONTH.fullmatch(day) and dates != "iso":
        year, month = day.split("-")
        return f"{month}/{year}" if dates == "numbers" else f"{_MONTHS[int(month) - 1]} {year}"
    date = iso_day(day)
    if date is None:
        return day
    if dates == "iso":
        return date.isoformat()
    if dates == "numbers":
        return f"{date.day:02}/{date.month:02}/{date.year:04}"
    named = dates == "weekday" or (dates == "usual" and of_meeting)
    return f"{_DAYS[date.weekday()] + ' ' if named else ''}{date.day} {_MONTHS[date.month - 1]} {date.year}"


def day_month_or_year(text: str) -> str:
    """A day, or as much of one as is known: 2019-04-01, 2019-04 of "Apr 2019" or "04/2019", 2019. ValueError where it is none."""
    sentence = _ROUGHLY.sub("", " ".join(text.casefold().split())).strip(" .")
    if re.fullmatch(r"(?:19|20)[0-9]{2}", sentence, re.ASCII):
        return sentence
    if match := _MONTH_YEAR.fullmatch(sentence):
        names = [number for number, name in enumerate(MONTHS, 1) if match[1] and match[1] in (name, name[:3], name[:4])]
        month = names[0] if names else int(match[2] or match[5] or 0)
        year = match[3] or match[4] or ""
        if 1 <= month <= 12:
            return f"{year if len(year) == 4 else f'20{year}'}-{month:02}"
    try:
        return calendar_day(re.sub(r"[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?$", "", sentence)).isoformat()
    except ValueError:
        raise ValueError("is not a day, month or year; write it like 30/11/2026, Apr 2019 or 2019") from None


def day_as_written(text: str) -> str:
    """A day or a month as the book writes it, put as people write it; any other text as it stands."""
    return date_words(text) if _OF_THE_BOOK.fullmatch(text) else text


def month_words(day: datetime.date) -> str:
    """The month of a day, as headings have it whatever the form: November 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"

"""Reads what stands in a cell: times, lengths of time, yes and no; a fault is said in words that fit after the cell."""

from __future__ import annotations

import datetime
import re

from boardtui.dates import H_TIME, calendar_day, clock_time, day_month_or_year

EXAMPLE_DAY = "30/11/2026"
_DAY_0 = datetime.date(1899, 12, 30)
_SERIAL = re.compile(r"([2-6][0-9]{4})(?:[.,][0-9]+)?", re.ASCII)  # days from 1954 to 2091, with or without a time
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)
_YES = frozenset(
    {"yes", "y", "true", "1", "x", "✓", "✔", "☑", "☒", "confidential", "private",
     "part 2", "part b", "in private", "exempt", "closed",
     "in confidence", "commercial in confidence", "in camera", "in committee", "reserved", "restricted", "not public"}
)  # fmt: skip
_NO = frozenset(
    {"", "no", "n", "false", "0", "-", "–", "—", "☐", "public", "open", "part 1", "part a", "n/a", "in public"}
)
_FIRST_WORD = re.compile(r"(yes|no)\s*[-–—:,;.(/]\s*\S.*", re.DOTALL)  # "No - withheld"
NOT_YET = frozenset(
    {"tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be announced", "n/a", "-", "–", "—", "?"}
)
NO_DAY = NOT_YET | {"unknown", "not known", "n/k", "none", "nil"}
_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b|\buntil\b)\s*(.+)")
_MOST = 60  # letters of a cell in which both are looked for
_THEN_LENGTH = re.compile(r"(.*[0-9](?:\s*[ap]\.?m\.?)?)(?:\s*[,(]\s*|\s+)([0-9].*?)\)?", re.IGNORECASE)
_ABOUT = re.compile(r"about (.+)", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?:([0-9]{1,2}) ?(?:hours?|hrs?|h)(?![a-z])\.?)? ?(?:and )?(?:([0-9]{1,4}) ?(?:minutes?|mins?|m|'|’|′)(?!\w)\.?)?"
)
_HOURS = re.compile(r"([0-9]{1,2}) ?(?:hours?|hrs?|h)\.? ?([0-5]?[0-9])")
_ISO_LENGTH = re.compile(r"pt(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?")
_PARTS_OF_AN_HOUR = {
    "half an hour": 30, "half hour": 30, "an hour": 60, "quarter of an hour": 15, "a quarter of an hour": 15,
    "three quarters of an hour": 45, "1.5 hours": 90, "1½ hours": 90, "½ hour": 30, "½ an hour": 30, "¼ hour": 15,
    "¾ hour": 45, "an hour and a half": 90, "1¼ hours": 75, "1¾ hours": 105, "2½ hours": 150,
}  # fmt: skip


def broken(text: str) -> bool:
    """Whether the cell holds what a spreadsheet shows where a formula failed."""
    return bool(_ERRORS.fullmatch(text))


def day(text: str) -> str:
    """A day as 2026-11-30; of a day with a time only the day. ValueError where it is none.

    A spreadsheet counts days from 1900; where its cells were not shown as dates the bare number is in the file.
    """
    sentence = re.sub(r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.0+)?$", "", text)
    if match := _SERIAL.fullmatch(sentence):
        return (_DAY_0 + datetime.timedelta(days=int(match[1]))).isoformat()
    try:
        day = calendar_day(sentence)
    except ValueError:
        raise ValueError(f"is not a day; write it like {EXAMPLE_DAY}") from None
    return day.isoformat()


def day_if_any(text: str) -> str:
    """A day, empty where words or a dash say that none is known. ValueError where it is neither."""
    return "" if text.casefold() in NO_DAY else day(text)


def day_or_part(text: str) -> str:
    """A day, also as a spreadsheet counts it, a month or a year. ValueError where it is none."""
    return day(text) if _SERIAL.fullmatch(text) else day_month_or_year(text)


def yes_or_no(text: str) -> bool:
    """Yes or no as people mark it. ValueError where it is neither."""
    sentence = " ".join(text.casefold().split())
    for words in (sentence, _FIRST_WORD.sub(r"\1", sentence)):
        if words in _YES:
            return True
        if words in _NO:
            return False
    raise ValueError("is neither yes nor no")


def minutes(text: str) -> int:
    """A length of time in minutes: 10, 10 mins, 1 hour 30, 0:10. ValueError where it is none."""
    sentence = " ".join(text.casefold().split()).strip("()[]")
    number = _PARTS_OF_AN_HOUR.get(sentence)
    if number is None and (match := _ISO_LENGTH.fullmatch(sentence)) and (match[1] or match[2]):
        number = int(match[1] or 0) * 60 + int(match[2] or 0)
    if number is None and sentence.isascii() and sentence.isdecimal() and len(sentence) <= 4:
        number = int(sentence)
    if number is None and (match := re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])(?::00)?", sentence, re.ASCII)):
        number = int(match[1]) * 60 + int(match[2])
    if number is None:
        number = length(sentence)
    if number is None or not 1 <= number <= 24 * 60:
        raise ValueError("is not a number of minutes; write it like 10 or 1 hour 30")
    return number


def length(text: str) -> int | None:
    """Minutes where the words name their unit, None where they do not."""
    sentence = " ".join(text.casefold().split())
    if match := _HOURS.fullmatch(sentence):
        return int(match[1]) * 60 + int(match[2])
    match = _LENGTH.fullmatch(sentence)
    if match is None or not (match[1] or match[2]):
        return None
    return int(match[1] or 0) * 60 + int(match[2] or 0)


def clock(text: str) -> str:
    """A time of day as 10:05, from 10:05, 10.05, 1005, 2pm or 2.30 p.m. ValueError where it is none."""
    try:
        return clock_time(text).isoformat(timespec="minutes")
    except ValueError:
        raise ValueError("is not a time; write it like 10:05") from None


def times(text: str) -> tuple[str, int | None]:
    """When an item begins and how many minutes it has, where a cell says either or both: 10:00, 10:00–10:20, 10 mins.

    An agenda that was written here also says "10:00, 5 min", and "about 10:05" of an item for which no time is planned.
    ValueError where it is neither.
    """
    alone = None if H_TIME.fullmatch(text.casefold()) else length(text)
    if alone:
        return "", minutes(text)
    if len(text) <= _MOST and (parts := _THEN_LENGTH.fullmatch(text)) and length(parts[2]):
        return times(parts[1])[0], minutes(parts[2])
    if about := _ABOUT.fullmatch(text):
        clock(about[1])
        return "", None
    try:
        return clock(text), None
    except ValueError:
        match = _RANGE.fullmatch(text)
        if match is None:
            raise
    begins, ends = clock(match[1]), clock(match[2])
    taken = (int(ends[:2]) - int(begins[:2])) * 60 + int(ends[3:]) - int(begins[3:])
    if taken <= 0:
        raise ValueError("ends before it begins")
    return begins, taken

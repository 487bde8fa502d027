"""The year of a body: which year is meant, which meetings lie in it, and the paper on it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from boardtui.charter.words import bare
from boardtui.dates import CALENDAR, FINANCIAL, called, first_day, months_later
from boardtui.desk.desk import Desk
from boardtui.desk.misnamed import no_meeting
from boardtui.desk.planning import year_begins
from boardtui.meeting.words.safe_text import plain
from boardtui.papers import files
from boardtui.papers.circulation.circulating import MeetingSource, all_held
from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.rendering import Format, in_formats
from boardtui.papers.year import year_paper

_CALENDAR = re.compile(r"[0-9]{4}", re.ASCII)
_ACROSS = re.compile(r"([0-9]{4})[/-](?:[0-9]{2})?([0-9]{2})", re.ASCII)


class Period(NamedTuple):
    """A year: how it is called, its first and its last day, and on which day of the year such years begin.

    ``across`` is where years begin that lie in two calendar years: for the body itself, else 1 April.
    """

    title: str
    first: str
    last: str
    begins: str = CALENDAR
    across: str = FINANCIAL

    @property
    def before(self) -> Period:
        """The year before; of the first of the calendar, itself."""
        return self._moved(-1)

    @property
    def after(self) -> Period:
        """The year after; of the last of the calendar, itself."""
        return self._moved(1)

    @property
    def other(self) -> Period:
        """The year that lies in two calendar years and begins in this one, or the calendar year in which this one begins."""
        year = self.title[:4]
        return self._or_itself(year if self.begins != CALENDAR else _across(int(year)))

    def _moved(self, by: int) -> Period:
        year = int(self.title[:4]) + by
        return self._or_itself(f"{year:04}" if self.begins == CALENDAR else _across(year))

    def _or_itself(self, words: str) -> Period:
        """Another year; where the calendar has it no more, this one."""
        try:
            return period_of(words, self.across)
        except PaperError:
            return self


def period_of(words: str, begins: str | None = None) -> Period:
    """A calendar year (2026), or a year across two (2026/27, 2026-27): from April, or as the body's years begin.

    Raises:
        PaperError: it is neither.
    """
    across = FINANCIAL if begins in (None, CALENDAR) else begins or FINANCIAL
    if _CALENDAR.fullmatch(words) and words != "0000":
        return Period(words, f"{words}-01-01", f"{words}-12-31", CALENDAR, across)
    match = _ACROSS.fullmatch(words)
    if match and match[1] not in ("0000", "9999") and (int(match[1]) + 1) % 100 == int(match[2]):
        first = first_day(across, datetime.date(int(match[1]), 12, 31))
        last = months_later(first, 12) - datetime.timedelta(days=1)
        return Period(_across(first.year), first.isoformat(), last.isoformat(), across, across)
    raise PaperError(
        f"{plain(words[:40])!r} is no year; write a calendar year as 2026, {called(across).replace('the', 'a', 1)} as 2026/27."
    )


def years(desk: Desk, book: str) -> list[tuple[Period, int]]:
    """The years in which meetings of a body were held, each with how many, the last first, and first of the kind it counts in.

    Raises:
        PaperError: no meeting has been held.
        BookError: the book cannot be read or does not verify.
    """
    begins = year_begins(desk, book)
    days = sorted(_day(meeting) for meeting in _all_held(desk, book))
    own = _period_around(days[-1], begins)
    numbers_by_key: dict[Period, int] = {}
    for kind in (own.begins, own.other.begins):
        for day in reversed(days):
            period = _period_around(day, kind, own.across)
            numbers_by_key[period] = numbers_by_key.get(period, 0) + 1
    return list(numbers_by_key.items())


def year_of(desk: Desk, book: str, words: str = "") -> tuple[Period, Document]:
    """The year's paper, made from what is public.

    Args:
        desk: the open database.
        book: the body's book.
        words: which year; where left out that of the last meeting, as the body's terms count years, else the calendar year.

    Raises:
        PaperError: it is no year, or no meeting was held in it.
        BookError: the book cannot be read or does not verify.
    """
    begins = year_begins(desk, book)
    asked = period_of(words, begins) if words else None
    meetings = _all_held(desk, book)
    period = asked or _period_around(max(map(_day, meetings)), begins)
    up_to = [meeting for meeting in meetings if _day(meeting) <= period.last]
    year = [meeting.source for meeting in up_to if _day(meeting) >= period.first]
    if not year:
        around = dict.fromkeys(
            _period_around(_day(meeting), period.begins, period.across).title for meeting in meetings
        )
        none = f"No meeting of the {bare(meetings[-1].source.body)} was held in {period.title}"
        raise PaperError(f"{none}; meetings were held in {', '.join(around)}.")
    days = (period.first, period.last)
    return period, year_paper(period.title, days, year, [meeting.source for meeting in up_to])


def year_with(desk: Desk, book: str, meeting: str) -> str:
    """The year in which a meeting lies, as the body's terms count years, else the calendar year; in words for year_of.

    Raises:
        PaperError: the book holds no such meeting.
        BookError: the book cannot be read.
    """
    seq = desk.held(book, meeting)
    if seq is None:
        raise PaperError(no_meeting(desk, book, meeting))
    return _period_around(desk.session(book).holding(seq).state.starts[:10], year_begins(desk, book)).title


def write_year(
    desk: Desk, book: str, words: str = "", *, formats: Sequence[Format] = (), folder: Path | None = None
) -> list[Path]:
    """Write the paper, where no folder is given into that of the book. Raises as year_of does."""
    period, paper = year_of(desk, book, words)
    forms = formats or desk.config.settings.usual_formats
    made = in_formats(paper, f"year-{period.title.replace('/', '-')}", forms, desk.config)
    home = files.given_folder(folder) if folder else files.meeting_folder(desk.config.meetings, book)
    return files.write_papers(home, made)


def _all_held(desk: Desk, book: str) -> list[MeetingSource]:
    """The meetings that were held, in order; at least one."""
    meetings = [meeting for meeting in all_held(desk, desk.session(book), "public") if meeting.source.state.held]
    if not meetings:
        raise PaperError(f"No meeting has been held in the {desk.book_words(book)}, so there is no year to show.")
    return meetings


def _period_around(day: str, begins: str | None, across: str | None = None) -> Period:
    """The year in which a day lies, where years begin on that day of the year."""
    if begins in (None, CALENDAR):
        return period_of(day[:4], across)
    try:
        year = first_day(begins or CALENDAR, datetime.date.fromisoformat(day)).year
    except ValueError:
        raise PaperError(f"A meeting is dated {plain(day)!r}, which is no day, so it lies in no year.") from None
    return period_of(_across(year), begins)


def _across(year: int) -> str:
    return f"{year:04}/{(year + 1) % 100:02}"


def _day(held: MeetingSource) -> str:
    return held.source.state.starts[:10]

"""The meeting's local time in words: the book keeps UTC, minutes say what the clock on the wall said."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from boardtui.dates import Dates, at_zone, date_words, iso_moment
from boardtui.papers.errors import PaperError


class Clock:
    """Local times of one meeting.

    Args:
        starts: the start as the book has it, local time with its offset.
        tz: a time zone such as "Europe/London"; without it the offset of ``starts`` holds throughout.
        dates: the form in which days are written.
    """

    def __init__(self, starts: str, tz: str | None = None, dates: Dates = "usual") -> None:
        self.dates = dates
        self._written = starts
        self._starts = iso_moment(starts)
        offset = self._starts.tzinfo if self._starts else None
        self._zone: datetime.tzinfo = _zone(tz) if tz else offset or datetime.UTC
        if self._starts is not None and self._starts.tzinfo is not None:
            self._starts = at_zone(self._starts, self._zone)

    @property
    def date(self) -> str:
        """The day of the meeting: Thursday 26 November 2026."""
        return self._day(self._starts.date()) if self._starts else self._written

    @property
    def start(self) -> str:
        """The hour for which the meeting was called."""
        return f"{self._starts:%H:%M}" if self._starts else ""

    def time(self, at: str) -> str:
        """The time of an entry; with the day where that is another than the day of the meeting.

        Once the clocks have been changed during a meeting, the zone stands behind it: 01:30 comes twice that night.
        """
        moment = iso_moment(at)
        if moment is None:
            return at
        local = at_zone(moment, self._zone)
        if self._starts is None or local.date() == self._starts.date():
            return f"{local:%H:%M}{self._changed(local)}"
        return f"{local:%H:%M}{self._changed(local)} on {self._day(local.date())}"

    def is_on(self, at: str, day: str) -> bool:
        """Whether a time is on that day (YYYY-MM-DD)."""
        moment = iso_moment(at)
        return moment is None or at_zone(moment, self._zone).date().isoformat() == day

    def day(self, at: str) -> str:
        """The day of an entry: 26 November 2026."""
        return self.say(self.iso_day(at)) if iso_moment(at) else at

    def iso_day(self, at: str) -> str:
        """The day of an entry where the meeting was: 2026-11-26; empty where no time is known."""
        moment = iso_moment(at)
        return at_zone(moment, self._zone).date().isoformat() if moment else ""

    def say(self, day: str | None) -> str:
        """A day of the calendar, written 2026-11-26 or with a time behind it, as 26 November 2026."""
        return date_words(day, self.dates)

    def _day(self, date: datetime.date) -> str:
        return date_words(date.isoformat(), self.dates, of_meeting=True)

    def _changed(self, local: datetime.datetime) -> str:
        if self._starts is None or local.utcoffset() == self._starts.utcoffset():
            return ""
        # In UTC, since two times of one zone are compared as the wall shows them.
        apart = abs(at_zone(local, datetime.UTC) - at_zone(self._starts, datetime.UTC))
        return f" {local.tzname()}" if apart < datetime.timedelta(days=1) else ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise PaperError(
            f"There is no time zone {name[:60]!r}; give one such as Europe/London in the settings."
        ) from None

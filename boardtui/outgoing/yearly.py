"""The year of a body: which year is meant, which meetings lie in it, and the paper on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from boardtui.desk import Desk
from boardtui.meeting.plain import plain
from boardtui.outgoing.circulating import Held, all_held
from boardtui.papers import files
from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.formats import Format, in_formats
from boardtui.papers.year import year_paper

_CALENDAR = re.compile(r"[0-9]{4}", re.ASCII)
_FINANCIAL = re.compile(r"([0-9]{4})[/-](?:[0-9]{2})?([0-9]{2})", re.ASCII)


class Period(NamedTuple):
    """A year: how it is called, its first and its last day."""

    title: str
    first: str
    last: str

    @property
    def before(self) -> str:
        """The year before, in words that ``period_of`` reads."""
        return self._moved(-1)

    @property
    def after(self) -> str:
        """The year after."""
        return self._moved(1)

    @property
    def other(self) -> str:
        """The financial year that begins in a calendar year, or the calendar year in which a financial one begins."""
        year = int(self.title[:4])
        return str(year) if "/" in self.title else f"{year}/{(year + 1) % 100:02}"

    def _moved(self, by: int) -> str:
        year = int(self.title[:4]) + by
        return f"{year}/{(year + 1) % 100:02}" if "/" in self.title else str(year)


def period_of(words: str) -> Period:
    """A calendar year (2026) or a financial year from April to March (2026/27, 2026-27).

    Raises:
        PaperError: it is neither.
    """
    if _CALENDAR.fullmatch(words) and words != "0000":
        return Period(words, f"{words}-01-01", f"{words}-12-31")
    match = _FINANCIAL.fullmatch(words)
    if match and match[1] not in ("0000", "9999") and (int(match[1]) + 1) % 100 == int(match[2]):
        return Period(f"{match[1]}/{match[2]}", f"{match[1]}-04-01", f"{int(match[1]) + 1:04}-03-31")
    raise PaperError(f"{plain(words[:40])!r} is no year; write a calendar year as 2026, a financial year as 2026/27.")


def year_of(desk: Desk, book: str, words: str = "") -> tuple[Period, Document]:
    """The year's paper, made from what is public.

    Args:
        desk: the open database.
        book: the body's book.
        words: which year; where left out that of the last meeting.

    Raises:
        PaperError: it is no year, or no meeting was held in it.
        BookError: the book cannot be read or does not verify.
    """
    asked = period_of(words) if words else None
    held = [one for one in all_held(desk, desk.session(book), "public") if one.source.state.held]
    if not held:
        raise PaperError(f"No meeting has been held in the book {book}, so there is no year to show.")
    period = asked or period_of(_day(held[-1])[:4])
    up_to = [one for one in held if _day(one) <= period.last]
    year = [one.source for one in up_to if _day(one) >= period.first]
    if not year:
        raise PaperError(f"No meeting of {book} was held in {period.title}; meetings were held in {_years(held)}.")
    return period, year_paper(period.title, year, [one.source for one in up_to], [one.lines for one in up_to])


def write_year(
    desk: Desk, book: str, words: str = "", *, formats: Sequence[Format] = (), folder: Path | None = None
) -> list[Path]:
    """Write the paper, where no folder is given into that of the book. Raises as year_of does."""
    period, paper = year_of(desk, book, words)
    forms = formats or desk.config.settings.formats or ("md",)
    made = in_formats(paper, f"year-{period.title.replace('/', '-')}", forms, desk.config.templates)
    home = files.given_folder(folder) if folder else files.meeting_folder(desk.config.meetings, book)
    return files.write_papers(home, made)


def _day(held: Held) -> str:
    return held.source.state.starts[:10]


def _years(held: Sequence[Held]) -> str:
    return ", ".join(dict.fromkeys(_day(one)[:4] for one in held))

"""The meetings that a body owes: how many in each year or pair of months, and what each meaning of "year" makes of it.

A month is a calendar month. Where the terms do not say in which year meetings are counted, every meaning is reckoned:
a number a year by each of them, every two months by another than the first only where something else is
overdue by it, and then only for the months that have begun.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from boardtui.charter.model import Body
from boardtui.dates import CALENDAR, FINANCIAL, called, first_day, months_later
from boardtui.meeting.state.state import Record

Say = Callable[[datetime.date], str]
"""How a day is written."""
AHEAD = 12
"""How many months ahead the plan looks."""
_MONTHLY, _BIMONTHLY = 12, 6


class Sitting(Record, frozen=True):
    """A meeting of a body, planned or convened, on a day; ``notice_needed`` in clear days while none was given.

    ``agenda_needed`` are the clear days before it by which its agenda is to be out, and ``minutes_needed`` the days after
    it within which its draft minutes are, each None once that is done or where nothing is laid down; ``source`` says where.
    """

    day: datetime.date
    body: str
    key: str
    title: str
    held: bool
    public: bool = True
    notice_needed: int | None = None
    agenda_needed: int | None = None
    minutes_needed: int | None = None
    source: str = ""


class Shortfall(Record, frozen=True):
    """A period, up to and with ``end``, with fewer meetings than are owed; ``late`` once it is over, not
    ``begun`` where all of it is to come.

    ``count`` is "3 of 4 in public" where several are owed in it, and ``words`` say all of it.
    """

    end: datetime.date
    words: str
    late: bool
    count: str = ""
    begun: bool = True


def shortfalls(
    body: Body, known: Sequence[Sitting], today: datetime.date, say: Say, anniversary: str = ""
) -> Iterator[Shortfall]:
    """The periods in which a body has met, or is to meet, less often than it owes, by each meaning of its year.

    Args:
        body: with the number of meetings that it owes in a year.
        known: its meetings, by day.
        today: the day on the wall.
        say: how days are written.
        anniversary: the day of the year on which the memorandum began, where it names one.
    """
    assert body.per_year is not None
    meant = _meanings(body, anniversary)
    shortfalls_by_key = {begins: list(_short(body, known, begins, today, say)) for begins in meant}
    if (
        body.per_year in (_MONTHLY, _BIMONTHLY)
        and len({sum(shortfall.late for shortfall in shortfalls) for shortfalls in shortfalls_by_key.values()}) == 1
    ):
        shortfalls_by_key = {meant[0]: shortfalls_by_key[meant[0]]}
    yield from _told(body, shortfalls_by_key)


def _meanings(body: Body, anniversary: str) -> list[str]:
    """On which days the body's year may begin: one, where the terms say it or it does not matter."""
    if body.terms.year_begins is not None:
        return [body.terms.year_begins]
    if body.per_year == _MONTHLY:
        return [CALENDAR]
    return list(dict.fromkeys([CALENDAR, FINANCIAL, *([anniversary] if anniversary else [])]))


def _told(body: Body, shortfalls_by_key: dict[str, list[Shortfall]]) -> Iterator[Shortfall]:
    """Each shortfall with what is to be known of the year: where it is laid down, or what another meaning says."""
    for begins, short in shortfalls_by_key.items():
        others = [other for other in shortfalls_by_key if other != begins]
        first = begins == next(iter(shortfalls_by_key))
        for shortfall in (each for each in short if each.begun or first):
            yield replace(shortfall, words=f"{shortfall.words}{_meaning(body, shortfall, shortfalls_by_key, others)}")


def _meaning(
    body: Body, shortfall: Shortfall, shortfalls_by_key: dict[str, list[Shortfall]], others: Sequence[str]
) -> str:
    begins = body.terms.year_begins
    if begins is not None:
        return (
            f"; the year begins on {begins} ({body.terms.source_of('year_begins')})"
            if body.per_year != _MONTHLY
            else ""
        )
    if not others or not shortfall.begun:
        return ""
    text = (
        "; from when two months are reckoned is not defined"
        if _paired(body)
        else "; which year is meant is not defined"
    )
    if shortfall.late:
        spared = [_named(body, other) for other in others if not any(each.late for each in shortfalls_by_key[other])]
        return f"{text}, and by {' and '.join(spared)} nothing is overdue" if spared else text
    spared = [_named(body, other) for other in others if not any(each.begun for each in shortfalls_by_key[other])]
    return f"{text}, and by {' and '.join(spared)} nothing is lacking" if spared else text


def _named(body: Body, begins: str) -> str:
    return f"two months from {begins}" if _paired(body) else called(begins)


def _paired(body: Body) -> bool:
    return body.per_year == _BIMONTHLY


def _short(body: Body, known: Sequence[Sitting], begins: str, today: datetime.date, say: Say) -> Iterator[Shortfall]:
    """The shortfalls where the year begins on that day; the period in which the book begins is never late."""
    per_year = body.per_year or 1
    months, count = (12 // per_year, 1) if per_year in (_MONTHLY, _BIMONTHLY) else (12, per_year)
    book = min((sitting.day for sitting in known if sitting.held), default=today)
    since = max(book, months_later(today, -AHEAD))
    if since > months_later(today, AHEAD):
        return
    for start, following in _periods(CALENDAR if per_year == _MONTHLY else begins, months, since):
        if start > (today if months == 12 else months_later(today, AHEAD)):
            return
        within = [
            sitting for sitting in known if start <= sitting.day < following and (sitting.public or not body.public)
        ]
        over = following <= today
        partial = start < book or not any(sitting.held for sitting in known)
        if len(within) < count and not (over and partial):
            end = following - datetime.timedelta(days=1)
            short = _shortfall(body, within, count, end, span_words(start, end, say), over)
            yield replace(short, begun=start <= today)


def _shortfall(
    body: Body, within: Sequence[Sitting], count: int, end: datetime.date, span: str, over: bool
) -> Shortfall:
    public, rest = " in public" if body.public else "", "not held" if over else "not yet planned"
    if count == 1:
        return Shortfall(end, f"meeting{public} due in {span}: {rest}", over)
    number, of = sum(sitting.held for sitting in within), f"{len(within)} of {count}{public}"
    figures = f"{number} held, {len(within) - number} planned, {count - len(within)} {rest}"
    return Shortfall(end, f"{of} in {span}: {figures}", over, of)


def _periods(begins: str, months: int, day: datetime.date) -> Iterator[tuple[datetime.date, datetime.date]]:
    """The periods of so many months from that in which a day lies, each with the first day of the one after it."""
    year, number = first_day(begins, day), 0
    while True:
        start, following = (months_later(year, months * after) for after in (number, number + 1))
        if following > day:
            yield start, following
        number += 1


def span_words(start: datetime.date, end: datetime.date, say: Say) -> str:
    """A period in words: the year to 31 March 2027, September 2026, or September and October 2026."""
    year = months_later(start, 12) <= end + datetime.timedelta(days=1)
    if year or start.day != 1:
        return f"the {'year' if year else 'two months'} to {say(end)}"
    if start.month == end.month:
        return f"{start:%B %Y}"
    first = f"{start:%B}" if start.year == end.year else f"{start:%B %Y}"
    return f"{first} and {end:%B %Y}"

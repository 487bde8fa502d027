"""The times that a memorandum names, as lines of the plan: its end, what comes back each year or period, time limits."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.charter.model import Milestone
from boardtui.dates import beginning_on, months_later
from boardtui.meeting.planning.meetings_owed import AHEAD, Say, span_words
from boardtui.meeting.planning.plan import Planned, PlanStatus


class Dated(NamedTuple):
    """What the lines of the memorandum's times are told from."""

    reached: Mapping[str, str]
    until: Mapping[str, str]
    today: datetime.date
    begun: datetime.date
    say: Say


def occurrence(milestone: Milestone, due: datetime.date | None) -> str:
    """The key of one occurrence of a milestone: its own key; for what comes back, with the date that tells them apart."""
    if milestone.kind == "recurring":
        return f"{milestone.key[:50]}-{due.isoformat()}" if due else milestone.key
    if milestone.kind != "annual":
        return milestone.key
    return f"{milestone.key[:50]}-{due.isoformat()}" if due else f"{milestone.key[:50]}-first"


def extension(key: str, until: str) -> str:
    """The key of an extension of an end to a date; ``extended`` gives the key of the end again."""
    return f"{key[:45]}-until-{until}"


def extended(occurrence: str) -> str:
    """The key of the end of which that is an extension."""
    return occurrence.rpartition("-until-")[0]


def end_of(milestones: Iterable[Milestone], until: Mapping[str, str]) -> datetime.date | None:
    """The last day of the memorandum, as extended; None where it names none."""
    ends = [_until(milestone, until) for milestone in milestones if milestone.kind == "end"]
    return max((datetime.date.fromisoformat(day) for day in ends if day), default=None)


def _until(milestone: Milestone, until: Mapping[str, str]) -> str:
    """The date that is named, or the later one to which it was extended: a renewed memorandum may name one later still."""
    return max(until.get(occurrence(milestone, None), ""), milestone.due or "")


def times_of(milestone: Milestone, known: Dated) -> Iterator[Planned]:
    """A time that the memorandum names, unless it is dealt with; one from before the first book is not called late.

    What was to happen then nobody recorded here. That the memorandum has ended or is to be reviewed stays late.
    """
    if milestone.kind == "annual":
        yield from _annual(milestone, known)
        return
    if milestone.kind == "recurring" and milestone.every is not None:
        yield from _each_period(milestone, milestone.every, known)
        return
    if milestone.kind == "limit" and milestone.within and not milestone.after:
        yield from _limits(milestone, known)
        return
    key = occurrence(milestone, None)
    extended = known.until.get(key, "") > (milestone.due or "")
    if key in known.reached or (milestone.kind == "start" and milestone.due):
        return
    due = _due(milestone, known)
    if due is None:
        about = "" if milestone.kind == "recurring" else key
        yield _line(milestone, "undated", None, milestone.said or "from a date that is not entered yet", about)
        return
    if milestone.kind == "end":
        text = _end_words(due, "" if extended else milestone.said, known, extended=extended)
    else:
        text = milestone.said or f"due on {known.say(due)}"
    passed: PlanStatus = "late" if milestone.kind in ("end", "review") or due >= known.begun else "earlier"
    yield _line(milestone, passed if due < known.today else "due", due, text, key)


def _end_words(last: datetime.date, said: str, known: Dated, *, extended: bool) -> str:
    """An end is no task: which day is the last, and once it is past that nobody recorded an extension beyond it.

    ``said`` is what the memorandum says of that day, where it says less than that it ends then.
    """
    if last >= known.today:
        ends = f"is {said}" if said else "ends"
        return f"extended until {known.say(last)}" if extended else f"the memorandum {ends} on {known.say(last)}"
    further = "further " if extended else ""
    return f"the memorandum was {said or 'to end'} on {known.say(last)}; no {further}extension is recorded"


def _line(milestone: Milestone, standing: PlanStatus, day: datetime.date | None, words: str, about: str) -> Planned:
    return Planned(
        standing,
        day,
        milestone.title,
        milestone.clause,
        words,
        about=about,
        milestone=milestone.key,
        note=milestone.note,
        ends=milestone.kind == "end",
    )


def _due(milestone: Milestone, known: Dated) -> datetime.date | None:
    """When it is due: as extended, as named, or so long after what it counts from; None where that is not known."""
    if day := _until(milestone, known.until):
        return datetime.date.fromisoformat(day)
    if milestone.within and (since := known.reached.get(milestone.after)):
        return _later(datetime.date.fromisoformat(since), milestone.within)
    return None


def _later(day: datetime.date, within: str) -> datetime.date:
    number, unit = within.split()
    return months_later(day, int(number)) if unit == "months" else day + datetime.timedelta(days=int(number))


def _each_period(milestone: Milestone, every: int, known: Dated) -> Iterator[Planned]:
    """What is due in every period of so many months, up to the one after this; a past one that is not done is late.

    Periods are calendar ones and begin with the one after that in which the first book begins.
    """
    first = datetime.date(known.today.year - 1, 1, 1)
    done = _last_done(milestone, known)
    for number in range(36 // every):
        start, following = months_later(first, number * every), months_later(first, (number + 1) * every)
        end, key = following - datetime.timedelta(days=1), occurrence(milestone, start)
        if start > months_later(known.today, every):
            return
        if (end < known.today and start < known.begun) or end < months_later(known.today, -AHEAD):
            continue
        if key not in known.reached:
            text = f"{milestone.said}: {span_words(start, end, known.say)}{done}"
            yield _line(milestone, "late" if end < known.today else "due", end, text, key)


def _last_done(milestone: Milestone, known: Dated) -> str:
    """When what comes back was last done, as words that follow; nothing where it never was."""
    stem = f"{milestone.key[:50]}-"
    days = [day for key, day in known.reached.items() if key.startswith(stem) and len(key) == len(stem) + 10]
    return f"; last done on {known.say(datetime.date.fromisoformat(max(days)))}" if days else ""


def _limits(milestone: Milestone, known: Dated) -> Iterator[Planned]:
    """Each time limit that was begun and is not dealt with, and the line on which another is begun."""
    stem, number = milestone.key[:40], 1
    while (since := known.reached.get(f"{stem}-began-{number}")) is not None:
        if f"{stem}-done-{number}" not in known.reached:
            due = _later(datetime.date.fromisoformat(since), milestone.within)
            text = f"{milestone.said}; began on {known.say(datetime.date.fromisoformat(since))}"
            yield _line(milestone, "late" if due < known.today else "due", due, text, f"{stem}-done-{number}")
        number += 1
    yield replace(
        _line(milestone, "undated", None, f"{milestone.said}, once it begins", f"{stem}-began-{number}"), begins=True
    )


def _annual(milestone: Milestone, known: Dated) -> Iterator[Planned]:
    """What comes back every year: a year after it was last done; the first time on the day that is named, if any is."""
    stem = f"{milestone.key[:50]}-"
    done = sorted(day for key, day in known.reached.items() if key.startswith(stem) and len(key) <= len(stem) + 10)
    last = done[-1] if done else known.reached.get(milestone.after)
    if last:
        due = months_later(datetime.date.fromisoformat(last), 12)
    elif milestone.due:
        due = datetime.date.fromisoformat(milestone.due)
    else:
        text = f"{milestone.said}; enter when it was last done to see the next date"
        yield _line(milestone, "undated", None, text, occurrence(milestone, None))
        return
    text = f"every year; last done on {known.say(datetime.date.fromisoformat(done[-1]))}" if done else "every year"
    yield _line(milestone, "late" if due < known.today else "due", due, text, occurrence(milestone, due))


def anniversary_of(milestones: Iterable[Milestone], reached: Mapping[str, str]) -> str:
    """The day of the year on which the memorandum began; empty where it names no day that every year has."""
    for milestone in milestones:
        if milestone.kind == "start" and (day := milestone.due or reached.get(milestone.key)):
            with suppress(ValueError):
                return beginning_on(datetime.date.fromisoformat(day))
    return ""

"""The forward plan: which meetings each body owes, which times of the memorandum fall due, and what is late.

Days are calendar days and counts whole numbers; today is handed in. What a year is, terms of reference say (``owed``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Literal, NamedTuple

from msgspec.structs import replace

from boardtui.charter.model import Body, Milestone
from boardtui.dates import beginning_on, months_later
from boardtui.meeting.fold.notice import latest_day
from boardtui.meeting.planning.meetings_owed import AHEAD, Say, Sitting, shortfalls, span_words
from boardtui.meeting.state.state import Record

NOTHING: Mapping[str, str] = MappingProxyType({})
PlanStatus = Literal["late", "missing", "due", "planned", "undated", "earlier"]


SOON = 14  # days
SOON_TO_END = 92
_TO_COME = ("missing", "due", "planned")
OF_PAPERS = ("agenda", "minutes", "notice", "declarations")
"""What is due of papers and registers, by days that terms of reference or the body itself set."""


def plainly(day: datetime.date) -> str:
    """A day as it is written where nothing else is asked: 26 November 2026."""
    return f"{day.day} {day:%B %Y}"


class Planned(Record, frozen=True):
    """A line of the plan.

    ``day`` is None where none can be said; ``about`` is the meeting or the occurrence of a milestone that it is about,
    and ``words`` say how it stands, ``count`` "3 of 4 in public" where a number a year is owed. ``milestone`` is the
    key of a milestone and ``note`` what its charter notes; ``begins`` where what is recorded is that a time limit began,
    ``ends`` where it is the end of the memorandum.
    """

    standing: PlanStatus
    day: datetime.date | None
    title: str
    clause: str
    words: str
    body: str = ""
    about: str = ""
    kind: Literal["meeting", "owed", "notice", "agenda", "minutes", "declarations", "milestone"] = "milestone"
    count: str = ""
    milestone: str = ""
    note: str = ""
    begins: bool = False
    ends: bool = False


def forward_plan(
    bodies: Iterable[Body],
    milestones: Iterable[Milestone],
    sittings: Iterable[Sitting],
    reached: Mapping[str, str],
    today: datetime.date,
    say: Say = plainly,
    until: Mapping[str, str] = NOTHING,
    more: Iterable[Planned] = (),
) -> tuple[Planned, ...]:
    """What is late first, then by day up to twelve months ahead, last what has no day.

    Args:
        bodies: each with how often it meets.
        milestones: the times that the memorandum names.
        sittings: every meeting known, of every body.
        reached: the occurrences of milestones that are dealt with, by ``occurrence``, with the day on which that was.
        today: the day on the wall.
        say: how days are written in its words.
        until: to which date an end was extended, by its key.
        more: further lines, such as the yearly declarations that are asked for.

    Nothing that comes back is owed after the end of the memorandum, unless it was extended.
    """
    milestones = tuple(milestones)
    anniversary = _anniversary(milestones, reached)
    end = _end(milestones, until)
    known = sorted(sittings, key=lambda sitting: sitting.day)
    last = months_later(today, AHEAD)
    begun = min((sitting.day for sitting in known if sitting.held), default=today)
    dated = _Dated(reached, until, today, begun, say)
    of_plan = [
        *(
            line
            for body in bodies
            for line in _owed(body, [sitting for sitting in known if sitting.body == body.key], today, say, anniversary)
        ),
        *(line for sitting in known for line in _coming(sitting, today, say)),
        *(line for milestone in milestones for line in _times(milestone, dated)),
        *more,
    ]
    comes_back = {milestone.key for milestone in milestones if milestone.kind in ("annual", "recurring", "limit")}
    of_plan = [planned for planned in of_plan if not _after_the_end(planned, comes_back, end, today)]
    shown = [
        planned
        for planned in of_plan
        if planned.day is None or planned.standing in ("late", "earlier") or planned.day <= last
    ]
    return in_order(shown, today)


def in_order(lines: Iterable[Planned], today: datetime.date) -> tuple[Planned, ...]:
    """What is past first, the end of the memorandum before what is overdue; then by day, last what has no day."""
    ranks = {"late": 0, "missing": 1, "due": 1, "planned": 1, "undated": 2, "earlier": 3}

    def place(planned: Planned) -> tuple[int, bool, datetime.date]:
        return ranks[planned.standing], planned.standing == "late" and not planned.ends, planned.day or today

    return tuple(sorted(lines, key=place))


def followed_by(
    lines: Iterable[Planned], later: Iterable[Planned], first: datetime.date, named: str
) -> tuple[Planned, ...]:
    """The plan under a memorandum until the day before another holds, and under that one from then on.

    Args:
        lines: the plan by the memorandum that holds before.
        later: the plan by the one that follows.
        first: the first day on which that holds.
        named: the words that say so, where the end of the earlier one is followed by it without a gap.
    """
    kept = [line for line in lines if line.day is None or line.day < first]
    continued = [
        replace(line, words=f"{line.words}; {named}")
        if line.ends and line.day and line.day + datetime.timedelta(days=1) == first
        else line
        for line in kept
    ]
    further = [line for line in later if line.day is not None and line.day >= first and line.standing in _TO_COME]
    return (*continued, *further)


def is_soon(planned: Planned, today: datetime.date) -> bool:
    """Whether a paper or a date of the memorandum falls due so soon that Home tells it; its end a quarter before."""
    if planned.day is None or planned.standing != "due" or planned.kind not in (*OF_PAPERS, "milestone"):
        return False
    return planned.day <= today + datetime.timedelta(days=SOON_TO_END if planned.ends else SOON)


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


def _end(milestones: Iterable[Milestone], until: Mapping[str, str]) -> datetime.date | None:
    """The last day of the memorandum, as extended; None where it names none."""
    ends = [_until(milestone, until) for milestone in milestones if milestone.kind == "end"]
    return max((datetime.date.fromisoformat(day) for day in ends if day), default=None)


def _until(milestone: Milestone, until: Mapping[str, str]) -> str:
    """The date that is named, or the later one to which it was extended: a renewed memorandum may name one later still."""
    return max(until.get(occurrence(milestone, None), ""), milestone.due or "")


def _after_the_end(planned: Planned, comes_back: set[str], end: datetime.date | None, today: datetime.date) -> bool:
    """Whether a line is something that would be owed only if the memorandum still ran."""
    if end is None or (planned.kind != "owed" and planned.milestone not in comes_back):
        return False
    return (planned.day or today) > end


def _owed(body: Body, known: list[Sitting], today: datetime.date, say: Say, anniversary: str) -> Iterator[Planned]:
    """The periods in which the body has met, or is to meet, less often than it owes."""
    if body.per_year is None:
        if body.frequency:
            text = "how often is not defined as a number"
            yield Planned("undated", None, f"{body.title}: {body.frequency}", body.clause, text, body.key, kind="owed")
        return
    clause = (body.frequency or body.clause).rstrip(".")
    for shortfall in shortfalls(body, known, today, say, anniversary):
        standing: PlanStatus = "late" if shortfall.late else "missing"
        title = f"Meeting of the {body.title}"
        yield Planned(
            standing, shortfall.end, title, clause, shortfall.words, body.key, kind="owed", count=shortfall.count
        )


def _coming(sitting: Sitting, today: datetime.date, say: Say) -> Iterator[Planned]:
    """A meeting that is still to come with the last days for notice and agenda; of one held, that for its draft minutes."""
    if sitting.held:
        if sitting.minutes_needed is not None:
            due = sitting.day + datetime.timedelta(days=sitting.minutes_needed)
            text = f"within {sitting.minutes_needed} days of the meeting; not published yet"
            yield _paper(sitting, "minutes", f"Draft minutes of {sitting.title}", due, text, today)
        return
    if sitting.day < today:
        text = f"not opened on {say(sitting.day)}, when it was due"
        yield Planned("late", sitting.day, sitting.title, "", text, sitting.body, sitting.key, "meeting")
        return
    public = "in public" if sitting.public else "not in public"
    yield Planned("planned", sitting.day, sitting.title, "", f"planned, {public}", sitting.body, sitting.key, "meeting")
    if sitting.notice_needed is not None:
        latest = datetime.date.fromisoformat(latest_day(sitting.day.isoformat(), sitting.notice_needed))
        late = latest < today
        text = f"{sitting.notice_needed} clear days are needed; no notice is recorded"
        title = f"Notice of {sitting.title}"
        yield Planned("late" if late else "due", latest, title, "", text, sitting.body, sitting.key, "notice")

    if sitting.agenda_needed is not None:
        due = datetime.date.fromisoformat(latest_day(sitting.day.isoformat(), sitting.agenda_needed))
        text = f"{sitting.agenda_needed} clear days before the meeting; not written yet"
        yield _paper(sitting, "agenda", f"Agenda and papers of {sitting.title}", due, text, today)


def _paper(
    sitting: Sitting,
    kind: Literal["agenda", "minutes"],
    title: str,
    due: datetime.date,
    text: str,
    today: datetime.date,
) -> Planned:
    standing: PlanStatus = "late" if due < today else "due"
    words = f"{text} ({sitting.source})" if sitting.source else text
    return Planned(standing, due, title, "", words, sitting.body, sitting.key, kind)


class _Dated(NamedTuple):
    """What the lines of the memorandum's times are told from."""

    reached: Mapping[str, str]
    until: Mapping[str, str]
    today: datetime.date
    begun: datetime.date
    say: Say


def _times(milestone: Milestone, known: _Dated) -> Iterator[Planned]:
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


def _end_words(last: datetime.date, said: str, known: _Dated, *, extended: bool) -> str:
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


def _due(milestone: Milestone, known: _Dated) -> datetime.date | None:
    """When it is due: as extended, as named, or so long after what it counts from; None where that is not known."""
    if day := _until(milestone, known.until):
        return datetime.date.fromisoformat(day)
    if milestone.within and (since := known.reached.get(milestone.after)):
        return _later(datetime.date.fromisoformat(since), milestone.within)
    return None


def _later(day: datetime.date, within: str) -> datetime.date:
    number, unit = within.split()
    return months_later(day, int(number)) if unit == "months" else day + datetime.timedelta(days=int(number))


def _each_period(milestone: Milestone, every: int, known: _Dated) -> Iterator[Planned]:
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


def _last_done(milestone: Milestone, known: _Dated) -> str:
    """When what comes back was last done, as words that follow; nothing where it never was."""
    stem = f"{milestone.key[:50]}-"
    days = [day for key, day in known.reached.items() if key.startswith(stem) and len(key) == len(stem) + 10]
    return f"; last done on {known.say(datetime.date.fromisoformat(max(days)))}" if days else ""


def _limits(milestone: Milestone, known: _Dated) -> Iterator[Planned]:
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


def _annual(milestone: Milestone, known: _Dated) -> Iterator[Planned]:
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


def _anniversary(milestones: Iterable[Milestone], reached: Mapping[str, str]) -> str:
    """The day of the year on which the memorandum began; empty where it names no day that every year has."""
    for milestone in milestones:
        if milestone.kind == "start" and (day := milestone.due or reached.get(milestone.key)):
            with suppress(ValueError):
                return beginning_on(datetime.date.fromisoformat(day))
    return ""

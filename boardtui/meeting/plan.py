"""The forward plan: which meetings each body owes, which times of the memorandum fall due, and what is late.

Days are calendar days and counts whole numbers; today is handed in. What a year is, terms of reference say (``owed``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Literal

from boardtui.charter.model import Body, Milestone
from boardtui.meeting.notice import latest_day
from boardtui.meeting.owed import AHEAD, Say, Sitting, shortfalls
from boardtui.meeting.state import Record
from boardtui.years import beginning_on, months_later

Standing = Literal["late", "missing", "due", "planned", "undated", "earlier"]


def plainly(day: datetime.date) -> str:
    """A day as it is written where nothing else is asked: 26 November 2026."""
    return f"{day.day} {day:%B %Y}"


class Planned(Record, frozen=True):
    """A line of the plan.

    ``day`` is None where none can be said; ``about`` is the meeting or the occurrence of a milestone that it is about,
    and ``words`` say how it stands, ``count`` "3 of 4 in public" where a number a year is owed.
    """

    standing: Standing
    day: datetime.date | None
    title: str
    clause: str
    words: str
    body: str = ""
    about: str = ""
    kind: Literal["meeting", "owed", "notice", "milestone"] = "milestone"
    count: str = ""


def forward_plan(
    bodies: Iterable[Body],
    milestones: Iterable[Milestone],
    sittings: Iterable[Sitting],
    reached: Mapping[str, str],
    today: datetime.date,
    say: Say = plainly,
) -> tuple[Planned, ...]:
    """What is late first, then by day up to twelve months ahead, last what has no day.

    Args:
        bodies: each with how often it meets.
        milestones: the times that the memorandum names.
        sittings: every meeting known, of every body.
        reached: the occurrences of milestones that are dealt with, by ``occurrence``, with the day on which that was.
        today: the day on the wall.
        say: how days are written in its words.
    """
    milestones = tuple(milestones)
    anniversary = _anniversary(milestones)
    known = sorted(sittings, key=lambda one: one.day)
    last = months_later(today, AHEAD)
    begun = min((one.day for one in known if one.held), default=today)
    found = [
        *(
            line
            for body in bodies
            for line in _owed(body, [one for one in known if one.body == body.key], today, say, anniversary)
        ),
        *(line for one in known for line in _coming(one, today, say)),
        *(line for one in milestones for line in _times(one, reached, today, begun, say)),
    ]
    shown = [one for one in found if one.day is None or one.standing in ("late", "earlier") or one.day <= last]
    ranks = {"late": 0, "missing": 1, "due": 1, "planned": 1, "undated": 2, "earlier": 3}
    return tuple(sorted(shown, key=lambda one: (ranks[one.standing], one.day or today)))


def occurrence(milestone: Milestone, due: datetime.date | None) -> str:
    """The key of one occurrence of a milestone: its own key, for what comes back every year with the day it is due."""
    if milestone.kind != "annual":
        return milestone.key
    return f"{milestone.key[:50]}-{due.isoformat()}" if due else f"{milestone.key[:50]}-first"


def _owed(body: Body, known: list[Sitting], today: datetime.date, say: Say, anniversary: str) -> Iterator[Planned]:
    """The periods in which the body has met, or is to meet, less often than it owes."""
    if body.per_year is None:
        if body.frequency:
            words = "how often is not defined as a number"
            yield Planned("undated", None, f"{body.title}: {body.frequency}", body.clause, words, body.key, kind="owed")
        return
    clause = (body.frequency or body.clause).rstrip(".")
    for one in shortfalls(body, known, today, say, anniversary):
        standing: Standing = "late" if one.late else "missing"
        title = f"Meeting of the {body.title}"
        yield Planned(standing, one.end, title, clause, one.words, body.key, kind="owed", count=one.count)


def _coming(one: Sitting, today: datetime.date, say: Say) -> Iterator[Planned]:
    """A meeting that is still to come, and the last day for notice of it."""
    if one.held:
        return
    if one.day < today:
        words = f"planned for {say(one.day)} and not convened"
        yield Planned("late", one.day, one.title, "", words, one.body, one.key, "meeting")
        return
    public = "in public" if one.public else "not in public"
    yield Planned("planned", one.day, one.title, "", f"planned, {public}", one.body, one.key, "meeting")
    if one.notice_needed is not None:
        latest = datetime.date.fromisoformat(latest_day(one.day.isoformat(), one.notice_needed))
        late = latest < today
        words = f"{one.notice_needed} clear days are needed; no notice is recorded"
        title = f"Notice of {one.title}"
        yield Planned("late" if late else "due", latest, title, "", words, one.body, one.key, "notice")


def _times(
    one: Milestone, reached: Mapping[str, str], today: datetime.date, begun: datetime.date, say: Say
) -> Iterator[Planned]:
    """A time that the memorandum names, unless it is dealt with; one from before the first book is not called late.

    What was to happen then nobody recorded here. That the memorandum has ended or is to be reviewed stays late.
    """
    if one.kind == "annual":
        yield from _annual(one, reached, today, say)
        return
    key = occurrence(one, None)
    if key in reached or one.kind == "start":
        return
    if not one.due:
        yield Planned("undated", None, one.title, one.clause, one.said, about="" if one.kind == "recurring" else key)
        return
    due = datetime.date.fromisoformat(one.due)
    words = one.said or f"due on {say(due)}"
    passed: Standing = "late" if one.kind in ("end", "review") or due >= begun else "earlier"
    yield Planned(passed if due < today else "due", due, one.title, one.clause, words, about=key)


def _annual(one: Milestone, reached: Mapping[str, str], today: datetime.date, say: Say) -> Iterator[Planned]:
    """What comes back every year: a year after it was last done; the first time on the day that is named, if any is."""
    stem = f"{one.key[:50]}-"
    done = sorted(day for key, day in reached.items() if key.startswith(stem) and len(key) <= len(stem) + 10)
    if done:
        last = datetime.date.fromisoformat(done[-1])
        due = months_later(last, 12)
    elif one.due:
        due = datetime.date.fromisoformat(one.due)
    else:
        words = f"{one.said}; no day can be reckoned until it is entered when this was last done"
        yield Planned("undated", None, one.title, one.clause, words, about=occurrence(one, None))
        return
    words = f"every year; last done on {say(last)}" if done else "every year"
    yield Planned("late" if due < today else "due", due, one.title, one.clause, words, about=occurrence(one, due))


def _anniversary(milestones: Iterable[Milestone]) -> str:
    """The day of the year on which the memorandum began; empty where it names no day that every year has."""
    for one in milestones:
        if one.kind == "start" and one.due:
            with suppress(ValueError):
                return beginning_on(datetime.date.fromisoformat(one.due))
    return ""

"""The forward plan: which meetings each body owes, which times of the memorandum fall due, and what is late.

Days are calendar days and counts whole numbers; today is handed in. A year here is the calendar year.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from boardtui.charter.model import Body, Milestone
from boardtui.meeting.notice import latest_day
from boardtui.meeting.state import Record

Standing = Literal["late", "missing", "due", "planned", "undated", "earlier"]
AHEAD = 12
"""How many months ahead the plan looks."""


class Sitting(Record, frozen=True):
    """A meeting of a body, planned or convened, on a day; ``notice_needed`` in clear days while none was given."""

    day: datetime.date
    body: str
    key: str
    title: str
    held: bool
    public: bool = True
    notice_needed: int | None = None


class Planned(Record, frozen=True):
    """A line of the plan.

    ``day`` is None where none can be said; ``about`` is the meeting or the occurrence of a milestone that it is about,
    and ``words`` say how it stands.
    """

    standing: Standing
    day: datetime.date | None
    title: str
    clause: str
    words: str
    body: str = ""
    about: str = ""
    kind: Literal["meeting", "owed", "notice", "milestone"] = "milestone"


def forward_plan(
    bodies: Iterable[Body],
    milestones: Iterable[Milestone],
    sittings: Iterable[Sitting],
    reached: Mapping[str, str],
    today: datetime.date,
) -> tuple[Planned, ...]:
    """What is late first, then by day up to twelve months ahead, last what has no day.

    Args:
        bodies: each with how often it meets.
        milestones: the times that the memorandum names.
        sittings: every meeting known, of every body.
        reached: the occurrences of milestones that are dealt with, by ``occurrence``, with the day on which that was.
        today: the day on the wall.
    """
    known = sorted(sittings, key=lambda one: one.day)
    last = _months_later(today, AHEAD)
    begun = min((one.day for one in known if one.held), default=today)
    found = [
        *(line for body in bodies for line in _owed(body, [one for one in known if one.body == body.key], today)),
        *(line for one in known for line in _coming(one, today)),
        *(line for one in milestones for line in _times(one, reached, today, begun)),
    ]
    shown = [one for one in found if one.day is None or one.standing in ("late", "earlier") or one.day <= last]
    ranks = {"late": 0, "missing": 1, "due": 1, "planned": 1, "undated": 2, "earlier": 3}
    return tuple(sorted(shown, key=lambda one: (ranks[one.standing], one.day or today)))


def occurrence(milestone: Milestone, due: datetime.date | None) -> str:
    """The key of one occurrence of a milestone: its own key, for what comes back every year with the day it is due."""
    if milestone.kind != "annual":
        return milestone.key
    return f"{milestone.key[:50]}-{due.isoformat()}" if due else f"{milestone.key[:50]}-first"


def _owed(body: Body, known: list[Sitting], today: datetime.date) -> Iterator[Planned]:
    """The periods in which the body has met, or is to meet, less often than it owes."""
    if body.per_year is None:
        if body.frequency:
            words = "how often is not defined as a number"
            yield Planned("undated", None, f"{body.title}: {body.frequency}", body.clause, words, body.key, kind="owed")
        return
    months, count = (12 // body.per_year, 1) if body.per_year in (6, 12) else (12, body.per_year)
    begins = min((one.day for one in known if one.held), default=today)
    start = _period(max(begins, _months_later(today, -AHEAD)), months)
    while start <= today or (months < 12 and start <= _months_later(today, AHEAD)):
        following = _months_later(start, months)
        within = [one for one in known if start <= one.day < following and (one.public or not body.public)]
        over = following <= today
        partial = start < begins or not any(one.held for one in known)
        if len(within) < count and not (over and partial):
            yield _shortfall(body, start, following, within, count, late=over)
        start = following


def _shortfall(
    body: Body, start: datetime.date, following: datetime.date, within: list[Sitting], count: int, *, late: bool
) -> Planned:
    held = sum(one.held for one in within)
    end = following - datetime.timedelta(days=1)
    public = " in public" if body.public else ""
    noun = "meeting" if count == 1 else "meetings"
    lacking = count - len(within)
    how = f"{lacking} not held" if late else f"{lacking} not planned yet"
    words = f"{count} {noun}{public} owed in {_named(start, end)}: {held} held, {len(within) - held} planned, {how}"
    title = f"Meeting of the {body.title}"
    return Planned(
        "late" if late else "missing",
        end,
        title,
        (body.frequency or body.clause).rstrip("."),
        words,
        body.key,
        kind="owed",
    )


def _coming(one: Sitting, today: datetime.date) -> Iterator[Planned]:
    """A meeting that is still to come, and the last day for notice of it."""
    if one.held:
        return
    if one.day < today:
        words = f"planned for {one.day.isoformat()} and not convened"
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


def _times(one: Milestone, reached: Mapping[str, str], today: datetime.date, begun: datetime.date) -> Iterator[Planned]:
    """A time that the memorandum names, unless it is dealt with; one from before the first book is not called late.

    What was to happen then nobody recorded here. That the memorandum has ended or is to be reviewed stays late.
    """
    if one.kind == "annual":
        yield from _annual(one, reached, today)
        return
    key = occurrence(one, None)
    if key in reached or one.kind == "start":
        return
    if not one.due:
        yield Planned("undated", None, one.title, one.clause, one.said, about="" if one.kind == "recurring" else key)
        return
    due = datetime.date.fromisoformat(one.due)
    ends = {"end": "the memorandum ends, unless it is extended", "review": "review"}.get(one.kind, one.said or "due")
    passed: Standing = "late" if one.kind in ("end", "review") or due >= begun else "earlier"
    yield Planned(passed if due < today else "due", due, one.title, one.clause, ends, about=key)


def _annual(one: Milestone, reached: Mapping[str, str], today: datetime.date) -> Iterator[Planned]:
    """What comes back every year: a year after it was last done; the first time on the day that is named, if any is."""
    stem = f"{one.key[:50]}-"
    done = sorted(day for key, day in reached.items() if key.startswith(stem) and len(key) <= len(stem) + 10)
    if done:
        due = _months_later(datetime.date.fromisoformat(done[-1]), 12)
    elif one.due:
        due = datetime.date.fromisoformat(one.due)
    else:
        words = f"{one.said}; no day can be reckoned until it is entered when this was last done"
        yield Planned("undated", None, one.title, one.clause, words, about=occurrence(one, None))
        return
    words = f"every year; last done on {done[-1]}" if done else "every year"
    yield Planned("late" if due < today else "due", due, one.title, one.clause, words, about=occurrence(one, due))


def _period(day: datetime.date, months: int) -> datetime.date:
    """The first day of the period of so many months in which a day falls; periods begin with January."""
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, or the last of its month where there is none such."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    after = datetime.date(year + month // 11, (month + 1) % 12 + 1, 1)
    return datetime.date(year, month + 1, min(day.day, (after - datetime.timedelta(days=1)).day))


def _named(start: datetime.date, end: datetime.date) -> str:
    if (start.month, end.month) == (1, 12):
        return str(start.year)
    if start.month == end.month:
        return f"{start:%B} {start.year}"
    return f"{start:%B} and {end:%B} {start.year}"

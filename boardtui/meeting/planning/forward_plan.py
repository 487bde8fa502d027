"""The forward plan: which meetings each body owes, which times of the memorandum fall due, and what is late.

Days are calendar days and counts whole numbers; today is handed in. What a year is, terms of reference say (``meetings_owed``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from boardtui.charter.model import Body, Milestone
from boardtui.charter.words import bare
from boardtui.dates import months_later
from boardtui.meeting.fold.notice import latest_day
from boardtui.meeting.planning.meetings_owed import AHEAD, Say, Sitting, shortfalls
from boardtui.meeting.planning.milestones import Dated, anniversary_of, end_of, times_of
from boardtui.meeting.planning.plan import Planned, PlanStatus, in_order

NOTHING: Mapping[str, str] = MappingProxyType({})


def plainly(day: datetime.date) -> str:
    """A day as it is written where nothing else is asked: 26 November 2026."""
    return f"{day.day} {day:%B %Y}"


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
    anniversary = anniversary_of(milestones, reached)
    end = end_of(milestones, until)
    known = sorted(sittings, key=lambda sitting: sitting.day)
    last = months_later(today, AHEAD)
    begun = min((sitting.day for sitting in known if sitting.held), default=today)
    dated = Dated(reached, until, today, begun, say)
    of_plan = [
        *(
            line
            for body in bodies
            for line in _owed(body, [sitting for sitting in known if sitting.body == body.key], today, say, anniversary)
        ),
        *(line for sitting in known for line in _coming(sitting, today, say)),
        *(line for milestone in milestones for line in times_of(milestone, dated)),
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
        title = f"Meeting of the {bare(body.title)}"
        yield Planned(
            standing, shortfall.end, title, clause, shortfall.words, body.key, kind="owed", count=shortfall.count
        )


def _coming(sitting: Sitting, today: datetime.date, say: Say) -> Iterator[Planned]:
    """A meeting that is still to come with the last days for notice and agenda; of one held, that for its draft minutes."""
    if sitting.held:
        if sitting.minutes_needed is not None:
            due = sitting.day + datetime.timedelta(days=sitting.minutes_needed)
            text = f"within {sitting.minutes_needed} days of the meeting of {say(sitting.day)}; not published yet"
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

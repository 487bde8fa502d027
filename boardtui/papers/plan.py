"""The forward plan as a paper: what is late, what is due month by month, and what the memorandum names without a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from boardtui.charter.words import started
from boardtui.dates import Dates, date_words, month_words
from boardtui.meeting.planning.plan import Planned
from boardtui.meeting.words.clauses import clause_words
from boardtui.papers.document import (
    AnyBlock,
    Document,
    clean,
    facts,
    heading,
    own,
    para,
    said,
    section,
    table,
    weights,
    without_empty,
)

HEADS = ("Day", "What", "Clause", "How it stands")


def plan_document(
    lines: Sequence[Planned], partnership: str, today: datetime.date, body: str = "", dates: Dates = "usual"
) -> Document:
    """The plan as it stands on a day, of all bodies, or of the one whose title is given; days in the form of the house."""
    named, day = f"Forward plan: {body or partnership}", date_words(today.isoformat(), dates)
    rows = [("Partnership", partnership), ("Body", body), ("As at", day)]
    return Document(
        title=clean(f"{named}, {day}"),
        body=clean(body or partnership),
        partnership=clean(partnership),
        moment=f"{today.isoformat()}T00:00:00+00:00",
        blocks=(heading(1, said(named)), facts("Forward plan", rows), *_blocks(lines, dates)),
        dates=dates,
    )


def month_of(planned: Planned) -> str:
    """Under which heading a line stands: what is late, a month, or what has no day. An end is no task that can be overdue."""
    if planned.standing == "late":
        return "The date has passed" if planned.ends else "Overdue"
    if planned.standing == "earlier":
        return "Before the first meeting held here"
    return month_words(planned.day) if planned.day else "No date is named"


def stands(planned: Planned) -> str:
    """How a line stands and by which clause, in sentences; of meetings owed the clause is how often they are."""
    clause = (
        planned.clause if planned.kind == "owed" else started(clause_words(planned.clause)) if planned.clause else ""
    )
    return f"{started(planned.words)}.{f' {clause}.' if clause else ''}"


def _blocks(lines: Sequence[Planned], dates: Dates) -> Iterator[AnyBlock]:
    if not lines:
        yield para(own("Nothing is planned, due or overdue in the next twelve months."))
        return
    shares = weights(table("Forward plan", HEADS, [_row(planned, dates) for planned in lines]))  # alike in every month
    for title, group in groupby(lines, key=month_of):
        rows = [_row(planned, dates) for planned in group]
        listed = replace(table(title, HEADS, rows), shares=shares)
        yield from section(title, [listed if any(row[0] for row in rows) else without_empty(table(title, HEADS, rows))])


def _row(planned: Planned, dates: Dates) -> tuple[str, ...]:
    day = date_words(planned.day.isoformat(), dates) if planned.day else ""
    return (day, planned.title, planned.clause, planned.words)

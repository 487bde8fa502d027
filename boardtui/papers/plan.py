"""The forward plan as a paper: what is late, what is due month by month, and what the memorandum names without a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby

from boardtui.meeting.plan import Planned
from boardtui.papers.clock import date_words
from boardtui.papers.document import AnyBlock, Document, clean, facts, heading, own, para, said, section, table

HEADS = ("Day", "What", "Clause", "How it stands")


def plan_document(lines: Sequence[Planned], partnership: str, today: datetime.date, body: str = "") -> Document:
    """The plan as it stands on a day, of all bodies, or of the one whose title is given."""
    named = f"Forward plan: {body or partnership}"
    rows = [("Partnership", partnership), ("Body", body), ("As it stands on", date_words(today.isoformat()))]
    return Document(
        title=clean(f"{named}, {date_words(today.isoformat())}"),
        body=clean(body or partnership),
        partnership=clean(partnership),
        moment=f"{today.isoformat()}T00:00:00+00:00",
        blocks=(heading(1, said(named)), facts("Forward plan", rows), *_blocks(lines)),
    )


def month_of(one: Planned) -> str:
    """Under which heading a line stands: what is late, a month, or what has no day."""
    if one.standing == "late":
        return "Late"
    if one.standing == "earlier":
        return "Before the first meeting held here"
    return date_words(one.day.isoformat()).split(" ", 1)[1] if one.day else "No day is named"


def _blocks(lines: Sequence[Planned]) -> Iterator[AnyBlock]:
    if not lines:
        yield para(own("Nothing is owed, planned or due in the next twelve months."))
    for title, group in groupby(lines, key=month_of):
        rows = [_row(one) for one in group]
        yield from section(title, [table(title, HEADS, rows)])


def _row(one: Planned) -> tuple[str, ...]:
    day = date_words(one.day.isoformat()) if one.day else ""
    return (day, one.title, one.clause, one.words)

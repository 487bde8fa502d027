"""A line of the plan, in which order lines stand, and which of them are due so soon that Home tells them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from boardtui.meeting.state.state import Record

PlanStatus = Literal["late", "missing", "due", "planned", "undated", "earlier"]


SOON = 14  # days
SOON_TO_END = 92
_TO_COME = ("missing", "due", "planned")
OF_PAPERS = ("agenda", "minutes", "notice", "declarations")
"""What is due of papers and registers, by days that terms of reference or the body itself set."""


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

    @property
    def named(self) -> str:
        """The title with its clause as one phrase; how often meetings are owed, which has a clause in brackets, has none."""
        if " (" in self.clause:
            return f"{self.title}, {self.clause[:1].lower()}{self.clause[1:]}"
        return f"{self.title} ({self.clause})" if self.clause else self.title


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

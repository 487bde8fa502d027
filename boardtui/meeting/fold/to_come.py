"""What cannot be to come: a day on which something is said to have happened."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from boardtui.dates import day_as_written
from boardtui.meeting import entries as e
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State

_DATED: dict[type[e.AnyEntry], tuple[str, str]] = {
    e.DecisionTaken: ("date", "The decision"),
    e.AgreementSought: ("date", "The agreement"),
    e.PartnerResponded: ("date", "The answer"),
    e.DecisionAnswered: ("date", "The answer"),
    e.PointMet: ("date", "The condition"),
    e.NoticeGiven: ("date", "The notice"),
    e.MilestoneReached: ("date", "What was dealt with"),
    e.InterestRegistered: ("declared", "The declaration"),
    e.InterestEnded: ("date", "The end of the interest"),
    e.DeclarationsAsked: ("date", "The request"),
    e.DeclarationReturned: ("date", "The declaration"),
    e.GiftDeclared: ("declared", "The declaration"),
}
"""Which field of an entry says when it was. A letter (DecisionNotified) may be dated ahead, since it is written from its
entry; so may a gift that is offered for later, and the day from which an interest is held."""


def day_said(entry: e.AnyEntry) -> str:
    """The day (YYYY-MM-DD, or its month or year) on which an entry itself says it was, a letter its date; else empty."""
    if isinstance(entry, e.DecisionNotified):
        return entry.date
    return str(getattr(entry, _DATED[type(entry)][0])) if type(entry) in _DATED else ""


def refuse_to_come(state: State, stamped: Stamped) -> None:
    """Refuse an entry that says it was on a day, in a month or a year that has not begun when it is recorded.

    What is in a book already is not asked: older books took every day. The day of the meeting is none to come once it was
    opened, whatever the clock says.

    Args:
        state: the state before the entry.
        stamped: the entry, which the fold accepts.

    Raises:
        Refused: it is dated so.
    """
    said = list(_days(stamped.entry))
    if not said:
        return
    today = day_of(state, stamped.at, since=True)
    latest = max(today, state.starts[:10]) if state.opened_at else today
    for what, day in said:
        if day > latest[: len(day)]:
            until = day_as_written(today)
            raise Refused(f"{what} is dated {day_as_written(day)}, which is still to come: today is {until}.")


def _days(entry: e.AnyEntry) -> Iterator[tuple[str, str]]:
    """What an entry dates so, and the entries that it corrects, each with its day."""
    if type(entry) in _DATED:
        yield _DATED[type(entry)][1], day_said(entry)
    elif isinstance(entry, e.EntriesCorrected):
        for corrected in entry.entries:
            if corrected.entry is not None:
                yield from _days(e.decode(msgspec.json.encode(corrected.entry)))

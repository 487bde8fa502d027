"""The light registers over all meetings of a book: conditions by their decision, support and intervention by partner."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from boardtui.charter.words import started
from boardtui.meeting.followup.actions import in_due_order
from boardtui.meeting.words.value_words import action_status
from boardtui.papers.action_log import OVERDUE, Logged, corrected_too, logged
from boardtui.papers.document import AnyBlock, Document, clean, heading, own, para, said, section, table, without_empty
from boardtui.papers.opening import book_paper
from boardtui.papers.prose import quote
from boardtui.papers.source import Source

Say = Callable[[str | None], str]
_TITLE = 120  # letters of a decision that stand as a heading; a longer one follows it whole


def conditions_register(srcs: Sequence[Source], today: datetime.date, of: Source | None = None) -> Document:
    """What decisions are subject to, and which support or intervention was agreed; what is open comes first.

    Args:
        srcs: the meetings in order.
        today: the day of the paper, on which it is judged what is overdue.
        of: the one of them whose conditions and support are told, as they stand on that day.
    """
    say = srcs[-1].clock.say
    blocks = _blocks(list(logged(srcs, of).values()), today, say)
    return book_paper([of] if of else srcs, "Conditions, support and intervention", blocks, today)


def _blocks(log: Sequence[Logged], today: datetime.date, say: Say) -> Iterator[AnyBlock]:
    conditions = [logged for logged in log if logged.register == "condition"]
    support = [logged for logged in log if logged.register == "support"]
    if not conditions and not support:
        yield para(own("No condition of a decision is recorded here, and no support or intervention."))
    yield from section(
        "Conditions of decisions", _grouped(conditions, lambda each: each.decision, partial(_conditions, today), say)
    )
    yield from section(
        "Support and intervention", _grouped(support, lambda each: each.partner, partial(_support, today), say)
    )


def _grouped(
    log: Iterable[Logged],
    by: Callable[[Logged], str],
    of: Callable[[str, Sequence[Logged], Say], AnyBlock],
    say: Say,
) -> Iterator[AnyBlock]:
    """A heading for each decision or partner, in the order in which something was agreed about it first, with a table below."""
    groups: dict[str, list[Logged]] = {}
    for each in log:
        groups.setdefault(by(each), []).append(each)
    for title, group in groups.items():
        named = clean(title)
        yield heading(3, said(named if len(named) <= _TITLE else f"{named[:_TITLE].rsplit(' ', 1)[0]} …"))
        if len(named) > _TITLE:
            yield quote(title)
        yield of(title, _open_first(group), say)


def _open_first(group: Iterable[Logged]) -> list[Logged]:
    return sorted(in_due_order(group, lambda each: each.due), key=lambda each: each.status != "open")


def _conditions(today: datetime.date, title: str, group: Sequence[Logged], say: Say) -> AnyBlock:
    rows = [
        (
            each.reference,
            each.text,
            each.owner,
            say(each.due),
            corrected_too(say(each.agreed), each),
            _status(each, today),
            each.last,
        )
        for each in group
    ]
    heads = ("Ref.", "Condition", "Owner", "Due", "Agreed", "Status", "Last update")
    return without_empty(table(f"Conditions of {title}", heads, rows))


def _support(today: datetime.date, title: str, group: Sequence[Logged], say: Say) -> AnyBlock:
    rows = [
        (
            each.reference,
            ": ".join(word for word in (each.recommended_by, each.recommended) if word),
            each.text,
            corrected_too(say(each.agreed), each),
            say(each.due),
            each.owner,
            _status(each, today),
            each.last,
        )
        for each in group
    ]
    heads = ("Ref.", "Recommended", "What was agreed", "Agreed", "Review", "Reviewed by", "Status", "Last update")
    return without_empty(table(f"Support of {title}", heads, rows))


def _status(each: Logged, today: datetime.date) -> str:
    return OVERDUE if each.is_overdue(today) else started(action_status(each.status, each.register))

"""The registers of a book as plain tables for other programs: one row a decision, action, member, interest."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

import msgspec

from boardtui.meeting.followup.actions import NAMES
from boardtui.meeting.state.labels import holder_name
from boardtui.meeting.words.value_words import action_status
from boardtui.papers import attendance_record, decisions
from boardtui.papers.action_log import Logged, logged
from boardtui.papers.document import clean
from boardtui.papers.interest_register import GIVEN, STANDING, YEARLY, gifts, registered, yearly
from boardtui.papers.interests import interests
from boardtui.papers.opening import in_order_held, with_later
from boardtui.papers.source import Source

KEY = "Meeting key"  # for programs: people read the title


class Sheet(msgspec.Struct, frozen=True):
    """A table by name; every row has as many cells as there are heads, all of them clean words or counts."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


_ACTION: tuple[tuple[str, Callable[[str, Logged], str]], ...] = (  # but for whether it is overdue, behind these
    ("Key", lambda key, action: key),
    ("Action", lambda key, action: action.text),
    ("Owner", lambda key, action: action.owner),
    ("Due", lambda key, action: action.due or ""),
    ("Agreed", lambda key, action: action.agreed),
    ("Status", lambda key, action: action_status(action.status, action.register)),
    ("Last update", lambda key, action: action.last),
    ("Item", lambda key, action: action.item),
    ("Reference", lambda key, action: action.reference),
    ("Question from", lambda key, action: action.asked_by),
    ("Register", lambda key, action: NAMES[action.register] if action.register else ""),
    ("Decision", lambda key, action: action.decision),
    ("Partner", lambda key, action: action.partner),
    ("Recommended", lambda key, action: action.recommended),
    ("Recommended by", lambda key, action: action.recommended_by),
    ("Minutes corrected", lambda key, action: action.corrected),
)
"""The columns of the actions: the head, and the cell by the key of an action and what is logged of it."""


def sheets(srcs: Sequence[Source], today: datetime.date) -> tuple[Sheet, ...]:
    """All tables of a book, as far as its meetings, in order, tell; ``today`` decides what is overdue or late."""
    held = in_order_held(srcs)
    return (
        _sheet(
            "Decisions",
            ("Date", "Meeting", *decisions.HEADS, KEY),
            [row for src, later in with_later(srcs) for row in _decided(src, later)],
        ),
        _sheet(
            "Actions",
            (*(head for head, _ in _ACTION), "Overdue"),
            [
                (*(cell(key, action) for _, cell in _ACTION), "yes" if action.is_overdue(today) else "")
                for key, action in logged(srcs).items()
            ],
        ),
        _sheet("Attendance", ("Date", "Meeting", "Member", "Seat", "Attended", KEY), list(_attended(held))),
        _sheet(
            "Interests",
            ("Date", "Meeting", "Member", "Items", "Type", "Nature", "Action taken", "Effect on votes", KEY),
            list(_declared(held)),
        ),
        _sheet(
            "Register",
            ("Key", *STANDING, "Has ended"),
            [(key, *standing.cells, "yes" if standing.ended else "") for key, standing in registered(srcs).items()],
        ),
        _sheet("Gifts", GIVEN, [gift.cells for gift in gifts(srcs)]),
        _sheet("Declarations", YEARLY, yearly(srcs, today)),
    )


def _decided(src: Source, later: Sequence[Source]) -> Iterator[tuple[str, ...]]:
    """The decisions of a meeting, and those taken between it and the next, which have no meeting, number or item."""
    yield from ((*_met(src), *row, src.state.meeting) for row in decisions.rows(src, later))
    yield from ((day, "", "", "", *rest, "") for day, *rest in decisions.between(src, later))


def _attended(srcs: Sequence[Source]) -> Iterator[tuple[str, ...]]:
    """How the holder of each seat attended each meeting that was held."""
    for src in srcs:
        members, ways = src.state.members, attendance_record.ways_in([src])
        for key, way in attendance_record.attended(src).items() if src.state.held else ():
            if not members[key].vacant:
                yield *_met(src), holder_name(src.state, key), members[key].seat, ways[way], src.state.meeting


def _declared(srcs: Sequence[Source]) -> Iterator[tuple[str, ...]]:
    """The interests declared at each meeting."""
    for src in srcs:
        for declared in interests(src):
            votes = "; ".join(declared.votes)
            about = (declared.member, declared.items, declared.interest, declared.nature, declared.handling)
            yield *_met(src), *about, votes, src.state.meeting


def _met(src: Source) -> tuple[str, str]:
    """The day of a meeting, and its title."""
    return src.state.starts[:10], src.state.title or src.body


def _sheet(name: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Sheet:
    return Sheet(name, heads, tuple(tuple(map(clean, row)) for row in rows))

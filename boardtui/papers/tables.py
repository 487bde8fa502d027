"""The registers of a book as plain tables for other programs: one row a decision, action, member, interest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from boardtui.meeting.followup.actions import NAMES
from boardtui.meeting.state.state import holder_name
from boardtui.papers import attendance_record, decisions
from boardtui.papers.action_log import logged
from boardtui.papers.document import clean
from boardtui.papers.interest_register import GIVEN, STANDING, YEARLY, gifts, registered, yearly
from boardtui.papers.interests import interests
from boardtui.papers.source import Source


class Sheet(msgspec.Struct, frozen=True):
    """A table by name; every row has as many cells as there are heads, all of them clean words or counts."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def sheets(srcs: Sequence[Source]) -> tuple[Sheet, ...]:
    """All tables of a book, as far as its meetings, in order, tell."""
    return (
        _sheet(
            "Decisions",
            ("Date", "Meeting", *decisions.HEADS),
            [row for place, src in enumerate(srcs, 1) for row in _decided(src, srcs[place:])],
        ),
        _sheet(
            "Actions",
            (
                "Key",
                "Action",
                "Owner",
                "Due",
                "Agreed",
                "Status",
                "Last said",
                "Item",
                "Reference",
                "Question from",
                "Register",
                "Decision",
                "Partner",
                "Recommended",
                "Recommended by",
            ),
            [
                (
                    key,
                    logged.text,
                    logged.owner,
                    logged.due or "",
                    logged.agreed,
                    logged.status,
                    logged.last,
                    logged.item,
                    logged.reference,
                    logged.asked_by,
                    NAMES[logged.register] if logged.register else "",
                    logged.decision,
                    logged.partner,
                    logged.recommended,
                    logged.recommended_by,
                )
                for key, logged in logged(srcs).items()
            ],
        ),
        _sheet(
            "Attendance",
            ("Date", "Meeting", "Member", "Seat", "Attended"),
            [
                (
                    src.state.starts[:10],
                    src.state.meeting,
                    holder_name(src.state, key),
                    src.state.members[key].seat,
                    way,
                )
                for src in srcs
                if src.state.held
                for key, way in attendance_record.attended(src).items()
                if not src.state.members[key].vacant
            ],
        ),
        _sheet(
            "Interests",
            ("Date", "Meeting", "Member", "Items", "Type", "Nature", "Action taken", "Effect on votes"),
            [
                (
                    src.state.starts[:10],
                    src.state.meeting,
                    interest.member,
                    interest.items,
                    interest.interest,
                    interest.nature,
                    interest.handling,
                    "; ".join(interest.votes),
                )
                for src in srcs
                for interest in interests(src)
            ],
        ),
        _sheet(
            "Register",
            ("Key", *STANDING, "Has ended"),
            [
                (key, *registered.cells, "yes" if registered.ended else "")
                for key, registered in registered(srcs).items()
            ],
        ),
        _sheet("Gifts", GIVEN, [gift.cells for gift in gifts(srcs)]),
        _sheet("Declarations", YEARLY, yearly(srcs)),
    )


def _decided(src: Source, later: Sequence[Source]) -> Iterator[tuple[str, ...]]:
    """The decisions of a meeting, and those taken between it and the next, which have no meeting, number or item."""
    yield from ((src.state.starts[:10], src.state.meeting, *row) for row in decisions.rows(src, later))
    yield from ((day, "", "", "", *rest) for day, *rest in decisions.between(src, later))


def _sheet(name: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Sheet:
    return Sheet(name, heads, tuple(tuple(map(clean, row)) for row in rows))

"""The register of the demonstration: the Mid and South Essex charter, seats named by their titles, three meetings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from boardtui.charter.load import shipped
from boardtui.charter.model import Seat
from boardtui.meeting.entries import AgendaItem
from boardtui.register.agenda import Meeting, add_item, add_meeting
from boardtui.register.init import write_charter
from boardtui.register.people import add_seat
from boardtui.register.tables import edit

BOARD = "pb-2026-11-26"
EXECUTIVE = "sle-2026-11-30"
COMMITTEE = "jc-2026-12-03"

Planned = tuple[Meeting, str]
"""A meeting and its agenda, each line: planned, minutes, key, title, purpose, paper, lead, topic, "confidential"."""

_BOARD_AGENDA = """
10:00 |  5 | pb-nov-welcome    | Welcome and apologies        | note       |   | Independent Chair |
10:05 |  5 | pb-nov-interests  | Declarations of interest     | note       | A | Independent Chair |
10:10 |  5 | pb-nov-minutes    | Minutes of the last meeting  | decision   | B | Independent Chair |
10:15 | 15 | pb-nov-update     | Chief executive's update     | note       | C | Executive Lead | objectives
10:30 | 25 | pb-nov-capital    | Capital priorities 2027/28   | decision   | D | Executive Lead | fin_capital
10:55 | 20 | pb-nov-winter     | Winter plan                  | discussion | E | Chief Executive, MSEFT | accountability
11:15 | 20 | pb-nov-resolution | Issues referred to the Board | decision   | F | Independent Chair | resolution
11:35 |  5 | pb-nov-aob        | Any other business           | discussion |   | Independent Chair |
11:40 | 20 | pb-nov-estates    | Part 2: use of an estate     | discussion | G | Executive Lead | governance | confidential
"""
_EXECUTIVE_AGENDA = """
14:00 |  5 | sle-nov-welcome   | Welcome and apologies            | note       |   | |
14:05 |  5 | sle-nov-interests | Declarations of interest         | note       |   | |
14:10 | 30 | sle-nov-dashboard | Performance, quality and finance | discussion | A | | accountability
14:40 | 30 | sle-nov-funds     | Apportionment of transformation funds | decision | B | | fin_capital
15:10 | 30 | sle-nov-issues    | Issue resolution                 | decision   | C | | resolution
15:40 |  5 | sle-nov-aob       | Any other business               | discussion |   | |
"""
_COMMITTEE_AGENDA = """
13:30 |  5 | jc-dec-welcome    | Welcome and apologies            | note       |   | |
13:35 |  5 | jc-dec-interests  | Declarations of interest         | note       |   | |
13:40 |  5 | jc-dec-minutes    | Minutes of the last meeting      | decision   | A | |
13:45 | 30 | jc-dec-111        | NHS 111 services: service model  | decision   | B | |
14:15 | 25 | jc-dec-transport  | Patient transport services       | decision   | C | |
14:40 |  5 | jc-dec-aob        | Any other business               | discussion |   | |
"""
RECOMMENDED = {
    "pb-nov-capital": ("To adopt the priorities for NHS capital in paper D.", None),
    "pb-nov-winter": ("To support the winter plan in paper E.", "mseft-ceo"),
    "jc-dec-111": ("To adopt the NHS 111 service model in paper B.", None),
    "jc-dec-transport": ("To extend the contract for patient transport as paper C sets out.", None),
}
"""The motions that items recommend, each with who is to move it."""
PLANNED: tuple[Planned, ...] = (
    (
        Meeting(BOARD, "partnership-board", "Partnership Board, November 2026", "2026-11-26T10:00+00:00", "Main hall"),
        _BOARD_AGENDA,
    ),
    (
        Meeting(
            EXECUTIVE,
            "sle",
            "System Leadership Executive, November 2026",
            "2026-11-30T14:00+00:00",
            "Meeting room 2 and by video",
            public=False,
        ),
        _EXECUTIVE_AGENDA,
    ),
    (
        Meeting(
            COMMITTEE,
            "joint-committee",
            "Joint Committee of CCGs, December 2026",
            "2026-12-03T13:30+00:00",
            "Main hall",
        ),
        _COMMITTEE_AGENDA,
    ),
)


def write_register(
    db: sqlite3.Connection, charter: str, planned: Iterable[Planned], seats: Mapping[str, Iterable[Seat]] | None = None
) -> None:
    """Fill a new database with a charter, further seats by body, and meetings. No member is a real person: each goes
    by the seat.
    """
    with edit(db, "The example cannot be written"):
        write_charter(db, shipped(charter))
        for body, added in (seats or {}).items():
            for seat in added:
                add_seat(db, body, seat)
        db.execute("UPDATE members SET name = seat, vacant = 0")
        for meeting, agenda in planned:
            add_meeting(db, meeting)
            for item in agenda_items(agenda):
                add_item(db, meeting.key, item)


def agenda_items(lines: str) -> tuple[AgendaItem, ...]:
    """The agenda that these lines spell, numbered from 1."""
    return tuple(_item(number, line) for number, line in enumerate(lines.strip().splitlines(), 1))


def _item(number: int, line: str) -> AgendaItem:
    planned, minutes, key, title, purpose, paper, lead, topic, *rest = (word.strip() for word in line.split("|"))
    recommendation, mover = RECOMMENDED.get(key, ("", None))
    return AgendaItem(
        item=key,
        title=title,
        number=str(number),
        purpose=f"for {purpose}",
        paper=f"paper {paper}" if paper else "",
        lead=lead,
        planned=planned,
        minutes=int(minutes),
        topic=topic or None,
        confidential=bool(rest),
        recommendation=recommendation,
        mover=mover,
    )

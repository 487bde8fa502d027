"""The register of the demonstration: the Mid and South Essex charter, seats named by their titles, three meetings."""

from __future__ import annotations

import sqlite3

from boardtui.charter.load import shipped
from boardtui.meeting.entries import AgendaItem
from boardtui.register.agenda import Meeting, add_item, add_meeting
from boardtui.register.init import write_charter
from boardtui.register.tables import edit

BOARD = "pb-2026-11-26"
EXECUTIVE = "sle-2026-11-30"
COMMITTEE = "jc-2026-12-03"

_MEETINGS = (
    Meeting(BOARD, "partnership-board", "Partnership Board, November 2026", "2026-11-26T10:00+00:00", "Main hall"),
    Meeting(
        EXECUTIVE,
        "sle",
        "System Leadership Executive, November 2026",
        "2026-11-30T14:00+00:00",
        "Meeting room 2 and by video",
        public=False,
    ),
    Meeting(
        COMMITTEE,
        "joint-committee",
        "Joint Committee of CCGs, December 2026",
        "2026-12-03T13:30+00:00",
        "Main hall",
    ),
)

# Each line: planned, minutes, key, title, purpose, paper, lead, topic, and "confidential" where it is.
_AGENDAS = {
    BOARD: """
10:00 |  5 | pb-nov-welcome    | Welcome and apologies        | note       |   | Independent Chair |
10:05 |  5 | pb-nov-interests  | Declarations of interest     | note       | A | Independent Chair |
10:10 |  5 | pb-nov-minutes    | Minutes of the last meeting  | decision   | B | Independent Chair |
10:15 | 15 | pb-nov-update     | Chief executive's update     | note       | C | Executive Lead | objectives
10:30 | 25 | pb-nov-capital    | Capital priorities 2027/28   | decision   | D | Executive Lead | fin_capital
10:55 | 20 | pb-nov-winter     | Winter plan                  | discussion | E | Chief Executive, MSEFT | accountability
11:15 | 20 | pb-nov-resolution | Issues referred to the Board | decision   | F | Independent Chair | resolution
11:35 |  5 | pb-nov-aob        | Any other business           | discussion |   | Independent Chair |
11:40 | 20 | pb-nov-estates    | Part 2: use of an estate     | discussion | G | Executive Lead | governance | confidential
""",
    EXECUTIVE: """
14:00 |  5 | sle-nov-welcome   | Welcome and apologies            | note       |   | |
14:05 |  5 | sle-nov-interests | Declarations of interest         | note       |   | |
14:10 | 30 | sle-nov-dashboard | Performance, quality and finance | discussion | A | | accountability
14:40 | 30 | sle-nov-funds     | Apportionment of transformation funds | decision | B | | fin_capital
15:10 | 30 | sle-nov-issues    | Issue resolution                 | decision   | C | | resolution
15:40 |  5 | sle-nov-aob       | Any other business               | discussion |   | |
""",
    COMMITTEE: """
13:30 |  5 | jc-dec-welcome    | Welcome and apologies            | note       |   | |
13:35 |  5 | jc-dec-interests  | Declarations of interest         | note       |   | |
13:40 |  5 | jc-dec-minutes    | Minutes of the last meeting      | decision   | A | |
13:45 | 30 | jc-dec-111        | NHS 111 services: service model  | decision   | B | |
14:15 | 25 | jc-dec-transport  | Patient transport services       | decision   | C | |
14:40 |  5 | jc-dec-aob        | Any other business               | discussion |   | |
""",
}


def write_demo(db: sqlite3.Connection) -> None:
    """Fill a new database with the demonstration's register. No member is a real person: each goes by the seat."""
    with edit(db, "The demonstration cannot be written"):
        write_charter(db, shipped("mid-south-essex"))
        db.execute("UPDATE members SET name = seat")
        for meeting in _MEETINGS:
            add_meeting(db, meeting)
        for key, lines in _AGENDAS.items():
            for number, line in enumerate(lines.strip().splitlines(), 1):
                add_item(db, key, _item(number, line))


def _item(number: int, line: str) -> AgendaItem:
    planned, minutes, key, title, purpose, paper, lead, topic, *rest = (word.strip() for word in line.split("|"))
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
    )

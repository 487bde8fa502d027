"""Whose a row of a register is: by a name in one column or in two, by the seat that stands beside it, or nobody's seat."""

from __future__ import annotations

from boardtui.exchange.sheets.columns import Column
from boardtui.exchange.sheets.people import People
from boardtui.exchange.sheets.planning import Reader
from boardtui.register.tables import NAME

NO_SEAT = "somebody who holds no seat"
COLUMNS = (
    Column("first", "First name", ("Forename", "Given name"), "where names are in two columns"),
    Column("last", "Surname", ("Last name", "Family name"), "where names are in two columns"),
    Column("seat", "Position", ("Role", "Current position", "Job title", "Position held", "Current position(s) held", "Post"),
           "a seat; says who is meant where the name alone does not"),
)  # fmt: skip


def who_of(reader: Reader) -> str:
    """The name of a row, from the column of names or from those of first names and surnames."""
    parts = (reader.line(field, NAME) for field in ("first", "last"))
    return reader.line("who", NAME) or " ".join(filter(None, parts))


def member_of(people: People, reader: Reader, who: str) -> str | None:
    """The member whose the row is, or None for somebody without a seat; asked where only the seat or a like name says so."""
    seats = people.exactly(reader.line("seat", NAME)) if reader.line("seat", NAME) else []
    named = people.exactly(who)
    if len(set(named) & set(seats)) == 1:
        return next(key for key in named if key in seats)
    near = list(dict.fromkeys((*seats, *people.nearly(who)))) if seats and not named else None
    return people.one(reader, "who", who, ask_new=NO_SEAT, near=near)

"""Members and their seats from a sheet: who holds which seat of a body, and whom it represents."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from boardtui.charter.model import Partner, Seat
from boardtui.charter.spelling import SLUG
from boardtui.meeting.entries import Member
from boardtui.register.keys import key_from
from boardtui.register.people import add_seat, change_seat, members, partners, seats, set_holder, set_partners
from boardtui.register.tables import LINE, NAME
from boardtui.sheets.columns import Column, Table, normal
from boardtui.sheets.naming import Named, Register
from boardtui.sheets.planning import Outcome, Plan, Planning, Reader, says
from boardtui.sheets.values import yes_or_no

COLUMNS = (
    Column(
        "seat",
        "Seat",
        ("Position", "Post", "Role", "Job title", "Office", "Member seat", "Designation", "Role title", "Capacity"),
        "the seat on the body, such as Chair, or Chief Executive of a trust",
        required=True,
    ),
    Column(
        "name",
        "Held by",
        ("Name", "Member", "Member name", "Full name", "Holder", "Post holder", "Postholder", "Representative", "Who"),
        "who holds it; “vacant” or TBC: nobody",
    ),
    Column("first", "First name", ("Forename", "Given name", "Forenames"), "put before the surname"),
    Column("last", "Surname", ("Last name", "Family name"), "put after the first name"),
    Column("honorific", "Title", ("Salutation", "Prefix", "Honorific"), "Dr, Cllr, … before the name"),
    Column(
        "partners",
        "Represents",
        (
            "Partner", "Partners", "Organisation", "Organization", "Organisations", "Representing", "On behalf of",
            "Partner organisation", "Member organisation", "Body represented", "Constituency", "Employer",
        ),
        "the partners, by name, short name or key; several with a semicolon between",
    ),
    Column("vacant", "Vacant", ("Vacancy", "Is vacant"), "yes where nobody holds the seat"),
    Column("clause", "Clause", ("Paragraph", "MoU clause", "Reference", "Clause reference"), "where the seat is given"),
    Column("note", "Note", ("Notes", "Remarks", "Comment", "Comments"), "whatever is to be kept with the seat"),
    Column("key", "Key", ("Seat key", "Id"), "the seat's key here; an export has it"),
)  # fmt: skip
_VACANT = frozenset(
    ("vacant", "vacancy", "vacant post", "vacant seat", "currently vacant", "tbc", "tba", "tbd", "none", "",
     "to be confirmed", "to be appointed", "to be advised", "to be determined")
)  # fmt: skip


class Held(msgspec.Struct, frozen=True):
    """The body's seats as they stand, with the partners of the register."""

    seats: tuple[Seat, ...]
    members: tuple[Member, ...]
    partners: tuple[Partner, ...]


class Added(msgspec.Struct, frozen=True):
    """A seat more."""

    seat: Seat
    name: str


class Changed(msgspec.Struct, frozen=True):
    """What changes of a seat: None where it stays."""

    key: str
    name: str | None
    partners: tuple[str, ...] | None
    words: dict[str, str]


def held(db: sqlite3.Connection, body: str) -> Held:
    """What the register says of a body."""
    return Held(seats(db, body), members(db, body), partners(db))


def partner_names(known: Sequence[Partner]) -> Register:
    """The partners by name, short name and key."""
    return Register("partner", (Named(one.key, one.name or one.short or one.key, (one.short,)) for one in known))


def plan(table: Table, now: Held, answers: Mapping[str, str]) -> Plan:
    """What the sheet would change of the body's seats.

    Args:
        table: the sheet.
        now: the register as it stands.
        answers: what the secretary said to doubts, by their keys.
    """
    planning = Planning(table)
    if not {"name", "last", "partners", "vacant", "clause", "note"} & table.heads.keys():
        planning.remarks.append("The sheet has no column with names: it says only which seats there are.")
    seat_names = Register("seat", (Named(one.key, one.title) for one in now.seats))
    taken = {one.key for one in now.seats} | {one.key for one in now.partners}
    for record in table.records:
        _row(Reader(table, record, answers), planning, now, seat_names, taken)
    planning.left([one.title for one in now.seats if one.key not in planning.named], "seat")
    return planning.plan()


def _row(reader: Reader, planning: Planning, now: Held, seat_names: Register, taken: set[str]) -> None:
    title = reader.line("seat", NAME)
    given = reader.line("key", 64)
    if not title and not reader.problems:
        reader.fault("seat", "is blank; every row needs its seat")
    key = _which(reader, title, given, now, seat_names)
    name, said = _holder(reader)
    vacant = bool(said)
    organisations = _partners(reader, partner_names(now.partners))
    told = {field: text for field in ("clause", "note") if (text := reader.line(field, LINE))}
    planning.once(reader, key or normal(title), title)
    if key is None:
        unnamed = title if said is False else ""  # held, by somebody whose name is not known here: called by the seat
        _added(reader, planning, now, taken, Seat(given, title, organisations or (), **told), name or unnamed)
    else:
        if given and normal(title) != normal(seat_names.title(key)):
            told = {"title": title, **told}
        _changed(reader, planning, now, key, None if not vacant and not name else name, organisations, told)


def _which(reader: Reader, title: str, given: str, now: Held, seat_names: Register) -> str | None:
    if given and any(one.key == given for one in now.seats):
        return given
    if given and not SLUG.fullmatch(given):
        reader.fault("key", "cannot be a key; use small letters, digits and hyphens")
    if not title:
        return None
    return seat_names.one(reader, "seat", title, ask_new="it is a new seat")


def _holder(reader: Reader) -> tuple[str, bool | None]:
    """The name, and whether the seat is said to be vacant: None where nothing is said of it."""
    parts = [reader.line(field, NAME) for field in ("honorific", "first", "last")]
    name = reader.line("name", NAME)
    if not name:
        name = " ".join(part for part in parts if part) if parts[1] or parts[2] else ""
    elif parts[2] and not parts[1] and normal(parts[2]) not in normal(name):
        name = " ".join(part for part in (parts[0], name, parts[2]) if part)
    elif parts[0] and not normal(name).startswith(normal(parts[0])):
        name = f"{parts[0]} {name}"
    said = reader.read("vacant", yes_or_no)
    if normal(name) in _VACANT and name:
        return "", True
    if said and name:
        reader.fault("vacant", f"says that the seat is vacant, but {name} is given as its holder")
    return name, said


def _partners(reader: Reader, known: Register) -> tuple[str, ...] | None:
    text = reader.raw("partners")
    return known.several(reader, "partners", text) if text else None


def _added(reader: Reader, planning: Planning, now: Held, taken: set[str], seat: Seat, name: str) -> None:
    key = seat.key or key_from(seat.title, taken, "seat")
    taken.add(key)
    seat = msgspec.structs.replace(seat, key=key)
    told = [says("Held by", "without a name" if name == seat.title else name or "vacant")]
    told += [says("Represents", _partner_words(now, seat.partners))] if seat.partners else []
    planning.put(reader, Outcome(reader.record.number, "new", seat.title, tuple(told)), Added(seat, name))


def _changed(
    reader: Reader,
    planning: Planning,
    now: Held,
    key: str,
    name: str | None,
    organisations: tuple[str, ...] | None,
    told: dict[str, str],
) -> None:
    seat = next(one for one in now.seats if one.key == key)
    member = next(one for one in now.members if one.key == key)
    holder = "" if member.vacant else member.name
    words: list[str] = []
    if name is not None and normal_space(name) == normal_space(holder):
        name = None
    if name is not None:
        was = "vacant" if member.vacant else holder if holder != member.seat else "without a name"
        words.append(says("Held by", name or "vacant", was))
    if organisations is not None and set(organisations) == set(seat.partners):
        organisations = None
    if organisations is not None:
        words.append(says("Represents", _partner_words(now, organisations), _partner_words(now, seat.partners)))
    changes = {
        field: text for field, text in told.items() if normal_space(text) != normal_space(str(getattr(seat, field)))
    }
    words += [says(_TITLES[field], text, str(getattr(seat, field))) for field, text in changes.items()]
    outcome = Outcome(reader.record.number, "changed" if words else "same", seat.title, tuple(words))
    planning.put(reader, outcome, *([Changed(key, name, organisations, changes)] if words else []))


def _partner_words(now: Held, keys: Sequence[str]) -> str:
    short = {one.key: one.short or one.name or one.key for one in now.partners}
    return ", ".join(short.get(key, key) for key in keys) or "no partner"


_TITLES = {"title": "Seat", "clause": "Clause", "note": "Note"}


def normal_space(text: str) -> str:
    """Words without regard to blanks and line breaks."""
    return " ".join(text.split())


def apply(db: sqlite3.Connection, body: str, steps: Sequence[Any]) -> None:
    """Make the changes; call it inside one edit of the register, so that all are made or none."""
    for step in steps:
        if isinstance(step, Added):
            add_seat(db, body, step.seat, step.name)
            continue
        if step.words:
            change_seat(db, body, step.key, **step.words)
        if step.name is not None:
            set_holder(db, body, step.key, step.name)
        if step.partners is not None:
            set_partners(db, body, step.key, step.partners)

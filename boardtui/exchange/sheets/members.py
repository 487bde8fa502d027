"""Members and their seats from a sheet: who holds which seat of a body, and whom it represents."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from boardtui.charter.model import Partner, Seat
from boardtui.charter.spelling import SLUG
from boardtui.exchange.sheets.columns import Column, normal, normal_space
from boardtui.exchange.sheets.holders import holder
from boardtui.exchange.sheets.naming import Named, Register, Seats
from boardtui.exchange.sheets.partners import partner_names
from boardtui.exchange.sheets.people import HONORIFICS
from boardtui.exchange.sheets.planning import Outcome, Plan, Planning, Reader, changed_fields, says
from boardtui.exchange.sheets.repeated_seats import RepeatedSeats
from boardtui.exchange.sheets.table import Table
from boardtui.meeting.entries import Member
from boardtui.register.keys import key_from
from boardtui.register.people import add_seat, change_seat, members, partners, seats, set_holder, set_partners
from boardtui.register.tables import LINE, NAME

COLUMNS = (
    Column(
        "seat",
        "Seat",
        ("Position", "Post", "Role", "Job title", "Office", "Member seat", "Designation", "Role title", "Capacity"),
        "the seat on the body, such as Chair, or Chief Executive of a trust",
        required=True,
        instead="both",
    ),
    Column(
        "name",
        "Held by",
        ("Name", "Member", "Member name", "Full name", "Holder", "Post holder", "Postholder", "Representative", "Who"),
        "who holds it; “vacant” or TBC: nobody",
    ),
    Column("first", "First name", ("Forename", "Given name", "Forenames"), "put before the surname"),
    Column("last", "Surname", ("Last name", "Family name"), "put after the first name"),
    Column("both", "Name and role",
           ("Name and title", "Name and position", "Name and job title", "Name and post", "Member and role", "Name/role",
            "Name / title", "Name and designation"),
           "the holder, then the seat, with a comma, a dash or a line break between"),
    Column("honorific", "Title", ("Salutation", "Prefix", "Honorific"), "Dr, Cllr, … before the name; job titles are the seat",
           shape=re.compile(rf"(?i)(?:(?:{'|'.join(sorted(HONORIFICS))})\.?\s*)+"), otherwise="seat"),
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


class CurrentSeats(msgspec.Struct, frozen=True):
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


def current(db: sqlite3.Connection, body: str) -> CurrentSeats:
    """What the register says of a body."""
    return CurrentSeats(seats(db, body), members(db, body), partners(db))


def plan(table: Table, now: CurrentSeats, answers: Mapping[str, str]) -> Plan:
    """What the sheet would change of the body's seats.

    Args:
        table: the sheet.
        now: the register as it stands.
        answers: what the secretary said to doubts, by their keys.
    """
    planning = Planning(table)
    if not {"name", "last", "both", "partners", "vacant", "clause", "note"} & table.heads.keys():
        planning.remarks.append("The sheet has no column with names: it says only which seats there are.")
    seat_names = Seats(Named(seat.key, seat.title) for seat in now.seats)
    taken = {seat.key for seat in now.seats} | {partner.key for partner in now.partners}
    repeated = RepeatedSeats(table, now.seats, now.members, answers)
    for record in repeated.records:
        reader = Reader(table, record, answers)
        if record.number in repeated.doubts:
            reader.doubts.append(repeated.doubts[record.number])
        if not _is_heading(reader, planning, seat_names, table):
            _row(reader, planning, now, seat_names, taken)
    planning.outcomes += repeated.merged
    planning.left([seat.title for seat in now.seats if seat.key not in planning.named], "seat")
    return planning.plan()


def _is_heading(reader: Reader, planning: Planning, seat_names: Seats, table: Table) -> bool:
    """Whether a row with a single cell only parts the table; asked, unless it names a seat or most rows are so."""
    text, number = reader.record.only, reader.record.number
    alone = sum(bool(record.only) for record in table.records)
    if not text or 2 * alone > len(table.records) or seat_names.exactly(text):
        return False
    options = [("leave", "a heading: leave it out"), *([("seat", "a seat")] if reader.record.cells.get("seat") else [])]
    answer = reader.one_of(f"only {normal(text)}", f"Row {number} holds only “{text[:60]}”. What is it?", options)
    if answer == "seat":
        return False
    planning.put(reader, Outcome(number, "left", text, ("A heading within the table",)))
    return True


def _row(reader: Reader, planning: Planning, now: CurrentSeats, seat_names: Seats, taken: set[str]) -> None:
    title = reader.line("seat", NAME)
    given = reader.line("key", 64)
    reader.needs("seat", title, "every row needs its seat")
    organisations = _partners(reader, partner_names(now.partners))
    key = _which(reader, title, given, now, seat_names, organisations or ())
    name, holds, texts = holder(reader)
    vacant = bool(holds)
    given_words = {field: text for field in ("clause", "note") if (text := reader.line(field, LINE))}
    planning.once(reader, "" if reader.doubts else key or normal(title), title)
    if key is None:
        unnamed = title if holds is False else ""  # held, by somebody whose name is not known here: called by the seat
        seat = Seat(given, title, organisations or (), **given_words)
        _added(reader, planning, now, taken, seat, name or unnamed, texts)
    else:
        if given and normal(title) != normal(seat_names.title(key)):
            given_words = {"title": title, **given_words}
        _changed(
            reader, planning, now, key, None if not vacant and not name else name, organisations, given_words, texts
        )


def _which(
    reader: Reader, title: str, given: str, now: CurrentSeats, seat_names: Seats, organisations: tuple[str, ...]
) -> str | None:
    if given and any(seat.key == given for seat in now.seats):
        return given
    if given and not SLUG.fullmatch(given):
        reader.fault("key", "cannot be a key; use small letters, digits and hyphens")
    if not title:
        return None
    near = seat_names.nearly(title)
    if near:
        near = list(dict.fromkeys([*seat_names.nearly(f"{title} {reader.raw('partners')}"), *near]))
    partners = {seat.key: seat.partners for seat in now.seats}
    near.sort(key=lambda key: not organisations or set(partners[key]) != set(organisations))
    same = normal(reader.raw("partners")) if organisations else ""  # one answer does not hold for another organisation
    return seat_names.one(reader, "seat", title, ask_new="it is a new seat", near=near[:5], within=same)


def _partners(reader: Reader, known: Register) -> tuple[str, ...] | None:
    text = reader.raw("partners")
    return known.several(reader, "partners", text) if text else None


def _added(
    reader: Reader,
    planning: Planning,
    now: CurrentSeats,
    taken: set[str],
    seat: Seat,
    name: str,
    words: tuple[str, ...],
) -> None:
    key = seat.key or key_from(seat.title, taken, "seat")
    taken.add(key)
    seat = msgspec.structs.replace(seat, key=key)
    texts = [says("Held by", "without a name" if name == seat.title else name or "vacant"), *words]
    texts += [says("Represents", _partner_words(now, seat.partners))] if seat.partners else []
    planning.put(reader, Outcome(reader.record.number, "new", seat.title, tuple(texts)), Added(seat, name))


def _changed(
    reader: Reader,
    planning: Planning,
    now: CurrentSeats,
    key: str,
    name: str | None,
    organisations: tuple[str, ...] | None,
    given_words: dict[str, str],
    written: tuple[str, ...],
) -> None:
    seat = next(seat for seat in now.seats if seat.key == key)
    member = next(member for member in now.members if member.key == key)
    holder = "" if member.vacant else member.name
    texts: list[str] = []
    if name is not None and normal_space(name) == normal_space(holder):
        name = None
    if name is not None:
        was = "vacant" if member.vacant else holder if holder != member.seat else "without a name"
        texts += [says("Held by", name or "vacant", was), *written]
    if organisations is not None and set(organisations) == set(seat.partners):
        organisations = None
    if organisations is not None:
        texts.append(says("Represents", _partner_words(now, organisations), _partner_words(now, seat.partners)))
    changes = changed_fields(seat, given_words)
    texts += [says(_TITLES[field], text, str(getattr(seat, field))) for field, text in changes.items()]
    outcome = Outcome(reader.record.number, "changed" if texts else "same", seat.title, tuple(texts))
    planning.put(reader, outcome, *([Changed(key, name, organisations, changes)] if texts else []))


def _partner_words(now: CurrentSeats, keys: Sequence[str]) -> str:
    short = {partner.key: partner.short or partner.name or partner.key for partner in now.partners}
    return ", ".join(short.get(key, key) for key in keys) or "no partner"


_TITLES = {"title": "Seat", "clause": "Clause", "note": "Note"}


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

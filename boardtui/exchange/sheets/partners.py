"""Partners from a sheet: names, short names and the category of Annex 1."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec

from boardtui.charter.model import Category, Partner
from boardtui.charter.rule import Membership, Party
from boardtui.charter.spelling import SLUG
from boardtui.exchange.sheets.columns import Column, normal
from boardtui.exchange.sheets.naming import NONE, Named, Register
from boardtui.exchange.sheets.planning import Outcome, Plan, Planning, Reader, changed_fields, says
from boardtui.exchange.sheets.table import Table
from boardtui.register.keys import key_from
from boardtui.register.people import add_partner, categories, change_partner, partners, seat_keys
from boardtui.register.tables import LINE, NAME

COLUMNS = (
    Column(
        "name",
        "Partner",
        ("Name", "Organisation", "Organization", "Partner name", "Partner organisation", "Member organisation",
         "Full name", "Body"),
        "the full name of the partner",
        required=True,
    ),
    Column("short", "Short name", ("Short", "Abbreviation", "Acronym", "Initials", "Short title"), "as it is called in tables"),
    Column(
        "category",
        "Category",
        ("Annex 1 category", "Sector", "Type", "Partner type", "Organisation type", "Annex 1", "Column of Annex 1"),
        "a column of the memorandum's table by its title or key; “none”: in none",
    ),
    Column("heading", "Heading", ("Listed under", "Group"), "the heading in the memorandum's list of parties"),
    Column("markers", "Marks", ("Markers", "Mark", "Footnote marks"), "the marks that stand beside the name there"),
    Column("party", "Party", ("Party or partner", "Relation", "Signatory"), "party, partner, signatory or appendix only"),
    Column("membership", "Membership", ("Core or associate", "Member type"), "core or associate"),
    Column("note", "Note", ("Notes", "Remarks", "Comment", "Comments"), "whatever is to be kept with the partner"),
    Column("key", "Key", ("Partner key", "Id", "Code"), "the partner's key here; an export has it"),
)  # fmt: skip
TITLES = {column.field: column.title for column in COLUMNS}


class CurrentPartners(msgspec.Struct, frozen=True):
    """The partners as they stand, the columns of Annex 1, and the keys that seats have."""

    partners: tuple[Partner, ...]
    categories: tuple[Category, ...]
    seats: frozenset[str] = frozenset()


class Changed(msgspec.Struct, frozen=True):
    """The fields of a partner that change."""

    key: str
    fields: dict[str, Any]


def current(db: sqlite3.Connection, body: str) -> CurrentPartners:
    """What the register says of the partners, whichever the body."""
    return CurrentPartners(partners(db), categories(db), seat_keys(db))


def partner_names(known: Sequence[Partner]) -> Register:
    """The partners by name, short name and key."""
    return Register(
        "partner",
        (Named(partner.key, partner.name or partner.short or partner.key, (partner.short,)) for partner in known),
    )


def plan(table: Table, now: CurrentPartners, answers: Mapping[str, str]) -> Plan:
    """What the sheet would change of the partners; arguments as in members.plan."""
    planning = Planning(table)
    known = partner_names(now.partners)
    columns = Register("category", (Named(category.key, category.title) for category in now.categories))
    taken = {*(partner.key for partner in now.partners), *now.seats}
    for record in table.records:
        _row(Reader(table, record, answers), planning, now, (known, columns), taken)
    planning.left(
        [partner.name or partner.key for partner in now.partners if partner.key not in planning.named], "partner"
    )
    return planning.plan()


def _row(
    reader: Reader, planning: Planning, now: CurrentPartners, names: tuple[Register, Register], taken: set[str]
) -> None:
    known, columns = names
    name, given = reader.line("name", NAME), reader.line("key", 64)
    reader.needs("name", name, "every row needs the name of its partner")
    key = given if given in taken and any(partner.key == given for partner in now.partners) else None
    if given and not SLUG.fullmatch(given):
        reader.fault("key", "cannot be a key; use small letters, digits and hyphens")
    if key is None and name:
        key = known.one(reader, "name", name, ask_new="it is a new partner")
    planning.once(reader, key or normal(name), name)
    fields = _fields(reader, columns)
    old = next((partner for partner in now.partners if partner.key == key), None)
    if old is None:
        if not reader.problems:
            key = given or key_from(fields.get("short") or name, taken, "partner")
            taken.add(key)
        new = Partner(key=key or "", name=name, **fields)
        texts = [says(TITLES[field], _said(columns, field, value)) for field, value in fields.items()]
        planning.put(reader, Outcome(reader.record.number, "new", name, tuple(texts)), new)
        return
    if old.key == given and name:
        fields["name"] = name
    changes = changed_fields(old, fields)
    lines = tuple(
        says(TITLES[field], _said(columns, field, value), _said(columns, field, getattr(old, field)))
        for field, value in changes.items()
    )
    title = old.name or old.key
    outcome = Outcome(reader.record.number, "changed" if lines else "same", title, lines)
    planning.put(reader, outcome, *([Changed(old.key, changes)] if lines else []))


def _fields(reader: Reader, columns: Register) -> dict[str, Any]:
    """The fields that the row gives; a blank cell gives none."""
    fields: dict[str, Any] = {
        field: text for field in ("short", "heading", "markers", "note") if (text := reader.line(field, LINE))
    }
    category = reader.line("category", NAME)
    if category:
        fields["category"] = None if normal(category) in NONE else columns.one(reader, "category", category)
    for field, allowed in (("party", get_args(Party)), ("membership", get_args(Membership))):
        if text := normal(reader.line(field, NAME)).replace(" ", "_"):
            if text in allowed:
                fields[field] = text
            else:
                reader.fault(field, f"is none of {', '.join(allowed).replace('_', ' ')}")
    return fields


def _said(columns: Register, field: str, value: str | None) -> str:
    if field == "category":
        return columns.title(value) if value else "none"
    return (value or "").replace("_", " ")


def apply(db: sqlite3.Connection, body: str, steps: Sequence[Any]) -> None:
    """Make the changes; call it inside one edit of the register, so that all are made or none."""
    for step in steps:
        if isinstance(step, Partner):
            add_partner(db, step)
        else:
            change_partner(db, step.key, **step.fields)

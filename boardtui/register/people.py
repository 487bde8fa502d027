"""Who takes part: the partners, the bodies' seats, and who holds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from msgspec.structs import asdict

from boardtui.charter.explain import DataError
from boardtui.charter.model import Category, Partner, Seat
from boardtui.charter.spelling import at, check_known, check_unique
from boardtui.charter.words import bare
from boardtui.meeting.entries import Member, SeatFilled
from boardtui.register.rows import rows
from boardtui.register.tables import (
    LINE,
    NAME,
    RegisterError,
    edit,
    insert,
    known,
    listed,
    misfit,
    slug,
    typed,
    unlisted,
    words,
)

_OF_MEMBER = ", ".join(name for name in Member.__struct_fields__ if name != "partners")
"""The columns of a member; its partners have a table of their own."""


def categories(db: sqlite3.Connection) -> tuple[Category, ...]:
    """The columns of Annex 1, in its order."""
    fields = rows(db, "SELECT key, title FROM categories ORDER BY position, key")
    return tuple(typed(row, Category, "categories") for row in fields)


def partners(db: sqlite3.Connection) -> tuple[Partner, ...]:
    """The partners, in the order of the memorandum."""
    columns = "key, name, category, short, heading, markers, party, membership, note, bodies"
    fields = rows(db, f"SELECT {columns} FROM partners ORDER BY position, key")  # noqa: S608
    for row in fields:
        row["bodies"] = unlisted(row["bodies"] or "")
    return tuple(typed(row, Partner, "partners") for row in fields)


def change_partner(db: sqlite3.Connection, key: str, /, **changes: Any) -> None:
    """Change any field of a partner but its key; the Annex 1 category may be None: in none."""
    known(db, "partners", key, "partner")
    held = next(partner for partner in partners(db) if partner.key == key)
    if not {*Partner.__struct_fields__} - {"key"} >= changes.keys():
        raise RegisterError("A partner has no such field; its key cannot be changed.")
    changed = typed({**asdict(held), **changes}, Partner, "partners")
    _check_partner(db, changed)
    with edit(db, "The partner cannot be changed"):
        row = partner_row(changed)
        assigned = ", ".join(f'"{name}" = ?' for name in changes)
        db.execute(f"UPDATE partners SET {assigned} WHERE key = ?", [*(row[name] for name in changes), key])  # noqa: S608


def add_partner(db: sqlite3.Connection, new: Partner) -> None:
    """Add a partner, after the others; its Annex 1 category may be None: in none."""
    slug(new.key, "a partner")
    if any(other.key == new.key for other in partners(db)):
        raise RegisterError(f"There is a partner {new.key} already; choose another key.")
    if new.key in seat_keys(db):
        raise RegisterError(f"A seat has the key {new.key} already; choose another key for the partner.")
    row: dict[str, object] = {
        **partner_row(new),
        "position": 1 + max((each["position"] for each in rows(db, "SELECT position FROM partners")), default=0),
    }
    with edit(db, "The partner cannot be added"):
        _check_partner(db, typed(asdict(new), Partner, "partners"))
        insert(db, "partners", row)


def partner_row(partner: Partner) -> dict[str, Any]:
    """A partner as a row; NULL bodies: it counts in all of them."""
    return {**asdict(partner), "bodies": listed(partner.bodies) or None}


def _check_partner(db: sqlite3.Connection, partner: Partner) -> None:
    words(partner.name, "The name of the partner", NAME)
    for name in ("short", "heading", "markers", "note"):
        words(getattr(partner, name), f"The partner's {name}", LINE, needed=False)
    if partner.category is not None:
        known(db, "categories", partner.category, "category")


def seat_keys(db: sqlite3.Connection) -> frozenset[str]:
    """The keys of the seats of all bodies; no new partner gets one of them, so that a sheet can be read by keys."""
    return frozenset(row["key"] for row in rows(db, "SELECT DISTINCT key FROM members"))


def members(db: sqlite3.Connection, body: str) -> tuple[Member, ...]:
    """The body's members as a meeting takes them. A seat whose holder nobody has entered goes by its title."""
    known(db, "bodies", body, "body")
    represented = _represented(db, body)
    fields = rows(db, f"SELECT {_OF_MEMBER} FROM members WHERE body = ? ORDER BY position, key", body)  # noqa: S608
    for row in fields:
        row["partners"] = represented.get(row["key"], ())
        row["name"] = row["name"] or ("" if row["vacant"] else row["seat"])
    return tuple(typed(row, Member, "members") for row in fields)


def seats(db: sqlite3.Connection, body: str) -> tuple[Seat, ...]:
    """The body's seats as the charter has them, with the clause and the doubts about each."""
    known(db, "bodies", body, "body")
    represented = _represented(db, body)
    fields = rows(db, "SELECT key, seat, clause, note FROM members WHERE body = ? ORDER BY position, key", body)
    for row in fields:
        row["title"] = row.pop("seat")
    return tuple(typed({**row, "partners": represented.get(row["key"], ())}, Seat, "members") for row in fields)


def set_holder(db: sqlite3.Connection, body: str, seat: str, name: str) -> None:
    """Enter who holds a seat; without a name the seat is vacant."""
    _known_seat(db, body, seat)
    name = words(name.strip(), "The name", NAME, needed=False)
    with edit(db, "The holder of the seat cannot be changed"):
        db.execute(
            "UPDATE members SET name = ?, vacant = ? WHERE body = ? AND key = ?", (name, int(not name), body, seat)
        )


def add_seat(db: sqlite3.Connection, body: str, seat: Seat, name: str = "") -> None:
    """Add a seat to a body, after the others; without a name it is vacant."""
    known(db, "bodies", body, "body")
    slug(seat.key, "a seat")
    if any(other.key == seat.key for other in seats(db, body)):
        raise RegisterError(f"The body has a seat {seat.key} already; choose another key.")
    if any(partner.key == seat.key for partner in partners(db)):
        raise RegisterError(f"A partner has the key {seat.key} already; choose another key for the seat.")
    row: dict[str, object] = {
        "body": body,
        "key": seat.key,
        "seat": words(seat.title, "The title of the seat", NAME),
        "name": words(name.strip(), "The name", NAME, needed=False),
        "vacant": int(not name.strip()),
        "clause": words(seat.clause, "The clause", LINE, needed=False),
        "note": words(seat.note, "The note", needed=False),
        "position": 1 + max((each["position"] for each in rows(db, "SELECT position FROM members")), default=0),
    }
    with edit(db, "The seat cannot be added"):
        insert(db, "members", row)
        _write_partners(db, body, seat.key, seat.partners)


def remove_seat(db: sqlite3.Connection, body: str, seat: str) -> None:
    """Take a seat off a body, with what it represents. It is for the caller to see that no meeting was held with it.

    Raises:
        RegisterError: there is no such seat, or the quorum, a reading of a rule or an agenda names it.
    """
    _known_seat(db, body, seat)
    named = next(_named_by(db, body, seat), "")
    if named:
        raise RegisterError(f"The seat cannot be removed, since {named}. Change that first.")
    with edit(db, "The seat cannot be removed"):
        db.execute("DELETE FROM member_partners WHERE body = ? AND member = ?", (body, seat))
        db.execute("DELETE FROM members WHERE body = ? AND key = ?", (body, seat))


def _named_by(db: sqlite3.Connection, body: str, seat: str) -> Iterator[str]:
    """What else of the register names a seat, as what follows on "since"."""
    for row in rows(db, "SELECT quorum_seats FROM terms WHERE body = ?", body):
        if seat in unlisted(row["quorum_seats"] or ""):
            yield "the quorum requires it"
    for row in rows(db, "SELECT title, left_out FROM readings WHERE body = ?", body):
        if seat in unlisted(row["left_out"] or ""):
            yield f"the reading “{row['title']}” of a rule names it"
    moved = "SELECT item.title FROM agenda AS item JOIN meetings ON meetings.key = meeting WHERE body = ? AND mover = ?"
    for row in rows(db, moved, body, seat):
        yield f"the agenda item “{row['title']}” is to be moved by it"


def fill_seat(db: sqlite3.Connection, body: str, entry: SeatFilled) -> None:
    """Enter who came to hold a seat in a meeting, as its entry says; a new seat is added."""
    if entry.seat is not None:
        add_seat(db, body, Seat(entry.seat.key, entry.seat.title, entry.seat.partners), entry.name)
    else:
        set_holder(db, body, entry.member or "", entry.name)


def vacate_seat(db: sqlite3.Connection, body: str, entry: SeatFilled) -> None:
    """Enter that a seat is vacant after all, where its holder is still whom the entry named that was taken back."""
    key = entry.seat.key if entry.seat is not None else entry.member or ""
    if any(member.key == key and member.name == entry.name for member in members(db, body)):
        set_holder(db, body, key, "")


def change_seat(db: sqlite3.Connection, body: str, seat: str, /, **changes: str) -> None:
    """Change a seat's title, its clause, or the note on it."""
    _known_seat(db, body, seat)
    if not {"title", "clause", "note"} >= changes.keys():
        raise RegisterError("Only the title, the clause and the note of a seat can be changed so.")
    row = {("seat" if name == "title" else name): text for name, text in changes.items()}
    words(row.get("seat", "as it is"), "The title of the seat", NAME)
    words(row.get("clause", ""), "The clause", LINE, needed=False)
    words(row.get("note", ""), "The note", needed=False)
    with edit(db, "The seat cannot be changed"):
        assigned = ", ".join(f'"{name}" = ?' for name in row)
        db.execute(f"UPDATE members SET {assigned} WHERE body = ? AND key = ?", [*row.values(), body, seat])  # noqa: S608


def set_partners(db: sqlite3.Connection, body: str, seat: str, represented: tuple[str, ...]) -> None:
    """Say which partners a seat represents: none, one or several."""
    _known_seat(db, body, seat)
    with edit(db, "The partners of the seat cannot be changed"):
        db.execute("DELETE FROM member_partners WHERE body = ? AND member = ?", (body, seat))
        _write_partners(db, body, seat, represented)


def _write_partners(db: sqlite3.Connection, body: str, seat: str, represented: tuple[str, ...]) -> None:
    with at("partners"):
        check_known(represented, (partner.key for partner in partners(db)), "partner")
        check_unique(represented, "partner")
    for position, partner in enumerate(represented, 1):
        insert(db, "member_partners", {"body": body, "member": seat, "partner": partner, "position": position})


def _represented(db: sqlite3.Connection, body: str) -> dict[str, tuple[str, ...]]:
    partners_by_member: dict[str, tuple[str, ...]] = {}
    order = "SELECT member, partner FROM member_partners WHERE body = ? ORDER BY position, partner"
    for row in rows(db, order, body):
        partners_by_member[row["member"]] = (*partners_by_member.get(row["member"], ()), row["partner"])
    return partners_by_member


def _known_seat(db: sqlite3.Connection, body: str, seat: str) -> None:
    known(db, "bodies", body, "body")
    keys = [row["key"] for row in rows(db, "SELECT key FROM members WHERE body = ? ORDER BY position", body)]
    try:
        check_known([seat], keys, "seat")
    except DataError as wrong:
        (held,) = rows(db, "SELECT title FROM bodies WHERE key = ?", body)
        raise misfit(f"The members of the {bare(held['title'])} cannot be changed", wrong) from None

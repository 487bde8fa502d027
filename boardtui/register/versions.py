"""Which charter holds from which day: a memorandum renewed or amended waits here for the first meeting that it is for."""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from boardtui.charter.check import check_charter
from boardtui.charter.differ import differences
from boardtui.charter.explain import convert
from boardtui.charter.filling import filled_with
from boardtui.charter.model import Body, Charter
from boardtui.charter.terms_of_reference import Terms
from boardtui.dates import MONTHS, day_as_written
from boardtui.register import schema
from boardtui.register.bodies import bodies, read_charter
from boardtui.register.init import fill
from boardtui.register.layout import TABLES
from boardtui.register.rows import rows
from boardtui.register.rules import body_charter, shared, terms
from boardtui.register.tables import LINE, RegisterError, edit, insert, words

_REFILLED = (
    *("reading_changes", "reading_overrides", "readings", "rules", "member_partners", "members", "delegated", "stages"),
    *(
        "provisions",
        "questions",
        "silences",
        "milestones",
        "overrides",
        "eligibility",
        "topics",
        "partners",
        "categories",
    ),
    *("scope", "charter", "terms"),
)
"""What is written anew from the charter, in an order in which it can be taken out."""


class Version(NamedTuple):
    """A later charter: from which day it holds, how that was agreed, and whether the register runs on it."""

    holds_from: str
    agreed: str
    in_force: bool
    charter: Charter
    before: Charter | None


def versions(db: sqlite3.Connection) -> tuple[Version, ...]:
    """The charters that replace the first one, the earliest first."""
    fields = rows(db, "SELECT holds_from, agreed, in_force, content, before FROM charter_versions ORDER BY holds_from")
    return tuple(
        Version(
            row["holds_from"],
            row["agreed"],
            bool(row["in_force"]),
            _decoded(row["content"]),
            _decoded(row["before"]) if row["before"] else None,
        )
        for row in fields
    )


def add_version(db: sqlite3.Connection, charter: Charter, holds_from: datetime.date, agreed: str = "") -> list[str]:
    """Let a charter hold from a day on; what changes by it, in sentences.

    Meetings on that day and later are convened with it. Those that were convened keep the charter that they have.

    Args:
        db: the database with the register.
        charter: all of the new charter.
        holds_from: the first day on which it holds.
        agreed: how the parties agreed on it, such as the signatures with their date.

    Raises:
        RegisterError: it is older than the one that it would replace, says the same, or the register cannot run on it.
    """
    words(agreed, "How it was agreed", LINE, needed=False)
    day = holds_from.isoformat()
    with register_on(db, "9999-12-31") as latest, edit(db, "The charter cannot be imported"):
        check_charter(charter)
        last = read_charter(latest)
        _refuse_older(db, last, charter, day)
        row = {"holds_from": day, "agreed": agreed.strip(), "in_force": 0, "before": ""}
        insert(db, "charter_versions", {**row, "content": msgspec.json.encode(charter).decode()})
        with register_on(db, day) as then:
            with_all = shared(then)
            for body in charter.bodies:
                body_charter(then, body.key, None, with_all)  # refused here, and not when a meeting is to begin
            return differences(last, read_charter(then))


def take_back_version(db: sqlite3.Connection, holds_from: str) -> None:
    """Let a charter that has not come into force not hold after all."""
    version = next((each for each in versions(db) if each.holds_from == holds_from), None)
    if version is None:
        raise RegisterError(f"No charter holds from {day_as_written(holds_from)}.")
    if version.in_force:
        raise RegisterError("It is in force already; a later charter can replace it.")
    with edit(db, "The charter cannot be undone"):
        db.execute("DELETE FROM charter_versions WHERE holds_from = ?", (holds_from,))


def put_into_force(db: sqlite3.Connection, day: str) -> list[Version]:
    """Write the charters that hold on a day into the register, as far as it does not run on them yet; those written.

    Holders of seats, terms of reference that the charter leaves undefined, rulings and agendas stay. A body that it no
    longer has and that has meetings in the register stays with its seats, and has no rules.
    """
    due = [version for version in versions(db) if not version.in_force and version.holds_from <= day]
    for version in due:
        with edit(db, "The new charter cannot be put into force"):
            db.execute("PRAGMA defer_foreign_keys = 1")
            before = msgspec.json.encode(read_charter(db)).decode()
            _refill(db, version.charter, version.holds_from)
            db.execute(
                "UPDATE charter_versions SET in_force = 1, before = ? WHERE holds_from = ?",
                (before, version.holds_from),
            )
    return due


@contextmanager
def register_on(db: sqlite3.Connection, day: str) -> Iterator[sqlite3.Connection]:
    """The register as it is on a day: itself, or a copy in memory where a later charter holds by then.

    Raises:
        RegisterError: the register runs on a charter that holds from a later day only.
    """
    known = versions(db)
    late = next((version for version in known if version.in_force and version.holds_from > day), None)
    if late is not None:
        raise RegisterError(
            f"The register runs on {late.charter.title}, which holds from {day_as_written(late.holds_from)}; "
            f"a meeting on {day_as_written(day)} cannot be convened with it. Give the meeting a later date."
        )
    if all(version.in_force or version.holds_from > day for version in known):
        yield db
        return
    scratch = sqlite3.connect(":memory:")
    try:
        schema.create(scratch)
        scratch.execute("DELETE FROM schema_version")
        for table in TABLES:
            for row in rows(db, f'SELECT * FROM "{table}"'):  # noqa: S608 - the program's own words
                insert(scratch, table, row)
        put_into_force(scratch, day)
        yield scratch
    finally:
        scratch.close()


@contextmanager
def register_as_of(db: sqlite3.Connection, day: str) -> Iterator[sqlite3.Connection]:
    """The register as it is on a day; as it runs, where it runs on a later charter already."""
    if any(version.in_force and version.holds_from > day for version in versions(db)):
        yield db
        return
    with register_on(db, day) as then:
        yield then


def terms_on(db: sqlite3.Connection, body: str, day: str, more: Terms | None = None) -> Terms:
    """What terms of reference say for a body on a day, as they would by ``register_on``, which takes a copy of all tables.

    ``more``: those of config.toml.
    """
    agreed = terms(db, body)
    for version in versions(db):
        if not version.in_force and version.holds_from <= day:
            of_body = next((each.terms for each in version.charter.bodies if each.key == body), Terms())
            agreed = _filled_on(of_body, agreed)
    return filled_with(agreed, more)


def _filled_on(renewed: Terms, agreed: Terms) -> Terms:
    """The terms of a charter that comes into force: what it leaves undefined is as it was agreed before."""
    return filled_with(renewed, agreed)


def version_words(db: sqlite3.Connection) -> list[str]:
    """Which charter holds from which day, a sentence each, the first one included; none where there is only one."""
    known = versions(db)
    if not known:
        return []
    first = known[0].before or read_charter(db)
    opening = f"{charter_label(first)}: held from the beginning until the next one."
    return [opening, *(_holds_words(version) for version in known)]


def _holds_words(version: Version) -> str:
    """From which day a charter holds, and how that was agreed."""
    how = f" Agreed: {version.agreed.rstrip('.')}." if version.agreed else ""
    waits = "not in force yet; meetings on that day and later are convened with it"
    day = day_as_written(version.holds_from)
    return f"{charter_label(version.charter)}: holds from {day}, {'in force' if version.in_force else waits}.{how}"


def charter_label(charter: Charter) -> str:
    """A charter by its title and date."""
    return f"{charter.title} ({charter.date})"


def _decoded(content: str) -> Charter:
    return convert(msgspec.json.decode(content), Charter)


def _refuse_older(db: sqlite3.Connection, last: Charter, charter: Charter, day: str) -> None:
    known = versions(db)
    if known and day <= known[-1].holds_from:
        holds = f"{charter_label(known[-1].charter)} holds from {day_as_written(known[-1].holds_from)}"
        raise RegisterError(f"{holds}; a charter that replaces it needs a later day.")
    if any(charter in (version.before, version.charter) for version in known[:-1]) or (
        known and charter == known[-1].before
    ):
        raise RegisterError(f"{charter_label(charter)} was replaced by a later charter and cannot replace it in turn.")
    if not differences(last, charter) and replace(charter, name=last.name) == replace(last, name=last.name):
        raise RegisterError("The charter says the same as the one that it would replace; nothing was changed.")
    was, now = _month(last.date), _month(charter.date)
    if was and now and now < was:
        raise RegisterError(
            f"{charter_label(charter)} is older than {charter_label(last)}; an older memorandum cannot replace a newer one."
        )
    if not {partner.key for partner in charter.partners} & {partner.key for partner in last.partners}:
        raise RegisterError(
            f"{charter_label(charter)} has no partner in common with {charter_label(last)}; "
            "for another partnership make a database of its own: boardtui init."
        )


def _month(date: str) -> tuple[int, int] | None:
    """The year and month that a charter is dated, None where it does not say both."""
    year = re.search(r"\b(?:19|20)[0-9]{2}\b", date)
    month = next((number for number, name in enumerate(MONTHS, 1) if name in date.lower()), 0)
    return (int(year[0]), month) if year and month else None


def _refill(db: sqlite3.Connection, charter: Charter, day: str) -> None:
    old = {body.key: body for body in bodies(db)}
    holders = rows(db, "SELECT body, key, name, vacant FROM members")
    rulings = rows(db, "SELECT * FROM overrides")
    meeting_bodies = {
        row["body"] for row in rows(db, "SELECT body FROM meetings") + rows(db, "SELECT body FROM taken_off")
    }
    new = {
        body.key: replace(body, terms=_filled_on(body.terms, old[body.key].terms)) if body.key in old else body
        for body in charter.bodies
    }
    partner_keys = {partner.key for partner in charter.partners}
    left = [_left(body, partner_keys, day) for key, body in old.items() if key not in new and key in meeting_bodies]
    for table in _REFILLED:
        db.execute(f'DELETE FROM "{table}"')  # noqa: S608 - the program's own words
    db.execute("DELETE FROM bodies")
    fill(db, replace(charter, bodies=(*new.values(), *left)))
    for row in holders:
        values = (row["name"], row["vacant"], row["body"], row["key"])
        db.execute("UPDATE members SET name = ?, vacant = ? WHERE body = ? AND key = ?", values)
    topic_keys = {topic.key for topic in charter.topics}
    for row in rulings:
        if row["partner"] in partner_keys and row["topic"] in topic_keys:
            insert(db, "overrides", row)
    _mend_agendas(db, day, {body.key: {rule.key for rule in body.rules} for body in new.values()}, topic_keys)


def _left(body: Body, partner_keys: set[str], day: str) -> Body:
    """A body that the charter no longer has, as it stays for the sake of its meetings."""
    seats = (replace(seat, partners=tuple(key for key in seat.partners if key in partner_keys)) for seat in body.seats)
    note = f"The charter that holds from {day_as_written(day)} does not have this body. {body.note}".strip()
    return replace(body, rules=(), seats=tuple(seats), per_year=None, reports_to="", note=note)


def _mend_agendas(db: sqlite3.Connection, day: str, rule_keys: dict[str, set[str]], topic_keys: set[str]) -> None:
    """Let items name no element and no rule that the charter of that day does not have; the form for a motion asks again.

    The rules of a meeting that has a later charter wait until that is in force.
    """
    held = {row["key"]: row for row in rows(db, "SELECT key, body, starts FROM meetings")}
    later = min((version.holds_from for version in versions(db) if version.holds_from > day), default="~")
    for row in rows(db, "SELECT meeting, item, topic, rule FROM agenda"):
        topic = row["topic"] if row["topic"] in topic_keys else None
        of = held[row["meeting"]]
        waits = of["starts"][:10] >= later
        rule = row["rule"] if waits or row["rule"] in rule_keys.get(of["body"], set()) else None
        if (topic, rule) != (row["topic"], row["rule"]):
            where = (topic, rule, row["meeting"], row["item"])
            db.execute("UPDATE agenda SET topic = ?, rule = ? WHERE meeting = ? AND item = ?", where)

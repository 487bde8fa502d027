"""The bodies and the whole charter, as the tables hold them."""

from __future__ import annotations

import sqlite3
from typing import Any

from msgspec.structs import replace

from boardtui.charter.model import Body, Charter
from boardtui.register.people import categories, partners, seats
from boardtui.register.rows import rows
from boardtui.register.rules import milestones, provisions, questions, rules, silences, stages, terms, topics
from boardtui.register.tables import RegisterError, as_they_are, known, typed


def bodies(db: sqlite3.Connection) -> tuple[Body, ...]:
    """The bodies with their seats, rules and terms of reference."""
    outlines = [outline(db, key) for key in keys(db)]
    return tuple(replace(body, seats=seats(db, body.key), rules=rules(db, body.key)) for body in outlines)


def outline(db: sqlite3.Connection, key: Any) -> Body:
    """A body with its terms of reference, without seats and rules: as much as is needed to plan its meetings.

    Raises RegisterError where a value of these cannot be used; what the register has of other bodies does not matter.
    """
    bodies = rows(db, "SELECT * FROM bodies WHERE key IS ?", key)
    if not bodies:
        rows(db, "SELECT key FROM bodies")  # text that is none equals nothing that can be asked for
        known(db, "bodies", key, "body")
    matters = rows(db, "SELECT matter FROM delegated WHERE body = ? ORDER BY position", key)
    row = {**bodies[0], "terms": terms(db, key), "delegated": [each["matter"] for each in matters]}
    del row["position"]
    return typed(row, Body, "bodies")


def keys(db: sqlite3.Connection) -> list[Any]:
    """The key of every body as it stands there, in the order of the memorandum."""
    return [key for (key,) in as_they_are(db, "SELECT key FROM bodies ORDER BY position, key")]


def head(db: sqlite3.Connection) -> tuple[str, str]:
    """The charter's name and title; quick, for the first line of a screen."""
    fields = rows(db, "SELECT name, title FROM charter")
    return (str(fields[0]["name"]), str(fields[0]["title"])) if fields else ("", "")


def titles(db: sqlite3.Connection) -> dict[str, str]:
    """Each body's key with its title, in the order of the memorandum; quick, for the first screen."""
    return {
        row["key"]: row["title"]
        for row in rows(db, "SELECT key, title FROM bodies ORDER BY position, key", leave_out=True)
    }


def reports_to(db: sqlite3.Connection) -> dict[str, str]:
    """To which body each body reports now, empty where to none."""
    return {row["key"]: row["reports_to"] for row in rows(db, "SELECT key, reports_to FROM bodies")}


def read_charter(db: sqlite3.Connection) -> Charter:
    """The charter as the tables hold it now, with every change made since it was written into them."""
    heads = rows(db, "SELECT name, title, date, source, note FROM charter")
    if not heads:
        raise RegisterError("The register holds no charter yet; write one into it first.")
    charter = {
        **heads[0],
        "scope": [row["matter"] for row in rows(db, "SELECT matter FROM scope ORDER BY position")],
        "categories": categories(db),
        "topics": topics(db),
        "partners": partners(db),
        "bodies": bodies(db),
        "stages": stages(db),
        "provisions": provisions(db),
        "questions": questions(db),
        "silences": silences(db),
        "milestones": milestones(db),
    }
    return typed(charter, Charter, "charter")

"""The bodies and the whole charter, as the tables hold them."""

from __future__ import annotations

import sqlite3

from boardtui.charter.model import Body, Charter
from boardtui.register.people import categories, partners, seats
from boardtui.register.rows import rows
from boardtui.register.rules import milestones, provisions, questions, rules, silences, stages, terms, topics
from boardtui.register.tables import RegisterError, typed


def bodies(db: sqlite3.Connection) -> tuple[Body, ...]:
    """The bodies with their seats, rules and terms of reference."""
    matters: dict[str, list[str]] = {}
    for row in rows(db, "SELECT body, matter FROM delegated ORDER BY position"):
        matters.setdefault(row["body"], []).append(row["matter"])
    fields = rows(db, "SELECT * FROM bodies ORDER BY position, key")
    for row in fields:
        key = row["key"]
        del row["position"]
        row.update(seats=seats(db, key), rules=rules(db, key), terms=terms(db, key), delegated=matters.get(key, []))
    return tuple(typed(row, Body, "bodies") for row in fields)


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

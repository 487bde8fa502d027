"""Writes a charter into the tables of a new database; from then on the tables are what meetings run on."""

from __future__ import annotations

import sqlite3

from boardtui.charter.check import check_charter
from boardtui.charter.model import Body, Charter
from boardtui.charter.rule import Rule
from boardtui.charter.terms_of_reference import Terms
from boardtui.register import schema
from boardtui.register.asks import asks_row
from boardtui.register.people import partner_row
from boardtui.register.rows import rows
from boardtui.register.rules import NARROWING, terms_row
from boardtui.register.tables import RegisterError, edit, insert, listed


def write_charter(db: sqlite3.Connection, charter: Charter) -> None:
    """Fill the register from a charter, making its tables where there are none; all of it or nothing.

    Seats are filled and their holders' names not yet entered: ``set_holder`` enters them.
    """
    with edit(db, "The charter cannot be written into the register"):
        if not rows(db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'charter'"):
            schema.create(db)
        if fields := rows(db, "SELECT title FROM charter"):
            raise RegisterError(f"The register holds a charter already, {fields[0]['title']}; use a new database.")
        check_charter(charter)
        fill(db, charter)


def fill(db: sqlite3.Connection, charter: Charter) -> None:
    """Write a charter that was checked into tables that are empty; the caller holds the transaction."""
    head = {"name": charter.name, "title": charter.title, "date": charter.date, "source": charter.source}
    insert(db, "charter", {**head, "note": charter.note})
    for position, matter in enumerate(charter.scope, 1):
        insert(db, "scope", {"position": position, "matter": matter})
    _write_annex(db, charter)
    for position, body in enumerate(charter.bodies, 1):
        _write_body(db, position, body)
    _write_resolution(db, charter)


def _write_annex(db: sqlite3.Connection, charter: Charter) -> None:
    for position, category in enumerate(charter.categories, 1):
        insert(db, "categories", {"key": category.key, "title": category.title, "position": position})
    for position, topic in enumerate(charter.topics, 1):
        row: dict[str, object] = {"key": topic.key, "title": topic.title, "clause": topic.clause}
        insert(db, "topics", {**row, "note": topic.note, "position": position})
        for category in charter.categories:
            ticked = int(category.key in topic.categories)
            insert(db, "eligibility", {"topic": topic.key, "category": category.key, "ticked": ticked})
    for position, partner in enumerate(charter.partners, 1):
        insert(db, "partners", {**partner_row(partner), "position": position})


def _write_body(db: sqlite3.Connection, position: int, body: Body) -> None:
    apart = ("seats", "rules", "terms", "delegated")
    row = {name: getattr(body, name) for name in body.__struct_fields__ if name not in apart}
    insert(db, "bodies", {**row, "position": position})
    for number, matter in enumerate(body.delegated, 1):
        insert(db, "delegated", {"body": body.key, "position": number, "matter": matter})
    for number, seat in enumerate(body.seats, 1):
        row = {"body": body.key, "key": seat.key, "seat": seat.title, "name": "", "vacant": 0}
        insert(db, "members", {**row, "clause": seat.clause, "note": seat.note, "position": number})
        for order, partner in enumerate(seat.partners, 1):
            row = {"body": body.key, "member": seat.key, "partner": partner, "position": order}
            insert(db, "member_partners", row)
    for number, rule in enumerate(body.rules, 1):
        _write_rule(db, body.key, number, rule)
    if body.terms != Terms():
        insert(db, "terms", terms_row(body.key, body.terms))


def _write_rule(db: sqlite3.Connection, body: str, position: int, rule: Rule) -> None:
    row = {name: getattr(rule, name) for name in rule.__struct_fields__ if name not in ("readings", "ratification")}
    row["topics"] = None if rule.topics is None else listed(rule.topics)
    insert(db, "rules", {"body": body, **row, **asks_row(rule.ratification), "position": position})
    for number, reading in enumerate(rule.readings, 1):
        mine: dict[str, object] = {"body": body, "rule": rule.key}
        fields = {"key": reading.key, "title": reading.title, "why": reading.why, "position": number}
        narrowing = {name: listed(getattr(reading, name)) or None for name in NARROWING}
        insert(db, "readings", {**mine, **fields, **narrowing})
        mine["reading"] = reading.key
        for setting, value in reading.changes.items():
            insert(db, "reading_changes", {**mine, "setting": setting, "value": value})
        for order, override in enumerate(reading.overrides, 1):
            fields = {"partner": override.partner, "topic": override.topic, "eligible": int(override.eligible)}
            insert(db, "reading_overrides", {**mine, **fields, "source": override.source, "position": order})


def _write_resolution(db: sqlite3.Connection, charter: Charter) -> None:
    for position, stage in enumerate(charter.stages, 1):
        row: dict[str, object] = {name: getattr(stage, name) for name in stage.__struct_fields__}
        row.update(requires=listed(stage.requires))
        insert(db, "stages", {**row, "body": stage.body or None, "position": position})
    for position, provision in enumerate(charter.provisions, 1):
        row = {name: getattr(provision, name) for name in provision.__struct_fields__}
        insert(db, "provisions", {**row, "position": position})
    for position, question in enumerate(charter.questions, 1):
        row = {"key": question.key, "clause": question.clause, "text": question.text}
        row.update(partners=listed(question.partners), topics=listed(question.topics))
        insert(db, "questions", {**row, "position": position})
    for position, silence in enumerate(charter.silences, 1):
        row = {"key": silence.key, "title": silence.title, "note": silence.note}
        insert(db, "silences", {**row, "position": position})
    for position, milestone in enumerate(charter.milestones, 1):
        row = {name: getattr(milestone, name) for name in milestone.__struct_fields__}
        insert(db, "milestones", {**row, "due": milestone.due or None, "position": position})

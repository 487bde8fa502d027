"""Makes the register's tables in a new database, and checks those of an old one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from boardtui.register.layout import NAMES, TABLES
from boardtui.register.rows import rows
from boardtui.register.tables import RegisterError, edit

VERSION = 2  # raised, with a step in migrations.py, by whoever changes layout.py after a release: see docs/code.md

_CONDITIONS = re.compile(r"\b(CHECK|COLLATE|GENERATED|UNIQUE|WITHOUT|STRICT|ON CONFLICT|CASCADE)\b")


def create(db: sqlite3.Connection) -> None:
    """Make the tables in a database that does not have them, all in one transaction."""
    there = NAMES & present(db)
    if there:
        raise RegisterError(f"The database has a register already (the table {min(there)}); open it as it is.")
    with edit(db, "The register could not be created"):
        for statement in statements().values():
            db.execute(statement)
        db.execute("INSERT INTO schema_version (part, version) VALUES ('register', ?)", (VERSION,))


def check(db: sqlite3.Connection) -> None:
    """Refuse a database whose register is missing, altered, or of another version than this program's."""
    missing = NAMES - present(db)
    if missing:
        raise RegisterError(f"The register lacks the table {min(missing)}; restore the database from a copy.")
    if version(db) != VERSION:
        raise RegisterError(
            "The register was made by an older boardtui; open the database once where it may be written."
        )
    for name, table in TABLES.items():
        if columns(db, name) != set(table.columns):
            raise RegisterError(f"The columns of the table {name} were altered; restore the database from a copy.")


def differences(db: sqlite3.Connection) -> list[str]:
    """What was changed in the form of the tables, a sentence each; what stands in them may change at any time.

    Columns and their kinds, keys and references are held against a register that is made anew, and so is every index. A
    database without a register, or with one of an older version, is not looked at.
    """
    if not NAMES & present(db) or version(db) != VERSION:
        return []
    scratch = sqlite3.connect(":memory:")
    try:
        for statement in statements().values():
            scratch.execute(statement)
        return [difference for name in TABLES for difference in _differences(db, scratch, name)]
    finally:
        scratch.close()


def _differences(db: sqlite3.Connection, scratch: sqlite3.Connection, name: str) -> Iterator[str]:
    own, made = _form(db, name), _form(scratch, name)
    if not own[0]:
        yield f"The register lacks the table {name}."
        return
    for what, there, expected in zip(("column", "reference", "index", "condition"), own, made, strict=True):
        for values in sorted(there - expected, key=str):
            yield f"The table {name} of the register has {_article(what)} that boardtui did not make: {values[0]}."
        for values in sorted(expected - there, key=str):
            if values[0] not in {other[0] for other in there}:
                yield f"The table {name} of the register lacks {_article(what)}: {values[0]}."


def _article(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _form(db: sqlite3.Connection, name: str) -> tuple[set[tuple[Any, ...]], ...]:
    """Columns (their order and defaults, which a migration makes otherwise, left out), references, indexes, conditions."""
    columns = {(c[1], c[2].upper(), c[3], c[5], c[6]) for c in db.execute(f'PRAGMA main.table_xinfo("{name}")')}
    refers = {(key[3], *key[2:]) for key in db.execute(f'PRAGMA main.foreign_key_list("{name}")')}
    indexes = {tuple(index[1:5]) for index in db.execute(f'PRAGMA main.index_list("{name}")')}
    sql = db.execute("SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?", (name,)).fetchone()
    values = {(word,) for word in _CONDITIONS.findall(str(sql and sql[0]).upper())}
    return columns, refers, indexes, values


def version(db: sqlite3.Connection) -> int:
    """The version of the register, from 1 to VERSION. Refuses a database that has none, or one of a newer boardtui."""
    if "schema_version" not in present(db):
        raise RegisterError(
            "This database has no register. Make a new one (boardtui init), and take its books in: boardtui import book."
        )
    fields = rows(db, "SELECT version FROM schema_version WHERE part = 'register'")
    value = fields[0]["version"] if fields else None
    if isinstance(value, int) and 1 <= value <= VERSION:
        return value
    later = isinstance(value, int) and value > VERSION
    remedy = "update boardtui on this computer" if later else "restore the database from a copy"
    raise RegisterError(f"The register was made by another version of boardtui; {remedy}.")


@cache
def statements() -> Mapping[str, str]:
    """The SQL of every table. Made in a scratch database, so that the real one is made in a single transaction."""
    import sqlite_utils

    scratch = sqlite_utils.Database(memory=True)
    try:
        for name, table in TABLES.items():
            needed = [column for column in table.columns if column not in table.optional]
            by_hand = {*table.key, *table.refers}
            scratch.create_table(
                name,
                table.columns,
                pk=table.key[0] if len(table.key) == 1 else table.key,
                not_null={column for column in needed if (column,) != table.key},
                defaults={c: "" for c in needed if table.columns[c] is str and c not in by_hand},
                foreign_keys=[(column, other, "key") for column, other in table.refers.items()],
            )
        return MappingProxyType({made.name: made.schema for made in scratch.tables})
    finally:
        scratch.close()


def present(db: sqlite3.Connection) -> set[str]:
    """The names of the tables in the database file."""
    return {row["name"] for row in rows(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table'")}


def columns(db: sqlite3.Connection, table: str) -> set[str]:
    """The columns that a table of the database file has."""
    return {row["name"] for row in rows(db, "SELECT name FROM pragma_table_info(?, 'main')", table)}

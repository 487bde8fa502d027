"""Makes the register's tables in a new database, and checks those of an old one."""

from __future__ import annotations

import sqlite3

from boardtui.register.layout import NAMES, TABLES
from boardtui.register.tables import RegisterError, edit, rows

VERSION = 2  # raised, with a step in migrations.py, by whoever changes layout.py after a release: see docs/code.md


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


def version(db: sqlite3.Connection) -> int:
    """The version of the register, from 1 to VERSION. Refuses a database that has none, or one of a newer boardtui."""
    if "schema_version" not in present(db):
        raise RegisterError(
            "This database has no register. Make a new one (boardtui init), and take its books in: boardtui import book."
        )
    found = rows(db, "SELECT version FROM schema_version WHERE part = 'register'")
    held = found[0]["version"] if found else None
    if isinstance(held, int) and 1 <= held <= VERSION:
        return held
    later = isinstance(held, int) and held > VERSION
    remedy = "update boardtui on this computer" if later else "restore the database from a copy"
    raise RegisterError(f"The register was made by another version of boardtui; {remedy}.")


def statements() -> dict[str, str]:
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
        return {made.name: made.schema for made in scratch.tables}
    finally:
        scratch.close()


def present(db: sqlite3.Connection) -> set[str]:
    """The names of the tables in the database file."""
    return {row["name"] for row in rows(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table'")}


def columns(db: sqlite3.Connection, table: str) -> set[str]:
    """The columns that a table of the database file has."""
    return {row["name"] for row in rows(db, "SELECT name FROM pragma_table_info(?, 'main')", table)}

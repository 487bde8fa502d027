"""Makes the register's tables in a new database, and checks those of an old one."""

from __future__ import annotations

import sqlite3

from boardtui.register.layout import NAMES, TABLES
from boardtui.register.tables import RegisterError, edit, rows

VERSION = 1


def create(db: sqlite3.Connection) -> None:
    """Make the tables in a database that does not have them, all in one transaction."""
    present = NAMES & _present(db)
    if present:
        raise RegisterError(f"The database has a register already (the table {min(present)}); open it as it is.")
    with edit(db, "The register could not be created"):
        for statement in statements():
            db.execute(statement)
        db.execute("INSERT INTO schema_version (part, version) VALUES ('register', ?)", (VERSION,))


def check(db: sqlite3.Connection) -> None:
    """Refuse a database whose register is missing, altered, or made by another version."""
    missing = NAMES - _present(db)
    if missing:
        raise RegisterError(f"The register lacks the table {min(missing)}; restore the database from a copy.")
    check_version(db)
    for name, table in TABLES.items():
        columns = [row["name"] for row in rows(db, "SELECT name FROM pragma_table_info(?)", name)]
        if columns != list(table.columns):
            raise RegisterError(f"The columns of the table {name} were altered; restore the database from a copy.")


def check_version(db: sqlite3.Connection) -> None:
    """Refuse a database whose register is missing, or was made by another version of boardtui."""
    if "schema_version" not in _present(db):
        raise RegisterError(
            "This database has no register. Make a new one (boardtui init), and take its books in: boardtui import book."
        )
    found = rows(db, "SELECT version FROM schema_version WHERE part = 'register'")
    version = found[0]["version"] if found else None
    if version != VERSION:
        later = isinstance(version, int) and version > VERSION
        remedy = "update boardtui on this computer" if later else "restore the database from a copy"
        raise RegisterError(f"The register was made by another version of boardtui; {remedy}.")


def statements() -> list[str]:
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
        return [made.schema for made in scratch.tables]
    finally:
        scratch.close()


def _present(db: sqlite3.Connection) -> set[str]:
    return {row["name"] for row in rows(db, "SELECT name FROM sqlite_schema WHERE type = 'table'")}

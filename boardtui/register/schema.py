"""The tables of the register, laid out so that they can be read in any SQLite browser."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from boardtui.register.tables import RegisterError, edit, rows

VERSION = 1


@dataclass(frozen=True)
class Table:
    """Columns in the order in which a browser shows them. NULL always means "not stated"; other text is at least empty.

    Args:
        columns: name and type.
        key: the columns that name a row.
        optional: the columns that may be NULL.
        refers: column to the table whose key it holds.
    """

    columns: dict[str, type]
    key: tuple[str, ...]
    optional: frozenset[str]
    refers: dict[str, str]


def _table(columns: str, key: str = "key", **refers: str) -> Table:
    """A table from its columns in words: ``#`` before a whole number, ``?`` after what may be NULL."""
    words = columns.split()
    types: dict[str, type] = {word.strip("#?"): int if word.startswith("#") else str for word in words}
    optional = frozenset(word.strip("#?") for word in words if word.endswith("?"))
    return Table(types, tuple(key.split()), optional, refers)


TABLES = {
    "schema_version": _table("part #version", "part"),
    "charter": _table("name title date source", "name"),
    "categories": _table("key title #position"),
    "topics": _table("key title clause note #position"),
    "eligibility": _table("topic category #ticked", "topic category", topic="topics", category="categories"),
    "partners": _table("key name short category? heading markers note #position", category="categories"),
    "overrides": _table("partner topic #eligible source", "partner topic", partner="partners", topic="topics"),
    "bodies": _table(
        "key title clause #public #binds frequency #per_year? reports_to advises_on note #position",
    ),
    "delegated": _table("body #position matter", "body position", body="bodies"),
    "members": _table("body key seat name #vacant clause note #position", "body key", body="bodies"),
    "member_partners": _table(
        "body member partner #position", "body member partner", body="bodies", partner="partners"
    ),
    "rules": _table(
        "body key title clause method unit base? threshold? compare? withdrawn? no_category consensus"
        " #defined #binds topics? precondition follows verb note #position",
        "body key",
        body="bodies",
    ),
    "readings": _table("body rule key title why #position", "body rule key", body="bodies"),
    "reading_changes": _table("body rule reading setting value", "body rule reading setting", body="bodies"),
    "reading_overrides": _table(
        "body rule reading partner topic #eligible source #position",
        "body rule reading partner topic",
        body="bodies",
        partner="partners",
        topic="topics",
    ),
    "terms": _table(
        "body #quorum_number? quorum_fraction? quorum_seats? #quorum_counts_conflicted?"
        " deputies? remote? casting_vote? proxies? source",
        "body",
        body="bodies",
    ),
    "stages": _table("key title clause body? rule needs #position", body="bodies"),
    "questions": _table("key clause text partners topics #position"),
    "silences": _table("key title note #position"),
    "meetings": _table("key body title starts place #public", body="bodies"),
    "agenda": _table(
        "meeting item #position number title purpose paper lead planned #minutes? topic? #confidential",
        "meeting item",
        meeting="meetings",
        topic="topics",
    ),
}
NAMES = frozenset(TABLES)


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
    found = rows(db, "SELECT version FROM schema_version WHERE part = 'register'")
    version = found[0]["version"] if found else None
    if version != VERSION:
        later = isinstance(version, int) and version > VERSION
        remedy = "update boardtui on this computer" if later else "restore the database from a copy"
        raise RegisterError(f"The register was made by another version of boardtui; {remedy}.")
    for name, table in TABLES.items():
        columns = [row["name"] for row in rows(db, "SELECT name FROM pragma_table_info(?)", name)]
        if columns != list(table.columns):
            raise RegisterError(f"The columns of the table {name} were altered; restore the database from a copy.")


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

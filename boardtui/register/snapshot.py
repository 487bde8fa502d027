"""Rows of the register kept before a change of many, so that the whole of it can be taken back."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from boardtui.register.layout import TABLES
from boardtui.register.rows import rows
from boardtui.register.tables import RegisterError, edit, insert

Rows = dict[tuple[Any, ...], dict[str, Any]]


class Snapshot(msgspec.Struct):
    """What some tables held: by table, then by the values of its key."""

    scope: tuple[tuple[str, str, str], ...]
    held: dict[str, Rows]


def snapshot(db: sqlite3.Connection, *scope: tuple[str, str, str]) -> Snapshot:
    """What these tables hold now.

    Args:
        db: the database.
        scope: each table, with a column and the value that its rows must have there; empty: all rows.
    """
    return Snapshot(scope, {table: _rows(db, table, column, value) for table, column, value in scope})


def holds(db: sqlite3.Connection, kept: Snapshot) -> bool:
    """Whether the tables still hold what was kept of them."""
    return snapshot(db, *kept.scope).held == kept.held


def restore(db: sqlite3.Connection, before: Snapshot, after: Snapshot) -> None:
    """Put back what was held before, all of it or nothing.

    Raises:
        RegisterError: the tables no longer hold what they held after the change, or something rests on what was added.
    """
    if not holds(db, after):
        raise RegisterError("It cannot be undone, since the setup was edited after it.")
    with edit(db, "It cannot be undone"):
        for table, _, _ in reversed(before.scope):
            for key in after.held[table].keys() - before.held[table].keys():
                _delete(db, table, key)
        for table, _, _ in before.scope:
            for key, row in before.held[table].items():
                if after.held[table].get(key) != row:
                    _delete(db, table, key) if _loose(table) else None
                    _write(db, table, row, there=key in after.held[table] and not _loose(table))


def _loose(table: str) -> bool:
    """Whether no other table refers to its rows."""
    return table not in {other for layout in TABLES.values() for other in layout.refers.values()}


def _rows(db: sqlite3.Connection, table: str, column: str, value: str) -> Rows:
    where, values = (f'WHERE "{column}" = ?', (value,)) if column else ("", ())
    fields = rows(db, f'SELECT * FROM "{table}" {where}', *values)  # noqa: S608 - the program's own words
    return {tuple(row[name] for name in TABLES[table].key): row for row in fields}


def _delete(db: sqlite3.Connection, table: str, key: tuple[Any, ...]) -> None:
    where = " AND ".join(f'"{name}" = ?' for name in TABLES[table].key)
    db.execute(f'DELETE FROM "{table}" WHERE {where}', key)  # noqa: S608 - the program's own words


def _write(db: sqlite3.Connection, table: str, row: dict[str, Any], *, there: bool) -> None:
    if not there:
        insert(db, table, row)
        return
    assigned = ", ".join(f'"{name}" = ?' for name in row)
    where = " AND ".join(f'"{name}" = ?' for name in TABLES[table].key)
    values = [*row.values(), *(row[name] for name in TABLES[table].key)]
    db.execute(f'UPDATE "{table}" SET {assigned} WHERE {where}', values)  # noqa: S608 - the program's own words

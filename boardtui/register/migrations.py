"""What is done to the register of an older database, one step for each version, so that this program can use it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from boardtui.register.layout import TABLES, Table
from boardtui.register.schema import VERSION, columns, present, statements, version

Step = Callable[[sqlite3.Connection], None]


def bring_up(db: sqlite3.Connection) -> None:
    """Take every step that the register lacks. The caller holds the transaction: all of it or nothing."""
    for number in range(version(db) + 1, VERSION + 1):
        STEPS[number](db)
    db.execute("UPDATE schema_version SET version = ? WHERE part = 'register'", (VERSION,))


def add_what_is_missing(db: sqlite3.Connection) -> None:
    """Make the tables and columns that layout.py has and the database has not; what stands in it stays as it is.

    A step that also moves what is written calls this first, and then moves it.
    """
    made, there = statements(), present(db)
    for name, table in TABLES.items():
        if name not in there:
            db.execute(made[name])
            continue
        for column in _missing(db, name, table):
            db.execute(f'ALTER TABLE "{name}" ADD COLUMN "{column}" {_definition(table, column)}')


def see_through(db: sqlite3.Connection) -> None:
    """Let this connection see the tables as they will be, where the file itself may not be written.

    What is missing is laid over the file in tables and views of this connection alone.
    """
    made, there = statements(), present(db)
    for name, table in TABLES.items():
        if name not in there:
            db.execute(made[name].replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
            continue
        added = [f'{_empty(table, column)} AS "{column}"' for column in _missing(db, name, table)]
        if added:
            db.execute(f'CREATE TEMP VIEW "{name}" AS SELECT *, {", ".join(added)} FROM main."{name}"')  # noqa: S608


def _missing(db: sqlite3.Connection, name: str, table: Table) -> Iterator[str]:
    there = columns(db, name)
    return (column for column in table.columns if column not in there)


def _definition(table: Table, column: str) -> str:
    """A column as ALTER TABLE takes it: what is there already gets NULL, or empty text, or 0."""
    kind = "INTEGER" if table.columns[column] is int else "TEXT"
    refers = f' REFERENCES "{table.refers[column]}"("key")' if column in table.refers else ""
    needed = "" if column in table.optional else f" NOT NULL DEFAULT {_empty(table, column)}"
    return f"{kind}{needed}{refers}"


def _empty(table: Table, column: str) -> str:
    if column in table.optional:
        return "NULL"
    return "0" if table.columns[column] is int else "''"


# Version 2: notes, numbers and tables that only add to version 1.
STEPS: dict[int, Step] = {2: add_what_is_missing}

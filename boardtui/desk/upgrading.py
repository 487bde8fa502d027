"""Brings a database that an older boardtui made up to this one, all of it or nothing, and keeps it as it was beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from boardtui.book.copying import copy_database
from boardtui.book.errors import BookError, in_plain_words
from boardtui.book.schema import SCHEMA_VERSION
from boardtui.book.store import Store
from boardtui.register import schema

KEPT_AS = f"before-{SCHEMA_VERSION}"


def bring_up_to_date(store: Store) -> str | None:
    """Make the database as this program needs it; a sentence where something was done, None where nothing had to be.

    Where it may not be written, the file stays as it is and this connection sees it as if it had been.

    Raises:
        RegisterError: it has no register, or one of a newer boardtui.
        BookError: it could not be brought up to date; it is unchanged.
    """
    number = schema.version(store.connection)
    ((of_file,),) = store.ask("PRAGMA user_version")
    if number == schema.VERSION and of_file == SCHEMA_VERSION:
        return None
    from boardtui.register.migrations import bring_up, see_through

    if store.read_only_reason is not None:
        try:
            see_through(store.connection)
        except sqlite3.Error as error:
            raise BookError(
                f"{store.path} was made by an older boardtui and could not be read, because {in_plain_words(error)}."
            ) from error
        return (
            f"{store.path} was made by an older boardtui. It is read as it is; "
            "open it once where it may be written, and it is brought up to date."
        )
    kept = _free_name(store.path.with_name(f"{store.path.name}.{KEPT_AS}"))
    _in_one(store, kept, bring_up)
    return (
        f"{store.path.name} was made by an older boardtui and has been brought up to date. "
        f"As it was, it is kept beside it: {kept.name}."
    )


def _in_one(store: Store, kept: Path, bring_up: Callable[[sqlite3.Connection], None]) -> None:
    connection = store.connection
    try:
        connection.execute("BEGIN IMMEDIATE")
        copy_database(store.path, kept)
        bring_up(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise BookError(
            f"{store.path} was made by an older boardtui and could not be brought up to date, because "
            f"{in_plain_words(error)}. It is unchanged; correct that and open it again."
        ) from error
    finally:
        if connection.in_transaction:
            connection.rollback()


def _free_name(path: Path) -> Path:
    """The name, or the next one that no earlier copy bears."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free

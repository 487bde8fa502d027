"""A new database, made whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.charter.load import load, names, shipped
from boardtui.charter.overlay import overlay
from boardtui.register.init import write_charter
from boardtui.register.layout import NAMES


def new_database(path: Path, charter: str, terms: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A database from the charter of that name, or from a TOML file; nothing is left where it fails.

    ``terms`` are files, names or BODY=FILE of terms of reference; what became of each is returned in sentences.
    """
    overlaid = overlay(shipped(charter) if charter in names() else load(charter), terms)
    make(path, lambda store: write_charter(store.connection, overlaid.charter))
    return overlaid.told


def make(path: Path, fill: Callable[[Store], None]) -> None:
    """Create a database and fill it; an unfinished one is removed."""
    if path.exists():
        raise BookError(f"{path} exists already and was left as it is. Choose another name, or open it.")
    store = Store.create(path, expected=NAMES)
    try:
        fill(store)
        store.close()
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    finally:
        for rest in ("-journal", ".lock"):
            path.with_name(path.name + rest).unlink(missing_ok=True)

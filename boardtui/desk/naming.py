"""How the minute books of a database are called in sentences: by the titles that its register has for their bodies."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable

from boardtui.book.reader import Reader
from boardtui.charter.words import book_words
from boardtui.desk.meetings import has_fault
from boardtui.errors import UserError


def bodies_in(store: Reader) -> list[tuple[str, str]]:
    """The bodies in the register of a database: key and title."""
    rows = store.ask("SELECT key, title FROM bodies", undecoded=True)
    return [row for row in rows if not has_fault("bodies", ("key", "title"), row)]


def title_of_body(store: Reader, book: str) -> str:
    """The title of the body whose book it is; empty where the register has no such body, or cannot be read."""
    with contextlib.suppress(UserError, sqlite3.Error):
        return dict(bodies_in(store)).get(book, "")
    return ""


def by_body(store: Reader) -> Callable[[str], str]:
    """What calls a book by the body whose it is, by its key where the register has no such body."""
    return lambda book: book_words(title_of_body(store, book), book)

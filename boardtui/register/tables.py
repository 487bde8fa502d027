"""How the register is read and changed: rows as dictionaries, one transaction an edit, refusals in one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from boardtui.charter.explain import DataError, convert, shown
from boardtui.charter.settings import SETTINGS
from boardtui.charter.spelling import SLUG, check_known
from boardtui.errors import UserError

T = TypeVar("T")

NAME = 200
LINE = 500
TEXT = 10_000


class RegisterError(UserError, ValueError):
    """The register cannot be read so, or an edit is refused: one sentence for whoever sits at the table."""


def as_they_are(db: sqlite3.Connection, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Rows whose values nobody has checked; text that is none comes as bytes."""
    return asked(db, sql, values)[1]


def asked(db: sqlite3.Connection, sql: str, values: Iterable[object]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of a question."""
    from boardtui.book.reader import text_as, text_or_bytes

    cursor, given = db.cursor(), tuple(values)
    cursor.row_factory = None

    def answer(text: Callable[[bytes], str | bytes] | type[str]) -> tuple[list[str], list[tuple[Any, ...]]]:
        with text_as(db, text):
            found = cursor.execute(sql, given)
            return [column[0] for column in found.description], found.fetchall()

    try:
        try:
            return answer(str)
        except sqlite3.OperationalError as error:
            if hasattr(error, "sqlite_errorcode"):
                raise
            return answer(text_or_bytes)  # SQLite gave all of it, and some of the text is none
    except sqlite3.Error as error:
        raise _unreadable(error, "read", db=db) from error


def insert(db: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    """One row more; table and columns are always the program's own words."""
    columns = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" * len(row))
    db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(row.values()))  # noqa: S608


def typed(row: dict[str, Any], kind: type[T], table: str) -> T:
    """A row as its type; somebody may have edited the table with another program."""
    try:
        return convert(row, kind, strict=False)
    except DataError as wrong:
        raise misfit(f"The table {table} holds something that cannot be used", wrong) from None


def misfit(what: str, wrong: DataError) -> RegisterError:
    """What is wrong, where, and why, as one sentence."""
    place = f" ({_placed(wrong.place)})" if wrong.place else ""
    return RegisterError(f"{what}{place}: {wrong.reason}" + ("" if wrong.reason.endswith("?") else "."))


def _placed(place: tuple[str, ...]) -> str:
    """Where something is wrong; a setting of a rule or of the terms by its title."""
    if (dotted := ".".join(place)) in SETTINGS:
        return SETTINGS[dotted].title
    return " → ".join(SETTINGS[step].title if step in SETTINGS else shown(step)[1:-1] for step in place)


@contextmanager
def edit(db: sqlite3.Connection, what: str) -> Iterator[None]:
    """One edit: all of it or nothing, on the disk when it returns. ``what`` begins the sentence of a refusal."""
    inside = db.in_transaction
    try:
        db.execute("SAVEPOINT register_edit")
        try:
            yield
            db.execute("RELEASE register_edit")
        except BaseException:
            if not inside:
                db.rollback()
            elif db.in_transaction:
                db.execute("ROLLBACK TO register_edit")
                db.execute("RELEASE register_edit")
            raise
    except DataError as wrong:
        raise misfit(what, wrong) from None
    except sqlite3.Error as error:
        raise _unreadable(error, "changed", "; look whether the change is there before you repeat it") from error


def known(db: sqlite3.Connection, table: str, key: str, what: str, body: str | None = None) -> None:
    """Refuse a key that the table does not have, or does not have for the body."""
    where, values = ("", ()) if body is None else (" WHERE body = ?", (body,))
    keys = [str(value) for (value,) in as_they_are(db, f'SELECT key FROM "{table}"{where} ORDER BY key', *values)]  # noqa: S608
    try:
        check_known([key], keys, what)
    except DataError as wrong:
        raise RegisterError(f"T{wrong.reason[1:]}" + ("" if wrong.reason.endswith("?") else ".")) from None


def words(text: str, what: str, most: int = LINE, needed: bool = True) -> str:
    """Text as somebody typed it, whatever it says; refused only where it is missing, too long or not storable."""
    if needed and not text.strip():
        raise RegisterError(f"{what} is missing; type at least one letter.")
    if len(text) > most:
        raise RegisterError(f"{what} is {len(text)} characters long; use at most {most}.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise RegisterError(f"{what} holds half a character that cannot be stored; type it again.") from None
    return text


def slug(key: str, what: str) -> str:
    """A key that can stand in a file name."""
    if not SLUG.fullmatch(key):
        rule = "use at most 64 small letters, digits and hyphens, no hyphen first"
        raise RegisterError(f"{shown(key)} cannot be the key of {what}; {rule}.")
    return key


def listed(keys: Iterable[str]) -> str:
    """Keys as they stand in one column: with commas, as a person would write them."""
    return ", ".join(keys)


def unlisted(text: str) -> list[str]:
    """The keys of such a column."""
    return [key.strip() for key in str(text).split(",") if key.strip()]


def _unreadable(error: sqlite3.Error, done: str, remedy: str = "", db: sqlite3.Connection | None = None) -> UserError:
    from boardtui.book.errors import Unavailable, in_plain_words, is_lock
    from boardtui.book.schema import damage

    if is_lock(error):
        return Unavailable(f"The register could not be {done}, because {in_plain_words(error)}. Nothing was begun.")
    if db is not None and getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
        problem = damage(Path(db.execute("PRAGMA database_list").fetchone()[2]))
        return problem if isinstance(problem, Unavailable) else RegisterError(str(problem))
    return RegisterError(f"The register could not be {done}, because {in_plain_words(error)}{remedy}.")

"""A database made from mirrors or exported books, where the one that they were written from is lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from boardtui.book.chain import OPENING_KIND, kind_of
from boardtui.book.errors import BookError
from boardtui.book.mirror import read_mirror, whole_lines
from boardtui.book.store import Store
from boardtui.book.transfer import extends, import_lines
from boardtui.charter.load import body_titles
from boardtui.charter.words import book_words
from boardtui.desk.new_database import new_database
from boardtui.desk.replay import replay
from boardtui.register.bodies import titles
from boardtui.register.layout import NAMES


class Restored(NamedTuple):
    """A book that was taken in: how many entries, the hash of the last, and whether a line after it was cut off."""

    path: Path
    book: str
    entries: int
    head: str
    cut_off: bool


def restore(sources: Iterable[Path], database: Path, charter: str) -> list[Restored]:
    """Make a new database with the books of these files, or of all files *.jsonl in a folder, each verified first.

    The register is filled from the charter of that name, since no book holds the register.

    Raises:
        BookError: the database exists already, or a file is altered or cannot be read; then nothing is made.
        CharterError: there is no such charter.
    """
    read_books = [replayed(path) for path in _files(sources)]
    twice = {one.book for one in read_books if sum(one.book == other.book for other in read_books) > 1}
    if twice:
        words = book_words(body_titles(charter).get(min(twice), ""), min(twice))
        raise BookError(f"Nothing was restored: the {words} is in more than one file. Name the right one.")
    new_database(database, charter)
    try:
        with Store.open(database, expected=NAMES) as store:
            for restored in read_books:
                import_lines(store, read_mirror(restored.path), restored.book)
    except BaseException:
        for left in (database, database.with_name(f"{database.name}.lock")):
            left.unlink(missing_ok=True)
        raise
    return read_books


def take_over(store: Store, path: Path) -> tuple[str, int]:
    """Record in a database what a mirror or an exported book has more than the book there; all or nothing.

    Returns:
        The book, and how many entries were taken over.

    Raises:
        BookError: the file is altered, does not go on where the book ends, or has nothing that it lacks.
    """
    restored = replayed(path)
    head = store.head(restored.book)
    last = head.seq if head is not None else 0
    words = book_words(titles(store.connection).get(restored.book, ""), restored.book)
    if head is not None and (problem := extends(read_mirror(path), store.lines(restored.book))):
        raise BookError(f"Nothing was imported: {path} does not go on where the {words} ends. {problem}")
    if restored.entries <= last:
        raise BookError(f"Nothing was imported: {path} has nothing that the {words} lacks.")
    rows = ((line, kind_of(line.entry or b"")) for line in read_mirror(path) if line.seq > last)
    return restored.book, store.append_many((line, kind, kind == OPENING_KIND) for line, kind in rows)


def replayed(path: Path) -> Restored:
    """What a file would bring in. Raises BookError where it is altered, empty, or cannot be read."""
    replayed = replay(read_mirror(path), keep=False)
    if replayed.problem is not None:
        raise BookError(f"Nothing was restored: {path} is altered at entry {replayed.wrong}. {replayed.problem}")
    if not replayed.entries:
        raise BookError(f"Nothing was restored: {path} holds no entries.")
    return Restored(path, replayed.book, replayed.entries, replayed.head, replayed.entries < _lines(path))


def _lines(path: Path) -> int:
    """How many lines a file has, with one that was cut off."""
    with path.open("rb") as file:
        file.seek(-1, 2)
        return whole_lines(path) + (file.read(1) != b"\n")


def _files(sources: Iterable[Path]) -> list[Path]:
    paths = [path for source in sources for path in (sorted(source.glob("*.jsonl")) if source.is_dir() else [source])]
    if not paths:
        raise BookError("Nothing was restored: there is no file *.jsonl in that folder.")
    return paths

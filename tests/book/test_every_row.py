"""Whatever is done to a real book, a finished meeting of the example, is found and named at every one of its rows."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from boardtui.book.chain import Line
from boardtui.book.diagnosis import diagnose
from boardtui.book.store import Store
from boardtui.book.verify import extends, verify_lines, verify_store
from boardtui.register.layout import NAMES
from tests import random_examples
from tests.book.making import BOOK, a_line
from tests.book.test_findings import FIELDS, changed, kinds
from tests.versions import HERE

Rows = list[Line]
EACH = random_examples(4, 1)  # of which rows, so that there are a few in every part of the book: each in the long form
DATABASE = gzip.decompress((HERE / "data-1.db.gz").read_bytes())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    path = tmp_path_factory.mktemp("real") / "data.db"
    path.write_bytes(DATABASE)
    with Store.open(path, expected=NAMES, read_only=True) as store:
        return list(store.lines(BOOK))


def renumbered(lines: Rows, by: int) -> Rows:
    return [changed(line, seq=line.seq + by) for line in lines]


def deleted(book: Rows, row: int) -> Rows:
    return book[: row - 1] + book[row:]


def closed_up(book: Rows, row: int) -> Rows:
    return book[: row - 1] + renumbered(book[row:], -1)


def inserted(book: Rows, row: int) -> Rows:
    forged = a_line(book[row - 2] if row > 1 else None, text="forged")
    return [*book[: row - 1], changed(forged, at=book[row - 1].at), *renumbered(book[row - 1 :], 1)]


def swapped(book: Rows, row: int) -> Rows:
    one, other = book[row - 1], book[row]
    return [*book[: row - 1], changed(other, seq=row), changed(one, seq=row + 1), *book[row + 1 :]]


def moved_to_the_end(book: Rows, row: int) -> Rows:
    return [*book[: row - 1], *book[row:], changed(book[row - 1], seq=book[-1].seq + 5)]


def replaced(book: Rows, row: int) -> Rows:
    return [*book[: row - 1], a_line(book[row - 2] if row > 1 else None, text="forged"), *book[row:]]


# What is done, and the kinds of findings of which at least one must be named at that row or the one after it.
DONE: dict[str, tuple[Callable[[Rows, int], Rows], set[str]]] = {
    "deleted": (deleted, {"deletion"}),
    "deleted, the rest renumbered": (closed_up, {"deletion", "renumbering"}),
    "a forged entry put in": (inserted, {"insertion", "edited"}),
    "swapped with the next": (swapped, {"swap"}),
    "renumbered": (moved_to_the_end, {"renumbering", "deletion"}),
    "replaced by a forged one": (replaced, {"rewrite", "edited"}),
}


@pytest.mark.parametrize("what", DONE)
def test_it_is_found_and_named_at_every_row(book: Rows, what: str) -> None:
    """The last row apart: what is done there only an earlier copy, a checkpoint or the minutes can show."""
    act, named = DONE[what]
    for row in range(1, len(book), EACH):
        altered = act(book, row)
        assert verify_lines(altered).problem is not None, row
        found = kinds(diagnose(altered))
        at = {kind for kind, seq in found if seq is not None and (seq in (row, row + 1) or kind == "renumbering")}
        assert at & named, (row, found)
        assert all(seq is None or seq >= row for _, seq in found), (row, found)


@pytest.mark.parametrize("field", FIELDS)
def test_an_edited_field_is_found_and_named_at_every_row(book: Rows, field: str) -> None:
    value, name = FIELDS[field]
    for row in {*range(1, len(book) + 1, EACH), len(book)}:
        altered = [*book]
        altered[row - 1] = changed(book[row - 1], **{field: value})
        quick = verify_lines(altered)
        assert quick.problem is not None and quick.seq in (row, row + 1), row
        found = diagnose(altered)
        assert kinds(found) == {("edited", row)}, (row, found)
        assert name in found[0].words or (field, row) == ("hash", len(book)), (row, found)


def test_a_book_cut_off_at_any_row_is_found_by_an_earlier_copy(book: Rows) -> None:
    for row in range(1, len(book), EACH):
        assert verify_lines(book[:row]).problem is None
        assert "cut short" in str(extends(book[:row], book)), row


def test_a_book_rewritten_from_any_row_on_is_found_by_an_earlier_copy(book: Rows) -> None:
    for row in range(2, len(book) + 1, EACH):
        forged = a_line(book[row - 2], text="forged")
        forged = changed(forged, at=book[row - 2].at)
        assert extends([*book[: row - 1], forged], book[:row]) is not None, row


STATEMENTS = (
    """UPDATE entries SET entry = replace(entry, '"kind"', ' "kind"') WHERE book = 'partnership-board' AND seq = {row}""",
    """UPDATE entries SET "by" = 'Mallory' WHERE book = 'partnership-board' AND seq = {row}""",
    """UPDATE entries SET kind = 'Other' WHERE book = 'partnership-board' AND seq = {row}""",
    """UPDATE entries SET segment = segment + 1 WHERE book = 'partnership-board' AND seq = {row}""",
    """UPDATE entries SET key = 'other' WHERE book = 'partnership-board' AND seq = {row}""",
)


def _undone(connection: sqlite3.Connection, statement: str) -> Iterator[int]:
    yield connection.execute(statement).rowcount
    connection.rollback()


@pytest.mark.parametrize("statement", STATEMENTS)
def test_an_edit_in_the_database_is_found_at_every_row(tmp_path: Path, book: Rows, statement: str) -> None:
    path = tmp_path / "data.db"
    path.write_bytes(DATABASE)
    with Store.open(path, expected=NAMES) as store:
        for row in {*range(1, len(book) + 1, EACH), len(book)}:
            for edited in _undone(store.connection, statement.format(row=row)):
                assert edited == 1
                assert verify_store(store, BOOK).seq == row
        assert verify_store(store, BOOK).problem is None

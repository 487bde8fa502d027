"""Tampering with the database by other means: each kind is found, and the first entry that is wrong is named."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from boardtui.book.errors import BookError, NotABook
from boardtui.book.store import Store
from boardtui.book.verify import extends, verify_store
from tests.book.making import BOOK, a_book, a_database

ROWS = [1, 2, 6, 11, 12]
LENGTH = 12


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_database(tmp_path / "data.db", a_book(LENGTH))


def tamper(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def swap(row: int) -> list[str]:
    other = row % LENGTH + 1
    moves = ((row, 99), (other, row), (99, other))
    return [f"UPDATE entries SET seq = {new} WHERE seq = {old}" for old, new in moves]


EDITS = [
    """UPDATE entries SET entry = replace(entry, 'entry', 'other') WHERE seq = {row}""",
    """UPDATE entries SET entry = replace(entry, ',"text"', ', "text"') WHERE seq = {row}""",
    """UPDATE entries SET "by" = 'Mallory' WHERE seq = {row}""",
    """UPDATE entries SET "by" = '' WHERE seq = {row}""",
    """UPDATE entries SET at = replace(at, '09:', '08:') WHERE seq = {row}""",
    """UPDATE entries SET prev = replace(prev, substr(prev, 1, 4), '0bad') WHERE seq = {row}""",
    """UPDATE entries SET digest = replace(digest, substr(digest, 1, 4), '0bad') WHERE seq = {row}""",
    """UPDATE entries SET hash = replace(hash, substr(hash, 1, 4), '0bad') WHERE seq = {row}""",
    """UPDATE entries SET nonce = upper(nonce) || 'F' WHERE seq = {row}""",
    """UPDATE entries SET segment = segment + 1 WHERE seq = {row}""",
    """UPDATE entries SET segment = segment - 1 WHERE seq = {row}""",
    """UPDATE entries SET segment = seq WHERE seq = {row}""",
    """UPDATE entries SET kind = 'MeetingClosed' WHERE seq = {row}""",
]


def problem(path: Path) -> tuple[int | None, str | None]:
    with Store.open(path) as store:
        found = verify_store(store, BOOK)
    return found.seq, found.problem


def test_an_untouched_book_is_intact(path: Path) -> None:
    assert problem(path) == (None, None)


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_field_is_found_at_its_entry(path: Path, edit: str, row: int) -> None:
    with Store.open(path) as store:
        before = list(store.connection.execute("SELECT * FROM entries"))
    tamper(path, edit.format(row=row))
    with Store.open(path) as store:
        if list(store.connection.execute("SELECT * FROM entries")) == before:
            pytest.skip("this edit changes nothing at this row")
    seq, sentence = problem(path)
    assert seq == row
    assert str(row) in str(sentence)


@pytest.mark.parametrize("row", ROWS[:-1])
def test_a_deleted_entry_is_found(path: Path, row: int) -> None:
    tamper(path, f"DELETE FROM entries WHERE seq = {row}")
    assert problem(path) == (row, f"Entry {row} is missing: entry {row + 1} stands in its place.")


@pytest.mark.parametrize("row", ROWS[:-1])
def test_a_deleted_entry_is_found_even_where_the_rest_is_renumbered(path: Path, row: int) -> None:
    later = [f"UPDATE entries SET seq = {seq - 1} WHERE seq = {seq}" for seq in range(row + 1, LENGTH + 1)]
    tamper(path, f"DELETE FROM entries WHERE seq = {row}", *later)
    assert problem(path)[0] == row


@pytest.mark.parametrize("row", ROWS)
def test_an_inserted_entry_is_found(path: Path, row: int) -> None:
    later = [f"UPDATE entries SET seq = {seq + 1} WHERE seq = {seq}" for seq in range(LENGTH, row - 1, -1)]
    copy = f"""INSERT INTO entries SELECT book, {row}, at, "by", prev, digest, hash, nonce, segment, kind, key, entry
               FROM entries WHERE seq = {row + 1}"""
    tamper(path, *later, copy)
    assert problem(path)[0] in (row, row + 1)


@pytest.mark.parametrize("row", ROWS[:-1])
def test_swapped_entries_are_found(path: Path, row: int) -> None:
    tamper(path, *swap(row))
    assert problem(path)[0] == row


@pytest.mark.parametrize("row", ROWS)
def test_a_renumbered_entry_is_found(path: Path, row: int) -> None:
    tamper(path, f"UPDATE entries SET seq = seq + 100 WHERE seq = {row}")
    seq, sentence = problem(path)
    assert seq == row
    assert str(row) in str(sentence)


@pytest.mark.parametrize("row", [1, 6])
def test_an_entry_of_another_book_is_found(path: Path, row: int) -> None:
    tamper(path, f"UPDATE entries SET book = 'other' WHERE seq = {row}")
    assert problem(path)[0] == row


def test_replacing_a_row_gets_past_the_key_but_not_past_the_chain(path: Path) -> None:
    tamper(
        path,
        """INSERT OR REPLACE INTO entries SELECT book, 6, at, "by", prev, digest, hash, nonce, segment, kind, key,
                    replace(entry, '6', '7') FROM entries WHERE seq = 6""",
    )
    assert problem(path)[0] == 6


def test_a_truncated_book_is_found_by_an_earlier_copy_only(path: Path) -> None:
    with Store.open(path) as store:
        earlier = list(store.lines(BOOK))
    tamper(path, "DELETE FROM entries WHERE seq > 9")
    assert problem(path) == (None, None)
    with Store.open(path) as store:
        assert "entry 10" in str(extends(store.lines(BOOK), earlier))


def test_a_rewritten_book_is_found_by_an_earlier_copy_only(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        earlier = list(store.lines(BOOK))
    other = a_database(tmp_path / "rewritten.db", a_book(LENGTH))
    assert problem(other) == (None, None)
    with Store.open(other) as store:
        assert "Entry 1 is not" in str(extends(store.lines(BOOK), earlier))


FOREIGN: list[tuple[str, str]] = [
    (
        "CREATE TRIGGER quietly AFTER INSERT ON entries BEGIN UPDATE entries SET kind = 'x'; END",
        "trigger named 'quietly'",
    ),
    ("CREATE VIEW shown AS SELECT * FROM entries", "view named 'shown'"),
    ("CREATE TABLE extra (a)", "table named 'extra'"),
    ("CREATE VIRTUAL TABLE searching USING fts5(a)", "table named 'searching'"),
    ("CREATE INDEX also ON entries (kind)", "index named 'also'"),
    ("ALTER TABLE entries ADD COLUMN more TEXT", "'entries' was altered"),
    ("DROP INDEX entries_segment_starts", "'entries' was altered"),
    ("ALTER TABLE entries RENAME TO entries2", "named 'entries2'"),
]


@pytest.mark.parametrize(("statement", "named"), FOREIGN)
def test_a_foreign_part_is_refused_by_name(path: Path, statement: str, named: str) -> None:
    tamper(path, statement)
    with pytest.raises(NotABook, match=named):
        Store.open(path)
    with pytest.raises(NotABook, match=named):
        Store.open(path, read_only=True)


def test_a_table_of_the_same_name_in_another_form_is_refused(path: Path) -> None:
    tamper(
        path, "CREATE TABLE copy AS SELECT * FROM entries", "DROP TABLE entries", "ALTER TABLE copy RENAME TO entries"
    )
    with pytest.raises(NotABook, match="'entries' was altered"):
        Store.open(path)


def test_expected_tables_are_welcome_but_never_a_trigger_on_them(path: Path) -> None:
    expected = frozenset({"partners", "partners_fts"})
    tamper(
        path,
        "CREATE TABLE partners (key TEXT PRIMARY KEY, name TEXT)",
        "CREATE INDEX idx_partners_name ON partners (name)",
        "CREATE VIRTUAL TABLE partners_fts USING fts5(name, content='partners')",
    )
    with Store.open(path, expected=expected) as store:
        assert store.books() == [BOOK]
    with pytest.raises(NotABook, match="table named 'partners"):
        Store.open(path)
    tamper(path, "CREATE TRIGGER t AFTER DELETE ON partners BEGIN DELETE FROM entries; END")
    with pytest.raises(NotABook, match="trigger named 't'"):
        Store.open(path, expected=expected)


REFUSED_TYPES: list[Callable[[int], str]] = [
    lambda row: f"UPDATE entries SET at = X'00' WHERE seq = {row}",
    lambda row: f"UPDATE entries SET hash = X'ff' WHERE seq = {row}",
]


@pytest.mark.parametrize("statement", REFUSED_TYPES)
def test_a_value_of_another_type_is_one_sentence(path: Path, statement: Callable[[int], str]) -> None:
    tamper(path, statement(6))
    with pytest.raises(BookError, match="damaged"):
        problem(path)


def test_a_missing_value_that_was_forced_in_is_one_sentence(path: Path) -> None:
    tamper(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'nonce TEXT NOT NULL', 'nonce TEXT') WHERE name = 'entries'",
    )
    tamper(path, "UPDATE entries SET nonce = NULL WHERE seq = 6")
    with pytest.raises(NotABook, match="'entries' was altered"):
        Store.open(path)
    tamper(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'nonce TEXT', 'nonce TEXT NOT NULL') WHERE name = 'entries'",
    )
    with pytest.raises(BookError, match="damaged"):
        problem(path)


def test_a_key_listed_beside_another_entry_is_found(path: Path) -> None:
    """The column `key` only serves to find things; what the entry itself says decides."""
    tamper(path, "UPDATE entries SET key = 'another' WHERE seq = 2")
    row, words = problem(path)
    assert row == 2
    assert "another" in words

"""The form of the register's tables is held against the one that this boardtui makes, and each difference is named."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from boardtui.cli.main import main
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.register.schema import differences
from tests import build, versions
from tests.tui.app import make_desk

CHANGES = {
    "ALTER TABLE members ADD COLUMN phone TEXT": "members of the register has a column that boardtui did not make: phone",
    "ALTER TABLE agenda DROP COLUMN minutes": "agenda of the register lacks a column: minutes",
    "CREATE INDEX by_name ON members (name)": "members of the register has an index that boardtui did not make: by_name",
    "CREATE UNIQUE INDEX once ON partners (name)": "partners of the register has an index that boardtui did not make: once",
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    desk = make_desk(tmp_path)
    desk.session(build.BOARD).record(build.convened())
    desk.close()
    return tmp_path / "data.db"


@pytest.mark.parametrize("change", CHANGES)
def test_a_table_of_another_form_is_named_beside_a_book_that_is_intact(database: Path, change: str) -> None:
    connection = sqlite3.connect(database)
    connection.execute(change)
    connection.close()
    done = CliRunner().invoke(main, ["verify", "--db", str(database), build.BOARD])
    assert done.exit_code == 1
    assert f"Partnership Board: intact. The register beside it was ALTERED. The table {CHANGES[change]}." in done.output
    assert "entries 1\n" in done.output


def test_a_table_that_is_gone_is_named_once(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("DROP TABLE agenda")
    assert differences(connection) == ["The register lacks the table agenda."]
    connection.close()


def test_an_index_on_the_book_is_refused(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("CREATE INDEX more ON entries (by)")
    connection.close()
    done = CliRunner().invoke(main, ["verify", "--db", str(database), build.BOARD])
    assert "contains an index named 'more' that boardtui did not make" in done.output


def test_a_condition_put_into_a_table_is_named(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA writable_schema = 1")
    for seat in ("[seat] TEXT", '"seat" TEXT'):
        change = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'members'"
        connection.execute(change, (seat, f"{seat} CHECK (1)"))
    connection.commit()
    connection.close()
    connection = sqlite3.connect(database)
    assert differences(connection) == [
        "The table members of the register has a condition that boardtui did not make: CHECK."
    ]
    connection.close()


def test_a_register_as_it_is_made_or_brought_up_to_date_has_no_difference(database: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(database)
    assert differences(connection) == []
    connection.close()
    older = tmp_path / "older.db"
    older.write_bytes(gzip.decompress((Path(versions.__file__).parent / "data-1.db.gz").read_bytes()))
    desk = Desk.open(Config(Settings(database=str(older)), tmp_path))
    assert desk.news and differences(desk.store.connection) == []
    desk.close()


def test_a_database_without_a_register_has_none(tmp_path: Path) -> None:
    assert differences(sqlite3.connect(tmp_path / "empty.db")) == []

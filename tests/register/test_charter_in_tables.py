"""A charter written into tables is the same charter when it is read back, and reads well in any SQLite browser."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest
from msgspec.structs import replace

from boardtui.book.store import Store
from boardtui.charter.load import body_charter, shipped
from boardtui.charter.model import Partner
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.register import rules, schema
from boardtui.register.bodies import read_charter, titles
from boardtui.register.init import write_charter
from boardtui.register.people import members, seats
from boardtui.register.tables import RegisterError
from tests.build import write_demo

MSE = shipped("mid-south-essex")
TERMS = Terms(Quorum(11, "1/3", ("executive-lead",), False), "may_vote", "may_vote", "chair", "none", "ToR 2.1")


def test_the_whole_charter_comes_back_as_it_was(mse: sqlite3.Connection):
    assert read_charter(mse) == MSE


@pytest.mark.parametrize("body", [body.key for body in MSE.bodies])
def test_each_body_meets_by_the_same_rules(mse: sqlite3.Connection, body: str):
    assert rules.body_charter(mse, body) == body_charter(MSE, body)


def test_terms_of_reference_in_a_charter_come_back_too(empty: sqlite3.Connection):
    board = replace(MSE.bodies[0], terms=TERMS)
    charter = replace(MSE, bodies=(board, *MSE.bodies[1:]))
    write_charter(empty, charter)
    assert read_charter(empty) == charter
    assert rules.body_charter(empty, "partnership-board").terms == TERMS


def test_a_partner_without_a_category_comes_back_without_one(empty: sqlite3.Connection):
    charter = replace(MSE, partners=(*MSE.partners, Partner("guest", "A guest partner")))
    write_charter(empty, charter)
    assert read_charter(empty) == charter


def test_annex_1_has_one_row_a_cell(mse: sqlite3.Connection):
    assert mse.execute("SELECT count(*), sum(ticked) FROM eligibility").fetchone() == (48, 38)
    row = "SELECT ticked FROM eligibility WHERE topic = 'fin_capital' AND category = 'council'"
    assert mse.execute(row).fetchone() == (0,)


def test_seats_are_filled_and_go_by_their_titles_until_a_name_is_entered(mse: sqlite3.Connection):
    held = members(mse, "partnership-board")
    assert len(held) == 31
    assert [member.key for member in held] == [seat.key for seat in MSE.bodies[0].seats]
    assert all(member.name == member.seat and not member.vacant for member in held)
    assert held[13].partners == ("bbccg", "cprccg", "meccg", "sccg", "tccg")
    assert seats(mse, "partnership-board") == MSE.bodies[0].seats


def test_the_first_screen_has_the_titles_of_the_bodies(mse: sqlite3.Connection):
    assert list(titles(mse).items())[:2] == [
        ("partnership-board", "Partnership Board"),
        ("sle", "System Leadership Executive (SLE)"),
    ]


def test_a_second_charter_is_refused_and_changes_nothing(mse: sqlite3.Connection):
    with pytest.raises(RegisterError, match="The register holds a charter already, Mid and South Essex"):
        write_charter(mse, MSE)
    assert read_charter(mse) == MSE


def test_a_charter_that_nobody_could_count_by_leaves_no_table_behind(empty: sqlite3.Connection):
    with pytest.raises(RegisterError, match=r"cannot be written into the register \(title\): it is empty"):
        write_charter(empty, replace(MSE, title=""))
    assert empty.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    assert not empty.in_transaction


def test_an_empty_register_says_so(empty: sqlite3.Connection):
    schema.create(empty)
    with pytest.raises(RegisterError, match="holds no charter yet"):
        read_charter(empty)
    with pytest.raises(RegisterError, match="There is no body “sle”; none is defined"):
        rules.body_charter(empty, "sle")


def test_tables_are_made_once_and_checked_when_opened(empty: sqlite3.Connection):
    with pytest.raises(RegisterError, match="The register lacks the table agenda"):
        schema.check(empty)
    schema.create(empty)
    schema.check(empty)
    with pytest.raises(RegisterError, match="has a register already"):
        schema.create(empty)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("DROP TABLE silences", "lacks the table silences; restore the database"),
        ("ALTER TABLE members ADD COLUMN shoe_size", "columns of the table members were altered"),
        ("UPDATE schema_version SET version = 3", "another version of boardtui; update boardtui"),
        ("UPDATE schema_version SET version = 0", "another version of boardtui; restore"),
        ("DELETE FROM schema_version", "another version of boardtui; restore"),
    ],
)
def test_a_register_that_was_altered_is_refused(mse: sqlite3.Connection, sql: str, reason: str):
    mse.execute(sql)
    with pytest.raises(RegisterError, match=reason):
        schema.check(mse)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        (
            "UPDATE rules SET threshold = '0.75' WHERE key = 'capital'",
            "row .* capital, threshold is “0.75”, and it must be a frac",
        ),
        ("UPDATE rules SET base = NULL WHERE key = 'capital'", r"capital → votes counted out of\): it is missing"),
        ("UPDATE rules SET method = 'dice'", "table rules, row .*, method is “dice”, and it must be vote or"),
        ("UPDATE rules SET defined = 7", "table rules, row .*, defined is “7”, and it must be 0"),
        ("UPDATE rules SET title = x'ff'", "table rules, row .*, title is .* and it is not text"),
        ("UPDATE reading_changes SET value = 'all' WHERE setting = 'base'", "“all” is not one of the choices"),
        ("UPDATE overrides SET eligible = 2", "table overrides, row nelft fin_capital, eligible is “2”"),
        ("UPDATE terms SET quorum_fraction = '2'", "table terms, row partnership-board, quorum_fraction is “2”"),
        ("UPDATE terms SET source = ''", r"terms → source\): it is empty"),
        ("DROP TABLE topics", "The register could not be read, because"),
    ],
)
def test_what_another_program_wrote_into_the_tables_is_not_counted_by(mse: sqlite3.Connection, sql: str, reason: str):
    rules.set_override(mse, "nelft", "fin_capital", False, "Chair")
    rules.set_terms(mse, "partnership-board", TERMS)
    mse.execute("PRAGMA foreign_keys = 0")
    mse.execute(sql)
    with pytest.raises(RegisterError, match=reason):
        rules.body_charter(mse, "partnership-board")


def test_the_register_lives_in_the_store_beside_the_book(tmp_path):
    with Store.create(tmp_path / "data.db", expected=schema.NAMES) as store:
        write_demo(store.connection)
        assert not store.connection.in_transaction
    with Store.open(tmp_path / "data.db", expected=schema.NAMES, read_only=True) as store:
        schema.check(store.connection)
        assert read_charter(store.connection) == MSE
        with pytest.raises(RegisterError, match="could not be changed, because the file may not be written"):
            rules.set_tick(store.connection, "vision", "ccg", False)


def test_reading_the_register_does_not_load_sqlite_utils():
    modules = "agenda, bodies, changes, convene, demo, init, people, rules, schema, tables"
    program = f"from boardtui.register import {modules}; import sys; sys.exit('sqlite_utils' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

"""A wrong value in any column of the register ends in a sentence that names it, and the rest of the program works."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec
import pytest

from boardtui.book.store import Store
from boardtui.charter.load import shipped
from boardtui.cli.examples.build import write_example
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.planning import plan
from boardtui.errors import UserError
from boardtui.meeting.entries import Carried
from boardtui.papers.circulation.circulating import planned
from boardtui.register.agenda import agenda, meetings
from boardtui.register.bodies import bodies, read_charter, titles
from boardtui.register.convene import convened
from boardtui.register.layout import NAMES, TABLES
from boardtui.register.people import members, partners
from boardtui.register.preview import standings
from boardtui.register.rules import body_charter, milestones, questions, rules, silences, stages, terms, topics
from boardtui.register.tables import RegisterError, as_they_are
from boardtui.register.values import correct, faults, wrong
from boardtui.tui.views import home
from boardtui.tui.views.first_steps import first_steps
from tests import first, random_examples

BOARD, EXECUTIVE = "partnership-board", "sle"
# Text that is no UTF-8 cannot be bound, so each value is SQL.
VALUES = ["x'fffe'", "'?'", "CAST(x'ff' AS TEXT)", "1.5", "-7", "'2026-02-30'"][: random_examples(2, 6)]
ALL_READ = [
    first(1, [(table, column) for column, kind in layout.columns.items() if (kind is int) == numbers])
    for table, layout in TABLES.items()
    for numbers in (False, True)
    if table != "schema_version"
]  # with the suite, of each table a column of text and one of numbers: each is read in one way
PLACES = [(table, column) for table, layout in TABLES.items() for column in layout.columns if table != "schema_version"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("register") / "data.db"
    write_example(path)
    with Store.open(path, expected=NAMES) as store:
        db = store.connection
        db.execute("INSERT INTO scope VALUES (1, 'everything')")
        charter = msgspec.json.encode(shipped("mid-south-essex")).decode()
        db.execute("INSERT INTO charter_versions VALUES ('2030-04-01', 'as agreed', 0, ?, '')", (charter,))
        db.execute("INSERT INTO terms (body, source, year_begins, notice_days) VALUES ('sle', 'ToR', '1 April', 5)")
        db.execute(
            "INSERT INTO taken_off (key, body, title, starts, place, public, revision, changed)"
            " VALUES ('sle-off', 'sle', 'SLE', '2026-12-14T14:00+00:00', '', 0, 1, '2026-11-01T10:00:00Z')"
        )
        db.execute("INSERT INTO overrides SELECT partners.key, topics.key, 1, 'ruled' FROM partners, topics LIMIT 1")
        db.commit()
    opened = Desk.open(Config(Settings(database=str(path), secretary="J Smith"), path.parent))
    yield opened
    opened.close()


def places_of_use(desk: Desk) -> list[Callable[[], Any]]:
    """What Home, the pages of the register and convening read."""
    db = desk.store.connection
    coming = desk.planned()
    each = [one for body in (BOARD, EXECUTIVE) for one in ((members, body), (rules, body), (terms, body))]
    return [
        lambda: list(home.coming(desk.planned(), datetime.date(2026, 11, 26), 100)),
        desk.bodies,
        *(
            lambda meeting=meeting: planned(desk, desk.session(meeting.body), meeting.key, "public")
            for meeting in coming
        ),
        *(lambda meeting=meeting: convened(db, meeting.key, Carried(), {}) for meeting in coming),
        lambda: list(first_steps(desk)),
        lambda: plan(desk),
        lambda: [agenda(db, meeting.key) for meeting in meetings(db)],
        lambda: standings(db),
        lambda: titles(db),
        lambda: read_charter(db),
        *(lambda read=read: read(db) for read in (bodies, partners, topics, milestones, questions, silences, stages)),
        *(lambda read=read, body=body: read(db, body) for read, body in each),
        *(lambda body=body: body_charter(db, body) for body in (BOARD, EXECUTIVE)),
    ]


def wrong_values(desk: Desk, table: str, column: str, values: Sequence[str]) -> Iterator[str]:
    """Put each of these values into the last row of a table, one at a time, and take it out again."""
    db = desk.store.connection
    for value in values:
        db.rollback()  # of a test that failed
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN")
        with suppress(sqlite3.IntegrityError):
            row = f'(SELECT max(rowid) FROM "{table}")'
            db.execute(f'UPDATE "{table}" SET "{column}" = {value} WHERE rowid = {row}')
            yield value
        db.rollback()
        db.execute("PRAGMA foreign_keys = ON")


@pytest.mark.parametrize(("table", "column"), [place for places in ALL_READ for place in places])
def test_every_reader_of_the_register_says_what_is_wrong_or_goes_on(desk: Desk, table: str, column: str) -> None:
    for _ in wrong_values(desk, table, column, VALUES[:1]):
        found = faults(desk.store.connection, table)
        for read in places_of_use(desk):
            try:
                read()
            except UserError as told:
                assert "sqlite" not in str(told).lower()
                if "Home lists it" in str(told):
                    assert any(fault.place in str(told) for fault in found), (str(told), found)


def test_text_that_is_none_comes_as_its_bytes_and_all_other_as_text(empty: sqlite3.Connection) -> None:
    empty.execute("CREATE TABLE words AS SELECT CAST(x'ff' AS TEXT), 'é'")
    assert as_they_are(empty, "SELECT * FROM words") == [(b"\xff", "é")]


@pytest.mark.parametrize(("table", "column"), PLACES)
def test_what_cannot_stand_in_a_column_is_found_with_its_place_and_can_be_corrected(
    desk: Desk, table: str, column: str
) -> None:
    db = desk.store.connection
    assert faults(db, table) == ()
    (good,) = db.execute(f'SELECT "{column}" FROM "{table}" ORDER BY rowid DESC LIMIT 1').fetchone()
    number = TABLES[table].columns[column] is int
    for value in wrong_values(desk, table, column, VALUES):
        own = [fault for fault in faults(db, table) if fault.column == column]
        blob = value.startswith(("x'", "CAST"))
        assert own or not (blob or (number and value in ("1.5", "'?'", "''"))), (table, column, value)
        for fault in own:
            correct(db, fault, "" if good is None else str(good))
        assert not [fault for fault in faults(db, table) if fault.column == column]
        (now,) = db.execute(f'SELECT "{column}" FROM "{table}" ORDER BY rowid DESC LIMIT 1').fetchone()
        assert not own or now == good


@pytest.mark.parametrize(
    "place",
    [
        "rules binds",
        "rules by_letter",
        "bodies in_common",
        "stages strict",
        "agenda confidential",
        "members vacant",
        "terms quorum_counts_conflicted",
        "meetings public",
        "eligibility ticked",
        "overrides eligible",
    ],
)
def test_what_is_yes_or_no_is_nothing_else(place: str) -> None:
    table, column = place.split()
    assert wrong(table, column, 0) is None and wrong(table, column, 1) is None
    assert wrong(table, column, 2) == "it must be 0 (no) or 1 (yes)"


def test_a_wrong_start_keeps_no_other_meeting_from_being_held(desk: Desk) -> None:
    db = desk.store.connection
    keys = [meeting.key for meeting in desk.planned()]
    db.execute("UPDATE meetings SET starts = 'soon' WHERE key = ?", (keys[0],))
    db.commit()
    try:
        assert [meeting.key for meeting in desk.planned()] == keys[1:]
        with pytest.raises(
            RegisterError, match=f"table meetings, row {keys[0]}, starts is “soon”, and it must be a date"
        ):
            desk.session(BOARD).convene(keys[0])
        (fault,) = faults(db)
        assert fault.place == f"table meetings, row {keys[0]}, starts"
        with pytest.raises(RegisterError, match="cannot stand there: it must be a date and time"):
            correct(db, fault, "tomorrow")
        correct(db, fault, "2026-11-26T10:00+00:00")
        assert [meeting.key for meeting in desk.planned()] == keys
    finally:
        db.rollback()


@pytest.mark.parametrize(
    ("wrong", "left_out"),
    [
        ("UPDATE terms SET year_begins = 'some day' WHERE body = 'sle'", "table terms, row sle, year_begins"),
        ("UPDATE bodies SET per_year = 'often' WHERE key = 'sle'", "table bodies, row sle, per_year"),
        ("UPDATE bodies SET title = x'ff' WHERE key = 'sle'", "table bodies, row sle, title"),
        ("UPDATE bodies SET key = CAST(x'ff' AS TEXT) WHERE key = 'sle'", "key is"),
        ("UPDATE milestones SET kind = 'perhaps'", "The dates of the memorandum are left out here."),
        ("UPDATE meetings SET starts = 'soon' WHERE body = 'sle'", "The meeting “sle-2026-11-30” is left out here"),
        ("UPDATE rules SET method = 'lots' WHERE body = 'sle'", None),
    ],
)
def test_what_is_wrong_of_one_body_leaves_the_plan_of_the_others_and_is_said(
    desk: Desk, wrong: str, left_out: str | None
) -> None:
    db = desk.store.connection
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    try:
        db.execute("DELETE FROM charter_versions")
        kinds = ("meeting", "owed")
        before = [line for line in plan(desk).lines if line.body == BOARD and line.kind in kinds]
        db.execute(wrong)
        lines, said = plan(desk)
        assert before and [line for line in lines if line.body == BOARD and line.kind in kinds] == before
        assert [left_out in text for text in said] == [True] if left_out else not said
        of_board = plan(desk, BOARD)
        assert set(before) <= set(of_board.lines)
        assert of_board.left_out == tuple(text for text in said if "memorandum" in text)
        if left_out and "row sle" in left_out:
            with pytest.raises(RegisterError, match=left_out):
                plan(desk, EXECUTIVE)
    finally:
        db.rollback()
        db.execute("PRAGMA foreign_keys = ON")


def test_a_later_charter_that_cannot_follow_a_wrong_value_is_left_out_of_the_plan_which_says_so(desk: Desk) -> None:
    for _ in wrong_values(desk, "rules", "method", ["'lots'"]):
        lines, (said,) = plan(desk)
        assert lines and "holds from 1 April 2030 and is left out here. A value of the setup cannot be used" in said
        desk.store.connection.execute("UPDATE charter_versions SET holds_from = '2020-04-01'")
        lines, (said,) = plan(desk)
        assert lines and said.startswith("The charter that holds by now is left out here.")

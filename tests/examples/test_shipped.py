"""The example database and the papers of its finished meeting are built by the program, and are what it builds now."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.cli.examples.build import demo_copy, write_example
from boardtui.desk.checking import check_source
from boardtui.desk.new_database import new_database
from boardtui.register.layout import NAMES

ROOT = Path(__file__).parents[2]
REMEDY = "build them again with: boardtui init --example --db data.db.example --papers meetings"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example and its papers, made afresh."""
    folder = tmp_path_factory.mktemp("example")
    (folder / "meetings").mkdir()
    write_example(folder / "data.db", folder / "meetings")
    return folder


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def test_the_shipped_example_is_what_the_program_builds(built: Path) -> None:
    assert _dump(built / "data.db") == _dump(ROOT / "data.db.example"), REMEDY


def test_the_papers_of_the_finished_meeting_are_what_the_program_writes(built: Path) -> None:
    shipped = {path.relative_to(ROOT / "meetings") for path in (ROOT / "meetings").rglob("*") if path.is_file()}
    written = {path.relative_to(built / "meetings") for path in (built / "meetings").rglob("*") if path.is_file()}
    assert shipped == written
    for name in written:
        assert (ROOT / "meetings" / name).read_bytes() == (built / "meetings" / name).read_bytes(), REMEDY


def test_both_books_of_the_example_are_intact(built: Path) -> None:
    with Store.open(built / "data.db", expected=NAMES, read_only=True) as store:
        for book in ("partnership-board", "sle"):
            assert check_source(store, book, lambda book=book: store.lines(book)).intact


def test_the_members_of_the_example_are_named_by_their_seats(built: Path) -> None:
    with sqlite3.connect(built / "data.db") as connection:
        named = connection.execute("SELECT name, seat FROM members").fetchall()
    connection.close()
    assert len(named) > 40
    assert all(name == seat for name, seat in named)


def test_the_demonstration_works_on_a_copy_and_begins_again_when_asked(tmp_path: Path) -> None:
    before = (ROOT / "data.db.example").read_bytes()
    config = demo_copy(tmp_path / "demo")
    database = config.parent / "data.db"
    with Store.open(database, expected=NAMES) as store:
        store.connection.execute("UPDATE members SET name = 'somebody'")
        store.connection.commit()
        spoilt = database.read_bytes()
        demo_copy(tmp_path / "demo")
        with pytest.raises(BookError, match="is open in another boardtui"):
            demo_copy(tmp_path / "demo", fresh=True)
        Path(f"{database}.lock").unlink()
        if sys.platform == "linux":
            with pytest.raises(BookError, match="is open in another boardtui"):
                demo_copy(tmp_path / "demo", fresh=True)
        assert database.read_bytes() == spoilt != before
    demo_copy(tmp_path / "demo", fresh=True)
    assert database.read_bytes() == before == (ROOT / "data.db.example").read_bytes()


@pytest.mark.parametrize("theirs", ["data.db", "config.toml", "data.db-journal", "data.db of another folder"])
@pytest.mark.parametrize("fresh", [False, True])
def test_the_demonstration_replaces_nothing_that_it_did_not_make(tmp_path: Path, theirs: str, fresh: bool) -> None:
    folder = tmp_path / "board"
    if theirs == "data.db of another folder":
        demo_copy(folder)
        (folder / "data.db").unlink()
        new_database(folder / "data.db", "doncaster")
    else:
        folder.mkdir()
        (folder / theirs).write_text("the board's own", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    if theirs == "data.db of another folder" and not fresh:
        demo_copy(folder)  # a copy that this made is gone on with, whatever was done in it
    else:
        with pytest.raises(BookError, match="did not make"):
            demo_copy(folder, fresh=fresh)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_new_database_never_takes_the_place_of_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(BookError, match="exists already"):
        new_database(path, "mid-south-essex")
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("charter", ["mid-south-essex", "cambridgeshire-peterborough", "doncaster"])
def test_a_new_database_is_made_from_any_charter(tmp_path: Path, charter: str) -> None:
    path = tmp_path / "data.db"
    new_database(path, charter)
    assert [file.name for file in tmp_path.iterdir()] == ["data.db"]
    with Store.open(path, expected=NAMES) as store:
        assert store.books() == []

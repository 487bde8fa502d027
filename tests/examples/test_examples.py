"""The example of each memorandum: built by the program, the same each time, intact, with no invented people."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.charter.load import names
from boardtui.cli.examples.build import demo_copy, example, write_example
from boardtui.config.config import Config, Settings
from boardtui.desk.checking import check_source
from boardtui.desk.desk import Desk
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.circulation.closing import write_minutes_of
from boardtui.papers.formats.markdown import as_markdown
from boardtui.register.layout import NAMES
from tests import first

CHARTERS = sorted(names())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every example with the papers of its finished meeting, each in a folder of its own."""
    found = {}
    for charter in CHARTERS:
        found[charter] = folder = tmp_path_factory.mktemp(charter)
        (folder / "meetings").mkdir()
        write_example(folder / "data.db", folder / "meetings", charter)
    return found


@pytest.mark.parametrize("charter", CHARTERS)
def test_every_book_of_an_example_is_intact(built: dict[str, Path], charter: str) -> None:
    with Store.open(built[charter] / "data.db", expected=NAMES, read_only=True) as store:
        books = store.books()
        assert set(books) == {one.meeting.body for one in example(charter).held}
        for book in books:
            assert check_source(store, book, lambda book=book: store.lines(book)).intact


@pytest.mark.parametrize("charter", CHARTERS)
def test_an_example_has_the_same_entries_each_time(built: dict[str, Path], charter: str, tmp_path: Path) -> None:
    write_example(tmp_path / "data.db", tmp_path / "meetings", charter)
    key = example(charter).papers[1]
    for name in ("book.jsonl", "minutes.md"):
        again = (tmp_path / "meetings" / key / name).read_bytes()
        assert again == (built[charter] / "meetings" / key / name).read_bytes()


@pytest.mark.parametrize("charter", CHARTERS)
def test_no_random_part_is_used_twice(built: dict[str, Path], charter: str) -> None:
    with sqlite3.connect(built[charter] / "data.db") as db:
        (every,), (different,) = db.execute(
            "SELECT count(nonce) FROM entries UNION ALL SELECT count(DISTINCT nonce) FROM entries"
        )
    db.close()
    assert every == different


@pytest.mark.parametrize("charter", CHARTERS)
def test_the_members_of_an_example_go_by_their_seats(built: dict[str, Path], charter: str) -> None:
    with sqlite3.connect(built[charter] / "data.db") as db:
        named = db.execute("SELECT name, seat FROM members").fetchall()
    db.close()
    assert named and all(name == seat for name, seat in named)


@pytest.mark.parametrize("charter", first(2, CHARTERS))
def test_every_finished_meeting_has_its_minutes_in_every_format(
    built: dict[str, Path], charter: str, tmp_path: Path
) -> None:
    settings = Settings(
        database=str(built[charter] / "data.db"), meetings=str(tmp_path), formats=("md", "docx", "pdf", "html")
    )
    desk = Desk.open(Config(settings, tmp_path), read_only=True)
    try:
        for one in example(charter).held:
            write_minutes_of(desk, one.meeting.body, one.meeting.key)
            held = {path.name for path in (tmp_path / one.meeting.key).iterdir()}
            assert {"minutes.md", "minutes.docx", "minutes.pdf", "minutes.html", "book.jsonl"} <= held
            text = (tmp_path / one.meeting.key / "minutes.md").read_text(encoding="utf-8")
            assert all(item.title in text for item in one.agenda if not item.confidential)
    finally:
        desk.close()


@pytest.mark.parametrize("charter", CHARTERS)
def test_each_example_has_meetings_to_come_of_bodies_with_seats(charter: str) -> None:
    told = example(charter)
    assert told.planned
    held = json.dumps([one.meeting.key for one in told.held])
    assert all(meeting.key not in held for meeting, _ in told.planned)


def test_the_demonstration_of_another_charter_is_made_when_asked_for(tmp_path: Path) -> None:
    config = demo_copy(tmp_path / "demo", charter="doncaster")
    with sqlite3.connect(config.parent / "data.db") as db:
        assert db.execute("SELECT key FROM bodies").fetchall() == [("jccc",)]
    db.close()


def test_there_is_no_example_of_a_charter_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="there are: cambridgeshire-peterborough, doncaster"):
        demo_copy(tmp_path / "demo", charter="nowhere")
    assert not (tmp_path / "demo").exists()


REGISTERS = {
    ("mid-south-essex", "partnership-board"): "Each scheme shows that it can be afforded",
    ("mid-south-essex", "sle"): "Two partners review the financial recovery plan with the trust.",
    ("cambridgeshire-peterborough", "stp-board"): "A plan shows how the teams are paid for after the first year.",
    ("doncaster", "jccc"): "The working group reports what the rapid response part delivered",
    ("south-yorkshire-bassetlaw", "collaborative-partnership-board"): "Each place says what its share is to deliver",
}


@pytest.mark.parametrize(("charter", "body"), REGISTERS, ids=[body for _, body in REGISTERS])
def test_the_light_registers_of_an_example_hold_something(
    built: dict[str, Path], charter: str, body: str, tmp_path: Path
) -> None:
    settings = Settings(database=str(built[charter] / "data.db"), meetings=str(tmp_path), formats=("md",))
    desk = Desk.open(Config(settings, tmp_path), read_only=True)
    try:
        (paper,) = papers_of(desk, "conditions", body).values()
        text = as_markdown(paper)
    finally:
        desk.close()
    assert REGISTERS[charter, body] in text
    supports = body == "sle"  # only 7.7 and 7.8 of the one memorandum know of support for a partner
    assert ("## Support and intervention" in text) is supports
    assert ("## Conditions of decisions" in text) is not supports

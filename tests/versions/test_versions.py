"""A database, a register or a book of an older version goes on; one of a newer version is refused with a sentence."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from boardtui.book.chain import canonical, seal
from boardtui.book.errors import BookError, Newer, NotABook
from boardtui.book.schema import SCHEMA_VERSION
from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.replay import as_json, replay
from boardtui.desk.unaltered import unaltered
from boardtui.desk.upgrading import KEPT_AS
from boardtui.meeting import entries as e
from boardtui.papers.circulation.circulating import all_held
from boardtui.papers.circulation.closing import minutes_of
from boardtui.register import migrations, schema
from boardtui.register.bodies import read_charter
from boardtui.register.layout import TABLES
from boardtui.search.index import Index
from boardtui.search.reading import catch_up
from tests import build, versions
from tests.files import for_owner_only
from tests.papers.on_desk import command
from tests.search.asking import board_with

FIRST = gzip.decompress((versions.HERE / "data-1.db.gz").read_bytes())
REPLAYED_BY_THE_FIRST = json.loads((versions.HERE / "replay-1.json").read_text(encoding="utf-8"))
LINES: dict[str, tuple[int, Callable[[], list[str]]]] = {
    "register": (schema.VERSION, versions.register_lines),
    "entries": (e.VOCABULARY, versions.entry_lines),
}


def first(folder: Path) -> Config:
    """The settings of a database as version 1 left it: a register, and three finished meetings in three books."""
    (folder / "data.db").write_bytes(FIRST)
    return Config(Settings(database=str(folder / "data.db"), secretary="J Smith"), folder)


def layout_of(path: Path) -> dict[str, set[str]]:
    other = sqlite3.connect(path)
    names = [name for (name,) in other.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {name: {row[1] for row in other.execute(f"PRAGMA table_info({name})")} for name in names}
    other.close()
    return found


def versions_in(path: Path) -> tuple[int, int]:
    """The version of the file and that of its register."""
    other = sqlite3.connect(path)
    (of_file,) = other.execute("PRAGMA user_version").fetchone()
    (of_register,) = other.execute("SELECT version FROM schema_version WHERE part = 'register'").fetchone()
    other.close()
    return of_file, of_register


def said_by(path: Path) -> list[str]:
    """All that a database holds, as statements."""
    other = sqlite3.connect(path)
    found = list(other.iterdump())
    other.close()
    return found


def folded(desk: Desk) -> dict[str, Any]:
    """What every book of a desk says, in the words of the replay command."""
    found = {book: as_json(desk.store.lines(book))[1] for book in desk.store.books()}
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def minutes(desk: Desk) -> list[Any]:
    return [minutes_of(desk, session, session.stretch) for session in map(desk.session, desk.store.books())]


def test_a_database_of_version_1_opens_and_its_books_say_what_they_said(tmp_path: Path) -> None:
    desk = Desk.open(first(tmp_path))
    assert "has been brought up to date" in (desk.news or "")
    assert folded(desk) == REPLAYED_BY_THE_FIRST
    assert all(verify_store(desk.store, book).problem is None for book in desk.store.books())
    schema.check(desk.store.connection)
    assert {name: set(table.columns) for name, table in TABLES.items()}.items() <= layout_of(
        tmp_path / "data.db"
    ).items()
    assert versions_in(tmp_path / "data.db") == (SCHEMA_VERSION, schema.VERSION)
    desk.close()


def test_it_is_kept_as_it_was_for_its_owner_only(tmp_path: Path) -> None:
    Desk.open(first(tmp_path)).close()
    kept = tmp_path / f"data.db.{KEPT_AS}"
    assert for_owner_only(kept)
    assert said_by(kept) == said_by(first(tmp_path).database)
    assert versions_in(kept) == (1, 1)
    assert {path.name for path in tmp_path.iterdir()} - {"data.db.lock"} == {"data.db", "data.db-journal", kept.name}


def test_it_is_brought_up_to_date_once_and_no_earlier_copy_is_written_over(tmp_path: Path) -> None:
    Desk.open(first(tmp_path)).close()
    again = Desk.open(first_again := Config(Settings(database=str(tmp_path / "data.db")), tmp_path))
    assert again.news is None
    again.close()
    kept = tmp_path / f"data.db.{KEPT_AS}"
    kept.write_bytes(b"of another board")
    (tmp_path / "data.db").write_bytes(FIRST)
    Desk.open(first_again).close()
    assert kept.read_bytes() == b"of another board"
    assert versions_in(tmp_path / f"{kept.name}.2") == (1, 1)


def test_a_meeting_goes_on_in_it_and_the_next_is_held(tmp_path: Path) -> None:
    desk = Desk.open(first(tmp_path))
    session = desk.session(build.BOARD)
    for meeting in desk.planned():
        if meeting.body == build.BOARD:
            session.convene(meeting.key)
            break
    convened = session.lines[0].entry
    assert isinstance(convened, e.MeetingConvened)
    assert convened.vocabulary == e.VOCABULARY
    here = [member.key for member in convened.members if not member.vacant]
    build.record_all(session, [*build.arrivals(here), e.ChairTaken(member=here[0]), e.MeetingOpened()])
    session.record(e.NoteTaken(item=None, text="It goes on."))
    assert verify_store(desk.store, build.BOARD).problem is None
    assert replay(desk.store.lines(build.BOARD)).problem is None
    desk.close()


def test_the_minutes_are_the_same_before_and_after(tmp_path: Path) -> None:
    config = first(tmp_path)
    looking = Desk.open(config, read_only=True)
    before = minutes(looking)
    looking.close()
    desk = Desk.open(config)
    assert minutes(desk) == before
    desk.close()


def test_where_it_may_not_be_written_it_is_read_as_it_is_and_says_so(tmp_path: Path) -> None:
    config = first(tmp_path)
    desk = Desk.open(config, read_only=True)
    assert (
        "It is read as it is; open it once where it may be written" in desk.to_put_right()["Made by an older boardtui"]
    )
    assert folded(desk) == REPLAYED_BY_THE_FIRST
    charter = read_charter(desk.store.connection)
    desk.close()
    assert (tmp_path / "data.db").read_bytes() == FIRST
    desk = Desk.open(config)
    assert read_charter(desk.store.connection) == charter
    desk.close()


def test_reading_commands_work_on_it_and_leave_it(tmp_path: Path) -> None:
    first(tmp_path)
    found = command(tmp_path, "verify", build.BOARD)
    assert (found.exit_code, "intact" in found.output) == (0, True)
    assert (tmp_path / "data.db").read_bytes() == FIRST


def test_a_command_that_records_says_that_it_was_brought_up_to_date(tmp_path: Path) -> None:
    first(tmp_path)
    (tmp_path / "script.jsonl").write_text('{"kind":"NoteTaken"}\n', encoding="utf-8")
    found = command(tmp_path, "record", build.BOARD, str(tmp_path / "script.jsonl"))
    assert "has been brought up to date. As it was, it is kept beside it" in found.stderr


def broken(after: str) -> Callable[[sqlite3.Connection], None]:
    def step(db: sqlite3.Connection) -> None:
        migrations.add_what_is_missing(db)
        db.execute("DELETE FROM members")
        db.execute(after)

    return step


@pytest.mark.parametrize("fault", ["SELECT * FROM nowhere", "INSERT INTO bodies (key) VALUES (NULL)"])
def test_a_step_that_fails_leaves_the_database_as_it_was(
    tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = first(tmp_path)
    monkeypatch.setitem(migrations.STEPS, schema.VERSION, broken(fault))
    with pytest.raises(BookError, match=r"could not be brought up to date, because .* It is unchanged"):
        Desk.open(config)
    assert (tmp_path / "data.db").read_bytes() == FIRST
    monkeypatch.undo()
    Desk.open(config).close()


def test_without_room_for_the_copy_nothing_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = first(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("boardtui.book.copying.os.fsync", full)
    with pytest.raises(BookError, match=r"No copy could be made in .*, because the disk is full\. Nothing was changed"):
        Desk.open(config)
    assert (tmp_path / "data.db").read_bytes() == FIRST
    assert {path.name for path in tmp_path.iterdir()} - {"data.db.lock"} == {"data.db"}


KILLED = """
import os, sys
from pathlib import Path
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.register import migrations, schema
done = migrations.STEPS[schema.VERSION]
def step(db):
    done(db)
    db.execute("PRAGMA cache_spill = 1")
    db.execute("DELETE FROM members")
    os.kill(os.getpid(), 9)
migrations.STEPS[schema.VERSION] = step
Desk.open(Config(Settings(database=sys.argv[1]), Path(sys.argv[1]).parent))
"""


def test_a_laptop_that_dies_in_between_has_the_database_as_it_was(tmp_path: Path) -> None:
    config = first(tmp_path)
    died = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "data.db")], check=False, cwd=Path.cwd())
    assert abs(died.returncode) == 9  # Windows has no sign for it
    desk = Desk.open(config)
    assert folded(desk) == REPLAYED_BY_THE_FIRST
    assert desk.store.connection.execute("SELECT count(*) FROM members").fetchone() > (0,)
    desk.close()


def change(path: Path, statement: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(statement)
    other.close()


def test_a_newer_database_is_refused_before_its_tables_are_looked_at(tmp_path: Path) -> None:
    config = first(tmp_path)
    change(tmp_path / "data.db", f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    change(tmp_path / "data.db", "CREATE TABLE of_tomorrow (x)")
    before = (tmp_path / "data.db").read_bytes()
    with pytest.raises(NotABook, match=r"newer boardtui\. Update boardtui on this computer"):
        Desk.open(config)
    assert (tmp_path / "data.db").read_bytes() == before


def append(store: Store, kind: str, entry: bytes) -> int:
    """Add an entry as whatever program may have sealed it, and return its number."""
    last = store.last(build.BOARD)
    assert last is not None
    line = seal(last.book, last.seq + 1, last.at, last.by, last.hash, entry)
    store.append(line, kind=kind, opens_segment=kind == "MeetingConvened")
    return line.seq


@pytest.mark.parametrize(
    "entry",
    [{"kind": "VoteByMind"}, {"kind": "MeetingConvened", "vocabulary": e.VOCABULARY + 1, "mood": "good"}],
)
def test_a_book_of_a_newer_vocabulary_is_no_altered_book(tmp_path: Path, entry: dict[str, Any]) -> None:
    desk = Desk.open(first(tmp_path))
    newer = append(desk.store, entry["kind"], canonical(entry))
    desk.close()
    for words in (["verify"], ["verify", "--json"]):
        found = command(tmp_path, *words, build.BOARD)
        assert found.exit_code == 2
        assert "was recorded by a newer boardtui than this one. Update boardtui on this computer" in found.stderr
        assert "ALTERED" not in found.output
    again = Desk.open(Config(Settings(database=str(tmp_path / "data.db")), tmp_path))
    with pytest.raises(Newer) as fault:
        again.session(build.BOARD)
    again.close()
    assert str(fault.value).startswith(f"Entry {newer} of the minute book of the ")


def test_what_a_newer_one_recorded_in_an_earlier_meeting_names_the_body_to_every_reader(tmp_path: Path) -> None:
    """Its meeting is over and the next one began: who asks for the earlier one is told which body's book it is."""
    with board_with(tmp_path, e.MeetingClosed()) as desk:
        convened = canonical(build.convened_next(desk.session(build.BOARD).state))
        newer = append(desk.store, "VoteByMind", canonical({"kind": "VoteByMind"}))
        append(desk.store, "MeetingConvened", convened)
    again = Desk.open(Config(Settings(database=str(tmp_path / "data.db")), tmp_path))
    readers: list[Callable[[], object]] = [
        lambda: again.session(build.BOARD).past(newer),
        lambda: unaltered(again, build.BOARD, newer),
        lambda: all_held(again, again.session(build.BOARD), "public"),
    ]
    for read in readers:
        with pytest.raises(
            Newer, match=f"Entry {newer} of the minute book of the Partnership Board was recorded by a newer"
        ):
            read()
    again.close()


def test_what_a_newer_one_recorded_names_the_body_to_who_searches(tmp_path: Path) -> None:
    """Whether the index is asked, as the search screen does, or the command that lists decisions."""
    with board_with(tmp_path) as desk:
        newer = append(desk.store, "VoteByMind", canonical({"kind": "VoteByMind"}))
        index = Index(desk.store.path)
        told = [catch_up(index, desk.store)[build.BOARD]]
        index.close()
    told.append(command(tmp_path, "decisions").stderr)
    for words in told:
        assert f"Entry {newer} of the minute book of the Partnership Board was recorded by a newer" in words


@pytest.mark.parametrize("part", LINES)
def test_what_this_version_holds_is_written_down(part: str) -> None:
    """Somebody who changes the tables or the entries raises the version, or writes an open one down anew."""
    version, lines = LINES[part]
    if os.environ.get("BOARDTUI_VERSIONS") == "write":
        versions.write(part, version, lines())
    assert lines() == versions.held(part, version)[1], (
        f"The {part} are not those of version {version} as tests/versions/{part}-{version}.txt has them. See "
        "'Versions' in docs/code.md: raise the version, or, while no release has it, BOARDTUI_VERSIONS=write."
    )


@pytest.mark.parametrize(("part", "version"), [(part, n) for part in LINES for n in range(1, LINES[part][0] + 1)])
def test_every_version_before_this_one_is_closed(part: str, version: int) -> None:
    state, lines = versions.held(part, version)
    assert lines
    assert state == (versions.OPEN if version == LINES[part][0] else versions.CLOSED)


def test_there_is_a_step_for_every_version_of_the_register() -> None:
    assert sorted(migrations.STEPS) == [*range(2, schema.VERSION + 1)]


def test_the_file_and_its_register_are_of_one_version() -> None:
    """A program that is too old refuses the file by the first, before it looks at tables that it does not know."""
    assert SCHEMA_VERSION == schema.VERSION


@pytest.mark.parametrize("version", range(1, e.VOCABULARY))
def test_what_an_older_book_may_hold_can_still_be_read(version: int) -> None:
    """Every field of then is there, with the type of then, and no field has come that an older entry would lack."""
    then, now = versions.held("entries", version)[1], versions.entry_lines()
    fields = {line.split()[0]: line.split()[1:] for line in now}
    kinds = {line.split()[0] for line in then}
    assert kinds <= fields.keys()
    for line in then:
        name, *rest = line.split()
        was, is_now = " ".join(rest), " ".join(fields[name])
        assert was == is_now or _is_wider(was, is_now), f"{name} was {was} and is {is_now}"
    for name, rest in fields.items():
        assert name in kinds or rest[:1] != ["required"] or name.split(".")[0] not in kinds, f"{name} has no default"


def _is_wider(was: str, is_now: str) -> bool:
    """Whether a field takes everything that it took: more words of a choice, a default, or a further type."""
    (needed, old), (needs, new) = (text.split(" ", 1) for text in (was, is_now))
    if needs == "required" and needed == "optional":
        return False
    before, after = json.loads(old), json.loads(new)
    return all(any(_takes(kind, wide) for wide in _kinds(after)) for kind in _kinds(before))


def _kinds(schema: dict[str, Any]) -> list[dict[str, Any]]:
    plain = {name: value for name, value in schema.items() if name != "default"}
    return plain.get("anyOf") or [plain]


def _takes(old: dict[str, Any], new: dict[str, Any]) -> bool:
    if "maximum" in old and "maximum" in new and old["maximum"] <= new["maximum"]:
        new = {**new, "maximum": old["maximum"]}
    return new in ({}, old) or ("enum" in old and "enum" in new and set(old["enum"]) <= set(new["enum"]))


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_every_column_of_an_older_register_is_still_there(version: int) -> None:
    then, now = versions.held("register", version)[1], versions.register_lines()
    assert set(then) <= set(now)


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_column_that_is_added_can_be_added(version: int) -> None:
    """SQLite adds no key, and no column that refers elsewhere and may not be NULL."""
    then = {line.split()[0] for line in versions.held("register", version)[1]}
    tables = {name.split(".")[0] for name in then}
    for line in versions.register_lines():
        name, *rest = line.split()
        if name not in then and name.split(".")[0] in tables:
            assert "key" not in rest and ("of" not in rest or "nothing" in rest), line

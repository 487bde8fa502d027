"""The second place: it has every entry, its absence stops nothing, and what stands there is never spoilt."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from boardtui.app import BoardApp
from boardtui.book import medium as place, mirror as second_place
from boardtui.book.chain import Line
from boardtui.book.copying import copy_database
from boardtui.book.errors import BookError
from boardtui.book.mirror import Mirror, read_mirror
from boardtui.book.store import Store
from boardtui.book.transfer import read_jsonl, to_jsonl, verify_lines, write_jsonl
from boardtui.cli.main import main
from boardtui.config.config import load
from boardtui.desk.desk import Desk
from boardtui.desk.restoring import take_over
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.tui.screen import BoardScreen
from tests import build
from tests.book.making import BOOK, a_book, a_database, a_line, record
from tests.files import for_owner_only
from tests.tui.app import frame, make_desk, message, press, running, until


class Medium:
    """A database with three entries, and a stick with a mirror of it."""

    def __init__(self, path: Path) -> None:
        self.stick = path / "stick"
        self.stick.mkdir()
        self.file = self.stick / f"{BOOK}.jsonl"
        self.store = Store.open(a_database(path / "data.db", a_book(3)))
        self.time = 0.0
        self.mirror = Mirror(self.stick, lambda: self.time)

    def follow(self) -> str | None:
        return self.mirror.follow(self.store, BOOK)

    def record(self, count: int = 1) -> str | None:
        news = None
        for _ in range(count):
            record(self.store, a_line(self.store.last(BOOK)))
            news = self.follow()
        return news

    def whole(self) -> bytes:
        return b"".join(map(to_jsonl, self.store.lines(BOOK)))


@pytest.fixture
def medium(tmp_path: Path) -> Medium:
    return Medium(tmp_path)


def test_every_entry_is_there_as_soon_as_it_is_recorded(medium: Medium) -> None:
    for _ in range(4):
        assert medium.record() is None
        assert medium.file.read_bytes() == medium.whole()
    assert for_owner_only(medium.file)
    assert medium.mirror.problems == {}
    assert verify_lines(read_jsonl(medium.file))[0::3] == (7, None)


def test_unplugged_it_warns_once_stops_nothing_and_catches_up(medium: Medium, tmp_path: Path) -> None:
    medium.record()
    medium.stick.rename(tmp_path / "in a pocket")
    assert "it is not there" in str(medium.record())
    assert medium.record(2) is None
    assert "does not have all of the minute book partnership-board" in medium.mirror.problems[BOOK]
    assert not medium.stick.exists()
    (tmp_path / "in a pocket").rename(medium.stick)
    assert "is up to date again (4 written)" in str(medium.record())
    assert medium.file.read_bytes() == medium.whole()
    assert medium.mirror.problems == {}


@pytest.mark.parametrize("kept", range(0, 700, 23))
def test_a_line_cut_off_by_pulling_the_stick_is_completed(medium: Medium, kept: int) -> None:
    medium.follow()
    whole = medium.file.read_bytes()
    medium.file.write_bytes(whole[:kept])
    assert Mirror(medium.stick).follow(medium.store, BOOK) is None
    assert medium.file.read_bytes() == whole


@pytest.mark.parametrize(
    "foreign",
    [
        b"a letter\n",
        b"a letter",
        b'{"seq":"x"}\n',
        b'{"seq":-1}\n',
        b'{"seq":99999999999999999999}\n',
        b'{"seq":4}\n',
        b"\n",
        b"\x00" * 5000,
        b"\xff\n",
        b"[" * 99999 + b"\n",
    ],
)
def test_what_is_no_beginning_of_the_book_is_never_touched(medium: Medium, foreign: bytes) -> None:
    medium.file.write_bytes(foreign)
    assert "Put partnership-board.jsonl elsewhere" in str(medium.follow())
    assert medium.record() is None
    assert medium.file.read_bytes() == foreign
    medium.file.rename(medium.stick / "elsewhere")
    assert "up to date again" in str(medium.record())
    assert medium.file.read_bytes() == medium.whole()


def test_the_mirror_of_another_book_is_never_touched(medium: Medium) -> None:
    for name, lines in (("another", a_book(3)), ("a longer other", a_book(5)), ("short", a_book(1))):
        foreign = b"".join(map(to_jsonl, lines))
        medium.file.write_bytes(foreign)
        mirror = Mirror(medium.stick)
        assert "not the beginning of this book" in str(mirror.follow(medium.store, BOOK)), name
        assert medium.file.read_bytes() == foreign


def test_a_full_stick_warns_and_is_gone_on_with(medium: Medium, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a line is written and then the medium is full; with room again, the line is completed."""
    medium.follow()
    real, room = os.write, [300]

    def write(number: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(28, "No space left on device")
        done = real(number, data[: room[0]])
        room[0] -= done
        return done

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        assert "the disk is full" in str(medium.record())
        assert medium.record() is None
    assert medium.file.stat().st_size > 0
    assert "up to date again (2 written)" in str(medium.follow())
    assert medium.file.read_bytes() == medium.whole()


@pytest.mark.parametrize("call", ["write", "fsync", "open", "fstat"])
def test_a_faulty_stick_warns_and_is_gone_on_with(medium: Medium, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail(*_: object) -> int:
        raise OSError(5, "Input/output error")

    medium.follow()
    record(medium.store, a_line(medium.store.last(BOOK)))
    with monkeypatch.context() as patch:
        patch.setattr(place.os, call, fail)
        assert "the disk reported a fault" in str(medium.follow())
    assert "up to date again" in str(medium.follow())
    assert medium.file.read_bytes() == medium.whole()


def test_a_slow_stick_is_left_alone_for_a_while(medium: Medium, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def slow(number: int) -> None:
        medium.time += 2.0
        real(number)

    monkeypatch.setattr(place.os, "fsync", slow)
    assert "is slow: for 30 seconds nothing is written" in str(medium.follow())
    assert medium.record(3) is None
    assert medium.file.read_bytes() != medium.whole()
    assert medium.mirror.follow(medium.store, BOOK, last_chance=True) is None
    assert medium.file.read_bytes() == medium.whole()


class Hanging:
    """A call that does not come back before it is let go."""

    def __init__(self, real: Callable[..., Any]) -> None:
        self.real, self.free = real, threading.Event()

    def __call__(self, *args: Any) -> Any:
        self.free.wait(30)
        return self.real(*args)


@pytest.mark.parametrize("call", ["fsync", "write", "open", "fstat"])
def test_a_medium_that_hangs_holds_up_nothing_and_is_caught_up_with(
    medium: Medium, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """A network drive that is gone blocks in a system call for minutes: the first entry waits a moment, the others not."""
    medium.follow()
    monkeypatch.setattr(second_place, "PATIENCE", 0.2)
    monkeypatch.setattr(second_place, "LAST_PATIENCE", 0.2)
    hanging = Hanging(getattr(os, call))
    with monkeypatch.context() as patch:
        patch.setattr(place.os, call, hanging)
        assert "does not answer, so the minute book partnership-board lags behind there; nobody waits for it" in str(
            medium.record()
        )
        began = time.monotonic()
        assert medium.record(5) is None
        assert medium.mirror.follow(medium.store, BOOK, last_chance=True) is None
        assert time.monotonic() - began < 5.0
        assert [line.seq for line in medium.store.lines(BOOK)] == [*range(1, 10)]
        assert "does not answer" in medium.mirror.problems[BOOK]
        hanging.free.set()
        medium.mirror._medium._asked.join(10)  # type: ignore[union-attr]
    assert "up to date again" in str(medium.follow())
    assert medium.file.read_bytes() == medium.whole()
    assert medium.mirror.problems == {}


HANGS_FOR_EVER = """
import os, sys, time
from pathlib import Path
from boardtui.book import medium, mirror
from boardtui.book.store import Store
from tests.book.making import BOOK
mirror.PATIENCE = mirror.LAST_PATIENCE = 0.2
with Store.open(sys.argv[1]) as store:
    medium.Path.is_dir = lambda *_, **__: time.sleep(600)
    there = mirror.Mirror(Path(sys.argv[2]))
    print(there.follow(store, BOOK))
    print(there.follow(store, BOOK, last_chance=True))
"""


def test_the_program_ends_although_the_medium_hangs(medium: Medium) -> None:
    medium.store.close()
    words = [sys.executable, "-c", HANGS_FOR_EVER, str(medium.store.path), str(medium.stick)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=30, check=True)
    assert "does not answer" in done.stdout


def test_what_takes_long_is_written_piece_by_piece(medium: Medium, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick plugged in late is caught up with over several entries, so that no vote waits for all of it."""
    monkeypatch.setattr(second_place, "AT_ONCE", 1)
    real = os.write

    def slow(number: int, data: bytes) -> int:
        medium.time += 0.6
        return real(number, data)

    monkeypatch.setattr(place.os, "write", slow)
    assert "is slow" in str(medium.follow())
    assert medium.file.read_bytes().count(b"\n") == 1
    monkeypatch.setattr(place.os, "write", real)
    medium.time += 31
    assert "up to date again (2 written)" in str(medium.follow())
    assert medium.file.read_bytes() == medium.whole()


@pytest.mark.posix
@pytest.mark.parametrize("flag", [True, False], ids=["by the system", "as on Windows"])
def test_a_link_or_a_folder_in_its_place_is_not_followed(
    medium: Medium, tmp_path: Path, flag: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not flag:
        monkeypatch.setattr("boardtui.book.files._NO_LINK", 0)
    target = tmp_path / "target"
    target.write_text("", encoding="utf-8")
    medium.file.symlink_to(target)
    assert medium.follow()
    assert target.read_text(encoding="utf-8") == ""
    medium.file.unlink()
    medium.file.mkdir()
    assert "it is a folder" in str(Mirror(medium.stick).follow(medium.store, BOOK))


def test_a_book_whose_name_leads_elsewhere_is_not_written(tmp_path: Path) -> None:
    name = "../outside"
    store = Store.open(a_database(tmp_path / "data.db", a_book(2, book=name)))
    (tmp_path / "stick").mkdir()
    assert "cannot be kept there" in str(Mirror(tmp_path / "stick").follow(store, name))
    assert not (tmp_path / "outside.jsonl").exists()


def test_a_book_that_bears_the_name_of_a_device_has_a_file_that_windows_can_have(tmp_path: Path) -> None:
    store = Store.open(a_database(tmp_path / "data.db", a_book(2, book="aux")))
    (tmp_path / "stick").mkdir()
    Mirror(tmp_path / "stick").follow(store, "aux")
    (file,) = (tmp_path / "stick").iterdir()
    assert file.name == "_aux.jsonl" and [line.book for line in read_jsonl(file)] == ["aux", "aux"]


def longer(store: Store, by: int) -> list[Line]:
    """The lines of a store, and as many more that properly follow."""
    lines = [*store.lines(BOOK)]
    for _ in range(by):
        lines.append(a_line(lines[-1]))
    return lines


@pytest.mark.parametrize("cut_off", [b"", b'{"book":"partn'])
@pytest.mark.parametrize("seen", [1 << 20, 900])
def test_a_mirror_that_goes_on_where_the_book_ends_is_said_to_be_ahead(
    medium: Medium, monkeypatch: pytest.MonkeyPatch, cut_off: bytes, seen: int
) -> None:
    """However much of its end is looked at."""
    monkeypatch.setattr(place, "MAX_LINE", seen)
    foreign = b"".join(map(to_jsonl, longer(medium.store, 5))) + cut_off
    medium.file.write_bytes(foreign)
    words = str(medium.follow())
    assert "is ahead of the minute book partnership-board: it also has entries 4 to 8" in words
    assert "this database is an older copy" in words and "is safe" not in words
    assert medium.mirror.look(medium.store, BOOK) == (None, words)
    assert medium.mirror.ahead == {BOOK: medium.file}
    assert medium.file.read_bytes() == foreign


def test_a_mirror_is_ahead_of_a_book_that_is_gone(medium: Medium) -> None:
    medium.file.write_bytes(medium.whole())
    medium.store.connection.execute("DELETE FROM entries")
    medium.store.connection.commit()
    assert "it also has entries 1 to 3" in str(medium.follow())


@pytest.mark.parametrize("change", ["text", "link", "gap"])
def test_a_mirror_whose_further_lines_are_altered_is_not_ahead(medium: Medium, change: str) -> None:
    lines = longer(medium.store, 3)
    if change == "gap":
        del lines[4]
    else:
        new: dict[str, object] = {"entry": b'{"kind":"Other"}'} if change == "text" else {"prev": "f" * 64}
        lines[4] = msgspec.structs.replace(lines[4], **new)
    medium.file.write_bytes(b"".join(map(to_jsonl, lines)))
    assert "not the beginning of this book" in str(medium.follow())
    assert medium.mirror.ahead == {}


ENTRIES = [build.convened(), *build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]


def desk_with(path: Path) -> tuple[Desk, Path]:
    (path / "stick").mkdir()
    return make_desk(path, mirror="stick"), path / "stick" / f"{build.BOARD}.jsonl"


def test_the_setting_does_it_for_every_session(tmp_path: Path) -> None:
    desk, file = desk_with(tmp_path)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    assert verify_lines(read_jsonl(file))[:3] == (session.recorded, session.head, None)
    file.parent.rename(tmp_path / "away")
    session.record(e.NoteTaken(item=None, text="unplugged"))
    assert "does not have all of the minute book of the Partnership Board, because it is not there" in str(
        session.last_warning
    )
    assert [*desk.to_put_right()] == [f"Backup folder of {build.BOARD}"]
    session.record(e.NoteTaken(item=None, text="still"))
    assert session.last_warning is None
    (tmp_path / "away").rename(file.parent)
    desk.close()
    assert verify_lines(read_jsonl(file)).entries == len(ENTRIES) + 2


def test_what_was_recorded_without_it_is_caught_up_with_when_the_program_starts(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    build.record_all(Session(desk.store, build.BOARD), ENTRIES)
    desk.close()
    (tmp_path / "stick").mkdir()
    again = Desk(Store.open(tmp_path / "data.db", expected=desk.store._expected), desk.config)
    again.mirror = Mirror(tmp_path / "stick")
    again.states()
    assert verify_lines(read_jsonl(tmp_path / "stick" / f"{build.BOARD}.jsonl")).entries == len(ENTRIES)
    again.close()


def test_one_that_only_looks_writes_nothing_there(tmp_path: Path) -> None:
    desk, file = desk_with(tmp_path)
    build.record_all(desk.session(build.BOARD), ENTRIES)
    file.unlink()
    looking = Desk.open(desk.config, path=tmp_path / "data.db", read_only=True)
    looking.states()
    looking.close()
    assert not file.exists()


async def test_the_message_line_and_home_say_that_the_second_place_is_missing(tmp_path: Path) -> None:
    async with running(tmp_path, mirror="no-stick") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, BoardScreen)
        app.desk.mirror.problems.clear()  # type: ignore[union-attr]
        screen.record(e.NoteTaken(item=None, text="x"))
        await pilot.pause()
        assert "The backup folder" in message(app)
        screen.record(e.NoteTaken(item=None, text="y"))
        await pilot.pause()
        assert "Recorded" in message(app)
        await press(pilot, "escape")
        await pilot.pause()
        shown = frame(app)
        assert "Problems to fix" in shown and "Backup folder of the Partnership Board: " in shown


def cli(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(map(str, arguments)))
    return done.exit_code, done.output


def test_a_database_is_made_again_from_the_second_place_and_gone_on_with(tmp_path: Path) -> None:
    desk, file = desk_with(tmp_path)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    head, count = session.head, session.recorded
    desk.close()
    status, words = cli("restore", file.parent, "--db", tmp_path / "new.db")
    assert status == 0, words
    assert f"{count} entries restored" in words and head in words
    assert "The setup is not in them" in words
    assert for_owner_only(tmp_path / "new.db")
    again = Desk.open(desk.config, path=tmp_path / "new.db")
    assert again.session(build.BOARD).head == head
    again.session(build.BOARD).record(e.NoteTaken(item=None, text="on another laptop"))
    assert verify_lines(read_jsonl(file)).entries == count + 1
    again.close()
    assert cli("verify", build.BOARD, "--db", tmp_path / "new.db")[0] == 0


def test_a_line_cut_off_at_the_end_is_left_out_and_said(tmp_path: Path) -> None:
    desk, file = desk_with(tmp_path)
    build.record_all(desk.session(build.BOARD), ENTRIES)
    desk.close()
    file.write_bytes(file.read_bytes()[:-40])
    status, words = cli("restore", file, "--db", tmp_path / "new.db")
    assert (status, len(list(read_mirror(file)))) == (0, len(ENTRIES) - 1)
    assert f"entry {len(ENTRIES)} was left out" in words


@pytest.mark.parametrize("damage", ["altered", "unreadable", "empty", "twice", "none"])
def test_what_is_damaged_is_not_restored_and_nothing_is_left(tmp_path: Path, damage: str) -> None:
    desk, file = desk_with(tmp_path)
    build.record_all(desk.session(build.BOARD), ENTRIES)
    desk.close()
    text = file.read_text(encoding="utf-8")
    changed = {"altered": text.replace("J Smith", "Mallory"), "unreadable": text[:50] + text[90:], "empty": ""}
    file.write_text(changed.get(damage, text), encoding="utf-8")
    sources = {"twice": [file, file], "none": [tmp_path / "none.jsonl"]}.get(damage, [file.parent])
    status, words = cli("restore", *sources, "--db", tmp_path / "new.db")
    assert status == 1
    assert "Traceback" not in words and len(words.splitlines()) == 1
    assert ("the minute book of the Partnership Board is in more than one file" in words) is (damage == "twice")
    assert not list(tmp_path.glob("new.db*"))


def test_a_database_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    desk, file = desk_with(tmp_path)
    build.record_all(desk.session(build.BOARD), ENTRIES)
    desk.close()
    before = (tmp_path / "data.db").read_bytes()
    assert cli("restore", file, "--db", tmp_path / "data.db")[0] == 1
    assert (tmp_path / "data.db").read_bytes() == before


def test_a_mirror_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="could not be read"):
        next(read_mirror(tmp_path / "none.jsonl"))


NOTE = e.NoteTaken(item=None, text="after the copy was put back")
SCRIPT = '{"kind":"NoteTaken","item":null,"text":"Heard."}\n'


def put_back(path: Path) -> tuple[Path, Path]:
    """A database put back as it was five entries ago, and the second place that has them; and the settings."""
    desk, file = desk_with(path)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    kept = path / "kept.db"
    copy_database(path / "data.db", kept)
    build.record_all(session, [e.NoteTaken(item=None, text=f"note {number}") for number in range(5)])
    desk.close()
    kept.replace(path / "data.db")
    config = path / "config.toml"
    config.write_text('database = "data.db"\nmirror = "stick"\nsecretary = "J Smith"\n', encoding="utf-8")
    return file, config


def call(config: Path, *words: object, text: str = "") -> Result:
    return CliRunner().invoke(main, ["--config", str(config), *map(str, words)], input=text, catch_exceptions=False)


def test_where_the_second_place_is_ahead_no_fork_is_begun(tmp_path: Path) -> None:
    file, config = put_back(tmp_path)
    before, whole = (tmp_path / "data.db").read_bytes(), file.read_bytes()
    done = call(config, "record", build.BOARD, "-", text=SCRIPT)
    assert done.exit_code == 1 and "Nothing was recorded. The backup folder" in done.stderr
    assert f"it also has entries {len(ENTRIES) + 1} to {len(ENTRIES) + 5}" in done.stderr
    assert ((tmp_path / "data.db").read_bytes(), file.read_bytes()) == (before, whole)
    done = call(config, "import", "book", file)
    assert (done.exit_code, done.output) == (
        0,
        f"5 entries that the minute book of the Partnership Board lacked are imported from {file}.\n",
    )
    assert call(config, "record", build.BOARD, "-", text=SCRIPT).exit_code == 0
    assert file.read_bytes().startswith(whole)
    assert verify_lines(read_jsonl(file))[0::3] == (len(ENTRIES) + 6, None)
    assert call(config, "verify", build.BOARD).exit_code == 0


READING = (
    ("minutes", build.BOARD),
    ("paper", "actions", build.BOARD),
    ("replay", build.BOARD),
    ("verify", build.BOARD),
)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_whoever_only_reads_an_older_copy_is_told_what_the_second_place_has_more(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    file, config = put_back(tmp_path)
    more = f"it also has entries {len(ENTRIES) + 1} to {len(ENTRIES) + 5}"
    before = ((tmp_path / "data.db").read_bytes(), file.read_bytes())
    done = call(config, *words)
    assert done.exit_code == 0 and more in done.stderr and "the line of Home that says so" in done.stderr
    assert ((tmp_path / "data.db").read_bytes(), file.read_bytes()) == before
    call(config, "import", "book", file)
    assert "backup folder" not in call(config, *words).stderr
    file.unlink()
    assert "backup folder" not in call(config, *words).stderr
    assert not file.exists()


def test_a_second_place_found_ahead_after_the_start_stops_the_next_entry(tmp_path: Path) -> None:
    """The stick is plugged in only once the meeting goes on."""
    file, config = put_back(tmp_path)
    file.parent.rename(tmp_path / "away")
    desk = Desk.open(load(config))
    session = desk.session(build.BOARD)
    (tmp_path / "away").rename(file.parent)
    with pytest.raises(BookError, match="is ahead of the minute book"):
        session.record(NOTE)
    with pytest.raises(BookError, match="is ahead of the minute book"):
        session.record_together([NOTE])
    assert session.recorded == len(ENTRIES)
    desk.close()


def test_a_book_that_was_deleted_is_not_begun_anew_beside_its_second_place(tmp_path: Path) -> None:
    file, config = put_back(tmp_path)
    desk = Desk.open(load(config))
    desk.store.connection.execute("DELETE FROM entries")
    desk.store.connection.commit()
    desk.states()
    assert f"it also has entries 1 to {len(ENTRIES) + 5}" in desk.to_put_right()[f"Backup folder of {build.BOARD}"]
    with pytest.raises(BookError, match="is ahead of the minute book"):
        desk.session(build.BOARD).record(build.convened())
    assert take_over(desk.store, file) == (build.BOARD, len(ENTRIES) + 5)
    desk.close()


def test_only_what_goes_on_where_the_book_ends_is_taken_over(tmp_path: Path) -> None:
    file, config = put_back(tmp_path)
    forked = tmp_path / "forked.jsonl"
    desk = Desk.open(load(config))
    desk.mirror = None
    desk.session(build.BOARD).record(NOTE)
    with forked.open("wb") as out:
        write_jsonl(desk.store.lines(build.BOARD), out)
    desk.close()
    done = call(config, "import", "book", file)
    assert done.exit_code == 1 and "does not go on where the minute book of the Partnership Board ends" in done.stderr
    done = call(config, "import", "book", forked)
    assert done.exit_code == 1 and "has nothing that the minute book of the Partnership Board lacks" in done.stderr


async def test_enter_on_home_takes_over_what_the_second_place_has_more(tmp_path: Path) -> None:
    file, config = put_back(tmp_path)
    desk = Desk.open(load(config))
    app = BoardApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, "is ahead of the minute book")
        await press(pilot, "end", "enter")
        await until(pilot, "5 entries brought back from the backup folder")
        assert "is ahead of" not in frame(app)
        assert "▸Mon 23 Nov" in frame(app)  # the running meeting, and not one that a second Enter would convene
        desk.session(build.BOARD).record(NOTE)
    desk.close()
    assert verify_lines(read_jsonl(file)).entries == len(ENTRIES) + 6


def test_one_entry_that_was_lacking_is_told_as_one(tmp_path: Path) -> None:
    file, config = put_back(tmp_path)
    lines = file.read_bytes().splitlines(keepends=True)
    one_more = tmp_path / "one.jsonl"
    one_more.write_bytes(b"".join(lines[: len(ENTRIES) + 1]))
    done = call(config, "import", "book", one_more)
    assert done.output == f"1 entry that the minute book of the Partnership Board lacked is imported from {one_more}.\n"

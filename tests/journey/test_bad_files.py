"""What can be wrong with files, disks, settings and windows: one plain sentence each, nothing lost, no traceback."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from boardtui.book import lock
from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.cli.main import main
from boardtui.config.config import load
from boardtui.desk.crash import report
from boardtui.desk.desk import Desk
from boardtui.desk.replay import replay
from boardtui.meeting import entries as e
from boardtui.register.layout import NAMES
from boardtui.register.tables import RegisterError
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens.vote import VoteScreen
from tests import first
from tests.journey.secretary import BOARD, Clock, Secretary, at_the_desk, demo_folder
from tests.journey.voting import before_the_vote
from tests.tui.app import recorded

SMALL, SMALLER = (80, 24), (60, 15)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_folder(tmp_path_factory.mktemp("example")).parent / "data.db"


@pytest.fixture(scope="module")
def voting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return before_the_vote(tmp_path_factory.mktemp("voting") / "board").parent / "data.db"


@pytest.fixture
def config(example: Path, tmp_path: Path) -> Path:
    return demo_folder(tmp_path / "board", example)


def start(*args: str, folder: Path) -> tuple[int, str]:
    """Start the program in a terminal, where it is refused; answers the exit status and all that it wrote."""
    from tests.journey.terminal import Terminal

    t = Terminal(*args, folder=folder)
    try:
        return t.ends(), t.raw.decode().replace("\r\n", "\n")
    finally:
        t.close()


def one_sentence(told: str, *words: str) -> None:
    """One line that says what, where and what to do, in words and not in code."""
    assert told.count("\n") == 1 and told.endswith(".\n"), told
    assert not any(word in told for word in ("Traceback", "Error", "sqlite", "msgspec", "Errno", "None")), told
    assert all(word in told for word in words), told


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear Secretary, please find attached the minutes.\n" * 40, encoding="utf-8")


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE contacts (name TEXT)")
    db.close()


def trigger(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TRIGGER quiet AFTER INSERT ON entries BEGIN DELETE FROM members; END")
    db.close()


def no_header(path: Path) -> None:
    path.write_bytes(b"\x00" * 100 + path.read_bytes()[100:])


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def gone(path: Path) -> None:
    path.unlink()


REFUSED = [
    (truncated, "damaged"),
    (empty, "empty"),
    (foreign, "database of another program"),
    (gone, "no database"),
    (trigger, "trigger named 'quiet'"),
    (text, "not"),
    (no_header, "not"),
    (folder_instead, "not a file"),
]


@pytest.mark.posix
@pytest.mark.parametrize(("spoil", "words"), first(4, REFUSED), ids=lambda one: getattr(one, "__name__", None))
def test_a_database_that_is_none_is_refused_in_one_sentence(
    config: Path, spoil: Callable[[Path], None], words: str
) -> None:
    database = config.parent / "data.db"
    spoil(database)
    held = database.read_bytes() if database.is_file() else None
    status, told = start("--config", str(config), folder=config.parent)
    assert status == 1
    one_sentence(told, words, "data.db")
    assert held is None or database.read_bytes() == held, "it was left as it is"


async def look_around(config: Path) -> None:
    """Open Home and the register, the running or first meeting and its replay."""
    async with at_the_desk(config, size=SMALL) as s:
        for keys in (
            ("e", *"2345678", "escape"),
            ("a", "escape"),
            ("i", "escape"),
            ("enter", "escape"),
            ("end", "r", "v", "escape"),
        ):
            await s.keys(*keys)
            assert s.app.crash is None and s.app.is_running, s.app.crash


async def flipped(config: Path, seed: int) -> None:
    """Change a few bytes somewhere: the program says so, or the bytes did not matter; it never breaks."""
    chance = random.Random(seed)
    database = config.parent / "data.db"
    data = bytearray(database.read_bytes())
    for _ in range(chance.choice((1, 3, 40))):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    database.write_bytes(data)
    try:
        await look_around(config)
    except (BookError, RegisterError) as error:
        one_sentence(f"{error}\n")
    except sqlite3.DatabaseError as error:
        assert "is damaged where boardtui reads it" in report(error, database)
    done = CliRunner().invoke(main, ["--config", str(config), "verify", BOARD])
    assert done.exit_code in (0, 1, 2) and isinstance(done.exception, SystemExit | None), seed
    assert done.exit_code == 0 or "ALTERED" in done.output or done.output.count("\n") == 1, done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("seed", first(1, range(6)))
async def test_flipped_bytes_break_nothing(config: Path, seed: int) -> None:
    await flipped(config, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 300))
async def test_flipped_bytes_break_nothing_at_length(config: Path, seed: int) -> None:
    await flipped(config, seed)


@pytest.mark.posix
def test_a_register_that_is_no_longer_text_is_told_on_home(config: Path) -> None:
    from tests.journey.terminal import Terminal

    database = config.parent / "data.db"
    raw = database.read_bytes()
    title = b"Partnership Board, November 2026"
    database.write_bytes(raw.replace(title, b"\xff" + title[1:]))
    t = Terminal(folder=config.parent, size=(120, 40))
    try:
        t.until("Setup, table meetings, row pb-2026-11-26", "Enter corrects it")
        t.press("q")
        assert t.ends() == 0
        assert b"Traceback" not in t.raw
    finally:
        t.close()


async def test_an_altered_vote_is_told_on_home_and_by_verify(config: Path) -> None:
    database = config.parent / "data.db"
    raw = database.read_bytes()
    assert raw.count(b'"choice":"against"') == 1
    database.write_bytes(raw.replace(b'"choice":"against"', b'"choice":"abstain"'))
    async with at_the_desk(config, size=SMALL) as s:
        await s.on_home("Partnership Board, September")
        await s.keys("enter")
        assert "it was changed afterwards" in s.says, s.screen
        assert "boardtui verify partnership-board" in s.says
        assert "Problems to fix" in s.screen and s.app.crash is None
    done = CliRunner().invoke(main, ["--config", str(config), "verify", BOARD])
    assert done.exit_code == 1 and "ALTERED at entry" in done.output


async def nothing_but_looking(config: Path, *words: str) -> None:
    """The program opens, says that it only looks and why, and records nothing whatever is pressed."""
    database = config.parent / "data.db"
    before = database.read_bytes()
    async with at_the_desk(config, size=(120, 40)) as s:
        shown = " ".join(s.screen.split())
        assert "READ ONLY" in shown and all(word in shown for word in words), s.screen
        await s.keys("enter")
        assert "Not convened: Nothing was recorded." in s.says, s.says
        await s.on_home("Partnership Board, September")
        await s.keys("r")
        assert "REPLAY" in s.screen
        await s.keys("escape", "e", "2", "enter", "enter", "enter", "enter", "escape", "escape", "escape")
        assert s.app.crash is None
    assert database.read_bytes() == before


async def test_a_folder_that_may_not_be_written_is_opened_to_look_only(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write anywhere, so what the system answers is put in its mouth."""
    allowed = os.access
    monkeypatch.setattr(lock.os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    await nothing_but_looking(config, "may not be written")


async def test_a_second_instance_looks_only_while_the_first_goes_on(config: Path) -> None:
    first = Desk.open(load(config), clock=Clock())
    try:
        await nothing_but_looking(config, "open in another boardtui")
        first.session(BOARD).convene("pb-2026-11-26")
        assert first.session(BOARD).state.phase == "convened"
    finally:
        first.close()
    async with at_the_desk(config) as s:
        assert "READ ONLY" not in s.screen and "Running" in s.screen


@pytest.mark.slow
@pytest.mark.posix
def test_two_programs_at_once_in_two_terminals(config: Path) -> None:
    from tests.journey.terminal import Terminal

    first, second = (Terminal(folder=config.parent, size=SMALL) for _ in range(2))
    try:
        for one in (first, second):
            one.until("Coming")
        looking = [one for one in (first, second) if "READ ONLY" in one.settle()]
        assert len(looking) == 1
        for one in (first, second):
            one.press("q")
            assert one.ends() == 0
    finally:
        first.close()
        second.close()


async def until_full(s: Secretary) -> str:
    """Vote until the disk takes no more; answers the sentence."""
    assert isinstance(s.app.screen, VoteScreen)
    for key in "fghfghfghfghfgh" * 20:
        await s.keys(key)
        if "NOT" in s.says:
            return s.says
        if key == "h":
            await s.keys("home")
    raise AssertionError("the disk never filled")


async def test_a_full_disk_while_voting_says_that_the_vote_is_not_recorded(voting: Path, tmp_path: Path) -> None:
    config = demo_folder(tmp_path / "board", voting)
    async with at_the_desk(config, size=SMALL) as s:
        await s.keys("enter", "v")
        connection = s.app.desk.store.connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        told = await until_full(s)
        assert "NOT recorded" in told and "the disk is full" in told and told.endswith("record it again."), told
        shown = " ".join(s.screen.split())
        assert "NOT recorded" in shown and "the disk is full" in shown, "the sentence can be read at 80 by 24"
        held = len(recorded(s.app, e.VotesRecorded))
        assert s.app.session is not None
        number = s.app.session.recorded
        await s.keys("f")
        assert len(recorded(s.app, e.VotesRecorded)) == held + 1, "once there is room again it goes on"
    with Store.open(config.parent / "data.db", expected=NAMES) as store:
        found = replay(store.lines(BOARD))
        assert found.problem is None and found.entries == number + 1


@pytest.mark.slow
@pytest.mark.posix
def test_a_disk_that_takes_no_more_in_a_real_terminal(voting: Path, tmp_path: Path) -> None:
    from tests.journey.terminal import Terminal

    config = demo_folder(tmp_path / "board", voting)
    database = config.parent / "data.db"
    t = Terminal(folder=config.parent, size=(120, 40), limit=database.stat().st_size + 4096)
    try:
        t.until("Running", "? help")
        t.press("enter")
        t.until("v vote", "Motion 5.1")
        t.settle()
        t.press("v")
        t.until("not voted 14")
        for number in range(200):
            t.press("fgh"[number % 3])
            if "NOT recorded" in t.settle(0.06):
                break
        shown = " ".join(t.until("NOT recorded", "disk").split())
        assert "Correct that and record it again." in shown, shown
        t.press("escape")
        t.until("next item")
        t.press("escape")
        t.until("Coming")
        t.press("q")
        assert t.ends() == 0
        assert b"Traceback" not in t.raw
    finally:
        t.close()
    with Store.open(database, expected=NAMES) as store:
        assert replay(store.lines(BOARD)).problem is None


SETTINGS = [
    ("unknown", b'colour = "blue"\n', "colour"),
    ("type", b"theme = 3\n", "theme"),
    ("theme", b'theme = "pink"\n', "theme"),
    ("timezone", b'timezone = "Essex/Basildon"\n', "timezone"),
    ("toml", b"theme = \n", "TOML"),
    ("utf8", b'secretary = "J\xff"\n', "UTF-8"),
    ("terms", b'[terms.partnership-board]\ndeputies = "sometimes"\n', "deputies"),
    ("nested", b"a = " + b"[" * 5000 + b"\n", "TOML"),
]


@pytest.mark.parametrize(("content", "words"), [one[1:] for one in SETTINGS], ids=[one[0] for one in SETTINGS])
def test_a_wrong_setting_is_told_with_file_and_place(config: Path, content: bytes, words: str) -> None:
    config.write_bytes(content)
    done = CliRunner().invoke(main, ["--config", str(config), "replay", BOARD])
    assert done.exit_code == 1
    one_sentence(done.output, "config.toml", words)


@pytest.mark.posix
def test_a_wrong_setting_ends_the_program_before_it_draws(config: Path) -> None:
    config.write_text('colour = "blue"\n', encoding="utf-8")
    status, told = start(folder=config.parent)
    assert status == 1
    one_sentence(told, "config.toml", "'colour'")
    status, told = start("--config", "nowhere.toml", folder=config.parent)
    assert status == 1
    one_sentence(told, "nowhere.toml")


async def convened(s: Secretary) -> int:
    await s.keys("enter", "enter")
    assert s.app.session is not None
    return s.app.session.recorded


def too_small(s: Secretary) -> None:
    shown = " ".join(s.screen.split())
    assert "This window is 60 by 15; boardtui needs at least 72 by 20" in shown, s.screen


async def test_in_a_window_too_small_no_key_records_anything_and_enlarging_goes_on(config: Path) -> None:
    async with at_the_desk(config, size=SMALL) as s:
        before = await convened(s)
        await s.pilot.resize_terminal(*SMALLER)
        await s.keys("o", "t", "enter", "h", "enter", "x", "a", "z", "enter", "c", "enter", "right", "escape", "escape")
        too_small(s)
        assert s.app.session is not None and s.app.session.recorded == before
        assert isinstance(s.app.screen, BoardScreen)
        await s.pilot.resize_terminal(*SMALL)
        await s.keys("o")
        assert recorded(s.app, e.MeetingOpened) and "Item" not in s.says
        await s.keys("down", "right")
        assert "1 Welcome" in s.screen


async def test_a_question_that_is_open_waits_while_the_window_is_too_small(config: Path) -> None:
    async with at_the_desk(config, size=SMALL) as s:
        await convened(s)
        await s.keys("o", "right", "n")
        await s.types("Half a no")
        await s.pilot.resize_terminal(*SMALLER)
        await s.types("garbage", "enter", "enter", "escape")
        too_small(s)
        assert recorded(s.app, e.NoteTaken) == []
        await s.pilot.resize_terminal(*SMALL)
        await s.types("te", "enter", "enter")
        assert recorded(s.app, e.NoteTaken) == [e.NoteTaken("pb-nov-welcome", "Half a note")]


async def test_votes_are_not_recorded_unseen(voting: Path, tmp_path: Path) -> None:
    config = demo_folder(tmp_path / "board", voting)
    async with at_the_desk(config, size=SMALLER) as s:
        too_small(s)
        await s.keys("enter", "v", "f", "r", "d", "enter")
        await s.pilot.resize_terminal(*SMALL)
        await s.keys("enter", "v", "f")
        assert len(recorded(s.app, e.VotesRecorded)) == 1
        await s.pilot.resize_terminal(*SMALLER)
        await s.keys("f", "r", "z", "enter")
        await s.pilot.resize_terminal(*SMALL)
        await s.keys("f")
        assert [entry.voters for entry in recorded(s.app, e.VotesRecorded)] == [("bbccg-chair",), ("cprccg-chair",)]


@pytest.mark.slow
@pytest.mark.posix
def test_a_real_window_made_small_and_large_again(config: Path) -> None:
    from tests.journey.terminal import Terminal

    t = Terminal(folder=config.parent, size=SMALLER)
    try:
        assert "needs at least 72" in " ".join(t.until("boardtui needs").split())
        t.press("enter", "q")
        t.settle()
        t.resize(*SMALL)
        t.until("Coming", "? help")
        t.convene("NOT Y")
        t.press("escape")
        t.until("Running")
        t.press("q")
        assert t.ends() == 0
    finally:
        t.close()


def test_a_copy_of_the_example_is_left_alone_by_all_of_this(example: Path, tmp_path: Path) -> None:
    again = demo_folder(tmp_path / "again").parent / "data.db"
    shutil.copyfile(example, tmp_path / "copy.db")
    with Store.open(example, expected=NAMES) as one, Store.open(again, expected=NAMES) as other:
        assert list(one.lines(BOARD)) == list(other.lines(BOARD))

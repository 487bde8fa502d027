"""A fault of the program leaves one sentence and a file for its owner, and no word of the meeting anywhere."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.cli.main import main
from boardtui.desk.crash import keep_quiet, report
from boardtui.meeting import entries as e
from tests import build
from tests.tui.app import burst, message, press, recorded, running, until, write

CANARY = "CANARY: the estate is to be sold to the Secretary of State"


class Speaks(Exception):
    """Says everything it knows, as do its notes, its cause and its state."""

    def __init__(self, *words: str) -> None:
        super().__init__(*words)
        self.state = CANARY
        self.add_note(CANARY)

    def __repr__(self) -> str:
        return CANARY


def raised(suppressed: bool = False) -> BaseException:
    confidential = {"note": CANARY}
    try:
        try:
            raise KeyError(CANARY, confidential)
        except KeyError as inner:
            inner.add_note(CANARY)
            if suppressed:
                raise Speaks(CANARY) from None
            raise Speaks(CANARY, repr(confidential)) from ExceptionGroup(CANARY, [ValueError(CANARY), inner])
    except Speaks as error:
        return error


@pytest.mark.parametrize("suppressed", [False, True])
def test_notes_causes_and_state_are_left_out(tmp_path: Path, suppressed: bool) -> None:
    sentence = report(raised(suppressed), tmp_path / "data.db")
    kept = tmp_path / "data-crash.txt"
    assert "CANARY" not in sentence + kept.read_text(encoding="utf-8")
    assert str(kept) in sentence
    assert "tests.test_crash.Speaks" in kept.read_text(encoding="utf-8")
    assert "in raised" in kept.read_text(encoding="utf-8")
    assert ("caused by builtins.ExceptionGroup" in kept.read_text(encoding="utf-8")) is not suppressed


def test_a_cause_that_is_its_own_cause_comes_to_an_end(tmp_path: Path) -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    report(one, tmp_path / "data.db")
    assert (tmp_path / "data-crash.txt").read_text(encoding="utf-8").count("caused by") == 1


@pytest.mark.posix
def test_the_file_is_its_owners_only_and_no_link_is_followed(tmp_path: Path) -> None:
    kept = tmp_path / "data-crash.txt"
    kept.write_text("of an earlier version", encoding="utf-8")
    kept.chmod(0o666)
    report(ValueError(), tmp_path / "data.db")
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.unlink()
    (tmp_path / "elsewhere").write_text("mine", encoding="utf-8")
    kept.symlink_to(tmp_path / "elsewhere")
    assert "It happened in" in report(ValueError(), tmp_path / "data.db")
    assert (tmp_path / "elsewhere").read_text(encoding="utf-8") == "mine"


def test_a_command_that_breaks_says_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise Speaks(CANARY)

    (tmp_path / "config.toml").write_text('database = "data.db"\n', encoding="utf-8")
    monkeypatch.setattr("boardtui.charter.load.shipped", broken)
    found = CliRunner().invoke(main, ["--config", str(tmp_path / "config.toml"), "charter", "show", "doncaster"])
    assert isinstance(found.exception, SystemExit)
    assert found.exit_code == 1
    assert "boardtui stopped because of an error" in found.output
    assert "CANARY" not in found.output + (tmp_path / "data-crash.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        (["verify", "sle", "--db", "other.db"], "boardtui.desk.desk.Desk.open"),
        (["--db", "other.db", "verify", "sle"], "boardtui.desk.desk.Desk.open"),
        (["init", "--db", "other.db"], "boardtui.desk.new_database.new_database"),
        (["restore", "lost", "--db", "other.db"], "boardtui.desk.restoring.restore"),
        (["--config", "other.toml", "plan"], "boardtui.desk.desk.Desk.open"),
    ],
)
def test_it_is_noted_beside_the_database_that_the_command_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], broken: str
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise Speaks(CANARY)

    (tmp_path / "config.toml").write_text('database = "usual.db"\n', encoding="utf-8")
    (tmp_path / "other.toml").write_text('database = "other.db"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(broken, breaks)
    found = CliRunner().invoke(main, words)
    assert "boardtui stopped because of an error" in found.output
    assert [one.name for one in tmp_path.glob("*-crash.txt")] == ["other-crash.txt"]


@pytest.fixture
def hooks() -> Iterator[None]:
    before = threading.excepthook, sys.unraisablehook, logging.getLogger("asyncio").propagate
    yield
    threading.excepthook, sys.unraisablehook, logging.getLogger("asyncio").propagate = before


@pytest.mark.usefixtures("hooks")
def test_a_thread_that_breaks_writes_nothing_on_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    keep_quiet(tmp_path / "data.db")

    def broken() -> None:
        raise Speaks(CANARY)

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()

    async def forgotten() -> None:
        asyncio.get_running_loop().call_exception_handler({"message": CANARY, "exception": Speaks(CANARY)})

    asyncio.run(forgotten())
    assert capfd.readouterr() == ("", "")
    assert "CANARY" not in (tmp_path / "data-crash.txt").read_text(encoding="utf-8")


async def test_a_screen_that_breaks_in_a_private_part_shows_nothing_of_it(tmp_path: Path) -> None:
    entries = [
        *build.arrivals(build.CAPITAL),
        e.ChairTaken(member=build.CAPITAL[0]),
        e.MeetingOpened(),
        e.PublicExcluded(reason="CANARY"),
        e.NoteTaken(item=None, text=CANARY),
    ]
    async with running(tmp_path, entries=entries) as (app, pilot):
        app.call_later(breaking(str(app.desk.states())))
        await on_the_meeting_again(app, pilot)
        assert "CANARY" not in message(app)
    assert "CANARY" not in (tmp_path / "data-crash.txt").read_text(encoding="utf-8")


def breaking(*words: str) -> Callable[..., None]:
    def breaks(*_: object) -> None:
        raise Speaks(CANARY, *words)

    return breaks


async def on_the_meeting_again(app: BoardApp, pilot: Pilot[None]) -> None:
    """The program runs on, on new screens of the meeting, and says in a sentence what happened."""
    for _ in range(100):
        await pilot.pause(0.02)
        if app._exception is not None and app.screen.is_mounted and "Something went wrong" in message(app):
            break
    assert "Everything recorded is safe" in message(app)
    assert [screen.TITLE for screen in app.screen_stack] == ["Home", "Meeting"]
    app._exception = None  # else the test fails of it
    app._exception_event.clear()
    await press(pilot, "n")
    await write(pilot, "recorded afterwards", "enter")
    assert recorded(app, e.NoteTaken)[-1].text == "recorded afterwards"


HELD = [e.MeetingOpened(), e.NoteTaken(item=None, text="recorded before")]


async def test_a_conversation_that_breaks_is_noted_with_its_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boardtui.tui.forms.item_forms.agree_action", breaking())
    async with running(tmp_path, entries=HELD) as (app, pilot):
        await pilot.press("a")
        await on_the_meeting_again(app, pilot)
    kept = (tmp_path / "data-crash.txt").read_text(encoding="utf-8")
    assert "tests.test_crash.Speaks" in kept and "in breaks" in kept and "WorkerFailed" not in kept


@pytest.mark.parametrize(
    "broken",
    [
        "boardtui.tui.screens.meeting.MeetingScreen.action_vote",
        "boardtui.tui.screens.attendance.AttendanceScreen.on_mount",
        "boardtui.tui.screens.attendance.AttendanceScreen.show_state",
        "boardtui.tui.screens.attendance.AttendanceScreen.compose",
    ],
)
async def test_a_screen_that_breaks_is_closed_and_the_meeting_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(broken, breaking())
    async with running(tmp_path, entries=HELD) as (app, pilot):
        await burst(pilot, "v" if "vote" in broken else "t", "x", "x")
        await on_the_meeting_again(app, pilot)


async def test_where_the_meeting_itself_cannot_be_shown_home_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, entries=HELD) as (app, pilot):
        monkeypatch.setattr("boardtui.tui.screens.meeting.MeetingScreen.show_state", breaking())
        app.screen.call_later(app.screen.refresh_all)  # type: ignore[attr-defined]
        await until(pilot, "Everything recorded is safe")
        await pilot.pause(0.1)
        assert [screen.TITLE for screen in app.screen_stack] == ["Home"]
        assert app.crash is None
        app._exception = None


async def test_where_home_cannot_be_shown_either_the_program_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, entries=HELD) as (app, _):
        monkeypatch.setattr("boardtui.tui.screen.BoardScreen.refresh_all", breaking())
        app.screen.call_later(app.screen.refresh_all)  # type: ignore[attr-defined]
        for _ in range(100):
            await asyncio.sleep(0.02)
            if app.crash:
                break
        assert app.crash and "boardtui stopped because of an error" in app.crash
        app._exception = None


WRITES = """
import sys, time
from boardtui.book.store import Store
with Store.open(sys.argv[1]):
    print("open", flush=True)
    time.sleep(60)
"""


@pytest.mark.posix
def test_the_lock_of_a_program_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    from boardtui.book.store import Store
    from tests.book.making import a_book, a_database

    path = a_database(tmp_path / "data.db", a_book(3))
    other = subprocess.Popen([sys.executable, "-c", WRITES, str(path)], stdout=subprocess.PIPE)
    assert other.stdout is not None and other.stdout.readline() == b"open\n"
    with Store.open(path) as looking:
        assert "open in another boardtui" in str(looking.read_only_reason)
        assert "open in another boardtui" in str(looking.take_over())
        os.kill(other.pid, 9)
        other.wait()
        assert (tmp_path / "data.db.lock").exists()
        assert looking.take_over() is None
    with Store.open(path) as again:
        assert again.read_only_reason is None
    other.stdout.close()

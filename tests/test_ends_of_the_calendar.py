"""A book whose times lie at either end of the calendar, as somebody else may send one: it is read like any other."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import structs

from boardtui.cli.main import main
from boardtui.desk.session import Session
from boardtui.papers.circulation.yearly import period_of
from tests import build
from tests.tui.app import make_desk, press, running, until

ENDS = [("9999-12-31T23:59:59.999Z", "9999-12-31T23:00-01:00"), ("0001-01-01T00:00:00.000Z", "0001-01-01T00:30+01:00")]


@cache
def filled(at: str, starts: str) -> bytes:
    """A database with a meeting in which everything happened at that time."""
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(Path(folder))
        fill(desk.session(build.BOARD), at, starts)
        desk.close()
        return Path(folder, "data.db").read_bytes()


def fill(session: Session, at: str, starts: str) -> None:
    """A meeting in which everything happened at that time."""
    session.watch.read = lambda: at  # type: ignore[method-assign]
    convened, *others = build.realistic()
    session.record(structs.replace(convened, starts=starts), at=at)
    for entry in others:
        session.record(entry, at=at)


@pytest.mark.usefixtures("unset")
@pytest.mark.parametrize(("at", "starts"), ENDS)
@pytest.mark.parametrize("command", ["minutes", "replay", "export", "decisions", "verify", "publish"])
def test_a_command_reads_it(tmp_path: Path, command: str, at: str, starts: str) -> None:
    (tmp_path / "data.db").write_bytes(filled(at, starts))
    words = {
        "publish": ["partnership-board", "meeting-1", "-o", str(tmp_path / "out")],
        "export": ["partnership-board", "-o", str(tmp_path / "book.jsonl")],
        "decisions": [],
    }
    (tmp_path / "config.toml").write_text('database = "data.db"\nmeetings = "meetings"\n', encoding="utf-8")
    told = CliRunner().invoke(main, [command, "--dir", str(tmp_path), *words.get(command, ["partnership-board"])])
    assert told.exception is None or isinstance(told.exception, SystemExit)
    assert told.exit_code == 0, told.output


@pytest.mark.parametrize(("at", "starts"), ENDS)
async def test_home_and_the_year_show_it(tmp_path: Path, at: str, starts: str) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        fill(app.desk.session(build.BOARD), at, starts)
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "y")
        await until(pilot, "Attendance")
        await press(pilot, "right", "left", "left", "f")
        assert app.crash is None
        assert not list(tmp_path.glob("*crash*"))


@pytest.mark.parametrize("words", ["9999", "0001", "9998/99", "0001/02"])
def test_a_year_beyond_the_calendar_is_the_last_that_it_has(words: str) -> None:
    year = period_of(words)
    for other in (year.before, year.after, year.other):
        assert 1 <= int(other.first[:4]) <= int(other.last[:4]) <= 9999

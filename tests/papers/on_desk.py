"""Puts a meeting that was told entry by entry into a real database, so that commands can be run on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from boardtui.cli.main import main
from boardtui.desk.desk import Desk
from tests.papers.build_minutes import Meeting
from tests.tui.app import make_desk

BOARD = "partnership-board"


def desk_with(path: Path, *meetings: Meeting, **settings: Any) -> Desk:
    """A desk whose Board has held these meetings. Close it when done."""
    desk = make_desk(path, **settings)
    session = desk.session(BOARD)
    for meeting in meetings:
        for line in meeting.stretch.lines:
            session.record(line.entry, at=line.at, by=line.by)
    return desk


def command(path: Path, *words: str) -> Result:
    """Run a command on that database, its papers beside it, in Markdown alone where the command says nothing else."""
    config = path / "config.toml"
    if not config.exists():
        config.write_text('database = "data.db"\nmeetings = "meetings"\nformats = ["md"]\n', encoding="utf-8")
    return CliRunner().invoke(main, ["--config", str(config), *words])


def files_in(folder: Path) -> Iterable[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file())

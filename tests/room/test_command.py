"""The command as it is typed: in a real terminal, and where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from boardtui.cli.main import main
from tests.tui.app import make_desk


def test_without_a_terminal_it_says_where_to_start_it(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["room", "--db", str(tmp_path / "data.db")])
    assert result.exit_code == 1
    assert result.output.strip() == (
        "boardtui room fills a terminal window: start it there, and drag the window to the projector."
    )


@pytest.mark.posix
def test_in_a_real_terminal_it_waits_for_a_database_follows_it_and_leaves_by_q(tmp_path: Path) -> None:
    from tests.journey.terminal import Terminal

    terminal = Terminal("room", "--db", "data.db", folder=tmp_path, size=(100, 30))
    terminal.until("q quit")
    terminal.press("-", "-")
    terminal.until("The database data.db is not there.")
    desk = make_desk(tmp_path)
    terminal.until("Waiting for")
    desk.session("partnership-board").convene("pb-2026-11-26")
    terminal.until("begins at 10:00", "Capital priorities")
    desk.close()
    terminal.press("q")
    while terminal.read(0.2):
        pass
    terminal.child.close()
    assert terminal.child.exitstatus == 0

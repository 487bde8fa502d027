"""Two corrections of the owner of one action, of which the second finds the owner of the first."""

from __future__ import annotations

from pathlib import Path

from boardtui.meeting import entries as e
from tests.papers.on_desk import command, desk_with
from tests.papers.test_corrected import CAPITAL, OWNER, correction, january, owned
from tests.search.asking import ask


def test_of_two_corrections_of_an_owner_the_first_holds_in_every_paper_and_in_search(tmp_path: Path) -> None:
    first = owned().do(e.ActionUpdated("a1", "done"))
    later = january(first, correction(CAPITAL, *OWNER), correction(CAPITAL, OWNER[0], "Ms B Brown"))
    desk = desk_with(tmp_path, first, later)
    assert command(tmp_path, "export", "partnership-board", "--format", "csv", "-o", str(tmp_path)).exit_code == 0
    (_, row) = (tmp_path / "actions.csv").read_text(encoding="utf-8-sig").splitlines()
    (found,) = ask(desk, kind="action").found
    assert OWNER[1] in row and "Ms B Brown" not in row and found.thing.owner == OWNER[1]

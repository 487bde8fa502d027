"""An update of an action that names the owner whom it found."""

from __future__ import annotations

from pathlib import Path

from boardtui.meeting import entries as e
from tests.papers.on_desk import command, desk_with
from tests.papers.test_corrected import CAPITAL, OWNER, correction, january, owned
from tests.search.asking import ask


def test_an_update_that_names_the_owner_as_before_leaves_the_owner_of_the_approved_minutes(tmp_path: Path) -> None:
    first = owned()
    later = january(first, e.ActionUpdated("a1", "open", text="Sent.", owner="tchair"), correction(CAPITAL, *OWNER))
    desk = desk_with(tmp_path, first, later)
    assert command(tmp_path, "export", "partnership-board", "--format", "csv", "-o", str(tmp_path)).exit_code == 0
    (_, row) = (tmp_path / "actions.csv").read_text(encoding="utf-8-sig").splitlines()
    (found,) = ask(desk, kind="action").found
    assert "Dr C Clark" in row and "Sir D Dunn" not in row and found.thing.owner == "Dr C Clark"

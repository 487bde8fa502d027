"""Two corrections of the words or the owner of one action, of which the second finds what the first one put there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from boardtui.meeting.state.labels import owner_label
from boardtui.papers.corrections import Approval as Words
from boardtui.papers.formats.markdown import markdown
from tests.papers.on_desk import BOARD, command, desk_with
from tests.papers.test_corrected import CAPITAL, OWNER, correction, january, owned
from tests.search.asking import ask


def test_of_two_corrections_of_an_owner_the_first_holds_in_every_paper_and_in_search(tmp_path: Path) -> None:
    first = owned().do(e.ActionUpdated("a1", "done"))
    later = january(first, correction(CAPITAL, *OWNER), correction(CAPITAL, OWNER[0], "Ms B Brown"))
    desk = desk_with(tmp_path, first, later)
    assert command(tmp_path, "export", "partnership-board", "--format", "csv", "-o", str(tmp_path)).exit_code == 0
    (_, row) = (tmp_path / "actions.csv").read_text(encoding="utf-8-sig").splitlines()
    (found,) = ask(desk, kind="action").found
    assert row.split(",")[2] == found.thing.owner == OWNER[1]


@pytest.mark.parametrize(
    ("once", "again", "reads"),
    [
        (OWNER, (OWNER[0], "Ms B Brown"), "Write to the councils (Dr C Clark"),
        (OWNER, (OWNER[1], "Ms B Brown"), "Write to the councils (Dr C Clark"),
        (("the councils", "four councils"), ("the councils", "six councils"), "Write to four councils (Sir D Dunn"),
        (("the councils", "four councils"), ("four councils", "six councils"), "Write to four councils (Sir D Dunn"),
    ],
)
def test_a_second_correction_of_an_owner_or_of_words_is_named_as_one_that_the_text_does_not_read_as(
    tmp_path: Path, once: tuple[str, str], again: tuple[str, str], reads: str
) -> None:
    """In the minutes; log, search and what is carried have the words of the first, too, whatever the second quotes."""
    first = owned()
    later = january(first, correction(CAPITAL, *once), correction(CAPITAL, *again))
    desk = desk_with(tmp_path, first, later)
    (given,) = later.state.approved
    text = markdown(first.minutes(approved=Words("the next", given), status="APPROVED"))
    assert f"**Action:** {reads}" in text
    assert f"Corrected on approval at the next: for “{once[0]}” read “{once[1]}”." in text
    told = (
        f"Corrected on approval at the next: Item 2: for “{again[0]}” read “{again[1]}”. An earlier correction holds."
    )
    assert told in text
    (found,) = ask(desk, kind="action").found
    state = desk.session(BOARD).state
    carried = state.actions["a1"]
    for words, owner in ((found.thing.text, found.thing.owner), (carried.text, owner_label(state, carried.owner))):
        assert f"{words.removesuffix('.')} ({owner}" == reads
    assert command(tmp_path, "export", "partnership-board", "--format", "csv", "-o", str(tmp_path)).exit_code == 0
    (row,) = csv.DictReader((tmp_path / "actions.csv").open(encoding="utf-8-sig"))
    assert f"{row['Action'].removesuffix('.')} ({row['Owner']}" == reads
    assert (f"for “{again[0]}” read “{again[1]}”" in row["Minutes corrected"]) is (once[0] == again[0])

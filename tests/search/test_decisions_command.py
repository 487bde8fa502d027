"""The command: a table, JSON lines, and an exit status that scripts can go by."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from tests import build
from tests.papers.on_desk import command
from tests.search.asking import board_with, decided


@pytest.fixture
def board(tmp_path: Path) -> Path:
    with board_with(tmp_path, build.motion(), e.NoteTaken("capital", "The Board heard\nthe plan.")) as desk:
        decided(desk)
    return tmp_path


def test_a_table_with_the_latest_first(board: Path) -> None:
    out = command(board, "decisions")
    assert out.exit_code == 0
    note, motion = out.stdout.splitlines()
    assert note.split() == ["23", "Nov", "2026", "Partnership", "Board", "note", "The", "Board", "heard␊the", "plan."]
    assert motion.split()[:9] == ["23", "Nov", "2026", "Partnership", "Board", "motion", "3.1", "carried", "That"]
    assert out.stderr == "2 found.\n"


def test_json_lines_hold_the_figures_and_where_it_stands_in_the_book(board: Path) -> None:
    (line,) = command(
        board, "decisions", "capital", "--json", "--kind", "motion", "--outcome", "carried"
    ).stdout.splitlines()
    data = json.loads(line)
    assert (data["number"], data["clause"], data["outcome"], data["confidential"]) == ("3.1", "8.4", "carried", False)
    assert data["figures"] == {
        "for": 11, "against": 0, "abstain": 0, "not_voted": 3, "eligible": 14, "base": 14, "needed": 11, "casting_vote": None,
    }  # fmt: skip
    assert data["decided"] > data["entry"]


def test_nothing_found_ends_with_1_and_what_is_wrong_with_2(board: Path) -> None:
    out = command(board, "decisions", "zebra")
    assert (out.exit_code, out.stdout, out.stderr) == (1, "", "0 found.\n")
    out = command(board, "decisions", "--partner", "mayor")
    assert out.exit_code == 2 and out.stderr.startswith("There is no partner 'mayor'; there are: ")
    out = command(board, "decisions", "--db", str(board / "none.db"))
    assert out.exit_code == 2 and "There is no database" in out.stderr
    assert not (board / "none.db.search").exists()


def test_words_given_together_are_a_phrase(board: Path) -> None:
    assert command(board, "decisions", "the plan").exit_code == 0
    assert command(board, "decisions", "plan the").exit_code == 1
    assert command(board, "decisions", "plan", "the").exit_code == 0


def test_a_limit_says_how_many_there_are(board: Path) -> None:
    out = command(board, "decisions", "--limit", "1")
    assert len(out.stdout.splitlines()) == 1
    assert out.stderr == "2 found, the latest 1 are shown.\n"


def test_rebuild_reads_the_books_anew(board: Path) -> None:
    command(board, "decisions")
    with sqlite3.connect(board / "data.db.search") as connection:
        connection.execute("UPDATE meetings SET title = 'Made up'")
    connection.close()
    assert '"title":"Made up"' in command(board, "decisions", "--json").stdout
    assert '"title":"Made up"' not in command(board, "decisions", "--json", "--rebuild").stdout


def test_a_damaged_book_is_told_of_and_the_rest_found(board: Path) -> None:
    with sqlite3.connect(board / "data.db") as connection:
        connection.execute("UPDATE entries SET entry = '{}' WHERE seq = (SELECT max(seq) FROM entries)")
    connection.close()
    out = command(board, "decisions")
    assert out.exit_code == 2 and "motion 3.1  open" in out.stdout  # its result is what cannot be read
    told = "The minute book of the Partnership Board is searched only up to where it can be read. The text of entry "
    assert told in out.stderr


def test_what_is_found_in_a_meeting_altered_since_it_was_read_is_said(board: Path) -> None:
    assert command(board, "decisions").exit_code == 0
    with sqlite3.connect(board / "data.db") as connection:
        connection.execute(
            "UPDATE entries SET entry = replace(entry, '\"for\"', '\"against\"') WHERE kind = 'VotesRecorded'"
        )
    connection.close()
    out = command(board, "decisions")
    assert out.exit_code == 2 and "motion 3.1" in out.stdout
    assert "it was changed afterwards" in out.stderr and "boardtui verify partnership-board" in out.stderr


def test_without_a_database_that_holds_a_meeting_nothing_is_found(tmp_path: Path) -> None:
    from tests.tui.app import make_desk

    make_desk(tmp_path).close()
    assert command(tmp_path, "decisions", "anything").exit_code == 1

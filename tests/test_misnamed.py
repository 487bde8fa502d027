"""Whoever names a meeting where a body or a paper is asked for, or the other way round, is told what it is and what to type."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from boardtui.cli.examples.build import demo_copy
from tests.papers.on_desk import command

BOARD, HELD, COMING = "partnership-board", "pb-2026-09-24", "pb-2026-11-26"
SLE_HELD = "sle-2026-09-14"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    demo_copy(folder, fresh=False, charter="mid-south-essex")
    return folder


def _ran(demo: Path, words: str) -> Result:
    return command(demo, *words.split())


@pytest.mark.parametrize(
    ("given", "what", "meant"),
    [
        (f"paper agenda {COMING}", "a meeting of the Partnership Board, not a body", f"paper agenda {BOARD} {COMING}"),
        (f"minutes {HELD}", "a meeting of the Partnership Board, not a body", f"minutes {BOARD} {HELD}"),
        (f"export {HELD}", "a meeting of the Partnership Board, not a body", f"export {BOARD}"),
        (f"verify {HELD}", "a meeting of the Partnership Board, not a body", f"verify {BOARD}"),
        (f"plan {COMING}", "a meeting of the Partnership Board, not a body", f"plan {BOARD}"),
        (f"paper {COMING} agenda", "a meeting of the Partnership Board, not a paper", f"paper agenda {BOARD} {COMING}"),
        (f"paper {BOARD} agenda", "a body, the Partnership Board, not a paper", f"paper agenda {BOARD}"),
        (f"paper agenda {BOARD} agenda", "a paper, not a meeting", f"paper agenda {BOARD}"),
        (f"paper minutes {BOARD}", "Minutes have a command of their own", f"minutes {BOARD}"),
    ],
)
def test_a_command_with_its_words_in_the_wrong_places_is_told_as_it_is_typed(
    demo: Path, given: str, what: str, meant: str
) -> None:
    ran = _ran(demo, given)
    assert ran.exit_code in (1, 2) and ran.output.count("\n") == 1
    assert what in ran.output and ran.output.rstrip().endswith(f"Type: boardtui {meant}")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            f"paper vote {BOARD} {SLE_HELD}",
            "a meeting of the System Leadership Executive (SLE), not of the Partnership Board",
        ),
        (f"minutes {BOARD} {COMING}", f"The meeting '{COMING}' is planned and has not been convened yet."),
        (f"minutes {BOARD} interests", f"holds no meeting 'interests'. Name one of these: {HELD}."),
        (f"paper agenda {BOARD} never", f"has a meeting 'never'. Name one of these: {HELD}, {COMING}."),
        (f"minutes {BOARD} sle", "'sle' is a body, the System Leadership Executive (SLE), and not a meeting."),
        ("minutes thurrock-place", "has no minute book yet: none of its meetings has been convened."),
        (
            f"paper wibble {BOARD}",
            "There is no paper 'wibble'. Name the paper first, then the body; the papers are: agenda,",
        ),
    ],
)
def test_what_is_no_meeting_or_paper_is_told_with_those_that_there_are(demo: Path, given: str, said: str) -> None:
    ran = _ran(demo, given)
    assert ran.exit_code == 1 and said in ran.output and ran.output.count("\n") == 1

"""The Chair's brief on one key of the meeting: the words of the paper, and nothing confidential while the public is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from boardtui.papers.brief import item_brief
from boardtui.papers.clock import Clock
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.model import Part
from boardtui.papers.source import Source
from tests.build import CAPITAL, motion, record, sitting
from tests.tui.app import SMALL_FIRST, frame, press, recorded, running


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_the_brief_on_the_item_that_is_open_says_who_may_vote_and_what_it_takes(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    here = [e.MemberArrived(key) for key in CAPITAL]
    conflict = e.InterestDeclared(CAPITAL[0], ("pb-nov-capital",), "financial", "Shares", "withdraws")
    entries = [*here, e.MeetingOpened(), conflict, e.ItemOpened("pb-nov-capital")]
    async with running(tmp_path, entries=entries, size=size) as (app, pilot):
        before = len(recorded(app))
        await press(pilot, "C")
        shown = frame(app)
        assert "Chair's brief" in shown and "Capital priorities" in shown and "8.4)" in shown
        assert "13 members of 14" in shown
        seen = shown
        for _ in range(3):
            await press(pilot, "pagedown")
            seen += frame(app)
        for words in ("Conflict of interest", "What it takes", "Must agree afterwards"):
            assert words in seen
        await press(pilot, "escape")
        assert len(recorded(app)) == before
        titles = [command.title for command in app.get_system_commands(app.screen)]
        for words in ("brief", "amendment", "show of hands", "secret ballot", "election", "consent agenda", "en bloc"):
            assert any(words in title for title in titles), words


async def test_of_a_confidential_item_it_shows_nothing_while_the_public_is_there(tmp_path: Path) -> None:
    async with running(tmp_path, entries=[e.MeetingOpened(), e.ItemOpened("pb-nov-estates")]) as (app, pilot):
        await press(pilot, "C")
        assert "use of an estate" not in frame(app)


def test_it_says_of_an_item_what_the_paper_says() -> None:
    held = record(sitting(), e.InterestDeclared(CAPITAL[0], ("capital",), "financial", "Shares", "withdraws"))
    text = as_markdown(item_brief(Source(held, "public", Clock(held.state.starts)), "capital"))
    for words in ("Decided under", "How it is decided", "May vote", "Conflict of interest", "What it takes"):
        assert f"**{words}**" in text
    assert "Other readings of the clause" in text


def test_the_brief_names_the_deputy_who_is_there_and_votes_as_the_vote_does() -> None:
    board = sitting(present=CAPITAL[1:], terms={"deputies": "may_vote"})
    record(board, e.MemberArrived(CAPITAL[0], deputy="K Example"))
    told = as_markdown(item_brief(Source(board, "public", Clock(board.state.starts)), "capital"))
    assert f"14 members of 14: K Example (deputy for {board.state.members[CAPITAL[0]].name}); " in told


def test_a_deputy_who_is_there_without_a_vote_is_not_among_those_who_are_not_expected() -> None:
    board = sitting(present=CAPITAL[2:])
    record(board, e.MemberArrived(CAPITAL[0], deputy="K Example"))
    told = as_markdown(item_brief(Source(board, "public", Clock(board.state.starts)), "capital"))
    names = [board.state.members[key].name for key in CAPITAL[:2]]
    assert f"| **Attending, without a vote** | K Example (deputy for {names[0]}) |" in told
    assert f"| **Not expected** | {names[1]} |" in told


@pytest.mark.parametrize(("private", "part"), [(False, "public"), (True, "public"), (True, "confidential")])
def test_the_brief_goes_by_the_rule_and_subject_of_the_motion_that_is_open(private: bool, part: Part) -> None:
    board = sitting()
    if private:
        record(board, e.PublicExcluded("A contract"))
    record(board, motion(rule="agreement", topic="objectives"))
    told = as_markdown(item_brief(Source(board, part, Clock(board.state.starts)), "capital"))
    goes_by = "General agreement" if not (private and part == "public") else "Capital priorities"
    assert f"| **Decided under** | {goes_by}" in told
    assert ("May take part" in told) is (goes_by == "General agreement")

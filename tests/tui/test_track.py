"""The track of an issue: which stage a letter to the partners belongs to."""

from __future__ import annotations

import pytest

from boardtui.meeting.entries import IssueStep, Notice, OpenIssue
from boardtui.tui.views.track import letters_stage

DAY = "2026-11-30"
ISSUE = OpenIssue(
    issue="i1",
    title="Beds kept for winter",
    stages=(
        IssueStep(stage="majority", at=f"{DAY}T10:00:00.000Z", text="To share.", motion="m1", outcome="carried"),
        IssueStep(stage="board", at=f"{DAY}T15:00:00.000Z", text="To share.", motion="m2", outcome="carried"),
    ),
)


@pytest.mark.parametrize(("motion", "stage"), [("m1", "majority"), ("m2", "board"), (None, "majority")])
def test_a_letter_is_about_the_vote_it_followed_even_on_the_same_day(motion: str | None, stage: str) -> None:
    """8.10(2) and 8.10(4): the SLE's letter is not the Board's advice, though both may be sent on one day."""
    assert letters_stage(ISSUE, Notice(("eput",), "letter", DAY, motion)) == stage

"""What approved minutes say of a vote whose count was corrected, at the item and in the annex that sets the vote out."""

from __future__ import annotations

import pytest

from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting import entries as e
from boardtui.papers.corrections import Approval
from boardtui.papers.formats.markdown import markdown
from tests.papers.build_minutes import Meeting
from tests.papers.test_corrected import AT, CAPITAL, PUT, correction, january


@pytest.mark.parametrize(
    ("stood", "stands", "told"),
    [("2 for", "1 for", True), ("2 for", "2 for, both in person,", False), ("Ms B Brown", "Sir D Dunn", False)],
)
def test_a_vote_whose_count_was_corrected_is_said_to_be_set_out_as_recorded(
    stood: str, stands: str, told: bool
) -> None:
    """The figures and names of the annex are the book's, which approval does not change: they would contradict the minutes."""
    m = Meeting(terms=Terms()).arrive("chair", "lead", "tchair", "bbchair")
    m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened(CAPITAL))
    m.do(e.MotionPut("m1", CAPITAL, PUT, "capital", "capital", mover="lead"))
    m.votes("m1", for_=["lead", "tchair"], against=["bbchair"]).declare("m1").do(e.MeetingClosed())
    (given,) = january(m, correction(CAPITAL, stood, stands)).state.approved
    approved = {"approved": Approval(AT, given), "status": "APPROVED"}
    named = markdown(m.minutes(names="all", **approved)).split("## Annex A")[0]
    assert "Recorded vote: For: " in named and ("This is the vote as it was recorded" in named) is told
    minuted, annex = markdown(m.minutes(**approved)).split("## Annex A")
    assert stands in minuted.split("## Corrections")[0]
    assert ("the vote is set out here as it was recorded." in annex) is told
    assert "as it was recorded" not in minuted

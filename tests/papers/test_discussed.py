"""What a body is only to discuss is minuted as discussed, by no consensus and without one."""

from __future__ import annotations

import pytest

from boardtui.charter.load import shipped
from boardtui.meeting.entries import ConsensusDeclared, Objection
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from tests.build import record
from tests.charter.held import sitting

OBJECTION = Objection("cuhft-ceo", "It costs too much.")


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        (ConsensusDeclared("m1", True), "with no objection maintained"),
        (ConsensusDeclared("m1", False, (OBJECTION,)), "with an objection maintained"),
    ],
)
def test_a_move_of_services_is_discussed_and_not_agreed_commitment_5(declared: ConsensusDeclared, words: str) -> None:
    held = record(sitting(shipped("cambridgeshire-peterborough"), "hce", "service-change"), declared)
    text = as_markdown(minutes_document(minutes(held, entries=len(held.lines), fingerprint="ab" * 32)))
    assert f"DISCUSSED**, {words} (Commitment 5), the motion that it be so." in text
    assert "consensus (" not in text and "treated as agreed" not in text
    assert "it is discussed, and recorded whether a member maintains an objection" in text

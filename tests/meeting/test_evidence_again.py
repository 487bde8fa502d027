"""Evidence that was put forward for one motion, proposed for a further motion on the same item."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting.entries import EvidenceGiven
from boardtui.meeting.fold.evidence import given_before
from tests.build import motion, record, sitting

STATE = record(sitting(), motion(), EvidenceGiven("SLE 4", "m1"), motion("m2")).state
FIRST, SECOND = STATE.motions["m1"], STATE.motions["m2"]
RULE = next(rule for rule in STATE.charter.rules if rule.key == "capital")


def test_it_is_entered_again_for_the_further_motion_and_says_for_which_it_was() -> None:
    assert given_before(STATE, SECOND, RULE) == {EvidenceGiven("SLE 4", "m2"): FIRST}


def test_it_is_proposed_for_the_same_condition_on_the_same_item_alone() -> None:
    assert not given_before(STATE, replace(SECOND, item="update"), RULE)
    assert not given_before(STATE, SECOND, replace(RULE, precondition="Another condition."))


def test_what_was_for_a_confidential_motion_is_proposed_for_a_confidential_one_alone() -> None:
    hidden = replace(STATE, motions={"m1": replace(FIRST, confidential=True)})
    assert not given_before(hidden, SECOND, RULE)
    assert given_before(hidden, replace(SECOND, confidential=True), RULE)

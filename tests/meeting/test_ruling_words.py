"""A ruling is told in one sentence: "the Chair ruled that …", evidence as evidence, and never a setting's name."""

from __future__ import annotations

import pytest

from boardtui.meeting import entries as e
from boardtui.meeting.words.entry_words import tell
from boardtui.meeting.words.ruling_words import ruling_sentence
from tests import build

STATE = build.play([build.convened(), *build.arrivals(build.CAPITAL), e.ChairTaken(build.CAPITAL[0])]).state


@pytest.mark.parametrize(
    ("setting", "value", "text", "sentence"),
    [
        ("deputies", "may_vote", "ToR 4", "the Chair ruled that deputies may vote: “ToR 4”."),
        ("casting_vote", "none", "", "the Chair ruled that there is no casting vote."),
        ("quorum", 1, "So.", "the Chair ruled that the quorum is 1 member: “So.”"),
        ("withdrawn", "in_base", "", "the Chair ruled that members kept from voting by an interest stay in the count."),
        ("procedure", "by hands", "by hands", "the Chair ruled: “by hands”."),
        ("precondition", "Minute 4", "Minute 4", "evidence given: Minute 4."),
    ],
)
def test_a_ruling_reads_as_a_sentence(setting: str, value: object, text: str, sentence: str) -> None:
    ruling = e.RulingMade(None, setting, value, text, build.CAPITAL[0])
    assert ruling_sentence(STATE, ruling) == sentence
    assert tell(STATE, ruling) == sentence.removesuffix(".")


def test_who_rules_without_being_in_the_chair_is_named() -> None:
    ruling = e.RulingMade(None, "remote", "may_not_vote", "", build.CAPITAL[1])
    told = tell(STATE, ruling)
    assert told.endswith("ruled that members attending remotely may not vote") and "the Chair" not in told


@pytest.mark.parametrize(
    "value", ["as the charter has it", "clause 8.4 means at least 3/4 of all eligible members, present or not"]
)
def test_that_the_reading_in_use_is_right_is_told_with_what_it_means_in_old_books_too(value: str) -> None:
    entries = [build.convened(), *build.arrivals(build.CAPITAL), e.ChairTaken(build.CAPITAL[0]), e.MeetingOpened()]
    item = next(iter(STATE.items))
    state = build.play(
        [*entries, e.ItemOpened(item), e.MotionPut("m1", item, "To go on.", "capital", "fin_capital")]
    ).state
    ruling = e.RulingMade("m1", "procedure", value, "By the letter", build.CAPITAL[0])
    assert ruling_sentence(state, ruling) == (
        "the Chair ruled that clause 8.4 means at least 3/4 of all eligible members, present or not: “By the letter”."
    )


def test_books_before_evidence_was_an_entry_keep_theirs_as_it_was_ruled() -> None:
    held = build.record(build.sitting(vocabulary=2), build.motion())
    build.record(held, e.RulingMade("m1", "precondition", "Minute 4", "Minute 4", build.CAPITAL[0]))
    assert ruling_sentence(held.state, held.lines[-1].entry) == "evidence given (clause 8.4): Minute 4."

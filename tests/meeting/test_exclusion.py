"""The public excluded by resolution: moved and seconded, on the ground that the terms choose, for items that are named."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from boardtui.charter.exclusion import ADMISSION_ACT, PUBLIC_INTEREST, ground_words
from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.brief import brief
from boardtui.papers.clock import Clock
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.source import Source
from boardtui.tui.views.item import item_lines
from tests.build import BEGINS, CAPITAL, record, refused, sitting

ACT = {"exclusion": "admission_act"}
EXEMPT = {"exclusion": "schedule_12a"}
OWN = {"exclusion": "own", "exclusion_words": "staff are discussed"}


def board(**terms: Any) -> Stretch:
    return sitting(terms=terms)


def excluded(**more: Any) -> e.PublicExcluded:
    return e.PublicExcluded("A lease.", **more)


def test_where_the_terms_choose_no_ground_none_is_named() -> None:
    record(board(), excluded(mover=CAPITAL[0], seconder=CAPITAL[1]))
    reason = refused(board(), excluded(ground="admission_act")).reason
    assert reason == "The terms of reference name no ground for excluding the public. Leave the ground out."


def test_the_ground_is_that_of_the_terms() -> None:
    record(board(**ACT), excluded(ground="admission_act"))
    for other in (None, "own", "schedule_12a"):
        reason = refused(board(**ACT), excluded(ground=other, paragraphs=(3,) if other == "schedule_12a" else ()))
        assert "1960, section 1(2)" in reason.reason and reason.clause == "terms of reference 4"
    assert refused(board(**ACT), excluded()).reason == (
        "The resolution names no ground for excluding the public. Name that of the terms of reference: "
        "Public Bodies (Admission to Meetings) Act 1960, section 1(2)."
    )
    assert refused(board(**ACT), excluded(ground="own")).reason == (
        "The ground named is “a ground of the board's own”; that of the terms of reference is “Public Bodies (Admission to "
        "Meetings) Act 1960, section 1(2)”. Name that one."
    )


@pytest.mark.parametrize("paragraphs", [(), (0,), (3, 8)])
def test_schedule_12a_is_named_by_its_seven_paragraphs(paragraphs: tuple[int, ...]) -> None:
    reason = refused(board(**EXEMPT), excluded(ground="schedule_12a", paragraphs=paragraphs)).reason
    assert "paragraphs of Schedule 12A, 1 to 7" in reason
    record(board(**EXEMPT), excluded(ground="schedule_12a", paragraphs=(3, 5)))
    assert "Only Schedule 12A" in refused(board(**ACT), excluded(ground="admission_act", paragraphs=(3,))).reason


def test_it_is_seconded_by_another_member() -> None:
    assert "other than" in refused(board(), excluded(mover=CAPITAL[0], seconder=CAPITAL[0])).reason
    assert "other than" in refused(board(), excluded(seconder=CAPITAL[0])).reason
    assert "no member" in refused(board(), excluded(mover="nobody")).reason


def test_items_that_it_names_are_public() -> None:
    record(board(), excluded(items=("capital",)))
    assert "no agenda item" in refused(board(), excluded(items=("nothing",))).reason
    hidden = record(board(), e.ItemAdded("estates", "Sale of a site", confidential=True))
    assert "is confidential" in refused(hidden, excluded(items=("estates",))).reason


def test_the_words_of_the_statutes_stand_in_the_ground() -> None:
    terms = Terms(exclusion="own", exclusion_words="staff are discussed", source="SO 3")
    assert ground_words(terms, None) == ""
    assert ground_words(terms, "own") == "because staff are discussed (SO 3)"
    assert ADMISSION_ACT in ground_words(terms, "admission_act")
    exempt = ground_words(terms, "schedule_12a", (5, 3))
    assert "paragraphs 3 (information relating to the financial or business affairs" in exempt
    assert " and 5 (information in respect of which a claim to legal professional privilege" in exempt
    assert PUBLIC_INTEREST in exempt and "the paragraph that the resolution names" in ground_words(
        terms, "schedule_12a"
    )


def test_the_minutes_say_by_whose_resolution_for_what_and_on_which_ground() -> None:
    held = record(
        board(**EXEMPT),
        excluded(mover=CAPITAL[0], seconder=CAPITAL[1], ground="schedule_12a", paragraphs=(3,), items=("capital",)),
    )
    text = as_markdown(minutes_document(minutes(held, entries=0, fingerprint="")))
    for words in (
        "The public was excluded by resolution",
        "section 100A(4)",
        "paragraph 3 (",
        PUBLIC_INTEREST,
        "A lease.",
    ):
        assert words.casefold() in text.casefold(), words
    assert text.count(PUBLIC_INTEREST) == 1, "the words of the ground stand once"
    plain = as_markdown(minutes_document(minutes(record(board(), excluded()), entries=0, fingerprint="")))
    assert "the public was excluded" in plain.casefold() and "by resolution" not in plain


def test_an_urgent_item_is_minuted_with_the_opinion_of_the_chair_and_the_special_circumstances() -> None:
    held = record(board(), e.ItemAdded("roof", "The roof", urgent="it fell in on Tuesday"))
    lines = item_lines(held.state, "roof", 80, datetime.datetime.fromisoformat, BEGINS)
    assert any(span.text == "Urgent, because it fell in on Tuesday" for line in lines for span in line)
    told = as_markdown(brief(Source(held, "public", Clock(held.state.starts))))
    assert "it fell in on Tuesday" in told and told.count("Urgent, because") == 1
    text = as_markdown(minutes_document(minutes(held, entries=0, fingerprint="")))
    assert "at the meeting as a matter of urgency, by reason of these special circumstances: it fell in on" in text

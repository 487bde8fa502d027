"""Where a memorandum names some stages only, an issue goes through these, and through no others."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from boardtui.meeting.entries import (
    AnyEntry,
    FacilitatorSelected,
    IssueReceived,
    OpenIssue,
    PlaceAttempted,
    RulingMade,
)
from boardtui.meeting.entries.base import VOCABULARY
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.stages import NO_SUCH_STAGE, legal_stages, order
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.tui.views.issue import issue_lines
from boardtui.tui.views.waiting import waiting
from boardtui.tui.views.why_not import why_not_move
from tests.build import CCGS, SLE, TRUSTS, declare, motion, record, refused, rules_of, sitting, votes
from tests.meeting.test_fold_issues import ADVISED, RAISED, REFUSES, to

THREE = ("discussion", "majority", "board")
ELSEWHERE = ("Place, or directly", "Independent facilitator")
NOW = datetime.datetime(2026, 11, 30, 12, 0, tzinfo=datetime.UTC)


def held(stages: tuple[str, ...], *entries: AnyEntry, vocabulary: int = VOCABULARY) -> Stretch:
    """The SLE sits, under its charter with only these stages."""
    whole = rules_of(SLE)
    some = tuple(
        replace(stage, requires=tuple(need for need in stage.requires if need != "attempt"))
        for stage in whole.stages
        if stage.key in stages
    )
    return record(sitting(SLE, charter=replace(whole, stages=some), vocabulary=vocabulary), RAISED, *entries)


def voted(stages: tuple[str, ...], choice: str = "abstain") -> Stretch:
    put = motion(rule="issue-majority", topic="resolution", issue="i1")
    sle = held(stages, to("discussion"), ADVISED, to("majority"), put)
    return declare(record(sle, votes(choice, [*CCGS, *TRUSTS])))


def shown(sle: Stretch, width: int) -> str:
    lines = issue_lines(sle.state, sle.state.issues["i1"], width, datetime.datetime.fromisoformat, NOW)
    return "\n".join("".join(part.text for part in line).rstrip() for line in lines)


def next_words(sle: Stretch) -> str:
    return waiting(sle.state, sle.state.issues["i1"]).words


def test_an_issue_goes_through_the_three_in_their_order_and_its_minutes_and_screen_name_no_other() -> None:
    sle = held(THREE)
    assert order(sle.state) == THREE
    assert legal_stages(sle.state, sle.state.issues["i1"]) == ["discussion"]
    assert next_words(sle) == "Next stage: SLE discussion, 8.10(1)."
    record(sle, to("discussion"), ADVISED)
    assert next_words(sle).endswith("If not, next: SLE majority, 8.10(2).")
    sle = voted(THREE)
    assert next_words(sle) == "No majority, so there is no decision. Next: Partnership Board, 8.10(4) (b refers it)."
    assert legal_stages(sle.state, sle.state.issues["i1"]) == ["board"]
    text = as_markdown(minutes_document(minutes(sle, entries=len(sle.lines), fingerprint="ab" * 32)))
    for told in (text, shown(sle, 76), shown(sle, 118)):
        assert not [title for title in ELSEWHERE if title in told]
        assert "SLE discussion" in told and "SLE majority" in told
    assert "Partnership Board" in shown(sle, 76) and "Partnership Board" in shown(sle, 118)


@pytest.mark.parametrize(
    "entry",
    [PlaceAttempted("i1", "Talks."), to("place"), to("facilitator")],
    ids=["an attempt at place", "place", "the facilitator"],
)
def test_a_stage_that_is_not_named_is_refused(entry: AnyEntry) -> None:
    assert refused(held(THREE), entry).reason == NO_SUCH_STAGE


def test_a_facilitator_is_selected_nowhere_and_the_moves_say_so() -> None:
    sle = voted(THREE)
    assert "the issue is at" in refused(sle, FacilitatorSelected("i1", "Dame Ruth May")).reason
    issue = sle.state.issues["i1"]
    assert {why_not_move(sle.state, issue, move) for move in ("place", "select", "ended")} == {NO_SUCH_STAGE}


def test_what_follows_a_majority_needs_a_party_that_does_not_accept_whatever_its_name_8_10_3() -> None:
    sle = voted(THREE, "for")
    assert "no partner has said that it does not accept" in refused(sle, to("board")).reason
    assert sle.state.issues["i1"].stage == "majority"
    record(sle, replace(REFUSES, date="2026-11-25"))
    assert legal_stages(sle.state, sle.state.issues["i1"]) == ["board"]


def test_after_the_last_stage_it_is_resolved_by_words() -> None:
    sle = voted(("discussion", "majority"))
    assert legal_stages(sle.state, sle.state.issues["i1"]) == []
    said = waiting(sle.state, sle.state.issues["i1"])
    assert said.words == "No majority, so there is no decision. The memorandum names no further stage."
    assert said.moves == ("resolve", "vote")
    assert why_not_move(sle.state, sle.state.issues["i1"], "advance") == (
        "The memorandum names no stage after this one (8.10(2))."
    )


def test_what_is_done_before_the_first_stage_is_kept_at_the_first() -> None:
    sle = held(THREE, ADVISED)
    assert sle.state.issues["i1"].stages[-1].stage == "discussion"


def test_an_issue_that_came_from_another_book_shows_where_it_was_and_goes_on() -> None:
    there = voted(("place", "discussion", "majority", "facilitator", "board"))
    record(there, to("facilitator"))
    here = held(("discussion", "board"), IssueReceived("i2", "sle", "ab" * 32, there.state.issues["i1"]))
    issue: OpenIssue = here.state.issues["i2"]
    lines = issue_lines(here.state, issue, 76, datetime.datetime.fromisoformat, NOW)
    assert any("facilitator" in part.text for line in lines for part in line)
    assert "record how facilitation ended" in refused(here, replace(to("board"), issue="i2")).reason


def test_meetings_of_older_vocabularies_have_all_stages_whatever_the_charter_names() -> None:
    sle = held(THREE, vocabulary=2)
    record(sle, PlaceAttempted("i1", "Talks."), to("discussion"))
    assert order(sle.state) == ("place", "discussion", "majority", "facilitator", "board")
    ruled = RulingMade(None, "no_decision", "i1", "Both ask for it.", "joint-ao")
    record(sle, ADVISED, to("majority"), ruled, to("facilitator"))
    assert sle.state.issues["i1"].stage == "facilitator"

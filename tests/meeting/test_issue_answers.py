"""The partners' answers on an issue: to which decision each is one, and what opens the way to the facilitator (8.10(2), (3))."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.awaiting import waits
from boardtui.meeting.followup.stages import answers, early_answers, issue_decided, letters, refusals
from tests.build import (
    CCGS,
    SLE,
    TRUSTS,
    closed,
    confidential_matter,
    convened_next,
    declare,
    motion,
    play,
    record,
    refused,
    sitting,
    votes,
)
from tests.meeting.test_fold_decisions import answer, jccc
from tests.meeting.test_fold_issues import (
    ACCEPTS,
    DISCUSSED,
    RAISED,
    REFUSES,
    raised,
    stage_of,
    to,
    voted,
    with_another_rule,
)

ON_MOTION = replace(REFUSES, issue=None, motion="m1")
TOLD = e.DecisionNotified(("mseft", "ecc"), "letter", "2026-11-24", motion="m1", due="2027-03-31")
NOT_YET = "no partner has said that it does not accept"


def vote_on(sle: Stretch, key: str, *, carried: bool = True) -> Stretch:
    """The SLE votes under 8.10(2): twelve partners take part."""
    record(sle, motion(key, rule="issue-majority", topic="resolution", issue="i1"))
    return declare(record(sle, votes("for" if carried else "abstain", [*CCGS, *TRUSTS], key)), key)


ALL_THE_SAME = e.RulingMade(None, "stage", {"issue": "i1", "stage": "majority"}, "ECC thought again.", "mseft-ceo")


def agreed(sle: Stretch, key: str = "m0") -> Stretch:
    """The discussion settles it: each party is satisfied (8.10(1)). The chair rules that it goes on all the same."""
    record(
        sle, motion(key, rule="issue-discussion", topic="resolution", issue="i1"), votes("for", ("mseft", "ecc"), key)
    )
    return record(declare(sle, key), ALL_THE_SAME)


def said(sle: Stretch) -> dict[str, bool]:
    return {one.partner: one.accepts for one in answers(sle.state, sle.state.issues["i1"])}


def in_the_next_meeting(*entries: e.AnyEntry) -> Stretch:
    """The SLE has decided at a meeting, told the partners, and meets again: the motion is carried over as a decision."""
    first = closed(record(voted(carried=True), TOLD))
    return record(play([convened_next(first.state)], book=SLE, before=first.state), *entries)


def test_an_answer_on_the_motion_in_a_later_meeting_is_one_on_its_issue_8_10_3() -> None:
    sle = in_the_next_meeting()
    assert "m1" not in sle.state.motions and sle.state.decisions["m1"].issue == "i1"
    assert NOT_YET in refused(sle, to("facilitator")).reason
    record(sle, replace(ON_MOTION, date="2027-02-01"))
    assert said(sle) == {"ecc": False}
    assert stage_of(record(sle, to("facilitator"))) == "facilitator"
    assert sle.state.decisions["m1"].responses[0].reference == "letter 7"


def test_one_that_accepts_there_opens_nothing_and_a_later_one_replaces_it_8_10_3() -> None:
    sle = in_the_next_meeting(replace(ON_MOTION, accepts=True))
    assert said(sle) == {"ecc": True}
    assert refused(sle, to("facilitator")).clause == "8.10(3)"
    assert said(record(sle, ON_MOTION)) == {"ecc": False}


def test_it_reaches_the_issue_between_meetings_and_two_meetings_later_as_well_8_10_3() -> None:
    second = closed(in_the_next_meeting(e.MeetingOpened()))
    record(second, ON_MOTION)
    assert said(second) == {"ecc": False}
    third = play([convened_next(second.state, "2027-05")], book=SLE, before=second.state)
    record(third, replace(ON_MOTION, partner="mseft"))
    assert said(third) == {"ecc": False, "mseft": False}


def test_a_letter_on_the_motion_tells_the_issue_s_partners_too_8_10_2() -> None:
    first = record(voted(carried=True), TOLD)
    issue = first.state.issues["i1"]
    assert [(one.partners, one.motion) for one in letters(issue)] == [(("mseft", "ecc"), "m1")]
    again = in_the_next_meeting(replace(TOLD, partners=("sbc",)))
    assert [one.partners for one in letters(again.state.issues["i1"])] == [("mseft", "ecc"), ("sbc",)]


def test_an_answer_on_the_issue_is_one_on_its_motion_where_that_waits_for_it_8_10_3() -> None:
    sle = in_the_next_meeting()
    assert [wait.who for wait in waits(sle.state.decisions["m1"])] == ["mseft", "ecc"]
    record(sle, REFUSES)
    assert [wait.who for wait in waits(sle.state.decisions["m1"])] == ["mseft"]
    record(sle, ACCEPTS, replace(REFUSES, partner="mseft"))
    assert {one.partner: one.accepts for one in sle.state.decisions["m1"].responses} == {"ecc": True, "mseft": False}
    assert said(sle) == {"ecc": True, "mseft": False}


def test_it_stays_with_the_issue_where_the_motion_asked_nobody_or_a_signature_or_it_is_dated_before() -> None:
    assert record(voted(carried=True), REFUSES).state.motions["m1"].responses == ()
    signed = record(voted(carried=True), e.RatificationSought("m1", ("ecc",), form="signature"))
    assert record(signed, REFUSES).state.motions["m1"].responses == ()
    early = record(voted(carried=True), TOLD, replace(REFUSES, date="2026-11-20"))
    assert early.state.motions["m1"].responses == ()


def test_the_last_answer_on_the_issue_between_meetings_is_news_to_the_next_meeting() -> None:
    first = record(closed(record(voted(carried=True), TOLD)), ACCEPTS, replace(ACCEPTS, partner="mseft"))
    assert first.state.motions["m1"].news
    second = play([convened_next(first.state)], book=SLE, before=first.state)
    assert second.state.decisions["m1"].news and said(second) == {"ecc": True, "mseft": True}


def test_the_answer_of_somebody_who_is_no_party_stays_with_the_decision_8_10_3() -> None:
    sle = in_the_next_meeting(replace(TOLD, partners=("sbc",)), replace(ON_MOTION, partner="sbc"))
    assert said(sle) == {} and sle.state.decisions["m1"].responses[0].partner == "sbc"


def test_on_an_issue_that_is_resolved_it_stays_with_the_decision() -> None:
    sle = in_the_next_meeting(e.IssueResolved("i1", "by letter"), ON_MOTION)
    assert sle.state.issues["i1"].responses == () and sle.state.decisions["m1"].responses != ()


def test_a_confidential_decision_carried_over_reaches_its_issue_and_stays_confidential() -> None:
    first = sitting(SLE)
    hidden = e.AgendaItem(item="dispute", title="A dispute", number="6", confidential=True)
    record(
        first, e.ItemAdded(hidden.item, hidden.title, number="6", confidential=True), e.ItemOpened("dispute"), RAISED
    )
    record(first, *DISCUSSED, to("majority"))
    put = motion(item="dispute", rule="issue-majority", topic="resolution", issue="i1")
    record(first, put, votes("for", [*CCGS, *TRUSTS]))
    closed(record(declare(first), TOLD))
    second = play([convened_next(first.state), confidential_matter(first.state)], book=SLE, before=first.state)
    record(second, ON_MOTION)
    assert second.lines[-1].confidential and second.state.issues["i1"].confidential
    assert said(second) == {"ecc": False}


def test_what_a_partner_said_before_the_decision_does_not_open_the_way_8_10_3() -> None:
    sle = vote_on(raised(REFUSES, *DISCUSSED, to("majority")), "m1")
    no = refused(sle, to("facilitator"))
    assert (NOT_YET in no.reason, no.clause) == (True, "8.10(3)")
    assert stage_of(record(sle, REFUSES, to("facilitator"))) == "facilitator"


def test_nor_what_it_said_on_the_agreement_in_discussion_8_10_1() -> None:
    sle = record(agreed(raised(*DISCUSSED)), replace(ON_MOTION, motion="m0"))
    assert said(sle) == {"ecc": False}
    vote_on(record(sle, to("majority")), "m1")
    assert said(sle) == {} and NOT_YET in refused(sle, to("facilitator")).reason


def test_a_late_answer_to_the_agreement_in_discussion_is_none_to_the_decision_8_10_2() -> None:
    sle = vote_on(record(agreed(raised(*DISCUSSED)), to("majority")), "m1")
    record(sle, replace(ON_MOTION, motion="m0"))
    assert said(sle) == {} and sle.state.motions["m0"].responses != ()
    assert NOT_YET in refused(sle, to("facilitator")).reason
    record(sle, ON_MOTION, replace(ON_MOTION, motion="m0", accepts=True))
    assert said(sle) == {"ecc": False}


def test_a_second_vote_has_to_be_answered_anew_8_10_2() -> None:
    sle = record(voted(carried=True), e.DecisionNotified(("ecc",), "letter", "2026-11-24", issue="i1"), REFUSES)
    vote_on(sle, "m2")
    assert NOT_YET in refused(sle, to("facilitator")).reason
    assert letters(sle.state.issues["i1"]) == [] and len(sle.state.issues["i1"].notified) == 1
    assert stage_of(record(sle, replace(ON_MOTION, motion="m2"), to("facilitator"))) == "facilitator"


def test_a_second_vote_without_a_majority_is_no_decision_whatever_was_answered_to_the_first_8_10_3() -> None:
    sle = vote_on(record(voted(carried=True), ACCEPTS), "m2", carried=False)
    assert stage_of(record(sle, to("facilitator"))) == "facilitator"


def test_a_result_that_is_taken_back_takes_nothing_from_what_was_said_before() -> None:
    sle = vote_on(raised(REFUSES, *DISCUSSED, to("majority")), "m1")
    record(sle, e.EntryRetracted(sle.lines[-1].seq, "too early"))
    assert [one.partner for one in early_answers(sle.state, sle.state.issues["i1"])] == ["ecc"]


@pytest.mark.parametrize(("day", "counts"), [("2026-11-22", False), ("2026-11-23", True)])
def test_a_letter_dated_before_the_day_of_the_decision_is_no_answer_to_it_8_10_3(day: str, counts: bool) -> None:
    """The decision is of 23 November 2026."""
    sle = record(voted(carried=True), replace(REFUSES, date=day))
    issue = sle.state.issues["i1"]
    assert (bool(refusals(sle.state, issue)), bool(early_answers(sle.state, issue))) == (counts, not counts)
    if not counts:
        no = refused(sle, to("facilitator"))
        assert "what was said before the decision is no answer to it" in no.reason


def test_the_day_of_the_decision_is_that_of_the_meeting_s_own_clock() -> None:
    """At 09:59 UTC it is still the day before in a zone eleven hours behind."""
    west = sitting(SLE, starts="2026-11-22T22:30:00-11:00")
    vote_on(record(west, RAISED, *DISCUSSED, to("majority")), "m1")
    assert said(record(west, replace(REFUSES, date="2026-11-22"))) == {"ecc": False}


def test_a_vote_while_the_facilitator_works_is_no_decision_that_could_be_answered_8_10_3() -> None:
    sle = record(vote_on(with_another_rule(), "m1"), REFUSES, to("facilitator"), votes("for", ["mseft-ceo"], "m0"))
    step = declare(sle, "m0").state.issues["i1"].stages[-1]
    assert (step.stage, step.motion, step.outcome) == ("facilitator", "m0", "carried")
    assert (said(sle), issue_decided(sle.state, "m0")) == ({"ecc": False}, None)


def test_a_motion_of_the_same_key_in_the_book_that_referred_it_is_another_motion() -> None:
    history = vote_on(raised(*DISCUSSED, to("majority")), "m1").state.issues["i1"]
    board = record(sitting(), e.IssueReceived("i1", SLE, "ab" * 32, history), motion(), votes("for", ["mseft-ceo"]))
    record(declare(board), replace(ON_MOTION))
    assert board.state.issues["i1"].responses == ()


def test_only_the_body_that_decides_rules_that_there_can_be_no_decision_8_10_3() -> None:
    board = record(sitting(), RAISED, *DISCUSSED, to("majority"))
    no = refused(board, e.RulingMade(None, "no_decision", "i1", "No prospect.", "mseft-ceo"))
    assert (no.reason, no.clause) == ("That there can be no decision is for the body that would take it.", "8.10(3)")


def test_the_facilitator_is_selected_by_the_sle_8_10_3() -> None:
    ended = (e.FacilitatorSelected("i1", "Dame Ruth May"), e.FacilitationEnded("i1", False, "No common ground."))
    history = record(voted(carried=False), to("facilitator"), *ended).state.issues["i1"]
    board = record(sitting(), e.IssueReceived("i1", SLE, "ab" * 32, history))
    no = refused(board, e.FacilitatorSelected("i1", "Somebody else"))
    assert (no.reason, no.clause) == ("Another body selects the facilitator.", "8.10(3)")


def test_a_second_facilitator_has_to_end_before_it_goes_to_the_board_8_10_4() -> None:
    sle = record(voted(carried=False), to("facilitator"), e.FacilitatorSelected("i1", "Dame Ruth May"))
    record(sle, e.FacilitationEnded("i1", False, ""), e.FacilitatorSelected("i1", "Prof. Moss"))
    assert "could not resolve it" in refused(sle, to("board")).reason
    assert refused(sle, e.IssueReferred("i1", "partnership-board")).clause == "8.10(4)"
    assert stage_of(record(sle, e.FacilitationEnded("i1", False, ""), to("board"))) == "board"


def test_after_a_meeting_that_ended_in_private_the_answer_to_its_public_decision_is_public() -> None:
    board = closed(record(jccc(), e.PublicExcluded("Terms")))
    record(board, answer("ccg"))
    assert not board.lines[-1].confidential
    assert board.state.motions["m1"].responses[0].partner == "ccg"

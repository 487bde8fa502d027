"""Decisions after they are taken: subject to ratification, both parties, signatures, in common, urgent, to another body."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.load import body_charter, shipped
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import Asked, Point
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.awaiting import (
    decision,
    decisions,
    effect,
    overdue,
    unanswered,
    waits,
)
from boardtui.meeting.state.labels import partner_label, partners_counted
from boardtui.meeting.words.awaiting_words import (
    asked_by_name,
    common_words,
    effect_words,
    motion_follow_up,
    subject_to,
)
from boardtui.papers.follow_up import standing
from tests.build import (
    AGENDA,
    SLE,
    closed,
    confidential_matter,
    convened_next,
    declare,
    members,
    motion,
    play,
    record,
    refused,
    sitting,
    the,
    votes,
)


def body_of(charter: str, body: str, **changes: Any) -> Stretch:
    """A meeting of a body of another memorandum, everybody there and the item on objectives open."""
    held = shipped(charter)
    seats = held.body(body).seats
    people = tuple(e.Member(seat.key, "", seat.title, seat.partners) for seat in seats)
    given: dict[str, Any] = {
        "charter": body_charter(held, body),
        "partners": held.partners,
        "members": people,
        "agenda": AGENDA[:2],
    }
    first = e.MeetingConvened(
        meeting="2017-11", body=body, title=body, starts="2017-11-23T10:00:00+00:00", **{**given, **changes}
    )
    board = play([first, *(e.MemberArrived(one.key) for one in people)], book=body)
    return record(board, e.ChairTaken(people[0].key), e.MeetingOpened(), e.ItemOpened("minutes"))


def jccc(rule: str = "governance-change") -> Stretch:
    """Doncaster's committee of two parties has carried a motion under that rule."""
    board = body_of("doncaster", "jccc")
    record(board, e.MotionPut("m1", "minutes", "To change the scheme of delegation.", rule))
    return declare(record(board, votes("for", ["ccg", "council"])))


def answer(
    partner: str, yes: bool = True, date: str = "2017-12-04", key: str = "m1", **more: str
) -> e.PartnerResponded:
    return e.PartnerResponded(partner, yes, date, "minute 7", motion=key, **more)


def held(board: Stretch, key: str = "m1") -> e.OpenDecision:
    found = decision(board.state, key)
    assert found is not None
    return found


def again(board: Stretch, meeting: str) -> Stretch:
    """The next meeting of that body, convened from what the last one left open."""
    first = next(line.entry for line in board.lines if isinstance(line.entry, e.MeetingConvened))
    entry = replace(first, meeting=meeting, carried=public_matter(board.state))
    return play([entry], book=board.state.body, before=board.state)


# --- both parties: Doncaster 2.1.8 -------------------------------------------------------------------------------------


def test_a_change_of_governance_waits_for_governing_body_and_cabinet_2_1_8() -> None:
    board = jccc()
    asked = held(board).asked
    assert asked is not None
    assert asked.places == {"ccg": "Governing Body", "council": "Cabinet"}
    assert (asked.form, asked.holds, asked.clause) == ("approval", "all", "2.1.8")
    assert effect(held(board)) == "waits"
    assert unanswered(held(board)) == ["ccg", "council"]


def test_one_of_two_approvals_is_not_enough_and_both_are() -> None:
    board = record(jccc(), answer("ccg"))
    assert effect(held(board)) == "waits"
    assert "awaiting approval by Doncaster Borough Council" in effect_words(board.state, held(board))
    record(board, answer("council", date="2017-12-19"))
    assert effect(held(board)) == "in_effect"
    assert effect_words(board.state, held(board)) == "In effect since 19 December 2017: approved by both."


def test_one_no_keeps_it_from_taking_effect_and_a_later_answer_replaces_it() -> None:
    board = record(jccc(), answer("ccg", yes=False), answer("council"))
    assert effect(held(board)) == "not_in_effect"
    record(board, answer("ccg", date="2018-01-08"))
    assert effect(held(board)) == "in_effect"


def test_it_is_carried_to_the_next_meetings_and_answered_between_them_and_in_them() -> None:
    first = closed(record(jccc(), answer("ccg")))
    second = record(again(first, "2017-12"), e.MeetingOpened())
    assert [decision.decision for decision in decisions(second.state) if waits(decision)] == ["m1"]
    assert held(second).meeting == "2017-11"
    third = again(closed(second), "2018-01")
    record(third, answer("council", date="2018-01-09"))
    assert effect(held(third)) == "in_effect"
    assert public_matter(record(third, e.MeetingOpened()).state).decisions == ()


def test_what_was_answered_last_between_meetings_is_told_to_the_next_one_and_to_no_further_one() -> None:
    board = closed(jccc())
    record(board, answer("ccg"), answer("council"))
    assert [one.news for one in public_matter(board.state).decisions] == [True]
    second = record(again(board, "2017-12"), e.MeetingOpened(), e.MeetingClosed())
    assert public_matter(second.state).decisions == ()


def test_a_meeting_may_not_drop_a_decision_that_waits() -> None:
    board = closed(jccc())
    entry = again(board, "2017-12").lines[0].entry
    assert isinstance(entry, e.MeetingConvened)
    dropped = replace(entry, carried=replace(entry.carried, decisions=()))
    reason = refused(Stretch("jccc", board.state), dropped).reason
    assert reason == "The decisions carried differ from those open in the book: m1."


def test_somebody_who_is_not_asked_cannot_answer() -> None:
    board = body_of("south-yorkshire-bassetlaw", "barnsley-place")
    record(board, e.MotionPut("m1", "minutes", "x", "structure"))
    seats = list(board.state.members)
    declare(record(board, votes("for", seats)))
    record(board, e.RatificationSought("m1", said_by="the Chair"))
    assert unanswered(held(board)) == ["barnsley-ccg", "barnsley-council"]
    assert "not among the partners that are asked to ratify" in refused(board, answer("yas")).reason


def test_the_day_for_an_answer_passes() -> None:
    board = record(jccc(), e.RatificationSought("m1", due="2017-12-31"))
    assert overdue(held(board), "2017-12-31") == []
    assert [wait.who for wait in overdue(held(board), "2018-01-01")] == ["ccg", "council"]
    letter = e.DecisionNotified(("council",), "letter", "2017-12-20", motion="m1", due="2018-02-01")
    assert [wait.who for wait in overdue(held(record(board, letter)), "2018-01-01")] == ["ccg"]


def test_who_must_be_asked_and_what_then_holds_is_not_for_the_secretary_to_change() -> None:
    board = jccc()
    assert refused(board, e.RatificationSought("m1", ("ccg",))).clause == "2.1.8"
    assert refused(board, e.RatificationSought("m1", holds="each")).clause == "2.1.8"
    assert refused(board, e.RatificationSought("m1", form="support")).clause == "2.1.8"


# --- agreed subject to ratification: Cambridgeshire & Peterborough, Commitment 6 ---------------------------------------


def hce() -> Stretch:
    board = body_of("cambridgeshire-peterborough", "hce")
    record(board, e.MotionPut("m1", "minutes", "To begin the project.", "system-project"))
    return record(board, e.ConsensusDeclared("m1", True))


def test_only_where_the_meeting_says_so_does_a_decision_go_back_to_the_boards_commitment_6() -> None:
    board = hce()
    assert waits(held(board)) == ()
    record(board, e.RatificationSought("m1", ("cpccg", "cpft"), due="2018-01-31"))
    asked = held(board).asked
    assert asked is not None
    assert asked.places == {"cpccg": "Governing Body", "cpft": "Board"}
    assert asked.clause == "Commitment 6"
    assert "Subject to ratification by the Governing Body of" in motion_follow_up(board.state, the(board))[0]


def test_it_can_be_said_before_the_result_and_lapses_with_a_motion_that_fails() -> None:
    board = body_of("cambridgeshire-peterborough", "hce")
    record(board, e.MotionPut("m1", "minutes", "x", "system-project"), e.RatificationSought("m1", ("cpft",)))
    assert list(decisions(board.state)) == []
    objection = e.Objection(next(iter(board.state.members)))
    record(board, e.ConsensusDeclared("m1", False, (objection,)))
    assert "found no consensus" in refused(board, e.RatificationSought("m1", ("cpft",))).reason


def test_a_partner_that_has_answered_stays_among_those_asked() -> None:
    board = record(hce(), e.RatificationSought("m1", ("cpccg", "cpft")), answer("cpft"))
    assert refused(board, e.RatificationSought("m1", ("cpccg",))).reason.startswith(
        f"{partner_label(board.state, 'cpft')} has answered already"
    )


def test_what_is_no_longer_pursued_waits_for_nothing() -> None:
    board = record(hce(), e.RatificationSought("m1", ("cpccg", "cpft")))
    record(board, e.DecisionLapsed("m1", "The project was given up."))
    assert waits(held(board)) == ()
    assert effect_words(board.state, held(board)) == "Not pursued: The project was given up."
    assert refused(board, e.DecisionLapsed("m1", "x")).reason == "This decision awaits nothing."


# --- support of the organisations: Mid and South Essex 6.8 -------------------------------------------------------------


def test_a_recommendation_of_the_sle_holds_for_the_organisations_that_support_it_6_8() -> None:
    board = sitting(SLE, item="objectives")
    record(board, motion(item="objectives", rule="consensus", topic="objectives"), e.ConsensusDeclared("m1", True))
    record(board, e.RatificationSought("m1", ("mseft", "ecc", "nelft")))
    record(board, answer("mseft"), answer("nelft", yes=False))
    assert effect(held(board)) == "waits"
    record(board, answer("ecc"))
    assert effect(held(board)) == "in_part"
    words = effect_words(board.state, held(board))
    assert words.startswith("Holds for Mid")
    assert "not supported by North East London" in words


def test_organisations_of_which_some_are_no_partners_are_not_counted_as_partners_7_8_1() -> None:
    """South Yorkshire: North Derbyshire and Wakefield CCG are of the Joint Committee, and neither Parties nor Partners."""
    board = body_of("south-yorkshire-bassetlaw", "joint-committee")
    record(board, e.MotionPut("m1", "minutes", "To recommend it.", "other"))
    declare(record(board, votes("for", list(board.state.members))))
    asked = held(board).asked
    assert asked is not None and {"wakefield-ccg", "barnsley-ccg"} < set(asked.partners)
    assert subject_to(board.state, asked) == "subject to approval by 7 organisations"
    assert asked_by_name(board.state, asked).startswith("The 7 organisations are ")
    assert effect_words(board.state, held(board)) == "Holds for nobody yet; awaiting approval by all 7."
    record(board, *(answer(partner) for partner in asked.partners[:2]))
    assert effect_words(board.state, held(board)).endswith("; awaiting approval by 5 of 7 organisations.")
    partners = [partner for partner in asked.partners if board.state.partners[partner].party != "outside"]
    assert partners_counted(board.state, partners) == "5 partners"


@pytest.mark.parametrize("holds", ["each", "all"])
def test_however_all_answer_a_decision_waits_for_what_its_rule_wants_first(holds: Any) -> None:
    answers = (e.Response("ecc", True, "2026-12-03", "minute 7"), e.Response("tc", True, "2026-12-04", "minute 2"))
    point = Point("a quality impact assessment")
    taken = e.OpenDecision("m1", "x", asked=Asked(("ecc", "tc"), holds=holds), responses=answers, checklist=(point,))
    assert effect(taken) == "waits"
    assert effect(replace(taken, checklist=(replace(point, date="2026-12-05"),))) == "in_effect"


def test_where_all_must_agree_one_no_is_enough_though_others_have_not_answered() -> None:
    asked = Asked(("ecc", "tc"), holds="all")
    refused_by_one = e.OpenDecision("m1", "x", asked=asked, responses=(e.Response("ecc", False, "2026-12-03"),))
    assert effect(refused_by_one) == "not_in_effect"


# --- written agreement of all: Mid and South Essex 10.1, 14, 15.3 ------------------------------------------------------


def agreement(rule: str = "variation") -> Stretch:
    board = closed(sitting())
    return record(board, e.AgreementSought("d1", "To vary schedule 2.", rule, "2026-12-01", due="2027-03-31"))


def sign(partner: str, key: str = "d1") -> e.PartnerResponded:
    return e.PartnerResponded(partner, True, "2026-12-12", f"counterpart {partner}", motion=key, signatory="Ada Abbott")


def test_a_variation_needs_all_21_signatures_and_a_missing_one_is_no_agreement_10_1() -> None:
    board = agreement()
    partners = list(board.state.partners)
    assert len(partners) == 21
    record(board, *(sign(partner) for partner in partners[:20]))
    assert effect(held(board, "d1")) == "waits"
    assert unanswered(held(board, "d1")) == partners[20:]
    record(board, sign(partners[20]))
    assert effect(held(board, "d1")) == "in_effect"


def test_a_signature_says_who_signed() -> None:
    assert "Name who signed" in refused(agreement(), answer("ecc", key="d1")).reason


def test_a_new_partner_commits_to_the_principles_before_it_is_one_14_2() -> None:
    board = agreement("new-partner")
    record(board, *(sign(partner) for partner in board.state.partners))
    assert effect(held(board, "d1")) == "waits"
    assert "to be shown: 3 points of the checklist" in effect_words(board.state, held(board, "d1"))
    record(board, *(e.PointMet("d1", number, "2026-12-20", "letter of 20 December") for number in (1, 2, 3)))
    assert effect(held(board, "d1")) == "in_effect"
    assert "no number 4" in refused(board, e.PointMet("d1", 4, "2026-12-20", "x")).reason


def test_an_agreement_is_only_begun_by_a_rule_whose_decisions_are_signed() -> None:
    board = closed(sitting())
    assert refused(board, e.AgreementSought("d1", "x", "agreement", "2026-12-01")).clause == "6.4, 6.6, 8.2"


# --- committees in common: South Yorkshire & Bassetlaw 7.8.2 -----------------------------------------------------------


def test_committees_in_common_each_decide_and_it_holds_for_those_that_concur_7_8_2() -> None:
    board = body_of("south-yorkshire-bassetlaw", "committees-in-common")
    seats = list(board.state.members)
    record(board, e.MotionPut("m1", "minutes", "To share theatres.", "each-concurs"))
    record(board, votes("for", seats[:5]))
    lead = "Each decides for its own organisation: 5 concur"
    assert common_words(board.state, the(board)) == f"{lead}, 2 still to decide."
    record(board, votes("abstain", seats[5:6]), e.MemberLeft(seats[6]))
    assert common_words(board.state, the(board)) == f"{lead}, 1 abstained, 1 away."
    record(board, e.MemberArrived(seats[6]), votes("against", seats[6:]))
    assert common_words(board.state, the(board)) == f"{lead}, 1 against, 1 abstained."
    declare(board)
    assert the(board).status == "not_carried"
    words = common_words(board.state, the(board))
    assert words.startswith("It holds for those that concur: Barnsley Hospital")
    assert words.endswith("and Mid Yorkshire Hospitals NHS Trust.")
    assert refused(board, e.RatificationSought("m1", ("rotherham-ft",))).reason.startswith(
        "Motion 2.1 was carried for those that concur"
    )


# --- between meetings: urgent and in writing ---------------------------------------------------------------------------

URGENT = {"urgent": "allowed", "urgent_by": ("chair", "chief executive"), "written": "allowed"}


def take(way: Any = "urgent", **more: Any) -> e.DecisionTaken:
    given = {"text": "To open the ward.", "reason": "Norovirus.", "date": "2026-12-01", "by": (CHAIR, "mseft-ceo")}
    return e.DecisionTaken("d1", way, **{**given, **more})


CHAIR = "independent-chair"


def test_an_urgent_decision_is_refused_where_nothing_defines_one_and_says_where_to() -> None:
    reason = refused(closed(sitting()), take()).reason
    assert reason.startswith("Whether an urgent decision may be taken is not defined for this body.")
    assert "boardtui init --tor" in reason


def test_an_urgent_decision_is_taken_by_those_whom_the_terms_name_and_says_why() -> None:
    board = closed(sitting(terms=URGENT))
    assert "one who is chief executive" in refused(board, take(by=(CHAIR,))).reason
    assert "could not wait" in refused(board, take(reason=" ")).reason
    record(board, take())
    assert held(board, "d1").report == "due"
    assert held(board, "d1").by[0].endswith("(Independent Chair)")


def test_while_a_meeting_sits_nothing_is_urgent() -> None:
    assert refused(sitting(terms=URGENT), take()).reason == "A meeting is under way; put a motion to it."


def test_what_was_decided_urgently_stands_before_the_next_meeting_until_it_is_reported() -> None:
    board = record(closed(sitting(terms=URGENT)), take())
    second = play([convened_next(board.state)], before=board.state)
    assert refused(second, e.DecisionReported("d1", "noted")).reason == "The meeting has not been opened."
    record(second, e.MeetingOpened(), e.MeetingClosed())
    third = play([convened_next(second.state, "2027-05")], before=second.state)
    record(third, e.MemberArrived(CHAIR), e.MeetingOpened(), e.ItemOpened("minutes"))
    assert "must first be reported" in refused(third, e.DecisionLapsed("d1", "x")).reason
    record(third, e.DecisionReported("d1", "ratified", "minutes"))
    assert closed(third).state.decisions["d1"].report == "ratified"
    assert public_matter(third.state).decisions == ()


def test_what_the_meeting_does_not_ratify_is_not_in_effect() -> None:
    board = record(closed(sitting(terms=URGENT)), take())
    second = record(play([convened_next(board.state)], before=board.state), e.MeetingOpened())
    record(second, e.DecisionReported("d1", "not_ratified"))
    assert effect(held(second, "d1")) == "not_in_effect"


def test_a_decision_in_writing_counts_everybody_who_holds_a_seat_by_the_rule_8_4() -> None:
    board = closed(sitting(terms=URGENT))
    who = [member.key for member in members() if set(member.partners) & {"bbccg", "mseft", "eput", "nelft", "eeast"}]
    short = dict.fromkeys(who[:9], "for")
    written = take("written", rule="capital", topic="fin_capital", by=(), votes=short)
    assert "do not carry it" in refused(board, written).reason
    assert refused(board, written).clause == "8.4"
    asked = sitting(terms=URGENT)
    record(asked, motion())
    voters = the(asked).electorate.voters
    record(board, replace(written, votes=dict.fromkeys(voters[:11], "for")))
    assert "11" in held(board, "d1").figures
    assert refused(board, replace(written, motion="d2", rule="")).reason.startswith("This body has no rule")


# --- to another body, and back -----------------------------------------------------------------------------------------


def recommended() -> Stretch:
    board = sitting(SLE, item="objectives")
    record(board, motion(item="objectives", rule="consensus", topic="objectives"), e.ConsensusDeclared("m1", True))
    return record(board, e.DecisionSent("m1", "partnership-board"))


def test_a_recommendation_waits_for_the_other_bodys_answer_and_takes_it_from_its_book() -> None:
    sle = recommended()
    assert [wait.kind for wait in waits(held(sle))] == ["body"]
    assert "sent to the Partnership Board already" in refused(sle, e.DecisionSent("m1", "partnership-board")).reason
    board = sitting(item="objectives")
    record(board, e.DecisionReceived("d1", SLE, "f" * 64, held(sle)))
    assert held(board, "d1").text == the(sle).text
    assert held(board, "d1").figures
    assert [wait.kind for wait in waits(held(board, "d1"))] == ["reply"]
    put = motion("m7", item="objectives", rule="agreement", topic="objectives", answers="d1")
    record(board, put, e.ConsensusDeclared("m7", True))
    assert (held(board, "d1").answered, held(board, "d1").reported) == ("agreed", "m7")
    assert waits(held(board, "d1")) == ()
    assert standing(board.state, held(board, "d1")) == "Answered: agreed by consensus."
    record(sle, e.DecisionAnswered("m1", "partnership-board", "carried", "So agreed.", "2026-11-23", "a" * 64))
    assert waits(held(sle)) == ()


def test_only_a_decision_received_is_answered_and_only_once() -> None:
    board = sitting(item="objectives")
    record(board, e.DecisionReceived("d1", SLE, "f" * 64, e.OpenDecision("m1", "x")))
    put = motion("m7", item="objectives", rule="agreement", topic="objectives", answers="d1")
    record(board, put, e.ConsensusDeclared("m7", True))
    assert "answered by a motion already" in refused(board, replace(put, motion="m8")).reason
    assert "no decision received" in refused(board, replace(put, motion="m8", answers="d9")).reason


# --- consultation on a change of services: Mid and South Essex 8.5 -----------------------------------------------------


def test_a_flagged_motion_is_not_declared_carried_before_consultation_is_settled_8_5() -> None:
    board = sitting(item="objectives")
    record(board, motion(item="objectives", rule="agreement", topic="objectives", consultation=True))
    reason = refused(board, e.ConsensusDeclared("m1", True)).reason
    assert "flagged for statutory consultation" in reason
    assert "Give the reference" in refused(board, e.ConsultationStated("m1", "done")).reason
    record(board, e.ConsultationStated("m1", "needed"), e.ConsensusDeclared("m1", True))
    assert [wait.kind for wait in waits(held(board))] == ["consultation"]
    record(board, e.ConsultationStated("m1", "done", "Consultation 2026/4"))
    assert waits(held(board)) == ()


def test_a_flagged_motion_may_fail_without_it() -> None:
    board = record(sitting(), motion(consultation=True))
    assert declare(record(board, votes("against", ["mseft-ceo"]))).state.motions["m1"].status == "not_carried"


# --- confidential decisions --------------------------------------------------------------------------------------------


def test_a_decision_taken_in_private_is_carried_out_of_public_sight() -> None:
    board = record(sitting(item="objectives"), e.PublicExcluded("staff"))
    record(board, motion(item="objectives", rule="agreement", topic="objectives"), e.ConsensusDeclared("m1", True))
    record(board, e.RatificationSought("m1", ("ecc",)), e.MeetingClosed())
    assert public_matter(board.state).decisions == ()
    hidden = confidential_matter(board.state)
    assert [one.decision for one in hidden.decisions] == ["m1"]
    second = play([convened_next(board.state)], before=board.state)
    assert "not yet carried over: m1" in refused(second, e.MeetingOpened()).reason
    record(second, hidden, answer("ecc", date="2026-12-03"))
    assert second.lines[-1].confidential


def test_after_a_meeting_that_ended_in_private_answers_on_public_decisions_are_public() -> None:
    board = sitting(item="objectives")
    record(board, motion(item="objectives", rule="agreement", topic="objectives"), e.ConsensusDeclared("m1", True))
    record(board, e.RatificationSought("m1", ("ecc", "tc")), e.PublicExcluded("staff"))
    reason = refused(board, answer("ecc", date="2026-12-03")).reason
    assert reason.startswith("Motion 4.1 is public, and what is recorded in private is not: record it when the public")
    record(board, e.MeetingClosed(), e.DecisionLapsed("m1", "Withdrawn by both."))
    assert not board.lines[-1].confidential


@pytest.mark.parametrize("key", ["m1", "d1"])
def test_no_key_is_taken_twice_by_motions_and_decisions(key: str) -> None:
    board = record(sitting(), motion(), e.DecisionReceived("d1", SLE, "f" * 64, e.OpenDecision("m1", "x")))
    assert "already a" in refused(board, motion(key)).reason
    assert "already a" in refused(board, e.DecisionReceived(key, SLE, "f" * 64, e.OpenDecision("m1", "x"))).reason


def test_a_notice_that_asks_for_no_answer_waits_for_none() -> None:
    board = sitting(item="objectives")
    record(board, motion(item="objectives", rule="agreement", topic="objectives"), e.ConsensusDeclared("m1", True))
    record(board, e.DecisionNotified(("ecc",), "letter", "2026-12-01", motion="m1"))
    assert waits(held(board)) == ()
    record(board, e.DecisionNotified(("tc",), "letter", "2026-12-01", motion="m1", due="2026-12-24"))
    assert [(wait.kind, wait.who) for wait in waits(held(board))] == [("notice", "tc")]
    record(closed(board), answer("tc", date="2026-12-20"))
    assert waits(held(board)) == ()

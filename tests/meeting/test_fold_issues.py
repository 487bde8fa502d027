"""Issue resolution goes through its stages one by one: 8.8, 8.10(1), (2), (3), (4)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.rule import Rule
from boardtui.meeting.entries import (
    AdviceTaken,
    AnyEntry,
    Carried,
    ConsensusDeclared,
    DecisionNotified,
    EvidenceGiven,
    FacilitationEnded,
    FacilitatorSelected,
    IssueAdvanced,
    IssueCorrected,
    IssueRaised,
    IssueReceived,
    IssueReferred,
    IssueResolved,
    MeetingClosed,
    OpenIssue,
    PartnerResponded,
    PlaceAttempted,
    RulingMade,
)
from boardtui.meeting.fold.sitting import open_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.stages import ORDER, legal_stages
from boardtui.meeting.words.entry_words import tell
from tests.build import (
    CCGS,
    SLE,
    TRUSTS,
    closed,
    convened_next,
    declare,
    members,
    motion,
    play,
    record,
    refused,
    rules_of,
    sitting,
    votes,
)

RAISED = IssueRaised(issue="i1", title="Bed capacity", topic="resolution", parties=("mseft", "ecc"), clause="8.7")
REFUSES = PartnerResponded(partner="ecc", accepts=False, date="2026-11-25", reference="letter 7", issue="i1")
ACCEPTS = replace(REFUSES, accepts=True)
NO_DECISION = RulingMade(None, "no_decision", "i1", "Both parties ask for a facilitator.", "mseft-ceo")


TRIED = PlaceAttempted(issue="i1", text="Talks between the two.")
ADVISED = AdviceTaken(issue="i1", group="System Finance Leaders Group", text="Share the beds.")


def to(stage: str, basis: str = "as recorded") -> IssueAdvanced:
    return IssueAdvanced(issue="i1", stage=stage, basis=basis)  # type: ignore[arg-type]


DISCUSSED = (TRIED, to("discussion"), ADVISED)


def raised(*entries: AnyEntry) -> Stretch:
    return record(sitting(SLE), RAISED, *entries)


def voted(*, carried: bool) -> Stretch:
    """The SLE has voted at the stage of 8.10(2): twelve partners take part."""
    sle = raised(*DISCUSSED, to("majority"), motion(rule="issue-majority", topic="resolution", issue="i1"))
    record(sle, votes("for" if carried else "abstain", [*CCGS, *TRUSTS]))
    return declare(sle)


def at_facilitator(*entries: AnyEntry) -> Stretch:
    return record(voted(carried=False), to("facilitator"), *entries)


def failed_facilitation() -> Stretch:
    return at_facilitator(
        FacilitatorSelected(issue="i1", name="Dame Ruth May"),
        FacilitationEnded(issue="i1", resolved=False, text="No common ground."),
    )


def stage_of(stretch: Stretch) -> str | None:
    return stretch.state.issues["i1"].stage


def test_an_issue_is_raised_with_its_parties() -> None:
    issue = raised().state.issues["i1"]
    assert (issue.title, issue.parties, issue.stage, issue.status) == ("Bed capacity", ("mseft", "ecc"), None, "open")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"issue": "i1"}, "There is already an issue i1"),
        ({"parties": ("ghost",)}, "There is no partner 'ghost'"),
        ({"parties": ("ecc", "ecc")}, "named twice"),
        ({"topic": "roads"}, "There is no topic 'roads'"),
        ({"title": " "}, "An issue needs a title."),
    ],
)
def test_an_issue_that_makes_no_sense_is_refused(changes: dict[str, Any], why: str) -> None:
    assert why in refused(raised(), replace(RAISED, **{"issue": "i2", **changes})).reason


@pytest.mark.parametrize(
    ("reach", "legal"),
    [
        (raised, ["place"]),
        (lambda: raised(PlaceAttempted(issue="i1", text="Talks.")), ["discussion"]),
        (lambda: raised(*DISCUSSED), ["majority"]),
        (lambda: raised(*DISCUSSED, to("majority")), []),
        (lambda: raised(*DISCUSSED, to("majority"), NO_DECISION), ["facilitator"]),
        (lambda: voted(carried=True), []),
        (lambda: voted(carried=False), ["facilitator"]),
        (at_facilitator, []),
        (failed_facilitation, ["board"]),
        (lambda: record(failed_facilitation(), to("board")), []),
        (lambda: raised(IssueResolved(issue="i1", how="by letter")), []),
    ],
)
def test_only_the_next_stage_is_legal(reach: Any, legal: list[str]) -> None:
    sle = reach()
    assert legal_stages(sle.state, sle.state.issues["i1"]) == legal
    for stage in ORDER:
        if stage not in legal:
            no = refused(sle, to(stage))
            assert no.clause or "nothing more can be done" in no.reason
    for stage in legal:
        again = reach()
        assert stage_of(record(again, to(stage))) == stage


def test_no_issue_jumps_from_the_majority_to_the_board_8_10_4() -> None:
    no = refused(voted(carried=False), to("board"))
    assert (no.reason, no.clause) == (
        "The issue is at “SLE majority”; “Partnership Board” comes after “Independent facilitator”.",
        "8.10(4)",
    )


def test_after_a_decision_the_facilitator_needs_a_partner_who_does_not_accept_8_10_3() -> None:
    sle = voted(carried=True)
    record(sle, DecisionNotified(partners=("mseft", "ecc"), means="letter", date="2026-11-24", issue="i1"))
    no = refused(record(sle, ACCEPTS), to("facilitator"))
    assert "no partner has said that it does not accept" in no.reason
    assert no.clause == "8.10(3)"
    assert stage_of(record(sle, REFUSES, to("facilitator"))) == "facilitator"


def test_no_issue_goes_to_the_facilitator_on_a_typed_basis_alone_8_10_3() -> None:
    sle = raised(*DISCUSSED, to("majority", "The SLE felt that it could not decide."))
    no = refused(sle, to("facilitator", "No decision"))
    assert no.reason.startswith("There has been no vote on it.")
    assert no.clause == "8.10(3)"
    record(sle, motion(rule="issue-majority", topic="resolution", issue="i1"))
    assert refused(sle, to("facilitator", "No decision")).reason.startswith("A vote on it is under way. Declare its")


def test_the_chair_may_rule_that_there_can_be_no_decision_and_the_issue_says_so_8_10_3() -> None:
    sle = raised(*DISCUSSED, to("majority"), NO_DECISION)
    step = sle.state.issues["i1"].stages[-1]
    assert (step.stage, step.outcome, step.text) == ("majority", "no decision", "Both parties ask for a facilitator.")
    second = record(play([convened_next(closed(sle).state)], book=SLE, before=sle.state), to("facilitator"))
    assert stage_of(second) == "facilitator"


@pytest.mark.parametrize(
    ("reach", "changes", "why"),
    [
        (lambda: raised(*DISCUSSED), {}, "the issue is at “SLE discussion”"),
        (lambda: voted(carried=True), {}, "There has been a vote on it, and its result stands."),
        (lambda: voted(carried=False), {}, "There has been a vote on it, and its result stands."),
        (lambda: raised(*DISCUSSED, to("majority")), {"text": " "}, "Say why there can be no decision"),
        (lambda: raised(*DISCUSSED, to("majority")), {"value": "i9"}, "There is no issue 'i9'"),
        (lambda: raised(*DISCUSSED, to("majority")), {"value": {"issue": "i1"}}, "names an issue"),
        (lambda: raised(*DISCUSSED, to("majority")), {"by": "ghost"}, "There is no member 'ghost'"),
    ],
)
def test_a_ruling_that_there_is_no_decision_is_refused(reach: Any, changes: dict[str, Any], why: str) -> None:
    assert why in refused(reach(), replace(NO_DECISION, **changes)).reason


def test_a_vote_after_the_ruling_counts_and_not_the_ruling_8_10_2() -> None:
    sle = raised(*DISCUSSED, to("majority"), NO_DECISION)
    record(sle, motion(rule="issue-majority", topic="resolution", issue="i1"), votes("for", [*CCGS, *TRUSTS]))
    assert "no partner has said that it does not accept" in refused(declare(sle), to("facilitator")).reason


def test_nothing_is_referred_while_a_facilitator_has_it_8_10_4() -> None:
    sle = at_facilitator(FacilitatorSelected(issue="i1", name="Dame Ruth May"))
    for body in ("partnership-board", "joint-committee"):
        no = refused(sle, IssueReferred(issue="i1", body=body))
        assert (no.reason, no.clause) == (
            "The independent facilitator has it; record first how facilitation ended.",
            "8.10(4)",
        )
    record(sle, FacilitationEnded(issue="i1", resolved=False, text=""))
    record(sle, IssueReferred(issue="i1", body="partnership-board"))
    assert sle.state.issues["i1"].status == "referred to partnership-board"


def test_a_decision_that_was_sought_comes_to_the_board_only_through_a_facilitator_8_10_4() -> None:
    no = refused(voted(carried=False), IssueReferred(issue="i1", body="partnership-board"))
    assert ("could not resolve it" in no.reason, no.clause) == (True, "8.10(4)")
    record(raised(*DISCUSSED), IssueReferred(issue="i1", body="partnership-board"))


def test_a_refusal_of_the_motion_is_a_refusal_on_its_issue_8_10_3() -> None:
    sle = voted(carried=True)
    record(sle, replace(REFUSES, issue=None, motion="m1"), to("facilitator"))
    assert (stage_of(sle), sle.state.motions["m1"].responses[0].accepts) == ("facilitator", False)


def test_a_later_answer_replaces_the_earlier() -> None:
    sle = record(voted(carried=True), REFUSES, ACCEPTS)
    assert [answer.accepts for answer in sle.state.issues["i1"].responses] == [True]
    assert "does not accept" in refused(sle, to("facilitator")).reason


def test_without_a_decision_the_facilitator_is_the_next_step_8_10_3() -> None:
    assert stage_of(at_facilitator()) == "facilitator"


def test_the_board_needs_a_facilitation_that_failed_8_10_4() -> None:
    sle = at_facilitator()
    assert "could not resolve it" in refused(sle, to("board")).reason
    ended = FacilitationEnded(issue="i1", resolved=False, text="")
    assert refused(sle, ended).reason == "No facilitator has been selected."
    assert refused(sle, FacilitatorSelected(issue="i1", name=" ")).reason == "Name the facilitator."
    record(sle, FacilitatorSelected(issue="i1", name="Dame Ruth May"), ended)
    assert stage_of(record(sle, to("board"))) == "board"


def test_facilitation_that_succeeds_resolves_the_issue() -> None:
    ended = FacilitationEnded(issue="i1", resolved=True, text="Agreed.")
    sle = at_facilitator(FacilitatorSelected(issue="i1", name="Dame Ruth May"), ended)
    assert sle.state.issues["i1"].status == "resolved"
    assert "nothing more can be done" in refused(sle, to("board")).reason


def test_a_facilitator_belongs_to_the_facilitator_stage() -> None:
    no = refused(raised(), FacilitatorSelected(issue="i1", name="Dame Ruth May"))
    assert (no.reason, no.clause) == (
        "A facilitator is selected at “Independent facilitator”; the issue is at no stage yet.",
        "8.10(3)",
    )


def test_an_attempt_at_place_may_resolve_it_and_comes_first_8_8() -> None:
    resolved = raised(PlaceAttempted(issue="i1", text="Agreed at Place.", resolved=True)).state.issues["i1"]
    assert (resolved.status, resolved.stage) == ("resolved", "place")
    no = refused(raised(*DISCUSSED), PlaceAttempted(issue="i1"))
    assert (no.reason, no.clause) == (
        "“Place, or directly between the partners” comes before “SLE discussion”.",
        "8.6, 8.8",
    )


def test_advice_is_kept_at_the_stage_at_which_it_was_taken_8_10_1() -> None:
    sle = raised(*DISCUSSED, AdviceTaken(issue="i1", group="SFLG", text="Affordable."))
    step = sle.state.issues["i1"].stages[-1]
    assert (step.stage, step.group, step.text) == ("discussion", "SFLG", "Affordable.")


def test_the_majority_rule_is_only_for_the_majority_stage_8_10_2() -> None:
    no = refused(raised(*DISCUSSED), motion(rule="issue-majority", topic="resolution", issue="i1"))
    assert (no.reason, no.clause) == (
        "This rule is for the stage “SLE majority”; the issue is at “SLE discussion”.",
        "8.10(2)",
    )


def with_another_rule(*entries: AnyEntry) -> Stretch:
    """The SLE with an issue at 8.10(2), and beside that rule one by a majority of votes cast that is no stage's own."""
    rules = rules_of(SLE)
    other = Rule(
        key="plain",
        title="Votes cast",
        clause="ToR 7",
        method="vote",
        base="cast",
        threshold="1/2",
        compare="more_than",
    )
    charter = replace(rules, rules=(*rules.rules, other))
    sle = record(sitting(SLE, charter=charter), RAISED, *DISCUSSED, to("majority"))
    return record(sle, motion("m0", rule="plain", topic="resolution", issue="i1"), *entries)


@pytest.mark.parametrize("carried", [True, False])
def test_a_vote_by_another_rule_is_kept_with_the_issue_and_does_not_move_it_8_10_2(carried: bool) -> None:
    sle = declare(with_another_rule(votes("for" if carried else "against", ["mseft-ceo"], "m0")), "m0")
    step = sle.state.issues["i1"].stages[-1]
    assert (step.motion, step.outcome, step.rule) == ("m0", "carried" if carried else "not_carried", "plain")
    assert legal_stages(sle.state, sle.state.issues["i1"]) == []
    no = refused(sle, to("facilitator"))
    assert (no.reason[:52], no.clause) == ("The vote on it was not by the rule of this stage. Pu", "8.10(3)")


def test_after_a_vote_by_another_rule_the_stage_is_decided_by_its_own_8_10_2() -> None:
    sle = declare(with_another_rule(votes("for", ["mseft-ceo"], "m0")), "m0")
    record(sle, motion(rule="issue-majority", topic="resolution", issue="i1"), votes("abstain", [*CCGS, *TRUSTS]))
    assert stage_of(record(declare(sle), to("facilitator"))) == "facilitator"


def test_after_a_vote_by_another_rule_the_chair_may_still_rule_that_there_is_no_decision_8_10_3() -> None:
    sle = declare(with_another_rule(votes("for", ["mseft-ceo"], "m0")), "m0")
    assert stage_of(record(sle, NO_DECISION, to("facilitator"))) == "facilitator"


def test_a_later_vote_by_another_rule_leaves_the_decision_of_the_stage_as_it_is_8_10_2() -> None:
    sle = with_another_rule(motion(rule="issue-majority", topic="resolution", issue="i1"))
    declare(record(sle, votes("for", [*CCGS, *TRUSTS])))
    declare(record(sle, votes("against", ["mseft-ceo"], "m0")), "m0")
    assert "no partner has said that it does not accept" in refused(sle, to("facilitator")).reason
    record(sle, DecisionNotified(partners=("mseft", "ecc"), means="letter", date="2026-11-24", issue="i1"))
    assert sle.state.issues["i1"].notified[0].motion == "m1"


def test_a_refusal_of_a_motion_by_another_rule_is_none_of_the_decision_8_10_3() -> None:
    sle = with_another_rule(motion(rule="issue-majority", topic="resolution", issue="i1"))
    declare(record(sle, votes("for", [*CCGS, *TRUSTS])))
    declare(record(sle, votes("for", ["mseft-ceo"], "m0")), "m0")
    record(sle, replace(REFUSES, issue=None, motion="m0"))
    assert sle.state.issues["i1"].responses == ()
    assert "no partner has said that it does not accept" in refused(sle, to("facilitator")).reason
    assert stage_of(record(sle, replace(REFUSES, issue=None, motion="m1"), to("facilitator"))) == "facilitator"


def test_the_rule_of_another_body_is_not_the_rule_of_the_stage_whatever_its_key_8_10_1() -> None:
    """The finance leaders have a rule `consensus` too, and the discussion of 8.10(1) is the SLE's."""
    group = sitting("system-finance-leaders", members=members(SLE))
    record(group, RAISED, *DISCUSSED, motion(rule="consensus", topic="resolution", issue="i1"))
    record(group, ConsensusDeclared("m1", True))
    assert group.state.issues["i1"].stages[-1].rule == "consensus"


def test_the_result_of_a_motion_is_kept_at_the_stage_of_its_issue() -> None:
    step = voted(carried=True).state.issues["i1"].stages[-1]
    assert (step.stage, step.motion, step.outcome) == ("majority", "m1", "carried")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (DecisionNotified((), "letter", "2026-11-24", issue="i1"), "Name the partners"),
        (DecisionNotified(("ghost",), "letter", "2026-11-24", issue="i1"), "There is no partner 'ghost'"),
        (DecisionNotified(("ecc",), "letter", "yesterday", issue="i1"), "not a day of the calendar"),
        (DecisionNotified(("ecc",), "letter", "2026-11-24"), "either the issue or the motion"),
        (DecisionNotified(("ecc",), "letter", "2026-11-24", "i1", "m1"), "either the issue or the motion"),
        (DecisionNotified(("ecc",), "letter", "2026-11-24", motion="m2"), "Motion 3.2 has no result yet."),
        (replace(REFUSES, issue=None), "either the issue or the motion"),
        (replace(REFUSES, partner="ghost"), "There is no partner 'ghost'"),
        (replace(REFUSES, partner="sbc"), "is not a party to this issue"),
        (replace(REFUSES, date="2026-13-01"), "not a day of the calendar"),
        (replace(REFUSES, issue="i9"), "There is no issue 'i9'"),
        (IssueReferred(issue="i1", body=SLE), "Name the other body"),
        (IssueReferred(issue="i1", body=" "), "Name the other body"),
        (IssueReceived("i1", SLE, "0" * 64, OpenIssue("i1", "x")), "There is already an issue i1"),
        (AdviceTaken("i9", "SFLG", ""), "There is no issue 'i9'"),
    ],
)
def test_what_makes_no_sense_about_an_issue_is_refused(entry: AnyEntry, why: str) -> None:
    sle = record(voted(carried=True), motion("m2", rule="consensus"))
    assert why in refused(sle, entry).reason


def test_a_notice_and_an_answer_about_a_motion_are_kept_with_it_between_meetings_too() -> None:
    sle = closed(declare(record(sitting(SLE), motion(rule="consensus"), votes("for", ["mseft-ceo"]))))
    record(sle, DecisionNotified(("mseft",), "letter", "2026-11-24", motion="m1"))
    record(sle, PartnerResponded("mseft", True, "2026-11-30", "Board 12/3", motion="m1"))
    kept = sle.state.motions["m1"]
    assert (kept.notices[0].partners, kept.responses[0].reference) == (("mseft",), "Board 12/3")


def test_an_issue_goes_to_the_board_with_its_history() -> None:
    sle = record(failed_facilitation(), to("board"))
    history = sle.state.issues["i1"]
    record(sle, IssueReferred(issue="i1", body="partnership-board"))
    assert sle.state.issues["i1"].status == "referred to partnership-board"
    assert open_matter(sle.state).issues == ()
    board = record(sitting(), IssueReceived("beds", SLE, "ab" * 32, history))
    assert (board.state.issues["beds"].stage, board.state.issues["beds"].stages) == ("board", history.stages)
    record(board, motion(rule="issue-board", topic="resolution", issue="beds"))
    declare(record(board, votes("for", ["mseft-ceo"])))
    assert (board.state.issues["beds"].stages[-1].outcome, board.state.issues["beds"].stages[-1].rule) == (
        "not_carried",
        "",
    )


def test_what_the_board_agrees_on_an_issue_by_consensus_is_not_its_majority_decision_8_10_4() -> None:
    history = record(failed_facilitation(), to("board")).state.issues["i1"]
    board = record(sitting(), IssueReceived("beds", SLE, "ab" * 32, history))
    record(board, motion(rule="agreement", topic="resolution", issue="beds"), ConsensusDeclared("m1", True))
    last = board.state.issues["beds"].stages[-1]
    assert (last.stage, last.outcome, last.rule) == ("board", "agreed", "agreement")


def test_an_issue_is_at_its_stage_in_the_next_meeting_too() -> None:
    first = closed(voted(carried=False)).state
    second = record(play([convened_next(first)], book=SLE, before=first), to("facilitator"))
    assert stage_of(second) == "facilitator"


def test_an_issue_of_an_earlier_meeting_is_corrected_in_a_later_one_and_to_something_else() -> None:
    board = sitting(carried=Carried(issues=(OpenIssue("i1", "Bed capacity", clause="8.10"),)))
    assert "no issue" in refused(board, IssueCorrected("i2", "Beds", "8.10")).reason
    assert "needs a title" in refused(board, IssueCorrected("i1", " ", "8.10")).reason
    assert "like that already" in refused(board, IssueCorrected("i1", "Bed capacity", "8.10")).reason
    record(board, IssueCorrected("i1", "Beds", ""), MeetingClosed())
    assert (board.state.issues["i1"].title, board.state.issues["i1"].clause) == ("Beds", "")
    assert "convene the next one" in refused(board, IssueCorrected("i1", "Bed capacity", "8.10")).reason


def test_what_is_refused_of_an_issue_names_it_its_partners_and_the_body_by_name() -> None:
    sle = raised(IssueReferred("i1", "partnership-board"))
    for entry in (TRIED, REFUSES, EvidenceGiven("Minute 4", issue="i1"), motion(rule="consensus", issue="i1")):
        reason = refused(sle, entry).reason
        assert (
            reason
            == "The issue “Bed capacity” is referred to the Partnership Board; nothing more can be done about it here."
        )
    stranger = replace(REFUSES, partner="tc")
    assert refused(raised(), stranger).reason == "Thurrock Council is not a party to this issue."
    given = EvidenceGiven("Minute 4", issue="i1")
    assert tell(raised(given).state, given) == "issue “Bed capacity”: evidence given: Minute 4"

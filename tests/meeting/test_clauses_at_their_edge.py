"""Each rule at its edge, clause by clause: one short, exactly met, a tie, somebody away, somebody withdrawn."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.load import names, shipped
from boardtui.charter.model import Body
from boardtui.charter.rule import Rule
from boardtui.meeting import entries as e
from boardtui.meeting.counting.electorate import Question, electorate
from boardtui.meeting.counting.needed import TallyError
from boardtui.meeting.counting.problem import answer
from boardtui.meeting.counting.readings import narrowed, recast
from boardtui.meeting.counting.tally import tally
from boardtui.meeting.voting.rulings import with_changes
from tests import random_examples
from tests.build import CAPITAL, CCGS, SLE, TRUSTS, at_board, declare, motion, record, refused, sitting, the, votes

BOARD = [seat.key for seat in shipped("mid-south-essex").body("partnership-board").seats]
PARTIES = ("mseft", "ecc")


def asked(body: str, rule: str, topic: str | None, voted: dict[str, str], **more: Any) -> dict[str, Any]:
    present = more.pop("present", [seat.key for seat in shipped("mid-south-essex").body(body).seats])
    problem = {"charter": "mid-south-essex", "body": body, "rule": rule, "topic": topic, "present": present}
    return answer(json.dumps(problem | {"votes": voted} | more), shipped)


def told(count: dict[str, Any]) -> set[str]:
    return {each["reading"] for each in count["readings"]}


@pytest.mark.parametrize(
    ("clause", "voted", "more", "outcome", "differ"),
    [
        ("8.4 exactly met", 11, {}, "carried", {"no-category", "footnote-three"}),
        ("8.4 one short", 10, {}, "not_carried", {"footnote-two"}),
        ("8.4 three away", 10, {"present": list(CAPITAL[:11])}, "not_carried", {"present"}),
        ("8.4 one withdrawn", 10, {"withdrawn": [CAPITAL[13]]}, "not_carried", {"withdrawn-out"}),
    ],
)
def test_8_4(clause: str, voted: int, more: dict[str, Any], outcome: str, differ: set[str]) -> None:
    count = asked("partnership-board", "capital", "fin_capital", dict.fromkeys(CAPITAL[:voted], "for"), **more)
    assert (count["outcome"], count["needed"]) == (outcome, 11)
    assert differ & told(count), clause


@pytest.mark.parametrize(
    ("clause", "voted", "outcome"),
    [
        ("8.10(1) each satisfied", {"mseft": "for", "ecc": "for"}, "carried"),
        ("8.10(1) one stands aside", {"mseft": "for", "ecc": "abstain"}, "not_carried"),
        ("8.10(1) one has not said", {"mseft": "for"}, "not_carried"),
        ("8.10(1) one against", {"mseft": "for", "ecc": "against"}, "not_carried"),
    ],
)
def test_8_10_1(clause: str, voted: dict[str, str], outcome: str) -> None:
    count = asked("sle", "issue-discussion", "resolution", voted, affected=list(PARTIES))
    assert (count["outcome"], count["needed"], count["eligible"]) == (outcome, 2, 2), clause


def test_8_10_1_a_partner_without_a_seat_answers_in_writing() -> None:
    sle = record(sitting(SLE), motion(rule="issue-discussion", topic="resolution", affected=("mseft", "hwe")))
    record(sle, votes("for", ("mseft",)))
    record(sle, e.PartnerResponded("hwe", True, "2026-11-25", "letter 3", motion="m1"))
    assert the(declare(sle)).status == "carried"


def test_8_10_1_names_the_parties() -> None:
    no = refused(sitting(SLE), motion(rule="issue-discussion", topic="resolution"))
    assert (no.reason, no.clause) == ("Name the parties affected.", "8.10(1)")


@pytest.mark.parametrize(
    ("clause", "for_", "against", "outcome"),
    [("one more", 7, 5, "carried"), ("a tie", 6, 6, "not_carried"), ("one abstains", 6, 5, "not_carried")],
)
def test_8_10_2(clause: str, for_: int, against: int, outcome: str) -> None:
    partners = [*CCGS, *TRUSTS, "ecc", "sbc", "tc"]
    voted = dict.fromkeys(partners[:for_], "for") | dict.fromkeys(partners[for_ : for_ + against], "against")
    voted |= dict.fromkeys(partners[for_ + against :], "abstain")
    assert asked("sle", "issue-majority", "resolution", voted)["outcome"] == outcome, clause


def test_8_10_4_is_for_an_issue_that_was_received_and_no_ruling_changes_that() -> None:
    board = sitting()
    no = refused(board, motion(rule="issue-board", topic="objectives"))
    assert "name the issue. One that is not offered is first received" in no.reason and no.clause == "8.10(4)"
    record(board, e.IssueRaised("i1", "Beds", "objectives", PARTIES))
    assert refused(board, motion(rule="issue-board", topic="objectives", issue="i1")).clause == "8.10(4)"
    ruling = e.RulingMade(None, "stage", {"issue": "i1", "stage": "board"}, "It is urgent.", "independent-chair")
    assert refused(board, ruling).clause == "8.10(4)"
    record(board, at_board(), motion(rule="issue-board", topic="objectives", issue="i-board"))
    assert the(board).status == "open"


def test_8_10_4_an_issue_entered_here_needs_evidence_of_its_history() -> None:
    board = record(sitting(), e.IssueRaised("i1", "Beds", "objectives", PARTIES))
    assert refused(board, e.IssueAdvanced("i1", "board", "The facilitator failed.")).clause == "8.10(4)"
    record(board, e.EvidenceGiven("Minutes of the SLE of 2 and 9 November, items 3 and 4.", issue="i1"))
    record(board, e.IssueAdvanced("i1", "board", "As the minutes say."))
    record(board, motion(rule="issue-board", topic="objectives", issue="i1"))
    assert the(board).issue == "i1"


def test_8_8_a_stage_needs_what_the_charter_asks_or_a_ruling_with_its_reason() -> None:
    sle = record(sitting(SLE), e.IssueRaised("i1", "Beds", "resolution", PARTIES))
    on = e.IssueAdvanced("i1", "discussion", "They wish it.")
    assert "an attempt to settle it" in refused(sle, on).reason
    ruling = e.RulingMade(None, "stage", {"issue": "i1", "stage": "discussion"}, "", "mseft-ceo")
    assert "Say why" in refused(sle, ruling).reason
    record(sle, e.RulingMade(None, "stage", ruling.value, "Both ask for it.", "mseft-ceo"), on)
    assert sle.state.issues["i1"].stage == "discussion"


def test_evidence_is_kept_with_its_motion_and_is_no_ruling() -> None:
    board = record(sitting(), motion(), e.EvidenceGiven("SLE, 2 November, 4.2", motion="m1"))
    assert [given.text for given in the(board).evidence] == ["SLE, 2 November, 4.2"]
    assert not board.state.rulings
    assert "Say what the evidence is" in refused(board, e.EvidenceGiven(" ", motion="m1")).reason


def _outcome(rule: Rule, key: str, question: Question, voted: dict[str, str]) -> str | None:
    """What a reading gives, counted from its own words; None where these votes cannot be counted so."""
    reading = next(one for one in rule.readings if one.key == key)
    counting = with_changes(rule, reading.changes)
    overridden = replace(question, overrides=(*question.overrides, *reading.overrides))
    who = electorate(counting, narrowed(reading, overridden))
    try:
        return tally(counting, who, recast(rule, who, question, voted)).outcome
    except TallyError:
        return None


def _rules() -> list[tuple[str, Body, Rule]]:
    return [
        (name, body, rule) for name in names() for body in shipped(name).bodies for rule in body.rules if body.seats
    ]


@pytest.mark.parametrize(("name", "body", "rule"), _rules(), ids=lambda value: getattr(value, "key", value))
def test_a_reading_with_another_outcome_is_told_and_one_that_changes_nobody_is_not(
    name: str, body: Body, rule: Rule
) -> None:
    """Random votes: whatever listed reading counts otherwise is among those told; counted apart, it gives that outcome."""
    charter, luck = shipped(name), random.Random(f"{name} {body.key} {rule.key}")
    partners = tuple(partner for partner in charter.partners if partner.counts_in(body.key))
    members = tuple(e.Member(seat.key, seat.title, seat.key, seat.partners) for seat in body.seats)
    matrix = {topic.key: topic.categories for topic in charter.topics}
    topics = rule.topics or (tuple(matrix) or (None,))
    for _ in range(random_examples(30, 3000)):
        present = {member.key for member in members if luck.random() < 0.8}
        question = Question(partners, members, matrix, topic=luck.choice(topics), present=present)
        who = electorate(rule, question)
        voted = {key: luck.choice(["for", "for", "against", "abstain"]) for key in who.may_vote if luck.random() < 0.9}
        problem = {"charter": name, "body": body.key, "rule": rule.key, "topic": question.topic}
        count = answer(json.dumps(problem | {"present": sorted(present), "votes": voted}), shipped)
        differ = {
            key
            for key in (reading.key for reading in rule.readings)
            if _outcome(rule, key, question, voted) not in (None, count["outcome"])
        }
        assert {each["reading"] for each in count.get("readings", ())} == differ

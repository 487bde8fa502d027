"""The Cambridgeshire and Peterborough charter says what its memorandum says: eight signatories and eight commitments."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from boardtui.charter.load import body_charter, names, shipped
from boardtui.charter.show import show
from boardtui.charter.terms_of_reference import Terms
from boardtui.cli.main import main
from boardtui.meeting.entries import ConsensusDeclared, Objection
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.voting.ballot import tally_of
from boardtui.register import rules
from boardtui.register.bodies import read_charter
from tests.build import record, refused, the
from tests.charter.held import ask, convene, register_of, sitting

NAME = "cambridgeshire-peterborough"
CP = shipped(NAME)
BOARD, HCE, INVESTMENT = CP.body("stp-board"), CP.body("hce"), CP.body("investment-committee")
NHS = ["cpccg", "cuhft", "cpft", "ccs", "nwangliaft", "papworth"]
COUNCILS = ["pcc", "ccc"]
BODIES = [
    "stp-board",
    "hce",
    "care-advisory-group",
    "system-delivery-board",
    "financial-performance-planning",
    "investment-committee",
    "clinical-communities",
    "delivery-groups",
]
CHIEFS = ["cpccg-ao", "cuhft-ceo", "cpft-ceo", "ccs-ceo", "nwangliaft-ceo", "papworth-ceo", "pcc-ceo", "ccc-ceo"]


def test_it_comes_with_the_program():
    assert NAME in names()
    assert CP.date == "November 2017"
    assert "draft" in CP.source
    for absent in ("Governance Framework", "Appendix 1", "Appendix 2"):
        assert absent in CP.note


def test_eight_sign_and_the_two_councils_for_appendix_1_only():
    assert [(each.key, each.party) for each in CP.partners] == [
        *((key, "signatory") for key in NHS),
        *((key, "appendix_only") for key in COUNCILS),
    ]
    assert all(each.category is None and each.membership is None for each in CP.partners)
    assert (CP.topics, CP.categories, CP.stages) == ((), (), ())


def test_the_work_streams_of_commitment_4_are_its_scope():
    assert len(CP.scope) == 8
    assert all("(Commitment 4)" in matter for matter in CP.scope)


def test_the_bodies_are_those_of_commitment_6_and_report_to_the_stp_board():
    assert [body.key for body in CP.bodies] == BODIES
    assert {body.reports_to for body in CP.bodies if body.key != "stp-board"} == {"stp-board"}
    assert all("Commitment" in body.clause for body in CP.bodies)
    assert not any(body.binds or body.public or body.terms != Terms() for body in CP.bodies)


def test_on_the_stp_board_sit_those_who_sign_and_on_the_hce_their_chief_executives():
    assert {seat.partners[0] for seat in BOARD.seats} == {*NHS, *COUNCILS}
    assert len(BOARD.seats) == 16
    assert [seat.key for seat in HCE.seats] == CHIEFS
    assert [seat.partners for seat in HCE.seats] == [(key,) for key in [*NHS, *COUNCILS]]


@pytest.mark.parametrize("seat", [*BOARD.seats, *HCE.seats], ids=lambda seat: seat.key)
def test_every_seat_is_marked_as_uncertain(seat):
    assert "does not list the members" in seat.note
    assert seat.clause == "Signatories"
    assert ("Appendix 1 only" in seat.note) == (seat.partners[0] in COUNCILS)


def test_the_groups_whose_members_are_left_to_the_framework_have_no_seats():
    assert [body.key for body in CP.bodies if not body.seats] == BODIES[2:]


@pytest.mark.parametrize(
    ("body", "key", "clause", "said"),
    [
        ("stp-board", "system-business", "Commitment 6", "Agreed subject to ratification"),
        ("stp-board", "major-decision", "Scope", "decides for itself"),
        ("hce", "system-business", "Commitment 6", "Agreed subject to ratification"),
        ("hce", "system-project", "Commitment 4", "Senior Responsible Officer"),
        ("hce", "new-work", "Commitment 4", "may start"),
        ("hce", "commissioning", "Commitment 5", "forums"),
        ("hce", "aligned-funds", "Commitment 7", "aligns the funds"),
        ("hce", "sdu-budget", "Commitment 7", "Appendix 2"),
        ("hce", "monitoring", "Commitment 8", "on time"),
        ("hce", "major-decision", "Scope", "decides for itself"),
        ("investment-committee", "investment", "Commitment 5", "spent"),
        ("delivery-groups", "commissioning", "Commitment 5", "forums"),
    ],
)
def test_what_each_body_decides_and_under_which_commitment(body: str, key: str, clause: str, said: str):
    rule = body_charter(CP, body).rule(key)
    assert rule is not None
    assert (rule.clause, rule.method, rule.defined, rule.binds) == (clause, "consensus", False, False)
    assert said in rule.follows
    assert rule.approval
    assert [(reading.changes, reading.party) for reading in rule.readings] == [
        ({"consensus": "unanimous"}, ()),
        ({}, ("signatory",)),
    ]


def test_nothing_in_it_is_decided_in_a_way_that_it_states():
    assert not any(rule.defined for body in CP.bodies for rule in body.rules)
    not_agreed = [rule.key for body in CP.bodies for rule in body.rules if "treated as agreed when" not in rule.note]
    assert not_agreed == ["service-change"]  # which is discussed, and not agreed (Commitment 5)


def test_some_decisions_go_back_to_the_partners_boards():
    ratified = {(body.key, rule.key) for body in CP.bodies for rule in body.rules if "Ratification" in rule.approval}
    assert ratified == {
        ("stp-board", "system-business"),
        ("hce", "system-business"),
        ("hce", "system-project"),
        ("hce", "new-work"),
        ("hce", "commissioning"),
        ("hce", "aligned-funds"),
        ("investment-committee", "investment"),
        ("delivery-groups", "commissioning"),
    }
    (question,) = (question for question in CP.questions if question.key == "ratification")
    assert question.clause == "Commitment 6" and "whether all must give it is not stated" in question.text
    rules = [rule for body in CP.bodies for rule in body.rules if "Ratification" in rule.approval]
    assert all("is this charter's choice" in rule.approval for rule in rules)


def test_a_closure_is_discussed_and_who_decides_on_it_is_not_stated_commitment_5():
    rule = body_charter(CP, "hce").rule("service-change")
    assert rule is not None and rule.discusses and rule.readings == ()
    assert "after the discussion in the HCE" in rule.follows and rule.otherwise == rule.follows
    assert rule.approval.startswith("Not stated.") and "for the commissioners to decide" in rule.approval


def test_what_the_hce_is_asked_without_a_rule_of_its_own_is_system_business_commitment_6():
    assert HCE.rules[0].key == "system-business"  # the first is what is proposed


def test_new_work_starts_only_when_the_hce_ratified_it_commitment_4():
    rule = body_charter(CP, "hce").rule("new-work")
    assert rule is not None
    assert rule.otherwise == "New work does not start without the HCE's ratification (Commitment 4)."


def test_that_a_group_only_recommends_and_that_nothing_binds_is_said_to_be_this_charters_reading():
    for body in CP.bodies[2:]:
        for rule in body.rules:
            assert (rule.key == "consensus") is ("is this charter's reading" in rule.note)
    (silence,) = (silence for silence in CP.silences if silence.key == "binding")
    assert "Not stated" in silence.note and "this charter takes it" in silence.note


def test_commissioning_intentions_are_agreed_in_the_groups_too_commitment_5():
    both = [body_charter(CP, body).rule("commissioning") for body in ("hce", "delivery-groups")]
    assert len({(rule.precondition, rule.follows, rule.approval, rule.note) for rule in both if rule}) == 1


@pytest.mark.parametrize(
    ("where", "facts"),
    [
        ("Commitment 2", ("held independently by the System Delivery Unit", "expected of it")),
        ("Commitment 4", ("accountable for its delivery",)),
        ("Commitment 5", ("the 1%", "likely", "contract management meetings are replaced", "at the outset")),
        (
            "Commitment 7",
            (
                "Senior Responsible Officer, and if necessary the chair",
                "are invited to the partners' boards (",
                "assurance to NHS England",
            ),
        ),
        (
            "Commitment 8",
            (
                "best managed by a partner alone",
                "escalated by the Executive Programme Director",
                "only in exceptional circumstances",
            ),
        ),
        ("Longevity", ("is expected to expire",)),
    ],
)
def test_what_each_commitment_says_is_shown_under_it(where: str, facts: tuple[str, ...]):
    shown = "\n".join(line for line in show(CP) if line.startswith(f"  {where}: ") or where in line)
    assert [fact for fact in facts if fact not in shown] == []


def test_the_stp_board_delegates_the_budget_of_the_delivery_unit_to_the_hce():
    (matter,) = HCE.delegated
    assert "Commitment 7" in matter
    assert [body.key for body in CP.bodies if body.delegated] == ["hce"]


def test_it_ends_on_31_march_2021_and_its_other_times_are_there():
    found = {each.key: each for each in CP.milestones}
    assert (found["expiry"].kind, found["expiry"].due, found["expiry"].clause) == ("end", "2021-03-31", "Longevity")
    assert found["expiry"].said == "expected to expire", "not that it ends then"
    assert (found["effective"].kind, found["effective"].due) == ("start", "")
    assert [each.key for each in CP.milestones if (each.clause, each.due) == ("Commitment 3", "2019-03-31")] == [
        "home-is-best",
        "hospital-care",
        "sustainable-together",
        "enablers",
    ]
    assert {each.key: each.said for each in CP.milestones if each.kind in ("recurring", "limit")} == {
        "open-book": "every month",
        "risks": "every month",
        "staff-release": "within two weeks",
    }


def test_what_it_does_not_say_is_listed():
    assert {silence.key for silence in CP.silences} >= {
        "deciding",
        "quorum",
        "membership",
        "deputies",
        "casting-vote",
        "conflicts",
        "disputes",
        "variation",
        "joining",
    }
    councils = next(question for question in CP.questions if question.key == "councils")
    assert councils.partners == tuple(COUNCILS)


def test_it_comes_back_from_the_tables_as_it_was():
    db = register_of(CP)
    assert read_charter(db) == CP
    assert all(rules.body_charter(db, body) == body_charter(CP, body) for body in BODIES)


@pytest.mark.parametrize("body", BODIES)
def test_each_body_can_be_convened_by_its_rules(body: str):
    entry = convene(CP, body)
    assert entry.charter == body_charter(CP, body)
    assert [member.key for member in entry.members] == [seat.key for seat in CP.body(body).seats]
    assert entry.partners == CP.partners


@pytest.mark.parametrize("rule", HCE.rules, ids=lambda rule: rule.key)
def test_the_hce_agrees_when_nobody_objects(rule):
    held = record(sitting(CP, "hce", rule.key), ConsensusDeclared("m1", True))
    assert the(held).status == "carried"
    assert tally_of(held.state, the(held)).base == 8


def test_one_maintained_objection_stands_in_the_way_and_is_named():
    held = sitting(CP, "stp-board", "system-business")
    objection = (Objection("papworth-chair", "The move is not paid for."),)
    refused(held, ConsensusDeclared("m1", True, objection))
    record(held, ConsensusDeclared("m1", False, objection))
    assert the(held).status == "not_carried"
    assert result_now(held.state, the(held)).against == 1


def test_the_chair_can_leave_the_councils_out_of_a_single_matter():
    nhs = ask(NAME, "hce", "sdu-budget", CHIEFS, {}, affected=NHS)
    everybody = ask(NAME, "hce", "sdu-budget", CHIEFS, {})
    assert (nhs["eligible"], everybody["eligible"]) == (6, 8)
    refused_vote = ask(NAME, "hce", "sdu-budget", CHIEFS, {"pcc-ceo": "for"}, affected=NHS)
    assert "not among the partners affected" in refused_vote["error"]


@pytest.mark.parametrize("rule", ["Commitment 4", "new-work", "Scope"])
def test_the_tally_takes_a_rule_by_its_key_or_its_clause(rule: str):
    assert ask(NAME, "hce", rule, CHIEFS[:5], {"cpccg-ao": "abstain"})["outcome"] == "carried"
    assert ask(NAME, "hce", rule, CHIEFS[:5], {"cpccg-ao": "against"})["outcome"] == "not_carried"
    assert ask(NAME, "hce", rule, [], {})["outcome"] == "not_carried"


def test_the_tally_command_names_what_it_does_not_know():
    problem = {"charter": NAME, "body": "hce", "rule": "system-project", "present": CHIEFS, "votes": {}}
    lines = [problem, problem | {"rule": "capital"}, problem | {"topic": "fin_capital"}]
    done = CliRunner().invoke(main, ["tally", "-"], input="".join(json.dumps(line) + "\n" for line in lines))
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["outcome"], first["base"], first["needed"]) == ("carried", 8, None)
    assert "has no rule “capital”" in second["error"]
    assert "fin_capital" in third["error"]
    assert done.exit_code == 1

"""The South Yorkshire and Bassetlaw charter says what its memorandum says: Parties, Partners, and twelve bodies."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from click.testing import CliRunner

from boardtui.charter.load import body_charter, names, shipped
from boardtui.charter.show import show
from boardtui.charter.terms_of_reference import Terms
from boardtui.cli.main import main
from boardtui.meeting.entries import ConsensusDeclared, Objection
from boardtui.meeting.voting.ballot import differing_readings, tally_of
from boardtui.register import rules
from boardtui.register.bodies import read_charter
from tests.build import declare, record, the, votes
from tests.charter.held import ask, convene, register_of, sitting

NAME = "south-yorkshire-bassetlaw"
SYB = shipped(NAME)
BOARD = SYB.body("collaborative-partnership-board")
COMMITTEE, IN_COMMON = SYB.body("joint-committee"), SYB.body("committees-in-common")
PARTNERS = {partner.key: partner for partner in SYB.partners}
PLACES = ["barnsley", "bassetlaw", "doncaster", "rotherham", "sheffield"]
BODIES = [
    "collaborative-partnership-board",
    "oversight-assurance-group",
    "executive-steering-group",
    "programme-board",
    "finance-directors",
    "joint-committee",
    "committees-in-common",
    *(f"{place}-place" for place in PLACES),
]
TRUSTS = [
    "barnsley-hospital-committee",
    "chesterfield-royal-committee",
    "doncaster-bassetlaw-committee",
    "sheffield-childrens-committee",
    "sheffield-teaching-committee",
    "rotherham-ft-committee",
    "mid-yorkshire-committee",
]


def test_it_comes_with_the_program():
    assert NAME in names()
    assert SYB.date == "June 2017"
    assert "final draft" in SYB.source
    for clause in ("1.1", "1.2", "7.0.1", "7.1.2", "1.17", "3.3"):
        assert clause in SYB.note


def test_eighteen_are_parties_and_nine_lines_are_partners():
    assert Counter(partner.party for partner in SYB.partners) == {"party": 18, "partner": 9, "outside": 3}
    assert Counter(partner.heading for partner in SYB.partners) == {
        "Commissioners": 5,
        "Commissioners; Health Regulator, Assurer, Education and Training": 1,
        "Healthcare Providers": 9,
        "Health Regulator, Assurer, Education and Training": 3,
        "Local Authority partners": 5,
        "Provider partners": 4,
        "": 3,
    }
    assert (SYB.topics, SYB.categories, SYB.stages) == ((), (), ())


def test_nhs_england_is_listed_twice_and_is_one_organisation_with_one_seat():
    assert [partner.key for partner in SYB.partners if partner.name == "NHS England"] == ["nhse"]
    assert "2.6.1" in PARTNERS["nhse"].note
    assert "2.6.3" in PARTNERS["nhse"].note
    assert [seat.key for seat in BOARD.seats if "nhse" in seat.partners] == ["nhse-rep"]
    assert "nhse-twice" in {question.key for question in SYB.questions}


def test_two_councils_on_one_line_are_an_open_question():
    line = PARTNERS["notts-bassetlaw"]
    assert line.name == "Nottinghamshire County Council / Bassetlaw District Council"
    question = next(each for each in SYB.questions if each.key == "notts-bassetlaw")
    assert (question.clause, question.partners) == ("2.7.1", ("notts-bassetlaw",))
    assert [seat.key for seat in BOARD.seats if "notts-bassetlaw" in seat.partners] == ["notts-bassetlaw-ceo"]


def test_only_chesterfield_is_called_core_by_name():
    assert {key: one.membership for key, one in PARTNERS.items() if one.membership} == {"chesterfield-royal": "core"}
    assert "2.3.1" in PARTNERS["chesterfield-royal"].note
    assert [question.clause for question in SYB.questions if question.key == "core-associate"] == ["2.3"]


def test_the_eighteen_aspects_of_3_1_are_its_scope():
    assert len(SYB.scope) == 18
    assert all("(3.1)" in matter for matter in SYB.scope)


def test_the_bodies_are_those_of_section_7():
    assert [body.key for body in SYB.bodies] == BODIES
    assert all(body.clause.startswith(("2.3.2", "7.")) for body in SYB.bodies)
    assert not any(body.public or body.per_year or body.terms != Terms() for body in SYB.bodies)


def test_every_party_and_partner_has_a_seat_on_the_partnership_board():
    represented = [partner for seat in BOARD.seats for partner in seat.partners]
    assert represented == [key for key, partner in PARTNERS.items() if partner.party != "outside"]
    others = [seat.key for seat in BOARD.seats if not seat.partners]
    assert others == [
        "primary-care-provider",
        "voluntary-action",
        "healthwatch",
        "primary-care-clinician",
        "acute-clinician",
    ]
    assert all("without a number" in seat.note for seat in BOARD.seats if not seat.partners)


def test_the_board_approves_financial_proposals_and_how_many_that_takes_is_not_defined():
    rule = body_charter(SYB, BOARD.key).rule("7.4.1")
    assert rule is not None
    assert (rule.key, rule.method, rule.defined, rule.no_category) == (
        "financial-proposals",
        "consensus",
        False,
        "eligible",
    )
    assert "Directors of Finance" in rule.precondition
    for clause in ("7.4.2", "7.4.3", "7.4.4"):
        assert clause in rule.note
    assert {reading.key for reading in rule.readings} == {"unanimous", "members-only", "parties-only"}


def test_chairs_sit_on_the_oversight_and_assurance_group():
    group = SYB.body("oversight-assurance-group")
    assert Counter(PARTNERS[seat.partners[0]].heading for seat in group.seats) == {
        "Commissioners": 5,
        "Healthcare Providers": 9,
        "Provider partners": 3,
        "Local Authority partners": 5,
    }
    assert all(seat.title.startswith("Chair, ") and seat.clause == "7.7.2.1" for seat in group.seats)


def test_groups_of_which_only_kinds_of_member_are_named_have_a_seat_of_each_kind():
    steering, programme = SYB.body("executive-steering-group"), SYB.body("programme-board")
    assert (len(steering.seats), len(programme.seats)) == (5, 3)
    assert not any(seat.partners for seat in (*steering.seats, *programme.seats))
    assert {seat.clause for seat in steering.seats} == {"7.7.2.3"}
    assert {seat.clause for seat in programme.seats} == {"7.7.2.4"}
    assert SYB.body("finance-directors").seats == ()


def test_the_joint_committee_binds_on_two_matters_and_on_no_other():
    assert [body.key for body in SYB.bodies if body.binds] == ["joint-committee"]
    assert len(COMMITTEE.delegated) == 2
    assert all("7.8.1" in matter for matter in COMMITTEE.delegated)
    assert [(body.key, rule.key) for body in SYB.bodies for rule in body.rules if rule.binds] == [
        ("joint-committee", "delegated")
    ]
    other = body_charter(SYB, "joint-committee").rule("other")
    assert other is not None
    assert other.approval.startswith("Not stated: this charter takes the governing body of each of the seven CCGs")


def test_delegated_is_the_review_of_two_services_and_lay_members_are_a_reading_7_8_1():
    assert [matter.startswith("The review of ") for matter in COMMITTEE.delegated] == [True, True]
    for rule in COMMITTEE.rules:
        assert {reading.key for reading in rule.readings} == {"unanimous", "ccgs-only"}
    delegated = body_charter(SYB, "joint-committee").rule("delegated")
    assert delegated is not None and "following public consultation (8.7.1)" in delegated.note
    assert "a statutory body in which" in COMMITTEE.note  # the glossary
    assert "that it binds, since the authority is delegated, is this charter's reading" in delegated.note
    assert "as this charter reads the delegation" in delegated.follows


def test_who_settles_membership_and_who_stays_responsible_is_told_with_the_national_bodies():
    notes = {silence.key: silence.note for silence in SYB.silences}
    assert "helped to settle who is the one and who the other (2.2)" in notes["joining"]
    assert "(2.3.1)" in notes["joining"] and "as required (3.3)" in notes["variation"]
    (kept,) = (each for each in SYB.provisions if each.key == "statutory-accountability")
    assert "NHS England stays legally responsible for the assurance of CCGs" in kept.text  # 7.1.2


def test_an_objection_of_the_lay_member_alone_is_told_by_that_reading_7_8_1():
    for rule in ("delegated", "other"):
        held = sitting(SYB, "joint-committee", rule)
        record(held, votes("against", ["lay-member"]))
        assert [reading.key for reading in differing_readings(held.state, the(held))] == ["ccgs-only"]


def test_the_timeline_of_the_accountability_framework_is_agreed_between_the_parties_7_2_4():
    rule = body_charter(SYB, BOARD.key).rule("7.2.4")
    assert rule is not None and {reading.key for reading in rule.readings} == {
        "unanimous",
        "members-only",
        "parties-only",
    }
    held = sitting(SYB, BOARD.key, "accountability-timeline")
    record(held, votes("against", ["sheffield-council-ceo"]))
    assert [reading.key for reading in differing_readings(held.state, the(held))] == ["parties-only"]


def test_what_6_2_has_agreed_by_a_day_and_7_4_1_has_the_board_approve_is_a_financial_proposal():
    general = body_charter(SYB, BOARD.key).rule("agreement")
    assert general is not None and "are financial proposals of 7.4.1" in general.note
    notes = {each.key: each.note for each in SYB.milestones}
    assert all("7.4.1" in notes[key] for key in ("investment", "control-total"))


def test_that_a_group_only_recommends_is_said_to_be_this_charters_reading():
    for body in ("oversight-assurance-group", "executive-steering-group", "programme-board"):
        (rule,) = SYB.body(body).rules
        assert "is this charter's reading" in rule.note and "not stated" in rule.follows


def test_a_list_of_members_that_only_includes_some_need_not_be_complete_7_7_2():
    for body in ("collaborative-partnership-board", "oversight-assurance-group", "executive-steering-group"):
        assert "the list need not be complete" in SYB.body(body).note


def test_the_groups_of_the_work_streams_are_no_programme_boards_8():
    (groups,) = (each for each in SYB.provisions if each.key == "work-stream-groups")
    assert "None of them is called a programme board" in groups.text
    assert SYB.body("programme-board").title == "Programme Board"


@pytest.mark.parametrize(
    ("clause", "facts"),
    [
        ("1.18, 1.19", ("secure central funding",)),
        ("2.2, 2.4", ("in the case of Chesterfield Royal, acute flows",)),
        ("5.1", ("transparency", "all decisions that materially affect", "any commitment made stays subject to")),
        ("7.0.5, 7.2.1", ("reduce inequalities, obtain advice, involve and consult the public",)),
        ("7.1.5, 7.1.6", ("locally developed model",)),
        ("7.2.2 to 7.2.5", ("who agrees it for the partnership is not stated", "between the parties to the agreement")),
        ("7.7.1, 7.7.3", ("Department of Health",)),
        ("8.0.1, 8.0.3, 8.0.4", ("led by chief executives and accountable officers",)),
        ("8.4.2", ("trajectories for the four-hour standard",)),
        ("8.7.1", ("surgery and anaesthesia", "public consultation")),
        ("8.11.1, 8.13.1", ("support the implementation", "district general hospital")),
    ],
)
def test_what_each_clause_says_is_shown_under_it(clause: str, facts: tuple[str, ...]):
    shown = "\n".join(line for line in show(SYB) if line.startswith(f"  {clause}: "))
    assert [fact for fact in facts if fact not in shown] == []


def test_the_joint_committee_has_seven_ccgs_of_which_two_are_outside():
    inside = Counter(seat.partners for seat in COMMITTEE.seats)
    outside = ("north-derbyshire", "wakefield")
    assert inside == {(f"{place}-ccg",): 2 for place in (*PLACES, *outside)} | {(): 1}
    assert {key for key, partner in PARTNERS.items() if partner.bodies == ("joint-committee",)} == {
        f"{place}-ccg" for place in outside
    }


def test_the_word_that_another_matter_needs_is_that_of_all_seven_ccgs_7_7_1():
    held = sitting(SYB, "joint-committee", "other")
    record(held, ConsensusDeclared("m1", True))
    asked = the(held).asked
    assert asked is not None
    assert len(asked.partners) == 7 and "wakefield-ccg" in asked.partners


def test_the_committees_in_common_take_one_decision_for_each_organisation():
    assert [body.key for body in SYB.bodies if body.in_common] == ["committees-in-common"]
    assert [seat.key for seat in IN_COMMON.seats] == TRUSTS
    assert not {"shsc-committee", "rdash-committee", "yas-committee"} & set(TRUSTS)
    (rule,) = IN_COMMON.rules
    assert (rule.unit, rule.base, rule.threshold, rule.compare, rule.no_category) == (
        "member",
        "eligible",
        "1",
        "at_least",
        "eligible",
    )
    assert (rule.clause, rule.defined) == ("7.8.2", False)
    assert "own committee" in rule.approval
    assert "7.8.3" in IN_COMMON.note


@pytest.mark.parametrize("place", PLACES)
def test_each_ccg_agrees_with_its_council(place: str):
    body = SYB.body(f"{place}-place")
    council = "notts-bassetlaw" if place == "bassetlaw" else f"{place}-council"
    assert [seat.partners for seat in body.seats] == [(f"{place}-ccg",), (council,)]
    (rule,) = body.rules
    assert (rule.clause, rule.base, rule.threshold, rule.defined) == ("7.9.2", "eligible", "1", True)
    assert rule.ratification is not None and rule.ratification.when == "where_said"
    assert rule.approval.startswith("Not stated beyond that the two agree")


def test_its_times_are_those_of_the_memorandum():
    found = {each.key: each for each in SYB.milestones}
    assert {
        key: found[key].due
        for key in ("agreement", "delivery-plan", "investment", "control-total", "tier-2", "in-common-review")
    } == {
        "agreement": "2017-07-31",
        "delivery-plan": "2017-09-30",
        "investment": "2017-09-30",
        "control-total": "2017-10-31",
        "tier-2": "2018-04-01",
        "in-common-review": "2018-04-01",
    }
    assert Counter(each.kind for each in SYB.milestones)["review"] == 7
    assert not {"start", "end"} & {each.kind for each in SYB.milestones}
    assert len([each for each in SYB.milestones if each.clause.startswith("6.2")]) == 10


def test_what_it_does_not_say_is_listed():
    assert {silence.key for silence in SYB.silences} >= {
        "deciding",
        "quorum",
        "chair",
        "frequency",
        "term",
        "variation",
        "eligibility",
        "binding",
    }
    assert {question.key for question in SYB.questions} >= {"board-or-group", "outside", "delegation", "shadow"}


def test_it_comes_back_from_the_tables_as_it_was():
    db = register_of(SYB)
    assert read_charter(db) == SYB
    assert all(rules.body_charter(db, body) == body_charter(SYB, body) for body in BODIES)


@pytest.mark.parametrize("body", BODIES)
def test_each_body_can_be_convened_by_its_rules(body: str):
    entry = convene(SYB, body)
    assert entry.charter == body_charter(SYB, body)
    assert [member.key for member in entry.members] == [seat.key for seat in SYB.body(body).seats]
    outside = {partner.key for partner in entry.partners if partner.party == "outside"}
    assert outside == {partner.key for partner in SYB.partners if body in partner.bodies}
    assert len(entry.partners) - len(outside) == 27


def test_the_board_agrees_when_nobody_objects_members_outside_included():
    held = record(sitting(SYB, BOARD.key, "financial-proposals"), ConsensusDeclared("m1", True))
    assert (the(held).status, tally_of(held.state, the(held)).base) == ("carried", 32)
    other = sitting(SYB, BOARD.key, "agreement")
    record(other, votes("against", ["healthwatch"]))
    assert [reading.key for reading in differing_readings(other.state, the(other))] == ["members-only"]
    record(other, ConsensusDeclared("m1", False, (Objection("healthwatch", "Not heard."),)))
    assert the(other).status == "not_carried"


def test_a_ccg_from_outside_can_object_in_the_joint_committee():
    held = sitting(SYB, "joint-committee", "delegated")
    assert not held.state.charter.binds  # but the rule does, on what is delegated
    record(held, ConsensusDeclared("m1", False, (Objection("wakefield-ao", "Too far to travel."),)))
    assert the(held).status == "not_carried"


def test_the_group_passes_only_what_each_trust_s_committee_passed():
    held = record(sitting(SYB, "committees-in-common", "each-concurs"), votes("for", TRUSTS[:6]))
    assert tally_of(held.state, the(held)).outcome == "not_carried"
    record(held, votes("for", TRUSTS[6:]))
    assert the(declare(held)).status == "carried"
    other = sitting(SYB, "committees-in-common", "each-concurs", away=("mid-yorkshire-committee",))
    record(other, votes("for", TRUSTS[:6]))
    assert tally_of(other.state, the(other)).needed == 7
    assert [reading.key for reading in differing_readings(other.state, the(other))] == ["present"]


def test_the_tally_of_a_ccg_and_its_council():
    for place in PLACES:
        for given, outcome in (
            ({"ccg": "for", "council": "for"}, "carried"),
            ({"ccg": "for"}, "not_carried"),
            ({"ccg": "for", "council": "against"}, "not_carried"),
        ):
            found = ask(NAME, f"{place}-place", "structure", ["ccg", "council"], given)
            assert (found["outcome"], found["needed"], found["eligible"]) == (outcome, 2, 2)


def test_the_tally_command_counts_the_committees_in_common():
    problem = {"charter": NAME, "body": "committees-in-common", "rule": "7.8.2", "present": TRUSTS}
    lines = [
        problem | {"votes": dict.fromkeys(TRUSTS, "for")},
        problem | {"votes": dict.fromkeys(TRUSTS[1:], "for") | {TRUSTS[0]: "abstain"}},
        problem | {"votes": {"shsc-committee": "for"}},
    ]
    done = CliRunner().invoke(main, ["tally", "-"], input="".join(json.dumps(line) + "\n" for line in lines))
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["outcome"], first["for"], first["needed"], first["settled"]) == ("carried", 7, 7, True)
    assert (second["outcome"], second["short_by"]) == ("not_carried", 1)
    assert "shsc-committee" in third["error"]
    assert done.exit_code == 1


def test_what_is_not_said_to_be_about_money_is_first_taken_for_a_general_agreement_of_the_board():
    assert [rule.key for rule in BOARD.rules] == [
        "agreement",
        "accountability-timeline",
        "financial-proposals",
    ]  # the first is what is proposed


def test_a_date_names_what_it_is_about_since_in_the_plan_it_stands_alone():
    titles = [milestone.title for milestone in SYB.milestones]
    assert not [title for title in titles if title.startswith("That ") or "those areas" in title]

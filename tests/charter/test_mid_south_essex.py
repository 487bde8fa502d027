"""The shipped charter says what the memorandum says: partners, Annex 1, seats, rules, stages, silences."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from boardtui.charter.load import CharterError, body_charter, names, shipped
from boardtui.charter.rule import Override
from boardtui.charter.spelling import fraction
from boardtui.charter.terms_of_reference import Terms

MSE = shipped("mid-south-essex")
BOARD, SLE, COMMITTEE = MSE.body("partnership-board"), MSE.body("sle"), MSE.body("joint-committee")
CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "tally.jsonl").read_text("utf-8").splitlines()
]
CATEGORIES = ["ccg", "nhs_provider", "council", "nhse_nhsi", "healthwatch", "other"]
MATRIX = {
    "vision": [1, 1, 1, 1, 1, 1],
    "objectives": [1, 1, 1, 1, 1, 1],
    "governance": [1, 1, 1, 1, 1, 1],
    "resolution": [1, 1, 1, 1, 1, 1],
    "accountability": [1, 1, 1, 1, 0, 0],
    "fin_risk": [1, 1, 0, 1, 0, 0],
    "fin_capital": [1, 1, 0, 1, 0, 0],
    "support": [1, 1, 1, 1, 0, 0],
}
PARTNERS = {
    "ecc": ["council", "*#"],
    "sbc": ["council", "#"],
    "tc": ["council", "#"],
    "bbccg": ["ccg", ""],
    "cprccg": ["ccg", ""],
    "meccg": ["ccg", ""],
    "sccg": ["ccg", ""],
    "tccg": ["ccg", ""],
    "eeast": ["nhs_provider", "*"],
    "eput": ["nhs_provider", "*"],
    "nelft": ["nhs_provider", "*"],
    "mseft": ["nhs_provider", ""],
    "provide": ["other", "*"],
    "nhse": ["nhse_nhsi", ""],
    "nhsi": ["nhse_nhsi", ""],
    "hwe": ["healthwatch", "*"],
    "hws": ["healthwatch", ""],
    "hwt": ["healthwatch", ""],
    "cvsn": ["other", ""],
    "uclp": ["other", "*"],
    "eahsn": ["other", "*"],
}


def test_it_comes_with_the_program():
    assert "mid-south-essex" in names()
    assert shipped("mid-south-essex") is MSE
    assert (MSE.title, MSE.date) == ("Mid and South Essex Health and Care Partnership", "June 2020")


def test_there_are_21_partners_and_each_has_its_annex_1_category_and_markers():
    assert {partner.key: [partner.category, partner.markers] for partner in MSE.partners} == PARTNERS
    assert [partner.key for partner in MSE.partners] == list(PARTNERS)
    counted = Counter(partner.category for partner in MSE.partners)
    assert [counted[key] for key in CATEGORIES] == [5, 4, 3, 2, 3, 4]


def test_the_heading_of_the_list_and_the_category_are_two_things():
    by_key = {partner.key: partner for partner in MSE.partners}
    assert (by_key["provide"].heading, by_key["provide"].category) == ("NHS Service Providers", "other")
    assert (by_key["hwe"].heading, by_key["hwe"].category) == ("Other Partners", "healthwatch")
    assert Counter(partner.heading for partner in MSE.partners) == {
        "Local Authorities": 3,
        "NHS Commissioners": 5,
        "NHS Service Providers": 5,
        "Health Regulator and Oversight Bodies": 2,
        "Other Partners": 6,
    }


@pytest.mark.parametrize("topic", MATRIX)
@pytest.mark.parametrize("category", CATEGORIES)
def test_each_cell_of_annex_1(topic: str, category: str):
    held = {each.key: each for each in MSE.topics}
    assert (category in held[topic].categories) == bool(MATRIX[topic][CATEGORIES.index(category)])


def test_annex_1_has_eight_elements_and_six_categories_and_no_more():
    assert [category.key for category in MSE.categories] == CATEGORIES
    assert [topic.key for topic in MSE.topics] == list(MATRIX)


@pytest.mark.parametrize(
    ("case", "body"),
    [
        (case, BOARD if len(case["problem"]["members"]) == 31 else SLE)
        for case in CASES
        if len(case["problem"]["members"]) != 7
    ],
    ids=lambda value: value["name"] if isinstance(value, dict) else "",
)
def test_seats_partners_and_annex_1_are_those_of_the_shared_cases(case, body):
    problem = case["problem"]
    assert [(seat.key, list(seat.partners)) for seat in body.seats] == [
        (member["key"], member["partners"]) for member in problem["members"]
    ]
    assert [(partner.key, partner.category) for partner in MSE.partners] == [
        (partner["key"], partner["category"]) for partner in problem["partners"]
    ]
    assert {topic.key: list(topic.categories) for topic in MSE.topics} == problem["matrix"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_shared_case_is_counted_by_a_rule_or_a_reading_of_the_charter(case):
    wanted = case["problem"]["rule"]
    countings = [
        {**{name: getattr(rule, name) for name in wanted}, **{n: v for n, v in changes.items() if n in wanted}}
        for body in MSE.bodies
        for rule in body.rules
        for changes in [{}, *(reading.changes for reading in rule.readings)]
    ]
    assert wanted in countings


def test_the_board_has_31_seats_of_which_14_are_eligible_for_capital():
    ticked = body_charter(MSE, "partnership-board").matrix["fin_capital"]
    category = {partner.key: partner.category for partner in MSE.partners}
    eligible = [seat.key for seat in BOARD.seats if any(category[partner] in ticked for partner in seat.partners)]
    assert len(BOARD.seats) == 31
    assert len(eligible) == 14
    assert "executive-lead" in eligible
    assert not {"provide-chair", "independent-chair", "lmc-rep", "ecc-hwb-chair"} & set(eligible)


def test_seats_without_a_partner_and_partners_without_a_seat():
    nobody = {seat.key for seat in BOARD.seats if not seat.partners}
    assert nobody == {
        "independent-chair",
        "thurrock-place-lead",
        "south-east-essex-place-lead",
        "mid-essex-place-lead",
        "basildon-brentwood-place-lead",
        "public-health-rep",
        "lmc-rep",
    }
    seated = {partner for seat in BOARD.seats for partner in seat.partners}
    assert {partner.key for partner in MSE.partners} - seated == {"provide", "nhse", "nhsi", "uclp", "eahsn"}


def test_the_capital_rule_of_8_4():
    rule = body_charter(MSE, "partnership-board").rule("8.4")
    assert rule is not None
    assert (rule.key, rule.method, rule.unit, rule.base, rule.compare) == (
        "capital",
        "vote",
        "member",
        "eligible",
        "at_least",
    )
    assert fraction(rule.threshold or "") == Fraction(3, 4)
    assert (rule.topics, rule.defined, rule.binds) == (("fin_capital",), True, False)
    assert rule.no_category == "not_eligible"
    readings = {reading.key: reading for reading in rule.readings}
    assert readings["present"].changes == {"base": "present"}
    assert readings["no-category"].changes == {"no_category": "eligible"}
    assert readings["withdrawn-out"].changes == {"withdrawn": "out_of_base"}
    assert {each.partner for each in readings["footnote-two"].overrides} == {"eeast", "nelft"}
    assert {each.partner for each in readings["footnote-three"].overrides} == {"eeast", "nelft", "eput"}


def test_the_majorities_of_issue_resolution():
    at_sle = body_charter(MSE, "sle").rule("issue-majority")
    at_board = body_charter(MSE, "partnership-board").rule("issue-board")
    assert at_sle is not None
    assert at_board is not None
    for rule, unit, clause in ((at_sle, "partner", "8.10(2)"), (at_board, "member", "8.10(4)")):
        assert (rule.method, rule.unit, rule.base, rule.threshold, rule.compare, rule.clause) == (
            "vote",
            unit,
            "present",
            "1/2",
            "more_than",
            clause,
        )
    assert {reading.key: reading.changes for reading in at_sle.readings} == {
        "votes-cast": {"base": "cast"},
        "per-person": {"unit": "member"},
        "footnote": {},
    }
    assert {reading.key: reading.changes for reading in at_board.readings} == {
        "all-eligible": {"base": "eligible"},
        "votes-cast": {"base": "cast"},
        "members-present": {"entitled": "all"},
        "all-members": {"entitled": "all", "base": "eligible"},
        "footnote": {},
    }


def test_what_the_memorandum_does_not_say_is_marked_as_not_defined():
    undefined = {(body.key, rule.key) for body in MSE.bodies for rule in body.rules if not rule.defined}
    assert ("partnership-board", "agreement") in undefined
    assert ("joint-committee", "consensus") in undefined
    assert ("sle", "consensus") not in undefined
    assert {silence.key for silence in MSE.silences} == {
        "quorum",
        "deputies",
        "proxies",
        "casting-vote",
        "notice",
        "year",
        "remote-attendance",
        "written-decisions",
        "vacancies",
        "conflicts",
        "sle-chair",
        "public",
        "frequency",
        "acceptance",
        "facilitator",
        "leaving",
        "term",
    }
    assert all(body.terms == Terms() for body in MSE.bodies)


def test_only_the_joint_committee_binds_and_only_on_five_delegated_matters():
    assert [body.key for body in MSE.bodies if body.binds] == ["joint-committee"]
    assert [(body.key, rule.key) for body in MSE.bodies for rule in body.rules if rule.binds] == [
        ("joint-committee", "consensus")
    ]
    assert len(COMMITTEE.delegated) == 5
    assert [seat.key for seat in COMMITTEE.seats][-1] == "lay-member"
    assert len(COMMITTEE.seats) == 6


def test_the_stages_in_their_order_and_the_open_footnote():
    assert [(stage.key, stage.clause, stage.body, stage.rule) for stage in MSE.stages] == [
        ("place", "8.6, 8.8", "", ""),
        ("discussion", "8.10(1)", "sle", "issue-discussion"),
        ("majority", "8.10(2)", "sle", "issue-majority"),
        ("facilitator", "8.10(3)", "sle", ""),
        ("board", "8.10(4)", "partnership-board", "issue-board"),
    ]
    (question,) = MSE.questions
    assert set(question.partners) == {"eeast", "nelft", "eput"}
    assert question.topics == ("fin_risk", "fin_capital")


def test_every_body_of_sections_5_and_6_is_there_and_cites_its_clause():
    assert [body.key for body in MSE.bodies] == [
        "partnership-board",
        "sle",
        "joint-committee",
        "clinical-professional-forum",
        "system-finance-leaders",
        "transformation-delivery",
        "thurrock-place",
        "south-east-essex-place",
        "mid-essex-place",
        "basildon-brentwood-place",
    ]
    assert all(body.clause and body.rules for body in MSE.bodies)
    assert {body.key: body.per_year for body in MSE.bodies if body.per_year} == {
        "partnership-board": 4,
        "joint-committee": 6,
        "transformation-delivery": 6,
    }


def test_a_body_charter_takes_rulings_and_terms_and_refuses_what_it_does_not_know():
    ruling = Override("nelft", "fin_capital", False, "Independent Chair, 3 November 2026")
    terms = Terms(deputies="may_vote", source="Terms of reference, 4.2")
    made = body_charter(MSE, "partnership-board", overrides=[ruling], terms=terms)
    assert (made.overrides, made.terms) == ((ruling,), terms)
    assert made.matrix["support"] == ("ccg", "nhs_provider", "council", "nhse_nhsi")
    with pytest.raises(CharterError, match="there is no body “senate”"):
        body_charter(MSE, "senate")
    with pytest.raises(CharterError, match="there is no partner “nobody”"):
        body_charter(MSE, "sle", overrides=[Override("nobody", "vision", True)])
    with pytest.raises(CharterError, match="mid-south-essex, source: it is empty"):
        body_charter(MSE, "sle", terms=Terms(deputies="may_vote"))


@pytest.mark.parametrize("name", ["", "nothing", "../load", "mid-south-essex.toml", "mid-south-essex\x00"])
def test_only_shipped_names_are_shipped(name: str):
    with pytest.raises(CharterError, match="no charter of that name comes with the program"):
        shipped(name)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("5.10", "assess needs jointly and set the joint strategies"),
        ("8.10(3)", "an independent facilitator works with the partners"),
        ("9.4", "Action plans are agreed for financial risk that arises outside plans"),
    ],
)
def test_what_is_provided_says_this_as_well(clause: str, words: str):
    assert any(words in provision.text for provision in MSE.provisions), clause


def test_on_what_an_issue_is_decided_stands_with_its_rule_and_who_is_represented_at_place_with_its_board():
    rules = {rule.key: rule.note for rule in (*SLE.rules, *BOARD.rules)}
    assert "by the principles of the memorandum and with the objectives" in rules["issue-majority"]  # 8.10(2)
    assert "in accordance with the terms of the memorandum" in rules["issue-board"]  # 8.10(4)
    assert "to begin with" in rules["agreement"]  # 8.2: "initially"
    places = [body for body in MSE.bodies if body.key.endswith("-place")]
    assert len(places) == 4 and all(
        "Healthwatch, and community and voluntary sector stakeholders" in one.note for one in places
    )

"""The Doncaster charter says what its memorandum says: two parties that must both agree, and one committee."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files

import pytest
import tomli_w
from click.testing import CliRunner

from boardtui.charter.load import CharterError, body_charter, names, read, shipped
from boardtui.charter.terms_of_reference import Terms
from boardtui.cli.main import main
from boardtui.meeting.entries import ConsensusDeclared, InterestDeclared
from boardtui.meeting.voting.ballot import casting_vote_allowed, differing_readings, tally_of
from boardtui.register import rules
from boardtui.register.bodies import read_charter
from boardtui.register.people import change_partner, partners
from boardtui.register.tables import RegisterError
from tests.build import declare, record, the, votes
from tests.charter.held import ask, convene, register_of, sitting

NAME = "doncaster"
DONCASTER = shipped(NAME)
JCCC = DONCASTER.body("jccc")
RULES = {rule.key: rule for rule in JCCC.rules}
TEXT = (files("boardtui.charter") / "memoranda" / "doncaster.toml").read_text("utf-8")
BOTH = ["delivery", "sign-off", "governance-change", "next-phase", "variation", "signature"]


def test_it_comes_with_the_program():
    assert NAME in names()
    assert DONCASTER.title == "Doncaster integrated commissioning"
    assert "2.1.5" in DONCASTER.note
    assert "2.1.8" in DONCASTER.note


def test_there_are_two_parties_and_nothing_like_annex_1():
    assert [(each.key, each.party, each.category) for each in DONCASTER.partners] == [
        ("ccg", "party", None),
        ("council", "party", None),
    ]
    assert (DONCASTER.topics, DONCASTER.categories, DONCASTER.stages) == ((), (), ())


def test_six_areas_of_opportunity_with_prevention_in_each_are_its_scope():
    assert len([matter for matter in DONCASTER.scope if "(5.2)" in matter]) == 6
    assert [matter for matter in DONCASTER.scope if "(5.3)" in matter] == [DONCASTER.scope[-1]]


def test_the_committee_meets_at_least_monthly_and_seats_each_party_s_accountable_officer():
    assert (JCCC.per_year, JCCC.binds, JCCC.public) == (12, False, False)
    assert "5.5" in JCCC.frequency
    assert [(seat.key, seat.partners, seat.clause) for seat in JCCC.seats] == [
        ("ccg-ao", ("ccg",), "2.1.8"),
        ("council-ao", ("council",), "2.1.8"),
    ]
    assert all("does not list the members" in seat.note for seat in JCCC.seats)
    assert "10.4" in JCCC.note


@pytest.mark.parametrize("key", BOTH)
def test_both_parties_must_be_for_it(key: str):
    rule = RULES[key]
    assert (rule.method, rule.unit, rule.base, rule.threshold, rule.compare) == (
        "vote",
        "partner",
        "eligible",
        "1",
        "at_least",
    )
    assert (rule.binds, rule.defined) == (False, False)  # how the committee decides is not said: what both must do is


@pytest.mark.parametrize(
    ("key", "clause", "who"),
    [
        ("sign-off", "5.4", "the council and the CCG"),
        ("governance-change", "2.1.8", "both the CCG Governing Body and the Council Cabinet"),
        ("next-phase", "2.1.4", "CCG Governing Body and the Council Cabinet"),
        ("variation", "14.1", "written agreement"),
        ("signature", "16.1", "signature of both parties"),
    ],
)
def test_who_else_has_to_approve_is_said_with_its_clause(key: str, clause: str, who: str):
    assert RULES[key].clause == clause
    assert who in RULES[key].approval
    assert clause.rsplit(", ", maxsplit=1)[-1] in RULES[key].approval


def test_the_committee_itself_approves_delivery_5_5():
    assert (RULES["delivery"].approval, RULES["delivery"].ratification) == ("", None)
    assert "nor that both parties must be for it" in RULES["delivery"].note


def test_conflicts_of_interest_go_to_the_next_meeting_and_how_they_are_dealt_with_is_not_defined():
    rule = RULES["interests"]
    assert (rule.clause, rule.method, rule.defined) == ("13.1", "consensus", False)
    assert "13.1" in rule.precondition
    assert "13.2" in rule.follows
    assert [rule.key for rule in JCCC.rules] == [*BOTH, "interests"]


def test_its_times_are_those_of_the_memorandum():
    found = {each.key: each for each in DONCASTER.milestones}
    assert (found["end"].kind, found["end"].due, found["end"].clause) == ("end", "2018-03-31", "16.1")
    assert (found["start"].kind, found["start"].due, found["start"].clause) == ("start", "", "16.1")
    assert (found["governance"].kind, found["governance"].due, found["governance"].clause) == (
        "review",
        "2018-03-31",
        "10.4",
    )
    assert {key: found[key].due for key in ("mou", "section-75", "joint-agreement", "shadow-phase")} == {
        "mou": "2017-11-10",
        "section-75": "2018-01-31",
        "joint-agreement": "2018-04-01",
        "shadow-phase": "2017-11-30",
    }
    assert found["committee"].kind == "recurring"


def test_what_it_does_not_say_is_listed_and_nothing_fills_it():
    silent = {silence.key for silence in DONCASTER.silences}
    assert {"deciding", "quorum", "deputies", "casting-vote", "chair", "remote-attendance", "disputes"} <= silent
    assert JCCC.terms == Terms()
    assert {question.key for question in DONCASTER.questions} >= {"membership", "authority", "council-signatory"}


def test_it_comes_back_from_the_tables_as_it_was():
    db = register_of(DONCASTER)
    assert read_charter(db) == DONCASTER
    assert rules.body_charter(db, "jccc") == body_charter(DONCASTER, "jccc")
    change_partner(db, "council", party="signatory", membership="associate")
    assert [(each.party, each.membership) for each in partners(db)] == [("party", None), ("signatory", "associate")]
    with pytest.raises(RegisterError, match="write party or partner or signatory or appendix_only"):
        change_partner(db, "council", party="member")
    rules.change_rule(db, "jccc", "sign-off", {"approval": "Both, in writing."})
    changed = rules.body_charter(db, "jccc").rule("sign-off")
    assert changed is not None
    assert changed.approval == "Both, in writing."


def test_the_committee_can_be_convened_by_its_rules():
    entry = convene(DONCASTER, "jccc")
    assert entry.charter == body_charter(DONCASTER, "jccc")
    assert entry.partners == DONCASTER.partners
    assert [member.key for member in entry.members] == ["ccg-ao", "council-ao"]


def test_a_matter_is_approved_when_both_parties_are_for_it():
    held = record(sitting(DONCASTER, "jccc", "delivery"), votes("for", ["ccg"]))
    assert tally_of(held.state, the(held)).outcome == "not_carried"
    record(held, votes("for", ["council"]))
    assert the(declare(held)).status == "carried"


def test_one_party_neither_outvotes_the_other_nor_has_a_casting_vote():
    held = record(sitting(DONCASTER, "jccc", "delivery"), votes("for", ["ccg"]), votes("against", ["council"]))
    count = tally_of(held.state, the(held))
    assert (count.outcome, count.eligible, count.needed) == ("not_carried", 2, 2)
    assert "not defined" in casting_vote_allowed(held.state, the(held), count)


def test_a_party_cannot_act_while_the_other_is_away_though_5_5_could_be_read_so():
    held = record(sitting(DONCASTER, "jccc", "delivery", away=("council-ao",)), votes("for", ["ccg"]))
    count = tally_of(held.state, the(held))
    assert (count.outcome, count.for_, count.base, count.needed) == ("not_carried", 1, 2, 2)
    (reading,) = differing_readings(held.state, the(held))
    assert reading.key == "present"


def test_a_party_whose_only_member_withdraws_cannot_be_for_it():
    held = sitting(DONCASTER, "jccc", "delivery")
    record(held, InterestDeclared("council-ao", ("matter",), "financial", "A contract.", "withdraws"))
    record(held, votes("for", ["ccg"]))
    assert tally_of(held.state, the(held)).outcome == "not_carried"


def test_a_conflict_is_dealt_with_unless_somebody_objects():
    held = record(sitting(DONCASTER, "jccc", "interests"), ConsensusDeclared("m1", True))
    assert the(held).status == "carried"


@pytest.mark.parametrize(
    ("given", "outcome", "short"),
    [
        ({"ccg": "for", "council": "for"}, "carried", 0),
        ({"ccg": "for", "council": "against"}, "not_carried", 1),
        ({"ccg": "for", "council": "abstain"}, "not_carried", 1),
        ({"council": "for"}, "not_carried", 1),
        ({}, "not_carried", 2),
    ],
)
def test_the_tally_of_both_parties(given: dict[str, str], outcome: str, short: int):
    for rule in (*BOTH, "5.4", "2.1.8", "14.1"):
        found = ask(NAME, "jccc", rule, ["ccg-ao", "council-ao"], given)
        assert (found["outcome"], found["needed"], found["short_by"]) == (outcome, 2, short), found


def test_the_tally_command_knows_the_charter_and_needs_no_topic():
    problem = {"charter": NAME, "body": "jccc", "rule": "variation", "present": ["ccg-ao", "council-ao"], "votes": {}}
    wrong = problem | {"body": "senate"}
    done = CliRunner().invoke(main, ["tally", "-"], input=f"{json.dumps(problem)}\n{json.dumps(wrong)}\n")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["outcome"], first["eligible"], first["settled"]) == ("not_carried", 2, False)
    assert "its bodies: jccc" in second["error"]
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("where", "field", "value", "message"),
    [
        ("milestones", "due", "2018-02-30", "milestones → start → due: “2018-02-30” is not a day of the calendar"),
        ("milestones", "due", "31 March 2018", "is not a day of the calendar; write it like 2018-03-31"),
        ("milestones", "said", "", "milestones → start → due: it names no time"),
        ("milestones", "clause", " ", "milestones → start → clause: it is empty"),
        (
            "milestones",
            "kind",
            "hope",
            "milestones → start → kind: “hope” is not one of the choices; write start or end",
        ),
        ("milestones", "key", "end", "milestones: “end” is there twice"),
        ("milestones", "title", "", "milestones → start → title: it is empty"),
        ("partners", "party", "friend", "partners → ccg → party: “friend” is not one of the choices"),
        ("partners", "membership", "guest", "write core or associate"),
    ],
)
def test_a_time_or_relation_that_makes_no_sense_is_refused(where: str, field: str, value: str, message: str):
    table = tomllib.loads(TEXT)
    table[where][0][field] = value
    with pytest.raises(CharterError) as caught:
        read(tomli_w.dumps(table).encode(), "ours.toml")
    assert message in str(caught.value)


def test_a_matter_of_the_scope_stands_there_once():
    table = tomllib.loads(TEXT)
    table["scope"].append(table["scope"][0])
    with pytest.raises(CharterError, match=r"scope: “Dermatology \(5.2\)” is there twice"):
        read(tomli_w.dumps(table).encode(), "ours.toml")


def test_further_areas_may_follow_the_six_5_1():
    (areas,) = [provision for provision in DONCASTER.provisions if provision.clause == "5.1, 5.6"]
    assert "further ones are identified" in areas.text and len(DONCASTER.scope) == 7

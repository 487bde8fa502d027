"""Each clause of the four memoranda, one case a rule, body, date, open question and provision: its id names the clause.

docs/rules.md names these cases beside what the program does with the clause.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from boardtui.charter.load import names, shipped
from boardtui.charter.model import Charter
from boardtui.charter.show import show
from boardtui.meeting.planning.forward_plan import forward_plan
from boardtui.meeting.planning.meetings_owed import Sitting
from boardtui.register.rules import overrides
from boardtui.tui.screens.register_memorandum import sections
from tests.charter.clause_tables import BODIES, CHARTERS, DATES, QUESTIONS, RULES, SAYS, lines
from tests.charter.held import ask, register_of


def cases(table: str) -> Iterator[object]:
    """A case a line, called by charter, clause and key."""
    for charter, key, clause, *rest in lines(table):
        yield pytest.param(CHARTERS[charter], key, clause, *rest, id=f"{charter} {clause} {key}")


@pytest.mark.parametrize(("charter", "key", "clause", "how", "out_of", "needed", "defined", "then"), cases(RULES))
def test_a_rule(
    charter: str, key: str, clause: str, how: str, out_of: str, needed: str, defined: str, then: str
) -> None:
    """Exactly met, one short, one objection, and nobody there; and who else has to answer."""
    body, _, name = key.partition("/")
    held = shipped(charter)
    rule = next(rule for rule in held.body(body).rules if rule.key == name)
    topic = (rule.topics or [each.key for each in held.topics] or [None])[0]
    seats = [seat.key for seat in held.body(body).seats]
    voters = seats if rule.unit == "member" else [partner.key for partner in held.partners]

    def counted(voted: dict[str, str], here: list[str]) -> dict[str, object]:
        return ask(charter, body, name, here, voted, topic=topic)

    answer = counted({}, seats)
    assert (rule.clause, f"{rule.method} {rule.unit}", str(answer["base"])) == (clause, how, out_of)
    assert str(answer["needed"] or "-") == needed and ("defined" if rule.defined else "silent") == defined
    asked = rule.ratification
    assert (f"{asked.form} {asked.who} {asked.when.removeprefix('where_')}" if asked else "-") == then
    assert counted({}, [])["outcome"] != "carried"
    who = [key for key in voters if "error" not in counted({key: "for"}, seats)]
    if rule.method == "consensus":
        assert len(who) == int(out_of)
        assert answer["outcome"] == ("carried" if who else "not_carried")
        for one in who[:1]:
            assert counted({one: "against"}, seats)["outcome"] == "not_carried"
            assert counted({one: "abstain"}, seats)["outcome"] == "carried"
        return
    if len(who) < int(needed):  # parties without a seat answer in writing
        assert counted(dict.fromkeys(who, "for"), seats)["outcome"] == "not_carried"
        return
    met, short = who[: int(needed)], who[: int(needed) - 1]
    assert counted(dict.fromkeys(met, "for"), seats)["outcome"] == "carried"
    assert counted({**dict.fromkeys(who, "against"), **dict.fromkeys(short, "for")}, seats)["outcome"] == "not_carried"


@pytest.mark.parametrize(
    ("charter", "key", "clause", "seats", "meetings", "decisions", "per_year", "reports_to"), cases(BODIES)
)
def test_a_body(
    charter: str, key: str, clause: str, seats: str, meetings: str, decisions: str, per_year: str, reports_to: str
) -> None:
    """Its seats, whether its meetings are public and its decisions bind, how often it meets, and to whom it reports."""
    body = shipped(charter).body(key)
    assert (body.clause, len(body.seats)) == (clause, int(seats))
    assert ("public" if body.public else "private", "binds" if body.binds else "advises") == (meetings, decisions)
    assert (body.reports_to or "-", str(body.per_year or "-")) == (reports_to, per_year)
    held = Sitting(datetime.date(2025, 1, 15), key, "m", "M", held=True, public=body.public)
    owed = [line for line in forward_plan([body], [], [held], {}, datetime.date(2026, 7, 1)) if line.kind == "owed"]
    assert any(line.standing in ("late", "missing") for line in owed) is (body.per_year is not None)
    assert bool(owed) is bool(body.per_year or body.frequency)


@pytest.mark.parametrize(("charter", "key", "clause", "kind", "when", "rule"), cases(DATES))
def test_a_date(charter: str, key: str, clause: str, kind: str, when: str, rule: str) -> None:
    """Due on its day and late on the next, once dealt with no longer; without a day it is shown in the clause's words."""
    milestone = next(each for each in shipped(charter).milestones if each.key == key)
    assert (milestone.clause, milestone.kind, milestone.rule or "-") == (clause, kind, rule)
    since = datetime.date(2015, 3, 10)

    def planned(day: datetime.date, reached: dict[str, str] | None = None) -> list[tuple[str, str]]:
        book = [Sitting(since, "body", "m", "M", held=True)]
        lines = forward_plan([], [milestone], book, reached or {}, day)
        assert all(line.clause == clause and line.title == milestone.title for line in lines)
        return [(line.standing, str(line.day)) for line in lines]

    def due_then_late(day: datetime.date, reached: dict[str, str], done: dict[str, str]) -> None:
        assert ("due", str(day)) in planned(day, reached)
        assert ("late", str(day)) in planned(day + datetime.timedelta(days=1), reached)
        assert str(day) not in dict(map(reversed, planned(day, {**reached, **done})))

    if when == "-":
        assert planned(since) == [("undated", "None")] and milestone.said
    elif when == "every 1":
        end = datetime.date(2016, 2, 29)
        due_then_late(end, {}, {f"{key}-2016-02-01": "2016-02-20"})
    elif when.endswith("after it begins"):
        began = {f"{key}-began-1": "2016-02-20"}
        due_then_late(datetime.date(2016, 3, 5), began, {f"{key}-done-1": "2016-03-01"})
    elif "after" in when:
        within, _, after = when.partition(" after ")
        assert milestone.after == after and within in (milestone.within, "yearly")
        done = {f"{key}-2017-02-20" if within == "yearly" else key: "2017-02-01"}
        due_then_late(datetime.date(2017, 2, 20), {after: "2016-02-20"}, done)
    else:
        due_then_late(datetime.date.fromisoformat(when), {}, {key: when})


@pytest.mark.parametrize(("charter", "key", "clause", "partners", "topics"), cases(QUESTIONS))
def test_an_open_question(charter: str, key: str, clause: str, partners: str, topics: str) -> None:
    """Shown as open with its clause; until somebody rules nothing is taken as settled."""
    held = shipped(charter)
    question = next(each for each in held.questions if each.key == key)
    assert question.clause == clause and f"  {clause}: {question.text}" in show(held)
    assert (len(question.partners), len(question.topics)) == (int(partners), int(topics))
    assert overrides(register_of(held)) == ()


def provisions() -> Iterator[object]:
    for short, name in CHARTERS.items():
        for each in shipped(name).provisions:
            yield pytest.param(shipped(name), each.clause, each.key, id=f"{short} {each.clause} {each.key}")


@pytest.mark.parametrize(("charter", "clause", "key"), provisions())
def test_what_is_left_to_people_is_shown(charter: Charter, clause: str, key: str) -> None:
    """In charter show and on the setup's page Memorandum, whole and with its clause; nothing is counted by it."""
    each = next(each for each in charter.provisions if each.key == key)
    assert f"  {clause}: {each.title}: {each.text}" in show(charter)
    shown = dict(fact for _, facts in sections(charter, charter.bodies[0].key) for fact in facts)
    assert shown[f"{clause} {each.title}"] == each.text


@pytest.mark.parametrize(("charter", "clause", "words"), lines(SAYS))
def test_what_limits_a_clause_and_what_is_a_reading_is_said_with_it(charter: str, clause: str, words: str) -> None:
    assert any(words in line and clause in line for line in show(shipped(CHARTERS[charter])))


def test_that_a_group_decides_nothing_is_told_as_the_charters_reading() -> None:
    """No memorandum says so of a group; of the Directors of Finance 7.4.1 says that another body approves."""
    stated = {"finance-directors"}
    bare = [
        (name, body.key)
        for name in names()
        for body in shipped(name).bodies
        for rule in body.rules
        if rule.verb == "recommended" and body.key not in stated
        if "decides nothing by itself, is this charter's reading" not in rule.note
    ]
    assert bare == []


def test_every_rule_body_date_and_question_has_its_line() -> None:
    for name in names():
        charter = shipped(name)
        rules = {f"{body.key}/{rule.key}" for body in charter.bodies for rule in body.rules}
        for table, keys in (
            (RULES, rules),
            (BODIES, {body.key for body in charter.bodies}),
            (DATES, {each.key for each in charter.milestones}),
            (QUESTIONS, {each.key for each in charter.questions}),
        ):
            assert {key for found, key, *_ in lines(table) if CHARTERS[found] == name} == keys

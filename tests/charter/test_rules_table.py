"""docs/rules.md says clause by clause what the program does, and each test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from boardtui.charter.load import names, shipped
from boardtui.charter.model import Charter
from boardtui.charter.rule import Rule
from tests.charter.clause_tables import CHARTERS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "rules.md").read_text("utf-8").split("\n## Clause by clause\n")[1]
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
SHORT = {name: short for short, name in CHARTERS.items()}


def named(charter: Charter) -> set[str]:
    """Every clause that a part of the charter cites."""
    parts = [
        *charter.topics,
        *charter.bodies,
        *charter.stages,
        *charter.questions,
        *charter.milestones,
        *charter.provisions,
    ]
    for body in charter.bodies:
        parts += [*body.seats, *body.rules]
    return {part.clause for part in parts}


def rows(charter: Charter) -> dict[str, list[str]]:
    """The rows of a charter's table by their clause."""
    section = TEXT.split(f"### {charter.title}\n")[1].split("\n### ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return {row[0]: row[1:] for row in cells[2:]}


@pytest.mark.parametrize("name", names())
def test_each_clause_that_a_charter_names_has_its_row_and_no_other_clause_has(name: str) -> None:
    charter = shipped(name)
    assert set(rows(charter)) == named(charter)
    assert all(len(row) == 3 and all(row) for row in rows(charter).values())


def cases_of(charter: Charter) -> dict[str, set[str]]:
    """By clause the cases of test_by_clause.py that hold what the charter has under it."""
    short = SHORT[charter.name]
    found: dict[str, set[str]] = {clause: set() for clause in named(charter)}
    for test, parts in (
        ("test_a_body", [(body.clause, body.key) for body in charter.bodies]),
        ("test_a_rule", [(rule.clause, f"{body.key}/{rule.key}") for body in charter.bodies for rule in body.rules]),
        ("test_a_date", [(date.clause, date.key) for date in charter.milestones]),
        ("test_an_open_question", [(question.clause, question.key) for question in charter.questions]),
        ("test_what_is_left_to_people_is_shown", [(each.clause, each.key) for each in charter.provisions]),
    ):
        for clause, key in parts:
            found[clause].add(f"{test}[{short} {clause} {key}]")
    return found


@pytest.mark.parametrize("name", names())
def test_each_row_names_the_cases_that_hold_it_and_says_what_is_left_to_people(name: str) -> None:
    charter = shipped(name)
    for clause, (_, people, tests) in rows(charter).items():
        cases = set(re.findall(r"`(test_\w+\[[^`]+\])`", tests))
        assert cases >= cases_of(charter)[clause] and "`" in tests, clause
        left = any(case.startswith("test_what_is_left") for case in cases)
        assert ("**left to people**" in people) is left, clause


@pytest.mark.parametrize("name", names())
def test_each_row_says_what_is_not_stated_and_names_a_reading_only_where_there_is_one(name: str) -> None:
    charter, wrong = shipped(name), []
    ruled: dict[str, list[Rule]] = {}
    for body in charter.bodies:
        for rule in body.rules:
            ruled.setdefault(rule.clause, []).append(rule)
    for clause, (_, people, _) in rows(charter).items():
        rules = ruled.get(clause, [])
        silent = any(not rule.defined for rule in rules)
        read = any(rule.readings for rule in rules)
        if ("how it is agreed is not stated" in people) is not silent or ("which reading holds" in people) is not read:
            wrong.append(f"{clause}: silent {silent}, read otherwise {read}: {people}")
    assert not wrong


@pytest.mark.parametrize(("file", "test"), TESTS)
def test_each_test_that_the_table_names_is_there(file: str, test: str) -> None:
    assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)

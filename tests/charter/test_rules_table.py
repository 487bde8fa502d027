"""docs/rules.md says clause by clause what the program does, and each test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from boardtui.charter.load import names, shipped
from boardtui.charter.model import Charter

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "rules.md").read_text("utf-8").split("\n## Clause by clause\n")[1]
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


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


@pytest.mark.parametrize(("file", "test"), TESTS)
def test_each_test_that_the_table_names_is_there(file: str, test: str) -> None:
    assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)

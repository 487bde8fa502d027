"""Every case of the shared file of decision problems, word for word."""

import json
from pathlib import Path

import pytest

from boardtui.charter.model import Charter
from boardtui.meeting.counting.problem import answer

LINES = (Path(__file__).parent.parent / "cases" / "tally.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


def no_charter(name: str) -> Charter:
    raise KeyError(name)


def test_the_file_has_its_cases():
    assert len(CASES) >= 18


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    result = answer(json.dumps(case["problem"]), no_charter)
    assert {key: result.get(key) for key in case["expected"]} == case["expected"]

"""Every clause of a memorandum that numbers its clauses is cited where its charter is shown, and no other number is."""

from __future__ import annotations

import re

import pytest

from boardtui.charter.load import names, shipped
from boardtui.charter.show import show

CLAUSES = {
    "mid-south-essex": "1.1-5 2.1-8 3.1-3 4(1-9) 5.1-21 6.1-33 7.1-12 8.1-10 8.10(1-4) 9.1-12 10.1 11.1-3 12.1-2 13.1-4 "
    "14.1-2 15.1-3 1(1-5)",
    "doncaster": "1.1-5 2.1.1-8 3.1-4 4.1-4 5.1-6 6.1 7.1-4 8.1 9.1 10.1-5 11.1 12.1-2 13.1-2 14.1 15.1-2 16.1",
    "south-yorkshire-bassetlaw": "1.1-19 2.1-7 2.3.1-2 2.6.1-3 2.7.1-2 3.1-3 4.1-8 5.1 6.1-2 7.0.1-6 7.1.1-6 7.2.1-5 7.3.1-3 "
    "7.4.1-4 7.5.1 7.6.1-6 7.7.1-3 7.7.2.1-4 7.8.1-4 7.9.1-2 8.1-13 8.0.1-4 8.0.2.1 8.1.1-8 8.2.1-5 8.3.1-4 8.4.1-2 "
    "8.5.1-4 8.6.1 8.7.1 8.8.1-2 8.9.1-2 8.10.1-7 8.11.1 8.12.1-5 8.13.1 9.1-2 9.1.1-2 9.2.1-3 9.4.1",
}
"""The numbers of each memorandum; a dash stands for those between. Lists are numbered in its part 4, its clause on
issues and its schedule 1."""
HEADINGS = ("Signatories", "Introduction", "Scope", "Longevity", *(f"Commitment {number}" for number in range(1, 9)))
NUMBER = r"(?<![\d.–-])\d+(?:\.\d+)+(?:\(\d\))?|(?<![\w.])\d\(\d\)"
RANGE = re.compile(rf"({NUMBER}) to ({NUMBER}|\(\d\))")


def spelled(text: str) -> set[str]:
    """The numbers that a line such as 1.1-5 8.10(1-4) stands for."""
    found = set()
    for each in text.split():
        stem, first, last, end = re.fullmatch(r"(.*[.(])(\d+)(?:-(\d+))?(\)?)", each).groups()  # type: ignore[union-attr]
        found |= {f"{stem}{number}{end}" for number in range(int(first), int(last or first) + 1)}
    return found


def cited(text: str) -> set[str]:
    """The clauses that a text cites, those between the two ends of a range among them."""
    found = set(re.findall(NUMBER, text))
    for first, last in RANGE.findall(text):
        stem, low, end = re.fullmatch(r"(.*?)(\d+)(\)?)", first).groups()  # type: ignore[union-attr]
        high = int(re.findall(r"\d+", last)[-1])
        found |= {f"{stem}{number}{end}" for number in range(int(low), high + 1)}
    return found


def shown(name: str) -> str:
    """The charter as it is shown, in one text, without the line that says where it comes from and in which version."""
    return "\n".join(show(shipped(name))).replace(f"{shipped(name).source}\n", "")


@pytest.mark.parametrize("name", sorted(CLAUSES))
def test_each_clause_is_cited_itself_or_with_the_clause_that_it_is_part_of(name: str) -> None:
    here = cited(shown(name))
    missing = {
        clause
        for clause in spelled(CLAUSES[name])
        if not any(clause == each or clause.startswith((f"{each}.", f"{each}(")) for each in here)
        and not any(each.startswith((f"{clause}.", f"{clause}(")) for each in here)
    }
    assert missing == set()


@pytest.mark.parametrize("name", sorted(CLAUSES))
def test_no_clause_is_cited_that_the_memorandum_does_not_have(name: str) -> None:
    assert cited(shown(name)) - spelled(CLAUSES[name]) == set()


def test_the_memorandum_that_numbers_no_clause_is_cited_by_each_of_its_headings() -> None:
    text = shown("cambridgeshire-peterborough")
    text += "".join(
        f" Commitment {number}" for many in re.findall(r"Commitments ([\d, and]+)", text) for number in many
    )
    assert [heading for heading in HEADINGS if heading not in text] == []
    assert set(CLAUSES) | {"cambridgeshire-peterborough"} == set(names())


def test_what_is_said_of_meetings_in_public_is_said_or_is_a_silence() -> None:
    for name in names():
        charter = shipped(name)
        if not all(body.public for body in charter.bodies):
            assert "public" in {silence.key for silence in charter.silences}, name

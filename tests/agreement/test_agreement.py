"""What is said of a motion is said alike by minutes, registers, tables, search, open data and the wall, and by the entries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import first
from tests.agreement.adding import wrong_sums
from tests.agreement.books import Telling, random_book
from tests.agreement.comparing import disagreements, left_out
from tests.agreement.lint import faults
from tests.agreement.tellers import told
from tests.public_record.on_desk import template

TOGETHER = 5
"""Books that a test takes one after the other."""
FULL = 23
"""A book with results of every kind."""


Full = tuple[Telling, dict[str, str]]


@pytest.fixture(scope="module")
def full(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Full:
    """That book, and what is told of it."""
    book = random_book(FULL)
    return book, told(book, empty, tmp_path_factory.mktemp("full") / "desk")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template(tmp_path_factory.mktemp("agreement"))


@pytest.mark.parametrize("begin", first(3, range(0, 300, TOGETHER)))
def test_no_paper_contradicts_another_or_the_book(begin: int, empty: Path, tmp_path: Path) -> None:
    """PAPERS.md: all papers say the same."""
    for seed in range(begin, begin + TOGETHER):
        book = random_book(seed)
        texts = told(book, empty, tmp_path / "desk")
        assert not [str(one) for one in disagreements(book, texts)], seed
        assert not list(left_out(book, texts)), seed
        assert not {one for name, text in texts.items() for one in wrong_sums(name, text)}, seed
        assert not {one for name, text in texts.items() if is_prose(name) for one in faults(text)}, seed


def is_prose(name: str) -> bool:
    """Whether it is a paper, and neither data nor a listing in columns."""
    return not re.search(r"json|csv|xlsx|timeline|search|wall|review|year", name)


@pytest.mark.parametrize(
    ("teller", "said", "instead"),
    [
        ("public minutes business", r"by \d+ for", "by 99 for"),
        ("public minutes table", r"(by \d+ for(?:,| and)) \d+ against", r"\1 99 against"),
        ("public minutes table", r"\*\*Carried\.\*\*", "**Not carried.**"),
        ("public decisions", r"\d+ needed", "99 needed"),
        ("decisions.csv", "Not carried", "Carried"),
        ("popolo.json", '"result": "fail"', '"result": "pass"'),
        ("timeline", "= NOT CARRIED", "= CARRIED"),
        ("review", r"(\d)–\d–\d, ", r"\1–9–9, "),
        ("search.txt", " not carried", " carried    "),
        (" wall", "FOR [0-9]", "FOR 99"),
        ("attendance.csv", ",present,", ",apologies,"),
        ("public minutes business", r"\| The meeting opened \|", "| The meeting closed |"),
        ("public minutes table", "Action taken: withdraws from the item", "Action taken: noted; takes part and votes"),
        ("actions.csv", "open", "completed"),
        ("all public actions", "OVERDUE", ""),
        ("public minutes business", r"with [\w ]+ in the chair", "with Mr Else in the chair"),
    ],
)
def test_one_that_says_otherwise_is_found(teller: str, said: str, instead: str, full: Full) -> None:
    book, texts = full
    name = next(name for name, text in texts.items() if teller in name and re.search(said, text))
    texts = {**texts}
    texts[name] = re.sub(said, instead, texts[name], count=1)
    assert list(disagreements(book, texts))


@pytest.mark.parametrize(
    ("teller", "said", "instead"),
    [
        ("public minutes business", r"(Of the \d+ members present,) \d+", r"\1 99"),
        ("public minutes business", r"(\| Needed \|\n.*\n\|) \d+", r"\1 99"),
        ("all public attendance", r"(\| Absent.*\n.*\n.*) \d+ \|\n", r"\1 99 |\n"),
        ("popolo.json", '"value": [1-9]', '"value": 99'),
        (" vote-", r"\| Against \|\n", "| For |\n"),
    ],
)
def test_what_does_not_add_up_is_found(teller: str, said: str, instead: str, full: Full) -> None:
    _, texts = full
    name = next(name for name, text in texts.items() if teller in name and re.search(said, text))
    assert list(wrong_sums(name, re.sub(said, instead, texts[name], count=1)))


def test_a_motion_that_is_left_out_is_found(full: Full) -> None:
    book, texts = full
    assert list(left_out(book, {**texts, "decisions.csv": texts["decisions.csv"].splitlines()[0]}))


@pytest.mark.parametrize(
    "words",
    [
        "None was there of zk12.", "Out of 1 votes cast.", "The board ( met.", "It was agreed..", "The the board met.",
        "1 were away.", "Of 2 member present.", "The Board agreed to that at its last meeting",
    ],
)  # fmt: skip
def test_a_sentence_that_is_not_english_is_found(words: str) -> None:
    assert list(faults(words))

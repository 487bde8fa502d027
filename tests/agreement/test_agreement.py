"""What is said of a matter is said alike by papers, tables, search, open data, screens and the room, and by the entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import first
from tests.agreement.between import matters_and_between
from tests.agreement.books import Telling, random_book
from tests.agreement.comparing import disagreements, left_out
from tests.agreement.judging import wrong
from tests.agreement.lint import faults
from tests.agreement.registers import registers_left_out
from tests.agreement.tellers import desk_of, documents, told, without_books

MANY = (13, 5, 48, 66, *(seed for seed in range(300) if seed not in (13, 5, 48, 66)))
"""Late meetings, minutes approved and interests in the first; private parts and choices in the second; a casting vote; what is
signed, ratified, declared and withheld."""


class Whole(NamedTuple):
    """A book, and all that is told of it."""

    book: Telling
    texts: dict[str, str]


Wholes = Callable[[int], Whole]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Wholes:
    """A book by its number, made once."""
    folder = tmp_path_factory.mktemp("agreement")
    empty = without_books(folder)

    @cache
    def made(seed: int) -> Whole:
        book = random_book(seed)
        return Whole(book, told(book, empty, folder / str(seed)))

    return made


@pytest.mark.parametrize("seed", first(4, MANY))
def test_no_paper_contradicts_another_or_the_book(seed: int, whole: Wholes) -> None:
    """PAPERS.md: all papers say the same."""
    assert not list(wrong(*whole(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [5, 48, 60, 62, 66])
def test_every_format_has_the_words_that_the_markdown_has(seed: int, tmp_path: Path) -> None:
    from tests.agreement.formats import apart  # which takes what sets papers

    with desk_of(random_book(seed), without_books(tmp_path), tmp_path / "desk") as desk:
        found = [words for name, paper in documents(desk) for words in apart(name, paper, ("html", "docx", "pdf"))]
    assert not found


def otherwise(texts: dict[str, str], teller: str, said: str, instead: str) -> dict[str, str]:
    """The texts, but one that says something says something else once."""
    name = next(name for name, text in texts.items() if teller in name and re.search(said, text))
    return {**texts, name: re.sub(said, instead, texts[name], count=1)}


@pytest.mark.parametrize(
    ("seed", "teller", "said", "instead"),
    [
        (13, "public minutes business", r"by \d+ for", "by 99 for"),
        (13, "public minutes table", r"(by \d+ for(?:,| and)) \d+ against", r"\1 99 against"),
        (13, "public minutes table", r"\*\*Carried\.\*\*", "**Not carried.**"),
        (13, "public decisions", r"\d+ needed", "99 needed"),
        (13, "decisions.csv", "Not carried", "Carried"),
        (13, "popolo.json", '"result": "fail"', '"result": "pass"'),
        (13, "timeline", "= NOT CARRIED", "= CARRIED"),
        (13, "review", r"(\d)–\d–\d, ", r"\1–9–9, "),
        (13, "search.txt", " not carried", " carried    "),
        (13, " wall", "FOR [0-9]", "FOR 99"),
        (13, "replay.json", '"against":[0-9]', '"against":99'),
        (13, "replay.json", '(.*)"status":"open","owner"', r'\1"status":"done","owner"'),
        (13, "attendance.csv", ",present,", ",apologies,"),
        (13, "public minutes business", r"\| The meeting opened \|", "| The meeting closed |"),
        (48, "public minutes table", "Action taken: withdraws from the item", "Action taken: noted; takes part and votes"),
        (48, "all public interests", "withdraws from the item", "noted; takes part and votes"),
        (13, "actions.csv", "open", "completed"),
        (13, "all public actions", "OVERDUE", ""),
        (13, "board-feb public agenda", r"by 1 April 2027", "by 2 April 2027"),
        (13, "board-feb public agenda", r"- Write about .*\n", ""),
        (13, "public home", r"\d+ open actions, (\d+) overdue", r"9 open actions, \1 overdue"),
        (13, "home", r"2 sets of minutes", "3 sets of minutes"),
        (13, "public minutes business", r"with [\w ]+ in the chair", "with Mr Else in the chair"),
        (13, "public minutes business", r"\| 10:23 \| Sir Don Thrift left", "| 10:24 | Sir Don Thrift left"),
        (13, "public minutes table", r"The public was readmitted \|", "The meeting resumed |"),
        (48, "public minutes business", r": Quin Heath was chosen", ": Sam Juniper was chosen"),
        (48, "timeline", r"Sam Juniper and Olive Fern were chosen", "Sam Juniper was chosen"),
        (5, "decisions.csv", "Chosen: Pat Gorse", "Chosen: Sam Juniper"),
        (13, "actions screen", "Sir Don Thrift", "Dr Cal Sorrel "),
        (13, "public actions screen", r" 1 Mar\n", r" 2 Mar\n"),
        (13, "actions screen", "✓ completed", "✗ withdrawn"),
        (13, "forward-plan.ics", "DTSTART:20270212", "DTSTART:20270213"),
        (13, "forward plan", "2 of 4 in public", "3 of 4 in public"),
        (13, "board-feb public brief", "21 members of 21", "20 members of 20"),
        (13, "board-feb public sheets", "16 of 21 eligible", "15 of 21 eligible"),
        (13, "notices-pk1", r"(Sent by\*\* \|) letter", r"\1 email"),
        (66, "public ratification-", r"\| ratified, ", "| not ratified, "),
        (66, "public signatures-", "signed, 26 November", "signed, 27 November"),
        (66, "public signatures-", "Does not take effect", "Not yet in effect"),
        (66, "decisions.csv", "Not in effect: the meeting did not ratify it", "Ratified by the meeting"),
        (66, "declarations.csv", "nil return", "interests as in the register"),
        (66, "all public interests", "5 of 8", "6 of 8"),
        (66, "register.csv", "indirect", "financial"),
        (66, "public cards", "Dr Cal Sorrel", "Dr Gus Woad"),
        (66, "mk1 public sheets", "Dr Cal Sorrel, ", "Dr Gus Woad, "),
        (66, "mk1 public withheld", r"\| Has an", "| Had an"),
        (66, "whatif", "16 needed out of those", "17 needed out of those"),
        (66, "issues screen", "Majority of the partners  ", "Independent facilitator   "),
        (66, "public issues screen", "▶ Quarrel", "✓ Quarrel"),
    ],
)  # fmt: skip
def test_one_that_says_otherwise_is_found(seed: int, teller: str, said: str, instead: str, whole: Wholes) -> None:
    book, texts = whole(seed)
    assert list(disagreements(book, otherwise(texts, teller, said, instead)))


@pytest.mark.parametrize(
    ("seed", "teller", "said", "instead", "found"),
    [
        (66, "public minutes business", r"(Of the \d+ members present,) \d+", r"\1 99", "does not add up"),
        (66, "public minutes business", r"Of the \d+ members present", "Of the 99 members present", "99 members present at"),
        (5, "public minutes business", r"(\| Needed \|\n.*\n\|) \d+", r"\1 99", "does not add up"),
        (5, "all public attendance", r"(\| Absent.*\n.*\n.*) \d+ \|\n", r"\1 99 |\n", "does not add up"),
        (66, "popolo.json", '"value": [1-9]', '"value": 99', "does not add up"),
        (5, " vote-", r"\| Against \|\n", "| For |\n", "does not add up"),
        (5, "mk1 public vote-", r"\| Absent \|\n", "| For |\n", "is told to have voted"),
        (5, "public minutes table", r"\b(from|until) \d\d:\d\d \|", r"\1 23:59 |", "in the annex"),
        (66, "replay.json", '"stage":"majority"', '"stage":"place"', "by the entries"),
        (66, "replay.json", r'"present":\["\w+",', '"present":[', "by the entries"),
        (5, "mk0 bar", "PUBLIC EXCLUDED", "IN PUBLIC", "while the public is out"),
        (5, "mk1 bar", r"(IN PUBLIC\t)\d+ of 8 present", r"\g<1>9 of 8 present", "by the entries"),
        (5, "mk0 room", r"\tPrivate\t", "\tNow\t", "while the public is out"),
        (5, "mk0 room", r"attendance\.present=\d+", "attendance.present=99", "99 in the room"),
        (5, "public minutes business", "The meeting ceased to be quorate", "The meeting became quorate", "so before"),
        (5, "year 2026", r"(Dr Cal Sorrel .*) \d+\n", r"\1 99\n", "in the table"),
        (5, "forward-plan.ics", "UID:board-feb", "UID:mk1", "although it was held"),
        (5, "home", "open action", "open  of of action", "a word twice"),
        (5, "public minutes business", r"\d+ November 2026", "2026-11-26", "a day in another form"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_found(seed: int, teller: str, said: str, instead: str, found: str, whole: Wholes) -> None:
    book, texts = whole(seed)
    assert found in " ".join(wrong(book, otherwise(texts, teller, said, instead)))


def test_a_gift_is_read_alike_from_the_table_and_the_register() -> None:
    table = "Name,What,Offered by,Offered on,Accepted,Declared\nDr Cal Sorrel,a tender,A firm,2026-10-05,{},\n"
    paper = "## Gifts and hospitality\n\n| Who | What | Offered by | On | What was done |\n| - | - | - | - | - |\n"
    paper += "| Dr Cal Sorrel | a tender | A firm | 5 October 2026 | accepted |\n"
    told = matters_and_between("all public interests", paper)
    assert told and told == matters_and_between("gifts.csv", table.format("accepted"))
    assert told != matters_and_between("gifts.csv", table.format("declined"))


def test_a_motion_that_is_left_out_is_found(whole: Wholes) -> None:
    book, texts = whole(13)
    assert list(left_out(book, {**texts, "decisions.csv": texts["decisions.csv"].splitlines()[0]}))


@pytest.mark.parametrize(
    ("teller", "line"),
    [
        ("declarations.csv", r".*,nil return\s+"),
        ("Register.xlsx", r"\n.*\tindirect\t.*"),
        ("mk1 public withheld", r"\| 1 .*Mr Eli Umber.*\n"),
        ("all public decisions", r".*Not in effect: the meeting did not.*"),
    ],
)
def test_what_a_register_leaves_out_is_found(teller: str, line: str, whole: Wholes) -> None:
    book, texts = whole(66)
    assert list(registers_left_out(book.lines, otherwise(texts, teller, line, "")))


def test_words_that_only_private_entries_have_are_found_in_public(whole: Wholes) -> None:
    book, texts = whole(5)
    private = next(
        line.entry for line in book.lines if not line.public and getattr(line.entry, "text", "").startswith("To ")
    )
    name = "mk0 public minutes table"
    assert "tells the public of" in " ".join(wrong(book, {**texts, name: f"{texts[name]}\n{private.text}"}))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        "None was there of zk12.", "Out of 1 votes cast.", "The board ( met.", "It was agreed..", "The the board met.",
        "### ", "1 were away.", "Of 2 member present.", "The Board agreed to that at its last meeting",
        "The meeting became quorate (6 members; 1 by proxy (not counted)).",
    ],
)  # fmt: skip
def test_a_sentence_that_is_not_english_is_found(words: str) -> None:
    assert list(faults(words))

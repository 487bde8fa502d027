"""No clause number and no name of a body of any one memorandum stands in the code: they come from the charter."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from boardtui.charter.load import names, shipped
from boardtui.charter.words import table_name
from boardtui.exchange.sheets import agenda, interest_columns, partners
from tests.sources import nodes_of

PACKAGE = Path(__file__).parents[2] / "boardtui"
APART = ("cli/examples/", "charter/memoranda/", "charter/terms/", "register/demo.py")
"""The memoranda themselves, and example data made from one of them."""
CLAUSE = re.compile(r"(?<![\w.])[1-9][0-9]?\.[0-9]{1,2}(?:\.[0-9]+)*(?:\([0-9]\))?(?![\w.%])")
WORDS = ("STRING", "COMMENT", "FSTRING_MIDDLE")
SHEETS = "sheets"  # where the heads that somebody's own sheet may have are understood
RFC = re.compile(r"RFC \d+, [\d.]+")  # a section of a standard of the internet
HOURS = '"1.5 hours"'  # a length of time that a sheet may say


def files() -> list[Path]:
    """The code and its templates."""
    found = [
        path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".html", ".typ", ".md", ".j2", ".tcss", ".toml")
    ]
    return sorted(path for path in found if not path.relative_to(PACKAGE).as_posix().startswith(APART))


@cache
def lines() -> list[tuple[str, str]]:
    return [
        (f"{path.relative_to(PACKAGE).as_posix()}:{number}", text)
        for path in files()
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1)
    ]


def called() -> list[str]:
    """What the bodies of the four are called: their titles in full and their short forms in brackets."""
    titles = [body.title for name in names() for body in shipped(name).bodies]
    short = [found for title in titles for found in re.findall(r"\(([A-Z]{2,})\)", title)]
    return sorted({*(re.sub(r" \([^)]*\)$", "", title) for title in titles), *short})


def test_the_names_looked_for_are_those_of_the_charters() -> None:
    assert {"SLE", "HCE", "JCCC", "STP Board", "Partnership Board", "Care Advisory Group"} <= set(called())


def test_no_body_of_a_memorandum_is_named() -> None:
    name = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, called()))})(?!\w)")
    assert [f"{where}: {text.strip()}" for where, text in lines() if name.search(text)] == []


def code_with(found: Callable[[str], object]) -> list[Path]:
    """The files of code in whose text there is such a thing at all: only these are taken apart."""
    return [path for path in files() if path.suffix == ".py" and found(path.read_text("utf-8"))]


def written(path: Path) -> Iterator[tuple[int, str]]:
    """What stands in the strings and comments of a file of code."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if tokenize.tok_name[token.type] in WORDS:
                yield token.start[0], token.string


def test_no_clause_of_a_memorandum_is_cited() -> None:
    memoranda = PACKAGE / "charter" / "memoranda"
    clauses = {clause for path in memoranda.iterdir() for clause in CLAUSE.findall(path.read_text("utf-8"))}
    assert {"8.10(4)", "8.4", "7.8.1", "13.1"} <= clauses
    cited = [
        f"{path.relative_to(PACKAGE).as_posix()}:{number}: {text.strip()}"
        for path in code_with(lambda code: not clauses.isdisjoint(CLAUSE.findall(code)))
        for number, text in written(path)
        if not {*CLAUSE.findall(RFC.sub("", text))}.isdisjoint(clauses) and text != HOURS
    ]
    assert cited == []


def said(path: Path) -> Iterator[tuple[int, str]]:
    """What stands in the strings of a file of code that are no docstrings: what somebody may be shown."""
    nodes = nodes_of(path)
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_what_a_memorandum_calls_its_table_comes_from_the_charter() -> None:
    tables = {table_name(shipped(name).topics) for name in names()} - {""}
    assert tables == {"Annex 1"}
    (first_word,) = {table.split()[0] for table in tables}  # a string that goes on in the next line is parted behind it
    cited = [
        f"{path.relative_to(PACKAGE).as_posix()}:{number}"
        for path in code_with(lambda code: first_word in code)
        if path.parent.name != SHEETS
        for number, text in said(path)
        if any(table in text for table in tables)
    ]
    templates = [where for where, text in lines() if ".py:" not in where and any(table in text for table in tables)]
    assert (cited, templates) == ([], [])


def test_the_sheets_write_no_memorandums_table_at_the_head_of_a_column() -> None:
    heads = [column.title for kind in (agenda, interest_columns, partners) for column in kind.COLUMNS]
    assert [head for head in heads if "Annex" in head] == []


def test_no_text_hangs_on_which_memorandum_it_is_but_the_default_of_a_command() -> None:
    quoted = [f'"{name}"' for name in names()]
    keyed = [where for where, text in lines() if any(name in text for name in quoted)]
    assert [where for where in keyed if not where.startswith("cli/")] == []


def test_no_heading_of_a_memorandum_is_cited() -> None:
    heading = re.compile(r"Commitments? [1-8]\b|\bLongevity\b|Schedule 1\b")
    assert [where for where, text in lines() if heading.search(text)] == []

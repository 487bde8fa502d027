"""`verify --json`: whatever was done to a book at whatever row is found, named, and numbered, all of it at once."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boardtui.book.chain import Line
from boardtui.book.diagnosis import Finding, diagnose
from boardtui.book.transfer import to_jsonl
from boardtui.book.verify import verify_lines
from boardtui.cli.main import main
from boardtui.desk.new_database import new_database
from tests.book.making import BOOK, a_book, a_line
from tests.book.test_second_verifier import a_real_book

LENGTH = 12
EVERY = range(1, LENGTH + 1)


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return a_book(LENGTH)


def changed(line: Line, **fields: object) -> Line:
    return Line(**{**{name: getattr(line, name) for name in Line.__struct_fields__}, **fields})  # type: ignore[arg-type]


def kinds(found: Iterable[Finding]) -> set[tuple[str, int | None]]:
    return {(one.kind, one.seq) for one in found}


def test_an_untouched_book_has_no_findings(lines: list[Line]) -> None:
    assert diagnose(lines) == []


FIELDS = {
    "entry": (b'{"kind":"x"}', "its text"),
    "nonce": ("0" * 32, "its text or its nonce"),
    "prev": ("1" * 64, "its link to the entry before it"),
    "digest": ("2" * 64, "its digest"),
    "hash": ("3" * 64, "its hash"),
    "by": ("Mallory", "the name of who recorded it"),
    "book": ("other", "the name of its book"),
    "at": ("2026-11-23T09:58:11.000Z", "its date"),
}


@pytest.mark.parametrize("row", EVERY)
@pytest.mark.parametrize("field", FIELDS)
def test_every_edit_at_every_row_is_found_and_the_field_is_named(lines: list[Line], field: str, row: int) -> None:
    value, name = FIELDS[field]
    altered = [*lines]
    altered[row - 1] = changed(lines[row - 1], **{field: value})
    found = diagnose(altered)
    assert ("edited", row) in kinds(found)
    assert {one.kind for one in found} == {"edited"}
    if (field, row) != ("hash", LENGTH):
        assert name in found[0].words, found[0].words


@pytest.mark.parametrize("row", EVERY[:-1])
def test_every_deletion_is_named(lines: list[Line], row: int) -> None:
    assert kinds(diagnose(lines[: row - 1] + lines[row:])) == {("deletion", row)}


@pytest.mark.parametrize("row", EVERY[:-1])
def test_a_deletion_hidden_by_renumbering_is_named_with_the_renumbering(lines: list[Line], row: int) -> None:
    later = [changed(line, seq=line.seq - 1) for line in lines[row:]]
    assert kinds(diagnose([*lines[: row - 1], *later])) == {("deletion", row), ("renumbering", row)}


@pytest.mark.parametrize("row", EVERY)
def test_every_insertion_is_named(lines: list[Line], row: int) -> None:
    """A forged entry, sealed with a hash of its own, and everything after it numbered one higher."""
    forged = a_line(lines[row - 2] if row > 1 else None, text="forged")
    later = [changed(line, seq=line.seq + 1) for line in lines[row - 1 :]]
    named = {seq for kind, seq in kinds(diagnose([*lines[: row - 1], forged, *later])) if kind == "insertion"}
    # Of two last entries, nothing follows from either: no hash can tell which of them came first.
    assert named == {row} if row < LENGTH else named <= {row, row + 1} and named


@pytest.mark.parametrize("row", EVERY)
@pytest.mark.parametrize("other", EVERY)
def test_every_swap_is_named(lines: list[Line], row: int, other: int) -> None:
    if row >= other:
        return
    altered = [*lines]
    altered[row - 1] = changed(lines[other - 1], seq=row)
    altered[other - 1] = changed(lines[row - 1], seq=other)
    assert kinds(diagnose(altered)) == {("swap", row)}


@pytest.mark.parametrize("row", EVERY)
def test_every_renumbering_is_named(lines: list[Line], row: int) -> None:
    altered = [*lines[: row - 1], *lines[row:], changed(lines[row - 1], seq=500)]
    assert ("renumbering", 500) in kinds(diagnose(altered))


@pytest.mark.parametrize("row", EVERY[:-1])
def test_an_entry_replaced_by_one_that_is_whole_in_itself_is_named(lines: list[Line], row: int) -> None:
    forged = a_line(lines[row - 2] if row > 1 else None, text="forged")
    assert kinds(diagnose([*lines[: row - 1], forged, *lines[row:]])) == {("rewrite", row + 1)}


def test_several_things_done_are_several_findings(lines: list[Line]) -> None:
    altered = [*lines[:8], *lines[9:]]
    altered[1] = changed(lines[1], by="Mallory")
    altered[4] = changed(lines[4], entry=b"{}")
    assert kinds(diagnose(altered)) == {("edited", 2), ("edited", 5), ("deletion", 9)}


@pytest.mark.parametrize("seed", range(60))
def test_whatever_the_chain_does_not_bear_out_has_a_finding(lines: list[Line], seed: int) -> None:
    """No alteration that verify finds comes out without a finding."""
    import random

    chance = random.Random(seed)
    altered = [*lines]
    for _ in range(chance.randint(1, 4)):
        row = chance.randrange(len(altered))
        field, (value, _) = chance.choice(list(FIELDS.items()))
        what = chance.choice(["edit", "delete", "copy", "move", "seq"])
        if what == "edit":
            altered[row] = changed(altered[row], **{field: value})
        elif what == "delete" and len(altered) > 2:
            altered.pop(row)
        elif what == "copy":
            altered.insert(row, altered[chance.randrange(len(altered))])
        elif what == "move":
            altered.insert(chance.randrange(len(altered)), altered.pop(row))
        else:
            altered[row] = changed(altered[row], seq=chance.choice([-5, 0, 3, 2**60]))
    if verify_lines(altered).problem is not None:
        assert diagnose(altered)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


def written(path: Path, lines: Iterable[Line]) -> Path:
    path.write_bytes(b"".join(map(to_jsonl, lines)))
    return path


def test_json_has_every_finding_numbered(tmp_path: Path, lines: list[Line]) -> None:
    altered = [*lines[:8], *lines[9:]]
    altered[1] = changed(lines[1], by="Mallory")
    done = run(written(tmp_path / "b.jsonl", altered), "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (told["intact"], told["entries"], told["head"]) == (False, 1, lines[0].hash)
    assert [(one["number"], one["kind"], one["seq"]) for one in told["findings"]] == [
        (1, "edited", 2),
        (2, "deletion", 9),
    ]


def test_an_intact_book_is_json_without_findings(tmp_path: Path) -> None:
    book = a_real_book()
    done = run(written(tmp_path / "b.jsonl", book), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "source": str(tmp_path / "b.jsonl"),
        "intact": True,
        "entries": len(book),
        "head": book[-1].hash,
        "findings": [],
    }


def test_in_words_the_first_line_is_the_first_entry_that_is_wrong_and_all_are_numbered_after_it(
    tmp_path: Path, lines: list[Line]
) -> None:
    altered = [changed(lines[0], by="Mallory"), *lines[1:5], *lines[6:]]
    done = run(written(tmp_path / "b.jsonl", altered))
    first, *numbered = done.stdout.splitlines()
    assert "ALTERED at entry 1" in first
    assert [text[:11] for text in numbered] == ["1. edited: ", "2. deletion"]
    assert done.exit_code == 1


def test_a_file_without_an_entry_is_no_book_and_beside_an_earlier_copy_it_was_cut_short(tmp_path: Path) -> None:
    empty = written(tmp_path / "empty.jsonl", [])
    done = run(empty)
    assert (done.exit_code, done.stdout) == (2, "") and "holds no entry" in done.stderr
    assert run(empty, "--json").exit_code == 2
    kept = written(tmp_path / "kept.jsonl", a_real_book())
    assert run(empty, "--extends", kept).exit_code == 1


def test_a_book_cut_short_or_rewritten_is_found_by_an_earlier_copy(tmp_path: Path) -> None:
    book = a_real_book()
    kept = written(tmp_path / "kept.jsonl", book[:5])
    for name, altered in (("short", book[:4]), ("anew", a_real_book())):
        path = written(tmp_path / f"{name}.jsonl", altered)
        assert run(path, "--json").exit_code == 0
        done = run(path, "--json", "--extends", kept)
        assert (done.exit_code, json.loads(done.stdout)["findings"][0]["kind"]) == (1, "earlier copy")


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END", "trigger named 't'"),
        ("CREATE VIEW v AS SELECT * FROM entries", "view named 'v'"),
        ("CREATE TABLE x (a)", "table named 'x'"),
    ],
)
def test_a_part_that_was_added_to_the_database_is_named(tmp_path: Path, statement: str, name: str) -> None:
    path = tmp_path / "data.db"
    new_database(path, "mid-south-essex")
    other = sqlite3.connect(path)
    other.execute(statement)
    other.execute("CREATE VIEW second AS SELECT 1")
    other.close()
    done = run(BOOK, "--db", path, "--json")
    assert done.exit_code == 2
    words = json.loads(done.stdout)["findings"][0]["words"]
    assert name in words and "view named 'second'" in words


def test_every_row_listed_wrongly_is_found_in_the_database(tmp_path: Path) -> None:
    path = tmp_path / "data.db"
    new_database(path, "mid-south-essex")
    copy = written(tmp_path / "b.jsonl", a_real_book())
    assert CliRunner().invoke(main, ["import", "book", str(copy), "--db", str(path)]).exit_code == 0
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("UPDATE entries SET kind = 'ItemOpened' WHERE seq IN (3, 5)")
    other.close()
    done = run(BOOK, "--db", path, "--json")
    assert [(one["kind"], one["seq"]) for one in json.loads(done.stdout)["findings"]] == [
        ("listing", 3),
        ("listing", 5),
    ]

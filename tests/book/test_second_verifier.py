"""The auditor's verifier, run as an auditor runs it: it shares no code with boardtui and comes to the same verdict."""

import ast
import io
import json
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import CodeType
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from boardtui.book.chain import Line, canonical, seal
from boardtui.book.transfer import write_jsonl
from boardtui.cli.main import main
from tests import build
from tests.book.making import a_book

TOOL = Path(__file__).parents[2] / "docs" / "verify_book.py"
EVERY_CHARACTER = "".join(map(chr, [*range(0x20), 0x22, 0x5C, 0x7F, 0x85, 0x2028, 0xE9, 0x1F600, 0xFFFD]))


def audit(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-I", str(TOOL), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)


@cache
def tool() -> CodeType:
    return compile(TOOL.read_text(encoding="utf-8"), TOOL, "exec")


def verdict(book: Path) -> tuple[object, str]:
    """The status and the words of the verifier, run many times in this process: a start takes longer than all it does."""
    words = io.StringIO()
    with redirect_stdout(words), patch.object(sys, "argv", [str(TOOL), str(book)]), pytest.raises(SystemExit) as ended:
        exec(tool(), {"__name__": "__main__", "__doc__": ""})
    return ended.value.code, words.getvalue()


def boardtui_verify(*arguments: object) -> int:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)]).exit_code


def a_real_book() -> list[Line]:
    """A meeting that folds, so that boardtui has nothing to say but what the chain says."""
    lines: list[Line] = []
    for entry in (build.convened(), *build.arrivals(build.CAPITAL)):
        seq, prev = (lines[-1].seq + 1, lines[-1].hash) if lines else (1, "0" * 64)
        lines.append(seal("partnership-board", seq, "2026-11-23T09:58:12.044Z", "J Smith", prev, canonical(entry)))
    return lines


def write(path: Path, lines: list[Line], withhold: tuple[int, ...] = ()) -> Path:
    with path.open("wb") as file:
        write_jsonl(lines, file, withhold)
    return path


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return a_real_book()


@pytest.fixture
def book(tmp_path: Path, lines: list[Line]) -> Path:
    return write(tmp_path / "book.jsonl", lines)


def test_it_is_short_and_imports_the_standard_library_only() -> None:
    text = TOOL.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    statements = [each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Import | ast.ImportFrom)]
    imported = {each.module if isinstance(each, ast.ImportFrom) else each.names[0].name for each in statements}
    assert imported <= sys.stdlib_module_names


def test_a_book_as_exported_is_intact(book: Path, lines: list[Line]) -> None:
    done = audit(book)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == [f"entries {len(lines)}", f"head {lines[-1].hash}"]
    assert boardtui_verify(book) == 0


def test_a_public_copy_is_intact_and_its_withheld_lines_are_counted(tmp_path: Path, lines: list[Line]) -> None:
    public = write(tmp_path / "public.jsonl", lines, (2, 5))
    done = audit(public)
    assert done.returncode == boardtui_verify(public) == 0
    assert "2 entries withheld" in done.stdout


def test_every_character_has_the_one_canonical_form(tmp_path: Path) -> None:
    entry = {"kind": "NoteTaken", EVERY_CHARACTER: EVERY_CHARACTER, "\U00010000": 1, "\uffff": 2, "n": [None, True, -7]}
    done = audit(
        write(tmp_path / "b.jsonl", [seal("b", 1, "2026-11-23T09:58:12.044Z", "x", "0" * 64, canonical(entry))])
    )
    assert done.returncode == 0, done.stdout


Rows = list[dict[str, object]]


def _edit(field: str, value: object) -> Callable[[Rows, int], None]:
    return lambda rows, row: rows[row].update({field: value})


def _resealed(**head: object) -> Callable[[Rows, int], None]:
    """A head changed, with this hash and all after it made anew: nothing but the head itself tells."""

    def change(rows: Rows, row: int) -> None:
        rows[row].update(head)
        for here, line in enumerate(rows[row:], row):
            line["prev"] = rows[here - 1]["hash"] if here else "0" * 64
            fields = [str(line[name]) for name in ("book", "seq", "at", "by", "prev", "digest")]
            line["hash"] = sha256("\n".join(fields).encode()).hexdigest()

    return change


def _swap(rows: Rows, row: int) -> None:
    other = (row + 1) % len(rows)
    rows[row], rows[other] = rows[other], rows[row]


TAMPERING: dict[str, Callable[[Rows, int], object]] = {
    "text edited": lambda rows, row: rows[row]["entry"].update(kind="NoteTaken"),  # type: ignore[attr-defined]
    "recorded by another": _edit("by", "Mallory"),
    "by is two lines": _edit("by", "J\nSmith"),
    "by is white space": _resealed(by=" \u2003"),
    "by is empty": _edit("by", " "),
    "dated earlier": _edit("at", "2026-11-22T09:58:12.044Z"),
    "date that is none": _edit("at", "2026-02-30T09:58:12.044Z"),
    "date with a short second": _edit("at", "2026-11-23T09:58:1.0444Z"),
    "another book": _edit("book", "other"),
    "prev": _edit("prev", "f" * 64),
    "digest": _edit("digest", "f" * 64),
    "hash": _edit("hash", "f" * 64),
    "nonce": _edit("nonce", "f" * 32),
    "nonce in capitals": lambda rows, row: rows[row].update(nonce=str(rows[row]["nonce"]).upper() + "A"),
    "half withheld, no nonce": lambda rows, row: rows[row].pop("nonce"),
    "half withheld, no entry": lambda rows, row: rows[row].pop("entry"),
    "renumbered": _edit("seq", 999),
    "swapped": _swap,
    "deleted": lambda rows, row: rows.pop(row) if row < len(rows) - 1 else rows.pop(0),
    "inserted": lambda rows, row: rows.insert(row, dict(rows[row])),
}
UNREADABLE: dict[str, Callable[[list[str], int], None]] = {
    "a field too many": lambda text, row: text.__setitem__(row, text[row].replace("{", '{"x":1,', 1)),
    "a name twice": lambda text, row: text.__setitem__(row, text[row].replace('"entry":{', '"entry":{"kind":"x",', 1)),
    "a float": lambda text, row: text.__setitem__(row, text[row].replace('"entry":{', '"entry":{"x":1.5,', 1)),
    "not a number": lambda text, row: text.__setitem__(row, text[row].replace('"entry":{', '"entry":{"x":NaN,', 1)),
    "too large": lambda text, row: text.__setitem__(row, text[row].replace('"entry":{', f'"entry":{{"x":{2**53},', 1)),
    "too deep": lambda text, row: text.__setitem__(
        row, text[row].replace('"entry":{', f'"entry":{{"x":{"[" * 5000}{"]" * 5000},', 1)
    ),
    "half a character": lambda text, row: text.__setitem__(
        row, text[row].replace('"entry":{', '"entry":{"x":"\\ud800",', 1)
    ),
    "half a character in the head": lambda text, row: text.__setitem__(
        row, text[row].replace('"by":"', '"by":"\\ud800', 1)
    ),
    "a number as text": lambda text, row: text.__setitem__(row, text[row].replace('"seq":', '"seq":"0","x":', 1)),
    "true for a number": lambda text, row: text.__setitem__(
        row, text[row].replace(f'"seq":{row + 1},', '"seq":true,', 1)
    ),
    "an empty line": lambda text, row: text.insert(row, ""),
    "Windows": lambda text, row: text.__setitem__(row, text[row] + "\r"),
    "not JSON": lambda text, row: text.__setitem__(row, text[row][:-2]),
    "a list": lambda text, row: text.__setitem__(row, "[]"),
}


@pytest.mark.parametrize("what", TAMPERING)
@pytest.mark.parametrize("row", [0, 3, 7])
def test_what_was_tampered_with_is_found_and_named(tmp_path: Path, lines: list[Line], what: str, row: int) -> None:
    rows = [
        json.loads(text) for text in write(tmp_path / "book.jsonl", lines[:8]).read_text(encoding="utf-8").splitlines()
    ]
    TAMPERING[what](rows, row)
    altered = tmp_path / "altered.jsonl"
    altered.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8", newline="\n")
    status, words = verdict(altered)
    assert (status, boardtui_verify(altered)) == (1, 1), words
    assert words.startswith("1. Line ")


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_is_no_book_cannot_be_read(tmp_path: Path, lines: list[Line], what: str) -> None:
    text = write(tmp_path / "book.jsonl", lines[:6]).read_text(encoding="utf-8").splitlines()
    UNREADABLE[what](text, 2)
    altered = tmp_path / "altered.jsonl"
    altered.write_bytes("".join(line + "\n" for line in text).encode())
    done = audit(altered)
    assert (done.returncode, boardtui_verify(altered)) == (2, 2), done.stdout
    assert "line" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("seed", range(12))
def test_damage_at_random_gets_the_same_verdict_from_both(tmp_path: Path, lines: list[Line], seed: int) -> None:
    """Bytes exchanged at random. Of an altered line and an unreadable one after it, boardtui tells the first only."""
    chance = random.Random(seed)
    raw = bytearray(write(tmp_path / "book.jsonl", lines[:6]).read_bytes())
    for _ in range(chance.choice([1, 1, 3])):
        raw[chance.randrange(len(raw))] = chance.choice(b'0af"}{,\\ \n9x')
    altered = tmp_path / "altered.jsonl"
    altered.write_bytes(raw)
    assert bool(verdict(altered)[0]) == bool(boardtui_verify(altered))


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    done = audit(tmp_path / "none.jsonl")
    assert done.returncode == 2
    assert done.stderr.startswith("Cannot be read:") and "Traceback" not in done.stderr


def test_a_name_with_terminal_codes_is_shown_harmlessly(tmp_path: Path) -> None:
    bad = write(tmp_path / "b.jsonl", [seal("b\x1b[2J", 2, "2026-11-23T09:58:12.044Z", "x", "0" * 64, b"{}")])
    done = audit(bad)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr


def test_an_earlier_copy_shows_a_book_cut_short_and_a_book_rewritten(tmp_path: Path, lines: list[Line]) -> None:
    kept = write(tmp_path / "kept.jsonl", lines[:5], (2,))
    whole = write(tmp_path / "whole.jsonl", lines)
    short = write(tmp_path / "short.jsonl", lines[:3])
    anew = write(tmp_path / "anew.jsonl", a_real_book())
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_bytes(kept.read_bytes().replace(b"J Smith", b"Mallory"))
    nothing = tmp_path / "nothing.jsonl"
    nothing.write_text("", encoding="utf-8")
    verdicts = {kept: 0, damaged: 1, nothing: 1, tmp_path / "none.jsonl": 2}
    for old, status in verdicts.items():
        assert (audit(whole, "--extends", old).returncode, boardtui_verify(whole, "--extends", old)) == (status, status)
    for book in (short, anew):
        done = audit(book, "--extends", kept)
        assert done.returncode == boardtui_verify(book, "--extends", kept) == 1
        assert "cut short or rewritten" in done.stdout


def test_the_figures_in_the_minutes_show_a_book_cut_short_and_a_book_rewritten(
    tmp_path: Path, lines: list[Line]
) -> None:
    """Alone, a chain shows neither: the second and third book are intact until the minutes are held against them."""
    printed = ("--head", lines[4].hash, "--entries", 5)
    assert audit(write(tmp_path / "whole.jsonl", lines), *printed).returncode == 0
    for name, book in (("short", lines[:3]), ("anew", a_real_book())):
        path = write(tmp_path / f"{name}.jsonl", book)
        assert audit(path).returncode == 0
        assert audit(path, *printed).returncode == 1
    assert audit(path, "--entries", 5).returncode == 2


def test_a_longer_book_is_intact_too(tmp_path: Path) -> None:
    assert audit(write(tmp_path / "long.jsonl", a_book(999))).returncode == 0

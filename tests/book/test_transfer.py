"""Transfer: JSON Lines as the contract writes them, and files that nobody vouches for."""

import io
import json
from pathlib import Path

import msgspec
import pytest

from boardtui.book.chain import Line, seal
from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.book.transfer import (
    MAX_LINE,
    atomic_file,
    extends,
    import_lines,
    read_jsonl,
    to_jsonl,
    verify_lines,
    verify_store,
    write_jsonl,
)
from tests.book.making import BOOK, a_book, a_line, record
from tests.files import for_owner_only


def written(lines: list[Line], withhold: object = ()) -> bytes:
    file = io.BytesIO()
    assert write_jsonl(lines, file, withhold) == len(lines)  # type: ignore[arg-type]
    return file.getvalue()


def read(path: Path, content: bytes) -> list[Line]:
    path.write_bytes(content)
    return list(read_jsonl(path))


def test_a_line_is_written_as_the_contract_shows_it() -> None:
    line = seal("pb", 1, "2026-11-23T09:58:12.044Z", "J Smith", "0" * 64, b'{"kind":"MeetingOpened"}', "ab" * 16)
    assert written([line]) == (
        '{"book":"pb","seq":1,"at":"2026-11-23T09:58:12.044Z","by":"J Smith","prev":"' + "0" * 64
        + f'","digest":"{line.digest}","hash":"{line.hash}","nonce":"' + "ab" * 16
        + '","entry":{"kind":"MeetingOpened"}}\n'
    ).encode()  # fmt: skip


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    lines = a_book()
    assert read(tmp_path / "a.jsonl", written(lines)) == lines


def test_a_public_copy_still_verifies_and_holds_nothing_that_was_withheld(tmp_path: Path) -> None:
    lines = a_book(3)
    lines.append(a_line(lines[-1], text="canary"))
    for withhold in ({4}, lambda seq: seq == 4):
        content = written(lines, withhold)
        assert b"canary" not in content
        assert (lines[3].nonce or "").encode() not in content
        assert list(json.loads(content.splitlines()[3])) == ["book", "seq", "at", "by", "prev", "digest", "hash"]
        public = read(tmp_path / "public.jsonl", content)
        assert verify_lines(public) == (4, lines[-1].hash, None, None)
        assert written(public) == content


def test_another_writing_of_the_same_line_is_read_as_the_same_entry(tmp_path: Path) -> None:
    lines = a_book(3)
    loose = "".join(json.dumps(dict(reversed(json.loads(text).items()))) + "\n" for text in written(lines).splitlines())
    assert read(tmp_path / "a.jsonl", loose.encode()) == lines


def test_a_missing_last_line_feed_and_blank_lines_at_the_end_do_no_harm(tmp_path: Path) -> None:
    lines = a_book(3)
    assert read(tmp_path / "a.jsonl", written(lines)[:-1]) == lines
    assert read(tmp_path / "a.jsonl", written(lines) + b"\n\n") == lines


GOOD = to_jsonl(a_line())
HOSTILE = {
    "not json": b"Minutes\n",
    "blank line between": b"\n" + GOOD,
    "byte order mark": b"\xef\xbb\xbf" + GOOD,
    "windows line ends": GOOD[:-1] + b"\r\n",
    "not utf-8": GOOD.replace(b"J Smith", b"J \xff Smith"),
    "surrogate": GOOD.replace(b"J Smith", b"J \\ud800 Smith"),
    "surrogate in entry": GOOD.replace(b"entry 1", b"\\ud800 x"),
    "nan": GOOD.replace(b'"entry 1"', b"NaN"),
    "infinity": GOOD.replace(b'"entry 1"', b"-Infinity"),
    "float": GOOD.replace(b'"entry 1"', b"1.0"),
    "exponent": GOOD.replace(b'"entry 1"', b"1e2"),
    "huge number": GOOD.replace(b'"entry 1"', b"9" * 5000),
    "number beyond exactness": GOOD.replace(b'"entry 1"', b"9007199254740993"),
    "deep": GOOD.replace(b'"entry 1"', b"[" * 100_000 + b"]" * 100_000),
    "rather deep": GOOD.replace(b'"entry 1"', b"[" * 70 + b"]" * 70),
    "key twice in entry": GOOD.replace(b'"text":"entry 1"', b'"text":"entry 1","text":"entry 1"'),
    "key twice in head": GOOD.replace(b'"seq":1', b'"seq":9,"seq":1'),
    "entry twice": GOOD.replace(b'"entry":', b'"entry":{"kind":"Other"},"entry":'),
    "unknown field": GOOD.replace(b'"seq":1', b'"seq":1,"extra":1'),
    "missing field": GOOD.replace(b'"seq":1,', b""),
    "number as text": GOOD.replace(b'"seq":1', b'"seq":"1"'),
    "number as truth": GOOD.replace(b'"seq":1', b'"seq":true'),
    "number as float": GOOD.replace(b'"seq":1', b'"seq":1.0'),
    "nonce null": GOOD[: GOOD.index(b'"nonce":')] + b'"nonce":null,"entry":{}}\n',
    "entry null": GOOD[: GOOD.index(b'"entry":')] + b'"entry":null}\n',
    "entry a list": GOOD[: GOOD.index(b'"entry":')] + b'"entry":[]}\n',
    "a list": b"[" + GOOD[:-1] + b"]\n",
    "two in one line": GOOD[:-1] + GOOD,
    "cut off": GOOD[:-20],
    "nul bytes": b"\0" * 100 + b"\n",
    "long line": GOOD.replace(b"entry 1", b"x" * MAX_LINE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_refused_by_file_and_line_number(tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.jsonl"
    assert HOSTILE[name] != GOOD
    number = 2
    with pytest.raises(BookError, match=rf"hostile\.jsonl: line {number} ") as caught:
        read(path, GOOD + HOSTILE[name])
    assert len(str(caught.value)) < 400


def test_a_database_in_place_of_an_exported_book_is_told_how_to_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Store.create(path).close()
    with pytest.raises(BookError, match=r"a\.db is a database, not an exported book\. .* with --db .*a\.db"):
        list(read_jsonl(path))


def test_a_file_may_be_limited_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD * 3)
    with pytest.raises(BookError, match=r"line 3 .*longer than"):
        list(read_jsonl(path, max_total=len(GOOD) * 2))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"nothing\.jsonl could not be read"):
        list(read_jsonl(tmp_path / "nothing.jsonl"))
    with pytest.raises(BookError, match="could not be read"):
        list(read_jsonl(tmp_path))


def test_a_whole_book_is_imported(tmp_path: Path) -> None:
    lines = a_book()
    with Store.create(tmp_path / "a.db") as store:
        assert import_lines(store, iter(lines), BOOK) == 12
        assert list(store.lines(BOOK)) == lines
        assert [start.seq for start in store.segments(BOOK)] == [2, 7, 12]
        assert verify_store(store, BOOK) == (12, lines[-1].hash, None, None)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: [*lines[:6], *lines[7:]], "Entry 7 is missing"),
        (lambda lines: [*lines[:6], msgspec.structs.replace(lines[6], entry=b'{"kind":"X"}'), *lines[7:]], "changed"),
        (lambda lines: [*lines[:6], msgspec.structs.replace(lines[6], nonce=None, entry=None)], "public copy"),
        (lambda lines: [*lines, a_line(lines[-1], book="sle")], "belongs to the book"),
        (lambda lines: [*lines, seal(BOOK, 13, lines[-1].at, "J", lines[-1].hash, b'{"b":1,"a":1}')], "of what kind"),
        (lambda lines: [*lines, seal(BOOK, 13, lines[-1].at, "J", lines[-1].hash, b'{"kind": "X"}')], "canonical"),
    ],
)
def test_a_book_that_is_not_whole_is_not_imported_at_all(tmp_path: Path, change: object, says: str) -> None:
    with Store.create(tmp_path / "a.db") as store:
        with pytest.raises(BookError, match=says):
            import_lines(store, change(a_book()), BOOK)  # type: ignore[operator]
        assert store.books() == []


@pytest.mark.parametrize("name", ["Partnership Board", "../../etc/board", "-board", "b" * 65, "Bö"])
def test_a_book_is_imported_only_under_a_name_that_can_stand_in_a_file_name(tmp_path: Path, name: str) -> None:
    with Store.create(tmp_path / "a.db") as store:
        with pytest.raises(BookError, match="cannot be named") as refused:
            import_lines(store, a_book(book=name))
        assert repr(name)[1:40] in str(refused.value)
        assert store.books() == []


def test_nothing_is_imported_over_a_book_that_is_there(tmp_path: Path) -> None:
    lines = a_book()
    with Store.create(tmp_path / "a.db") as store:
        record(store, *lines[:2])
        with pytest.raises(BookError, match="already"):
            import_lines(store, lines[2:])
        assert store.head(BOOK) == (2, lines[1].hash, lines[1].at)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"before")
    with pytest.raises(RuntimeError), atomic_file(path) as file:
        file.write(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"before"
    with atomic_file(path) as file:
        file.write(b"after")
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]
    assert for_owner_only(path)


def test_a_file_that_word_has_open_on_windows_is_said_to_be_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        error = PermissionError(13, "Access is denied")
        error.winerror = 5
        raise error

    monkeypatch.setattr(Path, "replace", held)
    held_open = pytest.raises(BookError, match="was not written, because another program has it open")
    with held_open, atomic_file(tmp_path / "minutes.docx") as file:
        file.write(b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="was not written"), atomic_file(tmp_path / "nowhere" / "a.jsonl"):
        pass


def test_an_earlier_copy_is_a_beginning_of_the_book() -> None:
    lines = a_book()
    public = [msgspec.structs.replace(line, nonce=None, entry=None) for line in lines]
    assert extends(lines, lines[:5]) is None
    assert extends(lines, lines) is None
    assert extends(lines, public[:5]) is None
    assert extends(public, lines[:5]) is None


def test_an_empty_or_broken_copy_proves_nothing() -> None:
    lines = a_book()
    assert "holds no entries" in str(extends(lines, []))
    assert "Entry 1 is missing" in str(extends(lines, lines[1:4]))


def test_a_book_cut_short_or_rewritten_is_found_only_by_an_earlier_copy() -> None:
    lines = a_book()
    cut, rewritten = lines[:8], a_book()
    assert verify_lines(cut).problem is None
    assert "entry 9" in str(extends(cut, lines[:9]))
    assert verify_lines(rewritten).problem is None
    assert "Entry 1 is not" in str(extends(rewritten, lines))
    late = [*lines[:6], a_line(lines[5], text="another")]
    assert verify_lines(late).problem is None
    assert "Entry 7 is not" in str(extends(late, lines))

"""The chain: the bytes, digests and hashes of the contract, recomputed here from its text alone."""

import hashlib
import json

import msgspec
import pytest
from hypothesis import example, given, settings, strategies as st

from boardtui.book import chain
from boardtui.book.chain import (
    GENESIS,
    Line,
    canonical,
    check_canonical,
    check_link,
    digest,
    kind_of,
    link_hash,
    linked,
    seal,
)
from tests import random_examples
from tests.book.making import a_book, a_line, stamp

AT = "2026-11-23T09:58:12.044Z"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF), max_size=6)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
DATA = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
ENTRIES = st.dictionaries(KEYS, DATA, max_size=5)


class Arrival(msgspec.Struct, frozen=True, tag_field="kind", tag="MemberArrived"):
    mode: str
    deputy: str | None = None


@given(ENTRIES)
@settings(max_examples=random_examples(40, 1000))
def test_canonical_bytes_are_json_with_sorted_keys_and_no_space(entry: dict[str, object]) -> None:
    expected = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert canonical(entry) == expected
    assert json.loads(expected) == entry
    assert check_canonical(expected) is None


@given(ENTRIES)
@settings(max_examples=random_examples(40, 1000))
def test_the_order_in_which_keys_were_given_changes_nothing(entry: dict[str, object]) -> None:
    assert canonical(dict(reversed(entry.items()))) == canonical(entry)


def test_an_entry_of_the_vocabulary_is_written_with_its_kind() -> None:
    assert canonical(Arrival("remote")) == b'{"deputy":null,"kind":"MemberArrived","mode":"remote"}'


def test_control_characters_are_escaped_as_rfc_8785_says() -> None:
    text = "".join(map(chr, range(32))) + '\x7f"\\/é\u2028'
    short = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}
    escaped = "".join(short.get(code, f"\\u{code:04x}") for code in range(32)) + '\x7f\\"\\\\/é\u2028'
    assert canonical({"t": text}) == f'{{"t":"{escaped}"}}'.encode()


def test_keys_are_sorted_by_utf_16_units_as_rfc_8785_says() -> None:
    assert canonical([{"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3}]) == '[{"€":3,"😀":2,"\ufb33":1}]'.encode()


@pytest.mark.parametrize(
    ("thing", "why"),
    [
        ({"a": 1.0}, "whole numbers"),
        ([{"a": [float("nan")]}], "whole numbers"),
        ({"a": "\ud800"}, "half a character"),
        ({"\ud800": 1}, "half a character"),
        ({"a": {1: 2}}, "not text"),
        ({"a": 2**53}, "too large"),
        ({"a": object()}, "cannot hold"),
        (json.loads("[" * 65 + "]" * 65), "levels deep"),
    ],
)
def test_what_a_book_cannot_hold_is_refused_with_the_cause(thing: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        canonical(thing)


def test_data_too_deep_to_walk_is_refused() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError, match="cannot hold"):
        canonical(deep)


def test_a_refused_value_is_found_behind_a_key_that_needs_another_order() -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        canonical([{"\U0001f600": 1}, 1.5])


@pytest.mark.parametrize(
    "entry",
    [b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":"\\u00e9"}', b'{"a":1.0}', b'{"a":-0}', b'{"a":1}\n'],
)
def test_any_other_writing_of_an_entry_is_not_canonical(entry: bytes) -> None:
    assert check_canonical(entry) is not None


@pytest.mark.parametrize("entry", [b"", b"[]", b"null", b"{", b'{"a":"\xff"}', b"[" * 10_000, b'{"a":"\\ud800x"}'])
def test_what_is_not_an_object_in_utf_8_is_not_canonical(entry: bytes) -> None:
    assert check_canonical(entry) is not None


def test_digest_and_hash_are_those_of_the_contract() -> None:
    nonce, entry = "0123456789abcdef" * 2, '{"kind":"NoteTaken","text":"é"}'.encode()
    expected = hashlib.sha256(nonce.encode() + b"\n" + entry).hexdigest()
    head = "\n".join(["pb", "7", AT, "Zoë", GENESIS, expected])
    line = seal("pb", 7, AT, "Zoë", GENESIS, entry, nonce)
    assert (digest(nonce, entry), line.digest) == (expected, expected)
    assert line.hash == hashlib.sha256(head.encode()).hexdigest()
    assert link_hash("pb", 7, AT, "Zoë", GENESIS, expected) == line.hash


def test_a_nonce_is_drawn_anew_for_each_entry() -> None:
    nonces = {seal("pb", 1, AT, "A", GENESIS, b"{}").nonce for _ in range(50)}
    assert len(nonces) == 50
    assert all(len(nonce or "") == 32 for nonce in nonces)


@pytest.mark.parametrize(
    "ending", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
@pytest.mark.parametrize("shape", ["a{}b", "a{}", "{}a"])
def test_a_name_in_the_head_may_not_break_the_line(shape: str, ending: str) -> None:
    name = shape.format(ending)
    with pytest.raises(ValueError, match="line break"):
        seal("pb", 1, AT, name, GENESIS, b"{}")
    with pytest.raises(ValueError, match="line break"):
        seal(name, 1, AT, "J Smith", GENESIS, b"{}")
    forged = Line("pb", 1, AT, name, GENESIS, digest("0" * 32, b"{}"), "", "0" * 32, b"{}")
    forged = msgspec.structs.replace(forged, hash=link_hash("pb", 1, AT, name, GENESIS, forged.digest))
    assert "line break" in str(check_link(forged, None))


@pytest.mark.parametrize("name", ["", "  "])
def test_somebody_must_have_recorded_an_entry(name: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        seal("pb", 1, AT, name, GENESIS, b"{}")


@pytest.mark.parametrize(
    "at",
    [
        "",
        "2026-11-23T09:58:12Z",
        "2026-11-23 09:58:12.044Z",
        "2026-11-23T09:58:12.044+00:00",
        "2026-02-30T09:58:12.044Z",
        "2026-11-23T09:58:12.0440Z",
        "2026-11-23T24:58:12.044Z",
        "\uff12026-11-23T09:58:12.044Z",
        "2026-11-23T09:58:12.044Z\n",
    ],
)
def test_time_has_one_form(at: str) -> None:
    with pytest.raises(ValueError, match="not written as"):
        seal("pb", 1, at, "J Smith", GENESIS, b"{}")
    assert "not written as" in str(check_link(Line("pb", 1, at, "A", GENESIS, "", "", "0" * 32, b"{}"), None))


def test_every_line_of_a_proper_book_links_to_the_one_before() -> None:
    lines = a_book()
    assert [check_link(line, before) for line, before in zip(lines, [None, *lines], strict=False)] == [None] * 12


def test_time_never_goes_backwards() -> None:
    first = seal("pb", 1, "2026-11-23T10:00:00.000Z", "A", GENESIS, b"{}")
    same = seal("pb", 2, "2026-11-23T10:00:00.000Z", "A", first.hash, b"{}")
    earlier = seal("pb", 2, "2026-11-23T09:59:59.999Z", "A", first.hash, b"{}")
    assert check_link(same, first) is None
    assert "earlier than the entry before" in str(check_link(earlier, first))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"entry": b'{"kind":"Other"}'}, "text of entry 2"),
        ({"nonce": "f" * 32}, "text of entry 2"),
        ({"nonce": "F" * 32}, "not 32 digits"),
        ({"nonce": None}, "half withheld"),
        ({"entry": None}, "half withheld"),
        ({"digest": "f" * 64}, "text of entry 2"),
        ({"hash": "f" * 64}, "fingerprint of entry 2"),
        ({"prev": "f" * 64}, "does not follow from entry 1"),
        ({"by": "Mallory"}, "name, place"),
        ({"at": "2026-11-24T09:58:12.044Z"}, "date, name"),
        ({"at": "2020-11-24T09:58:12.044Z"}, "earlier"),
        ({"book": "other"}, "another book"),
        ({"seq": 3}, "Entry 2 is missing"),
        ({"seq": 1}, "stands where entry 2 should be"),
        ({"nonce": None, "entry": None, "digest": "short"}, "digest of entry 2"),
    ],
)
def test_a_changed_field_is_named(change: dict[str, object], named: str) -> None:
    first = a_line()
    assert named in str(check_link(msgspec.structs.replace(a_line(first), **change), first))


def test_a_withheld_line_still_links() -> None:
    first = a_line()
    assert check_link(msgspec.structs.replace(a_line(first), nonce=None, entry=None), first) is None


def test_a_book_begins_with_entry_1_and_64_zeros() -> None:
    first = a_line()
    assert "the beginning" in str(check_link(msgspec.structs.replace(first, prev="f" * 64), None))
    assert "Entry 1 is missing" in str(check_link(a_line(first), None))


def test_the_kind_is_read_from_the_entry() -> None:
    assert kind_of(b'{"kind":"NoteTaken","text":""}') == "NoteTaken"
    with pytest.raises(ValueError, match="of what kind"):
        kind_of(b'{"text":"x"}')


@pytest.mark.parametrize("field", ["book", "seq", "at", "by", "prev", "digest", "hash", "nonce", "entry"])
def test_what_is_changed_in_a_line_is_found_where_many_are_read(field: str) -> None:
    """With the sentence that says what is wrong with the line alone."""
    first = chain.seal("board", 1, "2026-11-23T09:58:12.044Z", "J Smith", chain.GENESIS, b'{"kind":"MeetingOpened"}')
    for at in ("2026-11-23T09:58:12.044Z", "2026-11-23T23:59:59.999Z", "2026-11-24T00:00:00.000Z"):
        line = chain.seal("board", 2, at, "J Smith", first.hash, b'{"kind":"MeetingResumed"}')
        assert linked([first, line], None) == ([first, line], None)
        wrong: dict[str, object] = {"seq": 3, "entry": b"{}", "at": "2026-11-23T24:00:00.000Z", "nonce": "g" * 32}
        changed = msgspec.structs.replace(line, **{field: wrong.get(field, "0" * 64)})
        problem = check_link(changed, first)
        assert problem and linked([first, changed], None) == ([first], problem)


def test_a_time_that_lost_its_last_letter_to_the_nonce_is_found_by_both_readings() -> None:
    """Hashes that fit do not make up for it: time and nonce are looked at apart."""
    first = chain.seal("sle", 1, "2026-11-23T09:58:12.044Z", "J Smith", chain.GENESIS, b"{}", "0" * 32)
    at, nonce = "2026-11-23T09:58:12.045", "Z" + "0" * 32
    sealed = chain.digest(nonce, b"{}")
    line = chain.Line(
        "sle", 2, at, "J Smith", first.hash, sealed,
        chain.link_hash("sle", 2, at, "J Smith", first.hash, sealed), nonce, b"{}",
    )  # fmt: skip
    problem = check_link(line, first)
    assert problem and linked([first, line], None) == ([first], problem)


def test_lines_that_follow_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever recorded them, and from the first line of a book as from any other."""
    lines = a_book(3)
    lines.append(seal(lines[0].book, 4, stamp(4), "A Khan", lines[-1].hash, b'{"kind":"MeetingOpened"}'))
    monkeypatch.setattr(chain, "check_link", None)
    for first in range(4):
        assert linked(lines[first:], lines[first - 1] if first else None) == (lines[first:], None)
    assert linked([], lines[-1]) == ([], None)


NONCE = "0" * 32
TWO_TIMES = f"{stamp(2)}\n{NONCE}\n{stamp(2)}"  # with a nonce it is written as two lines' times and nonces are
TWO_NONCES = f"{NONCE}\n{stamp(2)}\n{NONCE}"
HEADS = {
    "book": st.sampled_from(["partnership-board", "other", "a\nb"]),
    "seq": st.sampled_from([1, 2, 3, 4, True]),
    "at": st.sampled_from(
        [*map(stamp, range(5)), stamp(2)[:-1], TWO_TIMES, "2026-11-22T10:00:00.000Z", "2026-11-31T10:00:00.000Z", "now"]
    ),
    "by": st.sampled_from(["J Smith", "A Khan", " ", "", "J\nSmith", "J\u2028Smith"]),
    "prev": st.sampled_from(["f" * 64, GENESIS]),
    "digest": st.sampled_from(["f" * 64, "short"]),
    "hash": st.just("f" * 64),
    "nonce": st.sampled_from([None, NONCE, f"Z{NONCE}", NONCE[1:], f"{NONCE}\n", "F" * 32, TWO_NONCES]),
    "entry": st.sampled_from([None, b"{}", b'{"kind":"NoteTaken"}']),
}
CHANGE = st.sampled_from([*HEADS]).flatmap(lambda name: HEADS[name].map(lambda value: (name, value)))


def changed(lines: list[Line], changes: list[tuple[int, tuple[str, object]]], sealed: bool) -> list[Line]:
    """Lines with other values in some fields and, where sealed, with digest, hash and link made anew around them."""
    lines = list(lines)
    for place, (name, value) in changes:
        lines[place] = msgspec.structs.replace(lines[place], **{name: value})
    return sealed_anew(lines) if sealed else lines


def sealed_anew(lines: list[Line]) -> list[Line]:
    hashes: dict[str, str] = {}
    anew: list[Line] = []
    for line in lines:
        own = digest(line.nonce, line.entry) if line.nonce is not None and line.entry is not None else line.digest
        prev = hashes.get(line.prev, line.prev)
        hashes[line.hash] = link_hash(line.book, line.seq, line.at, line.by, prev, own)
        anew.append(msgspec.structs.replace(line, prev=prev, digest=own, hash=hashes[line.hash]))
    return anew


def one_by_one(lines: list[Line], previous: Line | None) -> tuple[list[Line], str | None]:
    for place, line in enumerate(lines):
        if problem := check_link(line, previous):
            return lines[:place], problem
        previous = line
    return lines, None


@given(st.lists(st.tuples(st.integers(0, 3), CHANGE), max_size=3), st.booleans(), st.integers(0, 3))
@example(changes=[(1, ("at", "2026-11-31T10:00:00.000Z"))], sealed=True, first=2)
@example(changes=[(3, ("at", "2026-11-31T10:00:00.000Z"))], sealed=True, first=0)
@example(changes=[(2, ("at", "2026-11-22T10:00:00.000Z"))], sealed=True, first=0)
@example(changes=[(2, ("seq", 4))], sealed=True, first=0)
@example(changes=[(3, ("entry", None))], sealed=False, first=0)
@example(changes=[(1, ("nonce", TWO_NONCES))], sealed=True, first=0)
@example(changes=[(1, ("at", TWO_TIMES))], sealed=True, first=0)
@example(changes=[(2, ("by", "A Khan"))], sealed=True, first=1)
@example(changes=[(2, ("by", "J\nSmith"))], sealed=True, first=1)
@example(changes=[(0, ("by", "")), (1, ("by", ""))], sealed=True, first=1)
@example(changes=[(0, ("seq", True))], sealed=False, first=0)
@example(changes=[(2, ("nonce", None)), (2, ("entry", None))], sealed=False, first=0)
@example(changes=[(3, ("nonce", None))], sealed=False, first=0)
def test_many_lines_are_judged_as_each_is_alone(
    changes: list[tuple[int, tuple[str, object]]], sealed: bool, first: int
) -> None:
    """Whatever is changed in which of them, and whether or not digest, hash and links were made anew around it."""
    lines = changed(a_book(4), changes, sealed)
    previous = lines[first - 1] if first else None
    assert linked(lines[first:], previous) == one_by_one(lines[first:], previous)

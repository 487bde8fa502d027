"""The chain: the bytes, digests and hashes of the contract, recomputed here from its text alone."""

import hashlib
import json

import msgspec
import pytest
from hypothesis import example, given, strategies as st

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
    seal,
)
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
def test_canonical_bytes_are_json_with_sorted_keys_and_no_space(entry: dict[str, object]) -> None:
    expected = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert canonical(entry) == expected
    assert json.loads(expected) == entry
    assert check_canonical(expected) is None


@given(ENTRIES)
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
def test_the_fast_test_of_a_link_agrees_with_the_one_that_says_what_is_wrong(field: str) -> None:
    """Whatever is changed in a line, both find it."""
    first = chain.seal("board", 1, "2026-11-23T09:58:12.044Z", "J Smith", chain.GENESIS, b'{"kind":"MeetingOpened"}')
    for at in ("2026-11-23T09:58:12.044Z", "2026-11-23T23:59:59.999Z", "2026-11-24T00:00:00.000Z"):
        line = chain.seal("board", 2, at, "J Smith", first.hash, b'{"kind":"MeetingResumed"}')
        assert chain.follows(line, first) and chain.check_link(line, first) is None
        wrong: dict[str, object] = {"seq": 3, "entry": b"{}", "at": "2026-11-23T24:00:00.000Z", "nonce": "g" * 32}
        changed = msgspec.structs.replace(line, **{field: wrong.get(field, "0" * 64)})
        assert not chain.follows(changed, first)
        assert chain.check_link(changed, first)


def test_a_time_that_lost_its_last_letter_to_the_nonce_is_found_by_both_readings() -> None:
    """Hashes that fit do not make up for it: time and nonce are looked at apart."""
    first = chain.seal("sle", 1, "2026-11-23T09:58:12.044Z", "J Smith", chain.GENESIS, b"{}", "0" * 32)
    at, nonce = "2026-11-23T09:58:12.045", "Z" + "0" * 32
    sealed = chain.digest(nonce, b"{}")
    line = chain.Line(
        "sle", 2, at, "J Smith", first.hash, sealed,
        chain.link_hash("sle", 2, at, "J Smith", first.hash, sealed), nonce, b"{}",
    )  # fmt: skip
    assert chain.check_link(line, first) is not None
    assert not chain.follows(line, first)


HEADS = {
    "book": st.sampled_from(["partnership-board", "other"]),
    "seq": st.sampled_from([1, 2, 3]),
    "at": st.sampled_from(
        [stamp(0), stamp(1), stamp(2), "2026-11-22T10:00:00.000Z", "2026-02-30T10:00:00.000Z", "now"]
    ),
    "by": st.sampled_from(["J Smith", "A Khan", " ", "", "J\nSmith"]),
    "prev": st.sampled_from(["f" * 64, GENESIS]),
    "digest": st.sampled_from(["f" * 64, "short"]),
    "hash": st.just("f" * 64),
    "nonce": st.sampled_from([None, "0" * 32, "F" * 32, "0" * 31]),
    "entry": st.sampled_from([None, b"{}", b'{"kind":"NoteTaken"}']),
}


def changed(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, object]]:
    """At most two of these fields with another value."""
    change = st.sampled_from(names).flatmap(lambda name: HEADS[name].map(lambda value: (name, value)))
    return st.lists(change, max_size=2).map(dict)


@given(changed((*HEADS,)), changed(("book", "at", "by")), st.booleans(), st.sampled_from([False, False, False, True]))
@example(
    changes={"at": "2026-02-30T10:00:00.000Z"}, before={"at": "2026-02-30T10:00:00.000Z"}, sealed=True, first=False
)
def test_the_quick_check_of_a_line_is_the_thorough_one(
    changes: dict[str, object], before: dict[str, object], sealed: bool, first: bool
) -> None:
    """Whatever is changed, and whether or not digest and hash were made anew around it."""
    earlier, line = a_book(2)
    earlier = msgspec.structs.replace(earlier, **before)
    line = msgspec.structs.replace(line, **changes)
    if sealed:
        own = digest(line.nonce, line.entry) if line.nonce and line.entry else line.digest
        head = (line.book, line.seq, line.at, line.by, line.prev, own)
        line = msgspec.structs.replace(line, digest=own, hash=link_hash(*head))
    previous = None if first else earlier
    assert chain.follows(line, previous) == (check_link(line, previous) is None)

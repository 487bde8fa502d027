"""A charter nobody could count by is refused with the file, the place, the reason and what to do."""

from __future__ import annotations

import copy
import os
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, strategies as st

from boardtui.charter.explain import DataError
from boardtui.charter.load import LARGEST, CharterError, load, read, shipped
from boardtui.charter.spelling import TABLE_KEY, check_key, fraction

SHIPPED = (files("boardtui.charter") / "memoranda" / "mid-south-essex.toml").read_text("utf-8")
TABLE = tomllib.loads(SHIPPED)
BOARD = "bodies → partnership-board"
CAPITAL = f"{BOARD} → rules → capital"


def body(table: dict[str, Any], key: str = "partnership-board") -> dict[str, Any]:
    return next(each for each in table["bodies"] if each["key"] == key)


def capital(table: dict[str, Any]) -> dict[str, Any]:
    return next(each for each in body(table)["rules"] if each["key"] == "capital")


def put(find: Callable[[dict[str, Any]], dict[str, Any]], name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda table: find(table).__setitem__(name, value)


def drop(find: Callable[[dict[str, Any]], dict[str, Any]], name: str) -> Callable[[dict[str, Any]], None]:
    return lambda table: find(table).pop(name)


def twice(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda table: table[name].append(copy.deepcopy(table[name][0]))


def seat(table: dict[str, Any]) -> dict[str, Any]:
    return body(table)["seats"][1]


def reading(table: dict[str, Any]) -> dict[str, Any]:
    return capital(table)["readings"][0]


def top(table: dict[str, Any]) -> dict[str, Any]:
    return table


def terms(value: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    return put(body, "terms", value)


MUTATIONS: dict[str, tuple[Callable[[dict[str, Any]], Any], str, str]] = {
    "wrong key": (put(capital, "treshold", "3/4"), CAPITAL, "did you mean threshold?"),
    "unknown key": (put(top, "quorum", 3), "", "“quorum” is not known here; take it out"),
    "unknown key in a partner": (put(lambda t: t["partners"][0], "vote", 1), "partners → ecc", "“vote” is not known"),
    "a number for words": (put(capital, "title", 4), f"{CAPITAL} → title", "it is a whole number; it must be words"),
    "words for yes or no": (put(capital, "binds", "yes"), f"{CAPITAL} → binds", "it must be true or false"),
    "words for a list": (put(capital, "topics", "fin_capital"), f"{CAPITAL} → topics", "it must be a list"),
    "a number in a list": (put(seat, "partners", [3]), f"{BOARD} → seats → bbccg-chair → partners → entry 1", "words"),
    "a table for a list": (put(top, "bodies", {}), "bodies", "it is a table; it must be a list"),
    "a missing title": (drop(capital, "title"), CAPITAL, "title is missing; add a line title = …"),
    "a missing clause": (drop(body, "clause"), BOARD, "clause is missing"),
    "an empty clause": (put(capital, "clause", " "), f"{CAPITAL} → clause", "it is empty"),
    "an empty partner name": (put(lambda t: t["partners"][0], "name", ""), "partners → ecc → name", "it is empty"),
    "left open, where all is": (
        put(lambda table: body(table)["rules"][0], "left_open", "of whom a majority is needed"),
        f"{BOARD} → rules → agreement → left_open",
        "the memorandum names no way of deciding here",
    ),
    "no such method": (put(capital, "method", "lot"), f"{CAPITAL} → method", "write vote or consensus"),
    "no such base": (put(capital, "base", "all"), f"{CAPITAL} → base", "write eligible or present or cast"),
    "no such unit": (put(capital, "unit", "body"), f"{CAPITAL} → unit", "write member or partner"),
    "no base": (drop(capital, "base"), f"{CAPITAL} → base", "it is missing; a rule decided by vote says out of whom"),
    "no threshold": (drop(capital, "threshold"), f"{CAPITAL} → threshold", "it is missing; a rule decided by vote"),
    "no compare": (drop(capital, "compare"), f"{CAPITAL} → compare", "it is missing; a rule decided by vote"),
    "threshold on consensus": (
        put(lambda t: body(t)["rules"][0], "threshold", "3/4"),
        f"{BOARD} → rules → agreement → threshold",
        "a decision by consensus has no threshold",
    ),
    "a percentage": (put(capital, "threshold", "75%"), f"{CAPITAL} → threshold", "not an exact fraction"),
    "a decimal in words": (put(capital, "threshold", "0.75"), f"{CAPITAL} → threshold", "not an exact fraction"),
    "a decimal": (put(capital, "threshold", 0.75), f"{CAPITAL} → threshold", "a decimal number is not exact"),
    "nought": (put(capital, "threshold", "0/4"), f"{CAPITAL} → threshold", "not an exact fraction above 0"),
    "over nought": (put(capital, "threshold", "1/0"), f"{CAPITAL} → threshold", "not an exact fraction"),
    "above one": (put(capital, "threshold", "5/4"), f"{CAPITAL} → threshold", "not above 1"),
    "a negative fraction": (put(capital, "threshold", "-3/4"), f"{CAPITAL} → threshold", "not an exact fraction"),
    "foreign digits": (put(capital, "threshold", "٣/٤"), f"{CAPITAL} → threshold", "not an exact fraction"),
    "more than all": (
        lambda t: capital(t).update(threshold="4/4", compare="more_than"),
        f"{CAPITAL} → threshold",
        "more than all can never be reached",
    ),
    "a decimal elsewhere": (put(body, "per_year", 4.0), f"{BOARD} → per_year", "a decimal number is not exact"),
    "not a number": (put(body, "per_year", float("nan")), f"{BOARD} → per_year", "a decimal number"),
    "no meetings": (put(body, "per_year", 0), f"{BOARD} → per_year", "0 is not a number of meetings a year"),
    "unknown category": (
        put(lambda t: t["topics"][0], "categories", ["ccg", "ccgs"]),
        "topics → vision → categories",
        "there is no category “ccgs”; did you mean ccg?",
    ),
    "category twice": (put(lambda t: t["topics"][0], "categories", ["ccg", "ccg"]), "topics → vision", "twice"),
    "partner's category": (put(lambda t: t["partners"][0], "category", "x"), "partners → ecc → category", "“x”"),
    "unknown partner": (
        put(seat, "partners", ["bbcg"]),
        f"{BOARD} → seats → bbccg-chair → partners",
        "there is no partner “bbcg”; did you mean bbccg?",
    ),
    "partner twice": (
        put(seat, "partners", ["bbccg", "bbccg"]),
        f"{BOARD} → seats → bbccg-chair",
        "is there twice",
    ),
    "unknown topic": (put(capital, "topics", ["capital"]), f"{CAPITAL} → topics", "there is no topic “capital”"),
    "no topic": (put(capital, "topics", []), f"{CAPITAL} → topics", "the list is empty"),
    "duplicate partner": (twice("partners"), "partners", "“ecc” is there twice"),
    "duplicate topic": (twice("topics"), "topics", "“vision” is there twice"),
    "duplicate category": (twice("categories"), "categories", "“ccg” is there twice"),
    "duplicate body": (twice("bodies"), "bodies", "“partnership-board” is there twice"),
    "duplicate stage": (twice("stages"), "stages", "“place” is there twice"),
    "duplicate silence": (twice("silences"), "silences", "“quorum” is there twice"),
    "duplicate seat": (put(seat, "key", "lmc-rep"), f"{BOARD} → seats", "“lmc-rep” is there twice"),
    "duplicate rule": (put(capital, "key", "agreement"), f"{BOARD} → rules", "“agreement” is there twice"),
    "duplicate reading": (put(reading, "key", "no-category"), f"{CAPITAL} → readings", "is there twice"),
    "capital letters": (put(seat, "key", "Chair"), f"{BOARD} → seats → Chair → key", "“Chair” cannot be a key"),
    "underscore in a seat": (put(seat, "key", "a_b"), f"{BOARD} → seats → a_b → key", "cannot be a key"),
    "a path as a key": (put(body, "key", "../x"), "bodies → ../x → key", "cannot be a key"),
    "a line break in a key": (put(seat, "key", "ab\n"), f"{BOARD} → seats → ab\\x0a → key", "“ab\\x0a” cannot be"),
    "a long key": (put(seat, "key", "a" * 65), f"{BOARD} → seats", "cannot be a key"),
    "a dot in a topic": (put(lambda t: t["topics"][0], "key", "a.b"), "topics → a.b → key", "underscores"),
    "a name like a path": (put(top, "name", "a/b"), "name", "“a/b” cannot name a charter"),
    "no body": (put(top, "bodies", []), "bodies", "there is none"),
    "reports to nobody": (
        put(body, "reports_to", "sl"),
        f"{BOARD} → reports_to",
        "there is no body “sl”; did you mean",
    ),
    "a stage's body": (
        put(lambda t: t["stages"][1], "body", "x"),
        "stages → discussion → body",
        "there is no body “x”",
    ),
    "a stage's rule": (put(lambda t: t["stages"][1], "rule", "capital"), "stages → discussion → rule", "no rule"),
    "a rule of nobody": (drop(lambda t: t["stages"][1], "body"), "stages → discussion → rule", "needs the body"),
    "no such stage": (put(lambda t: t["stages"][0], "key", "village"), "stages → village → key", "write place or"),
    "stages in disorder": (lambda t: t["stages"].reverse(), "stages", "they are out of order"),
    "a question's partner": (put(lambda t: t["questions"][0], "partners", ["x"]), "questions → footnote", "“x”"),
    "a question's topic": (put(lambda t: t["questions"][0], "topics", ["x"]), "questions → footnote", "“x”"),
    "a reading that changes nothing": (
        put(reading, "changes", {}),
        f"{CAPITAL} → readings → present",
        "it changes nothing",
    ),
    "a reading's setting": (
        put(reading, "changes", {"bases": "cast"}),
        f"{CAPITAL} → readings → present → changes",
        "there is no setting “bases”; did you mean base?",
    ),
    "a reading's value": (
        put(reading, "changes", {"base": "all"}),
        f"{CAPITAL} → readings → present → changes → base",
        "“all” is not one of the choices",
    ),
    "a reading's threshold": (
        put(reading, "changes", {"threshold": "0.5"}),
        f"{CAPITAL} → readings → present → changes → threshold",
        "not an exact fraction",
    ),
    "a reading's ruling": (
        put(reading, "overrides", [{"partner": "x", "topic": "vision", "eligible": True}]),
        f"{CAPITAL} → readings → present → overrides",
        "there is no partner “x”",
    ),
    "a ruling twice": (
        put(reading, "overrides", [{"partner": "ecc", "topic": "vision", "eligible": True}] * 2),
        f"{CAPITAL} → readings → present → overrides",
        "“ecc on vision” is there twice",
    ),
    "terms without a source": (terms({"deputies": "may_vote"}), f"{BOARD} → terms → source", "it is empty"),
    "terms of no meaning": (
        terms({"deputies": "may"}),
        f"{BOARD} → terms → deputies",
        "write may_vote or may_not_vote",
    ),
    "an empty quorum": (terms({"quorum": {}, "source": "ToR"}), f"{BOARD} → terms → quorum", "it asks for nothing"),
    "a quorum of none": (
        terms({"quorum": {"number": 0}, "source": "ToR"}),
        f"{BOARD} → terms → quorum → number",
        "0 is not a number of members",
    ),
    "a quorum above all": (
        terms({"quorum": {"fraction": "3/2"}, "source": "ToR"}),
        f"{BOARD} → terms → quorum → fraction",
        "not above 1",
    ),
    "a quorum of strangers": (
        terms({"quorum": {"seats": ["mayor"]}, "source": "ToR"}),
        f"{BOARD} → terms → quorum → seats",
        "there is no seat “mayor”",
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_wrong_charter_names_the_file_the_place_and_the_reason(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    change, place, reason = MUTATIONS[name]
    table = copy.deepcopy(TABLE)
    change(table)
    path = tmp_path / "ours.toml"
    path.touch()
    monkeypatch.setattr(
        tomllib, "loads", lambda text: table
    )  # written out and parsed each time, it takes ten times as long
    with pytest.raises(CharterError) as caught:
        load(path)
    sentence = str(caught.value)
    assert caught.value.file == "ours.toml"
    assert sentence.startswith("ours.toml, " if place else "ours.toml: ")
    assert caught.value.place.startswith(place)
    assert reason in caught.value.reason
    assert sentence.endswith((".", "?"))
    assert sentence.isprintable()


def test_the_shipped_charter_written_out_again_is_the_same_charter(tmp_path: Path):
    path = tmp_path / "again.toml"
    path.write_text(tomli_w.dumps(TABLE), "utf-8")
    assert load(path) == shipped("mid-south-essex")
    path.write_bytes(b"\xef\xbb\xbf" + SHIPPED.replace("\n", "\r\n").encode())
    assert load(str(path)) == shipped("mid-south-essex")


def test_ticks_in_another_order_are_the_same_charter():
    table = copy.deepcopy(TABLE)
    table["topics"][0]["categories"].reverse()
    assert read(tomli_w.dumps(table).encode(), "ours.toml") == shipped("mid-south-essex")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name = "x"\ntitle = \n', "line 2"),
        ('name = "x"\nname = "y"\n', "line 2"),
        ('name = "x"\n\n[[bodies]\n', "line 3"),
        ('name = "x"\ntitle = "unfinished', "line 2"),
    ],
)
def test_what_is_not_toml_names_the_line(text: str, line: str):
    with pytest.raises(CharterError, match="this is not valid TOML") as caught:
        read(text.encode(), "ours.toml")
    assert caught.value.place == line


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"title = '\xff'", "not UTF-8 text; save it again as UTF-8"),
        (SHIPPED.encode("utf-16"), "not UTF-8 text"),
        (b"#" * (LARGEST + 1), "larger than 1 MiB"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b"a = " + b"9" * 5000, "a number too long"),
        (b".".join([b"a"] * 100_000) + b" = 1", "too many full stops"),
        (b"[" + b".".join([b"a"] * 100) + b"]", "too many full stops"),
        (b"", "is missing"),
    ],
)
def test_files_that_are_no_charter_are_refused_before_they_cost_anything(data: bytes, reason: str):
    with pytest.raises(CharterError, match=reason):
        read(data, "ours.toml")


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path):
    with pytest.raises(CharterError, match="there is no such file"):
        load(tmp_path / "none.toml")
    with pytest.raises(CharterError, match="cannot be opened"):
        load(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a file that may not be read")
def test_a_file_that_may_not_be_read(tmp_path: Path):
    path = tmp_path / "shut.toml"
    path.write_text(SHIPPED, "utf-8")
    path.chmod(0)
    with pytest.raises(CharterError, match="cannot be opened"):
        load(path)


def test_hostile_words_stay_data_and_hostile_names_of_files_do_not_reach_the_terminal():
    table = copy.deepcopy(TABLE)
    table["partners"][0]["name"] = "[/x] '); DROP TABLE partners;-- \x1b]52;c;\x07 \u202e"
    held = read(tomli_w.dumps(table).encode(), "ours.toml")
    assert held.partners[0].name == table["partners"][0]["name"]
    with pytest.raises(CharterError) as caught:
        read(b"", "\x1b[2J.toml")
    assert "\x1b" not in str(caught.value)


def test_a_seat_may_have_the_key_of_a_partner() -> None:
    """They are two kinds of key, never looked up in one table: what is told of such a seat is in three_meetings."""
    table = copy.deepcopy(TABLE)
    seat(table)["key"] = "hwe"
    board = next(
        each for each in read(tomli_w.dumps(table).encode(), "ours.toml").bodies if each.key == "partnership-board"
    )
    assert "hwe" in [each.key for each in board.seats]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=70))
def test_a_key_is_accepted_only_where_it_can_stand_in_a_file_name(text: str):
    fits = 1 <= len(text) <= 64 and text[0] != "-" and set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    try:
        check_key(text)
    except DataError as wrong:
        assert not fits
        assert wrong.reason.isprintable()
    else:
        assert fits


@given(st.text("abc019_-", max_size=66))
def test_keys_of_topics_may_have_underscores(text: str):
    fits = 1 <= len(text) <= 64 and text[0] not in "-_"
    try:
        check_key(text, TABLE_KEY)
    except DataError:
        assert not fits
    else:
        assert fits


@given(st.integers(-3, 30), st.integers(-3, 30))
def test_a_fraction_is_exact_or_refused(over: int, under: int):
    try:
        found = fraction(f"{over}/{under}")
    except DataError:
        assert under <= 0 or not 0 < over <= under
    else:
        assert found * under == over
        assert 0 < found <= 1


@given(st.binary(max_size=200))
def test_any_bytes_are_a_charter_or_a_charter_error(data: bytes):
    with pytest.raises(CharterError):
        read(data, "ours.toml")

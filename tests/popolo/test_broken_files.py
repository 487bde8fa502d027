"""Broken files end in one sentence that names file and place; a single bad vote event is skipped with the reason."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from boardtui.book.store import Store
from boardtui.exchange.popolo import reading
from boardtui.exchange.popolo.reading import PopoloError
from boardtui.exchange.popolo.taking import take
from tests import random_examples
from tests.popolo.making import event, motion, motions, taken_in

GOOD = json.dumps(motion(event()))
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "line 1, column 1 is not JSON"),
    "cut off": (GOOD[:-9], "is not JSON"),
    "not UTF-8": (b'[\n{"text":"\xe9"}]', "line 2 is not text in UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), "is not text in UTF-8"),
    "NaN": ('[\n{"text": "NaN",\n"x": NaN}]', "line 3: NaN is not a number"),
    "infinity": ('{"x": -Infinity}', "-Infinity is not a number"),
    "a key twice": ('[{"id": "m7", "text": "a", "text": "b"}]', "the object with id 'm7' gives 'text' twice"),
    "a vote's key twice": ('[{"voter_id": "a", "option": "yes", "option": "no"}]', "gives 'option' twice"),
    "deep": ("[" * 100_000, "nested too deeply"),
    "deep objects": ('{"a":' * 100_000, "nested too deeply"),
    "an endless number": ('{"x": 1e' + "9" * 30 + "}", "is too long to be one"),
    "a huge number": ("[" + "9" * 5000 + "]", "is too large to be a count"),
    "a text": ('"motions"', "the file is a text where an object belongs"),
    "something else": ('{"type": "FeatureCollection"}', "neither motions nor vote events"),
    "persons no list": ('{"persons": "ann", "motions": []}', "persons is a text where a list belongs"),
    "a person no object": ('{"persons": [{}, 5], "motions": []}', "persons[1] is a number where an object belongs"),
    "a name no text": ('{"persons": [{"id": 1, "name": []}]}', "persons[0].name is a list where a text belongs"),
    "an id no id": ('{"motions": [{"id": true, "text": "x"}]}', "motions[0].id is true or false where an id belongs"),
    "a motion's text no text": ('[{"id": 1, "text": 5}]', "[0].text is a number where a text belongs"),
    "no vote events": ('{"motions": [{"id": 1, "text": "x"}]}', "no vote event can be used: there is none"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_one_sentence_with_file_and_place_and_nothing_is_taken_in(tmp_path: Path, case: str) -> None:
    data, says = BROKEN[case]
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text('{"persons": []}' if case == "no vote events" else GOOD, encoding="utf-8")
    bad.write_bytes(data if isinstance(data, bytes) else data.encode())
    with Store.create(tmp_path / "data.db") as store:
        with pytest.raises(PopoloError) as told:
            take(store, [good, bad], "past", "J Smith", taken=(), progress=lambda held, count: held)
        assert store.books() == []
    assert says in str(told.value)
    assert "\n" not in str(told.value)
    assert case == "no vote events" or str(bad) in str(told.value)


def test_a_file_that_is_too_big_or_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(PopoloError, match=r"file0.json has 0 MB, more than the 0 MB"):
        taken_in(tmp_path, GOOD)
    with pytest.raises(PopoloError, match="no such file or folder"):
        reading.read(tmp_path / "none.json", reading.Counter())
    with pytest.raises(PopoloError, match="it is a folder"):
        reading.read(tmp_path, reading.Counter())


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"start_date": None}, "it has no date"),
        ({"start_date": "2015-03"}, "its date '2015-03' does not name a day"),
        ({"start_date": "2015-02-30"}, "is not in the calendar"),
        ({"start_date": "0001-01-01T00:00:00+10:00"}, "is not in the calendar"),
        ({"start_date": "0999-01-01"}, "outside what a book can hold"),
        ({"start_date": 20150301}, "start_date is a number where a text belongs"),
        ({"votes": []}, "it has no votes"),
        ({"votes": [], "counts": [{"option": "yes", "value": 5}]}, "counts and no votes, so it cannot be recounted"),
        ({"votes": "yes"}, "votes is a text where a list belongs"),
        ({"votes": [{"voter_id": "a"}]}, "votes[0] is no vote"),
        ({"votes": [{"voter_id": "a", "option": None}]}, "votes[0].option is nothing where a word belongs"),
        ({"votes": [{"voter_id": None, "option": "yes"}]}, "votes[0].voter_id is empty"),
        ({"votes": [{"voter_id": "a", "option": o} for o in ("yes", "no")]}, "a votes twice, 'yes' and 'no'"),
        ({"votes": [{"voter_id": "a", "option": "yes", "weight": -1}]}, "weight is -1 where a weight belongs"),
        ({"counts": [{"option": "yes", "value": 1.5}]}, "counts[0].value is 1.5 where a count belongs"),
        ({"counts": [{"option": "yes", "value": "two"}]}, "counts[0].value is a text where a count belongs"),
        ({"counts": [{"value": 2}]}, "counts[0] does not say of which option"),
        ({"id": "v1"}, "it is given a second time"),
    ],
)
def test_a_bad_vote_event_is_skipped_with_the_reason_and_the_others_stay(
    tmp_path: Path, fields: dict[str, Any], reason: str
) -> None:
    bad = {**event("v2"), **fields}
    taken, found = taken_in(tmp_path, [motion(event("v1")), motion(bad, id="m2")])
    assert [one.key for one in motions(found)] == ["m1"]
    assert (taken.figures()["vote_events"], taken.figures()["skipped"]) == (1, 1)
    assert reason in taken.gathered.skipped.shown[0]


NAMES = ("id", "text", "vote_events", "votes", "motions", "persons", "option", "voter_id", "counts", "value", "motion")
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
    | st.just("2015-03-12"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from((*NAMES, "start_date", "weight", "group", "organization", "name")), inner)
    ),
    max_leaves=25,
)


@settings(max_examples=random_examples(25, 150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON, JSON, JSON)
def test_whatever_a_file_holds_it_is_taken_in_or_refused_in_one_sentence(one: Any, two: Any, three: Any) -> None:
    odd = {**event("v9", "a yes"), **(one if isinstance(one, dict) else {"votes": one})}
    for data in (
        one,
        [motion(odd, **(two if isinstance(two, dict) else {}))],
        {"vote_events": [odd], "persons": three},
    ):
        with tempfile.TemporaryDirectory() as folder:
            try:
                taken_in(Path(folder), json.dumps(data))
            except PopoloError as told:
                assert "\n" not in str(told)


@pytest.mark.parametrize("name", ["Past", "", "../x", "a" * 65, "two words"])
def test_the_book_needs_a_name_that_is_a_key(tmp_path: Path, name: str) -> None:
    with pytest.raises(PopoloError, match="cannot be named"), Store.create(tmp_path / "data.db") as store:
        take(store, [], name, "J Smith", taken=(), progress=lambda held, count: held)

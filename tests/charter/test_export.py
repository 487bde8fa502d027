"""A charter that is written as TOML is read back as the same charter, whatever its words are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st

from boardtui.charter.export import as_toml
from boardtui.charter.load import CharterError, load, names, read, shipped
from boardtui.charter.model import Charter
from boardtui.charter.terms_of_reference import CONFLICTED, Quorum, Terms
from boardtui.cli.main import main
from boardtui.register.bodies import read_charter
from tests import random_examples
from tests.charter.held import register_of

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


def back(charter: Charter) -> Charter:
    return read(as_toml(charter), "again.toml")


@pytest.mark.parametrize("name", names())
def test_each_memorandum_comes_back_as_it_was_from_the_file_and_from_the_register(name: str) -> None:
    charter = shipped(name)
    assert back(charter) == charter
    assert back(read_charter(register_of(charter))) == charter


def _reworded(value: Any, words: list[str]) -> Any:
    """The same with other notes and texts, taken in turn."""
    if isinstance(value, list):
        return [_reworded(each, words) for each in value]
    if not isinstance(value, dict):
        return value
    changed = {name: _reworded(each, words) for name, each in value.items()}
    for name in ("note", "text", "follows", "why"):
        if name in changed:
            words.append(words.pop(0))
            changed[name] = words[-1]
    return changed


@given(st.sampled_from(names()), st.lists(WORDS, min_size=1, max_size=8))
@settings(max_examples=random_examples(8, 100), deadline=None)
def test_whatever_is_written_in_its_notes_comes_back(name: str, words: list[str]) -> None:
    charter = msgspec.convert(_reworded(msgspec.to_builtins(shipped(name)), words), Charter)
    assert back(charter) == charter


TERMS = st.builds(
    Terms,
    quorum=st.none() | st.builds(Quorum, fraction=st.sampled_from(["1/2", "2/3"]), conflicted_count=st.booleans()),
    deputies=st.sampled_from([None, "may_vote", "may_not_vote"]),
    notice_days=st.none() | st.integers(0, 60),
    urgent=st.just("allowed"),
    urgent_by=st.none() | st.just(("the Chair",)),
    source=st.just("Terms of reference, 2026"),
    sources=st.dictionaries(st.sampled_from(["deputies", "notice_days", CONFLICTED]), st.just("Standing orders, 3")),
).filter(lambda terms: terms.quorum is not None or CONFLICTED not in terms.sources)


@given(TERMS)
@settings(max_examples=random_examples(15, 200), deadline=None)
def test_the_terms_that_were_entered_come_back(terms: Terms) -> None:
    charter = shipped("doncaster")
    (body,) = charter.bodies
    charter = msgspec.structs.replace(charter, bodies=(msgspec.structs.replace(body, terms=terms),))
    assert back(charter) == charter


def test_what_could_not_be_imported_again_is_not_written() -> None:
    with pytest.raises(CharterError, match="it is empty"):
        as_toml(msgspec.structs.replace(shipped("doncaster"), title=" "))


def test_the_command_writes_the_register_and_no_file_over(tmp_path: Path) -> None:
    run = CliRunner()
    db, file = str(tmp_path / "data.db"), tmp_path / "mine.toml"
    made = run.invoke(main, ["init", "--charter", "cambridgeshire-peterborough", "--db", db])
    assert made.exit_code == 0, made.output
    done = run.invoke(main, ["charter", "export", str(file), "--db", db])
    assert (done.exit_code, load(file)) == (0, shipped("cambridgeshire-peterborough")), done.output
    again = run.invoke(main, ["charter", "export", str(file), "--db", db])
    assert again.exit_code == 1 and "is there already and is not written over" in again.output
    assert "can be used" in run.invoke(main, ["charter", "check", str(file)]).output

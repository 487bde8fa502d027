"""What an amendment changes, in words that need no colour."""

from __future__ import annotations

import pytest
from hypothesis import example, given, strategies as st

from boardtui.meeting.words.rewording import changes_in_words, marked

OLD = "That the Board supports the capital priorities for 2027/28."


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (OLD, ""),
        (OLD.replace("supports", "notes"), "For “supports” read “notes”."),
        (OLD.replace("capital ", ""), "Delete “capital”."),
        (OLD.replace("28.", "28 and 2028/29."), "After “priorities for 2027/28” insert “and 2028/29”."),
        ("Yes to everything else.", "Delete all and insert “Yes to everything else.”"),
    ],
)
def test_the_changes_are_told_as_read_delete_and_insert(new: str, words: str) -> None:
    assert changes_in_words(OLD, new) == words


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("To spend £2.5m in 2028/29.", "For “2027/28” read “2028/29”."),
        ("To spend £2.75m in 2027/28.", "For “£2.5m” read “£2.75m”."),
        ("To spend £2.5m in 2027/28 at 3.5%.", "After “£2.5m in 2027/28” insert “at 3.5%”."),
    ],
)
def test_a_figure_is_one_word_with_its_sign_and_its_stroke(new: str, words: str) -> None:
    assert changes_in_words("To spend £2.5m in 2027/28.", new) == words


def test_what_stands_twice_is_told_with_the_words_before_it() -> None:
    assert changes_in_words("The Board and the Trust and the CCG agree.", "The Board and the Trust the CCG agree.") == (
        "After “and the Trust” delete “and”."
    )


def test_in_the_whole_text_what_goes_and_comes_is_marked_by_words() -> None:
    assert marked(OLD, OLD.replace("supports", "notes")) == (
        "That the Board [delete: supports] [insert: notes] the capital priorities for 2027/28."
    )


@example("a.", "a .")
@given(st.text(alphabet="ab c.,", max_size=40), st.text(alphabet="ab c.,", max_size=40))
def test_there_are_changes_exactly_where_the_words_differ(old: str, new: str) -> None:
    assert bool(changes_in_words(old, new)) is (" ".join(old.split()) != " ".join(new.split()))

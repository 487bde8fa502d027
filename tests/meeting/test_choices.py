"""Choices between candidates: most votes or more than half, exactly, and equal votes never broken silently."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st

from boardtui.charter.load import shipped
from boardtui.meeting.counting.choices import Choice, Count, count_ballots, count_votes
from boardtui.meeting.counting.problem import answer


def asked(**problem: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(msgspec.json.encode(answer(json.dumps(problem), shipped)))
    return found


def most(places: int, **votes: int) -> Count:
    return count_votes(Choice("most_votes", tuple(votes), places), votes)


def majority(**votes: int) -> Count:
    return count_votes(Choice("majority", tuple(votes)), votes)


def test_two_of_three_ballots_are_more_than_half() -> None:
    choice = {"method": "majority", "places": 1, "candidates": ["a", "b", "c"]}
    found = asked(choice=choice, ballots=[["a"], ["b"], ["a"]])
    words = found.pop("words")
    assert found == {
        "outcome": "chosen", "chosen": ["a"], "votes": {"a": 2, "b": 1, "c": 0}, "valid": 3, "spoilt": 0, "needed": 2,
        "tied": [], "stay": [],
    }  # fmt: skip
    assert words == "a 2; b 1; c 0 (2 needed, more than half of the valid ballots): a is chosen."


def test_exactly_half_is_no_majority() -> None:
    found = majority(a=5, b=3, c=2)
    assert (found.outcome, found.needed, found.stay, found.tied) == ("next_round", 6, ("a", "b"), ())
    assert majority(a=6, b=3, c=2).chosen == ("a",)


def test_all_who_have_fewest_go_out_where_two_or_more_are_left() -> None:
    assert majority(a=4, b=3, c=1, d=1).stay == ("a", "b")


@pytest.mark.parametrize(
    ("votes", "tied", "stay"),
    [
        ({"a": 3, "b": 2, "c": 2}, ("b", "c"), ("a",)),  # without both only a were left
        ({"a": 2, "b": 2}, ("a", "b"), ()),
        ({"a": 2, "b": 2, "c": 2}, ("a", "b", "c"), ()),
        ({"a": 0, "b": 0}, ("a", "b"), ()),
    ],
)
def test_where_too_few_were_left_it_is_a_tie(
    votes: dict[str, int], tied: tuple[str, ...], stay: tuple[str, ...]
) -> None:
    found = majority(**votes)
    assert (found.outcome, found.chosen, found.tied, found.stay) == ("tie", (), tied, stay)


def test_most_votes_for_several_places_and_a_tie_for_the_last() -> None:
    assert most(2, a=5, b=1, c=4).chosen == ("a", "c")
    found = most(2, a=5, b=3, c=3)
    assert (found.outcome, found.chosen, found.tied, found.needed, found.valid) == (
        "tie",
        ("a",),
        ("b", "c"),
        None,
        None,
    )
    assert most(2, a=3, b=3, c=2).outcome == "chosen"  # equal, and both have a place
    assert most(1, a=3, b=2).valid == 5


def test_no_more_candidates_than_places_are_chosen_without_a_vote() -> None:
    assert most(3, a=0, b=0).chosen == ("a", "b")
    assert majority(a=0).outcome == "chosen"


@pytest.mark.parametrize("ballot", [[], ["a", "b", "c"], ["x"], ["a", "a"]])
def test_a_spoilt_ballot_counts_for_nobody(ballot: list[str]) -> None:
    found = count_ballots(Choice("most_votes", ("a", "b", "c"), 2), [["a", "b"], ["b"], ballot])
    assert (found.valid, found.spoilt, found.votes) == (2, 1, {"a": 1, "b": 2, "c": 0})


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        ({"choice": {"method": "majority", "places": 2, "candidates": ["a", "b", "c"]}, "votes": {}}, "one place only"),
        ({"choice": {"method": "most_votes", "candidates": ["a", "a"]}, "votes": {}}, "is there twice"),
        ({"choice": {"method": "most_votes", "candidates": []}, "votes": {}}, "no candidate"),
        ({"choice": {"method": "most_votes", "candidates": ["a"], "places": 0}, "votes": {}}, "no place"),
        ({"choice": {"method": "most_votes", "candidates": ["a", "b"]}, "votes": {"c": 1}}, "“c” has votes"),
        ({"choice": {"method": "most_votes", "candidates": ["a", "b"]}, "votes": {"a": -1}}, "less than nought"),
        ({"choice": {"method": "most_votes", "candidates": ["a", "b"]}}, "give one of them"),
        ({"choice": {"method": "best", "candidates": ["a", "b"]}, "votes": {}}, "choice.method"),
        ({"choice": {"method": "most_votes", "candidates": ["a", "b"]}, "votes": {"a": 1.5}}, "not exact"),
    ],
)
def test_what_makes_no_sense_is_said(problem: dict[str, Any], says: str) -> None:
    assert says in asked(**problem)["error"]


@given(st.lists(st.lists(st.sampled_from("abcdx"), max_size=3), max_size=12), st.integers(1, 4))
def test_counted_from_ballots_or_from_votes_it_comes_out_alike(ballots: list[list[str]], places: int) -> None:
    choice = Choice("most_votes", ("a", "b", "c", "d"), places)
    found = count_ballots(choice, ballots)
    again = count_votes(choice, found.votes, found.spoilt)
    assert (again.outcome, again.chosen, again.tied) == (found.outcome, found.chosen, found.tied)
    assert len(found.chosen) == places or found.tied
    assert all(found.votes[one] > found.votes[other] for one in found.chosen for other in found.tied)


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_rounds_of_a_majority_come_to_an_end_or_to_a_tie(ballots: list[str]) -> None:
    left, rounds = ("a", "b", "c"), 0
    while (found := count_ballots(Choice("majority", left), [[vote] for vote in ballots])).outcome == "next_round":
        assert 2 <= len(found.stay) < len(left)
        left, rounds = found.stay, rounds + 1
    assert rounds <= 1
    if found.outcome == "chosen":
        assert len(left) == 1 or 2 * found.votes[found.chosen[0]] > (found.valid or 0)

"""What is recorded is recounted: options, requirements, counts and results, and every difference said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boardtui.exchange.popolo.requirement import requirement_of, rule_for
from tests.popolo.making import event, motion, motions, notes, states, taken_in

FIGURES = ("for_", "against", "abstain", "not_voted", "base", "needed")


def _figures(one: Any) -> tuple[Any, ...]:
    return (one.result.outcome, *(getattr(one.result, name) for name in FIGURES))


def test_options_map_as_the_contract_says_and_other_words_are_kept(tmp_path: Path) -> None:
    votes = "a yes, b Yes, c no, d abstain, e absent, f not voting, g paired, h Excused, i paired"
    _, found = taken_in(tmp_path, motion(event(votes=votes)))
    (one,) = motions(found)
    assert _figures(one) == ("carried", 2, 1, 1, 4, 3, 2)
    assert "e" not in states(found)[0].present
    assert notes(found) == [
        'In the vote on m1, recorded as "paired": g, i.',
        'In the vote on m1, recorded as "Excused": h.',
    ]


@pytest.mark.parametrize(
    ("requirement", "rule", "understood"),
    [
        ("", "as-recorded", True),
        ("simple majority", "as-recorded", True),
        ("More than half of the votes", "as-recorded", True),
        ("Two-thirds majority", "two-thirds", True),
        ("2/3", "two-thirds", True),
        ("at least ¾ of votes cast", "three-quarters", True),
        ("three quarters", "three-quarters", True),
        ("three-quarters of all members elected", "three-quarters", False),
        ("absolute majority", "as-recorded", False),
        ("1/23/4", "as-recorded", False),
        ("more than 2/3 of the votes cast", "more-than-2-3-cast", True),
        ("at least 3/4 of all eligible", "at-least-3-4-eligible", True),
        ("at least 4/3 of all eligible", "as-recorded", False),
        ("consensus: nobody objects", "consensus", True),
        ("at least 3/4 of all eligible members", "at-least-3-4-eligible", True),
        ("more than half of the eligible partners present", "more-than-1-2-present", True),
        ("at least 2/3 of those present", "at-least-2-3-present", True),
        ("more than half of the votes cast for and against", "as-recorded", True),
        ("all eligible members", "at-least-1-eligible", True),
        ("all the eligible members present", "at-least-1-present", True),
        ("consensus: no objection is maintained", "consensus", True),
    ],
)
def test_the_rule_is_read_from_the_requirement(requirement: str, rule: str, understood: bool) -> None:
    required = rule_for(requirement)
    assert (required.rule.key, required.understood) == (rule, understood)
    assert rule_for(requirement_of(required.rule)).rule == required.rule


@pytest.mark.parametrize(
    ("requirement", "votes", "outcome"),
    [
        ("", "a yes, b no", "not_carried"),
        ("", "a yes, b yes, c no", "carried"),
        ("two-thirds", "a yes, b yes, c no", "carried"),
        ("three-quarters", "a yes, b yes, c no", "not_carried"),
        ("at least 2/3 of those present", "a yes, b yes, c no, d abstain", "not_carried"),
        ("at least 2/3 of all eligible", "a yes, b yes, c absent", "carried"),
        ("consensus: nobody objects", "a yes, b abstain", "carried"),
        ("", "a absent, b not voting", "not_carried"),
    ],
)
def test_a_motion_is_counted_under_its_rule(tmp_path: Path, requirement: str, votes: str, outcome: str) -> None:
    _, found = taken_in(tmp_path, motion(event(votes=votes), requirement=requirement))
    assert motions(found)[0].status == outcome


def test_eligible_are_those_whom_the_vote_event_lists(tmp_path: Path) -> None:
    """Two motions on one day, put to different people: each has its own base."""
    asked = {"requirement": "at least 3/4 of all eligible"}
    data = [motion(event("v1", "a yes, b yes, c yes, d no"), **asked), motion(event("v2", "e yes"), id="m2", **asked)]
    _, found = taken_in(tmp_path, data)
    assert [_figures(one) for one in motions(found)] == [
        ("carried", 3, 1, 0, 0, 4, 3),
        ("carried", 1, 0, 0, 0, 1, 1),
    ]


def test_a_requirement_that_cannot_be_read_is_told_beside_the_rule_used(tmp_path: Path) -> None:
    taken, found = taken_in(tmp_path, motion(event(), requirement="absolute majority"))
    counted = "It is counted as: More than half of the votes cast for and against."
    assert notes(found) == [f"The requirement is recorded as “absolute majority”. {counted}"]
    assert taken.found.remarks.count == 1


def test_every_count_that_differs_from_its_votes_is_said_and_none_is_mended(tmp_path: Path) -> None:
    counts = [{"option": "yes", "value": 3}, {"option": "No", "value": 1}, {"option": "absent", "value": 2}]
    taken, found = taken_in(tmp_path, motion(event(votes="a yes, b yes, c no, d absent", counts=counts)))
    assert taken.figures()["counts_checked"] == 3
    assert taken.figures()["counts_differing"] == 2
    assert notes(found) == [
        "The recorded count of “yes” is 3; the votes give 2.",
        "The recorded count of “absent” is 2; the votes give 1.",
    ]
    assert _figures(motions(found)[0])[:3] == ("carried", 2, 1)


def test_counts_of_groups_are_compared_with_the_votes_of_the_group(tmp_path: Path) -> None:
    votes = [
        {"voter_id": "a", "option": "yes", "group_id": "g"},
        {"voter_id": "b", "option": "yes", "party": {"id": "h", "name": "Party H"}},
        {"voter_id": "c", "option": "no", "group": "h"},
    ]
    counts = [
        {"option": "yes", "value": 1, "group_id": "g"},
        {"option": "no", "value": 2, "group": {"id": "h", "name": "Party H"}},
    ]
    taken, found = taken_in(tmp_path, motion({**event(counts=counts), "votes": votes}))
    assert (taken.found.counts_checked, taken.found.counts_differing) == (2, 1)
    assert notes(found) == ["The recorded count of “no” of Party H is 2; the votes give 1."]
    assert states(found)[0].members["b"].partners == ("h",)


def test_counts_of_groups_without_groups_in_the_votes_are_not_compared(tmp_path: Path) -> None:
    taken, _ = taken_in(tmp_path, motion(event(counts=[{"option": "yes", "value": 9, "group_id": "g"}])))
    assert (taken.found.counts_checked, taken.found.counts_differing) == (0, 0)
    assert taken.found.remarks.count == 1


@pytest.mark.parametrize(
    ("recorded", "votes", "checked", "differing"),
    [
        ("pass", "a yes", 1, 0),
        ("Failed", "a no", 1, 0),
        ("fail", "a yes", 1, 1),
        ("pass", "a yes, b no", 1, 1),
        ("deferred", "a yes", 0, 0),
        (None, "a yes", 0, 0),
    ],
)
def test_a_result_that_differs_from_the_recount_is_said(
    tmp_path: Path, recorded: str | None, votes: str, checked: int, differing: int
) -> None:
    taken, found = taken_in(tmp_path, motion(event(votes=votes, result=recorded)))
    assert (taken.found.results_checked, taken.found.results_differing) == (checked, differing)
    assert len(notes(found)) == (1 if differing or recorded == "deferred" else 0)


def test_the_result_of_the_motion_stands_for_its_only_vote_event(tmp_path: Path) -> None:
    taken, _ = taken_in(tmp_path, motion(event(votes="a no"), result="pass"))
    assert taken.found.results_differing == 1


def test_weights_are_kept_in_words_and_told_where_the_result_differs(tmp_path: Path) -> None:
    votes = [{"voter_id": "a", "option": "yes", "weight": 59}, {"voter_id": "b", "option": "no", "weight": 7.5}]
    counts = [{"option": "yes", "value": 59}]
    taken, found = taken_in(tmp_path, motion({**event(result="pass", counts=counts), "votes": votes}))
    assert (taken.found.counts_differing, taken.found.results_differing) == (0, 1)
    assert notes(found)[0] == "Recorded weights of votes, not used here: a 59, b 15/2."
    assert "Votes carry weights" in notes(found)[1]


def test_a_pair_is_kept_in_words(tmp_path: Path) -> None:
    votes = [{"voter_id": "a", "option": "paired", "pair_id": "b"}, {"voter_id": "c", "option": "yes"}]
    _, found = taken_in(tmp_path, motion({**event(), "votes": votes}))
    assert "a is paired with b." in notes(found)


def test_votes_in_other_words_are_told_since_they_count_as_not_voted(tmp_path: Path) -> None:
    taken, found = taken_in(tmp_path, motion(event(votes="a Ja, b Ja, c Nein, d yes, e paired")))
    assert _figures(motions(found)[0])[:3] == ("carried", 1, 0)
    told = [text.split(": ", 1)[1] for text in taken.found.remarks.shown]
    assert [text.split(". ")[0] for text in told] == [
        "2 votes are recorded as “Ja”, which is not yes, no, abstain, not voting or absent",
        "1 vote is recorded as “Nein”, which is not yes, no, abstain, not voting or absent",
    ]

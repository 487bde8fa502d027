"""Whose word a decision still needs, as the four memoranda have it, and what is refused of a board's own charter."""

from __future__ import annotations

import pytest

from boardtui.charter.differ import differences
from boardtui.charter.load import CharterError, read, shipped
from boardtui.charter.rule import Ratification, Rule
from boardtui.charter.show import show
from boardtui.charter.words import ratification_words

CHARTER = """
name = "riverside"
title = "Riverside"
date = "2026"
source = "x"
[[partners]]
key = "trust"
name = "Riverside Trust"
[[partners]]
key = "county"
name = "County Council"
[[bodies]]
key = "board"
title = "Board"
clause = "4"
[[bodies.rules]]
key = "funds"
title = "Funds"
clause = "4.4"
method = "consensus"
[bodies.rules.ratification]
"""


def asked(charter: str, body: str, rule: str) -> Ratification:
    found: Rule = next(one for one in shipped(charter).body(body).rules if one.key == rule)
    assert found.ratification is not None
    return found.ratification


def test_cambridgeshire_sends_some_decisions_back_where_the_meeting_says_so_commitment_6() -> None:
    for body, rule in (("stp-board", "system-business"), ("hce", "new-work"), ("investment-committee", "investment")):
        held = asked("cambridgeshire-peterborough", body, rule)
        assert (held.who, held.form, held.holds, held.when) == ("named", "ratification", "all", "where_said")
        assert held.partners == ("cpccg", "cuhft", "cpft", "ccs", "nwangliaft", "papworth")
        assert held.places["cpccg"] == "Governing Body"
        assert held.clause == "Commitment 6"


@pytest.mark.parametrize(
    ("rule", "form", "when"),
    [
        ("sign-off", "approval", "always"),
        ("governance-change", "approval", "always"),
        ("next-phase", "approval", "where_said"),
        ("variation", "signature", "always"),
    ],
)
def test_doncaster_needs_both_parties_2_1_8_5_4_14_1(rule: str, form: str, when: str) -> None:
    held = asked("doncaster", "jccc", rule)
    assert (held.who, held.form, held.holds, held.when) == ("seated", form, "all", when)


def test_in_a_place_of_south_yorkshire_the_two_agree_and_approve_it_only_where_the_meeting_says_so_7_9_2() -> None:
    for place in ("barnsley", "bassetlaw", "doncaster", "rotherham", "sheffield"):
        held = asked("south-yorkshire-bassetlaw", f"{place}-place", "structure")
        assert (held.who, held.holds, held.when, held.clause) == ("seated", "all", "where_said", "7.0.1, 7.7.1")


def test_committees_in_common_decide_in_the_room_and_it_holds_for_each_7_8_2() -> None:
    held = asked("south-yorkshire-bassetlaw", "committees-in-common", "each-concurs")
    assert (held.form, held.holds) == ("in_common", "each")


@pytest.mark.parametrize(("rule", "points"), [("variation", 0), ("new-partner", 3), ("signature", 0)])
def test_mid_and_south_essex_signs_by_all_21_partners_10_1_14_15(rule: str, points: int) -> None:
    held = asked("mid-south-essex", "partnership-board", rule)
    assert (held.who, held.form, held.holds, held.when) == ("all", "signature", "all", "always")
    assert len(held.checklist) == points


def test_members_of_the_sle_recommend_it_to_their_organisations_6_8() -> None:
    held = asked("mid-south-essex", "sle", "consensus")
    assert (held.form, held.holds, held.when, held.clause) == ("support", "each", "where_said", "6.8")


def charter(lines: str) -> str:
    try:
        read((CHARTER + lines).encode(), "board.toml")
    except CharterError as wrong:
        return str(wrong)
    return ""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('who = "named"', "names nobody"),
        ('who = "all"\npartners = ["trust"]', "finds the partners itself"),
        ('who = "named"\npartners = ["trsut"]', "did you mean trust?"),
        ('places = { bank = "Board" }', "there is no partner"),
        ('form = "in_common"\nwhere = "Board"', "answer in the room"),
        ('whom = "all"', "did you mean who?"),
        ('holds = "most"', "write all or each"),
        ('checklist = [" "]', "a point is empty"),
    ],
)
def test_what_cannot_be_followed_up_is_refused_with_file_and_place(lines: str, said: str) -> None:
    words = charter(lines)
    assert words.startswith("board.toml, bodies → board → rules → funds → ratification")
    assert said in words


def test_it_is_shown_and_a_change_of_it_is_told() -> None:
    old = read((CHARTER + 'who = "all"').encode(), "x")
    new = read((CHARTER + 'who = "named"\npartners = ["trust"]\nform = "approval"').encode(), "x")
    assert "      then needs: ratification by all partners; takes effect once all have; always" in list(show(old))
    (told,) = differences(old, new)
    assert told == (
        "Board, the rule Funds (4.4): who must ratify, approve or sign: was ratification by all partners; takes effect "
        "once all have; always, is approval by Riverside Trust; takes effect once all have; always."
    )
    assert ratification_words(None) == "nobody"

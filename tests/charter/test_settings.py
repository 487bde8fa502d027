"""The one vocabulary of settings: every field and value of the model has its words, and each ruling reads as a clause."""

from __future__ import annotations

from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from boardtui.charter.load import names, shipped
from boardtui.charter.rule import Counting, Ratification, Rule
from boardtui.charter.settings import RULINGS, SETTINGS
from boardtui.charter.show import show
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.charter.words import (
    changed_settings,
    counting_words,
    quorum_words,
    value_words,
    what_is_asked,
    what_it_asks,
)

PARTS = {Rule: "", Terms: "", Quorum: "quorum.", Ratification: "ratification."}
FIELDS = [
    (f"{before}{name}", hint)
    for model, before in PARTS.items()
    for name, hint in get_type_hints(model).items()
    if name in model.__struct_fields__ and name != "key"
]


@pytest.mark.parametrize(("name", "hint"), FIELDS, ids=[name for name, _ in FIELDS])
def test_every_setting_of_the_model_has_a_title_and_words_for_each_value(name: str, hint: object) -> None:
    values = [value for part in (hint, *get_args(hint)) if get_origin(part) is Literal for value in get_args(part)]
    for value in values or [None]:
        words = value_words(name, value)
        assert words and "_" not in words and "{" not in words


@pytest.mark.parametrize("name", [name for name, setting in RULINGS.items() if setting.values])
def test_every_ruling_follows_on_ruled_that_without_the_name_of_a_setting(name: str) -> None:
    for value in RULINGS[name].values:
        clause = RULINGS[name].ruling.format(value_words(name, value))
        assert len(clause.split()) > 2 and "_" not in clause and clause[0].islower()


def test_a_rule_that_all_must_be_for_says_so() -> None:
    counting = Counting(method="vote", unit="partner", base="eligible", threshold="1", compare="at_least")
    assert "all eligible partners must vote for" in counting_words(counting)
    assert what_it_asks(counting) == "all eligible partners"


def test_what_the_memorandum_does_not_define_is_treated_as_something() -> None:
    rule = Rule(method="consensus", key="c", title="C", clause="6", defined=False)
    assert what_is_asked(rule, rule) == (
        "not defined by the memorandum; treated as consensus: no objection is maintained"
    )


def test_what_a_clause_leaves_open_is_called_a_reading_in_charter_show_and_beside_the_rule() -> None:
    """8.10(4): a majority decision, and not a majority of what; 8.3: a consensus, and not what that means."""
    left_open = {
        (name, body.key, rule.key): rule
        for name in names()
        for body in shipped(name).bodies
        for rule in body.rules
        if rule.left_open
    }
    assert {rule.clause: what_is_asked(rule, rule) for rule in left_open.values()} == {
        "8.10(4)": "read as more than half of the eligible members present",
        "8.3": "consensus, read as: no objection is maintained",
    }
    shown = list(show(shipped("mid-south-essex")))
    assert "      left open by the clause: of whom a majority is needed" in shown
    assert "      left open by the clause: what consensus means" in shown


@pytest.mark.parametrize(
    ("quorum", "words"),
    [
        (Quorum(1), "1 member"),
        (Quorum(2), "2 members"),
        (Quorum(fraction="1/2"), "at least 1/2 of the filled seats"),
        (Quorum(fraction="1/2", compare="more_than", of="seats"), "more than 1/2 of all seats"),
        (Quorum(9, seats=("chair",)), "9 members and Independent Chair"),
    ],
)
def test_a_quorum_in_words(quorum: Quorum, words: str) -> None:
    assert quorum_words(quorum, {"chair": "Independent Chair"}) == words


def test_a_change_is_told_in_words_of_the_field() -> None:
    half = Terms(Quorum(fraction="1/2"), source="x")
    more = Terms(Quorum(fraction="1/2", compare="more_than"), source="x")
    assert list(changed_settings(half, more)) == [
        ("quorum", "at least 1/2 of the filled seats", "more than 1/2 of the filled seats")
    ]
    old = Rule(method="consensus", key="c", title="C", clause="6")
    new = Rule(method="consensus", key="c", title="C", clause="6", ratification=Ratification(who="all"))
    (told,) = changed_settings(old, new)
    assert told == (
        "who must ratify, approve or sign",
        "nobody",
        "ratification by all partners; takes effect once all have; always",
    )


@pytest.mark.parametrize("name", names())
def test_a_silence_about_the_quorum_is_not_that_none_is_needed(name: str) -> None:
    (note,) = [silence.note for silence in shipped(name).silences if silence.key == "quorum"]
    assert note.startswith("The memorandum sets no quorum.")


def test_the_names_of_rulings_are_those_of_the_minute_book() -> None:
    assert set(RULINGS) == {
        *("base", "threshold", "compare", "unit", "withdrawn", "no_category", "consensus", "deputies", "remote"),
        *("casting_vote", "proxies_present", "proxies_conflicted", "reading", "affected", "precondition", "eligible"),
        *("quorum", "no_decision", "procedure", "choice_tie", "choice_voters", "entitled", "vacant", "stage"),
    }
    assert set(SETTINGS) >= {name for name, _ in FIELDS}

"""A decision problem that makes no sense is answered with a sentence that names the field and the key."""

import copy
import json

import pytest

from boardtui.charter.model import Body, Charter, Partner, Seat, Topic
from boardtui.charter.rule import Rule
from boardtui.meeting.counting import problem as problems
from boardtui.meeting.counting.problem import answer, answers

SOUND = {
    "rule": {"method": "vote", "unit": "member", "base": "eligible", "threshold": "3/4", "compare": "at_least"},
    "topic": "fin",
    "matrix": {"fin": ["ccg"]},
    "partners": [{"key": "bb", "category": "ccg"}, {"key": "ecc", "category": "council"}],
    "members": [{"key": "m1", "partners": ["bb"]}, {"key": "m2", "partners": ["ecc"]}],
    "present": ["m1"],
    "withdrawn": [],
    "affected": None,
    "overrides": [],
    "votes": {"m1": "for"},
}
RULE = Rule("vote", "member", "eligible", "3/4", "at_least", key="capital", title="Capital", clause="8.4")
BOARD = Body("board", "The Board", "6.4", (Seat("m1", "Chair", ("bb",)), Seat("m2", "Officer", ("ecc",))), (RULE,))
CHARTER = Charter(
    "mou",
    "A memorandum",
    "2020",
    "",
    topics=(Topic("fin", "Finance", ("ccg",)),),
    partners=(Partner("bb", category="ccg"), Partner("ecc", category="council")),
    bodies=(BOARD,),
)
NAMED = {"charter": "mou", "body": "board", "rule": "8.4", "topic": "fin", "present": ["m1"], "votes": {"m1": "for"}}


def charters(name):
    return {"mou": CHARTER}[name]


def ask(given):
    return answer(json.dumps(given), charters)


def changed(**changes):
    return copy.deepcopy(SOUND) | changes


def without(field):
    return {key: value for key, value in SOUND.items() if key != field}


def rule(**changes):
    return changed(rule={key: value for key, value in (SOUND["rule"] | changes).items() if value is not ...})


def test_the_problem_of_the_contract():
    assert ask(SOUND) == {
        "outcome": "carried",
        "for": 1,
        "against": 0,
        "abstain": 0,
        "not_voted": 0,
        "eligible": 1,
        "base": 1,
        "needed": 1,
        "short_by": 0,
        "settled": True,
        "words": "1 for; 1 needed (at least 3/4 of 1 eligible member): carried.",
    }


def test_a_charter_and_body_stand_in_place_of_the_table_and_its_rule_may_be_named():
    assert ask(NAMED) == ask(NAMED | {"rule": "capital"}) == ask(NAMED | {"rule": SOUND["rule"]}) == ask(SOUND)
    ruled = ask(NAMED | {"overrides": [{"partner": "ecc", "topic": "fin", "eligible": True}]})
    assert (ruled["eligible"], ruled["outcome"]) == (2, "not_carried")


def test_no_element_named_is_said_with_null():
    assert ask(changed(topic=None))["eligible"] == 2
    assert ask({key: value for key, value in SOUND.items() if key not in ("topic", "matrix")})["eligible"] == 2
    assert "topic is missing" in ask(without("topic"))["error"]


NONSENSE = {
    "an unknown field": (changed(colour="red"), ["colour"]),
    "an unknown part of the rule": (rule(quorum="1/2"), ["rule", "quorum"]),
    "a float threshold": (rule(threshold=0.75), ["rule, threshold", "0.75", "not exact"]),
    "a float anywhere": (changed(votes={"m1": 1.0}), ["votes, m1"]),
    "a float where nothing reads it": (changed(present=["m1", 2.5]), ["present, number 2"]),
    "a decimal threshold": (rule(threshold="0.75"), ["rule", "0.75"]),
    "a percentage": (rule(threshold="75%"), ["rule", "75%"]),
    "a threshold of nothing": (rule(threshold="0/4"), ["rule", "0/4"]),
    "a threshold beyond the whole": (rule(threshold="5/4"), ["rule", "5/4"]),
    "a whole number for a threshold": (rule(threshold=1), ["rule.threshold", "int"]),
    "no method": (rule(method=...), ["rule", "method"]),
    "no unit": (rule(unit=...), ["rule", "unit"]),
    "no base": (rule(base=...), ["rule", "base"]),
    "no threshold": (rule(threshold=...), ["rule", "threshold"]),
    "no compare": (rule(compare=...), ["rule", "compare"]),
    "an unknown base": (rule(base="everybody"), ["rule.base", "everybody"]),
    "an unknown method": (rule(method="lot"), ["rule.method", "lot"]),
    "a rule that is no object": (changed(rule=["vote"]), ["rule"]),
    "a rule by name with no charter": (changed(rule="8.4"), ["rule", "8.4"]),
    "no rule": (without("rule"), ["rule"]),
    "no votes": (without("votes"), ["votes"]),
    "nobody said to be present": (without("present"), ["present"]),
    "no partners": (without("partners"), ["partners is missing"]),
    "no members": (without("members"), ["members is missing"]),
    "an unknown topic": (changed(topic="weather"), ["topic", "weather"]),
    "a member twice": (changed(members=SOUND["members"] + SOUND["members"][:1]), ["members", "m1", "twice"]),
    "a partner twice": (changed(partners=SOUND["partners"] * 2), ["partners", "bb", "twice"]),
    "a member with no key": (changed(members=[{"partners": []}]), ["members[0]", "key"]),
    "an empty key": (changed(members=[{"key": "", "partners": []}]), ["members", "empty"]),
    "a member for an unknown partner": (changed(members=[{"key": "m1", "partners": ["x"]}]), ["m1", "partner “x”"]),
    "a member for a partner twice": (changed(members=[{"key": "m1", "partners": ["bb", "bb"]}]), ["m1", "bb", "twice"]),
    "somebody unknown present": (changed(present=["m9"]), ["present", "m9"]),
    "somebody present twice": (changed(present=["m1", "m1"]), ["present", "m1", "twice"]),
    "somebody unknown withdrawn": (changed(withdrawn=["m9"]), ["withdrawn", "m9"]),
    "an unknown partner affected": (changed(affected=["x"]), ["affected", "x"]),
    "a partner affected twice": (changed(affected=["bb", "bb"]), ["affected", "bb", "twice"]),
    "present as one text": (changed(present="m1"), ["present", "array"]),
    "a category ticked twice": (changed(matrix={"fin": ["ccg", "ccg"]}), ["matrix", "fin", "ccg"]),
    "a row that is no list": (changed(matrix={"fin": "ccg"}), ["matrix", "fin"]),
    "a row with a number": (changed(matrix={"fin": ["ccg", 3]}), ["matrix", "fin", "[1]"]),
    "a vote that is none": (changed(votes={"m1": "maybe"}), ["votes", "m1", "maybe"]),
    "a vote by number": (changed(votes={"m1": 1}), ["votes", "m1", "1"]),
    "a vote by somebody unknown": (changed(votes={"m9": "for"}), ["votes", "m9", "no such member"]),
    "a vote by somebody absent": (changed(present=[]), ["votes", "m1", "absent"]),
    "a vote by somebody withdrawn": (changed(withdrawn=["m1"]), ["votes", "m1", "kept from voting"]),
    "a vote by somebody not eligible": (
        changed(present=["m1", "m2"], votes={"m2": "for"}),
        ["m2", "does not apply to council"],
    ),
    "a ruling on an unknown partner": (
        changed(overrides=[{"partner": "x", "topic": "fin", "eligible": True}]),
        ["overrides", "x"],
    ),
    "a ruling on an unknown topic": (
        changed(overrides=[{"partner": "bb", "topic": "x", "eligible": True}]),
        ["overrides", "x"],
    ),
    "two rulings on one thing": (
        changed(overrides=[{"partner": "bb", "topic": "fin", "eligible": one} for one in (True, False)]),
        ["overrides", "bb", "fin", "twice"],
    ),
    "a ruling that rules nothing": (
        changed(overrides=[{"partner": "bb", "topic": "fin"}]),
        ["overrides[0]", "eligible"],
    ),
    "an unknown charter": (NAMED | {"charter": "x"}, ["charter", "x"]),
    "an unknown body": (NAMED | {"body": "x"}, ["body", "x", "board"]),
    "an unknown rule of the body": (NAMED | {"rule": "9.9"}, ["rule", "9.9", "capital"]),
    "a charter without a body": ({key: NAMED[key] for key in NAMED if key != "body"}, ["body is missing"]),
    "a body without a charter": ({key: NAMED[key] for key in NAMED if key != "charter"}, ["charter is missing"]),
    "a charter beside members": (NAMED | {"members": SOUND["members"]}, ["members"]),
    "a list": ([SOUND], ["object"]),
    "a number": (7, ["object"]),
}


@pytest.mark.parametrize(("given", "said"), NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_refused_by_field_and_key(given, said):
    result = ask(given)
    assert list(result) == ["error"]
    for part in said:
        assert part in result["error"]
    assert "\n" not in result["error"]
    assert "`" not in result["error"]
    assert "$" not in result["error"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not UTF-8 at byte 1"),
        (b'{"rule": NaN}', "rule: nan is not exact"),
        (b'{"rule": {"threshold": 1e400}}', "rule, threshold: inf is not exact"),
        (b'{"votes": {"m1": "for", "m1": "against"}}', "“m1” is given twice"),
        (b'{"rule": ' + b"9" * 5000 + b"}", "number that is too long"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 900 + b"1" + b"}" * 900, ""),
    ],
)
def test_a_line_that_is_no_problem_at_all(line, said):
    assert said in answer(line, charters)["error"]


def test_half_a_character_does_not_stop_the_answer():
    line = json.dumps(changed(votes={"\ud800": "for"}))
    (found,) = answers([line], charters)
    assert found[1] is False
    assert "may not vote" in json.loads(found[0])["error"]


def test_a_charter_that_cannot_be_read_says_so():
    def broken(name):
        raise ValueError("line 3 is wrong")

    assert answer(json.dumps(NAMED), broken)["error"] == "charter: “mou” cannot be read: line 3 is wrong"


def test_one_bad_line_does_not_stop_the_rest_and_blank_lines_are_no_lines(monkeypatch):
    monkeypatch.setattr(problems, "LONGEST", 5000)
    sound = json.dumps(SOUND).encode() + b"\n"
    found = list(answers([sound, b"\n", b"{\n", b" " * 6000 + b"{}", "  ", sound.decode()], charters))
    assert [good for _, good in found] == [True, False, False, True]
    assert b"longer than 5000" in found[2][0]
    assert all(b"\n" not in line for line, _ in found)
    assert json.loads(found[0][0])["for"] == 1


def test_a_long_key_is_cut_in_the_sentence():
    assert len(ask(changed(present=["x" * 10_000]))["error"]) < 200

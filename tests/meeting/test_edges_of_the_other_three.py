"""Each rule of the other three memoranda at its edge: one short, exactly met, a tie, somebody away, somebody withdrawn."""

from __future__ import annotations

from typing import Any

import pytest

from boardtui.charter.load import shipped
from boardtui.meeting import entries as e
from boardtui.meeting.followup.awaiting import decision, effect
from tests.build import record
from tests.charter.held import ask, sitting

CP, DONCASTER, SYB = "cambridgeshire-peterborough", "doncaster", "south-yorkshire-bassetlaw"


def seats(charter: str, body: str) -> list[str]:
    return [seat.key for seat in shipped(charter).body(body).seats]


HCE = seats(CP, "hce")
BOARD, COMMITTEE, IN_COMMON = (
    seats(SYB, body) for body in ("collaborative-partnership-board", "joint-committee", "committees-in-common")
)


def counted(charter: str, body: str, rule: str, voted: dict[str, str], away: list[str], **more: Any) -> dict[str, Any]:
    """What the tally answers with all there but those away."""
    return ask(charter, body, rule, [key for key in seats(charter, body) if key not in away], voted, **more)


def told(count: dict[str, Any]) -> set[str]:
    return {each["reading"] for each in count.get("readings", ())}


def half(keys: list[str]) -> dict[str, str]:
    """As many for as against."""
    return {key: "for" if at % 2 else "against" for at, key in enumerate(keys)}


@pytest.mark.parametrize(("rule", "body"), [("system-project", "hce"), ("system-business", "stp-board")])
@pytest.mark.parametrize(
    ("case", "voted", "away", "withdrawn", "outcome", "differ"),
    [
        ("nobody objects", {}, [], [], "carried", {"unanimous"}),
        ("all are for it", "for", [], [], "carried", set()),
        ("one objects", {"cuhft-ceo": "against"}, [], [], "not_carried", set()),
        ("one abstains", {"cuhft-ceo": "abstain"}, [], [], "carried", {"unanimous"}),
        ("a tie", "half", [], [], "not_carried", set()),
        ("one is away", "for", ["papworth-ceo"], [], "carried", set()),
        ("one has withdrawn", "for", [], ["papworth-ceo"], "carried", set()),
        ("a council alone objects", {"pcc-ceo": "against"}, [], [], "not_carried", {"signatories-only"}),
    ],
)
def test_commitments_4_and_6(
    rule: str, body: str, case: str, voted: Any, away: list[str], withdrawn: list[str], outcome: str, differ: set[str]
) -> None:
    here = [key for key in seats(CP, body) if key not in (*away, *withdrawn)]
    voted = (
        {"for": dict.fromkeys(here, "for"), "half": half(here)}.get(voted, voted) if isinstance(voted, str) else voted
    )
    count = counted(CP, body, rule, voted, away, withdrawn=withdrawn)
    assert (count["outcome"], told(count)) == (outcome, differ), case
    assert count["base"] == len(here)


NHS = ("cpccg", "cuhft", "cpft", "ccs", "nwangliaft", "papworth")


@pytest.mark.parametrize(
    ("case", "asked", "yes", "no", "comes_to"),
    [
        ("nobody is asked by default", None, (), (), "none"),
        ("exactly met: all six", (), NHS, (), "in_effect"),
        ("one short", (), NHS[:5], (), "waits"),
        ("one says no", (), NHS[:5], NHS[5:], "not_in_effect"),
        ("a council beside them, which has not said", (*NHS, "pcc"), NHS, (), "waits"),
        ("two chosen by the secretary", NHS[:2], NHS[:2], (), "in_effect"),
    ],
)
def test_commitment_6_ratification(
    case: str, asked: tuple[str, ...] | None, yes: tuple[str, ...], no: tuple[str, ...], comes_to: str
) -> None:
    board = record(sitting(shipped(CP), "stp-board", "system-business"), e.ConsensusDeclared("m1", True))
    if asked is not None:
        record(board, e.RatificationSought("m1", asked, said_by="the Chair"))
    for key in (*yes, *no):
        record(board, e.PartnerResponded(key, key in yes, "2026-11-27", "minute 4", motion="m1"))
    held = decision(board.state, "m1")
    assert held is not None and effect(held) == comes_to, case
    assert (held.asked.said_by if held.asked else "") == ("" if asked is None else "the Chair")


def test_commitment_4_with_nobody_there_nothing_is_agreed() -> None:
    assert counted(CP, "hce", "system-project", {}, HCE)["outcome"] == "not_carried"


@pytest.mark.parametrize(
    ("case", "voted", "away", "withdrawn", "outcome", "differ"),
    [
        ("7.8.2 exactly met: all seven", dict.fromkeys(IN_COMMON, "for"), [], [], "carried", set()),
        (
            "7.8.2 one short",
            dict.fromkeys(IN_COMMON[1:], "for") | {IN_COMMON[0]: "against"},
            [],
            [],
            "not_carried",
            set(),
        ),
        (
            "7.8.2 one abstains",
            dict.fromkeys(IN_COMMON[1:], "for") | {IN_COMMON[0]: "abstain"},
            [],
            [],
            "not_carried",
            set(),
        ),
        ("7.8.2 one is away", dict.fromkeys(IN_COMMON[1:], "for"), [IN_COMMON[0]], [], "not_carried", {"present"}),
        (
            "7.8.2 one has withdrawn",
            dict.fromkeys(IN_COMMON[1:], "for"),
            [],
            [IN_COMMON[0]],
            "not_carried",
            {"present"},
        ),
        ("7.8.2 three for, three against", half(IN_COMMON[1:]), [IN_COMMON[0]], [], "not_carried", set()),
    ],
)
def test_7_8_2(
    case: str, voted: dict[str, str], away: list[str], withdrawn: list[str], outcome: str, differ: set[str]
) -> None:
    count = counted(SYB, "committees-in-common", "each-concurs", voted, away, withdrawn=withdrawn)
    assert (count["outcome"], told(count)) == (outcome, differ), case
    assert (count["needed"], count["eligible"]) == (7, 7)


@pytest.mark.parametrize(
    ("case", "voted", "away", "outcome", "base", "differ"),
    [
        ("7.4.1 nobody objects", {}, [], "carried", 32, {"unanimous"}),
        ("7.4.1 all are for it", dict.fromkeys(BOARD, "for"), [], "carried", 32, set()),
        ("7.4.1 one Party objects", {"sheffield-ccg-ao": "against"}, [], "not_carried", 32, set()),
        (
            "7.4.1 one Partner alone objects",
            {"sheffield-council-ceo": "against"},
            [],
            "not_carried",
            32,
            {"parties-only"},
        ),
        (
            "7.4.1 one of neither objects",
            {"healthwatch": "against"},
            [],
            "not_carried",
            32,
            {"members-only", "parties-only"},
        ),
        ("7.4.1 one Party is away", dict.fromkeys(BOARD[1:], "for"), BOARD[:1], "carried", 31, set()),
        ("7.4.1 a tie", half(BOARD), [], "not_carried", 32, set()),
    ],
)
def test_7_4_1(case: str, voted: dict[str, str], away: list[str], outcome: str, base: int, differ: set[str]) -> None:
    count = counted(SYB, "collaborative-partnership-board", "financial-proposals", voted, away)
    assert (count["outcome"], count["base"], told(count)) == (outcome, base, differ), case


@pytest.mark.parametrize(
    ("case", "voted", "away", "outcome"),
    [
        ("7.8.1 nobody objects", {}, [], "carried"),
        ("7.8.1 a CCG from outside objects", {"wakefield-ao": "against"}, [], "not_carried"),
        ("7.8.1 the lay member objects", {"lay-member": "against"}, [], "not_carried"),
        ("7.8.1 one CCG is away", {}, ["barnsley-ao", "barnsley-clinician"], "carried"),
        ("7.8.1 a tie", half(COMMITTEE), [], "not_carried"),
    ],
)
def test_7_8_1(case: str, voted: dict[str, str], away: list[str], outcome: str) -> None:
    for rule in ("delegated", "other"):
        count = counted(SYB, "joint-committee", rule, voted, away)
        assert (count["outcome"], count["base"]) == (outcome, 15 - len(away)), case


@pytest.mark.parametrize(
    ("case", "voted", "away", "withdrawn", "outcome", "short"),
    [
        ("exactly met", {"ccg": "for", "council": "for"}, [], [], "carried", 0),
        ("one short", {"ccg": "for", "council": "against"}, [], [], "not_carried", 1),
        ("one abstains", {"ccg": "for", "council": "abstain"}, [], [], "not_carried", 1),
        ("one is away", {"ccg": "for"}, ["council"], [], "not_carried", 1),
        ("one has withdrawn", {"ccg": "for"}, [], ["council"], "not_carried", 1),
        ("neither is for it", {"ccg": "against", "council": "against"}, [], [], "not_carried", 2),
    ],
)
def test_two_that_must_agree_7_9_2_and_5_5_10_3(
    case: str, voted: dict[str, str], away: list[str], withdrawn: list[str], outcome: str, short: int
) -> None:
    for place in ("barnsley", "bassetlaw", "doncaster", "rotherham", "sheffield"):
        count = counted(SYB, f"{place}-place", "structure", voted, away, withdrawn=withdrawn)
        assert (count["outcome"], count["needed"], count["short_by"]) == (outcome, 2, short), f"7.9.2 {place} {case}"
    officers = [f"{key}-ao" for key in away], [f"{key}-ao" for key in withdrawn]
    for clause in ("delivery", "5.4", "2.1.8", "2.1.4", "14.1"):
        count = counted(DONCASTER, "jccc", clause, voted, officers[0], withdrawn=officers[1])
        assert (count["outcome"], count["needed"], count["short_by"]) == (outcome, 2, short), f"{clause} {case}"
        assert told(count) == ({"present"} if (away or withdrawn) and clause == "delivery" else set()), (
            f"{clause} {case}"
        )


@pytest.mark.parametrize(
    ("case", "voted", "away", "outcome"),
    [
        ("13.1 nobody objects", {}, [], "carried"),
        ("13.1 one objects", {"ccg-ao": "against"}, [], "not_carried"),
        ("13.1 one is away", {}, ["council-ao"], "carried"),
    ],
)
def test_13_1(case: str, voted: dict[str, str], away: list[str], outcome: str) -> None:
    assert counted(DONCASTER, "jccc", "interests", voted, away)["outcome"] == outcome, case

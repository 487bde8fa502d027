"""Entries for hypothesis: any that could be decoded from a book, sensible ones among them."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from boardtui.charter.settings import RULINGS
from boardtui.charter.terms_of_reference import Quorum
from boardtui.meeting.entries import AnyEntry, decode
from tests.build import AGENDA, BOARD, SLE, convened, members

HOSTILE = ("", " ", "\n", "\x00", "\u202e", "[bold]{", "m1\n", "x" * 5000, "١٢", "None", "0", "a" * 64)
PEOPLE = [member.key for member in (*members(BOARD)[:9], *members(SLE))]
PARTNERS = ["bbccg", "cprccg", "mseft", "nelft", "ecc", "nhse"]
POOLS: dict[str, list[str]] = {
    "member": PEOPLE,
    "by": PEOPLE,
    "holder": PEOPLE,
    "mover": PEOPLE,
    "seconder": PEOPLE,
    "voters": [*PEOPLE, *PARTNERS],
    "stood_aside": PEOPLE,
    "item": [line.item for line in AGENDA],
    "items": [line.item for line in AGENDA],
    "after": [line.item for line in AGENDA],
    "motion": ["m1", "m2", "m3", "d1"],
    "answers": ["d1", "m1"],
    "amends": ["m1", "m2"],
    "follows": ["m1", "m2"],
    "issue": ["i1", "i2"],
    "action": ["a1", "a2"],
    "partner": PARTNERS,
    "partners": PARTNERS,
    "parties": PARTNERS,
    "affected": PARTNERS,
    "topic": ["fin_capital", "resolution", "objectives"],
    "decision": ["m1", "d1", "d2"],
    "rule": ["capital", "agreement", "issue-board", "issue-majority", "consensus", "8.4"],
    "setting": list(RULINGS),
    "date": ["2026-11-24", "2026-02-30", "2026-W01-1"],
    "due": ["2026-12-01"],
    "meeting": ["2026-11", "2027-02"],
    "standing": ["r1", "r2"],
    "occurrence": ["annual-review-first", "end"],
    "members": PEOPLE,
    "topics": ["fin_capital", "resolution", "objectives"],
    "words": ["capital", "estates"],
    "since": ["", "2026-01-01"],
    "until": ["2026-12-31", "2027-01-31"],
    "starts": ["2026-12-15", "2027-02-10"],
    "hash": ["ab" * 32],
    "person": ["", "A Clinician"],
    "body": [BOARD, SLE],
    "time": ["2026-11-26T14:05:00.000Z", "2026-11-26T09:00:00.000Z", "2026-11-26T10:40"],
}
VALUES: list[Any] = [
    "eligible",
    "present",
    "cast",
    "1/2",
    "3/4",
    "1",
    "at_least",
    "more_than",
    "member",
    "partner",
    "in_base",
    "out_of_base",
    "unanimous",
    "no_objection",
    "may_vote",
    "may_not_vote",
    "count",
    "do_not_count",
    "chair",
    "none",
    "footnote-two",
    "unanimous",
    "per-person",
    3,
    ["mseft", "ecc"],
    {"partner": "mseft", "topic": "fin_capital", "eligible": False},
    {"partner": "ecc", "topic": "fin_capital", "eligible": True},
]
NUMBERS = st.sampled_from([0, 1, 2, 5, 8, 14, -1, 2**53 - 1])


def words(name: str) -> st.SearchStrategy[str]:
    """Text as that field may have it: mostly what the meeting knows."""
    pool = POOLS.get(name)
    hostile = st.sampled_from(HOSTILE)
    return st.sampled_from(pool) | st.sampled_from(pool) | st.sampled_from(pool) | hostile if pool else hostile


def anything() -> st.SearchStrategy[Any]:
    """Any JSON that a book can hold."""
    leaves = st.none() | st.booleans() | NUMBERS | st.sampled_from(HOSTILE) | st.sampled_from(PEOPLE)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(HOSTILE), inner, max_size=3),
        max_leaves=6,
    )


def plain(kind: inspect.Type, name: str) -> st.SearchStrategy[Any]:
    """JSON that decodes as that type."""
    match kind:
        case inspect.StrType():
            return words(name)
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType(ge=least, le=most):
            return NUMBERS.filter(lambda one: (least is None or one >= least) and (most is None or one <= most))
        case inspect.NoneType():
            return st.none()
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.AnyType():
            return st.sampled_from(VALUES) | anything()
        case inspect.UnionType(types=types):
            return st.one_of([plain(one, name) for one in types])
        case inspect.VarTupleType(item_type=item):
            return st.lists(plain(item, name), max_size=4)
        case inspect.DictType(value_type=value):
            return st.dictionaries(words(name), plain(value, name), max_size=2)
        case inspect.StructType():
            return struct(kind)
    raise AssertionError(kind)


def struct(kind: inspect.StructType) -> st.SearchStrategy[dict[str, Any]]:
    """JSON that decodes as that record; what need not be there often is not."""
    must: dict[str, Any] = {} if kind.tag is None else {kind.tag_field: st.just(kind.tag)}
    may: dict[str, Any] = {}
    for field in kind.fields:
        (must if field.required else may)[field.encode_name] = st.deferred(
            lambda field=field: plain(field.type, field.name)  # type: ignore[misc]
        )
    return st.fixed_dictionaries(must, optional=may)


KINDS = {one.tag: one for one in inspect.type_info(AnyEntry).types}  # type: ignore[attr-defined]


def entries(*names: str) -> st.SearchStrategy[AnyEntry]:
    """Any entry of these kinds, or of all, as it comes out of a book."""
    return _entry(names)


@cache
def _kind(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return struct(KINDS[name])


@st.composite
def _entry(draw: st.DrawFn, names: tuple[str, ...]) -> AnyEntry:
    # Drawn in a function, since Hypothesis writes a strategy out in full wherever it names it, and this one is long.
    chosen = [_kind(name) for name in (names or KINDS)]
    return decode(msgspec.json.encode(draw(st.one_of(chosen))))


def beginnings() -> st.SearchStrategy[AnyEntry]:
    """A meeting of the Board or the SLE as it is convened, with or without terms of reference."""
    terms = st.fixed_dictionaries(
        {},
        optional={
            "quorum": st.sampled_from([Quorum(number=3), Quorum(fraction="1/4", conflicted_count=False)]),
            "deputies": st.sampled_from(["may_vote", "may_not_vote"]),
            "casting_vote": st.sampled_from(["none", "chair"]),
            "urgent": st.sampled_from(["allowed", "allowed", "not_allowed"]),
            "written": st.sampled_from(["allowed", "not_allowed"]),
            "year_begins": st.sampled_from(["1 January", "1 April", "24 June"]),
        },
    )
    return st.builds(
        lambda body, given, proxies: convened(body, terms={**given, **proxies}),
        st.sampled_from([BOARD, SLE]),
        terms,
        st.just({}) | proxies(),
    )


def proxies() -> st.SearchStrategy[dict[str, Any]]:
    """What terms of reference may say of proxies that they allow."""
    return st.fixed_dictionaries(
        {"proxies": st.sampled_from(["member", "chair", "anyone"])},
        optional={
            "proxies_most": st.sampled_from([1, 2]),
            "proxies_present": st.sampled_from(["count", "do_not_count"]),
            "proxies_conflicted": st.sampled_from(["may_vote", "may_not_vote"]),
        },
    )


__all__ = ["KINDS", "PARTNERS", "PEOPLE", "beginnings", "entries"]

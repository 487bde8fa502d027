"""Which words of which entries may be confidential: every field of every kind that somebody's own words can stand in.

A kind of entry, or a field, that is added and does not stand in the meeting of canaries makes its test fail: see
``uncovered``. What holds no words of anybody's (keys, days, choices from a list) is named here, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import inspect

from boardtui.meeting.entries import AnyEntry
from boardtui.meeting.state.state import Stamped

CANARY = "canary"
KINDS = {str(one.tag): one for one in inspect.type_info(AnyEntry).types}  # type: ignore[attr-defined]
# Fields that hold a key, a day or hour, a hash or the number of a clause's rule; never a sentence.
NO_WORDS = frozenset(
    """
    action affected after agreed agreed_on amends answered answers at ballots body by candidate choice chosen covers
    date day decision declarations declared due follows from_book from_hash hash holder issue item items key lapsed
    meeting member members motion mover next_round occurrence of_action of_motion open_item parties
    partner partners planned question raised raised_on reported rule seconder
    setting since standing starts status stood_aside taken taken_on tie time topic topics until voters votes
    """.split()  # noqa: SIM905
)
ONE_OF_A_LIST = ("stages.outcome", "sent.outcome")  # though the outcome of an item is words
PUBLIC_PARTS = ("found.minutes.title",)  # which minutes awaited approval is handed over in MeetingConvened alone
ALWAYS_PUBLIC = {
    "MeetingConvened": "what is confidential follows it in ConfidentialCarried",
    "MeetingCalledOff": "the public is told why it does not take place",
    "PublicExcluded": "the public is told why it is excluded",
    "PublicReadmitted": "has no words",
    "SeatFilled": "the public is told who holds which seat",
}


def fields_of(kind: str) -> set[str]:
    """The fields of an entry, as paths, in which words may stand."""
    return {path for path in _paths(KINDS[kind], "") if not path.endswith((*ONE_OF_A_LIST, *PUBLIC_PARTS))}


def sung(entry: AnyEntry) -> set[str]:
    """The paths of an entry at which a canary stands."""
    return set(_canaries(msgspec.to_builtins(entry), KINDS[type(entry).__name__], ""))


def uncovered(lines: Iterable[Stamped]) -> list[str]:
    """Every field of every kind in which no confidential entry of these has a canary."""
    held: dict[str, set[str]] = {}
    for line in lines:
        if line.confidential:
            held.setdefault(type(line.entry).__name__, set()).update(sung(line.entry))
    return [
        f"{kind}.{path}"
        for kind in KINDS
        if kind not in ALWAYS_PUBLIC
        for path in sorted(fields_of(kind) - held.get(kind, set()))
    ]


def _paths(kind: inspect.Type, path: str) -> Iterator[str]:
    match kind:
        case inspect.StrType() | inspect.AnyType():
            yield path
        case inspect.UnionType(types=types):
            for one in types:
                yield from _paths(one, path)
        case inspect.VarTupleType(item_type=inner) | inspect.DictType(value_type=inner):
            yield from _paths(inner, path)
        case inspect.StructType(fields=fields):
            for field in fields:
                if field.name not in NO_WORDS:
                    yield from _paths(field.type, f"{path}.{field.name}".lstrip("."))


def _canaries(held: Any, kind: inspect.Type, path: str) -> Iterator[str]:
    match kind, held:
        case inspect.StructType(fields=fields), dict():
            for field in fields:
                if field.encode_name in held:
                    yield from _canaries(held[field.encode_name], field.type, f"{path}.{field.name}".lstrip("."))
        case inspect.UnionType(types=types), _:
            for one in types:
                yield from _canaries(held, one, path)
        case inspect.VarTupleType(item_type=inner), list() | tuple():
            for one in held:
                yield from _canaries(one, inner, path)
        case inspect.DictType(value_type=inner), dict():
            for one in held.values():
                yield from _canaries(one, inner, path)
        case _, str() if CANARY in held:
            yield path

"""What a meeting found open that is entered after a later one: its matters as they were then, not as the later one left them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from msgspec.structs import replace

from boardtui.meeting.entries import (
    Carried,
    ConfidentialCarried,
    Found,
    MeetingConvened,
    OpenAction,
    OpenDecision,
    OpenIssue,
)
from boardtui.meeting.fold.sitting import key_of
from boardtui.meeting.state.state import Stamped

Matters = Literal["issues", "actions"]
T = TypeVar("T", OpenIssue, OpenAction, OpenDecision)
C = TypeVar("C", Carried, ConfidentialCarried)


def as_found(lines: Sequence[Stamped]) -> list[Stamped]:
    """The entries of a meeting, its matters carried as it found them; as they are where nothing sets these apart."""
    return [_as_found(line) for line in lines]


def _as_found(line: Stamped) -> Stamped:
    match line.entry:
        case MeetingConvened(found=Found() as found) as convened:
            return replace(line, entry=replace(convened, carried=_read(convened.carried, found)))
        case ConfidentialCarried(found=Found() as found) as hidden:
            return replace(line, entry=_read(hidden, found))
    return line


def _read(carried: C, found: Found) -> C:
    return replace(
        carried,
        issues=_merged(carried.issues, found.issues),
        actions=_merged(carried.actions, found.actions),
        decisions=_merged(carried.decisions, found.decisions),
    )


def _merged(carried: tuple[T, ...], found: tuple[T, ...]) -> tuple[T, ...]:
    """What was found, and what is carried beside it, since what the meeting did may be about that."""
    known = {key_of(matter) for matter in found}
    return found + tuple([matter for matter in carried if key_of(matter) not in known])


def carried_by(entry: MeetingConvened | ConfidentialCarried, name: Matters, day: str) -> list[Any]:
    """What an entry carries, to be told by its meeting: of what the meeting did not find nothing that came after its ``day``."""
    carried = list(getattr(entry.carried if isinstance(entry, MeetingConvened) else entry, name))
    if entry.found is None:
        return carried
    known = {key_of(matter) for matter in getattr(entry.found, name)}
    return [matter for matter in carried if key_of(matter) in known or _day(matter) <= day]


def _day(matter: OpenIssue | OpenAction) -> str:
    if isinstance(matter, OpenIssue):
        return matter.raised_on or matter.raised[:10]
    return matter.agreed_on or matter.agreed[:10]

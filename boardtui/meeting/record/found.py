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
    MinutesDue,
    OpenAction,
    OpenDecision,
    OpenIssue,
)
from boardtui.meeting.fold.minuting import to_approve
from boardtui.meeting.fold.sitting import key_of
from boardtui.meeting.state.state import Stamped

Matters = Literal["issues", "actions", "decisions"]
T = TypeVar("T", OpenIssue, OpenAction, OpenDecision)
C = TypeVar("C", Carried, ConfidentialCarried)


def as_found(lines: Sequence[Stamped]) -> list[Stamped]:
    """The entries of a meeting, its matters carried as it found them; as they are where nothing sets these apart."""
    return [_as_found(line) for line in lines]


def as_open_then(lines: Sequence[Stamped]) -> list[Stamped]:
    """The same without what a meeting is only handed since a later one has it: what was open at it, and no more."""
    day = next((line.entry.starts[:10] for line in lines if isinstance(line.entry, MeetingConvened)), "")
    return [_without_later(line, day) for line in as_found(lines)]


def _without_later(line: Stamped, day: str) -> Stamped:
    match line.entry:
        case MeetingConvened(found=Found()) as convened:
            return replace(line, entry=replace(convened, carried=_told(convened, convened.carried, day)))
        case ConfidentialCarried(found=Found()) as hidden:
            return replace(line, entry=_told(hidden, hidden, day))
    return line


def _told(entry: MeetingConvened | ConfidentialCarried, carried: C, day: str) -> C:
    return replace(
        carried,
        issues=tuple(carried_by(entry, "issues", day)),
        actions=tuple(carried_by(entry, "actions", day)),
        decisions=tuple(carried_by(entry, "decisions", day)),
    )


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
    """What an entry carries, to be told by its meeting: of what the meeting did not find nothing that came after its ``day``.

    What another body sent is dated by that body's book, and came only with its receipt: where the meeting did not find
    it, a later one received it.
    """
    carried = list(getattr(_carrying(entry), name))
    if entry.found is None:
        return carried
    known = {key_of(matter) for matter in getattr(entry.found, name)}
    return [matter for matter in carried if key_of(matter) in known or (_is_own(matter) and _day(matter) <= day)]


def minutes_of(entry: MeetingConvened) -> tuple[MinutesDue, ...]:
    """The minutes that awaited approval when a meeting was held, by the days of their meetings; approved since or not."""
    found = entry.found.minutes if entry.found is not None else ()
    known = {due.meeting for due in found}
    return to_approve((*found, *(due for due in entry.carried.minutes if due.meeting not in known)), entry.starts)


def decisions_of(entry: MeetingConvened | ConfidentialCarried) -> tuple[OpenDecision, ...]:
    """The decisions that an entry carries, those that came only later among them."""
    return _carrying(entry).decisions


def _carrying(entry: MeetingConvened | ConfidentialCarried) -> Carried | ConfidentialCarried:
    return entry.carried if isinstance(entry, MeetingConvened) else entry


def _is_own(matter: OpenIssue | OpenAction | OpenDecision) -> bool:
    """Whether it began in this book; an open issue that had been referred came from the body which referred it."""
    match matter:
        case OpenIssue():
            return not any(step.text.startswith("referred to ") for step in matter.stages)
        case OpenDecision():
            return not matter.from_book
    return True


def _day(matter: OpenIssue | OpenAction | OpenDecision) -> str:
    match matter:
        case OpenIssue():
            return matter.raised_on or matter.raised[:10]
        case OpenDecision():
            return matter.taken_on or matter.taken[:10]
    return matter.agreed_on or matter.agreed[:10]

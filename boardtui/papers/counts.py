"""What papers are numbered by: what one meeting counts for, and what came before it in its year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from boardtui.config.house_style import House, Span, short_name, span_of, written
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import Stamped, State

PRIVATE = " (part 2)"
Told = tuple[Stamped, bool]
"""An entry, and whether the public does not know it."""


class Counts(msgspec.Struct, frozen=True):
    """What came before in a year: meetings, and of items and decisions those in public and those in private.

    What is private is counted in a series of its own, so that no gap in the public one says how much there was.
    """

    meetings: int = 0
    items: tuple[int, int] = (0, 0)
    decisions: tuple[int, int] = (0, 0)
    actions: tuple[int, int] = (0, 0)


class Numbering(msgspec.Struct, frozen=True):
    """The house style, and what came before the meeting in the year of each pattern.

    ``meetings`` are other meetings that its papers name: by book and key the title and the local start. ``actions`` are
    the references of actions that earlier meetings agreed, by key.
    """

    house: House = House()
    before: Mapping[Span, Counts] = {}
    meetings: Mapping[tuple[str, str], tuple[str, str]] = {}
    actions: Mapping[str, str] = {}


def action_references(state: State, standing: Sequence[Told], numbering: Numbering) -> dict[str, str]:
    """The references of the actions that one meeting agreed, or that were agreed after it, by key.

    Args:
        state: the meeting.
        standing: its entries that stand, of each whether the public does not know it.
        numbering: the house style, and what came before in the year.
    """
    pattern = numbering.house.references.action
    counts = [0, 0]
    references: dict[str, str] = {}
    for key, hidden in _agreed(standing).items() if pattern else ():
        counts[hidden] += 1
        before = numbering.before.get(span_of(pattern), Counts())
        values: dict[str, str | int] = {"action": counts[hidden], "count": before.actions[hidden] + counts[hidden]}
        references[key] = in_pattern(state, numbering, pattern, values) + (PRIVATE if hidden else "")
    return references


def counts_of(stretch: Stretch) -> Counts:
    """What one meeting adds to the numbers of its year."""
    items = [item.agenda.confidential for item in stretch.state.items.values()]
    lines = audience_of(stretch)
    decided, agreed = list(decided_motions(stretch.state, lines).values()), list(_agreed(lines).values())
    return Counts(
        1,
        (items.count(False), items.count(True)),
        (decided.count(False), decided.count(True)),
        (agreed.count(False), agreed.count(True)),
    )


def audience_of(stretch: Stretch) -> list[Told]:
    """The entries of a meeting that stand, of each whether the public does not know it."""
    public = {line.seq for line in stretch.public_standing()}
    return [(line, line.seq not in public) for line in stretch.standing()]


def decided_motions(state: State, standing: Sequence[Told]) -> dict[str, bool]:
    """The motions decided, in the order of their results; of each whether the public is not told."""
    return {
        line.entry.motion: hidden
        for line, hidden in standing
        if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared) and line.entry.motion in state.motions
    }


def _agreed(standing: Sequence[Told]) -> dict[str, bool]:
    """The actions agreed, in their order; of each whether the public is not told."""
    return {line.entry.action: hidden for line, hidden in standing if isinstance(line.entry, e.ActionAgreed)}


def in_pattern(state: State, numbering: Numbering, pattern: str, values: dict[str, str | int]) -> str:
    """A reference of a meeting in the house\'s pattern, with the values that the pattern may name."""
    about: dict[str, str | int] = {
        "body": short_name(numbering.house, state.body),
        "meeting": numbering.before.get(span_of(pattern), Counts()).meetings + 1,
    }
    return written(pattern, state.starts, about | values)

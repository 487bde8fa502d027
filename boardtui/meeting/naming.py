"""Makes keys for what a meeting adds to its book: the meeting's key, a letter for the kind, and the next free number."""

from __future__ import annotations

from collections.abc import Container

from boardtui.meeting.state import State


def next_motion(state: State) -> str:
    """A key for a motion that is about to be put."""
    return _free(state, "m", state.motions)


def next_decision(state: State) -> str:
    """A key for a decision that is taken, begun or received without a motion of its own."""
    return _free(state, "d", {**state.motions, **state.decisions})


def next_action(state: State) -> str:
    """A key for an action that is about to be agreed."""
    return _free(state, "a", state.actions)


def next_issue(state: State) -> str:
    """A key for an issue that is about to be raised."""
    return _free(state, "i", state.issues)


def next_item(state: State) -> str:
    """A key for an item that is about to be added to the agenda."""
    return _free(state, "x", state.items)


def next_interest(state: State) -> str:
    """A key for an interest that is about to be registered."""
    return _free(state, "r", state.standing)


def _free(state: State, letter: str, taken: Container[str]) -> str:
    number = 1
    while (key := f"{state.meeting[:56]}-{letter}{number}") in taken:
        number += 1
    return key

"""Makes keys for what a meeting adds to its book: the meeting's key, a letter for the kind, and the next free number.

What is private has a series of its own (``pm`` beside ``m``), so that no gap among public keys shows that there is any;
under vocabulary 1 and 2 it had not. While the public is excluded everything is private; ``private`` says what else is.
"""

from __future__ import annotations

from collections.abc import Container

from boardtui.meeting.fold.confidential import SINCE, hidden_now
from boardtui.meeting.state.state import State


def next_motion(state: State, *, private: bool = False) -> str:
    """A key for a motion that is about to be put."""
    return _free(state, "m", state.motions, private)


def next_decision(state: State, *, private: bool = False) -> str:
    """A key for a decision that is taken, begun or received without a motion of its own."""
    return _free(state, "d", {**state.motions, **state.decisions}, private)


def next_action(state: State, *, private: bool = False) -> str:
    """A key for an action that is about to be agreed."""
    return _free(state, "a", state.actions, private)


def next_question(state: State, *, private: bool = False) -> str:
    """A key for a question from the public that is about to be recorded."""
    return _free(state, "q", state.questions, private)


def next_issue(state: State, *, private: bool = False) -> str:
    """A key for an issue that is about to be raised."""
    return _free(state, "i", state.issues, private)


def next_item(state: State, *, private: bool = False) -> str:
    """A key for an item that is about to be added to the agenda."""
    return _free(state, "x", state.items, private)


def next_interest(state: State, *, private: bool = False) -> str:
    """A key for an interest that is about to be registered."""
    return _free(state, "r", state.standing, private)


def next_choice(state: State, *, private: bool = False) -> str:
    """A key for a choice between candidates that is about to be opened."""
    return _free(state, "c", state.choices, private)


def next_seat(state: State) -> str:
    """A key for a new seat, to which somebody is co-opted; who holds which seat is always public."""
    number = 1
    while (key := f"co-opted-{number}") in state.members:
        number += 1
    return key


def _free(state: State, letter: str, taken: Container[str], private: bool) -> str:
    apart = (private or hidden_now(state)) and state.vocabulary >= SINCE
    series = f"{state.meeting[:56]}-{'p' if apart else ''}{letter}"
    number = 1
    while (key := f"{series}{number}") in taken:
        number += 1
    return key

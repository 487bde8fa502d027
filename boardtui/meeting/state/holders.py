"""Who held each seat over several meetings, so that nobody is counted twice whose name was entered only later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from boardtui.meeting.entries import Member
from boardtui.meeting.state.labels import holder_name, place_label
from boardtui.meeting.state.state import State


def has_no_name(member: Member) -> bool:
    """Whether a seat is filled and nobody has entered by whom: it goes by its title."""
    return not member.vacant and member.name in ("", member.seat)


def names_over(states: Sequence[State]) -> list[dict[str, str]]:
    """The holders of the filled seats at each of several meetings: seats by key, with the name.

    A holder whose name was entered later has it at the meetings before too, as long as the seat was not vacant between.

    Args:
        states: the meetings, in the order in which they were held.
    """
    names: list[dict[str, str]] = []
    following: dict[str, str] = {}
    for state in reversed(states):
        here = {}
        for key, member in state.members.items():
            if not member.vacant:
                name = holder_name(state, key)
                here[key] = following.get(key, name) if has_no_name(member) else name
        names.append(here)
        following = here
    return names[::-1]


def labels_over(states: Sequence[State]) -> list[dict[str, str]]:
    """The same with how figures name each of them: alike at all meetings, with the seat where two ever had one name at once."""
    names = names_over(states)
    namesakes = {name for here in names for name, count in Counter(here.values()).items() if count > 1}
    places = {key: place_label(state, key) for state, here in zip(states, names, strict=True) for key in here}
    return [
        {key: f"{name} ({places[key]})" if name in namesakes else name for key, name in here.items()} for here in names
    ]

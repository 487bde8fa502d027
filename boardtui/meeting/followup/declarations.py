"""The yearly round of declarations as it stands: who has returned one, nil or not, who has not, and who is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from boardtui.meeting.entries import DeclarationReturned, DeclarationsAsked, Member
from boardtui.meeting.entries.base import Entry
from boardtui.meeting.state.labels import holder_name
from boardtui.meeting.state.state import Record, State


class Round(Record, frozen=True):
    """The last round: when it was asked for, by when it is due, what was returned, and whose is not.

    ``returned`` has members by key with what each returned, ``others`` those who hold no seat, or hold it no longer.
    """

    asked: str
    due: str
    returned: dict[str, DeclarationReturned]
    others: tuple[DeclarationReturned, ...]
    missing: tuple[str, ...]

    def is_late(self, today: str) -> bool:
        """Whether somebody's declaration is overdue."""
        return bool(self.missing) and self.due < today


def holders(state: State) -> dict[str, str]:
    """Who is asked: every member who holds a seat, by key, with the name."""
    return {key: holder_name(state, key) for key, member in state.members.items() if not member.vacant}


def round_of(entries: Iterable[Entry], members: Mapping[str, Member]) -> Round | None:
    """How the last round stands; None where none was ever begun.

    Args:
        entries: all of the book, in order; only rounds and returns count.
        members: the members by key; those who hold a seat are asked. A return counts for a round from the day on which
            it began, and for whoever holds the seat still, also where the name was entered only since.
    """
    asked: DeclarationsAsked | None = None
    returns: list[DeclarationReturned] = []
    for entry in entries:
        if isinstance(entry, DeclarationsAsked):
            asked = entry
        elif isinstance(entry, DeclarationReturned):
            returns.append(entry)
    if asked is None:
        return None
    of_this = [entry for entry in returns if entry.date >= asked.date]
    held = {entry.member: entry for entry in of_this if entry.member and _holds(members.get(entry.member), entry.name)}
    others = {entry.name: entry for entry in of_this if not _holds(members.get(entry.member or ""), entry.name)}
    missing = tuple(key for key, member in members.items() if not member.vacant and key not in held)
    return Round(asked.date, asked.due, held, tuple(others.values()), missing)


def _holds(member: Member | None, name: str) -> bool:
    """Whether a return of that name is the seat's; before a name was entered it bears the title of the seat."""
    if member is None or member.vacant:
        return False
    return name in (member.name or member.seat or member.key, member.seat or member.key)

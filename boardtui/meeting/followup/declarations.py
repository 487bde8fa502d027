"""The yearly round of declarations as it stands: who has returned one, nil or not, who has not, and who is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from boardtui.meeting.entries import DeclarationReturned, DeclarationsAsked, Member, SeatFilled
from boardtui.meeting.entries.base import Entry
from boardtui.meeting.state.labels import holder_name
from boardtui.meeting.state.state import Record, State

JOINED = "not asked: joined after it was due"


class Round(Record, frozen=True):
    """The last round: when it was asked for, by when it is due, what was returned, and whose is not.

    ``returned`` has members by key with what each returned, ``others`` those who hold no seat, or hold it no longer.
    ``joined`` are those who returned none and came to hold their seat only after it was due: they were not asked, so none
    of theirs is missing.
    """

    asked: str
    due: str
    returned: dict[str, DeclarationReturned]
    others: tuple[DeclarationReturned, ...]
    missing: tuple[str, ...]
    joined: tuple[str, ...] = ()

    def is_late(self, today: str) -> bool:
        """Whether somebody's declaration is overdue."""
        return bool(self.missing) and self.due < today


def holders(state: State) -> dict[str, str]:
    """Every member who holds a seat, by key, with the name."""
    return {key: holder_name(state, key) for key, member in state.members.items() if not member.vacant}


def round_of(entries: Iterable[Entry], members: Mapping[str, Member]) -> Round | None:
    """How the last round stands; None where none was ever begun.

    Args:
        entries: all of the book, in order; only rounds, returns and seats that were filled count.
        members: the members by key; those who held a seat by the day on which it was due are asked. A return counts for a
            round from the day on which it began, and for whoever holds the seat still, also where the name was entered
            only since.
    """
    asked: DeclarationsAsked | None = None
    returns: list[DeclarationReturned] = []
    filled: dict[str | None, str] = {}
    for entry in entries:
        if isinstance(entry, DeclarationsAsked):
            asked = entry
        elif isinstance(entry, DeclarationReturned):
            returns.append(entry)
        elif isinstance(entry, SeatFilled):
            filled[entry.seat.key if entry.seat is not None else entry.member] = entry.from_
    if asked is None:
        return None
    of_this = [entry for entry in returns if entry.date >= asked.date]
    held = {entry.member: entry for entry in of_this if entry.member and _holds(members.get(entry.member), entry.name)}
    others = {entry.name: entry for entry in of_this if not _holds(members.get(entry.member or ""), entry.name)}
    without = [key for key, member in members.items() if not member.vacant and key not in held]
    joined = tuple(key for key in without if filled.get(key, "") > asked.due)
    missing = tuple(key for key in without if key not in joined)
    return Round(asked.date, asked.due, held, tuple(others.values()), missing, joined)


def _holds(member: Member | None, name: str) -> bool:
    """Whether a return of that name is the seat's; before a name was entered it bears the title of the seat."""
    if member is None or member.vacant:
        return False
    return name in (member.name or member.seat or member.key, member.seat or member.key)

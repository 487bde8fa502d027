"""The yearly declarations, gifts and hospitality of a body, gathered from all of its book."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.desk.desk import Desk
from boardtui.desk.unaltered import unaltered
from boardtui.meeting.entries import DeclarationReturned, DeclarationsAsked, GiftDeclared, SeatFilled
from boardtui.meeting.followup.declarations import Round, round_of
from boardtui.meeting.state.state import Stamped

_ROUNDS = (
    "SELECT 1 FROM entries INDEXED BY entries_keys WHERE book = ? AND kind = 'DeclarationsAsked' AND key IS NOT NULL"
)
_KINDS = DeclarationsAsked | DeclarationReturned | GiftDeclared | SeatFilled
_ALL = (
    "SELECT seq FROM entries WHERE book = ?"
    " AND kind IN ('DeclarationsAsked', 'DeclarationReturned', 'GiftDeclared', 'SeatFilled')"
)


def declared(desk: Desk, book: str, *, public: bool = False) -> Iterator[Stamped]:
    """Every round, return, gift and seat filled that stands in the book, in order; ``public``: only what the public may know.

    What stands in an altered stretch is left out; the desk says that it was altered.
    """
    done = 0
    for (seq,) in desk.store.ask(f"{_ALL} ORDER BY seq", book):
        if seq <= done:
            continue
        stretch = unaltered(desk, book, seq)
        if stretch is None:
            continue
        done = stretch.lines[-1].seq
        for line in stretch.public_standing() if public else stretch.standing():
            if isinstance(line.entry, _KINDS):
                yield line


def gifts_of(desk: Desk, book: str) -> Iterator[GiftDeclared]:
    """Every gift and hospitality that stands in the book, the confidential ones too."""
    return (line.entry for line in declared(desk, book) if isinstance(line.entry, GiftDeclared))


def standing_round(desk: Desk, book: str, *, public: bool = False) -> Round | None:
    """How the last yearly round of a body stands; None where none was begun."""
    if next(iter(desk.store.ask(_ROUNDS, book)), None) is None:
        return None
    entries = (line.entry for line in declared(desk, book, public=public))
    return round_of(entries, desk.session(book).state.members)

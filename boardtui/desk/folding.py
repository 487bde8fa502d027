"""Lines of a book as entries, and folded to a stretch; what cannot be is told by its number."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from boardtui.book.chain import Line
from boardtui.book.errors import Damaged, Newer, NoEntry
from boardtui.meeting.entries import AnyEntry, decode, is_of_newer
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State


def take(stretch: Stretch, line: Line) -> State:
    """Fold a line of the book into its stretch. Damaged where it is no entry, Refused where it is not allowed."""
    return stretch.take(line.seq, line.at, line.by, entry_of(line))


def entry_of(line: Line) -> AnyEntry:
    """The entry that a line of the book holds. Damaged where it is no entry, or withheld."""
    if line.entry is None:
        raise Damaged(f"Entry {line.seq} is withheld: this is a public copy, which cannot be gone through in full.")
    try:
        return decode(line.entry)
    except msgspec.MsgspecError as error:
        if is_of_newer(line.entry):
            raise Newer(
                line.book,
                line.seq,
                "was recorded by a newer boardtui than this one. Update boardtui on this computer, then open it again.",
            ) from error
        raise NoEntry(
            line.book,
            line.seq,
            f"is not an entry that this program knows: {error}. "
            "Where a newer boardtui wrote it, update boardtui on this computer.",
        ) from error


def fold_lines(book: str, lines: Iterable[Line], before: State | None = None) -> Stretch:
    """The stretch that lines of a book fold to. Damaged names the entry that does not fit."""
    stretch = Stretch(book, before)
    for line in lines:
        try:
            take(stretch, line)
        except Refused as refused:
            raise NoEntry(book, line.seq, f"is not allowed: {refused}") from refused
    return stretch

"""A stretch of any book, for whoever reads through many of them: left out where it was altered, which the desk then says."""

from __future__ import annotations

from boardtui.book.errors import Altered
from boardtui.desk.desk import Desk
from boardtui.desk.folding import fold_book
from boardtui.meeting.fold.stretch import Stretch


def unaltered(desk: Desk, book: str, seq: int) -> Stretch | None:
    """The stretch that contains entry ``seq``; None where it was altered, which the desk then says."""
    try:
        return fold_book(desk.store, book, desk.store.segment(book, seq))
    except Altered as fault:
        desk.cannot_read(book, fault)
        return None

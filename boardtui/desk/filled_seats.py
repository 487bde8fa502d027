"""The register as it follows a meeting: who came to hold a seat there is in the setup too, and out of it where that is undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from boardtui.book.store import Store
from boardtui.meeting.entries import AnyEntry, EntryRetracted, SeatFilled
from boardtui.meeting.fold.stretch import Stretch


def follow_in_register(store: Store, stretch: Stretch, entries: Sequence[AnyEntry]) -> str | None:
    """Let the register have seats filled in the meeting as the book has them; what to say where it cannot.

    Args:
        store: the open database.
        stretch: the meeting, which tells what an undo takes back.
        entries: what has just been recorded.
    """
    targets = (stretch.line(entry.seq) for entry in entries if isinstance(entry, EntryRetracted))
    back = [line.entry for line in targets if line is not None and isinstance(line.entry, SeatFilled)]
    filled = [entry for entry in entries if isinstance(entry, SeatFilled)]
    if not filled and not back:
        return None
    from boardtui.register.people import fill_seat, vacate_seat
    from boardtui.register.tables import RegisterError

    try:
        for entry in filled:
            fill_seat(store.connection, stretch.state.body, entry)
        for entry in back:
            vacate_seat(store.connection, stretch.state.body, entry)
    except (RegisterError, sqlite3.Error) as error:
        return f"The seat is in the minute book as recorded, but not in the setup: {error}"
    return None

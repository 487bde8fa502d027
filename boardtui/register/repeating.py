"""An agenda begun with items of an earlier one: what is new each time is left out, the rest is taken over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from msgspec.structs import replace

from boardtui.meeting.entries import AgendaItem
from boardtui.register.agenda import add_item
from boardtui.register.tables import edit


def repeated(item: AgendaItem, key: str) -> AgendaItem:
    """An item for another meeting, under a key of its own, without its number, paper, time and recommendation."""
    return replace(item, item=key, number="", paper="", planned="", recommendation="", mover=None)


def take_over(db: sqlite3.Connection, meeting: str, items: Iterable[AgendaItem]) -> None:
    """Put items on a meeting's agenda, after what stands there; all of them or none. RegisterError as for each."""
    with edit(db, "The items cannot be copied"):
        for item in items:
            add_item(db, meeting, item)

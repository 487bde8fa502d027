"""The agenda as it is worked through: items opened, closed, added, deferred, and notes on them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from boardtui.meeting.check import fresh, known, require, sitting, under_way
from boardtui.meeting.entries import AgendaItem, ItemAdded, ItemClosed, ItemDeferred, ItemOpened, NoteTaken
from boardtui.meeting.state import Item, Note, Stamped, State, open_motions


def open_item(state: State, stamped: Stamped) -> State:
    """Turn to an item; the one that was open is taken as done."""
    entry = stamped.entry
    assert isinstance(entry, ItemOpened)
    sitting(state)
    known(entry.item, state.items, "agenda item")
    require(state.current != entry.item, "This item is already open.")
    items = dict(state.items)
    if state.current:
        items[state.current] = replace(items[state.current], status="done", closed_at=stamped.at)
    before = items[entry.item]
    items[entry.item] = replace(before, status="open", opened_at=before.opened_at or stamped.at, closed_at=None)
    return replace(state, items=items, current=entry.item)


def close_item(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ItemClosed)
    sitting(state)
    known(entry.item, state.items, "agenda item")
    require(state.items[entry.item].status == "open", "This item is not open.")
    for motion in open_motions(state):
        require(
            motion.item != entry.item, f"Motion {motion.number} on this item is still open; declare or withdraw it."
        )
    item = replace(state.items[entry.item], status="done", closed_at=stamped.at, **_outcome(stamped, entry.outcome))
    return replace(state, items={**state.items, entry.item: item}, current=None)


def add_item(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ItemAdded)
    under_way(state)
    fresh(entry.item, state.items, "agenda item")
    if entry.after is not None:
        known(entry.after, state.items, "agenda item")
    line = AgendaItem(
        item=entry.item,
        title=entry.title,
        number=entry.number or str(len(state.items) + 1),
        purpose=entry.purpose,
        paper=entry.paper,
        lead=entry.lead,
        planned=entry.planned,
        minutes=entry.minutes,
        topic=entry.topic,
        confidential=entry.confidential or stamped.confidential,
    )
    items: dict[str, Item] = {}
    for key, item in state.items.items():
        items[key] = item
        if key == entry.after:
            items[entry.item] = Item(agenda=line, added=True)
    items.setdefault(entry.item, Item(agenda=line, added=True))
    return replace(state, items=items)


def defer_item(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ItemDeferred)
    under_way(state)
    known(entry.item, state.items, "agenda item")
    item = state.items[entry.item]
    require(item.status in ("waiting", "open"), "Only an item that is not yet dealt with can be deferred.")
    for motion in open_motions(state):
        require(
            motion.item != entry.item, f"Motion {motion.number} on this item is still open; declare or withdraw it."
        )
    deferred = replace(item, status="deferred", closed_at=stamped.at, **_outcome(stamped, entry.reason))
    current = None if state.current == entry.item else state.current
    return replace(state, items={**state.items, entry.item: deferred}, current=current)


def take_note(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, NoteTaken)
    under_way(state)
    if entry.item is not None:
        known(entry.item, state.items, "agenda item")
    require(bool(entry.text.strip()), "The note is empty.")
    note = Note(stamped.seq, stamped.at, entry.item, entry.text, stamped.confidential, place=stamped.seq)
    return replace(state, notes=state.notes.plus(note))


def _outcome(stamped: Stamped, text: str) -> dict[str, Any]:
    return {"outcome": text, "outcome_confidential": stamped.confidential}

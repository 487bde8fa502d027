"""The agenda as it is worked through: items opened, closed, added, deferred, and notes on them."""

from __future__ import annotations

from itertools import count
from typing import Any

from msgspec.structs import replace

from boardtui.meeting.entries import (
    AgendaItem,
    ItemAdded,
    ItemClosed,
    ItemDeferred,
    ItemKindCorrected,
    ItemOpened,
    NoteTaken,
)
from boardtui.meeting.fold.confidential import SINCE
from boardtui.meeting.state.check import fresh, known, require, sitting, under_way
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import item_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.standing_items import KINDS as STANDING, standing_item
from boardtui.meeting.state.state import Item, Note, Stamped, State, open_motions


def open_item(state: State, stamped: Stamped) -> State:
    """Turn to an item; the one that was open is taken as done."""
    entry = stamped.entry
    assert isinstance(entry, ItemOpened)
    sitting(state)
    known(entry.item, state.items, "agenda item")
    require(state.current != entry.item, "This item is already open.")
    items = state.items.copy()
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
    _check_decided(state, entry.item)
    item = replace(state.items[entry.item], status="done", closed_at=stamped.at, **_outcome(stamped, entry.outcome))
    return replace(state, items={**state.items, entry.item: item}, current=None)


def _check_decided(state: State, item: str) -> None:
    """Refuse to be done with an item on which a motion is open."""
    for motion in open_motions(state):
        require(
            item not in (motion.item, *motion.covers),
            f"Motion {motion.number} on this item is still open; declare or withdraw it.",
        )


def add_item(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ItemAdded)
    under_way(state)
    fresh(entry.item, state.items, "agenda item")
    hidden = entry.confidential or stamped.confidential
    if entry.after is not None:
        known(entry.after, state.items, "agenda item")
        before = state.items[entry.after].agenda
        require(
            hidden or not before.confidential or state.vocabulary < SINCE,
            f"Item {before.number or before.item} is confidential; add a public item after a public one, or at the end.",
        )
    line = AgendaItem(
        item=entry.item,
        title=entry.title,
        number=entry.number or _next_number(state, hidden),
        purpose=entry.purpose,
        paper=entry.paper,
        lead=entry.lead,
        planned=entry.planned,
        minutes=entry.minutes,
        topic=entry.topic,
        confidential=hidden,
    )
    added = Item(agenda=line, added=True, urgent=entry.urgent.strip())
    items: dict[str, Item] = {}
    for key, item in state.items.items():
        items[key] = item
        if key == entry.after:
            items[entry.item] = added
    items.setdefault(entry.item, added)
    return _told_apart(replace(state, items=items))


def _told_apart(state: State) -> State:
    """The state in which a confidential item that has the number of a public one has a letter before it: C12 beside 12.

    The public number may not hang on a confidential item, so that one gives way, with the motions on it.
    """
    if state.vocabulary < SINCE:
        return state
    public = {item.agenda.number for item in state.items.values() if not item.agenda.confidential}
    items, motions = dict(state.items), dict(state.motions)
    for key, item in state.items.items():
        before = item.agenda.number
        if not item.agenda.confidential or before not in public:
            continue
        items[key] = replace(item, agenda=replace(item.agenda, number=f"C{before}"))
        for motion in state.motions.values():
            if motion.item == key:
                motions[motion.key] = replace(motion, number=f"C{motion.number}")
    return replace(state, items=items, motions=motions)


def correct_kind(state: State, stamped: Stamped) -> State:
    """Which standing item an item is; the minutes of it then say what such an item is there for."""
    entry = stamped.entry
    assert isinstance(entry, ItemKindCorrected)
    under_way(state)
    known(entry.item, state.items, "agenda item")
    item = state.items[entry.item]
    require(
        standing_item(item.agenda) != entry.standing_item,
        f"Item {item_label(state, entry.item)} is {STANDING[entry.standing_item]} already.",
    )
    agenda = replace(item.agenda, standing=entry.standing_item)
    return replace(state, items={**state.items, entry.item: replace(item, agenda=agenda)})


def _told_of_kind(state: State, entry: Any) -> str:
    return f"item {item_label(state, entry.item)} is {STANDING[entry.standing_item]}"


def _next_number(state: State, confidential: bool) -> str:
    """The number of an item that is added without one: confidential ones have a series of their own, from P1.

    Under vocabulary 1 and 2 there was one series for all.
    """
    if state.vocabulary < SINCE:
        return str(len(state.items) + 1)
    numbers = [item.agenda.number for item in state.items.values() if item.agenda.confidential is confidential]
    series = (f"P{n}" for n in count(1)) if confidential else (str(n) for n in count(len(numbers) + 1))
    return next(number for number in series if number not in numbers)


def defer_item(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, ItemDeferred)
    under_way(state)
    known(entry.item, state.items, "agenda item")
    item = state.items[entry.item]
    require(item.status in ("waiting", "open"), "Only an item that has not been closed can be deferred.")
    _check_decided(state, entry.item)
    deferred = replace(item, status="deferred", closed_at=stamped.at, **_outcome(stamped, entry.reason))
    current = None if state.current == entry.item else state.current
    return replace(state, items={**state.items, entry.item: deferred}, current=current)


def take_note(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, NoteTaken)
    under_way(state)
    if entry.item is not None:
        known(entry.item, state.items, "agenda item")
    if not entry.text.strip():
        raise Refused("The note is empty.")
    note = Note(stamped.seq, stamped.at, entry.item, entry.text, stamped.confidential, place=stamped.seq)
    return replace(state, notes=state.notes.plus(note))


def _outcome(stamped: Stamped, text: str) -> dict[str, Any]:
    return {"outcome": text, "outcome_confidential": stamped.confidential}


KINDS = (Kind(ItemKindCorrected, correct_kind, _told_of_kind),)

"""The meetings of the bodies and their agendas, as they are prepared between meetings."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

import msgspec
from msgspec.structs import asdict

from boardtui.meeting.entries import AgendaItem
from boardtui.register.rows import rows
from boardtui.register.tables import (
    LINE,
    NAME,
    TEXT,
    RegisterError,
    as_they_are,
    edit,
    insert,
    known,
    slug,
    typed,
    words,
)
from boardtui.register.versions import register_as_of

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_COLUMNS = ", ".join(AgendaItem.__struct_fields__)


class Meeting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A meeting in the register. ``starts`` is local time with its offset from UTC."""

    key: str
    body: str
    title: str
    starts: str
    place: str = ""
    public: bool = True


def meetings(db: sqlite3.Connection, body: str | None = None) -> tuple[Meeting, ...]:
    """The meetings, of one body or of all, the earliest first; without those of which a value cannot be used."""
    fields = rows(db, "SELECT key, body, title, starts, place, public FROM meetings ORDER BY key", leave_out=True)
    meetings = [typed(row, Meeting, "meetings") for row in fields if body in (None, row["body"])]
    return tuple(sorted(meetings, key=_when))


def unreadable_meetings(db: sqlite3.Connection) -> int:
    """How many meetings ``meetings`` leaves out, since a value of theirs cannot be used."""
    ((number,),) = as_they_are(db, "SELECT count(*) FROM meetings")
    return int(number) - len(meetings(db))


def meeting(db: sqlite3.Connection, key: str) -> Meeting:
    """The meeting of that key."""
    known(db, "meetings", key, "meeting")
    (row,) = rows(db, "SELECT key, body, title, starts, place, public FROM meetings WHERE key = ?", key)
    meeting = typed(row, Meeting, "meetings")
    _when(meeting)
    return meeting


def agenda(db: sqlite3.Connection, key: str) -> tuple[AgendaItem, ...]:
    """The meeting's agenda in its order, confidential items included."""
    known(db, "meetings", key, "meeting")
    fields = rows(db, f"SELECT {_COLUMNS} FROM agenda WHERE meeting = ? ORDER BY position, item", key)  # noqa: S608
    return tuple(typed(row, AgendaItem, "agenda") for row in fields)


class Sent(msgspec.Struct, frozen=True):
    """A meeting as a calendar that was sent out may know it: how often it was changed since, and when last (UTC)."""

    meeting: Meeting
    revision: int = 0
    changed: str = ""


def sent(db: sqlite3.Connection, *, off: bool = False) -> dict[str, Sent]:
    """Every meeting of the register by key, or those that were taken ``off`` the plan."""
    named = "SELECT key, body, title, starts, place, public, revision, changed FROM "
    latest = {}
    for row in rows(db, named + ("taken_off" if off else "meetings"), leave_out=True):
        revision, changed = row.pop("revision") or 0, row.pop("changed") or ""
        latest[row["key"]] = Sent(typed(row, Meeting, "meetings"), revision, changed)
    return latest


def add_meeting(db: sqlite3.Connection, new: Meeting) -> None:
    """Enter a meeting of a body."""
    known(db, "bodies", new.body, "body")
    slug(new.key, "a meeting")
    if rows(db, "SELECT 1 FROM meetings WHERE key = ?", new.key):
        raise RegisterError(f"There is a meeting {new.key} already; choose another key.")
    row: dict[str, object] = {
        "key": new.key,
        "body": new.body,
        "title": words(new.title, "The title of the meeting", NAME),
        "starts": starts(new.starts),
        "place": words(new.place, "The place", LINE, needed=False),
        "public": int(new.public),
    }
    with edit(db, "The meeting cannot be entered"):
        insert(db, "meetings", row)
        # Planned anew after it was taken off: what was sent out of it goes on counting.
        db.execute(
            "UPDATE meetings SET changed = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),"
            " revision = (SELECT revision + 1 FROM taken_off WHERE key = ?)"
            " WHERE key = ? AND EXISTS (SELECT 1 FROM taken_off WHERE key = ?)",
            (new.key, new.key, new.key),
        )
        db.execute("DELETE FROM taken_off WHERE key = ?", (new.key,))


def change_meeting(db: sqlite3.Connection, key: str, /, **changes: Any) -> None:
    """Change a meeting's title, start, place, or whether it is in public."""
    held = meeting(db, key)
    if not {"title", "starts", "place", "public"}.issuperset(changes):
        raise RegisterError("Only the title, start, place and openness of a meeting can be changed here.")
    changed = typed({**asdict(held), **changes}, Meeting, "meetings")
    words(changed.title, "The title of the meeting", NAME)
    words(changed.place, "The place", LINE, needed=False)
    with edit(db, "The meeting cannot be changed"):
        db.execute(
            "UPDATE meetings SET title = ?, starts = ?, place = ?, public = ? WHERE key = ?",
            (changed.title, starts(changed.starts), changed.place, int(changed.public), key),
        )
        if changed != held:
            db.execute(
                "UPDATE meetings SET revision = coalesce(revision, 0) + 1,"
                " changed = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE key = ?",
                (key,),
            )


def remove_meeting(db: sqlite3.Connection, key: str) -> None:
    """Take a meeting that is not to be held out of the plan, with its agenda. What the book holds stays there."""
    meeting(db, key)
    with edit(db, "The meeting cannot be taken out of the plan"):
        db.execute("DELETE FROM agenda WHERE meeting = ?", (key,))
        db.execute(
            "INSERT OR REPLACE INTO taken_off (key, body, title, starts, place, public, revision, changed)"
            " SELECT key, body, title, starts, place, public, coalesce(revision, 0) + 1,"
            " strftime('%Y-%m-%dT%H:%M:%SZ', 'now') FROM meetings WHERE key = ?",
            (key,),
        )
        db.execute("DELETE FROM meetings WHERE key = ?", (key,))


def add_item(db: sqlite3.Connection, key: str, item: AgendaItem, after: str | None = None) -> None:
    """Put an item on the agenda, after the item named or else last. Its key must be new to the whole body's book."""
    held = meeting(db, key)
    body = held.body
    agenda_items = agenda(db, key)
    slug(item.item, "an agenda item")
    taken = "SELECT meeting FROM agenda JOIN meetings ON meeting = key WHERE item = ? AND body = ?"
    for row in rows(db, taken, item.item, body):
        where = "this agenda" if row["meeting"] == key else f"the agenda of “{meeting(db, row['meeting']).title}”"
        raise RegisterError(f"There is an item {item.item} on {where} already; choose another key.")
    _check_item(db, held, item)
    place = len(agenda_items) if after is None else _index(agenda_items, after) + 1
    order = [*agenda_items[:place], item, *agenda_items[place:]]
    with edit(db, "The item cannot be put on the agenda"):
        insert(db, "agenda", {"meeting": key, "position": 0, **_row(item)})
        _write_order(db, key, _numbered(agenda_items, order))


def change_item(db: sqlite3.Connection, key: str, item: str, /, **changes: Any) -> None:
    """Change what the agenda says of an item: title, purpose, paper, lead, time, topic, recommendation, confidentiality."""
    agenda_items = agenda(db, key)
    old = agenda_items[_index(agenda_items, item)]
    if not set(AgendaItem.__struct_fields__).difference({"item"}).issuperset(changes):
        raise RegisterError("An agenda item has no such field; its key cannot be changed.")
    new = typed({**asdict(old), **changes}, AgendaItem, "agenda")
    _check_item(db, meeting(db, key), new, old)
    with edit(db, "The item cannot be changed"):
        row = _row(new)
        assigned = ", ".join(f'"{name}" = ?' for name in row)
        db.execute(f"UPDATE agenda SET {assigned} WHERE meeting = ? AND item = ?", [*row.values(), key, item])  # noqa: S608
        if new.confidential != old.confidential and new.number == old.number:
            order = [new if each.item == item else each for each in agenda_items]
            _write_order(db, key, _numbered(agenda_items, order))


def move_item(db: sqlite3.Connection, key: str, item: str, position: int) -> None:
    """Move an item to a position, 1 being the first; plain numbers 1, 2, 3 follow the new order."""
    agenda_items = agenda(db, key)
    index = _index(agenda_items, item)
    if not 1 <= position <= len(agenda_items):
        raise RegisterError(
            f"The agenda has {len(agenda_items)} items; choose a position from 1 to {len(agenda_items)}."
        )
    order = [each for each in agenda_items if each.item != item]
    order.insert(position - 1, agenda_items[index])
    with edit(db, "The item cannot be moved"):
        _write_order(db, key, _numbered(agenda_items, order))


def order_items(db: sqlite3.Connection, key: str, order: tuple[str, ...]) -> None:
    """Put all the items into this order; plain numbers 1, 2, 3 follow it, as when one item is moved."""
    agenda_items = agenda(db, key)
    by_key = {item.item: item for item in agenda_items}
    if sorted(order) != sorted(by_key):
        raise RegisterError("The new order of the agenda must name each of its items once.")
    with edit(db, "The items cannot be put in order"):
        _write_order(db, key, _numbered(agenda_items, [by_key[item] for item in order]))


def remove_item(db: sqlite3.Connection, key: str, item: str) -> None:
    """Take an item off the agenda."""
    agenda_items = agenda(db, key)
    _index(agenda_items, item)
    with edit(db, "The item cannot be taken off the agenda"):
        db.execute("DELETE FROM agenda WHERE meeting = ? AND item = ?", (key, item))
        _write_order(db, key, _numbered(agenda_items, [each for each in agenda_items if each.item != item]))


def starts(text: str) -> str:
    """A local start with its offset, as the register writes it."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        raise RegisterError(
            "The start must be a date and time with its offset from UTC, such as 2026-11-26T10:00+00:00."
        )
    return when.isoformat(timespec="minutes")


def _when(held: Meeting) -> datetime:
    try:
        return datetime.fromisoformat(starts(held.starts))
    except RegisterError as error:
        raise RegisterError(f"The meeting {held.key} has no start that can be read. {error}") from None


def _check_item(db: sqlite3.Connection, held: Meeting, item: AgendaItem, old: AgendaItem | None = None) -> None:
    """Refuse what an item cannot say. Its rule and its mover are those of the charter that holds on the day of the meeting."""
    words(item.title, "The title of the item", LINE)
    for name in ("number", "purpose", "paper", "lead"):
        words(getattr(item, name), f"The {name} of the item", NAME, needed=False)
    if item.planned and not _TIME.fullmatch(item.planned):
        raise RegisterError("The planned time of the item must be hours and minutes, such as 10:05.")
    if item.minutes is not None and not 1 <= item.minutes <= 24 * 60:
        raise RegisterError("The minutes planned for the item must be a whole number from 1 to 1440.")
    if item.topic is not None:
        known(db, "topics", item.topic, "subject")
    words(item.recommendation, "The recommendation", TEXT, needed=False)
    rule = item.rule if item.rule != getattr(old, "rule", None) else None
    mover = item.mover if item.mover != getattr(old, "mover", None) else None
    if rule is mover is None:
        return
    with register_as_of(db, held.starts[:10]) as then:
        if rule is not None:
            known(then, "rules", rule, "rule", held.body)
        if mover is not None:
            known(then, "members", mover, "member", held.body)


def _row(item: AgendaItem) -> dict[str, object]:
    return {**asdict(item), "confidential": int(item.confidential)}


def _index(held: tuple[AgendaItem, ...], item: str) -> int:
    for index, each in enumerate(held):
        if each.item == item:
            return index
    listed = ", ".join(each.item for each in held) or "nothing yet"
    raise RegisterError(f"That item is not on the agenda; on it there is {listed}.")


def _numbered(before: tuple[AgendaItem, ...], order: list[AgendaItem]) -> list[tuple[str, str]]:
    """Items with their numbers: 1, 2, 3 stay in step with the order; numbers of another kind stay with their items.

    Confidential items have a series of their own, from P1, so that no gap in the public numbers tells of them; where
    somebody numbered them all through by hand, that is kept.
    """
    known = {item.item for item in before}
    given = [item.number for item in before]
    if any(item.number for item in order if item.item not in known):
        return [(item.item, item.number) for item in order]
    for series in (_apart, _all_through):
        if given == series(before):
            return [(item.item, number) for item, number in zip(order, series(order), strict=True)]
    return [(item.item, item.number) for item in order]


def _apart(order: Sequence[AgendaItem]) -> list[str]:
    """1, 2, 3 for the public items and P1, P2 for the confidential ones, as for those that are added in a meeting."""
    public, hidden = count(1), count(1)
    return [f"P{next(hidden)}" if item.confidential else str(next(public)) for item in order]


def _all_through(order: Sequence[AgendaItem]) -> list[str]:
    return [str(number) for number in range(1, len(order) + 1)]


def _write_order(db: sqlite3.Connection, key: str, order: list[tuple[str, str]]) -> None:
    for position, (item, number) in enumerate(order, 1):
        db.execute(
            "UPDATE agenda SET position = ?, number = ? WHERE meeting = ? AND item = ?", (position, number, key, item)
        )

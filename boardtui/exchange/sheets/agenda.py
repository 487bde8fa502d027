"""The agenda of a meeting from a sheet or from Markdown: its items in order, with times, papers, leads and Annex 1."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from boardtui.charter.model import Topic
from boardtui.charter.rule import Rule
from boardtui.charter.spelling import SLUG
from boardtui.exchange.sheets.agenda_sections import Sections, ask_privacy
from boardtui.exchange.sheets.columns import Column, Heads, normal
from boardtui.exchange.sheets.item_cells import unfolded
from boardtui.exchange.sheets.item_numbers import IN_A_CELL, number_and_title, tidy_number
from boardtui.exchange.sheets.naming import NONE, Named, Register
from boardtui.exchange.sheets.planning import Outcome, Plan, Planning, Reader, changed_fields, says
from boardtui.exchange.sheets.table import Record, Table
from boardtui.exchange.sheets.values import NOT_YET, minutes, times, yes_or_no
from boardtui.meeting.entries import AgendaItem, Member
from boardtui.register.agenda import add_item, agenda, change_item, meeting, meetings, order_items
from boardtui.register.keys import key_from
from boardtui.register.people import members
from boardtui.register.rules import rules, topics
from boardtui.register.tables import LINE, NAME, TEXT
from boardtui.register.versions import register_as_of

COLUMNS = (
    Column(
        "number",
        "Number",
        ("No", "No.", "#", "Item no", "Item number", "Agenda no", "Nr", "Ref"),
        "as the agenda numbers it",
        shape=IN_A_CELL,
        as_shown=True,
    ),
    Column(
        "title",
        "Item",
        ("Title", "Agenda item", "Subject", "Topic", "Description", "Item title", "Business", "Heading", "Matter"),
        "what the item is called",
        required=True,
    ),
    Column("purpose", "Purpose", ("For", "Action required", "Action", "Type", "Decision or information"), "such as for decision"),
    Column(
        "paper",
        "Paper",
        ("Papers", "Enclosure", "Enc", "Encl", "Appendix", "Attachment", "Paper ref", "Document", "Format"),
        "such as paper C, or verbal",
    ),
    Column(
        "lead",
        "Lead",
        ("Presenter", "Presented by", "Owner", "Speaker", "By", "Led by", "Author", "Who", "Responsible", "Lead officer"),
        "who presents it",
    ),
    Column(
        "planned",
        "Begins at",
        ("Time", "Start", "Start time", "Starts", "When", "Timing", "Timings", "Begins", "Planned"),
        "10:05, 2.30pm, or 10:00–10:20, which gives the minutes too",
    ),
    Column(
        "minutes",
        "Minutes",
        ("Duration", "Mins", "Length", "Time allowed", "Allotted time", "Min", "Time allocated", "Timebox",
         "Time (mins)", "Time (minutes)", "Time in minutes"),
        "10, 10 mins, 1 hour 30",
    ),
    Column(
        "topic",
        "Element",
        ("Annex 1", "Annex 1 element", "Element of Annex 1", "Annex", "Matter in Annex 1", "Annex 1 subject"),
        "a subject of the memorandum's table by its title or key; “none”: of none",
    ),
    Column(
        "confidential",
        "Confidential",
        ("Private", "Part 2", "Part B", "Closed", "In private", "Confidential item", "Public or private", "Public/private",
         "Exempt"),
        "yes, ✓ or x where the item is not public",
        asked=("Internal item", "Internal", "Restricted", "Sensitive", "Open or closed", "Status", "Session", "Part"),
    ),
    Column(
        "recommendation",
        "Recommendation",
        ("Recommendations", "Recommended", "Draft motion", "Motion", "Draft resolution", "Resolution", "Proposal"),
        "the words of the motion that is to be moved",
    ),
    Column("rule", "Decided under", ("Rule", "Clause", "Rule of decision"), "a rule of the body by its title, clause or key"),
    Column("mover", "To be moved by", ("Proposed mover", "Mover", "Moved by", "Proposer"), "a seat or its holder"),
    Column("item", "Key", ("Item key", "Id"), "the item's key here; an export has it"),
)  # fmt: skip
TITLES = {column.field: column.title for column in COLUMNS}
_HEADS = Heads(COLUMNS, lists=False)
_TEXTS = ("number", "purpose", "paper", "lead")
_NOTHING = ("-", "–", "—")  # in a cell: that there is none
_LONGEST_ITEM = 12  # hours; more is no length of an item


class CurrentAgenda(msgspec.Struct, frozen=True):
    """The meeting's agenda, the elements of Annex 1, the keys that other meetings use, who could lead an item or move a
    motion, and the body's rules.
    """

    meeting: str
    items: tuple[AgendaItem, ...]
    topics: tuple[Topic, ...]
    taken: frozenset[str]
    people: frozenset[str]
    seats: tuple[Member, ...] = ()
    rules: tuple[Rule, ...] = ()


class Registers(NamedTuple):
    """What an item can name: an element of Annex 1, a rule, and a member."""

    topic: Register
    rule: Register
    mover: Register


class Added(msgspec.Struct, frozen=True):
    """An item more."""

    item: AgendaItem


class Changed(msgspec.Struct, frozen=True):
    """The fields of an item that change."""

    item: str
    fields: dict[str, Any]


class Ordered(msgspec.Struct, frozen=True):
    """The items in their order, by key."""

    items: tuple[str, ...]


def current(db: sqlite3.Connection, key: str) -> CurrentAgenda:
    """What the register says of a meeting's agenda; seats, rules and Annex 1 by the charter that holds on its day.

    A subject that only a charter to come has cannot be named before that is in force.
    """
    held = meeting(db, key)
    body = held.body
    taken = {item.item for meeting in meetings(db, body) if meeting.key != key for item in agenda(db, meeting.key)}
    known = {topic.key for topic in topics(db)}
    with register_as_of(db, held.starts[:10]) as then:
        seats, ways = members(then, body), rules(then, body)
        elements = tuple(topic for topic in topics(then) if topic.key in known)
    people = {normal(text) for member in seats for text in (member.name, member.seat) if text}
    return CurrentAgenda(key, agenda(db, key), elements, frozenset(taken), frozenset(people), seats, ways)


def plan(table: Table, now: CurrentAgenda, answers: Mapping[str, str]) -> Plan:
    """What the sheet would change of the agenda; arguments as in members.plan."""
    table = unfolded(table, _HEADS, now.people)
    planning = Planning(table)
    registers = Registers(
        Register("subject", (Named(topic.key, topic.title) for topic in now.topics)),
        Register("rule", (Named(rule.key, rule.title, (rule.clause, f"clause {rule.clause}")) for rule in now.rules)),
        Register("member", (Named(seat.key, seat.name or seat.seat, (seat.seat,)) for seat in now.seats)),
    )
    taken = {*now.taken, *(item.item for item in now.items)}
    order: list[str] = []
    sections = Sections(table)
    records = sections.records
    # an agenda numbers confidential items apart: whoever numbered them all through meant it
    by_hand = sections.private and not any(item.confidential for item in now.items)
    counted = _counted(records, now) and not by_hand
    for record in records:
        reader = Reader(table, record, answers)
        ask_privacy(reader, sections)
        _row(reader, planning, now, registers, taken, order, counted=counted)
    planning.remarks += sections.remarks(table.grid.unit)
    if sections.hidden:
        planning.remarks.append("Where a public agenda says only that there is a confidential item, that item stays.")
    planning.left([None if item.confidential else item.title for item in now.items if item.item not in order], "item")
    _twice(planning, now, order, records)
    before = [item.item for item in now.items]
    after = merged(before, order)
    if len(order) == len(set(order)) and [key for key in after if key in before] != before:
        planning.remarks.append("The items take the order that they have in the sheet.")
    if len(order) == len(set(order)) and after != before:
        planning.steps.append(Ordered(tuple(after)))
    return planning.plan(lists_left=False)


def _counted(records: Sequence[Record], now: CurrentAgenda) -> bool:
    """Whether the numbers only count 1, 2, 3: then they follow the order of the agenda, as they do there."""
    texts = [number_and_title(record.cells)[0] for record in records]
    plain = [str(number) for number in range(1, len(texts) + 1)]
    return texts == plain and [item.number for item in now.items] == [str(n) for n in range(1, len(now.items) + 1)]


def _twice(planning: Planning, now: CurrentAgenda, order: Sequence[str], records: Sequence[Record]) -> None:
    """Remark on numbers that stand twice in the sheet, or that items have which it leaves out."""
    kept = {item.number for item in now.items if item.item not in order and item.number}
    given = {step.item.number for step in planning.steps if isinstance(step, Added)}
    given |= {step.fields["number"] for step in planning.steps if isinstance(step, Changed) and "number" in step.fields}
    rows: dict[str, list[int]] = {}
    for record in records:
        if number := number_and_title(record.cells)[0]:
            rows.setdefault(number, []).append(record.number)
    for number, numbers in rows.items():
        if len(numbers) > 1:
            where = " and ".join(map(str, numbers))
            planning.remarks.append(f"The number {number} appears more than once: {planning.table.grid.unit}s {where}.")
    if both := sorted(kept & given):
        planning.remarks.append(f"These numbers would be twice on the agenda: {', '.join(both)}.")


def merged(before: Sequence[str], order: Sequence[str]) -> list[str]:
    """The order of the sheet; what it does not name stays behind the item that it followed, and what is new there."""
    texts = list(order)
    last = ""
    for key in before:
        if key not in order:
            at = texts.index(last) + 1 if last else 0
            while last in order and at < len(texts) and texts[at] not in before:
                at += 1
            texts.insert(at, key)
        last = key
    return texts


def _row(
    reader: Reader,
    planning: Planning,
    now: CurrentAgenda,
    registers: Registers,
    taken: set[str],
    order: list[str],
    *,
    counted: bool,
) -> None:
    title, given = reader.line("title", LINE), reader.line("item", 64)
    fields = _fields(reader, registers)
    if not reader.has("number"):
        first, title = number_and_title({"title": title})
        fields.update({"number": first} if first else {})
    if counted:
        fields.pop("number", None)
    reader.needs("title", title, "every row needs the item's title")
    old = _which(reader, now, given, title, fields.get("number", ""), order)
    if given:
        planning.once(reader, given, title)
    if given and not SLUG.fullmatch(given):
        reader.fault("item", "cannot be a key; use small letters, digits and hyphens")
    elif given in now.taken:
        reader.fault("item", "is the key of an item of another meeting; leave it blank for a new one")
    number = reader.record.number
    if old is None:
        key = given if given and not reader.problems else key_from(f"{now.meeting[:30]}-{title[:24]}", taken, "item")
        taken.add(key)
        order.append(key)
        texts = tuple(says(TITLES[field], _said(registers, field, value)) for field, value in fields.items() if value)
        planning.put(reader, Outcome(number, "new", title, texts), Added(AgendaItem(item=key, title=title, **fields)))
        return
    order.append(old.item)
    changes = changed_fields(old, {"title": title, **fields})
    lines = tuple(
        says(TITLES[field], _said(registers, field, value), _said(registers, field, getattr(old, field)))
        for field, value in changes.items()
    )
    outcome = Outcome(number, "changed" if lines else "same", old.title, lines)
    planning.put(reader, outcome, *([Changed(old.item, changes)] if lines else []))


def _which(
    reader: Reader, now: CurrentAgenda, given: str, title: str, number: str, order: Sequence[str]
) -> AgendaItem | None:
    """The item of the agenda that the row is about: by its key, else by its title."""
    for item in now.items:
        if given and item.item == given:
            return item
    same = [
        agenda_item
        for agenda_item in now.items
        if normal(agenda_item.title) == normal(title) and agenda_item.item not in order
    ]
    numbered = [agenda_item for agenda_item in same if number and agenda_item.number == number]
    return next(iter(numbered or same), None)


def _fields(reader: Reader, registers: Registers) -> dict[str, Any]:
    """The fields that the row gives; a blank cell gives none."""
    fields: dict[str, Any] = {
        field: text for field in _TEXTS if (text := reader.line(field, NAME)) and text not in _NOTHING
    }
    if "number" in fields:
        fields["number"] = tidy_number(fields["number"])
    if not _open(reader, "planned") and (when := reader.read("planned", times)):
        fields.update({"planned": when[0]} if when[0] else {})
        fields.update({"minutes": when[1]} if when[1] else {})
    if not _open(reader, "minutes") and (taken := _minutes(reader)) is not None:
        fields["minutes"] = taken
    for field, register in registers._asdict().items():
        if text := reader.line(field, LINE):
            fields[field] = None if normal(text) in NONE else register.one(reader, field, text)
    if text := reader.text("recommendation", TEXT).strip():
        fields["recommendation"] = text
    if (hidden := reader.read("confidential", yes_or_no)) is not None:
        fields["confidential"] = hidden
    return fields


def _open(reader: Reader, field: str) -> bool:
    """Whether a cell says that it is not settled yet, such as TBC."""
    return " ".join(reader.record.cells.get(field, "").casefold().split()).strip(".") in NOT_YET


def _minutes(reader: Reader) -> int | None:
    """The minutes of an item; of 25:00, which no item takes in hours, it is asked whether it is 25 minutes."""
    text = "".join(reader.record.cells.get("minutes", "").split())
    if (match := re.fullmatch(r"([0-9]{2,3}):00", text)) and int(match[1]) > _LONGEST_ITEM:
        options = (("minutes", f"{int(match[1])} minutes"), ("none", "no length; leave it out"))
        answer = reader.one_of(f"length {text}", f"“{text}” is too long in hours. What is meant?", options)
        return int(match[1]) if answer == "minutes" else None
    return reader.read("minutes", minutes)


def _said(registers: Registers, field: str, value: Any) -> str:
    if field in Registers._fields:
        register: Register = getattr(registers, field)
        return register.title(value) if value else "none"
    if field == "confidential":
        return "yes" if value else "no"
    return "" if value is None else str(value)


def apply(db: sqlite3.Connection, key: str, steps: Sequence[Any]) -> None:
    """Make the changes; call it inside one edit of the register, so that all are made or none."""
    for step in steps:
        if isinstance(step, Added):
            add_item(db, key, step.item)
        elif isinstance(step, Changed):
            change_item(db, key, step.item, **step.fields)
        else:
            order_items(db, key, step.items)

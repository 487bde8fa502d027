"""The one check of every value that a table of the register holds, since somebody may have edited it with another program."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from boardtui.charter.explain import DataError, shown
from boardtui.charter.model import Body, Milestone, Partner, Stage
from boardtui.charter.rule import Ratification, Reading, Rule
from boardtui.charter.spelling import TABLE_KEY, fraction
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.dates import beginning
from boardtui.register.layout import TABLES
from boardtui.register.tables import RegisterError, as_they_are, edit, unlisted

# Where the columns of a table, those that begin so, are fields of a model: there some of them take one of a few words.
_MODELS: tuple[tuple[str, str, type], ...] = (
    ("bodies", "", Body),
    ("milestones", "", Milestone),
    ("partners", "", Partner),
    ("rules", "", Rule),
    ("rules", "asks_", Ratification),
    ("readings", "", Reading),
    ("stages", "", Stage),
    ("terms", "", Terms),
    ("terms", "quorum_", Quorum),
)
_SEVERAL = frozenset((("stages", "requires"), ("readings", "party"), ("readings", "membership")))
"""Columns that hold several of the words, with commas."""
_FLAGS = frozenset(("eligible", "in_force", "public", "quorum_counts_conflicted", "ticked", "vacant"))
"""Columns that are yes or no and bear the name of no such field of these models."""
_RANGES = {
    "minutes": (1, 1440),
    "notice_days": (0, 366),
    "agenda_days": (0, 366),
    "minutes_days": (0, 366),
    "per_year": (1, 366),
    "every": (1, 12),
    "position": (-(2**31), 2**31),
}
_COUNTS = (1, 10_000)
_DAYS = (("milestones", "due"), ("charter_versions", "holds_from"))
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Fault(NamedTuple):
    """A value that cannot be used: where it stands (``number`` is SQLite's own of the row), and why not."""

    table: str
    row: str
    number: int
    column: str
    value: Any
    reason: str

    @property
    def place(self) -> str:
        """Table, row and column, as they are named on the screen."""
        return f"table {self.table}, row {self.row}, {self.column}"


@lru_cache(2**14, typed=True)  # Home, the plan and the screens read the same rows one after the other
def wrong(table: str, column: str, value: Any) -> str | None:
    """Why a value cannot stand in a column, with what can; None where it can."""
    layout = TABLES[table]
    if value is None:
        return None if column in layout.optional else "it is empty"
    if layout.columns[column] is int:
        return _wrong_number(table, column, value)
    if not isinstance(value, str):
        return "it is not text"
    if column in ("key", "item") and not TABLE_KEY.fullmatch(value):
        return "it cannot be a key; use small letters, digits and hyphens"
    if column in layout.key and not value:
        return "it is empty"
    several = unlisted(value) if (table, column) in _SEVERAL else [value]
    if (texts := _choices(table).get(column)) is not None and any(each not in texts for each in several):
        return f"it must be {' or '.join(texts)}"
    return _wrong_text(table, column, value)


def faults(db: sqlite3.Connection, *tables: str) -> tuple[Fault, ...]:
    """Every value of these tables, or of all, that cannot be used, and every key that its table does not have."""
    faults: list[Fault] = []
    layouts = {table: TABLES[table] for table in tables or TABLES}
    keys = {
        other: {row[0] for row in as_they_are(db, f'SELECT "{TABLES[other].key[0]}" FROM "{other}"')}  # noqa: S608
        for other in {other for layout in layouts.values() for other in layout.refers.values()}
    }
    for table, layout in layouts.items():
        columns = list(layout.columns)
        listed = ", ".join(f'"{column}"' for column in columns)
        for number, *values in as_they_are(db, f'SELECT rowid, {listed} FROM "{table}" ORDER BY rowid'):  # noqa: S608
            row = dict(zip(columns, values, strict=True))
            for column, value in row.items():
                reason = wrong(table, column, value)
                other = layout.refers.get(column)
                if reason is None and other is not None and value is not None and value not in keys[other]:
                    reason = f"the table {other} has no such key"
                if reason is not None:
                    faults.append(Fault(table, _named(table, row), number, column, value, reason))
    return tuple(faults)


def fault_in(db: sqlite3.Connection, table: str, column: str, value: Any) -> Fault:
    """The first fault of that value in a column, with the row in which it stands."""
    same = (fault for fault in faults(db, table) if (fault.column, fault.value) == (column, value))
    return next(same, Fault(table, "?", 0, column, value, wrong(table, column, value) or "it cannot be used"))


def _named(table: str, row: dict[str, Any]) -> str:
    """A row by what names it."""
    return " ".join(shown(row[column])[1:-1] for column in TABLES[table].key)


def correct(db: sqlite3.Connection, fault: Fault, text: str) -> None:
    """Put what somebody typed in place of a wrong value, empty for none where the column may be empty.

    Raises RegisterError where that cannot stand there either.
    """
    layout, value = TABLES[fault.table], text.strip()
    new: object = value
    if not value and fault.column in layout.optional:
        new = None
    elif layout.columns[fault.column] is int and re.fullmatch(r"-?[0-9]{1,18}", value, re.ASCII):
        new = int(value)
    reason = wrong(fault.table, fault.column, new)
    if reason is not None:
        raise RegisterError(f"{shown(value)} cannot stand there: {reason}.")
    with edit(db, "The value cannot be corrected"):
        db.execute(
            f'UPDATE "{fault.table}" SET "{fault.column}" = ? WHERE rowid = ?',  # noqa: S608 - the program's own words
            (new, fault.number),
        )


def _wrong_number(table: str, column: str, value: Any) -> str | None:
    if not isinstance(value, int):
        return "it is not a whole number"
    if column in _FLAGS or column in _switches(table):
        return None if value in (0, 1) else "it must be 0 (no) or 1 (yes)"
    least, most = _RANGES.get(column, _COUNTS)
    return None if least <= value <= most else f"it must be a whole number from {least} to {most}"


def _wrong_text(table: str, column: str, value: str) -> str | None:
    if column in ("threshold", "quorum_fraction"):
        try:
            fraction(value)
        except DataError:
            return "it must be a fraction such as 3/4"
    if column == "year_begins" and not _is(lambda: beginning(value) == value):
        return "it must be the day on which a year begins, such as 1 April"
    if (table, column) in _DAYS and not _is(lambda: date.fromisoformat(value).isoformat() == value):
        return "it must be a date such as 2026-11-26"
    if column == "starts" and not _is(lambda: datetime.fromisoformat(value).tzinfo is not None):
        return "it must be a date and time with its offset from UTC, such as 2026-11-26T10:00+00:00"
    if column == "planned" and value and not _TIME.fullmatch(value):
        return "it must be a time such as 10:05"
    return None


def _is(test: Any) -> bool:
    try:
        return bool(test())
    except (ValueError, OverflowError):
        return False


def _models(table: str) -> tuple[tuple[str, type], ...]:
    """The models of which a table has the fields, each with what its columns begin with."""
    if table == "agenda":
        from boardtui.meeting.entries import AgendaItem  # it brings every kind of entry, which a start does without

        return (("", AgendaItem),)
    return tuple((prefix, model) for name, prefix, model in _MODELS if name == table)


@cache
def _choices(table: str) -> dict[str, tuple[str, ...]]:
    """The columns of a table that take one of a few words, with these."""
    return {
        column: texts
        for prefix, model in _models(table)
        for field, hint in get_type_hints(model).items()
        if (column := f"{prefix}{field}") in TABLES[table].columns and (texts := _words(hint))
    }


@cache
def _switches(table: str) -> frozenset[str]:
    """The columns of a table that are a field of a model which is true or false."""
    return frozenset(
        f"{prefix}{field}"
        for prefix, model in _models(table)
        for field, hint in get_type_hints(model).items()
        if hint is bool
    )


def _words(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(str(word) for word in get_args(hint))
    return tuple(word for part in get_args(hint) for word in _words(part))

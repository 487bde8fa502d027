"""Rows that name the same seat: a seat of its own for each, or one that is shared, by what was answered once for all."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from boardtui.charter.model import Seat
from boardtui.exchange.sheets.columns import Doubt, normal
from boardtui.exchange.sheets.people import in_order, name_words
from boardtui.exchange.sheets.planning import Outcome
from boardtui.exchange.sheets.table import Record, Table
from boardtui.meeting.entries import Member

_CORRECT = ("correct", "none of these: I will correct the file")
_THEN_ROLE = re.compile(r"(.+?)(?:\s*\n\s*|\s+[–—-]\s+|\s*,\s*|\s*\()(.+?)\)?", re.DOTALL)


class RepeatedSeats:
    """The rows, with a seat of its own for each of those that name the same role, by what was answered once for all of them.

    ``doubts`` has the question for the numbers of the rows that wait for it; ``merged`` are rows that are one with another.
    """

    def __init__(
        self, table: Table, seats: Sequence[Seat], members: Sequence[Member], answers: Mapping[str, str]
    ) -> None:
        self.doubts: dict[int, Doubt] = {}
        self.merged: list[Outcome] = []
        self._seats, self._members, self._answers = seats, members, answers
        rows = {record.number: _apart(record) for record in table.records}
        groups: dict[str, list[Record]] = {}
        for record in rows.values():
            if (title := normal(record.cells.get("seat", ""))) and not record.cells.get("key"):
                groups.setdefault(title, []).append(record)
        for title, group in groups.items():
            if len({_row_words(record) for record in group}) > 1:
                for record in self._resolved(title, group):
                    rows[record.number] = record
        gone = {outcome.number for outcome in self.merged}
        self.records = [record for number, record in rows.items() if number not in gone]

    def _resolved(self, title: str, group: Sequence[Record]) -> Iterator[Record]:
        """The rows of one role: those whose holder has such a seat already are that one, the others as it was answered."""
        waiting = []
        for record in group:
            seat = self._seat_of(title, record)
            if seat is None:
                waiting.append(record)
            else:
                yield _with(record, seat=seat.title, key=seat.key)
        if not waiting or (len(waiting) == 1 and len(group) == 1):
            return
        role = waiting[0].cells["seat"]
        options = self._options(role, waiting, known=any(normal(seat.title) == title for seat in self._seats))
        answer = self._answers.get(f"repeated {title}")
        if answer not in {value for value, _ in options}:
            text = f"{len(group)} rows name the seat “{role[:60]}”. How are they told apart?"
            doubt = Doubt(f"repeated {title}", text, options, waiting[0].number)
            self.doubts.update((record.number, doubt) for record in waiting)
        elif answer == "share":
            first, *others = waiting
            names = " and ".join(_full_name(record) for record in waiting)
            yield _with(first, seat=role, name=f"{names} (job share)", first="", last="", honorific="")
            self.merged += [
                Outcome(record.number, "left", _full_name(record), (f"One seat with row {first.number}: a job share",))
                for record in others
            ]
        elif answer != "correct":
            for record, name in zip(waiting, self._titles(answer or "", role, waiting), strict=True):
                yield _with(record, seat=name)

    def _seat_of(self, title: str, record: Record) -> Seat | None:
        """The seat of the register that is of that role and held by that very person."""
        holders = {member.key: member.name for member in self._members if not member.vacant}
        name = name_words(_full_name(record))
        alike = [
            seat
            for seat in self._seats
            if normal(seat.title).startswith(title) and name and name_words(holders.get(seat.key, "")) == name
        ]
        return alike[0] if len(alike) == 1 else None

    def _options(self, role: str, group: Sequence[Record], *, known: bool) -> tuple[tuple[str, str], ...]:
        ways = [("share", "one seat, shared by them (a job share)")]
        if not known:
            more = []
            for way, text in (("number", "by number"), ("organisation", "by organisation"), ("name", "by name")):
                titles = self._titles(way, role, group)
                if len(set(map(normal, titles))) == len(group):
                    more.append((way, f"{text}: {'; '.join(titles[:3])}"))
            ways = [*more, *ways]
        return (*ways, _CORRECT)

    def _titles(self, way: str, role: str, group: Sequence[Record]) -> list[str]:
        """What each seat is called."""
        if way == "organisation":
            return [f"{role}, {' '.join(record.cells.get('partners', '').split())}".rstrip(", ") for record in group]
        if way == "name":
            return [f"{role} ({_full_name(record)})" for record in group]
        taken = {normal(seat.title) for seat in self._seats}
        numbered = (f"{role} {number}" for number in itertools.count(1))
        return list(itertools.islice((name for name in numbered if normal(name) not in taken), len(group)))


def _apart(record: Record) -> Record:
    """A row whose name and role stand in one cell, as two."""
    match = _THEN_ROLE.fullmatch(record.cells.get("both", "").strip())
    if match is None or record.cells.get("seat"):
        name = record.cells.get("name") or record.cells.get("both", "")
        return _with(record, name=name) if "both" in record.cells else record
    return _with(record, name=match[1], seat=" ".join(match[2].split()))


def _with(record: Record, **cells: str) -> Record:
    return msgspec.structs.replace(record, cells={**record.cells, **cells})


def _full_name(record: Record) -> str:
    cells = record.cells
    parts = [cells.get("name", "")] if cells.get("name") else [cells.get("first", ""), cells.get("last", "")]
    return in_order(" ".join(" ".join(parts).split()))


def _row_words(record: Record) -> tuple[str, ...]:
    return (_full_name(record), *(normal(record.cells.get(field, "")) for field in ("partners", "note")))

"""What taking a sheet in would do, row by row, before anything is done: the plan that the secretary looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from boardtui.dates import day_as_written
from boardtui.exchange.sheets.columns import Doubt, normal_space
from boardtui.exchange.sheets.table import Record, Table
from boardtui.exchange.sheets.values import broken

What = Literal["wrong", "doubtful", "new", "changed", "same", "left"]
T = TypeVar("T")
WORDS: dict[What, str] = {
    "wrong": "cannot be imported",
    "doubtful": "to be answered",
    "new": "new",
    "changed": "changed",
    "same": "as it is",
    "left": "left out",
}


class Outcome(msgspec.Struct, frozen=True):
    """What a row becomes: its number, whom or what it is about, and in words what changes or is wrong."""

    number: int
    what: What
    title: str
    told: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True):
    """All rows with what each becomes, what must be asked first, and the steps that would be taken.

    ``remarks`` are about the sheet as a whole. ``steps`` are of the kind's own types.
    """

    outcomes: tuple[Outcome, ...]
    steps: tuple[Any, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[str, ...] = ()

    def count(self, what: What) -> int:
        """How many rows become that."""
        return sum(outcome.what == what for outcome in self.outcomes)

    @property
    def wrong(self) -> bool:
        """Whether there are rows that cannot be imported: the file is corrected, or they are left out."""
        return any(outcome.what == "wrong" for outcome in self.outcomes)

    @property
    def ready(self) -> bool:
        """Whether it can be taken as it is: nothing wrong, nothing to be asked, something to do."""
        return not self.wrong and not self.doubts and bool(self.steps)


class Reader:
    """Reads the cells of one row: gathers what is wrong with it and what has to be asked."""

    def __init__(self, table: Table, record: Record, answers: Mapping[str, str]) -> None:
        self.table = table
        self.record = record
        self.problems: list[str] = []
        self.doubts: list[Doubt] = []
        self._answers = answers

    def has(self, field: str) -> bool:
        """Whether the sheet has that column."""
        return field in self.table.heads

    def raw(self, field: str) -> str:
        """The words of a cell as they stand, empty where there is none; a failed formula is a fault."""
        text = self.record.cells.get(field, "")
        if broken(text):
            self.fault(field, "is what a spreadsheet shows where a formula failed")
            return ""
        return text

    def line(self, field: str, most: int) -> str:
        """The words of a cell on one line."""
        text = " ".join(self.raw(field).split())
        if len(text) > most:
            self.fault(field, f"has {len(text)} characters; use at most {most}", shown=text[:30] + "…")
        return text

    def text(self, field: str, most: int) -> str:
        """The words of a cell with its line breaks."""
        text = self.raw(field)
        if len(text) > most:
            self.fault(field, f"has {len(text)} characters; use at most {most}", shown=text[:30] + "…")
        return text

    def read(self, field: str, reads: Callable[[str], T]) -> T | None:
        """What a cell says, None where it is blank or cannot be read so."""
        text = " ".join(self.raw(field).split())
        if not text:
            return None
        try:
            return reads(text)
        except ValueError as error:
            self.fault(field, str(error))
            return None

    def fault(self, field: str, why: str, shown: str | None = None) -> None:
        """Note what is wrong with a cell; ``why`` follows its words."""
        text = self.record.cells.get(field, "") if shown is None else shown
        head = self.table.heads.get(field, field)
        where = f"column {head}: '{text[:60]}'" if text else f"column {head}"
        self.problems.append(f"{where} {why}.")

    def needs(self, field: str, value: str, why: str) -> None:
        """A fault where a cell is blank that the row cannot do without, and nothing else is wrong with it so far."""
        if not value and not self.problems:
            self.fault(field, f"is blank; {why}")

    def one_of(self, key: str, words: str, options: Sequence[tuple[str, str]]) -> str | None:
        """The answer to a doubt, None where it is not given yet."""
        text = self._answers.get(key)
        if text is None or text not in {value for value, _ in options}:
            self.doubts.append(Doubt(key, words, tuple(options), self.record.number))
            return None
        return text

    def bad(self, title: str) -> Outcome | None:
        """The outcome of a row that cannot be taken yet, None where nothing stands in its way."""
        number = self.record.number
        if self.problems:
            return Outcome(number, "wrong", title, tuple(self.problems))
        if self.doubts:
            return Outcome(number, "doubtful", title, tuple(doubt.words for doubt in self.doubts))
        return None


class Planning:
    """Puts a plan together row by row; a thing that two rows name is wrong in the second."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.outcomes: list[Outcome] = []
        self.steps: list[Any] = []
        self.doubts: dict[str, Doubt] = {doubt.key: doubt for doubt in table.doubts}
        self.remarks: list[str] = []
        self._named: dict[str, int] = {}

    def once(self, reader: Reader, key: str, title: str) -> None:
        """A fault where an earlier row was about the same."""
        if not key:
            return
        first = self._named.setdefault(key, reader.record.number)
        if first != reader.record.number:
            reader.problems.append(f"“{title[:60]}” stands in {self.table.grid.unit} {first} already.")

    @property
    def named(self) -> set[str]:
        """The keys of what the rows are about."""
        return set(self._named)

    def left(self, titles: Sequence[str | None], what: str) -> None:
        """Remark on what the sheet does not name, and that it stays; None: it is confidential, and the room may see this."""
        if titles and self.outcomes and not any(outcome.what in ("wrong", "doubtful") for outcome in self.outcomes):
            named = (f"a confidential {what}" if title is None else f"“{title[:50]}”" for title in titles[:3])
            some = "; ".join(named) + ("; …" if len(titles) > 3 else "")
            verb = (
                f"{what} is not in the sheet and stays as it is"
                if len(titles) == 1
                else (f"{what}s are not in the sheet and stay as they are")
            )
            self.remarks.append(f"{len(titles)} {verb}: {some}.")

    def put(self, reader: Reader, outcome: Outcome, *steps: Any) -> None:
        """Note what becomes of a row."""
        bad = reader.bad(outcome.title)
        self.outcomes.append(bad or outcome)
        self.doubts.update({doubt.key: doubt for doubt in reader.doubts if doubt.key not in self.doubts})
        if bad is None:
            self.steps.extend(steps)

    def plan(self, *, lists_left: bool = True) -> Plan:
        """The whole of it; ``lists_left``: what stands beside the table is listed among the rows."""
        left = [
            Outcome(part.number, "left", part.text, (f"{part.where[:1].upper()}{part.where[1:]}",))
            for part in (self.table.beside if lists_left else ())
        ]
        outcomes = (*self.outcomes, *left)
        return Plan(outcomes, tuple(self.steps), tuple(self.doubts.values()), (*about(self.table), *self.remarks))


def about(table: Table) -> list[str]:
    """What has to be said of the sheet as a whole."""
    texts = [f"The file was {table.grid.read_as}."] if table.grid.read_as.startswith("read") else []
    texts += [f"The file is {table.grid.read_as}."] if table.grid.read_as.startswith("separated") else []
    if table.skipped:
        times = (
            "1 repeated row of column headings was"
            if table.skipped == 1
            else f"{table.skipped} repeated rows of column headings were"
        )
        texts.append(f"{times} left out.")
    texts += [*table.grid.remarks, *table.remarks]
    if not table.records and not table.doubts:
        texts.append("Under the column headings there is no row to import.")
    return texts


def changed_fields(old: object, fields: Mapping[str, T]) -> dict[str, T]:
    """Those fields that a row gives otherwise than the register has them; blanks and line breaks make no difference."""

    def words(value: object) -> str:
        return normal_space("" if value is None else str(value))

    return {field: value for field, value in fields.items() if words(value) != words(getattr(old, field))}


def says(label: str, new: str, old: str | None = None) -> str:
    """ "Held by: A Smith (was B Jones)"; days as people write them."""
    was = "" if old is None else f" (was {day_as_written(old)})" if old else " (was blank)"
    return f"{label}: {day_as_written(new) or 'blank'}{was}"

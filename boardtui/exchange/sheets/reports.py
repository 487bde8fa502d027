"""Finds the people in an attendance report, whose sections have column headings of their own, or in a list of names."""

from __future__ import annotations

import datetime
import re

from boardtui.dates import calendar_day
from boardtui.exchange.sheets.columns import Heads, normal
from boardtui.exchange.sheets.grid import Grid, Row, SheetError
from boardtui.exchange.sheets.people import in_order, is_surname_first
from boardtui.exchange.sheets.table import Beside, Record, Table
from boardtui.exchange.sheets.values import clock

NOT_PEOPLE = re.compile(
    r"\b(?:notetaker|note taker|otter ?(?:ai|pilot)?|fireflies|read ai|fathom|tldv|copilot|recording bot|recorder|transcriber)\b"
)
_SECTION = re.compile(r"[0-9]\.\s*\S.*")
_AFTER_NAME = re.compile(r"\s+[|–—-]\s+.*|\s*\|.*")
_ADDRESS = re.compile(r"\s*<\s*([^<>\s]+@[^<>\s]+)\s*>\s*")
_MOMENT = re.compile(r"(.*?)[,\s]*\b([0-9]{1,2}[:.][0-9]{2})(?:[:.][0-9]{2})?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[0-9])T(?=[0-9])")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_FIGURES = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\. ?([A-Za-zä]{3,9})\.? ([0-9]{4})")
_GERMAN_MONTHS = {"januar": "january", "februar": "february", "märz": "march", "mai": "may", "juni": "june", "juli": "july",
                  "oktober": "october", "okt": "october", "dezember": "december", "dez": "december"}  # fmt: skip
_LABEL = re.compile(
    r"(required|optional|accepted|declined|tentative|no response|none|attendees|to|cc|organi[sz]er)\s*:\s*", re.I
)
_RESPONSES = ("accepted", "declined", "tentative", "no response", "none")


def read_report(where: str, grid: Grid, heads: Heads) -> Table:
    """Everybody whom a report names: a record for each row of each section that has a column of names.

    Args:
        where: the file, for a sentence.
        grid: its rows.
        heads: the names of columns that are understood.

    Raises:
        SheetError: there is no column of names.
    """
    mapped: dict[int, str] = {}
    texts: dict[str, str] = {}
    records: list[Record] = []
    beside: list[Beside] = []
    ignored: dict[str, None] = {}
    for row in grid.rows:
        fields = _heads(row, heads)
        if fields:
            mapped = fields
            texts = {field: row.cells[index] for index, field in fields.items()} | texts
            ignored |= dict.fromkeys(cell for index, cell in enumerate(row.cells) if cell and index not in fields)
            continue
        cells = {field: row.cells[index] for index, field in mapped.items() if index < len(row.cells)}
        if "name" not in cells and "last" in cells:
            cells["name"] = f"{cells.get('first', '')} {cells['last']}".strip()
        filled = [cell for cell in row.cells if cell]
        if not cells.get("name") or (len(filled) == 1 and _SECTION.fullmatch(filled[0])):
            why = "about the meeting, not a person" if not mapped or not cells.get("name") else "the title of a section"
            beside.append(Beside(row.number, " · ".join(filled), why))
        else:
            records.append(Record(row.number, cells))
    strange = [] if {"joined", "left"} & texts.keys() else _strange(grid, heads)
    if not texts and not strange:
        raise SheetError(
            f"{where} has no column of names. It is read where one heading is Name, Full name or Participant, as in the "
            "attendance report of Teams, the participants report of Zoom, or the attendees copied from Outlook."
        )
    if strange:
        named = ", ".join(f"“{head[:40]}”" for head in strange)
        raise SheetError(
            f"{where} is an attendance report whose headings are read in English and German only, and has {named}. Change its "
            "headings to Name, First join and Last leave, or download it again with Teams or Zoom set to English."
        )
    return Table(grid, texts, tuple(records), tuple(ignored), beside=tuple(beside))


def _strange(grid: Grid, heads: Heads) -> list[str]:
    """Headings that are not understood of columns of times with their days, and of the names where that is not either."""
    above: tuple[str, ...] = ()
    for row in grid.rows:
        timed = [index for index, cell in enumerate(row.cells) if _dated(cell)]
        if not timed:
            above = row.cells if sum(map(bool, row.cells)) > 2 else ()
        elif texts := [above[index] for index in timed if index < len(above) and above[index]]:
            named = any(heads.field(cell) == "name" for cell in above)
            return [text for text in dict.fromkeys(texts if named else (above[0], *texts)) if not heads.field(text)]
    return []


def _dated(cell: str) -> bool:
    """Whether a cell is a time with its day."""
    return any(moment.year > 1 for moment in moments(cell, datetime.date.min))


def _heads(row: Row, heads: Heads) -> dict[int, str]:
    """The fields of a row of column headings by column; none where it is no such row."""
    fields: dict[int, str] = {}
    for index, cell in enumerate(row.cells):
        field = heads.field(cell) if len(cell) < 80 else None
        if field and field not in fields.values():
            fields[index] = field
    alone = len([cell for cell in row.cells if cell]) == 1
    named = "name" in fields.values() or {"first", "last"} <= set(fields.values())
    return fields if named and (len(fields) > 1 or alone) else {}


def read_names(name: str, text: str) -> Table:
    """A list of names as it is copied from an invitation: with semicolons or one a line, with labels such as Accepted: before."""
    records: list[Record] = []
    beside: list[Beside] = []
    response = ""
    for number, line in enumerate(text.splitlines(), 1):
        label = _LABEL.match(line)
        if label is not None:
            response = normal(label[1]) if normal(label[1]) in _RESPONSES else ""
        for part in _parts(line[label.end() :] if label else line):
            address = _ADDRESS.search(part)
            who = _ADDRESS.sub(" ", part).strip(" '\"\t") or (address[1] if address else "")
            if not any(map(str.isalpha, who)) or len(who.split()) > 8:
                beside.append(Beside(number, part, "not a name"))
                continue
            records.append(Record(number, {"name": who, "email": address[1] if address else "", "response": response}))
    if not records:
        raise SheetError(f"{name} holds no names. Check that it is the right file.")
    grid = Grid(name, (), unit="line")
    return Table(grid, {"name": "Name"}, tuple(records), beside=tuple(beside))


def _parts(line: str) -> list[str]:
    """The names of a line: parted by semicolons or tabs, by commas only where each part is a whole name."""
    parts = [part.strip() for part in re.split(r"[;\t]", line)]
    if len(parts) == 1:
        commas = [part.strip() for part in line.split(",")]
        if len(commas) > 1 and all(len(_ADDRESS.sub(" ", part).split()) > 1 for part in commas):
            parts = commas
    return [part for part in parts if part]


def clean_name(text: str) -> str:
    """A name without what stands in brackets or after a bar behind it, such as an organisation; "SMITH, Jane" as Jane Smith."""
    bare = _ADDRESS.sub(" ", " ".join(text.split()))
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", bare).strip() or bare.strip("()[] ")
    name = _AFTER_NAME.sub("", bare).strip() or text.strip()
    return in_order(name) if is_surname_first(name) else name


def moments(text: str, day: datetime.date) -> list[datetime.datetime]:
    """The times that words may be, 11/12/2026 being two days; a time alone is of ``day``. None where it is no time."""
    text = " ".join(_JOINED.sub(" ", text).removesuffix("Z").removesuffix("Uhr").split())
    match = _MOMENT.fullmatch(text)
    if match is None:
        return []
    try:
        time = datetime.time.fromisoformat(clock(f"{match[2]} {match[3] or ''}".strip()))
    except ValueError:
        return []
    return [datetime.datetime.combine(date, time) for date in (_days(match[1].strip(" ,")) if match[1] else [day])]


def _days(text: str) -> list[datetime.date]:
    text = _YEAR_FIRST.sub(lambda day: f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}", text)
    text = _GERMAN_DAY.sub(lambda day: f"{day[1]} {_GERMAN_MONTHS.get(day[2].casefold(), day[2])} {day[3]}", text)
    figures = _FIGURES.fullmatch(text)
    if figures is None:
        try:
            return [calendar_day(_MONTH_FIRST.sub(r"\2 \1 \3", text))]
        except ValueError:
            return []
    first, second, year = int(figures[1]), int(figures[2]), int(figures[3]) + (2000 if len(figures[3]) == 2 else 0)
    days: list[datetime.date] = []
    for month, number in ((second, first), (first, second)):
        if 1 <= month <= 12 and 1 <= number <= 31:
            try:
                days.append(datetime.date(year, month, number))
            except ValueError:
                continue
    return days

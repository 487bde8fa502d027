"""Members and their seats from a sheet: who holds which seat of a body, and whom it represents."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from boardtui.charter.model import Partner, Seat
from boardtui.charter.spelling import SLUG
from boardtui.exchange.sheets.columns import Column, Doubt, Record, Table, normal
from boardtui.exchange.sheets.naming import Named, Register, Seats
from boardtui.exchange.sheets.people import HONORIFICS, in_order, is_surname_first, name_words
from boardtui.exchange.sheets.planning import Outcome, Plan, Planning, Reader, says
from boardtui.exchange.sheets.values import yes_or_no
from boardtui.meeting.entries import Member
from boardtui.register.keys import key_from
from boardtui.register.people import add_seat, change_seat, members, partners, seats, set_holder, set_partners
from boardtui.register.tables import LINE, NAME

COLUMNS = (
    Column(
        "seat",
        "Seat",
        ("Position", "Post", "Role", "Job title", "Office", "Member seat", "Designation", "Role title", "Capacity"),
        "the seat on the body, such as Chair, or Chief Executive of a trust",
        required=True,
        instead="both",
    ),
    Column(
        "name",
        "Held by",
        ("Name", "Member", "Member name", "Full name", "Holder", "Post holder", "Postholder", "Representative", "Who"),
        "who holds it; “vacant” or TBC: nobody",
    ),
    Column("first", "First name", ("Forename", "Given name", "Forenames"), "put before the surname"),
    Column("last", "Surname", ("Last name", "Family name"), "put after the first name"),
    Column("both", "Name and role",
           ("Name and title", "Name and position", "Name and job title", "Name and post", "Member and role", "Name/role",
            "Name / title", "Name and designation"),
           "the holder, then the seat, with a comma, a dash or a line break between"),
    Column("honorific", "Title", ("Salutation", "Prefix", "Honorific"), "Dr, Cllr, … before the name; job titles are the seat",
           shape=re.compile(rf"(?i)(?:(?:{'|'.join(sorted(HONORIFICS))})\.?\s*)+"), otherwise="seat"),
    Column(
        "partners",
        "Represents",
        (
            "Partner", "Partners", "Organisation", "Organization", "Organisations", "Representing", "On behalf of",
            "Partner organisation", "Member organisation", "Body represented", "Constituency", "Employer",
        ),
        "the partners, by name, short name or key; several with a semicolon between",
    ),
    Column("vacant", "Vacant", ("Vacancy", "Is vacant"), "yes where nobody holds the seat"),
    Column("clause", "Clause", ("Paragraph", "MoU clause", "Reference", "Clause reference"), "where the seat is given"),
    Column("note", "Note", ("Notes", "Remarks", "Comment", "Comments"), "whatever is to be kept with the seat"),
    Column("key", "Key", ("Seat key", "Id"), "the seat's key here; an export has it"),
)  # fmt: skip
VACANT = re.compile(
    r"(?:currently |now |post |seat |role |position )?vacan(?:t|cy)\b.*|(?:tbc|tba|tbd|to be (?:confirmed|appointed|advised|"
    r"determined|recruited))\b.*|(?:awaiting|pending) (?:appointment|nomination|recruitment).*|none|nobody|n a|recruiting.*"
)
_ACTING = re.compile(r"(?i)\b(?:acting|interim|cover(?:ed)?)(?:\s+(?:cover(?:ed)?|by))*\s*[:,–-]?\s*([A-Z][^()]+)")
_JOB_SHARE = re.compile(r"(?i)\W*\(?\bjob[ -]?shar(?:e|ed|ing)\b\)?\W*")
_TWO = re.compile(r"\s*(?:[/&;\n]|\band\b)\s*")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)+")
_THEN_ROLE = re.compile(r"(.+?)(?:\s*\n\s*|\s+[–—-]\s+|\s*,\s*|\s*\()(.+?)\)?", re.DOTALL)
_CORRECT = ("correct", "none of these: I will correct the file")


class CurrentSeats(msgspec.Struct, frozen=True):
    """The body's seats as they stand, with the partners of the register."""

    seats: tuple[Seat, ...]
    members: tuple[Member, ...]
    partners: tuple[Partner, ...]


class Added(msgspec.Struct, frozen=True):
    """A seat more."""

    seat: Seat
    name: str


class Changed(msgspec.Struct, frozen=True):
    """What changes of a seat: None where it stays."""

    key: str
    name: str | None
    partners: tuple[str, ...] | None
    words: dict[str, str]


def current(db: sqlite3.Connection, body: str) -> CurrentSeats:
    """What the register says of a body."""
    return CurrentSeats(seats(db, body), members(db, body), partners(db))


def partner_names(known: Sequence[Partner]) -> Register:
    """The partners by name, short name and key."""
    return Register(
        "partner",
        (Named(partner.key, partner.name or partner.short or partner.key, (partner.short,)) for partner in known),
    )


def plan(table: Table, now: CurrentSeats, answers: Mapping[str, str]) -> Plan:
    """What the sheet would change of the body's seats.

    Args:
        table: the sheet.
        now: the register as it stands.
        answers: what the secretary said to doubts, by their keys.
    """
    planning = Planning(table)
    if not {"name", "last", "both", "partners", "vacant", "clause", "note"} & table.heads.keys():
        planning.remarks.append("The sheet has no column with names: it says only which seats there are.")
    seat_names = Seats(Named(seat.key, seat.title) for seat in now.seats)
    taken = {seat.key for seat in now.seats} | {partner.key for partner in now.partners}
    repeated = _Repeated(table, now, answers)
    for record in repeated.records:
        reader = Reader(table, record, answers)
        if record.number in repeated.doubts:
            reader.doubts.append(repeated.doubts[record.number])
        if not _is_heading(reader, planning, seat_names, table):
            _row(reader, planning, now, seat_names, taken)
    planning.outcomes += repeated.merged
    planning.left([seat.title for seat in now.seats if seat.key not in planning.named], "seat")
    return planning.plan()


class _Repeated:
    """The rows, with a seat of its own for each of those that name the same role, by what was answered once for all of them.

    ``doubts`` has the question for the numbers of the rows that wait for it; ``merged`` are rows that are one with another.
    """

    def __init__(self, table: Table, now: CurrentSeats, answers: Mapping[str, str]) -> None:
        self.doubts: dict[int, Doubt] = {}
        self.merged: list[Outcome] = []
        self._now, self._answers = now, answers
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
        options = self._options(role, waiting, known=any(normal(seat.title) == title for seat in self._now.seats))
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
        holders = {member.key: member.name for member in self._now.members if not member.vacant}
        name = name_words(_full_name(record))
        alike = [
            seat
            for seat in self._now.seats
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
        taken = {normal(seat.title) for seat in self._now.seats}
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


def _is_heading(reader: Reader, planning: Planning, seat_names: Seats, table: Table) -> bool:
    """Whether a row with a single cell only parts the table; asked, unless it names a seat or most rows are so."""
    text, number = reader.record.only, reader.record.number
    alone = sum(bool(record.only) for record in table.records)
    if not text or 2 * alone > len(table.records) or seat_names.exactly(text):
        return False
    options = [("leave", "a heading: leave it out"), *([("seat", "a seat")] if reader.record.cells.get("seat") else [])]
    answer = reader.one_of(f"only {normal(text)}", f"Row {number} holds only “{text[:60]}”. What is it?", options)
    if answer == "seat":
        return False
    planning.put(reader, Outcome(number, "left", text, ("A heading within the table",)))
    return True


def _row(reader: Reader, planning: Planning, now: CurrentSeats, seat_names: Seats, taken: set[str]) -> None:
    title = reader.line("seat", NAME)
    given = reader.line("key", 64)
    if not title and not reader.problems:
        reader.fault("seat", "is blank; every row needs its seat")
    organisations = _partners(reader, partner_names(now.partners))
    key = _which(reader, title, given, now, seat_names, organisations or ())
    name, holds, texts = _holder(reader)
    vacant = bool(holds)
    texts_by_key = {field: text for field in ("clause", "note") if (text := reader.line(field, LINE))}
    planning.once(reader, "" if reader.doubts else key or normal(title), title)
    if key is None:
        unnamed = title if holds is False else ""  # held, by somebody whose name is not known here: called by the seat
        seat = Seat(given, title, organisations or (), **texts_by_key)
        _added(reader, planning, now, taken, seat, name or unnamed, texts)
    else:
        if given and normal(title) != normal(seat_names.title(key)):
            texts_by_key = {"title": title, **texts_by_key}
        _changed(
            reader, planning, now, key, None if not vacant and not name else name, organisations, texts_by_key, texts
        )


def _which(
    reader: Reader, title: str, given: str, now: CurrentSeats, seat_names: Seats, organisations: tuple[str, ...]
) -> str | None:
    if given and any(seat.key == given for seat in now.seats):
        return given
    if given and not SLUG.fullmatch(given):
        reader.fault("key", "cannot be a key; use small letters, digits and hyphens")
    if not title:
        return None
    near = seat_names.nearly(title)
    if near:
        near = list(dict.fromkeys([*seat_names.nearly(f"{title} {reader.raw('partners')}"), *near]))
    partners = {seat.key: seat.partners for seat in now.seats}
    near.sort(key=lambda key: not organisations or set(partners[key]) != set(organisations))
    same = normal(reader.raw("partners")) if organisations else ""  # one answer does not hold for another organisation
    return seat_names.one(reader, "seat", title, ask_new="it is a new seat", near=near[:5], within=same)


def _holder(reader: Reader) -> tuple[str, bool | None, tuple[str, ...]]:
    """The name, whether the seat is said to be vacant (None: nothing is said of it), and what is to be said of the name."""
    parts = [reader.line(field, NAME) for field in ("honorific", "first", "last")]
    name, texts = _name(reader)
    if not name:
        name = " ".join(part for part in parts if part) if parts[1] or parts[2] else ""
    elif parts[2] and not parts[1] and normal(parts[2]) not in normal(name):
        name = " ".join(part for part in (parts[0], name, parts[2]) if part)
    elif parts[0] and not normal(name).startswith(normal(parts[0])):
        name = f"{parts[0]} {name}"
    holds = reader.read("vacant", yes_or_no)
    if name and VACANT.fullmatch(normal(name)):
        return _vacant(reader, name)
    if holds and name:
        reader.fault("vacant", f"says that the seat is vacant, but {name} is given as its holder")
    return name, holds, texts


def _name(reader: Reader) -> tuple[str, tuple[str, ...]]:
    """The name in the order in which it is said; a name with the surname first, and two names in a cell, are asked about."""
    text, raw = reader.line("name", NAME), reader.raw("name")
    if is_surname_first(text):
        sentence = (
            f"Names are written surname first, such as “{text}”. Import it as “{in_order(text)}”, and the others alike?"
        )
        if reader.one_of("surname first", sentence, (("turn", "yes"), ("keep", "no, as they are written"))) != "turn":
            return text, ()
        return in_order(text), (f"written “{text}”",)
    people = [part for part in _TWO.split(_JOB_SHARE.sub(" ", raw).strip()) if part]
    if len(people) != 2 or not all(map(_PERSON.fullmatch, people)):
        return text, ()
    shared = f"{people[0]} and {people[1]} (job share)"
    if _JOB_SHARE.search(raw):
        return shared, ()
    sentence = f"“{text}”: do two people share this seat?"
    options = (("share", f"yes: “{shared}”"), ("keep", "import the name as it is written"))
    return (shared if reader.one_of(f"share {normal(text)}", sentence, options) == "share" else text), ()


def _vacant(reader: Reader, text: str) -> tuple[str, bool, tuple[str, ...]]:
    """A seat that is said to be vacant; asked where somebody is named who acts in it."""
    words = () if normal(text) in ("vacant", "vacancy", "tbc", "tba", "tbd") else (f"written “{text}”",)
    acting = _ACTING.search(text)
    if acting is None:
        return "", True, words
    name = acting[1].strip(" .)")
    options = (("vacant", "the seat is vacant"), ("acting", f"held by {name}"))
    answer = reader.one_of(f"acting {normal(text)}", f"“{text}”: is the seat vacant, or held by {name}?", options)
    return (name, False, words) if answer == "acting" else ("", True, words)


def _partners(reader: Reader, known: Register) -> tuple[str, ...] | None:
    text = reader.raw("partners")
    return known.several(reader, "partners", text) if text else None


def _added(
    reader: Reader,
    planning: Planning,
    now: CurrentSeats,
    taken: set[str],
    seat: Seat,
    name: str,
    words: tuple[str, ...],
) -> None:
    key = seat.key or key_from(seat.title, taken, "seat")
    taken.add(key)
    seat = msgspec.structs.replace(seat, key=key)
    texts = [says("Held by", "without a name" if name == seat.title else name or "vacant"), *words]
    texts += [says("Represents", _partner_words(now, seat.partners))] if seat.partners else []
    planning.put(reader, Outcome(reader.record.number, "new", seat.title, tuple(texts)), Added(seat, name))


def _changed(
    reader: Reader,
    planning: Planning,
    now: CurrentSeats,
    key: str,
    name: str | None,
    organisations: tuple[str, ...] | None,
    texts_by_key: dict[str, str],
    written: tuple[str, ...],
) -> None:
    seat = next(seat for seat in now.seats if seat.key == key)
    member = next(member for member in now.members if member.key == key)
    holder = "" if member.vacant else member.name
    texts: list[str] = []
    if name is not None and normal_space(name) == normal_space(holder):
        name = None
    if name is not None:
        was = "vacant" if member.vacant else holder if holder != member.seat else "without a name"
        texts += [says("Held by", name or "vacant", was), *written]
    if organisations is not None and set(organisations) == set(seat.partners):
        organisations = None
    if organisations is not None:
        texts.append(says("Represents", _partner_words(now, organisations), _partner_words(now, seat.partners)))
    changes = {
        field: text
        for field, text in texts_by_key.items()
        if normal_space(text) != normal_space(str(getattr(seat, field)))
    }
    texts += [says(_TITLES[field], text, str(getattr(seat, field))) for field, text in changes.items()]
    outcome = Outcome(reader.record.number, "changed" if texts else "same", seat.title, tuple(texts))
    planning.put(reader, outcome, *([Changed(key, name, organisations, changes)] if texts else []))


def _partner_words(now: CurrentSeats, keys: Sequence[str]) -> str:
    short = {partner.key: partner.short or partner.name or partner.key for partner in now.partners}
    return ", ".join(short.get(key, key) for key in keys) or "no partner"


_TITLES = {"title": "Seat", "clause": "Clause", "note": "Note"}


def normal_space(text: str) -> str:
    """Words without regard to blanks and line breaks."""
    return " ".join(text.split())


def apply(db: sqlite3.Connection, body: str, steps: Sequence[Any]) -> None:
    """Make the changes; call it inside one edit of the register, so that all are made or none."""
    for step in steps:
        if isinstance(step, Added):
            add_seat(db, body, step.seat, step.name)
            continue
        if step.words:
            change_seat(db, body, step.key, **step.words)
        if step.name is not None:
            set_holder(db, body, step.key, step.name)
        if step.partners is not None:
            set_partners(db, body, step.key, step.partners)

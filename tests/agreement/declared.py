"""What stands in registers and lists of a meeting: yearly declarations, lasting interests, seats, papers withheld."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from boardtui.meeting import entries as e
from tests.agreement.matters import Row, tables
from tests.agreement.naive import numbered_standing
from tests.agreement.readers import Facts
from tests.public_record.pairs import Line

Said = tuple[str, dict[str, Any]]
_TYPES = {
    "financial": "financial", "indirect": "indirect", "non_financial_personal": "non-financial, personal",
    "non_financial_professional": "non-financial, professional",
}  # fmt: skip
_BY_PLAN = "declarations not returned"
NOT_BY_ENTRIES = (_BY_PLAN,)


def declared_of(name: str, text: str) -> Facts:
    """What that teller says of them; nothing where it is not read."""
    found: Facts = {}
    for wanted, reader in _READERS:
        if given := re.search(wanted, name):
            for thing, facts in reader(text, given[1] if given.re.groups else ""):
                found.setdefault(thing, {}).update(facts)
    return found


def declared_in(lines: Sequence[Line]) -> Facts:
    """The same by the public entries."""
    return {**_interests_in(lines), **_seats_in(lines)}


def _interests_in(lines: Sequence[Line]) -> Facts:
    found: Facts = {}
    names: dict[str, str] = {}
    natures: dict[str, str] = {}
    asked, returned = "", dict[str, e.DeclarationReturned]()
    for _, entry, public in numbered_standing(lines):
        match entry:
            case e.MeetingConvened():
                names |= {one.key: one.name for one in entry.members}
            case e.SeatFilled():
                names[entry.member or entry.seat.key] = entry.name  # type: ignore[union-attr]
            case e.DeclarationsAsked() if public:  # only the last round is told of
                asked = entry.date
            case e.DeclarationReturned() if public:
                returned[entry.name] = entry
            case e.InterestRegistered() if public and entry.consent is not False:
                natures[entry.standing] = f"registered interest of {names[entry.member or '']}: {entry.nature}"
                facts = {"type": _TYPES[entry.interest], "declared": entry.declared, "ended": False}
                found[natures[entry.standing]] = facts
            case e.InterestEnded() if public and entry.standing in natures:
                found[natures[entry.standing]]["ended"] = True
    for name, given in returned.items():
        if asked and given.date >= asked:
            found[f"declaration of {name} returned on {given.date}"] = {"nil": given.nil}
    return found


def _seats_in(lines: Sequence[Line]) -> Facts:
    """Who has which seat at a meeting, and who does not get which paper."""
    found: Facts = {}
    titles: dict[str, str] = {}
    meeting, names, seats, items = "", dict[str, str](), dict[str, int](), dict[str, str]()
    for _, entry, public in numbered_standing(lines):
        match entry:
            case e.MeetingConvened():
                meeting = entry.meeting
                names |= {one.key: one.name for one in entry.members}
                titles = {one.key: one.seat for one in entry.members}
                seats = {one.key: number for number, one in enumerate(entry.members, 1)}
                items = {one.item: one.number for one in entry.agenda}
                for key, number in seats.items():
                    found[f"seat {number} at {meeting}"] = {"held by": names[key] or "vacant"}
            case e.SeatFilled():
                key = entry.member or entry.seat.key  # type: ignore[union-attr]
                names[key] = entry.name
                seats.setdefault(key, len(seats) + 1)
                found[f"seat {seats[key]} at {meeting}"] = {"held by": entry.name}
            case e.PaperWithheld() if public:
                for one in entry.members:
                    found[_withheld(items[entry.item], entry.meeting, names[one] or titles[one])] = {
                        "reason": entry.reason
                    }
            case e.PaperReleased() if public:
                for one in entry.members:
                    found.pop(_withheld(items[entry.item], entry.meeting, names[one] or titles[one]), None)
    return found


def _withheld(number: str, meeting: str, who: str) -> str:
    return f"paper {number} at {meeting} withheld from {who}"


def _long_day(words: str) -> str:
    return datetime.datetime.strptime(words, "%d %B %Y").date().isoformat() if words else ""


def _declarations(rows: Sequence[Row], day: Callable[[str], str]) -> Iterator[Said]:
    for row in rows:
        if row["Returned"]:
            nil = row["Declaration"] == "nil return"
            yield f"declaration of {row['Who']} returned on {day(row['Returned'])}", {"nil": nil}


def _registered(rows: Sequence[Row], day: Callable[[str], str], *, ended: bool | None = None) -> Iterator[Said]:
    for row in rows:
        if "*" in row["Nature"] or not row["Nature"]:
            continue
        facts: dict[str, Any] = {"type": row["Type"], "declared": day(row.get("Declared", ""))}
        facts["ended"] = bool(row["Has ended"]) if ended is None else ended
        yield f"registered interest of {row['Who']}: {row['Nature']}", facts


def _table_of(read: Callable[..., Iterator[Said]], separator: str) -> Callable[[str, str], Iterator[Said]]:
    def reader(text: str, _: str) -> Iterator[Said]:
        yield from read(list(csv.DictReader(io.StringIO(text), delimiter=separator)), lambda day: day[:10])

    return reader


def _paper(text: str, _: str) -> Iterator[Said]:
    """The register of interests: what is in it, what was and has ended, and who has returned a yearly declaration."""
    for heading, rows in tables(text):
        if heading == "Interests in the register":
            yield from _registered(rows, _long_day, ended=False)
        elif heading.startswith("Interests that have ended"):
            yield from _registered(rows, _long_day, ended=True)
        elif heading == "Yearly declarations":
            yield from _declarations(rows, _long_day)
    asked = re.search(r"^Asked for on .*, due by (.*?): (\d+) of (\d+) members have returned theirs", text, re.M)
    if asked:
        yield f"{_BY_PLAN} by {_long_day(asked[1])}", {"number": int(asked[3]) - int(asked[2])}


def _plan(text: str, _: str) -> Iterator[Said]:
    for day, number in re.findall(
        r"(\d+ \w{3} \d{4})  Declarations of interests, .*?: (\d+) of \d+ not returned yet", text
    ):
        by = datetime.datetime.strptime(day, "%d %b %Y").date().isoformat()
        yield f"{_BY_PLAN} by {by}", {"number": int(number)}


def _cards(text: str, meeting: str) -> Iterator[Said]:
    for name, number in re.findall(r"^\| \*\*(.*?)\*\*<br>.*?<br>Seat (\d+) \|", text, re.M):
        yield f"seat {int(number)} at {meeting}", {"held by": name}


def _sheets(text: str, meeting: str) -> Iterator[Said]:
    for heading, rows in tables(text):
        for row in rows if heading == "Attendance" and "Seat" in (rows or [{}])[0] else ():
            vacant = row["Apologies, deputy"] == "vacant"
            yield (
                f"seat {int(row['Seat'])} at {meeting}",
                {"held by": "vacant" if vacant else row["Member"].partition(", ")[0]},
            )


def _papers(text: str, meeting: str) -> Iterator[Said]:
    for _heading, rows in tables(text):
        for row in rows if "Do not send to" in (rows or [{}])[0] else ():
            yield _withheld(row["Item"], meeting, row["Do not send to"]), {"reason": row["Why"]}


_READERS: tuple[tuple[str, Callable[[str, str], Iterator[Said]]], ...] = (
    (r"^declarations\.csv$", _table_of(_declarations, ",")),
    (r"^Declarations\.xlsx$", _table_of(_declarations, "\t")),
    (r"^register\.csv$", _table_of(_registered, ",")),
    (r"^Register\.xlsx$", _table_of(_registered, "\t")),
    (r"^all public interests$", _paper),
    (r"^plan$", _plan),
    (r"^(mk\d) public cards$", _cards),
    (r"^(mk\d) public sheets$", _sheets),
    (r"^(mk\d) public withheld$", _papers),
)

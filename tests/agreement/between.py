"""Reads back what is told between meetings: the rows of the actions screen, gifts, letters, the calendar, briefs and sheets."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from boardtui.dates import SHORT_MONTHS
from boardtui.meeting import entries as e
from boardtui.meeting.state.unpublished import UNPUBLISHED
from tests.agreement.matters import STATUS, Row, matters_of, own_words, tables
from tests.agreement.naive import standing
from tests.agreement.readers import Facts
from tests.public_record.candidates import PLANNED
from tests.public_record.pairs import Line

ONLY_BESIDE_OTHERS = ("planned ", "owed ", "decision at ")
"""What no entry tells: that comes from the register and the memorandum, or is of a motion that nobody has put yet."""
_ROW = re.compile(
    r"\s*(?P<when>\S.*?)\s{2,}(?P<owner>\S.*?)\s{2,}(?P<text>\S.*?)(?:\s{2,}(?P<day>\d+ \w{3}(?: \d{4})?))?\s*$"
)


def matters_and_between(name: str, text: str) -> Facts:
    """What that teller says of matters and of what is done between meetings; nothing where it is not read."""
    found = {thing: {**facts} for thing, facts in matters_of(name, text).items()}
    for wanted, reader in _READERS:
        if given := re.search(wanted, name):
            for thing, facts in reader(text, given[1] if given.re.groups else ""):
                found.setdefault(thing, {}).update(facts)
    return found


def between_in(lines: Sequence[Line]) -> Facts:
    """The same by the entries: gifts that the public may know of, and of what partners were notified."""
    found: Facts = {}
    members: dict[str, str] = {}
    partners: dict[str, str] = {}
    for entry, _ in standing(lines):
        match entry:
            case e.MeetingConvened():
                members |= {member.key: member.name for member in entry.members}
                partners |= {partner.key: partner.name for partner in entry.partners}
            case e.SeatFilled():
                members[entry.member or entry.seat.key] = entry.name  # type: ignore[union-attr]
            case e.GiftDeclared():
                told = entry.consent is not False
                facts = {"accepted": entry.accepted, "declared": entry.declared, "giver": entry.giver if told else ""}
                who = members[entry.member] if entry.member else entry.person
                found[_gift(who, entry.what if told else UNPUBLISHED, entry.date)] = facts
            case e.DecisionNotified():
                for partner in entry.partners:
                    found[f"notice to {partners[partner]} on {entry.date}"] = {"means": entry.means}
    return found


def _gift(who: str, what: str, day: str) -> str:
    return f"gift to {who} on {day}: {what}"


def _actions_screen(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Under the date on which it is drawn and the headings, each action in its columns."""
    drawn, *rows = text.splitlines()
    today = datetime.date.fromisoformat(drawn)
    for line in rows:
        row = _ROW.match(line)
        if row is None:
            continue
        facts: dict[str, Any] = {"owner": row["owner"], "status": "open"}
        if ended := re.match(r"[✓✗] (.*)", row["when"]):
            facts["status"] = STATUS[ended[1]]
        else:
            facts |= {"due": _short_day(row["day"], today), "overdue": "overdue" in row["when"]}
        yield f"action {own_words(row['text'].removeprefix('confidential: '))}", facts


def _short_day(words: str | None, today: datetime.date) -> str:
    """A date in short as the book writes it: 12 Oct, of this year where none is named."""
    if not words:
        return ""
    day, month, *year = words.split()
    return datetime.date(int(year[0]) if year else today.year, SHORT_MONTHS.index(month) + 1, int(day)).isoformat()


def _gifts(rows: list[Row], day: Callable[[str], str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in rows:
        who, on, done = row.get("Name") or row["Who"], row.get("Offered on", row.get("On", "")), row.get("Accepted")
        outcome = done if done is not None else row["What was done"].partition(":")[0]
        facts = {"accepted": outcome in ("accepted", "yes", "True"), "giver": row.get("Offered by", "")}
        yield _gift(who, row["What"], day(on)), {**facts, "declared": day(row.get("Declared", ""))}


def _of_table(separator: str) -> Callable[[str, str], Iterator[tuple[str, dict[str, Any]]]]:
    def reader(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from _gifts(list(csv.DictReader(io.StringIO(text), delimiter=separator)), lambda day: day[:10])

    return reader


def _register(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for heading, rows in tables(text):
        yield from _gifts(rows if heading == "Gifts and hospitality" else [], _long_day)


def _long_day(words: str) -> str:
    return datetime.datetime.strptime(words, "%d %B %Y").date().isoformat() if words else ""


def _letter(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The head of a notice, where it is of one day."""
    said = {
        name: found[1]
        for name in ("To", "Date", "Sent by")
        if (found := re.search(rf"\| \*\*{name}\*\* \| (.*?) \|", text))
    }
    if {"To", "Date", "Sent by"} <= said.keys() and re.fullmatch(r"\d+ \w+ \d{4}", said["Date"]):
        yield f"notice to {said['To']} on {_long_day(said['Date'])}", {"means": said["Sent by"]}


def _calendar(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    unfolded = text.replace("\r\n ", "").replace("\r\n", "\n").replace("\n ", "")
    for event in re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", unfolded, re.DOTALL):
        said = {name: value.replace("\\", "") for name, value in re.findall(r"^(\w+)(?:;[^:]*)?:(.*)$", event, re.M)}
        day = datetime.datetime.strptime(said["DTSTART"][:8], "%Y%m%d").date().isoformat()
        if said["UID"].startswith("owed-"):
            yield f"owed by {day}: {said['SUMMARY'].partition(': ')[2]}", {"words": _few(said["DESCRIPTION"])}
        else:
            yield f"planned {said['SUMMARY']}", {"day": day}


def _plan(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for _heading, rows in tables(text):
        for row in rows:
            words, title = row.get("How it stands", ""), row.get("What", "")
            if title.startswith("Meeting of the "):
                yield f"owed by {_long_day(row['Day'])}: {title}", {"words": _few(words)}
            elif words.startswith(("planned", "not opened")):
                yield f"planned {title}", {"day": _long_day(row.get("Day", ""))}


def _few(words: str) -> str:
    """How a duty stands, without which clause it is of and what is counted otherwise."""
    return re.split(r"[;.]", words)[0]


def _brief(text: str, meeting: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for section in re.split(r"\n## ", text)[1:]:
        title = section.partition("\n")[0].partition(" ")[2]
        said = dict(re.findall(r"^\| \*\*(.*?)\*\* \| (.*) \|$", section, re.M))
        rule = re.sub(r" \((?:clauses? )?[^()]*(?:\([^()]*\)[^()]*)*\)$", "", said.get("Decided under", ""))
        asked = re.match(r"\d+ \w+ of (\d+)", said.get("May vote", said.get("May take part", "")))
        if rule and asked:
            facts = {"asked": int(asked[1])}
            if needed := re.search(r"(\d+) needed out of those", said.get("What it takes", "")):
                facts["needed"] = int(needed[1])
            yield f"decision at {meeting} on {title} under {rule}", facts


def _whatif(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of the planned meeting: each item, and below it each rule with how many may take part."""
    title = ""
    for line in text.splitlines():
        if item := re.match(r"\d+\. (.*) \(.*\)$", line):
            title = item[1]
        elif said := re.match(r"   [\d., ()]+, (.*?): can(?:not)? be .*?\d+ of (\d+) eligible", line):
            facts = {"asked": int(said[2])}
            if needed := re.search(r"(\d+) needed out of those", line):
                facts["needed"] = int(needed[1])
            yield f"decision at {PLANNED} public on {title} under {said[1]}", facts


def _sheets(text: str, meeting: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for section in re.split(r"\n## Item ", text)[1:]:
        title = section.partition("\n")[0].partition(": ")[2]
        ballots = re.findall(r"^### Who may .*? under (.*): (\d+) \w+$", section, re.M)
        for heading, rows in tables(section):
            for row in rows if heading == "Under which rule" else ():
                cited = re.compile(rf"(?:clauses? )?{re.escape(row['Clause'] or row['Rule'])}(?:,| and|$)")
                numbers = [int(number) for clauses, number in ballots if cited.search(clauses)]
                facts = {"asked": numbers[0]} if numbers else {}
                if needed := re.fullmatch(r"(\d+) of (\d+) eligible \w+", row["Needed"]):
                    facts["needed"] = int(needed[1])
                yield f"decision at {meeting} on {title} under {row['Rule']}", facts


_READERS: tuple[tuple[str, Callable[[str, str], Iterator[tuple[str, dict[str, Any]]]]], ...] = (
    (r"actions screen$", _actions_screen),
    (r"^gifts\.csv$", _of_table(",")),
    (r"^Gifts\.xlsx$", _of_table("\t")),
    (r"^all public interests$", _register),
    (r" notices-", _letter),
    (r"^forward-plan\.ics$", _calendar),
    (r"^forward plan$", _plan),
    (r"^(\S+ \w+) brief", _brief),
    (r"^(\S+ \w+) sheets", _sheets),
    (r"^whatif$", _whatif),
)

"""Reads back what is said of meetings, of who attended, of actions, issues and interests, from what a teller printed."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.agreement.readers import Facts, plain

Row = dict[str, str]
_OWN_WORDS = re.compile(r"((?:Write about|Look into) .*?)(?:\. Recommended by .*)?$")  # behind whom a support is for
STATUS = {"completed": "done", "withdrawn": "dropped", "ended": "done", "met": "done"}


def matters_of(name: str, text: str) -> Facts:
    """What that teller says of them; nothing where it is not read."""
    found: Facts = {}
    for wanted, reader in _READERS:
        if given := re.search(wanted, name):
            for thing, facts in reader(text, given[1] if given.re.groups else ""):
                what, _, called = thing.partition(" ")
                found.setdefault(f"action {own_words(called)}" if what == "action" else thing, {}).update(facts)
    return found


def own_words(action: str) -> str:
    """What is to be done, without whom a support is for and what was recommended."""
    own = _OWN_WORDS.search(action)
    return own[1] if own else action


def tables(text: str) -> Iterator[tuple[str, list[Row]]]:
    """Each table with the heading above it, its rows by their heads."""
    heading = ""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if line.startswith("| ") and at + 1 < len(lines) and lines[at + 1].startswith("| -"):
            heads = _cells(line)
            rows = []
            for row in lines[at + 2 :]:
                if not row.startswith("|"):
                    break
                rows.append(dict(zip(heads, _cells(row), strict=False)))
            yield heading, rows


def _cells(line: str) -> list[str]:
    return [plain(cell).strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]


def _day(words: str) -> str:
    """A day in words as the book writes it."""
    return datetime.datetime.strptime(words, "%d %B %Y").date().isoformat() if words else ""


def _minutes(text: str, meeting: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield f"meeting {meeting}", _once(_sitting(text))
    yield from _attendance(text, meeting)
    held = re.search(r"[Mm]inutes of the meeting held .*?on \w+ (\d+ \w+ \d{4})", text)
    day = _day(held[1] if held else "")
    business = text.partition("\n## Annex A")[0].replace("<br>", "\n").replace(" | ", "\n")
    for line in map(plain, business.splitlines()):
        if said := re.match(
            r"(?:\d+\.\d+ )?(.*?) declared an? (.*?) interest in items? (.*?): (.*?)\. Action taken: (.*?)(?: \(.*\))?\.$",
            line,
        ):
            who, kind, items, nature, handled = said.groups()
            yield f"interest on {day} {who}: {nature}: {items}", {"type": kind, "handling": handled}
        if said := re.match(r"Action: (.*?) \((.*?)(?:, (?:review )?by (\d.*?))?\)\.(?: (.*))?$", line):
            yield f"action {said[1]}", {f"owner at {meeting}": said[2], f"due at {meeting}": _day(said[3] or "")}
        if said := re.match(
            r"(.*?) \(Owner: (.*?)(?:; (?:Due|Review): (.*?))?(?:; (?:open|completed|withdrawn).*)?\)\.$", line
        ):
            yield f"action {said[1]}", {f"owner at {meeting}": said[2], f"due at {meeting}": _day(said[3] or "")}
    for heading, rows in tables(text):
        for row in rows if heading.startswith("Actions") else ():
            status = row.get("Status", "open").partition(":")[0]
            yield f"action {row['Action']}", {
                f"owner at {meeting}": row["Owner"], f"due at {meeting}": _day(row.get("Due", "")),
                f"status at {meeting}": STATUS.get(status, status),
            }  # fmt: skip
    for title, section in re.findall(r"\n### Issue: (.*)\n((?:(?!\n##).*\n?)*)", text):
        if status := re.search(r"\*\*Status:\*\* (\w+)", section):
            yield f"issue {plain(title)}", {f"status at {meeting}": status[1].lower()}


def _once(said: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    """Each fact, and beside it what else was said of it in the same paper."""
    facts: dict[str, Any] = {}
    for name, value in said:
        if facts.setdefault(name, value) != value:
            facts[f"{name}, twice"] = (facts[name], value)
    return facts


def _sitting(text: str) -> Iterator[tuple[str, Any]]:
    """When it was opened and closed, and who was in the chair; each as often as it is said, all of which must agree."""
    if said := re.search(r"[Mm]inutes of the meeting held .*?, (\d\d:\d\d) to (\d\d:\d\d), ", text):
        yield from (("opened", said[1]), ("closed", said[2]))
    if said := re.search(r"The meeting was opened at (\d\d:\d\d)(?:, with (.*?) in the chair)?\.", text):
        yield "opened", said[1]
        yield "chair at the opening", said[2]
    if said := re.search(r"The meeting closed at (\d\d:\d\d)\.", text):
        yield "closed", said[1]
    for what in ("opened", "closed"):
        if said := re.search(rf"\| (\d\d:\d\d) \| The meeting {what} ", text):
            yield what, said[1]
    if said := re.search(r"; (\d+) present at the opening", text):
        yield "present at the opening", int(said[1])


def _attendance(text: str, meeting: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """How each member attended, as the lists of the minutes and of the attendance have it."""
    names = ((r"Present", "present"), (r"In attendance", "guest"), (r"Apologies", "apologies"),
             (r"Represented by proxy", "proxy only"), (r"Absent[^(]*", "absent"))  # fmt: skip
    ways: dict[str, set[str]] = {}
    for _, rows in tables(text):
        for row in rows:
            first = next(iter(row))
            if count := re.match(r"[A-Z].* \((\d+)\)$", first):
                assert int(count[1]) == len(rows), f"{meeting}: {first} has {len(rows)} rows"
            for head, way in names:
                if re.match(rf"{head} \(\d+\)$", first):
                    name, attended = _seat(row[first], row.get("Role", ""), way)
                    ways.setdefault(name, set()).add(attended)
    for name, all_ in ways.items():
        for way in ("present", "deputy only", "proxy only", "apologies", "absent"):
            if way in all_:
                yield f"attendance {meeting} {name}", {"attended": way}
                break


def _seat(name: str, role: str, way: str) -> tuple[str, str]:
    """The member of whose seat a line of a list is, and how it was taken."""
    deputy = re.match(r".* \(deputy for (.*?)\)", name) or re.match(r"deputy for (.*?) \(", role)
    return (deputy[1], "deputy only") if deputy else (name.partition(" (in the chair")[0], way)


def _of_csv(read: Callable[[Row], Iterator[tuple[str, dict[str, Any]]]], separator: str = ",") -> Any:
    def reader(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
        for row in rows[1:]:
            yield from read(dict(zip(rows[0], row, strict=True)))

    return reader


def _attended(row: Row) -> Iterator[tuple[str, dict[str, Any]]]:
    yield f"attendance {row['Meeting key']} {row['Member']}", {"attended": row["Attended"].removesuffix(" in public")}


def _interest(row: Row) -> Iterator[tuple[str, dict[str, Any]]]:
    about = f"interest on {row['Date'][:10]} {row['Member']}: {row['Nature']}: {row['Items']}"
    yield about, {"type": row["Type"], "handling": row["Action taken"]}


def _action(row: Row) -> Iterator[tuple[str, dict[str, Any]]]:
    yield f"action {row['Action']}", {
        "owner": row["Owner"], "due": row["Due"][:10], "agreed": row["Agreed"][:10],
        "status": STATUS.get(row["Status"], row["Status"]), "last": row["Last update"], "overdue": bool(row["Overdue"]),
    }  # fmt: skip


def _log(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The action log: by status, with the last update."""
    for heading, rows in tables(text):
        status = heading.lower()
        for row in rows if status in ("open", *STATUS) else ():
            yield f"action {row['Action']}", {
                "owner": row["Owner"], "due": _day(row.get("Due", "")), "last": row.get("Last update", ""),
                "status": STATUS.get(status, status), "agreed": _day(row["Agreed"].partition(", item")[0]),
                **({"overdue": bool(row.get("Overdue"))} if status == "open" else {}),
            }  # fmt: skip


def _reminders(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for heading, rows in tables(text):
        for row in rows:
            if "Action" in row:
                yield f"action {row['Action']}", {
                    "owner": heading, "due": _day(row.get("Due", "")), "last": row.get("Last update", ""), "status": "open",
                    "overdue": bool(row.get("Overdue")),
                }  # fmt: skip


def _agenda(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The agenda of the next meeting: each action that is carried to it."""
    carried = text.partition("\n## Actions carried from earlier meetings\n")[2].partition("\n## ")[0]
    for line in map(plain, carried.splitlines()):
        if said := re.match(r"- (.*) \(([^()]*?)(?:, (?:review )?by (\d.*?))?\)\.$", line):
            yield f"action {said[1]}", {"owner": said[2], "due": _day(said[3] or ""), "status": "open"}


def _search(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in text.splitlines():
        one = json.loads(line)
        if one["taken_back"]:
            continue
        if one["kind"] == "action":
            yield f"action {one['text']}", {"owner": one["owner"], "due": one["due"] or "", "status": one["outcome"]}
        if one["kind"] == "issue":
            yield f"issue {one['text']}", {"status": one["outcome"].partition(" ")[0]}


def _register(text: str, _: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The register of interests: what was declared at meetings, by member."""
    for heading, rows in tables(text.partition("\n## Declared at meetings")[2]):
        for row in rows:
            if "Declared" in row and "Action taken" in row:
                about = f"interest on {_day(row['Declared'])} {heading}: {row['Nature']}: {row['Items']}"
                yield about, {"type": row["Type"], "handling": row["Action taken"]}


_READERS: tuple[tuple[str, Callable[[str, str], Iterator[tuple[str, dict[str, Any]]]]], ...] = (
    (r"^(mk\d) public minutes ", _minutes),
    (r"^(mk\d) public attendance$", _attendance),
    (r"^attendance\.csv$", _of_csv(_attended)),
    (r"^Attendance\.xlsx$", _of_csv(_attended, "\t")),
    (r"^interests\.csv$", _of_csv(_interest)),
    (r"^Interests\.xlsx$", _of_csv(_interest, "\t")),
    (r"^all public interests$", _register),
    (r"^actions\.csv$", _of_csv(_action)),
    (r"^Actions\.xlsx$", _of_csv(_action, "\t")),
    (r"^all public actions$", _log),
    (r"^all public reminders$", _reminders),
    (r"^board-feb public agenda$", _agenda),
    (r"^(?:public )?search\.json$", _search),
)

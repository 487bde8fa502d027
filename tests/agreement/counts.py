"""How many actions, issues and minutes are told to be open: Home, the agenda of the next meeting, the log, tables and search."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

from tests.agreement.matters import tables
from tests.agreement.readers import Facts

_HOME = {
    "open actions": r"^(\d+) open actions?\b",
    "overdue actions": r"^\d+ open actions?, (\d+) overdue",
    "open issues": r"^(\d+) open issues?$",
    "minutes awaiting approval": r"^(\d+) sets? of minutes awaiting approval",
}


def counts_of(name: str, text: str) -> Facts:
    """The numbers that the teller of that name has, of what is public or of all; nothing where it is not read."""
    for wanted, whose, reader in _READERS:
        if re.search(wanted, name):
            return {f"what is open, {whose}": reader(text)}
    return {}


def _home(text: str) -> dict[str, int]:
    found = {}
    for what, form in _HOME.items():
        said = re.search(form, text, re.MULTILINE)
        found[what] = int(said[1]) if said else 0
    not_approved = len(re.findall(r" not approved$", text, re.MULTILINE))
    if not_approved != found["minutes awaiting approval"]:
        found["minutes awaiting approval, twice"] = not_approved
    return found


def _agenda(text: str) -> dict[str, int]:
    found = {}
    for what, heading in (
        ("open actions", "Actions carried from earlier meetings"),
        ("minutes awaiting approval", "Minutes awaiting approval"),
    ):
        section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        found[what] = len(re.findall(r"^- ", section, re.MULTILINE))
    return found


def _log(text: str) -> dict[str, int]:
    rows = [row for heading, rows in tables(text) for row in rows if heading == "Open"]
    return {"open actions": len(rows), "overdue actions": sum(bool(row.get("Overdue")) for row in rows)}


def _reminders(text: str) -> dict[str, int]:
    rows = [row for _, rows in tables(text) for row in rows if "Action" in row]
    return {"open actions": len(rows), "overdue actions": sum(bool(row.get("Overdue")) for row in rows)}


def _csv(text: str) -> dict[str, int]:
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["Status"] == "open"]
    return {"open actions": len(rows), "overdue actions": sum(bool(row["Overdue"]) for row in rows)}


def _search(text: str) -> dict[str, int]:
    found = [one for one in map(json.loads, text.splitlines()) if not one["taken_back"] and one["outcome"] == "open"]
    return {f"open {kind}s": sum(one["kind"] == kind for one in found) for kind in ("action", "issue")}


_READERS: tuple[tuple[str, str, Callable[[str], dict[str, int]]], ...] = (
    (r"^home$", "all of it", _home),
    (r"^public home$", "in public", _home),
    (r"^search\.json$", "all of it", _search),
    (r"^public search\.json$", "in public", _search),
    (r"^board-feb public agenda$", "in public", _agenda),
    (r"^all public actions$", "in public", _log),
    (r"^all public reminders$", "in public", _reminders),
    (r"^actions\.csv$", "in public", _csv),
)

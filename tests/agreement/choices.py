"""What is told of choices between candidates: who was chosen to what, as each teller has it and as the entries have it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from boardtui.meeting import entries as e
from tests.agreement.readers import Facts, once, plain

Said = tuple[str, dict[str, Any]]
CALLED = r"(?:[Cc]hoice|[Ee]lection|[Ss]election)"
_NAMES = re.compile(r", | and ")


def choices_of(name: str, text: str) -> Facts:
    """What that teller says of them; nothing where it is not read."""
    found: Facts = {}
    for wanted, reader in _READERS:
        if re.search(wanted, name):
            for title, facts in reader(text):
                for fact, value in facts.items():
                    there = found.setdefault(f"choice {title.lower()}", {})
                    if there.setdefault(fact, value) != value:
                        there[f"{fact}, twice"] = (there[fact], value)
    return found


def choices_in(entries: Sequence[tuple[e.AnyEntry, bool]]) -> Facts:
    """What the entries say, by somebody who knows no rules."""
    titles: dict[str, str] = {}
    names: dict[str, dict[str, str]] = {}
    found: Facts = {}
    for entry, _ in entries:
        match entry:
            case e.ChoiceOpened():
                titles[entry.choice] = f"choice {entry.title.lower()}"
                names[entry.choice] = {one.candidate: one.name for one in entry.candidates}
                found[titles[entry.choice]] = {"outcome": "open"}
            case e.ChoiceDeclared() if not entry.next_round:
                chosen = tuple(sorted(names[entry.choice][one] for one in entry.chosen))
                found[titles[entry.choice]] = {"outcome": "chosen", "chosen": chosen}
            case e.ChoiceWithdrawn():
                found[titles[entry.choice]] = {"outcome": "withdrawn"}
    return found


def choices_left_out(entries: Sequence[tuple[e.AnyEntry, bool]], texts: dict[str, str]) -> Iterator[str]:
    """Which teller has nothing of a choice that was made."""
    known = {name: once(choices_of, name, text) for name, text in texts.items()}
    public = {
        f"choice {entry.title.lower()}" for entry, open_ in entries if isinstance(entry, e.ChoiceOpened) and open_
    }
    for title, facts in choices_in(entries).items():
        wanted = {"timeline", "search.json", "replay.json"}
        if title in public:
            wanted |= {"public search.json", "decisions.csv", "Decisions.xlsx", "all public decisions"}
        if facts["outcome"] == "chosen":
            yield from (f"{title}: not in {name}" for name in sorted(wanted) if title not in known[name])


def _who(words: str) -> dict[str, Any]:
    return {"outcome": "chosen", "chosen": tuple(sorted(_NAMES.split(words)))}


def _minutes(text: str) -> Iterator[Said]:
    for line in map(plain, text.replace("<br>", "\n").replace(" | ", "\n").splitlines()):
        words = re.sub(r"^\d+\.\d+ ", "", line)
        if said := re.match(rf"The {CALLED} of (.*?) was withdrawn: ", words):
            yield said[1], {"outcome": "withdrawn"}
        elif said := re.match(r"(.*?): (?:.*\. )?([A-Z].*?) (?:was|were) chosen(?: without a vote.*|;.*)?\.", words):
            yield said[1], _who(said[2])


def _timeline(text: str) -> Iterator[Said]:
    opened: set[str] = set()
    for line in text.splitlines():
        words = re.sub(r"^ *(?:\S+ )?\d+  .*?secretary  (?:confidential: )?", "", line)
        if said := re.match(rf"{CALLED} of (.*?) opened, candidates?: ", words):
            opened.add(said[1])
        elif said := re.match(rf"{CALLED} of (.*?) withdrawn: ", words):
            yield said[1], {"outcome": "withdrawn"}
        elif (said := re.match(r"(.*?): (?:.*\. )?([A-Z].*?) (?:was|were) chosen", words)) and said[1] in opened:
            yield said[1], _who(said[2])


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[Said]:
    for row in rows[1:]:
        cells = dict(zip(rows[0], row, strict=True))
        if (what := re.match(rf"{CALLED} of (.*?), candidates?: ", cells["Wording"])) and (
            said := re.match(r"Chosen: (.*?)(?:\. |$)", cells["Result"])
        ):
            yield what[1], _who(said[1])


def _csv(text: str) -> Iterator[Said]:
    yield from _rows(list(csv.reader(io.StringIO(text))))


def _xlsx(text: str) -> Iterator[Said]:
    yield from _rows([line.split("\t") for line in text.splitlines()])


def _register(text: str) -> Iterator[Said]:
    for line in map(plain, text.splitlines()):
        if said := re.search(rf"\| {CALLED} of (.*?), candidates?: .*? \| Chosen: (.*?)(?:\. .*)? \|$", line):
            yield said[1], _who(said[2])


def _search(text: str) -> Iterator[Said]:
    for given in map(json.loads, text.splitlines()):
        if given["way"] == "choice" and not given["taken_back"]:
            title, _, names = given["text"].partition(": ")
            yield title, _who(names) if names else {"outcome": given["outcome"]}


def _replay(text: str) -> Iterator[Said]:
    for meeting in json.loads(text)["meetings"]:
        for choice in meeting.get("choices", ()):
            yield choice["title"], {"outcome": {"declared": "chosen"}.get(choice["status"], choice["status"])}


_READERS: tuple[tuple[str, Callable[[str], Iterator[Said]]], ...] = (
    (r" minutes ", _minutes),
    (r"^timeline$", _timeline),
    (r"^decisions\.csv$", _csv),
    (r"^Decisions\.xlsx$", _xlsx),
    (r" decisions(-confidential)?$", _register),
    (r"search\.json$", _search),
    (r"^replay\.json$", _replay),
)

"""Decisions of others and without a meeting: who has answered, what is in effect, what was reported, by paper and by entry."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from boardtui.meeting import entries as e
from tests.agreement.choices import CALLED
from tests.agreement.matters import tables
from tests.agreement.naive import Naive, numbered_standing
from tests.agreement.readers import Facts, key, plain
from tests.public_record.pairs import Line

Said = tuple[str, dict[str, Any]]
_YES = ("ratified", "approved", "signed", "supported", "concurred")
_EFFECTS = {
    "not yet in effect": "waits", "in effect for": "in part", "in effect": "in_effect", "does not take effect": "not_in_effect",
    "not in effect": "not_in_effect", "no longer": "lapsed",
}  # fmt: skip
_REPORTED = {"noted": "noted", "ratified": "ratified", "not_ratified": "not ratified"}


def awaited_of(name: str, text: str) -> Facts:
    """What that teller says of them; nothing where it is not read. What the public is told is compared by itself."""
    public = "public" in name or name.endswith((".csv", ".xlsx"))
    found: Facts = {}
    for wanted, reader in _READERS:
        if re.search(wanted, name):
            for words, facts in reader(text):
                found.setdefault(_thing(key(words), public=public), {}).update(facts)
    return found


def awaited_in(lines: Sequence[Line]) -> Facts:
    """The same by the entries, as far as the public knows them and altogether."""
    texts = Naive(lines).texts  # of motions, as amended
    return {**_by_entries(lines, texts, public=True), **_by_entries(lines, texts, public=False)}


def _thing(words: str, *, public: bool) -> str:
    return f"decision {words}{', to the public' if public else ''}"


def _by_entries(lines: Sequence[Line], texts: dict[str, str], *, public: bool) -> Facts:
    found: Facts = {}
    words: dict[str, str] = {}
    partners: dict[str, str] = {}
    for _, entry, open_ in numbered_standing(lines):
        if public and not open_:
            continue
        match entry:
            case e.MeetingConvened():
                partners |= {one.key: one.name for one in entry.partners}
            case e.MotionPut():
                words[entry.motion] = _thing(key(texts[entry.motion]), public=public)
                found[words[entry.motion]] = {}
            case e.DecisionTaken() | e.AgreementSought():
                words[entry.motion] = _thing(key(entry.text), public=public)
                found[words[entry.motion]] = {"day": entry.date} | (
                    {"reported": "due"} if isinstance(entry, e.DecisionTaken) else {}
                )
            case e.PartnerResponded() if entry.motion in words:
                found[words[entry.motion]][f"answer of {partners[entry.partner]}"] = (entry.accepts, entry.date)
            case e.DecisionReported() if entry.motion in words:
                found[words[entry.motion]]["reported"] = _REPORTED[entry.how]
    return found


def _day(words: str) -> str:
    return datetime.datetime.strptime(words, "%d %B %Y").date().isoformat()


def _tracker(text: str) -> Iterator[Said]:
    quoted = re.search(r"^> (.*)$", text, re.M)
    if not quoted:
        return
    facts: dict[str, Any] = {}
    if begun := re.search(r"\*\*(?:Begun|Taken) on\*\* \| (.*?) \|", text):
        facts["day"] = _day(begun[1])
    for heading, rows in tables(text):
        for row in rows if heading in ("Answers", "Signatures") else ():
            what, _, day = row["Answer"].partition(", ")
            if what != "not yet" and day:
                facts[f"answer of {row['Partner']}"] = (what in _YES, _day(day))
    facts |= _effect(text.partition("\n| The decision ")[2].partition("\n\n")[2])
    yield quoted[1], facts


def _effect(words: str) -> dict[str, str]:
    """Whether it is in effect, where the sentence begins with that."""
    low = plain(words).lower().lstrip(" .;:")
    for begins, effect in _EFFECTS.items():
        if low.startswith(begins):
            return {"effect": effect}
    return {}


def _rows(rows: Sequence[dict[str, str]], text: str = "Wording") -> Iterator[Said]:
    for row in rows:
        if row.get("Motion") or re.match(CALLED, row[text]):
            continue
        result = row["Result"]
        effect = re.search(r"(Not yet in effect|In effect|Not in effect|Does not take effect)", result)
        facts = _effect(effect[1]) if effect else {}
        if "agreement" not in result.partition(".")[0]:
            facts["reported"] = _reported(result)
        yield row[text], facts


def _reported(words: str) -> str:
    if "a report to a meeting" in words or "to be reported to a meeting" in words:
        return "due"
    if "did not ratify it" in words:
        return "not ratified"
    return "ratified" if re.search(r"Ratified by the meeting|reported to a meeting and ratified", words) else "noted"


def _csv(text: str) -> Iterator[Said]:
    yield from _rows(list(csv.DictReader(io.StringIO(text))))


def _xlsx(text: str) -> Iterator[Said]:
    yield from _rows(list(csv.DictReader(io.StringIO(text), delimiter="\t")))


def _register(text: str) -> Iterator[Said]:
    for heading, rows in tables(text):
        if heading.startswith("Decided between meetings"):
            yield from _rows(rows, "Decision")


def _search(text: str) -> Iterator[Said]:
    for given in map(json.loads, text.splitlines()):
        if (
            given["kind"] == "decision"
            and not given["taken_back"]
            and given["way"] in ("urgent", "written", "agreement")
        ):
            facts = _effect(given["standing"] or "")
            if given["way"] != "agreement" and given["standing"]:
                facts |= {"reported": _reported(given["standing"])}
            yield given["text"], facts


_READERS: tuple[tuple[str, Callable[[str], Iterator[Said]]], ...] = (
    (r" (?:ratification|signatures)-", _tracker),
    (r"^decisions\.csv$", _csv),
    (r"^Decisions\.xlsx$", _xlsx),
    (r"^all public decisions$|^all confidential decisions", _register),
    (r"search\.json$", _search),
)

"""Reads facts on motions back from listings that name them by their numbers: the timeline, the review, and the year."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.agreement.readers import Facts, outcome_in

_WHAT_IT_TOOK = r"(\d+) needed out of (\d+) "
_YEAR = {
    "Carried": "carried", "Agreed by consensus": "agreed", "Not carried": "not carried", "No consensus": "no consensus",
    "Carried for those that concur": "in part",
    "Accepted by the mover": "accepted", "Withdrawn": "withdrawn", "Not decided": "open",
}  # fmt: skip


def numbered(name: str, text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The day of the meeting, the number of the motion, and what the listing of that name says of it."""
    if name == "timeline":
        yield from _timeline(text)
    if name == "review":
        yield from _review(text)


def _timeline(text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    day = number = ""
    for line in text.splitlines():
        if begun := re.match(r"\S.*, \w{3} (\d+ \w{3} \d{4}), \d\d:\d\d$", line):
            day = datetime.datetime.strptime(begun[1], "%d %b %Y").date().isoformat()
        elif put := re.search(
            r"  (?:confidential: )?(?:motion |amendment )?([PC]?\d+\.\d+)(?:: | (?:not )?carried|: (?:no )?consensus)",
            line,
        ):
            number = put[1]
        elif said := re.match(r" +(?:confidential: )?= ([A-Z ]+)(?:: (.*))?$", line):
            facts = outcome_in(said[1])
            figures = re.search(r"(\d+) for, (\d+) against, (\d+) abstained, (\d+) did not vote", said[2] or "")
            if figures:
                facts |= dict(zip(("for", "against", "abstain", "not voted"), map(int, figures.groups()), strict=True))
            if took := re.search(_WHAT_IT_TOOK, said[2] or ""):
                facts |= {"needed": int(took[1]), "base": int(took[2])}
            yield day, number, facts


def _review(text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for line in text.splitlines():
        row = re.match(r"(\d+ \w+ \d{4}) +([PC]?\d+\.\d+)(?: \(private\))? +\S+  +\S.*?  +(\S.*?)  +", line)
        if not row:
            continue
        facts = outcome_in(row[3].rpartition(", ")[2])
        if figures := re.match(r"(\d+)–(\d+)–(\d+), (?:(\d+) needed out of (\d+) )?", row[3]):
            names = ("for", "against", "abstain", "needed", "base")
            facts |= {name: int(figure) for name, figure in zip(names, figures.groups(), strict=True) if figure}
        if facts.get("outcome") in ("agreed", "no consensus"):  # what a consensus counts as votes is told nowhere else
            facts = {"outcome": facts["outcome"]}
        yield datetime.datetime.strptime(row[1], "%d %B %Y").date().isoformat(), row[2], facts


def by_number(texts: dict[str, str]) -> dict[tuple[str, str], str]:
    """The words of each motion by the day of its meeting and its number, as search has them."""
    given = [json.loads(line) for line in texts["search.json"].splitlines()]
    return {(one["date"], one["number"]): one["text"] for one in given if one["kind"] == "motion" and one["number"]}


def wrong_year(texts: dict[str, str], known: Facts) -> Iterator[str]:
    """Where the year counts other motions than search tells the public of."""
    text = texts.get("year 2026", "")
    decided = text.partition("\nDecisions\n")[2].partition("\nActions\n")[0]
    counted = Counter(facts.get("outcome") for facts in known.values() if facts.get("day", "").startswith("2026"))
    for words, outcome in _YEAR.items():
        if (said := re.search(rf"^{words} .* (\d+)$", decided, re.M)) and int(said[1]) != counted[outcome]:
            yield f"{words}: {said[1]} in the year, {counted[outcome]} found"
    if (said := re.search(r"^Motions +(\d+)$", text, re.M)) and int(said[1]) != counted.total():
        yield f"{said[1]} motions in the year, {counted.total()} found"

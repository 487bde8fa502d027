"""Checks that what a sentence or a table divides up adds up to the whole that it names, from the printed words alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

from tests.agreement.matters import tables
from tests.agreement.readers import plain

_PRESENT = re.compile(
    r"Of the (\d+) (?:members?|partners?) (?:present|represented)(?: or represented by proxy \(\d+\))?, (.*)\.$"
)
_ELIGIBLE = re.compile(r"Of (\d+) eligible (?:members?|partners?), (.*)\.$")
_CAST = {"For": "For", "Against": "Against", "Abstained": "Abstained"}


def wrong_sums(name: str, text: str) -> Iterator[str]:
    """Each sentence or table that does not add up."""
    if name == "popolo.json":
        yield from _open_data(text)
        return
    if re.search(r"json|csv|xlsx|txt|timeline|review", name):
        return
    for line in map(plain, text.splitlines()):
        for sentence in (_PRESENT, _ELIGIBLE):
            if (said := sentence.search(line)) and sum(_parts(said[2])) != int(said[1]):
                yield line
    for heading, rows in tables(text):
        for row in rows:
            yield from _of_row(heading, row)
    yield from _voters(text)


def _parts(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?:^|[,;] |and )(\d+) ", words)]


def _of_row(heading: str, row: dict[str, str]) -> Iterator[str]:
    heads = list(row)
    if "For" in heads and "Eligible" in heads:
        parts = [int(row[head]) for head in heads[: heads.index("Eligible")]]
        if sum(parts) != int(row["Eligible"]):
            yield f"{heading}: {row}"
    ways = heads[heads.index("Meetings") + 1 :] if "Meetings" in heads and "Present" in heads else []
    if ways and sum(int(row[head]) for head in ways) != int(row["Meetings"]):
        yield f"{heading}: {row}"
    for total in ("In office", "Meetings"):
        if heads[-1] == total and sum(int(row[head]) for head in heads[1:-1]) != int(row[total]):
            yield f"{heading}: {row}"


def _voters(text: str) -> Iterator[str]:
    """The vote sheet: as many rows as the heading says, and as many of each choice as the figures say."""
    for count, rows in re.findall(r"\n## Who was eligible \((\d+)\)\n\n((?:\|.*\n)+)", text):
        lines = [plain(line).strip("| ").split(" | ") for line in rows.splitlines()[2:]]
        if len(lines) != int(count):
            yield f"{len(lines)} rows of {count} who were eligible"
        votes = Counter(line[-1].partition(",")[0] for line in lines)
        for _, figures in tables(text):
            for row in figures if votes.keys() & _CAST.keys() else ():
                if "Eligible" in row and [votes[head] for head in _CAST] != [int(row[head]) for head in _CAST]:
                    yield f"{dict(votes)} where the figures are {row}"


def _open_data(text: str) -> Iterator[str]:
    for event in json.loads(text)["vote_events"]:
        options = Counter(vote["option"] for vote in event.get("votes", ()))
        for count in event.get("counts", ()):
            if options and options[count["option"]] != count["value"]:
                yield f"{event['id']}: {count} where there are {options[count['option']]}"

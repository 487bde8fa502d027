"""Puts the facts of all tellers of a book beside each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from csv import DictReader
from functools import lru_cache
from io import StringIO
from typing import Any, NamedTuple

from boardtui.meeting.entries import MinutesApproved
from tests.agreement.between import ONLY_BESIDE_OTHERS, between_in, matters_and_between
from tests.agreement.books import Telling
from tests.agreement.choices import choices_in, choices_of
from tests.agreement.counts import counts_of
from tests.agreement.declared import NOT_BY_ENTRIES
from tests.agreement.events import events_in, events_of
from tests.agreement.letters import decisions_told
from tests.agreement.listings import by_number, numbered, wrong_year
from tests.agreement.naive import Naive, standing
from tests.agreement.programs import matters_replayed, motions_replayed
from tests.agreement.readers import Facts, facts_of, key, once
from tests.agreement.registers import registers_in, registers_of
from tests.agreement.screens import stages_in, stages_of

BOOK = "the entries"
_BY_OTHERS = (
    "meeting ",
    "interest ",
    "what is open",
    *NOT_BY_ENTRIES,
    *ONLY_BESIDE_OTHERS,
)  # what the simple reading of the entries does not tell
_ALL_TELL = (
    (
        "attendance",
        (
            "attendance.csv",
            "Attendance.xlsx",
            "{} public minutes business",
            "{} public minutes table",
            "{} public attendance",
        ),
    ),
    ("interest", ("interests.csv", "Interests.xlsx", "all public interests")),
    ("interest", ("interests.csv", "{} public minutes business", "{} public minutes table")),
    ("action", ("actions.csv", "Actions.xlsx", "all public actions", "public search.json")),
    ("gift", ("gifts.csv", "Gifts.xlsx", "all public interests")),
)
"""Of these things each teller tells of whatever another of them does, of the meeting whose key the thing has."""


class Disagreement(NamedTuple):
    """A fact that is told in more than one way: by what, and who tells it so."""

    motion: str
    fact: str
    told: dict[Any, list[str]]

    def __str__(self) -> str:
        ways = "; ".join(
            f"{value!r} by {', '.join(tellers[:4])} ({len(tellers)})" for value, tellers in self.told.items()
        )
        return f"{self.motion}: {self.fact}: {ways}"


def disagreements(book: Telling, texts: dict[str, str]) -> Iterator[Disagreement]:
    """Every fact on a motion that two tellers tell differently, or one of them otherwise than the entries."""
    of_book = _by_entries(book)
    tellers = _all(texts, facts_of, of_book.motions)
    tellers["replay.json"] = motions_replayed(texts)
    tellers |= {name: decisions_told(text) for name, text in texts.items() if " notices-" in name}
    words = by_number(texts)
    for name, text in texts.items():
        for day, number, facts in numbered(name, text):
            if (day, number) in words:
                tellers[name].setdefault(key(words[day, number]), {}).update(facts)
    others = _all(texts, matters_and_between, of_book.matters)
    others["replay.json"] = matters_replayed(texts)
    if any(isinstance(line.entry, MinutesApproved) and not line.public for line in book.lines):
        for facts in others["search.json"].values():
            facts.pop("owner", None)  # the public has not heard that another one was minuted
    yield from _apart(tellers)
    yield from _apart(others)
    yield from _apart(_all(texts, choices_of, of_book.choices))
    yield from _apart(_all(texts, events_of, of_book.events))
    yield from _apart(_all(texts, registers_of, of_book.registers))
    yield from _apart(_all(texts, stages_of, of_book.stages))
    yield from _apart(_all(texts, counts_of, {}))


class _ByEntries(NamedTuple):
    """What the entries of a book say."""

    naive: Naive
    motions: Facts
    matters: Facts
    choices: Facts
    events: Facts
    registers: Facts
    stages: Facts


@lru_cache(8)
def _by_entries(book: Telling) -> _ByEntries:
    """Worked out once, however often what is told of the book is changed."""
    naive, lines = Naive(book.lines), book.lines
    matters = {**naive.matters(), **between_in(lines)}
    choices, events = choices_in(standing(lines)), events_in(lines)
    return _ByEntries(naive, naive.facts(), matters, choices, events, registers_in(lines), stages_in(lines))


def _all(texts: dict[str, str], read: Callable[[str, str], Facts], of_book: Facts) -> dict[str, Facts]:
    """What each teller says, and the entries."""
    return {
        BOOK: {thing: {**facts} for thing, facts in of_book.items()},
        **{name: _read(read, name, text) for name, text in texts.items()},
    }


def _read(read: Callable[[str, str], Facts], name: str, text: str) -> Facts:
    """A copy of it, which may be added to."""
    return {thing: {**facts} for thing, facts in once(read, name, text).items()}


def _apart(tellers: dict[str, Facts]) -> Iterator[Disagreement]:
    """The facts that are told in more than one way, and what nobody recorded."""
    told: dict[tuple[str, str], dict[Any, list[str]]] = {}
    for teller, known in tellers.items():
        for motion, facts in known.items():
            for fact, value in facts.items():
                told.setdefault((motion, fact), {}).setdefault(value, []).append(teller)
    for (motion, fact), ways in told.items():
        if len(ways) > 1 or fact.endswith("twice"):
            yield Disagreement(motion, fact, ways)
    for motion in {motion for motion, fact in told if not motion.startswith(_BY_OTHERS)} - tellers[BOOK].keys():
        telling = [one for one, known in tellers.items() if motion in known]
        yield Disagreement(motion, "what is in no entry", {True: telling})


def left_out(book: Telling, texts: dict[str, str]) -> Iterator[str]:
    """Which teller does not tell of which motion that was decided, or tells the public of one that it may not know."""
    everybody = _by_entries(book).naive
    known = {name: once(facts_of, name, text).keys() for name, text in texts.items()}
    for motion, public in everybody.decided():
        meeting = everybody.meetings[motion]
        part = "public" if public else "confidential"
        hidden = "" if public else "-confidential"
        wanted = {f"{meeting} {part} minutes {layout}" for layout in ("business", "table")}
        wanted |= {f"{meeting} {part} decisions{hidden}", f"all {part} decisions{hidden}", "search.json", "search.txt"}
        open_data = {"decisions.csv", "Decisions.xlsx", "popolo.json", "public search.json"}
        wanted |= open_data if public else set()
        telling = {name for name, motions in known.items() if motion in motions}
        for name in sorted(wanted - telling):
            yield f"{motion}: not in {name}"
        if not public:
            for name in sorted(name for name in telling if name in open_data or " public " in name):
                yield f"{motion}: told by {name}, although it was put in private"
    yield from _not_by_all(texts)
    if "public search.json" in texts:
        yield from wrong_year(texts, facts_of("public search.json", texts["public search.json"]))


def _is_over(name: str, text: str) -> bool:
    """Whether these are minutes of a meeting that was closed; of one that goes on nobody is known to be absent."""
    return bool(re.search(r" public minutes business$", name)) and "\nThe meeting closed at " in text


def _not_by_all(texts: dict[str, str]) -> Iterator[str]:
    """What one teller has of what several tell of, and another has not."""
    known = {name: once(matters_and_between, name, text) for name, text in texts.items()}
    days = {row["Meeting key"]: f"on {row['Date'][:10]}" for row in DictReader(StringIO(texts["attendance.csv"]))}
    for what, tellers in _ALL_TELL:
        meetings = sorted(name.partition(" ")[0] for name, text in texts.items() if _is_over(name, text))
        for meeting in meetings if "{}" in "".join(tellers) else ("",):
            names = [teller.format(meeting) for teller in tellers]
            of = days.get(meeting, meeting) if what == "interest" else meeting
            begins = " ".join(filter(None, (what, of)))
            things = {thing for name in names for thing in known.get(name, {}) if thing.startswith(f"{begins} ")}
            for thing in sorted(things):
                for name in names:
                    if name in known and thing not in known[name]:
                        yield f"{thing}: not in {name}"

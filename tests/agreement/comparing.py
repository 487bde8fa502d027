"""Puts the facts of all tellers of a book beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.agreement.books import Telling
from tests.agreement.listings import by_number, numbered, wrong_year
from tests.agreement.matters import matters_of
from tests.agreement.naive import Naive
from tests.agreement.readers import Facts, facts_of, key

BOOK = "the entries"
_BY_OTHERS = ("meeting ", "interest ")  # what the simple reading of the entries does not tell
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
    ("interest", ("interests.csv", "Interests.xlsx", "{} public minutes business", "{} public minutes table")),
    ("action", ("actions.csv", "Actions.xlsx", "all public actions", "public search.json")),
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
    of_book = Naive(book.lines)
    tellers = {BOOK: of_book.facts(), **{name: facts_of(name, text) for name, text in texts.items()}}
    words = by_number(texts)
    for name, text in texts.items():
        for day, number, facts in numbered(name, text):
            if (day, number) in words:
                tellers[name].setdefault(key(words[day, number]), {}).update(facts)
    others = {BOOK: of_book.matters(), **{name: matters_of(name, text) for name, text in texts.items()}}
    yield from _apart(tellers)
    yield from _apart(others)


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
    everybody = Naive(book.lines)
    known = {name: facts_of(name, text).keys() for name, text in texts.items()}
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


def _not_by_all(texts: dict[str, str]) -> Iterator[str]:
    """What one teller has of what several tell of, and another has not."""
    known = {name: matters_of(name, text) for name, text in texts.items()}
    for what, tellers in _ALL_TELL:
        meetings = sorted({name.partition(" ")[0] for name in texts if name.startswith("mk")})
        for meeting in meetings if "{}" in "".join(tellers) else ("",):
            names = [teller.format(meeting) for teller in tellers]
            begins = " ".join(filter(None, (what, meeting)))
            things = {thing for name in names for thing in known.get(name, {}) if thing.startswith(f"{begins} ")}
            for thing in sorted(things):
                for name in names:
                    if name in known and thing not in known[name]:
                        yield f"{thing}: not in {name}"

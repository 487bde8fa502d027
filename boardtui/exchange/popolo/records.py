"""What is taken out of Popolo files: people, bodies, motions and votes, checked and no larger than need be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import msgspec

from boardtui.exchange.popolo.wording import choice_of
from boardtui.meeting.entries import Choice


class Ballot(msgspec.Struct, gc=False, frozen=True):
    """One vote: whose, the word as it stands, for which group, and with which weight."""

    voter: str
    option: str
    group: str = ""
    weight: Fraction | int = 1
    pair: str = ""


class Count(msgspec.Struct, gc=False, frozen=True):
    """A recorded count: of an option, of all voters or of one group."""

    option: str
    value: int
    group: str = ""


class PopoloMotion(msgspec.Struct):
    """A motion; ``events`` is how many vote events name it."""

    id: str
    text: str = ""
    classification: str = ""
    requirement: str = ""
    result: str = ""
    organisation: str = ""
    date: str = ""
    creator: str = ""
    events: int = 0


class Event(msgspec.Struct):
    """A vote event; ``where`` says in which file and at which place it stands."""

    where: str
    id: str
    motion: PopoloMotion
    organisation: str = ""
    date: str = ""
    result: str = ""
    counts: tuple[Count, ...] = ()
    ballots: tuple[Ballot, ...] = ()

    def totals(self) -> dict[Choice, int]:
        """The counts of all together that are for, against or an abstention, where there are no votes."""
        numbers_by_key: dict[Choice, int] = {}
        for count in self.counts:
            choice = choice_of(count.option)
            if not count.group and choice in ("for", "against", "abstain"):
                numbers_by_key[choice] = numbers_by_key.get(choice, 0) + int(count.value)
        return numbers_by_key


class Membership(msgspec.Struct, gc=False, frozen=True):
    """That somebody belongs to an organisation, for whom, in which role, from and to which day (or month, or year)."""

    person: str
    group: str = ""
    role: str = ""
    start: str = ""
    end: str = ""

    def holds(self, day: str) -> bool:
        """Whether it holds on a day (YYYY-MM-DD); a date that is not given does not limit it."""
        return self.start <= day and (not self.end or day[: len(self.end)] <= self.end)


class Remarks(msgspec.Struct):
    """Things of one kind that the user is told about: all counted, the first of them in words."""

    shown: list[str] = []
    count: int = 0

    def add(self, words: str) -> None:
        self.count += 1
        if len(self.shown) < 50:
            self.shown.append(words[:1000])


class Gathered(msgspec.Struct):
    """All that the files hold; ``unheld`` are motions of which vote events give the id, and that stand nowhere."""

    persons: dict[str, str] = {}
    organisations: dict[str, str] = {}
    memberships: dict[str, list[Membership]] = {}
    motions: dict[str, PopoloMotion] = {}
    unheld: set[str] = set()
    events: list[Event] = []
    skipped: Remarks = msgspec.field(default_factory=Remarks)
    remarks: Remarks = msgspec.field(default_factory=Remarks)
    ignored: Counter[str] = msgspec.field(default_factory=Counter)

    def name(self, ident: str) -> str:
        """The name of a person or organisation, else the last part of its id, else the id."""
        known = self.persons.get(ident) or self.organisations.get(ident)
        return known or re.split(r"[/#:]", ident.rstrip("/#:"))[-1].strip() or ident

    def unvoted(self) -> Iterator[PopoloMotion]:
        """The motions that no vote event names."""
        return (motion for motion in self.motions.values() if not motion.events)

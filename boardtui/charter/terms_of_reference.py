"""Terms of reference, as data: quorum, chair, proxies, notice, and whatever else a memorandum leaves to them."""

from __future__ import annotations

from typing import Any, Literal

from boardtui.charter.base import Model
from boardtui.charter.rule import Compare, Rule

Proxies = Literal["none", "member", "chair", "anyone"]
Ground = Literal["admission_act", "schedule_12a", "own"]
"""On which the public is excluded by resolution; `exclusion.py` has the words."""


class Quorum(Model, frozen=True):
    """How many must be there; whatever is given must be met, all of it.

    ``fraction`` is ``of`` the filled seats or of all seats, ``compare`` as at_least or more_than. ``seats`` must be
    there themselves; of each of ``categories``, and of the seats with each of ``roles`` in their title, at least one.
    """

    number: int | None = None
    fraction: str | None = None
    seats: tuple[str, ...] = ()
    conflicted_count: bool = True
    compare: Compare = "at_least"
    of: Literal["filled", "seats"] = "filled"
    categories: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it asks for anything at all."""
        parts = (self.number, self.fraction, *self.seats, *self.categories, *self.roles)
        return any(part is not None for part in parts)


CONFLICTED = "quorum.conflicted_count"
"""What ``sources`` name where it is written that members kept from voting count, as they do where nothing is written."""


def as_written(terms: Any) -> Any:
    """The terms that a file spells, with what a default would hide: that members kept from voting count is written there.

    Args:
        terms: a table of TOML, of which nothing is known yet; one that is no table, or wrong in this, is left as it is.
    """
    quorum, sources = (terms.get("quorum"), terms.get("sources", {})) if isinstance(terms, dict) else (None, None)
    if not isinstance(quorum, dict) or not isinstance(sources, dict) or quorum.get("conflicted_count") is not True:
        return terms
    return {**terms, "sources": {CONFLICTED: sources.get("quorum", terms.get("source", "")), **sources}}


class Terms(Model, frozen=True):
    """What terms of reference add where the memorandum is silent. ``None`` means not defined.

    ``notice_days`` are clear days between the notice and the meeting, ``written`` whether a decision may be taken in
    writing, ``urgent`` whether between meetings, by those whom ``urgent_by`` names. ``proxies`` is who may hold the
    proxy of an absent member, ``proxies_most`` how many one person may hold, ``proxies_present`` whether a member who
    votes by proxy counts as present, in a quorum and where a share of those present is taken, and
    ``proxies_conflicted`` whether a holder who does not vote because of an interest may still vote for the member.
    ``choice_tie`` says who decides between candidates with equal votes, ``choice_voters`` whether all members choose or
    only those who represent a partner. ``agenda_days`` are clear days before a meeting by which its agenda and papers are
    to be out, ``minutes_days`` days after it within which its draft minutes are, and ``registers`` whether the registers
    of interests and decisions are published with them.
    ``exclusion`` is the ground on which the public is excluded by resolution: that of the Public Bodies (Admission to
    Meetings) Act 1960, the paragraphs of Schedule 12A to the Local Government Act 1972, or the board's own, which
    ``exclusion_words`` gives after "because".
    ``year_begins`` is the day, such as "1 April", on which the year begins in which meetings are counted.
    ``source`` is where they are written; ``sources`` names, by setting, those that another document defines. Whether the
    quorum counts members kept from voting is defined where ``sources`` or the quorum itself says so: see ``CONFLICTED``.
    """

    quorum: Quorum | None = None
    deputies: Literal["may_vote", "may_not_vote"] | None = None
    remote: Literal["may_vote", "may_not_vote"] | None = None
    casting_vote: Literal["none", "chair"] | None = None
    proxies: Proxies | None = None
    source: str = ""
    notice_days: int | None = None
    written: Literal["allowed", "not_allowed"] | None = None
    urgent: Literal["allowed", "not_allowed"] | None = None
    urgent_by: tuple[str, ...] | None = None
    proxies_most: int | None = None
    proxies_present: Literal["count", "do_not_count"] | None = None
    proxies_conflicted: Literal["may_vote", "may_not_vote"] | None = None
    year_begins: str | None = None
    choice_tie: Literal["lot", "chair"] | None = None
    agenda_days: int | None = None
    minutes_days: int | None = None
    registers: Literal["published", "not_published"] | None = None
    exclusion: Ground | None = None
    exclusion_words: str | None = None
    choice_voters: Literal["members", "representatives"] | None = None
    sources: dict[str, str] = {}

    def source_of(self, name: str) -> str:
        """Where the setting of that name is written; a part of the quorum where the quorum is, unless it says otherwise."""
        return self.sources.get(name) or self.sources.get(name.partition(".")[0], self.source)

    @property
    def says_conflicted(self) -> bool:
        """Whether it is written that members kept from voting count towards the quorum, or that they do not."""
        return self.quorum is not None and (CONFLICTED in self.sources or not self.quorum.conflicted_count)


class TermsOfReference(Model, frozen=True):
    """A file of terms of reference. ``body`` names the body that they are for; without it they are for any that fits.

    ``rules`` are further ways of deciding that the body's motions may then be put under.
    """

    title: str
    body: str = ""
    note: str = ""
    terms: Terms = Terms()
    rules: tuple[Rule, ...] = ()

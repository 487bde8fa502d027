"""What must be true of terms of reference: a source, a quorum that can be reached, proxies that somebody may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from boardtui.charter.explain import DataError, shown
from boardtui.charter.model import Body, Charter
from boardtui.charter.spelling import at, check_known, check_unique, check_words, fraction
from boardtui.charter.terms_of_reference import CONFLICTED, Quorum, Terms
from boardtui.dates import beginning

PROXY_DETAILS = ("proxies_most", "proxies_present", "proxies_conflicted")


def check_terms(terms: Terms, seats: Iterable[str]) -> None:
    """What terms of reference add has a source, and a quorum that can be reached."""
    if terms != Terms(source=terms.source):
        check_words(terms.source, "source")
    with at("sources"):
        names = [name for name in Terms.__struct_fields__ if name not in ("source", "sources")]
        check_known(terms.sources, [*names, *([CONFLICTED] if terms.quorum else [])], "term")
    for name in ("notice_days", "agenda_days", "minutes_days"):
        days = getattr(terms, name)
        if days is not None and not 0 <= days <= 366:
            with at(name):
                clear = "days" if name == "minutes_days" else "clear days"
                raise DataError(f"{days} is no number of days; write a whole number of {clear}")
    if terms.urgent_by is not None and terms.urgent != "allowed":
        with at("urgent_by"):
            raise DataError('it says who decides urgent matters; write urgent = "allowed" as well, or take it out')
    if (terms.exclusion == "own") != bool((terms.exclusion_words or "").strip()):
        with at("exclusion_words"):
            raise DataError('the board\'s own ground needs exclusion = "own" and its words; write both, or neither')
    if terms.year_begins is not None:
        _check_year(terms.year_begins)
    check_proxies(terms)
    if terms.quorum is not None:
        _check_quorum(terms.quorum, seats)


def _check_year(begins: str) -> None:
    """A year begins on a day that every year has."""
    with at("year_begins"):
        try:
            wanted = beginning(begins)
        except ValueError:
            raise DataError(
                f"{shown(begins)} is no day on which every year can begin; write it like 1 January, 1 April or 24 June"
            ) from None
        if begins != wanted:
            raise DataError(f"{shown(begins)} is to be written as {wanted}")


def check_proxies(terms: Terms) -> None:
    """What is said of proxies needs proxies that are allowed, and leaves somebody who may hold one."""
    for name in PROXY_DETAILS:
        if getattr(terms, name) is not None and terms.proxies in (None, "none"):
            with at(name):
                text = "not defined" if terms.proxies is None else "none"
                raise DataError(
                    f"it says how proxies work, and proxies are {text}; "
                    'write proxies = "member", "chair" or "anyone" as well, or take it out'
                )
    if terms.proxies_most is not None and not 1 <= terms.proxies_most <= 10_000:
        with at("proxies_most"):
            raise DataError(
                f"{terms.proxies_most} is not a number of proxies that one person may hold; "
                'write a whole number of at least 1, or proxies = "none"'
            )


def _check_quorum(quorum: Quorum, seats: Iterable[str]) -> None:
    """A quorum asks for something, and for nothing that cannot be."""
    with at("quorum"):
        if not quorum.asks:
            raise DataError("it asks for nothing; give a number, a fraction or seats, or leave the quorum out")
        if quorum.number is not None and not 1 <= quorum.number <= 10_000:
            with at("number"):
                raise DataError(f"{quorum.number} is not a number of members; write a whole number of at least 1")
        if quorum.fraction is not None:
            with at("fraction"):
                if fraction(quorum.fraction) == 1 and quorum.compare == "more_than":
                    raise DataError("more than all can never be there; write compare as at_least")
        elif (quorum.compare, quorum.of) != ("at_least", "filled"):
            with at("fraction"):
                raise DataError("compare and of belong to a fraction, and there is none; add one like 1/2")
        with at("seats"):
            check_known(quorum.seats, seats, "seat")
            check_unique(quorum.seats, "seat")
        for name in ("categories", "roles"):
            with at(name):
                check_unique(getattr(quorum, name), name)


def check_quorum_within(quorum: Quorum, body: Body, charter: Charter) -> None:
    """Every category and role that a quorum asks for has a seat on the body that could meet it."""
    column = {partner.key: partner.category for partner in charter.partners}
    with at("quorum", "categories"):
        check_known(quorum.categories, (category.key for category in charter.categories), "category")
        seated = {column[partner] for seat in body.seats for partner in seat.partners}
        for category in quorum.categories:
            if category not in seated:
                raise DataError(f"no seat of this body is for the category {shown(category)}; take it out")
    with at("quorum", "roles"):
        for role in quorum.roles:
            if not any(has_role(seat.title, role) for seat in body.seats):
                raise DataError(f"no seat of this body has {shown(role)} in its title; take it out or name another")


def has_role(title: str, role: str) -> bool:
    """Whether a seat's title has the words of a role in it, whatever the case."""
    return re.search(rf"\b{re.escape(role.strip())}\b", title, re.IGNORECASE) is not None and bool(role.strip())

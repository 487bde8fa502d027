"""What differs between two charters, in plain sentences: parties, ticks, seats, rules, terms, dates and provisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from boardtui.charter.model import (
    Body,
    Category,
    Charter,
    Milestone,
    OpenQuestion,
    Partner,
    Provision,
    Seat,
    Silence,
    Stage,
    Topic,
)
from boardtui.charter.rule import Reading, Rule
from boardtui.charter.settings import SETTINGS
from boardtui.charter.words import SOURCES, Names, changed_settings, listed, titles_of
from boardtui.dates import day_as_written

T = TypeVar(
    "T", Partner, Category, Topic, Body, Seat, Rule, Reading, Stage, Milestone, OpenQuestion, Silence, Provision
)

NOT_COMPARED = (*SOURCES, "note", "readings")


def differences(old: Charter, new: Charter) -> list[str]:
    """One sentence for each difference, in the order of the charter; none where the two say the same.

    Notes and sources, which bear on no decision, are not compared.
    """
    return [
        *_words("The charter", (("title", old.title, new.title), ("date", old.date, new.date))),
        *_set("The scope", old.scope, new.scope),
        *_partners(old, new),
        *_annex(old, new),
        *_bodies(old, new, {**titles_of(old), **titles_of(new)}),
        *_stages(old, new),
        *_dates(old, new),
        *_texts("open question", old.questions, new.questions),
        *_texts("silence", old.silences, new.silences),
        *_texts("provision", old.provisions, new.provisions),
    ]


def _partners(old: Charter, new: Charter) -> Iterator[str]:
    for before, after in _pairs(old.partners, new.partners):
        if before is None or after is None:
            yield _came_or_went("partner", before, after)
            continue
        named = f"The partner {after.name or after.key}"
        yield from _words(
            named,
            (
                ("name", before.name, after.name),
                ("category", before.category or "none", after.category or "none"),
                ("part in the agreement", before.party or "none", after.party or "none"),
                ("membership", before.membership or "none", after.membership or "none"),
            ),
        )


def _annex(old: Charter, new: Charter) -> Iterator[str]:
    for before, after in _pairs(old.categories, new.categories):
        if before is None or after is None:
            yield _came_or_went("category", before, after)
    for was, now in _pairs(old.topics, new.topics):
        if was is None or now is None:
            yield _came_or_went("topic", was, now)
            continue
        yield from _words(f"The topic {now.key}", (("title", was.title, now.title),))
        for category in now.categories:
            if category not in was.categories:
                yield f"{now.title} is now ticked for {category}."
        for category in was.categories:
            if category not in now.categories:
                yield f"{now.title} is no longer ticked for {category}."


def _bodies(old: Charter, new: Charter, titles: Names) -> Iterator[str]:
    for before, after in _pairs(old.bodies, new.bodies):
        if before is None or after is None:
            yield _came_or_went("body", before, after)
            continue
        named = after.title
        yield from _words(
            named,
            (
                ("title", before.title, after.title),
                ("meetings are", _public(before), _public(after)),
                ("decisions are", _binding(before), _binding(after)),
                ("committees in common", _yes(before.in_common), _yes(after.in_common)),
                ("meetings a year", before.per_year or "not stated", after.per_year or "not stated"),
                ("body it reports to", before.reports_to or "none", after.reports_to or "none"),
            ),
        )
        yield from _set(f"{named}, matters delegated", before.delegated, after.delegated)
        yield from _seats(named, before, after)
        yield from _rules(named, before, after, titles)
        yield from _words(
            f"{named}, terms of reference", changed_settings(before.terms, after.terms, titles, NOT_COMPARED)
        )


def _seats(named: str, old: Body, new: Body) -> Iterator[str]:
    for before, after in _pairs(old.seats, new.seats):
        if before is None or after is None:
            yield f"{named}: {_came_or_went('seat', before, after)}"
            continue
        yield from _words(f"{named}, the seat {after.key}", (("title", before.title, after.title),))
        yield from _set(f"{named}, the partners of the seat {after.title}", before.partners, after.partners)


def _rules(named: str, old: Body, new: Body, titles: Names) -> Iterator[str]:
    for before, after in _pairs(old.rules, new.rules):
        if before is None or after is None:
            yield f"{named}: {_came_or_went('rule', before, after)}"
            continue
        rule = f"{named}, the rule {after.title} ({after.clause})"
        yield from _words(rule, changed_settings(before, after, titles, NOT_COMPARED))
        for was, now in _pairs(before.readings, after.readings):
            if was is None or now is None:
                yield f"{rule}: {_came_or_went('reading', was, now)}"
            elif (was.changes, was.overrides) != (now.changes, now.overrides):
                yield f"{rule}: the reading {now.key} changes something else now."


def _stages(old: Charter, new: Charter) -> Iterator[str]:
    for before, after in _pairs(old.stages, new.stages):
        if before is None or after is None:
            yield _came_or_went("stage of issue resolution", before, after)
            continue
        for name in ("title", "clause", "body", "rule", "needs"):
            values = ((name, getattr(before, name) or "none", getattr(after, name) or "none"),)
            yield from _words(f"The stage {after.key}", values)


def _dates(old: Charter, new: Charter) -> Iterator[str]:
    for before, after in _pairs(old.milestones, new.milestones):
        if before is None or after is None:
            yield _came_or_went("date", before, after)
            continue
        yield from _words(
            f"The date “{after.title}” ({after.clause})",
            (
                ("title", before.title, after.title),
                ("clause", before.clause, after.clause),
                ("due", day_as_written(before.due) or "no day", day_as_written(after.due) or "no day"),
                ("in words", before.said or "none", after.said or "none"),
                ("comes back every", before.every or "none", after.every or "none"),
                ("within", before.within or "none", after.within or "none"),
            ),
        )


def _texts(what: str, old: Iterable[T], new: Iterable[T]) -> Iterator[str]:
    """What came, what is gone, and what reads otherwise, which is told without its words: they are shown beside it."""
    for before, after in _pairs(old, new):
        if before is None or after is None:
            yield _came_or_went(what, before, after)
        elif before != after:
            title = getattr(after, "title", "") or getattr(after, "text", "")
            yield f"The {what} “{title}” reads otherwise now."


def _pairs(old: Iterable[T], new: Iterable[T]) -> Iterator[tuple[T | None, T | None]]:
    """Entries of the same key together; what is only in one of them alone."""
    before, after = {partner.key: partner for partner in old}, {partner.key: partner for partner in new}
    for key in {**before, **after}:
        yield before.get(key), after.get(key)


def _came_or_went(what: str, before: T | None, after: T | None) -> str:
    partner = after if after is not None else before
    assert partner is not None
    title = getattr(partner, "title", "") or getattr(partner, "name", "") or partner.key
    return f"The {what} {title} ({partner.key}) is {'new' if before is None else 'gone'}."


def _words(named: str, values: Iterable[tuple[str, object, object]]) -> Iterator[str]:
    for name, before, after in values:
        if before != after:
            yield f"{named}: {name}: was {before}, is {after}."


def _set(named: str, old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    before, after = list(old), list(new)
    if added := [text for text in after if text not in before]:
        yield f"{named}: added {listed(added)}."
    if gone := [text for text in before if text not in after]:
        yield f"{named}: taken out {listed(gone)}."


def _public(body: Body) -> str:
    return "in public" if body.public else "not in public"


def _binding(body: Body) -> str:
    return SETTINGS["binds"].values[body.binds]


def _yes(value: bool) -> str:
    return "yes" if value else "no"

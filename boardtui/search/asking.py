"""Turns what somebody asked for in words (a year, a partner's name, a body's title) into what the index knows by keys."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from msgspec.structs import replace

from boardtui.charter.words import listed
from boardtui.dates import day_month_or_year
from boardtui.folding import folded
from boardtui.meeting.words.safe_text import plain
from boardtui.search.index import Index
from boardtui.search.query import Query, QueryError, checked, kind_of, ordinal
from boardtui.search.things import OUTCOMES

MOST = 40  # names that a sentence lists
_YEAR = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?", re.ASCII)
DAYS = "26/11/2026, Nov 2026 or 2026"


def day_meant(text: str, *, last: bool) -> str:
    """A day as the book writes it, from a day, a month or a year; of these the first day or the last.

    Raises:
        QueryError: it is no day; the sentence says how to write one.
    """
    sentence = text.strip()
    if not sentence:
        return ""
    with suppress(ValueError):
        sentence = sentence if _YEAR.fullmatch(sentence) else day_month_or_year(sentence)
    if match := _YEAR.fullmatch(sentence):
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        if year and 1 <= month <= 12:
            sentence = f"{match[1]}-{month:02}-{calendar.monthrange(year, month)[1] if last else 1:02}"
    try:
        ordinal(sentence)
    except QueryError:
        raise QueryError(f"{plain(text[:40])!r} is not a date. Enter it as {DAYS}.") from None
    return sentence


def meant(index: Index, query: Query, bodies: Sequence[tuple[str, str]]) -> Query:
    """The query with every name as the key that the index knows.

    Args:
        index: where it will be asked; brought up to date, since it says which partners there are.
        query: what was asked for, in words.
        bodies: the bodies of the register, key and title.

    Raises:
        QueryError: there is no such body, partner, outcome, kind or day; the sentence says what there is.
    """
    known = {key: key for key in index.bodies()} | dict(bodies)
    partners = {partner.key: (partner.name, partner.short) for partner in index.partners()}
    return checked(
        replace(
            query,
            since=day_meant(query.since, last=False),
            until=day_meant(query.until, last=True),
            body=_key("body", query.body, {key: (title,) for key, title in known.items()}),
            partner=_key("partner", query.partner, partners),
            outcome=_outcome(query.outcome),
            kind=kind_of(query.kind) or query.kind,
        )
    )


def _outcome(said: str) -> str:
    written = said.strip().casefold().replace("-", "_").replace(" ", "_")
    if written and written not in OUTCOMES:
        raise QueryError(f"There is no outcome {plain(said[:40])!r}; there are: {_there_are(_spoken(OUTCOMES))}.")
    return written


def _key(what: str, said: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """The key that was meant: written as it is, or one of its names, whatever the case of the letters."""
    if not said or said in known:
        return said
    wanted = folded(said)
    texts = [key for key, names in known.items() if wanted in map(folded, (key, *names))]
    if len(texts) == 1:
        return texts[0]
    raise QueryError(f"There is no {what} {plain(said[:70])!r}; there are: {_there_are(sorted(known))}.")


def _spoken(words: Iterable[str]) -> list[str]:
    return [word.replace("_", "-") for word in words]


def _there_are(words: Iterable[str]) -> str:
    return listed(map(plain, words), "none yet", MOST)

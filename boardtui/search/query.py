"""What is looked for: words, phrases and filters, turned into one full-text expression that is never wrong."""

from __future__ import annotations

import datetime
import re
from functools import cache

import msgspec

from boardtui.dates import day_as_written
from boardtui.errors import UserError
from boardtui.folding import joined_words, latin_folded
from boardtui.search.following import WAITING
from boardtui.search.things import CALLED, KINDS, OUTCOMES, Kind, Thing, decided_as

COUNTED = 1_000
_PHRASES = re.compile(r'"([^"]*)(?:"|$)|([^\s"]+)')
_HIGHEST = datetime.date.max.toordinal()


class QueryError(UserError):
    """What is wrong with what was asked for, in one sentence."""


class Query(msgspec.Struct, frozen=True):
    """What is looked for; what is left empty does not narrow it.

    Args:
        words: words in any order, each of which may be the beginning of one; in quotes words in that order.
        since, until: days (2026-11-26), both included.
        body: the key of a body or a book.
        partner: a partner's key: who is affected, asked, moves, seconds, decides, is party to or owns it.
        outcome: one of OUTCOMES: what was decided, or how a decision stands since.
        kind: one of KINDS.
        public: only what every public paper may say.
    """

    words: str = ""
    since: str = ""
    until: str = ""
    body: str = ""
    partner: str = ""
    outcome: str = ""
    kind: str = ""
    public: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether anything but the words narrows it."""
        return any((self.since, self.until, self.body, self.partner, self.outcome, self.kind, self.public))


class Match(msgspec.Struct, frozen=True):
    """Something found, with the meeting that it belongs to: its key, its title, and when it starts (local time)."""

    book: str
    body: str
    meeting: str
    title: str
    starts: str
    thing: Thing


class Results(msgspec.Struct, frozen=True):
    """The latest of what was found; ``count`` is no more than COUNTED + 1."""

    found: tuple[Match, ...]
    count: int

    @property
    def words(self) -> str:
        """How many there are, in words."""
        if self.count > COUNTED:
            return f"more than {COUNTED:,} found"
        return f"{self.count:,} found"


def checked(query: Query) -> Query:
    """The query. QueryError where a day, an outcome or a kind does not exist, or the days are the wrong way round."""
    for day in filter(None, (query.since, query.until)):
        ordinal(day)
    if query.since and query.until and query.since > query.until:
        raise QueryError(
            f"There is nothing from {day_as_written(query.since)} to {day_as_written(query.until)}: "
            "the first date is after the last."
        )
    if query.outcome and query.outcome not in OUTCOMES:
        raise QueryError(f"There is no outcome {query.outcome[:40]!r}; there are: {', '.join(OUTCOMES)}.")
    if query.kind and query.kind not in KINDS:
        raise QueryError(f"There is no kind {query.kind[:40]!r}; there are: {', '.join(KINDS)}.")
    return query


def ordinal(day: str) -> int:
    """A day's number. QueryError where it is not in the calendar."""
    try:
        date = datetime.date.fromisoformat(day)
        if date.isoformat() == day:
            return date.toordinal()
    except ValueError:
        pass
    raise QueryError(f"{day[:40]!r} is not a day of the calendar; write it as 2026-11-26.")


def expression(query: Query) -> str:
    """The query in the language of FTS5: every word is quoted, so that nothing in it is ever an operator."""
    view = "public" if query.public else "all"
    filters = [("view", view), *((name, getattr(query, name)) for name in ("kind", "outcome", "body", "partner"))]
    asked = [f'facets : "{facet(name, value)}"' for name, value in filters if value]
    if texts := _words(query.words):
        asked.append(f"{{text more}} : ({' AND '.join(texts)})")
    return " AND ".join(asked)


def rowids(query: Query) -> tuple[int, int]:
    """The first and the last id that things of those days can have."""
    first = ordinal(query.since) if query.since else 0
    last = ordinal(query.until) if query.until else _HIGHEST
    return place(first, 0, 0, public=False), place(last + 1, 0, 0, public=False) - 1


def place(day: int, book: int, seq: int, *, public: bool) -> int:
    """The id of a thing; the order of ids is that of days."""
    return day << 41 | (book & 0x3FFF) << 27 | (seq & 0x3FFFFFF) << 1 | public


@cache
def facet(name: str, value: str) -> str:
    """A filter as a word of letters and digits that nobody types."""
    return f"x{name}x{value.encode('utf-8', 'replace').hex()}"


def facets(thing: Thing, views: tuple[str, ...], bodies: tuple[str, ...]) -> str:
    """All the filters that a thing answers to."""
    named = [("kind", thing.kind), *(("view", view) for view in views), *(("body", body) for body in bodies)]
    outcomes = (thing.outcome, decided_as(thing), thing.standing.effect, WAITING if thing.standing.waiting else "")
    named += [("outcome", outcome) for outcome in outcomes if outcome]
    named += [("partner", key) for key in thing.partners]
    return " ".join(facet(name, value) for name, value in dict.fromkeys(named))


def more(thing: Thing) -> str:
    """What a thing is found by beside its own text, folded."""
    texts = (
        thing.number,
        thing.item,
        thing.rule,
        thing.clause,
        thing.owner,
        thing.by,
        CALLED.get(thing.way, ""),
        *thing.words,
        *joined_words(thing.text),
    )
    return latin_folded(" \n".join(filter(None, texts)))


def kind_of(word: str) -> Kind | None:
    """A kind from its name, in the singular or plural."""
    return next((kind for kind in KINDS if word.casefold() in (kind, f"{kind}s")), None)


def _words(typed: str) -> list[str]:
    texts = []
    for phrase, word in _PHRASES.findall(latin_folded(typed.replace("\0", " ").encode("utf-8", "replace").decode())):
        value = phrase or word
        if any(char.isalnum() for char in value):
            texts.append(f'"{value}"' if phrase else f'"{value}"*')
    return texts

"""What a search found: as rows of a list, and one of them with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from boardtui.dates import day_as_written
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.search.query import Match, Query
from boardtui.search.shown import day_words, facts, filter_name, in_short, marks, outcome_words
from boardtui.search.things import TAKEN_BACK, Thing
from boardtui.tui.safe import Line, Span, Tone, cut_at_word, fit, fit_at_word, line, span, wrap
from boardtui.tui.widgets.rows import Row

WIDE = 110
_BRIEF = {OUTCOME["agreed"]: "agreed", OUTCOME["accepted"]: "accepted"}
_TONES: dict[str, Tone] = {
    "carried": "good",
    "discussed": "good",
    "done": "good",
    "resolved": "good",
    "not_carried": "bad",
    "taken": "good",
    "in_effect": "good",
    "not_in_effect": "bad",
    "in_part": "warn",
    "not_pursued": "dim",
    TAKEN_BACK: "dim",
}


def found_rows(found: Sequence[Match], width: int, bodies: Mapping[str, str] = MappingProxyType({})) -> list[Row]:
    """A row for each: day, what it is, what became of it, its words, and where it is wide the body."""
    return [Row(key_of(one), _row(one, width, bodies.get(one.body, one.body))) for one in found]


def key_of(found: Match) -> str:
    """What tells one from all others."""
    return f"{found.book} {found.thing.seq}"


def _outcome(thing: Thing, width: int) -> str:
    """The outcome in the room of a column; what it waits for is told below."""
    text = outcome_words(thing)
    if text.startswith("awaiting"):
        return f"waiting {text.removeprefix('awaiting others').lstrip(', ')}".strip()
    return text if width >= WIDE else _BRIEF.get(text, text)


def _row(found: Match, width: int, called: str) -> Line:
    thing = found.thing
    body = 25 if width >= WIDE else 0
    outcome = max(map(len, _BRIEF)) if width >= WIDE else 12
    span = Span(fit_at_word(marks(thing) + thing.text, max(10, width - 33 - outcome - (body + 2 if body else 0))))
    if thing.outcome == TAKEN_BACK:
        span = Span(span.text, "dim")
    elif thing.confidential:
        span = Span(span.text, "warn")
    return line(
        Span(fit(day_words(found), 11, right=True)),
        "  ",
        fit(in_short(thing), 13),
        "  ",
        Span(fit(_outcome(thing, width), outcome), _tone(thing)),
        "  ",
        span,
        *(("  ", Span(fit_at_word(called, body), "dim")) if body else ()),
    )


def _tone(thing: Thing) -> Tone:
    if thing.standing.waiting and not thing.standing.effect and thing.outcome != TAKEN_BACK:
        return "warn"
    return _TONES.get(thing.outcome if thing.outcome == TAKEN_BACK else thing.standing.effect or thing.outcome, "")


def detail(found: Match, width: int, height: int) -> list[Line]:
    """One thing in full: its words in as many lines as there is room for, and below them what is known of it."""
    known = [wrap(f"{name}: {value}", width - 2, "", " ") for name, value in facts(found)]
    tone: Tone = "warn" if found.thing.confidential else ""
    spans = wrap(marks(found.thing) + found.thing.text, width - 2, tone, " ")
    spare = height - min(2, len(spans)) - len(known)
    room = max(1, height - len(known) - max(0, min(spare, sum(len(rows) - 1 for rows in known))))
    if len(spans) > room:
        last = "".join(part.text for part in spans[room - 1])
        spans = [*spans[: room - 1], line(Span(fit(last + " …", width - 2), tone))]
    return [*spans, *_within(known, height - len(spans), width)][:height]


def _within(known: Sequence[list[Line]], room: int, width: int) -> Iterable[Line]:
    """Each of these in a line, and in all its lines as long as there is room for them, the first of them first."""
    spare = room - len(known)
    for rows in known:
        taken = max(1, min(len(rows), 1 + spare))
        spare -= taken - 1
        name, colon, value = rows[0][0].text.partition(": ")
        last = f"{value} …" if taken == 1 < len(rows) else value
        yield line(Span(f"{name}{colon}", "dim"), cut_at_word(last, max(1, width - 2 - len(name) - 2)))
        yield from rows[1:taken]


def filters(query: Query, bodies: dict[str, str], partners: dict[str, str], width: int, count: str) -> Line:
    """What narrows the search, and how many were found."""
    parts = list(_filters(query, bodies, partners)) or [Span("all kinds, outcomes, bodies, partners and days", "dim")]
    values: list[Any] = [" "]
    for number, part in enumerate(parts):
        values += [" · ", part] if number else [part]
    gap = max(
        2, width - sum(len(value.text if isinstance(value, Span) else value) for value in values) - len(count) - 1
    )
    return line(*values, " " * gap, Span(count, "strong"))


def _filters(query: Query, bodies: dict[str, str], partners: dict[str, str]) -> Iterable[Span]:
    if query.public:
        yield Span("PUBLIC ONLY", "good")
    if query.kind:
        yield span(f"{query.kind}s", "accent")
    if query.outcome:
        yield span(filter_name(query.outcome), "accent")
    if query.body:
        yield span(bodies.get(query.body, query.body), "accent")
    if query.partner:
        yield span(partners.get(query.partner) or query.partner, "accent")
    if query.since:
        yield span(f"from {day_as_written(query.since)}", "accent")
    if query.until:
        yield span(f"to {day_as_written(query.until)}", "accent")

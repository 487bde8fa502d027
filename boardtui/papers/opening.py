"""What the papers beside the minutes have in common: title, marks, and the facts of the meeting at the top."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from boardtui.charter.words import bare
from boardtui.dates import by_day
from boardtui.papers.document import AnyBlock, Document, Facts, clean, facts, heading, own, para, said, text
from boardtui.papers.references import meeting_reference
from boardtui.papers.source import Source

WARNING = "CONFIDENTIAL. Not for publication: private matters only."


def meeting_paper(
    src: Source, what: str, blocks: Iterable[AnyBlock], *, about: str = "", more: Iterable[tuple[str, str]] = ()
) -> Document:
    """A paper on one meeting; ``about`` follows the title, as the number of a motion, ``more`` the facts at the top."""
    state = src.state
    named = f"{what}: {about or state.title or src.body}"
    rows = [
        ("Meeting", state.title if about else ""),
        ("Partnership", state.charter.title),
        ("Body", src.body),
        ("Reference", meeting_reference(src)),
        ("Date", ", ".join(word for word in (src.clock.date, src.clock.start) if word)),
        ("Place", state.place),
        *more,
    ]
    return _document(src, named, state.starts, [facts("Meeting", rows), *blocks])


def between_paper(
    src: Source, what: str, blocks: Iterable[AnyBlock], *, about: str, day: str, more: Iterable[tuple[str, str]] = ()
) -> Document:
    """A paper on what no meeting did: it has neither title nor place of one, and the ``day`` (ISO 8601) in the file and at
    its foot is its own; ``more`` facts follow those at the top."""
    rows = [("Partnership", src.state.charter.title), ("Body", src.body), *more]
    return _document(src, f"{what}: {about}", day or src.state.starts, [facts("What this covers", rows), *blocks])


def book_paper(
    srcs: Sequence[Source], what: str, blocks: Iterable[AnyBlock], as_at: datetime.date | None = None
) -> Document:
    """A paper over several meetings of a body, the last held of which gives its name.

    The date in the file and at its foot is the day ``as_at`` which it is told, else that of the last held.
    """
    last = in_order_held(srcs)[-1]
    day = as_at.isoformat() if as_at else ""
    rows = [
        ("Partnership", last.state.charter.title),
        ("Body", last.body),
        ("Meetings", f"{len(srcs)}, {_days(srcs)}"),
        ("As at", last.clock.say(day)),
    ]
    named = f"{what}: {last.body}"
    return _document(last, named, day or last.state.starts, [facts("What this covers", rows), *blocks])


def in_order_held(srcs: Iterable[Source]) -> list[Source]:
    """Meetings by their days: one that was entered afterwards is in the book behind a later one."""
    return by_day(srcs, lambda src: src.state.starts)


def with_later(srcs: Sequence[Source]) -> list[tuple[Source, Sequence[Source]]]:
    """Meetings by their days, each with those that stand in the book behind it and may say more of what it left."""
    later = {id(src): srcs[place:] for place, src in enumerate(srcs, 1)}
    return [(src, later[id(src)]) for src in in_order_held(srcs)]


def _days(srcs: Sequence[Source]) -> str:
    in_order = in_order_held(srcs)
    first, final = in_order[0].clock.date, in_order[-1].clock.date
    return f"on {first}" if first == final else f"from {first} to {final}"


def meeting_heading(src: Source) -> AnyBlock:
    """A heading for what one of several meetings did."""
    return heading(2, said(src.state.title or src.body), own(", "), said(src.clock.date))


def standing_words(src: Source) -> AnyBlock:
    """What the body's decisions are worth, as a paragraph."""
    return text(standing_sentence(src), "aside")


def standing_sentence(src: Source) -> str:
    """What the body's decisions are worth."""
    rules = src.state.charter.rules
    if src.state.charter.binds or (rules and all(rule.binds for rule in rules)):
        return f"What the {bare(src.body)} decides binds the partners as its rules provide."
    if any(rule.binds for rule in rules):
        return f"Decisions of the {bare(src.body)} bind only on what is delegated to it, as its rules provide."
    unbound = "do not bind the partners to its agreements and recommendations; each decides for itself."
    return f"The rules of the {bare(src.body)} {unbound}"


def _says_something(block: AnyBlock) -> bool:
    """Facts of which none is known would be an empty frame."""
    return not isinstance(block, Facts) or bool(block.rows)


def _document(src: Source, named: str, moment: str, blocks: list[AnyBlock]) -> Document:
    date = src.clock.date if moment == src.state.starts else src.clock.say(moment)
    hidden = src.part == "confidential"
    warning = [para(own(WARNING, strong=True), tone="warning")] if hidden else []
    marks = (own("CONFIDENTIAL "),) if hidden else ()
    return Document(
        title=clean(f"{'CONFIDENTIAL ' if hidden else ''}{named}, {date}"),
        body=clean(src.body),
        partnership=clean(src.state.charter.title),
        moment=moment,
        blocks=(heading(1, *marks, said(named)), *warning, *filter(_says_something, blocks)),
        confidential=hidden,
        dates=src.clock.dates,
    )

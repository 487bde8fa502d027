"""The memorandum's own words: what it says of a body, whom it relates how, what else it provides, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from boardtui.charter.model import Charter
from boardtui.charter.show import body_facts, dated, related
from boardtui.charter.words import started
from boardtui.register.bodies import read_charter
from boardtui.tui.safe import EMPTY, Line, Span, line, wrap
from boardtui.tui.screens.register_tab import BodyTab
from boardtui.tui.widgets.rows import Row, going_on, heading

INDENT = 2


class MemorandumTab(BodyTab):
    """One fact a row, whole, with its clause; the body that is shown comes first."""

    title = "Memorandum"
    short = "MoU"
    works: ClassVar[frozenset[str]] = frozenset({"body"})

    def head(self, width: int) -> tuple[Line, Line]:
        charter = read_charter(self.db)
        return self.about(", ".join(part for part in (charter.title, charter.date) if part)), EMPTY

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for title, facts in sections(read_charter(self.db), self.body_key):
            if facts:
                rows += [*([Row("", (), choosable=False)] if rows else []), heading(title)]
                rows += [row for number, fact in enumerate(facts) for row in _rows(f"{title} {number}", fact, width)]
        return rows

    def detail(self, key: str, width: int) -> list[Line]:
        text = (
            "The sentences are those of the charter, which cites the clauses; the memorandum wins where they differ. "
            "What was renewed or amended is taken in by the command boardtui charter renew."
        )
        return wrap(text, width, "dim")


def sections(charter: Charter, key: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What the charter says that no other page shows: of the body first, then of all; each fact with what it is about."""
    titles = {each.key: each.title for each in charter.bodies}
    for body in charter.bodies:
        if body.key == key:
            yield f"{body.title}  {body.clause}", list(body_facts(body, titles))
    yield "The memorandum is silent on", [(silence.title, silence.note) for silence in charter.silences]
    yield "Left open until somebody rules", [(question.clause, question.text) for question in charter.questions]
    yield "How partners are related to it", list(related(charter))
    yield "What standing it has", [("", text) for text in (charter.source, charter.note) if text]
    yield "It covers", [("", matter) for matter in charter.scope]
    yield "Dates", list(dated(charter))
    yield "It also provides", [(f"{each.clause} {each.title}", each.text) for each in charter.provisions]


def _rows(key: str, fact: tuple[str, str], width: int) -> Iterable[Row]:
    """A fact in as many lines as it takes."""
    label, text = fact
    words = f"{started(label)}: {text}" if label and text else label or text
    first, *more = wrap(words, width - INDENT - 1)
    yield Row(key, line(" " * INDENT, _emphasised(first, label)))
    yield from (going_on(line(" " * INDENT, *part)) for part in more)


def _emphasised(first: Line, label: str) -> Span:
    """The first line, strong where all of it is what the fact is about."""
    text = "".join(part.text for part in first)
    return Span(text, "strong" if text == started(label) else "")

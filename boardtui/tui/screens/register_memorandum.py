"""The memorandum's own words: what it says of a body, whom it relates how, what else it provides, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from boardtui.charter.model import Charter
from boardtui.charter.show import body_facts, dated, related
from boardtui.charter.words import started
from boardtui.dates import day_as_written
from boardtui.register.bodies import read_charter
from boardtui.register.versions import add_version, take_back_version, version_words, versions
from boardtui.tui.database_away import persist
from boardtui.tui.forms.dialogs import Confirm
from boardtui.tui.safe import EMPTY, Line, Span, line, wrap
from boardtui.tui.screens.register_tab import BodyTab
from boardtui.tui.widgets.rows import Row, going_on, heading
from boardtui.tui.written import say_written

INDENT = 2
_BLANK = Row("", (), choosable=False)


class MemorandumTab(BodyTab):
    """One fact a row, whole, with its clause; the body that is shown comes first."""

    title = "Memorandum"
    short = "MoU"
    works: ClassVar[frozenset[str]] = frozenset({"body", "take_in", "take_out", "write"})

    def head(self, width: int) -> tuple[Line, Line]:
        charter = read_charter(self.db)
        return self.about(", ".join(part for part in (charter.title, charter.date) if part)), EMPTY

    def rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for title, facts in sections(read_charter(self.db), self.body_key):
            if facts:
                rows += [*([_BLANK] if rows else []), heading(title)]
                rows += [row for number, fact in enumerate(facts) for row in _rows(f"{title} {number}", fact, width)]
        return [*self._renewals(width), *rows]

    def _renewals(self, width: int) -> list[Row]:
        """Which memorandum holds from which day; nothing where there is only one."""
        known = versions(self.db)
        if not known:
            return []
        first, *later = version_words(self.db)
        keyed = [("version", first), *zip((f"version {each.holds_from}" for each in known), later, strict=True)]
        rows = [row for key, text in keyed for row in _rows(key, ("", text), width)]
        return [heading("Which memorandum holds from which day"), *rows, _BLANK]

    def detail(self, key: str, width: int) -> list[Line]:
        if key.startswith("version "):
            text = "x takes it out again, as long as no meeting was convened with it. i imports a later one."
        else:
            text = (
                "The sentences are the charter's, with its clauses; the memorandum wins where they differ. w writes it as a "
                "file to edit; i imports it as renewed or amended, with the day from which it holds, and shows first what "
                "changes. An extension alone is recorded on the plan (l)."
            )
        return wrap(text, width, "dim")

    def can(self, name: str) -> bool:
        return name != "take_out" or self.key.startswith("version ")

    async def take_in(self) -> None:
        """Import the memorandum as renewed or amended; what it changes is shown first."""
        from boardtui.tui.forms.renewal_form import ask_renewal

        renewal = await ask_renewal(self.screen, self.db)
        if renewal is None:
            self.screen.say("Nothing was imported.")
            return
        charter, first, agreed = renewal
        await persist(self.screen, lambda: add_version(self.db, charter, first, agreed))
        self.screen.refresh_all()
        self.screen.go_to(f"version {first.isoformat()}")
        day = day_as_written(first.isoformat())
        self.screen.say(f"It holds from {day}: meetings on that day and later are convened with it. x takes it out.")

    async def write(self) -> None:
        """Write the memorandum as it is here as a charter file."""
        from boardtui.papers.circulation.charter_file import write_charter

        say_written(self.screen, lambda: [write_charter(self.screen.board.desk)])

    async def take_out(self) -> None:
        """Let a memorandum that is not in force yet not hold after all."""
        first = self.key.removeprefix("version ")
        sentence = f"The memorandum that is to hold from {day_as_written(first)} is taken out of the setup."
        if await self.ask(Confirm("Take it out", sentence, yes="take out")):
            await persist(self.screen, lambda: take_back_version(self.db, first))
            self.screen.refresh_all()
            self.screen.say(f"No memorandum is to hold from {day_as_written(first)}.")


def sections(charter: Charter, key: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What the charter says that no other page shows whole: of the body first, then of all; each fact with what it is about."""
    titles = {each.key: each.title for each in charter.bodies}
    for body in charter.bodies:
        if body.key == key:
            yield f"{body.title}  {body.clause}", list(body_facts(body, titles))
            rules = [(" ".join(part for part in (rule.clause, rule.title) if part), rule.note) for rule in body.rules]
            yield "Notes on its rules", _noted(rules)
            yield "Notes on its seats", _noted((seat.title, seat.note) for seat in body.seats)
    yield "The memorandum is silent on", [(silence.title, silence.note) for silence in charter.silences]
    yield "Left open until somebody rules", [(question.clause, question.text) for question in charter.questions]
    yield "How partners are related to it", list(related(charter))
    yield "Notes on partners", _noted((partner.name or partner.key, partner.note) for partner in charter.partners)
    yield "What standing it has", [("", text) for text in (charter.source, charter.note) if text]
    yield "It covers", [("", matter) for matter in charter.scope]
    yield "Dates", list(dated(charter))
    yield "It also provides", [(f"{each.clause} {each.title}", each.text) for each in charter.provisions]


def _noted(notes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of what is noted, or is not, what has a note; other pages have room for its beginning only."""
    return [(about, note) for about, note in notes if note.strip()]


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

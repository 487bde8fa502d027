"""Annex 1: which elements apply to which categories of partner, what it leaves open, and what was ruled on that."""

from __future__ import annotations

from typing import ClassVar

from boardtui.charter.model import Topic
from boardtui.charter.words import table_name
from boardtui.register.people import categories, partners
from boardtui.register.rules import overrides, questions, set_override, set_tick, topics
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.safe import EMPTY, Line, Span, line, wrap
from boardtui.tui.screens.register_tab import Tab
from boardtui.tui.views.register import cells, labelled, open_rulings, ruling_words, widest, widths
from boardtui.tui.widgets.matrix import Matrix, MatrixRow
from boardtui.tui.widgets.page import Page

RULINGS = (
    Option("yes", "it applies to this partner"),
    Option("no", "it does not apply to this partner"),
    Option("none", "no ruling", "the table counts"),
)


class AnnexTab(Tab):
    """The table of elements and categories, and under it the open questions with the rulings."""

    title = "Subjects"
    works: ClassVar[frozenset[str]] = frozenset({"edit", "tick", "ruling"})

    @property
    def matrix(self) -> Matrix:
        """The table on the screen."""
        return self.screen.query_one(Matrix)

    def head(self, width: int) -> tuple[Line, Line]:
        if not topics(self.db):
            return line(Span("The memorandum has no table of who decides on what", "heading")), EMPTY
        legend = "✓ applies   – does not apply   * ruled otherwise for a partner"
        return line(Span(table_name(topics(self.db)) or "Subjects", "heading"), "   ", Span(legend, "dim")), EMPTY

    def can(self, name: str) -> bool:
        """Nothing can be ticked or ruled on where the memorandum has no table."""
        return bool(topics(self.db))

    def fill(self, matrix: Matrix, page: Page, width: int) -> None:
        """Put the table and the rulings on the screen."""
        category = {partner.key: partner.category for partner in partners(self.db)}
        elements = topics(self.db)
        starred = {topic.key: set[str]() for topic in elements}
        for ruling in overrides(self.db):
            ticked = next((element.categories for element in elements if element.key == ruling.topic), ())
            column = category.get(ruling.partner)
            if ruling.topic in starred and ruling.eligible != (column in ticked):
                starred[ruling.topic].add(column or "")
        rows = [MatrixRow(element.key, element.title, element.categories, starred[element.key]) for element in elements]
        most = max(6, self.screen.size.height * 3 // 5)
        matrix.fill([(category.key, category.title) for category in categories(self.db)], rows, most)
        page.put(self._rulings(width))

    def moved(self, key: str) -> None:
        page = self.screen.query_one("#rulings", Page)
        page.top = 0
        page.put(self._rulings(self.screen.size.width - 2))

    def _rulings(self, width: int) -> list[Line]:
        """The open questions; of each the element under the cursor first, then the words, then the other elements."""
        open_questions = open_rulings(questions(self.db), overrides(self.db), partners(self.db), topics(self.db))
        lines: list[Line] = []
        table = [("", topic, ruling_words(override)) for _, told in open_questions for _, topic, override in told]
        sizes = widths(width - 2, 10, -2, -3, needs=widest(table) if table else ())
        here = getattr(self._element(self.matrix.key), "title", "")
        for text, told in open_questions:
            drawn = [
                (topic == here, line("  ", *cells(sizes, partner, topic, ruling_words(override))))
                for partner, topic, override in told
            ]
            lines += [EMPTY] if lines else []
            lines += [row for now, row in drawn if now]
            lines += [line(" ", *part) for part in wrap(text, width - 2)]
            lines += [row for now, row in drawn if not now]
        return lines or [line(Span(" The memorandum leaves nothing open here, and nothing was ruled.", "dim"))]

    def _element(self, key: str) -> Topic | None:
        return next((topic for topic in topics(self.db) if topic.key == key), None)

    def detail(self, key: str, width: int) -> list[Line]:
        topic = self._element(key)
        if topic is None:
            return []
        title = next((each.title for each in categories(self.db) if each.key == self.matrix.column), "")
        does = "✓ applies to" if self.matrix.column in topic.categories else "– does not apply to"
        there = [each.short or each.name for each in partners(self.db) if each.category == self.matrix.column]
        spans = line(f"{does} {title}: ", Span(topic.title, "strong"))
        return [spans, *labelled("partners", ", ".join(there) or "none", width), *wrap(topic.note, width, "dim")]

    async def edit(self) -> None:
        await self.tick()

    async def tick(self) -> None:
        """Tick or clear the cell under the cursor."""
        topic, column = self._element(self.key), self.matrix.column
        if topic is None or not column:
            return
        ticked = column not in topic.categories
        title = next(each.title for each in categories(self.db) if each.key == column)
        done = f"{topic.title} {'applies' if ticked else 'no longer applies'} to {title}."
        await self.screen.change(lambda: set_tick(self.db, topic.key, column, ticked), done)

    async def ruling(self) -> None:
        """Enter or take away a ruling on one partner and the element under the cursor."""
        topic = self._element(self.key)
        if topic is None:
            return
        overrides_by_key = {each.partner: each for each in overrides(self.db) if each.topic == topic.key}
        open_to = {partner for each in questions(self.db) if topic.key in each.topics for partner in each.partners}
        options = []
        for each in sorted(partners(self.db), key=lambda each: each.key not in open_to):
            state = "open question" if each.key in open_to else ""
            remark = ruling_words(overrides_by_key[each.key]).text if each.key in overrides_by_key else state
            options.append(Option(each.key, each.name, remark))
        partner = await self.choose(f"Ruling on {topic.title}: which partner", options)
        if partner is None:
            return
        name = next(each.name for each in partners(self.db) if each.key == partner)
        old = overrides_by_key.get(partner)
        chosen = await self.choose(
            f"{topic.title}, for {name}", list(RULINGS), ("yes" if old.eligible else "no") if old else "none"
        )
        if chosen is None:
            return
        source = ""
        eligible = None if chosen == "none" else chosen == "yes"

        def check(given: dict[str, str]) -> Wrong | None:
            return self.wrong_in(lambda: set_override(self.db, partner, topic.key, eligible, given["source"]), "source")

        if eligible is not None:
            field = Field("source", "Who ruled so, and when", old.source if old else "", required=True)
            value = await self.ask(Form(f"{topic.title}, for {name}", [field], last="save", check=check))
            if value is None:
                return
            source = value["source"]
        done = f"The ruling on {name} was {'taken away' if eligible is None else 'entered'}."
        await self.screen.change(lambda: set_override(self.db, partner, topic.key, eligible, source), done)

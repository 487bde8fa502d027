"""The partners: the heading they stand under in the memorandum, and the category of Annex 1 that they are in."""

from __future__ import annotations

from typing import ClassVar

from boardtui.charter.model import Partner
from boardtui.charter.words import counted, party_words, table_name
from boardtui.register.people import categories, change_partner, partners
from boardtui.register.rules import provisions, topics
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.safe import Line, Span, line, wrap
from boardtui.tui.screens.register_tab import Tab
from boardtui.tui.views.register import cells, labelled, marks, widest, widths
from boardtui.tui.widgets.rows import Row

_HEADS = ("Partner", "Marks", "Heading", "Category")
_SIZES = (-4, 5, -3, -2)


class PartnersTab(Tab):
    """Heading and category are two things: Provide CIC stands among the providers and counts with the other partners."""

    title = "Partners"
    works: ClassVar[frozenset[str]] = frozenset({"edit", "take_in"})

    async def take_in(self) -> None:
        """Take the partners in from a sheet."""
        await self.take("partners", "", "the partners")

    @property
    def empty(self) -> str:
        return "The setup has no partners; they come with the charter it was made from."

    def head(self, width: int) -> tuple[Line, Line]:
        listed_partners = partners(self.db)
        without = sum(partner.category is None for partner in listed_partners)
        spans = line(
            Span(counted(len(listed_partners), "partner"), "strong"),
            f" · {without} in no category" if without and categories(self.db) else "",
        )
        return spans, self._rows(width)[0]

    def _rows(self, width: int) -> list[Line]:
        """The heads, then a line for each partner; without marks or categories where the memorandum has none."""
        named, found = {category.key: category.title for category in categories(self.db)}, partners(self.db)
        table: list[tuple[object, ...]] = [tuple(Span(name, "dim") for name in _HEADS)]
        for partner in found:
            category = named.get(partner.category or "", partner.category) or Span("none", "warn")
            table.append((partner.name, partner.markers, _related(partner), category))
        left_out = {1: not any(partner.markers for partner in found), 3: not named}
        kept = [at for at in range(len(_HEADS)) if not left_out.get(at)]
        shown = [tuple(values[at] for at in kept) for values in table]
        sizes = widths(width - 2, *(_SIZES[at] for at in kept), needs=widest(shown))
        return [cells(sizes, *values) for values in shown]

    def rows(self, width: int) -> list[Row]:
        return [
            Row(partner.key, parts) for partner, parts in zip(partners(self.db), self._rows(width)[1:], strict=True)
        ]

    def detail(self, key: str, width: int) -> list[Line]:
        partner = self._partner(key)
        if partner is None:
            return []
        spans = line(Span(partner.name, "strong"), f" ({partner.short})" if partner.short else "")
        means = marks(partner.markers, provisions(self.db))
        related = labelled("relation", party_words(partner), width)
        return [spans, *labelled("marks", means, width), *related, *wrap(partner.note, width, "dim")]

    def _partner(self, key: str) -> Partner | None:
        return next((partner for partner in partners(self.db) if partner.key == key), None)

    async def edit(self) -> None:
        partner = self._partner(self.key)
        if partner is None:
            return
        fields = [
            Field("name", "Name", partner.name, required=True),
            Field("short", "In short", partner.short),
            Field("heading", "Heading in the memorandum", partner.heading),
            Field("markers", "Marks", partner.markers),
            Field("note", "Note", partner.note, long=True),
        ]

        def check(given: dict[str, str]) -> Wrong | None:
            return self.wrong_in(lambda: change_partner(self.db, partner.key, **given))

        value = await self.ask(Form("Partner", fields, last="go on", check=check))
        if value is None:
            return
        options = [Option(category.key, category.title) for category in categories(self.db)]
        options.append(Option("", "none", "no subject concerns it"))
        more = len(options) > 1
        asked = f"{table_name(topics(self.db)) or 'Its'} category"
        category = await self.choose(asked, options, partner.category or "") if more else ""
        if category is not None:
            changes = {**value, "category": category or None}
            await self.screen.change(
                lambda: change_partner(self.db, partner.key, **changes), f"{value['name']} was changed."
            )


def _related(partner: Partner) -> str:
    """The heading of a partner, and how the memorandum relates it to the agreement where it says so."""
    return " · ".join(part for part in (partner.heading, party_words(partner)) if part)

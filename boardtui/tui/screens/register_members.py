"""The seats of a body: who holds them, whom they represent, which are vacant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from boardtui.charter.model import Seat
from boardtui.charter.words import bare
from boardtui.meeting.entries import Member
from boardtui.meeting.state.holders import has_no_name
from boardtui.meeting.words.clauses import clause_words
from boardtui.register.keys import key_from
from boardtui.register.people import add_seat, members, partners, remove_seat, seats, set_holder, set_partners
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Confirm, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.safe import Line, Span, wrap
from boardtui.tui.screens.register_tab import BodyTab
from boardtui.tui.status import day
from boardtui.tui.views.register import cells, holder, labelled, represented, vacancies, widest, widths
from boardtui.tui.widgets.rows import Row


class MembersTab(BodyTab):
    """A body's members."""

    title = "Members"
    works: ClassVar[frozenset[str]] = frozenset({"edit", "add", "body", "represents", "take_in", "take_out"})

    @property
    def empty(self) -> str:
        return "This body has no seats yet. n adds one, b chooses another body."

    def head(self, width: int) -> tuple[Line, Line]:
        heads, *values = self._table()
        return self.about(*vacancies(members(self.db, self.body_key))), cells(_sizes(width, [heads, *values]), *heads)

    def _table(self) -> list[tuple[object, ...]]:
        """The heads and then each seat's words."""
        everybody = partners(self.db)
        return [
            tuple(Span(text, "dim") for text in ("Seat", "Held by", "Represents")),
            *(
                (member.seat, holder(member), Span(represented(member, everybody) or "no partner", "dim"))
                for member in members(self.db, self.body_key)
            ),
        ]

    def rows(self, width: int) -> list[Row]:
        table = self._table()
        sizes, found = _sizes(width, table), members(self.db, self.body_key)
        return [Row(member.key, cells(sizes, *values)) for member, values in zip(found, table[1:], strict=True)]

    def detail(self, key: str, width: int) -> list[Line]:
        seat = next((seat for seat in seats(self.db, self.body_key) if seat.key == key), None)
        member = self._member(key)
        if seat is None or member is None:
            return []
        names = {partner.key: partner.name for partner in partners(self.db)}
        whom = ", ".join(names.get(partner, partner) for partner in seat.partners) or "no partner"
        head = " · ".join(
            part for part in (seat.title, holder(member).text, seat.clause and clause_words(seat.clause)) if part
        )
        note = wrap(seat.note, width, "dim") if seat.note else []
        return [*wrap(head, width, "strong"), *labelled("represents", whom, width), *note]

    def _member(self, key: str) -> Member | None:
        return next((member for member in members(self.db, self.body_key) if member.key == key), None)

    async def edit(self) -> None:
        member, body = self._member(self.key), self.body_key
        if member is None:
            self.screen.say("There is no seat here; n adds one.")
            return

        def check(given: dict[str, str]) -> Wrong | None:
            return self.wrong_in(lambda: set_holder(self.db, body, member.key, given["name"]), "name")

        held_by = Field("name", "Held by", member.name, hint="blank: the seat is vacant")
        form = Form(member.seat, [held_by], last="save", check=check)
        value = await self.ask(form)
        if value is None:
            return
        name = value["name"]
        done = f"{member.seat} is held by {name}." if name else f"{member.seat} is vacant."
        await self.screen.change(lambda: set_holder(self.db, body, member.key, name), done)

    async def take_in(self) -> None:
        """Take the members and seats of the body in from a sheet."""
        await self.take("members", self.body_key, f"the members of the {bare(self.body_title)}")

    async def take_out(self) -> None:
        """Remove a seat that was added by mistake; one that a meeting had stays, and its term can be ended."""
        member, body = self._member(self.key), self.body_key
        if member is None:
            self.screen.say("There is no seat here; n adds one.")
            return
        desk = self.screen.board.desk
        used = desk.convened_with(body, member.key)
        state = desk.session(body).state
        if used is not None or member.key in state.members:
            held = f"“{used.title}”, {day(used.starts)}" if used else f"“{state.title}”, {day(state.starts)}"
            text = f"{member.seat} had a seat at {held}, so it stays. To end its term press Enter and clear the name."
            self.screen.say(text, "warn")
            return
        make = partial(remove_seat, self.db, body, member.key)
        if wrong := self.wrong_in(make):
            self.screen.say(wrong.words, "warn")
            return
        named = "" if member.vacant or has_no_name(member) else f", held by {member.name},"
        clause = next((seat.clause for seat in seats(self.db, body) if seat.key == member.key), "")
        given = f" The memorandum gives it ({clause_words(clause)})." if clause else ""
        text = f"Remove {member.seat}{named} from the {bare(self.body_title)}? No meeting was convened with it.{given}"
        if await self.ask(Confirm("Remove the seat", text, yes="remove")):
            await self.screen.change(make, f"Removed: {member.seat}.")

    async def represents(self) -> None:
        """Say which partners the seat represents."""
        member, body = self._member(self.key), self.body_key
        if member is None:
            self.screen.say("There is no seat here; n adds one.")
            return
        chosen = await self._pick(member.seat, member.partners)
        if chosen is not None:
            done = f"The partners of {member.seat} were changed."
            await self.screen.change(lambda: set_partners(self.db, body, member.key, chosen), done)

    async def _pick(self, title: str, marked: tuple[str, ...]) -> tuple[str, ...] | None:
        options = [Option(partner.key, partner.name, partner.short) for partner in partners(self.db)]
        text = "The partners that the seat represents: none, one or several."
        chosen = await self.ask(Pick(title, options, text, marked=marked, least=0))
        return None if chosen is None else tuple(chosen)

    async def add(self) -> None:
        """Add a seat to the body."""
        body = self.body_key
        fields = [
            Field("title", "Seat", required=True, hint="e.g. Chair, or Lead Officer with the name of the council"),
            Field("name", "Held by", hint="blank: the seat is vacant"),
            Field("clause", "Clause", hint="where the memorandum gives this seat"),
        ]

        def seat_of(given: dict[str, str], represents: tuple[str, ...] = ()) -> Seat:
            known = {seat.key for seat in seats(self.db, body)} | {partner.key for partner in partners(self.db)}
            return Seat(key_from(given["title"], known, "seat"), given["title"], represents, given["clause"])

        def check(given: dict[str, str]) -> Wrong | None:
            return self.wrong_in(lambda: add_seat(self.db, body, seat_of(given), given["name"]))

        value = await self.ask(Form(f"New seat on the {bare(self.body_title)}", fields, last="go on", check=check))
        chosen = await self._pick(value["title"], ()) if value is not None else None
        if value is None or chosen is None:
            return
        seat = seat_of(value, chosen)
        if await self.screen.change(lambda: add_seat(self.db, body, seat, value["name"]), f"Added: {seat.title}."):
            self.screen.go_to(seat.key)


def _sizes(width: int, table: Sequence[Sequence[object]]) -> list[int]:
    return widths(width - 2, -4, -3, -3, needs=widest(table))

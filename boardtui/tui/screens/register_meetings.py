"""The meetings that are planned, and the agenda of one of them."""

from __future__ import annotations

from typing import ClassVar

from boardtui.meeting.entries import AgendaItem
from boardtui.register.agenda import (
    Meeting,
    add_item,
    add_meeting,
    agenda,
    change_item,
    change_meeting,
    meetings,
    move_item,
    remove_item,
)
from boardtui.register.bodies import bodies, titles
from boardtui.register.rules import topics
from boardtui.register.tables import RegisterError
from boardtui.register.tables import rows as table_rows
from boardtui.tui.dialogs import Confirm, Field, Form, Option
from boardtui.tui.safe import Line, Span, line
from boardtui.tui.screens.register_tab import Tab
from boardtui.tui.status import day
from boardtui.tui.views.register import cells, key_from, labelled, local_starts, times, typed_starts, widths
from boardtui.tui.widgets.rows import Row, heading

SHOWN = 5
YES_NO = (Option("yes", "yes"), Option("no", "no"))
PUBLIC = (Option("yes", "in public"), Option("no", "not in public"))


class MeetingsTab(Tab):
    """The meetings by date, and under them the agenda of the one that is chosen."""

    title = "Meetings"
    works: ClassVar[frozenset[str]] = frozenset({"edit", "add", "plan", "meeting", "earlier", "later", "take_out"})
    chosen = ""

    def planned(self) -> list[Meeting]:
        """The meetings that are not yet convened, the earliest first."""
        waiting = {one.key for one in self.screen.board.desk.planned(100_000)}
        return [one for one in meetings(self.db) if one.key in waiting]

    def current(self) -> Meeting | None:
        """The meeting whose agenda is shown."""
        found = self.planned()
        return next((one for one in found if one.key == self.chosen), found[0] if found else None)

    @property
    def empty(self) -> str:
        return "No meeting is planned. m plans one; its agenda is written here and it is convened from Home."

    def head(self, width: int) -> tuple[Line, Line]:
        number = len(self.planned())
        words = "1 meeting planned" if number == 1 else f"{number} meetings planned"
        return line(Span(words, "strong"), "   ", Span("what was convened is on Home", "dim")), line()

    def rows(self, width: int) -> list[Row]:
        found, current = self.planned(), self.current()
        if current is None:
            return []
        at = found.index(current)
        first = max(0, min(at - SHOWN // 2, len(found) - SHOWN))
        sizes = widths(width - 4, 21, -3, 13)
        listed = [self._meeting(one, one == current, sizes) for one in found[first : first + SHOWN]]
        if len(found) > SHOWN:
            more = f"  and {len(found) - SHOWN} more; c shows them all"
            listed.append(Row("", line(Span(more, "dim")), choosable=False))
        items = agenda(self.db, current.key)
        listed += [Row("", (), choosable=False), heading(f"Agenda of {current.title}, {day(current.starts)}")]
        if not items:
            listed.append(Row("", line(Span("  Nothing on it yet; n adds the first item.", "dim")), choosable=False))
        return listed + self._items(current, items, width)

    def _meeting(self, one: Meeting, here: bool, sizes: list[int]) -> Row:
        when = f"{day(one.starts)} {one.starts[11:16]}"
        public = Span("in public" if one.public else "not in public", "good" if one.public else "accent")
        tone = Span(one.title, "strong") if here else Span(one.title)
        return Row(f"meeting {one.key}", line("▶ " if here else "  ", *cells(sizes, when, tone, public)))

    def _items(self, current: Meeting, items: tuple[AgendaItem, ...], width: int) -> list[Row]:
        wide = width >= 106
        sizes = widths(width - 2, 4, 7, 4, -5, 14, -2 if wide else 0, -2 if wide else 0, 12)
        named = {topic.key: topic.title for topic in topics(self.db)}
        found = []
        for item, at in zip(items, times(current.starts, items), strict=True):
            minutes = f"{item.minutes}m".rjust(4) if item.minutes is not None else ""
            topic = Span(named.get(item.topic or "", item.topic or ""), "dim")
            secret = Span("confidential" if item.confidential else "", "bad")
            at = at._replace(text=at.text.rjust(7))
            parts = cells(sizes, item.number, at, minutes, item.title, item.purpose, item.lead, topic, secret)
            found.append(Row(f"item {item.item}", parts))
        return found

    def detail(self, key: str, width: int) -> list[Line]:
        kind, _, rest = key.partition(" ")
        if kind == "meeting":
            one = next((one for one in self.planned() if one.key == rest), None)
            if one is None:
                return []
            body = titles(self.db).get(one.body, one.body)
            place = line(Span(one.title, "strong"), " · ", body)
            return [place, *labelled("place", one.place or "not stated", width), *labelled("starts", one.starts, width)]
        item = self._item(key)
        if item is None:
            return []
        named = {topic.key: topic.title for topic in topics(self.db)}
        secret = Span("confidential", "bad") if item.confidential else Span("")
        told = " · ".join(part for part in (item.purpose, item.paper, item.lead) if part) or "no paper, no lead"
        topic = named.get(item.topic or "", "none: every partner is concerned")
        return [line(Span(item.title, "strong"), "  ", secret), line(told), *labelled("Annex 1", topic, width)]

    def moved(self, key: str) -> None:
        kind, _, rest = key.partition(" ")
        if kind == "meeting" and rest != self.chosen and self.current() not in (None, *self._named(rest)):
            self.chosen = rest
            self.screen.refresh_all()

    def _named(self, key: str) -> list[Meeting]:
        return [one for one in self.planned() if one.key == key]

    def _item(self, key: str) -> AgendaItem | None:
        kind, _, rest = key.partition(" ")
        current = self.current()
        if kind != "item" or current is None:
            return None
        return next((one for one in agenda(self.db, current.key) if one.item == rest), None)

    async def meeting(self) -> None:
        """Choose the meeting whose agenda is shown."""
        options = [Option(one.key, one.title, f"{day(one.starts)} {one.starts[11:16]}") for one in self.planned()]
        chosen = await self.choose("Which meeting", options, getattr(self.current(), "key", "")) if options else None
        if chosen is not None:
            self.chosen = chosen
            self.screen.refresh_all()
            self.screen.go_to(f"meeting {chosen}")

    async def edit(self) -> None:
        item, current = self._item(self.key), self.current()
        if current is None:
            self.screen.say("No meeting is planned; m plans one.")
        elif item is not None:
            changes = await self._form(item, f"Item of {current.title}")
            if changes is not None:
                make = lambda: change_item(self.db, current.key, item.item, **changes)  # noqa: E731
                await self.screen.change(make, "The agenda item was changed.", counts=False)
        else:
            await self._edit_meeting(current)

    async def _edit_meeting(self, held: Meeting) -> None:
        said = await self.ask(Form("Meeting", _fields(held), last="save"))
        if said is not None:
            changes = {**said, "starts": self._starts(said["starts"]), "public": said["public"] == "yes"}
            make = lambda: change_meeting(self.db, held.key, **changes)  # noqa: E731
            await self.screen.change(make, "The meeting was changed.", counts=False)

    async def plan(self) -> None:
        """Plan another meeting."""
        held = {body.key: body for body in bodies(self.db)}
        body = await self.choose("A meeting of which body", [Option(key, one.title) for key, one in held.items()])
        if body is None:
            return
        blank = Meeting("", body, held[body].title, "", public=held[body].public)
        said = await self.ask(Form("New meeting", _fields(blank), last="save"))
        if said is None:
            return
        starts = self._starts(said["starts"])
        taken = {str(row["key"]) for row in table_rows(self.db, "SELECT key FROM meetings")}
        taken |= {past.meeting for past in self.screen.board.desk.past(100_000)}
        key = key_from(f"{body[:45]}-{starts[:10]}", taken, "meeting")
        new = Meeting(key, body, said["title"], starts, said["place"], said["public"] == "yes")
        if await self.screen.change(lambda: add_meeting(self.db, new), f"Planned: {new.title}.", counts=False):
            self.chosen = key
            self.screen.refresh_all()
            self.screen.go_to(f"meeting {key}")

    async def add(self) -> None:
        """Add an item after the one under the cursor, else at the end."""
        current, under = self.current(), self._item(self.key)
        if current is None:
            raise RegisterError("There is no meeting to add an item to; m plans one.")
        changes = await self._form(None, f"New item of {current.title}")
        if changes is None:
            return
        taken = {item.item for one in meetings(self.db, current.body) for item in agenda(self.db, one.key)}
        new = AgendaItem(item=key_from(f"{current.key[:30]}-{changes['title'][:24]}", taken, "item"), **changes)
        after = under.item if under is not None else None
        make = lambda: add_item(self.db, current.key, new, after)  # noqa: E731
        if await self.screen.change(make, "The item is on the agenda.", counts=False):
            self.screen.go_to(f"item {new.item}")

    async def _form(self, item: AgendaItem | None, title: str) -> dict[str, object] | None:
        held = item or AgendaItem(item="", title="")
        minutes = "" if held.minutes is None else str(held.minutes)
        fields = [
            Field("title", "Title", held.title, required=True),
            Field("number", "Number", held.number, hint="empty: 1, 2, 3 in the order of the agenda"),
            Field("purpose", "Purpose", held.purpose, hint="for decision, for discussion, for information"),
            Field("paper", "Paper", held.paper),
            Field("lead", "Lead", held.lead),
            Field("planned", "Begins at", held.planned, hint="HH:MM; empty: counted on from the item before"),
            Field("minutes", "Minutes", minutes),
            Field("confidential", "Confidential", "yes" if held.confidential else "no", options=YES_NO),
        ]
        said = await self.ask(Form(title, fields, last="go on"))
        if said is None:
            return None
        if said["minutes"] and not said["minutes"].isdecimal():
            raise RegisterError("The minutes planned for the item must be a whole number.")
        none = Option("", "none", "every partner is concerned")
        options = [none, *(Option(topic.key, topic.title) for topic in topics(self.db))]
        topic = await self.choose("Which element of Annex 1 it is about", options, held.topic or "")
        if topic is None:
            return None
        shaped = {"minutes": int(said["minutes"]) if said["minutes"] else None, "topic": topic or None}
        return {**said, **shaped, "confidential": said["confidential"] == "yes"}

    async def earlier(self) -> None:
        """Move the item up."""
        await self._shift(-1)

    async def later(self) -> None:
        """Move the item down."""
        await self._shift(1)

    async def _shift(self, step: int) -> None:
        item, current = self._item(self.key), self.current()
        if item is None or current is None:
            self.screen.say("Put the cursor on an item of the agenda to move it.")
            return
        order = [one.item for one in agenda(self.db, current.key)]
        to = order.index(item.item) + 1 + step
        if not 1 <= to <= len(order):
            self.screen.say(f"“{item.title}” is {'first' if step < 0 else 'last'} already.")
            return
        make = lambda: move_item(self.db, current.key, item.item, to)  # noqa: E731
        await self.screen.change(make, f"“{item.title}” is number {to} now.", counts=False)

    async def take_out(self) -> None:
        """Take the item off the agenda."""
        item, current = self._item(self.key), self.current()
        if item is None or current is None:
            self.screen.say("Put the cursor on an item of the agenda to take it out.")
            return
        if await self.ask(Confirm("Take out", f"Take “{item.title}” off the agenda?", yes="take it out")):
            make = lambda: remove_item(self.db, current.key, item.item)  # noqa: E731
            await self.screen.change(make, f"“{item.title}” is off the agenda.", counts=False)

    def _starts(self, text: str) -> str:
        return local_starts(text, self.screen.board.desk.config.settings.timezone)


def _fields(held: Meeting) -> list[Field]:
    return [
        Field("title", "Title", held.title, required=True),
        Field("starts", "Starts", typed_starts(held.starts), required=True, hint="day/month/year and time: 26/11/2026 10:00"),
        Field("place", "Place", held.place),
        Field("public", "The meeting is", "yes" if held.public else "no", options=PUBLIC),
    ]

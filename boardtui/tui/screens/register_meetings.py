"""The meetings that are planned, and the agenda of one of them."""

from __future__ import annotations

import datetime
from functools import partial
from typing import ClassVar

from boardtui.charter.words import counted
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
    remove_meeting,
    unreadable_meetings,
)
from boardtui.register.bodies import outline, titles
from boardtui.register.keys import key_from
from boardtui.register.repeating import repeated, take_over
from boardtui.register.rules import topics
from boardtui.register.tables import RegisterError
from boardtui.tui.forms.dialogs import Confirm, Option
from boardtui.tui.forms.register_forms import ask_item, ask_meeting, ask_recommendation
from boardtui.tui.forms.register_repeating import ask_items
from boardtui.tui.safe import Line, Span, fit, line
from boardtui.tui.screens.register_tab import Tab
from boardtui.tui.status import day
from boardtui.tui.views.register import cells, labelled, local_starts, times, typed_starts, widest, widths
from boardtui.tui.widgets.rows import Row, heading

SHOWN = 5


class MeetingsTab(Tab):
    """The meetings by date, and under them the agenda of the one that is chosen."""

    title = "Meetings"
    works: ClassVar[frozenset[str]] = frozenset(
        {"edit", "add", "plan", "meeting", "earlier", "later", "take_out", "take_in", "take_over", "recommend"}
    )
    chosen = ""

    def planned(self) -> list[Meeting]:
        """The meetings that are not yet convened, the earliest first."""
        waiting = {planned_meeting.key for planned_meeting in self.screen.board.desk.planned()}
        return [meeting for meeting in meetings(self.db) if meeting.key in waiting]

    def current(self) -> Meeting | None:
        """The meeting whose agenda is shown."""
        meetings = self.planned()
        return next((meeting for meeting in meetings if meeting.key == self.chosen), meetings[0] if meetings else None)

    @property
    def empty(self) -> str:
        if unreadable_meetings(self.db):
            return "No meeting can be shown. Home lists the values that cannot be used; Enter there corrects them."
        return "No meeting is planned. m plans one; its agenda is written here and it is convened from Home."

    def head(self, width: int) -> tuple[Line, Line]:
        number = len(self.planned())
        text = f"{counted(number, 'meeting')} planned"
        left_out = unreadable_meetings(self.db)
        more = Span(f"   {left_out} cannot be shown: Home says why", "warn") if left_out else ""
        return line(Span(text, "strong"), more, "   ", Span("what was convened is on Home", "dim")), line()

    def rows(self, width: int) -> list[Row]:
        meetings, current = self.planned(), self.current()
        if current is None:
            return []
        at = meetings.index(current)
        first = max(0, min(at - SHOWN // 2, len(meetings) - SHOWN))
        sizes = widths(width - 4, 21, -3, 13)
        listed = [self._meeting(meeting, meeting == current, sizes) for meeting in meetings[first : first + SHOWN]]
        if len(meetings) > SHOWN:
            more = f"  and {len(meetings) - SHOWN} more; c shows them all"
            listed.append(Row("", line(Span(more, "dim")), choosable=False))
        items = self._agenda(current)
        listed += [Row("", (), choosable=False), heading(f"Agenda of {current.title}, {day(current.starts)}")]
        if not items and not self.screen.hides:
            text = "  Nothing on it yet: n adds an item, o copies an earlier agenda."
            listed.append(Row("", line(Span(text, "dim")), choosable=False))
        listed += self._items(current, items, width)
        if self.screen.hides:
            text = "  What is confidential on it is hidden while the public is here; * shows it."
            listed.append(Row("", line(Span(text, "dim")), choosable=False))
        return listed

    def _agenda(self, current: Meeting) -> tuple[AgendaItem, ...]:
        """The items that this screen may show: before the public none that is confidential or of a meeting without it."""
        items = agenda(self.db, current.key)
        return tuple(item for item in items if not self.screen.hides or (current.public and not item.confidential))

    def _meeting(self, one: Meeting, here: bool, sizes: list[int]) -> Row:
        when = f"{day(one.starts)} {one.starts[11:16]}"
        public = Span("in public" if one.public else "not in public", "good" if one.public else "accent")
        tone = Span(one.title, "strong") if here else Span(one.title)
        return Row(f"meeting {one.key}", line("▶ " if here else "  ", *cells(sizes, when, tone, public)))

    def _items(self, current: Meeting, items: tuple[AgendaItem, ...], width: int) -> list[Row]:
        named = {topic.key: topic.title for topic in topics(self.db)}
        table = []
        for item, begins in zip(items, times(current.starts, items), strict=True):
            minutes = f"{item.minutes}m".rjust(4) if item.minutes is not None else ""
            topic = Span(named.get(item.topic or "", item.topic or ""), "dim")
            title = Span(f"confidential: {item.title}", "warn") if item.confidential else item.title
            at = begins._replace(text=begins.text.rjust(7))
            table.append((fit(item.number, 4, right=True), at, minutes, title, item.purpose, item.lead, topic))
        share = -2 if width >= 106 else 0
        sizes = widths(width - 2, 4, 7, 4, -5, 14, share, share, needs=widest(table) if table else ())
        return [Row(f"item {item.item}", cells(sizes, *told)) for item, told in zip(items, table, strict=True)]

    def detail(self, key: str, width: int) -> list[Line]:
        kind, _, rest = key.partition(" ")
        if kind == "meeting":
            meeting = next((one for one in self.planned() if one.key == rest), None)
            if meeting is None:
                return []
            body = titles(self.db).get(meeting.body, meeting.body)
            when = f"{day(meeting.starts)} {meeting.starts[11:16]}{self._elsewhere(meeting.starts)}"
            where = labelled("place", meeting.place or "not stated", width)
            return [line(Span(meeting.title, "strong"), " · ", body), *labelled("starts", when, width), *where]
        item = self._item(key)
        if item is None:
            return []
        named = {topic.key: topic.title for topic in topics(self.db)}
        secret = Span("confidential", "bad") if item.confidential else Span("")
        text = " · ".join(part for part in (item.purpose, item.paper, item.lead) if part) or "no paper, no lead"
        concerns = named.get(item.topic or "", "none: every partner is concerned")
        topic = labelled("subject", concerns, width) if named else []  # a memorandum may tell no subjects apart
        draft = labelled("recommends", item.recommendation, width) if item.recommendation else []
        return [line(Span(item.title, "strong"), "  ", secret), line(text), *topic, *draft]

    def _elsewhere(self, starts: str) -> str:
        """By which clock a meeting starts, where it is not the one by which a start is typed here."""
        desk = self.screen.board.desk
        try:
            here = local_starts(typed_starts(starts), desk.config.settings.timezone, today=desk.today())
            same = datetime.datetime.fromisoformat(here) == datetime.datetime.fromisoformat(starts)
        except (RegisterError, ValueError):
            same = False
        return "" if same else f", {starts[16:]} from Greenwich time"

    def moved(self, key: str) -> None:
        kind, _, rest = key.partition(" ")
        current = self.current()
        if kind == "meeting" and current is not None and rest != current.key:
            self.chosen = rest
            self.screen.refresh_all()

    def _item(self, key: str) -> AgendaItem | None:
        kind, _, rest = key.partition(" ")
        current = self.current()
        if kind != "item" or current is None:
            return None
        return next((agenda_item for agenda_item in self._agenda(current) if agenda_item.item == rest), None)

    async def meeting(self) -> None:
        """Choose the meeting whose agenda is shown."""
        options = [
            Option(meeting.key, meeting.title, f"{day(meeting.starts)} {meeting.starts[11:16]}")
            for meeting in self.planned()
        ]
        chosen = await self.choose("Which meeting", options, getattr(self.current(), "key", "")) if options else None
        if chosen is not None:
            self._show(chosen)

    async def edit(self) -> None:
        item, current = self._item(self.key), self.current()
        if current is None:
            self.screen.say("No meeting is planned; m plans one.")
        elif item is not None:
            changes = await ask_item(self.screen, item, f"Item of {current.title}")
            if changes is not None:
                make = partial(change_item, self.db, current.key, item.item, **changes)
                await self.screen.change(make, "The agenda item was changed.", counts=False)
        else:
            await self._edit_meeting(current)

    async def _edit_meeting(self, held: Meeting) -> None:
        changes = await ask_meeting(self.screen, "Meeting", held)
        if changes is not None:
            make = partial(change_meeting, self.db, held.key, **changes)
            await self.screen.change(make, "The meeting was changed.", counts=False)

    async def plan(self) -> None:
        """Plan another meeting; of which body is asked where there are several."""
        options = [Option(key, title) for key, title in titles(self.db).items()]
        body = options[0].key if len(options) == 1 else await self.choose("A meeting of which body", options)
        if body is None:
            return
        outlined = outline(self.db, body)
        blank = Meeting("", body, outlined.title, "", public=outlined.public)
        fields = await ask_meeting(self.screen, "New meeting", blank)
        if fields is None:
            return
        taken = {meeting.key for meeting in meetings(self.db)} | {
            past_meeting.meeting for past_meeting in self.screen.board.desk.past(None)
        }
        new = Meeting(key_from(f"{body[:45]}-{fields['starts'][:10]}", taken, "meeting"), body, **fields)
        if await self.screen.change(partial(add_meeting, self.db, new), f"Planned: {new.title}.", counts=False):
            self._show(new.key)

    def _show(self, key: str) -> None:
        self.chosen = key
        self.screen.refresh_all()
        self.screen.go_to(f"meeting {key}")

    async def add(self) -> None:
        """Add an item after the one under the cursor, else at the end."""
        current, under = self.current(), self._item(self.key)
        if current is None:
            raise RegisterError("There is no meeting to add an item to; m plans one.")
        changes = await ask_item(self.screen, None, f"New item of {current.title}")
        if changes is None:
            return
        key = key_from(f"{current.key[:30]}-{changes['title'][:24]}", self._item_keys(current.body), "item")
        new = AgendaItem(item=key, **changes)
        after = under.item if under is not None else None
        make = partial(add_item, self.db, current.key, new, after)
        if await self.screen.change(make, "The item is on the agenda.", counts=False):
            self.screen.go_to(f"item {new.item}")

    async def take_in(self) -> None:
        """Take the agenda of the meeting in from a sheet or from Markdown."""
        current = self.current()
        if current is None:
            raise RegisterError("There is no meeting to take an agenda in for; m plans one.")
        await self.take("agenda", current.key, f"the agenda of {current.title}")

    async def recommend(self) -> None:
        """Write down what is recommended on the item: the motion as it is to be moved."""
        item, current = self._item(self.key), self.current()
        if item is None or current is None:
            self.screen.say("Select an agenda item first.")
            return
        changes = await ask_recommendation(self.screen, current, item)
        if changes is not None:
            make = partial(change_item, self.db, current.key, item.item, **changes)
            await self.screen.change(make, "The recommendation was changed.", counts=False)

    async def earlier(self) -> None:
        """Move the item up."""
        await self._shift(-1)

    async def later(self) -> None:
        """Move the item down."""
        await self._shift(1)

    async def _shift(self, step: int) -> None:
        item, current = self._item(self.key), self.current()
        if item is None or current is None:
            self.screen.say("Select an item of the agenda first.")
            return
        order = [agenda_item.item for agenda_item in agenda(self.db, current.key)]
        to = order.index(item.item) + 1 + step
        if not 1 <= to <= len(order):
            self.screen.say(f"“{item.title}” is {'first' if step < 0 else 'last'} already.")
            return
        make = partial(move_item, self.db, current.key, item.item, to)
        await self.screen.change(make, f"“{item.title}” is number {to} now.", counts=False)

    async def take_over(self) -> None:
        """Take over items of an earlier agenda, and those that were deferred."""
        current = self.current()
        if current is None:
            self.screen.say("There is no meeting to take items over for; m plans one.")
            return
        taken, new = self._item_keys(current.body), []
        for item in await ask_items(self.screen, current):
            key = key_from(f"{current.key[:30]}-{item.title[:24]}", taken, "item")
            taken.add(key)
            new.append(repeated(item, key))
        text = f"{counted(len(new), 'item was', 'items were')} copied."
        if new and await self.screen.change(partial(take_over, self.db, current.key, new), text, counts=False):
            self.screen.go_to(f"item {new[0].item}")

    def _item_keys(self, body: str) -> set[str]:
        return {item.item for meeting in meetings(self.db, body) for item in agenda(self.db, meeting.key)}

    async def take_out(self) -> None:
        """Take the item off the agenda, or the meeting out of the plan."""
        item, current = self._item(self.key), self.current()
        if current is None:
            self.screen.say("No meeting is planned, so there is nothing to remove.")
            return
        if item is None:
            await self._cancel(current)
            return
        if await self.ask(Confirm("Remove", f"Remove “{item.title}” from the agenda?", yes="remove")):
            make = partial(remove_item, self.db, current.key, item.item)
            await self.screen.change(make, f"“{item.title}” is removed from the agenda.", counts=False)

    async def _cancel(self, held: Meeting) -> None:
        items = len(agenda(self.db, held.key))
        text = f"Remove “{held.title}”, {day(held.starts)}, from the plan, with the {items} items of its agenda?"
        if await self.ask(Confirm("Meeting not held", text, yes="remove")):
            make = partial(remove_meeting, self.db, held.key)
            await self.screen.change(make, f"“{held.title}” is removed from the plan.", counts=False)

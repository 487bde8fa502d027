"""The meeting while it is held: the agenda, the item that is open, what is to be done next, and the running record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import events, work
from textual.containers import Horizontal
from textual.widget import Widget

from boardtui.meeting.entries import ItemClosed, MeetingOpened
from boardtui.meeting.fold.amending import next_to_decide
from boardtui.meeting.fold.notice import late, notice_status
from boardtui.meeting.state.state import State
from boardtui.tui.command import Command
from boardtui.tui.forms import (
    amending_forms,
    choice_forms,
    correcting_forms,
    en_bloc_forms,
    item_forms,
    meeting_ruling,
    minutes_forms,
    notice_forms,
    people_forms,
    question_form,
    sitting_forms,
    time_forms,
    voting_forms,
)
from boardtui.tui.forms.dialogs import Choose, Confirm, Option
from boardtui.tui.safe import EMPTY, Line, Span, line, wrap
from boardtui.tui.screens.docked_notes import DockedNotes
from boardtui.tui.screens.meeting_commands import HELP, TABLE, as_they_stand, why_not
from boardtui.tui.screens.meeting_speakers import WithSpeakers
from boardtui.tui.views.agenda import STATUS, agenda_line, agenda_rows
from boardtui.tui.views.item import item_lines
from boardtui.tui.views.next_step import ends_private_session, named, next_item, next_step
from boardtui.tui.views.record import record_lines
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Row, Rows


class MeetingScreen(WithSpeakers, DockedNotes):
    """Where a secretary spends the meeting."""

    TITLE = "Meeting"
    LOW = False
    HELP = HELP
    TABLE: ClassVar[tuple[Command, ...]] = TABLE
    DEFAULT_CSS = """
    MeetingScreen #next { height: 1; background: $band; text-style: bold; padding: 0 1; }
    MeetingScreen #panels { height: 1fr; }
    MeetingScreen .panel { border: solid $secondary; border-title-color: $primary; height: 1fr; }
    MeetingScreen .panel:focus { border: heavy $primary; }
    MeetingScreen #agenda { width: 40%; }
    MeetingScreen #item { width: 1fr; padding: 0 1; }
    MeetingScreen #record { width: 25%; padding: 0 1; }
    MeetingScreen.-narrow #panels { layout: vertical; }
    MeetingScreen.-narrow #agenda { border: none; width: 100%; height: 1; background: $panel; }
    MeetingScreen.-narrow #item { border: none; width: 100%; }
    MeetingScreen.-narrow #record { border: none; width: 100%; height: 3; border-top: solid $secondary; }
    """

    def body(self) -> Iterable[Widget]:
        yield Painted(id="next")
        agenda = Rows(id="agenda", classes="panel", empty="The agenda is empty; + adds an item.")
        item = Page(id="item", classes="panel")
        record = Page(id="record", classes="panel")
        agenda.border_title, record.border_title = "Agenda", "Record"
        yield Horizontal(agenda, item, record, id="panels")
        yield self.dock

    def on_mount(self) -> None:
        self._selected: str | None = None
        self.query_one("#agenda", Rows).focus()
        if self.session is not None and not self.board.desk.store.read_only_reason:
            self.session.enter_afterwards()

    def show_state(self) -> None:
        self.follow_item()
        rows = self.query_one("#agenda", Rows)
        rows.fill(self._agenda(max(1, rows.size.width - 2), rows.size.height))
        current = self.shown.current
        if current != self._selected:
            self._selected = current
            rows.select(current or "")
        self._show_item()
        self.show_notes()
        session = self.session
        if session is not None:
            page = self.query_one("#record", Page)
            width = None if self.has_class("-narrow") else page.size.width - 2
            page.put(record_lines(session.stretch, self.shown_lines(session.stretch), width, self.local))

    def first_focus(self) -> Widget:
        return self.query_one("#agenda", Rows)

    def action_back(self) -> None:
        """Out of the notes, then the notes put away, then back."""
        if self.dock.is_open and not self.dock.is_written_in:
            self.put_notes_away()
        else:
            super().action_back()

    def tick(self) -> None:
        rows = self.query_one("#agenda", Rows)
        rows.fill(self._agenda(max(1, rows.size.width - 2), rows.size.height))
        self._show_item()

    def commands(self) -> Sequence[Command]:
        return as_they_stand(
            self.state, super().commands(), afterwards=bool(self.session and self.session.meeting_time)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not why_not(self.state, action)

    def action_digit(self, digit: str) -> None:
        """Look at the item of that number."""
        key = next((key for key, item in self.state.items.items() if item.agenda.number == digit), "")
        self.query_one("#agenda", Rows).select(key)

    def on_key(self, event: events.Key) -> None:
        """Say why a key does nothing now."""
        for command in self.TABLE:
            if event.key in command.keys.split(",") and why_not(self.state, command.action):
                self.say(f"{command.key} ({command.label}): {why_not(self.state, command.action)}")

    def on_rows_moved(self) -> None:
        self._show_item()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._go(event.key)

    def action_open(self) -> None:
        self.record(MeetingOpened(), say="The meeting is open. → opens the first item.")

    @work
    async def action_note(self) -> None:
        await item_forms.take_note(self)

    @work
    async def action_action(self) -> None:
        await item_forms.agree_action(self)

    @work
    async def action_motion(self) -> None:
        if self.state.current is None:
            self.say("A motion needs an open item; → opens the next one.")
            return
        from boardtui.tui.forms.motion_form import put_motion

        await put_motion(self)

    @work
    async def action_amendment(self) -> None:
        motion = await amending_forms.choose_motion(self)
        if motion is not None and (key := await amending_forms.move_amendment(self, motion)) is not None:
            self.board.open_screen("vote", key)

    @work
    async def action_en_bloc(self) -> None:
        key = await en_bloc_forms.put_en_bloc(self)
        if key is not None:
            self.board.open_screen("vote", key)

    @work
    async def action_election(self) -> None:
        choices = [choice for choice in self.shown.choices.values() if choice.status == "open"]
        key: str | None
        if choices:
            key = choices[-1].key
        elif self.state.current is None or self.state.current != self.shown.current:
            self.say("An election needs an open item; → opens the next one.", "warn")
            return
        else:
            key = await choice_forms.open_choice(self, self.state.current)
        if key is not None:
            self.board.open_screen("choice", key)

    @work
    async def action_vote(self) -> None:
        motions = next_to_decide(self.shown)
        if not motions:
            self.say("No motion is open; m puts one.")
            return
        key = motions[0].key
        if len(motions) > 1 and motions[0].amends is None:
            options = [Option(motion.key, f"{motion.number} {motion.text}") for motion in motions]
            key = await self.ask(Choose("Vote on which motion", options))
        if key is not None:
            self.board.open_screen("vote", key)

    @work
    async def action_brief(self) -> None:
        from boardtui.tui.forms.brief_form import show_brief

        await show_brief(self, self._item(self.shown))

    @work
    async def action_dissent(self) -> None:
        await voting_forms.choose_dissent(self)

    def _marked(self) -> Line:
        """That attendance was marked and left before it was recorded, which comes before all else."""
        roll = self.board.roll_left
        if roll is None or not roll.waits_at(self.shown):
            return ()
        return line(Span("Attendance is marked and NOT RECORDED. ", "warn"), Span("t", "key"), " and Enter record it.")

    @work
    async def action_next_item(self) -> None:
        following = next_item(self.shown)
        if self.state.current is not None and ends_private_session(self.state):
            self.record(ItemClosed(item=self.state.current), say="The item is closed. x readmits the public.")
        elif following is not None:
            await item_forms.go_to(self, following)
        elif next_item(self.state) is not None:
            item_forms.close_last_public_item(self)
        elif self.state.current is not None:
            if await item_forms.may_close_in_private(self):
                self.record(ItemClosed(item=self.state.current), say="That was the last item. c closes the meeting.")
        else:
            self.say("All items are closed; c closes the meeting, + adds an item.")

    @work
    async def action_go(self) -> None:
        chosen = await item_forms.choose_item(self)
        if chosen is not None:
            await item_forms.go_to(self, chosen)

    @work
    async def _go(self, key: str) -> None:
        if why_not(self.state, "go"):
            self.say(f"No item can be opened: {why_not(self.state, 'go')}.")
            return
        item = (
            self.shown.items.get(key) or self.state.items[key]
        )  # for the public the item left for a private one is open
        if item.status in ("done", "deferred") and not await self.ask(
            Confirm(f"Open item {named(item)} again", f"It is {STATUS[item.status]}.", yes="open it again")
        ):
            return
        await item_forms.go_to(self, key)

    @work
    async def action_add(self) -> None:
        key = await item_forms.add_item(self, self.query_one("#agenda", Rows).key)
        if key is not None:
            self.query_one("#agenda", Rows).select(key)

    @work
    async def action_defer(self) -> None:
        await item_forms.defer_item(self, self.query_one("#agenda", Rows).key)

    @work
    async def action_kind(self) -> None:
        await item_forms.correct_kind(self, self.query_one("#agenda", Rows).key)

    @work
    async def action_public(self) -> None:
        await sitting_forms.public(self)

    @work
    async def action_adjourn(self) -> None:
        await sitting_forms.adjourn(self)

    @work
    async def action_close(self) -> None:
        await sitting_forms.close_meeting(self)

    @work
    async def action_approve(self) -> None:
        await minutes_forms.approve_minutes(self)

    @work
    async def action_notice(self) -> None:
        state = self.state
        needed = state.charter.terms.notice_days
        entry = await notice_forms.ask_notice(self, state.meeting, state.starts, needed, self.now.date())
        if entry is not None and self.record(entry):
            self.say(f"Notice {notice_status(self.state).words}.", "warn" if late(self.state) else "")

    @work
    async def action_time(self) -> None:
        await time_forms.time_of_entry(self)

    @work
    async def action_times(self) -> None:
        await time_forms.times_of_run(self)

    @work
    async def action_put_right(self) -> None:
        motion = await correcting_forms.choose_what(self)
        if motion:
            self.board.open_screen("vote", motion, correcting=True)
        elif motion is not None:
            await correcting_forms.put_entry_right(self)

    @work
    async def action_ruling(self) -> None:
        await meeting_ruling.make_ruling(self)

    @work
    async def action_chair(self) -> None:
        await people_forms.take_chair(self)

    @work
    async def action_seat(self) -> None:
        await people_forms.fill_seat(self)

    @work
    async def action_call_off(self) -> None:
        if self.session is not None:
            await sitting_forms.call_off(self, self.session)

    @work
    async def action_guest(self) -> None:
        await people_forms.attend_guest(self)

    @work
    async def action_question(self) -> None:
        await question_form.ask_question(self)

    def action_log(self) -> None:
        self.board.open_screen("actions")

    def action_attendance(self) -> None:
        self.board.open_screen("attendance")

    def action_interests(self) -> None:
        self.board.open_screen("interests")

    def action_decisions(self) -> None:
        self.board.open_screen("decisions")

    def action_issues(self) -> None:
        self.board.open_screen("issues")

    def action_draft(self) -> None:
        self.board.open_screen("drafting")

    def action_room(self) -> None:
        from boardtui.tui.screens.room import RoomScreen
        from boardtui.tui.wall.follow import seen_at

        session, desk = self.session, self.board.desk
        if session is not None:
            look = partial(seen_at, desk, session.book, session.stretch)
            wall = RoomScreen(look, desk.config.settings, desk.clock, inside=True, speakers=self.board.speakers.of)
            self.app.push_screen(wall)

    def action_minutes(self) -> None:
        self.board.open_screen("minutes")

    @work
    async def action_papers(self) -> None:
        from boardtui.tui.forms.paper_forms import write_paper_of

        if self.session is None or self.state.phase == "none":
            self.say("No meeting is convened, so there is no paper of it.")
            return
        await write_paper_of(self, self.session.stretch)

    def _agenda(self, width: int, height: int) -> list[Row]:
        """The agenda; where it is folded each row is a line of its own, and arrows go through them."""
        state, now = self.shown, self.now
        if not self.has_class("-narrow"):
            return agenda_rows(state, now, self.local, width, height)
        return [Row(key, agenda_line(state, now, self.local, width, key)) for key in state.items]

    def _show_item(self) -> None:
        state, there = self.shown, self.quorum
        self.query_one("#next", Painted).show(
            [line(Span("▶ ", "accent"), *(self._marked() or next_step(state, self.state, there)))]
        )
        page = self.query_one("#item", Page)
        width = max(20, page.size.width - 2)
        shown = item_lines(state, self._item(state), width, self.local, self.now, there.by_proxy)
        speakers = self.speakers_of(state, self._item(state), width)
        page.put([*self._elsewhere(state), *speakers, *shown])

    def _item(self, state: State) -> str | None:
        """The item to show: under the cursor once the meeting is open, before that the meeting as a whole at first."""
        key = self.query_one("#agenda", Rows).key
        first = next(iter(state.items), None)
        return None if state.current is None and key == first and state.phase in ("convened", "closed") else key or None

    def _elsewhere(self, state: State) -> list[Line]:
        """That the item shown is not the one that the meeting is on."""
        key = self.query_one("#agenda", Rows).key
        if state.current is None or key == state.current or state.phase == "closed":
            return []
        here = state.items[state.current].agenda.number
        text = f"You are viewing another item; the meeting is on item {here}. Enter moves to this one."
        return [*wrap(text, max(20, self.query_one("#item", Page).size.width - 2), "warn"), EMPTY]

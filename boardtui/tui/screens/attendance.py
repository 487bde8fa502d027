"""Who is there: the roll in a few keys, then who comes, goes, sends a deputy, or attends besides the members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from textual import work
from textual.widget import Widget

from boardtui.meeting.entries import AnyEntry, ApologiesGiven, MeetingResumed, MemberArrived
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.voting.quorum import warning
from boardtui.tui import roll_call
from boardtui.tui.book_screen import UNCHANGED
from boardtui.tui.command import Command
from boardtui.tui.forms import people_forms, time_forms
from boardtui.tui.forms.dialogs import Choose, Confirm
from boardtui.tui.roll import Roll, roll_head
from boardtui.tui.safe import Line, Span, line
from boardtui.tui.screens.attendance_commands import HELP, TABLE
from boardtui.tui.screens.docked_notes import DockedNotes
from boardtui.tui.screens.meeting_commands import NOTES
from boardtui.tui.views.attendance import (
    Mark,
    There,
    attendance_head,
    attendance_rows,
    guest_lines,
    recorded,
    seat_meant,
)
from boardtui.tui.views.effects import effects
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows

_TOLD: dict[There, str] = {
    "present": "Present",
    "remote": "Present remotely",
    "apologies": "Apologies",
    "absent": "Absent",
}
"""What is said of those whose seat numbers were typed."""


class AttendanceScreen(DockedNotes):
    """The roll of the meeting."""

    TITLE = "Attendance"
    HELP = HELP
    TABLE: ClassVar[tuple[Command, ...]] = (*TABLE, *NOTES)
    DEFAULT_CSS = """
    AttendanceScreen #head { height: 3; background: $band; padding: 0 1; }
    AttendanceScreen #guests { height: auto; max-height: 3; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.roll: Roll | None = None
        self._digits = ""
        self._numbers: list[str] = []  # the members whose seat numbers were typed since a key was for them
        self._last_roll: list[int] = []
        self._busy = False

    def body(self) -> Iterable[Widget]:
        yield Painted(id="head")
        yield Rows(id="members", empty="This body has no members. The setup, e on the first screen, names its seats.")
        yield Painted(id="guests")
        yield self.dock

    def on_mount(self) -> None:
        if Roll.is_due(self.state):
            self.roll = Roll(self.shown).goes_on_with(self.board.roll_left)
        self.query_one(Rows).focus()

    def first_focus(self) -> Widget:
        return self.query_one(Rows)

    def show_state(self) -> None:
        self.show_notes()
        state = self.shown
        rows = self.query_one(Rows)
        rows.fill(attendance_rows(state, max(20, rows.size.width - 2), self.roll.marks if self.roll else None))
        self.query_one("#head", Painted).show(self._head())
        guests = guest_lines(state, max(20, self.size.width - 2))
        self.query_one("#guests", Painted).show(guests)
        self.query_one("#guests", Painted).display = bool(guests)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self._busy and action in {command.action for command in self.TABLE}:
            return None
        if action == "absent":
            return self.roll is not None
        if action == "left":
            return self.roll is None or not self.roll.first
        return self.roll is None if action in ("again", "time", "proxy") else True

    def commands(self) -> Sequence[Command]:
        commands = super().commands()
        return (
            commands
            if self.roll
            else [one._replace(label="choose") if one.action == "enter" else one for one in commands]
        )

    def action_digit(self, digit: str) -> None:
        """Digits go to a seat once there are as many as its number has; the number of no seat keeps every key off."""
        seats = list(self.state.members)
        whole = len(str(len(seats)))
        self._digits = digit if len(self._digits) == whole else self._digits + digit
        if len(self._digits) == whole and not self._half_typed():
            key = seats[int(self._digits) - 1]
            self._numbers = [*(each for each in self._typed() if each != key), key]
            self.query_one(Rows).select(key)
            self._digits = ""
        self.query_one("#head", Painted).show(self._head())

    def on_rows_chosen(self) -> None:
        if not self._busy:
            self.action_enter()

    @work
    async def action_enter(self) -> None:
        if self._half_typed():
            return
        if self.roll is not None:
            await self._record_roll(self.roll)
        elif self._member():
            await self._choose(self._member())

    def action_present(self) -> None:
        if not self._put_several("present"):
            self._come("present")

    def action_remote(self) -> None:
        if self._put_several("remote"):
            return
        mark = self._mark()
        self._come("present" if mark.there == "remote" else "remote", mark.deputy)

    def action_absent(self) -> None:
        if not self._put_several("absent"):
            self._put(Mark("absent"))

    def action_apologies(self) -> None:
        if not self._put_several("apologies") and not self._put(Mark("apologies")) and self._member():
            self._tell(ApologiesGiven(member=self._member()), "apologies")

    @work
    async def action_seat(self) -> None:
        await people_forms.fill_seat(self)

    @work
    async def action_left(self) -> None:
        if self.roll is not None:
            self.action_absent()  # whoever was there has left
        elif self._member():
            await people_forms.leave(self, self._member())

    @work
    async def action_time(self) -> None:
        if self._member():
            await time_forms.time_of_member(self, self._member())

    @work
    async def action_deputy(self) -> None:
        mark = self._mark()
        deputy = await people_forms.name_deputy(self, self._member(), mark.deputy or "") if self._member() else None
        if deputy is not None and self.roll is not None:
            self.roll.typed.append(self.board.drafts.conversation().hand_over())
        if deputy is not None:
            self._come("remote" if mark.there == "remote" else "present", deputy)

    @work
    async def action_proxy(self) -> None:
        if self._member():
            from boardtui.tui.forms import proxy_forms

            await proxy_forms.give_or_revoke(self, self._member())

    @work
    async def action_guest(self) -> None:
        await people_forms.attend_guest(self)

    @work
    async def action_chair(self) -> None:
        await people_forms.take_chair(self)

    @work
    async def action_find(self) -> None:
        self._digits, self._numbers = "", []
        key = await people_forms.choose_member(self, "Find a member", self.state.members, chosen=self._member())
        if key is not None:
            self.query_one(Rows).select(key)

    @work
    async def action_take_in(self) -> None:
        """Import who attends from a report; what is marked on a roll that is not yet recorded gives way to it."""
        from boardtui.tui.taking import take_in

        if self.session is None:
            return
        if self.roll is not None and self.roll.touched:
            text = "What is marked here is not yet recorded, and is lost. Enter records attendance first."
            if not await self.ask(Confirm("Import attendance", text, yes="import", no="cancel")):
                return
        before = self.session.recorded
        taken = await take_in(self, "attendance", self.session.book, "the attendance of this meeting")
        if taken is not None:
            self.roll = None
            self._last_roll = list(range(before + 1, self.session.recorded + 1))
            self.refresh_all()
            self.say(f"{taken.words} o takes attendance of those who are not in the report.")

    def action_again(self) -> None:
        self.roll = Roll(self.shown).goes_on_with(self.board.roll_left)
        self.refresh_all()
        self.say("")

    def action_back(self) -> None:
        if self.dock.is_written_in:
            super().action_back()
        elif self._digits or len(self._typed()) > 1:
            self._digits, self._numbers = "", []
            self.query_one("#head", Painted).show(self._head())
            self.say("")
        else:
            self.board.roll_left = self.roll if self.roll is not None and self.roll.touched else None
            self.dismiss()

    @work
    async def action_undo(self) -> None:
        last = self.session.would_undo() if self.session else None
        whole = last is not None and len(self._last_roll) > 1 and last.seq == self._last_roll[-1]
        chosen = await roll_call.what_to_undo(self, self._last_roll) if whole else "one"
        if chosen == "one":
            super().action_undo()
        elif chosen == "roll" and await self._in_turn(roll_call.undoing(self._last_roll), "undone"):
            taken, self._last_roll, self.roll = len(self._last_roll), [], Roll(self.shown)
            self.refresh_all()
            self.say(f"Undone: the whole attendance, {taken} entries. They stay in the minute book, marked as undone.")

    async def _record_roll(self, roll: Roll) -> None:
        before, shown = self.state, self.shown
        last = self.session.stretch.standing()[-1:] if self.session is not None else []
        entries = roll.entries(before, resumed=any(isinstance(line.entry, MeetingResumed) for line in last))
        done = await self._in_turn(entries, "recorded")
        if done or not entries:
            roll.settle()
            self._last_roll, self.roll = done, None
            self.refresh_all()
            chair = "" if self.state.chair else " h names the chair."
            texts = [
                f"Attendance recorded: {roll.words(self.state)}.{chair}",
                *([] if roll.first else effects(before, self.state, shown)),
            ]
            self.say(" ".join(texts) if done else UNCHANGED)

    async def _in_turn(self, entries: Sequence[AnyEntry], what: str) -> list[int]:
        """Record entries with a count; the numbers of all of them, or none where one was refused."""
        self._busy = True
        try:
            return await roll_call.in_turn(self, entries, what)
        finally:
            self._busy = False

    async def _choose(self, key: str) -> None:
        options = people_forms.what_may_happen(self.shown, key)
        chosen = await self.ask(Choose(member_label(self.state, key), options))
        if chosen is not None:
            await self.run_action(chosen)

    def _come(self, there: There, deputy: str | None = None) -> None:
        if self._put(Mark(there, deputy)) or not self._member():
            return
        entry = MemberArrived(member=self._member(), mode="remote" if there == "remote" else "in person", deputy=deputy)
        self._tell(
            entry, "present" + (", remote" if there == "remote" else "") + (f", deputy {deputy}" if deputy else "")
        )

    def _tell(self, entry: AnyEntry, words: str) -> None:
        """Record what a member did, and say what it changes for the quorum and for votes, and what a deputy may do."""
        state, shown, key = self.state, self.shown, self._member()
        if not self.record(entry, say=f"{member_label(state, key)}: {words}."):
            return
        extra = effects(state, self.state, shown)
        if isinstance(entry, MemberArrived) and entry.deputy:
            extra += people_forms.deputy_words(self.state, key)
        if extra:
            self.say(" ".join([f"{member_label(state, key)}: {words}.", *extra]))

    def _put(self, mark: Mark) -> bool:
        """Mark somebody on a roll that is not yet recorded; False where there is none and it is to be recorded."""
        if self.roll is None or not self._member():
            return False
        why_not = self.roll.put(self._member(), mark)
        self.refresh_all()
        self.say(why_not, "warn" if why_not else "")
        return True

    def _put_several(self, there: There) -> bool:
        """Mark or record all whose seat numbers were typed one after the other; False where they are not several."""
        members = self._typed()
        if self._half_typed() or len(members) < 2:
            return False
        self._numbers = []
        if self.roll is not None:
            faults = [why_not for key in members if (why_not := self.roll.put(key, Mark(there)))]
            self.refresh_all()
            self.say(" ".join(faults) or f"{_TOLD[there]}: {self._labels(members)}.", "warn" if faults else "")
            return True
        before, shown = self.state, self.shown
        mode: Literal["remote", "in person"] = "remote" if there == "remote" else "in person"
        entries = [ApologiesGiven(key) if there == "apologies" else MemberArrived(key, mode) for key in members]
        if self.record(*entries):
            self.say(" ".join([f"{_TOLD[there]}: {self._labels(members)}.", *effects(before, self.state, shown)]))
        return True

    def _labels(self, members: Sequence[str]) -> str:
        return "; ".join(member_label(self.shown, key) for key in members)

    def _typed(self) -> list[str]:
        """The members whose seat numbers were typed, while the cursor is on the last of them."""
        return self._numbers if self._numbers[-1:] == [self.query_one(Rows).key] else []

    def _member(self) -> str:
        """The member under the cursor; none where a seat's number is half typed, or the numbers of several are."""
        if self._half_typed():
            return ""
        if len(self._typed()) > 1:
            self.say("Several seat numbers are typed, and this is for one member. Press Esc, then type one.", "warn")
            return ""
        self._numbers = []
        return self.query_one(Rows).key

    def _half_typed(self) -> bool:
        """Whether what is typed is the number of no seat, or a part of one, so that nobody is meant; the screen says so."""
        why_not = seat_meant(self._digits, len(self.state.members)) if self._digits else ""
        if why_not:
            self.say(why_not, "warn")
        return bool(why_not)

    def _mark(self) -> Mark:
        key = self._member()
        if not key:
            return Mark("absent")
        return self.roll.marks[key] if self.roll else recorded(self.shown, key)

    def _standing(self) -> list[Line]:
        return attendance_head(self.shown, self.quorum, warning(self.state))

    def _head(self) -> list[Line]:
        lines = roll_head(self.state, self.roll) if self.roll else self._standing()
        seats = list(self.state.members)
        numbers = [f"{seats.index(key) + 1:0{len(str(len(seats)))}}" for key in self._typed()]
        if not self._digits and len(numbers) < 2:
            return lines
        typed = [*numbers, f"{self._digits}_"] if self._digits else numbers
        return [*lines[:2], line(Span(f"Seat{'s' if len(typed) > 1 else ''} {' '.join(typed)}", "key"))]

"""Who is there: the roll in a few keys, then who comes, goes, sends a deputy, or attends besides the members."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, work
from textual.widget import Widget

from boardtui.book.errors import BookError
from boardtui.meeting.ballot import why_absent
from boardtui.meeting.entries import AnyEntry, ApologiesGiven, EntryRetracted, MemberArrived, MemberLeft
from boardtui.meeting.refused import Refused
from boardtui.meeting.rulings import ruled
from boardtui.meeting.state import member_label
from boardtui.tui import people_forms
from boardtui.tui.command import Command
from boardtui.tui.dialogs import Choose, Confirm, Field, Form, Option
from boardtui.tui.roll import Roll
from boardtui.tui.safe import Line, Span, line, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.attendance import (
    Mark,
    There,
    attendance_rows,
    attendance_sums,
    guest_lines,
    quorum_line,
    recorded,
)
from boardtui.tui.views.effects import after, chair_effect, effects
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows

_AT_ONCE = 4


class AttendanceScreen(BoardScreen):
    """The roll of the meeting."""

    TITLE = "Attendance"
    HELP = (
        "Before anybody is recorded this is the roll: everybody is marked present, and you mark who is not. The digits of a "
        "seat go to it (1 then 4: seat 14), a marks absent, y apologies, r remote, d a deputy; Enter records the whole roll. "
        "After that each key records at once, with the time: p present, l left, y apologies, r in person or remote, d deputy."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("enter", "enter", "record", "Record the roll; after that: what can be recorded for this member", "Roll"),
        Command("present", "p", "present", "Present in the room", "Members"),
        Command("left", "l", "left", "Left the meeting, with the time and, if you wish, the reason", "Members"),
        Command("absent", "a", "absent", "Mark absent, without apologies, on a roll that is not yet recorded", "Roll"),
        Command("apologies", "y", "apologies", "Sent apologies", "Members"),
        Command("remote", "r", "remote", "Takes part remotely; once more: in the room", "Members"),
        Command("deputy", "d", "deputy", "A deputy comes in the member's place", "Members"),
        Command("guest", "g", "in attendance", "Somebody attends who is no member", "Others"),
        Command("chair", "h", "chair", "Who takes the chair", "Members"),
        Command("find", "slash", "find", "Find a member by name or seat", "Members"),
        Command("again", "o", "roll again", "Take the roll again for those who are not there", "Roll", False),
    )
    DEFAULT_CSS = """
    AttendanceScreen #head { height: 3; background: $primary 25%; padding: 0 1; }
    AttendanceScreen #guests { height: auto; max-height: 3; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.roll: Roll | None = None
        self._digits = ""
        self._last_roll: list[int] = []
        self._busy = False

    def body(self) -> Iterable[Widget]:
        yield Painted(id="head")
        yield Rows(id="members", empty="This body has no members. The register, e on the first screen, names its seats.")
        yield Painted(id="guests")

    def on_mount(self) -> None:
        super().on_mount()
        if Roll.is_due(self.state):
            self.roll = Roll(self.state)
        self.query_one(Rows).focus()

    def show_state(self) -> None:
        state = self.state
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
        return self.roll is None if action in ("left", "again") else True

    def commands(self) -> Sequence[Command]:
        words = {} if self.roll else {"enter": "choose"}
        return [one._replace(label=words.get(one.action, one.label)) for one in super().commands()]

    def on_key(self, event: events.Key) -> None:
        """Digits go to a seat once there are as many as its number has."""
        if not (event.character and event.character.isascii() and event.character.isdecimal()):
            self._digits = ""
            return
        event.stop()
        seats = list(self.state.members)
        self._digits += event.character
        if len(self._digits) >= len(str(len(seats))):
            number, self._digits = int(self._digits), ""
            if 0 < number <= len(seats):
                self.query_one(Rows).select(seats[number - 1])
            else:
                self.say(f"There is no seat {number}; the last one is {len(seats)}.", "warn")
        self.query_one("#head", Painted).show(self._head())

    def on_rows_chosen(self) -> None:
        self.action_enter()

    @work
    async def action_enter(self) -> None:
        if self.roll is not None:
            await self._record_roll(self.roll)
        elif self._member():
            await self._choose(self._member())

    def action_present(self) -> None:
        self._come("present")

    def action_remote(self) -> None:
        mark = self._mark()
        self._come("present" if mark.there == "remote" else "remote", mark.deputy)

    def action_absent(self) -> None:
        self._put(Mark("absent"))

    def action_apologies(self) -> None:
        if not self._put(Mark("apologies")):
            self._tell(ApologiesGiven(member=self._member()), "apologies")

    @work
    async def action_left(self) -> None:
        key, state, session = self._member(), self.state, self.session
        if not key or session is None or key not in state.present:
            self.say(f"{member_label(state, key)} is not present, so cannot leave.")
            return
        later = after(session, MemberLeft(member=key))
        words = [*effects(state, later), *chair_effect(state, later)] if later is not None else []
        time = f"{self.board.desk.local(self._at(), state.starts):%H:%M}"
        title = f"{member_label(state, key)} leaves at {time}"
        given = await self.ask(Form(title, [Field("reason", "Reason", hint="may stay empty")], "\n".join(words)))
        if given is not None:
            label = f"{member_label(state, key)} left at {time}."
            self.record(MemberLeft(member=key, reason=given["reason"]), say=" ".join([label, *words]))

    @work
    async def action_deputy(self) -> None:
        key, mark = self._member(), self._mark()
        fields = [Field("deputy", "Deputy's name", mark.deputy or "", required=True)]
        given = await self.ask(Form(f"Deputy of {member_label(self.state, key)}", fields, self._deputies()))
        if given is not None:
            self._come("remote" if mark.there == "remote" else "present", given["deputy"])

    @work
    async def action_guest(self) -> None:
        await people_forms.attend_guest(self)

    @work
    async def action_chair(self) -> None:
        await people_forms.take_chair(self)

    @work
    async def action_find(self) -> None:
        members = self.state.members
        options = [people_forms.member_option(self.state, key) for key in members]
        key = await self.ask(Choose("Find a member", options, chosen=self._member()))
        if key is not None:
            self.query_one(Rows).select(key)

    def action_again(self) -> None:
        self.roll = Roll(self.state)
        self.refresh_all()

    def action_back(self) -> None:
        if self.roll is not None and self.roll.touched:
            self._leave_roll()
        else:
            self.app.pop_screen()

    @work
    async def _leave_roll(self) -> None:
        words = "Nothing of it has been recorded yet."
        if await self.ask(Confirm("Leave the roll", words, yes="leave it", no="go on with it")):
            self.app.pop_screen()

    @work
    async def action_undo(self) -> None:
        last = self.session.would_undo() if self.session else None
        if last is None or len(self._last_roll) < 2 or last.seq != self._last_roll[-1]:
            super().action_undo()
            return
        options = [Option("roll", f"the whole roll, {len(self._last_roll)} entries"), Option("one", "only its last entry")]
        chosen = await self.ask(Choose("Take back", options))
        if chosen == "one":
            super().action_undo()
        elif chosen == "roll":
            taken = [EntryRetracted(seq=seq, reason="roll recorded in error") for seq in reversed(self._last_roll)]
            done = await self._in_turn(taken, "taken back")
            if len(done) == len(taken):
                self._last_roll, self.roll = [], Roll(self.state)
                self.refresh_all()
                self.say(f"Taken back: the whole roll, {len(done)} entries. They stay in the book, struck out.")

    async def _record_roll(self, roll: Roll) -> None:
        entries = roll.entries(self.state)
        if not entries:
            self.roll = None
            self.refresh_all()
            self.say("Nobody is marked otherwise than the book has it.")
            return
        done = await self._in_turn(entries, "recorded")
        if len(done) == len(entries):
            self._last_roll, self.roll = done, None
            self.refresh_all()
            self.say(f"The roll is recorded: {roll.words()}. h names the chair.")

    async def _in_turn(self, entries: list[AnyEntry] | list[EntryRetracted], what: str) -> list[int]:
        """Record entries one after the other with a count; answers the numbers of those that were recorded."""
        session = self.session
        assert session is not None
        done: list[int] = []
        self._busy = True
        try:
            for entry in entries:
                done.append(session.record(entry).seq)
                if len(done) % _AT_ONCE == 0:
                    self.say(f"{len(done)} of {len(entries)} {what} …")
                    await asyncio.sleep(0)
        except (Refused, BookError) as error:
            self.refresh_all()
            self.say(f"{len(done)} of {len(entries)} {what}, then not: {error}", "bad")
        finally:
            self._busy = False
        return done

    async def _choose(self, key: str) -> None:
        there = key in self.state.present
        options = [Option("left", "left"), Option("remote", "remote, or back in the room")] if there else []
        options += [] if there else [Option("present", "present"), Option("remote", "present remotely")]
        options += [] if there else [Option("apologies", "apologies")]
        options += [Option("deputy", "a deputy comes in the member's place")]
        chosen = await self.ask(Choose(member_label(self.state, key), options))
        if chosen is not None:
            await self.run_action(chosen)

    def _come(self, there: There, deputy: str | None = None) -> None:
        if self._put(Mark(there, deputy)) or not self._member():
            return
        entry = MemberArrived(member=self._member(), mode="remote" if there == "remote" else "in person", deputy=deputy)
        self._tell(entry, "present" + (", remote" if there == "remote" else "") + (f", deputy {deputy}" if deputy else ""))

    def _tell(self, entry: AnyEntry, words: str) -> None:
        """Record what a member did, and say what it changes for the quorum and for votes, and what a deputy may do."""
        state, key = self.state, self._member()
        if not self.record(entry, say=f"{member_label(state, key)}: {words}."):
            return
        extra = effects(state, self.state)
        presence = self.state.present.get(key)
        if presence is not None and presence.deputy is not None and self._deputies_vote() != "may_vote":
            extra.append(f"{why_absent(self.state, '', presence).capitalize()}.")
        if extra:
            self.say(" ".join([f"{member_label(state, key)}: {words}.", *extra]))

    def _put(self, mark: Mark) -> bool:
        """Mark somebody on a roll that is not yet recorded; False where there is none and it is to be recorded."""
        if self.roll is None or not self._member():
            return False
        if not self.roll.put(self._member(), mark):
            self.say("That seat is vacant.")
        self.refresh_all()
        return True

    def _member(self) -> str:
        return self.query_one(Rows).key

    def _mark(self) -> Mark:
        key = self._member()
        if not key:
            return Mark("absent")
        return self.roll.marks[key] if self.roll else recorded(self.state, key)

    def _at(self) -> str:
        from boardtui.clock import stamp_of

        return stamp_of(self.board.desk.clock())

    def _deputies_vote(self) -> object:
        return ruled(self.state, "deputies") or self.state.charter.terms.deputies

    def _deputies(self) -> str:
        held = self._deputies_vote()
        if held is None:
            return "Whether a deputy votes is not defined: a deputy is present and does not vote, unless the chair rules so."
        return "A deputy votes in the member's place." if held == "may_vote" else "A deputy is present and may not vote."

    def _head(self) -> list[Line]:
        number = line(Span(f"Seat {self._digits}_  ", "key")) if self._digits else ()
        if self.roll is not None:
            words = "Mark who is not here: the digits of a seat, then a absent or y apologies."
            return [
                line(Span("▶ THE ROLL IS NOT YET RECORDED  ", "warn"), Span(self.roll.words(), "strong")),
                line(words, "  ", Span("Enter", "key"), " records it."),
                number or line("As marked: ", *quorum_line(self.roll.as_if(self.state))),
            ]
        return [attendance_sums(self.state), quorum_line(self.state), number or self._guide()]

    def _guide(self) -> Line:
        """What to do next."""
        state = self.state
        if state.chair is None and state.present:
            return line(Span("▶ ", "accent"), Span("Nobody is in the chair. ", "warn"), Span("h", "key"), " names the chair.")
        wide = wrap("Digits or / go to a member; p present, l left, y apologies, r remote, d deputy.", 200, "dim")
        return wide[0]

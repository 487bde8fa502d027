"""Replay: a meeting gone through entry by entry, with attendance, electorate and count as they stood."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import ClassVar

from textual import events, work
from textual.widget import Widget

from boardtui.book.errors import TROUBLES, BookError
from boardtui.meeting.entries import MotionPut
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from boardtui.meeting.record.steps import Steps
from boardtui.meeting.state.check import outcome_words
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, State
from boardtui.tui.command import Command
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.player import Player
from boardtui.tui.reader import Reader
from boardtui.tui.safe import Line, Span, line, span, width_of, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens.replay_commands import HELP, TABLE
from boardtui.tui.status import MARGINS, attendance_within, day, in_short, publicity, then_within
from boardtui.tui.verifying import verify_in_thread
from boardtui.tui.views.standing import eligibility_text
from boardtui.tui.views.timing import day_apart
from boardtui.tui.widgets.replayed import Replayed
from boardtui.tui.widgets.timeline import Timeline

_OF_A_RUNNING_MEETING = ("undo", "meeting_time", "step_time")  # commands of every other screen


class ReplayScreen(BoardScreen):
    """Replays the stretch that holds entry ``seq`` from that entry on, or the book's last meeting."""

    TITLE = "Replay"
    AUTO_FOCUS = ""
    HELP = HELP
    TABLE: ClassVar[tuple[Command, ...]] = TABLE

    def __init__(self, seq: int | None = None) -> None:
        super().__init__()
        self._seq = seq
        self.steps: Steps | None = None
        self._problem = ""
        self._player = Player(self, self._play_on)
        self._shown: str | None = None

    @property
    def state(self) -> State:
        return self.steps.state if self.steps else State()

    @property
    def motion(self) -> Motion | None:
        """The motion whose vote is shown."""
        return self.state.motions.get(self._shown or "")

    def body(self) -> Iterable[Widget]:
        yield Replayed()
        yield Timeline()

    def on_mount(self) -> None:
        self._load(self._seq)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "eligible":
            return self.motion is not None
        return not action.startswith(_OF_A_RUNNING_MEETING)

    def on_key(self, event: events.Key) -> None:
        """Say why a key that is known from the meeting does nothing here."""
        if event.key == "z":
            self.say("Nothing is recorded in a replay, so there is nothing to undo.")
        elif event.key == "e":
            self.say("Enter shows a vote; then e says who might vote.")

    def status(self) -> tuple[Line, Line, Line]:
        steps = self.steps
        if steps is None:
            return super().status()
        state = steps.state
        banner = Span(" REPLAY ", "cursor")
        left = line(banner, " ", *publicity(state), " · ", span(state.title, "strong"), " · ", day(state.starts))
        then = self._local(steps.line.at)
        known = width_of(line(banner, " ", *publicity(state)))
        room = self.bar_width - known - width_of(in_short(state)) - MARGINS
        right = then_within(day_apart(then, state.starts), f"{then:%H:%M}", room)
        return left, attendance_within(state, self.bar_width, known + width_of(right)), right

    def show_state(self) -> None:
        replayed, bar = self.query_one(Replayed), self.query_one(Timeline)
        if self.steps is not None and self._leaves_out(self.steps.stretch) is (self.steps.record is None):
            self.steps = self._steps_of(self.steps.stretch, self.steps.line.seq)
        if self.steps is None:
            text = self._problem or "No meeting has been convened in this book yet, so there is nothing to replay."
            bar.show([line(Span(" REPLAY ", "cursor"), Span(" nothing to go through", "bad"))])
            replayed.say(wrap(f"{text} Escape goes back.", max(20, self.size.width - 4)))
            return
        if self._shown and self.motion is None:
            self._shown = None
            self.say("At this entry that motion was not yet put.")
        replayed.fill(self.steps, self.motion, self._local)
        bar.tell(self.steps, self._local, self._player.words)

    def action_step(self, by: int) -> None:
        self._stop()
        self._go(self._here + by)

    def action_edge(self, end: int) -> None:
        self._stop()
        self._go(len(self.steps) - 1 if end and self.steps else 0)

    def action_motion(self, step: int) -> None:
        self._stop()
        if self.steps is None or not self.steps.go_to_motion(step):
            self.say("No further motion was put in this meeting." if step > 0 else "No motion was put before this.")
            return
        self._came()

    def action_play(self) -> None:
        if self._player.playing:
            self._player.stop()
        elif self.steps is not None:
            if self._here == len(self.steps) - 1:
                self.steps.go(0)
            self._player.start()
        self.refresh_all()

    def action_pace(self, step: int) -> None:
        self.say(self._player.change(step))
        self.refresh_all()

    @work
    async def action_find(self) -> None:
        if self.steps is None:
            return
        self._stop()
        hint = f"a time such as 10:34, or an entry from {self.steps.first} to {self.steps.last}"
        answer = await self.ask(
            Form("Go to", [Field("where", "Time or entry", required=True, hint=hint)], last="go there", keep=False)
        )
        if not answer:
            return
        place = self.steps.place_named(answer["where"], self._local)
        if place is None:
            self.say(f"That is not {hint}.", "warn")
        else:
            self._go(place)

    @work
    async def action_vote(self) -> None:
        if self.steps is None:
            return
        if self._shown:
            self._shown = None
        else:
            self._stop()
            self._shown = await self._which_motion()
        self.query_one(Replayed).people = False
        self.refresh_all()

    async def _which_motion(self) -> str | None:
        """The motion that the entry is about, else the only one open, else the one that is chosen."""
        assert self.steps is not None
        motions, meant = self.state.motions, self.steps.motion_meant
        if meant is not None:
            return meant
        if not motions:
            self.say("No motion had been put by then; ] goes to the next one.")
            return None
        options = [
            Option(key, f"{motion.number}  {motion.text}", outcome_words(self.state, motion))
            for key, motion in motions.items()
        ]
        chosen = await self.ask(Choose("Which motion?", options))
        return str(chosen) if chosen else None

    @work
    async def action_eligible(self) -> None:
        if self.motion is not None:
            self._stop()
            await self.ask(Reader("Who might vote", eligibility_text(self.state, self.motion, "")))

    def action_attendance(self) -> None:
        replayed = self.query_one(Replayed)
        replayed.people = not replayed.people
        self._shown = None
        self.refresh_all()

    def action_scroll(self, by: int) -> None:
        self.query_one(Replayed).scroll_text(by)

    def action_minutes(self) -> None:
        if self.steps is not None:
            self._stop()
            self.board.open_screen("minutes", self.steps.first)

    @work
    async def action_other(self) -> None:
        session = self.session
        if session is None:
            return
        self._stop()
        past = [held for held in self.board.desk.past(book=session.book) if held.public or not self.hides]
        options = [Option(str(past_meeting.seq), past_meeting.title, day(past_meeting.starts)) for past_meeting in past]
        here = str(self.steps.first) if self.steps else ""
        chosen = await self.ask(Choose("Meetings of this book", options, chosen=here))
        if chosen and chosen != here:
            self._load(int(chosen))

    def action_verify(self) -> None:
        session = self.session
        if session is None:
            return
        self._stop()
        self.say("Verifying the book: its chain …")
        verify_in_thread(self, self.board.desk.store.path, session.book, session.recorded)

    def action_back(self) -> None:
        self._stop()
        if self._shown or self.query_one(Replayed).people:
            self._shown, self.query_one(Replayed).people = None, False
            self.refresh_all()
            return
        super().action_back()

    @property
    def _here(self) -> int:
        return self.steps.place if self.steps else 0

    def _local(self, at: str) -> datetime.datetime:
        assert self.steps is not None
        return self.board.desk.local(at, self.steps.stretch.state.starts)

    def _load(self, seq: int | None) -> None:
        self.steps, self._shown, self._problem = None, None, ""
        session = self.session
        if session is None:
            return
        try:
            stretch = session.holding(seq)
        except TROUBLES:
            raise
        except (BookError, Refused) as error:
            self._problem = f"This meeting cannot be replayed: {error}"
            return
        if stretch.lines:
            self.steps = self._steps_of(stretch, seq or 0)
        self.refresh_all()

    def _steps_of(self, stretch: Stretch, seq: int) -> Steps:
        """The meeting to go through as far as this screen may tell of it, at entry ``seq`` or the one before."""
        steps = Steps(stretch, record=record_of(stretch, "public") if self._leaves_out(stretch) else None)
        steps.go(sum(line.seq <= seq for line in steps.lines) - 1)
        return steps

    def _leaves_out(self, stretch: Stretch) -> bool:
        """Whether the public is here and there is something in the meeting that it may not see."""
        return self.hides and len(stretch.public_lines()) < len(stretch.lines)

    def _go(self, place: int) -> None:
        if self.steps is None:
            return
        if not self.steps.go(place):
            self.say(
                "This is the first entry of the meeting." if place <= 0 else "This is the last entry of the meeting."
            )
            return
        self._came()

    def _came(self) -> None:
        """Redraw at another entry; where a vote is shown and another motion is put, that one is shown."""
        assert self.steps is not None
        entry = self.steps.line.entry
        if self._shown and isinstance(entry, MotionPut):
            self._shown = entry.motion
        self.say("")
        self.refresh_all()

    def _stop(self) -> None:
        if self._player.playing:
            self._player.stop()
            self.refresh_all()

    def _play_on(self) -> bool:
        if not self.is_current:
            return True
        if self.steps is None or not self.steps.go(self._here + 1):
            self._stop()
            self.say("The end of the meeting.")
            return False
        self._came()
        return True

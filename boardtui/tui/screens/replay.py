"""Replay: a meeting gone through entry by entry, with attendance, electorate and count as they stood."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.timer import Timer
from textual.widget import Widget

from boardtui.book.errors import BookError
from boardtui.meeting.entries import MotionPut
from boardtui.meeting.refused import Refused
from boardtui.meeting.state import Motion, State
from boardtui.meeting.steps import Steps
from boardtui.tui.command import Command
from boardtui.tui.dialogs import Choose, Field, Form, Option
from boardtui.tui.safe import Line, Span, line, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.status import attendance, day, publicity
from boardtui.tui.verifying import verify_in_thread
from boardtui.tui.widgets.replayed import Replayed
from boardtui.tui.widgets.timeline import Timeline

_PACES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_LEAP = 10
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class ReplayScreen(BoardScreen):
    """Replays the stretch that holds entry ``seq`` from that entry on, or the book's last meeting."""

    TITLE = "Replay"
    AUTO_FOCUS = ""
    HELP = (
        "The meeting as it was recorded, entry by entry: who was there, who might vote and how the count stood at that "
        "moment. Nothing can be recorded here. The time line under it shows where you are: ┊ is where a motion was put, "
        "▒ what is confidential. Space plays. Enter shows the vote on the motion that the entry is about, t who was "
        "there. What was taken back later is shown as it stood then, and marked. v checks the whole book: its chain, "
        "and that every step and result follows from what came before."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("step(-1)", "left,h", "before", "The entry before", "Time line"),
        Command("step(1)", "right,l", "next", "The next entry", "Time line"),
        Command("motion(-1)", "left_square_bracket", "motion before", "Where the motion before was put", "Time line"),
        Command("motion(1)", "right_square_bracket", "next motion", "Where the next motion is put", "Time line"),
        Command("play", "space", "play", "Play on from here, or stop", "Time line"),
        Command("pace(1)", "plus,equals_sign", "faster", "Play faster", "Time line", footer=False),
        Command("pace(-1)", "minus", "slower", "Play slower", "Time line", footer=False),
        Command("find", "g,slash", "go to", "Go to a time (10:34) or to an entry by its number", "Time line"),
        Command("edge(0)", "home", "first", "The first entry of the meeting", "Time line", footer=False),
        Command("edge(1)", "end", "last", "The last entry of the meeting", "Time line", footer=False),
        Command("step(-10)", "pageup", "ten before", "Ten entries before", "Time line", footer=False),
        Command("step(10)", "pagedown", "ten on", "Ten entries on", "Time line", footer=False),
        Command("vote", "enter", "vote", "The vote on the motion as it stood; again: back to the meeting", "Look"),
        Command("attendance", "t", "attendance", "Who was there at that moment", "Look"),
        Command("scroll(1)", "down,j", "down", "Scroll down", "Look", footer=False),
        Command("scroll(-1)", "up,k", "up", "Scroll up", "Look", footer=False),
        Command("minutes", "m", "minutes", "The minutes of this meeting", "Look"),
        Command("other", "o", "other meeting", "Another meeting of this book", "Look"),
        Command("verify", "v", "verify", "Check the whole book now, and say whether it is intact", "Look"),
    )

    def __init__(self, seq: int | None = None) -> None:
        super().__init__()
        self._seq = seq
        self._steps: Steps | None = None
        self._problem = ""
        self._timer: Timer | None = None
        self._pace = 1
        self._shown: str | None = None

    @property
    def steps(self) -> Steps | None:
        """Where the replay stands; None where there is nothing to go through."""
        return self._steps

    @property
    def state(self) -> State:
        return self._steps.state if self._steps else State()

    @property
    def motion(self) -> Motion | None:
        """The motion whose vote is shown."""
        return self.state.motions.get(self._shown or "")

    def body(self) -> Iterable[Widget]:
        yield Replayed()
        yield Timeline()

    def on_mount(self) -> None:
        super().on_mount()
        self._load(self._seq)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "undo"

    def status(self) -> tuple[Line, Line, Line]:
        steps = self._steps
        if steps is None:
            return super().status()
        state = steps.state
        banner = Span(" REPLAY ", "cursor")
        left = line(banner, " ", Span(state.title, "strong"), " · ", day(state.starts), " · ", *publicity(state))
        then = self._local(steps.line.at)
        return left, attendance(state), line("then ", Span(f"{then:%H:%M}", "strong"), " · ", banner)

    def show_state(self) -> None:
        replayed, bar = self.query_one(Replayed), self.query_one(Timeline)
        if self._steps is None:
            words = self._problem or "No meeting has been convened in this book yet, so there is nothing to replay."
            bar.show([line(Span(" REPLAY ", "cursor"), Span(" nothing to go through", "bad"))])
            replayed.say(wrap(f"{words} Escape goes back.", max(20, self.size.width - 4)))
            return
        if self._shown and self.motion is None:
            self._shown = None
            self.say("At this entry that motion was not yet put.")
        replayed.fill(self._steps, self.motion, self._local)
        bar.tell(self._steps, self._local, self._pace_words())

    def action_step(self, by: int) -> None:
        self._stop()
        self._go(self._here + by)

    def action_edge(self, end: int) -> None:
        self._stop()
        self._go(len(self._steps) - 1 if end and self._steps else 0)

    def action_motion(self, step: int) -> None:
        self._stop()
        if self._steps is None or not self._steps.go_to_motion(step):
            self.say("No further motion was put in this meeting." if step > 0 else "No motion was put before this.")
            return
        self._came()

    def action_play(self) -> None:
        if self._timer is not None:
            self._stop()
        elif self._steps is not None:
            if self._here == len(self._steps) - 1:
                self._steps.go(0)
            self._start()
        self.refresh_all()

    def action_pace(self, step: int) -> None:
        self._pace = min(max(self._pace + step, 0), len(_PACES) - 1)
        if self._timer is not None:
            self._stop()
            self._start()
        self.say(f"{_PACES[self._pace]:g} entries a second.")
        self.refresh_all()

    @work
    async def action_find(self) -> None:
        if self._steps is None:
            return
        self._stop()
        first, last = self._steps.stretch.lines[0].seq, self._steps.stretch.lines[-1].seq
        field = Field("where", "Time or entry", required=True, hint=f"10:34, or an entry from {first} to {last}")
        answer = await self.ask(Form("Go to", [field], last="go there"))
        if answer:
            self._find(answer["where"], first, last)

    def _find(self, where: str, first: int, last: int) -> None:
        assert self._steps is not None
        found = _TIME.fullmatch(where)
        if found:
            time = datetime.time(int(found[1]), int(found[2]))
            self._go(self._steps.place_at(time, self._local))
        elif where.isascii() and where.isdecimal() and first <= int(where[:18]) <= last:
            self._go(int(where) - first)
        else:
            self.say(f"Write a time such as 10:34, or the number of an entry from {first} to {last}.", "warn")

    @work
    async def action_vote(self) -> None:
        if self._steps is None:
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
        assert self._steps is not None
        motions = self.state.motions
        about = getattr(self._steps.line.entry, "motion", None)
        if about in motions:
            return str(about)
        undecided = [key for key, motion in motions.items() if motion.status == "open"]
        if len(undecided) == 1 or len(motions) == 1:
            return [*undecided, *motions][0]
        if not motions:
            self.say("No motion had been put by then; ] goes to the next one.")
            return None
        options = [
            Option(key, f"{one.number}  {one.text}", one.status.replace("_", " ")) for key, one in motions.items()
        ]
        chosen = await self.ask(Choose("Which motion?", options))
        return str(chosen) if chosen else None

    def action_attendance(self) -> None:
        replayed = self.query_one(Replayed)
        replayed.people = not replayed.people
        self._shown = None
        self.refresh_all()

    def action_scroll(self, by: int) -> None:
        self.query_one(Replayed).scroll_text(by)

    def action_minutes(self) -> None:
        if self._steps is not None:
            self._stop()
            self.board.open_screen("minutes", self._steps.stretch.lines[0].seq)

    @work
    async def action_other(self) -> None:
        session = self.session
        if session is None:
            return
        self._stop()
        past = self.board.desk.past(book=session.book)
        options = [Option(str(one.seq), one.title, day(one.starts)) for one in past]
        here = str(self._steps.stretch.lines[0].seq) if self._steps else ""
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
        return self._steps.place if self._steps else 0

    def _local(self, at: str) -> datetime.datetime:
        assert self._steps is not None
        return self.board.desk.local(at, self._steps.stretch.state.starts)

    def _load(self, seq: int | None) -> None:
        self._steps, self._shown, self._problem = None, None, ""
        session = self.session
        if session is None:
            return
        try:
            first = session.lines[0].seq if session.lines else 0
            stretch = session.stretch if seq is None or seq >= first else session.past(seq)
        except (BookError, Refused) as error:
            self._problem = f"This meeting cannot be replayed: {error}"
            return
        if stretch.lines:
            self._steps = Steps(stretch)
            self._steps.go((seq or 0) - stretch.lines[0].seq)
        self.refresh_all()

    def _go(self, place: int) -> None:
        if self._steps is None:
            return
        if not self._steps.go(place):
            self.say(
                "This is the first entry of the meeting." if place <= 0 else "This is the last entry of the meeting."
            )
            return
        self._came()

    def _came(self) -> None:
        """Redraw at another entry; where a vote is shown and another motion is put, that one is shown."""
        assert self._steps is not None
        entry = self._steps.line.entry
        if self._shown and isinstance(entry, MotionPut):
            self._shown = entry.motion
        self.say("")
        self.refresh_all()

    def _start(self) -> None:
        self._timer = self.set_interval(1 / _PACES[self._pace], self._play_on)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self.refresh_all()

    def _play_on(self) -> None:
        if not self.is_current or self._steps is None:
            return
        if not self._steps.go(self._here + 1):
            self._stop()
            self.say("The end of the meeting.")
            return
        self._came()

    def _pace_words(self) -> str:
        return f"▶ {_PACES[self._pace]:g} a second" if self._timer is not None else "stopped"

"""Home: coming, running and past meetings, open actions and issues, minutes waiting, anything wrong with the book."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widget import Widget

from boardtui.clock import stamp_of
from boardtui.desk import LOOKING, PastMeeting, PlannedMeeting
from boardtui.told import Told
from boardtui.tui.command import Command
from boardtui.tui.safe import Line, Span, fit, line, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.status import day
from boardtui.tui.widgets.rows import Row, Rows, heading

if TYPE_CHECKING:
    from boardtui.meeting.plan import Planned
    from boardtui.meeting.state import State
    from boardtui.session import Session

PAST_SHOWN = 40
# Where the rows of the first steps lead: a screen, and what it is opened with.
_FIRST = {"first members": ("register", 2), "first plan": ("register", 1), "first settings": ("settings",)}
_OPENS = {"planned": "convene", "running": "go on", "past": "replay"}


class HomeScreen(BoardScreen):
    """Where the program starts."""

    TITLE = "Home"
    HELP = (
        "Everything starts here. Enter on a coming meeting convenes it: what the register says at that moment is frozen "
        "into the minute book, and the meeting opens. Enter on a running meeting goes on with it. Enter on a past "
        "meeting replays it. Open actions, open issues and minutes that wait for approval stand below the meetings."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter,o", "open", "Convene, go on with, or replay the meeting under the cursor", "Meetings"),
        Command("replay", "r", "replay", "Go through a past meeting entry by entry", "Meetings", False),
        Command("minutes", "w", "minutes", "Read the minutes of the meeting under the cursor", "Meetings"),
        Command(
            "whatif", "v", "what if", "Which decisions of a coming or running meeting are within reach", "Meetings"
        ),
        Command(
            "notice",
            "exclamation_mark",
            "notice",
            "Record that notice of the coming meeting under the cursor was given",
            "Meetings",
        ),
        Command("papers", "b", "papers", "Write the agenda, the pack or another paper of the meeting", "Meetings"),
        Command("plan", "p", "plan", "What every body owes and plans, and what is due or late", "Between meetings"),
        Command("actions", "a", "actions", "All open actions, overdue first", "Between meetings"),
        Command("issues", "s", "issues", "Issues under resolution", "Between meetings"),
        Command("decisions", "f", "decisions", "Decisions that wait for somebody's word", "Between meetings"),
        Command(
            "interests", "i", "interests", "The register of interests that lasts between meetings", "Between meetings"
        ),
        Command(
            "register", "e", "register", "Partners, members, Annex 1, rules, meetings and agendas", "Between meetings"
        ),
        Command(
            "search", "slash", "find", "Decisions, notes, actions and issues of all years, by words", "Between meetings"
        ),
        Command("year", "y", "year", "A body's year at a glance: attendance, decisions, actions", "Between meetings"),
        Command("settings", "comma", "settings", "Who records, the look, formats, the second place", "Program"),
        Command("quit", "q", "quit", "Leave the program", "Program"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._states: list[State] | None = None
        self._late: tuple[Planned, ...] = ()
        self._past_shown = PAST_SHOWN
        self._left = ""

    def commands(self) -> list[Command]:
        """Those that work here; the footer has no room for the two that do nothing on the first screen."""
        label = _OPENS.get(self.query_one(Rows).key.partition(" ")[0], "open") if self.is_mounted else "open"
        return [
            one._replace(
                label=label if one.action == "open" else one.label,
                footer=one.footer and one.action not in ("undo", "back"),
            )
            for one in super().commands()
        ]

    def on_rows_moved(self) -> None:
        self.refresh_bars()

    def body(self) -> Iterable[Widget]:
        yield Rows(id="meetings", empty="There is nothing here yet. e opens the register, where meetings are planned.")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Rows).focus()
        self.refresh_bars()
        self.show_state()
        if self.board.desk.news:
            self.say(self.board.desk.news, "warn")

    def on_screen_resume(self) -> None:
        self._left = self.board.session.book if self.board.session else ""
        self.board.session = None
        self._states = None
        super().on_screen_resume()

    def show_state(self) -> None:
        """The lists at once; what the books say, which takes longer to find out, right after."""
        desk = self.board.desk
        going = desk.running()
        past = desk.past(self._past_shown + 1)
        planned = desk.planned()
        steps = [] if past else self._first_steps()
        rows = [
            *([] if planned else steps),
            *self._going_on([one for one in past if (one.book, one.seq) in going]),
            *self._coming(planned),
            *([Row("", (), choosable=False), *steps[:-1]] if planned and steps else []),
            *self._matters(),
            *self._held([one for one in past if (one.book, one.seq) not in going]),
            *self._problems(),
        ]
        self._fill(rows)
        if self._states is None:
            self.call_after_refresh(self._read_books)

    def _first_steps(self) -> list[Row]:
        from boardtui.tui.views.first_steps import first_steps  # reads members, which a start does without otherwise

        return list(first_steps(self.board.desk))

    def _fill(self, rows: list[Row]) -> None:
        """The cursor stays on its row; where a meeting left was convened from it, it goes with that meeting.

        Otherwise it would stand on the next meeting that is coming, and Enter would convene that one.
        """
        shown = self.query_one(Rows)
        held = shown.key
        shown.fill(rows)
        if self._left and shown.key != held:
            shown.select(f"running {self._left}")

    def _read_books(self) -> None:
        if self._states is None:
            self._states = self.board.desk.states()
            self._late = self._late_in_plan()
            self.show_state()

    def _late_in_plan(self) -> tuple[Planned, ...]:
        """What of the plan is late; a register or book that cannot be read says so itself, in its own place."""
        from boardtui.between.planning import plan

        try:
            return tuple(one for one in plan(self.board.desk) if one.standing == "late")
        except Told:
            return ()

    def _going_on(self, running: list[PastMeeting]) -> Iterable[Row]:
        phases = {state.book: state.phase for state in self._states or ()}
        words = {"convened": "convened, not opened", "open": "open", "adjourned": "adjourned"}
        if running:
            yield heading("Running")
        for one in running:
            phase = Span(words.get(phases.get(one.book, ""), "running"), "good")
            yield Row(f"running {one.book}", self._meeting(one.starts, one.title, phase, 20))
        if running:
            yield Row("", (), choosable=False)

    def _coming(self, planned: list[PlannedMeeting]) -> Iterable[Row]:
        yield heading("Coming")
        for meeting in planned:
            remark = Span("in public" if meeting.public else "not in public", "dim")
            yield Row(f"planned {meeting.body} {meeting.key}", self._meeting(meeting.starts, meeting.title, remark))
        if not planned:
            yield Row("first plan", line(Span("none planned; Enter opens the register, where m plans one", "dim")))

    def _held(self, past: list[PastMeeting]) -> Iterable[Row]:
        yield Row("", (), choosable=False)
        yield heading("Past")
        due = {(state.book, one.meeting) for state in self._states or () for one in state.minutes_due}
        for held in past[: self._past_shown]:
            remark = Span("minutes waiting" if (held.book, held.meeting) in due else "", "dim")
            yield Row(f"past {held.book} {held.seq}", self._meeting(held.starts, held.title, remark, 15))
        if not past:
            yield Row("none", line(Span("  none held yet", "dim")), choosable=False)
        if len(past) > self._past_shown:
            yield Row("older", line(Span("… older meetings: enter shows more", "dim")))

    def _meeting(self, starts: str, title: str, remark: Span, widest: int = 13) -> Line:
        room = max(20, min(80, (self.size.width or self.app.size.width) - 27 - widest))
        return line(fit(f"{day(starts)} {starts[11:16]}", 22), " ", fit(title, room), " ", remark)

    def _matters(self) -> Iterable[Row]:
        yield Row("", (), choosable=False)
        yield heading("Between meetings")
        if self._states is None:
            yield Row("reading", line(Span("…", "dim")), choosable=False)
            return
        today = self.board.desk.today()
        actions = [action for state in self._states for action in state.actions.values() if action.status == "open"]
        overdue = [action for action in actions if _is_past(action.due, today)]
        issues = [issue for state in self._states for issue in state.issues.values() if issue.status == "open"]
        minutes = [due for state in self._states for due in state.minutes_due]
        late = Span(f", {len(overdue)} overdue", "bad") if overdue else Span("")
        if actions:
            yield Row("actions", line(f"{_count(len(actions), 'open action')}", late))
        if issues:
            yield Row("issues", line(_count(len(issues), "open issue")))
        from boardtui.tui.views.decision import counts  # only once the books are read, after Home is painted

        words, over = counts(self._states, today.isoformat())
        if words:
            yield Row("decisions", line(words, Span(over, "bad")))
        if minutes:
            waiting = _count(len(minutes), "set of minutes", "sets of minutes")
            yield Row("waiting", line(waiting, " waiting for approval"))
        if not (actions or issues or words or minutes or self._late):
            yield Row("nothing", line(Span("  nothing is open", "dim")), choosable=False)
        if self._late:
            first = f"{self._late[0].title}: {self._late[0].words}"
            more = f"  and {len(self._late) - 1} more" if len(self._late) > 1 else ""
            room = max(20, (self.size.width or self.app.size.width) - 32 - len(more))
            yield Row(
                "plan", line(Span("late: ", "bad"), fit(first, min(room, len(first))), more, "   p shows the plan")
            )

    def _problems(self) -> Iterable[Row]:
        found = self.board.desk.to_put_right()
        if found:
            yield Row("", (), choosable=False)
            yield heading("To be put right")
        for place, words in found.items():
            first, *rest = wrap(f"{place}: {words}", max(20, self.size.width - 6))
            yield Row(f"problem {place}", line(Span("! ", "bad"), *first))
            yield from (Row("", line("  ", *row), choosable=False) for row in rest)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._open(event.key)

    def action_open(self) -> None:
        self._open(self.query_one(Rows).key)

    def _open(self, key: str) -> None:
        kind, _, rest = key.partition(" ")
        book, _, which = rest.partition(" ")
        if kind == "planned":
            self._convene(book, which)
        elif kind == "running":
            self._enter(book, "meeting")
        elif kind == "past":
            self._enter(book, "replay", int(which))
        elif kind == "older":
            self._past_shown += 10 * PAST_SHOWN
            self.show_state()
        elif key in _FIRST:
            screen, *args = _FIRST[key]
            self.board.open_screen(str(screen), *args)
        elif kind in ("actions", "issues", "decisions", "plan"):
            self.board.open_screen(kind)
        elif kind == "waiting":
            self.say("Minutes are approved in the body's next meeting: there, r approves them.")
        elif kind == "problem" and rest == LOOKING and self._take_over():
            self.say("The other one is closed: this boardtui records now.", "good")
        elif kind == "problem":
            self.say(self.board.desk.to_put_right().get(rest, ""), "warn")

    def _take_over(self) -> bool:
        """Try to become the one that records, and show what there is now."""
        try:
            taken = self.board.desk.take_over()
        except Told as error:
            self.say(str(error), "bad")
            return True
        if taken:
            self.board.session = self._states = None
            self.refresh_bars()
            self.show_state()
        return taken

    @work
    async def _convene(self, book: str, meeting: str) -> None:
        from boardtui.tui.screens.register_changes import changes_before_convening, confirm_changes

        try:
            session = self.board.desk.session(book)
            asked = bool(changes_before_convening(self.board.desk, book))
            if not await confirm_changes(self, book) or not (asked or await self._on_that_day(meeting)):
                return
            if not await self._notice_in_time(session, meeting):
                return
            session.convene(meeting)
        except Told as error:
            self.say(f"Not convened: {error}", "bad")
            return
        self._enter(book, "meeting")

    async def _on_that_day(self, meeting: str) -> bool:
        """Ask where the meeting is for another day than today: convening it cannot be taken back."""
        from boardtui.tui.dialogs import Confirm

        desk = self.board.desk
        planned = next((one for one in desk.planned() if one.key == meeting), None)
        today = desk.local(stamp_of(desk.clock()), planned.starts).date() if planned else None
        if planned is None or today is None or planned.starts[:10] == today.isoformat():
            return True
        words = (
            f"It is for {day(planned.starts)}, and today is {day(today.isoformat())}. Convening freezes what the register "
            "says now into the minute book; it cannot be taken back."
        )
        return bool(await self.ask(Confirm(f"Convene {planned.title}", words, yes="convene it now", no="not yet")))

    async def _notice_in_time(self, session: Session, meeting: str) -> bool:
        """Ask where the terms of reference ask for notice and it was not given in time."""
        from boardtui.tui.dialogs import Confirm
        from boardtui.tui.notice_forms import planned_notice

        planned = next((one for one in self.board.desk.planned(old_too=True) if one.key == meeting), None)
        status = planned_notice(session, meeting, planned.starts) if planned else None
        if planned is None or status is None or status.met is not False:
            return True
        words = f"Notice of this meeting: {status.words}. The minutes say so. In the meeting, ! records notice given."
        return bool(await self.ask(Confirm(f"Convene {planned.title}", words, yes="convene it", no="not yet")))

    @work
    async def action_notice(self) -> None:
        from boardtui.tui.notice_forms import ask_notice, needed_days, planned_notice

        kind, _, rest = self.query_one(Rows).key.partition(" ")
        book, _, meeting = rest.partition(" ")
        desk = self.board.desk
        planned = next((one for one in desk.planned(old_too=True) if kind == "planned" and one.key == meeting), None)
        if planned is None:
            self.say("Put the cursor on a coming meeting to record that notice of it was given.")
            return
        try:
            session = desk.session(book)
            if session.state.phase == "none":
                self.say("Notice of a body's first meeting is recorded in the meeting: ! there.", "warn")
                return
            today = desk.local(stamp_of(desk.clock()), planned.starts).date()
            entry = await ask_notice(self, meeting, planned.starts, needed_days(session), today)
            if entry is None:
                return
            session.record(entry)
        except Told as error:
            self.say(f"Not recorded: {error}", "bad")
            return
        status = planned_notice(session, meeting, planned.starts)
        self.refresh_all()
        self.say(f"Notice {status.words}.", "warn" if status.met is False else "good")

    @work
    async def action_papers(self) -> None:
        from boardtui.tui.paper_forms import write_paper_of_row

        await write_paper_of_row(self, self.query_one(Rows).key)

    def _enter(self, book: str, screen: str, *args: object) -> None:
        """Open a screen on a book; one that is damaged is told of in its place."""
        try:
            self.board.session = self.board.desk.session(book)
        except Told as error:
            self.say(str(error), "bad")
            return
        self.board.open_screen(screen, *args)

    def action_replay(self) -> None:
        kind, _, rest = self.query_one(Rows).key.partition(" ")
        if kind != "past":
            self.say("Put the cursor on a past meeting to replay it.")
            return
        self._open(f"past {rest}")

    def action_minutes(self) -> None:
        kind, _, rest = self.query_one(Rows).key.partition(" ")
        book, _, which = rest.partition(" ")
        if kind not in ("past", "running"):
            self.say("Put the cursor on a running or past meeting to read its minutes.")
            return
        self._enter(book, "minutes", *([int(which)] if which else []))

    def action_whatif(self) -> None:
        kind, _, rest = self.query_one(Rows).key.partition(" ")
        if kind not in ("planned", "running"):
            self.say("Put the cursor on a coming or running meeting to see what is within reach.")
            return
        self.board.open_screen("whatif", *rest.split(" "))

    def action_plan(self) -> None:
        self.board.open_screen("plan")

    def action_actions(self) -> None:
        self.board.open_screen("actions")

    def action_issues(self) -> None:
        self.board.open_screen("issues")

    def action_settings(self) -> None:
        self.board.open_screen("settings")

    @work
    async def action_interests(self) -> None:
        book = await self._one_book("Whose register of interests")
        if book:
            self._enter(book, "interests")

    async def _one_book(self, title: str) -> str:
        """A book that has held or convened a meeting: the one under the cursor, the only one, or one chosen."""
        from boardtui.tui.dialogs import Choose, Option

        books = {state.book: state.title for state in self.board.desk.states() if state.meeting}
        if not books:
            self.say(
                "No body has a minute book yet: it begins with its first meeting, convened here with Enter.", "warn"
            )
            return ""
        here = self.query_one(Rows).key.split(" ")[1:2]
        if here and here[0] in books and self.query_one(Rows).key.split(" ")[0] in ("running", "past", "planned"):
            return here[0]
        if len(books) == 1:
            return next(iter(books))
        names = dict(self.board.desk.bodies())
        options = [Option(book, names.get(book, book), last) for book, last in books.items()]
        return await self.ask(Choose(title, options)) or ""

    def action_decisions(self) -> None:
        self.board.open_screen("decisions")

    def action_register(self) -> None:
        self.board.open_screen("register")

    def action_search(self) -> None:
        self.board.open_screen("search")

    def action_year(self) -> None:
        _, _, rest = self.query_one(Rows).key.partition(" ")
        books = self.board.desk.store.books()
        under = rest.partition(" ")[0]
        if not books:
            self.say("No meeting has been held yet, so there is no year to show.")
            return
        held = self.board.desk.past(1)
        self.board.open_screen("year", under if under in books else held[0].book if held else books[0])

    def action_quit(self) -> None:
        self.app.exit()

    def action_back(self) -> None:
        self.say("This is the first screen; q leaves the program.")


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def _is_past(due: str | None, today: datetime.date) -> bool:
    return due is not None and due < today.isoformat()

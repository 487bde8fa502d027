"""Home: coming, running and past meetings, open actions and issues, minutes waiting, anything wrong with the book."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widget import Widget

from boardtui.book.errors import TROUBLES
from boardtui.desk.desk import ALTERED, LOOKING, SECOND_PLACE
from boardtui.errors import UserError
from boardtui.tui.command import Command
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views import home
from boardtui.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from boardtui.book.errors import Altered
    from boardtui.desk.referrals import Referred
    from boardtui.meeting.planning.plan import Planned
    from boardtui.meeting.state.state import State
    from boardtui.register.values import Fault

# Where the rows of the first steps lead: a screen, and what it is opened with.
_FIRST = {"first members": ("register", 2), "first plan": ("register", 1), "first settings": ("settings",)}
FAULTS_SHOWN = 5
TYPED = "Typed and not recorded"  # the name of the row that leads to the drafts
_OPENS = {"planned": "convene", "running": "go on", "past": "replay"}


class HomeScreen(BoardScreen):
    """Where the program starts."""

    TITLE = "Home"
    HELP = (
        "Everything starts here. Enter on a coming meeting convenes it: the agenda, members and rules are copied into "
        "the minute book. Enter on a running meeting continues it. Enter on a past meeting replays it. Below the "
        "meetings are open actions, open issues and minutes awaiting approval."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command(
            "open",
            "enter,o",
            "open",
            "Convene, continue or replay the selected meeting",
            "Meetings",
            also=("start the meeting", "begin", "go on with the meeting"),
        ),
        Command(
            "new_meeting",
            "m",
            "new meeting",
            "Plan another meeting: the setup opens and asks for it",
            "Meetings",
            False,
            True,
            also=("add meeting", "plan a meeting", "schedule a meeting"),
        ),
        Command(
            "call_off",
            "K",
            "call off",
            "Call off a meeting that is planned, or convened and not yet opened",
            "Meetings",
            False,
            also=("cancel a meeting", "postpone", "delete a meeting"),
        ),
        Command("replay", "r", "replay", "Go through a past meeting entry by entry", "Meetings", False),
        Command(
            "minutes", "w", "minutes", "Read the minutes of the selected meeting", "Meetings", also=("draft minutes",)
        ),
        Command(
            "whatif",
            "v",
            "what if",
            "Which decisions could be carried with the members expected",
            "Meetings",
            also=("forecast", "quorum"),
        ),
        Command(
            "notice",
            "exclamation_mark",
            "notice",
            "Record that notice of the selected meeting was given",
            "Meetings",
        ),
        Command(
            "papers",
            "b",
            "papers",
            "Write the agenda, the pack or another paper of the meeting",
            "Meetings",
            also=("print", "export", "publish", "seat cards"),
        ),
        Command(
            "plan",
            "p",
            "plan",
            "Meetings and dates of the next twelve months: planned, due, overdue",
            "Between meetings",
            also=("calendar", "forward plan", "deadlines"),
        ),
        Command(
            "actions",
            "a",
            "actions",
            "All open actions, overdue first",
            "Between meetings",
            also=("action log", "tasks", "matters arising"),
        ),
        Command(
            "issues",
            "s",
            "issues",
            "Issues under resolution",
            "Between meetings",
            also=("disputes", "raise an issue", "receive an issue"),
        ),
        Command(
            "decisions",
            "f",
            "decisions",
            "Decisions awaiting ratification, approval or signature",
            "Between meetings",
            also=("written decision", "urgent decision", "answers of partners"),
        ),
        Command(
            "interests",
            "i",
            "interests",
            "The register of interests",
            "Between meetings",
            also=("conflicts of interest", "declarations"),
        ),
        Command(
            "register",
            "e",
            "setup",
            "Partners, members, subjects, rules, meetings and agendas",
            "Between meetings",
            also=("agenda", "add agenda item", "add member", "new member", "change a meeting", "terms of reference"),
        ),
        Command(
            "search",
            "slash",
            "find",
            "Decisions, notes, actions and issues of all years, by words",
            "Between meetings",
            also=("search",),
        ),
        Command(
            "year",
            "y",
            "year",
            "A body's year at a glance: attendance, decisions, actions",
            "Between meetings",
            also=("annual report", "statistics"),
        ),
        Command(
            "settings",
            "comma",
            "settings",
            "Who records, theme, formats, backup folder",
            "Program",
            False,
            also=("options", "preferences", "house style"),
        ),
        Command("quit", "q", "quit", "Leave the program", "Program", also=("exit",)),
    )

    def __init__(self) -> None:
        super().__init__()
        self._states: list[State] | None = None
        self._referred: dict[str, list[Referred]] = {}
        self._late: tuple[Planned, ...] = ()
        self._faults: dict[str, Fault] = {}
        self._past_shown = home.PAST_SHOWN
        self._left = ""

    def commands(self) -> list[Command]:
        """Those that do something here; on the first screen there is nothing to take back and nowhere to go back to."""
        label = _OPENS.get(self._here.kind, "open") if self.is_mounted else "open"
        return [
            command._replace(label=label) if command.action == "open" else command
            for command in super().commands()
            if command.action not in ("undo", "back")
        ]

    @property
    def _here(self) -> home.Key:
        """What the row under the cursor is about."""
        return home.key_of(self.query_one(Rows).key)

    def on_rows_moved(self) -> None:
        self.refresh_bars()

    def body(self) -> Iterable[Widget]:
        yield Rows(id="meetings", empty="There is nothing here yet. e opens the setup, where meetings are planned.")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        self.refresh_bars()
        self.show_state()
        if self.board.desk.news:
            self.say(self.board.desk.news, "warn")

    def on_screen_resume(self) -> None:
        if not self.is_active:  # another screen was opened at once
            return
        self._left = self.board.session.book if self.board.session else ""
        self.board.session = None
        self._states = None

    def show_state(self) -> None:
        """The lists at once; what the books say, which takes longer to find out, right after."""
        desk = self.board.desk
        going = desk.running()
        past = desk.past(self._past_shown + 1)
        planned, altered = desk.planned(), home.altered_among(past, desk.faults.values())
        steps = [] if past else self._first_steps()
        states, width = self._told() or [], self.size.width or self.app.size.width
        rows = [
            *([] if planned else steps),
            *home.going_on(
                [past_meeting for past_meeting in past if (past_meeting.book, past_meeting.seq) in going],
                states,
                altered,
                width,
            ),
            *home.coming(planned, desk.today(), width),
            *([home.BLANK, *steps[:-1]] if planned and steps else []),
            *home.matters(self._told(), self._to_receive(), self._late, desk.today(), width),
            *home.held(
                [past_meeting for past_meeting in past if (past_meeting.book, past_meeting.seq) not in going],
                states,
                altered,
                self._past_shown,
                width,
            ),
            *home.problems(desk.to_put_right() | self._of_register() | self._typed(), width),
        ]
        self._fill(rows)
        if self._states is None:
            self.call_after_refresh(self._read_books)

    def _typed(self) -> dict[str, str]:
        """What was typed and not recorded, under its name among what is to be put right."""
        count = len(self.board.drafts.all())
        texts = "one text was typed" if count == 1 else f"{count} texts were typed"
        return {TYPED: f"{texts} into a form. Enter shows it."} if count else {}

    def _first_steps(self) -> list[Row]:
        from boardtui.tui.views.first_steps import first_steps  # reads members, which a start does without otherwise

        try:
            return list(first_steps(self.board.desk))
        except UserError:  # a value of the register that cannot be used: it is among what is to be put right
            return []

    def _of_register(self) -> dict[str, str]:
        """The values of the register that cannot be used, each under its place."""
        shown = {
            place: f"{fault.value!r} cannot be used: {fault.reason}. Enter corrects it."
            for place, fault in list(self._faults.items())[:FAULTS_SHOWN]
        }
        more = len(self._faults) - len(shown)
        return shown | ({"Setup": f"{more} more values cannot be used.  Correct the ones above first."} if more else {})

    def _fill(self, rows: list[Row]) -> None:
        """The cursor stays on its row; where a meeting left was convened from it, it goes with that meeting.

        Otherwise it would stand on the next meeting that is coming, and Enter would convene that one.
        """
        shown = self.query_one(Rows)
        text = shown.key
        shown.fill(rows)
        if self._left and shown.key != text:
            shown.select(f"running {self._left}")

    def _told(self) -> list[State] | None:
        """What the books may tell here; None while they are still read."""
        if self._states is None or not self.hides:
            return self._states
        return [self.shown_of(self.board.desk.session(state.book).stretch) for state in self._states]

    def _read_books(self) -> None:
        if self._states is None:
            self._states = self.board.desk.states()
            self._referred = self._referred_issues()
            self._late = self._late_in_plan()
            self._faults = self._faults_of_register()
            self.show_state()
            self._check_books()

    def _check_books(self) -> None:
        """Check what the start does not read, beside everything else; Home says what was altered."""
        from boardtui.tui.verifying import check_in_thread

        if unchecked := self.board.desk.unchecked():
            check_in_thread(self, self.board.desk.store.path, unchecked, self._checked)

    def _checked(self, book: str, mark: object, fault: Altered | None) -> None:
        was_known = book in self.board.desk.faults
        self.board.desk.settle(book, mark, fault)
        if (fault is not None or was_known) and self.is_attached:
            self.show_state()

    def _referred_issues(self) -> dict[str, list[Referred]]:
        """The issues that bodies are to receive; a book that cannot be read says so itself, in its own place."""
        from boardtui.desk.referrals import not_received

        try:
            return not_received(self.board.desk)
        except TROUBLES:
            raise
        except UserError:
            return {}

    def _to_receive(self) -> dict[str, int]:
        """How many issues each body is to receive, by its title, as far as the books may tell here."""
        titles = dict(self.board.desk.bodies())
        shown = {
            body: [each for each in issues if not (self.hides and each.issue.confidential)]
            for body, issues in self._referred.items()
        }
        return {titles.get(body, body): len(issues) for body, issues in shown.items() if issues}

    def _late_in_plan(self) -> tuple[Planned, ...]:
        """What of the plan is late or falls due soon: papers and dates of the memorandum.

        A register or book that cannot be read says so itself, in its own place.
        """
        from boardtui.desk.planning import plan, today
        from boardtui.meeting.planning.plan import is_soon

        try:
            planneds = plan(self.board.desk)
        except UserError:
            return ()
        day = today(self.board.desk)
        return tuple(planned for planned in planneds if planned.standing == "late" or is_soon(planned, day))

    def _faults_of_register(self) -> dict[str, Fault]:
        """The values of the register that cannot be used, by their place; none where its tables cannot be read at all."""
        try:
            return {f"Setup, {fault.place}": fault for fault in self.board.desk.register_faults()}
        except UserError as error:
            self.board.desk.problems["Setup"] = str(error)
            return {}

    @work
    async def _correct(self, place: str) -> None:
        from boardtui.tui.forms.fault_form import correct_fault

        if await correct_fault(self, self._faults[place]):
            self._states = None
            self.show_state()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._open(event.key)

    def action_open(self) -> None:
        self._open(self.query_one(Rows).key)

    def _open(self, key: str) -> None:
        kind, book, which = home.key_of(key)
        if kind == "planned":
            self._convene(book, which)
        elif kind == "running" and self.board.desk.may_go_on(book):
            self._enter_altered(book)
        elif kind == "running":
            self._enter(book, "meeting")
        elif kind == "past":
            self._enter(book, "replay", int(which))
        elif kind == "older":
            self._past_shown += 10 * home.PAST_SHOWN
            self.show_state()
        elif key in _FIRST:
            screen, *args = _FIRST[key]
            self.board.open_screen(str(screen), *args)
        elif kind in ("actions", "issues", "decisions", "plan"):
            self.board.open_screen(kind)
        elif kind == "waiting":
            self.say("Minutes are approved in the body's next meeting: there, r approves them.")
        elif kind == "problem":
            self._put_right(key.removeprefix("problem "))

    def _put_right(self, place: str) -> None:
        """Do what there is to be done about a line under what is to be put right; else say it in full."""
        book = place.rpartition(" ")[2]
        if place == LOOKING and self._take_over():
            self.say("The other one is closed: this boardtui records now.", "good")
        elif place == TYPED:
            self._show_typed()
        elif place in self._faults:
            self._correct(place)
        elif place == f"{SECOND_PLACE} {book}" and self._take_missing(book):
            self._states, self._left = None, book
            self.show_state()
        elif place == f"{ALTERED} {book}" and self.board.desk.may_go_on(book):
            self._ask_to_go_on(book)
        else:
            if place == f"{ALTERED} {book}":  # a copy may have been put in its place
                self._states = None
                self.show_state()
            self._look_again(place)
            self.say(self.board.desk.to_put_right().get(place, ""), "warn")

    def _take_missing(self, book: str) -> bool:
        """Take over what the second place has more than a book; whether there was anything."""
        from boardtui.desk.restoring import take_over

        desk = self.board.desk
        if desk.mirror is None or book not in desk.mirror.ahead:
            return False
        try:
            _, count = take_over(desk.store, desk.mirror.ahead[book])
        except UserError as error:
            self.say(str(error), "bad")
            return True
        desk.reopen(book)
        self.say(f"{count} entries brought back from the backup folder: the minute book has all of them again.", "good")
        return True

    def _look_again(self, book: str) -> None:
        """Where a book lacks what was recorded in it, ask what is to be done about it."""
        if book in self.board.desk.problems:
            try:
                self.board.desk.session(book).compare()
            except TROUBLES:
                raise
            except UserError:  # said in its row
                pass

    def _take_over(self) -> bool:
        """Try to become the one that records, and show what there is now."""
        try:
            taken = self.board.desk.take_over()
        except UserError as error:
            self.say(str(error), "bad")
            return True
        if taken:
            self.board.session = self._states = None
            self.refresh_bars()
            self.show_state()
        return taken

    @work
    async def _show_typed(self) -> None:
        from boardtui.tui.forms.draft_list import show_drafts

        await show_drafts(self)
        self.show_state()

    @work
    async def _ask_to_go_on(self, book: str) -> None:
        await self._goes_on(book)
        self._states = None
        self.show_state()

    async def _goes_on(self, book: str) -> bool:
        """Whether a book may be recorded in; where an earlier meeting in it was altered, only once that is confirmed."""
        from boardtui.tui.forms.dialogs import Confirm

        desk = self.board.desk
        if not desk.may_go_on(book):
            return True
        text = (
            f"{desk.faults[book].problem} What you record now follows after it and is kept; the alteration stays visible to "
            "everybody who verifies the minute book, and papers say so. Keep a copy of the database as it is now."
        )
        if not await self.ask(Confirm("Record although the minute book was altered", text, yes="record")):
            return False
        desk.go_on(book)
        return True

    @work
    async def _enter_altered(self, book: str) -> None:
        await self._goes_on(book)  # who does not want to record may look
        self._enter(book, "meeting")

    @work
    async def _convene(self, book: str, meeting: str) -> None:
        from boardtui.tui.convening import convene

        if await self._goes_on(book) and await convene(self, book, meeting):
            self._enter(book, "meeting")

    @work
    async def action_notice(self) -> None:
        from boardtui.tui.forms.notice_forms import record_notice_of_row

        await record_notice_of_row(self, self.query_one(Rows).key)

    @work
    async def action_papers(self) -> None:
        from boardtui.tui.forms.paper_forms import write_paper_of_row

        await write_paper_of_row(self, self.query_one(Rows).key)

    def _enter(self, book: str, screen: str, *args: object) -> None:
        """Open a screen on a book; one that is damaged is told of in its place."""
        try:
            self.board.session = self.board.desk.session(book)
        except UserError as error:
            self.say(str(error), "bad")
            return
        self.board.open_screen(screen, *args)

    @work
    async def action_call_off(self) -> None:
        from boardtui.tui.forms.sitting_forms import call_off, take_off_plan

        kind, book, which = self._here
        if kind == "planned":
            if await take_off_plan(self, which):
                self.show_state()
            return
        session = self.board.desk.session(book) if kind == "running" else None
        if session is None or session.state.phase != "convened":
            self.say("Select a meeting that is planned, or convened and not yet open, to call it off.")
            return
        if await call_off(self, session):
            self._states = None
            self.show_state()

    def action_replay(self) -> None:
        if self._here.kind != "past":
            self.say("Select a past meeting first.")
            return
        self.action_open()

    def action_minutes(self) -> None:
        kind, book, which = self._here
        if kind not in ("past", "running"):
            self.say("Select a running or past meeting first.")
            return
        self._enter(book, "minutes", *([int(which)] if which else []))

    def action_whatif(self) -> None:
        kind, book, which = self._here
        if kind not in ("planned", "running"):
            self.say("Select a coming or running meeting first.")
            return
        self.board.open_screen("whatif", book, *([which] if which else []))

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
        from boardtui.tui.forms.dialogs import Choose, Option

        books = {state.book: state.title for state in self.board.desk.states() if state.meeting}
        if not books:
            self.say(
                "No body has a minute book yet: it begins with its first meeting, convened here with Enter.", "warn"
            )
            return ""
        here = self._here
        if here.book in books and here.kind in ("running", "past", "planned"):
            return here.book
        if len(books) == 1:
            return next(iter(books))
        names = dict(self.board.desk.bodies())
        options = [Option(book, names.get(book, book), last) for book, last in books.items()]
        return await self.ask(Choose(title, options)) or ""

    def action_decisions(self) -> None:
        self.board.open_screen("decisions")

    def action_register(self) -> None:
        self.board.open_screen("register")

    def action_new_meeting(self) -> None:
        self.board.open_screen("register", first="plan")

    def action_search(self) -> None:
        self.board.open_screen("search")

    def action_year(self) -> None:
        books = self.board.desk.store.books()
        under = self._here.book
        if not books:
            self.say("No meeting has been held yet, so there is no year to show.")
            return
        past_meetings = self.board.desk.past(1)
        self.board.open_screen(
            "year", under if under in books else past_meetings[0].book if past_meetings else books[0]
        )

    def action_quit(self) -> None:
        self.app.exit()

    def action_back(self) -> None:
        self.say("This is the first screen; q leaves the program.")

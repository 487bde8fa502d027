"""Home: coming, running and past meetings, open actions and issues, minutes waiting, anything wrong with the book."""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.widget import Widget

from boardtui.errors import UserError
from boardtui.tui.command import Command
from boardtui.tui.screens.home_books import HomeBooks
from boardtui.tui.screens.home_commands import HOME_HELP, HOME_KEYS
from boardtui.tui.views import home
from boardtui.tui.widgets.rows import Row, Rows

# Where the rows of the first steps lead: a screen, and what it is opened with.
_FIRST = {"first members": ("register", 2), "first plan": ("register", 1), "first settings": ("settings",)}
_OPENS = {"planned": "convene", "running": "go on", "past": "replay"}


class HomeScreen(HomeBooks):
    """Where the program starts."""

    TITLE = "Home"
    HELP = HOME_HELP
    TABLE = HOME_KEYS

    def __init__(self) -> None:
        super().__init__()
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
        past = desk.past(self._past_shown + len(going) + 1)
        planned, altered = desk.planned(), home.altered_among(past, desk.faults.values())
        steps = [] if past else self._first_steps()
        states, width = self.told() or [], self.size.width or self.app.size.width
        rows = [
            *([] if planned else steps),
            *home.going_on(
                [past_meeting for past_meeting in past if (past_meeting.book, past_meeting.seq) in going],
                states,
                altered,
                width,
            ),
            *home.coming(planned, desk.today(), width, unreadable=not planned and bool(desk.unreadable_plans())),
            *([home.BLANK, *steps[:-1]] if planned and steps else []),
            *home.matters(self.told(), self.referrals_told(), self.late_told(), desk.today(), width),
            *home.held(
                [past_meeting for past_meeting in past if (past_meeting.book, past_meeting.seq) not in going],
                states,
                altered,
                self._past_shown,
                width,
            ),
            *home.problems(self.to_put_right(), self.board.desk.place_words, width),
        ]
        self._fill(rows)
        if self._states is None:
            self.call_after_refresh(self._read_books)

    def _first_steps(self) -> list[Row]:
        from boardtui.tui.views.first_steps import first_steps  # reads members, which a start does without otherwise

        try:
            return list(first_steps(self.board.desk))
        except UserError:  # a value of the register that cannot be used: it is among what is to be put right
            return []

    def _fill(self, rows: list[Row]) -> None:
        """The cursor stays on its row; where that is no more, it goes with the meeting that was left, held or going on.

        Otherwise it would stand on the next meeting that is coming, and Enter would convene that one.
        """
        shown = self.query_one(Rows)
        text = shown.key
        shown.fill(rows)
        if self._left and shown.key != text:
            left = (f"running {self._left}", f"past {self._left} ")
            shown.select(next((row.key for row in rows if row.key.startswith(left)), ""))
        if shown.key != text:
            self.refresh_bars()  # what Enter does is said of the row under the cursor, which did not move

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
            self._look_at(book, "meeting")
        elif kind == "past":
            self._look_at(book, "replay", int(which))
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
            self.put_right(key.removeprefix("problem "))

    @work
    async def _look_at(self, book: str, screen: str, *start: int) -> None:
        """Open a screen on a meeting, the running one or that with the first entry ``start``; in public only after a question
        where the meeting was not held in public."""
        desk = self.board.desk
        convened = start[0] if start else dict(desk.running()).get(book)
        if await self._may_open(in_public=convened not in {meeting.seq for meeting in desk.not_in_public(book)}):
            self._enter(book, screen, *start)

    async def _may_open(self, *, in_public: bool) -> bool:
        """Whether what is, or is not, of meetings in public is opened now; asked where the public would see what is not."""
        from boardtui.tui.forms.dialogs import Choose, Option

        if in_public or not self.hides:
            return True
        text = "The public is in the room, and this meeting is not held in public. Whoever sees this screen reads it."
        options = [Option("", "no, leave it closed"), Option("open", "open it")]
        return bool(await self.ask(Choose("Open what is not public?", options, text)))

    @work
    async def _enter_altered(self, book: str) -> None:
        await self.goes_on(book)  # who does not want to record may look
        self._enter(book, "meeting")

    @work
    async def _convene(self, book: str, meeting: str) -> None:
        from boardtui.tui.convening import convene

        if await self.goes_on(book) and await convene(self, book, meeting):
            self._enter(book, "meeting")

    @work
    async def action_notice(self) -> None:
        from boardtui.tui.forms.notice_forms import record_notice_of_row

        await record_notice_of_row(self, self.query_one(Rows).key)

    @work
    async def action_papers(self) -> None:
        from boardtui.tui.forms.paper_forms import write_paper_of_row

        await write_paper_of_row(self, self.query_one(Rows).key)

    def read_anew(self, cursor: str = "") -> None:
        self._states, self._left = None, cursor or self._left
        self.show_state()

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
            self.read_anew()

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
        self._look_at(book, "minutes", *([int(which)] if which else []))

    @work
    async def action_whatif(self) -> None:
        kind, book, which = self._here
        if kind not in ("planned", "running"):
            self.say("Select a coming or running meeting first.")
            return
        desk = self.board.desk
        planned = {meeting.key: meeting.public for meeting in desk.planned()}
        if await self._may_open(in_public=planned.get(which, desk.session(book).state.in_public)):
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
        if book and await self._may_open(in_public=self.board.desk.session(book).state.in_public):
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

    @work
    async def action_year(self) -> None:
        books = self.board.desk.store.books()
        under = self._here.book
        if not books:
            self.say("No meeting has been held yet, so there is no year to show.")
            return
        past_meetings = self.board.desk.past(1)
        book = under if under in books else past_meetings[0].book if past_meetings else books[0]
        if await self._may_open(in_public=not self.board.desk.not_in_public(book)):
            self.board.open_screen("year", book)

    def action_quit(self) -> None:
        self.app.exit()

    def action_back(self) -> None:
        self.say("This is the first screen; q leaves the program.")

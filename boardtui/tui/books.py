"""What a list over one book, or over all books at once, needs: which books it shows and into which it records."""

from __future__ import annotations

import datetime

from boardtui.clock import stamp_of
from boardtui.meeting.entries import AnyEntry
from boardtui.meeting.state import Stamped, State
from boardtui.session import Session
from boardtui.tui.dialogs import Choose, Option
from boardtui.tui.safe import Line
from boardtui.tui.screen import BoardScreen


class BooksScreen(BoardScreen):
    """A list of the open book, or of every book where none is open. Undo takes back in the book last recorded in."""

    def __init__(self) -> None:
        super().__init__()
        self.all_books = False
        self._working: Session | None = None

    def on_mount(self) -> None:
        self.all_books = self.board.session is None
        super().on_mount()

    def on_screen_resume(self) -> None:
        if self.all_books:
            self.board.session = None
        super().on_screen_resume()

    @property
    def session(self) -> Session | None:
        return self._working if self.all_books else self.board.session

    def status(self) -> tuple[Line, Line, Line]:
        return self.status_of(None if self.all_books else self.session)

    def shown_books(self) -> list[State]:
        """What the books say that are shown here."""
        if not self.all_books:
            return [self.state]
        return [state for state in self.board.desk.states() if state.meeting]

    def body_title(self, book: str) -> str:
        """How the body of a book is called."""
        return dict(self.board.desk.bodies()).get(book, book)

    def local_now(self, state: State) -> datetime.datetime:
        """The time on the wall, as that book sees it."""
        desk = self.board.desk
        return desk.local(stamp_of(desk.clock()), state.starts)

    def today(self) -> datetime.date:
        """The day on the wall."""
        return self.board.desk.today()

    def record_in(self, book: str, *entries: AnyEntry, say: str = "") -> list[Stamped]:
        """Record into that book."""
        self.work_in(book)
        return self.record(*entries, say=say)

    def work_in(self, book: str) -> None:
        """From now on ``state``, ``record`` and undo are about that book."""
        self._working = self.board.desk.session(book)

    async def choose_book(self, title: str) -> State | None:
        """Which of the books shown; not asked where there is only one."""
        books = self.shown_books()
        if len(books) == 1 and books[0].meeting:
            return books[0]
        if not books or not books[0].meeting:
            self.say("No body has a minute book yet: it begins with its first meeting, convened from Home.", "warn")
            return None
        options = [Option(state.book, self.body_title(state.book), state.title) for state in books]
        chosen = await self.ask(Choose(title, options))
        return next((state for state in books if state.book == chosen), None)

"""What a list over one book, or over all books at once, needs: which books it shows and into which it records."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget

from boardtui.charter.words import bare
from boardtui.desk.session import Session
from boardtui.meeting.entries import AnyEntry
from boardtui.meeting.state.state import Stamped, State
from boardtui.tui.book_screen import NOT_IN_PUBLIC
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.safe import Line, Span, at_most, line
from boardtui.tui.screen import BoardScreen
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Row, Rows, problem


class BooksScreen(BoardScreen):
    """A list of the open book, or of every book where none is open. Undo takes back in the book last recorded in."""

    def __init__(self) -> None:
        super().__init__()
        self.all_books = False
        self._working: Session | None = None

    def compose(self) -> ComposeResult:
        self.all_books = self.board.session is None  # asked by what a list does when it is mounted
        return super().compose()

    def on_screen_resume(self) -> None:
        if self.all_books:
            self.board.session = None

    @property
    def session(self) -> Session | None:
        return self._working if self.all_books else self.board.session

    def status(self) -> tuple[Line, Line, Line]:
        return self.status_of(None if self.all_books else self.session)

    def shown_books(self) -> list[State]:
        """What the books that are listed here may tell: to the public nothing of a body that meets without it."""
        if not self.hides:
            return self._books()
        books = [state for state in self._books() if state.meeting and not self.leaves_out(state)]
        return [self.shown_of(self.board.desk.session(state.book).stretch) for state in books]

    def leaves_out(self, state: State) -> bool:
        """Whether it is of a body that meets without the public, which is here and sees a list over all books."""
        return self.hides and self.all_books and not state.in_public

    def _books(self) -> list[State]:
        """What the books that are listed here say."""
        if not self.all_books:
            return [self.state]
        return [state for state in self.board.desk.states() if state.meeting]

    def rows_of_faults(self) -> list[Row]:
        """A row or more for each book that is left out here, or of which another meeting was altered."""
        if not self.all_books:
            return []
        desk, shown = self.board.desk, {state.book for state in self.shown_books()}
        rows = []
        if any(map(self.leaves_out, self._books())):
            rows = [Row("", line(Span(NOT_IN_PUBLIC, "dim")), choosable=False)]
        for book in sorted({*desk.faults, *desk.problems} & {*desk.store.books()}):
            if book not in shown:
                rows += problem(desk.left_out_words(book), self.size.width - 3)
            elif book in desk.faults:
                text = "its minute book was altered, and what is shown here may depend on that. Home says more."
                rows += problem(f"The {bare(self.body_title(book))}: {text}", self.size.width - 3)
        return rows

    def body_title(self, book: str) -> str:
        """How the body of a book is called."""
        return dict(self.board.desk.bodies()).get(book, book)

    def local_now(self, state: State) -> datetime.datetime:
        """The time that an entry recorded in that book gets."""
        return self.now_in(self.board.desk.session(state.book))

    def local_in(self, state: State) -> Callable[[str], datetime.datetime]:
        """How times of that book are read on the clock of its meeting."""
        return lambda at: self.board.desk.local(at, state.starts)

    def today(self) -> datetime.date:
        """The day by which dates are late: over one book that of its meeting, over all of them that on the wall."""
        return self.now_in(None if self.all_books else self.session).date()

    def record_in(self, book: str, *entries: AnyEntry, say: str = "") -> list[Stamped]:
        """Record into that book."""
        self.work_in(book)
        return self.record(*entries, say=say)

    def work_in(self, book: str) -> None:
        """From now on ``state``, ``record`` and undo are about that book."""
        self._working = self.board.desk.session(book)

    async def choose_book(self, title: str) -> State | None:
        """Which of the books shown; not asked where there is only one."""
        books = self._books()
        if len(books) == 1 and books[0].meeting:
            return books[0]
        if not books or not books[0].meeting:
            self.say("No body has a minute book yet: it begins with its first meeting, convened from Home.", "warn")
            return None
        options = [Option(state.book, self.body_title(state.book), state.title) for state in books]
        chosen = await self.ask(Choose(title, options))
        return next((state for state in books if state.book == chosen), None)

    async def choose_and_work_in(self, title: str) -> State | None:
        """Which of the books shown, and from now on ``state``, ``record`` and undo are about it."""
        state = await self.choose_book(title)
        if state is not None:
            self.work_in(state.book)
        return state


class BooksList(BooksScreen):
    """One row for each, under the heads of the columns, and below them more about the one under the cursor.

    A subclass gives ``EMPTY`` (what stands there where there is none), ``show_about`` and ``action_open``.
    """

    EMPTY: ClassVar[str] = ""
    DEFAULT_CSS = """
    BooksList #columns { height: 1; }
    BooksList #about { height: 6; border-top: solid $secondary; padding: 0 1; }
    """

    def body(self) -> Iterable[Widget]:
        yield Painted(id="columns")
        yield Rows(id="rows", empty=self.EMPTY)
        yield Painted(id="about")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def list_rows(self, rows: list[Row], head: Line) -> None:
        """Show the rows, under the heads of their columns where there are any."""
        self.query_one("#columns", Painted).show([head] if rows else [])
        self.query_one(Rows).fill([*self.rows_of_faults(), *rows])
        self.show_about()

    def about(self, lines: list[Line]) -> None:
        """Show that below the list."""
        pane = self.query_one("#about", Painted)
        pane.show(at_most(lines, pane.size.height or len(lines)))

    def show_about(self) -> None:
        """Show below the list what is to be known of the row under the cursor."""

    def action_open(self) -> None:
        """Open what is under the cursor."""

    def state_here(self) -> tuple[State | None, str]:
        """The book of the row under the cursor as it stands, and the key that follows it."""
        book, _, key = self.query_one(Rows).key.partition(" ")
        return next((shown_book for shown_book in self.shown_books() if shown_book.book == book), None), key

    def select(self, book: str, key: str) -> None:
        """Put the cursor on what has just been recorded."""
        self.query_one(Rows).select(f"{book} {key}")
        self.show_about()

    def on_rows_moved(self) -> None:
        self.show_about()

    def on_rows_chosen(self) -> None:
        self.action_open()

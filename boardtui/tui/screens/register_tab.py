"""What the parts of the register have in common: where they read, whom they ask, and how an edit is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from boardtui.register.bodies import titles
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialog import Dialog
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.safe import EMPTY, Line, Span, cut_at_word, line, width_of
from boardtui.tui.widgets.rows import Row

if TYPE_CHECKING:
    from boardtui.tui.screens.setup_screen import SetupScreen

_SHORTEST = 24  # cells that a body's name keeps in a narrow window


class Tab:
    """A part of the register: a heading, a list, more about the row under the cursor, and what can be done there.

    ``works`` names the commands that work here; each is a coroutine method of that name.
    """

    title: ClassVar[str] = ""
    short: ClassVar[str] = ""
    works: ClassVar[frozenset[str]] = frozenset({"edit"})

    def __init__(self, screen: SetupScreen) -> None:
        self.screen = screen

    @property
    def db(self) -> sqlite3.Connection:
        """The database, asked for anew each time: a fault may have replaced the connection."""
        return self.screen.board.desk.store.connection

    @property
    def key(self) -> str:
        """The key of the row under the cursor."""
        return self.screen.row_key

    @property
    def empty(self) -> str:
        """What an empty list means."""
        return "There is nothing here."

    def head(self, width: int) -> tuple[Line, Line]:
        """Two lines above the list: what it shows, and its columns."""
        return EMPTY, EMPTY

    def rows(self, width: int) -> list[Row]:
        """The list."""
        return []

    def detail(self, key: str, width: int) -> list[Line]:
        """More about the row of that key."""
        return []

    def moved(self, key: str) -> None:
        """The cursor came to that row."""

    def can(self, name: str) -> bool:
        """Whether a command that works here makes sense for the row under the cursor."""
        return True

    async def edit(self) -> None:
        """Edit what is under the cursor."""

    async def ask(self, dialog: Dialog) -> Any:
        """Show a dialog and wait for its answer."""
        return await self.screen.ask(dialog)

    def wrong_in(self, make: Callable[[], object], field: str = "") -> Wrong | None:
        """What is wrong with what was typed in a field: why the edit that it leads to would be refused."""
        from boardtui.register.preview import why_refused

        why = why_refused(self.db, make)
        return Wrong(why, field) if why else None

    async def take(self, kind: str, target: str, into: str) -> None:
        """Take a sheet of a kind in."""
        from boardtui.tui.taking import take_in

        self.screen.took(await take_in(self.screen, kind, target, into))

    async def choose(self, title: str, options: list[Option], chosen: str = "") -> str | None:
        """One of some; None where the dialog was left."""
        answer: str | None = await self.ask(Choose(title, options, chosen=chosen))
        return answer


class BodyTab(Tab):
    """A part that is about one body at a time."""

    @property
    def body_key(self) -> str:
        """The body that is shown; the first one until another is chosen."""
        known = titles(self.db)
        if self.screen.chosen_body not in known:
            self.screen.chosen_body = next(iter(known), "")
        return self.screen.chosen_body

    @property
    def body_title(self) -> str:
        """Its title."""
        return titles(self.db).get(self.body_key, "no body")

    def about(self, *parts: object) -> Line:
        """The first line of the heading: the body, then what is said of it; where it is long, the body gives way."""
        said = line("   ", *parts)
        room = max(_SHORTEST, self.screen.size.width - 7 - width_of(said))
        return line(Span("b ", "key"), Span(f"▸ {cut_at_word(self.body_title, room)}", "heading"), *said)

    async def body(self) -> None:
        """Choose another body."""
        options = [Option(key, title) for key, title in titles(self.db).items()]
        chosen = await self.choose("Which body", options, self.body_key)
        if chosen is not None:
            self.screen.chosen_body = chosen
            self.screen.refresh_all()

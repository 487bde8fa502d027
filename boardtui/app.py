"""The Textual application: the palette, and screens opened by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.screen import Screen

from boardtui.book.errors import BookError, Unavailable
from boardtui.desk.desk import Desk
from boardtui.errors import UserError
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.drafts import Drafts
from boardtui.tui.patience import Patient
from boardtui.tui.program import MOST_FAULTS
from boardtui.tui.screen import BoardScreen
from boardtui.tui.speakers_file import SpeakersFile
from boardtui.tui.status import is_small

if TYPE_CHECKING:
    import sqlite3

    from textual.command import Provider

    from boardtui.desk.session import Session
    from boardtui.meeting.record.live import Live
    from boardtui.tui.board import Board
    from boardtui.tui.docked import Docking
    from boardtui.tui.roll import Roll

PATIENCE = 1.0  # seconds that a key waits for another program that uses the file; then the program says so and waits on
LEAVING = ("ctrl+q", "ctrl+c")


def _what_the_palette_finds() -> type[Provider]:
    from boardtui.tui.palette import ScreenCommands  # imported when the palette is first opened

    return ScreenCommands


class BoardApp(Patient):
    """The program on one open database."""

    TITLE = "boardtui"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_what_the_palette_finds}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.config.settings.theme, desk.store.path)
        self.desk = desk
        desk.enters_afterwards = True
        self.session: Session | None = None
        self.drafts = Drafts(desk)
        self.roll_left: Roll | None = None  # marked and not recorded when the attendance screen was left
        self.without_evidence: set[str] = set()  # motions of which the secretary gave none when it was asked for
        self.speakers = SpeakersFile(desk)
        self.folder = Path.cwd()  # where files were last taken from
        desk.store.be_patient(PATIENCE)

    def connection_to_file(self) -> sqlite3.Connection | None:
        """The connection to the database; None while there is none."""
        with suppress(BookError):
            return self.desk.store.connection
        return None

    def kept_words(self) -> str:
        """That what was typed in the conversation that broke off is kept; empty where nothing was."""
        return self.drafts.kept_words if self.drafts.unrecorded() else ""

    @cached_property
    def live(self) -> Live:
        """What screens may show while the public is in the room."""
        from boardtui.meeting.record.live import Live

        return Live()

    @cached_property
    def docking(self) -> Docking:
        """What the screens of a meeting share of the notes that are typed in it."""
        from boardtui.tui.docked import Docking

        return Docking()

    async def on_event(self, event: events.Event) -> None:
        """Let nothing be typed into a window too small to show what it would do; make pasted text harmless."""
        leaving = isinstance(event, events.Key) and event.key in LEAVING
        if isinstance(event, events.InputEvent | events.Paste) and is_small(*self.size) and not leaving:
            return
        if isinstance(event, events.Paste):
            event.text = plain(event.text.expandtabs(1), keep_newlines=True)
        await super().on_event(event)

    def get_default_screen(self) -> Screen[Any]:
        """Home, which is always at the bottom of the screens."""
        return make_screen("home")

    def first_screens(self) -> list[Screen[Any]]:
        """Home, and the meeting that was going on; its book is read anew. Where that broke too, Home alone."""
        book = self.session.book if self.session is not None and self._faults < MOST_FAULTS else ""
        self.session = None
        self.desk.read_anew()
        running = book in {body for body, _ in self.desk.running()}
        with suppress(UserError):
            self.session = self.desk.session(book) if running else None
        return [*super().first_screens(), *([make_screen("meeting")] if self.session is not None else [])]

    async def begin_again(self, words: str) -> None:
        await super().begin_again(words)
        if isinstance(self.screen, BoardScreen):
            self.screen.say(words, "bad")

    def open_screen(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Open a screen by the name of its module; it is imported only now.

        What the screen before said was about what led here, and would be out of date when it is seen again. Where the
        file cannot be read at this moment, the screen is opened as soon as it can.
        """
        try:
            self.desk.store.ask("SELECT 1 FROM entries LIMIT 1")
        except Unavailable as error:
            self.wait_for_file(error, partial(self.open_screen, name, *args, **kwargs))
            return
        if isinstance(self.screen, BoardScreen) and self.screen.is_attached:
            self.screen.say("")
        self.push_screen(make_screen(name, *args, **kwargs))

    def go(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Open a screen in place of the one shown."""
        self.switch_screen(make_screen(name, *args, **kwargs))

    def ask_meeting_time(self) -> None:
        """Ask for the time of a meeting that is entered afterwards."""
        from boardtui.tui.forms.time_forms import meeting_time

        if isinstance(self.screen, BoardScreen):
            self.run_worker(meeting_time(self.screen))

    def step_meeting_time(self, minutes: int) -> None:
        """Let the time of a meeting that is entered afterwards go on by so many minutes."""
        from boardtui.tui.forms.time_forms import step_meeting_time

        if isinstance(self.screen, BoardScreen):
            step_meeting_time(self.screen, minutes)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command of the screen, then the looks and the way out."""
        from boardtui.tui.palette import system_commands

        return system_commands(self, screen)


if TYPE_CHECKING:
    _board: type[Board] = BoardApp  # the program is what its screens take it for


def make_screen(name: str, *args: Any, **kwargs: Any) -> BoardScreen:
    """The screen of that name: module ``name``, class ``NameScreen``."""
    from importlib import import_module

    module = import_module(f"boardtui.tui.screens.{name}")
    screen: BoardScreen = getattr(module, f"{name.title().replace('_', '')}Screen")(*args, **kwargs)
    return screen


def run(desk: Desk) -> int:
    """Run the program until it is left. Returns the exit status."""
    return BoardApp(desk).run_to_its_end()

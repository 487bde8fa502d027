"""What a screen may ask of the program, and a conversation of the screen on which it is held."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from textual.message import Message
from textual.screen import Screen

from boardtui.desk.desk import Desk
from boardtui.errors import UserError
from boardtui.tui.drafts import Drafts
from boardtui.tui.speakers_file import SpeakersFile

if TYPE_CHECKING:
    from boardtui.desk.session import Session
    from boardtui.meeting.record.live import Live
    from boardtui.tui.docked import Docking
    from boardtui.tui.roll import Roll


class Board(Protocol):
    """The program on one open database, as its screens know it: what they share, and how one leads to another."""

    desk: Desk
    session: Session | None
    drafts: Drafts
    roll_left: Roll | None
    without_evidence: set[str]
    speakers: SpeakersFile
    folder: Path

    @property
    def live(self) -> Live:
        """What screens may show while the public is in the room."""

    @property
    def docking(self) -> Docking:
        """What the screens of a meeting share of the notes that are typed in it."""

    async def ask(self, dialog: Screen[Any]) -> Any:
        """Show a dialog and wait for its answer; None where it was left."""

    def open_screen(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Open a screen over the one shown, by the name of its module."""

    def go(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Open a screen in place of the one shown."""

    async def interrupt(self, dialog: Screen[Any]) -> Any:
        """Show a dialog to which no key led, and wait for its answer; what was typed before it was seen comes after it."""

    def wait_for_file(
        self, error: UserError, then: Callable[[], None] | None = None, message: Message | None = None
    ) -> None:
        """Say that the file cannot be used and wait until it can."""

    def ask_meeting_time(self) -> None:
        """Ask for the time of a meeting that is entered afterwards."""

    def step_meeting_time(self, minutes: int) -> None:
        """Let the time of a meeting that is entered afterwards go on by so many minutes."""


class Asking(Protocol):
    """A screen, as far as a conversation on it needs one."""

    @property
    def board(self) -> Board:
        """The program."""

    async def ask(self, dialog: Screen[Any]) -> Any:
        """Show a dialog and wait for its answer; None where it was left."""

    def say(self, words: str, tone: Any = "") -> None:
        """Put a sentence in the message line."""

"""A program on a file that others use too: where it cannot be used at a moment, it says so, waits, and goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerFailed

from boardtui.book.errors import TROUBLES, LinesMissing, Unavailable
from boardtui.errors import UserError
from boardtui.tui.program import Program
from boardtui.tui.screen import BoardScreen
from boardtui.tui.widgets.bars import MessageBar

_OF_NO_KEY = (events.Timer, events.Callback, events.Resize)


class _Begun(NamedTuple):
    """A key, the screen that took it, and the connection to the file with how much was written through it by then."""

    key: events.Key
    screen: Screen[Any]
    connection: sqlite3.Connection | None
    changes: int


class Patient(Program):
    """A program that outlasts what keeps it from its file for a while."""

    _waits = False
    _kept = ""  # what is to be said of what was typed once the wait is over
    _begun: _Begun | None = None
    _interrupted: tuple[Screen[Any], float] | None = None  # the dialog that no key led to, and since when it is there

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._ahead: list[events.Event] = []  # what was typed before that dialog was seen
        self._looks: Timer | None = None  # waiting was given up, and what is shown is drawn as soon as it can be
        self._why = ""  # what was said then

    def connection_to_file(self) -> sqlite3.Connection | None:
        """The connection to the file, where there is one."""
        return None

    def kept_words(self) -> str:
        """That what was typed in the conversation that broke off is kept; empty where nothing was."""
        return ""

    def keeps(self, event: events.Event) -> bool:
        """Keep what was typed before a dialog came up that it was not meant for; note what every other key begins with."""
        if self._interrupted is not None and self._interrupted[0] is self.screen and event.time < self._interrupted[1]:
            self._ahead.append(event)
            return True
        self._begun = self._beginning(event) if isinstance(event, events.Key) else None
        return False

    def _beginning(self, key: events.Key) -> _Begun:
        connection = self.connection_to_file()
        return _Begun(key, self.screen, connection, connection.total_changes if connection is not None else 0)

    async def interrupt(self, dialog: Screen[Any]) -> Any:
        """Show a dialog to which no key led, and wait for its answer.

        Keys that were typed before it was there are no answer to it. They are taken after it by what is then shown, or
        forgotten where it was left with Escape.
        """
        self._interrupted = dialog, Message().time
        try:
            answer = await self.ask(dialog)
        finally:
            self._interrupted, ahead = None, self._ahead
            self._ahead = []
        for event in ahead if answer is not None else ():
            self.post_message(event)
        return answer

    async def _dispatch_message(self, message: Message) -> None:
        """Deal with a message; where the file cannot be used for it, wait until it can."""
        try:
            await super()._dispatch_message(message)
        except TROUBLES as error:
            self.wait_for_file(error, message=message)

    def _handle_exception(self, error: Exception) -> None:
        """Let a fault of a conversation pass too that is only one of the file, which it can do without for a while."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, TROUBLES):
            self.wait_for_file(cause)
        else:
            super()._handle_exception(error)

    def wait_for_file(
        self, error: UserError, then: Callable[[], None] | None = None, message: Message | None = None
    ) -> None:
        """Say that the file cannot be used and wait until it can; then draw anew what is shown, or do what is given.

        A key that has done nothing yet but ask for what could not be read is taken again. ``message`` is what was dealt with.
        Once the waiting was given up, nobody is asked again where no key needs the file.
        """
        screen = next((value for value in reversed(self.screen_stack) if isinstance(value, BoardScreen)), None)
        self._kept = self._kept or self.kept_words()
        if self._waits or screen is None:
            return
        again = None if then is not None or isinstance(message, _OF_NO_KEY) else self._to_take_again()
        if self._looks is not None and then is None and again is None and not isinstance(error, LinesMissing):
            self._say_why(screen, error)
            return
        self._waits = True
        self.run_worker(self._wait_for_file(screen, error, then, again))

    def _to_take_again(self) -> events.Key | None:
        """The key that was taken last, where it neither wrote anything nor led to another screen or dialog."""
        begun = self._begun
        if begun is None or not isinstance(begun.screen, BoardScreen) or begun != self._beginning(begun.key):
            return None
        return events.Key(begun.key.key, begun.key.character)

    async def _wait_for_file(
        self,
        screen: BoardScreen,
        error: UserError,
        then: Callable[[], None] | None,
        again: events.Key | None,
    ) -> None:
        from boardtui.tui.database_away import LOOK, overcome

        if again is not None:
            self._ahead.insert(0, again)
        try:
            can_go_on = await overcome(screen, error, to_record=False, given_up="stay here")
        finally:
            self._waits, kept, self._kept = False, self._kept, ""
        if can_go_on or isinstance(error, LinesMissing):
            self._look_no_longer()
            (then or screen.refresh_all)()
            if kept:
                screen.say(f"Not recorded, since the database was in use.{kept}", "warn")
        else:
            self._say_why(screen, error)
            self._looks = self._looks or self.set_interval(LOOK, self._look)

    def _look(self) -> None:
        """Draw what is shown as soon as the file can be used again, where nobody waits for that."""
        screen = self.screen
        if self._waits or not isinstance(screen, BoardScreen) or not screen.has_widgets:
            return
        try:
            screen.board.desk.store.probe()
        except Unavailable:
            return
        self._look_no_longer()
        if screen.query_one(MessageBar).words == self._why:
            screen.say("")
        screen.refresh_all()

    def _say_why(self, screen: BoardScreen, error: UserError) -> None:
        self._why = str(error)
        screen.say(self._why, "bad")

    def _look_no_longer(self) -> None:
        if self._looks is not None:
            self._looks.stop()
            self._looks = None

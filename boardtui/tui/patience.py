"""A program on a file that others use too: where it cannot be used at a moment, it says so, waits, and goes on."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.worker import WorkerFailed

from boardtui.book.errors import TROUBLES, LinesMissing
from boardtui.errors import UserError
from boardtui.tui.program import Program
from boardtui.tui.screen import BoardScreen


class Patient(Program):
    """A program that outlasts what keeps it from its file for a while."""

    _waits = False

    async def _dispatch_message(self, message: Message) -> None:
        """Deal with a message; where the file cannot be used for it, wait until it can."""
        try:
            await super()._dispatch_message(message)
        except TROUBLES as error:
            self.wait_for_file(error)

    def _handle_exception(self, error: Exception) -> None:
        """Let a fault of a conversation pass too that is only one of the file, which it can do without for a while."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, TROUBLES):
            self.wait_for_file(cause)
        else:
            super()._handle_exception(error)

    def wait_for_file(self, error: UserError, then: Callable[[], None] | None = None) -> None:
        """Say that the file cannot be used and wait until it can; then draw anew what is shown, or do what is given."""
        screen = next((value for value in reversed(self.screen_stack) if isinstance(value, BoardScreen)), None)
        if self._waits or screen is None:
            return
        self._waits = True
        self.run_worker(self._wait_for_file(screen, error, then or screen.refresh_all))

    async def _wait_for_file(self, screen: BoardScreen, error: UserError, then: Callable[[], None]) -> None:
        from boardtui.tui.waiting import overcome

        try:
            can_go_on = await overcome(screen, error, to_record=False)
        finally:
            self._waits = False
        if can_go_on or isinstance(error, LinesMissing):
            then()
        else:
            self.exit()

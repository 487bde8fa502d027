"""What both programs have in common, the secretary's and the one on the projector: the looks, and how a fault ends."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual import events
from textual._context import active_message_pump
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import NoActiveWorker, WorkerFailed, get_current_worker

from boardtui.tui.terminal import ConsoleSigns, of_a_console
from boardtui.tui.theme import GREY, SIXTEEN, THEMES
from boardtui.tui.turns import TYPED, Answering, Turns

# On Windows each of Textual's timers holds a thread while it runs: an open screen has two. The loop would have six
# threads on two processors, and a frame would wait until one is free.
TIMERS = 64
MOST_FAULTS = (
    2  # one after the other before a key is taken: the second may be in the very screens that were put up anew
)


class Program(App[None]):
    """An application in one of the program's themes, that leaves with a sentence where something breaks.

    A terminal with sixteen colours or none gets themes of the same names, made for it.
    """

    # Terminals disagree about how wide a picture of a lens is. Where a background cannot tell the bars and what is filled
    # in from the rest, the bars are reversed, and a line stands before what is filled in.
    CSS = """
    SearchIcon { display: none; }
    Input > .input--placeholder, Input > .input--suggestion { color: $text-muted; }
    TextArea .text-area--cursor { color: $input-cursor-foreground; background: $input-cursor-background; }
    CommandList > .option-list--option-highlighted { color: $background; background: $foreground; }
    CommandPalette > .command-palette--help-text { text-style: not bold; }
    .-few CommandList > .option-list--option-highlighted { text-style: underline; }
    .-few StatusBar, .-few KeyBar { text-style: reverse; }
    .-few Input, .-few TextArea, .-few Switch { border-left: solid $secondary; }
    .-few Input:focus, .-few TextArea:focus, .-few Switch:focus { border-left: heavy $primary; }
    """

    def __init__(self, theme: str, database: Path) -> None:
        super().__init__()
        self.turns = Turns(self)
        self.crash: str | None = None
        self._faults = 0  # since a key was taken
        self._is_ready = self._is_beginning_again = False
        self._database = database
        few = self.console.color_system in (None, "standard")
        looks = (GREY if self.no_color else SIXTEEN) if few else THEMES
        for look in looks.values():
            self.register_theme(look)
        self.set_class(few, "-few", update=False)
        self._signs = [ConsoleSigns()] if of_a_console() else []
        self._begin_with(looks[theme])

    def on_load(self) -> None:
        """Give timers threads enough, before the first of them runs."""
        if sys.platform == "win32":
            from concurrent.futures import ThreadPoolExecutor

            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(TIMERS))

    def get_driver_class(self) -> type[Driver]:
        """What reads and draws on the terminal."""
        usual = super().get_driver_class()
        if sys.platform == "win32" or usual.__name__ != "LinuxDriver":
            return usual
        from boardtui.tui.driver import TerminalDriver

        return TerminalDriver

    def on_ready(self) -> None:
        """From now on a fault does not end the program, and after a stop it is drawn anew."""
        self._is_ready = True
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))

    async def on_event(self, event: events.Event) -> None:
        """Take keys in turn."""
        if isinstance(event, TYPED) and not event.is_forwarded:
            if not self.turns.takes(event) or self.keeps(event):
                return
            self._faults = 0
        if (
            isinstance(event, TYPED) and not self.screen_stack
        ):  # the program is being left, and what was typed comes late
            return
        await super().on_event(event)

    def keep_typed(self) -> None:
        """Keep at once what is typed and not recorded, since the program ends at this moment."""
        with self._context():
            for screen in self.screen_stack:
                if isinstance(screen, Answering):
                    screen.keep_typed()

    def keeps(self, event: events.Event) -> bool:
        """Whether a key whose turn it is is kept for later."""
        return False

    async def ask(self, dialog: Screen[Any]) -> Any:
        """Show a dialog and wait for its answer; to be called from a worker."""
        await self._flush_next_callbacks()
        return await self.turns.answer(get_current_worker(), self.push_screen(dialog, wait_for_dismiss=True))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every painted line goes through: the library's own filters, and the signs that the terminal has."""
        return [*super().get_line_filters(), *self._signs]

    def _begin_with(self, theme: Theme) -> None:
        """Take on a theme before anything is drawn, when no watcher runs yet."""
        self.set_reactive(App.theme, theme.name)
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    async def _dispatch_message(self, message: Message) -> None:
        """Deal with a message; where that breaks in the running program, those after it are dealt with all the same."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self._is_ready:
                raise
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """Keep what went wrong in a file and go on with new screens; a traceback could show confidential text.

        Where the fault comes back before a key is taken, or the database itself cannot be read, the program is left.
        """
        from boardtui.desk.crash import is_damage, report

        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self._is_beginning_again or self._is_of_closed_screen():
            report(cause, self._database, going_on=True)
            return
        self._faults += 1
        if self._is_ready and not self._exit and self._faults <= MOST_FAULTS and not is_damage(cause):
            self.turns.forget()
            self._is_beginning_again = True
            self.call_next(self.begin_again, report(cause, self._database, going_on=True))
            return
        self.crash = self.crash or report(cause, self._database)
        self._return_code = 1
        self._close_messages_no_wait()

    def _is_of_closed_screen(self) -> bool:
        """Whether what is running now belongs to a screen that is not open any more."""
        try:
            node: MessagePump = get_current_worker().node
        except NoActiveWorker:
            node = active_message_pump.get(self)
        if node is self or not isinstance(node, DOMNode):
            return False
        return not any(above in self.screen_stack for above in node.ancestors_with_self)

    def first_screens(self) -> list[Screen[Any]]:
        """The screens to go on with after a fault, the lowest first."""
        return [self.get_default_screen()]

    async def begin_again(self, words: str) -> None:
        """Put new screens in place of all that are open, since one of them is broken, and say why."""
        self._is_beginning_again = False
        stale = list(self.screen_stack)
        mounted = [self.push_screen(screen) for screen in self.first_screens()]
        del self._screen_stack[: len(stale)]
        for await_mount in mounted:
            await await_mount
        for screen in stale:
            if screen.is_attached:
                await self._replace_screen(screen)

    def run_to_its_end(self) -> int:
        """Run until it is left. Returns the exit status."""
        from boardtui.desk.crash import keep_quiet

        keep_quiet(self._database)
        self.run()
        if self.crash:
            print(self.crash, file=sys.stderr)
        return self.return_code or 0

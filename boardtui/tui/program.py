"""What both programs have in common, the secretary's and the one on the projector: the looks, and how a fault ends."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from textual.app import App
from textual.filter import LineFilter
from textual.theme import Theme

from boardtui.tui.terminal import ConsoleSigns, of_a_console
from boardtui.tui.theme import GREY, SIXTEEN, THEMES

# On Windows each of Textual's timers holds a thread while it runs: an open screen has two. The loop would have six
# threads on two processors, and a frame would wait until one is free.
TIMERS = 64


class Program(App[None]):
    """An application in one of the program's themes, that leaves with a sentence where something breaks.

    A terminal with sixteen colours or none gets themes of the same names, made for it.
    """

    # Terminals disagree about how wide a picture of a lens is. Where a background cannot tell the bars and what is filled
    # in from the rest, the bars are reversed, and a line stands before what is filled in.
    CSS = """
    SearchIcon { display: none; }
    Input > .input--placeholder, Input > .input--suggestion { color: $text-muted; }
    CommandList > .option-list--option-highlighted { color: $background; background: $foreground; }
    CommandPalette > .command-palette--help-text { text-style: not bold; }
    .-few CommandList > .option-list--option-highlighted { text-style: underline; }
    .-few StatusBar, .-few KeyBar { text-style: reverse; }
    .-few Input, .-few TextArea, .-few Switch { border-left: solid $secondary; }
    .-few Input:focus, .-few TextArea:focus, .-few Switch:focus { border-left: heavy $primary; }
    """

    def __init__(self, theme: str, database: Path) -> None:
        super().__init__()
        self.crash: str | None = None
        self._database = database
        few = self.console.color_system in (None, "standard")
        looks = (GREY if self.no_color else SIXTEEN) if few else THEMES
        for one in looks.values():
            self.register_theme(one)
        self.set_class(few, "-few", update=False)
        self._signs = [ConsoleSigns()] if of_a_console() else []
        self._begin_with(looks[theme])

    def on_load(self) -> None:
        """Give timers threads enough, before the first of them runs."""
        if sys.platform == "win32":
            from concurrent.futures import ThreadPoolExecutor

            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(TIMERS))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every painted line goes through: the library's own filters, and the signs that the terminal has."""
        return [*super().get_line_filters(), *self._signs]

    def _begin_with(self, theme: Theme) -> None:
        """Take on a theme before anything is drawn, when no watcher runs yet."""
        self.set_reactive(App.theme, theme.name)
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def _handle_exception(self, error: Exception) -> None:
        """Keep what went wrong in a file and leave with one sentence; a traceback could show confidential text."""
        from boardtui.crash import report

        self.crash = self.crash or report(error, self._database)
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def run_to_its_end(self) -> int:
        """Run until it is left. Returns the exit status."""
        from boardtui.crash import keep_quiet

        keep_quiet(self._database)
        self.run()
        if self.crash:
            import sys

            print(self.crash, file=sys.stderr)
            return 1
        return 0

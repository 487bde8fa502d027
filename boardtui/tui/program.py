"""What both programs have in common, the secretary's and the one on the projector: the looks, and how a fault ends."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.theme import Theme

from boardtui.tui.theme import THEMES


class Program(App[None]):
    """An application in one of the program's themes, that leaves with a sentence where something breaks."""

    def __init__(self, theme: str, database: Path) -> None:
        super().__init__()
        self.crash: str | None = None
        self._database = database
        for one in THEMES.values():
            self.register_theme(one)
        self._begin_with(THEMES[theme])

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

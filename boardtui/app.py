"""The Textual application: themes, the palette, screens opened by name, and what happens when something breaks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from boardtui.desk import Desk
from boardtui.meeting.plain import plain
from boardtui.tui.screen import BoardScreen
from boardtui.tui.status import is_small
from boardtui.tui.theme import THEMES

if TYPE_CHECKING:
    from boardtui.session import Session

LEAVING = ("ctrl+q", "ctrl+c")


class BoardApp(App[None]):
    """The program on one open database."""

    TITLE = "boardtui"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.session: Session | None = None
        self.crash: str | None = None
        self.folder = Path.cwd()  # where files were last taken from
        for theme in THEMES.values():
            self.register_theme(theme)
        self._begin_with(THEMES[desk.config.settings.theme])

    def _begin_with(self, theme: Theme) -> None:
        """Take on a theme before anything is drawn, when no watcher runs yet."""
        self.set_reactive(App.theme, theme.name)
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

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

    def open_screen(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Open a screen by the name of its module; it is imported only now.

        What the screen before said was about what led here, and would be out of date when it is seen again.
        """
        if isinstance(self.screen, BoardScreen) and self.screen.is_attached:
            self.screen.say("")
        self.push_screen(make_screen(name, *args, **kwargs))

    def go(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Open a screen in place of the one shown."""
        self.switch_screen(make_screen(name, *args, **kwargs))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command of the screen, then the looks and the way out."""
        if isinstance(screen, BoardScreen):
            for command in screen.commands():
                if command.action not in ("palette",):
                    title = f"{command.label} ({command.key})"
                    yield SystemCommand(title, command.help, _caller(screen, command.action))
        for name, theme in THEMES.items():
            yield SystemCommand(f"Look: {name}", f"Use the {name} theme", _setter(self, theme.name))
        yield SystemCommand("Quit", "Leave the program; everything is recorded", self.exit)

    def _handle_exception(self, error: Exception) -> None:
        """Keep what went wrong in a file and leave with one sentence; a traceback could show confidential text."""
        from boardtui.crash import report

        self.crash = self.crash or report(error, self.desk.store.path)
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def make_screen(name: str, *args: Any, **kwargs: Any) -> BoardScreen:
    """The screen of that name: module ``name``, class ``NameScreen``."""
    from importlib import import_module

    module = import_module(f"boardtui.tui.screens.{name}")
    screen: BoardScreen = getattr(module, f"{name.title().replace('_', '')}Screen")(*args, **kwargs)
    return screen


def _caller(screen: Screen[Any], action: str) -> Any:
    return lambda: screen.call_later(screen.run_action, action)


def _setter(app: App[None], theme: str) -> Any:
    return lambda: setattr(app, "theme", theme)


def run(desk: Desk) -> int:
    """Run the program until it is left. Returns the exit status."""
    app = BoardApp(desk)
    app.run()
    if app.crash:
        import sys

        print(app.crash, file=sys.stderr)
        return 1
    return 0

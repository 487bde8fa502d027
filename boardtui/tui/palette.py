"""The command palette: what stands in it, and how it is found: by words of its name, then of what it does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import App, SystemCommand
from textual.command import Hit, Hits
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider

from boardtui.folding import begins, fits
from boardtui.tui.screen import BoardScreen
from boardtui.tui.theme import THEMES


class ScreenCommands(SystemCommandsProvider):
    """The commands of the screen, those named by what was typed first; of several names of one command the best is shown."""

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        best: dict[str, Hit] = {}
        for name, help_text, callback, shown in self.app.get_system_commands(self.screen):
            what_it_does = f"{name} {help_text}" if shown else name
            score = (
                0.9 if begins(name, query)
                else 0.7 if fits(name, query)
                else 0.5 if begins(what_it_does, query)
                else 0.3 if fits(what_it_does, query)
                else 0.2 * matcher.match(name)
            )  # fmt: skip
            if score > 0 and (help_text not in best or score > best[help_text].score):
                best[help_text] = Hit(score, matcher.highlight(name), callback, help=help_text)
        for hit in best.values():
            yield hit


def system_commands(app: App[None], screen: Screen[Any]) -> Iterable[SystemCommand]:
    """Every command of the screen, then the looks and the way out."""
    if isinstance(screen, BoardScreen):
        for command in screen.commands():
            if command.action not in ("palette",):
                title = f"{command.label} ({command.key})"
                yield SystemCommand(title, command.help, _caller(screen, command.action))
                for word in command.also:
                    yield SystemCommand(f"{word}: {title}", command.help, _caller(screen, command.action), False)
    for name, theme in THEMES.items():
        yield SystemCommand(f"theme: {name}", f"Use the {name} theme", _setter(app, theme.name))
    yield SystemCommand("quit", "Leave the program; everything is recorded", app.exit)


def _caller(screen: Screen[Any], action: str) -> Any:
    return lambda: screen.call_later(screen.run_action, action)


def _setter(app: App[None], theme: str) -> Any:
    return lambda: setattr(app, "theme", theme)

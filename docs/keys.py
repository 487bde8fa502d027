"""Writes keys.md from the tables of commands; run from the project's folder: python docs/keys.py."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import boardtui.tui.screens
from boardtui.tui.command import EVERYWHERE, Command
from boardtui.tui.screen import BoardScreen

PAGE = Path(__file__).parent / "keys.md"
FIRST = ("home", "attendance", "meeting", "vote", "readings", "minutes", "drafting")
HEAD = """# All keys

Made from the program by `python docs/keys.py`. A key has the same meaning on every screen where the same thing can be done.
On every screen `?` explains it, `:` finds a command by name, `z` undoes the last entry, `esc` goes back.
Back to [In the room](secretary.md).
"""


def screens() -> dict[str, type[BoardScreen]]:
    """Every screen that has a table of commands, those of a meeting first."""
    classes = {}
    for module in pkgutil.iter_modules(boardtui.tui.screens.__path__):
        for value in vars(importlib.import_module(f"boardtui.tui.screens.{module.name}")).values():
            if (
                isinstance(value, type)
                and issubclass(value, BoardScreen)
                and value.__module__.endswith(f".{module.name}")
            ):
                classes[module.name] = value
    names = [*(name for name in FIRST if name in classes), *sorted(set(classes) - set(FIRST))]
    return {name: classes[name] for name in names if classes[name].TABLE}


def page() -> str:
    """The page as it should be."""
    parts = [HEAD]
    tables = [("On every screen", EVERYWHERE), *((str(screen.TITLE), screen.TABLE) for screen in screens().values())]
    for title, table in tables:
        rows = [f"| {_key(command)} | {command.label} | {_cell(command.help)} |" for command in table]
        parts.append("\n".join([f"## {title}", "", "| key | label | what it does |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _key(command: Command) -> str:
    return f"`{_cell(command.key)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

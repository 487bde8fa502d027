"""Help for the screen that it was called from, made from the same table as the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from boardtui.tui.command import Command
from boardtui.tui.safe import EMPTY, Line, Span, line, wrap
from boardtui.tui.turns import Answering
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted


class HelpScreen(ModalScreen[Any], Answering):
    """What the screen is for, and every key with what it does. Any of Escape, ? and q goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q", "leave", "back", show=False)]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 96%; max-width: 104; height: 90%; border: solid $primary; background: $surface; padding: 0 1;
    }
    HelpScreen Page { height: 1fr; }
    HelpScreen #keys { height: 1; }
    """

    def __init__(
        self, title: str, words: str, commands: Sequence[Command], more: tuple[str, Sequence[str]] = ("", ())
    ) -> None:
        """``more`` is a further heading with its lines, at the end."""
        super().__init__()
        self._more = more
        self._title = title
        self._words = words
        self._commands = commands

    def compose(self) -> ComposeResult:
        yield Vertical(Page(), Painted(id="keys"))

    def on_mount(self) -> None:
        self.query_one(Page).focus()
        self.call_after_refresh(self._fill)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        width = max(30, self.query_one(Page).size.width - 2)
        lines: list[Line] = [line(Span(f"{self._title} – help", "heading")), EMPTY, *wrap(self._words, width)]
        group = None
        order = list(dict.fromkeys(command.group for command in self._commands))
        for command in sorted(self._commands, key=lambda command: order.index(command.group)):
            if command.group != group:
                group = command.group
                lines += [EMPTY, line(Span(group or "This screen", "heading"))]
            first, *more = wrap(command.help, max(20, width - 12))
            lines.append(line(Span(f"{command.key:>8}", "key"), "  ", *first))
            lines += [line(" " * 10, *parts) for parts in more]
        title, rows = self._more
        lines += [EMPTY, line(Span(title, "heading"))] if rows else []
        for row in rows:
            first, *more = wrap(row, max(20, width - 4))
            lines += [line("  ", *first), *(line("    ", *parts) for parts in more)]
        self.query_one(Page).put(lines)
        self.query_one("#keys", Painted).show([line(Span("↑ ↓ scroll   pagedown a page on   esc back", "dim"))])

    def action_leave(self) -> None:
        self.dismiss(None)

"""A choice among a few in one line: digits, or left and right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from boardtui.meeting.words.safe_text import plain
from boardtui.tui.safe import Span
from boardtui.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from boardtui.tui.forms.dialogs import Option


class Switch(Painted, can_focus=True):
    """A choice among a few: digits, or left and right."""

    DEFAULT_CSS = "Switch { height: 1; background: $panel; } Switch:focus { text-style: bold; }"

    def __init__(self, options: Sequence[Option], value: str) -> None:
        super().__init__()
        self.options = options
        keys = [option.key for option in options]
        self.index = keys.index(value) if value in keys else 0

    @property
    def value(self) -> str:
        return self.options[self.index].key

    def choose(self, key: str) -> None:
        """Choose the option of that key; where there is none any more, the choice stays."""
        keys = [option.key for option in self.options]
        self.index = keys.index(key) if key in keys else self.index
        self._draw()

    def on_mount(self) -> None:
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def on_key(self, event: events.Key) -> None:
        count = len(self.options)
        if event.key in ("right", "space", "left"):
            self.index = (self.index + (-1 if event.key == "left" else 1)) % count
        elif event.key.isdecimal() and 0 < int(event.key) <= count:
            self.index = int(event.key) - 1
        else:
            return
        event.stop()
        self._draw()

    def _draw(self) -> None:
        parts: list[Span] = []
        for index, option in enumerate(self.options):
            here = index == self.index
            parts += [
                Span(f"{index + 1} ", "key"),
                Span(f"{'▸' if here else ' '}{plain(option.label)}  ", "strong" if here else ""),
            ]
        self.show([tuple(parts)])

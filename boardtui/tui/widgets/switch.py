"""A field that is one of a few choices, all of them in sight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from textual import events

from boardtui.folding import begins, folded
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.safe import Line, Span, line, width_of
from boardtui.tui.widgets.painted import Painted

_BEFORE = Span("… ", "dim")  # that there are choices before those in sight


class Switch(Painted, can_focus=True):
    """A choice among a few: digits, left and right, or the letter that a word of it begins with."""

    DEFAULT_CSS = "Switch { height: 1; background: $panel; } Switch:focus { text-style: bold; }"

    def __init__(self, options: Sequence[Any], value: str) -> None:
        """Options have ``key`` and ``label``; ``value`` is the key of the one that it begins with."""
        super().__init__()
        self.options = options
        self.index = 0
        self.choose(value)

    @property
    def value(self) -> str:
        return str(self.options[self.index].key)

    def choose(self, key: str) -> None:
        """Choose the option of that key; where there is none any more, the choice stays."""
        keys = [option.key for option in self.options]
        self.index = keys.index(key) if key in keys else self.index
        self._draw()

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self) -> None:
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
        elif (fitting := self._beginning(event.character or "")) is not None:
            self.index = fitting
        else:
            return
        event.stop()
        self._draw()

    def _beginning(self, letter: str) -> int | None:
        """The place of the next option, after the one here, of which a word begins so."""
        options = self.options
        places = [(self.index + step) % len(options) for step in range(1, len(options) + 1)]
        return next((at for at in places if folded(letter) and begins(options[at].label, letter)), None)

    def _draw(self) -> None:
        """All choices; where they do not fit, the row begins so late that the one chosen is in sight to its end."""
        parts = [self._drawn(index) for index in range(len(self.options))]
        room = self.size.width or sum(map(width_of, parts))
        first = 0
        while first < self.index and sum(map(width_of, parts[first : self.index + 1])) + width_of(line(_BEFORE)) > room:
            first += 1
        self.show([line(*([_BEFORE] if first else []), *chain.from_iterable(parts[first:]))])

    def _drawn(self, index: int) -> Line:
        here = index == self.index
        label = f"{'▸' if here else ' '}{plain(self.options[index].label)}  "
        return line(Span(f"{index + 1} ", "key"), Span(label, "strong" if here else ""))

"""A field that is one of a few choices, all of them in sight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from textual import events
from textual.message import Message

from boardtui.folding import begins, folded
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.safe import Line, Span, line, width_of, wrap
from boardtui.tui.widgets.painted import Painted

_FEW = 4  # choices of which all are shown, in as many rows as that takes
_BEFORE = Span("… ", "dim")  # that there are choices before those in sight


class Switch(Painted, can_focus=True):
    """A choice among a few: digits, left and right, or the letters that a word of it begins with.

    Letters that begin none are words for another field: the choice is as it was before them, and ``NotText`` says so.
    """

    DEFAULT_CSS = "Switch { height: 1; background: $panel; } Switch:focus { text-style: bold; }"

    class Changed(Message):
        """Another of the choices was chosen."""

    class NotText(Message):
        """Words were typed at a choice, which takes none."""

    def __init__(self, options: Sequence[Any], value: str) -> None:
        """Options have ``key`` and ``label``; ``value`` is the key of the one that it begins with."""
        super().__init__()
        self.options = options
        self.index = 0
        self._letters = ""  # typed one after the other
        self._before = 0  # the choice before them
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
        self._letters = ""
        self._draw()

    def on_key(self, event: events.Key) -> None:
        count, before = len(self.options), self.index
        if event.key == "space" and self._letters:
            self._type(" ")
        elif event.key in ("right", "space", "left"):
            self._letters = ""
            self.index = (self.index + (-1 if event.key == "left" else 1)) % count
        elif event.key.isdecimal() and 0 < int(event.key) <= count:
            self._letters = ""
            self.index = int(event.key) - 1
        elif folded(event.character or ""):
            self._type(event.character or "")
        else:
            return
        event.stop()
        self._draw()
        if self.index != before:
            self.post_message(self.Changed())

    def _type(self, letter: str) -> None:
        """Choose what the letters begin; a letter behind a single one, which it does not go on with, chooses anew."""
        if not self._letters:
            self._before = self.index
        goes_on = len(self._letters) > 1 or self._beginning(self._letters + letter, 0) is not None
        self._letters = self._letters + letter if goes_on or self._beginning(letter, 0) is None else letter
        fitting = self._beginning(self._letters, 1 if len(self._letters) == 1 else 0)
        if fitting is None:
            self.post_message(self.NotText())
        self.index = self._before if fitting is None else fitting

    def _beginning(self, letters: str, first: int) -> int | None:
        """The place of the next option of which a word begins so, ``first`` places after the one here or later."""
        options = self.options
        places = [(self.index + step) % len(options) for step in range(first, len(options) + first)]
        return next((at for at in places if begins(options[at].label, letters)), None)

    def _draw(self) -> None:
        """All choices; where they do not fit, the row begins so late that the one chosen is in sight to its end.

        Where one is too long for a row, each has rows of its own; a few that do not fit into one are in sight in two.
        """
        parts = [self._drawn(index) for index in range(len(self.options))]
        room = self.size.width or sum(map(width_of, parts))
        if max(map(width_of, parts), default=0) + width_of(line(_BEFORE)) > room:
            rows = [row for index in range(len(self.options)) for row in self._in_rows(index, room)]
            self.styles.height = len(rows)
            self.show(rows)
            return
        if len(parts) <= _FEW and sum(map(width_of, parts)) > room:
            rows = self._flowed(parts, room)
            self.styles.height = len(rows)
            self.show(rows)
            return
        self.styles.height = 1
        first = 0
        while first < self.index and sum(map(width_of, parts[first : self.index + 1])) + width_of(line(_BEFORE)) > room:
            first += 1
        self.show([line(*([_BEFORE] if first else []), *chain.from_iterable(parts[first:]))])

    def _flowed(self, parts: Sequence[Line], room: int) -> list[Line]:
        """The choices one after the other, in as many rows as they take."""
        rows: list[Line] = [()]
        for part in parts:
            if rows[-1] and width_of(rows[-1]) + width_of(part) > room:
                rows.append(())
            rows[-1] = line(*rows[-1], *part)
        return rows

    def _in_rows(self, index: int, room: int) -> list[Line]:
        """A choice in as many rows as its words take."""
        here = index == self.index
        first, *more = wrap(plain(self.options[index].label), max(10, room - 4), "strong" if here else "")
        lead = Span(f"{index + 1} ", "key")
        return [line(lead, "▸" if here else " ", *first), *(line("   ", *row) for row in more)]

    def _drawn(self, index: int) -> Line:
        here = index == self.index
        label = f"{'▸' if here else ' '}{plain(self.options[index].label)}  "
        return line(Span(f"{index + 1} ", "key"), Span(label, "strong" if here else ""))

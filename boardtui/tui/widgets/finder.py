"""Inputs that find one of many by letters, however fast they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import events
from textual.widgets import Input

from boardtui.folding import begins, fits, folded
from boardtui.tui.safe import Line, Span, line
from boardtui.tui.widgets.painted import Painted


def found(options: Sequence[Any], wanted: str) -> list[Any]:
    """Of options with ``key``, ``label`` and ``remark``, those in which every word typed is a part of one.

    First come those whose label has words that begin so, then those in which any words do.
    """
    if not folded(wanted):
        return list(options)
    fitting = [option for option in options if fits(_words(option), wanted)]
    return sorted(
        fitting, key=lambda option: (not begins(str(option.label), wanted), not begins(_words(option), wanted))
    )


def _words(option: Any) -> str:
    return f"{option.label} {option.remark} {option.key}"


class Finder(Input):
    """Letters narrow the options, the arrows go through those that fit; left empty it keeps the value it came with.

    Options have ``key``, ``label`` and ``remark``.
    """

    def __init__(self, options: Sequence[Any], value: str, label: Painted, heading: Line) -> None:
        super().__init__()
        self._options = options
        self._given = value
        self._label = label
        self._heading = heading
        self._at = next((index for index, option in enumerate(options) if option.key == value), 0)

    @property
    def found(self) -> list[Any]:
        """The options that fit what was typed."""
        return found(self._options, self.value)

    @property
    def key(self) -> str | None:
        """The key of the option that stands in the label; None where nothing fits."""
        fitting = self.found
        return str(fitting[self._at % len(fitting)].key) if fitting else None

    def choose(self, key: str) -> None:
        """Begin again with the option of that key."""
        self._given = key
        self.value = ""
        self.watch_value()

    def on_mount(self) -> None:
        self._show()

    def watch_value(self) -> None:
        text = self.value.strip()
        start = next((index for index, option in enumerate(self._options) if option.key == self._given), 0)
        self._at = 0 if text else start
        self._show()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up"):
            self._at += 1 if event.key == "down" else -1
            event.stop()
            self._show()

    def _show(self) -> None:
        fitting = self.found
        if not fitting:
            self._label.show([line(*self._heading, "  ", Span("nothing fits", "warn"))])
            return
        option = fitting[self._at % len(fitting)]
        count = f"  {len(fitting)} fit" if self.value.strip() and len(fitting) > 1 else ""
        remark = Span(f"  {option.remark}" if option.remark else "", "dim")
        self._label.show([line(*self._heading, "  ", Span("▸ ", "strong"), option.label, remark, Span(count, "dim"))])


class Marker(Input):
    """Letters narrow a list; a space, or Enter after letters, marks what they found and empties the input.

    ``mark`` is called with the letters at that very key press: what is typed right after belongs to the next search.
    """

    def __init__(self, mark: Callable[[str], None]) -> None:
        super().__init__(placeholder="type to find")
        self._mark = mark

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" or (event.key == "enter" and self.value):
            event.stop()
            event.prevent_default()
            self._mark(self.value)
            self.value = ""
            return
        await super()._on_key(event)

"""Inputs that find one of many by letters, however fast they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from textual import events
from textual.widgets import Input

from boardtui.folding import begins, fits, folded
from boardtui.tui.safe import Line, Span, line, width_of
from boardtui.tui.widgets.painted import Painted

_FOR_COUNT = 24  # cells beside the names: which key chooses, and how many more there are


def found(options: Sequence[Any], wanted: str) -> list[Any]:
    """Of options with ``key``, ``label``, ``remark`` and ``seat``, those in which every word typed is a part of one.

    First comes the one whose seat has that number, then those whose whole label or remark it is, then those whose label
    has words that begin so, then those in which any words do.
    """
    if not folded(wanted):
        return list(options)
    fitting = [option for option in options if fits(_words(option), wanted)]
    return sorted(fitting, key=partial(_likelihood, wanted=wanted))


def _likelihood(option: Any, wanted: str) -> int:
    """How likely an option is meant by what was typed: 0 the likeliest."""
    number = wanted.strip()
    if number.isdecimal() and option.seat and int(option.seat) == int(number):
        return 0
    if folded(wanted) in (folded(option.label), folded(option.remark)):
        return 1
    return 2 if begins(option.label, wanted) else 3 if begins(_words(option), wanted) else 4


def _words(option: Any) -> str:
    return f"{option.label} {option.remark} {option.key} {option.seat}"


class AsTyped(NamedTuple):
    """What was typed itself, where the options are proposals only."""

    key: str
    label: str
    remark: str = ""
    seat: str = ""


class Finder(Input):
    """Letters narrow the options, the arrows go through those that fit; left empty it keeps the value it came with.

    Of several that fit as well as one another none is taken before an arrow has chosen it. Options have ``key``, ``label``,
    ``remark`` and ``seat``. Where ``free`` they are proposals: what was typed can be chosen too, and is where nothing fits.
    """

    def __init__(
        self, options: Sequence[Any], value: str, label: Painted, heading: Line, *, free: bool = False
    ) -> None:
        super().__init__()
        self.free = free
        self._options = options
        self._given = value
        self._label = label
        self._heading = heading
        self._at = self._start()
        self._is_moved = False  # an arrow chose among what fits the letters

    @property
    def found(self) -> list[Any]:
        """The options that fit what was typed."""
        fitting, text = found(self._options, self.value), self.value.strip()
        if not self.free or any(folded(option.label) == folded(text) for option in fitting if text):
            return fitting
        return [*fitting, AsTyped(text, text, "as typed")] if text else [AsTyped(self._given, self._given), *fitting]

    @property
    def chosen(self) -> Any | None:
        """The option that stands in the label; None where nothing fits, or several do and none was chosen."""
        fitting = self.found
        if not fitting:
            return None
        if not self.value.strip() or self._is_moved:
            return fitting[self._at % len(fitting)]
        return fitting[0] if self._is_plain(fitting) else None

    @property
    def key(self) -> str | None:
        """The key of the option that is chosen."""
        return None if self.chosen is None else str(self.chosen.key)

    def choose(self, key: str) -> None:
        """Begin again with the option of that key."""
        self._given = key
        self.value = ""
        self.watch_value()

    def on_mount(self) -> None:
        self._show()

    def watch_value(self) -> None:
        self._is_moved = False
        self._at = 0 if self.value.strip() else self._start()
        self._show()

    def on_key(self, event: events.Key) -> None:
        if event.key not in ("down", "up"):
            return
        step = 1 if event.key == "down" else -1
        first = self.chosen is None and step > 0  # where none is chosen, the first is the next one
        self._at += 0 if first else step
        self._is_moved = True
        event.stop()
        self._show()

    def _start(self) -> int:
        """The place of the option that it came with; where free, what it came with stands before all others."""
        keys = [option.key for option in self._options]
        return keys.index(self._given) if self._given in keys and not self.free else 0

    def _is_plain(self, fitting: list[Any]) -> bool:
        """Whether the first is likelier than all others; where free, what was typed stands not merely inside of its words."""
        first, *others = fitting
        typed = folded(self.value).split()
        if self.free and not isinstance(first, AsTyped) and not any(begins(_words(first), word) for word in typed):
            return False
        likelihood = _likelihood(first, self.value)
        return all(isinstance(other, AsTyped) or likelihood < _likelihood(other, self.value) for other in others[:1])

    def _show(self) -> None:
        fitting, option = self.found, self.chosen
        if not fitting:
            self._label.show([line(*self._heading, "  ", Span("no matches", "warn"))])
        elif option is None:
            self._label.show([self._several(fitting)])
        elif not option.label:
            self._label.show([line(*self._heading, Span("  letters find a name, ↓ goes through all", "dim"))])
        else:
            others = len(fitting) - 1 if self.value.strip() else 0
            more = f"  {self._at % len(fitting) + 1} of {len(fitting)}" if self._is_moved else f"  ↓ for {others} more"
            remark = Span(f"  {option.remark}" if option.remark else "", "dim")
            count = Span(more if others else "", "dim")
            parts = (Span("▸ ", "strong"), *_named(option), remark, count)
            self._label.show([line(*self._heading, "  ", *parts)])

    def _several(self, fitting: list[Any]) -> Line:
        """That several fit and how one is chosen, with as many of them as there is room for."""
        room = (self._label.size.width or self.app.size.width) - width_of(self._heading) - _FOR_COUNT
        shown: list[Span] = []
        for place, option in enumerate(fitting):
            more = [
                Span(" · " if shown else ""),
                *_named(option),
                Span(" as typed" if isinstance(option, AsTyped) else ""),
            ]
            if shown and width_of((*shown, *more)) > room:
                shown.append(Span(f" · {len(fitting) - place} more", "dim"))
                break
            shown += more
        return line(*self._heading, "  ", Span("↓ chooses: ", "warn"), *shown)


def _named(option: Any) -> Line:
    """An option with the number of its seat."""
    return line(Span(f"{option.seat} " if option.seat else "", "key"), option.label)


class Marker(Input):
    """Letters narrow a list; a space, or Enter after letters, marks what they found and empties the input; * marks all of it.

    ``mark`` and ``mark_all`` are called with the letters at that very key press: what is typed right after belongs to the
    next search.
    """

    def __init__(self, mark: Callable[[str], None], mark_all: Callable[[str], None]) -> None:
        super().__init__(placeholder="type to find")
        self._mark = mark
        self._mark_all = mark_all

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" or (event.key == "enter" and self.value):
            event.stop()
            event.prevent_default()
            self._mark(self.value)
            self.value = ""
            return
        if event.character == "*":
            event.stop()
            event.prevent_default()
            self._mark_all(self.value)
            self.value = ""
            return
        await super()._on_key(event)


class Asking(Input):
    """Letters are words; while there are none, ``command`` may take a character for itself: it says whether it did."""

    def __init__(self, command: Callable[[str], bool], placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder)
        self._command = command

    async def _on_key(self, event: events.Key) -> None:
        if not self.value and self._command(event.character or ""):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

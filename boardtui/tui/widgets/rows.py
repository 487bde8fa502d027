"""A list with a cursor: any number of rows, of which only those in sight are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from boardtui.tui.safe import Line, Span, cut, line, width_of, wrap
from boardtui.tui.widgets.painted import Painted

_NAMED = 30  # cells by which the beginning of a row can be told from others


class Row(NamedTuple):
    """A row: its key, what it shows, and whether the cursor may stand on it.

    A row that ``goes_on`` belongs to the one above it, whose words went on, and is marked with that. Where there is no room
    for all of one that ``ends_whole``, what comes before its last part is cut.
    """

    key: str
    parts: Line
    choosable: bool = True
    goes_on: bool = False
    ends_whole: bool = False

    def within(self, width: int) -> Line:
        """What it shows in so many cells."""
        room = width - width_of(self.parts[-1:])
        if self.ends_whole and width_of(self.parts) > width and room >= _NAMED:
            return (*cut(self.parts[:-1], room), self.parts[-1])
        return cut(self.parts, width)


def heading(text: object) -> Row:
    """A row that groups those under it."""
    return Row("", line(Span(str(text), "heading")), choosable=False)


def going_on(parts: Line) -> Row:
    """A further line of the row above."""
    return Row("", parts, choosable=False, goes_on=True)


def problem(text: str, width: int) -> list[Row]:
    """What is left out of a list or may be wrong in it, on rows of its own that nobody chooses."""
    first, *rest = wrap(text, max(20, width - 3))
    rows = [Row("", line(Span("! ", "bad"), *first), choosable=False)]
    return rows + [Row("", line("  ", *row), choosable=False) for row in rest]


class Rows(Painted, can_focus=True):
    """Moves with arrows, j and k, Home and End, page keys; Enter chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", show=False),
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("home", "edge(-1)", "first", show=False),
        Binding("end", "edge(1)", "last", show=False),
        Binding("enter", "choose", "open", show=False),
    ]

    class OfRow(Message):
        """Something happened to a row: the list, and the key of the row."""

        def __init__(self, rows: Rows, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> Rows:
            return self.rows

    class Chosen(OfRow):
        """Enter was pressed on a row."""

    class Moved(OfRow):
        """The cursor came to another row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Row] = ()
        self.empty = empty
        self.filled = False  # before that nobody knows whether there are any
        self.index = 0
        self.top = 0

    @property
    def key(self) -> str:
        """The key of the row under the cursor; empty where there is none."""
        return self.rows[self.index].key if self.chosen else ""

    @property
    def chosen(self) -> bool:
        """Whether the cursor stands on a row that can be chosen."""
        return 0 <= self.index < len(self.rows) and self.rows[self.index].choosable

    def stand_nowhere(self) -> None:
        """Take the cursor off all rows; it comes back with the first move, or where a row is selected."""
        self.index = -1
        self._paint()

    def fill(self, rows: Sequence[Row]) -> None:
        """Set the rows; the cursor stays on its key where that is still there."""
        text = self.key
        if self.styles.is_auto_height and len(rows) != len(self.rows):
            self.refresh(layout=True)
        self.rows, self.filled = rows, True
        if self.index < 0:
            self._paint()
            return
        number = next((index for index, row in enumerate(rows) if row.key == text and row.choosable), None)
        self._go(number if number is not None else min(self.index, max(0, len(rows) - 1)), 1)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return max(1, len(self.rows))

    def select(self, key: str) -> None:
        """Put the cursor on the row of that key, if there is one."""
        for index, row in enumerate(self.rows):
            if row.key == key and row.choosable:
                self._go(index, 1)

    def action_move(self, step: int) -> None:
        self._go(self.index + step, step)

    def action_page(self, step: int) -> None:
        self._go(self.index + step * max(1, self.size.height - 2), step)

    def action_edge(self, step: int) -> None:
        self._go(0 if step < 0 else len(self.rows) - 1, -step)

    def action_choose(self) -> None:
        if self.chosen:
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        index = self.top + event.y
        if index < len(self.rows) and self.rows[index].choosable:
            again = index == self.index
            self._go(index, 1)
            if again:
                self.action_choose()

    def on_resize(self) -> None:
        self._paint()

    def on_focus(self) -> None:
        self._paint()

    def on_blur(self) -> None:
        self._paint()

    def _go(self, index: int, step: int) -> None:
        """Move to the nearest row in that direction where the cursor may stand."""
        before = self.key
        self.index = self._standing(index, step)
        if self.key != before:
            self.post_message(self.Moved(self, self.key))
        self._paint()

    def _standing(self, index: int, step: int) -> int:
        if not self.rows:
            return 0
        index = min(max(index, 0), len(self.rows) - 1)
        ahead = range(index, len(self.rows)) if step > 0 else range(index, -1, -1)
        back = range(index, -1, -1) if step > 0 else range(index, len(self.rows))
        near: int
        for near in (*ahead, *back):
            if self.rows[near].choosable:
                return near
        return index

    def _paint(self) -> None:
        # Before the first layout the whole screen is taken as the room there is, so that nothing is drawn twice.
        height = self.size.height or self.app.size.height
        self.top = max(0, min(self.top, self.index, len(self.rows) - height))
        last = min(self._last(), self.index + height - 1)
        if last >= self.top + height:
            self.top = last - height + 1
        if not self.rows:
            self.show(wrap(self.empty if self.filled else "", max(8, self.size.width - 2), "dim", " "))
            return
        self.show([self._drawn(index) for index in range(self.top, min(len(self.rows), self.top + height))])

    def _last(self) -> int:
        """The last line of the row under the cursor."""
        last = self.index
        while last + 1 < len(self.rows) and self.rows[last + 1].goes_on:
            last += 1
        return last

    def _drawn(self, index: int) -> Line:
        row, width = self.rows[index], self.size.width or self.app.size.width
        mark = " "
        if index == self.top and self.top > 0:
            mark = "↑"
        elif index == self.top + self.size.height - 1 and index < len(self.rows) - 1:
            mark = "↓"
        first = index == self.index and row.choosable
        here = first or self.index < index <= self._last()
        parts = row.within(width - 2)
        lead = Span("▸" if first else " ", "strong" if first else "")
        gap = Span(" " * max(0, width - 2 - width_of(parts)))
        if here and self.has_focus:
            shown = "".join(part.text for part in parts) + gap.text
            return (lead, Span(shown, "cursor"), Span(mark, "dim"))
        return (lead, *parts, gap, Span(mark, "dim"))

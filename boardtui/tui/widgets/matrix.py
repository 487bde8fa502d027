"""A table of ticks with a cursor that moves from cell to cell."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from boardtui.tui.safe import EMPTY, Line, Span, fit, fit_at_word, line, width_of, wrap
from boardtui.tui.widgets.painted import Painted

LEAST_LABEL = 20


class MatrixRow(NamedTuple):
    """A row: its key, its words, the columns ticked in it, and those of its cells that carry an asterisk."""

    key: str
    label: str
    ticked: Container[str]
    starred: Container[str] = ()


class Matrix(Painted, can_focus=True):
    """Arrows or h j k l move; what a cell shows is ✓ or –, never a colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1, 0)", "down", show=False),
        Binding("up,k", "move(-1, 0)", "up", show=False),
        Binding("right,l", "move(0, 1)", "right", show=False),
        Binding("left,h", "move(0, -1)", "left", show=False),
    ]

    class Moved(Message):
        """The cursor came to another cell."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[MatrixRow] = ()
        self.columns: Sequence[tuple[str, str]] = ()
        self.at = (0, 0)
        self._first = (0, 0)

    @property
    def key(self) -> str:
        """The key of the row under the cursor."""
        return self.rows[self.at[0]].key if self.rows else ""

    @property
    def column(self) -> str:
        """The key of the column under the cursor."""
        return self.columns[self.at[1]][0] if self.columns else ""

    def fill(self, columns: Sequence[tuple[str, str]], rows: Sequence[MatrixRow], most: int) -> None:
        """Set columns (key and title) and rows; ``most`` is how many lines it may take."""
        self.columns, self.rows = columns, rows
        self.styles.height = max(4, min(most, len(rows) + len(self._heads(self._sizes()))))
        self.action_move(0, 0)

    def action_move(self, down: int, right: int) -> None:
        before = self.at
        row = max(0, min(self.at[0] + down, len(self.rows) - 1))
        column = max(0, min(self.at[1] + right, len(self.columns) - 1))
        self.at = (row, column)
        if self.at != before:
            self.post_message(self.Moved())
        self._paint()

    def on_resize(self) -> None:
        self._paint()

    def on_focus(self) -> None:
        self._paint()

    def on_blur(self) -> None:
        self._paint()

    def on_click(self, event: events.Click) -> None:
        heads = len(self._heads(self._sizes()))
        row = event.y - heads + self._first[0]
        if 0 <= row < len(self.rows):
            self.action_move(row - self.at[0], 0)

    def _sizes(self) -> list[int]:
        """The width of each column: its longest word and a cell beside it."""
        return [max([6, *(width_of(line(word)) + 1 for word in title.split())]) for _, title in self.columns]

    def _heads(self, sizes: list[int]) -> list[list[str]]:
        """The column titles wrapped, line by line, standing on the table."""
        wrapped = [
            ["".join(part.text for part in row) for row in wrap(title, size - 1)]
            for (_, title), size in zip(self.columns, sizes, strict=True)
        ]
        tall = max([1, *map(len, wrapped)])
        filled = [[""] * (tall - len(texts)) + texts for texts in wrapped]
        return [[texts[index] for texts in filled] for index in range(tall)]

    def _paint(self) -> None:
        if not self.rows or not self.columns:
            self.show([line(Span(" Every partner is eligible on every matter.", "dim"))])
            return
        sizes = self._sizes()
        heads = self._heads(sizes)
        shown = self._shown_columns(sizes)
        label = max(LEAST_LABEL, self.size.width - 4 - sum(sizes[index] for index in shown))
        label = min(label, max(width_of(line(row.label)) for row in self.rows) + 2)
        height = max(1, self.size.height - len(heads))
        top = max(0, min(self._first[0], self.at[0], len(self.rows) - height))
        top = max(top, self.at[0] - height + 1)
        self._first = (top, shown[0])
        lines = [self._head(head, shown, sizes, label) for head in heads]
        lines += [self._row(index, shown, sizes, label) for index in range(top, min(len(self.rows), top + height))]
        self.show(lines)

    def _shown_columns(self, sizes: list[int]) -> range:
        """The columns that fit, the one under the cursor among them."""
        room = self.size.width - 4 - LEAST_LABEL
        first = min(self._first[1], self.at[1])
        while first < self.at[1] and sum(sizes[first : self.at[1] + 1]) > room:
            first += 1
        last = first + 1
        while last < len(sizes) and sum(sizes[first : last + 1]) <= room:
            last += 1
        while first > 0 and sum(sizes[first - 1 : last]) <= room:
            first -= 1
        return range(first, last)

    def _head(self, words: list[str], shown: range, sizes: list[int], label: int) -> Line:
        titles = [
            Span(_middle(words[index], sizes[index]), "heading" if index == self.at[1] else "strong") for index in shown
        ]
        return (Span(" " * (label + 2)), *titles, Span(" ›" if shown.stop < len(sizes) else "", "dim"))

    def _row(self, index: int, shown: range, sizes: list[int], label: int) -> Line:
        row, here = self.rows[index], index == self.at[0]
        parts = [Span("▸ " if here else "  ", "strong"), Span(fit_at_word(row.label, label), "strong" if here else "")]
        for column in shown:
            key = self.columns[column][0]
            text = ("✓" if key in row.ticked else "–") + ("*" if key in row.starred else " ")
            cursor = here and column == self.at[1]
            tone = "cursor" if cursor and self.has_focus else "good" if key in row.ticked else "dim"
            shown_text = _middle(f"[{text.strip()}]" if cursor else f" {text}", sizes[column])
            parts.append(Span(shown_text, tone))  # type: ignore[arg-type]
        return tuple(parts) if parts else EMPTY


def _middle(text: str, width: int) -> str:
    left = max(0, width - width_of(line(text))) // 2
    return fit(" " * left + text, width)

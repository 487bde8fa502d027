"""Text to read: lines that scroll, without a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from boardtui.tui.safe import Line, Span, cut, line, width_of
from boardtui.tui.widgets.painted import Painted


class Page(Painted, can_focus=True):
    """Shows a window of its lines; arrows, j and k, page keys, Home and End move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_by(1)", "down", show=False),
        Binding("up,k", "scroll_by(-1)", "up", show=False),
        Binding("pagedown,space", "scroll_page(1)", "page down", show=False),
        Binding("pageup", "scroll_page(-1)", "page up", show=False),
        Binding("home", "scroll_by(-1000000)", "first", show=False),
        Binding("end", "scroll_by(1000000)", "last", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None, follow: bool = False) -> None:
        """``follow`` keeps the end in sight when lines are added and the end was in sight before."""
        super().__init__(id=id, classes=classes)
        self.text: Sequence[Line] = ()
        self.top = 0
        self._follow = follow

    def put(self, lines: Sequence[Line]) -> None:
        """Set the lines; the place in the text is kept."""
        at_end = self.top >= len(self.text) - max(1, self.size.height)
        self.text = lines
        if self._follow and at_end:
            self.top = len(lines)
        self._paint()

    def action_scroll_by(self, step: int) -> None:
        self.top += step
        self._paint()

    def action_scroll_page(self, step: int) -> None:
        self.action_scroll_by(step * max(1, self.size.height - 2))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self.action_scroll_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self.action_scroll_by(-3)

    def on_resize(self) -> None:
        self._paint()

    def _paint(self) -> None:
        height, width = max(1, self.size.height), max(1, self.size.width)
        self.top = max(0, min(self.top, len(self.text) - height))
        shown = list(self.text[self.top : self.top + height])
        if self.top > 0 and shown:
            shown[0] = _marked(shown[0], width, "↑")
        if self.top + height < len(self.text) and shown:
            shown[-1] = _marked(shown[-1], width, "↓")
        self.show(shown)


def _marked(parts: Line, width: int, mark: str) -> Line:
    parts = cut(parts, width - 2)
    return line(*parts, Span(" " * max(1, width - 1 - width_of(parts))), Span(mark, "dim"))

"""A box with lines to read over a screen; any of Escape, Enter and q closes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from boardtui.tui.forms.dialog import WIDE, Dialog
from boardtui.tui.safe import Line, Span, wrap
from boardtui.tui.widgets.page import Page


class Reader(Dialog):
    """Shows paragraphs: each a text, or a heading where it is a Span."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "leave", "close", show=False)]
    WIDEST = WIDE
    DEFAULT_CSS = "Reader Page { height: auto; max-height: 24; min-height: 3; }"

    def __init__(self, title: str, text: Sequence[Span | str]) -> None:
        super().__init__(title, hint="↑ ↓ scroll   esc close")
        self.text = text

    def parts(self) -> Sequence[Widget]:
        return [Page()]

    def on_mount(self) -> None:
        lines = self.lines()
        page = self.query_one(Page)
        page.styles.height = min(len(lines), max(3, self.app.size.height - 10))
        page.focus()
        self.call_after_refresh(page.put, lines)

    def lines(self) -> list[Line]:
        """What is read, in lines that fit."""
        lines: list[Line] = []
        for part in self.text:
            if isinstance(part, Span):
                lines += wrap(part.text, self._width(), part.tone)
            else:
                lines += wrap(part, self._width())
        return lines

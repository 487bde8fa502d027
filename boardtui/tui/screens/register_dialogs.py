"""A question under a list of sentences, however many they are."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from boardtui.tui.dialogs import Confirm
from boardtui.tui.safe import Line, Span, line, wrap
from boardtui.tui.widgets.page import Page


class ConfirmList(Confirm):
    """Sentences that scroll, and beneath them Enter or y to go on. Answers True or None."""

    DEFAULT_CSS = """
    ConfirmList > #box { width: 100; }
    ConfirmList Page { height: 1; background: $surface; margin: 1 0; }
    """

    def __init__(self, title: str, sentences: Sequence[str], words: str = "", *, yes: str, no: str = "leave it") -> None:
        super().__init__(title, words, yes=yes, no=no)
        self.sentences = list(sentences)

    def parts(self) -> Sequence[Widget]:
        return [Page()]

    def on_mount(self) -> None:
        super().on_mount()
        self._fill()
        self.query_one(Page).focus()

    def on_resize(self) -> None:
        self._fill()

    def _fill(self) -> None:
        lines = [part for sentence in self.sentences for part in bullet(sentence, self._width() - 2)]
        page = self.query_one(Page)
        page.styles.height = max(1, min(len(lines), self.app.size.height - 12))
        page.put(lines)
        self.call_after_refresh(page.put, lines)

    def _width(self) -> int:
        return min(96, max(20, self.app.size.width - 8))


def bullet(sentence: str, width: int) -> list[Line]:
    """A sentence with a dot before it, wrapped beside the dot."""
    first, *more = wrap(sentence, width - 2)
    return [line(Span("· ", "dim"), *first), *(line("  ", *rest) for rest in more)]

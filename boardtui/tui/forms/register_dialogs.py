"""A question under a list of sentences, however many they are, and a form that takes one line a field."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import TextArea

from boardtui.tui.forms.dialog import WIDE
from boardtui.tui.forms.dialogs import Confirm
from boardtui.tui.forms.form import Form
from boardtui.tui.safe import Line, Span, line, wrap
from boardtui.tui.widgets.finder import Finder
from boardtui.tui.widgets.page import Page


class ConfirmList(Confirm):
    """Sentences that scroll, and beneath them Enter or y to go on. Answers True or None."""

    WIDEST = WIDE
    DEFAULT_CSS = """
    ConfirmList Page { height: 1; background: $surface; margin: 1 0; }
    """

    def __init__(self, title: str, sentences: Sequence[str], words: str = "", *, yes: str, no: str = "cancel") -> None:
        super().__init__(title, words, yes=yes, no=no)
        self.sentences = list(sentences)

    def parts(self) -> Sequence[Widget]:
        return [Page()]

    def on_mount(self) -> None:
        self._fill()
        self.query_one(Page).focus()

    def on_resize(self) -> None:
        self._fill()

    def _fill(self) -> None:
        lines = [part for sentence in self.sentences for part in bullet(sentence, self._width() - 2)]
        page = self.query_one(Page)
        around = 6 + (
            len(wrap(self._words, self._width())) if self._words else 0
        )  # what the keys and the frame take, too
        most = max(1, self.app.size.height * 9 // 10 - around)
        page.styles.height = max(1, min(len(lines), most))
        page.put(lines)
        self.call_after_refresh(page.put, lines)
        self.tell_hint(f"↑ ↓ scroll   {self._hint}" if len(lines) > most else self._hint)


class TightForm(Form):
    """A form with the label beside the field, so that nine of them stand in a window of 24 lines."""

    DEFAULT_CSS = """
    TightForm .tight { height: 1; }
    TightForm .tight > .label { width: 34; }
    TightForm .tight > Input, TightForm .tight > Switch { width: 1fr; }
    """

    def parts(self) -> Sequence[Widget]:
        widgets = list(super().parts())
        rows: list[Widget] = []
        for label, entry in zip(widgets[::2], widgets[1::2], strict=True):
            stacked = isinstance(entry, TextArea | Finder)
            rows += [label, entry] if stacked else [Horizontal(label, entry, classes="tight")]
        return rows


def bullet(sentence: str, width: int) -> list[Line]:
    """A sentence with a dot before it, wrapped beside the dot; figures that change stand out on a line of their own."""
    about, _, figures = sentence.rpartition(": ")
    if not about or " → " not in figures:
        about, figures = sentence, ""
    first, *more = wrap(f"{about}:" if figures else about, width - 2)
    spans = [line(Span("· ", "dim"), *first), *(line("  ", *rest) for rest in more)]
    return spans + [line("    ", *part) for part in wrap(figures, width - 4, "strong") if figures]

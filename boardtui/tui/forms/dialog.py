"""A box over a screen that asks something: its title, its words, and what the keys do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from boardtui.tui.safe import Line, Span, Tone, line, wrap
from boardtui.tui.status import is_small
from boardtui.tui.turns import Answering
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows

WIDE = 108  # cells of a form, a list or a page where the screen has them
_HIGHEST = 0.9  # of the screen, as the stylesheet below says
_MOST_ROWS = 14
_FEWEST = 3


class Dialog(ModalScreen[Any], Answering):
    """A box in the middle; Escape leaves it without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave", show=False)]
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > #box {
        max-width: 96%; height: auto; max-height: 90%;
        border: solid $primary; background: $surface; padding: 0 1;
    }
    Dialog #title, Dialog #words, Dialog #hint { height: auto; }
    Dialog #offer { height: 1; display: none; }
    Dialog #marked { height: 1; }
    Dialog Input, Dialog TextArea, Dialog Switch {
        border: none; border-left: blank; background: $panel; padding: 0 1 0 0; height: 1; margin: 0;
    }
    Dialog Input:focus, Dialog TextArea:focus, Dialog Switch:focus {
        border: none; border-left: heavy $primary; background: $boost;
    }
    Dialog TextArea { height: 5; }
    Dialog Rows { height: auto; max-height: 14; min-height: 1; }
    Dialog.-small > #box { visibility: hidden; }
    """

    WIDEST: ClassVar[int] = 72  # cells of what is in the box

    def __init__(self, title: str, words: str = "", hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._hint = hint
        self._hinted: tuple[str, Any] = (hint, "dim")  # what is shown now
        self._filling: Widget | None = None

    def compose(self) -> ComposeResult:
        self.set_class(is_small(*self.app.size), "-small", update=False)
        yield Vertical(
            Painted(id="title"), Painted(id="words"), Painted(id="offer"), *self.parts(), Painted(id="hint"), id="box"
        )

    def parts(self) -> Sequence[Widget]:
        """The widgets between the words and the hint."""
        return ()

    def on_mount(self) -> None:
        self.query_one("#box").styles.width = self.WIDEST + 4
        self.query_one("#title", Painted).show([line(Span(self._title, "heading"))])
        self._tell_words()
        self.tell_hint(*self._hinted)

    def _tell_words(self) -> None:
        spans = wrap(self._words, self._width()) if self._words else []
        self.query_one("#words", Painted).show(spans)
        self.query_one("#words", Painted).display = bool(spans)

    def on_resize(self) -> None:
        """Hide where the window is too small; afterwards what was being filled in has the focus again."""
        self._tell_words()
        self.tell_hint(*self._hinted)
        small = is_small(*self.app.size)
        if small and self.focused is not None:
            self._filling = self.focused
        self.set_class(small, "-small")
        if not small and self._filling is not None:
            self._filling.focus()
            self._filling = None

    def tell_hint(self, hint: str, tone: Any = "dim") -> None:
        """Show what the keys do, or what is still missing."""
        self._hinted = hint, tone
        self.query_one("#hint", Painted).show(_flowed(hint, self._width(), tone) if hint else [])
        self._leave_room()

    def _leave_room(self) -> None:
        """Keep a list so short that what the keys do is in sight below it."""
        for rows in self.query(Rows):
            beside = sum(_height(other) for other in self.query_one("#box").children if other is not rows)
            rows.styles.max_height = max(_FEWEST, min(_MOST_ROWS, int(self.app.size.height * _HIGHEST) - 2 - beside))

    def _width(self) -> int:
        return min(self.WIDEST, max(20, self.app.size.width - 8))

    def action_leave(self) -> None:
        self.dismiss(None)


class ListDialog(Dialog):
    """A box with a list, in which up and down move while something else is typed in."""

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up"):
            self.query_one(Rows).action_move(1 if event.key == "down" else -1)
            event.stop()


def _height(part: Widget) -> int:
    """How many lines a part of a dialog beside its list takes."""
    if not part.display or part.has_class("-unused"):
        return 0
    return max(1, len(part.lines)) if isinstance(part, Painted) else 1


def _flowed(hint: str, width: int, tone: Tone) -> list[Line]:
    """A hint in as many lines as it takes; what stands three blanks apart, a key and what it does, is not torn apart."""
    rows: list[str] = []
    for part in hint.split("   "):
        if rows and cell_len(rows[-1]) + 3 + cell_len(part) <= width:
            rows[-1] += f"   {part}"
        else:
            rows.append(part)
    return [
        piece
        for row in rows
        for piece in ([line(Span(row, tone))] if cell_len(row) <= width else wrap(row, width, tone))
    ]

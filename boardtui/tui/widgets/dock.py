"""The editor at the foot of the meeting: what was recorded last, dim, and the paragraph that is being written."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from boardtui.tui.completing import Completer
from boardtui.tui.safe import EMPTY, Line, Span, cut, line, width_of
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.words import Words

_WRITING = "WRITING NOTES"
_TALL = 34  # lines of a window from which there is room for more


class NotesEditor(Words):
    """An editor that Enter and Tab never leave."""

    class Moved(Message):
        """The cursor, or with it the text, is another than before."""

    class Turned(Message):
        """Letters go into the editor from now on, or no more."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self.complete()
            return
        await super()._on_key(event)

    def on_text_area_selection_changed(self) -> None:
        self.post_message(self.Moved())

    def on_focus(self) -> None:
        self.post_message(self.Turned())

    def on_blur(self) -> None:
        self.post_message(self.Turned())

    @property
    def cursor(self) -> int:
        """The place of the cursor, counted in letters from the beginning."""
        row, column = self.cursor_location
        lines = self.text.split("\n")
        return sum(len(text) + 1 for text in lines[:row]) + column


class Dock(Vertical):
    """A title that says where the keys go, the paragraphs recorded last, and the editor; without them and lower where ``low``."""

    DEFAULT_CSS = """
    Dock { height: auto; display: none; }
    Dock.-open { display: block; }
    Dock > #dock-title { height: 1; background: $band; text-style: bold; padding: 0 1; }
    Dock > #dock-recorded { height: auto; padding: 0 1; }
    Dock > TextArea { border: none; border-left: blank; padding: 0 1 0 0; height: 3; background: $panel; }
    Dock > TextArea:focus { border: none; border-left: heavy $primary; background: $boost; }
    Dock.-tall > TextArea { height: 6; }
    Dock.-idle > TextArea, Dock.-low > TextArea { height: 1; }
    Dock.-low > TextArea:focus { height: 2; }
    Dock.-low.-tall > TextArea:focus { height: 3; }
    """

    def __init__(self, *, low: bool = False) -> None:
        super().__init__()
        self._low = low
        self.set_class(low, "-low", update=False)
        self.editor = NotesEditor(tell=self._tell_offer)
        self._title: Line = EMPTY
        self._offer: Line = EMPTY

    def compose(self) -> ComposeResult:
        yield Painted(id="dock-title")
        yield Painted(id="dock-recorded")
        yield self.editor

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-open")

    def open(self, *, is_open: bool = True) -> None:
        """Put it on the screen, or away."""
        self.set_class(is_open, "-open")

    @property
    def is_written_in(self) -> bool:
        """Whether letters go into the editor."""
        return self.is_open and self.editor.has_focus

    def put(self, text: str, cursor: int | None = None) -> None:
        """Have this in the editor, the cursor there or at its end; nothing of before can be brought back into it."""
        self.editor.load_text(text)
        before = text[:cursor].split("\n")
        self.editor.move_cursor((len(before) - 1, len(before[-1])))

    def tell(self, about: str, recorded: Sequence[str], completer: Completer) -> None:
        """Say where the letters go, what the notes are about, and what was recorded of them last."""
        self.editor.completer = completer
        waiting = bool(self.editor.text.strip())
        if self.is_written_in:
            self._title = line(Span(_WRITING, "accent"), f". Letters are text. On {about}")
        else:
            keys = (Span("N", "key"), " goes on writing.") if waiting else (Span("N", "key"), " writes.")
            unrecorded = Span(", NOT RECORDED YET", "warn") if waiting else Span("")
            self._title = line(Span("Notes", "strong"), unrecorded, ". Letters are commands, ", *keys, f" On {about}")
        most = 3 if self.app.size.height >= _TALL else 1
        self.set_class(most > 1, "-tall")
        self.set_class(not waiting and not self.is_written_in, "-idle")
        shown = [] if self._low else [line(Span(f"✓ {' '.join(text.split())}", "dim")) for text in recorded[-most:]]
        page = self.query_one("#dock-recorded", Painted)
        page.display = bool(shown)
        width = max(20, self.size.width - 2)
        page.show([cut(row, width) for row in shown])
        self._show_title()

    def on_resize(self) -> None:
        self._show_title()

    def _tell_offer(self, offer: Line) -> None:
        self._offer = offer
        self._show_title()

    def _show_title(self) -> None:
        if not self.is_mounted:
            return
        width = max(20, self.size.width - 2)
        if self._offer and self.is_written_in:
            offer = cut(self._offer, width - len(_WRITING) - 2)
            title = cut(self._title, max(len(_WRITING), width - width_of(offer) - 2))
            row = line(*(title if len(title) > 1 else (Span(_WRITING, "accent"),)), "  ", *offer)
        else:
            row = cut(self._title, width)
        self.query_one("#dock-title", Painted).show([row])

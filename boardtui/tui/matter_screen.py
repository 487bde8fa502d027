"""The screen of one matter that is followed from meeting to meeting: what it is, how it stands, and all of it below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from boardtui.tui.safe import Line, span
from boardtui.tui.screen import BoardScreen
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted


class MatterScreen(BoardScreen):
    """Of a decision or an issue, by its key; it shows what ``put`` is given, or that the matter is gone."""

    MATTER: ClassVar[str] = "matter"  # what it is called in a sentence
    DEFAULT_CSS = """
    MatterScreen #head { height: auto; padding: 0 1; }
    MatterScreen #standing { height: auto; margin: 1 0; padding: 0 1; background: $panel; border-left: thick $primary; }
    MatterScreen #page { height: 1fr; margin: 0 1; }
    MatterScreen.-narrow #standing { margin: 0; }
    """

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    @property
    def subject(self) -> tuple[str, ...]:
        return (*super().subject, self.key)

    @property
    def gone(self) -> str:
        """What to say once what brought the matter in is taken back."""
        return (
            f"This {self.MATTER} is no longer before this body: it was undone, or an earlier meeting was done with it. "
            "esc goes back."
        )

    def body(self) -> Iterable[Widget]:
        yield Painted(id="head")
        yield Painted(id="standing")
        yield Page(id="page")

    def on_mount(self) -> None:
        self.query_one(Page).focus()

    def put(self, head: Sequence[Line], standing: Sequence[Line], page: Sequence[Line]) -> None:
        """Show what the matter is, how it stands, and all of it."""
        self.query_one("#head", Painted).show(head)
        self.query_one("#standing", Painted).show(standing)
        self.query_one(Page).put(page)

    def put_gone(self) -> None:
        """Show that it is no longer there."""
        self.put([(span(self.gone, "warn"),)], [], [])

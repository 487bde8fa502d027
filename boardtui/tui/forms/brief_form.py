"""The Chair's brief on one item over a screen, in the words of the paper."""

from __future__ import annotations

from boardtui.papers.brief import item_brief
from boardtui.papers.circulation.circulating import one_meeting
from boardtui.papers.document import Document
from boardtui.papers.model import Part
from boardtui.tui.reader import Reader
from boardtui.tui.safe import Line
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.paper import paper_lines


class PaperReader(Reader):
    """Shows a paper without its heading and the facts of the meeting, which the screen has already."""

    def __init__(self, title: str, paper: Document) -> None:
        super().__init__(title, ())
        self.paper = paper

    def lines(self) -> list[Line]:
        return paper_lines(self.paper, self._width())


async def show_brief(screen: BoardScreen, item: str | None) -> None:
    """Show what the brief says of an item, the first where none is named; of what is private only where that is shown."""
    key = item or next(iter(screen.shown.items), None)
    if key is None or screen.session is None:
        return
    part: Part = "public" if screen.hides else "confidential"
    source = one_meeting(screen.board.desk, screen.session, None, part).source
    await screen.ask(PaperReader("Chair's brief", item_brief(source, key)))

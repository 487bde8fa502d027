"""Shows what was typed into forms and not recorded, also where the form cannot be opened any more, and discards it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from boardtui.tui.drafts import Draft
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.reader import Reader
from boardtui.tui.safe import Span
from boardtui.tui.screen import BoardScreen


class DraftReader(Reader):
    """The words of a draft. Answers True where it is to be discarded."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("d", "discard", "discard", show=False)]

    def __init__(self, draft: Draft, when: str) -> None:
        super().__init__(draft.title, [Span(when, "dim"), *draft.text.splitlines()])
        self._hint = "↑ ↓ scroll   d discard it   esc close, it is kept"

    def action_discard(self) -> None:
        self.dismiss(True)


async def show_drafts(screen: BoardScreen) -> None:
    """List the drafts, the latest first, and show the words of the one chosen; again until the list is left."""
    desk, drafts = screen.board.desk, screen.board.drafts
    while kept := drafts.all():
        hidden = [draft.private and screen.hides for draft in kept]
        options = [
            Option(
                str(number),
                "confidential" if hides else draft.title,
                f"{desk.local(draft.at):%d %b %H:%M}{'' if hides else f'  {draft.in_a_line[:30]}'}",
            )
            for number, (draft, hides) in enumerate(zip(kept, hidden, strict=True))
        ]
        text = "The form offers its text again when you open it where you typed it."
        chosen = await screen.ask(Choose("Typed and not recorded", options, text))
        if chosen is None:
            return
        draft = kept[int(chosen)]
        if draft.private and screen.hides:
            screen.say("That text is confidential: * shows what is, and then it opens.", "warn")
            return
        if await screen.ask(DraftReader(draft, f"Typed on {desk.local(draft.at):%d %b %Y at %H:%M}")):
            drafts.replace(draft, None)

"""An editor for words over several lines, in which Tab completes names and phrases as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from boardtui.meeting.words.safe_text import plain
from boardtui.tui.completing import Completer, Offer
from boardtui.tui.safe import Line, Span, fit, line

_SHOWN = 60  # cells of what is offered


class _Completed(NamedTuple):
    """Where the last Tab wrote, what it may write there instead, and which of it stands there now."""

    row: int
    start: int
    texts: tuple[str, ...]
    at: int


class Words(TextArea):
    """Words over several lines, gone on with at their end; Enter goes on, behind a \\ it breaks the line, as ctrl+j does.

    ``above`` takes what is offered above the first line, and says whether anything was. Words that are ``proposed`` are
    selected, seen from their beginning: what is typed stands in their place, an arrow keeps them.

    Tab completes what is typed; where there is nothing to complete it goes on, too. Tab again offers the next. What Tab would
    write is told to ``tell`` as it is typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "newline", "new line", show=False)]

    def __init__(
        self,
        text: str = "",
        go_on: Callable[[Words], None] | None = None,
        completer: Completer | None = None,
        tell: Callable[[Line], None] | None = None,
        proposed: bool = False,
        above: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(text, show_line_numbers=False, soft_wrap=True)
        self.completer = completer or Completer()
        self._go_on = go_on
        self._tell = tell
        self._is_proposed = proposed
        self._above = above
        self._completed: _Completed | None = None

    def on_mount(self) -> None:
        if self._is_proposed:
            self.selection = Selection(self.document.end, self.document.start)
        else:
            self.move_cursor(self.document.end)

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up; from the first one to what is offered above, where something is."""
        if self.cursor_location[0] or self._above is None or not self._above():
            super().action_cursor_up(select)

    def action_newline(self) -> None:
        self.insert("\n")

    def complete(self) -> bool:
        """Write what is offered, or after that the next in its place; whether there was anything."""
        done = self._stands()
        if done is None:
            offers, (row, column) = self._offers(), self.cursor_location
            if not offers:
                return False
            start = column - max(offer.typed for offer in offers)
            before = self.document.get_line(row)[start:column]
            texts = tuple(before[: len(before) - offer.typed] + offer.text for offer in offers)
            done = _Completed(row, start, texts, -1)
        place = (done.at + 1) % len(done.texts)
        self.replace(done.texts[place], (done.row, done.start), self.cursor_location, maintain_selection_offset=False)
        self._completed = done._replace(at=place)
        self.move_cursor((done.row, done.start + len(done.texts[place])))
        self.tell_offer()
        return True

    def tell_offer(self) -> None:
        """Tell what Tab would write now."""
        if self._tell is None:
            return
        done = self._stands()
        if done is not None and len(done.texts) > 1:
            offered, count = (
                done.texts[(done.at + 1) % len(done.texts)],
                f" ({done.at + 1} of {len(done.texts)} is written)",
            )
        else:
            offers = self._offers() if done is None else []
            offered, count = (
                (offers[0].text, f" (1 of {len(offers)})" if len(offers) > 1 else "") if offers else ("", "")
            )
        if not offered:
            self._tell(())
            return
        text = plain(offered)
        self._tell(line(Span("tab ", "key"), fit(text, _SHOWN).rstrip(), Span(count, "dim")))

    def on_text_area_selection_changed(self) -> None:
        self.tell_offer()

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "tab" and self.complete():
            event.stop()
            event.prevent_default()
            return
        if event.key == "enter" and self._breaks_line():
            event.stop()
            event.prevent_default()
            return
        if event.key in ("enter", "tab") and self._go_on is not None:
            event.stop()
            event.prevent_default()
            self._go_on(self)
            return
        await super()._on_key(event)

    def _breaks_line(self) -> bool:
        """Break the line where a \\ stands before the cursor, in its place: no key needs ctrl. Whether one stood there."""
        row, column = self.cursor_location
        if self._go_on is None or not self.document.get_line(row)[:column].endswith("\\"):
            return False
        self.replace("\n", (row, column - 1), (row, column), maintain_selection_offset=False)
        return True

    def _offers(self) -> list[Offer]:
        row, column = self.cursor_location
        return [offer for offer in self.completer.offers(self.document.get_line(row)[:column]) if offer.text]

    def _stands(self) -> _Completed | None:
        """The last completion, while the cursor stands right behind it."""
        done = self._completed
        if done is None or done.row >= self.document.line_count:
            return None
        text, (row, column) = done.texts[done.at], self.cursor_location
        written = self.document.get_line(done.row)[done.start : done.start + len(text)] == text
        return done if written and (row, column) == (done.row, done.start + len(text)) else None

"""What the register says now that the last meeting of a body was convened without."""

from __future__ import annotations

from typing import ClassVar

from boardtui.desk.desk import Desk
from boardtui.register.changes import changes_since
from boardtui.register.rules import terms
from boardtui.register.versions import version_words
from boardtui.tui.safe import EMPTY, Line, Span, line, wrap
from boardtui.tui.screens.register_tab import BodyTab
from boardtui.tui.status import day
from boardtui.tui.widgets.rows import Row, heading


def changes_of(desk: Desk, body: str) -> list[str]:
    """What changed since the body's last meeting was convened, in sentences."""
    convened = desk.convened_last(body)
    if convened is None:
        return []
    db = desk.store.connection
    return changes_since(db, convened, terms(db, body, desk.config.settings.terms.get(body)))


class ChangesTab(BodyTab):
    """The differences, one a row."""

    title = "What changed"
    short = "Changes"
    works: ClassVar[frozenset[str]] = frozenset({"body"})

    def head(self, width: int) -> tuple[Line, Line]:
        desk = self.screen.board.desk
        convened = desk.convened_last(self.body_key)
        if convened is None:
            return self.about("has not met yet"), EMPTY
        number = len(changes_of(desk, self.body_key))
        text = {0: "nothing changed", 1: "1 change"}.get(number, f"{number} changes")
        since = f"since “{convened.title}”, {day(convened.starts)}, was convened"
        state = desk.session(self.body_key).state
        if state.is_running and state.meeting == convened.meeting:
            since += "; it is running and keeps what it has"
        return self.about(Span(text, "strong" if number else "")), line(Span(since, "dim"))

    def rows(self, width: int) -> list[Row]:
        rows = [Row(f"{index}", line(text)) for index, text in enumerate(self._texts())]
        charters = len(version_words(self.db))
        if charters:
            rows.insert(charters, heading("Since the last meeting was convened"))
            rows.insert(0, heading("Which charter holds from which day"))
        return rows

    def _texts(self) -> list[str]:
        """The charters, each with its day, and then what changed."""
        return [*version_words(self.db), *changes_of(self.screen.board.desk, self.body_key)]

    @property
    def empty(self) -> str:
        if self.screen.board.desk.convened_last(self.body_key) is None:
            return "There is no earlier meeting to compare with; b chooses another body."
        return "Nothing has changed in the setup since the last meeting was convened."

    def detail(self, key: str, width: int) -> list[Line]:
        texts = self._texts()
        return wrap(texts[int(key)], width) if key.isdecimal() and int(key) < len(texts) else []

    async def edit(self) -> None:
        self.screen.say("For information only. Edit on pages 1 to 6.")

"""What-if: which decisions of a coming or running meeting are within reach, and whose presence decides them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from boardtui.book.errors import TROUBLES
from boardtui.errors import UserError
from boardtui.meeting.planning.whatif import expected, prospects, reckoned
from boardtui.meeting.state.state import State, filled_seats
from boardtui.meeting.words.whatif_words import lines
from boardtui.review.prospects import meeting_stretch
from boardtui.tui.command import Command
from boardtui.tui.safe import EMPTY, Line, Span, line, span, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.widgets.page import Page


class WhatifScreen(BoardScreen):
    """To read only: nothing is recorded here."""

    TITLE = "What if"
    HELP = (
        "Each item that has a subject or is for decision, and each rule that fits it: how many votes it takes with everybody "
        "there who is expected, whether it can be carried, and whose absence or vote against would prevent it. Expected "
        "are all members who have not sent apologies, and once the meeting is open those who are present. Members whom "
        "an interest keeps from voting count as without a vote on its items. The command boardtui whatif tries out "
        "further absences."
    )
    TABLE: ClassVar[tuple[Command, ...]] = ()

    def __init__(self, book: str, meeting: str | None = None) -> None:
        super().__init__()
        self._book, self._meeting = book, meeting

    def body(self) -> Iterable[Widget]:
        yield Page(id="prospects")

    def on_mount(self) -> None:
        self.query_one(Page).focus()

    def show_state(self) -> None:
        width = max(40, self.size.width - 2)
        try:
            state = expected(self.shown_of(meeting_stretch(self.board.desk, self._book, self._meeting)))
        except TROUBLES:
            raise
        except UserError as error:
            self.query_one(Page).put([EMPTY, *wrap(f" {error}", width, "warn")])
            return
        self.query_one(Page).put([*_head(state, width), *_lines(state, width)])


def _head(state: State, width: int) -> list[Line]:
    filled = filled_seats(state)
    text = f"{len(state.present)} of {filled} members are expected. Reckoned as if all of them agree"
    register = reckoned(state)
    lines = wrap(register, width - 2, "warn", " ") if register else []
    return [line(" ", span(state.title, "heading")), line(" ", Span(text, "dim")), *lines]


def _lines(state: State, width: int) -> Iterable[Line]:
    rows = list(lines(state, prospects(state)))
    if not rows:
        yield EMPTY
        yield from wrap("No item has a topic or is for decision, so there is nothing to work out.", width, indent=" ")
    for text, good in rows:
        if good is None:
            yield EMPTY
            yield from wrap(text, width - 2, "strong", " ")
        else:
            mark, tone = ("✓", "good") if good else ("✗", "bad")
            first, *more = wrap(text.strip(), width - 5)
            yield line("   ", Span(mark, tone), " ", *first)  # type: ignore[arg-type]
            yield from (line("     ", *rest) for rest in more)

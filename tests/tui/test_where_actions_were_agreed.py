"""Of each action the list names the meeting that agreed it, a carried one too; of one agreed between meetings none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boardtui.app import BoardApp
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting, add_meeting
from boardtui.tui.widgets.rows import Rows
from tests.papers.on_desk import BOARD
from tests.test_found import MARCH, SEPTEMBER, STARTS, Book
from tests.tui.app import Clock, frame, make_desk, press


def told_of(app: BoardApp, action: str) -> str:
    """What the pane below the list says of an action."""
    screen: Any = app.screen
    screen.query_one(Rows).select(f"{BOARD} {action}")
    screen.show_about()
    return next(row for row in frame(app).split("\n") if "agreed" in row and "│" not in row).strip()


@pytest.fixture
def book(tmp_path: Path) -> Book:
    clock = Clock()
    return Book(make_desk(tmp_path, clock=clock), clock)


async def test_the_meeting_is_named_of_a_carried_action_too(book: Book) -> None:
    book.convene(MARCH).do(
        e.ActionAgreed("a1", f"{MARCH}-one", "Write.", "Ann Ash", "2027-01-01"),
        e.ActionAgreed("a2", None, "Count.", "Ann Ash", "2027-01-02"),
        e.MeetingClosed(),
        e.ActionAgreed("b1", None, "See.", "Ann Ash", "2027-01-03"),
    )
    book.convene(SEPTEMBER).do(e.ActionAgreed("a3", f"{SEPTEMBER}-one", "Ask.", "Ann Ash", "2027-01-04"))
    app = BoardApp(book.desk)
    async with app.run_test(size=(120, 40)) as pilot:
        app.session = book.session
        app.open_screen("actions")
        await press(pilot)
        assert told_of(app, "a1") == "agreed 26 Mar at Board, march"
        assert told_of(app, "a2") == "agreed 26 Mar at Board, march"
        assert told_of(app, "b1") == "agreed 26 Mar"
        assert told_of(app, "a3") == "agreed 24 Sep at Board, september"
        book.do(e.MeetingClosed(), e.ActionAgreed("b2", None, "Go.", "Ann Ash", "2027-01-05"))
        await press(pilot, "escape", "a")
        assert told_of(app, "a1") == "Partnership Board · agreed 26 Mar at Board, march"
        assert told_of(app, "b2") == "Partnership Board · agreed 24 Sep"
    book.desk.close()


async def test_a_meeting_not_held_in_public_is_not_named_before_the_public(book: Book) -> None:
    """What it agreed in public is told, without its title."""
    add_meeting(book.desk.store.connection, Meeting("apart", BOARD, "Board, apart", STARTS[MARCH], public=False))
    book.session.convene("apart")
    book.do(
        e.MeetingOpened(),
        e.ActionAgreed("a1", None, "Write.", "Ann Ash", "2027-01-01", confidential=False),
        e.MeetingClosed(),
    )
    book.convene(SEPTEMBER)
    app = BoardApp(book.desk)
    async with app.run_test(size=(120, 40)) as pilot:
        app.session = book.session
        app.open_screen("actions")
        await press(pilot)
        assert told_of(app, "a1") == "agreed 26 Mar"
        assert "Board, apart" not in frame(app)
        await press(pilot, "asterisk", "down", "enter")
        assert told_of(app, "a1") == "agreed 26 Mar at Board, apart"
    book.desk.close()

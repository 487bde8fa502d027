"""A meeting entered after a later one tells which minutes awaited approval on its own day, whoever approved them since."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from boardtui.tui.views.item import item_lines
from tests.test_found import JULY, JUNE, MARCH, OCTOBER, SEPTEMBER, Book, book, papers

__all__ = ["book"]

DUE = "## Minutes awaiting approval"


def _due(folder: Path, meeting: str) -> list[str]:
    """What the agenda lists of minutes, as it is printed."""
    written = papers(folder, meeting)
    agenda = next(text for name, text in written.items() if name.startswith("agenda") and "confidential" not in name)
    after = agenda.partition(DUE)[2].partition("\n## ")[0]
    return [row.removeprefix("- ") for row in after.splitlines() if row.startswith("- ")]


def _on_screen(book: Book) -> list[str]:
    now = datetime.datetime(2026, 11, 1, 10)
    rows = item_lines(book.session.state, None, 120, lambda _: now, now)
    said = ("".join(span.text for span in row) for row in rows)
    return [row for row in said if row.startswith("Minutes of")]


@pytest.fixture
def entered(book: Book) -> Book:
    """June is entered when September has approved March's minutes."""
    book.convene(MARCH).do(e.MeetingClosed())
    book.convene(SEPTEMBER).do(e.MinutesApproved(MARCH), e.MeetingClosed())
    return book.convene(JUNE, "2026-10-05T09:00:00+01:00")


def test_an_agenda_lists_minutes_that_a_later_meeting_approved(entered: Book, tmp_path: Path) -> None:
    assert _due(tmp_path, JUNE) == ["Board, march, 26 March 2026"]
    assert _due(tmp_path, SEPTEMBER) == ["Board, march, 26 March 2026"]


def test_the_meeting_screen_says_that_a_later_meeting_approved_them(entered: Book) -> None:
    assert _on_screen(entered) == [
        "Minutes of Board, march (Thu 26 Mar 2026) awaited approval; a later meeting approved them"
    ]


def test_another_late_meeting_finds_what_the_first_one_left(entered: Book, tmp_path: Path) -> None:
    entered.do(e.MeetingClosed()).convene(JULY, "2026-10-06T09:00:00+01:00")
    assert _due(tmp_path, JULY) == ["Board, march, 26 March 2026", "Board, june, 25 June 2026"]
    assert _on_screen(entered) == [
        "Minutes of Board, june (Thu 25 Jun 2026) await approval: r approves them",
        "Minutes of Board, march (Thu 26 Mar 2026) awaited approval; a later meeting approved them",
    ]


def test_minutes_that_had_been_approved_by_then_are_not_listed(book: Book, tmp_path: Path) -> None:
    book.convene(MARCH).do(e.MeetingClosed())
    book.convene(JUNE).do(e.MinutesApproved(MARCH), e.MeetingClosed())
    book.convene(SEPTEMBER).do(e.MinutesApproved(JUNE), e.MeetingClosed())
    book.convene(JULY, "2026-10-05T09:00:00+01:00")
    assert _due(tmp_path, JULY) == ["Board, june, 25 June 2026"]


def test_a_meeting_in_its_order_lists_what_is_carried(book: Book, tmp_path: Path) -> None:
    book.convene(MARCH).do(e.MeetingClosed())
    book.convene(JUNE).do(e.MinutesApproved(MARCH), e.MeetingClosed())
    book.convene(OCTOBER)
    assert _due(tmp_path, OCTOBER) == ["Board, june, 25 June 2026"]
    assert book.session.state.approved_later == ()

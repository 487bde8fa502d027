"""A vacant seat filled, a co-option, and a meeting called off before it is opened and convened anew."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from boardtui.desk.planning import sittings_of
from boardtui.meeting.entries import MeetingCalledOff, Member, SeatFilled
from boardtui.register.demo import BOARD
from boardtui.tui.roll import Roll
from boardtui.tui.views.attendance import Mark
from tests.tui.app import frame, message, press, recorded, running, session_of, until, write
from tests.tui.test_counted_without_names import board


async def test_a_vacant_seat_is_filled_from_the_meeting_and_from_the_attendance(tmp_path: Path) -> None:
    convened, entries = board(3)
    empty = Member("m4", "", "Lay member", vacant=True)
    convened = replace(convened, members=(*convened.members, empty))
    async with running(tmp_path, entries=entries[:-1], convened=convened) as (app, pilot):
        why_not = Roll(session_of(app).state).put("m4", Mark("present"))
        assert why_not == "That seat is vacant. F records who fills it."
        await press(pilot, "t", "4", "enter")
        assert "1 somebody fills the vacant seat" in frame(app) and "present remotely" not in frame(app)
        await press(pilot, "escape", "escape", "F", "1")
        await write(pilot, "Dr Noor", "enter", "enter")
        assert recorded(app, SeatFilled) == [SeatFilled("Dr Noor", "2026-11-26", member="m4")]
        await press(pilot, "t")
        assert "Dr Noor" in frame(app) and "F fill seat" in frame(app)
        await press(pilot, "F")
        await write(pilot, "Ms Obi", "enter", "enter", "enter", "enter")
        entry = recorded(app, SeatFilled)[-1]
        assert entry.seat is not None and (entry.name, entry.seat.title) == ("Ms Obi", "Co-opted member")
        assert not session_of(app).state.members[entry.seat.key].vacant


async def test_a_day_that_is_none_is_said_and_asked_for_again(tmp_path: Path) -> None:
    convened, entries = board(3)
    async with running(tmp_path, entries=entries[:-1], convened=convened) as (app, pilot):
        await press(pilot, "F")
        await write(pilot, "Ms Obi", "enter", "enter")
        await write(pilot, "soon", "enter", "enter")
        assert "is not a date" in " ".join(frame(app).split()) and not recorded(app, SeatFilled)


async def test_a_meeting_is_called_off_on_home_and_convened_anew(tmp_path: Path) -> None:
    async with running(tmp_path, screen=None) as (app, pilot):
        await press(pilot, "K")
        await write(pilot, "Snow", "enter")
        session = app.desk.session("partnership-board")
        assert [line.entry for line in session.lines if isinstance(line.entry, MeetingCalledOff)] == [
            MeetingCalledOff("Snow")
        ]
        await until(pilot, "Coming")
        coming = frame(app).split("Coming")[1]
        assert "Partnership Board, November 2026" in coming
        assert any(meeting.key == BOARD for meeting in app.desk.planned())
        (past,) = [row for row in frame(app).split("Past")[1].splitlines() if "Partnership Board, November 2026" in row]
        assert past.rstrip().endswith("called off")
        assert not any(one.held for one in sittings_of(app.desk, "partnership-board"))
        session.convene(BOARD)
        assert session.state.phase == "convened"


async def test_a_planned_meeting_stays_on_home_however_old_until_it_is_removed(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        app.desk.store.connection.execute(
            "UPDATE meetings SET starts = '2025-01-09T10:00+00:00' WHERE key = ?", (BOARD,)
        )
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await until(pilot, "not opened")
        await press(pilot, "K")
        shown = " ".join(frame(app).replace("│", " ").split())
        assert "Not held: Partnership Board" in shown and "sets the time that entries get" in shown
        assert "The minute book has nothing of it." in shown
        await press(pilot, "enter")
        assert "removed from the plan" in message(app)
        assert BOARD not in {meeting.key for meeting in app.desk.planned()}


async def test_once_it_is_opened_it_is_not_called_off(tmp_path: Path) -> None:
    convened, entries = board(3)
    async with running(tmp_path, entries=entries[:-1], convened=convened) as (app, pilot):
        await press(pilot, "K")
        assert "the meeting has been opened" in message(app) and not recorded(app, MeetingCalledOff)


async def test_one_that_was_called_off_is_removed_from_the_plan_and_stays_in_the_book(tmp_path: Path) -> None:
    async with running(tmp_path, screen=None, entries=[MeetingCalledOff("No business.")]) as (app, pilot):
        await until(pilot, "Coming")
        await press(pilot, "home", "K")
        shown = " ".join(frame(app).replace("│", " ").split())
        assert "It was called off, and the minute book keeps that. Remove it from the plan" in shown

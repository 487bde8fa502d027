"""When something was that was recorded later: @ in the meeting and on the attendance screen."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.tui.forms.time_forms import read_day_and_time, read_time
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.record import record_lines
from tests.tui.app import SMALL_FIRST, Clock, frame, message, press, recorded, running, session_of, until, write
from tests.tui.test_attendance import seat
from tests.tui.test_meeting import opened

WELCOME = "pb-nov-welcome"
STARTS = "2026-11-26T10:00:00+00:00"


def on_the_wall(at: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(at).astimezone(datetime.timezone(datetime.timedelta(hours=1)))


@pytest.mark.parametrize(
    ("typed", "recorded_at", "is_"),
    [
        ("10:40", "2026-11-26T09:55:00.000Z", "2026-11-26T09:40:00.000Z"),
        ("1040", "2026-11-26T09:55:00.000Z", "2026-11-26T09:40:00.000Z"),
        ("9.05", "2026-11-26T09:55:00.000Z", "2026-11-26T08:05:00.000Z"),
        ("23:50", "2026-11-26T23:10:00.000Z", "2026-11-26T22:50:00.000Z"),  # recorded at 00:10 on the wall
        ("14:02", "2026-11-28T08:00:00.000Z", "2026-11-26T13:02:00.000Z"),  # entered two days after the meeting
    ],
)
def test_a_time_is_the_last_before_it_was_recorded_or_of_the_day_of_the_meeting(
    typed: str, recorded_at: str, is_: str
) -> None:
    assert read_time(typed, recorded_at, STARTS, on_the_wall) == is_


@pytest.mark.parametrize(
    ("typed", "recorded_at", "is_"),
    [
        ("10:40", "2026-11-26T08:40:00.000Z", "2026-11-26T09:40:00.000Z"),  # an hour slow
        ("10:40", "2026-11-26T10:40:00.000Z", "2026-11-26T09:40:00.000Z"),  # an hour fast
        ("00:20", "2026-11-26T22:20:00.000Z", "2026-11-26T23:20:00.000Z"),  # slow, over midnight on the wall
        ("23:50", "2026-11-26T23:20:00.000Z", "2026-11-26T22:50:00.000Z"),  # fast, over midnight on the wall
        ("10:40", "2016-11-26T09:40:00.000Z", "2026-11-26T09:40:00.000Z"),  # ten years slow
        ("2.15pm", "2026-11-26T14:40:00.000Z", "2026-11-26T13:15:00.000Z"),
        ("27 November 2026 10.40am", "2016-11-26T09:40:00.000Z", "2026-11-27T09:40:00.000Z"),
        ("2026-11-27 10:40", "2016-11-26T09:40:00.000Z", "2026-11-27T09:40:00.000Z"),
    ],
)
def test_the_right_time_of_a_wrong_clock_is_the_nearest_earlier_or_later(
    typed: str, recorded_at: str, is_: str
) -> None:
    assert read_day_and_time(typed, recorded_at, STARTS, on_the_wall) == is_


@pytest.mark.parametrize("typed", ["", "25:00", "10:60", "ten", "10:4", "1:2:3", "١٠:٤٠"])
def test_what_is_no_time_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is no time of day; write for example 10:40"):
        read_time(typed, "2026-11-26T10:55:00.000Z", STARTS, on_the_wall)


async def test_a_member_who_had_left_unnoticed(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, entries=opened(WELCOME), screen="attendance", clock=clock) as (app, pilot):
        clock.forward(55)
        await press(pilot, "0", "3", "l", "enter", "at")
        assert "Recorded at 10:55" in frame(app)
        await write(pilot, "10:40", "enter")
        await app.workers.wait_for_complete()
        left = session_of(app).lines[-2]
        assert isinstance(left.entry, e.MemberLeft)
        assert left.at == "2026-11-26T10:40:00.000Z"
        assert recorded(app, e.TimeStated) == [e.TimeStated(left.seq, "2026-11-26T10:40:00.000Z")]
        assert "It was at 10:40 (the book keeps both times): " in message(app)
        await press(pilot, "z", "enter")
        assert session_of(app).stretch.lines[-3].at == "2026-11-26T10:55:00.000Z"
        clock.forward(2 * 24 * 60)  # what is entered days later was on the day of the meeting, which is said
        await press(pilot, "0", "4", "l", "enter", "at")
        await write(pilot, "10:45", "enter")
        await app.workers.wait_for_complete()
        assert "It was at 10:45, 26 Nov 2026 (the book keeps both times): " in message(app)


async def test_nobody_came_or_went_so_there_is_no_time(tmp_path: Path) -> None:
    here = [one for one in opened() if one != e.MemberArrived(member=seat("03"))]
    async with running(tmp_path, entries=here, screen="attendance") as (app, pilot):
        await press(pilot, "0", "3", "at")
        assert "no time to state" in message(app)


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_an_entry_is_chosen_by_its_words_and_a_wrong_time_asked_again(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    clock = Clock()
    async with running(tmp_path, size=size, entries=opened(WELCOME), clock=clock) as (app, pilot):
        clock.forward(30)
        session_of(app).record(e.NoteTaken(item=WELCOME, text="The Chair welcomed the public."))
        clock.forward(10)
        await press(pilot, "at")
        assert "What was earlier than it was recorded?" in frame(app)
        await write(pilot, "note", "enter")
        await write(pilot, "soon", "enter")
        assert "“soon” is no time of day; write for example 10:40." in " ".join(frame(app).split())
        await press(pilot, *["backspace"] * 4)
        await write(pilot, "10:15", "enter")
        await app.workers.wait_for_complete()
        assert session_of(app).state.notes[-1].at == "2026-11-26T10:15:00.000Z"
        told = record_lines(session_of(app).stretch, session_of(app).lines, 200, app.desk.local)[0]
        assert "".join(part.text for part in told).strip().startswith("10:15 note on item 1: ")
        await press(pilot, "z")
        assert "it was at 10:15: note" in " ".join(frame(app).replace("│", " ").split())


async def test_a_time_that_cannot_have_been_is_refused_with_the_reason(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, entries=opened(WELCOME), clock=clock) as (app, pilot):
        clock.forward(30)
        session_of(app).record(e.NoteTaken(item=WELCOME, text="x"))
        await press(pilot, "at")
        await write(pilot, "note", "enter")
        await write(pilot, "09:40", "enter")
        await app.workers.wait_for_complete()
        assert "Not recorded: The meeting opened at 10:00; that cannot have been at 09:40." in message(app)
        assert not recorded(app, e.TimeStated)


async def test_after_the_close_the_time_of_the_close_is_stated(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, entries=[*opened(WELCOME), e.ItemClosed(WELCOME)], clock=clock) as (app, pilot):
        clock.forward(90)
        session_of(app).record(e.MeetingClosed())
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "at")
        await write(pilot, "closed", "enter")
        await write(pilot, "11:15", "enter")
        await app.workers.wait_for_complete()
        assert session_of(app).state.closed_at == "2026-11-26T11:15:00.000Z"


async def test_while_the_public_is_there_no_confidential_word_is_listed(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(WELCOME)) as (app, pilot):
        session_of(app).record(e.NoteTaken(item=WELCOME, text="The price named was 4m.", confidential=True))
        await press(pilot, "at")
        assert "confidential, hidden" in frame(app)
        assert "4m" not in frame(app)
        await press(pilot, "escape", "z")
        assert "hidden while the public is here" in frame(app)
        assert "4m" not in frame(app)


async def test_the_times_of_a_run_recorded_by_a_slow_clock_are_stated_together(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, entries=opened(WELCOME), clock=clock) as (app, pilot):
        clock.forward(5)
        session = session_of(app)
        session.record(e.NoteTaken(WELCOME, "One."))
        clock.forward(2)
        session.record(e.NoteTaken(WELCOME, "Two."))
        clock.forward(60)
        session.record(e.NoteTaken(WELCOME, "Three."))
        await press(pilot, "number_sign")
        await until(pilot, "The first entry with a wrong time")
        await press(pilot, "down", "down", "enter")
        await until(pilot, "The last entry with a wrong time")
        await press(pilot, "down", "enter")
        await until(pilot, "When was the first of them?")
        await write(pilot, "11:05", "enter")
        await until(pilot, "was slow, since these times are later")
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        notes = [line.at[11:16] for line in session.lines if isinstance(line.entry, e.NoteTaken)]
        assert notes == ["11:05", "11:07", "11:07"]
        assert all(entry.clock_slow for entry in recorded(app, e.TimeStated))


async def test_the_times_of_a_run_recorded_by_a_wrong_clock_are_stated_together(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, entries=opened(WELCOME), clock=clock) as (app, pilot):
        clock.forward(10 * 365.25 * 24 * 60)
        session = session_of(app)
        await press(pilot, "n")
        await write(pilot, "One.", "enter")
        assert "The clock of this computer may be wrong: the entry before says 10:00" in message(app)
        assert "# in the meeting states the right times" in message(app)
        clock.forward(2)
        session.record(e.NoteTaken(WELCOME, "Two."))
        await press(pilot, "colon")
        await write(pilot, "wrong clock", "enter")
        await until(pilot, "The first entry with a wrong time")
        await press(pilot, "down", "enter")
        await until(pilot, "The last entry with a wrong time")
        await press(pilot, "enter")
        await until(pilot, "When was the first of them?")
        await write(pilot, "2026-11-26 10:05", "enter")
        await until(pilot, "2 entries, from number")
        assert "10:07, 26 Nov 2026" in frame(app)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        notes = [line for line in session.lines if isinstance(line.entry, e.NoteTaken)]
        assert [line.at for line in notes] == ["2026-11-26T10:05:00.000Z", "2026-11-26T10:07:00.000Z"]
        assert len(recorded(app, e.TimeStated)) == 2


async def test_from_home_nobody_is_told_that_no_meeting_is_held_while_one_is(tmp_path: Path) -> None:
    async with running(tmp_path, entries=opened(), screen="home") as (app, pilot):
        assert "Running" in frame(app)
        await press(pilot, "=")
        assert message(app) == "The meeting time is set in a meeting, while it is held."


async def test_the_time_of_one_entry_of_a_wrong_clock_is_told_as_of_one(tmp_path: Path) -> None:
    clock = Clock()
    async with running(tmp_path, entries=opened(WELCOME), clock=clock) as (app, pilot):
        clock.forward(10 * 365.25 * 24 * 60)
        session_of(app).record(e.NoteTaken(WELCOME, "One."))
        await press(pilot, "number_sign", "enter", "enter")
        await until(pilot, "When was the first of them?")
        await write(pilot, "2026-11-26 10:05", "enter")
        number = session_of(app).recorded
        await until(pilot, f"Entry {number} gets the time 10:05, 26 Nov 2026. The book keeps both times.")


def jumping(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the next entry bring a warning."""
    warnings = iter(["The clock jumped."])
    monkeypatch.setattr(session.watch, "jump", lambda *_: next(warnings, None))


async def test_what_an_entry_of_a_roll_warns_of_is_said_after_the_roll(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, screen="attendance") as (app, pilot):
        jumping(session_of(app), monkeypatch)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert message(app) == "The clock jumped."
        await press(pilot, "h")
        assert not session_of(app).untold


async def test_a_warning_that_nobody_can_have_read_is_said_by_the_screen_opened_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, entries=opened()) as (app, pilot):
        jumping(session_of(app), monkeypatch)
        assert isinstance(app.screen, BoardScreen)
        app.screen.record(e.NoteTaken(item=None, text="x"))
        app.open_screen("attendance")
        await pilot.pause()
        assert message(app) == "The clock jumped."
        await press(pilot, "escape", "t")
        assert message(app) != "The clock jumped."

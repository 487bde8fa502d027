"""Minutes corrected item by item and approved at the next meeting; notice of a meeting recorded and judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting, add_meeting
from boardtui.tui.widgets.rows import Rows
from tests.build import record_all
from tests.tui.app import BOARD, frame, message, press, recorded, running, session_of, write
from tests.tui.test_meeting import CAPITAL, ESTATES, opened

NEXT = Meeting("pb-next", "partnership-board", "Board, December", "2026-12-10T10:00+00:00", "Hall")
HELD = [*opened(CAPITAL), e.NoteTaken(CAPITAL, "Two schemes."), e.MeetingClosed()]


async def test_a_correction_is_entered_shown_and_taken_back(tmp_path: Path) -> None:
    async with running(tmp_path, screen="minutes", entries=HELD) as (app, pilot):
        await press(pilot, "Z", "5", "enter")
        await write(pilot, "Two", "enter")
        await write(pilot, "Ten", "enter")
        assert recorded(app)[-1] == e.MinutesCorrected(
            BOARD, CAPITAL, "Item 5 Capital priorities 2027/28", "Two", "Ten"
        )
        assert "Corrections entered, to be approved" in frame(app)
        assert "several" not in message(app)
        await press(pilot, "end")
        assert "for “Two” read “Ten”" in frame(app)
        await press(pilot, "z", "enter")
        assert session_of(app).state.corrections == ()


async def test_a_correction_whose_words_are_not_there_is_recorded_and_said_to_be_listed_only(tmp_path: Path) -> None:
    async with running(tmp_path, screen="minutes", entries=HELD) as (app, pilot):
        await press(pilot, "Z", "5", "enter")
        await write(pilot, "Three", "enter")
        await write(pilot, "Ten", "enter")
        assert recorded(app)[-1].stood == "Three"
        assert "stand in no place there, or in several" in message(app)


async def test_a_confidential_item_is_corrected_only_in_the_confidential_part(tmp_path: Path) -> None:
    script = [*opened(ESTATES), e.NoteTaken(ESTATES, "Two acres."), e.MeetingClosed()]
    async with running(tmp_path, screen="minutes", entries=script) as (app, pilot):
        await press(pilot, "Z")
        assert "Part 2" not in frame(app).split("Correct what")[1].split("┘")[0]
        await press(pilot, "escape", "p", "Z")
        await write(pilot, "part", "enter")
        await write(pilot, "Two", "enter")
        await write(pilot, "Ten", "enter")
        (entry,) = recorded(app, e.MinutesCorrected)
        assert entry.confidential and session_of(app).lines[-1].confidential


async def test_the_next_meeting_approves_them_with_it_and_they_are_written_as_approved(tmp_path: Path) -> None:
    correction = e.MinutesCorrected(BOARD, CAPITAL, "Item 5 Capital priorities", "Two", "Ten")
    hidden = e.MinutesCorrected(BOARD, ESTATES, "Item 9", "Three", "Four", confidential=True)
    async with running(tmp_path, entries=[*HELD, correction, hidden]) as (app, pilot):
        add_meeting(app.desk.store.connection, NEXT)
        session = session_of(app)
        session.convene("pb-next")
        record_all(
            session, [e.MemberArrived("independent-chair"), e.ChairTaken("independent-chair"), e.MeetingOpened()]
        )
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "r")
        assert "· Item 5 Capital priorities: for “Two” read “Ten”" in frame(app)
        assert "confidential" not in frame(app), "the public is there"
        await write(pilot, "Page 2: a comma", "enter", "enter")
        (entry,) = recorded(app, e.MinutesApproved)
        assert entry.corrections == ("Item 5 Capital priorities: for “Two” read “Ten”", "Page 2: a comma")
        assert "minutes-approved.md" in message(app)
        text = (app.desk.config.meetings / BOARD / "minutes-approved.md").read_text(encoding="utf-8")
        assert "Corrected on approval at “Board, December”, 10 December 2026: for “Two” read “Ten”." in text
        assert "Ten schemes." in text and "Two schemes." not in text


async def test_minutes_that_were_approved_are_said_to_be_before_anything_is_asked(tmp_path: Path) -> None:
    async with running(tmp_path, screen="minutes", args=(1,), entries=HELD) as (app, pilot):
        add_meeting(app.desk.store.connection, NEXT)
        session = session_of(app)
        title = session.state.title
        session.convene("pb-next")
        record_all(session, [e.MemberArrived("independent-chair"), e.ChairTaken("independent-chair")])
        record_all(session, [e.MeetingOpened(), e.MinutesApproved(BOARD)])
        await press(pilot, "Z")
        assert "Correct what" not in frame(app)
        assert f"The minutes of {title} were approved: what is wrong in them is put right" in message(app)
        assert not recorded(app, e.MinutesCorrected)


TERMS: dict[str, Any] = {"terms": {"partnership-board": Terms(source="ToR 4", notice_days=5)}}


async def test_notice_of_a_coming_meeting_is_recorded_and_judged(tmp_path: Path) -> None:
    async with running(tmp_path, screen=None, entries=HELD, **TERMS) as (app, pilot):
        add_meeting(app.desk.store.connection, NEXT)
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await pilot.pause()
        app.screen.query_one(Rows).select("planned partnership-board pb-next")
        await press(pilot, "exclamation_mark")
        assert "in time up to Fri 4 Dec 2026" in frame(app)
        await write(pilot, "", "enter", "enter")
        assert "13 clear days, 5 clear days needed" in message(app)
        (given,) = app.desk.session("partnership-board").state.meeting_notices
        assert (given.meeting, given.date, given.starts) == ("pb-next", "2026-11-26", "2026-12-10")


async def test_convening_without_notice_in_time_asks_first(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, **TERMS) as (app, pilot):
        await press(pilot, "enter")
        assert "none is recorded, 5 clear days needed" in frame(app)
        await press(pilot, "escape")
        assert app.desk.session("partnership-board").state.phase == "none"
        await press(pilot, "enter", "enter")
        assert app.desk.session("partnership-board").state.phase == "convened"


async def test_in_the_meeting_notice_is_recorded_too_and_the_minutes_tell_it(tmp_path: Path) -> None:
    async with running(tmp_path, **TERMS) as (app, pilot):
        await press(pilot, "exclamation_mark")
        await press(pilot, *["backspace"] * 10)
        await write(pilot, "20/11/2026", "enter", "enter")
        assert "5 clear days, 5 clear days needed" in message(app)
        await press(pilot, "w")
        assert "given on 20 November 2026, by e-mail with the agenda: 5 clear days" in frame(app)

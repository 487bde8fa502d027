"""A memorandum that tells no subjects apart: no form and no line speaks of a subject by which a matter is decided."""

from __future__ import annotations

from pathlib import Path

from boardtui.app import BoardApp
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.new_database import new_database
from boardtui.meeting.entries import AgendaItem, ChairTaken, ItemOpened, MeetingOpened, MemberArrived
from boardtui.register.agenda import Meeting, add_item, add_meeting
from tests.build import record_all
from tests.rest import painted_when_seen
from tests.tui.app import Clock, frame, press, session_of
from tests.tui.test_register import at


async def test_the_agenda_and_a_motion_speak_of_rules_alone(tmp_path: Path) -> None:
    new_database(tmp_path / "data.db", "cambridgeshire-peterborough")
    config = Config(Settings(database=str(tmp_path / "data.db"), secretary="J Smith"), tmp_path)
    desk = Desk.open(config, clock=Clock())
    try:
        db = desk.store.connection
        add_meeting(db, Meeting("first", "hce", "HCE, first", "2026-11-26T10:00+00:00", public=False))
        add_item(db, "first", AgendaItem("funds", "Funds for digital records", "1"))
        db.commit()
        app = BoardApp(desk)
        with painted_when_seen():
            async with app.run_test(size=(120, 40)) as pilot:
                await press(pilot, "e")
                at(app, "item funds")
                await pilot.pause()
                assert "no paper, no lead" in frame(app) and "subject" not in frame(app)
                await press(pilot, "r")
                assert "Decided under  ▸ the first rule of the body" in frame(app)
                assert "subject" not in frame(app)
                await press(pilot, "escape", "escape", "enter", "enter")
                record_all(session_of(app), [MemberArrived("cpccg-ao"), ChairTaken("cpccg-ao"), MeetingOpened()])
                record_all(session_of(app), [ItemOpened("funds")])
                await press(pilot, "m")
                assert (
                    "Motion on 1 Funds" in frame(app)
                    and "2  change the rule" in frame(app)
                    and "also changes" not in frame(app)
                )
    finally:
        desk.close()


async def test_the_page_of_partners_has_no_column_that_the_memorandum_fills_for_nobody(tmp_path: Path) -> None:
    new_database(tmp_path / "data.db", "cambridgeshire-peterborough")
    desk = Desk.open(Config(Settings(database=str(tmp_path / "data.db")), tmp_path), clock=Clock())
    try:
        app = BoardApp(desk)
        with painted_when_seen():
            async with app.run_test(size=(80, 24)) as pilot:
                await press(pilot, "e", "3")
                shown = frame(app)
                assert "8 partners" in shown and "Heading" in shown
                assert "Marks" not in shown and "Category" not in shown
                assert "North West Anglia NHS Foundation Trust  " in shown
    finally:
        desk.close()


async def test_a_body_of_a_long_name_and_a_memorandum_without_a_table_hide_nothing_in_80_columns(
    tmp_path: Path,
) -> None:
    new_database(tmp_path / "data.db", "doncaster")
    desk = Desk.open(Config(Settings(database=str(tmp_path / "data.db")), tmp_path), clock=Clock())
    try:
        app = BoardApp(desk)
        with painted_when_seen():
            async with app.run_test(size=(80, 24)) as pilot:
                await press(pilot, "e", "2")
                assert "2 seats · 2 filled · 0 vacant · 2 without a name" in frame(app).splitlines()[2]
                foot = frame(app).split("─" * 80)[1].rstrip().splitlines()
                assert "is …" in next(row for row in foot if row.startswith(" Accountable Officer, through whom"))
                await press(pilot, "4")
                assert "Every partner is eligible on every matter." in frame(app)
                assert "space tick" not in frame(app) and "u ruling" not in frame(app)
                await press(pilot, "5")
                at(app, "delivery topics")
                await press(pilot, "enter")
                assert "the memorandum tells no subjects apart" in frame(app)
                at(app, "delivery threshold")
                await press(pilot, "enter")
                assert "no decimals, no percentages." in " ".join(frame(app).replace("│", " ").split())
                await press(pilot, "escape", "6")
                at(app, "quorum.fraction")
                await press(pilot, "enter")
                assert "Enter an exact fraction such as 1/3; leave blank for not defined." in frame(app)
    finally:
        desk.close()

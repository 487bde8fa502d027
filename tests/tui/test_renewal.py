"""A memorandum that is renewed is imported in the setup, with what it changes shown first; Home and plan follow it by its day."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.charter.load import load
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.new_database import new_database
from boardtui.desk.planning import plan
from boardtui.meeting import entries as e
from boardtui.register.agenda import Meeting, add_meeting
from boardtui.register.bodies import read_charter
from boardtui.register.versions import versions
from boardtui.tui.widgets.rows import Rows
from tests.tui.app import Clock, frame, message, press, write

MARCH = datetime.datetime(2018, 3, 15, 9, 0, tzinfo=datetime.UTC)
APRIL = datetime.datetime(2018, 4, 20, 9, 0, tzinfo=datetime.UTC)
ENDED = e.MilestoneReached("end", "The agreement ends", "2018-03-15", "Both parties signed another.")


@asynccontextmanager
async def at_setup(path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[BoardApp, Pilot[None], Clock]]:
    """Doncaster's committee in March 2018, one meeting convened and one planned for April, and a renewed memorandum."""
    database, clock = path / "data.db", Clock(MARCH)
    new_database(database, "doncaster")
    text = files("boardtui.charter").joinpath("memoranda/doncaster.toml").read_text("utf-8")
    text = text.replace('date = "2017, undated draft"', 'date = "April 2018"')
    text = text.replace('due = "2018-03-31"\nnote = "2.1.3', 'due = "2019-03-31"\nnote = "2.1.3')
    (path / "renewed.toml").write_text(
        text.replace('title = "Sign-off by both parties"', 'title = "Sign-off"'), "utf-8"
    )
    desk = Desk.open(Config(Settings(database=str(database), secretary="J Smith"), path), clock=clock)
    try:
        for month in ("03", "04"):
            add_meeting(
                desk.store.connection, Meeting(f"m{month}", "jccc", f"JCCC {month}", f"2018-{month}-26T10:00+00:00")
            )
        desk.session("jccc").convene("m03")
        app = BoardApp(desk)
        app.folder = path
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot, clock
    finally:
        desk.close()


async def renew(pilot: Pilot[None], day: str) -> None:
    await press(pilot, "e", "8", "i")
    await write(pilot, "renewed.toml", "enter")
    await write(pilot, day, "enter")
    await write(pilot, "Signed by both", "enter")


async def test_a_renewed_memorandum_is_imported_once_its_changes_were_seen_and_taken_out_again(tmp_path: Path) -> None:
    async with at_setup(tmp_path) as (app, pilot, _):
        await renew(pilot, "1.4.2018")
        assert "What this changes" in frame(app) and "31 March 2019" in frame(app)
        assert "Convened with it: JCCC 04." in frame(app)
        assert versions(app.desk.store.connection) == ()  # so far it was shown only
        await press(pilot, "escape")
        assert "Nothing was imported." in message(app)
        await renew(pilot, "1.4.2018")
        await press(pilot, "enter")
        (version,) = versions(app.desk.store.connection)
        assert (version.holds_from, version.agreed, version.in_force) == ("2018-04-01", "Signed by both", False)
        assert "holds from 1 April 2018, not in force yet" in frame(app).replace("\n", " ")
        await press(pilot, "x", "enter")
        assert versions(app.desk.store.connection) == () and "No memorandum is to hold" in message(app)


async def test_a_meeting_that_a_renewed_memorandum_is_for_is_asked_for_with_what_it_changes(tmp_path: Path) -> None:
    async with at_setup(tmp_path) as (app, pilot, _):
        await renew(pilot, "1.4.2018")
        await press(pilot, "enter", "escape")
        session = app.desk.session("jccc")
        session.record_together([e.MeetingOpened(), e.MeetingClosed()])
        app.screen.refresh_all()  # type: ignore[attr-defined]
        app.screen.query_one(Rows).select("planned jccc m04")
        await press(pilot, "enter")
        shown = " ".join(frame(app).replace("│", " ").split())
        assert "(April 2018), which holds from Sun 1 Apr 2018." in shown
        assert "title: was Sign-off by both parties, is now Sign-off." in shown, shown
        await press(pilot, "enter")
        assert session.state.meeting == "m04" and "Sign-off" in [rule.title for rule in session.state.charter.rules]


async def test_what_cannot_replace_the_memorandum_is_said_and_nothing_is_kept(tmp_path: Path) -> None:
    async with at_setup(tmp_path) as (app, pilot, _):
        same = files("boardtui.charter").joinpath("memoranda/doncaster.toml").read_text("utf-8")
        (tmp_path / "renewed.toml").write_text(same, "utf-8")
        await renew(pilot, "1.4.2018")
        assert "says the same" in message(app) and versions(app.desk.store.connection) == ()
        (tmp_path / "renewed.toml").write_text("title = ", "utf-8")
        await press(pilot, "i")
        await write(pilot, "renewed.toml", "enter")
        assert "Import a memorandum" in frame(app) and "not valid TOML" in frame(app)  # asked for again
        await write(pilot, "x")
        assert "not valid TOML" not in frame(app), "which is said of the file that was chosen"


async def test_from_its_day_the_plan_goes_by_it_and_before_that_says_what_follows(tmp_path: Path) -> None:
    async with at_setup(tmp_path) as (app, pilot, clock):
        app.desk.session("jccc").record(ENDED)
        assert not any(line.kind == "owed" and str(line.day) > "2018-03-31" for line in plan(app.desk).lines)
        await renew(pilot, "1.4.2018")
        await press(pilot, "enter")
        owed = [str(line.day)[:7] for line in plan(app.desk).lines if line.kind == "owed"]
        assert owed and "2018-05" in owed and "2018-04" not in owed  # April's is planned
        clock.now = APRIL
        (end,) = [line for line in plan(app.desk).lines if line.ends]  # dealt with in March, and due anew
        assert (str(end.day), end.standing) == ("2019-03-31", "due")
        assert read_charter(app.desk.store.connection).date == "2017, undated draft"  # until a meeting is convened


async def test_an_extension_is_recorded_once_it_was_seen_what_falls_due_by_it(tmp_path: Path) -> None:
    async with at_setup(tmp_path) as (app, pilot, _):
        await press(pilot, "p", "end")
        for _ in range(60):
            if "extend" in frame(app).splitlines()[-1]:
                break
            await press(pilot, "k")
        assert "it was renewed or amended" in frame(app)
        await press(pilot, "l", "enter")
        await write(pilot, "Both signed.", "enter")
        await write(pilot, "31/12/2018", "enter")
        assert "What the extension changes" in frame(app)
        assert "at least once a month, as is anticipated, until 31 December 2018." in frame(app)
        assert not any(isinstance(line.entry, e.MilestoneReached) for line in app.desk.session("jccc").lines)
        await press(pilot, "enter")
        assert isinstance(app.desk.session("jccc").lines[-1].entry, e.MilestoneReached)


async def test_the_memorandum_is_written_as_a_file_to_begin_from_and_not_over_one_that_is_edited(
    tmp_path: Path,
) -> None:
    async with at_setup(tmp_path) as (app, pilot, _):
        await press(pilot, "e", "8")
        assert "w write" in frame(app)
        await press(pilot, "w")
        file = app.desk.config.meetings / "doncaster-2018-03-15.toml"
        assert f"Written to {file.parent}: {file.name}." in message(app)
        assert load(file) == read_charter(app.desk.store.connection)
        await press(pilot, "w")
        assert "is there already and is not written over" in message(app)

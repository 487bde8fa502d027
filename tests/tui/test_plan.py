"""The Plan screen, the plan as a paper, as a calendar and on the command line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from boardtui.app import BoardApp
from boardtui.charter.terms_of_reference import Terms
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.new_database import new_database
from boardtui.meeting import entries as e
from boardtui.meeting.planning.plan import Planned, in_order
from boardtui.papers.plan import month_of
from boardtui.register.agenda import Meeting, add_meeting
from boardtui.tui.views import home
from tests.papers.on_desk import command
from tests.tui.app import SIZES, Clock, check_frame, frame, message, press, running, write
from tests.tui.test_meeting import opened

MARCH = datetime.datetime(2018, 3, 15, 9, 0, tzinfo=datetime.UTC)
HELD = [*opened(), e.MeetingClosed()]


@pytest.mark.parametrize("size", SIZES)
async def test_the_plan_by_month_with_what_is_late_first(tmp_path: Path, size: tuple[int, int]) -> None:
    terms = {"sle": Terms(source="ToR", notice_days=5)}
    async with running(tmp_path, size=size, screen=None, entries=HELD, terms=terms) as (app, pilot):
        await press(pilot, "p")
        text = frame(app)
        assert text.index("Overdue") < text.index("November 2026")
        assert "Notice of System Leadership Executive" in text
        check_frame(f"plan-{size[0]}x{size[1]}", text)


async def test_home_says_in_one_line_when_something_is_late(tmp_path: Path) -> None:
    clock = Clock(datetime.datetime(2026, 12, 5, 9, 0, tzinfo=datetime.UTC))
    async with running(tmp_path, screen=None, meeting=None, clock=clock) as (app, pilot):
        await pilot.pause()
        assert "Overdue: " in frame(app)


async def test_home_and_plan_show_when_draft_minutes_are_due_until_they_are_published(tmp_path: Path) -> None:
    terms = {"partnership-board": Terms(source="ToR 7", minutes_days=10)}
    async with running(tmp_path, screen=None, entries=HELD, terms=terms) as (app, pilot):
        await press(pilot, "p")
        assert "Draft minutes of" in frame(app)
        await press(pilot, "escape")
        assert "Due: Draft minutes of Partnership Board, November 2026 by Sun 6 Dec 2026" in frame(app)
        folder = app.desk.config.meetings / "pb-2026-11-26" / "public"
        folder.mkdir(parents=True)
        (folder / "minutes.md").write_text("Published.", encoding="utf-8")
        await press(pilot, "p")
        assert "Draft minutes of" not in frame(app)
        await press(pilot, "escape")
        assert "Draft minutes of" not in frame(app)


def test_home_names_each_meeting_whose_draft_minutes_are_late() -> None:
    day = datetime.date(2026, 12, 6)
    late = [
        Planned("late", day, f"Draft minutes of Board {number}", "", "not out", "b", f"m{number}", kind="minutes")
        for number in range(7)
    ]
    other = Planned("late", day, "Notice of Board 9", "", "no notice", "b", "m9", "notice")
    rows = [
        "".join(run.text for run in row.parts) for row in home.matters([], home.Referrals(), [*late, other], day, 120)
    ]
    told = [row.strip() for row in rows if "Overdue" in row]
    assert [row[: len("Overdue: Draft minutes of Board 0 by Sun 6 Dec 2026")] for row in told[:5]] == [
        f"Overdue: Draft minutes of Board {number} by Sun 6 Dec 2026" for number in range(5)
    ]
    assert "and 2 more" in told[4] and told[5].startswith("Overdue: Notice of Board 9"), told


def test_home_tells_that_the_memorandum_is_past_its_end_and_which_day_was_the_last() -> None:
    last = datetime.date(2018, 3, 31)
    words = "the memorandum was to end on 31 March 2018; no extension is recorded"
    over = Planned("late", last, "It ends, unless it is decided to extend it", "16.1", words, ends=True)
    rows = [
        "".join(run.text for run in row.parts).strip()
        for row in home.matters([], home.Referrals(), [over], MARCH.date(), 80)
    ]
    assert f"The {words[4:]}" in rows and not any("Overdue" in row for row in rows)


def test_home_says_of_an_end_that_was_only_expected_to_the_last_word_that_no_extension_is_recorded() -> None:
    words = "the memorandum was expected to expire on 31 March 2021; no extension is recorded"
    over = Planned("late", datetime.date(2021, 3, 31), "It ends", "Longevity", words, ends=True)
    review = Planned("late", datetime.date(2021, 1, 31), "Review", "5", "not reviewed")
    told = home.matters([], home.Referrals(), [review, over, over], MARCH.date(), 78)
    rows = ["".join(run.text for run in row.parts) for row in told]
    assert [row.strip() for row in rows if "Overdue" in row] == ["Overdue: Review: not reviewed"]
    assert any(row.strip().startswith("The memorandum was expected to expire") for row in rows)
    assert [month_of(line) for line in in_order([review, over], MARCH.date())] == ["The date has passed", "Overdue"]
    assert all(len(row) <= 78 for row in rows) and "…" not in "".join(rows)
    assert f"{words[4:]} and 1 more" in " ".join(" ".join(rows).split()), rows


async def test_a_yearly_review_that_is_dealt_with_comes_back_a_year_later(tmp_path: Path) -> None:
    async with running(tmp_path, screen=None, entries=HELD) as (app, pilot):
        await press(pilot, "p", "end", "k", "j")
        while "Annual review" not in frame(app).split("─" * 20)[-1]:
            await press(pilot, "k")
        assert "Every year after the first review" in frame(app)
        await press(pilot, "d", "enter")
        await write(pilot, "Reviewed.", "enter")
        session = app.desk.session("partnership-board")
        entry = session.lines[-1].entry
        assert isinstance(entry, e.MilestoneReached)
        assert (entry.occurrence, entry.date, entry.text) == ("annual-review-first", "2026-11-26", "Reviewed.")
        await press(pilot, "home")
        assert "Fri 26 Nov 2027" in frame(app)
        await press(pilot, "z", "enter")
        assert "Fri 26 Nov 2027" not in frame(app)


async def test_an_extension_is_recorded_on_the_end_of_the_memorandum(tmp_path: Path) -> None:
    database = tmp_path / "data.db"
    new_database(database, "doncaster")
    desk = Desk.open(Config(Settings(database=str(database), secretary="J Smith"), tmp_path), clock=Clock(MARCH))
    try:
        meeting = Meeting("m1", "jccc", "JCCC, March 2018", "2018-03-15T10:00+00:00")
        add_meeting(desk.store.connection, meeting)
        desk.session("jccc").convene("m1")
        app = BoardApp(desk)
        async with app.run_test(size=(100, 40)) as pilot:
            await press(pilot, "p", "end")
            for _ in range(60):
                if "extend" in frame(app).splitlines()[-1]:
                    break
                await press(pilot, "k")
            await press(pilot, "l", "enter")
            await write(pilot, "Both signed.", "enter")
            await write(pilot, "31/3/2019", "enter", "enter")
            entry = desk.session("jccc").lines[-1].entry
            assert isinstance(entry, e.MilestoneReached) and entry.until == "2019-03-31"
    finally:
        desk.close()


async def test_the_plan_is_written_as_a_paper(tmp_path: Path) -> None:
    async with running(tmp_path, screen=None, entries=HELD) as (app, pilot):
        await press(pilot, "p", "w")
        assert "plan.md" in message(app)
        text = (app.desk.config.meetings / "plan.md").read_text(encoding="utf-8")
        assert text.startswith("# Forward plan: Health and Care Partnership") or text.startswith("# Forward plan")
        assert "1 of 4 in public in the year to 31 December 2026: 1 held, 0 planned, 3 not yet planned" in text


async def test_on_the_command_line_in_words_and_as_a_calendar(tmp_path: Path) -> None:
    async with running(tmp_path, screen=None, entries=HELD):
        pass
    ran = command(tmp_path, "plan", "joint-committee")
    assert ran.exit_code == 0, ran.output
    assert "Thu  3 Dec 2026  Joint Committee of CCGs, December 2026: planned, in public" in ran.output
    assert "Partnership Board" not in ran.output.split("No date is named")[0]
    wrong = command(tmp_path, "plan", "nobody")
    assert wrong.exit_code == 1 and "There is no body 'nobody'" in wrong.output
    ics = command(tmp_path, "export", "partnership-board", "--format", "ics").output
    assert (
        "DTSTART;VALUE=DATE:20261231" in ics
        and "SUMMARY:To be planned by this day: Meeting of the Partnership Board" in ics
    )
    assert ". At least four times a year\\, in public (6.5)." in ics.replace(
        "\n ", ""
    )  # a sentence, not the clause alone

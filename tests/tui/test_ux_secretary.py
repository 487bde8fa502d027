"""What a secretary met in using the program for real meetings, and must not meet again."""

from __future__ import annotations

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from boardtui.meeting.state.state import Item
from boardtui.tui.forms.dialogs import Confirm, Option, Pick
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.views.timing import minutes_used
from boardtui.tui.widgets.rows import Rows
from tests import first
from tests.tui import issue_script as script
from tests.tui.app import (
    BOARD,
    SMALL_FIRST,
    Clock,
    everybody,
    frame,
    message,
    press,
    recorded,
    running,
    session_of,
    write,
)

SLE = script.SLE_MEETING
JOINT = "jc-2026-12-03"
RECORDS = ("enter", "present", "apologies", "remote", "next_item")
SCREENS = ("meeting", "attendance", "interests", "vote", "issues", "actions", "register", "minutes", "replay")
# With the suite a few; that each key of each screen is left again by Escape, test_canaries.py has too.
PHASES = [*((name, "open") for name in SCREENS), *((name, "convened") for name in SCREENS)]
IN_SUITE = [("meeting", "open"), ("vote", "open")]
JOINT_DAY = datetime.datetime(2026, 12, 3, 13, 30, tzinfo=datetime.UTC)


async def test_convening_for_another_day_is_asked_first_as_it_cannot_be_taken_back(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None) as (app, pilot):
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, Confirm)
        assert "It is planned for Mon 30 Nov 2026; today is Thu 26 Nov 2026." in frame(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert [one.key for one in app.desk.planned()][1] == SLE
        await press(pilot, "enter", "enter")
        assert recorded(app, e.MeetingConvened)[0].meeting == SLE


async def test_back_on_home_the_cursor_is_on_the_meeting_just_left_and_not_on_the_next(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None) as (app, pilot):
        await press(pilot, "enter", "enter", "escape")
        await pilot.pause()
        assert app.screen.query_one(Rows).key == "running partnership-board"
        await press(pilot, "enter")
        assert session_of(app).book == "partnership-board"
        assert len(app.desk.running()) == 1


async def test_back_on_home_the_cursor_is_on_the_meeting_just_closed(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None) as (app, pilot):
        await press(pilot, "enter", "enter", "o", "c", "enter", "escape")
        await pilot.pause()
        assert app.screen.query_one(Rows).key.startswith("past partnership-board ")


@pytest.mark.parametrize("terms", [{}, {"partnership-board": Terms(quorum=Quorum(number=3))}])
async def test_an_open_meeting_without_a_roll_says_so_before_all_else(tmp_path: Path, terms: dict[str, Terms]) -> None:
    async with running(tmp_path, size=(80, 24), entries=[e.MeetingOpened()], terms=terms) as (app, pilot):
        bar = frame(app).splitlines()[0]
        assert "attendance not yet recorded" in bar and "QUORATE" not in bar
        assert "Attendance is not yet recorded: t takes attendance, → opens 1 Welcome" in frame(app)
        await press(pilot, "t", "enter")
        await pilot.pause()
        await press(pilot, "escape")
        assert "Attendance is not yet recorded" not in frame(app)


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_where_the_memorandum_names_no_rule_the_form_and_the_vote_say_not_defined(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, size=size, meeting=JOINT, clock=Clock(JOINT_DAY)) as (app, pilot):
        session = session_of(app)
        for entry in (*everybody(session), e.MeetingOpened(), e.ItemOpened(item=next(iter(session.state.items)))):
            session.record(entry)
        app.screen.refresh_all()
        await press(pilot, "m")
        await pilot.pause()
        assert "Decision on a delegated matter: not defined" in frame(app)
        await press(pilot, "escape")
        session.record(e.MotionPut("jc-m1", next(iter(session.state.items)), "To go on.", "consensus"))
        app.open_screen("vote", "jc-m1")
        await pilot.pause()
        await pilot.pause()
        assert "6.19, 6.21 · not defined by the memorandum; treated as consensus:" in frame(app)
        assert "Lay Member" in frame(app)


async def test_what_is_marked_stands_in_words_even_out_of_sight(tmp_path: Path) -> None:
    options = [Option(f"k{n}", f"Partner {n}") for n in range(30)] + [Option("last", "Mid & South Essex")]
    async with running(tmp_path, size=(80, 24), meeting=None, screen=None) as (app, pilot):
        app.push_screen(Pick("Who are the parties?", options, "Words over the list.", marked=["k0"]))
        await press(pilot, "end")
        assert "1 marked: Partner 0" in frame(app) and "esc cancel" in frame(app)
        await write(pilot, "mid", "space")
        assert "2 marked: Partner 0, Mid & South Essex" in frame(app)


async def test_letters_find_a_name_with_an_ampersand(tmp_path: Path) -> None:
    options = [Option("ccg", "Basildon & Brentwood"), Option("trust", "Mid & South Essex")]
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        app.push_screen(Pick("Who are the parties?", options))
        await press(pilot, "&")
        assert "Nothing fits" not in frame(app)


def _at_the_facilitator() -> list[e.AnyEntry]:
    """An issue of the SLE that the facilitator did not resolve."""
    return [
        e.MeetingOpened(),
        e.IssueRaised("i9", "Winter money", "fin_capital", ("mseft", "eput"), "8.7"),
        e.PlaceAttempted("i9", "Tried", False),
        e.IssueAdvanced("i9", "discussion", "Not settled"),
        e.AdviceTaken("i9", "System Finance Leaders Group", "Affordable"),
        e.IssueAdvanced("i9", "majority", "Discussed"),
        e.RulingMade(None, "no_decision", "i9", "Both parties want a facilitator", "mseft-ceo"),
        e.IssueAdvanced("i9", "facilitator", "No decision"),
        e.FacilitatorSelected("i9", "Dr Mediator"),
        e.FacilitationEnded("i9", False, "No common ground"),
    ]


async def test_an_issue_at_the_boards_stage_in_another_book_is_to_be_referred_not_voted_on(tmp_path: Path) -> None:
    entries = [*_at_the_facilitator(), e.IssueAdvanced("i9", "board", "Facilitation ended")]
    async with running(tmp_path, meeting=SLE, entries=entries, screen="issue", args=["i9"]) as (app, pilot):
        assert "8.10(4), is a stage of another body: refer it there." in frame(app)
        assert "put it to the vote" not in frame(app)
        await press(pilot, "b", "enter")
        assert recorded(app)[-1] == e.IssueReferred("i9", "partnership-board")
        assert "It is referred to the Partnership Board." in frame(app)
        assert "referred to partnership-board" not in frame(app)[: frame(app).rindex("Recorded")]


async def test_what_was_recorded_is_said_in_words(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=SLE, entries=_at_the_facilitator(), screen="issue", args=["i9"]) as (
        app,
        pilot,
    ):
        await press(pilot, "x")
        await write(pilot, "They agreed", "enter")
        assert "Recorded: issue “Winter money” resolved" in message(app) and "z undoes it" in message(app)


async def test_what_a_screen_said_is_gone_when_one_comes_back_from_another(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "m")
        assert "not open yet" in message(app)
        await press(pilot, "t", "escape")
        assert message(app) == ""


async def test_in_a_replay_z_says_that_nothing_can_be_taken_back(tmp_path: Path) -> None:
    async with running(tmp_path, screen="replay") as (app, pilot):
        before = len(recorded(app))
        await press(pilot, "z")
        assert "nothing to undo" in message(app)
        await press(pilot, "e")
        assert "Enter shows a vote" in message(app)
        assert len(recorded(app)) == before


@pytest.mark.parametrize(
    ("opened", "now"),
    [
        ("2027-03-28T00:50:00+00:00", "2027-03-28T01:10:00+00:00"),
        ("2026-10-25T00:50:00+00:00", "2026-10-25T01:10:00+00:00"),
    ],
)
def test_summer_time_that_begins_or_ends_lengthens_no_item(opened: str, now: str) -> None:
    zone = ZoneInfo("Europe/London")
    item = Item(agenda=e.AgendaItem(item="a", title="Late item"), status="open", opened_at=opened)
    local = lambda at: datetime.datetime.fromisoformat(at).astimezone(zone)  # noqa: E731
    assert minutes_used(item, local(now), local) == 20


@pytest.mark.parametrize(
    ("name", "phase"), first(len(IN_SUITE), [*IN_SUITE, *(each for each in PHASES if each not in IN_SUITE)])
)
async def test_every_command_of_the_palette_runs_and_escape_leads_back(tmp_path: Path, name: str, phase: str) -> None:
    entries: list[e.AnyEntry] = [e.MeetingOpened()] if phase == "open" else []
    async with running(tmp_path, size=(80, 24), meeting=BOARD, entries=entries, screen=name) as (app, pilot):
        here = app.screen
        assert isinstance(here, BoardScreen)
        for command in here.commands():
            if command.action in ("back", "palette", "open"):
                continue
            before = len(recorded(app))
            await here.run_action(command.action)
            await pilot.pause()
            for _ in range(4):
                if app.screen is not here:
                    await press(pilot, "escape")
            assert app.screen is here, command
            assert len(recorded(app)) == before or command.action in RECORDS, command


@pytest.mark.parametrize("key", first(1, ["m", "a", "n"]))
async def test_a_form_half_filled_survives_a_window_made_small_and_large_again(tmp_path: Path, key: str) -> None:
    async with running(tmp_path, entries=[e.MeetingOpened()]) as (app, pilot):
        first = next(iter(session_of(app).state.items))
        session_of(app).record(e.ItemOpened(item=first))
        await press(pilot, key)
        await write(pilot, "Half a sen")
        for size in ((60, 15), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await write(pilot, "tence")
        assert "Half a sentence" in frame(app)

"""The register on the screen: each page reads and edits its tables, and says what an edit does before it is made."""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from boardtui.app import BoardApp
from boardtui.book.store import Store
from boardtui.charter.load import names, shipped
from boardtui.charter.model import Seat
from boardtui.charter.terms_of_reference import Terms
from boardtui.charter.words import party_words
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.new_database import new_database
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem, ItemDeferred, MeetingClosed, MeetingConvened, MeetingOpened
from boardtui.register.agenda import Meeting, add_item, add_meeting, agenda, change_meeting, meetings, starts
from boardtui.register.demo import BOARD
from boardtui.register.layout import NAMES
from boardtui.register.people import add_seat, change_partner, members, partners, seats, set_holder
from boardtui.register.rules import change_rule, overrides, rules, set_override, set_tick, terms, topics
from boardtui.register.tables import RegisterError
from boardtui.tui.forms.form import Form
from boardtui.tui.screens.register import RegisterScreen
from boardtui.tui.screens.register_changes import changes_of
from boardtui.tui.screens.register_memorandum import sections
from boardtui.tui.screens.register_rules import FIELDS
from boardtui.tui.views.register import local_starts, marks, times, typed_starts
from boardtui.tui.widgets.matrix import Matrix
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows
from tests.build import record_all
from tests.rest import painted_when_seen
from tests.test_found import JUNE, MARCH, SEPTEMBER, STARTS, Book
from tests.tui.app import SIZES, SMALL_FIRST, Clock, check_frame, frame, make_desk, message, press, running, write

BODY = "partnership-board"
HELD = (MeetingOpened(), MeetingClosed())
HOSTILE = "[/x] Smith[@click=app.quit]\x1b]0;x\x07\u202e\u200b" + "W" * 90


@asynccontextmanager
async def register(
    path: Path, page: int = 1, *, first: Callable[[sqlite3.Connection], Any] | None = None, **kinds: Any
) -> AsyncIterator[tuple[BoardApp, Pilot[None], sqlite3.Connection]]:
    """The register open on a page; ``first`` writes into the tables before that."""
    async with running(path, **{"meeting": None, "screen": None, **kinds}) as (app, pilot):
        db = app.desk.store.connection
        if first is not None:
            first(db)
            db.commit()
        await press(pilot, "e")
        await press(pilot, str(page))
        yield app, pilot, db


def words(app: BoardApp) -> str:
    """What the screen or dialog on top says, line after line, without what lies beneath it."""
    painted = [widget for widget in app.screen.query(Painted) if widget.display]
    return " ".join(" ".join("".join(part.text for part in one) for widget in painted for one in widget.lines).split())


def at(app: BoardApp, key: str) -> None:
    """Put the cursor on that row."""
    app.screen.query_one("#list", Rows).select(key)


def cell(app: BoardApp, topic: str, category: str) -> None:
    """Put the cursor on that cell of Annex 1."""
    matrix = app.screen.query_one(Matrix)
    row = [one.key for one in matrix.rows].index(topic)
    column = [key for key, _ in matrix.columns].index(category)
    matrix.action_move(row - matrix.at[0], column - matrix.at[1])


def rule_of(db: sqlite3.Connection, key: str) -> Any:
    """A rule of the Board."""
    return next(rule for rule in rules(db, BODY) if rule.key == key)


async def clear(pilot: Pilot[None]) -> None:
    """Empty the field that has the focus."""
    await press(pilot, "ctrl+a", "delete", "home", "ctrl+k")


# --- meetings and agendas --------------------------------------------------------------------------------------------


async def test_home_opens_the_register_on_meetings_and_agenda(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, _, _):
        shown = frame(app)
        assert "3 meetings planned" in shown
        assert "Agenda of Partnership Board, November 2026" in shown
        assert "confidential: Part 2: use of an estate" in shown


async def test_the_agenda_follows_the_cursor_over_the_meetings(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, _):
        await press(pilot, "down")
        assert "Agenda of System Leadership Executive" in frame(app)
        await press(pilot, "c", "3")
        assert "NHS 111 services" in frame(app)


async def test_a_meeting_is_planned_with_the_offset_of_its_day(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, db):
        await press(pilot, "m")
        await write(pilot, "partnership bo", "enter")
        await clear(pilot)
        await write(pilot, "Board in June", "enter")
        await write(pilot, "18/06/2027 10:00", "enter")
        await write(pilot, "Hall", "enter", "enter")
        new = next(one for one in meetings(db, BODY) if one.title == "Board in June")
        assert (new.starts, new.place, new.public) == ("2027-06-18T10:00+01:00", "Hall", True)
        assert "Planned: Board in June" in message(app)
        assert "Nothing on it yet: n adds an item, o copies" in frame(app)


async def test_a_start_that_makes_no_sense_is_said_until_it_is_right(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, db):
        await press(pilot, "enter", "enter")
        await clear(pilot)
        await write(pilot, "31/02/2027 10:00", "enter", "enter", "enter")
        assert "is not a date and time" in frame(app)
        await write(pilot, "28/02/2027")
        assert "is not a date and time" in frame(app), "as long as there is no time in it"
        await write(pilot, " 10:00")
        assert "is not a date and time" not in frame(app), "before Enter is pressed"
        await press(pilot, "enter")
        assert meetings(db, BODY)[0].starts == "2027-02-28T10:00+00:00"


async def test_of_two_things_wrong_the_second_is_said_once_the_first_is_right(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, _):
        at(app, "item pb-nov-minutes")
        await press(pilot, "enter")
        form = app.screen
        assert isinstance(form, Form)
        form._inputs["minutes"].value = "a quarter"  # type: ignore[attr-defined]
        form._inputs["planned"].value = "25:00"  # type: ignore[attr-defined]
        form.finish()
        await pilot.pause()
        assert "is not a number of minutes" in frame(app)
        await write(pilot, "15")
        assert "is not a number of minutes" not in frame(app) and "“25:00” is not a time" in frame(app)


async def test_an_item_is_added_after_the_one_under_the_cursor(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, db):
        at(app, "item pb-nov-minutes")
        await press(pilot, "n")
        await write(pilot, "Risks", "enter", "enter")
        await write(pilot, "15", "enter", *["tab"] * 5)  # to what a new item can do without
        await write(pilot, "mutual", "enter", "enter")
        items = agenda(db, BOARD)
        assert [item.title for item in items][3] == "Risks"
        assert (items[3].number, items[3].minutes, items[3].topic) == ("4", 15, "accountability")
        assert app.screen.query_one("#list", Rows).key == f"item {items[3].item}"


async def test_a_new_item_is_saved_by_four_enters_and_tab_goes_on_to_the_rest(tmp_path: Path) -> None:
    async with register(tmp_path, size=(80, 24)) as (app, pilot, db):
        at(app, "item pb-nov-minutes")
        await press(pilot, "n")
        assert "enter next, at Confidential save   tab goes on to the rest" in frame(app)
        await write(pilot, "Risks", "enter", "enter", "enter", "2", "enter")
        (item,) = (item for item in agenda(db, BOARD) if item.title == "Risks")
        assert item.confidential and not isinstance(app.screen, Form)


async def test_an_item_is_edited_shifted_and_taken_out(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, db):
        at(app, "item pb-nov-winter")
        await press(pilot, "left_square_bracket")
        assert [item.item for item in agenda(db, BOARD)][4] == "pb-nov-winter"
        await press(pilot, "right_square_bracket")
        assert [item.item for item in agenda(db, BOARD)][5] == "pb-nov-winter"
        await press(pilot, "enter")
        await clear(pilot)
        await write(pilot, "Winter", *["enter"] * 10)
        assert [item.title for item in agenda(db, BOARD)][5] == "Winter"
        await press(pilot, "x")
        assert "Remove “Winter” from the agenda?" in frame(app)
        await press(pilot, "enter")
        assert "pb-nov-winter" not in [item.item for item in agenda(db, BOARD)]


async def test_a_recommendation_is_typed_for_the_item(tmp_path: Path) -> None:
    async with register(tmp_path, size=(80, 24)) as (app, pilot, db):
        at(app, "item pb-nov-update")
        await press(pilot, "r")
        assert "Recommendation of item" in frame(app)
        await write(pilot, "To adopt the plan", "enter")
        await write(pilot, "capital", "enter")
        await write(pilot, "chair eput", "enter")
        item = next(item for item in agenda(db, BOARD) if item.item == "pb-nov-update")
        assert (item.recommendation, item.rule, item.mover) == ("To adopt the plan", "capital", "eput-chair")
        assert "To adopt the plan" in frame(app)


async def test_an_agenda_is_begun_with_the_items_of_an_earlier_one(tmp_path: Path) -> None:
    def plan(db: sqlite3.Connection) -> None:
        add_meeting(db, Meeting("pb-2027-01-28", BODY, "Partnership Board, January 2027", "2027-01-28T10:00+00:00"))

    async with register(tmp_path, first=plan) as (app, pilot, db):
        at(app, "meeting pb-2027-01-28")
        await press(pilot, "o", "enter")
        held, new = agenda(db, BOARD), agenda(db, "pb-2027-01-28")
        assert [item.title for item in new] == [item.title for item in held]
        assert [item.number for item in new] == [*"12345678", "P1"], (
            "the confidential one apart, as no number was given"
        )
        assert {(item.paper, item.planned) for item in new} == {("", "")}
        assert [item.confidential for item in new] == [item.confidential for item in held]
        assert "items were copied" in message(app)
        await press(pilot, "o", "enter")
        assert agenda(db, "pb-2027-01-28") == new and "Mark at least 1" in frame(app)


@pytest.mark.parametrize(("offset", "by"), [("+00:00", ""), ("+02:00", ", +02:00 from Greenwich time")])
async def test_by_which_clock_a_meeting_starts_is_said_only_where_it_is_another(
    tmp_path: Path, offset: str, by: str
) -> None:
    async with register(tmp_path) as (app, pilot, db):
        change_meeting(db, BOARD, starts=f"2026-11-26T14:00{offset}")
        await press(pilot, "down", "home")
        (detail,) = (row for row in frame(app).splitlines() if row.startswith(" starts "))
        assert detail.split("starts")[1].strip() == f"Thu 26 Nov 2026 14:00{by}" and "UTC" not in frame(app)


async def test_what_the_last_meeting_put_off_is_offered_first(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, db):
        session = app.desk.session(BODY)
        session.convene(BOARD)
        record_all(session, [MeetingOpened(), ItemDeferred("pb-nov-winter", "no time"), MeetingClosed()])
        add_meeting(db, Meeting("pb-2027-01-28", BODY, "Partnership Board, January 2027", "2027-01-28T10:00+00:00"))
        await press(pilot, "escape", "e", "1")
        at(app, "meeting pb-2027-01-28")
        await press(pilot, "o")
        assert "Winter plan deferred at the last meeting" in words(app)
        await press(pilot, "enter")
        assert agenda(db, "pb-2027-01-28")[0].title == "Winter plan"


async def test_a_meeting_that_is_not_held_leaves_the_plan(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, db):
        at(app, f"meeting {BOARD}")
        await press(pilot, "x")
        assert "from the plan, with the 9 items" in words(app)
        await press(pilot, "enter")
        assert BOARD not in [one.key for one in meetings(db)]
        assert db.execute("SELECT count(*) FROM agenda WHERE meeting = ?", (BOARD,)).fetchone() == (0,)


async def test_shifting_stops_at_the_ends_and_needs_an_item(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, db):
        before = agenda(db, BOARD)
        await press(pilot, "left_square_bracket")
        assert "Select an item" in message(app)
        at(app, "item pb-nov-welcome")
        await press(pilot, "left_square_bracket")
        assert "is first already" in message(app)
        assert agenda(db, BOARD) == before


async def test_minutes_that_are_no_number_are_asked_for_again(tmp_path: Path) -> None:
    async with register(tmp_path) as (app, pilot, db):
        at(app, "item pb-nov-winter")
        await press(pilot, *["enter"] * 3)
        await clear(pilot)
        await write(pilot, "many", *["enter"] * 8)
        assert "“many” is not a number of minutes" in frame(app)
        await press(pilot, "escape")
        assert agenda(db, BOARD)[5].minutes == 20


async def test_a_convened_meeting_is_no_longer_edited_here(tmp_path: Path) -> None:
    async with register(tmp_path, meeting=BOARD) as (app, _, _):
        assert "2 meetings planned" in frame(app)
        assert "Partnership Board, November 2026" not in frame(app).split("planned")[1]


def test_times_run_on_from_the_minutes_where_none_is_planned() -> None:
    items = [
        AgendaItem(item="a", title="A", minutes=10),
        AgendaItem(item="b", title="B", minutes=25),
        AgendaItem(item="c", title="C", planned="10:30"),
        AgendaItem(item="d", title="D"),
        AgendaItem(item="e", title="E", minutes=5),
        AgendaItem(item="f", title="F", planned="10:10", minutes=5),
        AgendaItem(item="g", title="G", planned="10:12"),
    ]
    found = [one.text.strip() for one in times("2026-11-26T10:00+00:00", items)]
    assert found == ["~10:00", "~10:10", "10:30!", "", "", "10:10", "10:12!"]
    assert times("nonsense", [AgendaItem(item="a", title="A")])[0].text == ""


MONDAY = datetime.date(2026, 11, 23)


def test_starts_are_typed_as_people_write_them() -> None:
    read = partial(local_starts, today=MONDAY)
    assert read("26/11/2026 10:00") == "2026-11-26T10:00+00:00"
    assert read(" 1.7.2026  9.30 ") == "2026-07-01T09:30+01:00"
    assert read("1/7/26 09:30", "Europe/Berlin") == "2026-07-01T09:30+02:00"
    assert read("28 November 2026 at 2pm") == read("2.00 pm on Sat 28th Nov, 2026") == "2026-11-28T14:00+00:00"
    assert read("Thursday, 14.30") == read("2026-11-26 1430") == "2026-11-26T14:30+00:00"
    assert starts(read("2026-11-26T10:00+00:00")) == "2026-11-26T10:00+00:00"
    assert typed_starts("2026-11-26T10:00+00:00") == "26 November 2026 10:00"
    assert read(typed_starts("2026-07-01T09:30+01:00")) == "2026-07-01T09:30+01:00"
    assert typed_starts("") == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a date and time"),
        ("tomorrow", "not a date and time"),
        ("26/13/2026 10:00", "not a date and time"),
        ("26/11/2026 25:00", "not a date and time"),
        ("29/3/2026 1:30", "so 01:30 does not come"),
        ("next Thursday 2pm", "could be 26 November 2026 or 3 December 2026; write the date"),
        ("1 June 2pm", "needs its year"),
    ],
)
def test_starts_that_never_come_or_could_be_two_are_refused(text: str, reason: str) -> None:
    with pytest.raises(RegisterError, match=reason):
        local_starts(text, today=MONDAY)


# --- members and partners --------------------------------------------------------------------------------------------


async def test_a_holder_is_named_without_any_question(tmp_path: Path) -> None:
    async with register(tmp_path, 2) as (app, pilot, db):
        at(app, "eeast-chair")
        await press(pilot, "enter")
        await clear(pilot)
        await write(pilot, "Pat Doe", "enter")
        assert next(one for one in members(db, BODY) if one.key == "eeast-chair").name == "Pat Doe"
        assert "Chair, EEAST is held by Pat Doe." in message(app)


@pytest.mark.parametrize(("page", "key", "fields"), [(2, "enter", 1), (2, "n", 3), (3, "enter", 5)])
async def test_a_name_that_is_refused_stays_in_its_form_with_the_reason(
    tmp_path: Path, page: int, key: str, fields: int
) -> None:
    async with register(tmp_path, page) as (app, pilot, _):
        await press(pilot, key)
        form = app.screen
        form.query(Input).first().value = "N" * 400
        await press(pilot, *["enter"] * fields)
        assert app.screen is form and "use at most 200" in words(app) and "NNN" in frame(app)


async def test_a_seat_falls_vacant_only_after_saying_what_that_does(tmp_path: Path) -> None:
    async with register(tmp_path, 2) as (app, pilot, db):
        at(app, "eeast-chair")
        await press(pilot, "enter")
        await clear(pilot)
        await press(pilot, "enter")
        shown = words(app)
        assert "14 → 13 eligible members, 11 out of 14 → 10 out of 13 needed" in shown
        assert "no meeting is running" in shown
        await press(pilot, "escape")
        assert not any(one.vacant for one in members(db, BODY))
        assert "Nothing was changed" in message(app)
        await press(pilot, "enter")
        await clear(pilot)
        await press(pilot, "enter", "enter")
        assert [one.key for one in members(db, BODY) if one.vacant] == ["eeast-chair"]
        assert "✗ vacant" in frame(app)
        assert "1 vacant" in frame(app)


async def test_the_body_is_chosen_and_a_seat_added_to_it(tmp_path: Path) -> None:
    async with register(tmp_path, 2) as (app, pilot, db):
        await press(pilot, "b")
        await write(pilot, "finance", "enter")
        assert "This body has no seats yet" in frame(app)
        await press(pilot, "n")
        await write(pilot, "Finance lead", "enter", "enter", "enter")
        await write(pilot, "provide ", "enter", "enter")
        (seat,) = seats(db, "system-finance-leaders")
        assert (seat.key, seat.partners) == ("finance-lead", ("provide",))


async def test_a_seat_represents_other_partners_after_the_preview(tmp_path: Path) -> None:
    async with register(tmp_path, 2) as (app, pilot, db):
        at(app, "independent-chair")
        await press(pilot, "p")
        await write(pilot, "mseft ", "enter")
        assert "14 → 15 eligible members" in words(app)
        await press(pilot, "y")
        assert members(db, BODY)[0].partners == ("mseft",)


async def test_heading_and_category_of_a_partner_are_two_things(tmp_path: Path) -> None:
    async with register(tmp_path, 3) as (app, pilot, db):
        at(app, "provide")
        await pilot.pause()
        row = next(line for line in frame(app).splitlines() if "▸Provide CIC" in line)
        assert "NHS Service Providers" in row
        assert row.rstrip().endswith("Other partners")
        assert "also part of neighbouring integrated care" in frame(app)
        await press(pilot, *["enter"] * 6)
        await press(pilot, "2")
        assert "What this changes" in frame(app)
        await press(pilot, "enter")
        assert next(one for one in partners(db) if one.key == "provide").category == "nhs_provider"


# --- Annex 1 ---------------------------------------------------------------------------------------------------------


async def test_a_tick_is_made_only_after_the_preview(tmp_path: Path) -> None:
    async with register(tmp_path, 4) as (app, pilot, db):
        cell(app, "fin_capital", "council")
        await press(pilot, "space")
        shown = words(app)
        assert (
            "8.4 Capital priorities and transformation funding: 14 → 20 eligible members, 11 out of 14 → 15 out of 20 needed"
            in shown
        )
        await press(pilot, "escape")
        assert "council" not in {one.key: one.categories for one in topics(db)}["fin_capital"]
        await press(pilot, "space", "enter")
        assert "council" in {one.key: one.categories for one in topics(db)}["fin_capital"]
        assert "applies to Councils" in message(app)


async def test_arrows_move_by_cell_and_stay_in_the_table(tmp_path: Path) -> None:
    async with register(tmp_path, 4) as (app, pilot, _):
        matrix = app.screen.query_one(Matrix)
        await press(pilot, "up", "left")
        assert (matrix.key, matrix.column) == ("vision", "ccg")
        await press(pilot, "down", "right", "l", "j")
        assert (matrix.key, matrix.column) == ("governance", "council")
        await press(pilot, *["right"] * 9, *["down"] * 9)
        assert (matrix.key, matrix.column) == ("support", "other")
        assert "[–]" in frame(app)


async def test_a_ruling_needs_a_source_and_shows_as_ruled(tmp_path: Path) -> None:
    async with register(tmp_path, 4) as (app, pilot, db):
        cell(app, "fin_capital", "nhs_provider")
        await press(pilot, "u")
        assert "open question" in frame(app)
        await write(pilot, "east of", "enter")
        await press(pilot, "2", "enter")
        assert "is still empty" in frame(app)
        await write(pilot, "Chair, 3 November", "enter")
        assert "14 → 12 eligible members, 11 out of 14 → 9 out of 12 needed" in words(app)
        await press(pilot, "enter")
        (ruling,) = overrides(db)
        assert (ruling.partner, ruling.eligible, ruling.source) == ("eeast", False, "Chair, 3 November")
        assert "✗ ruled: it does not apply (Chair, 3 November)" in frame(app)
        assert "✓*" in frame(app)
        await press(pilot, "u")
        await write(pilot, "east of", "enter", "3")
        await press(pilot, "enter")
        assert overrides(db) == ()


async def test_a_running_meeting_keeps_what_it_was_convened_with(tmp_path: Path) -> None:
    async with register(tmp_path, 4, meeting=BOARD) as (app, pilot, _):
        cell(app, "fin_capital", "council")
        await press(pilot, "space")
        assert "“Partnership Board, November 2026” is running and keeps" in words(app)
        await press(pilot, "enter")
        state = app.desk.session(BODY).state
        assert "council" not in state.charter.matrix["fin_capital"]


# --- rules and terms of reference ------------------------------------------------------------------------------------


async def test_the_threshold_is_an_exact_fraction(tmp_path: Path) -> None:
    async with register(tmp_path, 5) as (app, pilot, db):
        at(app, "capital threshold")
        await press(pilot, "enter")
        await clear(pilot)
        await write(pilot, "0.75", "enter")
        assert "not an exact fraction" in words(app) and "0.75" in frame(app), "what was typed stands there"
        assert rule_of(db, "capital").threshold == "3/4"
        await clear(pilot)
        await write(pilot, "2/3", "enter")
        assert "11 out of 14 → 10 out of 14 needed" in words(app)
        await press(pilot, "enter")
        assert rule_of(db, "capital").threshold == "2/3"


async def test_a_choice_of_a_rule_is_made_by_digit(tmp_path: Path) -> None:
    async with register(tmp_path, 5) as (app, pilot, db):
        at(app, "capital base")
        await press(pilot, "enter", "2")
        assert "all eligible members, present or not → the eligible members present" in words(app)
        await press(pilot, "enter")
        assert rule_of(db, "capital").base == "present"
        at(app, "capital withdrawn")
        assert "not defined; they are left out of the count" in frame(app)


async def test_consensus_becomes_a_vote_with_all_that_a_vote_needs(tmp_path: Path) -> None:
    async with register(tmp_path, 5) as (app, pilot, db):
        at(app, "agreement base")
        await press(pilot, "enter")
        assert "change the way of deciding to a vote first" in message(app)
        at(app, "agreement method")
        await press(pilot, "enter", "1", "3", "enter", "2", "enter")
        await write(pilot, "1/2", "enter", "enter")
        rule = rule_of(db, "agreement")
        assert (rule.method, rule.base, rule.compare, rule.threshold) == ("vote", "cast", "more_than", "1/2")
        await press(pilot, "enter", "2", "enter")
        rule = rule_of(db, "agreement")
        assert (rule.method, rule.base, rule.threshold) == ("consensus", None, None)


async def test_every_setting_of_a_rule_is_edited_or_says_where_it_is(tmp_path: Path) -> None:
    async with register(tmp_path, 5) as (app, pilot, db):
        for name in FIELDS:
            at(app, f"issue-board {name}")
            await press(pilot, "enter")
            if name in ("consensus", "met_in"):
                assert name != "met_in" or "this is changed in a file: on page 8, w writes" in message(app)
            else:
                assert not isinstance(app.screen, RegisterScreen), name
                await press(pilot, "escape")
        at(app, "issue-board affected")
        await press(pilot, "enter", "1", "enter")
        assert rule_of(db, "issue-board").affected == "required"
        await press(pilot, "enter", "3", "enter", "enter")
        assert rule_of(db, "issue-board").affected == ""


async def test_words_and_elements_of_a_rule_are_edited(tmp_path: Path) -> None:
    async with register(tmp_path, 5) as (app, pilot, db):
        at(app, "issue-board precondition")
        await press(pilot, "enter")
        app.screen.query_one(TextArea).text = ""
        await write(pilot, "Stages 1 to 3", "enter", "enter")
        assert rule_of(db, "issue-board").precondition == "Stages 1 to 3"
        at(app, "issue-board topics")
        await press(pilot, "enter")
        await write(pilot, "governance ", "enter", "enter")
        assert rule_of(db, "issue-board").topics == ("governance",)


async def test_what_no_document_says_stands_there_as_not_defined(tmp_path: Path) -> None:
    async with register(tmp_path, 6) as (app, _, _):
        assert frame(app).count("not defined") >= 9 and "written in" not in frame(app)
        assert "terms of reference: none entered yet" in frame(app)


async def test_terms_of_reference_need_their_source(tmp_path: Path) -> None:
    async with register(tmp_path, 6) as (app, pilot, db):
        await press(pilot, "enter")
        await write(pilot, "ten", "enter")
        assert "The number of members must be a whole number." in words(app) and "ten" in frame(app)
        await clear(pilot)
        await write(pilot, "10", "enter", "enter")
        assert "is still empty" in frame(app)
        await write(pilot, "ToR 4.2, May 2026", "enter")
        assert "quorum: not defined → 10 members" in words(app)
        await press(pilot, "enter")
        held = terms(db, BODY)
        assert held.quorum is not None
        assert (held.quorum.number, held.source) == (10, "ToR 4.2, May 2026")
        assert "written in    ToR 4.2, May 2026" in frame(app)
        at(app, "quorum.conflicted_count")
        await pilot.pause()
        assert "not defined; they are counted" in frame(app) and "written in" not in frame(app)
        await press(pilot, "enter", "2")
        await write(pilot, "ToR 5", "enter")
        assert "→ 10 members; members kept from voting are counted" in " ".join(words(app).split()), words(app)
        await press(pilot, "enter")
        assert " are counted" in frame(app) and "written in    ToR 5" in frame(app), "as entered, and not as by default"
        await press(pilot, "enter", "1", "enter", "enter")
        assert "not defined; they are counted" in frame(app) and terms(db, BODY).sources == {}
        await press(pilot, "enter", "3", "enter", "enter")
        assert "are not counted" in frame(app) and "written in    ToR 4.2, May 2026" in frame(app)
        at(app, "deputies")
        await press(pilot, "enter", "2", "enter", "enter")
        assert terms(db, BODY).deputies == "may_vote"
        at(app, "casting_vote")
        await press(pilot, "enter", "2")
        await clear(pilot)
        await write(pilot, "Standing orders 9", "enter", "enter")
        held = terms(db, BODY)
        assert (held.source_of("quorum"), held.source_of("casting_vote")) == ("ToR 4.2, May 2026", "Standing orders 9")
        at(app, "casting_vote")
        await press(pilot, "enter", "1", "enter", "enter")
        at(app, "quorum.number")
        await press(pilot, "enter")
        await clear(pilot)
        await press(pilot, "enter", "enter", "enter")
        assert terms(db, BODY) == Terms(deputies="may_vote", source="ToR 4.2, May 2026")


async def test_the_quorum_takes_seats_and_says_what_it_cannot_take(tmp_path: Path) -> None:
    async with register(tmp_path, 6) as (app, pilot, db):
        at(app, "quorum.conflicted_count")
        await press(pilot, "enter")
        assert "no quorum is defined yet" in message(app)
        at(app, "quorum.seats")
        await press(pilot, "enter")
        await write(pilot, "independent ", "enter")
        await write(pilot, "ToR 5", "enter", "enter")
        quorum = terms(db, BODY).quorum
        assert quorum is not None
        assert quorum.seats == ("independent-chair",)
        assert "Independent Chair" in frame(app)


async def test_a_fraction_that_is_refused_stands_with_the_reason_until_it_is_typed_anew(tmp_path: Path) -> None:
    async with register(tmp_path, 6) as (app, pilot, db):
        at(app, "quorum.fraction")
        await press(pilot, "enter")
        await write(pilot, "a third", "enter")
        assert "a third" in words(app) and isinstance(app.screen, Form) and terms(db, BODY) == Terms()
        await clear(pilot)
        await write(pilot, "1/3", "enter")
        await write(pilot, "ToR 4.2", "enter", "enter")
        held = terms(db, BODY).quorum
        assert held is not None and held.fraction == "1/3"


async def test_proxies_are_said_with_their_details_which_go_with_them(tmp_path: Path) -> None:
    async with register(tmp_path, 6) as (app, pilot, db):
        at(app, "proxies_most")
        await press(pilot, "enter")
        assert "no proxies are allowed here" in message(app)
        at(app, "proxies")
        await press(pilot, "enter", "3")
        await write(pilot, "ToR 7", "enter", "enter")
        at(app, "proxies_most")
        await press(pilot, "enter")
        await write(pilot, "2", "enter", "enter", "enter")
        at(app, "proxies_present")
        await press(pilot, "enter", "3", "enter", "enter")
        held = Terms(proxies="member", source="ToR 7", proxies_most=2, proxies_present="do_not_count")
        assert terms(db, BODY) == held
        assert "at most 2" in frame(app) and "do not count as present" in frame(app)
        at(app, "proxies")
        await press(pilot, "enter", "2", "enter", "enter")
        assert terms(db, BODY) == Terms(proxies="none", source="ToR 7")


async def test_the_year_in_which_meetings_are_counted_is_chosen_or_typed(tmp_path: Path) -> None:
    async with register(tmp_path, 6) as (app, pilot, db):
        at(app, "year_begins")
        await pilot.pause()
        assert "not stated" in frame(app)  # what the memorandum says of it
        await press(pilot, "enter", "3")
        await write(pilot, "ToR 3", "enter", "enter")
        assert terms(db, BODY) == Terms(source="ToR 3", year_begins="1 April")
        assert "financial year, from 1 April" in frame(app)
        await press(pilot, "enter", "4")
        await write(pilot, "29 Feb", "enter")
        assert "is not a date that every year has" in words(app) and "29 Feb" in frame(app)
        await clear(pilot)
        await write(pilot, "24th June", "enter", "enter", "enter")
        assert terms(db, BODY).year_begins == "24 June"
        assert "from 24 June, each year" in frame(app)
        await press(pilot, "enter", "1", "enter", "enter")
        assert terms(db, BODY) == Terms()


async def test_terms_of_the_settings_are_told_apart(tmp_path: Path) -> None:
    given = {BODY: Terms(deputies="may_vote", source="ToR")}
    async with register(tmp_path, 6, terms=given) as (app, _, _):
        assert "not defined here; in config.toml: may vote" in frame(app)


# --- what changed ----------------------------------------------------------------------------------------------------


def next_board(db: sqlite3.Connection) -> None:
    """A further meeting, and two changes since the last."""
    add_meeting(db, Meeting("pb-2027-02-25", BODY, "Partnership Board, February 2027", "2027-02-25T10:00+00:00"))
    set_holder(db, BODY, "eeast-chair", "Pat Doe")
    set_override(db, "nelft", "fin_capital", False, "Chair, 1 December")


async def test_nothing_to_compare_with_before_the_first_meeting(tmp_path: Path) -> None:
    async with register(tmp_path, 7) as (app, _, _):
        assert "has not met yet" in frame(app)
        assert "There is no earlier meeting to compare with" in frame(app)


async def test_changes_since_the_last_meeting_stand_in_sentences(tmp_path: Path) -> None:
    async with register(tmp_path, 7, meeting=BOARD, entries=HELD, first=next_board) as (app, pilot, _):
        shown = frame(app)
        assert "2 changes" in shown
        assert "The seat Chair, EEAST is held by Pat Doe now (was filled without a name)." in shown
        assert "It was ruled on" in shown
        await press(pilot, "enter")
        assert "Edit on pages 1 to 6" in message(app)


async def test_convening_shows_the_changes_first_and_then_opens_the_meeting(tmp_path: Path) -> None:
    async with running(tmp_path, entries=HELD, screen=None) as (app, pilot):
        app.session = None
        next_board(app.desk.store.connection)
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        rows.select(f"planned {BODY} pb-2027-02-25")
        await press(pilot, "enter")
        shown = words(app)
        assert "Changed since “Partnership Board, November 2026”, Thu 26 Nov 2026, was convened." in shown, (
            "as the setup has it"
        )
        assert "held by Pat Doe now" in shown
        await press(pilot, "escape")
        assert app.desk.session(BODY).state.meeting == BOARD
        await press(pilot, "enter", "enter")
        state = app.desk.session(BODY).state
        assert state.meeting == "pb-2027-02-25"
        assert isinstance(app.desk.session(BODY).lines[0].entry, MeetingConvened)
        assert type(app.screen).__name__ == "MeetingScreen"


async def test_convening_always_asks_and_says_what_it_does(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        app.screen.query_one(Rows).select(f"planned {BODY} {BOARD}")
        await press(pilot, "enter")
        shown = words(app)
        assert "copied into the minute book" in shown and "K calls it off" in shown and "enter convene" in shown
        await press(pilot, "escape")
        assert app.desk.session(BODY).state.phase == "none"
        await press(pilot, "enter", "enter")
        await pilot.pause()
        assert app.desk.session(BODY).state.meeting == BOARD
        assert type(app.screen).__name__ == "MeetingScreen"


async def test_a_seat_added_by_mistake_is_removed_and_one_that_a_meeting_had_stays(tmp_path: Path) -> None:
    def one_more(db: sqlite3.Connection) -> None:
        add_seat(db, BODY, Seat("carers", "Representative, Carers", (), ""), "Cara Carer")

    async with register(tmp_path, 2, meeting=BOARD, entries=HELD, first=one_more, size=(80, 24)) as (app, pilot, db):
        at(app, "carers")
        await pilot.pause()
        assert "x remove" in frame(app)
        await press(pilot, "x")
        assert "Remove Representative, Carers, held by Cara Carer, from the Partnership Board?" in words(app)
        await press(pilot, "escape")
        assert "carers" in [seat.key for seat in seats(db, BODY)]
        await press(pilot, "x", "enter")
        assert "carers" not in [seat.key for seat in seats(db, BODY)] and "Removed: Representative, Carers." in message(
            app
        )
        at(app, "eeast-chair")
        await press(pilot, "x")
        assert "Chair, EEAST had a seat at “Partnership Board, November 2026”" in message(app)
        assert "press Enter and clear the name." in message(app) and "eeast-chair" in [
            seat.key for seat in seats(db, BODY)
        ]


async def test_a_meeting_convened_after_a_later_one_is_asked_for_with_the_members_that_it_gets(tmp_path: Path) -> None:
    clock = Clock()
    desk = make_desk(tmp_path, clock=clock)
    book, db = Book(desk, clock), desk.store.connection
    set_holder(db, BODY, "lmc-rep", "")
    book.convene(MARCH).do(e.MeetingClosed())
    co_opted = e.SeatFilled("Cara Carer", "2026-09-24", seat=e.NewSeat("carers", "Representative, Carers"))
    filled = e.SeatFilled("Dr Late", "2026-09-24", member="lmc-rep")
    book.convene(SEPTEMBER).do(co_opted, filled, e.MeetingClosed())
    add_meeting(db, Meeting(JUNE, BODY, "Board, june", STARTS[JUNE]))
    set_holder(db, BODY, "eeast-chair", "Pat Doe")
    clock.now = datetime.datetime(2026, 11, 1, 10, tzinfo=datetime.UTC)
    app = BoardApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.screen.query_one(Rows).select(f"planned {BODY} {JUNE}")
        await press(pilot, "enter")
        shown = words(app)
        assert "Changed since “Board, march”, Thu 26 Mar 2026, was convened." in shown
        assert "The seat Chair, EEAST is held by Pat Doe now" in shown
        assert "Carers is new" not in shown and "held by Dr Late" not in shown, shown
        (left_out,) = re.findall(r"Filled only after Thu 25 Jun 2026, so not in this meeting: ([^.]*)\.", shown)
        assert left_out == f"{book.session.state.members['lmc-rep'].seat} and Representative, Carers"
        await press(pilot, "enter")
        members = book.session.state.members
        assert "carers" not in members and members["lmc-rep"].vacant, "as was said"
    last = desk.convened_last(BODY)
    assert last is not None and last.meeting == SEPTEMBER, (
        "page 7 compares with the meeting held last, not entered last"
    )
    desk.close()


def test_terms_that_the_settings_fill_in_are_no_change(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, terms={BODY: Terms(deputies="may_vote", source="ToR")})
    desk.session(BODY).convene(BOARD)
    assert changes_of(desk, BODY) == []
    desk.close()


# --- everywhere ------------------------------------------------------------------------------------------------------


async def test_looking_only_shows_all_and_edits_nothing(tmp_path: Path) -> None:
    make_desk(tmp_path).close()
    store = Store.open(tmp_path / "data.db", expected=NAMES, read_only=True)
    other = tmp_path / "other"
    other.mkdir()
    async with running(other, meeting=None, screen=None) as (app, pilot):
        first = app.desk
        app.desk = Desk(store, first.config, first.clock)
        await press(pilot, "e", "2")
        assert "31 seats" in frame(app)
        for keys in (
            ("2", "enter"),
            ("2", "n"),
            ("4", "space"),
            ("4", "u"),
            ("5", "enter"),
            ("6", "enter"),
            ("1", "m"),
        ):
            await press(pilot, *keys)
            assert "Nothing can be edited here. This database was opened read only." in message(app)
        await press(pilot, "2", "b")
        await write(pilot, "system lead", "enter")
        assert "System Leadership Executive" in frame(app)
        app.desk = first
    store.close()


async def test_keys_of_other_pages_do_nothing(tmp_path: Path) -> None:
    async with register(tmp_path, 3) as (app, pilot, db):
        before = [tuple(db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()) for name in sorted(NAMES)]
        await press(pilot, "n", "x", "space", "u", "left_square_bracket", "m", "b", "z", "pagedown")
        assert type(app.screen).__name__ == "RegisterScreen"
        after = [tuple(db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()) for name in sorted(NAMES)]
        assert before == after


async def test_slash_finds_a_row_and_the_cursor_is_kept_between_pages(tmp_path: Path) -> None:
    async with register(tmp_path, 2) as (app, pilot, _):
        await press(pilot, "slash")
        await write(pilot, "nelft", "down", "enter")
        assert app.screen.query_one("#list", Rows).key == "nelft-ceo"
        await press(pilot, "4", "2")
        await pilot.pause()
        assert app.screen.query_one("#list", Rows).key == "nelft-ceo"
        await press(pilot, "escape")
        assert type(app.screen).__name__ == "HomeScreen"


async def test_hostile_names_are_shown_harmless_on_every_page(tmp_path: Path) -> None:
    def spoil(db: sqlite3.Connection) -> None:
        change_meeting(db, BOARD, title=HOSTILE, place=HOSTILE)
        add_item(db, BOARD, AgendaItem(item="evil", title=HOSTILE, purpose=HOSTILE, lead=HOSTILE))
        set_holder(db, BODY, "independent-chair", HOSTILE)
        add_seat(db, BODY, Seat("evil", HOSTILE, ("provide",)), HOSTILE)
        change_partner(db, "provide", name=HOSTILE[:150], short=HOSTILE[:40], heading=HOSTILE[:60], markers="*\x1b")
        set_override(db, "provide", "vision", False, HOSTILE)
        change_rule(db, BODY, "capital", {"precondition": HOSTILE})
        db.execute("UPDATE topics SET title = ? WHERE key = 'vision'", (HOSTILE,))
        db.execute("UPDATE categories SET title = ? WHERE key = 'other'", (HOSTILE,))
        db.execute("UPDATE bodies SET title = ? WHERE key = ?", (HOSTILE, BODY))
        db.execute("UPDATE charter SET title = ?", (HOSTILE,))

    for size in ((80, 24), (120, 40)):
        folder = tmp_path / f"{size[0]}"
        folder.mkdir()
        async with register(folder, first=spoil, size=size) as (app, pilot, _):
            for page in "1234567":
                await press(pilot, page, "down", "down")
                shown = frame(app)
                assert not {"\x1b", "\x07", "\u202e", "\u200b"}.intersection(shown)
                assert max(map(len, shown.splitlines())) <= size[0]
            await press(pilot, "4", "u")
            assert "\x1b" not in frame(app)
            await press(pilot, "escape", "2", "down", "n", "escape", "b", "escape", "slash")
            assert "\x1b" not in frame(app)


async def test_tables_spoilt_by_another_program_are_told_not_crashed_on(tmp_path: Path) -> None:
    def spoil(db: sqlite3.Connection) -> None:
        db.execute("UPDATE meetings SET starts = 'soon'")
        db.execute("UPDATE rules SET unit = 'person' WHERE body = ?", (BODY,))

    async with register(tmp_path, first=spoil) as (app, pilot, _):
        assert "cannot be shown: Home says why" in frame(app)
        assert "Home lists the values that cannot be used" in words(app)
        await press(pilot, "down", "enter", "n", "c")
        await press(pilot, "5", "down", "enter")
        assert "unit is “person”, and it must be member or partner" in words(app)
        await press(pilot, "2")
        assert "31 seats" in frame(app)


async def test_empty_pages_say_what_to_do(tmp_path: Path) -> None:
    def empty(db: sqlite3.Connection) -> None:
        for table in ("agenda", "meetings", "overrides", "questions"):
            db.execute(f"DELETE FROM {table}")

    async with register(tmp_path, first=empty) as (app, pilot, _):
        assert "No meeting is planned. m plans one" in frame(app)
        await press(pilot, "n")
        assert "m plans one" in message(app)
        await press(pilot, "c", "enter", "4")
        assert "leaves nothing open here" in frame(app)


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_pages_look_like(tmp_path: Path, size: tuple[int, int]) -> None:
    def ruled(db: sqlite3.Connection) -> None:
        set_holder(db, BODY, "independent-chair", "Pat Doe")
        set_holder(db, BODY, "eeast-chair", "")
        set_override(db, "nelft", "fin_capital", False, "Chair, 1 December")
        set_tick(db, "support", "other", True)

    async with register(tmp_path, first=ruled, size=size) as (app, pilot, _):
        for page, name in enumerate(("meetings", "members", "partners", "annex", "rules", "terms"), 1):
            await press(pilot, str(page), "down")
            await pilot.pause()
            check_frame(f"register-{name}-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "4", *["down"] * 5, "right", "right", "space")
        await pilot.pause()
        check_frame(f"register-preview-{size[0]}x{size[1]}", frame(app))


async def test_the_memorandums_own_words_stand_whole_in_80_columns(tmp_path: Path) -> None:
    async with register(tmp_path, 8, size=(80, 24)) as (app, pilot, _):
        assert "8▸MoU" in frame(app) and "Note: Has no formal powers delegated by any partner (6.6, 8.2)" in frame(app)
        read: set[str] = set()
        for _ in range(40):
            read |= {line.rstrip(" ↓↑") for line in frame(app).splitlines()}
            await press(pilot, "pagedown")
        said = " ".join(" ".join(line.split()) for line in read)
        for text in (
            "Meetings in public: Stated for the Partnership Board (6.5)",
            "7.7 Support and intervention: The SLE",
        ):
            assert text in said


def test_the_page_has_every_silence_question_provision_and_party_class_of_each_charter() -> None:
    for name in names():
        charter = shipped(name)
        for body in charter.bodies:
            facts = [fact for _, held in sections(charter, body.key) for fact in held]
            texts = {text for _, text in facts}
            told = (
                *charter.scope,
                *(each.note for each in charter.silences),
                *(each.text for each in (*charter.questions, *charter.provisions)),
                *(text for text in (body.note, body.advises_on, "; ".join(body.delegated)) if text),
                *(each.note for each in (*body.rules, *body.seats, *charter.partners) if each.note),
            )
            assert [text for text in told if text not in texts] == []
        assert {label for label, _ in facts} >= {words for words in map(party_words, charter.partners) if words}


def test_marks_mean_what_the_charter_says_of_those_that_are_marked_so_1_1() -> None:
    provisions = shipped("mid-south-essex").provisions
    assert marks("*#", provisions).startswith(
        "Those marked * are also part of neighbouring integrated care systems; of those"
    )
    assert "elected councillors" in marks("#", provisions)
    assert (marks("§", provisions), marks("", provisions)) == ("§", "")


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_the_rules_say_how_a_further_rule_is_added(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size, meeting=None) as (app, pilot):
        await press(pilot, "e", "5")
        assert "A further rule: on page 8, w writes the memorandum to edit, i imports it." in frame(app)
        await press(pilot, "8")
        footer = " ".join(frame(app).splitlines()[-3:])
        assert "w write" in footer and "i import" in footer


async def test_of_which_body_a_meeting_is_planned_is_not_asked_where_there_is_one(tmp_path: Path) -> None:
    new_database(tmp_path / "data.db", "doncaster")
    desk = Desk.open(Config(Settings(database=str(tmp_path / "data.db"), secretary="J Smith"), tmp_path), clock=Clock())
    try:
        app = BoardApp(desk)
        with painted_when_seen():
            async with app.run_test(size=(80, 24)) as pilot:
                await press(pilot, "m")
                assert "New meeting" in frame(app) and "which body" not in frame(app)
    finally:
        desk.close()

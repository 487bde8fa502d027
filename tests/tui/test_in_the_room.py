"""What a secretary meets in the room: short lists searched by letters, seats with their own numbers, the way on."""

from __future__ import annotations

from pathlib import Path

from boardtui.meeting import entries as e
from boardtui.meeting.state.labels import seat_numbers
from boardtui.meeting.voting.quorum import quorum
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.views.next_step import next_item, next_step
from boardtui.tui.views.seats import aside, seats_of
from boardtui.tui.widgets.rows import Rows
from boardtui.tui.widgets.switch import Switch
from tests.build import convened, motion, play, record, sitting, the
from tests.tui.app import frame, press, recorded, running, write

OPENED = [e.MeetingOpened(), e.ItemOpened("pb-nov-capital")]


async def test_letters_narrow_a_short_list_and_digits_still_choose(tmp_path: Path) -> None:
    async with running(tmp_path, entries=OPENED) as (app, pilot):
        before = len(recorded(app))
        await press(pilot, "u")
        dialog = app.screen
        assert isinstance(dialog, Choose) and dialog.numbered and "1 How many members" in frame(app)
        await write(pilot, "casting jk")
        assert app.screen is dialog and "No matches" in frame(app)
        await press(pilot, *["backspace"] * 3)
        assert [row.key for row in dialog.query_one(Rows).rows] == ["casting_vote"]
        assert "4 Whether the Chair has a casting vote" in frame(app), "its digit stays that of the whole list"
        await press(pilot, *["backspace"] * 7, "4")
        assert app.screen is not dialog
        await press(pilot, "escape")
        assert len(recorded(app)) == before


def test_the_next_item_is_the_one_after_the_last_that_was_closed_and_then_one_left_out_before() -> None:
    board = record(sitting(item="welcome"), e.ItemOpened("capital"), e.ItemClosed("capital"))
    assert next_item(board.state) == "objectives", "item 2 was left out, and waits till the rest is done"
    record(board, e.ItemOpened("any-other"), e.ItemClosed("any-other"))
    assert next_item(board.state) == "minutes"


async def test_where_options_have_numbers_of_their_own_a_digit_finds_and_does_not_choose(tmp_path: Path) -> None:
    async with running(tmp_path, entries=OPENED) as (app, pilot):
        await press(pilot, "g", "8")
        assert isinstance(app.screen, Choose) and not app.screen.numbered
        await press(pilot, "enter")
        assert recorded(app)[-1] == e.ItemOpened("pb-nov-aob")


async def test_a_letter_chooses_in_a_field_of_a_few_choices(tmp_path: Path) -> None:
    async with running(tmp_path, entries=OPENED) as (app, pilot):
        await press(pilot, "plus")
        switches = list(app.screen.query(Switch))
        switches[1].focus()
        await press(pilot, "c")
        assert switches[1].value == "yes"
        await press(pilot, "p")
        assert switches[1].value == "no"


async def test_words_typed_at_a_choice_change_nothing_and_the_form_says_where_they_go(tmp_path: Path) -> None:
    kinds = tuple(Option(kind, kind) for kind in ("financial", "professional", "personal", "indirect"))
    fields = [Field("kind", "Kind", options=kinds), Field("nature", "Nature")]
    async with running(tmp_path, entries=OPENED) as (app, pilot):
        app.push_screen(Form("Interest", fields))
        await press(pilot)
        kind = app.screen.query_one(Switch)
        for typed in ("Trustee of the estates company", "Paid director", "interest in a firm"):
            await press(pilot, "1")
            await write(pilot, typed)
            assert kind.value == "financial" and "Here a digit or ← → chooses" in frame(app), typed
        for letters, chosen in (("p", "professional"), ("pp", "personal"), ("pers", "personal"), ("pi", "indirect")):
            await press(pilot, "1")
            await write(pilot, letters)
            assert kind.value == chosen, letters
        await press(pilot, "enter")
        assert "Here a digit" not in frame(app)


async def test_the_choice_that_is_made_is_in_sight_where_not_all_of_them_fit(tmp_path: Path) -> None:
    options = tuple(Option(str(n), f"a choice of some words {n}") for n in range(1, 6))
    async with running(tmp_path, entries=OPENED, size=(80, 24)) as (app, pilot):
        app.push_screen(Form("Many words", [Field("which", "Which", options=options)]))
        await press(pilot)
        assert "1 ▸a choice of some words 1" in frame(app)
        await press(pilot, "5")
        assert "5 ▸a choice of some words 5" in frame(app) and "…" in frame(app)
        await press(pilot, "1")
        assert "1 ▸a choice of some words 1" in frame(app)


async def test_a_numbered_list_says_that_a_digit_chooses_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, entries=OPENED) as (app, pilot):
        for undecided, hint in ((False, "digit chooses   letters find"), (True, "digit or letters find")):
            app.push_screen(Choose("Which", [Option("a", "first"), Option("b", "second")], undecided=undecided))
            await press(pilot)
            assert hint in frame(app)
            await press(pilot, "2")
            assert (app.screen.__class__ is Choose) is undecided


def test_a_seat_has_the_same_number_on_the_vote_as_in_the_attendance() -> None:
    board = record(sitting(), motion())
    own = seat_numbers(board.state)
    seats = seats_of(board.state, the(board))
    assert len(seats) == 14 and {seat.key: seat.number for seat in seats} == {seat.key: own[seat.key] for seat in seats}
    assert [seat.number for seat in seats][:3] == ["02", "03", "04"], (
        "seat 01 is the Independent Chair, who has no vote"
    )
    assert any(name.startswith("01 ") for group in aside(board.state, the(board)) for name in group.names)


def test_with_the_public_excluded_the_line_names_the_confidential_item_that_is_next() -> None:
    agenda = (e.AgendaItem("a", "Any other business", "1"),)
    estates = e.ItemAdded("b", "Estates", "2", confidential=True)
    opened = (e.MeetingOpened(), estates, e.ItemOpened("a"), e.PublicExcluded("Terms"))
    held = play([convened(agenda=agenda), *opened])
    said = "".join(part.text for part in next_step(held.state, held.state, quorum(held.state)))
    assert "this item is public. → opens 2 Estates." in " ".join(said.split())

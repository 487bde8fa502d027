"""The list of actions: order, what becomes of them, finding, all books at once, and hostile words."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from boardtui.meeting import entries as e
from boardtui.meeting.state.labels import owner_label
from boardtui.register.demo import BOARD
from boardtui.tui.views.days import day_words, due_words, is_over
from boardtui.tui.widgets.rows import Rows
from tests import build
from tests.tui.app import SIZES, check_frame, frame, message, press, recorded, running, session_of, write

TODAY = datetime.date(2026, 11, 26)
HOSTILE = "[/x] Smith [@click=app.quit]\x1b]0;owned\x07\u202e " + "w" * 120
ACTIONS: list[e.AnyEntry] = [
    e.ActionAgreed("winter", None, "Report back on the winter plan", "Chief Executive, NELFT", "2026-11-23"),
    e.ActionAgreed("letter", None, "Circulate the draft letter to the partners", "J Smith", "2026-11-26"),
    e.ActionAgreed("terms", None, "Draw up terms of reference", "Chief Executive, MSEFT", "2026-12-18"),
    e.ActionAgreed("room", None, "Find a room", "J Smith"),
    e.ActionAgreed("old", None, "An old matter", "J Smith", "2026-11-01"),
    e.ActionUpdated("old", "done", None, "Done at last"),
]


def on_list(path: Path, entries: list[e.AnyEntry] | None = None, **more: Any) -> Any:
    """The actions of the Board."""
    return running(path, meeting=BOARD, entries=ACTIONS if entries is None else entries, screen="actions", **more)


def listed(app: Any) -> list[str]:
    return [row.key.partition(" ")[2] for row in app.screen.query_one(Rows).rows if row.choosable]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-23", "3 days overdue"),
        ("2026-11-25", "1 day overdue"),
        ("2026-11-26", "today"),
        ("2026-11-27", "tomorrow"),
        ("2026-12-09", "in 13 days"),
        ("2026-12-10", "in 2 weeks"),
        ("2026-11-05", "3 weeks overdue"),
        (None, "no date"),
        ("soon", "soon"),
    ],
)
def test_when_it_is_due_is_said_in_words(due: str | None, words: str) -> None:
    assert due_words(due, TODAY) == words


def test_a_day_has_its_year_only_where_it_is_another() -> None:
    assert [day_words(day, TODAY) for day in ("2026-12-01", "2027-01-08", "soon", None)] == [
        "1 Dec",
        "8 Jan 2027",
        "soon",
        "",
    ]
    assert not is_over("soon", TODAY)


async def test_overdue_ones_come_first_then_by_day_and_those_done_below(tmp_path: Path) -> None:
    async with on_list(tmp_path) as (app, pilot):
        assert listed(app) == ["winter", "letter", "terms", "room", "old"]
        await press(pilot, "o")
        assert listed(app) == ["terms", "winter", "letter", "room", "old"]
        await press(pilot, "o")
        assert listed(app)[0] == "winter"


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_at_both_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_list(tmp_path, size=size) as (app, _):
        check_frame(f"actions-{size[0]}x{size[1]}", frame(app))


async def test_done_with_a_word_and_taken_back(tmp_path: Path) -> None:
    async with on_list(tmp_path) as (app, pilot):
        await press(pilot, "d")
        await write(pilot, "Paper sent", "enter")
        assert recorded(app)[-1] == e.ActionUpdated("winter", "done", None, "Paper sent")
        assert listed(app)[-2:] == ["winter", "old"]
        await press(pilot, "end")
        assert "✓ completed  was due 1 Nov" in frame(app), "the day is not that of its completion"
        await press(pilot, "z", "y")
        assert listed(app)[0] == "winter"


async def test_dropping_wants_a_reason(tmp_path: Path) -> None:
    async with on_list(tmp_path) as (app, pilot):
        await press(pilot, "x", "enter")
        assert "still empty" in frame(app)
        await write(pilot, "Overtaken", "enter")
        assert recorded(app)[-1] == e.ActionUpdated("winter", "dropped", None, "Overtaken")


async def test_another_day_or_a_word_and_nothing_where_nothing_changes(tmp_path: Path) -> None:
    async with on_list(tmp_path) as (app, pilot):
        before = len(recorded(app))
        await press(pilot, "e", "enter", "enter")
        assert len(recorded(app)) == before
        assert "Nothing was changed" in message(app)
        await press(pilot, "e", *["backspace"] * 10)
        await write(pilot, "2 weeks", "enter")
        await write(pilot, "More time", "enter")
        assert recorded(app)[-1] == e.ActionUpdated("winter", "open", "2026-12-10", "More time")


async def test_a_day_that_is_none_is_asked_for_again(tmp_path: Path) -> None:
    async with on_list(tmp_path) as (app, pilot):
        await press(pilot, "e")
        await write(pilot, "x", "enter", "enter")
        assert "is not a date" in frame(app)
        await press(pilot, "escape")
        assert recorded(app)[-1] == ACTIONS[-1]


async def test_what_is_done_stays_done_unless_opened_again(tmp_path: Path) -> None:
    async with on_list(tmp_path) as (app, pilot):
        await press(pilot, "end", "d")
        assert "already" in message(app)
        await press(pilot, "e", "enter", "enter")
        assert recorded(app)[-1] == e.ActionUpdated("old", "open")


async def test_finding_by_owner_or_words(tmp_path: Path) -> None:
    async with on_list(tmp_path) as (app, pilot):
        await press(pilot, "slash")
        await write(pilot, "smith letter", "enter")
        assert listed(app) == ["letter"]
        await press(pilot, "slash")
        await write(pilot, "zzz", "enter")
        assert "No matches." in frame(app)
        await press(pilot, "d")
        assert "no action here" in message(app)


async def test_a_new_one_is_entered_and_details_are_shown(tmp_path: Path) -> None:
    async with on_list(tmp_path, []) as (app, pilot):
        assert "No action is open" in frame(app)
        await press(pilot, "n")
        await write(pilot, "Write to all", "enter")
        await write(pilot, "J Smith", "enter")
        await write(pilot, "2 weeks", "enter")
        assert recorded(app)[-1] == e.ActionAgreed(f"{BOARD}-a1", None, "Write to all", "J Smith", "2026-12-10")
        await press(pilot, "enter")
        await pilot.pause()
        assert "Updates" in frame(app)


async def test_from_home_the_actions_of_all_books_and_undo_in_the_book_that_was_changed(tmp_path: Path) -> None:
    async with on_list(tmp_path) as (app, pilot):
        app.pop_screen()
        sle = app.desk.session("sle")
        sle.convene("sle-2026-11-30")
        sle.record(e.ActionAgreed("first", None, "Long overdue", "J Smith", "2026-01-01"))
        await pilot.pause()
        await press(pilot, "a", "asterisk", "2")
        assert listed(app)[:2] == ["first", "winter"]
        await press(pilot, "home", "d", "enter")
        assert sle.state.actions["first"].status == "done"
        assert app.session is None
        await press(pilot, "z", "y")
        assert sle.state.actions["first"].status == "open"


async def test_at_matters_arising_the_log_is_gone_through_and_an_action_closed_in_two_keys(tmp_path: Path) -> None:
    entries = [*ACTIONS, e.MeetingOpened(), e.ItemAdded("arising", "Matters arising", "3a"), e.ItemOpened("arising")]
    for size in ((80, 24), (120, 40)):
        folder = tmp_path / str(size[0])
        folder.mkdir()
        async with running(folder, size=size, entries=[*everybody_of(entries)]) as (app, pilot):
            assert "A goes through the 4 open actions" in frame(app)
            await press(pilot, "A")
            await pilot.pause()
            closing = ("d", "enter")
            await press(pilot, *closing)
            assert recorded(app)[-1] == e.ActionUpdated("winter", "done")
            assert app.screen.query_one(Rows).key.endswith("letter")
            await press(pilot, *closing)
            assert recorded(app)[-1] == e.ActionUpdated("letter", "done")
            await press(pilot, "escape")
            await pilot.pause()
            assert "A goes through the 2 open actions" in frame(app)


def everybody_of(entries: list[e.AnyEntry]) -> list[e.AnyEntry]:
    """The entries, with somebody there before the first item is opened."""
    return [e.MemberArrived("independent-chair"), *entries]


async def test_the_owner_is_found_by_any_part_of_the_name_and_can_be_somebody_else(tmp_path: Path) -> None:
    async with on_list(tmp_path, []) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "Write to all", "enter")
        await press(pilot, "enter", "enter")
        assert "“Who does it” is still empty" in frame(app)
        await write(pilot, "nelft chief", "enter")
        assert recorded(app)[-1].owner == "Chief Executive, NELFT"
        await press(pilot, "O")
        await write(pilot, "K Elsewhere", "enter")
        assert recorded(app)[-1] == e.ActionUpdated(f"{BOARD}-a1", "open", owner="K Elsewhere")
        assert session_of(app).state.actions[f"{BOARD}-a1"].owner == "K Elsewhere"
        assert "K Elsewhere" in frame(app)
        await press(pilot, "O")
        await write(pilot, "elsewhere", "enter")
        assert "Nothing was changed" in message(app)


async def test_what_was_typed_as_owner_is_taken_where_a_longer_name_fits_too(tmp_path: Path) -> None:
    async with on_list(tmp_path, []) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "Write", "enter")
        await write(pilot, "nelft", "up", "enter", "enter")
        assert recorded(app)[-1].owner == "nelft"


async def test_hostile_words_stay_harmless(tmp_path: Path) -> None:
    entries: list[e.AnyEntry] = [
        e.ActionAgreed("bad", None, HOSTILE, HOSTILE, "2026-11-23"),
        e.ActionUpdated("bad", "open", None, HOSTILE),
    ]
    for size in ((80, 24), (160, 50)):
        folder = tmp_path / str(size[0])
        folder.mkdir()
        async with on_list(folder, entries, size=size) as (app, pilot):
            for key in ("", "enter", "escape", "d", "escape", "o"):
                await press(pilot, *([key] if key else []))
                assert not {"\x1b", "\x07", "\u202e"} & set(frame(app))
            assert "[/x] Smith" in frame(app)


async def test_a_condition_and_support_are_entered_kept_apart_and_closed_in_their_own_words(tmp_path: Path) -> None:
    decided: list[e.AnyEntry] = [
        e.MotionPut("m1", "pb-nov-capital", "That it be so.", "agreement", "fin_capital"),
        e.ConsensusDeclared("m1", reached=True),
    ]
    here = [e.MemberArrived("independent-chair", "in person"), e.MemberArrived("mseft-chair", "in person")]
    opened: list[e.AnyEntry] = [e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened("pb-nov-capital")]
    async with on_list(tmp_path, [*here, *opened, *decided]) as (app, pilot):
        await press(pilot, "R", "enter")
        for words in ("Forty beds", "Place leads", "31.3.2027"):
            await write(pilot, words, "enter")
        await press(pilot, "U")
        for words in ("nelft", "Finance group", "A recovery plan", "Peer support", "31.5.2027", "J Smith", ""):
            await write(pilot, words, "enter")
        assert "Conditions of decisions (1)" in frame(app) and "Support and intervention (1)" in frame(app)
        await press(pilot, "d", "enter")
        assert "condition of" in message(app) and "is met" in message(app)
    kept = [entry for entry in recorded(app) if isinstance(entry, e.ActionAgreed)]
    assert [(entry.register, entry.motion, entry.partner, entry.due) for entry in kept] == [
        ("condition", "m1", None, "2027-03-31"),
        ("support", None, "nelft", "2027-05-31"),
    ]


async def test_details_tell_of_a_correction_of_the_owner_that_could_not_be_read_into_one_of_two(tmp_path: Path) -> None:
    """As the action log does, from the same function."""
    owner, other = "mseft-chair", "eput-chair"
    first = [build.convened(), *build.arrivals([owner, other]), e.MeetingOpened(), e.ItemOpened("capital")]
    first += [e.ActionAgreed(key, "capital", text, owner) for key, text in (("a1", "Write."), ("a2", "Report."))]
    async with running(tmp_path, convened=first[0], entries=[*first[1:], e.MeetingClosed()], screen="actions") as (
        app,
        pilot,
    ):
        state = session_of(app).state
        names = [owner_label(state, member) for member in (owner, other)]
        told = f"action 1, owner: for “{names[0]}” read “{names[1]}”"
        later = [build.convened_next(state), *build.arrivals([owner, other]), e.MeetingOpened()]
        later += [e.MinutesCorrected("2026-11", "capital", "action 1, owner", *names)]
        build.record_all(session_of(app), [*later, e.MinutesApproved("2026-11", (told,), owner)])
        app.screen.refresh_all()
        for key in ("a1", "a2"):
            app.screen.query_one(Rows).select(f"{build.BOARD} {key}")
            await press(pilot, "enter")
            shown = " ".join(frame(app).replace("│", " ").split())
            assert ("Minutes corrected on approval at “" in shown and told in shown) is (key == "a1"), shown
            await press(pilot, "escape")

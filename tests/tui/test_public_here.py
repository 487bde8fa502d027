"""While the public is in the room, no screen tells what was recorded in private; one key, twice confirmed, shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boardtui.app import BoardApp
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.register.demo import BOARD, EXECUTIVE
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.widgets.rows import Rows
from tests import first
from tests.tui.app import everybody, frame, message, press, running, session_of

SECRET = "Canary"
BOOK = "partnership-board"


async def in_private_and_back(app: BoardApp, pilot: Any) -> None:
    """Everybody comes; of every kind something is recorded in private, in words with the canary; the public is back."""
    session = session_of(app)
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    member, other, away = list(session.state.members)[1:4]
    rule = next(one.key for one in session.state.charter.rules if one.method == "consensus" and not one.topics)
    for entry in (
        *(one for one in everybody(session) if one.member != away),
        e.MeetingOpened(),
        e.ItemOpened(item),
        e.ChairTaken(member, ""),
        e.NoteTaken(item, "The public heard this."),
        e.PublicExcluded("Commercial terms"),
        e.NoteTaken(item, f"{SECRET} note"),
        e.NoteTaken(None, f"{SECRET} note on the meeting"),
        e.GuestAttended(f"{SECRET} guest", "adviser"),
        e.InterestRegistered("p-1", member, "financial", f"{SECRET} registered", words=("Welcome",), confidential=True),
        e.InterestDeclared(other, (item,), "financial", f"{SECRET} declared", "noted", ""),
        e.ActionAgreed("p-1", item, f"{SECRET} action", f"{SECRET} owner"),
        e.IssueRaised("p-issue", f"{SECRET} issue", None, tuple(list(session.state.partners)[:2]), ""),
        e.ItemAdded("p-item", f"{SECRET} item", "P9", confidential=True),
        e.MotionPut("p-m1", item, f"{SECRET} motion", rule),
        e.VotesRecorded("p-m1", "for", (member, other)),
        e.MotionWithdrawn("p-m1", "none"),
        e.ParagraphDrafted(item, f"{SECRET} paragraph"),
        e.PublicReadmitted(),
    ):
        session.record(entry)
    app.screen.refresh_all()  # type: ignore[attr-defined]
    await press(pilot)


def beside_the_board(app: BoardApp) -> Session:
    """The Board sits in public, and the executive group, which does not, beside it."""
    board, sle = app.desk.session(BOOK), app.desk.session("sle")
    sle.convene(EXECUTIVE)
    for session in (board, sle):
        for entry in (*everybody(session), e.MeetingOpened()):
            session.record(entry)
    return sle


# With the suite the first few; test_canaries.py has every screen before * is confirmed, and what most show after it.
SCREENS: list[tuple[str, tuple[Any, ...]]] = [
    ("meeting", ()), ("vote", ("p-m1",)), ("replay", ()), ("whatif", (BOOK,)), ("attendance", ()), ("interests", ()),
    ("issues", ()), ("issue", ("p-issue",)), ("decisions", ()), ("actions", ()), ("drafting", ()), ("minutes", ()),
]  # fmt: skip
REVEALED = {"meeting", "attendance", "interests", "issues", "issue", "actions", "drafting", "replay", "vote"}


@pytest.mark.parametrize(("name", "args"), first(2, SCREENS), ids=[name for name, _ in SCREENS])
async def test_a_screen_tells_the_public_record_until_the_rest_is_asked_for(
    tmp_path: Path, name: str, args: tuple[Any, ...]
) -> None:
    async with running(tmp_path, size=(120, 40), meeting=BOARD, screen="meeting") as (app, pilot):
        await in_private_and_back(app, pilot)
        args = (session_of(app).book,) if name == "whatif" else args
        if name != "meeting":
            app.open_screen(name, *args)
        await press(pilot)
        await press(pilot)
        if name == "replay":
            await press(pilot, "G", "end")
        assert SECRET not in frame(app)
        if name in ("meeting", "interests", "actions", "drafting"):
            for _ in range(8):
                await press(pilot, "down")
                assert SECRET not in frame(app)
        await press(pilot, "asterisk", "enter")
        assert SECRET not in frame(app) and "CONFIDENTIAL SHOWN" not in frame(app), "the first answer is no"
        await press(pilot, "asterisk", "2")
        await press(pilot)
        assert "CONFIDENTIAL SHOWN" in frame(app)
        if name in REVEALED:
            assert SECRET in frame(app)
        await press(pilot, "asterisk")
        await press(pilot)
        assert SECRET not in frame(app) and "CONFIDENTIAL SHOWN" not in frame(app)


async def test_home_and_undo_and_times_tell_nothing_of_it(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40), meeting=BOARD, screen="meeting") as (app, pilot):
        await in_private_and_back(app, pilot)
        app.screen.record(e.NoteTaken(None, f"{SECRET} marked", confidential=True))  # type: ignore[attr-defined]
        assert SECRET not in message(app)
        await press(pilot, "z")
        assert SECRET not in frame(app) and "10:00, confidential, hidden" in frame(app)
        await press(pilot, "escape", "at")
        assert SECRET not in frame(app)
        await press(pilot, "escape", "escape")
        await press(pilot)
        assert SECRET not in frame(app) and "open action" not in frame(app)


async def test_what_is_shown_is_hidden_again_once_the_screen_is_left(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40), meeting=BOARD, screen="meeting") as (app, pilot):
        await in_private_and_back(app, pilot)
        await press(pilot, "asterisk", "2")
        assert SECRET in frame(app)
        await press(pilot, "w")
        assert SECRET not in frame(app)
        await press(pilot, "escape")
        await press(pilot)
        assert SECRET not in frame(app)


async def test_the_minutes_show_the_confidential_part_only_after_the_key(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40), meeting=BOARD, screen="meeting") as (app, pilot):
        await in_private_and_back(app, pilot)
        await press(pilot, "w")
        await press(pilot, "p")
        assert SECRET not in frame(app) and "* shows what is confidential" in message(app)
        await press(pilot, "asterisk", "2")
        await press(pilot, "p")
        assert "CONFIDENTIAL part" in frame(app)
        await press(pilot, "asterisk")
        assert "CONFIDENTIAL part" not in frame(app)


async def test_a_ruling_made_in_private_is_told_and_holds_in_private_alone(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40), meeting=BOARD, screen="meeting") as (app, pilot):
        await in_private_and_back(app, pilot)
        session = session_of(app)
        session.record(e.PublicExcluded("Commercial terms"))
        session.record(e.RulingMade(None, "quorum", 7, f"{SECRET} words", session.state.chair or ""))
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "u")
        assert "ruled: 7" in frame(app)
        await press(pilot, "enter")
        shown = " ".join(frame(app).replace("│", " ").split())
        assert "It holds for what is dealt with in private; for public matters, record it when" in shown
        await press(pilot, "escape")
        session.record(e.PublicReadmitted())
        app.screen.refresh_all()  # type: ignore[attr-defined]
        for keys in ((), ("escape", "asterisk", "2")):
            await press(pilot, *keys, "u")
            assert "What does the Chair rule on?" in frame(app) and "ruled: 7" not in frame(app)


async def test_what_is_refused_of_a_confidential_item_names_it_to_nobody(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), meeting=BOARD, screen="meeting") as (app, pilot):
        await in_private_and_back(app, pilot)
        session = session_of(app)
        public = session.state.current
        session.record(e.PublicExcluded("Commercial terms"))
        session.record_together((e.ItemClosed(public or ""), e.ItemOpened("p-item")))
        rule = next(one.key for one in session.state.charter.rules if one.method == "consensus" and not one.topics)
        session.record(e.MotionPut("p-m2", "p-item", f"{SECRET} of the item", rule))
        session.record(e.PublicReadmitted())
        app.screen.record(e.ItemClosed("p-item"))  # type: ignore[attr-defined]
        assert "p-item" not in frame(app) and "There is no agenda item" not in message(app)
        assert "something confidential stands against it" in message(app)
        session.record(e.MotionWithdrawn("p-m2", "none"))
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "enter")  # on the item that was open when the public left, and is not since it is back
        assert "It is closed" in frame(app)
        await press(pilot, "enter")
        assert session.state.current == public


async def test_lists_over_all_books_tell_the_public_nothing_of_bodies_that_meet_without_it(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), meeting=BOARD, screen=None) as (app, pilot):
        sle = beside_the_board(app)
        sle.record(e.ActionAgreed("a1", None, f"{SECRET} action", "Owner", "2026-12-01"))
        sle.record(e.IssueRaised("i1", f"{SECRET} issue", None, tuple(list(sle.state.partners)[:2]), ""))
        for key in ("a", "s"):
            await press(pilot, key)
            assert SECRET not in frame(app)
            assert "What bodies recorded that do not meet in public is hidden" in frame(app)
            await press(pilot, "asterisk", "2")
            assert SECRET in frame(app) and "is hidden" not in frame(app)
            await press(pilot, "escape")


@pytest.mark.parametrize("key", ["enter", "w"])
async def test_a_meeting_that_is_not_held_in_public_is_opened_before_the_public_only_after_a_question(
    tmp_path: Path, key: str
) -> None:
    async with running(tmp_path, size=(80, 24), meeting=BOARD, screen=None) as (app, pilot):
        sle = beside_the_board(app)
        sle.record(e.NoteTaken(None, f"{SECRET} note"))
        for phase in ("running", "past"):
            assert isinstance(app.screen, HomeScreen)
            app.screen.read_anew()
            await press(pilot)
            row = next(row.key for row in app.screen.query_one(Rows).rows if row.key.startswith(f"{phase} sle"))
            app.screen.query_one(Rows).select(row)
            await press(pilot, key)
            assert SECRET not in frame(app) and "Open what is not public?" in frame(app)
            await press(pilot, "enter")
            assert isinstance(app.screen, HomeScreen)
            await press(pilot, key, "2")
            assert not isinstance(app.screen, HomeScreen)
            await press(pilot, "escape")
            if phase == "running":
                sle.record(e.MeetingClosed())

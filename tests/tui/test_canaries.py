"""While the public is in the room, no screen and no form shows a word of what is confidential, until * is confirmed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import boardtui.tui.screens
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import AgendaItem, Candidate
from boardtui.register.agenda import add_item
from boardtui.register.demo import BOARD
from boardtui.tui.command import EVERYWHERE
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens.meeting_commands import NOTES
from tests.papers.aviary import DAY, aviary
from tests.papers.canaries import CANARY
from tests.test_recommendations import BOARD as BOOK, SLE, sits
from tests.tui.app import frame, message, press, running
from tests.tui.forms_opened import Opened, labels, with_word

SCREENS: dict[str, tuple[Any, ...]] = {
    "meeting": (), "attendance": (), "interests": (), "issues": (), "issue": ("ci",), "decisions": (), "decision": ("cd",),
    "actions": (), "drafting": (), "minutes": (), "replay": (), "vote": ("seen",), "whatif": ("partnership-board",),
    "readings": ("seen",), "year": ("partnership-board",), "plan": (), "register": (), "settings": (), "search": (),
    "choice": ("seen-choice",),
}  # fmt: skip
ON_EVERY_SCREEN = {command.action for command in (*EVERYWHERE, *NOTES)}  # and the same there: the suite has them once
SHOWN = {
    "meeting": "nature consultation", "attendance": "apologies guest role", "interests": "ended person", "issue": "basis",
    "issues": "issue", "decisions": "agreement number", "decision": "answer", "actions": "action owner update",
    "drafting": "note title", "vote": "guest", "register": "planned",
}  # fmt: skip


def test_every_screen_is_among_them() -> None:
    """Besides Home, which has a test of its own, and what shows a sheet and not the book."""
    own = {
        module.name: vars(importlib.import_module(f"{boardtui.tui.screens.__name__}.{module.name}"))
        for module in pkgutil.iter_modules(boardtui.tui.screens.__path__)
    }
    opened = {name for name, here in own.items() if _is_screen(here.get(f"{name.title().replace('_', '')}Screen"))}
    assert opened - SCREENS.keys() == {"home", "taking_in"}


def _is_screen(named: object) -> bool:
    return isinstance(named, type) and issubclass(named, BoardScreen)


@cache
def entries() -> tuple[e.MeetingConvened, list[e.AnyEntry]]:
    """The meeting of canaries up to where the public is back, the last item open, and a choice put there."""
    convened, *rest = [line.entry for line in aviary().stretch.lines]
    assert isinstance(convened, e.MeetingConvened)
    due = e.OpenDecision(
        "pub", "A public decision.", "", "board-sep", f"{DAY}T09:00:00.000Z", way="urgent", report="due"
    )
    convened = replace(convened, carried=replace(convened.carried, decisions=(due,)))
    back = next(place for place, entry in enumerate(rest) if isinstance(entry, e.PublicReadmitted))
    people = (Candidate("x", "Ms X"), Candidate("y", "Mr Y"))
    choice = e.ChoiceOpened("seen-choice", "aob", "Vice Chair", 1, people, "most_votes", False)
    return convened, [*rest[: back + 2], choice]


def without_the_public(desk: Desk) -> None:
    """The executive group meets without the public: what it decided, sends to the Board, refers to it and answers it."""
    sle = sits(desk, SLE)
    item, (one, other) = sle.state.current or "", list(sle.state.partners)[:2]
    asked = e.OpenIssue("asked", "What was asked", None, (one, other))
    for number, (rule, reached) in enumerate((("consensus", True), ("consensus", False), ("consensus", True)), 1):
        objections = () if reached else (e.Objection(next(iter(sle.state.members)), f"{CANARY} objection {number}"),)
        sle.record(e.MotionPut(f"s{number}", item, f"{CANARY} sle motion {number}", rule, "objectives"))
        sle.record(e.ConsensusDeclared(f"s{number}", reached, objections))
    for entry in (
        e.DecisionSent("s1", BOOK),
        e.IssueRaised("s-issue", f"{CANARY} sle issue 1", None, (one, other), ""),
        e.IssueReferred("s-issue", BOOK),
        e.IssueReceived("asked", BOOK, "ab" * 32, asked),
        e.IssueResolved("asked", f"{CANARY} sle answer 1"),
        e.ActionAgreed("s-action", item, f"{CANARY} sle action 1", f"{CANARY} sle owner 1", DAY),
        e.InterestRegistered("s-interest", None, "financial", f"{CANARY} sle nature 1", f"{CANARY} sle person 1"),
        e.NoteTaken(item, f"{CANARY} sle note 1"),
        e.MeetingClosed(),
    ):
        sle.record(entry)


@asynccontextmanager
async def opened_on(path: Path, name: str) -> AsyncIterator[Opened]:
    """The program with that screen open, on the meeting of canaries."""
    convened, rest = entries()
    planned = AgendaItem("planned", f"{CANARY} planned 0", f"{CANARY} number 0", confidential=True)
    async with running(path, convened=convened, entries=rest, screen="meeting") as (app, pilot):
        add_item(app.desk.store.connection, BOARD, planned)
        without_the_public(app.desk)
        if name != "meeting":
            app.open_screen(name, *SCREENS[name])
        await press(pilot)
        await press(pilot)
        yield Opened(app, pilot, name, *SCREENS[name])


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("deep", [False, pytest.param(True, marks=pytest.mark.slow)])
async def test_no_screen_and_no_form_shows_anything_confidential(tmp_path: Path, name: str, deep: bool) -> None:
    """Before it is confirmed and hidden again: the first question behind each key, in the long form those that follow too."""
    async with opened_on(tmp_path, name) as opened:
        if name in SHOWN:
            await opened.rest()
            assert set(SHOWN[name].split()) <= labels(opened.frames, CANARY)
            await opened.hidden_again()
        await opened.everything(deep=deep, besides=() if deep or name == "meeting" else ON_EVERY_SCREEN)
        leaks = with_word(opened.frames, CANARY)
        assert not leaks, "\n".join(f"{path}: {rows}" for path, rows in leaks)


@pytest.mark.slow
async def test_nothing_confidential_is_seen_from_home(tmp_path: Path) -> None:
    """Home, each screen that one of its keys opens, and what the list of papers offers."""
    convened, rest = entries()
    planned = AgendaItem("planned", f"{CANARY} planned 0", f"{CANARY} number 0", confidential=True)
    async with running(tmp_path, convened=convened, entries=rest, screen=None) as (app, pilot):
        add_item(app.desk.store.connection, BOARD, planned)
        without_the_public(app.desk)
        home = app.screen
        assert isinstance(home, BoardScreen)
        await press(pilot)
        for command in [one for one in home.commands() if one.action not in ("quit", "room")]:
            await press(pilot, command.keys.split(",")[0])
            options = [f"{one.label} {one.remark}" for one in getattr(app.screen, "options", ())]
            assert CANARY not in "\n".join([frame(app), *options]), command.action
            for _ in range(8):
                await press(pilot, *(() if app.screen is home else ("escape",)))
            assert app.screen is home, command.action


@pytest.mark.parametrize(
    ("name", "key", "label"),
    [("decisions", "g", "sle motion"), ("issues", "g", "sle issue"), ("issues", "t", "sle answer")],
)
async def test_what_another_body_recorded_without_the_public_is_offered_once_that_is_confirmed(
    tmp_path: Path, name: str, key: str, label: str
) -> None:
    async with opened_on(tmp_path, name) as opened:
        await press(opened.pilot, key)
        assert CANARY not in frame(opened.app) and "* shows it" in message(opened.app)
        await press(opened.pilot, "asterisk", "2", key)
        assert f"{CANARY} {label} 1" in frame(opened.app)


async def test_what_refuses_an_entry_is_not_named_where_it_is_confidential(tmp_path: Path) -> None:
    given = e.ProxyGiven("tceo", "lead")
    async with opened_on(tmp_path, "meeting") as opened:
        screen = opened.base
        assert isinstance(screen, BoardScreen)
        assert not screen.record(given) and "something confidential stands against it" in message(opened.app)
        assert CANARY not in frame(opened.app)
        await press(opened.pilot, "asterisk", "2")
        assert not screen.record(given) and f"has given a proxy for the whole meeting to {CANARY}" in message(
            opened.app
        )
        await press(opened.pilot, "asterisk")
        unknown = e.ProxyGiven("nobody", "lead")
        assert not screen.record(unknown) and "nobody" in message(opened.app)


async def test_nothing_is_put_under_an_item_that_is_confidential(tmp_path: Path) -> None:
    async with opened_on(tmp_path, "meeting") as opened:
        session = opened.session
        session.record(e.ItemOpened("secret"))
        await press(opened.pilot, "m")
        assert "The item that is open is confidential" in message(opened.app)
        await press(opened.pilot, "n")
        assert "Note on a confidential item" in frame(opened.app) and CANARY not in frame(opened.app)
        await press(opened.pilot, "escape")
        opened.app.open_screen("decision", "pub")
        await press(opened.pilot, "r", "1")
        assert "Remark for the minutes" in frame(opened.app) and "minuted under item" not in frame(opened.app)
        await press(opened.pilot, "enter")
        assert (
            session.lines[-1].entry == e.DecisionReported("pub", "noted", None) and not session.lines[-1].confidential
        )

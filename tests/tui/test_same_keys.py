"""A key means the same on every screen where the same thing can be done, and the footer says what matters most."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import boardtui.tui
from boardtui.app import BoardApp
from boardtui.meeting import entries as e
from boardtui.tui.command import Command
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens import meeting_commands
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.screens.minutes import MinutesScreen
from boardtui.tui.screens.plan import PlanScreen
from boardtui.tui.screens.replay_commands import TABLE as REPLAY_KEYS
from boardtui.tui.screens.year import YearScreen
from boardtui.tui.widgets.page import Page
from tests.tui.app import everybody, frame, press, running, write

OPENED = e.MeetingOpened()
PRIVATE = [OPENED, e.ItemOpened("pb-nov-capital"), e.PublicExcluded("Commercial terms")]


def recorded_words(app: BoardApp) -> str:
    return "\n".join("".join(part.text for part in row) for row in app.screen.query_one("#record", Page).text)


def key_of(table: tuple[Command, ...], action: str) -> str:
    return next(one.key for one in table if one.action == action)


def tables() -> dict[str, tuple[Command, ...]]:
    """Every table of keys that there is, by where it stands."""
    found: dict[str, tuple[Command, ...]] = {}
    for one in pkgutil.walk_packages(boardtui.tui.__path__, "boardtui.tui."):
        module = importlib.import_module(one.name)
        held = [module, *(each for each in vars(module).values() if isinstance(each, type))]
        for each in held:
            for name, table in vars(each).items():
                if isinstance(table, tuple) and table and all(isinstance(command, Command) for command in table):
                    found[f"{one.name}.{getattr(each, '__name__', '')}.{name}"] = table
    return found


@pytest.mark.parametrize(
    ("key", "things"),
    [
        ("w", {"minutes", "write", "in writing"}),
        ("v", {"what if", "vote", "put a motion", "proxy", "verify"}),
        ("exclamation_mark", {"notice"}),
        ("u", {"ruling", "record ruling", "no decision", "urgent", "public only"}),
        ("x", {"exclude public", "withdrawn", "not pursued", "leave out", "ended", "resolved", "remove", "withdraw"}),
        ("P", {"ballot papers"}),
        ("C", {"brief"}),
        ("S", {"speakers"}),
        ("T", {"needed"}),
        ("R", {"condition"}),
        ("U", {"support"}),
        ("W", {"phrases"}),
        ("N", {"notes"}),
        ("t", {"attendance", "evidence", "theme", "record outcome", "type", "casting vote"}),
    ],
)
def test_a_letter_is_used_for_one_kind_of_thing(key: str, things: set[str]) -> None:
    assert {one.label for table in tables().values() for one in table if key in one.keys.split(",")} == things


@pytest.mark.parametrize(
    ("labels", "key"),
    [
        ({"minutes"}, "w"),
        ({"write"}, "w"),
        ({"in writing"}, "w"),
        ({"ruling"}, "u"),
        ({"notice"}, "exclamation_mark"),
        ({"papers"}, "b"),
        ({"answer"}, "a"),
        ({"chair"}, "h"),
        ({"replay"}, "r"),
        ({"attendance"}, "t"),
        ({"issues"}, "s"),
        ({"decisions"}, "f"),
        ({"import"}, "i"),
        ({"in attendance"}, "I"),
        ({"ratification"}, "k"),
        ({"consultation"}, "p"),
        ({"refer", "to a body"}, "b"),
        ({"correct"}, "Z"),
        ({"notes"}, "N"),
        ({"eligibility"}, "e"),
        ({"correct time"}, "at"),
    ],
)
def test_the_same_thing_has_the_same_key_on_every_screen(labels: set[str], key: str) -> None:
    same = [one for table in tables().values() for one in table if one.label in labels and one.key != "enter"]
    assert same and {one.keys.split(",")[0] for one in same} == {key}


async def test_a_paper_is_written_from_a_meeting_too(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await press(pilot, "b")
        assert "Which paper?" in frame(app)
        await write(pilot, "attendance", "enter", "1", "1")
        assert list((tmp_path / "meetings").rglob("attendance*.md"))


@pytest.mark.parametrize("action", ["minutes", "issues", "decisions", "interests", "notice", "papers"])
def test_home_and_a_meeting_open_the_same_screen_with_the_same_key(action: str) -> None:
    assert key_of(HomeScreen.TABLE, action) == key_of(meeting_commands.TABLE, action)


def test_minutes_have_one_key_and_so_has_writing_a_paper() -> None:
    assert key_of(REPLAY_KEYS, "minutes") == key_of(HomeScreen.TABLE, "minutes")
    written = {
        key_of(MinutesScreen.TABLE, "write"),
        key_of(PlanScreen.TABLE, "write"),
        key_of(YearScreen.TABLE, "paper"),
    }
    assert written == {"w"}


async def test_at_80_columns_whether_it_is_public_open_and_quorate_is_never_cut(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as (app, _):
        assert frame(app).splitlines()[0].startswith(" IN PUBLIC · NOT YET OPEN")
        assert "attendance not yet recorded" in frame(app).splitlines()[0]


async def test_where_there_is_room_the_footer_has_the_room_view_and_the_decisions_too(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40)) as (app, pilot):
        app.screen.record(*everybody(app), OPENED)  # type: ignore[attr-defined]
        await press(pilot)
        footer = "\n".join(frame(app).splitlines()[-2:])
        assert "y room view" in footer and "f decisions" in footer and "? help" in footer


async def test_what_was_said_in_private_is_not_on_the_screen_once_the_public_is_back(tmp_path: Path) -> None:
    note = e.NoteTaken("pb-nov-capital", "The bid is nine million.")
    async with running(tmp_path, entries=[*PRIVATE, note]) as (app, pilot):
        record = recorded_words(app)
        assert "nine million" in record
        app.screen.record(e.PublicReadmitted())  # type: ignore[attr-defined]
        await press(pilot)
        record = recorded_words(app)
        assert "nine million" not in record
        assert "nine million" not in frame(app)


async def test_the_public_coming_back_on_a_confidential_item_reads_nothing_either(tmp_path: Path) -> None:
    here = [OPENED, e.ItemOpened("pb-nov-estates"), e.NoteTaken("pb-nov-estates", "The bid is nine million.")]
    async with running(tmp_path, size=(80, 24), entries=here) as (app, pilot):
        assert "THE PUBLIC IS STILL IN THE ROOM on a confidential item. x excludes it." in frame(app)
        assert "nine million" not in frame(app)
        await press(pilot, "e")
        assert "nine million" not in frame(app)
        await press(pilot, "asterisk", "2")
        assert "nine million" in frame(app)


async def test_an_agenda_title_goes_on_in_the_next_line_where_there_is_room(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40)) as (app, _):
        rows = [line.split("││")[0] for line in frame(app).splitlines()]
        at = next(number for number, row in enumerate(rows) if "7 Issues referred to the" in row)
        assert "Board" in rows[at + 1] and "…" not in "".join(rows[2:-3])


def test_every_command_of_a_screen_has_its_action() -> None:
    """A key without one would do nothing, and the footer would offer it all the same."""
    for one in pkgutil.walk_packages(boardtui.tui.__path__, "boardtui.tui."):
        importlib.import_module(one.name)
    screens = [BoardScreen]
    for screen in screens:
        screens += screen.__subclasses__()
        for command in screen.TABLE:
            action = f"action_{command.action.partition('(')[0]}"
            assert hasattr(screen, action) or hasattr(BoardApp, action), f"{screen.__name__} has no {action}"
    assert len(screens) > 20

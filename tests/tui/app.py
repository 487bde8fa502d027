"""Runs the program on a database of its own for the tests of screens: a demo meeting, a still clock, frames as text."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from boardtui.app import BoardApp
from boardtui.book.store import Store
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting.entries import AnyEntry, EntryRetracted, MeetingConvened, MemberArrived
from boardtui.meeting.state.state import Stamped
from boardtui.register.demo import BOARD
from boardtui.register.layout import NAMES
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.widgets.painted import Painted
from tests.build import record_all, write_demo
from tests.rest import paint, painted, painted_when_seen

BEGINS = datetime.datetime(2026, 11, 26, 10, 0, tzinfo=datetime.UTC)
FRAMES = Path(__file__).parent / "frames"
# The smallest that is comfortable, a usual one, and in the long form a whole large screen, which differs least.
SIZES = [(80, 24), (120, 40), pytest.param((160, 50), marks=pytest.mark.slow)]
# For what is done by many keys, in words: where it is seen whole in the small window, it is in a larger one too.
SMALL_FIRST = [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)]


_painted: set[type] = set()
_frozen: dict[
    tuple[str | None, str], list[AnyEntry]
] = {}  # what a meeting was convened with, which is the same in each test


class Clock:
    """Stands still until it is put forward."""

    def __init__(self, now: datetime.datetime = BEGINS) -> None:
        self.now = now

    def __call__(self) -> datetime.datetime:
        return self.now

    def forward(self, minutes: float) -> None:
        """Let time pass."""
        self.now += datetime.timedelta(minutes=minutes)


@cache
def _demonstration() -> bytes:
    """A new database with the demonstration's register: written once, since every test of a screen begins with it."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "data.db")
        store = Store.create(database, expected=NAMES)
        write_demo(store.connection)
        store.close()
        return database.read_bytes()


def make_desk(path: Path, *, clock: Clock | None = None, **settings: Any) -> Desk:
    """A desk on a new database in that folder, filled with the demonstration's register. Close it when done.

    Its papers are written in Markdown alone, unless ``settings`` have other formats.
    """
    database = path / "data.db"
    database.write_bytes(_demonstration())
    database.chmod(0o600)  # as the program makes it
    given = Settings(**{"database": str(database), "secretary": "J Smith", "formats": ("md",), **settings})
    return Desk.open(Config(given, path), clock=clock or Clock())


class _BelowAll(Screen[None]):
    """Below the screen that a test begins on: Home is made when somebody goes back to it."""

    _is_covered = False

    def on_screen_suspend(self) -> None:
        self._is_covered = True

    def on_screen_resume(self) -> None:
        if self._is_covered:
            self._push_result_callback(self, None)  # which Textual takes from a screen that another replaces
            self.app.switch_screen(HomeScreen())


@asynccontextmanager
async def running(
    path: Path,
    *,
    size: tuple[int, int] = (120, 40),
    meeting: str | None = BOARD,
    convened: MeetingConvened | None = None,
    entries: Iterable[AnyEntry] = (),
    screen: str | None = "meeting",
    args: Sequence[Any] = (),
    clock: Clock | None = None,
    **settings: Any,
) -> AsyncIterator[tuple[BoardApp, Pilot[None]]]:
    """The program in a terminal of that size.

    Args:
        path: an empty folder; the database is made there.
        size: columns and lines.
        meeting: a meeting of the demonstration that is convened from the register; None for none (then: Home).
        convened: a meeting that is convened as given, in place of one from the register.
        entries: what is recorded after that, before the screen opens.
        screen: the screen that is opened on the meeting, None to stay at Home; ``args`` are handed to it.
        clock: the time; it stands still unless the test puts it forward.
        settings: settings as in config.toml, such as theme or terms.
    """
    desk = make_desk(path, clock=clock, **settings)
    try:
        session = _convene(desk, meeting, convened)
        if session is not None:
            _record(session, list(entries))
        app = BoardApp(desk)
        if session is not None and screen is not None:
            first = iter([_BelowAll()])
            app.get_default_screen = lambda: next(first, None) or HomeScreen()  # type: ignore[method-assign]
        with painted_when_seen():
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                if session is not None and screen is not None:
                    app.session = session
                    app.open_screen(screen, *args)
                    await pilot.pause()
                yield app, pilot
                if type(app.screen) not in _painted:  # what no test looks at is painted once
                    _painted.add(type(app.screen))
                    paint(app)
    finally:
        desk.close()


def _convene(desk: Desk, meeting: str | None, convened: MeetingConvened | None) -> Session | None:
    if convened is not None:
        session = desk.session(convened.body)
        session.record(convened)
        return session
    if meeting is None:
        return None
    body = next(one.body for one in desk.planned() if one.key == meeting)
    session, frozen = desk.session(body), (meeting, repr(desk.config.settings.terms))
    if frozen in _frozen:
        session._convene([*_frozen[frozen]], None, None)
    else:
        _frozen[frozen] = [line.entry for line in session.convene(meeting)]
    return session


def _record(session: Session, entries: list[AnyEntry]) -> None:
    """Record what came before a test begins: at one go, where every entry may be recorded with others."""
    if any(isinstance(entry, MeetingConvened | EntryRetracted) for entry in entries):
        record_all(session, entries)
    else:
        session.record_together(entries)


def session_of(app: BoardApp) -> Session:
    """The book that the program has open."""
    assert app.session is not None
    return app.session


def recorded(app: BoardApp, *kinds: type) -> list[Any]:
    """The entries recorded since the meeting was convened, in order; only of these kinds, where any are named."""
    lines: list[Stamped] = session_of(app).lines
    return [line.entry for line in lines if not kinds or isinstance(line.entry, kinds)]


def everybody(app_or_session: BoardApp | Session) -> list[AnyEntry]:
    """An arrival for each member whose seat is filled."""
    session = app_or_session if isinstance(app_or_session, Session) else session_of(app_or_session)
    return [MemberArrived(member=key) for key, member in session.state.members.items() if not member.vacant]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until all that they set off has been shown."""
    await pilot.press(*keys)
    await pilot.pause()


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """Press keys in one go, as they come where hands are faster than the program, and wait until all is shown."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await pilot.pause()
    await pilot.pause()


async def write(pilot: Pilot[None], text: str, *then: str) -> None:
    """Type words into what has the focus, then press further keys."""
    names = {" ": "space", "/": "slash", "-": "minus", ".": "full_stop", ",": "comma", ":": "colon"}
    await press(pilot, *(names.get(char, char) for char in text), *then)


def frame(app: BoardApp) -> str:
    """What the terminal shows now, as text."""
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in painted(app))


async def until(pilot: Pilot[None], awaited: str | Callable[[], bool]) -> None:
    """Wait until the terminal shows these words, or something is so: not all is done when a key is taken."""
    for _ in range(400):
        if awaited() if callable(awaited) else awaited in frame(pilot.app):  # type: ignore[arg-type]
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{awaited!r} did not come:\n{frame(pilot.app)}")  # type: ignore[arg-type]


def message(app: BoardApp) -> str:
    """What the message line says."""
    shown = app.screen.query_one("MessageBar", Painted).lines
    return " ".join("".join(part.text for part in one).strip() for one in shown)


def check_frame(name: str, text: str) -> None:
    """Compare a frame with the one kept under that name; BOARDTUI_FRAMES=write keeps this one instead."""
    path = FRAMES / f"{name}.txt"
    if os.environ.get("BOARDTUI_FRAMES") == "write":
        FRAMES.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        return
    assert path.exists(), f"There is no frame {path.name}; write it with BOARDTUI_FRAMES=write."
    assert text + "\n" == path.read_text(encoding="utf-8"), f"the screen differs from {path.name}"

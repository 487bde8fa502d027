"""A secretary at the keyboard: presses keys, types words, reads the screen. Nothing is recorded in any other way."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.cli.examples.build import write_example
from boardtui.config.config import load
from boardtui.desk.desk import Desk
from boardtui.tui.forms.dialog import Dialog
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.screen import BoardScreen
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows
from tests.rest import is_at_rest, painted_at_rest
from tests.tui.app import Clock, frame, message, recorded

BOARD = "partnership-board"
PATIENCE = 100  # looks, a twentieth of a second apart
CONFIG = """database = "data.db"
meetings = "meetings"
secretary = "Secretary (demonstration)"
"""


def demo_folder(folder: Path, example: Path | None = None) -> Path:
    """A folder such as ``boardtui demo`` makes; the example is built anew unless one is handed in. Returns its config."""
    folder.mkdir(parents=True, exist_ok=True)
    if example is None:
        write_example(folder / "data.db")
    else:
        shutil.copyfile(example, folder / "data.db")
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    return folder / "config.toml"


class Secretary:
    """Somebody who has only the keyboard and what stands on the screen."""

    def __init__(self, app: BoardApp, pilot: Pilot[None], clock: Clock) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock

    async def keys(self, *keys: str) -> None:
        """Press keys one after the other, until what they did stands on the screen."""
        for key in keys:
            self._send(key, key if len(key) == 1 else None)
            await self.pilot.pause()
        for _ in range(PATIENCE):  # a screen that has just been opened may not be laid out yet
            if is_at_rest(self.app) or self.screen.strip():
                break
            await self.pilot.pause(0.05)

    async def types(self, text: str, *then: str) -> None:
        """Type words into what has the focus, as fast as hands can, then press further keys."""
        for char in text:
            self._send("space" if char == " " else _character_to_key(char), char)
        await self.pilot.pause()
        await self.keys(*then)

    def _send(self, key: str, char: str | None) -> None:
        """Hand a key to the program as its terminal driver does."""
        driver = self.app._driver
        assert driver is not None
        event = events.Key(key, char)
        event.set_sender(self.app)
        driver.send_message(event)

    @property
    def asks(self) -> str:
        """The question that is open: its title, its words and the sentences listed; empty where none is."""
        if not isinstance(self.app.screen, Dialog):
            return ""
        shown = [one for part in ("#title", "#words") for one in self.app.screen.query_one(part, Painted).lines]
        listed = self.app.screen.sentences if isinstance(self.app.screen, ConfirmList) else []
        return " ".join(["".join(part.text for part in one).strip() for one in shown] + listed)

    async def on_home(self, words: str) -> str:
        """Put the cursor of Home on the row that shows these words."""
        assert isinstance(self.app.screen, HomeScreen), self.screen
        for _ in range(60):
            if any(line.startswith("▸") and words in line for line in self.screen.splitlines()):
                return self.screen
            await self.keys("down")
        raise AssertionError(f"no row of Home shows {words!r}:\n{self.screen}")

    @property
    def screen(self) -> str:
        return frame(self.app)

    @property
    def says(self) -> str:
        """The message line; empty while a question is asked."""
        return message(self.app) if isinstance(self.app.screen, BoardScreen) else ""

    def last(self, kind: type) -> Any:
        """The last entry of that kind in this meeting."""
        return recorded(self.app, kind)[-1]


@asynccontextmanager
async def at_the_desk(
    config: Path, *, size: tuple[int, int] = (120, 40), clock: Clock | None = None, read_only: bool = False
) -> AsyncIterator[Secretary]:
    """The program on that folder, at Home."""
    clock = clock or Clock()
    desk = Desk.open(load(config), clock=clock, read_only=read_only)
    app = BoardApp(desk)
    try:
        with painted_at_rest():
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                app.screen.query_one(Rows)
                yield Secretary(app, pilot, clock)
    finally:
        desk.close()

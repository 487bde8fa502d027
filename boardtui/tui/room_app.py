"""The program on the projector: one wall in a window of its own, beside the secretary's program."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from boardtui.clock import Clock, now_utc
from boardtui.tui.program import Program
from boardtui.tui.screens.room import RoomScreen
from boardtui.tui.speakers_file import path_beside, read

if TYPE_CHECKING:
    from pathlib import Path

    from boardtui.config.config import Config
    from boardtui.tui.speakers import Speakers
    from boardtui.tui.wall.follow import Follower


class RoomApp(Program):
    """Shows one wall that follows a book, and nothing else: no palette, nothing that records."""

    TITLE = "boardtui room"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, follower: Follower, config: Config, database: Path, clock: Clock = now_utc) -> None:
        super().__init__("projector", database)
        self._follower = follower
        self._settings = config.settings
        self._clock = clock
        self._speakers = path_beside(database)

    def get_default_screen(self) -> Screen[Any]:
        return RoomScreen(
            lambda: self._follower.look(time.monotonic()),
            self._settings,
            self._clock,
            speakers=self._list_of,
        )

    def _list_of(self, body: str) -> Speakers | None:
        return (read(self._speakers) or {}).get(body)

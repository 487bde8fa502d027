"""What the room sees of a meeting that a test has built."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import msgspec

from boardtui.config.config import Room
from boardtui.meeting.fold.stretch import Stretch
from boardtui.papers.clock import Clock
from boardtui.papers.source import Source
from boardtui.tui.wall.scene import scene

NOW = datetime.datetime(2026, 11, 23, 10, 30, tzinfo=datetime.UTC)


def seen(stretch: Stretch, *, now: datetime.datetime = NOW, following: str = "", body: str = "", **room: Any) -> Any:
    """The scene on the wall after what was recorded; ``room`` are settings of the room."""
    clock = Clock(stretch.state.starts, "Europe/London")
    source = Source(stretch, "public", clock, body)
    return scene(source, now, Room(**room), following)


def texts(found: object) -> Iterator[str]:
    """Every string in a scene, however deep."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for one in found.values():
            yield from texts(one)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from texts(one)
    elif isinstance(found, msgspec.Struct):
        yield from texts(msgspec.to_builtins(found))

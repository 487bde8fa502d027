"""Plays: calls on and on, as many times a second as wanted, until it is told that this was the last."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

PACES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_FIRST = 1


class Player:
    """Calls ``on`` at its pace while it plays; ``on`` answers whether there is more."""

    def __init__(self, owner: Widget, on: Callable[[], bool]) -> None:
        self._owner = owner
        self._on = on
        self._timer: Timer | None = None
        self._pace = _FIRST

    @property
    def playing(self) -> bool:
        """Whether it plays now."""
        return self._timer is not None

    @property
    def words(self) -> str:
        """How it stands: stopped, or how fast it plays."""
        return f"▶ {PACES[self._pace]:g} a second" if self.playing else "stopped"

    def start(self) -> None:
        """Play."""
        self.stop()
        self._timer = self._owner.set_interval(1 / PACES[self._pace], self._beat)

    def stop(self) -> None:
        """Play no longer."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def change(self, step: int) -> str:
        """Play faster or slower; answers the pace in words."""
        self._pace = min(max(self._pace + step, 0), len(PACES) - 1)
        if self.playing:
            self.start()
        return f"{PACES[self._pace]:g} entries a second."

    def _beat(self) -> None:
        if not self._on():
            self.stop()

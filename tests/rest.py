"""When a driven program has dealt with what was pressed: told from the program itself, where Pilot looks at the processor."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import textual.app
import textual.pilot
from textual._compositor import Compositor
from textual._context import NoActiveAppError, active_app
from textual._wait import wait_for_idle
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from boardtui.tui.program import Program
from boardtui.tui.turns import _is_idle

SPINS = 300  # turns of the loop; what takes longer waits for a thread, a file or the clock


async def wait_for_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until no key waits, no widget has a message left, and nothing is left to lay out; else as Pilot does.

    Pilot sleeps 20 ms and takes a program for idle that used no processor meanwhile: four times for a key.
    """
    app = _program()
    if app is None or not await _rests(app):
        await wait_for_idle(min_sleep, max_sleep)
    if app is not None and _paints_at_rest:
        paint(app)


async def _rests(app: Program) -> bool:
    """Whether the program comes to rest; not where it is being left, or waits for something outside."""
    for _ in range(SPINS):
        await asyncio.sleep(0)
        if app._exit:
            return False
        if _is_at_rest(app):
            await asyncio.sleep(0)
            if _is_at_rest(app):
                return True
    return False


def _program() -> Program | None:
    try:
        app: Any = active_app.get()
    except (LookupError, NoActiveAppError):
        return None
    return app if isinstance(app, Program) else None


def _is_at_rest(app: Program) -> bool:
    turns = app.turns
    if not _is_idle(app) or app._pending_message is not None or turns._waiting or turns._handing_out is not None:
        return False
    if any(worker._thread_worker and not worker.is_finished for worker in app.workers):
        return False
    if getattr(app, "_resize_timer", None) is not None:  # the screen hears of a new size a moment after the program
        return False
    if turns._is_at_rest():
        return True
    if turns._is_at_rest(laid_out=False):
        app.screen._on_timer_update()
    return False


_painting = Compositor.render_update
_paints_at_rest = False


def _put_off(compositor: Compositor, full: bool = False, screen_stack: Any = None, simplify: bool = False) -> None:
    """Paint nothing yet: what is dirty stays so."""
    if full:
        compositor._dirty_regions.add(compositor.size.region)


def paint(app: Program) -> None:
    """Paint what has changed since a screen was painted last, with the screens behind it."""
    if app.screen_stack:
        _painting(app.screen._compositor, screen_stack=app._background_screens)


@contextmanager
def painted_at_rest() -> Iterator[None]:
    """Paint a screen once it is at rest, and not on the way there."""
    global _paints_at_rest  # noqa: PLW0603
    with painted_when_seen():
        _paints_at_rest = True
        try:
            yield
        finally:
            _paints_at_rest = False


@contextmanager
def painted_when_seen() -> Iterator[None]:
    """Paint a screen only where a test looks at it: a frame is made from the widgets, whatever was painted before."""
    with patch.object(Compositor, "render_update", _put_off):
        yield


_parsing = Stylesheet._parse_rules
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}


def _parsed_once(stylesheet: Stylesheet, *source: Any, **scope: Any) -> list[RuleSet]:
    """The rules of a source; the same ones for every program that is started with the same colours."""
    key = (frozenset(stylesheet._variables.items()), source, *scope.values())
    if key not in _parsed:
        _parsed[key] = _parsing(stylesheet, *source, **scope)
    return _parsed[key]


def install() -> None:
    """Let Pilot wait like this, and read a stylesheet once."""
    Stylesheet._parse_rules = _parsed_once  # type: ignore[assignment, method-assign]
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = wait_for_rest  # type: ignore[attr-defined]

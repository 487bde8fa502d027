"""When a driven program has dealt with what was pressed: told from the program itself, where Pilot looks at the processor."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any
from unittest.mock import patch

import textual._callback
import textual.app
import textual.pilot
from textual._compositor import Compositor
from textual._context import NoActiveAppError, active_app, visible_screen_stack
from textual._wait import wait_for_idle
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.design import ColorSystem
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.strip import Strip

from boardtui.tui.program import Program
from boardtui.tui.turns import _is_idle

SPINS = 300  # turns of the loop; what takes longer waits for a thread, a file or the clock


async def wait_for_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until no key waits, no widget has a message left, and nothing is left to lay out; else as Pilot does.

    Pilot sleeps 20 ms and takes a program for idle that used no processor meanwhile: four times for a key.
    """
    app = _program()
    if app is not None and _still_rests(app):
        return
    rests = app is not None and await _rests(app)
    if not rests:
        await wait_for_idle(min_sleep, max_sleep)
    if app is not None and _paints_at_rest:
        paint(app)
    if app is not None and rests:
        _stays_at_rest(app)


_resting: Program | None = None


def _stays_at_rest(app: Program) -> None:
    """Know a program as at rest until something has its turn, or is to have it: a key waits for it two to five times."""
    global _resting  # noqa: PLW0603
    _resting = app
    asyncio.get_running_loop().call_soon(_goes_on)


def _goes_on() -> None:
    global _resting  # noqa: PLW0603
    _resting = None


def _still_rests(app: Program) -> bool:
    """Whether nothing was posted since it was found at rest: only that it may go on is yet to be had."""
    loop: Any = asyncio.get_running_loop()
    return app is _resting and len(loop._ready) == 1 and not app._exit and not app.screen._layout_required


async def _rests(app: Program) -> bool:
    """Whether the program comes to rest; not where it is being left, or waits for something outside."""
    loop: Any = asyncio.get_running_loop()
    for _ in range(SPINS):
        await asyncio.sleep(0)
        if app._exit:
            return False
        if not loop._ready and is_at_rest(app):  # nobody need be asked while something is about to run
            await asyncio.sleep(0)
            if not loop._ready:
                return True
    return False


def _program() -> Program | None:
    try:
        app: Any = active_app.get()
    except (LookupError, NoActiveAppError):
        return None
    return app if isinstance(app, Program) else None


def is_at_rest(app: Program) -> bool:
    """Whether nothing is going on in the program, and all is laid out."""
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


_waiting_for_screen = Pilot._wait_for_screen


async def _wait_for_screen(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
    """Let every widget deal with what was posted to it; none of a program at rest has anything."""
    app = pilot.app
    if isinstance(app, Program) and (_still_rests(app) or (not app._exit and is_at_rest(app))):
        return True
    return await _waiting_for_screen(pilot, timeout)


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


def painted(app: Program) -> list[Strip]:
    """Paint all of a screen, with the screens behind it, and what was painted: one strip for a line of the terminal."""
    compositor = app.screen._compositor
    visible_screen_stack.set(app._background_screens)
    compositor._dirty_regions.clear()
    return compositor.render_strips()


_parsing = Stylesheet._parse_rules
_parsed: dict[frozenset[tuple[str, str]], dict[tuple[Any, ...], list[RuleSet]]] = {}


def _parsed_once(stylesheet: Stylesheet, *source: Any, **scope: Any) -> list[RuleSet]:
    """The rules of a source; the same ones for every program that is started with the same colours."""
    of_colours = vars(stylesheet).get("_parsed_in")
    if (
        of_colours is None or of_colours[0] is not stylesheet._variables
    ):  # a hash over all colours once, not for each source
        here = _parsed.setdefault(frozenset(stylesheet._variables.items()), {})
        of_colours = vars(stylesheet)["_parsed_in"] = (stylesheet._variables, here)
    key = (source, *scope.values())
    if key not in of_colours[1]:
        of_colours[1][key] = _parsing(stylesheet, *source, **scope)
    return of_colours[1][key]


_mixing = ColorSystem.generate
_mixed: dict[str, dict[str, str]] = {}


def _mixed_once(colours: ColorSystem) -> dict[str, str]:
    """The shades of the colours of a theme; the same ones for every program that is started with it."""
    theme = repr(vars(colours))
    if theme not in _mixed:
        _mixed[theme] = _mixing(colours)
    return dict(_mixed[theme])


_finding = MessagePump._get_dispatch_methods
_found: dict[tuple[type, type, str], list[tuple[type, list[Any]]] | None] = {}


def _found_once(pump: MessagePump, method_name: str, message: Message) -> Iterable[tuple[type, Any]]:
    """The handlers of a message, which Textual looks for in every class again for each; those with a selector it still does."""
    key = (type(pump), type(message), method_name)
    if key not in _found:
        _found[key] = _handlers(*key)
    by_class = _found[key]
    if by_class is None:
        yield from _finding(pump, method_name, message)
        return
    for kind, methods in by_class:
        if message._no_default_action:
            break
        for method in methods:
            yield kind, method.__get__(pump, kind)


def forget_handlers() -> None:
    """Look for them anew: a test has put others in the place of some."""
    _found.clear()


def _handlers(pump: type, message: type, name: str) -> list[tuple[type, list[Any]]] | None:
    """The handlers in each class of a pump that has any, in their order; None where it depends on the widget that sent."""
    by_class, dispatched = [], set()
    for kind in pump.__mro__:
        methods = []
        decorated = kind.__dict__.get("_decorated_handlers") or {}
        for method, selectors in (each for one in message.__mro__ for each in decorated.get(one, [])):
            if selectors:
                return None
            if method not in dispatched:
                dispatched.add(method)
                methods.append(method)
        named = kind.__dict__.get(f"_{name}") or kind.__dict__.get(name)
        if named is not None and not getattr(named, "_textual_on", None):
            methods.append(named)
        if methods:
            by_class.append((kind, methods))
    return by_class


_counting = textual._callback._count_parameters
_counted: dict[tuple[CodeType, bool], int] = {}


def _counted_once(function: Any) -> int:
    """How many parameters a function takes, which Textual asks its signature for at every call that it puts off."""
    code = getattr(function, "__code__", None)
    if code is None or hasattr(function, "__wrapped__"):
        return _counting(function)
    key = (code, hasattr(function, "__self__"))
    if key not in _counted:
        _counted[key] = _counting(function)
    return _counted[key]


def install() -> None:
    """Let Pilot wait like this, and Textual mix colours, read styles, look for handlers and count parameters once."""
    textual._callback._count_parameters = _counted_once
    RuleSet.__hash__ = object.__hash__  # type: ignore[assignment, method-assign]  # the same, without a call of Python
    Pilot._wait_for_screen = _wait_for_screen  # type: ignore[method-assign]
    ColorSystem.generate = _mixed_once  # type: ignore[method-assign]
    Stylesheet._parse_rules = _parsed_once  # type: ignore[assignment, method-assign]
    MessagePump._get_dispatch_methods = _found_once  # type: ignore[assignment, method-assign]
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = wait_for_rest  # type: ignore[attr-defined]

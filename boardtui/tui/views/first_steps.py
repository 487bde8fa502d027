"""The way to the first meeting, step by step, as Home shows it until a meeting has been convened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress

from boardtui.config.config import Settings
from boardtui.desk.desk import Desk
from boardtui.register.bodies import titles
from boardtui.register.people import members
from boardtui.register.tables import RegisterError
from boardtui.tui.safe import Line, Span, line
from boardtui.tui.widgets.rows import Row, heading


def first_steps(desk: Desk) -> Iterator[Row]:
    """What a new database wants, in order, by keys that Home knows; nothing once seats have names and a meeting is planned."""
    db = desk.store.connection
    named = any(_has_names(db, body) for body in titles(db))
    planned = bool(desk.planned())
    if named and planned:
        return
    settled = desk.config.settings.secretary != Settings().secretary
    yield heading("To begin: Enter opens each step")
    yield Row("first settings", _step(settled, "1", "Say who records the meeting, in the settings"))
    yield Row("first members", _step(named, "2", "Enter who holds the seats, or import a list (i there)"))
    yield Row("first plan", _step(planned, "3", "Plan the first meeting and write its agenda (m there)"))
    yield Row("", _step(False, "4", "On the day, select the meeting here and press Enter"), choosable=False)
    yield Row("", (), choosable=False)


def _has_names(db: sqlite3.Connection, body: str) -> bool:
    """Whether a seat of a body has a name; where the seats cannot be read, Home says so and corrects it."""
    with suppress(RegisterError):
        return any(not member.vacant and member.name not in ("", member.seat) for member in members(db, body))
    return False


def _step(done: bool, number: str, words: str) -> Line:
    if done:
        return line(Span(f"  ✓ {number}  {words}: done", "dim"))
    return line("    ", Span(f"{number}  ", "strong"), words)

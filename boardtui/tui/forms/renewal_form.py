"""Asks for a memorandum as it was renewed or amended: the file, from which day it holds, and whether what it changes is meant."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path
from typing import NamedTuple

from boardtui.charter.load import load
from boardtui.charter.model import Charter
from boardtui.charter.words import counted, listed
from boardtui.dates import day_as_written
from boardtui.desk.planning import meetings_from
from boardtui.errors import UserError
from boardtui.meeting.followup.awaiting import decisions, effect
from boardtui.meeting.words.awaiting_words import last_day
from boardtui.register.preview import rehearse_version
from boardtui.register.versions import charter_label
from boardtui.tui.dates import HINT
from boardtui.tui.forms.day_form import ask_with_day
from boardtui.tui.forms.form import Field
from boardtui.tui.forms.path_form import AskPath
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.screen import BoardScreen

_SHOWN = 4


class Renewal(NamedTuple):
    """A charter, the first day on which it holds, and how the parties agreed on it."""

    charter: Charter
    first: datetime.date
    agreed: str


async def ask_renewal(screen: BoardScreen, db: sqlite3.Connection) -> Renewal | None:
    """The memorandum to hold from a day on, once its changes were seen; None where it was left.

    Raises:
        RegisterError: it cannot replace the one that holds.
    """
    charter = await _file(screen)
    if charter is None:
        return None
    fields = [
        Field("day", "From which day it holds", required=True, hint=HINT),
        Field(
            "agreed", "How it was agreed", _signed(screen), hint="e.g. signed by all partners on 20 December; optional"
        ),
    ]
    title = charter_label(charter)
    given = await ask_with_day(
        screen.ask, "Renewed or amended memorandum", fields, screen.now.date(), day="day", words=title
    )
    if not given:
        return None
    renewal = Renewal(charter, datetime.date.fromisoformat(given["day"]), given["agreed"])
    changes = rehearse_version(db, *renewal)
    dialog = ConfirmList(
        "What this changes",
        changes or ["Nothing of its parties, bodies, seats, rules or terms: only its date, notes or provisions."],
        _whom(screen, renewal.first),
        yes=f"let it hold from {day_as_written(given['day'])}",
    )
    return renewal if await screen.ask(dialog) else None


async def _file(screen: BoardScreen) -> Charter | None:
    """The charter in a file; one that cannot be used is said, and asked for again."""
    begins = f"{str(screen.board.folder).rstrip('/')}/"
    text = (
        "A charter file (TOML) with the whole memorandum as it is to read. The changes are shown before it is imported."
    )
    problem = ""
    while True:
        path: Path | None = await screen.ask(AskPath("Import a memorandum", begins, [".toml"], text, problem=problem))
        if path is None:
            return None
        screen.board.folder = path.parent
        try:
            return load(path)
        except UserError as error:
            begins, problem = str(path), str(error)


def _signed(screen: BoardScreen) -> str:
    """What a completed register of signatures says, to begin with."""
    made = [
        (last_day(signed), signed.text)
        for state in screen.board.desk.states()
        if state.in_public or not screen.hides
        for signed in decisions(state)
        if signed.asked is not None and signed.asked.form == "signature" and effect(signed) == "in_effect"
        if last_day(signed) and not signed.confidential
    ]
    day, text = max(made, default=("", ""))
    return f"signed by all by {day_as_written(day)}: {' '.join(text.split())}"[:200] if day else ""


def _whom(screen: BoardScreen, first: datetime.date) -> str:
    """Which meetings it is for, and which keep what they were convened with."""
    kept, coming = meetings_from(screen.board.desk, first)
    sentence = f"Convened with it: {_named(coming)}." if coming else "No meeting is planned on that day or later yet."
    return f"{sentence} Convened already, and kept as they are: {_named(kept)}." if kept else sentence


def _named(titles: list[str]) -> str:
    if len(titles) <= _SHOWN:
        return listed(titles)
    return f"{', '.join(titles[:_SHOWN])} and {counted(len(titles) - _SHOWN, 'other')}"

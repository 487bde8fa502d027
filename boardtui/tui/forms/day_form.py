"""A form with a day in it."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from boardtui.tui.dates import read_day
from boardtui.tui.forms.checks import readable
from boardtui.tui.forms.dialog import Dialog
from boardtui.tui.forms.form import Field, Form

Ask = Callable[[Dialog], Awaitable[Any]]


async def ask_with_day(
    ask: Ask, title: str, fields: Sequence[Field], today: datetime.date, *, day: str, words: str = ""
) -> dict[str, str] | None:
    """The answers by name, the field ``day`` written YYYY-MM-DD or empty; None where it was left."""
    check = readable(**{day: lambda typed: read_day(typed, today)})
    answers: dict[str, str] | None = await ask(Form(title, fields, words, check=check))
    return None if answers is None else {**answers, day: read_day(answers[day], today) or ""}

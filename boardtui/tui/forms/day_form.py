"""A form with a day in it: asked again, with what was typed, until the day is one."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from boardtui.tui.dates import read_day
from boardtui.tui.forms.dialog import Dialog
from boardtui.tui.forms.form import Field, Form

Ask = Callable[[Dialog], Awaitable[Any]]


async def ask_with_day(
    ask: Ask, title: str, fields: Sequence[Field], today: datetime.date, *, day: str, words: str = ""
) -> dict[str, str] | None:
    """The answers by name, the field ``day`` written YYYY-MM-DD or empty; None where it was left."""
    text, wrong = words, ""
    while True:
        answers: dict[str, str] | None = await ask(Form(title, fields, text, begins=wrong))
        if answers is None:
            return None
        try:
            return {**answers, day: read_day(answers[day], today) or ""}
        except ValueError as error:
            text, wrong = str(error), day
            fields = [field._replace(value=answers[field.name]) for field in fields]

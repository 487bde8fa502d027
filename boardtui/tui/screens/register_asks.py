"""Asks whose word a rule's decisions still need, as the memorandum has it."""

from __future__ import annotations

import sqlite3
from typing import Any

from msgspec.structs import asdict

from boardtui.charter.explain import DataError, convert
from boardtui.charter.model import Ratification, Rule
from boardtui.charter.words import ASKS, FORMS, HOLDS, WHEN
from boardtui.register.asks import placed, places_text
from boardtui.register.people import partners
from boardtui.register.tables import RegisterError
from boardtui.tui.day_form import Ask
from boardtui.tui.dialogs import Choose, Option, Pick
from boardtui.tui.form import Field, Form


async def ask_ratification(ask: Ask, db: sqlite3.Connection, rule: Rule) -> dict[str, Any] | None:
    """The change of the rule; None where the questions were left."""
    held = rule.ratification or Ratification()
    whom = [Option("nobody", "nobody"), *(Option(key, words) for key, words in ASKS.items())]
    who = await ask(
        Choose("Whose word do its decisions need?", whom, chosen=held.who if rule.ratification else "nobody")
    )
    if who is None:
        return None
    if who == "nobody":
        return {"ratification": None}
    named: list[str] = []
    if who == "named":
        options = [Option(one.key, one.name or one.key) for one in partners(db)]
        picked = await ask(Pick("Which partners?", options, marked=held.partners))
        if picked is None:
            return None
        named = picked
    fields = [
        Field("form", "What is asked", held.form, options=_options(FORMS), find=True),
        Field("holds", "When it holds", held.holds, options=_options(HOLDS)),
        Field("when", "On which decisions", held.when, options=_options(WHEN)),
        Field("where", "Where each answers", held.where, hint="such as Board; may stay empty"),
        Field("places", "Under another name", places_text(held.places), hint="partner: place; partner: place"),
        Field("checklist", "Also to be shown", " | ".join(held.checklist), hint="points, with | between them"),
        Field("clause", "Clause", held.clause, hint="empty: the rule's own"),
    ]
    found = await ask(Form(f"{rule.clause} {rule.title}", fields, last="save"))
    if found is None:
        return None
    points = tuple(text.strip() for text in found["checklist"].split("|") if text.strip())
    given = {**found, "who": who, "partners": tuple(named), "places": placed(found["places"]), "checklist": points}
    try:
        return {"ratification": convert({**asdict(held), **given}, Ratification)}
    except DataError as wrong:
        raise RegisterError(f"{wrong.reason}.") from None


def _options(words: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(key, text) for key, text in words.items())

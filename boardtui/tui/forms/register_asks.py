"""Asks who must ratify, approve or sign a rule's decisions, as the memorandum has it."""

from __future__ import annotations

import sqlite3
from typing import Any

from msgspec.structs import asdict

from boardtui.charter.explain import DataError, convert
from boardtui.charter.rule import Ratification, Rule
from boardtui.charter.settings import SETTINGS
from boardtui.register.asks import placed, places_text
from boardtui.register.people import partners
from boardtui.register.preview import why_refused
from boardtui.register.rules import change_rule
from boardtui.register.tables import RegisterError
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.day_form import Ask
from boardtui.tui.forms.dialogs import Choose, Option, Pick
from boardtui.tui.forms.form import Field, Form


async def ask_ratification(ask: Ask, db: sqlite3.Connection, body: str, rule: Rule) -> dict[str, Any] | None:
    """The change of the rule; None where the questions were left."""
    ratification = rule.ratification or Ratification()
    whom = [
        Option("nobody", "nobody"),
        *(Option(key, text) for key, text in SETTINGS["ratification.who"].values.items()),
    ]
    who = await ask(
        Choose(
            "Who must ratify, approve or sign its decisions?",
            whom,
            chosen=ratification.who if rule.ratification else "nobody",
        )
    )
    if who is None:
        return None
    if who == "nobody":
        return {"ratification": None}
    named: list[str] = []
    if who == "named":
        options = [Option(partner.key, partner.name or partner.key) for partner in partners(db)]
        picked = await ask(Pick("Which partners?", options, marked=ratification.partners))
        if picked is None:
            return None
        named = picked
    fields = [
        _choice("form", ratification.form, find=True),
        _choice("holds", ratification.holds),
        _choice("when", ratification.when),
        _typed("where", ratification.where, "optional, such as Board"),
        _typed("places", places_text(ratification.places), "partner: place; partner: place"),
        _typed("checklist", " | ".join(ratification.checklist), "optional; put | between conditions"),
        _typed("clause", ratification.clause, "leave blank for the rule's own"),
    ]

    def made(value: dict[str, str]) -> dict[str, Any]:
        points = tuple(text.strip() for text in value["checklist"].split("|") if text.strip())
        given = {**value, "who": who, "partners": tuple(named), "places": placed(value["places"]), "checklist": points}
        try:
            return {"ratification": convert({**asdict(ratification), **given}, Ratification)}
        except DataError as wrong:
            raise RegisterError(f"{wrong.reason}.") from None

    def check(value: dict[str, str]) -> Wrong | None:
        why = why_refused(db, lambda: change_rule(db, body, rule.key, made(value)))
        return Wrong(why) if why else None

    value = await ask(Form(f"{rule.clause} {rule.title}", fields, last="save", check=check))
    return None if value is None else made(value)


def _choice(name: str, value: str, *, find: bool = False) -> Field:
    setting = SETTINGS[f"ratification.{name}"]
    options = tuple(Option(key, text) for key, text in setting.values.items())
    return Field(name, setting.label, value, options=options, find=find)


def _typed(name: str, value: str, hint: str) -> Field:
    return Field(name, SETTINGS[f"ratification.{name}"].label, value, hint=hint)

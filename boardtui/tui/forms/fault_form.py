"""Asks what is to stand in place of a value of the register that cannot be used."""

from __future__ import annotations

from boardtui.register.layout import TABLES
from boardtui.register.preview import why_refused
from boardtui.register.values import Fault, correct
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.screen import BoardScreen


async def correct_fault(screen: BoardScreen, fault: Fault) -> bool:
    """Ask for a value that can stand there; whether it was corrected."""
    reason = screen.board.desk.store.read_only_reason
    if reason is not None:
        screen.say(f"Nothing can be edited here. {reason}", "warn")
        return False
    value = fault.value if isinstance(fault.value, str) else ""
    text = f"In the {fault.place}: {fault.value!r} cannot be used, since {fault.reason}."
    hint = "leave blank for none" if fault.column in TABLES[fault.table].optional else ""
    db = screen.board.desk.store.connection

    def check(given: dict[str, str]) -> Wrong | None:
        why = why_refused(db, lambda: correct(db, fault, given["value"]))
        return Wrong(why, "value") if why else None

    field = Field("value", fault.column, value, hint=hint)
    given = await screen.ask(Form("Correct the setup", [field], text, last="save", check=check))
    if given is None:
        return False
    correct(db, fault, given["value"])
    screen.say(f"Corrected: {fault.place}.", "good")
    return True

"""Asks what is to stand in place of a value of the register that cannot be used."""

from __future__ import annotations

from boardtui.register.layout import TABLES
from boardtui.register.tables import RegisterError
from boardtui.register.values import Fault, correct
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.screen import BoardScreen


async def correct_fault(screen: BoardScreen, fault: Fault) -> bool:
    """Ask for the value until it can stand there; whether it was corrected."""
    reason = screen.board.desk.store.read_only_reason
    if reason is not None:
        screen.say(f"Nothing can be edited here. {reason}", "warn")
        return False
    value = fault.value if isinstance(fault.value, str) else ""
    text = f"In the {fault.place}: {fault.value!r} cannot be used, since {fault.reason}."
    hint = "leave blank for none" if fault.column in TABLES[fault.table].optional else ""
    while True:
        field = Field("value", fault.column, value, hint=hint)
        given = await screen.ask(Form("Correct the setup", [field], text, last="save"))
        if given is None:
            return False
        value = given["value"]
        try:
            correct(screen.board.desk.store.connection, fault, value)
        except RegisterError as error:
            text = str(error)
            continue
        screen.say(f"Corrected: {fault.place}.", "good")
        return True

"""Asks what becomes of what was typed in a form that is left."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from boardtui.tui.forms.dialog import Dialog


class LeaveForm(Dialog):
    """Asks what becomes of the text of a form that is left. Answers keep, discard, or None to go on typing.

    Escape leaves, as it did in the form: pressed twice it leads back to where the form was opened, and the text is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('keep')", "leave", show=False),
        Binding("d", "answer('discard')", "discard", show=False),
        Binding("g", "answer(None)", "go on", show=False),
    ]

    def __init__(self) -> None:
        text = "What you typed is not recorded. It is kept, and offered again when you open this form."
        super().__init__("Leave the form", text, "enter leave, and so does esc   d discard the text   g go on typing")

    def action_answer(self, answer: str | None) -> None:
        self.dismiss(answer)

    def action_leave(self) -> None:
        self.dismiss("keep")

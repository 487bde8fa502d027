"""How a rule says no."""

from __future__ import annotations

from boardtui.errors import UserError


class Refused(UserError):
    """An entry that is not allowed: the reason in one sentence, and the clause or place that says so."""

    def __init__(self, reason: str, clause: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.clause = clause

    def __str__(self) -> str:
        return f"{self.reason} ({self.clause})" if self.clause else self.reason

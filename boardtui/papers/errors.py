"""How making a paper fails."""

from __future__ import annotations

from boardtui.errors import UserError


class PaperError(UserError):
    """A paper could not be made or written: one sentence that says why and, where there is one, the way out."""


class LettersLacking(UserWarning):
    """A paper has letters that no font shows; the message says which, in a sentence for its user."""

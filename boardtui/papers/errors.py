"""How making a paper fails."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from boardtui.errors import UserError


class PaperError(UserError):
    """A paper could not be made or written: one sentence that says why and, where there is one, the way out."""


class LettersLacking(UserWarning):
    """A paper has letters that no font shows; the message says which, in a sentence for its user."""


@contextmanager
def letters_lacking() -> Iterator[list[str]]:
    """Gathers, while papers are made, a sentence for each paper with letters that no font shows; read it afterwards."""
    remarks: list[str] = []
    with warnings.catch_warnings(record=True) as lacking:
        warnings.simplefilter("always", LettersLacking)
        yield remarks
    remarks += dict.fromkeys(str(one.message) for one in lacking if issubclass(one.category, LettersLacking))

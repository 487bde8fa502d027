"""What the terminal can paint: whether it has more than sixteen colours, and signs beyond those of a console's font."""

from __future__ import annotations

import os

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Terminals that paint with a font of 256 or 512 signs.
_CONSOLES = ("linux", "vt", "cons25", "ansi", "dumb")
# For each sign one that both the kernel's own font and those of the distributions have, and of the same width.
_SAME = {
    "✓": "v",
    "✗": "x",
    "×": "x",
    "–": "-",
    "—": "-",
    "…": "~",
    "▸": ">",
    "▶": ">",
    "‹": "<",
    "›": ">",
    "●": "*",
    "≠": "!",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "⟨": "<",
    "⟩": ">",
    "▓": "#",
    "┊": "│",
    "━": "=",
    "┏": "╔",
    "┓": "╗",
    "┗": "╚",
    "┛": "╝",
    "┃": "║",
}


def is_console(term: str) -> bool:
    """Whether a terminal of that name, as TERM has it, paints with the few signs of a console's font."""
    return term.lower().startswith(_CONSOLES)


def of_a_console() -> bool:
    """Whether the program runs in such a terminal."""
    return is_console(os.environ.get("TERM", ""))


class ConsoleSigns(LineFilter):
    """Puts signs that a console has in place of those that it would show as blanks or question marks."""

    _SIGNS = str.maketrans(_SAME)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with those signs; each keeps its width."""
        return [Segment(text.translate(self._SIGNS), style, control) for text, style, control in segments]

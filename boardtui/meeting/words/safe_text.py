"""Makes text harmless to show: what is invisible or would steer a terminal or the reading order becomes visible."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_MARKS = 4

# Letters like any other to a reader, although Unicode classes them as format characters.
_SHOWN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Letters to Unicode, blank to a reader.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5")


def plain(text: str, *, keep_newlines: bool = False) -> str:
    """The text with every character visible that a reader could not see.

    Args:
        text: somebody's words, from wherever they came.
        keep_newlines: leave line feeds as they are, and read CR LF and CR, as terminals paste them, as one; otherwise
            they are shown like the rest.

    Returns:
        Control characters as their pictures (␛), C1 controls as �, direction marks, zero-width characters, lone
        surrogates, tags and other invisible ones as their number (⟨U+202E⟩); of a run of combining marks the first
        four, and how many more there were.
    """
    if text.isascii() and text.isprintable():
        return text
    if keep_newlines:
        return "\n".join(plain(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return _looked_through(text)


@lru_cache(2048)  # a screen and a paper show the same words again and again
def _looked_through(text: str) -> str:
    if text.isprintable() and not any(map(_needs_care, text)):
        return text
    return _few_marks("".join(map(_visible, text)))


def _visible(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0:
        return "\ufffd"
    return f"⟨U+{code:04X}⟩" if _unseen(char, code) else char


def _unseen(char: str, code: int) -> bool:
    if char.isascii() or char in _SHOWN_FORMATS:
        return False
    if char in _BLANK_LETTERS or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF:
        return True
    return unicodedata.category(char) in ("Cf", "Cs", "Zl", "Zp")


def _needs_care(char: str) -> bool:
    return not char.isascii() and (char in _BLANK_LETTERS or _is_mark(char))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _few_marks(text: str) -> str:
    """Of every run of combining marks only the first few: a tower of them covers the lines above and below."""
    marks = "".join("m" if _is_mark(char) else "." for char in text)
    shown, start = [], 0
    for run in re.finditer(f"m{{{MOST_MARKS + 1},}}", marks):
        shown.append(text[start : run.start() + MOST_MARKS])
        shown.append(f"⟨+{run.end() - run.start() - MOST_MARKS} marks⟩")
        start = run.end()
    return "".join([*shown, text[start:]])

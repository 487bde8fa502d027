"""Letters several lines high, drawn with block characters, for what forty people read from the back of the room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple

from boardtui.tui.terminal import of_a_console

Size = Literal["tall", "big", "lined"]


class _Face(NamedTuple):
    """A font of pyfiglet: how many lines its letters take, and the cells between letters and between words."""

    font: str
    height: int
    between: int
    space: int


_FACES: dict[Size, _Face] = {
    "tall": _Face("ansi_regular", 5, 2, 5),
    "big": _Face("smblock", 4, 1, 3),
    "lined": _Face("small", 5, 1, 4),
}
# Zeros are struck through in these fonts and would be taken for an eight from afar.
_SAME = str.maketrans({"0": "O", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-"})


def large(text: str, width: int, size: Size) -> tuple[str, ...] | None:
    """The text in large letters, wrapped at words.

    Args:
        text: one paragraph.
        width: cells to a line.
        size: "tall" has five lines and capitals alone, "big" four lines and small letters too. A console has no blocks
            of a quarter of a cell: there "big" is "lined", five lines of strokes.

    Returns:
        Lines of at most ``width`` cells, or None where a word is too long or a letter has no large form.
    """
    return _large(text, width, "lined" if size == "big" and of_a_console() else size)


@lru_cache(maxsize=128)
def _large(text: str, width: int, size: Size) -> tuple[str, ...] | None:
    letters, face = _letters(size), _FACES[size]
    texts = text.translate(_SAME).split()
    if not texts or any(char not in letters for word in texts for char in word):
        return None
    lines = [_joined([letters[char] for char in word], face.between) for word in texts]
    rows: list[tuple[str, ...]] = []
    for word in lines:
        if rows and len(rows[-1][0]) + face.space + len(word[0]) <= width:
            rows[-1] = _joined([rows[-1], word], face.space)
        else:
            rows.append(word)
    if any(len(row[0]) > width for row in rows):
        return None
    return tuple(line.rstrip() for row in rows for line in row)


def _joined(shapes: Sequence[tuple[str, ...]], apart: int) -> tuple[str, ...]:
    """Shapes of the same height side by side."""
    gap = " " * apart
    return tuple(gap.join(lines) for lines in zip(*shapes, strict=True))


@lru_cache
def _letters(size: Size) -> dict[str, tuple[str, ...]]:
    """Latin letters, digits and signs that the font has, each as lines of equal width without blank edges."""
    from pyfiglet import FigletFont

    face = _FACES[size]
    font = FigletFont(font=face.font)
    shapes: dict[str, tuple[str, ...]] = {}
    for code, drawn in font.chars.items():
        lines = [line.replace(font.hardBlank, " ") for line in drawn[: face.height]]
        if 32 < code < 0x180 and any(line.strip() for line in lines):
            shapes[chr(code)] = _trimmed(lines)
    return shapes


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    inked = [line for line in lines if line.strip()]
    left = min(len(list(takewhile(str.isspace, line))) for line in inked)
    right = max(len(line.rstrip()) for line in inked)
    return tuple(line[left:right].ljust(right - left) for line in lines)

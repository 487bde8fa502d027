"""How wide the columns of a table are beside each other, and what in a cell is never broken over two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

_ACROSS = 880  # eighteenths of an em, the width of most letters: what a line of a table holds on a page
_MOST = 160  # of a word that no column need be wider for
_WIDEST = 600  # what a column asks for at most
_MARGINS = 22  # at both sides of a cell
_RAGGED = 30  # what stays free at the end of a line, since words stay whole
_BIT = 20  # of the room that columns compete for
_LOOKED_AT = 100  # rows of a table from which its columns are told
_CARD = (207, 168)  # points across and down that a seat card has for words
_LARGEST, _SMALLEST = 17, 7  # points of the letters on it
_UNLIKE = dict.fromkeys("ijl'.,:;|! \u00a0", 5) | dict.fromkeys("frt()-/[]", 6) | dict.fromkeys("mwMW%@", 15)
_UNBROKEN = re.compile(
    r"(?:\babout )?\b\d{1,2}:\d{2}, \d+ min\b|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b|\b\d+ min\b|\b[Pp]aper [A-Z0-9]{1,3}\b|"
    r"\b(?:item|minute) \d[\d.]{0,6}"
)


def unbroken(cell: str) -> str:
    """The words of a cell with days, times and the names of papers held together by blanks that end no line."""
    return _UNBROKEN.sub(lambda match: match[0].replace(" ", "\u00a0"), cell)


def column_widths(columns: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """The widths of columns, each given as its head and cells.

    Each is as wide as what may not be broken in it. Where the page has room for the usual cell of each, they grow from that
    towards their longest; what is left goes to the widest, and a little to each. Else each has its head on two lines, where
    there is room for that of all, and the rest goes where it makes the table lowest, so that a long motion does not stand as a
    strip beside empty cells.
    """
    least, usual, whole = zip(*map(_wishes, columns), strict=True)
    if sum(usual) < _ACROSS:
        return _filled(_between(usual, whole))
    cells = zip(*(column[1:] for column in columns), strict=True)
    two_lines = tuple(max(width, _in_two(column[0])) for width, column in zip(least, columns, strict=True))
    least = two_lines if sum(two_lines) <= _ACROSS else least
    return _lowest(least, [tuple(map(_width, row)) for row in islice(cells, _LOOKED_AT)])


def _lowest(least: tuple[int, ...], rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The widths from the least on, each bit of room given to the column by which all rows together lose most height."""
    widths = least
    while (room := _ACROSS - sum(widths)) > 0:
        wider = [(*widths[:at], width + min(_BIT, room), *widths[at + 1 :]) for at, width in enumerate(widths)]
        heights = [sum(_row_height(row, tried) for row in rows) for tried in wider]
        if min(heights) == sum(_row_height(row, widths) for row in rows):
            break
        widths = wider[heights.index(min(heights))]
    return widths


def _row_height(row: tuple[int, ...], widths: tuple[int, ...]) -> int:
    """How high a row is, in hundredths of a line: as its highest cell, and one line at least."""
    rooms = [(cell, width - _MARGINS) for cell, width in zip(row, widths, strict=True)]
    return max(100, *(100 * cell // max(1, room - _RAGGED) for cell, room in rooms if cell > room), 0)


def _filled(widths: tuple[int, ...]) -> tuple[int, ...]:
    """The widths with what is left of the page."""
    more = [width * min(115, 100 * _ACROSS // sum(widths)) // 100 for width in widths]
    widest = more.index(max(more))
    more[widest] += max(0, _ACROSS - sum(more))
    return tuple(more)


def points_across(words: str, size: float) -> int:
    """How wide words are on one line in letters of a size, in points."""
    return int(_width(words) * size / 18) + 1


def card_letters(lines: Sequence[str]) -> int:
    """The size in points, at most 17 and at least 7, in which lines fit into the height of a seat card."""
    return next((size for size in range(_LARGEST, _SMALLEST, -1) if _high(lines, size) <= _CARD[1]), _SMALLEST)


def _high(lines: Sequence[str], size: int) -> float:
    """How high lines stand in letters of a size, in points; what is broken leaves some room at its end."""
    rows = [1 + int(_width(line) * size * 0.95 / 18 / _CARD[0]) for line in lines]
    return size * (1.32 * sum(rows) + 0.3 * (len(rows) - 1))


def _wishes(column: tuple[str, ...]) -> tuple[int, int, int]:
    """What a column needs, what its usual cell asks for, and what all of it would take on one line."""
    words = [_strong(column[0])] + [max(map(_word, unbroken(cell).split(" "))) for cell in column[1:]]
    least = max(words) + _MARGINS
    half = _width(column[0]) * 6 // 10  # a head goes on two lines, not on three
    cells = [_width(cell) for cell in column[1:] if cell] or [0]
    longest = min(_WIDEST, max(half, *cells) + _MARGINS)
    usual = min(longest, max(half, sum(cells) * 5 // (4 * len(cells))) + _MARGINS)
    return least, max(least, usual), max(least, longest)


def _between(low: tuple[int, ...], high: tuple[int, ...]) -> tuple[int, ...]:
    """Widths between two wishes, as far towards the higher as the page allows."""
    room, more = max(0, _ACROSS - sum(low)), sum(high) - sum(low)
    if more <= room:
        return high
    return tuple(few + room * (many - few) // more for few, many in zip(low, high, strict=True))


def _strong(head: str) -> int:
    """The longest word of a head, which is bold."""
    return max(map(_word, head.split(" "))) * 12 // 11


def _in_two(head: str) -> int:
    """What a head needs to go on two lines and no more, in bold."""
    words = head.split(" ")
    cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1))
    return min(max(map(_width, lines)) for lines in cuts) * 12 // 11 + _MARGINS


def _word(word: str) -> int:
    return _width(word) if "\u00a0" in word else min(_MOST, _width(word))


def _width(words: str) -> int:
    return sum(_letter(letter) for letter in words)


def _letter(letter: str) -> int:
    return _UNLIKE.get(letter) or (13 if letter.isupper() else 10)

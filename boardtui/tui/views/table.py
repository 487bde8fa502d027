"""Tables as lines: columns in line, the cells wrapped, numbers against the right edge."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from boardtui.meeting.words.safe_text import plain
from boardtui.tui.safe import Line, Span, fit, line, wrap

_GAP = "  "
_LEAST = 6


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, right: Collection[int] = ()
) -> list[Line]:
    """A table of at most ``width`` cells; ``right`` names the columns that hold numbers. Empty columns are left out."""
    used = [at for at in range(len(heads)) if any(row[at].strip() for row in rows)]
    right = [new for new, at in enumerate(used) if at in right]
    heads, rows = [heads[at] for at in used], [[row[at] for at in used] for row in rows]
    widths = _widths(heads, rows, width)
    lines: list[Line] = []
    for row in (heads, *rows):
        cells = [_cell(text, size, at in right) for at, (text, size) in enumerate(zip(row, widths, strict=True))]
        for parts in zip_longest(*cells):
            shown = [part if part is not None else " " * size for part, size in zip(parts, widths, strict=True)]
            lines.append(line(Span(_GAP.join(shown).rstrip(), "dim" if row is heads else "")))
    return lines


def _cell(text: str, width: int, right: bool) -> list[str]:
    rows = ["".join(part.text for part in row) for row in wrap(text.replace("\n", " "), width)] if text else [""]
    return [fit(row, width, right=right) for row in rows]


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """What each column would like, the widest narrowed until all fit."""
    wanted = [max(cell_len(plain(cell)) for cell in column) for column in zip(heads, *rows, strict=True)]
    room = max(width - len(_GAP) * (len(heads) - 1), _LEAST * len(heads))
    while sum(wanted) > room:
        widest = max(wanted)
        others = [size for size in wanted if size < widest]
        many = wanted.count(widest)
        least = max(others, default=_LEAST)
        over = sum(wanted) - room
        narrowed = max(least, _LEAST, widest - -(-over // many))
        wanted = [narrowed if size == widest else size for size in wanted]
        if narrowed == widest:
            break
    return wanted

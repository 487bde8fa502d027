"""Lays out a wall: blocks under each other, each as large as the room for all of them allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from boardtui.meeting.words.safe_text import plain
from boardtui.tui.large import Size, large
from boardtui.tui.safe import EMPTY, Line, Span, Tone, cut, line, width_of, wrap

Rows = tuple[Line, ...]
ALL = 1000  # of the lines of what flows: the others become as small as they can


class Block(NamedTuple):
    """Lines that belong together, in several sizes, the largest first.

    Where room is short those of the highest ``gives`` become smaller first, all of them alike. A ``spare`` block may be
    left out altogether; one that ``flows`` is shown page by page where even its smallest size is too long, in so many
    lines at least: the others become smaller for these, and no smaller for the rest of it.
    """

    sizes: tuple[Rows, ...]
    gap: int = 1
    gives: int = 1
    spare: bool = False
    flows: int = 0


class Laid(NamedTuple):
    """The lines of a wall, and how many pages there are."""

    lines: list[Line]
    pages: int


class Sheet(NamedTuple):
    """Makes blocks for lines of ``width`` cells. ``level``: 0 no large letters, 1 for headings and figures, 2 for all."""

    width: int
    level: int

    def headline(self, text: str, tone: Tone = "strong", *, gives: int = 2) -> Block:
        """A few words in the tallest letters that get them onto one line."""
        drawn = [self._drawn(text, size, tone) for size in ("tall", "big")] if self.level else []
        tall = [rows for rows in drawn if rows and len(rows) <= 5] or drawn[1:]
        return self._block([*tall, self._small(text, tone)], gives=gives)

    def heading(self, text: str, tone: Tone = "heading", *, gives: int = 4) -> Block:
        """A title in large letters."""
        drawn = [self._drawn(text, "big", tone)] if self.level else []
        return self._block([*drawn, self._small(text, tone)], gives=gives)

    def words(
        self, text: str, tone: Tone = "", *, gap: int = 1, gives: int = 8, spare: bool = False, flows: int = 0
    ) -> Block:
        """Sentences; in large letters where the level allows it and they fit."""
        drawn = [self._drawn(text, "big", tone)] if self.level >= 2 else []
        return self._block([*drawn, self._small(text, tone)], gap, gives, spare, flows)

    def reminder(self, text: str, *, gives: int = 8) -> Block:
        """Words that the room has read before: cut to a line where room is short."""
        rows = self._small(text, "")
        return self._block(
            [*self.words(text).sizes, (cut(line(text), self.width),)] if len(rows) > 1 else [rows], gives=gives
        )

    def lines(self, texts: Sequence[str], *, spare: bool = False) -> Block:
        """Texts in the letters of the terminal, whole: half a ruling may say what was not ruled."""
        rows = tuple(row for text in texts for row in wrap(text, self.width, most=self.width))
        return Block((rows,), gives=9, spare=spare)

    def figures(self, counts: Sequence[tuple[str, int]]) -> Block:
        """Counts side by side under their names, the digits as large as they fit."""
        each = self.width // len(counts)
        spans: list[Rows] = []
        for size in ("tall", "big") if self.level else ():
            drawn = [large(str(count), each - 2, size) for _, count in counts]
            if all(drawn):
                spans.append(_columns(counts, [texts or () for texts in drawn], each))
        in_line = line(*(part for label, count in counts for part in (Span(f"{label} ", "strong"), f"{count}    ")))
        under = tuple(line(Span(f"{label} ", "strong"), count) for label, count in counts)
        return self._block([*spans, (in_line,) if width_of(in_line) <= self.width else under], gives=3)

    def _small(self, text: str, tone: Tone) -> Rows:
        return tuple(wrap(text, self.width, tone, most=self.width)) if text else ()

    def _drawn(self, text: str, size: Size, tone: Tone) -> Rows:
        """Every paragraph in large letters; nothing where one of them has a letter that has no large form."""
        paragraphs = [row for row in plain(text, keep_newlines=True).split("\n") if row.strip()]
        drawn = [large(paragraph, self.width, size) for paragraph in paragraphs]
        return tuple(line(Span(row, tone)) for rows in drawn for row in rows or ()) if all(drawn) else ()

    def _block(self, sizes: Sequence[Rows], gap: int = 1, gives: int = 1, spare: bool = False, flows: int = 0) -> Block:
        return Block((*filter(None, sizes[:-1]), sizes[-1]), gap, gives, spare, flows)


def lay(blocks: Sequence[Block], height: int, page: int = 0) -> Laid:
    """The blocks under each other in at most ``height`` lines.

    Args:
        blocks: from the top.
        height: lines that there are.
        page: which page of what is too long for one; counted on from the last one it begins again.
    """
    kept = [index for index, block in enumerate(blocks) if block.sizes[-1]]
    chosen = _sized(blocks, kept, height)
    while _height(blocks, chosen) > height and (spare := [index for index in kept if blocks[index].spare]):
        kept.remove(spare[-1])  # and what is left is sized anew, for it had become smaller for that
        chosen = _sized(blocks, kept, height)
    if _height(blocks, chosen) > height:
        chosen = _sized(blocks, kept, height, paged=True)
    lines, pages = _stacked(blocks, chosen, height, page)
    above = max(0, height - len(lines)) // 3
    return Laid([*[EMPTY] * above, *lines][:height], pages)


def _sized(blocks: Sequence[Block], kept: Sequence[int], height: int, *, paged: bool = False) -> dict[int, int]:
    """The size of each block, as large as all of them fit; ``paged`` where what flows need not all be seen at once."""
    chosen = dict.fromkeys(kept, 0)
    while _height(blocks, chosen, paged=paged) > height:
        able = [index for index, size in chosen.items() if size + 1 < len(blocks[index].sizes)]
        if not able:
            break
        most = max(blocks[index].gives for index in able)
        for index in able:  # those that matter alike stay alike
            chosen[index] += blocks[index].gives == most
    return chosen


def _stacked(blocks: Sequence[Block], chosen: dict[int, int], height: int, page: int) -> tuple[list[Line], int]:
    """The lines of the blocks chosen; what flows is cut to the page where all of it is too long."""
    over = _height(blocks, chosen) - height
    airy = -over >= height // 4
    pages = 1
    lines: list[Line] = []
    for index, size in chosen.items():
        block, rows = blocks[index], blocks[index].sizes[size]
        if over > 0 and block.flows:
            rows, pages = _paged(rows, max(3, len(rows) - over - 1), page)
            over = 0
        if lines:
            lines += [EMPTY] * (block.gap * 2 if airy else block.gap)
        lines += rows
    return lines, pages


def _paged(rows: Rows, room: int, page: int) -> tuple[Rows, int]:
    """So many rows of one page, the words over them repeated where they began on an earlier one; and how many pages."""
    heads = [at for at, row in enumerate(rows) if row and row[0].tone == "strong"]
    room -= 0 < len(heads) < len(rows)
    pages = -(-len(rows) // room)
    at = page % pages
    first = at * room
    above = [] if first in heads else [rows[head][0].text.rstrip(": ") for head in heads if head < first][-1:]
    again = tuple(line(Span(f"{text}, continued", "strong")) for text in above)
    return (*again, *rows[first : first + room], line(Span(f"page {at + 1} of {pages}", "dim"))), pages


def _height(blocks: Sequence[Block], chosen: dict[int, int], *, paged: bool = False) -> int:
    gaps = sum(blocks[index].gap for index in list(chosen)[1:])
    sizes = ((len(blocks[index].sizes[size]), blocks[index].flows) for index, size in chosen.items())
    return gaps + sum(min(rows, flows) if paged and flows else rows for rows, flows in sizes)


def _columns(counts: Sequence[tuple[str, int]], drawn: Sequence[Sequence[str]], each: int) -> Rows:
    heads = line(*(Span(f"{label:<{each}}", "strong") for label, _ in counts))
    rows = [line(*(Span(f"{digits[at]:<{each}}") for digits in drawn)) for at in range(max(map(len, drawn)))]
    return (heads, EMPTY, *rows)

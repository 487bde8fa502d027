"""Somebody's words as paragraphs and lists: what was typed with dashes, numbers or letters before it becomes a real list.

An empty line parts paragraphs; any other line break stays where it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.charter.words import stopped
from boardtui.papers.document import (
    Bullets,
    Entry,
    Line,
    Listed,
    Paragraph,
    Quote,
    Run,
    Tone,
    bullets,
    clean,
    own,
    said,
    text,
)
from boardtui.papers.one_line import MARKED

_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN = tuple(tens + unit for tens in ("", "x", "xx") for unit in _UNITS)[1:]
_DEEPEST = 6
_QUOTED = re.compile(f"“(?={MARKED.pattern})")


class _Row(NamedTuple):
    """A line that begins an entry: how far in it stands, the ways in which its mark can be read, and its words."""

    indent: int
    ways: tuple[tuple[str, int], ...]
    words: str


class _Open:
    """A list that is being read."""

    def __init__(self, indent: int, mark: str, start: int) -> None:
        self.indent, self.mark, self.start = indent, mark, start
        self.entries: list[tuple[list[str], list[_Open]]] = []

    def takes(self, way: tuple[str, int]) -> bool:
        mark, value = way
        return mark == self.mark and (mark == "-" or value == self.start + len(self.entries))

    def closed(self, *, under: bool) -> Listed:
        entries = (
            Entry(lines_of(rows), tuple(nested.closed(under=False) for nested in below)) for rows, below in self.entries
        )
        return Listed(self.mark, tuple(entries), self.start, under)


def prose(words: str, *, under: bool = False) -> tuple[Paragraph | Listed, ...]:
    """Somebody's words as paragraphs and lists in their order; ``under`` marks the lists as part of a numbered paragraph."""
    blocks: list[Paragraph | Listed] = []
    open_: list[_Open] = []  # the list that is read and those that it is part of, the outermost first
    texts: list[str] = []
    gap = False

    def end_list() -> None:
        if open_:
            blocks.append(open_[0].closed(under=under))
            open_.clear()

    def end_paragraph() -> None:
        if line := lines_of(texts):
            blocks.append(Paragraph(line))
        texts.clear()

    for row in words.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found = _row(row)
        if not row.strip():
            end_paragraph()
            gap = True
            continue
        if found is not None:
            end_paragraph()
            if not _taken(open_, found):
                end_list()
                mark, start = found.ways[0]
                open_.append(_Open(found.indent, mark, start))
            open_[-1].entries.append(([found.words], []))
        elif open_ and not gap and row[:1].isspace():
            open_[-1].entries[-1][0].append(row)
        else:
            end_list()
            texts.append(row)
        gap = False
    end_paragraph()
    end_list()
    return tuple(blocks)


def typed(words: str, tone: Tone = "plain") -> list[Paragraph | Listed]:
    """A sentence in which somebody's words stand: one paragraph, or those and the lists that were typed."""
    if "\n" not in words.strip():
        return [text(stopped(words), tone)]
    under = tone == "under"
    blocks = prose(words, under=under)
    return [replace(block, tone=tone) if isinstance(block, Paragraph) else block for block in blocks]


def points(sentences: Sequence[str]) -> Iterator[Bullets | Paragraph | Listed]:
    """Sentences as points; those in which paragraphs or lists were typed stand below them."""
    if single := [sentence for sentence in sentences if "\n" not in sentence.strip()]:
        yield bullets(single)
    for sentence in sentences:
        if sentence not in single:
            yield from typed(sentence)


def opened(words: str) -> str:
    """Words in which something is quoted that begins with a list, which then begins on a line of its own."""
    return _QUOTED.sub("“\n", words) if "\n" in words.strip() else words


def as_points(sentences: Sequence[str]) -> Bullets | Listed:
    """Sentences as points, those in which lists were typed with these within their point."""
    if not any("\n" in sentence.strip() for sentence in sentences):
        return bullets(sentences)
    return Listed("-", tuple(map(_point, sentences)))


def _point(sentence: str) -> Entry:
    """A sentence as an entry; words behind a list go on in the last entry of it."""
    line: Line = ()
    below: list[Listed] = []
    for block in prose(opened(sentence)):
        if isinstance(block, Listed):
            below.append(block)
        elif below:
            *before, last = below[-1].entries
            more = replace(last, line=(*last.line, Run("\n"), *block.line))
            below[-1] = replace(below[-1], entries=(*before, more))
        else:
            line = (*line, *([Run("\n")] if line else []), *block.line)
    return Entry(line, tuple(below))


def marked_lines(listed: Listed) -> Iterator[Line]:
    """The entries of a list as lines with their marks, where nothing but lines can stand."""
    return ((said(f"{'  ' * depth}{mark}"), own(" "), *line) for depth, mark, line in flat(listed))


def quote(words: str) -> Quote:
    """The words of a motion."""
    return Quote(prose(words))


def set_apart(name: str, words: str) -> list[Paragraph | Quote]:
    """A motion below its name, where lists or paragraphs were typed that a row of facts cannot hold; else nothing."""
    return [Paragraph((own(f"{name}:"),)), quote(words)] if "\n" in words.strip() else []


def lines_of(rows: list[str]) -> Line:
    """Rows of somebody's words as one line with the breaks that were typed."""
    text = "\n".join(filter(None, map(clean, rows)))
    return (Run(text),) if text else ()


def marked(mark: str, number: int) -> str:
    """What stands before an entry of a list: 3., (c), (iii)."""
    if mark == "-":
        return "•"
    kind = next(letter for letter in "1ai" if letter in mark)
    if kind == "i" and number <= len(_ROMAN):
        return mark.replace("i", _ROMAN[number - 1])
    if kind == "a" and number <= 26:
        return mark.replace("a", chr(96 + number))
    return mark.replace(kind, str(number))


def flat(listed: Listed, depth: int = 0) -> Iterator[tuple[int, str, Line]]:
    """The entries one after the other: how deep each is, what stands before it, and its words."""
    for number, entry in enumerate(listed.entries, listed.start):
        yield depth, marked(listed.mark, number), entry.line
        for below in entry.below:
            yield from flat(below, depth + 1)


def _row(row: str) -> _Row | None:
    match = MARKED.match(row)
    if match is None:
        return None
    return _Row(len(match["indent"].expandtabs(4)), tuple(_ways(match["mark"])), row[match.end() :])


def _ways(mark: str) -> Iterator[tuple[str, int]]:
    """How a mark can be read, the likelier first: (i) is one in Roman numbers before it is the ninth letter."""
    inner = mark.strip("().")
    if not inner or not inner.isalnum():
        yield "-", 1
    elif inner.isdecimal():
        yield mark.replace(inner, "1"), int(inner)
    else:
        roman = (mark.replace(inner, "i"), _ROMAN.index(inner) + 1) if inner in _ROMAN else None
        letter = (mark.replace(inner, "a"), ord(inner) - 96) if len(inner) == 1 else None
        ways = (roman, letter) if inner == "i" and mark.startswith("(") else (letter, roman)
        yield from (way for way in ways if way is not None)


def _taken(open_: list[_Open], row: _Row) -> bool:
    """Whether the entry goes on one of the open lists, or begins one within the last entry; those are then open."""
    for depth in range(len(open_), 0, -1):
        parent = open_[depth - 1]
        deeper = row.indent > parent.indent
        if not any(map(parent.takes, row.ways)) or (deeper and parent.mark != "-" and depth < len(open_)):
            continue
        if parent.mark == "-" and deeper and depth == len(open_):
            break
        if parent.mark != "-" or row.indent >= parent.indent or depth == 1:
            del open_[depth:]
            return True
    if not open_ or len(open_) >= _DEEPEST:
        return False
    last = open_[-1]
    first = next((way for way in row.ways if way[1] == 1), None)
    if row.indent > last.indent or (first is not None and first[0] not in [opened.mark for opened in open_]):
        mark, start = first or row.ways[0]
        inner = _Open(row.indent, mark, start)
        last.entries[-1][1].append(inner)
        open_.append(inner)
        return True
    return False

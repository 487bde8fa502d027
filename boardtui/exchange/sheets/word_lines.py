"""A Word document as the lines of an agenda: headings, items with the numbers that Word shows, text and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from boardtui.exchange.sheets.columns import Heads
from boardtui.exchange.sheets.grid import Grid, Row
from boardtui.exchange.sheets.item_numbers import NUMBER, NUMBER_OF_ITS_OWN, is_number, tidy_number
from boardtui.exchange.sheets.item_words import is_time
from boardtui.exchange.sheets.lines import ENOUGH, ITEM, MONTH, Lines, Piece, numbered_piece, text_piece, with_initials
from boardtui.exchange.sheets.privacy import privacy_of_section
from boardtui.exchange.sheets.word_file import Header, Note, Paragraph, WordFile
from boardtui.exchange.sheets.word_numbers import Label

_BEFORE_A_TAB = re.compile(rf"{ITEM}?({NUMBER_OF_ITS_OWN}|{NUMBER})[.):]?\t+(?=[^\t])")
_IN_FIGURES = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})*)[.)]\s+(?=\S)")
_TIME = re.compile(r"([^\t]{3,20})\t+(?=[^\t])")
_POINTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_ITEM = re.compile(r"(?:agenda )?item ", re.IGNORECASE)
_MOST_LETTERS = 5  # of a number, as xviii has


def word_lines(file: WordFile, heads: Heads) -> Lines:
    """The lines of an agenda in Word.

    Args:
        file: the document.
        heads: the names of columns by which a table is known to be an agenda.
    """
    paragraphs = [part for part in file.parts if isinstance(part, Paragraph)]
    begins = [part.text.partition("\t")[0] for part in paragraphs if "\t" in part.text]
    items = _Items.of(paragraphs, by_clock=_are_times(begins))
    pieces: list[Piece] = []
    for part in file.parts:
        match part:
            case Grid():
                pieces += _of_table(part, heads)
            case Paragraph():
                pieces += _of_paragraph(part, items)
            case Header() if privacy_of_section(part.text):
                pieces.append(Piece(part.line, part.text, "header", where=part.where))
            case Note():
                pieces.append(Piece(part.line, part.text, "note", where="footnote"))
            case _:
                pass
    return Lines(with_initials(pieces), file.remarks)


class _Items(NamedTuple):
    """How a document numbers its items: by which list, from which of its levels on; and whether 9.30 is a time in it."""

    main: Label | None
    top: int
    by_clock: bool

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph], *, by_clock: bool) -> _Items:
        labels = [
            part.label for part in paragraphs if part.label is not None and part.label.words and part.heading is None
        ]
        return cls(labels[0] if labels else None, min((label.level for label in labels), default=0), by_clock)

    def depth(self, label: Label) -> int:
        """How deep a paragraph of a list stands, from 1; a list of another kind is below the one of the items."""
        if self.main is None:
            return label.level + 1
        below = label.of != self.main.of and label.form != self.main.form
        return max(1, label.level - self.top + 1) + (below and label.level == self.top)


def _of_paragraph(part: Paragraph, items: _Items) -> Iterator[Piece]:
    first, *more = part.text.split("\n")
    label = part.label
    number = _number(label) if label is not None else ""
    depth = items.depth(label) if label is not None and part.heading is None else 0
    if label is not None and label.words and not number:  # such as "Part A"
        yield Piece(part.line, f"{label.words} {_on_one(first)}", "text", depth, bold=True)
    elif part.heading is not None and number:
        yield Piece(part.line, _on_one(first), "heading", part.heading, number)
    elif part.heading is not None:
        yield numbered_piece(part.line, _on_one(first), "heading", part.heading)
    elif number:
        yield Piece(part.line, first, "item", depth, number, ordered=number.isdecimal())
    elif label is not None:
        yield numbered_piece(part.line, first, "item", depth)
    else:
        yield _typed(part.line, first, items, bold=part.stands_out)
    for place, text in enumerate(more, 1):
        yield _typed(part.line + place, text, items) if label is None else text_piece(part.line + place, text, depth)


def _number(label: Label) -> str:
    """What a list shows before an item, as agendas have it; empty where that is no number."""
    number = tidy_number(_ITEM.sub("", label.words).rstrip(":"))
    if is_number(number):
        return number
    letters = number.strip("().")
    if not (letters.isalpha() and len(letters) <= _MOST_LETTERS and label.form != "decimal"):
        return ""
    return f"{letters})" if letters.islower() else letters


def _typed(line: int, text: str, items: _Items, *, bold: bool = False) -> Piece:
    """A line without a label: one that begins with a number or a time before a tab, or with 4. or 4), is an item."""
    begins = _TIME.match(text)
    by_time = begins is not None and is_time(begins[1]) and (items.by_clock or not _POINTED.fullmatch(begins[1]))
    time, rest = (begins[1], text[begins.end() :]) if begins is not None and by_time else ("", text)
    number = _BEFORE_A_TAB.match(rest) or _IN_FIGURES.match(rest)
    if number is not None and not MONTH.match(rest, number.end()) and not is_time(" ".join(rest.split()[:2])):
        rest = rest[number.end() :]
        below = number[1].endswith(")") and number[1].strip("()").isalpha() and number[1].islower()
        shown = tidy_number(number[1])
    elif time:
        below, shown = False, ""
    else:
        return text_piece(line, text, 0, bold=bold)
    return Piece(line, f"{rest}\t{time}" if time else rest, "item", 1 + below, shown)


def _of_table(grid: Grid, heads: Heads) -> Iterator[Piece]:
    """A table with heads as such; of one without, whose rows begin with numbers or times, each row as a line."""
    by_clock = _are_times([row.cells[0] for row in grid.rows if row.cells[0]])
    rows = [(row, *_parted(row, by_clock=by_clock)) for row in grid.rows]
    begun = sum(bool(number or time) for _, number, time, _ in rows)
    if heads.best(grid)[0] >= ENOUGH or begun < 2 or begun * 2 < len(rows):
        texts = [_on_one(" ".join(dict.fromkeys(filter(None, row.cells)))) for row in grid.rows]
        alone = all(len(set(filter(None, row.cells))) == 1 for row in grid.rows)
        if alone and all(map(privacy_of_section, texts)):  # a heading in a box
            yield from (Piece(row.number, text, "text", bold=True) for row, text in zip(grid.rows, texts, strict=True))
        else:
            yield Piece(grid.rows[0].number, "", "table", table=grid)
        return
    for row, number, time, texts in rows:
        first = "\t".join(filter(None, (*(text.partition("\n")[0] for text in texts), time)))
        if number or time:
            yield Piece(row.number, first, "item", 1, number)
        else:
            yield text_piece(row.number, first.replace("\t", " "), 0, bold=True)
        yield from (text_piece(row.number, line, 1) for text in texts for line in text.split("\n")[1:])


def _parted(row: Row, *, by_clock: bool) -> tuple[str, str, list[str]]:
    """The number, the time and the other words of a row without heads; number and time stand in its first cells."""
    texts = [cell for cell in row.cells if cell]
    number = time = ""
    while len(texts) > 1:
        if not time and is_time(texts[0]) and (by_clock or not _POINTED.fullmatch(texts[0])):
            time = texts.pop(0)
        elif not number and is_number(texts[0]):
            number = tidy_number(texts.pop(0))
        else:
            break
    return number, time, texts


def _are_times(texts: Sequence[str]) -> bool:
    """Whether 9.30, 10.00, 10.45 at the beginnings of lines are times and no numbers: none goes back, all are of five minutes."""
    pointed = [text for text in texts if _POINTED.fullmatch(text)]
    pairs = [(int(hour), minute) for hour, _, minute in (text.partition(".") for text in pointed)]
    whole = all(len(minute) == 2 and int(minute) % 5 == 0 for _, minute in pairs)
    return len(set(pairs)) > 1 and whole and pairs == sorted(pairs)


def _on_one(text: str) -> str:
    return " ".join(text.split())

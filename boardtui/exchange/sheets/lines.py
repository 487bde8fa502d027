"""The lines that an agenda is made of, be it Markdown or Word: headings, items, text and tables, with their numbers."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import msgspec

from boardtui.exchange.sheets.grid import Grid
from boardtui.exchange.sheets.item_numbers import NUMBER, NUMBER_OF_ITS_OWN
from boardtui.exchange.sheets.item_words import is_time, recognised

ENOUGH = 2  # fields that the heads of a table must name, so that it is an agenda
ITEM = r"(?i:(?:agenda )?item )"
_NUMBER = re.compile(rf"{ITEM}?({NUMBER})[.):]?\s+(?:[-–—]\s+)?(?=\S)")
_NAMED = re.compile(rf"{ITEM}({NUMBER})(?:[.:]|\s+[–—-])\s+(?=\S)")
_MARKED = re.compile(rf"({NUMBER_OF_ITS_OWN})\s+(?=\S)")
_LETTERED = re.compile(r"([A-Z]\.)\s+(?=\S)")  # in a list it would be somebody's initial
MONTH = re.compile(r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.I)


class Piece(msgspec.Struct):
    """A line of the file: a heading of a level, an item of a list at a depth, text, or a footnote; with its number, if any.

    ``table``: it stands for the table that follows at that place. ``lettered``: its number is a capital, or it is text that
    begins with somebody's initial. ``where``: a header and a note stand beside the text, such as in a footnote.
    """

    line: int
    text: str
    kind: Literal["heading", "item", "text", "table", "header", "note"]
    level: int = 0
    number: str = ""
    bold: bool = False
    ordered: bool = False
    table: Grid | None = None
    lettered: bool = False
    where: str = ""


class Lines(NamedTuple):
    """The lines of a file in their order, and what is to be said of the file as a whole."""

    pieces: list[Piece]
    remarks: tuple[str, ...] = ()


def text_piece(line: int, text: str, depth: int, *, bold: bool = False) -> Piece:
    """A line of text; one that begins with a number as agendas have it (4a., 3(i), IV.) is an item."""
    lettered = None if depth else _LETTERED.match(text)
    match = _MARKED.match(text) or lettered or (None if depth else _NAMED.match(text))
    if match is None or is_time(" ".join(text.split()[:2])):
        return Piece(line, text, "text", depth, bold=bold)
    below = match[1].endswith(")") and match[1].strip("()").isalpha() and match[1].islower()
    number = match[1].rstrip(".:")
    return Piece(line, text[match.end() :], "item", max(1, depth) + below, number, lettered=match is lettered)


def with_initials(pieces: list[Piece]) -> list[Piece]:
    """The lines, those that begin with capitals as text where the capitals are not A, B, C in their order: A. Khan, J. Smith."""
    letters = [piece.number for piece in pieces if piece.lettered]
    if letters == [chr(ord("A") + place) for place in range(len(letters))]:
        return pieces
    return [
        Piece(one.line, f"{one.number}. {one.text}", "text", bold=one.bold) if one.lettered else one for one in pieces
    ]


def numbered_piece(line: int, text: str, kind: Literal["heading", "item"], level: int) -> Piece:
    match = _NUMBER.match(text)
    if match is None or MONTH.match(text, match.end()) or recognised(text, {}, frozenset()):
        return Piece(line, text, kind, level)
    return Piece(line, text[match.end() :], kind, level, match[1])

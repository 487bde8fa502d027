"""Reads CSV as programs and people leave it: whichever separator, encoding and line ends."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from boardtui.exchange.sheets.grid import LAST_ROW, LONGEST, Grid, SheetError, rows_of

_SAMPLE = 60  # rows
_LOOKED_AT = 100_000  # characters
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAID = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_STILLED = re.compile(r"'['\s]*[=+\-@\t\r＝＋－＠]")  # words that an export keeps from being a formula


def read_csv(name: str, data: bytes, known: Callable[[Sequence[str]], int]) -> Grid:
    """The file as a grid.

    Args:
        name: what the file is called.
        data: its bytes.
        known: how many names of columns a row holds; the separator that finds most of them is taken.

    Raises:
        SheetError: it is no text, or its quotation marks do not pair up.
    """
    text, encoding = decoded(name, data)
    match = _SAID.match(text)
    separator = match[1] if match else _separator(text, known)
    body = text[match.end() :] if match else text
    rows = tuple(rows_of(name, enumerate(_records(name, body, separator), 1)))
    texts = [encoding] if encoding else []
    if separator != ",":
        texts.append(f"separated by {_SEPARATORS.get(separator, separator)}")
    return Grid(name, rows, ", ".join(texts))


def decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text, and in words the encoding where it is not UTF-8.

    Raises:
        SheetError: it is no text in UTF-8, UTF-16 or Windows-1252.
    """
    if encoding := _of_two_bytes(data):
        try:
            return data.decode(encoding), "read as UTF-16"
        except UnicodeDecodeError:
            raise SheetError(f"{name} begins as UTF-16 and is not. Save it again as CSV UTF-8.") from None
    if b"\0" in data:
        row = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise SheetError(
            f"{name} is not plain text (line {row} holds a character that no text has). Save it again as CSV UTF-8 or as .xlsx."
        )
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "read as Windows-1252"
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise SheetError(f"{name}, line {row} is text in no encoding known here. Save it again as CSV UTF-8.") from None


def _of_two_bytes(data: bytes) -> str:
    """The encoding of text in UTF-16, also without the mark at its beginning: every other byte of Western text is a NUL."""
    if data.startswith(_UTF16):
        return "utf-16"
    half = len(data[:_LOOKED_AT]) // 2
    low, high = data[0 : half * 2 : 2].count(0), data[1 : half * 2 : 2].count(0)
    if half and not low and high * 5 > half * 4:
        return "utf-16-le"
    return "utf-16-be" if half and not high and low * 5 > half * 4 else ""


def _separator(text: str, known: Callable[[Sequence[str]], int]) -> str:
    """The separator under which a row holds most known names, else the one that parts the rows most evenly."""
    best, sentence = (0, 0), ","
    for separator in _SEPARATORS:
        sample = _sample(text, separator)
        widths = Counter(len(row) for row in sample if len(row) > 1)
        score = (max(map(known, sample), default=0), max(widths.values(), default=0))
        if score > best:
            best, sentence = score, separator
    return sentence


def _sample(text: str, separator: str) -> list[list[str]]:
    texts: list[list[str]] = []
    try:
        for row in islice(_reader(text[:_LOOKED_AT], separator), _SAMPLE):
            texts.append(row)  # noqa: PERF402 - what was read before a fault counts
    except csv.Error:
        pass
    return texts


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _records(name: str, text: str, separator: str) -> Iterator[list[str]]:
    """The rows as a spreadsheet counts them; the line "sep=;" is none for it."""
    number = 0
    try:
        for row in _reader(text, separator):
            number += 1
            if number > LAST_ROW:
                raise SheetError(f"{name} has more than {LAST_ROW} rows, blank ones counted. Copy the table alone.")
            yield [_words(cell) for cell in row]
    except csv.Error as error:
        raise SheetError(f"{name}, row {number + 1} {_fault(error)}") from None


def _fault(error: csv.Error) -> str:
    if "field larger" in str(error):
        return (
            f"holds a cell of more than {LONGEST} characters; a quotation mark may be opened there and never closed. "
            "Look at that row."
        )
    return "has a quotation mark that is opened and not closed, or one too many. Look at that row."


def _words(cell: str) -> str:
    """A cell without the apostrophe that a safe export puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith("'") and _STILLED.match(cell) else cell

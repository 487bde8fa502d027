"""Opens a file that somebody sent and says what kind it is by its first bytes, not by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from boardtui.book.errors import not_read, why_no_file
from boardtui.exchange.sheets.delimited import decoded, read_csv
from boardtui.exchange.sheets.grid import LARGEST, Grid, SheetError
from boardtui.exchange.sheets.word import BROKEN, is_word, read_word
from boardtui.exchange.sheets.word_file import WordFile
from boardtui.exchange.sheets.workbook import check_parts, is_spreadsheet, read_xlsx

MARKDOWN = (".md", ".markdown")
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".docx", *MARKDOWN)
_OF_WORD = (".docx", ".docm", ".dotx")
_OLD_WORD = "WordDocument".encode("utf-16-le")  # as the directory of an old file names its text
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_grids(path: Path, known: Callable[[Sequence[str]], int]) -> list[Grid]:
    """The worksheets of a workbook, the tables of a Word document, or the one table of a CSV.

    Args:
        path: the file.
        known: how many names of columns a row holds.

    Raises:
        SheetError: it cannot be read: which file, and what to do.
    """
    data = read_bytes(path)
    if data.startswith(_OLD_OFFICE) and _OLD_WORD in data:
        raise SheetError(f"{path.name} is a Word document of the old kind. Open it in Word and save it as .docx.")
    if data.startswith(_OLD_OFFICE) or is_spreadsheet(data):
        if data.startswith(b"PK"):
            check_parts(path.name, data)
        from boardtui.exchange.sheets.calamine import read_calamine

        return read_calamine(path.name, data)
    if is_word(data):
        return read_document(path.name, data, known).tables(known)
    if data.startswith(b"PK") and path.suffix.lower() in _OF_WORD:
        raise SheetError(f"{path.name} {BROKEN}")
    if data.startswith(b"PK"):
        return read_xlsx(path.name, data)
    if data.startswith(b"%PDF"):
        raise SheetError(f"{path.name} is a PDF. Ask for the document or spreadsheet that it was made from.")
    if why := _other_kind(data):
        raise SheetError(f"{path.name} {why}")
    return [read_csv(path.name, data, known)]


def _other_kind(data: bytes) -> str:
    """What a file is that is neither a table nor text, and what to do, in words that follow its name; empty where it may be."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        return "is a web page or XML under the name of a table. Open it in a spreadsheet program and save it as .xlsx."
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8")):
        return "is a picture. Ask for the spreadsheet that it shows."
    if head.startswith(b"{\\rtf"):
        return "is a text document of another kind. Open it in Word and save it as .docx."
    return ""


def read_document(name: str, data: bytes, known: Callable[[Sequence[str]], int]) -> WordFile:
    """A Word document; ``known`` is how many names of columns a row holds. Raises SheetError as read_grids does."""
    check_parts(name, data)
    return read_word(name, data, known)


def read_text(path: Path) -> str:
    """A text file whole. Raises SheetError as read_grids does."""
    return decoded(path.name, read_bytes(path))[0]


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is not larger than it may be, and not empty."""
    try:
        if why := why_no_file(path):
            raise SheetError(f"{path} could not be read, because {why}. Check its name.")
        size = path.stat().st_size
        if size > LARGEST:
            raise SheetError(
                f"{path.name} has {-(-size // 1024**2)} MB, more than the {LARGEST // 1024**2} MB that are read. "
                "Copy the table alone into a new file."
            )
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise SheetError(not_read(path, error)) from error
    if not data.strip(b"\xef\xbb\xbf\r\n\t ;,\0"):
        raise SheetError(f"{path.name} is empty. Check that it is the right file.")
    return data

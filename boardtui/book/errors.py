"""What can go wrong with a book, as a sentence for whoever sits at the table; and faults put into plain words."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from boardtui.book.chain import Line
from boardtui.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


class BookError(UserError):
    """Something about a book that its user must know: what happened, where, and what to do.

    ``says_whether_recorded``: the sentence says itself that nothing was recorded, or that this is not known.
    """

    says_whether_recorded: ClassVar[bool] = False


class NotRecorded(BookError):
    """Nothing was recorded; the sentence begins with that."""

    says_whether_recorded = True


class NotABook(BookError):
    """The file is not a boardtui database, or not one that can be trusted."""


class Damaged(BookError):
    """The file is a boardtui database whose content cannot be read."""


class OfEntry(BookError):
    """What is wrong with an entry: ``words`` go on from which it is.

    ``named`` is how the book is called: by its key until somebody who knows the title of its body says so.
    """

    def __init__(self, book: str, seq: int, words: str) -> None:
        super().__init__(book, seq, words)
        self.book = book
        self.seq = seq
        self.words = words
        self.named = f"minute book {book}"

    def __str__(self) -> str:
        return f"Entry {self.seq} of the {self.named} {self.words}"


class NoEntry(OfEntry, Damaged):
    """A line of a book is no entry that the program knows, or none that was allowed."""


class Altered(Damaged):
    """A line of a book is not what was recorded, or does not follow from the line before it.

    `book` and `seq` say where, `problem` what is wrong there, in a sentence. `named` is how the book is called: by its key
    until somebody who knows the title of its body says so.
    """

    def __init__(self, book: str, seq: int, problem: str) -> None:
        """Say where, and what to do."""
        super().__init__(book, seq, problem)
        self.book = book
        self.seq = seq
        self.problem = problem
        self.named = f"minute book {book}"

    def __str__(self) -> str:
        return (
            f"{self.problem} The {self.named} was altered outside boardtui, and nothing that depends on this is used. "
            f"See all that is wrong with boardtui verify {self.book}, and restore the database from a copy."
        )


class Newer(OfEntry):
    """The book holds what only a newer boardtui knows; nothing is wrong with it."""


class ReadOnly(NotRecorded):
    """The database is open for looking only, so nothing was recorded."""


class Unavailable(BookError):
    """The file cannot be used at this moment; nothing was begun, so it is safe to try again."""


class NotBegun(Unavailable):
    """Recording found that the file cannot be used; the sentence says that nothing is recorded."""

    says_whether_recorded = True


class DoesNotFollow(NotRecorded):
    """The line does not continue the book, so it was not recorded."""


class Missing(NamedTuple):
    """Entries of a book that were recorded here and that the file does not have.

    Args:
        lines: what is still known of them, in order; never empty.
        shared: the last entry that both have; 0 where they have none in common.
        continues: whether they continue the file, so that they can be put back into it.
        ends: the last entry of the file.
    """

    book: str
    lines: tuple[Line, ...]
    shared: int
    continues: bool
    ends: int

    @property
    def numbers(self) -> str:
        """Which entries these are, in words."""
        first, last = self.lines[0].seq, self.lines[-1].seq
        return f"entry {last}" if first == last else f"entries {first} to {last}"


class LinesMissing(BookError):
    """The file has not all that was recorded here; ``missing`` says what."""

    def __init__(self, words: str, missing: Missing) -> None:
        super().__init__(words)
        self.missing = missing


class ReadIn(BookError):
    """The file held more than was read of it; that is read in now, and nothing further was recorded."""


class WriteFailed(NotRecorded):
    """A fault during recording; read back afterwards, the entry is NOT in the book."""


class WriteUncertain(BookError):
    """A fault during recording, after which the book could not be read back: nobody knows yet."""

    says_whether_recorded = True


TROUBLES = (Unavailable, WriteUncertain, LinesMissing)
"""Faults that can be overcome: after that the same may be done again, and nothing is recorded twice."""


_PASSES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_lock(error: BaseException) -> bool:
    """Whether a fault only says that another program is using the file: it passes, and nothing was changed."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSES


def is_no_text(error: BaseException) -> bool:
    """Whether the fault is that the file holds something as text that is none; sqlite3 has no code for it."""
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode")


def in_use(path: Path) -> str:
    """What to say while another program keeps the file from being used."""
    return (
        f"Another program is using {path}, such as a backup or a database browser. Close that program, or wait until it "
        "is done."
    )


_DISK_FAULT = "the disk reported a fault"
_SQLITE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the file may not be written",
    sqlite3.SQLITE_BUSY: "another program is using the file",
    sqlite3.SQLITE_LOCKED: "another program is using the file",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
    sqlite3.SQLITE_CANTOPEN: "this computer does not permit it",
    sqlite3.SQLITE_PERM: "the file may not be opened",
    sqlite3.SQLITE_IOERR: _DISK_FAULT,
    sqlite3.SQLITE_TOOBIG: "the entry is too long",
    sqlite3.SQLITE_NOMEM: "the computer has run out of memory",
    sqlite3.SQLITE_CONSTRAINT: "the database refused it as contradictory",
}
_SYSTEM = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "the disk allows no larger file",
    errno.EIO: _DISK_FAULT,
    errno.ENXIO: _DISK_FAULT,  # what a stick says that was pulled out
    errno.ENODEV: _DISK_FAULT,
    errno.EROFS: "the disk may only be read",
    errno.EACCES: "this computer does not permit it",
    errno.EPERM: "this computer does not permit it",
    errno.EEXIST: "there is a file of that name already",
    errno.ENOENT: "there is no such file or folder",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is not a folder",
}
# Access denied, sharing violation, lock violation: what Windows says of a file that is open elsewhere, as in Word.
_HELD_ON_WINDOWS = (5, 32, 33)
# Not ready, failed checksum, a fault of the device, not connected: what it says of a disk or stick.
_FAULTS_ON_WINDOWS = (21, 23, 1117, 1167)
CHECK_THE_DISK = (
    "What stands in it may be whole: check the disk or stick that it is on and how it is plugged in, copy it to another, "
    "and try again."
)
"""What to do about a file that its disk did not give; it is not damaged for that."""


def in_plain_words(error: BaseException) -> str:
    """Return what a fault means as words that fit after 'because'."""
    if isinstance(error, UnicodeError) or is_no_text(error):
        return "it holds text that cannot be read"
    if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
        return "another program has it open, or this computer does not permit it"
    if getattr(error, "winerror", None) in _FAULTS_ON_WINDOWS:
        return _DISK_FAULT
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, str(error.strerror or error))
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF, f"of a fault in the database ({error})")
    return f"of an unexpected fault ({error})"


def not_read(path: Path | str, error: BaseException, otherwise: str = "Check its name.") -> str:
    """What to say of a file that could not be read, and what to do about it.

    ``otherwise``: what to do where it is not the disk that failed.
    """
    why = in_plain_words(error)
    return f"{path} could not be read, because {why}. {CHECK_THE_DISK if why == _DISK_FAULT else otherwise}"


def why_no_file(path: Path) -> str:
    """Why a path cannot be read as a file, in words that fit after 'because'; empty where it is a file."""
    if path.is_file():
        return ""
    if path.is_dir():
        return _SYSTEM[errno.EISDIR]
    return "it is a device and no file" if path.exists() else _SYSTEM[errno.ENOENT]

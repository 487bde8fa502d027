"""The second place: every entry also goes to a file on another medium, and no fault there ever stops the recording."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from boardtui.book.chain import Line
from boardtui.book.errors import BookError, in_plain_words
from boardtui.book.files import sync_folder
from boardtui.book.reader import Reader
from boardtui.book.transfer import MAX_LINE, read_jsonl, to_jsonl

SLOW = 0.5  # seconds; a place that takes longer for an entry is left alone for a while
REST = 30.0  # seconds that it is left alone
_BOOK = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class _Numbered(msgspec.Struct):
    seq: int


class Mirror:
    """A folder that holds each book once more, as the file <book>.jsonl that only its owner can read.

    The folder is never made here: where a stick is not plugged in, it must not come to stand on the computer's disk.
    `problems` says, by book, what keeps its mirror from being up to date.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self.problems: dict[str, str] = {}
        self._clock = clock
        self._rest_until = float("-inf")
        self._known: dict[str, tuple[tuple[int, int, int], int]] = {}  # by book: which file, how long; its last entry

    def follow(self, store: Reader, book: str, *, last_chance: bool = False) -> str | None:
        """Write what the mirror of a book lacks; never raises and never waits for a medium that is known to be slow.

        Args:
            store: the book as it is recorded.
            book: its key.
            last_chance: write also where the medium is being left alone.

        Returns:
            A sentence where the mirror has just begun to fail, or is just up to date again; else None.
        """
        began = self._clock()
        if began < self._rest_until and not last_chance:
            return None
        before = self.problems.pop(book, None)
        try:
            written = self._bring_up(store, book)
        except (OSError, BookError, ValueError, MemoryError) as error:
            self._known.pop(book, None)
            self.problems[book] = self._told(book, error)
        if self._clock() - began > SLOW:
            self._rest_until = self._clock() + REST
            self.problems.setdefault(book, self._told_slow())
        problem = self.problems.get(book)
        if problem is not None:
            return problem if problem != before else None
        return None if before is None else f"The second place {self.folder} is up to date again ({written} written)."

    def _bring_up(self, store: Reader, book: str) -> int:
        """Append what is missing and force it to the medium; return how many entries."""
        head = store.head(book)
        if head is None:
            return 0
        if not _BOOK.fullmatch(book):
            raise BookError(f"a book named {book[:70]!r} cannot be kept there; keys are small letters and digits")
        if not self.folder.is_dir():
            raise FileNotFoundError(f"{self.folder} is not there")
        path = self.folder / f"{book}.jsonl"
        is_new = not path.exists()
        number = os.open(path, _FLAGS, 0o600)
        try:
            written = self._append(number, store, book, head.seq)
        finally:
            os.close(number)
        if is_new:
            sync_folder(self.folder)
        return written

    def _append(self, number: int, store: Reader, book: str, last: int) -> int:
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode):
            raise BookError("what stands there is not a file")
        which, seq = self._known.get(book, (None, 0))
        cut_off = b""
        if which != _which(found):
            seq, cut_off = _end_of(_tail(number, found.st_size), store, book)
        for line in store.lines(book, seq + 1, last):
            data = to_jsonl(line)
            if not data.startswith(cut_off):
                raise _not_a_beginning(line.seq)
            _write(number, data[len(cut_off) :])
            cut_off = b""
        if cut_off:
            raise _not_a_beginning(seq + 1)
        os.fsync(number)
        self._known[book] = (_which(os.fstat(number)), last)
        return last - seq

    def _told(self, book: str, error: Exception) -> str:
        if isinstance(error, FileNotFoundError):
            why, remedy = "it is not there", "Plug it in, or make the folder: what is missing is then written to it"
        elif isinstance(error, OSError):
            why, remedy = in_plain_words(error), "Put that right: what is missing is then written to it"
        else:
            why = str(error).rstrip(".")
            remedy = f"Nothing there was changed. Put {book}.jsonl elsewhere: a new one is then written"
        return f"The second place {self.folder} does not have all of {book}, because {why}. {remedy}. The book is safe."

    def _told_slow(self) -> str:
        return (
            f"The second place {self.folder} is slow: for {REST:.0f} seconds nothing is written to it. "
            "What is missing is written then, and when the program is closed. The book is safe."
        )


def read_mirror(path: Path) -> Iterator[Line]:
    """Yield the lines of a mirror, leaving out a last one that was cut off. Raises BookError as read_jsonl does."""
    whole = whole_lines(path)
    count = 0
    try:
        for line in read_jsonl(path):
            count += 1
            yield line
    except BookError:
        if count < whole:
            raise


def whole_lines(path: Path) -> int:
    """How many lines of a file are ended as they should be. Raises BookError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return sum(part.count(b"\n") for part in iter(lambda: file.read(MAX_LINE), b""))
    except OSError as error:
        raise BookError(f"{path} could not be read, because {in_plain_words(error)}. Check its name.") from error


def _which(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_dev, found.st_ino, found.st_size


def _end_of(tail: bytes, store: Reader, book: str) -> tuple[int, bytes]:
    """The number of the last whole line, which must stand in the book just so, and what was cut off after it.

    The hash in that line stands for all before it.
    """
    *_, last, cut_off = [b"", *tail.split(b"\n")]
    if len(cut_off) == len(tail):
        return 0, cut_off
    try:
        seq = msgspec.json.decode(last, type=_Numbered).seq
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BookError("the end of what stands there is no line of a minute book") from error
    held = next(iter(store.lines(book, seq, seq)), None)
    if held is None or to_jsonl(held) != last + b"\n":
        raise _not_a_beginning(seq)
    return seq, cut_off


def _tail(number: int, size: int) -> bytes:
    start = max(0, size - 2 * MAX_LINE)
    os.lseek(number, start, os.SEEK_SET)
    parts = []
    while part := os.read(number, MAX_LINE):
        parts.append(part)
    return b"".join(parts)


def _not_a_beginning(seq: int) -> BookError:
    return BookError(f"what stands there is not the beginning of this book (from entry {seq} or earlier on)")


def _write(number: int, data: bytes) -> None:
    while data:
        data = data[os.write(number, data) :]

"""The second place: every entry also goes to a file on another medium, and no fault there ever stops the recording."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from boardtui.book.chain import Line, linked
from boardtui.book.errors import BookError, in_plain_words, not_read
from boardtui.book.medium import Changed, Hangs, Medium, Which, end_of, look, put
from boardtui.book.reader import ANY, Reader
from boardtui.book.transfer import MAX_LINE, parse_line, read_jsonl, to_jsonl
from boardtui.charter.spelling import SLUG, file_stem

PATIENCE = 1.0  # seconds that the recording waits for the medium, at the most and once
LAST_PATIENCE = 5.0  # the same when the program is closed
AT_ONCE = 1_000  # entries written in one go
SLOW = 0.5  # seconds; a place that takes longer for an entry is left alone for a while
REST = 30.0  # seconds that it is left alone


class _Numbered(msgspec.Struct):
    seq: Annotated[int, msgspec.Meta(ge=1, le=ANY)]


class _Ahead(BookError):
    """The mirror goes on where the book ends; the sentence says so."""


class Mirror:
    """A folder that holds each book once more, as the file <book>.jsonl that only its owner can read.

    The folder is never made here: where a stick is not plugged in, it must not come to stand on the computer's disk.
    `problems` says, by book, what keeps its mirror from being up to date; `ahead` has the books whose mirror has entries
    that they lack, each with its file. To record in such a book would fork it.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.monotonic,
        named: Callable[[str], str] = "minute book {}".format,
    ) -> None:
        """``named`` is how a book is called in sentences: by its key, where nobody says how."""
        self.folder = folder
        self._named = named
        self.problems: dict[str, str] = {}
        self.ahead: dict[str, Path] = {}
        self._clock = clock
        self._rest_until = float("-inf")
        self._medium = Medium()
        self._known: dict[str, tuple[Which, int]] = {}  # by book: which file, how long; its last entry

    def follow(self, store: Reader, book: str, *, last_chance: bool = False) -> str | None:
        """Write what the mirror of a book lacks; never raises and never waits long, or for a medium known to be slow.

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
        self.ahead.pop(book, None)
        try:
            written = self._bring_up(store, book, last_chance=last_chance)
        except Hangs:
            self._known.pop(book, None)
            self.problems[book] = self._told_hanging(book)
        except _Ahead as error:
            self._known.pop(book, None)
            self.problems[book], self.ahead[book] = str(error), self._path(book)
        except (OSError, BookError, Changed, ValueError, MemoryError) as error:
            self._known.pop(book, None)
            self.problems[book] = self._told(book, error)
        if self._clock() - began > SLOW:
            self._rest_until = self._clock() + REST
            self.problems.setdefault(book, self._told_slow())
        problem = self.problems.get(book)
        if problem is not None:
            return problem if problem != before else None
        return None if before is None else f"The backup folder {self.folder} is up to date again ({written} written)."

    def look(self, store: Reader, book: str) -> tuple[str | None, str | None]:
        """Look before something is recorded, unless the mirror is where it was left.

        Returns:
            What `follow` says where it was asked; and why nothing may be recorded, or None.
        """
        news = None if book in self._known else self.follow(store, book)
        return news, self.problems[book] if book in self.ahead else None

    def ahead_of(self, store: Reader, book: str) -> str | None:
        """Why a book that is only read may be an older copy: the mirror goes on where it ends. Nothing is written.

        None also where that cannot be told, since whoever only reads needs no second place.
        """
        path = self._path(book)
        try:
            tail = self._medium.ask(PATIENCE, end_of, path)
            seq, last = _end_of(tail)[0], store.last(book)  # in this order: who records writes there last
            more = self._more(path, tail, store, book) if seq > (last.seq if last is not None else 0) else []
        except (Hangs, OSError, BookError, ValueError, MemoryError):
            return None
        return self._ahead_words(book, more) if more else None

    def _path(self, book: str) -> Path:
        return self.folder / f"{file_stem(book)}.jsonl"

    def lines_after(self, book: str, seq: int) -> list[Line]:
        """What stands there of a book after an entry; nothing where the medium does not answer or cannot be read."""

        def read() -> list[Line]:
            return [line for line in read_mirror(self._path(book)) if line.seq > seq]

        try:
            return self._medium.ask(LAST_PATIENCE, read)
        except (Hangs, OSError, BookError):
            return []

    def _bring_up(self, store: Reader, book: str, *, last_chance: bool) -> int:
        """Append what is missing and force it to the medium; return how many entries."""
        head = store.head(book)
        if head is None and not self._medium.ask(PATIENCE, self._path(book).exists):
            return 0
        if not SLUG.fullmatch(book):
            raise BookError(f"a book named {book[:70]!r} cannot be kept there; keys are small letters and digits")
        path, last = self._path(book), head.seq if head is not None else 0
        try:
            return self._append(path, store, book, last, last_chance=last_chance)
        except (Changed, FileNotFoundError):
            if self._known.pop(book, None) is None:
                raise
            return self._append(path, store, book, last, last_chance=last_chance)

    def _append(self, path: Path, store: Reader, book: str, last: int, *, last_chance: bool) -> int:
        """Write piece by piece; unless it is the last chance, what would take long is left for the next time."""
        patience = LAST_PATIENCE if last_chance else PATIENCE
        until = float("inf") if last_chance else self._clock() + SLOW
        which, seq = self._known.get(book, (None, 0))
        cut_off = b""
        if which is None:
            which, tail = self._medium.ask(patience, look, path)
            seq, cut_off = _end_of(tail)
            if seq > last and (more := self._more(path, tail, store, book)):
                raise _Ahead(self._ahead_words(book, more))
            _check_end(tail, store, book, seq)
        before = seq
        while (seq < last and self._clock() <= until) or cut_off:
            upto = min(last, seq + AT_ONCE)
            data = b"".join(map(to_jsonl, store.checked(book, seq + 1, upto)))
            if not data.startswith(cut_off):
                raise _not_a_beginning(seq + 1)
            which = self._medium.ask(patience, put, path, which, data[len(cut_off) :])
            seq, cut_off = upto, b""
            self._known[book] = (which, seq)
        self._known[book] = (which, seq)
        return seq - before

    def _more(self, path: Path, tail: bytes, store: Reader, book: str) -> list[Line]:
        """The lines that the mirror has after the last one of the book; none where they do not go on from there."""
        last = store.last(book)
        first = last.seq if last is not None else 1
        lines: list[Line] = []
        for text in reversed(tail.split(b"\n")[:-1]):
            if lines and lines[-1].seq <= first:
                break
            try:
                lines.append(parse_line(path, 0, text))
            except BookError:  # cut at the beginning of the tail
                break
        lines.reverse()
        if lines and lines[0].seq > first:
            lines = self._medium.ask(LAST_PATIENCE, _from, path, first)
        if last is not None and (not lines or lines.pop(0) != last):
            return []
        _, problem = linked(lines, last)
        return [] if problem else lines

    def _ahead_words(self, book: str, more: list[Line]) -> str:
        first, last = more[0], more[-1]
        which = f"entry {last.seq}" if len(more) == 1 else f"entries {first.seq} to {last.seq}"
        return (
            f"The backup folder {self.folder} is ahead of the {self._named(book)}: it also has {which}, recorded until "
            f"{last.at[:10]} {last.at[11:16]} UTC. So this database is an older copy, and nothing is recorded in it until "
            f"these are taken over: Enter on the line of Home that says so, or boardtui import book {self._path(book)}"
        )

    def _told(self, book: str, error: Exception) -> str:
        if isinstance(error, FileNotFoundError):
            why, remedy = "it is not there", "Plug it in, or make the folder: what is missing is then written to it"
        elif isinstance(error, OSError):
            why, remedy = in_plain_words(error), "Correct that: what is missing is then written to it"
        else:
            why = str(error).rstrip(".")
            remedy = f"Nothing there was changed. Put {self._path(book).name} elsewhere: a new one is then written"
        return (
            f"The backup folder {self.folder} does not have all of the {self._named(book)}, because {why}. {remedy}. "
            "The book is safe."
        )

    def _told_hanging(self, book: str) -> str:
        return (
            f"The backup folder {self.folder} does not answer, so the {self._named(book)} lags behind there; nobody waits "
            "for it. What is missing is written when it answers again. The book is safe."
        )

    def _told_slow(self) -> str:
        return (
            f"The backup folder {self.folder} is slow: for {REST:.0f} seconds nothing is written to it. "
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
        raise BookError(not_read(path, error)) from error


def _from(path: Path, seq: int) -> list[Line]:
    return [line for line in read_mirror(path) if line.seq >= seq]


def _end_of(tail: bytes) -> tuple[int, bytes]:
    """The number of the last whole line, and what was cut off after it."""
    *_, last, cut_off = [b"", *tail.split(b"\n")]
    if len(cut_off) == len(tail):
        return 0, cut_off
    try:
        return msgspec.json.decode(last, type=_Numbered).seq, cut_off
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BookError("the end of what is there is no line of a minute book") from error


def _check_end(tail: bytes, store: Reader, book: str, seq: int) -> None:
    """Refuse a mirror whose last whole line does not stand in the book just so: its hash stands for all before it."""
    *_, last, cut_off = [b"", *tail.split(b"\n")]
    if len(cut_off) == len(tail):
        return
    line = next(iter(store.lines(book, seq, seq)), None)
    if line is None or to_jsonl(line) != last + b"\n":
        raise _not_a_beginning(seq)


def _not_a_beginning(seq: int) -> BookError:
    return BookError(f"what is there is not the beginning of this book (from entry {seq} or earlier on)")

"""Lines of a book as entries, and folded to a stretch; what cannot be is told by its number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import msgspec

from boardtui.book.chain import Line
from boardtui.book.errors import BookError, Damaged, Newer, NoEntry, OfEntry
from boardtui.book.reader import Reader
from boardtui.meeting.entries import AnyEntry, decode, decode_all, is_of_newer
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State


def take(stretch: Stretch, line: Line) -> State:
    """Fold a line of the book into its stretch. Damaged where it is no entry, Refused where it is not allowed."""
    return stretch.take(line.seq, line.at, line.by, entry_of(line))


def entry_of(line: Line) -> AnyEntry:
    """The entry that a line of the book holds. Damaged where it is no entry, or withheld."""
    if line.entry is None:
        raise Damaged(f"Entry {line.seq} is withheld: this is a public copy, which cannot be gone through in full.")
    try:
        return decode(line.entry)
    except msgspec.MsgspecError as error:
        if is_of_newer(line.entry):
            raise Newer(
                line.book,
                line.seq,
                "was recorded by a newer boardtui than this one. Update boardtui on this computer, then open it again.",
            ) from error
        raise NoEntry(
            line.book,
            line.seq,
            f"is not an entry that this program knows: {error}. "
            "Where a newer boardtui wrote it, update boardtui on this computer.",
        ) from error


def entries_of(lines: list[Line]) -> tuple[list[AnyEntry], BookError | None]:
    """The entries up to the first that cannot be read, and what is raised about that one. Quicker than one by one."""
    with suppress(msgspec.MsgspecError):
        return decode_all([line.entry or b"" for line in lines]), None
    decoded: list[AnyEntry] = []
    try:
        for line in lines:
            decoded.append(entry_of(line))  # noqa: PERF401 - those before one that cannot be read are answered
    except BookError as error:
        return decoded, error
    return decoded, None


@contextmanager
def called_by_body(store: Reader) -> Iterator[None]:
    """Have what is wrong with an entry name the book as the database does: by the body whose it is."""
    try:
        yield
    except OfEntry as error:
        error.named = store.named(error.book)
        raise


def fold_book(store: Reader, book: str, lines: list[Line], before: State | None = None) -> Stretch:
    """The stretch that lines of a database's book fold to. Damaged names the body and the entry that does not fit."""
    with called_by_body(store):
        return fold_lines(book, lines, before)


def fold_lines(book: str, lines: list[Line], before: State | None = None) -> Stretch:
    """The stretch that lines of a book fold to. Damaged names the entry that does not fit."""
    stretch = Stretch(book, before)
    entries, unread = entries_of(lines)
    for line, entry in zip(lines, entries, strict=False):  # fewer were decoded where one could not be
        try:
            stretch.take(line.seq, line.at, line.by, entry)
        except Refused as refused:
            raise NoEntry(book, line.seq, f"is not allowed: {refused}") from refused
    if unread is not None:
        raise unread
    return stretch

"""Verification: whether a book is intact, and whether an earlier copy is a beginning of it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from boardtui.book.chain import GENESIS, OPENING_KIND, Line, check_canonical, check_link, key_of, kind_of
from boardtui.book.errors import Altered
from boardtui.book.reader import CHUNK, Reader


class Verified(NamedTuple):
    """What verification found: how many entries are intact from the beginning, the hash of the last of them, and
    the first that is wrong (its place in the book, and a sentence), or None and None.
    """

    entries: int
    head: str
    seq: int | None
    problem: str | None


def verify_lines(lines: Iterable[Line]) -> Verified:
    """Recompute every digest, hash and link of a book from its first line on, and stop at the first that is wrong."""
    previous: Line | None = None
    for line in lines:
        problem = check_link(line, previous)
        if problem is None and line.entry is not None and (problem := check_canonical(line.entry)):
            problem = f"Entry {line.seq} is not as boardtui writes it. {problem}"
        if problem is not None:
            return _found(previous, problem)
        previous = line
    return _found(previous, None)


def verify_store(store: Reader, book: str) -> Verified:
    """Verify a book in its database: the file (raises Damaged), the chain, and what the database lists beside it."""
    store.check_file()
    verified = verify_lines(store.lines(book))
    if verified.problem is not None:
        return verified
    wrong = check_index(store, book)
    return verified if wrong is None else verified._replace(seq=wrong[0], problem=wrong[1])


def first_fault(store: Reader, book: str, pause: Callable[[], None] | None = None) -> Altered | None:
    """The first fault of a book's chain, or of what is listed beside it; its steps and the file are not looked at.

    ``pause`` is called again and again, so that a check in the background leaves the processor to others.
    """
    try:
        for line in store.checked(book):
            if pause is not None and line.seq % CHUNK == 0:
                pause()
    except Altered as fault:
        return fault
    wrong = next(index_problems(store, book, pause), None)
    return None if wrong is None else store.altered(book, *wrong)


def check_index(store: Reader, book: str) -> tuple[int, str] | None:
    """Return the first entry whose listed `kind`, `key` or `segment` is not what the entries say, and a sentence."""
    return next(index_problems(store, book), None)


def index_problems(store: Reader, book: str, pause: Callable[[], None] | None = None) -> Iterator[tuple[int, str]]:
    """Yield every entry whose listed `kind`, `key` or `segment` is not what the entries say, and a sentence."""
    segment = 0
    starts = []
    for seq, stored, kind, key, entry in store.listed(book):
        if pause is not None and seq % CHUNK == 0:
            pause()
        try:
            own = kind_of(entry)
        except ValueError as error:
            yield seq, f"Entry {seq} is not an entry of a minute book. {error}"
            continue
        if own != kind:
            yield seq, f"Entry {seq} is listed as {kind!r}, but it says itself that it is {own!r}."
        if own == OPENING_KIND:
            segment = seq
            starts.append(seq)
        if key != key_of(entry):
            yield seq, f"Entry {seq} is listed under the key {key!r}, which is not what it says itself."
        if stored != segment:
            yield (
                seq,
                f"Entry {seq} is listed under the meeting that begins at entry {stored}, not at entry {segment}.",
            )
    listed = [segment.seq for segment in store.segments(book)]
    if listed != starts:
        yield 1, "The list of where meetings begin is not what the entries say."


def _found(previous: Line | None, problem: str | None) -> Verified:
    entries, head = (0, GENESIS) if previous is None else (previous.seq, previous.hash)
    return Verified(entries, head, None if problem is None else entries + 1, problem)


def extends(lines: Iterable[Line], old_lines: Iterable[Line]) -> str | None:
    """Return None where an earlier copy (private or public) is a beginning of the book, else a sentence.

    The book's own lines are taken as verified; the earlier copy is verified on the way.
    """
    previous: Line | None = None
    old_iterator = iter(old_lines)
    for line, old in zip_longest(lines, old_iterator):
        if old is None:
            break
        if problem := check_link(old, previous):
            return f"The earlier copy is itself not intact, so it proves nothing. {problem}"
        if line is None:
            return f"The earlier copy has an entry {old.seq}, which this book has no longer: the book was cut short."
        if _head_of(line) != _head_of(old):
            return (
                f"Entry {old.seq} is not the entry {old.seq} of the earlier copy: the book was rewritten from there on."
            )
        previous = old
    return "The earlier copy holds no entries, so it proves nothing." if previous is None else None


def _head_of(line: Line) -> tuple[str, int, str, str, str, str, str]:
    return line.book, line.seq, line.at, line.by, line.prev, line.digest, line.hash

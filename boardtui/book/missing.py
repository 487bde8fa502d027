"""What a file lacks of what was recorded in it, where a copy of it, an older one or another, has taken its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path

from boardtui.book.chain import GENESIS, OPENING_KIND, Line, check_link, kind_of
from boardtui.book.errors import Missing
from boardtui.book.files import atomic_file
from boardtui.book.store import Store
from boardtui.book.transfer import write_jsonl


def missing_words(path: Path, missing: Missing, named: str) -> str:
    """What happened to the file, and where the missing entries still are; ``named`` is how the book is called."""
    kept = f"{missing.numbers.capitalize()} of the {named}, recorded here, "
    kept += "is not in it" if len(missing.lines) == 1 else "are not in it"
    register = "What was changed in the setup since that copy was made is not in it either."
    if missing.continues:
        ends = f"ends at entry {missing.ends}" if missing.ends else "has no entry of this book"
        return f"{path} {ends}: it was replaced by an older copy. {kept}, but still known to this program. {register}"
    if missing.ends < missing.lines[0].seq - 1:
        return (
            f"{path} ends at entry {missing.ends}: it was replaced by an older copy, and lacks what was recorded after "
            f"that. {missing.numbers.capitalize()} of the {named}, recorded here, can still be written out; the others "
            f"are in no place that this program knows. Nothing more is recorded until the right file is in its place."
        )
    return (
        f"{path} was replaced by a copy that goes on differently after entry {missing.shared}. {kept}, but still known "
        f"to this program. Nothing more is recorded until the right file is in its place. {register}"
    )


def find_missing(
    store: Store, book: str, recorded: Sequence[Line], elsewhere: Callable[[int], Iterable[Line]]
) -> Missing:
    """Compare the file with what was recorded in it.

    Args:
        store: the file as it is now, which does not have the last of ``recorded``.
        book: the key of the book.
        recorded: the lines that were read from the file or recorded in it, the last of them the book's last.
        elsewhere: gives the lines after an entry from the second place, for a file that ends before ``recorded``.
    """
    head = store.head(book)
    ends = head.seq if head is not None else 0
    known = list(recorded)
    if ends < known[0].seq - 1:
        before = [line for line in elsewhere(ends) if line.seq < known[0].seq]
        if before and all(check_link(line, previous) is None for previous, line in pairwise([*before, known[0]])):
            known = [*before, *known]
    shared = known[0].seq - 1
    for line, there in zip(known, store.lines(book, known[0].seq), strict=False):
        if line != there:
            break
        shared = line.seq
    after = next(iter(store.lines(book, shared, shared)), None)
    lines = tuple(line for line in known if line.seq > shared)
    follows = lines[0].prev == (after.hash if after is not None else GENESIS if shared == 0 else "")
    return Missing(book, lines, shared if follows else 0, follows and shared == ends, ends)


def put_back(store: Store, missing: Missing) -> None:
    """Record the missing entries in the file again, just as they were, all or none. Raises as ``append_many`` does."""
    store.append_many((line, kind := kind_of(line.entry or b""), kind == OPENING_KIND) for line in missing.lines)


def beside(store: Store, missing: Missing) -> Path:
    """Where the book is written to, beside the database that lacks its end."""
    return store.path.with_name(f"{missing.book}-to-{missing.lines[-1].seq}.jsonl")


def write_out(store: Store, missing: Missing, path: Path) -> None:
    """Write the book as it was recorded here to a file of JSON Lines (0600): what both have, then what is missing."""
    shared: Iterator[Line] = store.lines(missing.book, 1, missing.shared) if missing.shared else iter(())
    with atomic_file(path) as file:
        write_jsonl(chain(shared, missing.lines), file)

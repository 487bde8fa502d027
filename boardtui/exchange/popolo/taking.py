"""Takes Popolo files into a book of their own: the whole of it or nothing, replayable and recounted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from boardtui.book.store import Store
from boardtui.charter.spelling import SLUG
from boardtui.charter.words import counted
from boardtui.exchange.popolo.gathering import gather
from boardtui.exchange.popolo.minuting import ImportReport, Minuting, Row
from boardtui.exchange.popolo.reading import PopoloError
from boardtui.exchange.popolo.records import Gathered, Remarks
from boardtui.exchange.popolo.sittings import Sitting, sittings

Progress = Callable[[Iterable[Sitting], int], Iterable[Sitting]]
_FIGURES = tuple(name for name in ImportReport.__struct_fields__ if name not in ("differences", "remarks"))


class Taken(msgspec.Struct):
    """What an import took, skipped, left out and found to differ."""

    found: ImportReport
    gathered: Gathered

    def figures(self) -> dict[str, int]:
        """The figures, as the last line of the command has them."""
        figures = {name: int(getattr(self.found, name)) for name in _FIGURES}
        return {**figures, "skipped": self.gathered.skipped.count}

    def words(self) -> Iterator[str]:
        """What the user is told, line by line."""
        yield from _listed("differs", self.found.differences)
        yield from _listed("skipped", self.gathered.skipped)
        yield from _listed("note", self.found.remarks)
        unvoted = sum(1 for _ in self.gathered.unvoted())
        if unvoted:
            have = counted(unvoted, "motion has", "motions have")
            yield f"{have} no vote event, so there was nothing to recount and it was not imported."
        if self.gathered.ignored:
            most = ", ".join(f"{name} ({count})" for name, count in self.gathered.ignored.most_common(12))
            more = "" if len(self.gathered.ignored) <= 12 else f" and {len(self.gathered.ignored) - 12} further fields"
            yield f"Left out, since a minute book has no place for it: {most}{more}."


def take(store: Store, paths: list[Path], book: str, by: str, *, taken: Collection[str], progress: Progress) -> Taken:
    """Take the files into a new book.

    Args:
        store: the open database.
        paths: the files; what one names may stand in another.
        book: the name of the new book.
        by: who records.
        taken: names that a new book may not bear, those of the bodies and of the books there are.
        progress: gives the meetings back one by one and may show how far it is; it is told how many they are.

    Raises:
        PopoloError: nothing was taken in, and why.
        BookError: the database refused; nothing was taken in.
    """
    _check_name(book, taken)
    gathered = gather(paths)
    held = sittings(gathered)
    if not held:
        reasons = "; ".join(gathered.skipped.shown[:3]) or "there is none"
        raise PopoloError(f"Nothing was imported, since no vote event can be used: {reasons}.")
    gathered.events.clear()
    minuting = Minuting(book, by, gathered)
    store.append_many(_rows(minuting, progress(_each_once(held), len(held))))
    return Taken(minuting.found, gathered)


def _check_name(book: str, taken: Collection[str]) -> None:
    if not SLUG.fullmatch(book):
        raise PopoloError(f"The book cannot be named {book[:70]!r}; use small letters, digits and hyphens, at most 64.")
    if book in taken:
        raise PopoloError(f"There is a book or a body named {book} already; Popolo data go into a book of their own.")


def _rows(minuting: Minuting, held: Iterable[Sitting]) -> Iterator[Row]:
    for sitting in held:
        yield from minuting.meeting(sitting)


def _each_once(held: list[Sitting]) -> Iterator[Sitting]:
    """The meetings in order, each let go of once it is done."""
    held.reverse()
    while held:
        yield held.pop()


def _listed(what: str, told: Remarks) -> Iterator[str]:
    for text in told.shown:
        yield f"{what}: {text}"
    if told.count > len(told.shown):
        yield f"{what}: {told.count - len(told.shown)} more of the same kind."

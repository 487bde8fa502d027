"""A key that an entry brings in names one matter in all of a book, so a later meeting may not bring it in again."""

from __future__ import annotations

from collections.abc import Callable

from boardtui.book.chain import BRINGS_IN
from boardtui.book.reader import Reader
from boardtui.meeting.entries import AnyEntry, MeetingConvened, kind
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused


def refuse_known_key(reader: Reader, book: str, entry: AnyEntry, begins: int, past: Callable[[int], Stretch]) -> None:
    """Refuse a key that an earlier meeting of this book has brought in; within a meeting the fold sees to it.

    Args:
        reader: what the book is read from.
        book: which.
        entry: what is to be recorded.
        begins: the number of the first entry of the meeting that it belongs to.
        past: the stretch that holds an entry, by its number.
    """
    field = BRINGS_IN.get(kind(entry))
    if field is None:
        return
    key = getattr(entry, field)
    for other in (bringing for bringing, named in BRINGS_IN.items() if named == field):
        before = [seq for seq in reader.bringing_in(book, other, key) if seq < begins]
        if isinstance(entry, MeetingConvened):
            before = [seq for seq in before if not past(seq).state.called_off]
        if before:
            article = "an" if field[0] in "aeiou" else "a"
            raise Refused(f"There is {article} {field} {key} in this book already; choose another key.")

"""All that is asked of the tellers of one book."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tests.agreement.adding import wrong_sums
from tests.agreement.books import Telling
from tests.agreement.choices import choices_left_out
from tests.agreement.comparing import disagreements, left_out
from tests.agreement.events import wrong_times
from tests.agreement.hidden import told_although_private
from tests.agreement.lint import faults_of
from tests.agreement.naive import standing
from tests.agreement.present import wrong_number, wrong_presence
from tests.agreement.programs import wrong_calendar
from tests.agreement.registers import registers_left_out
from tests.agreement.room import wrong_quorum, wrong_room
from tests.agreement.screens import wrong_bars, wrong_replay
from tests.agreement.year import wrong_attendance


def wrong(book: Telling, texts: dict[str, str]) -> Iterator[str]:
    """What is wrong in what is told of a book, a sentence each."""
    yield from map(str, disagreements(book, texts))
    yield from left_out(book, texts)
    yield from choices_left_out(standing(book.lines), texts)
    yield from registers_left_out(book.lines, texts)
    yield from wrong_presence(book.lines, texts)
    yield from wrong_number(book.lines, texts)
    yield from (words for name, text in texts.items() for words in wrong_times(name, text))
    yield from wrong_room(book.lines, texts)
    yield from wrong_quorum(texts)
    yield from wrong_bars(book.lines, texts)
    yield from wrong_replay(book.lines, texts)
    yield from wrong_attendance(texts)
    yield from told_although_private(book.lines, texts)
    yield from wrong_calendar(texts, {stretch.state.meeting for stretch in book.stretches})
    for name, text in texts.items():
        yield from _wrong_by_itself(name, text)


@lru_cache(4096)
def _wrong_by_itself(name: str, text: str) -> tuple[str, ...]:
    """What is wrong in one text, whatever the others say; worked out once where only another of them is changed."""
    sums = (f"{name}: does not add up: {one}" for one in wrong_sums(name, text))
    return tuple(dict.fromkeys((*sums, *(f"{name}: {fault}: {words}" for fault, words in faults_of(name, text)))))

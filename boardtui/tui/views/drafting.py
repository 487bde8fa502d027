"""Draws the notes of a meeting for drafting: item by item, and what was first noted where words were changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from boardtui.dates import date_words
from boardtui.meeting.entries import NoteTaken, ParagraphDrafted, QuestionAsked
from boardtui.meeting.followup.questions import question_words, told
from boardtui.meeting.state.state import Item, Note, Stamped, State
from boardtui.tui.safe import EMPTY, Line, Span, line, wrap
from boardtui.tui.widgets.rows import Row

MEETING = "item:"  # the row of what was noted on no item


def note_rows(state: State, marked: Collection[int]) -> list[Row]:
    """A row for each item, and under it one for each note; marked ones are about to become one paragraph."""
    rows: list[Row] = []
    for key, item in state.items.items():
        number = item.agenda.number.rstrip(".")
        rows.append(
            Row(f"{MEETING}{key}", line(*_secret(item), Span(f"{number} {item.agenda.title}".strip(), "heading")))
        )
        rows += _noted(state, key, marked)
    rows.append(Row(MEETING, line(Span("The meeting as a whole", "heading"))))
    return [*rows, *_noted(state, None, marked)]


def _secret(item: Item) -> Line:
    return (Span("confidential: ", "bad"),) if item.agenda.confidential else EMPTY


def note_lines(state: State, lines: Sequence[Stamped], note: Note, width: int) -> list[Line]:
    """A note in full; under a paragraph stands what was first noted."""
    shown: list[Line] = [line(Span("CONFIDENTIAL", "bad"))] if note.confidential else []
    shown += wrap(told(state, note, date_words), width)
    first = list(_sources(state, lines, note.seq))
    if not first:
        return shown
    shown += [EMPTY, line(Span("As it was first noted", "strong"))]
    for text in first:
        shown += wrap(text, width, "dim", "  ")
    return shown


def _noted(state: State, key: str | None, marked: Collection[int]) -> list[Row]:
    return [Row(str(note.seq), _row(note, note.seq in marked)) for note in state.notes if note.item == key]


def _row(note: Note, marked: bool) -> Line:
    mark = Span("  ✓ " if marked else "    ", "accent")
    secret = Span("confidential: ", "bad") if note.confidential else Span("")
    return line(mark, secret, " ".join(note.text.split()))


def _sources(state: State, lines: Sequence[Stamped], seq: int) -> Iterator[str]:
    """The notes that were taken in the meeting and of which the paragraph ``seq`` was made."""
    entries = {line.seq: line.entry for line in lines}
    entry = entries.get(seq)
    if not isinstance(entry, ParagraphDrafted):
        return
    for number in entry.replaces:
        noted = entries.get(number)
        if isinstance(noted, NoteTaken):
            yield noted.text
        elif isinstance(noted, QuestionAsked):
            yield question_words(state, noted)
        else:
            yield from _sources(state, lines, number)

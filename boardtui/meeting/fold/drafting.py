"""The draft of the minutes: rough notes put into words that can be circulated, while the notes stay in the book."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting.entries import ParagraphDrafted
from boardtui.meeting.state.append_log import Log
from boardtui.meeting.state.check import known, require
from boardtui.meeting.state.state import Note, Stamped, State


def draft(state: State, stamped: Stamped) -> State:
    """A paragraph takes the place of notes, or stands after them; also once the meeting is closed.

    The next meeting begins a stretch of its own, so from then on minutes are only corrected.
    """
    entry = stamped.entry
    assert isinstance(entry, ParagraphDrafted)
    require(state.phase != "none", "No meeting has been convened.")
    if entry.item is not None:
        known(entry.item, state.items, "agenda item")
    require(bool(entry.text.strip()), "The paragraph is empty; to leave a note out, undo it.")
    replaced = _replaced(state, entry, stamped.confidential)
    first = replaced[0] if replaced else None
    paragraph = Note(
        seq=stamped.seq,
        at=first.at if first else stamped.at,
        item=entry.item,
        text=entry.text,
        confidential=stamped.confidential,
        place=first.place if first else stamped.seq,
        questions=tuple(question for note in replaced for question in note.questions),
    )
    return replace(state, notes=_in_place(state.notes, paragraph, replaced))


def _replaced(state: State, entry: ParagraphDrafted, confidential: bool) -> list[Note]:
    """The notes whose place is taken, in the order of the minutes; what was public stays public, and the reverse."""
    require(len(set(entry.replaces)) == len(entry.replaces), "A note is named twice.")
    notes = [note for note in state.notes if note.seq in entry.replaces]
    for seq in entry.replaces:
        require(any(note.seq == seq for note in notes), f"There is no note {seq} in this meeting.")
    for note in notes:
        require(note.item == entry.item, f"Note {note.seq} is on another agenda item.")
        hidden = "confidential" if note.confidential else "public"
        require(
            note.confidential == confidential,
            f"Note {note.seq} is {hidden}, so the paragraph in its place must be so, too.",
        )
    return notes


def _in_place(notes: Log[Note], paragraph: Note, replaced: list[Note]) -> Log[Note]:
    if not replaced:
        return notes.plus(paragraph)
    first = replaced[0]
    kept = [paragraph if note is first else note for note in notes if note is first or note not in replaced]
    return Log.of(kept)

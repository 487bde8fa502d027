"""The draft of the minutes: notes are put into other words, and stay in the book as they were taken."""

from __future__ import annotations

import pytest

from boardtui.meeting.entries import (
    EntryRetracted,
    ItemAdded,
    MeetingClosed,
    NoteTaken,
    ParagraphDrafted,
    PublicExcluded,
    PublicReadmitted,
)
from boardtui.meeting.fold.stated_times import wall_time
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.words.entry_words import tell, tell_in
from tests.build import closed, convened_next, record, refused, sitting


def _noted(*texts: str) -> Stretch:
    """The capital item with these notes."""
    return record(sitting(), *(NoteTaken(item="capital", text=text) for text in texts))


def _seqs(board: Stretch) -> list[int]:
    return [note.seq for note in board.state.notes]


def _texts(board: Stretch) -> list[str]:
    return [note.text for note in board.state.notes]


def test_a_paragraph_takes_the_place_of_the_notes_that_it_words_anew() -> None:
    board = _noted("cap prios, HWE asks re dental", "chair sums up", "vote next")
    first, second, _ = _seqs(board)
    record(board, ParagraphDrafted(item="capital", text="Healthwatch asked after dentistry.", replaces=(first, second)))
    assert _texts(board) == ["Healthwatch asked after dentistry.", "vote next"]
    assert board.state.notes[0].at == board.lines[first - 1].at


def test_a_drafted_paragraph_can_be_worded_anew_itself() -> None:
    board = _noted("rough")
    record(board, ParagraphDrafted(item="capital", text="Better.", replaces=(_seqs(board)[0],)))
    record(board, ParagraphDrafted(item="capital", text="Best.", replaces=(_seqs(board)[0],)))
    assert _texts(board) == ["Best."]


def test_minutes_are_drafted_after_the_meeting_until_the_next_is_convened() -> None:
    board = closed(_noted("rough"))
    record(board, ParagraphDrafted(item="capital", text="The Board heard the paper.", replaces=(_seqs(board)[0],)))
    record(board, ParagraphDrafted(item="objectives", text="There was no time for this item."))
    assert _texts(board) == ["The Board heard the paper.", "There was no time for this item."]
    after = Stretch(board.state.book, board.state)
    record(after, convened_next(board.state))
    assert (
        "no note" in refused(after, ParagraphDrafted(item="capital", text="Late.", replaces=(_seqs(board)[0],))).reason
    )


def test_taking_a_paragraph_back_brings_the_notes_back() -> None:
    board = _noted("rough")
    before = board.state
    record(board, ParagraphDrafted(item="capital", text="Better.", replaces=(_seqs(board)[0],)))
    record(board, EntryRetracted(seq=board.lines[-1].seq, reason="not so"))
    assert board.state == before


def test_a_note_on_which_a_paragraph_rests_cannot_be_taken_back() -> None:
    board = _noted("rough")
    seq = _seqs(board)[0]
    record(board, ParagraphDrafted(item="capital", text="Better.", replaces=(seq,)))
    assert "depends on it" in refused(board, EntryRetracted(seq=seq, reason="wrong")).reason


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (ParagraphDrafted(item="capital", text="  "), "is empty"),
        (ParagraphDrafted(item="nowhere", text="x"), "no agenda item"),
        (ParagraphDrafted(item="capital", text="x", replaces=(1,)), "no note 1"),
        (ParagraphDrafted(item="capital", text="x", replaces=(0, 0)), "named twice"),
    ],
)
def test_what_makes_no_sense_is_refused(entry: ParagraphDrafted, reason: str) -> None:
    assert reason in refused(_noted("rough"), entry).reason


def test_a_note_on_another_item_is_not_replaced() -> None:
    board = _noted("rough")
    entry = ParagraphDrafted(item="objectives", text="x", replaces=(_seqs(board)[0],))
    assert "another agenda item" in refused(board, entry).reason


def test_what_was_confidential_stays_so_and_what_was_public_stays_public() -> None:
    board = record(_noted("open"), NoteTaken(item="capital", text="secret", confidential=True))
    public, secret = _seqs(board)
    assert "is public" in refused(board, ParagraphDrafted("capital", "x", (public,), confidential=True)).reason
    assert "must be so" in refused(board, ParagraphDrafted("capital", "x", (public, secret))).reason
    record(board, ParagraphDrafted("capital", "hidden", (secret,)))
    assert board.lines[-1].confidential and board.state.notes[-1].confidential


def test_while_the_public_is_excluded_all_that_is_drafted_is_confidential() -> None:
    board = record(_noted("open"), PublicExcluded(reason="terms"))
    assert "is public" in refused(board, ParagraphDrafted("capital", "x", (_seqs(board)[0],))).reason
    record(board, ParagraphDrafted("capital", "In private."), PublicReadmitted())
    assert board.state.notes[-1].confidential


def test_a_meeting_that_ends_in_private_leaves_public_notes_public() -> None:
    board = record(_noted("open"), PublicExcluded(reason="terms"), MeetingClosed())
    record(board, ParagraphDrafted("capital", "Worded anew.", (_seqs(board)[0],)))
    assert not board.lines[-1].confidential
    record(board, ParagraphDrafted("capital", "Of the private part.", confidential=True))
    assert board.lines[-1].confidential


def test_a_paragraph_on_a_confidential_item_is_confidential_after_the_meeting_too() -> None:
    board = closed(record(sitting(), ItemAdded(item="estates", title="Estates", confidential=True)))
    record(board, ParagraphDrafted("estates", "The terms were discussed."))
    assert board.lines[-1].confidential


def test_the_record_says_which_notes_a_paragraph_replaces() -> None:
    board = _noted("rough", "rougher")
    record(board, ParagraphDrafted("capital", "Better.", tuple(_seqs(board))))
    (taken,) = {wall_time(board.state, line.at) for line in board.lines if isinstance(line.entry, NoteTaken)}
    assert tell_in(board, board.lines[-1]) == f"paragraph drafted in place of the notes of {taken} on item 3: Better."
    assert tell(board.state, board.lines[-1].entry) == "paragraph drafted in place of 2 notes on item 3: Better."
    record(board, ParagraphDrafted("capital", "Best.", (board.lines[-1].seq,)))
    assert tell(board.state, board.lines[-1].entry) == "paragraph drafted in place of the note on item 3: Best."

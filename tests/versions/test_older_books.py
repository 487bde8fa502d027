"""Books of meetings convened under older vocabularies: the same is withheld of them, and they count and number as then."""

from __future__ import annotations

import gzip
import json
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from boardtui.desk.replay import meeting_json
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import key_of, public_matter
from boardtui.meeting.fold.stretch import Stretch
from tests.build import BOARD, CLERK
from tests.versions import HERE

BOOKS = json.loads(gzip.decompress((HERE / "books-2.json.gz").read_bytes()))
"""What the program recorded under vocabulary 2 at random, with what it said of it; see ``folded``."""

_HIDDEN_THEN = ("issues", "actions", "interests", "withheld", "corrections", "answers", "decisions")


def folded(book: dict[str, Any], vocabulary: int) -> list[Stretch]:
    """The stretches of a book whose meetings were convened under that vocabulary."""
    stretches = [Stretch(BOARD)]
    for seq, (recorded, at) in enumerate(book["entries"], 1):
        entry = e.decode(msgspec.json.encode(recorded))
        if isinstance(entry, e.MeetingConvened):
            entry = replace(entry, vocabulary=vocabulary)
            if stretches[-1].lines:
                stretches.append(Stretch(BOARD, stretches[-1].state))
        stretches[-1].take(seq, at, CLERK, entry)
    return stretches


def told(stretch: Stretch) -> dict[str, Any]:
    """What a meeting comes to, its numbers, and what of it the next one carries in public."""
    state = stretch.state
    carried = public_matter(state)
    found = {
        **meeting_json(state),
        "numbers": {motion.key: motion.number for motion in state.motions.values()},
        "items": {item.agenda.item: item.agenda.number for item in state.items.values()},
        "carried": {name: [key_of(one) for one in getattr(carried, name)] for name in _HIDDEN_THEN},
    }
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@pytest.mark.parametrize("vocabulary", [1, 2])
@pytest.mark.parametrize("book", BOOKS, ids=range(len(BOOKS)))
def test_an_older_book_withholds_counts_and_numbers_as_it_did(book: dict[str, Any], vocabulary: int) -> None:
    stretches = folded(book, vocabulary)
    lines = [line for stretch in stretches for line in stretch.lines]
    public = {line.seq for stretch in stretches for line in stretch.public_lines()}
    assert [line.seq for line in lines if line.confidential] == book["confidential"]
    assert [line.seq for line in lines if line.seq not in public] == book["withheld"]
    assert [told(stretch) for stretch in stretches] == book["meetings"]
    assert not any(given.confidential for stretch in stretches for given in stretch.state.meeting_notices)


def test_the_older_books_hold_what_was_judged_in_ways_of_its_own() -> None:
    """Something became confidential later, was so after a close in private, or was taken back."""
    later = [set(book["withheld"]) - set(book["confidential"]) for book in BOOKS]
    kinds = {book["entries"][seq - 1][0]["kind"] for book, seqs in zip(BOOKS, later, strict=True) for seq in seqs}
    hidden = {book["entries"][seq - 1][0]["kind"] for book in BOOKS for seq in book["confidential"]}
    assert {"MotionPut", "RulingMade", "PlaceAttempted"} <= kinds
    assert {"MeetingClosed", "EntryRetracted", "VotesRecorded", "ParagraphDrafted", "ActionUpdated"} <= hidden

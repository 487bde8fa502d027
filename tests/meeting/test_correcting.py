"""An older vote put right: several entries corrected in one step, all or nothing, judged with all that rests on them."""

from __future__ import annotations

from typing import Any

import msgspec

from boardtui.desk.timeline import _entry
from boardtui.meeting.entries import (
    AnyEntry,
    Corrected,
    EntriesCorrected,
    EntryRetracted,
    ItemClosed,
    MemberLeft,
    NoteTaken,
    PublicExcluded,
    PublicReadmitted,
    TimeStated,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of, record_of_copy
from boardtui.meeting.record.steps import Steps
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from tests.build import CAPITAL, at, declare, motion, record, refused, result, sitting, the, votes


def fields(entry: AnyEntry, **changes: Any) -> dict[str, Any]:
    return {**msgspec.to_builtins(entry), **changes}


def decided() -> Stretch:
    """Carried by 11 of 14, three against; afterwards one who voted for has left, and the item is closed."""
    held = record(sitting(), motion(), votes("for", CAPITAL[:11]), votes("against", CAPITAL[11:]))
    return record(declare(held), MemberLeft(CAPITAL[0]), ItemClosed("capital"))


def place(held: Stretch, kind: str, number: int = 0) -> int:
    return [line.seq for line in held.lines if type(line.entry).__name__ == kind][number]


def correction(held: Stretch, reason: str = "Two votes were misheard.") -> EntriesCorrected:
    """One of those for was against: the votes and the result that rests on them, put right together."""
    first, second, result_ = (
        place(held, "VotesRecorded"),
        place(held, "VotesRecorded", 1),
        place(held, "ResultDeclared"),
    )
    found = the(held).result
    assert found is not None
    return EntriesCorrected(
        (
            Corrected(first, fields(votes("for", CAPITAL[1:11]))),
            Corrected(second, fields(votes("against", (CAPITAL[0], *CAPITAL[11:])))),
            Corrected(result_, fields(found, outcome="not_carried", **{"for": 10, "against": 4})),
        ),
        reason,
    )


def test_votes_and_the_result_that_rests_on_them_are_put_right_in_one_step_also_where_a_voter_has_left() -> None:
    held = decided()
    alone = EntriesCorrected(correction(held).entries[:1], "misheard")
    assert "depends on it: The result differs from the count" in refused(held, alone).reason
    record(held, correction(held))
    found = the(held)
    assert (found.status, found.votes[CAPITAL[0]]) == ("not_carried", "against")
    assert found.result is not None and (found.result.for_, found.result.against) == (10, 4)
    text = as_markdown(minutes_document(minutes(held, names="all", entries=0, fingerprint="f" * 64)))
    assert "Not carried." in text


def test_what_was_recorded_stays_in_the_book_and_is_shown_with_what_it_reads_now() -> None:
    held = record(decided(), correction(decided()))
    seq = place(held, "ResultDeclared")
    line = held.line(seq)
    assert line is not None
    told = " ".join(_entry(held, line, ""))
    assert "3.1 not carried: 10 for, 4 against" in told
    assert f"corrected by {held.lines[-1].seq}; it read: motion 3.1 carried: 11 for, 3 against" in told


def test_the_book_is_gone_through_as_it_was_understood_at_each_entry() -> None:
    held = record(decided(), correction(decided()))
    steps = Steps(held, 0)
    steps.go(place(held, "ResultDeclared") - held.lines[0].seq)
    assert steps.state.motions["m1"].status == "carried"
    assert held.state_after(place(held, "ItemClosed")).motions["m1"].status == "carried"
    steps.go(len(held.lines) - 1)
    assert steps.state.motions["m1"].status == "not_carried"


def test_an_entry_may_read_as_if_it_were_not_there() -> None:
    held = decided()
    left = place(held, "MemberLeft")
    record(held, EntriesCorrected((Corrected(left),), "It was somebody else."))
    assert CAPITAL[0] in held.state.present
    assert held.taken_back[left] == held.lines[-1].seq
    assert "no entry" in refused(held, EntriesCorrected((Corrected(left),), "again")).reason


def test_a_correction_is_of_the_same_kind_and_keys() -> None:
    held = decided()
    seq = place(held, "VotesRecorded")
    other = EntriesCorrected((Corrected(seq, fields(NoteTaken(None, "x"))),), "misheard")
    assert "of the kind VotesRecorded" in refused(held, other).reason
    moved = EntriesCorrected((Corrected(seq, fields(votes("for", CAPITAL[:2], "m2"))),), "misheard")
    assert "with the same motion" in refused(held, moved).reason
    assert "cannot read like that" in refused(held, EntriesCorrected((Corrected(seq, {"kind": "Vote"}),), "x")).reason
    assert "Say why" in refused(held, EntriesCorrected((Corrected(seq),), " ")).reason
    assert "Say which" in refused(held, EntriesCorrected((), "x")).reason
    assert "named twice" in refused(held, EntriesCorrected((Corrected(seq), Corrected(seq)), "x")).reason
    assert "cannot be corrected like this" in refused(held, EntriesCorrected((Corrected(1),), "x")).reason


def test_a_correction_is_taken_back_and_the_entries_read_as_they_did() -> None:
    held = record(decided(), correction(decided()))
    seq = held.lines[-1].seq
    again = EntriesCorrected((Corrected(place(held, "ItemClosed"), fields(ItemClosed("capital", "Noted."))),), "added")
    record(held, again, EntryRetracted(seq + 1, "not needed"), EntryRetracted(seq, "They were not misheard."))
    assert the(held).status == "carried"
    assert held.before == {}
    left = EntriesCorrected((Corrected(place(held, "MemberLeft")),), "not so")
    record(held, left)
    assert CAPITAL[0] in held.state.present
    record(held, EntryRetracted(held.lines[-1].seq, "it was so"))
    assert CAPITAL[0] not in held.state.present


def test_a_later_correction_is_taken_back_before_an_earlier_one_of_the_same_entry() -> None:
    held = record(decided(), correction(decided()))
    seq = held.lines[-1].seq
    record(held, correction(held, "again"))
    assert "was corrected once more since; undo that first" in refused(held, EntryRetracted(seq, "x")).reason
    record(held, EntryRetracted(seq + 1, "x"), EntryRetracted(seq, "x"))
    assert the(held).status == "carried"


def test_a_correction_is_public_where_all_its_entries_are_and_a_mixture_is_refused() -> None:
    held = record(decided(), PublicExcluded("a claim"), NoteTaken(None, "Settle."), PublicReadmitted())
    note = place(held, "NoteTaken")
    record(held, EntriesCorrected((Corrected(note, fields(NoteTaken(None, "Do not settle."))),), "misheard"))
    assert held.lines[-1].confidential
    mixed = EntriesCorrected((*correction(held).entries, Corrected(note)), "both")
    assert "correct them separately" in refused(held, mixed).reason
    record(held, correction(held))
    assert not held.lines[-1].confidential
    hiding = EntriesCorrected((Corrected(place(held, "ItemClosed")),), "x")
    assert not record(held, hiding).lines[-1].confidential


def test_what_was_public_stays_public_when_it_is_put_right() -> None:
    held = record(decided(), NoteTaken(None, "Bids are due."))
    marked = fields(NoteTaken(None, "Bids are due.", confidential=True))
    asked = EntriesCorrected((Corrected(held.lines[-1].seq, marked),), "to be kept")
    assert "is public, and stays so" in refused(held, asked).reason


def test_the_public_record_and_a_public_copy_read_as_corrected() -> None:
    held = record(decided(), correction(decided()))
    assert record_of(held, "public").state.motions["m1"].status == "not_carried"
    original = [held.as_read(line, line.seq) for line in held.public_lines()]
    assert record_of_copy(held.state.book, original).state.motions["m1"].status == "not_carried"


def test_a_copy_of_the_meeting_and_a_second_reading_of_the_book_have_the_same() -> None:
    held = record(decided(), correction(decided()))
    original = [held.as_read(line, line.seq) for line in held.lines]
    again = Stretch(held.state.book)
    for line in original:
        again.take(line.seq, line.at, line.by, line.entry)
    assert again.state == held.state == held.copy().state
    record(held.copy(), EntryRetracted(held.lines[-1].seq, "x"))
    assert the(held).status == "not_carried"


def test_a_stated_time_is_kept_when_the_entry_is_put_right() -> None:
    held = record(decided(), NoteTaken(None, "The lift failed."), NoteTaken(None, "It works."))
    seq = held.lines[-1].seq
    record(held, TimeStated(seq, at(seq - 1)))
    record(held, EntriesCorrected((Corrected(seq, fields(NoteTaken(None, "It works again."))),), "reworded"))
    line = held.line(seq)
    assert line is not None
    assert (line.at, line.entry) == (at(seq - 1), NoteTaken(None, "It works again."))


def test_figures_of_the_next_result_rest_on_what_is_put_right() -> None:
    held = record(decided(), correction(decided()))
    record(held, motion("m2"), votes("for", CAPITAL[1:12], "m2"))
    assert result(held, "m2").for_ == 11

"""Entries in words whose matter is known no more, and numbers with their noun."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.words.entry_words import tell_in
from tests import build


def test_a_motion_that_was_undone_is_told_without_its_key() -> None:
    held = build.sitting()
    build.record(held, build.motion("mk7", text="To meet in Ely."))
    build.record(held, e.EntryRetracted(held.lines[-1].seq, "wrong"))
    assert tell_in(held, held.lines[-2]) == "motion put: To meet in Ely."


def test_one_ballot_by_name_is_one() -> None:
    held = build.sitting(present=build.CAPITAL)
    candidates = (e.Candidate("a", "Ann"), e.Candidate("b", "Ben"))
    build.record(held, e.ChoiceOpened("c1", "capital", "Vice-chair", 1, candidates, "most_votes", secret=False))
    build.record(held, e.ChoiceCounted("c1", 1, ballots={build.CAPITAL[0]: ("a",)}))
    assert tell_in(held, held.lines[-1]) == "Vice-chair, round 1 counted: 1 ballot"

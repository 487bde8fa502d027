"""What rests on an entry that is put right: results, votes of those who could not vote then, and what falls away."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.meeting.entries import (
    ConsensusDeclared,
    MemberArrived,
    Objection,
    PublicExcluded,
    PublicReadmitted,
    ResultDeclared,
    VotesRecorded,
)
from boardtui.meeting.fold.putting_right import differences, votes_put_right, with_what_rests
from boardtui.meeting.fold.sitting import found_by_public
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from tests.build import CAPITAL, declare, motion, record, sitting, the, votes


def decided() -> Stretch:
    """Carried by 11 of 14 with three against."""
    return declare(record(sitting(), motion(), votes("for", CAPITAL[:11]), votes("against", CAPITAL[11:])))


def seq_of(held: Stretch, kind: type, number: int = 0) -> int:
    return [line.seq for line in held.lines if isinstance(line.entry, kind)][number]


def test_a_vote_that_was_misheard_changes_the_result_that_rests_on_it() -> None:
    held = decided()
    correction = with_what_rests(held, votes_put_right(held, the(held), CAPITAL[:1], "against"))
    assert len(correction.chosen) == 2 and set(correction.entries) - correction.chosen == {seq_of(held, ResultDeclared)}
    (sentence,) = differences(held.state, correction.state, held.state)
    assert "carried (11 for, 3 against, 0 abstained) before, now not carried (10 for, 4 against" in sentence
    after = record(held, correction.entry("misheard"))
    assert the(after).status == "not_carried" and the(after).votes[CAPITAL[0]] == "against"


def test_a_consensus_that_was_not_reached_is_called_that_when_it_is_put_right() -> None:
    put = motion("m1", item="objectives", rule="agreement", topic="objectives")
    held = record(sitting(item="objectives"), put, ConsensusDeclared("m1", True))
    seq = seq_of(held, ConsensusDeclared)
    otherwise = ConsensusDeclared("m1", False, (Objection(CAPITAL[0]),))
    (sentence,) = differences(held.state, with_what_rests(held, {seq: otherwise}).state, held.state)
    assert "now no consensus (" in sentence and "not carried" not in sentence


def test_an_arrival_that_never_was_takes_the_vote_with_it() -> None:
    held = decided()
    place = next(
        line.seq for line in held.lines if isinstance(line.entry, MemberArrived) and line.entry.member == CAPITAL[0]
    )
    correction = with_what_rests(held, {place: None})
    vote = correction.entries[seq_of(held, VotesRecorded)]
    assert isinstance(vote, VotesRecorded) and vote.voters == CAPITAL[1:11]
    after = record(held, correction.entry("absent"))
    assert CAPITAL[0] not in the(after).votes and the(after).result is not None


def test_the_public_came_back_though_somebody_else_was_there_7() -> None:
    held = record(sitting(), PublicExcluded("A claim"))
    record(held, found_by_public(held.state))
    place = next(
        line.seq for line in held.lines if isinstance(line.entry, MemberArrived) and line.entry.member == CAPITAL[0]
    )
    after = record(held, with_what_rests(held, {place: None}).entry("absent"))
    (came,) = (line.entry for line in after.standing() if isinstance(line.entry, PublicReadmitted))
    assert came == found_by_public(after.state) and CAPITAL[0] not in (came.present or ()) and not after.state.excluded


def test_what_cannot_stand_any_more_is_taken_out() -> None:
    held = decided()
    correction = with_what_rests(held, {seq_of(held, type(motion())): None})
    assert all(entry is None for entry in correction.entries.values()) and not correction.state.motions


def test_a_vote_that_is_so_already_and_one_that_no_entry_can_hold_are_refused() -> None:
    held = decided()
    with pytest.raises(Refused, match="like that already"):
        votes_put_right(held, the(held), CAPITAL[:1], "for")
    with pytest.raises(Refused, match="no entry that could hold it"):
        votes_put_right(held, the(held), CAPITAL[:1], "abstain")
    assert with_what_rests(held, votes_put_right(held, the(held), CAPITAL[11:], "abstain"))
    changed = replace(votes("for", CAPITAL[:11]), voters=("nobody",))
    with pytest.raises(Refused):
        with_what_rests(held, {seq_of(held, VotesRecorded): changed})

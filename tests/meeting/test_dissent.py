"""Dissent noted on request: after the count, before the close, of one who could vote, no more than were counted."""

from __future__ import annotations

from boardtui.meeting.entries import (
    ConsensusDeclared,
    DissentNoted,
    EntryRetracted,
    Objection,
    PublicExcluded,
    PublicReadmitted,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from boardtui.meeting.words.entry_words import tell_in
from boardtui.papers.clock import Clock
from boardtui.papers.motions import motion as minuted
from boardtui.papers.source import Source
from tests.build import BOARD, CAPITAL, SLE, closed, declare, motion, record, refused, sitting, the, votes

THREE = CAPITAL[-3:]


def counted() -> Stretch:
    """A motion carried by 11 of 14 votes: two against, one abstention."""
    held = record(
        sitting(), motion(), votes("for", CAPITAL[:11]), votes("against", THREE[:2]), votes("abstain", THREE[2:])
    )
    return declare(held)


def test_dissent_is_noted_after_the_count_and_minuted_by_name() -> None:
    held = record(counted(), DissentNoted("m1", THREE[0], "against"))
    assert the(held).dissents == {THREE[0]: "against"}
    src = Source(held, "public", Clock(held.state.starts))
    name = held.state.members[THREE[0]].name
    assert f"At the request of {name}, the vote against was noted." in minuted(src, "m1", "dissent").details
    assert tell_in(held, held.lines[-1]) == f"motion 3.1: the vote against of {name} noted at their request"


def test_dissent_is_not_noted_before_the_count_nor_after_the_close() -> None:
    before = record(sitting(), motion())
    assert "after the count" in refused(before, DissentNoted("m1", THREE[0], "against")).reason
    assert "closed" in refused(closed(counted()), DissentNoted("m1", THREE[0], "against")).reason
    assert "no motion" in refused(counted(), DissentNoted("m2", THREE[0], "against")).reason


def test_dissent_is_noted_of_one_who_could_vote() -> None:
    for key in ("independent-chair", "healthwatch", "nobody"):
        if key != "nobody" and key not in counted().state.members:
            continue
        assert refused(counted(), DissentNoted("m1", key, "against"))


def test_the_vote_that_is_noted_is_the_vote_that_was_recorded() -> None:
    reason = refused(counted(), DissentNoted("m1", CAPITAL[0], "against")).reason
    assert reason.endswith("is recorded as for on motion 3.1.")
    assert refused(counted(), DissentNoted("m1", THREE[2], "against"))
    assert record(counted(), DissentNoted("m1", THREE[2], "abstain"))
    twice = record(counted(), DissentNoted("m1", THREE[0], "against"))
    assert "noted already" in refused(twice, DissentNoted("m1", THREE[0], "against")).reason


def test_not_more_dissent_is_noted_than_was_counted() -> None:
    held = declare(record(sitting(), motion(), votes("for", CAPITAL[:11]), votes("against", THREE[:2])))
    reason = refused(held, DissentNoted("m1", THREE[2], "against")).reason
    assert reason == "Motion 3.1 was counted with 2 against, and each of them is named."
    assert "0 abstaining" in refused(held, DissentNoted("m1", THREE[2], "abstain")).reason


def test_of_partners_who_vote_by_name_no_dissent_is_noted() -> None:
    held = sitting(SLE)
    rule = next(rule.key for rule in held.state.charter.rules if rule.unit == "partner")
    partners = tuple(held.state.partners)
    record(held, motion(rule=rule, topic=None, affected=partners[:3]))
    record(held, votes("against", sorted(the(held).electorate.may_vote)))
    declare(held)
    reason = refused(held, DissentNoted("m1", next(iter(held.state.present)), "against"))
    assert "no member's own vote" in reason.reason
    assert reason.clause


def test_the_decision_is_not_taken_back_under_the_dissent() -> None:
    held = record(counted(), DissentNoted("m1", THREE[0], "against"))
    result, dissent = (line.seq for line in held.lines[-2:])
    assert "depends on it" in refused(held, EntryRetracted(result, "counted anew")).reason
    record(held, EntryRetracted(dissent, "withdrawn by the member"), EntryRetracted(result, "counted anew"))
    assert the(held).status == "open"


def test_dissent_on_a_public_motion_is_noted_in_public() -> None:
    held = record(counted(), PublicExcluded("a claim"))
    assert "record it when the public is back" in refused(held, DissentNoted("m1", THREE[0], "against")).reason
    record(held, PublicReadmitted(), DissentNoted("m1", THREE[0], "against"))
    assert record_of(held, "public").state.motions["m1"].dissents == {THREE[0]: "against"}


def test_who_objected_to_consensus_is_named_already() -> None:
    held = sitting(BOARD)
    rule = next(rule.key for rule in held.state.charter.rules if rule.method == "consensus" and rule.topics is None)
    record(held, motion(rule=rule))
    objector, other = sorted(the(held).electorate.may_vote)[:2]
    record(held, ConsensusDeclared("m1", reached=False, objections=(Objection(objector, "cost"),)))
    assert "1 against" in refused(held, DissentNoted("m1", other, "against")).reason

"""What an entry is called in the running record, the timeline and undo."""

from __future__ import annotations

import msgspec

from boardtui.desk.timeline import timeline
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.words.entry_words import tell_in
from boardtui.tui.views.effects import effects
from tests import build

HERE, SEAT = build.CAPITAL[1:], build.CAPITAL[0]


def test_a_deputy_is_named_with_the_holder_of_the_seat_in_whatever_was_done_there() -> None:
    held = build.sitting(present=HERE)
    name = held.state.members[SEAT].name
    acting = f"K Example (deputy for {name})"
    before = len(held.lines)
    build.record(
        held,
        e.MemberArrived(SEAT, deputy="K Example"),
        e.ChairTaken(SEAT),
        e.InterestDeclared(SEAT, ("objectives",), "indirect", "A cousin", "noted"),
        e.MemberLeft(SEAT, "called away"),
        e.MemberArrived(SEAT),
        e.ChairTaken(SEAT),
        e.MemberLeft(SEAT),
    )
    assert [tell_in(held, line) for line in held.lines[before:]] == [
        f"{acting} present",
        f"{acting} in the chair",
        f"interest of {acting}, item 4: noted",
        f"{acting} left: called away",
        f"{name} present",
        f"{name} in the chair",
        f"{name} left",
    ]
    assert f"{acting} left: called away" in "\n".join(timeline([held]))


def test_a_vote_that_was_replaced_stays_that_of_who_cast_it() -> None:
    held = build.sitting(present=HERE, terms={"deputies": "may_vote"})
    build.record(held, e.MemberArrived(SEAT, deputy="K Example"), build.motion(), build.votes("for", [SEAT]))
    first = held.lines[-1]
    build.record(held, e.MemberLeft(SEAT), e.MemberArrived(SEAT), build.votes("against", [SEAT]))
    name = held.state.members[SEAT].name
    assert tell_in(held, first).endswith(f"K Example (deputy for {name}) for")
    assert tell_in(held, held.lines[-1]).endswith(f"{name} against")


def test_an_arrival_undone_or_kept_from_the_public_does_not_name_who_left_in_public() -> None:
    held = build.sitting(present=HERE)
    build.record(held, e.MemberArrived(SEAT, deputy="Slip"))
    build.record(held, e.EntryRetracted(held.lines[-1].seq, "wrong"), e.MemberArrived(SEAT, deputy="K Example"))
    build.record(held, e.MemberLeft(SEAT))
    assert "Slip" not in tell_in(held, held.lines[-1]) and "K Example" in tell_in(held, held.lines[-1])
    build.record(held, e.PublicExcluded("commercial"), e.MemberArrived(SEAT, deputy="Secret"), e.PublicReadmitted())
    build.record(held, e.MemberLeft(SEAT))
    assert "Secret" not in tell_in(held, held.lines[-1])


def test_minutes_approved_are_named_where_those_of_another_meeting_await_approval_too() -> None:
    first = build.closed(build.sitting())
    again = build.closed(build.sitting(before=first.state, meeting="2027-01", carried=public_matter(first.state)))
    third = build.play([build.convened_next(again.state)], before=again.state)
    build.record(third, e.MinutesApproved("2026-11", ("Item 3: 11, not 12.",)))
    assert tell_in(third, third.lines[-1]) == f"minutes of {first.state.title} approved, with 1 correction"
    build.record(third, e.EntryRetracted(third.lines[-1].seq, "first the later one"), e.MinutesApproved("2027-01"))
    assert third.state.minutes_due and "of the last meeting" not in tell_in(third, third.lines[-1])


def test_an_interest_is_told_of_its_items_by_their_numbers_or_as_one_in_general() -> None:
    held, general = build.sitting(present=HERE), e.InterestDeclared(HERE[0], (), "indirect", "A cousin", "noted")
    build.record(held, msgspec.structs.replace(general, items=("capital", "objectives")), general)
    several, none = (
        tell_in(held, line).removeprefix(f"interest of {held.state.members[HERE[0]].name}") for line in held.lines[-2:]
    )
    assert (several, none) == (", items 3 and 4: noted", " in general: noted")


def test_in_a_consensus_nobody_votes_or_abstains() -> None:
    held = build.sitting()
    build.record(held, build.motion(rule="agreement"))
    told = []
    for choice in ("for", "against", "abstain", "not_voting"):
        build.record(held, build.votes(choice, [SEAT]))
        told.append(tell_in(held, held.lines[-1]).removeprefix(f"motion 3.1: {held.state.members[SEAT].name} "))
    build.record(held, build.votes("for", build.CAPITAL[:3]))
    assert told == ["agreed", "objected", "stood aside", "took no part"]
    assert tell_in(held, held.lines[-1]) == "motion 3.1: 3 agreed"


def test_a_motion_and_an_item_have_their_word_before_the_number_wherever_an_entry_is_told() -> None:
    """“3.1” may be a motion, a paragraph of the minutes or an item below item 3."""
    held = build.sitting()
    build.record(held, build.motion(), e.EvidenceGiven("Minute 4.", "m1"), e.NoteTaken("capital", "Heard."))
    build.record(held, build.votes("for", build.CAPITAL))
    build.declare(held)
    told = [tell_in(held, line) for line in held.lines[-5:]]
    assert told[1:] == [
        "motion 3.1: evidence given: Minute 4.",
        "note on item 3: Heard.",
        "motion 3.1: 14 votes for",
        "motion 3.1 carried: 14 for, 0 against",
    ]


def test_a_departure_of_somebody_without_a_vote_says_nothing_of_the_vote() -> None:
    held = build.record(build.sitting(), build.motion())
    before = held.state
    outside = next(key for key in before.present if key not in (*build.CAPITAL, before.chair))
    later = build.record(held, e.MemberLeft(outside)).state
    assert effects(before, later, later) == []
    gone = build.record(held, e.MemberLeft(build.CAPITAL[0])).state
    assert any("13 may vote" in text for text in effects(later, gone, gone))

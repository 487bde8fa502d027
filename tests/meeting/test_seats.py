"""A vacant seat filled in the meeting, a member co-opted, and a meeting that is called off."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.desk.replay import meeting_json
from boardtui.meeting.entries import (
    ChairTaken,
    EntryRetracted,
    MeetingCalledOff,
    MeetingOpened,
    MemberArrived,
    NewSeat,
    PublicExcluded,
    SeatFilled,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.tui.wall.scene import scene
from tests.build import (
    BEGINS,
    CAPITAL,
    convened,
    convened_next,
    members,
    motion,
    play,
    record,
    refused,
    sitting,
    the,
)

VACANT = CAPITAL[2]
DAY = "2026-11-23"
FILLED = SeatFilled("Ines Ives", DAY, member=VACANT)
COOPTED = SeatFilled("Karl Kemp", DAY, seat=NewSeat("digital", "Digital lead", ("mseft",)))


def with_vacancy() -> Stretch:
    """The Board with one seat vacant of the fourteen to which the capital row applies."""
    seats = tuple(replace(one, name="", vacant=True) if one.key == VACANT else one for one in members())
    return record(sitting(members=seats), motion())


def paper(held: Stretch) -> str:
    return as_markdown(minutes_document(minutes(held, names="dissent", entries=0, fingerprint="f" * 64)))


def test_a_vacant_seat_is_filled_and_who_holds_it_votes_when_present() -> None:
    held = with_vacancy()
    assert len(the(held).electorate.voters) == 13
    record(held, FILLED)
    assert (held.state.members[VACANT].name, held.state.members[VACANT].vacant) == ("Ines Ives", False)
    assert (len(the(held).electorate.voters), VACANT in the(held).electorate.may_vote) == (14, False)
    record(held, MemberArrived(VACANT))
    assert VACANT in the(held).electorate.may_vote
    assert "Ines Ives took the vacant seat" in paper(held)


def test_a_member_is_co_opted_into_a_new_seat() -> None:
    held = record(with_vacancy(), COOPTED, MemberArrived("digital"))
    assert held.state.members["digital"].partners == ("mseft",)
    assert "digital" in the(held).electorate.may_vote
    assert "Karl Kemp was co-opted as Digital lead from 23 November 2026" in paper(held)


def test_the_holder_of_a_seat_is_never_replaced_under_the_same_key() -> None:
    held = with_vacancy()
    assert "is not filled under the same key" in refused(held, replace(FILLED, member=CAPITAL[0])).reason
    assert "already a seat" in refused(held, replace(COOPTED, seat=NewSeat(CAPITAL[0], "Another"))).reason
    assert "no seat" in refused(held, replace(FILLED, member="nobody")).reason
    assert "either the vacant seat or the new one" in refused(held, replace(FILLED, seat=COOPTED.seat)).reason
    assert "no partner" in refused(held, replace(COOPTED, seat=NewSeat("digital", "Digital", ("moon",)))).reason


def test_a_seat_is_filled_from_a_day_not_after_that_of_the_meeting() -> None:
    assert "after the day of the meeting" in refused(with_vacancy(), replace(FILLED, from_="2026-11-24")).reason
    assert "not a day of the calendar" in refused(with_vacancy(), replace(FILLED, from_="soon")).reason
    assert record(with_vacancy(), replace(FILLED, from_="2026-10-01"))


def test_who_holds_a_seat_is_always_public() -> None:
    held = record(with_vacancy(), PublicExcluded("a claim"), FILLED)
    assert not held.lines[-1].confidential


def test_a_filled_seat_is_taken_back() -> None:
    held = record(with_vacancy(), FILLED)
    record(held, EntryRetracted(held.lines[-1].seq, "wrong seat"))
    assert held.state.members[VACANT].vacant


def called_off() -> Stretch:
    return play([convened(), MeetingCalledOff("Snow.")])


def test_a_meeting_is_called_off_until_it_is_opened() -> None:
    held = called_off()
    assert meeting_json(held.state)["state"] == "closed"
    assert held.state.minutes_due == ()
    assert "been opened" in refused(sitting(), MeetingCalledOff("Snow.")).reason
    assert "Say why" in refused(play([convened()]), MeetingCalledOff(" ")).reason
    assert "closed" in refused(held, MeetingOpened()).reason
    assert "The meeting was called off: Snow." in paper(held)


def test_of_a_meeting_that_was_called_off_nobody_is_minuted_as_absent_and_no_item_as_not_reached() -> None:
    said = paper(called_off())
    assert "was called off: Snow." in said.partition("Annex")[0]
    for words in ("Minutes of the meeting held", "Absent", "No member is recorded", "not reached", "Signed"):
        assert words not in said


def test_its_key_may_be_convened_again_and_what_it_carried_goes_on() -> None:
    before = called_off().state
    again = play([convened_next(before, meeting="2026-11")], before=before)
    assert (again.state.phase, again.state.called_off) == ("convened", "")
    held = record(sitting(), ChairTaken(CAPITAL[0]))
    with pytest.raises(Refused):
        play([convened_next(held.state, meeting="2026-11")], before=held.state)


def test_the_wall_says_that_it_was_called_off() -> None:
    from boardtui.config.config import Room
    from boardtui.papers.clock import Clock
    from boardtui.papers.source import Source

    held = called_off()
    shown = scene(Source(held, "public", Clock(held.state.starts)), BEGINS, Room())
    assert getattr(shown, "called_off", "") == "Snow."

"""The quorum warns before it is lost: by number, by a seat, a category or a role, and by those with a conflict."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Quorum
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.voting.quorum import hangs_on, lost_on, quorum, warning
from tests.build import SLE, members, record, sitting

THREE = ("mseft-ceo", "eput-ceo", "bbccg-chair")


def meeting(quorum_: Quorum, present: tuple[str, ...] = THREE, item: str | None = "objectives") -> Stretch:
    return sitting(present=present, item=item, terms={"quorum": quorum_})


def test_when_the_number_is_just_reached_any_departure_loses_it() -> None:
    state = meeting(Quorum(number=3)).state
    assert hangs_on(state) == THREE
    assert warning(state) == "one more departure and the meeting is not quorate"


def test_a_third_of_no_seats_is_still_one_member() -> None:
    nobody = tuple(replace(member, vacant=True, name="") for member in members())
    state = sitting(members=nobody, item=None, terms={"quorum": Quorum(fraction="1/3")}).state
    assert (quorum(state).needed, quorum(state).met) == (1, False)


def test_enough_members_are_no_quorum_without_the_seat_that_must_be_there() -> None:
    wanted = Quorum(number=2, seats=("independent-chair",))
    assert quorum(meeting(wanted).state).met is False
    assert quorum(meeting(wanted, (*THREE, "independent-chair")).state).met is True


def test_with_one_to_spare_or_without_a_quorum_nothing_is_warned_of() -> None:
    assert warning(meeting(Quorum(number=2)).state) == ""
    assert warning(meeting(Quorum(number=4)).state) == ""
    assert warning(sitting(present=THREE).state) == ""


def test_half_is_not_more_than_half_where_the_seats_are_even() -> None:
    """Of the 8 seats of the SLE half is 4, more than half is 5; of the Board's 31 both are 16."""
    half, more = {"quorum": Quorum(fraction="1/2")}, {"quorum": Quorum(fraction="1/2", compare="more_than")}
    assert [quorum(sitting(SLE, item=None, terms=one).state).needed for one in (half, more)] == [4, 5]
    assert [quorum(sitting(item=None, terms=one).state).needed for one in (half, more)] == [16, 16]


def test_the_only_one_of_a_category_a_role_or_a_seat_is_named() -> None:
    ccg = meeting(Quorum(number=2, categories=("ccg",))).state
    assert hangs_on(ccg) == ("bbccg-chair",)
    assert warning(ccg) == f"the meeting is not quorate if {ccg.members['bbccg-chair'].name} leaves"
    role = meeting(Quorum(number=1, roles=("Chief Executive",))).state
    assert hangs_on(role) == ()
    seat = meeting(Quorum(number=1, seats=("eput-ceo",))).state
    assert hangs_on(seat) == ("eput-ceo",)


def test_a_withdrawal_counts_as_a_departure_where_those_in_conflict_do_not_count() -> None:
    board = meeting(Quorum(number=3, conflicted_count=False), item="objectives")
    record(board, e.InterestDeclared("mseft-ceo", ("capital",), "financial", "x", "withdraws"))
    assert warning(board.state) == "one more departure and the meeting is not quorate"
    assert lost_on(board.state, "capital") == "not quorate on it, 2 members where 3 are needed"
    assert lost_on(board.state, "any-other") == ""
    counts = meeting(Quorum(number=3), item="objectives")
    record(counts, e.InterestDeclared("mseft-ceo", ("capital",), "financial", "x", "withdraws"))
    assert lost_on(counts.state, "capital") == ""

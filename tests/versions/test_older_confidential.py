"""Which entries of a meeting convened under vocabulary 2 a public copy withholds, and what stays hidden from then on."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.confidential import is_confidential
from boardtui.meeting.fold.sitting import public_matter
from tests.build import confidential_matter, declare, motion, record, result, sitting, votes
from tests.meeting.of_any_kind import SECRET, private, some
from tests.versions import held

OF_THEN = set(held("entries", 2)[1])
KINDS = {kind.__name__: kind for kind in e.AnyEntry.__args__ if kind.__name__ in OF_THEN}  # type: ignore[attr-defined]
BRING_IN_A_MOTION = ("MotionPut",)
RETURN = ("MeetingConvened", "PublicReadmitted")


@pytest.mark.parametrize("name", KINDS)
def test_everything_recorded_while_the_public_is_excluded_is_confidential(name: str) -> None:
    board = record(sitting(vocabulary=2), e.PublicExcluded(reason="staff"))
    hidden = board.stamp(99, "", "", some(KINDS[name])).confidential
    assert hidden is (name not in RETURN)


@pytest.mark.parametrize("name", KINDS)
def test_in_public_only_what_is_about_something_confidential_is(name: str) -> None:
    board = private(2)
    assert is_confidential(board.state, some(KINDS[name])) is (name == "ConfidentialCarried")
    for field, key in (("item", "appeal"), ("motion", "m-secret"), ("issue", "i-secret"), ("action", "a-secret")):
        if field in KINDS[name].__struct_fields__ and name != "MeetingConvened":
            about = some(KINDS[name], **{field: key})
            if name == "ItemAdded" or (name in BRING_IN_A_MOTION and field == "motion"):
                continue
            assert is_confidential(board.state, about), field


OF_WHAT_IS_OPEN = ("NoteTaken", "ActionAgreed", "IssueRaised", "GuestAttended", "InterestRegistered")


@pytest.mark.parametrize("name", OF_WHAT_IS_OPEN)
def test_what_names_no_item_is_about_the_one_that_is_open(name: str) -> None:
    entry = some(KINDS[name])
    if "item" in KINDS[name].__struct_fields__:
        entry = replace(entry, item=None)
    board = record(private(2), e.ItemOpened("appeal"))
    assert board.stamp(99, "", "", entry).confidential
    record(board, e.MotionWithdrawn("m-secret", "moot"), e.ItemClosed("appeal"), e.ItemOpened("capital"))
    assert not board.stamp(99, "", "", entry).confidential


@pytest.mark.parametrize("name", ("NoteTaken", "ActionAgreed"))
def test_what_names_a_public_item_is_public_whatever_item_is_open(name: str) -> None:
    board = record(private(2), e.ItemOpened("appeal"))
    assert not board.stamp(99, "", "", some(KINDS[name], item="capital")).confidential


def test_an_interest_in_a_confidential_item_is_confidential() -> None:
    interest = e.InterestDeclared("mseft-ceo", ("capital", "appeal"), "financial", "", "noted")
    assert is_confidential(private(2).state, interest)


def test_what_amends_or_follows_a_confidential_motion_is_confidential() -> None:
    state = private(2).state
    assert is_confidential(state, motion("m2", amends="m-secret"))
    assert is_confidential(state, motion("m2", follows="m-secret"))
    assert not is_confidential(state, motion("m2", amends="m1"))


def test_what_is_marked_is_confidential() -> None:
    state = private(2).state
    assert is_confidential(state, e.NoteTaken(item=None, text="x", confidential=True))
    assert is_confidential(state, e.ItemAdded(item="new", title="x", confidential=True))
    history = e.OpenIssue("i9", "x", confidential=True)
    assert is_confidential(state, e.IssueReceived("i9", "sle", "0" * 64, history))


def test_meeting_convened_is_public_and_so_is_the_exclusion_itself() -> None:
    board = record(private(2), e.PublicExcluded(reason="staff"), e.NoteTaken(None, "x"), e.PublicReadmitted())
    record(board, e.NoteTaken(None, "y"))
    assert [line.confidential for line in board.lines[:2]] == [False, True]
    assert [line.confidential for line in board.lines[-4:]] == [False, True, False, False]


def test_the_retraction_of_a_confidential_entry_is_confidential() -> None:
    board = record(sitting(vocabulary=2), e.NoteTaken(None, "x", confidential=True))
    record(board, e.EntryRetracted(seq=board.lines[-1].seq, reason="The appeal of Mrs X."))
    assert board.lines[-1].confidential


def test_an_item_added_in_private_stays_confidential() -> None:
    board = record(
        sitting(vocabulary=2),
        e.PublicExcluded(reason="staff"),
        e.ItemAdded(item="new", title="x"),
        e.PublicReadmitted(),
    )
    record(board, e.NoteTaken(item="new", text="y"))
    assert board.lines[-1].confidential


def test_what_is_said_of_a_public_matter_in_private_is_not_carried_over_in_public() -> None:
    board = record(private(2), e.PublicExcluded(reason="staff"))
    record(board, e.ActionUpdated("a1", "open", None, "Mrs X objects."), e.AdviceTaken("i1", "SFLG", "Insolvent."))
    record(board, e.PublicReadmitted())
    assert public_matter(board.state).actions == ()
    assert public_matter(board.state).issues == ()
    assert b"Insolvent" in msgspec.json.encode(confidential_matter(board.state))


def test_a_confidential_motion_on_a_public_issue_is_not_carried_over_in_public() -> None:
    board = record(private(2), motion("m2", item="appeal", rule="agreement", issue="i1"))
    declare(record(board, votes("for", ["mseft-ceo"], "m2")), "m2")
    assert b"capital priorities" not in msgspec.json.encode(public_matter(board.state))


def test_votes_taken_in_private_are_marked_so_though_the_result_is_public() -> None:
    board = record(private(2), e.PublicExcluded(reason="staff"), votes("for", ["mseft-ceo"]), e.PublicReadmitted())
    declare(board)
    found = board.state.motions["m1"]
    assert (found.votes_confidential, found.confidential, board.lines[-1].confidential) == (True, False, False)


def test_a_result_declared_in_private_hides_the_motion() -> None:
    board = declare(record(private(2), e.PublicExcluded(reason="staff")))
    assert board.state.motions["m1"].confidential
    again = record(private(2), e.PublicExcluded(reason="staff"), e.MotionWithdrawn(motion="m1", reason="Mrs X"))
    assert again.state.motions["m1"].confidential


def test_the_outcome_of_an_item_told_in_private_is_marked_so() -> None:
    board = record(
        sitting(vocabulary=2), e.PublicExcluded(reason="staff"), e.ItemClosed(item="capital", outcome="Paid.")
    )
    assert board.state.items["capital"].outcome_confidential


def test_confidential_votes_are_counted_like_any_others() -> None:
    board = record(private(2), votes("for", ["mseft-ceo"], "m-secret"))
    assert board.lines[-1].confidential
    assert result(board, "m-secret").for_ == 1
    assert replace(SECRET, confidential=True) == board.state.items["appeal"].agenda

"""The record for the public is folded from public entries alone, each taken at its word."""

from __future__ import annotations

import pytest

from boardtui.charter.terms_of_reference import Quorum
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import seen_by_public
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import Older, Record, record_of
from boardtui.meeting.state.state import Stamped, State
from tests import build
from tests.build import CAPITAL, record

MOTION = "m1"


def public(stretch: Stretch) -> Record:
    return record_of(stretch, "public")


def in_private(stretch: Stretch, *entries: e.AnyEntry) -> Stretch:
    """Record entries while the public is excluded."""
    return record(stretch, e.PublicExcluded("Commercial terms"), *entries, e.PublicReadmitted())


def voted(stretch: Stretch) -> Stretch:
    """A motion carried by all who may vote and are there."""
    record(stretch, build.motion())
    who = [key for key in CAPITAL if key in stretch.state.motions[MOTION].electorate.may_vote]
    return build.declare(record(stretch, build.votes("for", who)))


def test_the_whole_record_says_what_the_book_does() -> None:
    board = voted(build.sitting())
    whole = record_of(board, "all")
    assert (whole.state, whole.lines) == (board.state, board.standing())
    assert public(board).state == board.state  # nothing was private


def test_a_meeting_is_over_at_its_close_and_what_came_later_is_known_too() -> None:
    board = record(build.sitting(), e.ActionAgreed("a1", None, "Write to them", "Clerk"), e.MeetingClosed())
    record(board, e.ActionUpdated("a1", "done"), e.ParagraphDrafted("capital", "It was agreed to write."))
    told = public(board)
    assert (told.closed, told.state.actions["a1"].status, told.now.actions["a1"].status) == (True, "open", "done")
    assert [note.text for note in told.state.notes] == ["It was agreed to write."]


def test_who_came_in_private_leaves_in_public() -> None:
    board = build.sitting(present=CAPITAL[:10])
    in_private(board, e.MemberArrived(CAPITAL[10]))
    told = public(record(board, e.MemberLeft(CAPITAL[10])))
    assert list(told.state.present) == list(CAPITAL[:10])
    assert [moved.member for moved in told.state.movements if moved.what == "left"] == [CAPITAL[10]]


def test_the_public_sees_on_its_return_who_is_there() -> None:
    board = build.sitting(present=CAPITAL[:10])
    record(board, e.PublicExcluded("Commercial terms"), e.MemberArrived(CAPITAL[10]), e.MemberLeft(CAPITAL[0]))
    record(board, e.PublicReadmitted(seen_by_public(board.state)))
    told = public(board)
    assert (set(told.state.present), told.sure(board.lines[-1].seq + 1)) == (set(CAPITAL[1:11]), True)
    assert set(told.present(board.lines[-1].seq)) == set(CAPITAL[1:11])


def test_a_return_that_does_not_say_who_is_there_leaves_it_unsure() -> None:
    board = in_private(build.sitting(present=CAPITAL[:10]), e.MemberArrived(CAPITAL[10]))
    told = public(board)
    assert (set(told.state.present), told.sure(board.lines[-1].seq + 1)) == (set(CAPITAL[:10]), False)


def test_who_left_in_private_comes_back_in_public() -> None:
    board = build.sitting(present=CAPITAL)
    in_private(board, e.MemberLeft(CAPITAL[3]))
    told = public(record(board, e.MemberArrived(CAPITAL[3]), e.ChairTaken(CAPITAL[3])))
    assert (CAPITAL[3] in told.state.present, told.state.chair) == (True, CAPITAL[3])


def test_a_result_keeps_its_figures_where_public_entries_do_not_give_them() -> None:
    board = build.sitting(present=CAPITAL[:11])
    in_private(board, e.MemberArrived(CAPITAL[11]))
    voted(board)
    declared = board.state.motions[MOTION].result
    told = public(board).state.motions[MOTION]
    assert declared is not None and declared.for_ == 12
    assert (told.status, told.result) == ("carried", declared)
    assert told.tally is not None and told.tally.words.startswith(
        "12 for; 11 needed (at least 3/4 of 14 eligible members)"
    )


def test_no_voter_is_named_where_the_votes_known_are_not_those_counted() -> None:
    terms = {"proxies": "member"}
    board = build.sitting(present=CAPITAL[:13], terms=terms)
    record(board, e.ProxyGiven(CAPITAL[13], CAPITAL[0], confidential=True), build.motion())
    record(board, build.votes("for", CAPITAL[:13]), build.votes("for", CAPITAL[13:]))
    told = public(build.declare(board)).state.motions[MOTION]
    assert (told.votes_confidential, list(told.votes)) == (True, list(CAPITAL[:13]))
    assert told.result is not None and told.result.for_ == 14


def test_a_motion_is_decided_in_public_although_only_those_there_in_private_make_a_quorum() -> None:
    board = build.sitting(present=CAPITAL[:11], terms={"quorum": Quorum(12)})
    in_private(board, e.MemberArrived(CAPITAL[11]))
    told = public(voted(board))
    assert told.state.motions[MOTION].status == "carried"
    assert not told.sure(told.lines[-1].seq)


def test_what_is_private_is_not_in_the_record_at_all() -> None:
    board = build.sitting()
    hidden = (
        e.ItemAdded("site", "Sale of a site", confidential=True),
        e.ItemOpened("site"),
        e.NoteTaken("site", "Wharf House"),
        e.MotionPut("m9", "site", "To sell Wharf House.", "agreement", "objectives"),
        e.MotionWithdrawn("m9", "Not now"),
        e.GuestAttended("A Buyer"),
        e.IssueRaised("i9", "Wharf House", "objectives", ("mseft",)),
        e.ActionAgreed("a9", "site", "Value Wharf House", "Clerk"),
        e.InterestDeclared(CAPITAL[0], ("site",), "financial", "Owns Wharf House", "noted"),
    )
    before = public(in_private(build.sitting()))
    told = public(in_private(board, *hidden))
    assert (told.state.items.keys(), told.state.motions) == (before.state.items.keys(), {})
    assert "Wharf" not in repr(told.state) and "Buyer" not in repr(told.state)
    assert "Wharf" in repr(record_of(board, "all").state)


def test_an_item_goes_on_in_public_after_another_was_open_in_private() -> None:
    board = build.sitting(item="welcome")
    hidden = e.ItemAdded("site", "Sale of a site", confidential=True)
    in_private(board, hidden, e.ItemOpened("site"), e.ItemClosed("site"))
    told = public(record(board, e.ItemOpened("welcome"), e.ItemClosed("welcome", "Done")))
    assert (told.state.items["welcome"].status, told.state.items["welcome"].outcome) == ("done", "Done")


@pytest.mark.parametrize(("vocabulary", "number"), [(2, "3.2"), (3, "3.1")])
def test_older_meetings_keep_the_numbers_that_count_what_is_private(vocabulary: int, number: str) -> None:
    board = build.sitting(vocabulary=vocabulary)
    in_private(board, build.motion("hidden"), e.MotionWithdrawn("hidden", "Not now"))
    assert public(record(board, build.motion())).state.motions[MOTION].number == number


def test_the_end_of_a_meeting_is_known_although_no_result_of_a_motion_is() -> None:
    board = build.sitting(vocabulary=2)
    record(board, build.motion(), e.PublicExcluded("Terms"), e.MotionWithdrawn(MOTION, "Not now"), e.PublicReadmitted())
    lines = [line for line in board.standing() if not line.confidential]
    closed = build.closed(board).standing()[-1]
    told = Record("public", [*lines, closed], State(), Older())
    assert (told.closed, told.state.motions[MOTION].status) == (True, "open")


def test_a_motion_is_known_although_what_it_follows_is_not_known_to_be_decided() -> None:
    board = record(build.sitting(), build.motion())
    follows = build.motion("m2", follows=MOTION)
    lines = [*board.standing(), Stamped(board.lines[-1].seq + 1, board.lines[-1].at, "clerk", follows)]
    assert "m2" in Record("public", lines, State(), Older()).state.motions

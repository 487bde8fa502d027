"""Who is in the room, what the agenda says, what is ruled and what is to be done."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.meeting.entries import (
    ActionAgreed,
    ActionUpdated,
    AnyEntry,
    ApologiesGiven,
    ChairTaken,
    GuestAttended,
    InterestDeclared,
    ItemAdded,
    ItemClosed,
    ItemDeferred,
    ItemOpened,
    MemberArrived,
    MemberLeft,
    NoteTaken,
    RulingMade,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.voting.ballot import balance_of
from tests.build import CAPITAL, convened, motion, play, record, refused, result, sitting, the, votes

# Attendance


def test_arrivals_departures_and_apologies_make_the_attendance() -> None:
    board = play(
        [convened(), ApologiesGiven(member="lmc-rep", deputy="Dr Poole"), MemberArrived(member="ecc-hwb-chair")]
    )
    assert (list(board.state.present), board.state.apologies) == (["ecc-hwb-chair"], {"lmc-rep": "Dr Poole"})
    record(board, MemberArrived(member="lmc-rep", mode="remote"), MemberLeft(member="ecc-hwb-chair", reason="train"))
    assert (list(board.state.present), board.state.apologies) == (["lmc-rep"], {})
    assert [(move.member, move.what, move.reason) for move in board.state.movements] == [
        ("lmc-rep", "apologies", ""),
        ("ecc-hwb-chair", "arrived", ""),
        ("lmc-rep", "arrived", ""),
        ("ecc-hwb-chair", "left", "train"),
    ]


def test_a_movement_keeps_the_item_during_which_it_was(board: Stretch) -> None:
    record(board, MemberLeft(member="mseft-ceo"))
    assert board.state.movements[-1].item == "capital"


def test_who_is_there_may_change_how_they_attend(board: Stretch) -> None:
    record(
        board, MemberArrived(member="mseft-ceo", mode="remote"), MemberArrived(member="mseft-ceo", deputy="Dana Cole")
    )
    assert board.state.present["mseft-ceo"].deputy == "Dana Cole"


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (MemberArrived(member="mseft-ceo"), "is already present"),
        (MemberArrived(member="ghost"), "There is no member 'ghost'"),
        (MemberArrived(member="mseft-ceo", deputy=" "), "Name the deputy."),
        (MemberLeft(member="ghost"), "There is no member 'ghost'"),
        (ApologiesGiven(member="mseft-ceo"), "is present; record the departure instead"),
        (ApologiesGiven(member="ghost"), "There is no member 'ghost'"),
        (ChairTaken(member="independent-chair"), "is already in the chair"),
        (ChairTaken(member="ghost"), "There is no member 'ghost'"),
        (GuestAttended(name=" "), "A guest needs a name."),
        (InterestDeclared("ghost", ("capital",), "financial", "", "noted"), "There is no member 'ghost'"),
        (InterestDeclared("mseft-ceo", ("x",), "financial", "", "noted"), "There is no agenda item 'x'"),
        (InterestDeclared("mseft-ceo", ("capital", "capital"), "financial", "", "noted"), "named twice"),
        (InterestDeclared("mseft-ceo", (), "financial", "", "withdraws"), "Name the agenda items"),
        (ItemOpened(item="capital"), "already open"),
        (ItemOpened(item="x"), "There is no agenda item 'x'"),
        (ItemClosed(item="minutes"), "This item is not open."),
        (ItemClosed(item="x"), "There is no agenda item 'x'"),
        (ItemAdded(item="capital", title="Again"), "There is already an agenda item capital"),
        (ItemAdded(item="new", title="New", after="x"), "There is no agenda item 'x'"),
        (ItemDeferred(item="x", reason=""), "There is no agenda item 'x'"),
        (NoteTaken(item="x", text="y"), "There is no agenda item 'x'"),
        (NoteTaken(item=None, text="\n"), "The note is empty."),
        (ActionAgreed("a1", "x", "Ask.", "J Smith"), "There is no agenda item 'x'"),
        (ActionAgreed("a1", None, " ", "J Smith"), "Say what is to be done."),
        (ActionAgreed("a1", None, "Ask.", ""), "An action needs an owner."),
        (ActionAgreed("a1", None, "Ask.", "J Smith", "soon"), "'soon' is not a day of the calendar"),
        (ActionAgreed("a1", None, "Ask.", "J Smith", "2026-02-30"), "'2026-02-30' is not a day"),
        (ActionAgreed("a1", None, "Ask.", "J Smith", "20261123"), "'20261123' is not a day"),
        (ActionAgreed("a1", None, "Ask.", "J Smith", "2026-W01-1"), "'2026-W01-1' is not a day"),
        (ActionUpdated("a9", "done"), "There is no action 'a9'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(board: Stretch, entry: AnyEntry, why: str) -> None:
    assert why in refused(board, entry).reason


def test_who_is_away_cannot_leave_or_take_the_chair_and_apologises_once() -> None:
    board = sitting(present=["independent-chair"])
    for entry, why in (
        (MemberLeft(member="mseft-ceo"), "cannot leave"),
        (ChairTaken(member="mseft-ceo"), "cannot take"),
    ):
        assert why in refused(board, entry).reason
    record(board, ApologiesGiven(member="mseft-ceo"))
    assert "already recorded" in refused(board, ApologiesGiven(member="mseft-ceo")).reason
    record(board, ApologiesGiven(member="mseft-ceo", deputy="Dana Cole"))
    assert board.state.apologies == {"mseft-ceo": "Dana Cole"}


def test_the_chair_is_empty_when_whoever_is_in_it_leaves(board: Stretch) -> None:
    record(board, MemberLeft(member="independent-chair"))
    assert board.state.chair is None
    record(board, ChairTaken(member="mseft-chair", reason="in the absence of the chair"))
    assert board.state.chair == "mseft-chair"


def test_nobody_comes_in_a_vacant_seat() -> None:
    first = convened()
    people = tuple(replace(member, vacant=member.key == "mseft-ceo") for member in first.members)
    board = sitting(members=people)
    for entry in (MemberArrived(member="mseft-ceo"), ApologiesGiven(member="mseft-ceo")):
        assert "is vacant; record first who fills it (SeatFilled)" in refused(board, entry).reason
    assert len(the(record(board, motion())).electorate.voters) == 13


# Agenda


def test_turning_to_an_item_ends_the_one_before(board: Stretch) -> None:
    record(board, ItemOpened(item="objectives"))
    assert (board.state.items["capital"].status, board.state.items["objectives"].status) == ("done", "open")
    record(board, ItemOpened(item="capital"))
    assert board.state.items["capital"].closed_at is None


def test_an_item_is_not_closed_or_deferred_over_an_open_motion(capital: Stretch) -> None:
    for entry in (ItemClosed(item="capital"), ItemDeferred(item="capital", reason="late")):
        assert refused(capital, entry).reason == "Motion 3.1 on this item is still open; declare or withdraw it."


def test_an_item_may_be_added_after_another_and_deferred(board: Stretch) -> None:
    record(board, ItemAdded(item="urgent", title="Urgent", after="minutes"), ItemAdded(item="last", title="Last"))
    assert list(board.state.items) == ["welcome", "minutes", "urgent", "capital", "objectives", "any-other", "last"]
    record(board, ItemDeferred(item="urgent", reason="no paper"))
    assert (board.state.items["urgent"].status, board.state.items["urgent"].outcome) == ("deferred", "no paper")
    assert "has not been closed" in refused(board, ItemDeferred(item="urgent", reason="")).reason


# Actions


def test_an_action_is_updated_and_keeps_its_day_where_none_is_given(board: Stretch) -> None:
    record(
        board,
        ActionAgreed("a1", "capital", "Ask.", "J Smith", "2026-12-01"),
        ActionUpdated("a1", "open", None, "Asked."),
    )
    action = board.state.actions["a1"]
    assert (action.due, action.updates, action.status, action.meeting) == ("2026-12-01", ("Asked.",), "open", "2026-11")
    record(board, ActionUpdated("a1", "done", "2026-12-24"))
    assert (board.state.actions["a1"].due, board.state.actions["a1"].status) == ("2026-12-24", "done")
    assert "There is already an action a1" in refused(board, ActionAgreed("a1", None, "Ask.", "J Smith")).reason


# Rulings


@pytest.mark.parametrize(
    ("setting", "value", "why"),
    [
        ("weather", "fine", "There is no setting 'weather'"),
        ("base", "all", "'all' is not a value that base can have"),
        ("base", None, "takes a word"),
        ("base", ["eligible"], "takes a word"),
        ("threshold", "0.75", "'0.75' is not a value"),
        ("threshold", "5/4", "'5/4' is not a value"),
        ("threshold", "3/0", "'3/0' is not a value"),
        ("unit", "committee", "'committee' is not a value"),
        ("deputies", "perhaps", "one of: may_vote, may_not_vote"),
        ("deputies", {}, "one of: may_vote, may_not_vote"),
        ("casting_vote", True, "one of: chair, none"),
        ("quorum", "five", "whole number"),
        ("quorum", True, "whole number"),
        ("quorum", 0, "whole number"),
        ("quorum", 10**30, "whole number"),
        ("eligible", "mseft", "names a partner, a topic and whether"),
        ("eligible", {"partner": "mseft", "topic": "vision"}, "names a partner, a topic and whether"),
        ("eligible", {"partner": "ghost", "topic": "vision", "eligible": True}, "There is no partner 'ghost'"),
        ("eligible", {"partner": "mseft", "topic": "ghost", "eligible": True}, "There is no topic 'ghost'"),
        ("affected", "mseft", "Name the partners affected."),
        ("affected", [["mseft"]], "Name the partners affected."),
        ("affected", ["mseft", "mseft"], "named twice"),
        ("affected", ["ghost"], "There is no partner 'ghost'"),
        ("reading", "ghost", "has no such reading; it has: present, footnote-two"),
        ("reading", ["present"], "has no such reading"),
        ("precondition", "Minute 4", "record what is put forward for it as evidence"),
        ("procedure", None, "recorded in words"),
    ],
)
def test_a_ruling_that_cannot_hold_is_refused(capital: Stretch, setting: str, value: Any, why: str) -> None:
    entry = RulingMade(motion="m1", setting=setting, value=value, text="", by="independent-chair")
    assert why in refused(capital, entry).reason


def test_a_ruling_names_its_motion_where_it_is_of_one_and_a_member_who_made_it(capital: Stretch) -> None:
    entry = RulingMade(motion=None, setting="affected", value=["mseft"], text="", by="independent-chair")
    assert refused(capital, entry).reason == "A ruling on affected names its motion."
    assert "There is no member 'ghost'" in refused(capital, replace(entry, motion="m1", by="ghost")).reason
    assert "There is no motion 'm9'" in refused(capital, replace(entry, motion="m9")).reason


def test_the_last_ruling_holds_and_one_for_the_motion_before_one_for_all(capital: Stretch) -> None:
    for key, value in ((None, "present"), ("m1", "cast"), (None, "eligible")):
        record(capital, RulingMade(key, "base", value, "", "independent-chair"))
    record(capital, votes("for", CAPITAL[:3]), votes("against", CAPITAL[3:4]), motion("m2"))
    assert (result(capital).base, result(capital, "m2").base) == (4, 14)


def test_the_sums_of_a_vote_balance_with_everybody_in_the_room(capital: Stretch) -> None:
    record(
        capital,
        InterestDeclared("mseft-ceo", ("capital",), "financial", "", "withdraws"),
        votes("for", CAPITAL[:5]),
        votes("against", CAPITAL[5:7]),
        votes("not_voting", CAPITAL[7:8]),
    )
    sums = balance_of(capital.state, the(capital))
    assert (sums.present, sums.for_, sums.against, sums.abstain, sums.not_voted, sums.withdrawn, sums.not_eligible) == (
        31, 5, 2, 0, 6, 1, 17,
    )  # fmt: skip
    assert sums.balances

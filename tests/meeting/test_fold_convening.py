"""A meeting is convened, opened, adjourned and closed, in public or not, and takes over what was open before it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.model import Partner
from boardtui.charter.rule import Reading, Rule
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting.entries import (
    ActionAgreed,
    ActionUpdated,
    AgendaItem,
    AnyEntry,
    Carried,
    ConfidentialCarried,
    IssueRaised,
    ItemOpened,
    MeetingAdjourned,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    Member,
    MinutesApproved,
    MinutesDue,
    NoteTaken,
    OpenAction,
    OpenIssue,
    PublicExcluded,
    PublicReadmitted,
)
from boardtui.meeting.fold.minuting import why_not_corrected
from boardtui.meeting.fold.sitting import open_matter, public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import State
from tests.build import (
    AGENDA,
    BOARD,
    SLE,
    closed,
    confidential_matter,
    convened,
    convened_next,
    declare,
    motion,
    play,
    record,
    refused,
    rules_of,
    sitting,
)

SECRET = AgendaItem(item="appeal", title="An appeal", number="4.5")
LATE = AgendaItem(item="late", title="Without a number")


def test_a_meeting_runs_on_what_it_was_convened_with() -> None:
    state = play([convened()]).state
    assert (state.phase, state.meeting, state.in_public, state.excluded) == ("convened", "2026-11", True, False)
    assert (len(state.members), len(state.partners), len(state.charter.rules)) == (31, 21, 8)
    assert list(state.items) == ["welcome", "minutes", "capital", "objectives", "any-other"]


def test_a_meeting_is_opened_adjourned_resumed_and_closed() -> None:
    board = play([convened()])
    for entry, phase in (
        (MeetingOpened(), "open"),
        (MeetingAdjourned(reason="fire alarm"), "adjourned"),
        (MeetingResumed(), "open"),
        (MeetingClosed(), "closed"),
    ):
        assert record(board, entry).state.phase == phase
    assert [reason for _, reason in board.state.adjournments] == ["fire alarm", ""]


@pytest.mark.parametrize(
    ("before", "entry", "why"),
    [
        ([], MeetingOpened(), "No meeting has been convened."),
        ([], MeetingAdjourned(reason="x"), "No meeting has been convened."),
        ([], MeetingResumed(), "The meeting is not adjourned."),
        ([], MeetingClosed(), "No meeting has been convened."),
        ([convened()], MeetingAdjourned(reason="x"), "The meeting has not been opened."),
        (
            [convened()],
            convened(),
            "“Partnership Board, November 2026” is not closed; a second meeting cannot be convened",
        ),
        ([convened(), MeetingOpened()], MeetingOpened(), "The meeting is already open."),
        ([convened(), MeetingOpened()], MeetingResumed(), "The meeting is not adjourned."),
        ([convened(), MeetingOpened(), MeetingClosed()], MeetingClosed(), "The meeting is closed."),
        ([convened(), MeetingOpened(), MeetingClosed()], MeetingOpened(), "The meeting is closed."),
        ([convened(), MeetingOpened()], ConfidentialCarried(), "right after the meeting is convened"),
    ],
)
def test_what_comes_at_the_wrong_time_is_refused(before: list[AnyEntry], entry: AnyEntry, why: str) -> None:
    assert why in refused(play(before), entry).reason


BROKEN = Rule(method="vote", base="cast", threshold="0.75", compare="at_least", key="r", title="R", clause="9")
SOUND = replace(BROKEN, threshold="3/4")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"meeting": "November 2026"}, "must be small letters"),
        ({"starts": "noon"}, "'noon', which is no local time with its offset"),
        ({"starts": "2026-11-23T10:00"}, "no local time with its offset"),
        ({"starts": "2026-11-23"}, "no local time with its offset"),
        ({"starts": "2026-13-45T10:00+00:00"}, "no local time with its offset"),
        ({"starts": "20261123T1000+0000"}, "no local time with its offset"),
        ({"members": (Member(key="a"), Member(key="a"))}, "A member is listed twice"),
        ({"partners": (Partner(key="a"), Partner(key="a")), "members": ()}, "A partner is listed twice"),
        ({"members": (Member(key="a", partners=("nobody",)),)}, "There is no partner 'nobody'"),
        ({"members": (Member(key="a", partners=("ecc", "ecc")),)}, "named twice"),
        ({"agenda": (AGENDA[0], AGENDA[0])}, "There is already an agenda item welcome"),
        ({"agenda": (replace(SECRET, confidential=True),)}, "belongs in ConfidentialCarried"),
        ({"carried": Carried(issues=(OpenIssue("i1", "Beds", confidential=True),))}, "belongs in ConfidentialCarried"),
        ({"carried": Carried(issues=(OpenIssue("i1", "Beds"),) * 2)}, "There is already an issue i1"),
        ({"carried": Carried(actions=(OpenAction("a1", "Ask", "J Smith"),) * 2)}, "There is already an action a1"),
        ({"carried": Carried(minutes=(MinutesDue("m", "M"),) * 2)}, "minutes await approval m"),
        ({"charter": replace(rules_of(), rules=(BROKEN,))}, "“0.75” is not an exact fraction"),
        (
            {
                "charter": replace(
                    rules_of(), rules=(replace(SOUND, readings=(Reading("x", "X", "", {"base": "all"}),)),)
                )
            },
            "The rule “R” cannot be counted",
        ),
        (
            {
                "charter": replace(
                    rules_of(), rules=(replace(SOUND, readings=(Reading("x", "X", "", {"bass": "cast"}),)),)
                )
            },
            "The rule “R” cannot be counted",
        ),
        ({"charter": replace(rules_of(), terms=Terms(quorum=Quorum(fraction="1/0")))}, "The quorum cannot be counted"),
    ],
)
def test_a_meeting_that_could_not_be_run_is_not_convened(changes: dict[str, Any], why: str) -> None:
    assert why in refused(Stretch(BOARD), convened(**changes)).reason


# In public


def test_the_public_is_excluded_for_a_reason_and_readmitted() -> None:
    board = sitting()
    assert "Say why the public is excluded" in refused(board, PublicExcluded(reason=" ")).reason
    assert refused(board, PublicReadmitted()).reason == "The public is not excluded."
    record(board, PublicExcluded(reason="commercial terms"))
    assert (board.state.excluded, board.state.excluded_reason) == (True, "commercial terms")
    assert refused(board, PublicExcluded(reason="again")).reason == "The public is already excluded."
    assert record(board, PublicReadmitted()).state.excluded is False


def test_nobody_is_excluded_from_a_meeting_that_is_not_public() -> None:
    assert "not in public" in refused(sitting(SLE), PublicExcluded(reason="x")).reason


def test_the_public_is_excluded_only_while_the_meeting_sits() -> None:
    assert "has not been opened" in refused(play([convened()]), PublicExcluded(reason="x")).reason


# Carried over


def agreed(key: str = "a1") -> ActionAgreed:
    return ActionAgreed(action=key, item=None, text="Ask the trusts.", owner="J Smith", due="2026-12-01")


def raised(key: str = "i1") -> IssueRaised:
    return IssueRaised(issue=key, title="Beds", topic="resolution", parties=("mseft", "ecc"))


def first_meeting() -> State:
    board = record(sitting(), agreed(), agreed("a2"), raised(), ActionUpdated(action="a2", status="done"))
    record(board, PublicExcluded(reason="staff"), agreed("a3"), raised("i2"), PublicReadmitted())
    return closed(board).state


def test_a_second_meeting_carries_exactly_what_is_open() -> None:
    first = first_meeting()
    second = play([convened_next(first)], before=first).state
    assert list(second.issues) == ["i1"]
    assert list(second.actions) == ["a1"]
    assert [due.meeting for due in second.minutes_due] == ["2026-11"]
    assert (second.motions, second.present, second.rulings, second.notes) == ({}, {}, (), ())


@pytest.mark.parametrize(
    ("dropped", "why"),
    [
        ("issues", "The issues carried differ from those open in the book: i1."),
        ("actions", "The actions carried differ from those open in the book: a1."),
        ("minutes", "The minutes awaiting approval carried differ"),
    ],
)
def test_a_second_meeting_can_drop_nothing(dropped: str, why: str) -> None:
    first = first_meeting()
    carried = replace(public_matter(first), **{dropped: ()})
    assert why in refused(Stretch(BOARD, first), convened_next(first, carried=carried)).reason


def test_a_second_meeting_can_invent_or_alter_nothing() -> None:
    first = first_meeting()
    matter = public_matter(first)
    later = replace(matter, actions=(replace(matter.actions[0], due="2027-12-01"),))
    assert "The actions carried differ" in refused(Stretch(BOARD, first), convened_next(first, carried=later)).reason
    more = replace(matter, issues=(*matter.issues, OpenIssue("i9", "Invented")))
    assert "The issues carried differ" in refused(Stretch(BOARD, first), convened_next(first, carried=more)).reason


def test_a_second_meeting_has_a_key_of_its_own() -> None:
    first = first_meeting()
    no = refused(Stretch(BOARD, first), convened_next(first, meeting="2026-11"))
    assert no.reason == "There is already a meeting 2026-11; choose another key."


def test_confidential_matters_are_carried_in_an_entry_of_their_own_before_the_meeting_opens() -> None:
    first = first_meeting()
    second = play([convened_next(first)], before=first)
    assert "a3" not in second.state.actions
    for entry in (MeetingOpened(), MeetingClosed()):
        assert refused(second, entry).reason == "These confidential matters are not yet carried over: i2, a3."
    hidden = confidential_matter(first)
    assert "confidential issues carried differ" in refused(second, replace(hidden, issues=())).reason
    assert "confidential actions carried differ" in refused(second, replace(hidden, actions=())).reason
    record(second, hidden)
    assert [line.confidential for line in second.lines] == [False, True]
    assert second.state.actions["a3"].confidential
    assert "carried differ" in refused(second, hidden).reason
    assert record(second, MeetingOpened()).state.phase == "open"
    assert open_matter(second.state) == replace(
        open_matter(first), issues=tuple(second.state.issues.values()), actions=tuple(second.state.actions.values())
    )


def test_confidential_items_take_their_place_by_number() -> None:
    board = play([convened(), ConfidentialCarried(agenda=(SECRET,))])
    assert list(board.state.items) == ["welcome", "minutes", "capital", "objectives", "appeal", "any-other"]
    assert board.state.items["appeal"].agenda.confidential


def test_items_without_a_number_leave_the_agenda_in_its_order() -> None:
    lines = tuple(replace(line, number="") for line in AGENDA)
    board = play([convened(agenda=lines), ConfidentialCarried(agenda=(LATE,))])
    assert list(board.state.items) == ["welcome", "minutes", "capital", "objectives", "any-other", "late"]


def test_minutes_of_a_meeting_that_goes_on_await_no_approval_and_are_named_by_its_title() -> None:
    why = why_not_corrected(sitting().state, "2026-11")
    assert why.startswith("The minutes of Partnership Board, November 2026 do not await approval yet: ")
    assert why_not_corrected(closed(sitting()).state, "2026-11") == ""


def test_minutes_are_approved_once_by_a_later_meeting() -> None:
    first = closed(sitting())
    assert "convene the next one first" in refused(first, MinutesApproved(meeting="2026-11")).reason
    second = play([convened_next(first.state)], before=first.state)
    record(second, MinutesApproved(meeting="2026-11", corrections=("Item 3: 11, not 12.",), signed_by="A Abbott"))
    (approval,) = second.state.approved
    assert (approval.meeting, approval.signed_by, approval.corrections) == (
        "2026-11",
        "A Abbott",
        ("Item 3: 11, not 12.",),
    )
    assert "November 2026 were approved" in refused(second, MinutesApproved(meeting="2026-11")).reason
    assert [due.meeting for due in record(second, MeetingClosed()).state.minutes_due] == []


def test_a_meeting_that_was_never_opened_has_no_minutes() -> None:
    assert play([convened(), MeetingClosed()]).state.minutes_due == ()


def test_what_was_raised_before_the_first_meeting_is_carried_too() -> None:
    book = play([raised()])
    assert "The issues carried differ" in refused(book, convened()).reason
    assert list(record(book, convened_next_of(book.state)).state.issues) == ["i1"]


def convened_next_of(state: State) -> AnyEntry:
    return convened(carried=public_matter(state))


def test_between_meetings_matters_go_on_but_nobody_sits() -> None:
    board = closed(record(sitting(), agreed(), raised()))
    record(board, ActionUpdated(action="a1", status="done"), agreed("a2"), raised("i3"))
    assert [action.action for action in open_matter(board.state).actions] == ["a2"]
    for entry in (ItemOpened(item="capital"), NoteTaken(item=None, text="x"), motion()):
        assert refused(board, entry).reason == "The meeting is closed."


def test_closing_ends_the_item_and_leaves_the_result() -> None:
    board = closed(declare(record(sitting(), motion())))
    assert (board.state.items["capital"].status, board.state.current) == ("done", None)
    assert board.state.motions["m1"].status == "not_carried"

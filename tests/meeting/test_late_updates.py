"""What is said of an action at a meeting that is entered after a later one."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.door import refuse_at_the_door
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import State
from tests import build

FOUND = e.OpenAction(
    "a1", "See to the lifts", "Ann", due="2026-12-01", item="i1", agreed="2026-09-24T10:00:00.000Z", meeting="sep"
)


def entered_late(carried: e.OpenAction, *entries: e.AnyEntry) -> State:
    """A meeting that found the action as agreed, and is handed it as a later meeting left it."""
    convened = build.convened(carried=e.Carried(actions=(carried,)))
    stretch = build.play([replace(convened, found=e.Found(actions=(FOUND,)))])
    build.record(stretch, e.MeetingOpened(), *entries)
    return stretch.state


def test_what_a_later_meeting_said_of_an_action_stands_and_what_it_left_alone_does_not() -> None:
    later = replace(FOUND, owner="Ben", updates=("Tender out.",))
    action = entered_late(later, e.ActionUpdated("a1", "done", "2026-12-20", "Ordered.", owner="Cal")).actions["a1"]
    assert (action.status, action.owner, action.due) == ("open", "Ben", "2026-12-20")
    assert action.updates == ("Ordered.", "Tender out."), "in the order in which they were said"


def test_an_action_of_which_no_later_meeting_said_anything_is_updated_as_any_other() -> None:
    updates = (
        e.ActionUpdated("a1", "open", text="Ordered."),
        e.ActionUpdated("a1", "done", text="They run.", owner="Cal"),
    )
    action = entered_late(FOUND, *updates).actions["a1"]
    assert (action.status, action.owner, action.updates) == ("done", "Cal", ("Ordered.", "They run."))


def test_an_action_that_a_later_meeting_agreed_is_not_updated_at_an_earlier_one() -> None:
    agreed = replace(FOUND, action="a2", agreed="2026-12-28T10:00:00.000Z", meeting="dec")
    stretch = build.play([build.convened(carried=e.Carried(actions=(FOUND, agreed)))])
    build.record(stretch, e.MeetingOpened())

    def at_the_door(action: str) -> None:
        entry = e.ActionUpdated(action, "done", text="They run.")
        refuse_at_the_door(stretch.state, stretch.stamp(9, "2027-01-30T10:00:00.000Z", "secretary", entry))

    at_the_door("a1")
    with pytest.raises(Refused, match="agreed on 28 December 2026, after this meeting"):
        at_the_door("a2")
    build.record(stretch, e.MeetingClosed())
    at_the_door("a2")

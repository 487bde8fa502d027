"""The roll before it is recorded: everybody is marked present, and who is not is marked by hand.

Taken again, as after an adjournment, it starts from how everybody stands, and who has gone or come since is marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from boardtui.meeting.entries import AnyEntry, ApologiesGiven, MemberArrived, MemberLeft
from boardtui.meeting.record.live import quorum_heard
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.state import Presence, State, attendance_recorded
from boardtui.meeting.voting.ballot import present_count
from boardtui.meeting.voting.quorum import quorum, warning
from boardtui.meeting.words.reasons import NOT_RETURNED
from boardtui.tui.safe import Line, Span, line
from boardtui.tui.views.attendance import Mark, quorum_line, recorded

if TYPE_CHECKING:
    from boardtui.tui.drafts import Conversation


class Roll:
    """Marks that are not yet in the book; one that is left without recording is gone on with when it is taken again."""

    def __init__(self, state: State) -> None:
        self.touched = False
        self.typed: list[Conversation] = []  # in which names of deputies were typed, drafts until the roll is recorded
        self.first = Roll.is_due(state)
        self._state = state
        self.marks = {key: self._presumed(recorded(state, key)) for key in state.members}

    @staticmethod
    def is_due(state: State) -> bool:
        """Whether nobody has been recorded as present yet."""
        return state.is_running and not attendance_recorded(state)

    def goes_on_with(self, before: Roll | None) -> Roll:
        """This roll with the marks of one that was left, where the book has said nothing of attendance since."""
        if before is not None and before._about() == self._about():
            self.marks.update({key: mark for key, mark in before.marks.items() if key in self.marks})
            self.touched, self.typed = before.touched, before.typed
        return self

    def waits_at(self, state: State) -> bool:
        """Whether it can still be recorded: the book has said nothing of attendance since."""
        return self._about() == Roll(state)._about()

    def _about(self) -> tuple[object, ...]:
        state = self._state
        return state.body, state.meeting, self.first, state.movements, state.apologies

    def _presumed(self, held: Mark) -> Mark:
        return Mark("present") if self.first and held.there == "absent" else held

    def put(self, key: str, mark: Mark) -> str:
        """Mark somebody; answers why it cannot be marked so, or nothing."""
        held, label = recorded(self._state, key), member_label(self._state, key)
        if held.there == "vacant":
            return "That seat is vacant. F records who fills it."
        if mark.there == "absent" and held.there == "apologies":
            return f"The apologies of {label} are already recorded; the minutes list them."
        if mark.there == "absent" and held.there != "absent":
            mark = Mark("left")
        self.marks[key] = mark
        self.touched = True
        return ""

    def settle(self) -> None:
        """It is recorded, and with it what was typed for it."""
        for conversation in self.typed:
            conversation.settle(recorded=True)

    def count(self, *there: str) -> int:
        """How many are marked so."""
        return sum(mark.there in there for mark in self.marks.values())

    def words(self, state: State) -> str:
        """What will be recorded."""
        here = present_count(self.as_if(state))
        left = f" · Left {number}" if (number := self.count("left")) else ""
        return (
            f"Present {here.members}{here.besides} · Apologies {self.count('apologies')}{left} · "
            f"Absent {self.count('absent')}"
        )

    def as_if(self, state: State) -> State:
        """The state with those marked present, to see whether they make a quorum."""
        there = {key: mark for key, mark in self.marks.items() if mark.there in ("present", "remote")}
        present = {
            key: Presence(mode="remote" if mark.there == "remote" else "in person", deputy=mark.deputy, at="")
            for key, mark in there.items()
        }
        return replace(state, present=present)

    def entries(self, state: State, *, resumed: bool = False) -> list[AnyEntry]:
        """What the book does not say yet: who has gone, then apologies, then arrivals in the order of the seats.

        ``resumed``: nothing was recorded since the meeting resumed, so who has gone did not come back to it.
        """
        changed = {key: mark for key, mark in self.marks.items() if mark != recorded(state, key)}
        here, away = ("present", "remote"), ("left", "apologies", "absent")
        gone: list[AnyEntry] = [
            MemberLeft(member=key, reason=NOT_RETURNED if resumed else "")
            for key, mark in changed.items()
            if mark.there in away and key in state.present
        ]
        apologies: list[AnyEntry] = [
            ApologiesGiven(member=key, deputy=mark.deputy) for key, mark in changed.items() if mark.there == "apologies"
        ]
        arrivals: list[AnyEntry] = [
            MemberArrived(member=key, mode="remote" if mark.there == "remote" else "in person", deputy=mark.deputy)
            for key, mark in changed.items()
            if mark.there in here
        ]
        return [*gone, *apologies, *arrivals]


def roll_head(state: State, roll: Roll) -> list[Line]:
    """Three lines over a roll that is not yet recorded: what will be, how to mark it, and whether it makes a quorum."""
    marked = roll.as_if(state)
    which = "ATTENDANCE" if roll.first else "ATTENDANCE AGAIN:"  # short, so that the sums fit beside it in 80 columns
    away = "y (apologies) or a (absent). " if roll.first else "p (present) or l (left). "
    marking = f"Type a seat number, then {away}"
    return [
        line(Span(f"▶ {which} NOT YET RECORDED  ", "warn"), Span(roll.words(state), "strong")),
        line(marking, Span("Enter", "key"), " records everyone."),
        line(
            "As marked: " if quorum(state).met is not None else "", *quorum_line(quorum_heard(marked), warning(marked))
        ),
    ]

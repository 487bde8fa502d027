"""Random books that are full of decisions, some with a meeting that is entered only after a later one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from random import Random

from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem
from boardtui.meeting.fold.sitting import found_by_public
from boardtui.meeting.state.state import open_motions
from tests.agreement import steps_matters, steps_motions, steps_people, steps_rarer
from tests.agreement.body import FIRST, RARER, meeting_convened, some_terms
from tests.agreement.recording import Recording

Step = Callable[["Telling"], None]
_STEPS: Sequence[Step] = (
    *(steps_motions.put,) * 8, *(steps_people.come_or_go,) * 2, *(steps_people.declare_interest,) * 2,
    *(steps_matters.agree_action,) * 3, steps_matters.update_action, steps_matters.update_action, steps_matters.note,
    *(steps_matters.issue,) * 2, *(steps_matters.anything,) * 3, steps_people.rule, steps_matters.put_right,
    steps_matters.minutes, steps_matters.minutes, steps_matters.read_otherwise, steps_motions.choose,
    steps_people.lose_quorum, steps_people.take_chair, steps_people.leave_public_outside, steps_people.take_break,
)  # fmt: skip


FULLER = 50
"""From this number on every second book has what is recorded seldom."""


class Telling(Recording):
    """A book that is recorded by chance, meeting by meeting; a fuller one has what is recorded seldom too."""

    def __init__(self, chance: Random, *, fuller: bool = False) -> None:
        super().__init__(chance)
        self.fuller = fuller
        self.rules += RARER if fuller else ()

    def hold(self, number: int, starts: datetime.datetime, terms: Terms) -> None:
        """One meeting, and what is done after it."""
        hidden = (AgendaItem(f"sk{number}", "Sale of a site", "8", confidential=True),) if self.names.may(0.3) else ()
        if not self.begin(meeting_convened(number, starts, terms, self.rules), hidden):
            return
        if self.fuller and self.c.may(0.1) and self.do(e.MeetingCalledOff(f"for {self.c.words()}")):
            return
        steps_people.gather(self)
        if not self.do(e.MeetingOpened()):
            return
        for key in [*self.state.items]:
            self._item(key)
        self._close()
        for _ in range(self.chance.randint(0, 6)):
            self._afterwards()
            if self.fuller:
                self.chance.choice(steps_rarer.AFTERWARDS)(self)

    def _item(self, key: str) -> None:
        if self.c.may(0.1):
            self.do(e.ItemDeferred(key, self.c.words()))
            return
        hidden = self.state.items[key].agenda.confidential
        private = not self.state.excluded and (hidden or self.c.may(0.1))
        if private:
            moved = steps_people.two_of_them(self)
            self.do(e.PublicExcluded(f"for {self.c.words()}", *moved, self.state.charter.terms.exclusion))
        self.do(e.ItemOpened(key))
        for _ in range(self.chance.choice((1, 2, 2, 3, 4))):
            self.chance.choice(_STEPS)(self)
            if self.fuller:
                self.chance.choice(steps_rarer.AT_A_MEETING)(self)
        if self.c.may(0.8):
            steps_motions.finish(self)
        self.do(e.ItemClosed(key, self.c.words() if self.c.may(0.2) else ""))
        if self.state.excluded and self.c.may(0.9):
            self.do(found_by_public(self.state))

    def _close(self) -> None:
        if self.state.phase == "adjourned":
            self.do(e.MeetingResumed())
        for _ in range(6):
            for motion in reversed(open_motions(self.state)):
                self.do(e.MotionWithdrawn(motion.key, "out of time"))
            for choice in self.state.choices.values():
                if choice.status == "open":
                    self.do(e.ChoiceWithdrawn(choice.key, "out of time"))
            if not open_motions(self.state):
                break
            if self.state.excluded:
                self.do(found_by_public(self.state))
        self.do(e.MeetingClosed())

    def _afterwards(self) -> None:
        if self.c.may(0.4):
            steps_matters.update_action(self)
        elif self.c.may(0.2):
            steps_matters.read_otherwise(self)
        else:
            steps_matters.anything(self)


def random_book(seed: int) -> Telling:
    """A book of one to three meetings, the same for the same number; in half of the longer ones an earlier one is late."""
    chance = Random(seed)
    fuller = seed >= FULLER and seed % 2 == 0
    book = Telling(chance, fuller=fuller)
    terms = some_terms(chance)
    if fuller:
        terms = replace(terms, written="allowed")
    order = [*range(chance.choice((1, 2, 2, 3, 3)))]
    if chance.random() < 0.5:
        chance.shuffle(order)
    for number in order:
        book.hold(number, FIRST + datetime.timedelta(days=63 * number), terms)
        if book.state.phase not in ("closed", "called off"):
            break
    return book

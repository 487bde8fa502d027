"""What Home tells of all books, which takes longer to find out than its lists: their states, referrals, and what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from boardtui.book.errors import TROUBLES
from boardtui.errors import UserError
from boardtui.tui.screens.home_repairs import HomeRepairs
from boardtui.tui.views import home

if TYPE_CHECKING:
    from boardtui.book.errors import Altered
    from boardtui.desk.referrals import FollowUp
    from boardtui.meeting.planning.plan import Planned
    from boardtui.meeting.state.state import State


class HomeBooks(HomeRepairs):
    """A screen that tells of all books once it is seen; to the public only what it may know of them."""

    def __init__(self) -> None:
        super().__init__()
        self._states: list[State] | None = None  # None while the books are read
        self._referrals: FollowUp | None = None
        self._late: dict[bool, tuple[Planned, ...]] = {}

    def told(self) -> list[State] | None:
        """What the books may tell here, to the public nothing of a body that meets without it; None while they are read."""
        if self._states is None or not self.hides:
            return self._states
        books = [state for state in self._states if state.in_public]
        return [self.shown_of(self.board.desk.session(state.book).stretch) for state in books]

    def _read_books(self) -> None:
        if self._states is None:
            self._states = self.board.desk.states()
            self._referrals = self._referrals_now()
            self._late = {}
            self.look_for_faults()
            self.show_state()
            self._check_books()

    def _check_books(self) -> None:
        """Check what the start does not read, beside everything else; Home says what was altered."""
        from boardtui.tui.verifying import check_in_thread

        if unchecked := self.board.desk.unchecked():
            check_in_thread(self, self.board.desk.store.path, unchecked, self._checked)

    def _checked(self, book: str, mark: object, fault: Altered | None) -> None:
        was_known = book in self.board.desk.faults
        self.board.desk.settle(book, mark, fault)
        if (fault is not None or was_known) and self.has_widgets:
            self.show_state()

    def _referrals_now(self) -> FollowUp | None:
        """What is to be done about issues referred; a book that cannot be read says so itself, in its own place."""
        from boardtui.desk.referrals import follow_up

        try:
            return follow_up(self.board.desk)
        except TROUBLES:
            raise
        except UserError:
            return None

    def referrals_told(self) -> home.Referrals:
        """How many issues each body is to receive, and outcomes are to be recorded; to the public what public bodies told."""
        if self._referrals is None:
            return home.Referrals()
        titles, hides = dict(self.board.desk.bodies()), self.hides
        public = {state.book for state in self._states or () if state.in_public}
        waiting = {
            titles.get(body, body): sum(
                not hides or (each.book in public and not each.issue.confidential) for each in issues
            )
            for body, issues in self._referrals.to_receive.items()
        }
        outcomes = sum(
            not hides or (answer.body in public and not answer.confidential) for answer in self._referrals.outcomes
        )
        return home.Referrals({body: number for body, number in waiting.items() if number}, outcomes)

    def late_told(self) -> tuple[Planned, ...]:
        """What of the plan is late, to the public as it knows it; worked out once the books have been read."""
        if self._states is not None and self.hides not in self._late:
            self._late[self.hides] = self._late_in_plan()
        return self._late.get(self.hides, ())

    def _late_in_plan(self) -> tuple[Planned, ...]:
        """What of the plan is late or falls due soon: papers and dates of the memorandum.

        A register or book that cannot be read says so itself, in its own place.
        """
        from boardtui.desk.planning import plan
        from boardtui.meeting.planning.plan import is_soon

        try:
            of_plan = plan(self.board.desk, public=self.hides).lines
        except TROUBLES:
            raise
        except UserError:
            return ()
        day = self.board.desk.today()
        return tuple(planned for planned in of_plan if planned.standing == "late" or is_soon(planned, day))

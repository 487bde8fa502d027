"""A screen and its book: what it may show of it while the public is in the room, and what is hidden then."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from textual.screen import ModalScreen

from boardtui.clock import stamp_of
from boardtui.tui.turns import Answering

if TYPE_CHECKING:
    from boardtui.desk.session import Session
    from boardtui.meeting.fold.stretch import Stretch
    from boardtui.meeting.state.state import Stamped, State
    from boardtui.meeting.voting.quorum import QuorumStatus
    from boardtui.tui.board import Board

UNCHANGED = "Nothing was changed, so nothing is recorded."
NOT_IN_PUBLIC = "What bodies recorded that do not meet in public is hidden; * shows it."


class BookScreen(Answering):
    """A screen about a book, or about none; while the public is in the room it tells only what the public may know."""

    all_shown = False  # what is confidential too, though the public is in the room

    @property
    def board(self) -> Board:
        """The program."""
        return cast("Board", self.app)

    @property
    def session(self) -> Session | None:
        """The book that this screen is about, if it is about one."""
        return self.board.session

    @property
    def state(self) -> State:
        """What the book says now; an empty state where the screen is about no book."""
        from boardtui.meeting.state.state import State

        return self.session.state if self.session else State()

    @property
    def now(self) -> datetime.datetime:
        """The time that an entry recorded here gets: the meeting time of a meeting entered afterwards, else by the clock."""
        return self.now_in(self.session)

    def now_in(self, session: Session | None) -> datetime.datetime:
        """The time that an entry recorded in a book gets, as the clock on the wall of its meeting shows it."""
        desk = self.board.desk
        if session is None:
            return desk.local(stamp_of(desk.clock()))
        return desk.local(session.entry_time, session.state.starts)

    def local(self, at: str) -> datetime.datetime:
        """A time of its book as the clock on the wall of its meeting shows it."""
        return self.board.desk.local(at, self.state.starts)

    @property
    def public_here(self) -> bool:
        """Whether a meeting sits in public now: that of this screen, or another, since whoever is there sees the screen."""
        return any(session.public_in_room for session in self.board.desk.opened())

    @property
    def hides(self) -> bool:
        """Whether this screen shows only what the public may know."""
        return not self.all_shown and self.public_here

    @property
    def shown(self) -> State:
        """What this screen may tell of its book: while the public is in the room, the public record."""
        return self.shown_of(self.session.stretch) if self.session else self.state

    def shown_of(self, stretch: Stretch) -> State:
        """What this screen may tell of a meeting."""
        return self.board.live.state(stretch) if self.hides else stretch.state

    def shown_lines(self, stretch: Stretch) -> list[Stamped]:
        """The entries of a meeting that this screen may tell of, those taken back among them."""
        return stretch.public_lines() if self.hides else stretch.lines

    def leaves_out(self, state: State) -> bool:
        """Whether this screen tells nothing of that book while the public is here."""
        return False

    def with_hidden(self, words: str) -> str:
        """A sentence that something is not there; where the public is here, that it is not in what is shown."""
        if not self.hides:
            return words
        return f"In what is shown: {words[:1].lower()}{words[1:]} {NOT_IN_PUBLIC}" if words else NOT_IN_PUBLIC

    @property
    def quorum(self) -> QuorumStatus:
        """The quorum by the true count, in figures that this screen may tell."""
        from boardtui.meeting.record.live import quorum_heard
        from boardtui.meeting.voting.quorum import quorum

        return quorum_heard(self.state) if self.hides else quorum(self.state)

    def on_screen_suspend(self) -> None:
        if not isinstance(self.app.screen, ModalScreen):
            self.all_shown = False

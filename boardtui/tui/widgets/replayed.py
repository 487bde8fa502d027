"""What a replay shows above its time line: the views of the live meeting, filled from the state of one entry."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from boardtui.meeting.record.steps import Steps
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.quorum import quorum
from boardtui.tui.safe import Line
from boardtui.tui.views.agenda import agenda_line, agenda_rows
from boardtui.tui.views.attendance import attendance_rows
from boardtui.tui.views.item import item_lines
from boardtui.tui.views.record import record_lines
from boardtui.tui.views.seat_layout import WIDE
from boardtui.tui.views.timing import Local
from boardtui.tui.views.vote import vote_lines
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows
from boardtui.tui.widgets.seats import Seats


class Replayed(Vertical):
    """Shows the meeting, or the vote on a motion, or (``people``) who was there. Nothing in it takes the focus."""

    DEFAULT_CSS = """
    Replayed { height: 1fr; }
    Replayed .panel { border: solid $secondary; border-title-color: $primary; height: 1fr; }
    Replayed #agenda { width: 37%; }
    Replayed #item { width: 1fr; padding: 0 1; }
    Replayed #record { width: 26%; padding: 0 1; }
    Replayed #folded { display: none; height: 1; background: $panel; padding: 0 1; }
    Replayed #votes { height: auto; margin: 0 1; }
    Replayed Seats { margin: 0 1; }
    Replayed #words { padding: 1 2; }
    Replayed.-narrow #columns { layout: vertical; }
    Replayed.-narrow #agenda { display: none; }
    Replayed.-narrow #folded { display: block; }
    Replayed.-narrow #item { border: none; width: 1fr; }
    Replayed.-narrow #record { border: none; border-top: solid $secondary; width: 1fr; height: 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.people = False

    def compose(self) -> ComposeResult:
        yield Page(id="words")
        with Vertical(id="meeting"):
            yield Painted(id="folded")
            with Horizontal(id="columns"):
                yield _titled(Rows(id="agenda", classes="panel", empty="No agenda."), "Agenda")
                yield _titled(Page(id="item", classes="panel"), "Item")
                yield _titled(Page(id="record", classes="panel"), "Record, up to here")
        with Vertical(id="vote"):
            yield Painted(id="votes")
            yield Seats()
        yield _titled(Rows(id="people", classes="panel", empty="This body has no seats."), "Attendance")

    def on_mount(self) -> None:
        for widget in self.query("Rows, Page, Seats").results(Widget):
            widget.can_focus = False
        self._only("words")

    def on_resize(self) -> None:
        self.set_class(self.size.width < WIDE, "-narrow")

    def say(self, words: Sequence[Line]) -> None:
        """Show words in place of a meeting."""
        self._only("words")
        self.query_one("#words", Page).put(words)

    def fill(self, steps: Steps, motion: Motion | None, local: Local) -> None:
        """Show what the book said at the entry where ``steps`` stands."""
        state = steps.state
        if motion is not None:
            self._only("vote")
            self.query_one("#votes", Painted).show(vote_lines(state, motion, max(20, self.size.width - 2), keys=False))
            self.query_one(Seats).fill(state, motion)
        elif self.people:
            self._only("people")
            people = self.query_one("#people", Rows)
            people.fill(attendance_rows(state, max(20, people.size.width or self.size.width - 4)))
        else:
            was_hidden = not self.query_one("#meeting").display
            self._only("meeting")
            self._meeting(steps, state, local)
            if was_hidden:  # its columns have no width before the next refresh
                self.call_after_refresh(self._again, steps, local)

    def scroll_text(self, by: int) -> None:
        """Scroll what is shown."""
        if self.query_one("#vote").display:
            self.query_one(Seats).action_move(by)
        elif self.query_one("#people").display:
            self.query_one("#people", Rows).action_move(by)
        else:
            self.query_one("#item", Page).action_scroll_by(by)

    def _again(self, steps: Steps, local: Local) -> None:
        if self.query_one("#meeting").display:
            self._meeting(steps, steps.state, local)

    def _meeting(self, steps: Steps, state: State, local: Local) -> None:
        now = local(steps.line.at)
        agenda, item, record = (
            self.query_one("#agenda", Rows),
            self.query_one("#item", Page),
            self.query_one("#record", Page),
        )
        self.query_one("#folded", Painted).show([agenda_line(state, now, local, max(20, self.size.width - 2))])
        agenda.fill(agenda_rows(state, now, local, max(20, agenda.size.width - 2), agenda.size.height))
        agenda.select(state.current or "")
        item.put(
            item_lines(
                state, state.current, max(20, item.size.width - 2), local, now, quorum(state).by_proxy, keys=False
            )
        )
        room = 10_000 if self.has_class("-narrow") else max(20, record.size.width - 2)
        record.put(record_lines(steps.stretch, steps.lines, room, local, steps.line.seq))
        record.action_scroll_by(-len(record.text))

    def _only(self, which: str) -> None:
        for name in ("words", "meeting", "vote", "people"):
            self.query_one(f"#{name}").display = name == which


def _titled(widget: Widget, title: str) -> Widget:
    widget.border_title = title
    return widget

"""The list of speakers on the meeting: opened by its key, kept to the item that is open, and shown above it."""

from __future__ import annotations

from functools import partial

from textual import work

from boardtui.clock import stamp_of
from boardtui.meeting.fold.confidential import hidden_now
from boardtui.meeting.state.state import State
from boardtui.tui.forms import item_forms
from boardtui.tui.safe import Line
from boardtui.tui.screen import BoardScreen
from boardtui.tui.speakers import at_item, not_called, summary
from boardtui.tui.views.next_step import named
from boardtui.tui.views.speakers import speakers_lines, spoken_lines
from boardtui.tui.widgets.bars import MessageBar


class WithSpeakers(BoardScreen):
    """A screen of a meeting that keeps the list of its speakers."""

    @work
    async def action_speakers(self) -> None:
        from boardtui.tui.forms.order_form import record_point_of_order
        from boardtui.tui.forms.speakers_form import SpeakersForm

        state, desk = self.state, self.board.desk
        if self.session is None:
            return
        item = self.shown.items.get(self.shown.current or "") if self.shown.current == state.current else None
        about = f"item {named(item)}" if item else "a confidential item" if state.current else "before the next item"
        options = item_forms.owner_options(self.shown, seated=True)
        form = SpeakersForm(
            about,
            state.body,
            options,
            self.board.speakers,
            desk.clock,
            private=hidden_now(state),
            hides=self.hides,
            record_order=partial(record_point_of_order, self),
        )
        await self.ask(form)
        self.refresh_all()

    def follow_item(self) -> None:
        """Keep the list of speakers to the item that the meeting is on; who spoke, or waited, on the one before is said."""
        state, kept = self.state, self.board.speakers
        if self.session is None or state.phase == "none":
            return
        before = kept.of(state.body)
        at = stamp_of(self.board.desk.clock())
        if state.phase == "closed" and before.meeting != state.meeting:
            return
        now = at_item(before, state.body, state.meeting, (state.current or "") if state.phase != "closed" else "", at)
        kept.put(now)
        changed = now.meeting == before.meeting and now.item != before.item
        if not changed:
            return
        told_by_name = (
            ("Spoken on the item before", summary(now, before.item, public=self.hides)),
            ("Asked to speak on it and not called", not_called(before, public=self.hides)),
        )
        if sentences := [f"{start}: {' · '.join(names)}." for start, names in told_by_name if names]:
            self.call_after_refresh(self._add_to_message, " ".join(sentences))

    def _add_to_message(self, words: str) -> None:
        """Put a sentence after what the message line says."""
        rows = self.query_one(MessageBar).lines
        before = " ".join("".join(span.text for span in row).strip() for row in rows)
        self.say(f"{before} {words}".strip())

    def speakers_of(self, state: State, shown: str | None, width: int) -> list[Line]:
        """Who speaks and who asked, at the item that the meeting is on; at another, who spoke there."""
        speakers = self.board.speakers.of(state.body)
        if (speakers.body, speakers.meeting) != (state.body, state.meeting) or state.current != self.state.current:
            return []
        if shown != (speakers.item or None) or shown is None:
            return spoken_lines(speakers, shown or "", width, public=self.hides) if shown else []
        return speakers_lines(speakers, stamp_of(self.board.desk.clock()), width, public=self.hides)

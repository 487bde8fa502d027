"""The notes docked in the meeting: paragraphs are recorded as they are left, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from textual import work
from textual.timer import Timer
from textual.widget import Widget

from boardtui.errors import UserError
from boardtui.meeting.entries import (
    AnyEntry,
    ItemClosed,
    ItemDeferred,
    ItemOpened,
    MeetingAdjourned,
    MeetingClosed,
    NoteTaken,
    PublicExcluded,
    PublicReadmitted,
)
from boardtui.meeting.state.state import Stamped
from boardtui.tui.command import Command
from boardtui.tui.completing import Completer
from boardtui.tui.docked import Unrecorded, left, place_of, place_words
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import KEPT_AFTER
from boardtui.tui.forms.item_forms import completer
from boardtui.tui.screen import BoardScreen, not_recorded
from boardtui.tui.screens.help import HelpScreen
from boardtui.tui.screens.meeting_commands import NOTES, why_not
from boardtui.tui.status import is_small
from boardtui.tui.widgets.dock import Dock, NotesEditor

_LEAVES = (
    ItemOpened, ItemClosed, ItemDeferred, PublicExcluded, PublicReadmitted, MeetingAdjourned, MeetingClosed,
)  # fmt: skip


class DockedNotes(BoardScreen):
    """A screen of a meeting with an editor for notes at its foot.

    The text belongs to the item that it was typed under, and every such screen shows it. A paragraph is recorded when the
    cursor leaves it, and when the meeting goes to another item, into private session or out of it, adjourns or closes.
    Escape leaves it as it is. ``LOW``: what the screen is for needs the room, so that fewer lines of notes are shown.
    """

    LOW: ClassVar[bool] = True
    _unrecorded: Unrecorded | None = None
    _due: Timer | None = None
    _completes: Completer = Completer()
    _interrupted = False  # notes were written when the window became too small

    def record(self, *entries: AnyEntry, say: str = "", bars: bool = True, heard: bool = False) -> list[Stamped]:
        """Record entries; what is typed in the notes is recorded before the meeting leaves what it is about."""
        if any(isinstance(entry, _LEAVES) for entry in entries) and not self._record_all():
            return []
        return super().record(*entries, say=say, bars=bars, heard=heard)

    def footer(self) -> Sequence[Command]:
        """While notes are written, the keys that work there."""
        return _writing(str(self.TITLE)) if self.dock.is_written_in else super().footer()

    @cached_property
    def dock(self) -> Dock:
        """The editor with its title."""
        return Dock(low=self.LOW)

    def show_notes(self) -> None:
        """Show the notes of what the meeting is on now; what was kept of them opens the editor."""
        dock, state = self.dock, self.state
        self._forget_recorded()
        if self.session is None or self.why_no_notes():
            self._put_away()
            return
        place = place_of(state)
        if self._unrecorded is None or self._unrecorded.place != place:
            self._keep()
            self._unrecorded = Unrecorded(self.board.drafts, place, state)
            dock.put(self._unrecorded.text)
            self.board.docking.turn_to(place, kept=bool(self._unrecorded.text))
        dock.open(is_open=self.board.docking.is_open)
        if dock.is_open:
            self._completes = completer(self)
            self._tell_notes()

    def action_docked(self) -> None:
        """Go into the notes, from which letters do not record."""
        if reason := self.why_no_notes():
            self.say(f"No note is taken: {reason}.")
            return
        self.board.docking.is_open = True
        self.show_notes()
        self.dock.editor.focus()

    def commands(self) -> Sequence[Command]:
        """Without the keys of the notes where none can be taken."""
        unfit = {command.action for command in NOTES} - {command.action for command in self.notes_keys()}
        return [command for command in super().commands() if command.action not in unfit]

    def notes_keys(self) -> list[Command]:
        """The keys of the notes, while any can be taken."""
        return [] if self.why_no_notes() else [*NOTES]

    def why_no_notes(self) -> str:
        """Why no notes can be written here now; empty where they can."""
        return why_not(self.state, "docked")

    @work
    async def action_phrases(self) -> None:
        """List the phrases of the house; the one chosen is written into the notes."""
        phrases = completer(self).phrases
        if not phrases:
            self.say("There are no phrases of the house: config.toml has them in [phrases].")
            return
        options = [Option(word, word, text) for word, text in phrases.items()]
        text = "While a note is typed, the word and then Tab write the phrase. The settings (, on Home) change them."
        chosen = await self.ask(Choose("Phrases of the house", options, text))
        if chosen is None:
            return
        self.action_docked()
        if self.dock.is_open:
            self.dock.editor.insert(phrases[chosen])

    def action_help(self) -> None:
        """The help of the screen, with the phrases of the house at its end."""
        rows = [f"{word}: {text}" for word, text in completer(self).phrases.items()]
        help_screen = HelpScreen(str(self.TITLE or ""), self.HELP, self.commands(), ("Phrases of the house", rows))
        self.app.push_screen(help_screen)

    def action_back(self) -> None:
        """Out of the notes, which stay where they are; then back."""
        if self.dock.is_written_in:
            self._keep()
            self.leave_notes()
        else:
            super().action_back()

    def put_notes_away(self) -> None:
        """Take the notes off the screens; what was typed is kept."""
        kept = self._keep()
        self.board.docking.is_open = False
        self.refresh_all()
        self.say("What you typed is kept and not recorded yet; N shows it." if kept else "")

    def on_screen_suspend(self) -> None:
        self._keep()

    def on_screen_resume(self) -> None:
        """Show what was written on another screen meanwhile."""
        if self._unrecorded is not None and not self._unrecorded.is_as_kept(self.dock.editor.text):
            self._unrecorded = None

    def on_resize(self) -> None:
        """Where the window was too small for a while, letters go where they went before."""
        self._interrupted = self._interrupted or self.dock.is_written_in
        if not is_small(*self.app.size):
            if self._interrupted:
                self.dock.editor.focus()
            self._interrupted = False

    def leave_notes(self) -> None:
        """Give the keys back to the meeting; the text stays where it is."""
        self.first_focus().focus()

    def first_focus(self) -> Widget:
        """What has the keys while no notes are written."""
        raise NotImplementedError

    def on_notes_editor_moved(self, event: NotesEditor.Moved) -> None:
        """Record the paragraphs that the cursor has left, and keep the one that it is in."""
        event.stop()
        if self._unrecorded is None or not self.has_widgets:
            return
        editor = self.dock.editor
        gone, here, cursor = left(editor.text, editor.cursor)
        if gone and gone != self.board.docking.tried[0] and self._record(gone):
            self.dock.put(here, cursor)
            self._keep()
            self.refresh_all()
        elif self._due is None:
            self._due = self.set_timer(KEPT_AFTER, self._keep)

    def on_notes_editor_turned(self, event: NotesEditor.Turned) -> None:
        """Say where the letters go, and which keys work there."""
        event.stop()
        if self.has_widgets and self.size.width:
            self._tell_notes()
            self.refresh_bars()

    def on_unmount(self) -> None:
        self._keep()

    def keep_typed(self) -> None:
        """Keep what stands in the editor; a screen that another covers did so as it was covered."""
        if self.app.screen is self:
            self._keep()

    def _record_all(self) -> bool:
        """Record what stands in the editor, under what it was typed; whether nothing is left to record."""
        text = self.dock.editor.text.strip()
        if not text or self._unrecorded is None or self._unrecorded.place != place_of(self.state):
            return True
        if not self._record(text):
            return False
        self.dock.put("")
        self._keep()
        return True

    def _record(self, text: str) -> bool:
        """Record a note where it was typed; whether it is. One that cannot be recorded stays in the editor and is kept."""
        session, unrecorded = self.session, self._unrecorded
        if session is None or unrecorded is None:
            return False
        self._keep()
        self.board.docking.tried = text, session.recorded
        place = unrecorded.place
        try:
            session.record(NoteTaken(item=place.item, text=text, confidential=place.private))
        except UserError as error:
            self.refresh_all()
            self.say(f"{not_recorded(error)} What you typed is kept.", "bad")
            return False
        self.board.docking.tried = "", 0
        self.say(f"Note recorded on {self._about()}.")
        return True

    def _forget_recorded(self) -> None:
        """Take out of the editor what is recorded after all, though it was not known when it was left."""
        text, after = self.board.docking.tried
        if not text or self.session is None:
            return
        later = [line.entry for line in self.session.lines if line.seq > after]
        if any(isinstance(entry, NoteTaken) and entry.text == text for entry in later):
            self.board.docking.tried = "", 0
            self.dock.put(left(self.dock.editor.text, self.dock.editor.cursor).here)
            self._keep()

    def _keep(self) -> str:
        """Keep what stands in the editor beside the database; what that is."""
        if self._due is not None:
            self._due.stop()
            self._due = None
        if self._unrecorded is None:
            return ""
        text = self.dock.editor.text
        if problem := self._unrecorded.keep(text):
            self.say(problem, "warn")
        return text.strip()

    def _put_away(self) -> None:
        if self.dock.is_written_in:
            self.leave_notes()
        self.dock.open(is_open=False)

    def _tell_notes(self) -> None:
        if self._unrecorded is not None:
            item = self._unrecorded.place.item
            recorded = [note.text for note in self.shown.notes if note.item == item]
            self.dock.tell(self._about(), recorded, self._completes)

    def _about(self) -> str:
        """What the notes are about, as far as this screen may tell."""
        assert self._unrecorded is not None
        place, shown = self._unrecorded.place, self.shown
        return place_words(shown, place) if place.item is None or place.item in shown.items else "a confidential item"


def _writing(screen: str) -> tuple[Command, ...]:
    """The keys while notes are written over a screen of that title."""
    return (
        Command("back", "escape", f"back to the {screen.lower()}", ""),
        Command("", "enter", "twice records", ""),
        Command("", "tab", "completes names, phrases", ""),
    )

"""The draft of the minutes: rough notes are worded anew, drawn together or added to, during the meeting and after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.meeting.entries import EntryRetracted, ParagraphDrafted
from boardtui.meeting.fold.confidential import hidden_now, was_private
from boardtui.meeting.state.state import Note, Stamped
from boardtui.tui.command import Command
from boardtui.tui.forms.dialogs import NO_YES, Confirm
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.sitting_forms import write_papers
from boardtui.tui.safe import Line, Span, line, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.drafting import MEETING, note_lines, note_rows
from boardtui.tui.views.next_step import named
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows


class DraftingScreen(BoardScreen):
    """The notes of the meeting that the book is at."""

    TITLE = "Draft of the minutes"
    HELP = (
        "What you noted in haste becomes what the minutes say. Enter rewords the note under the cursor; space marks several "
        "notes of an item, and Enter then makes one paragraph of them. n adds a paragraph to the item under the cursor. The "
        "minutes print the paragraph in the place of the notes; the notes stay in the minute book as they were taken. x leaves a "
        "note out, or removes a paragraph. All this is possible until the next meeting is convened; once the meeting is "
        "closed, its papers are written again when you go back."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command(
            "word",
            "enter,e",
            "reword",
            "Reword the note under the cursor, or those marked as one paragraph",
            "The draft",
        ),
        Command("mark", "space", "mark", "Mark the note, to make one paragraph of several", "The draft"),
        Command("add", "n", "new paragraph", "Add a paragraph to the item under the cursor", "The draft"),
        Command("leave_out", "x", "leave out", "Leave the note out, or remove the paragraph", "The draft"),
    )
    DEFAULT_CSS = """
    DraftingScreen #next { height: 1; background: $band; text-style: bold; padding: 0 1; }
    DraftingScreen #notes { height: 3fr; }
    DraftingScreen #full { height: 2fr; border-top: solid $secondary; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._marked: set[int] = set()
        self._begun_at: int | None = None

    def body(self) -> Iterable[Widget]:
        yield Painted(id="next")
        yield Rows(id="notes", empty="No meeting is convened, so there is nothing to draft.")
        yield Page(id="full")

    @property
    def subject(self) -> tuple[str, ...]:
        return (*super().subject, self.query_one(Rows).key)

    def on_mount(self) -> None:
        self._begun_at = self.session.recorded if self.session else None
        rows = self.query_one(Rows)
        rows.focus()
        self.call_after_refresh(self._to_first_note)

    def show_state(self) -> None:
        self._marked &= {note.seq for note in self.shown.notes}
        rows = self.query_one(Rows)
        rows.fill(note_rows(self.shown, self._marked) if self.state.meeting else ())
        self.query_one("#next", Painted).show([self._next()])
        self._show_full()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.state.meeting) if action in ("word", "mark", "add", "leave_out") else True

    def on_rows_moved(self) -> None:
        self._show_full()

    def on_rows_chosen(self) -> None:
        self.action_word()

    def action_mark(self) -> None:
        note = self._note()
        if note is None:
            self.say("Only notes are marked; the arrows go to one.")
            return
        others = [note for note in self.shown.notes if note.seq in self._marked]
        if any((other.item, other.confidential) != (note.item, note.confidential) for other in others):
            self.say("One paragraph takes notes of one item, all public or all confidential.", "warn")
            return
        self._marked ^= {note.seq}
        self.refresh_all()

    @work
    async def action_word(self) -> None:
        """The notes marked, or the one under the cursor, in other words; on the row of an item a new paragraph."""
        notes = [note for note in self.state.notes if note.seq in self._marked] or [
            note for note in (self._note(),) if note is not None
        ]
        if not notes:
            await self._add()
            return
        first = notes[0]
        text = "\n\n".join(note.text for note in notes)
        form = Form(self._about(first.item), [Field("text", "The paragraph", text, required=True, long=True)])
        given = await self.ask(form)
        if not given or (len(notes) == 1 and given["text"] == first.text):
            return
        replaces = tuple(note.seq for note in notes)
        self._keep(ParagraphDrafted(first.item, given["text"], replaces, first.confidential))

    @work
    async def action_add(self) -> None:
        await self._add()

    @work
    async def action_leave_out(self) -> None:
        note = self._note()
        if note is None:
            self.say("The arrows go to the note that is to be left out.")
            return
        drafted = any(line.seq == note.seq and isinstance(line.entry, ParagraphDrafted) for line in self._lines())
        title = "Take the paragraph back" if drafted else "Leave the note out"
        text = f"{note.text}\n\nIt stays in the minute book, marked as undone."
        if await self.ask(Confirm(title, text, yes="remove it" if drafted else "leave it out")):
            reason = "paragraph removed" if drafted else "left out of the minutes"
            if self.record(EntryRetracted(note.seq, reason)):
                self.say("Undone; the minutes print the notes again." if drafted else "Left out of the minutes.")

    def action_back(self) -> None:
        """Back; the papers of a closed meeting are written again where something was drafted."""
        session = self.session
        changed = session is not None and session.recorded != self._begun_at
        text = write_papers(self) if changed and self.state.phase == "closed" else ""
        self.dismiss()
        below = self.app.screen
        if text and isinstance(below, BoardScreen):
            below.call_after_refresh(below.say, text)

    async def _add(self) -> None:
        key = self._item()
        hidden = hidden_now(self.state, key) or was_private(self.state, self._lines())
        fields = [
            Field("text", "The paragraph", required=True, long=True, hint="\\ then enter: new line"),
            Field("confidential", "Confidential", "yes" if hidden else "no", options=NO_YES),
        ]
        given = await self.ask(Form(self._about(key), fields))
        if given:
            self._keep(ParagraphDrafted(key, given["text"], confidential=given["confidential"] == "yes"))

    def _keep(self, entry: ParagraphDrafted) -> None:
        recorded = self.record(entry, say="Drafted. The notes stay in the minute book.")
        if recorded:
            self._marked.clear()
            self.refresh_all()
            self.query_one(Rows).select(str(recorded[0].seq))

    def _to_first_note(self) -> None:
        if self.shown.notes:
            self.query_one(Rows).select(str(self.shown.notes[0].seq))

    def _about(self, key: str | None) -> str:
        item = self.state.items.get(key or "")
        return f"Minutes of {named(item)}" if item else "Minutes of the meeting as a whole"

    def _next(self) -> Line:
        if self._marked:
            many = f"{len(self._marked)} marked: "
            return line(Span("▶ ", "accent"), many, Span("enter", "key"), " makes one paragraph of them.")
        if not self.shown.notes:
            return line(
                Span("▶ ", "accent"), "There is no note here to reword. ", Span("n", "key"), " adds a paragraph."
            )
        when = " The papers are written again when you go back." * (self.state.phase == "closed")
        return line(Span("▶ ", "accent"), Span("enter", "key"), f" rewords the note.{when}")

    def _show_full(self) -> None:
        page, note = self.query_one("#full", Page), self._note()
        width = max(20, page.size.width - 4)
        page.put(note_lines(self.shown, self._lines(), note, width) if note else wrap(self.HELP, width, "dim"))

    def _lines(self) -> list[Stamped]:
        return self.session.lines if self.session else []

    def _note(self) -> Note | None:
        key = self.query_one(Rows).key
        return next((note for note in self.shown.notes if str(note.seq) == key), None)

    def _item(self) -> str | None:
        """The item under the cursor, or the one of the note under it; None for the meeting as a whole."""
        note = self._note()
        if note is not None:
            return note.item
        return self.query_one(Rows).key.removeprefix(MEETING) or None

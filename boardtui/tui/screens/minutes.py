"""Minutes: how they read now, drawn anew with every entry, in their public or their confidential part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.book.errors import TROUBLES, BookError
from boardtui.meeting.fold.minuting import correction_words, corrections_of, why_not_corrected
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import State
from boardtui.papers.circulation.approval import is_approved
from boardtui.papers.circulation.closing import minutes_of, warning, write_minutes
from boardtui.papers.document import warned
from boardtui.papers.errors import PaperError
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import can_be_placed, has_confidential
from boardtui.papers.model import Names, Part
from boardtui.tui.command import Command
from boardtui.tui.forms import minutes_forms
from boardtui.tui.safe import EMPTY, Line, Span, line, span, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.status import day
from boardtui.tui.views.paper import paper_lines
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.written import say_written

_WIDEST = 110


UNPLACED = (
    "Recorded. These words stand in no place there, or in several: the approved minutes will list the correction and "
    "leave the text. z undoes it; give more words."
)


class MinutesScreen(BoardScreen):
    """The minutes of the running meeting, or of the one that holds entry ``seq``."""

    TITLE = "Minutes"
    HELP = (
        "The minutes as they read at this moment, made from the minute book alone. They open with the "
        "public part; p shows the confidential part, which is marked so in its first lines and is written to a file of "
        "its own. Minutes stay a draft until a later meeting approves them; until then Z enters corrections, "
        "each of them an entry that z undoes. Once approved they name each correction at its place. "
        "w writes them, with a copy of the minute book, into the folder of meetings; that is also done when "
        "a meeting closes. b writes any other paper there: agenda, "
        "pack, registers, vote sheets, letters, what is published, and data for other programs. The fingerprint at the "
        "end shows whoever holds these minutes whether the minute book was changed afterwards."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("part", "p", "public / confidential", "Show the other part of the minutes", "Minutes"),
        Command("names", "n", "names", "Names with a vote: of those dissenting, or of all voters", "Minutes"),
        Command("draft", "e", "draft", "Turn the notes into minutes, or add paragraphs", "Minutes"),
        Command("write", "w", "write", "Write minutes and book into the meeting's folder, and say where", "Minutes"),
        Command("papers", "b", "papers", "Write another paper of this meeting, or its data, in any format", "Minutes"),
        Command("correct", "Z", "correct", "Enter a correction to these minutes before they are approved", "Minutes"),
        Command("replay", "r", "replay", "Go through this meeting entry by entry", "Minutes"),
    )
    DEFAULT_CSS = """
    MinutesScreen #standing { height: 2; padding: 0 2; }
    MinutesScreen #paper { padding: 0 2; }
    """

    def __init__(self, seq: int | None = None) -> None:
        super().__init__()
        self._seq = seq
        self._past: Stretch | None = None
        self._problem = ""
        self._part: Part = "public"
        self._names: Names | None = None
        self._drawn: tuple[object, ...] = ()

    @property
    def stretch(self) -> Stretch:
        """The entries of the meeting whose minutes these are; none where they cannot be gone through."""
        session = self.session
        assert session is not None
        if self._past is not None:
            return self._past
        try:
            stretch = session.holding(self._seq)
        except TROUBLES:
            raise
        except BookError as error:
            stretch, self._problem = Stretch(session.book), f"There are no minutes of this meeting. {error}"
        if stretch is not session.stretch:
            self._past = stretch
        return stretch

    @property
    def state(self) -> State:
        return self.stretch.state if self.session else State()

    def body(self) -> Iterable[Widget]:
        yield Painted(id="standing")
        yield Page(id="paper")

    def on_mount(self) -> None:
        self._names = self.board.desk.config.settings.names
        self.query_one(Page).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("undo", "draft"):
            return self._live()
        if action == "part" and self._part == "public" and not self.hides:  # before the public it does not tell whether
            return self.session is not None and has_confidential(self.stretch)
        return True

    def status(self) -> tuple[Line, Line, Line]:
        left, middle, right = super().status()
        if self._live() or not self.session:
            return left, middle, right
        state = self.state
        return line(span(state.title, "strong"), " · ", day(state.starts)), (), right

    def show_state(self) -> None:
        width = min(_WIDEST, self.query_one(Page).size.width - 5)
        if not self.session or not self.state.meeting or width < 20:
            text = self._problem or "No meeting has been convened in this book yet, so there are no minutes."
            self.query_one(Page).put(wrap(f"{text} Escape goes back.", max(20, width), "bad" if self._problem else ""))
            return
        if self.hides:
            self._part = "public"
        drawn = (self.session.recorded, self.session.head, self._part, self._names, width)
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw(width)

    def _draw(self, width: int) -> None:
        session = self.session
        assert session is not None
        try:
            text = warning(self.board.desk, self.stretch, known=True)
            paper = minutes_of(self.board.desk, session, self.stretch, part=self._part, names=self._names)
        except (PaperError, BookError) as error:
            self.query_one(Page).put(wrap(str(error), width, "bad"))
            return
        status = "approved" if is_approved(session, self.stretch, self._part) else "DRAFT"
        which = (
            Span("CONFIDENTIAL part, not for publication", "bad")
            if self._part == "confidential"
            else Span("public part")
        )
        names = "names of all voters" if self._names == "all" else "names of dissent"
        self.query_one("#standing", Painted).show(
            [
                line(Span(f"Minutes, {status}", "strong"), " · ", which, " · ", names, f" · {paper.entries} entries"),
                line(Span(f"fingerprint {paper.fingerprint}", "dim")),
            ]
        )
        document = warned(minutes_document(paper, self.board.desk.config.settings.house.minutes), text)
        self.query_one(Page).put([EMPTY, *paper_lines(document, width), *self._corrections(width)])

    def _corrections(self, width: int) -> list[Line]:
        """The corrections entered to this part that wait for approval."""
        assert self.session is not None
        hidden = self._part == "confidential"
        corrections = [
            one for one in corrections_of(self.session.state, self.state.meeting) if one.confidential is hidden
        ]
        lines = (
            [EMPTY, line(Span("Corrections entered, to be approved with the minutes", "warn"))] if corrections else []
        )
        for correction in corrections:
            lines += wrap(f"· {correction_words(correction)}", width)
        return lines

    @work
    async def action_correct(self) -> None:
        assert self.session is not None
        why = why_not_corrected(self.session.state, self.state.meeting)
        if why:
            self.say(why, "warn")
            return
        entry = await minutes_forms.correct(self, self.stretch, confidential=self._part == "confidential")
        if entry is not None and self.record(entry):
            self.query_one(Page).action_scroll_by(100_000)
            if not can_be_placed(self.stretch, entry):
                self.say(UNPLACED, "warn")

    def action_part(self) -> None:
        if self._part == "public" and self.hides:
            self.say("The public is in the room: * shows what is confidential, then p its part, if any.", "warn")
            return
        self._part = "confidential" if self._part == "public" else "public"
        self.query_one(Page).top = 0
        self.refresh_all()
        self.say(f"This is the {self._part} part.", "warn" if self._part == "confidential" else "")

    def action_names(self) -> None:
        self._names = "dissent" if self._names == "all" else "all"
        self.refresh_all()
        every = (
            "every voter with the vote cast" if self._names == "all" else "only those who voted against or abstained"
        )
        self.say(f"The minutes name {every}.")

    def action_draft(self) -> None:
        self.board.open_screen("drafting")

    def action_write(self) -> None:
        session = self.session
        if session is None or not self.state.meeting:
            self.say("There are no minutes to write yet.")
            return
        say_written(self, lambda: write_minutes(self.board.desk, session, self.stretch, self._names))

    @work
    async def action_papers(self) -> None:
        from boardtui.tui.forms.paper_forms import write_paper_of

        if self.session is None or not self.state.meeting:
            self.say("There is no meeting yet that a paper could be written of.")
            return
        await write_paper_of(self, self.stretch)

    def action_replay(self) -> None:
        if self.session is None or not self.stretch.lines:
            self.say("There is nothing to go through yet.")
            return
        self.board.open_screen("replay", self.stretch.lines[0].seq)

    def _live(self) -> bool:
        """Whether these are the minutes of the meeting that the book is at."""
        return self.session is not None and self.stretch is self.session.stretch

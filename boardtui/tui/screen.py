"""What all screens have in common: the bars, the command table, recording, asking, and telling what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from boardtui.book.errors import TROUBLES, BookError, ReadIn
from boardtui.clock import stamp_of
from boardtui.errors import UserError
from boardtui.tui.book_screen import BookScreen
from boardtui.tui.command import EVERYWHERE, Command
from boardtui.tui.safe import Line, Span, cut_at_word, line, width_of, wrap
from boardtui.tui.status import NARROW, SMALLEST, is_small, status_parts
from boardtui.tui.widgets.bars import KeyBar, MessageBar, StatusBar
from boardtui.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from boardtui.desk.session import Session
    from boardtui.meeting.entries import AnyEntry
    from boardtui.meeting.state.state import Stamped
    from boardtui.tui.drafts import Conversation

_UNDONE = 60  # cells of what was undone, in the message


class BoardScreen(BookScreen):
    """A screen of the program.

    A subclass gives ``TITLE``, ``HELP`` (what the screen is for), ``TABLE`` (its commands), ``body`` (its widgets) and
    ``show_state`` (state to widgets). It keeps no truth of its own: it is redrawn from the state after every entry. One
    with ``action_digit`` is given the digits: as bindings, so that they are taken in turn with every other key.
    """

    HELP: ClassVar[str] = ""
    TABLE: ClassVar[tuple[Command, ...]] = ()
    _is_drawn = False  # since it came to the top
    _said_after = 0  # how many entries there were when the message line was written
    DEFAULT_CSS = """
    BoardScreen { layout: vertical; }
    BoardScreen > #too-small { display: none; height: 1fr; padding: 0 2; }
    BoardScreen.-small > .body, BoardScreen.-small > MessageBar, BoardScreen.-small > KeyBar { display: none; }
    BoardScreen.-small > #too-small { display: block; }
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        digits = "0123456789" if hasattr(cls, "action_digit") else ""
        cls.BINDINGS = [
            *(command.binding() for command in (*cls.TABLE, *EVERYWHERE)),
            *(Binding(digit, f"digit('{digit}')", show=False) for digit in digits),
        ]
        super().__init_subclass__(**kwargs)

    def compose(self) -> ComposeResult:
        self._take_size(update=False)  # before the widgets get their styles, which the size decides
        yield StatusBar()
        for widget in self.body():
            yield widget.add_class("body", update=False)
        yield Painted(id="too-small")
        yield MessageBar()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """The widgets between the bars."""
        return ()

    def show_state(self) -> None:
        """Redraw from the state."""

    def status(self) -> tuple[Line, Line, Line]:
        """What the status bar says: left, middle, right."""
        return self.status_of(self.session)

    def status_of(self, session: Session | None) -> tuple[Line, Line, Line]:
        """What the status bar says of a book, in as many words as there is room for."""
        return status_parts(session, self.board.desk, screen=str(self.TITLE or ""), width=self.bar_width)

    @property
    def bar_width(self) -> int:
        """The cells of the status bar, less those that say first that what is confidential is shown."""
        return self.app.size.width - width_of(self._all_shown_words())

    def _all_shown_words(self) -> Line:
        return line(Span(" CONFIDENTIAL SHOWN ", "cursor"), " ") if self.all_shown and self.public_here else ()

    def commands(self) -> Sequence[Command]:
        """The commands that work here at this moment."""
        table = (*self.TABLE, *self.everywhere())
        return [command for command in table if self.check_action(command.action, ()) is not False]

    def everywhere(self) -> list[Command]:
        """The commands of all screens that work at this moment."""
        session = self.session
        missing = set() if self.public_here else {"show_all"}
        if session is None or session.meeting_time is None:
            missing |= {"step_time(1)", "step_time(5)"}
            missing |= set() if session and session.offers_meeting_time else {"meeting_time"}
        fit = [command for command in EVERYWHERE if command.action not in missing]
        if session is None or session.meeting_time is None:
            return fit
        # A meeting entered afterwards needs these at once, so the footer has them, the shortest way.
        shown = {"meeting_time": "time", "step_time(1)": "+1m", "step_time(5)": "+5m"}
        return [
            command._replace(footer=True, label=shown[command.action]) if command.action in shown else command
            for command in fit
        ]

    def refresh_all(self) -> None:
        """Redraw everything from the state: the body, then the bars, which say what may be done with what it shows."""
        if not self.has_widgets or not self.size.width:
            return
        self._is_drawn = True
        self.show_state()
        self.refresh_bars()

    def refresh_bars(self) -> None:
        """Redraw what the bars say."""
        self._tell_status()
        self.query_one(KeyBar).list_keys(self.footer())

    def footer(self) -> Sequence[Command]:
        """The commands whose keys the footer has."""
        return self.commands()

    def _tell_status(self) -> None:
        left, middle, right = self.status()
        self.query_one(StatusBar).tell(line(*self._all_shown_words(), *left), middle, right)

    def say(self, words: str, tone: Any = "", *, passing: bool = False) -> None:
        """Put a sentence in the message line; what an entry warned of, before all but a fault or what is ``passing``."""
        if not self.has_widgets:
            return
        session = self.session
        self._said_after = session.recorded if session is not None else 0
        if session is not None and session.untold and words and tone != "bad" and not passing:
            words, tone = session.untold, "warn"
            self.call_after_refresh(self._was_told, words)
        self.query_one(MessageBar).say(words, tone)

    def _was_told(self, warning: str) -> None:
        """Let go of a warning that is painted; where another screen was opened sooner, that one says it."""
        if self.session is not None and self.session.untold == warning and self.is_active:
            self.session.untold = ""

    def record(self, *entries: AnyEntry, say: str = "", bars: bool = True, heard: bool = False) -> list[Stamped]:
        """Record entries in order and redraw; what is refused is said with its reason, and ends it.

        Without ``bars`` the bars, and whatever else takes long, follow in the next frame, so that what was keyed is
        painted sooner. What is confidential is not said while the public is here, unless ``say`` may be ``heard``.
        """
        session = self.session
        assert session is not None
        recorded: list[Stamped] = []
        problem = ""
        for place, entry in enumerate(entries):
            try:
                recorded.append(session.record(entry))
            except ReadIn as error:
                self.refresh_all()
                self.say(str(error), "warn")
                return recorded
            except TROUBLES as error:
                self._record_later(entries[place:], say, error, self.board.drafts.conversation().hand_over())
                return recorded
            except UserError as error:
                problem = not_recorded(self._heard(session, entry, error))
                break
        if bars:
            self.refresh_all()
        else:
            self.show_state()
            self.call_after_refresh(self.refresh_all)
        if problem:
            self.say(problem + (self.board.drafts.kept_words if self.board.drafts.unrecorded() else ""), "bad")
        elif (
            not heard
            and self.hides
            and (any(stamped.confidential for stamped in recorded) or self.leaves_out(session.state))
        ):
            self.say("Recorded, confidential. z undoes it.")
        else:
            self.say(say or _recorded(recorded, session))
        return recorded

    def refusal(self, entry: AnyEntry) -> str:
        """Why an entry would not be recorded now, as a sentence; empty where it would. Nothing is recorded."""
        from boardtui.meeting.state.refusal import Refused

        session = self.session
        assert session is not None
        stretch = session.stretch
        try:
            stretch.judge(stretch.stamp(session.recorded + 1, stamp_of(session.clock()), session.by, entry))
        except Refused as refused:
            return not_recorded(self._heard(session, entry, refused))
        return ""

    def _heard(self, session: Session, entry: AnyEntry, error: UserError) -> UserError:
        """Why an entry is refused, where the public record refuses it for the same reason while the public is here."""
        from boardtui.meeting.entries import EntriesCorrected, EntryRetracted, TimeStated
        from boardtui.meeting.fold.fold import accept
        from boardtui.meeting.state.refusal import Refused

        # These are judged by the whole stretch, which names nothing confidential.
        whole = (EntriesCorrected, EntryRetracted, TimeStated)
        if not self.hides or not isinstance(error, Refused) or isinstance(entry, whole):
            return error
        stretch = session.stretch
        try:
            accept(self.shown, stretch.stamp(session.recorded + 1, stamp_of(session.clock()), session.by, entry))
        except Refused as refused:
            if str(refused) == str(error):
                return refused
        return Refused("something confidential stands against it. * shows it, and the same again then says why.")

    @property
    def subject(self) -> tuple[str, ...]:
        """What a form over this screen is about where its title does not say it: its draft is offered again only there."""
        state = self.state
        return (state.body, state.meeting, state.current or "") if state.meeting else ()

    @work
    async def _record_later(
        self, entries: Sequence[AnyEntry], say: str, error: UserError, conversation: Conversation
    ) -> None:
        """Record what was entered as soon as the file can be used again; its drafts go then."""
        from boardtui.tui.database_away import overcome

        if await overcome(self, error):
            if len(self.record(*entries, say=say)) == len(entries):
                conversation.settle(recorded=True)
        else:
            self.refresh_all()
            kept = self.board.drafts.kept_words if conversation.settle() else ""
            self.say(f"{not_recorded(error)}{kept}", "bad")

    async def _dispatch_message(self, message: Message) -> None:
        """Deal with a message; where the file cannot be used for it, wait until it can."""
        try:
            await super()._dispatch_message(message)
        except TROUBLES as error:
            self.board.wait_for_file(error, message=message)

    async def ask(self, dialog: Screen[Any]) -> Any:
        """Show a dialog and wait for its answer; None where it was left with Escape. A form keeps what is typed."""
        conversation = self.board.drafts.conversation()
        conversation.settle()
        if (begin := getattr(dialog, "keep_with", None)) is not None:
            begin(conversation, self.subject, self.state)
        return await self.board.ask(dialog)

    def on_mount(self) -> None:
        self.query_one(KeyBar).list_keys(self.footer())  # whose height decides where all else is
        if self.session is not None and self.session.untold:
            self.call_after_refresh(self.say, self.session.untold)
        self.set_interval(1.0, self._tick)

    def on_screen_resume(self) -> None:
        if self.session is not None and self.session.recorded != self._said_after:
            self.say("")  # another screen recorded something: z undoes that, and not what this line told of
        self._is_drawn = False
        self.call_after_refresh(self._draw_again)

    def _draw_again(self) -> None:
        """Draw a screen that came to the top, unless it was meanwhile: a screen that is opened is, for its size."""
        if not self._is_drawn:
            self.refresh_all()

    def on_resize(self) -> None:
        width, height = self.app.size
        self._take_size()
        if is_small(width, height):
            self.query_one("#too-small", Painted).show(_too_small(width, height))
        self.refresh_all()

    def _take_size(self, *, update: bool = True) -> None:
        """Have the classes for the size of the window."""
        width, height = self.app.size
        self.set_class(is_small(width, height), "-small", update=update)
        self.set_class(width < NARROW, "-narrow", update=update)

    def _tick(self) -> None:
        # Textual takes a screen that is covered for current too, and would paint all of the one on top again.
        if self.app.screen is self and self.size.width:
            self._tell_status()
            self.tick()

    def tick(self) -> None:
        """What a screen shows that changes with the time alone."""

    def action_back(self) -> None:
        self.dismiss()

    def action_palette(self) -> None:
        self.app.action_command_palette()

    def action_help(self) -> None:
        from boardtui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(str(self.TITLE or ""), self.HELP, self.commands()))

    @work
    async def action_show_all(self) -> None:
        from boardtui.tui.forms.dialogs import Choose, Option

        if not self.public_here:
            self.say("Nothing is hidden: no meeting sits in public now.")
            return
        if self.all_shown:
            self.all_shown = False
            self.refresh_all()
            self.say("What is confidential is hidden again.")
            return
        text = (
            "The public is in the room, and whoever sees this screen reads it. It stays until * is pressed again or the "
            "screen is left."
        )
        options = [Option("", "no, keep it hidden"), Option("show", "show it")]
        if await self.ask(Choose("Show what is confidential?", options, text)):
            self.all_shown = True
            self.refresh_all()
            self.say("CONFIDENTIAL is shown; * hides it.", "bad")

    def action_meeting_time(self) -> None:
        self.board.ask_meeting_time()

    def action_step_time(self, minutes: int) -> None:
        self.board.step_meeting_time(minutes)

    @work
    async def action_undo(self) -> None:
        from boardtui.meeting.fold.stated_times import wall_time
        from boardtui.meeting.words.entry_words import tell_in
        from boardtui.tui.database_away import persist
        from boardtui.tui.forms.dialogs import Confirm

        session = self.session
        if session is None:
            self.say("There is nothing to undo here.")
            return
        last = session.would_undo()
        if last is None:
            self.say("There is nothing to undo in this meeting.")
            return
        hidden = self.hides and (last.confidential or self.leaves_out(session.state))
        text = "confidential, hidden while the public is here" if hidden else tell_in(session.stretch, last)
        question = f"{wall_time(session.state, last.at)}, {text}"
        if await self.ask(Confirm("Undo", question, yes="undo")):
            try:
                await persist(self, session.undo)
            except UserError as error:
                self.refresh_all()
                self.say(not_recorded(error, "Not undone"), "bad")
                return
            self.refresh_all()
            said = "" if hidden else f": {cut_at_word(text, _UNDONE)}"
            self.say(f"Undone{said}. It stays in the minute book, marked as undone.")


def _recorded(recorded: Sequence[Stamped], session: Session) -> str:
    """What was recorded: a single entry in words."""
    from boardtui.meeting.words.entry_words import tell_in

    if len(recorded) != 1:
        return f"Recorded {session.recorded}."
    return f"Recorded: {ended(tell_in(session.stretch, recorded[0]))} z undoes it."


def ended(words: str) -> str:
    """Words as a sentence: with a full stop, where they do not end with one, or with words of somebody's that do."""
    return words if words.rstrip("”").endswith((".", "!", "?")) else f"{words}."


def not_recorded(error: UserError, what: str = "Not recorded") -> str:
    """Why something is not recorded; that it is not comes first, where the sentence does not say so itself."""
    return str(error) if isinstance(error, BookError) and error.says_whether_recorded else f"{what}: {error}"


def _too_small(width: int, height: int) -> list[Line]:
    """What a window too small for the program says, in as many words as it has room for."""
    least = f"{SMALLEST[0]} by {SMALLEST[1]}"
    needs = f"This window is {width} by {height}; boardtui needs at least {least}"
    larger = "Make the window larger or the letters smaller."
    said: list[Line] = []
    for text in (
        f"{needs} (80 by 24 is better). {larger} Nothing that was recorded is lost.",
        f"{needs}. {larger}",
        f"Make this window {least}.",
    ):
        said = wrap(text, max(10, width - 4))
        if len(said) < height:
            break
    return [(), *said] if len(said) + 1 < height else said

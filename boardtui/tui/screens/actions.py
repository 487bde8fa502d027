"""All open actions: who does what by when, overdue first; and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.charter.words import bare, started
from boardtui.desk.meetings import PastMeeting
from boardtui.errors import UserError
from boardtui.meeting.entries import ActionUpdated, OpenAction
from boardtui.meeting.followup.actions import NAMES, agreed_before
from boardtui.meeting.state.state import State
from boardtui.meeting.words.value_words import action_status
from boardtui.papers.model import Part
from boardtui.tui.book_screen import UNCHANGED
from boardtui.tui.books import BooksList
from boardtui.tui.command import Command
from boardtui.tui.dates import HINT
from boardtui.tui.forms.condition_forms import agree_condition, agree_support
from boardtui.tui.forms.day_form import ask_with_day
from boardtui.tui.forms.dialog import WIDE, Dialog
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.item_forms import agree_action, owner_options
from boardtui.tui.safe import Line, Span, at_most, line, span
from boardtui.tui.screens.docked_notes import DockedNotes
from boardtui.tui.screens.meeting_commands import NOTES
from boardtui.tui.views.actions import Listed, action_lines, action_rows, columns_head, fitting
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows


class Details(Dialog):
    """One action with everything that was said of it."""

    WIDEST = WIDE
    DEFAULT_CSS = "Details Page { height: 14; }"

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__("Action", hint="↑ ↓ scroll   esc back")
        self._lines = lines

    def parts(self) -> Sequence[Widget]:
        return [Page(id="details")]

    def on_mount(self) -> None:
        page = self.query_one(Page)
        page.focus()
        self.call_after_refresh(page.put, self._lines)


class ActionsScreen(BooksList, DockedNotes):
    """The actions of the open book, with the notes of its meeting; opened from Home, those of every book."""

    TITLE = "Actions"
    HELP = (
        "Every open action, overdue first, then by date. An action is agreed in a meeting or entered between meetings; it "
        "is carried from meeting to meeting until it is completed or withdrawn. Those completed or withdrawn since the "
        "last meeting was convened come last. Conditions of decisions (R), and support or intervention agreed for a partner "
        "(U), are kept here too, each under a heading of its own: d records that a condition is met or that support has "
        "ended, e gives support another review date. To go through the log: d and Enter record that an action is completed, "
        "and the cursor goes on to the next."
    )
    EMPTY = "No action is open. n enters one."
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("new", "n", "new action", "Enter an action: what, who and by when", "Actions"),
        Command(
            "condition",
            "R",
            "condition",
            "Enter a condition of a decision: what is delivered, by whom and by when",
            "Actions",
            footer=False,
            wide=True,
            also=("subject to", "deliverable", "funding condition"),
        ),
        Command(
            "support",
            "U",
            "support",
            "Enter support or intervention agreed for a partner, what was recommended, and its review date",
            "Actions",
            footer=False,
            wide=True,
            also=("intervention", "recovery", "register of support"),
        ),
        Command("done", "d", "completed", "The selected action is completed", "Actions"),
        Command("drop", "x", "withdrawn", "The selected action is withdrawn, with the reason", "Actions"),
        Command("edit", "e", "update", "Change the date or say how it goes; opens a completed action again", "Actions"),
        Command(
            "owner",
            "O",
            "owner",
            "Somebody else does it from now on",
            "Actions",
            footer=False,
            wide=True,
            also=("reassign", "change owner"),
        ),
        Command("take_in", "i", "import", "Take actions in from a sheet, shown before any is recorded", "Actions"),
        Command("open", "enter", "details", "Everything that was said of the action", "Actions", footer=False),
        Command("find", "slash", "find", "Only those of an owner, or with certain words", "List"),
        Command("order", "o", "by owner", "In the order of owners, or again by the day", "List"),
        *NOTES,
    )

    def __init__(self) -> None:
        super().__init__()
        self.wanted = ""
        self.by_owner = False
        self._held: dict[tuple[str, str], PastMeeting | None] = {}  # by book and meeting: read once
        self._closes: dict[tuple[str, int], str] = {}  # when it was closed, by the entry that convened it

    def body(self) -> Iterable[Widget]:
        yield from super().body()
        yield self.dock

    def first_focus(self) -> Widget:
        return self.query_one(Rows)

    def why_no_notes(self) -> str:
        return "no meeting is open on this screen" if self.all_books else super().why_no_notes()

    def show_state(self) -> None:
        self.show_notes()
        width = max(40, self.size.width - 2)
        rows = action_rows(fitting(self._listed(), self.wanted), self.today(), width, by_owner=self.by_owner)
        head = columns_head(width, bodies=self.all_books) if rows else ()
        if self.wanted:
            head = line(Span("  only with ", "warn"), span(self.wanted, "strong"), Span("   / changes it", "dim"))
        self.query_one("#columns", Painted).show([head])
        listing = self.query_one(Rows)
        listing.empty = "No matches. / changes the search." if self.wanted else "No action is open. n enters one."
        listing.fill([*self.rows_of_faults(), *rows])
        self.show_about()

    def tick(self) -> None:
        self.show_state()

    def _listed(self) -> list[Listed]:
        listed = []
        for state in self.shown_books():
            body = self.body_title(state.book) if self.all_books else ""
            actions = state.actions.values()
            before = actions if self.all_books else agreed_before(state, actions)
            gone_through = {action.action for action in before}
            listed += [
                Listed(state, act, body, day, act.action not in gone_through, title)
                for act in actions
                for day, title in (self._met_at(state, act),)
            ]
        return listed

    def _met_at(self, state: State, action: OpenAction) -> tuple[str, str]:
        """The day (YYYY-MM-DD) of the meeting that an action belongs to, and its title where the action was agreed at it.

        Empty is what is not known, or what the public is not to know.
        """
        key = state.book, action.meeting
        if key not in self._held:  # a meeting as it was convened never changes
            self._held[key] = self.board.desk.as_convened(*key)
        held = self._held[key]
        if held is None:
            return "", ""
        told = (held.public or not self.hides) and (action.item is not None or self._was_open(state, action, held.seq))
        return held.starts[:10], held.title if told else ""

    def _was_open(self, state: State, action: OpenAction, seq: int) -> bool:
        """Whether the meeting that was convened by an entry was not closed yet when an action on no item was agreed."""
        if action.meeting == state.meeting:
            return not state.closed_at or action.agreed < state.closed_at
        key = state.book, seq
        if key not in self._closes:
            try:
                self._closes[key] = self.board.desk.session(state.book).past(seq).state.closed_at
            except UserError:  # that it cannot be read is told elsewhere
                self._closes[key] = ""
        return action.agreed < self._closes[key]

    def _under_cursor(self) -> Listed | None:
        key = self.query_one(Rows).key
        return next((listed for listed in self._listed() if listed.key == key), None)

    def show_about(self) -> None:
        listed = self._under_cursor()
        lines = action_lines(listed, self.today(), max(20, self.size.width - 4), updates=2) if listed else []
        self.about(at_most(lines, 5))

    def action_open(self) -> None:
        listed = self._under_cursor()
        if listed is not None:
            width, corrected = min(70, self.size.width - 10), self._corrected(listed)
            self.app.push_screen(Details(action_lines(listed, self.today(), width, corrected=corrected)))

    def _corrected(self, listed: Listed) -> str:
        """What the approval of minutes corrected of an action, as the action log tells it; nothing where that cannot be read."""
        from boardtui.papers.circulation.circulating import corrected_of_action

        part: Part = "confidential" if listed.action.confidential else "public"
        try:
            return corrected_of_action(
                self.board.desk, listed.state.book, listed.action.meeting, listed.action.action, part
            )
        except UserError:
            return ""

    def action_order(self) -> None:
        self.by_owner = not self.by_owner
        self.refresh_all()
        self.say("In the order of owners; o orders by day." if self.by_owner else "By day, overdue first.")

    @work
    async def action_find(self) -> None:
        field = Field("words", "Owner or words", self.wanted, hint="blank: all")
        value = await self.ask(Form("Find actions", [field], last="find", keep=False))
        if value is not None:
            self.wanted = value["words"]
            self.refresh_all()

    @work
    async def action_new(self) -> None:
        if await self.choose_and_work_in("Whose action is it?"):
            await agree_action(self)

    @work
    async def action_condition(self) -> None:
        if await self.choose_and_work_in("Whose decision is it?"):
            await agree_condition(self)

    @work
    async def action_support(self) -> None:
        if await self.choose_and_work_in("Which body agreed it?"):
            await agree_support(self)

    @work
    async def action_take_in(self) -> None:
        from boardtui.tui.taking import take_in

        state = await self.choose_and_work_in("Into which book?")
        if state is not None:
            taken = await take_in(
                self, "actions", state.book, f"the actions of the {bare(self.body_title(state.book))}"
            )
            self.refresh_all()
            if taken is not None:
                self.say(f"{taken.words} z undoes the entries one by one.")

    @work
    async def action_done(self) -> None:
        listed = self._to_change()
        if listed is None:
            return
        field = Field("text", "Update", hint="optional")
        title = started(f"{NAMES[listed.action.register]} {action_status('done', listed.action.register)}")
        value = await self.ask(Form(title, [field], f"{listed.owner}: {listed.words}"))
        if value is not None:
            status = action_status("done", listed.action.register)
            self._update(listed, ActionUpdated(listed.action.action, "done", None, value["text"]), status)

    @work
    async def action_drop(self) -> None:
        listed = self._to_change()
        if listed is None:
            return
        field = Field("text", "Why it is withdrawn", required=True)
        title = started(f"{NAMES[listed.action.register]} withdrawn")
        value = await self.ask(Form(title, [field], f"{listed.owner}: {listed.words}"))
        if value is not None:
            self._update(listed, ActionUpdated(listed.action.action, "dropped", None, value["text"]), "withdrawn")

    @work
    async def action_edit(self) -> None:
        listed = self._under_cursor()
        if listed is None:
            self.say("There is no action here; n enters one.")
            return
        again = listed.action.status != "open"
        fields = [
            Field("due", "Due", listed.action.due or "", hint=HINT),
            Field("text", "Update", hint="optional"),
        ]
        title = f"It is {listed.status}; open it again" if again else "New date, or an update"
        text = f"{listed.owner}: {listed.words}"
        given = await ask_with_day(self.ask, title, fields, self.local_now(listed.state).date(), day="due", words=text)
        if given is None:
            return
        due = given["due"] or None
        if not again and not given["text"] and due in (None, listed.action.due):
            self.say(UNCHANGED)
            return
        entry = ActionUpdated(listed.action.action, "open", due if due != listed.action.due else None, given["text"])
        self._update(listed, entry, "open again" if again else "updated")

    @work
    async def action_owner(self) -> None:
        listed = self._to_change()
        if listed is None:
            return
        options = owner_options(listed.state)
        fields = [Field("owner", "Who does it from now on", required=True, options=options, find=True, free=True)]
        value = await self.ask(Form("Another owner", fields, f"{listed.owner}: {listed.words}"))
        if value is None:
            return
        if value["owner"] == listed.owner:
            self.say(UNCHANGED)
            return
        entry = ActionUpdated(listed.action.action, "open", owner=value["owner"])
        told = _as_it_stands(listed, f"Recorded: the action is now for {value['owner']}.")
        self.record_in(listed.state.book, entry, say=told)

    def _to_change(self) -> Listed | None:
        listed = self._under_cursor()
        if listed is None:
            self.say("There is no action here; n enters one.")
        elif listed.action.status != "open":
            self.say(f"This {NAMES[listed.action.register]} is {listed.status} already; e opens it again.")
            return None
        return listed

    def _update(self, one: Listed, entry: ActionUpdated, what: str) -> None:
        keys = [row.key for row in self.query_one(Rows).rows if row.choosable]
        following = keys[keys.index(one.key) + 1 :] if one.key in keys and entry.status != "open" else []
        told = _as_it_stands(one, f"Recorded: the {NAMES[one.action.register]} of {one.owner} is {what}.")
        if self.record_in(one.state.book, entry, say=told) and following:
            self.query_one(Rows).select(following[0])  # the log is gone through from the first to the last
            self.show_about()


def _as_it_stands(one: Listed, recorded: str) -> str:
    """What was recorded, or that at a meeting entered afterwards what a later one said of the action stands."""
    if one.state.is_running and one.action.action in one.state.said_later:
        name = NAMES[one.action.register]
        return f"Recorded for the minutes of this meeting; the {name} stays as a later meeting left it."
    return recorded

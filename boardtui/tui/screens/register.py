"""The register: meetings and agendas, members, partners, Annex 1, rules, terms of reference, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.book.errors import TROUBLES, BookError
from boardtui.register.bodies import head
from boardtui.register.tables import RegisterError
from boardtui.tui.command import Command
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.safe import EMPTY, Line, Span, at_most, line, wrap
from boardtui.tui.screens.register_annex import AnnexTab
from boardtui.tui.screens.register_changes import ChangesTab
from boardtui.tui.screens.register_meetings import MeetingsTab
from boardtui.tui.screens.register_members import MembersTab
from boardtui.tui.screens.register_memorandum import MemorandumTab
from boardtui.tui.screens.register_partners import PartnersTab
from boardtui.tui.screens.register_rules import RulesTab
from boardtui.tui.screens.register_tab import Tab
from boardtui.tui.screens.register_terms import TermsTab
from boardtui.tui.screens.setup_screen import SetupScreen
from boardtui.tui.widgets.matrix import Matrix
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows

TABS: tuple[type[Tab], ...] = (
    MeetingsTab,
    MembersTab,
    PartnersTab,
    AnnexTab,
    RulesTab,
    TermsTab,
    ChangesTab,
    MemorandumTab,
)
LOOKS = frozenset({"body", "meeting"})


class RegisterScreen(SetupScreen):
    """What is known between meetings; what a meeting runs on is taken from here when it is convened."""

    TITLE = "Setup"
    HELP = (
        "Everything that a meeting uses: a digit opens a page, Enter edits the selected line. When a meeting is convened "
        "all this is copied into its minute book; a running meeting keeps the copy that it was convened with. "
        "Where an edit changes who may vote or how many votes are needed, that is shown before it is made. A further rule, "
        "subject or body is part of the memorandum: on page 8 w writes it as a file to edit, and i imports it. A note that is "
        "cut below the list is there in full."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command(
            "do('edit')", "enter", "edit", "Edit what is under the cursor", "Edit", also=("change", "rename", "correct")
        ),
        Command(
            "do('add')",
            "n",
            "add",
            "Add an agenda item under the cursor, or a seat",
            "Edit",
            also=("new item", "new member", "new seat"),
        ),
        Command(
            "do('plan')",
            "m",
            "new meeting",
            "Plan another meeting",
            "Edit",
            also=("add meeting", "schedule a meeting"),
        ),
        Command("do('earlier')", "left_square_bracket", "earlier", "Move the agenda item up", "Edit", also=("order",)),
        Command("do('later')", "right_square_bracket", "later", "Move the agenda item down", "Edit", also=("order",)),
        Command("do('recommend')", "r", "draft motion", "Write the motion that the agenda item recommends", "Edit"),
        Command(
            "do('take_over')",
            "o",
            "copy items",
            "Copy items of an earlier agenda, and deferred ones",
            "Edit",
            also=("standing items", "last agenda"),
        ),
        Command(
            "do('take_out')",
            "x",
            "remove",
            "Remove the item, the meeting from the plan, a seat that no meeting had, or a memorandum not in force",
            "Edit",
            also=("delete", "cancel a meeting", "remove a seat"),
        ),
        Command("do('represents')", "p", "partners", "Say which partners the seat represents", "Edit"),
        Command(
            "do('tick')", "space", "tick", "Tick or clear the cell under the cursor: whom a subject concerns", "Edit"
        ),
        Command("do('ruling')", "u", "ruling", "Enter or take away a ruling on one partner and element", "Edit"),
        Command(
            "do('take_in')",
            "i",
            "import",
            "Import a sheet or a renewed memorandum, shown first",
            "Edit",
            also=("spreadsheet", "Excel", "CSV", "Word"),
        ),
        Command(
            "do('write')",
            "w",
            "write",
            "Write the memorandum as a charter file into the folder of meetings, to be edited and imported",
            "Edit",
        ),
        Command(
            "do('meeting')",
            "c",
            "change meeting",
            "Choose the meeting whose agenda is shown",
            "Look",
            also=("other meeting",),
        ),
        Command("do('body')", "b", "change body", "Choose the body that is shown", "Look", also=("committee",)),
        Command("find", "slash", "find", "Go to a row by its words", "Look", also=("search",)),
        Command("turn(1)", "pagedown", "more", "Scroll the rulings under the table", "Look", footer=False),
        Command("turn(-1)", "pageup", "less", "Scroll the rulings back", "Look", footer=False),
        *(
            Command(
                f"page({number})",
                str(number),
                tab.short or tab.title,
                f"Open the page: {tab.title}",
                "Pages",
                footer=False,
            )
            for number, tab in enumerate(TABS, 1)
        ),
    )
    DEFAULT_CSS = """
    RegisterScreen #tabs { height: 1; background: $boost; }
    RegisterScreen #head { height: 2; }
    RegisterScreen #rulings { display: none; margin: 1 0 0 0; }
    RegisterScreen.-narrow #rulings { margin: 0; }
    RegisterScreen #matrix { display: none; }
    RegisterScreen #detail { height: 7; border-top: solid $secondary; padding: 0 1; }
    RegisterScreen.-narrow #detail { height: 5; }
    RegisterScreen.-annex #matrix, RegisterScreen.-annex #rulings { display: block; }
    RegisterScreen.-annex #list { display: none; }
    RegisterScreen.-annex #head { height: 1; }
    RegisterScreen.-annex.-narrow #detail { height: 4; }
    """

    def __init__(self, page: int = 1, first: str = "") -> None:
        """Begin on a page, and with ``first`` with one of the things that are done there."""
        super().__init__()
        self._first = first
        self.tabs = [tab(self) for tab in TABS]
        self.page = page
        self._cursors: dict[int, str] = {}
        self._charter = ""

    @property
    def tab(self) -> Tab:
        """The page that is shown."""
        return self.tabs[self.page - 1]

    @property
    def subject(self) -> tuple[str, ...]:
        return "register", self.tab.title, self.chosen_body, self.row_key

    def body(self) -> Iterable[Widget]:
        yield Painted(id="tabs")
        yield Painted(id="head")
        yield Rows(id="list")
        yield Matrix(id="matrix")
        yield Page(id="rulings")
        yield Painted(id="detail")

    def on_mount(self) -> None:
        if self.session is not None:
            self.chosen_body = self.session.book
        self._focus()
        if self._first:
            self.call_after_refresh(self.action_do, self._first)

    def status(self) -> tuple[Line, Line, Line]:
        left, middle, right = super().status()
        return (left if self.session else line(Span("Setup", "strong"), " · ", self._charter)), middle, right

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        name, _, inner = action.partition("(")
        if name == "do":
            named = str(parameters[0]) if parameters else inner.strip("')")
            return named in self.tab.works and self.tab.can(named)
        if name in ("find", "turn"):
            return isinstance(self.tab, AnnexTab) == (name == "turn")
        return name != "undo" or self.taken is not None

    def show_state(self) -> None:
        width = max(20, self.size.width - 2)
        tabs = self.query_one("#tabs", Painted)
        tabs.show([line(" ", *(part for number, tab in enumerate(TABS, 1) for part in self._tab(number, tab)))])
        try:
            self._charter = head(self.board.desk.store.connection)[1]
            self.query_one("#head", Painted).show([line(" ", *part) for part in self.tab.head(width)])
            self._fill(width)
        except TROUBLES:
            raise
        except (RegisterError, BookError) as error:
            self.query_one("#head", Painted).show([line(" ", Span("This page cannot be shown.", "bad")), EMPTY])
            self.query_one("#list", Rows).fill([])
            self.query_one("#detail", Painted).show(wrap(error, width - 2, "bad"))

    def _tab(self, number: int, tab: type[Tab]) -> Iterable[Span]:
        here = number == self.page
        yield Span(f"{number}", "key")
        title = tab.short if tab.short and self.size.width < 100 else tab.title
        yield Span(f"{'▸' if here else ' '}{title} ", "heading" if here else "")

    def _fill(self, width: int) -> None:
        if isinstance(self.tab, AnnexTab):
            self.tab.fill(self.query_one(Matrix), self.query_one("#rulings", Page), width)
        else:
            listed = self.query_one("#list", Rows)
            listed.empty = self.tab.empty
            listed.fill(self.tab.rows(width))
        self._tell_more()

    def _tell_more(self) -> None:
        width = max(20, self.size.width - 4)
        foot, lines = self.query_one("#detail", Painted), self.tab.detail(self.row_key, width)
        foot.show(at_most(lines, foot.size.height or len(lines)))

    def _focus(self) -> None:
        annex = isinstance(self.tab, AnnexTab)
        self.set_class(annex, "-annex")
        self.query_one("#matrix" if annex else "#list").focus()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        if event.rows.id == "list":
            self._look(self.tab.moved)

    def on_matrix_moved(self) -> None:
        self._look(self.tab.moved)

    def _look(self, moved: Callable[[str], None]) -> None:
        try:
            moved(self.row_key)
            self._tell_more()
            self.refresh_bars()
        except (RegisterError, BookError) as error:
            self.say(str(error), "bad")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.action_do("edit")

    def action_page(self, number: int) -> None:
        """Open a page; its cursor stands where it was left."""
        listed = self.query_one("#list", Rows)
        self._cursors[self.page] = listed.key
        self.page = number
        listed.rows, listed.index, listed.top = (), 0, 0
        self._focus()
        self.refresh_all()
        self.say("")
        self.call_after_refresh(self._come_back, self._cursors.get(number, ""))

    def _come_back(self, key: str) -> None:
        """Now that the list has its size: its top in sight, the cursor where it was left."""
        self.query_one("#list", Rows).top = 0
        self.go_to(key)
        self.show_state()

    def action_turn(self, pages: int) -> None:
        """Scroll the rulings."""
        self.query_one("#rulings", Page).action_scroll_page(pages)

    @work
    async def action_find(self) -> None:
        listed = self.query_one("#list", Rows)
        rows = [row for row in listed.rows if row.choosable]
        texts = [" ".join("".join(part.text for part in row.parts).split()) for row in rows]
        options = [Option(row.key, text) for row, text in zip(rows, texts, strict=True)]
        if options and (value := await self.ask(Choose("Go to", options))) is not None:
            listed.select(value)

    @work
    async def action_do(self, name: str) -> None:
        """Do one of the things that work on the page."""
        reason = self.board.desk.store.read_only_reason
        if reason is not None and name not in LOOKS:
            self.say(f"Nothing can be edited here. {reason}", "warn")
            return
        try:
            await getattr(self.tab, name)()
        except TROUBLES:
            raise
        except (RegisterError, BookError) as error:
            self.refresh_all()
            self.say(f"Not changed: {error}", "bad")

    @work
    async def action_undo(self) -> None:
        from boardtui.tui.taking import take_back

        if self.taken is not None and await take_back(self, self.taken):
            self.taken = None
            self.refresh_bars()

"""The year of a body at a glance: attendance, decisions, actions and interests declared, drawn in letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widget import Widget

from boardtui.book.errors import TROUBLES
from boardtui.charter.words import counted
from boardtui.dates import CALENDAR, FINANCIAL
from boardtui.errors import UserError
from boardtui.papers.document import Document
from boardtui.tui.command import Command
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.safe import EMPTY, line, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.paper import paper_lines
from boardtui.tui.widgets.page import Page
from boardtui.tui.written import say_written

if TYPE_CHECKING:
    from boardtui.papers.circulation.yearly import Period

_WIDEST = 100  # cells; longer bars say no more


class YearScreen(BoardScreen):
    """To read only: nothing is recorded here, and nothing confidential is shown."""

    TITLE = "The year"
    HELP = (
        "A year of a body, from what is public: how many members came to each meeting and how often each member came, what "
        "became of motions and actions, how many interests were declared. Parts of a bar differ by how they are filled, "
        "and the figures stand beside it in the same order. Left and right go to the year before and after, g to one "
        "in which meetings were held, f changes between the calendar year and the one from April to March, or from the day "
        "on which the body's terms of reference let its year begin. w writes the paper."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("go(-1)", "left,h", "year before", "The year before", "Which year"),
        Command("go(1)", "right,l", "year after", "The year after", "Which year"),
        Command("pick", "g", "go to", "One of the years in which meetings were held", "Which year"),
        Command(
            "other", "f", "April to March", "The year across two calendar years, or the calendar year", "Which year"
        ),
        Command("body", "b", "body", "Another body", "Which year"),
        Command("paper", "w", "write", "Write the year as a paper, in the formats of config.toml", "The paper"),
    )

    def __init__(self, book: str) -> None:
        super().__init__()
        self._book = book
        self._year: Period | None = None
        self._paper: Document | None = None
        self._problem = ""

    def body(self) -> Iterable[Widget]:
        yield Page(id="year")

    def on_mount(self) -> None:
        self.query_one(Page).focus()
        self._look(self._book, "")

    def commands(self) -> list[Command]:
        everywhere = [command for command in self.everywhere() if command.action != "undo"]
        text = _kind(self._year.other) if self._year else "April to March"
        return [
            *(command._replace(label=text) if command.action == "other" else command for command in self.TABLE), *everywhere,
        ]  # fmt: skip

    def show_state(self) -> None:
        width = max(40, min(_WIDEST, self.size.width - 3))
        page = self.query_one(Page)
        if self._paper is None:
            page.put([EMPTY, *wrap(self._problem, width, "warn", " ")])
            return
        page.put([line(" ", *row) for row in paper_lines(self._paper, width)])

    def action_go(self, by: int) -> None:
        if self._year is not None:
            self._turn(lambda year: year.after if by > 0 else year.before)

    def action_other(self) -> None:
        if self._year is not None:
            self._turn(lambda year: year.other)

    @work
    async def action_pick(self) -> None:
        from boardtui.papers.circulation.yearly import years

        try:
            known_years = years(self.board.desk, self._book)
        except UserError as error:
            self.say(str(error), "warn")
            return
        options = [
            Option(year.title, year.title, f"{_kind(year)}, {counted(count, 'meeting')}") for year, count in known_years
        ]
        chosen = await self.ask(Choose("Which year?", options, chosen=self._year.title if self._year else ""))
        if chosen:
            self._look(self._book, str(chosen))

    @work
    async def action_body(self) -> None:
        desk = self.board.desk
        books = [book for book in desk.store.books() if not (self.hides and desk.not_in_public(book))]
        titles = dict(desk.bodies())
        options = [Option(book, titles.get(book, book)) for book in books]
        chosen = await self.ask(Choose("Which body?", options, self.with_hidden(""), chosen=self._book))
        if chosen:
            self._look(str(chosen), self._year.title if self._year else "")

    def action_paper(self) -> None:
        from boardtui.papers.circulation.yearly import write_year

        if self._paper is None:
            self.say("There is no year to write.")
            return
        say_written(self, lambda: write_year(self.board.desk, self._book, self._year.title if self._year else ""))

    def _turn(self, to: Callable[[Period], Period]) -> None:
        assert self._year is not None
        try:
            year = to(self._year)
        except UserError as error:
            self.say(str(error), "warn")
        else:
            self._look(self._book, year.title)

    def _look(self, book: str, year: str) -> None:
        """Show another year or body; where there is none of it, the year stays and the reason is said."""
        from boardtui.papers.circulation.yearly import year_of

        try:
            period, paper = year_of(self.board.desk, book, year)
        except TROUBLES:
            raise
        except UserError as error:
            self._problem = str(error)
            if self._paper is not None:
                self.say(self._problem, "warn")
        else:
            self._book, self._year, self._paper = book, period, paper
            self.query_one(Page).top = 0
            self.say("")
        self.refresh_all()


def _kind(year: Period) -> str:
    """Which months a year has, or from which day it runs, in few words."""
    return {CALENDAR: "January to December", FINANCIAL: "April to March"}.get(year.begins, f"from {year.begins}")

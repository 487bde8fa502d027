"""The forward plan by month: what is late first, then what every body owes and plans and what the memorandum names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.book.errors import TROUBLES
from boardtui.desk.planning import Plan, due_again, plan
from boardtui.errors import UserError
from boardtui.meeting.entries import MilestoneReached
from boardtui.meeting.planning.milestones import extension
from boardtui.meeting.planning.plan import Planned
from boardtui.papers.circulation.circulating import write_plan
from boardtui.papers.plan import month_of, stands
from boardtui.tui.books import BooksScreen
from boardtui.tui.command import Command
from boardtui.tui.dates import HINT, PAST_HINT
from boardtui.tui.forms.day_form import ask_with_day
from boardtui.tui.forms.form import Field
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.safe import Line, Span, Tone, fit, fit_at_word, line, wrap
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.rows import Row, Rows, heading, problem
from boardtui.tui.written import say_written

_MARKS: dict[str, tuple[str, Tone]] = {
    "late": ("OVERDUE", "bad"),
    "missing": ("due", "warn"),
    "due": ("due", "accent"),
    "planned": ("planned", "good"),
    "undated": ("no date", "dim"),
    "earlier": ("earlier", "dim"),
}
_PASSED: tuple[str, Tone] = ("passed", "warn")  # an end is no task that can be overdue


class PlanScreen(BooksScreen):
    """The plan of all bodies for the next twelve months."""

    TITLE = "Plan"
    HELP = (
        "What is overdue comes first. Then month by month: meetings planned, meetings due and not yet planned (four "
        "a year in public, every two months, every month: as its clause says), the last date for notice, and the dates in "
        "the memorandum, such as its end and its yearly review. d marks a date as done: a yearly one then comes back a "
        "year later, a monthly one the next month, and a time limit begins. l records an extension of the memorandum. "
        "The terms of reference say in which year meetings are counted; where they do not, the calendar and the financial "
        "year are both shown. The year in which a body's book begins is never called overdue, "
        "nor a time from before the first meeting held here. w writes the plan as a paper, and "
        "boardtui export BODY --format ics as a calendar."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("reach", "d", "mark as done", "Mark the selected date as done", "Plan"),
        Command("extend", "l", "extend", "Record to which date the memorandum was extended", "Plan"),
        Command("write", "w", "write", "Write the plan as a paper into the folder of meetings", "Plan"),
        Command("register", "e", "setup", "The setup, where meetings are planned", "Plan"),
    )
    DEFAULT_CSS = """
    PlanScreen #plan { height: 3fr; }
    PlanScreen #about { height: 6; border-top: solid $secondary; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._plan = Plan(())
        self._drawn: tuple[str, bool] | None = None

    def body(self) -> Iterable[Widget]:
        yield Rows(id="plan", empty="Nothing is planned, due or overdue in the next twelve months.")
        yield Page(id="about")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def on_screen_resume(self) -> None:
        self._drawn = None

    def show_state(self) -> None:
        rows = self.query_one(Rows)
        now = (self._working.head if self._working else "", self.hides)
        if now != self._drawn:
            try:
                self._plan = plan(self.board.desk, public=self.hides)
            except TROUBLES:
                raise
            except UserError as error:
                self._plan = Plan((), (str(error),))
            self._drawn = now
        rows.fill(list(self._rows(max(40, self.size.width - 3))))
        self._show_about()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "extend":
            planned = self._under_cursor()
            return planned is not None and planned.ends
        if action == "reach":
            planned = self._under_cursor()
            return planned is not None and planned.kind == "milestone" and bool(planned.about)
        return True

    def on_rows_moved(self) -> None:
        self.refresh_bars()
        self._show_about()

    async def _chosen(self) -> tuple[Planned, str] | None:
        """The line under the cursor, and the minute book in which it is recorded."""
        planned = self._under_cursor()
        state = await self.choose_book("In whose minute book is it recorded?") if planned else None
        return None if planned is None or state is None else (planned, state.book)

    @work
    async def action_reach(self) -> None:
        chosen = await self._chosen()
        if chosen is None:
            return
        planned, book = chosen
        today = self.today()
        fields = [
            Field("date", "Done on", today.isoformat(), required=True, hint=PAST_HINT),
            Field("text", "How", hint="e.g. reviewed by the Board, extended to 2028"),
        ]
        text = planned.named
        if planned.begins:
            fields[0] = Field("date", "Began on", today.isoformat(), required=True, hint=PAST_HINT)
            fields[1] = Field("text", "What started it", required=True)
        title = "The time limit begins" if planned.begins else "Mark as done"
        given = await ask_with_day(self.ask, title, fields, today, day="date", words=text)
        if given is None:
            return
        day = given["date"] or today.isoformat()
        entry = MilestoneReached(planned.about, planned.title, day, given["text"], begins=planned.begins)
        self.record_in(book, entry)

    @work
    async def action_extend(self) -> None:
        """Record to which date the memorandum was extended; what comes back is then due until that date."""
        chosen = await self._chosen()
        if chosen is None:
            return
        planned, book = chosen
        today = self.today()
        decided = Field("date", "Decided on", today.isoformat(), required=True, hint=PAST_HINT)
        how = Field("text", "By whom, and how", required=True)
        text = planned.named
        given = await ask_with_day(self.ask, "Extended", [decided, how], today, day="date", words=text)
        if given is None:
            return
        last = [Field("until", "Until", required=True, hint=HINT)]
        new = await ask_with_day(self.ask, "Extended until which date", last, today, day="until", words=text)
        if new is None:
            return
        changes = due_again(self.board.desk, planned.milestone, new["until"])
        nothing = "Nothing that comes back is due by this memorandum."
        if not await self.ask(ConfirmList("What the extension changes", changes or [nothing], text, yes="record")):
            return
        key = extension(planned.milestone, new["until"])
        self.record_in(book, MilestoneReached(key, planned.title, given["date"], given["text"], until=new["until"]))

    def action_write(self) -> None:
        say_written(self, lambda: write_plan(self.board.desk))

    def action_register(self) -> None:
        self.board.open_screen("register")

    def _rows(self, width: int) -> Iterable[Row]:
        for text in self._plan.left_out:
            yield from problem(text, width)
        number = 0
        for title, group in groupby(self._plan.lines, key=month_of):
            yield heading(title)
            for planned in group:
                yield Row(str(number), _row(planned, self._what(planned), width))
                number += 1

    def _what(self, one: Planned) -> str:
        """What is planned or due; of a meeting that is owed, whose it is."""
        if one.kind != "owed":
            return one.title
        return f"{self.body_title(one.body)}: {one.count}" if one.count else self.body_title(one.body)

    def _under_cursor(self) -> Planned | None:
        key = self.query_one(Rows).key if self.is_mounted else ""
        lines = self._plan.lines
        return lines[int(key)] if key.isdecimal() and int(key) < len(lines) else None

    def _show_about(self) -> None:
        planned, page = self._under_cursor(), self.query_one(Page)
        width = max(20, page.size.width - 2)
        if planned is None:
            page.put([])
            return
        lines = wrap(planned.title, width, "heading")
        if planned.body and planned.kind != "owed":
            lines += wrap(self.body_title(planned.body), width)
        lines += wrap(stands(planned), width)
        if planned.ends:
            lines += wrap("l: it was extended. e, then 8 and i: it was renewed or amended.", width)
        lines += wrap(planned.note, width, "dim") if planned.note else []
        page.put(lines)


def _row(planned: Planned, title: str, width: int) -> Line:
    text, tone = _PASSED if planned.ends and planned.standing == "late" else _MARKS[planned.standing]
    day = f"{planned.day:%a} {planned.day.day:>2} {planned.day:%b %Y}" if planned.day else ""
    room = max(10, width - 27)
    return line(fit(day, 15), "  ", Span(fit(text, 7), tone), "  ", fit_at_word(title, room))

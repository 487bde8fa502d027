"""The readings of a clause side by side: what each gives with these votes, and what the chair rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.charter.words import started
from boardtui.desk.unsettled import if_declared, unsettled
from boardtui.meeting.counting.readings import PROXIES_ABSENT
from boardtui.meeting.entries import ConsensusDeclared
from boardtui.meeting.state.state import Motion
from boardtui.meeting.voting.ballot import counting_of, readings_of, rule_of, tally_of
from boardtui.meeting.words.clauses import clause_words
from boardtui.meeting.words.ruling_words import reading_in_use
from boardtui.tui.command import Command
from boardtui.tui.forms.motion_ruling import record_ruling
from boardtui.tui.safe import EMPTY, Line, Span, at_most, line, span, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.readings import OWN, reading_rows
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows

NO_OTHER = "This rule has no other reading."
COUNTED = "Members voting by proxy are counted as present"


class ReadingsScreen(BoardScreen):
    """Answers True once the chair has ruled, None where it was left."""

    TITLE = "Readings"
    HELP = (
        "A clause can be read in more than one way. Here are the same votes under each reading that the charter names: the "
        "count, the votes needed, and the outcome. Enter records the Chair's ruling on the selected reading: that the one "
        "in use is right, or that the clause is read in another way. From then on the motion is counted so."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("rule", "enter,u", "record ruling", "Record the Chair's ruling that the clause is read so", "Readings"),
    )
    DEFAULT_CSS = """
    ReadingsScreen #readings-head { height: auto; }
    ReadingsScreen Page { height: 1fr; }
    """

    def __init__(self, motion: str, entry: ConsensusDeclared | None = None) -> None:
        super().__init__()
        self._key = motion
        self._entry = entry

    def body(self) -> Iterable[Widget]:
        yield Painted(id="readings-head")
        yield Rows(id="readings", empty=NO_OTHER)
        yield Page(id="why")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    @property
    def motion(self) -> Motion | None:
        motion = self.shown.motions.get(self._key)
        if motion is None or self._entry is None or motion.status != "open":
            return motion
        return if_declared(motion, self._entry)

    def show_state(self) -> None:
        motion, width = self.motion, max(40, self.size.width)
        head = self.query_one("#readings-head", Painted)
        if motion is None:
            head.show([line(Span(" The motion was undone; esc goes back.", "warn"))])
            self.query_one(Rows).fill([])
            return
        rule = rule_of(self.state, motion)
        title = line(" ", Span(f"Motion {motion.number}", "heading"), " · ", span(rule.title, "heading"))
        asks = f"{started(clause_words(rule.clause))} can be read in more than one way."
        if not readings_of(self.state, motion):
            asks = NO_OTHER
        if motion.status == "open" and unsettled(self.state, motion):
            asks = asks.removesuffix(".") + (
                ", and the result depends on it. Ask the Chair to rule, select that reading and press Enter."
            )
        spans = wrap(asks, width - 2, "strong", indent=" ")
        head.show([title, *at_most(wrap(motion.text, width - 2, indent=" "), 2), EMPTY, *spans])
        rows = reading_rows(self.state, motion, width)
        self.query_one(Rows).styles.height = min(len(rows), max(3, self.size.height // 2))
        self.query_one(Rows).fill(rows)
        self._show_why()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        self._show_why()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.action_rule()

    @work(exclusive=True)
    async def action_rule(self) -> None:
        motion, key = self.motion, self.query_one(Rows).key
        if motion is None or motion.status != "open" or not key:
            self.say("There is nothing to rule on here any more.", "warn")
            return
        clause = rule_of(self.state, motion).clause
        presence = any(recount.key == PROXIES_ABSENT.key for recount in readings_of(self.state, motion))
        if key == PROXIES_ABSENT.key:
            ruled = await record_ruling(self, motion, "proxies_present", "do_not_count", PROXIES_ABSENT.title)
        elif key == OWN and presence:
            ruled = await record_ruling(self, motion, "proxies_present", "count", COUNTED)
        elif key == OWN:
            means = reading_in_use(rule_of(self.state, motion), counting_of(self.state, motion))
            ruled = await record_ruling(self, motion, "procedure", means, started(means))
        else:
            title = next(recount.title for recount in readings_of(self.state, motion) if recount.key == key)
            ruled = await record_ruling(
                self, motion, "reading", key, f"{started(clause_words(clause))} read as “{title}”"
            )
        if ruled:
            self.dismiss(True)

    def action_back(self) -> None:
        self.dismiss(None)

    def _show_why(self) -> None:
        motion, key = self.motion, self.query_one(Rows).key
        if motion is None:
            return
        width = max(30, self.size.width - 4)
        lines: list[Line] = [EMPTY]
        if key == OWN:
            rule = rule_of(self.state, motion)
            lines += wrap(tally_of(self.state, motion).words, width, "strong", indent="  ")
            lines += wrap(rule.note, width, indent="  ") if rule.note else []
        else:
            for recount in readings_of(self.state, motion):
                if recount.key == key:
                    text = recount.tally.words if recount.tally else f"It {recount.problem}."
                    lines += [*wrap(text, width, "strong", indent="  "), *wrap(recount.why, width, indent="  ")]
        self.query_one(Page).put(lines)

"""Interests declared: by whom, on which items, how each is handled, and what that does to the votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.meeting.entries import InterestDeclared
from boardtui.meeting.state import Interest, State, member_label
from boardtui.meeting.telling import HANDLING, INTEREST
from boardtui.tui import people_forms
from boardtui.tui.command import Command
from boardtui.tui.dialogs import Option, Pick
from boardtui.tui.form import Field, Form
from boardtui.tui.safe import Line, Span, line, wrap
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.effects import effects, interest_effects
from boardtui.tui.views.interests import interest_lines, interest_rows
from boardtui.tui.views.next_step import named
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows

EMPTY_WORDS = (
    "No interest has been declared at this meeting. n declares one: who, on which items, and how it is handled."
)


class InterestsScreen(BoardScreen):
    """The declarations of the meeting."""

    TITLE = "Interests"
    HELP = (
        "Each row is a declaration. n declares one: the member, the items, what kind of interest, and how it is handled: "
        "noted, may speak and does not vote, or withdraws. Below the list stands what that does to the votes on those items. "
        "Enter on a row declares it again with another handling; the later declaration holds. Confidential and public items "
        "are never mixed in one entry: where both are picked, two are recorded."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("declare", "n", "new", "Declare an interest", "Interests"),
        Command("change", "enter,e", "change", "Declare it again: other items or another handling", "Interests"),
        Command("find", "slash", "find member", "Go to a member's declaration", "Interests"),
    )
    DEFAULT_CSS = """
    InterestsScreen #next { height: 1; background: $primary 25%; text-style: bold; padding: 0 1; }
    InterestsScreen #interests { height: 2fr; }
    InterestsScreen #effect { height: 3fr; border-top: solid $secondary; padding: 0 1; }
    """

    def body(self) -> Iterable[Widget]:
        yield Painted(id="next")
        yield Rows(id="interests", empty=EMPTY_WORDS)
        yield Page(id="effect")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Rows).focus()

    def show_state(self) -> None:
        rows = self.query_one(Rows)
        rows.fill(interest_rows(self.state, max(20, rows.size.width - 2)))
        self.query_one("#next", Painted).show([self._next()])
        self._show_effect()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("change", "find"):
            return bool(self.state.interests) and self.state.phase != "closed"
        return self.state.phase not in ("closed", "none") if action == "declare" else True

    def on_rows_moved(self) -> None:
        self._show_effect()

    def on_rows_chosen(self) -> None:
        if self.check_action("change", ()):
            self.action_change()

    @work
    async def action_declare(self) -> None:
        key = await people_forms.choose_member(self, "Who declares an interest", self._present_first())
        if key is not None:
            await self._declare(key, None)

    @work
    async def action_change(self) -> None:
        held = self._interest()
        if held is not None:
            await self._declare(held.member, held)

    @work
    async def action_find(self) -> None:
        declared = list(dict.fromkeys(one.member for one in self.state.interests))
        key = await people_forms.choose_member(self, "Whose declaration", declared)
        if key is not None:
            self.query_one(Rows).select(
                str(next(one.seq for one in reversed(self.state.interests) if one.member == key))
            )

    async def _declare(self, member: str, held: Interest | None) -> None:
        state, label = self.state, member_label(self.state, member)
        options = [
            Option(key, named(item), "confidential" if item.agenda.confidential else "")
            for key, item in state.items.items()
        ]
        marked: Sequence[str] = held.items if held else [state.current] if state.current else []
        items = await self.ask(
            Pick(f"On which items: {label}", options, "None marked: an interest in general.", marked=marked, least=0)
        )
        if items is None:
            return
        given = await self.ask(Form(f"Interest of {label}", _fields(held, bool(items))))
        if given is None:
            return
        entries = [
            InterestDeclared(
                member=member,
                items=part,
                interest=given["interest"],
                nature=given["nature"],
                handling=given["handling"],
                reason=given["reason"],
            )
            for part in _apart(state, items)
        ]
        self._keep(state, entries)

    def _keep(self, before: State, entries: list[InterestDeclared]) -> None:
        """Record, go to the new row, and say at once what it does to the votes."""
        recorded = self.record(*entries)
        if len(recorded) < len(entries):
            return
        self.query_one(Rows).select(str(recorded[-1].seq))
        self._show_effect()
        two = "Recorded as two entries, since confidential and public items are kept apart." if len(entries) > 1 else ""
        words = effects(before, self.state)
        if not words and entries[0].handling != "noted":
            words = [text for entry in entries for key in entry.items for text in interest_effects(self.state, key)][:1]
        self.say(" ".join(part for part in (two, *words) if part) or "Interest recorded; it changes no vote.")

    def _next(self) -> Line:
        if self.state.phase in ("closed", "none"):
            return line(Span("The meeting is closed; nothing more is declared.", "dim"))
        if not self.state.interests:
            return line(Span("▶ ", "accent"), Span("n", "key"), " declares an interest.")
        return line(
            Span("▶ ", "accent"),
            Span("n", "key"),
            " declares an interest, ",
            Span("Enter", "key"),
            " changes this one.",
        )

    def _show_effect(self) -> None:
        page, held = self.query_one("#effect", Page), self._interest()
        width = max(20, page.size.width - 4)
        page.put(interest_lines(self.state, held, width) if held else wrap(self.HELP, width, "dim"))

    def _interest(self) -> Interest | None:
        key = self.query_one(Rows).key
        return next((one for one in self.state.interests if str(one.seq) == key), None)

    def _present_first(self) -> list[str]:
        state = self.state
        filled = [key for key, member in state.members.items() if not member.vacant]
        return sorted(filled, key=lambda key: key not in state.present)


def _fields(held: Interest | None, on_items: bool) -> list[Field]:
    handling = tuple(Option(key, words) for key, words in HANDLING.items() if on_items or key == "noted")
    return [
        Field(
            "interest",
            "Kind",
            held.interest if held else "",
            options=tuple(Option(*pair) for pair in _SHORT.items()),
            hint="professional and personal: not financial",
        ),
        Field("nature", "Nature", held.nature if held else "", required=True, hint="what the interest is"),
        Field("handling", "Handling", held.handling if held else "", options=handling),
        Field("reason", "Reason for handling it so", held.reason if held else "", hint="may stay empty"),
    ]


def _apart(state: State, items: Sequence[str]) -> list[tuple[str, ...]]:
    """The items in entries that are public or confidential as a whole."""
    hidden = tuple(key for key in items if state.items[key].agenda.confidential)
    public = tuple(key for key in items if key not in hidden)
    return [part for part in (public, hidden) if part] or [()]


_SHORT = {key: words.removeprefix("non-financial ") for key, words in INTEREST.items()}

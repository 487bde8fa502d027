"""Interests declared: by whom, on which items, how each is handled, and what that does to the votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.charter.words import counted
from boardtui.dates import day_as_written
from boardtui.meeting.entries import InterestDeclared, InterestReported, StandingInterest
from boardtui.meeting.fold.interest_register import registered_as, unhandled
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Interest, State
from boardtui.meeting.state.unpublished import is_withheld
from boardtui.tui.command import Command
from boardtui.tui.forms import declaration_forms, interest_forms, people_forms, withholding_forms
from boardtui.tui.forms.dialogs import Option, Pick
from boardtui.tui.forms.form import Form
from boardtui.tui.forms.interest_forms import apart, declared_fields
from boardtui.tui.safe import Line, Span, line, wrap
from boardtui.tui.screens.docked_notes import DockedNotes
from boardtui.tui.screens.meeting_commands import NOTES
from boardtui.tui.views.effects import effects, interest_effects
from boardtui.tui.views.interests import (
    HIDDEN,
    STANDING,
    interest_lines,
    interest_rows,
    public_without_consent,
    standing_lines,
)
from boardtui.tui.views.next_step import named
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows

EMPTY_WORDS = (
    "No interest has been declared at this meeting. n declares one: who, on which items, and how it is handled. "
    "r registers one that lasts."
)


CLOSED_WORDS = "No interest was declared at this meeting. r registers one that lasts."


class InterestsScreen(DockedNotes):
    """The declarations of the meeting, and the register of interests that lasts from meeting to meeting."""

    TITLE = "Interests"
    HELP = (
        "Each row is a declaration. n declares one: the member, the items, what kind of interest, and how it is handled: "
        "noted, may speak and does not vote, or withdraws. Below the list you see what that does to the votes on those items. "
        "Enter on a row declares it again with another action taken; the later declaration holds. Confidential and public items "
        "are never mixed in one entry: where both are picked, two are recorded. r adds an interest to the "
        "register: it lasts until x ends it, and every meeting whose agenda it touches shows it at the top until you "
        "press Enter and say what was done. y asks everybody for the yearly declaration and records each that comes back, "
        "nil or not; G records a gift or hospitality. b withholds a paper from members with an interest."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("declare", "n", "new", "Declare an interest", "Interests"),
        Command("change", "enter,e", "change", "Declare it again: other items or another action taken", "Interests"),
        Command("find", "slash", "find member", "Go to a member's declaration", "Interests", footer=False),
        Command("register", "r", "register", "Add an interest to the register", "Register"),
        Command(
            "take_in",
            "i",
            "import",
            "Import interests, or gifts and hospitality, from a spreadsheet, with a preview",
            "Register",
        ),
        Command("end", "x", "ended", "End the selected interest", "Register"),
        Command(
            "yearly", "y", "yearly round", "Ask for the yearly declarations, or record one that came back", "Register"
        ),
        Command(
            "gift",
            "G",
            "gift",
            "Record a gift or hospitality that was offered",
            "Register",
            footer=False,
            wide=True,
            also=("hospitality",),
        ),
        Command("withhold", "b", "withhold", "Withhold a paper from members with an interest", "Papers"),
        *NOTES,
    )
    DEFAULT_CSS = """
    InterestsScreen #next { height: 1; background: $band; text-style: bold; padding: 0 1; }
    InterestsScreen #interests { height: 2fr; }
    InterestsScreen #effect { height: 3fr; border-top: solid $secondary; padding: 0 1; }
    """

    def body(self) -> Iterable[Widget]:
        yield Painted(id="next")
        yield Rows(id="interests", empty=EMPTY_WORDS)
        yield Page(id="effect")
        yield self.dock

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        if text := public_without_consent(self.shown):
            self.say(text, "warn")

    def first_focus(self) -> Widget:
        return self.query_one(Rows)

    def show_state(self) -> None:
        self.show_notes()
        rows = self.query_one(Rows)
        empty = CLOSED_WORDS if self.state.phase == "closed" else EMPTY_WORDS
        rows.empty = f"{empty} {HIDDEN}" if self.hides else empty
        rows.fill(
            interest_rows(self.shown, max(20, rows.size.width - 2), self.now.date().isoformat(), hides=self.hides)
        )
        self.query_one("#next", Painted).show([self._next()])
        self._show_effect()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "change" and self._standing() is not None:
            return True
        if action == "end":
            return self._standing() is not None
        if action in ("register", "withhold", "take_in", "yearly", "gift"):
            return self.state.phase != "none"
        if action in ("change", "find"):
            return bool(self.shown.interests) and self.state.phase != "closed"
        return self.state.phase not in ("closed", "none") if action == "declare" else True

    def on_rows_moved(self) -> None:
        self.refresh_bars()
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
        standing, interest = self._standing(), self._interest()
        if standing is not None:
            await self._deal_with(standing)
        elif interest is not None:
            await self._declare(interest.member, interest)

    async def _deal_with(self, standing: StandingInterest) -> None:
        """Declare an interest from the register on the items it touches, or put it before the meeting."""
        found = next(
            (waiting for waiting in unhandled(self.shown) if waiting.interest.standing == standing.standing), None
        )
        if found is None:
            self.say("Nothing is to be done about this interest now. x ends it.")
            return
        if found.former:
            self.say(f"{standing.name} is not the name in the seat now: x ends it, r registers one anew.")
            return
        if self.state.phase == "convened" and (standing.member is None or not found.items):
            self.say("It is put before the meeting once the meeting is open.")
            return
        before, entries = self.state, await interest_forms.deal_with(self, found)
        if entries and all(isinstance(entry, InterestReported) for entry in entries):
            self.record(*entries, say=f"The interest of {standing.name} is reported to the meeting.")
        elif entries:
            self._declare_all(before, entries)

    @work
    async def action_register(self) -> None:
        entry = await interest_forms.register(self, self.now.date())
        if entry is not None and self.record(entry):
            self.query_one(Rows).select(f"{STANDING}{entry.standing}")
            self._show_effect()

    @work
    async def action_take_in(self) -> None:
        from boardtui.tui.taking import take_in_register

        await take_in_register(self)

    @work
    async def action_end(self) -> None:
        standing = self._standing()
        if standing is not None and standing.ended:
            self.say(f"It ended on {day_as_written(standing.ended)}.")
        elif standing is not None:
            entry = await interest_forms.end(self, standing.standing, self.now.date())
            if entry is not None:
                self.record(entry)

    @work
    async def action_withhold(self) -> None:
        await withholding_forms.papers(self)

    @work
    async def action_yearly(self) -> None:
        from boardtui.desk.declarations import standing_round

        desk, book = self.board.desk, self.state.book
        rounds = len(desk.store.keys(book, "DeclarationsAsked"))
        await declaration_forms.yearly(self, standing_round(desk, book), self.now.date(), rounds)

    @work
    async def action_gift(self) -> None:
        await declaration_forms.gift(self, self.now.date())

    @work
    async def action_find(self) -> None:
        declared = list(dict.fromkeys(interest.member for interest in self.shown.interests))
        key = await people_forms.choose_member(self, "Whose declaration", declared)
        if key is not None:
            self.query_one(Rows).select(
                str(next(interest.seq for interest in reversed(self.shown.interests) if interest.member == key))
            )

    async def _declare(self, member: str, shown: Interest | None) -> None:
        """Ask for a declaration; of one made again what may not be shown is not proposed, and is to be entered anew."""
        held = next((made for made in self.state.interests if shown is not None and made.seq == shown.seq), None)
        state, label = self.state, member_label(self.state, member)
        options = [
            Option(key, named(item), "confidential" if item.agenda.confidential else "")
            for key, item in self.shown.items.items()
        ]
        here = self.shown.items.get(self.shown.current or "")
        about = (
            here is not None and standing_item(here.agenda) == ""
        )  # not what is only there to declare, or to open with
        marked: Sequence[str] = held.items if held else [str(self.shown.current)] if about else []
        items = await self.ask(
            Pick(f"On which items: {label}", options, "None marked: an interest in general.", marked=marked, least=0)
        )
        if items is None:
            return
        nature = shown.nature if shown is not None and not is_withheld(shown) else ""
        before = (held.interest, nature, held.handling, held.reason) if held else ()
        registered = [
            interest
            for interest in self.shown.standing.values()
            if interest.member == member and not interest.ended and not is_withheld(interest)
        ]
        fields = declared_fields(*before, on_items=bool(items), known=[interest.nature for interest in registered])
        given = await self.ask(Form(f"Interest of {label}", fields))
        if given is None:
            return
        same = (one.standing for one in registered if registered_as(one, given["interest"], given["nature"]))
        standing = held.standing if held else next(same, None)
        entries = [
            InterestDeclared(
                member=member,
                items=part,
                interest=given["interest"],
                nature=given["nature"],
                handling=given["handling"],
                reason=given["reason"],
                standing=interest_forms.rests_on(state, standing, part),
                instead_of=held.nature if held and self._is_reworded(held, given, part) else "",
            )
            for part in apart(state, items)
        ]
        self._declare_all(state, entries)

    def _is_reworded(self, held: Interest, given: dict[str, str], items: Sequence[str]) -> bool:
        """Whether a declaration made again is of another type or nature, and may name the one that it replaces."""
        hidden = self.state.excluded or any(self.state.items[key].agenda.confidential for key in items)
        other = (held.interest, held.nature) != (given["interest"], given["nature"])
        return other and (hidden or not held.confidential)

    def _declare_all(self, before: State, entries: Sequence[InterestDeclared | InterestReported]) -> None:
        """Record, go to the new row, and say at once what it does to the votes."""
        shown = self.shown
        recorded = self.record(*entries)
        if len(recorded) < len(entries):
            return
        made = [line for line in recorded if isinstance(line.entry, InterestDeclared)]
        declared = [entry for entry in entries if isinstance(entry, InterestDeclared)]
        self.query_one(Rows).select(str(made[-1].seq))
        self._show_effect()
        two = "Recorded as two entries, since confidential and public items are kept apart." if len(made) > 1 else ""
        if self.hides and any(line.confidential for line in made):
            return
        texts = effects(before, self.state, shown)
        if not texts and declared[0].handling != "noted":
            texts = [text for entry in declared for key in entry.items for text in interest_effects(self.shown, key)][
                :1
            ]
        self.say(" ".join(part for part in (two, *texts) if part) or "Interest recorded; it changes no vote.")

    def _next(self) -> Line:
        waiting = unhandled(self.shown)
        if waiting:
            many = counted(len(waiting), "interest")
            return line(
                Span("▶ ", "accent"), Span(f"{many} from the register to be handled: ", "warn"), Span("Enter", "key"),
                " on the row.",
            )  # fmt: skip
        if self.state.phase in ("closed", "none"):
            return line(
                Span("The meeting is closed. " if self.state.phase == "closed" else "No meeting is convened. ", "dim"),
                Span("r", "key"),
                " registers an interest, which is put before the next one.",
            )
        if not self.shown.interests:
            return line(Span("▶ ", "accent"), Span("n", "key"), " declares an interest.")
        return line(
            Span("▶ ", "accent"),
            Span("n", "key"),
            " declares an interest, ",
            Span("Enter", "key"),
            " changes this one.",
        )

    def _show_effect(self) -> None:
        page, interest = self.query_one("#effect", Page), self._interest()
        width = max(20, page.size.width - 4)
        standing = self._standing()
        if standing is not None:
            page.put(standing_lines(self.shown, standing, width, self.now.date().isoformat()))
            return
        page.put(interest_lines(self.shown, interest, width) if interest else wrap(self.HELP, width, "dim"))

    def _interest(self) -> Interest | None:
        key = self.query_one(Rows).key
        return next((interest for interest in self.shown.interests if str(interest.seq) == key), None)

    def _standing(self) -> StandingInterest | None:
        """The interest in the register under the cursor, if it is on one."""
        return self.shown.standing.get(self.query_one(Rows).key.removeprefix(STANDING)) if self.is_mounted else None

    def _present_first(self) -> list[str]:
        state = self.state
        filled = [key for key, member in state.members.items() if not member.vacant]
        return sorted(filled, key=lambda key: key not in state.present)

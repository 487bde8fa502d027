"""Search: decisions, rulings, notes, actions and issues of all bodies and years, narrowed with every letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from msgspec.structs import replace
from textual import work
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker

from boardtui.errors import UserError
from boardtui.search.asking import DAYS, day_meant
from boardtui.search.index import Index
from boardtui.search.query import Match, Query, QueryError, Results, checked
from boardtui.search.reading import behind
from boardtui.search.shown import filter_name
from boardtui.search.things import KINDS, OUTCOMES
from boardtui.tui.command import Command
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.reading_index import read_in_thread
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.search import detail, filters, found_rows, key_of
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Rows

SHOWN = 200
LONG = 5_000  # entries whose reading takes long enough to be told of


class SearchScreen(BoardScreen):
    """Finds; nothing is recorded here."""

    TITLE = "Search"
    HELP = (
        "Everything that was ever decided, ruled, noted, agreed or raised, in all bodies and years, urgent decisions and "
        "those in writing among it. Type, and the list narrows "
        "with every letter: several words in any order, each of which may be just its beginning; words in quotes "
        "exactly. Up and down choose, Enter replays the meeting at that entry; f in the list opens a decision that is still "
        "followed, with a line for each partner asked. Tab goes from the words to the list and back; "
        "in the list single letters narrow further. What was undone is found too and says so; what is confidential is "
        "marked. While the public is in the room only what is public is shown, until * shows all."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("open", "enter", "replay", "Replay the meeting at the entry under the cursor", "What was found"),
        Command("words", "slash,tab", "words", "Type other words", "Looking for"),
        Command(
            "follow", "f", "decision", "Open the decision that is followed, to see who has answered", "What was found"
        ),
        Command("kind", "t", "type", "Only motions, decisions, rulings, notes, actions or issues", "Looking for"),
        Command(
            "outcome",
            "o",
            "outcome",
            "Only what was carried, withdrawn, waits, is in effect, open, completed …",
            "Looking for",
        ),
        Command("body", "b", "body", "Only of one body", "Looking for"),
        Command(
            "partner",
            "p",
            "partner",
            "Only what involves one partner",
            "Looking for",
        ),
        Command("days", "d", "days", "Only from one day to another", "Looking for"),
        Command("public", "u", "public only", "Only what every public paper may say, or all", "Looking for"),
        Command("clear", "c", "clear", "Look for everything again", "Looking for"),
        Command("move(1)", "down", "down", "The next of what was found", "What was found", footer=False),
        Command("move(-1)", "up", "up", "The one before", "What was found", footer=False),
    )
    DEFAULT_CSS = """
    SearchScreen Input {
        border: none; border-left: blank; background: $panel; padding: 0 1 0 0; height: 1; margin: 0;
    }
    SearchScreen Input:focus { border: none; border-left: heavy $primary; background: $boost; }
    SearchScreen #filters { height: 1; }
    SearchScreen #detail { height: 9; background: $panel; }
    SearchScreen.-narrow #detail { height: 6; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.query_ = Query()
        self.index: Index | None = None
        self.results = Results((), 0)
        self._reading: Worker[None] | None = None
        self._names: tuple[dict[str, str], dict[str, str]] = ({}, {})

    def body(self) -> Iterable[Widget]:
        yield Input(placeholder="Type to search; Tab for filters")
        yield Painted(id="filters")
        yield Rows(id="found", empty="Nothing is found. Fewer letters find more; c in the list takes all filters away.")
        yield Painted(id="detail")

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        desk = self.board.desk
        try:
            self.index = Index(desk.store.path)
        except UserError as error:
            self.say(str(error), "bad")
            return
        if self.hides:
            self.say("The public is in the room: only what is public is shown. Tab, then * shows all.")
        if desk.faults:
            self._say_altered()
        self._read()

    def on_unmount(self) -> None:
        if self.index is not None and not self._busy:
            self.index.close()

    def on_screen_resume(self) -> None:
        self.board.session = None

    def tick(self) -> None:
        self._read()

    @property
    def typing(self) -> bool:
        """Whether letters are words to find, and not keys."""
        return isinstance(self.focused, Input)

    def commands(self) -> Sequence[Command]:
        everywhere = [command for command in self.everywhere() if command.action != "undo"]
        if not self.typing:
            chosen = self._chosen() if self.is_mounted else None
            holds = chosen is not None and chosen.thing.followed
            return [*(command for command in self.TABLE if holds or command.action != "follow"), *everywhere]
        named = {"open": ("enter", "replay"), "words": ("tab", "narrow by type, outcome, body, partner, days")}
        shown = [
            command._replace(keys=named[command.action][0], label=named[command.action][1])
            for command in self.TABLE
            if command.action in named
        ]
        others = [command._replace(footer=False) for command in (*self.TABLE[2:], *everywhere[:-1])]
        return [*shown, *others, everywhere[-1]]

    @property
    def asked(self) -> Query:
        """What is looked for: among what is public alone where that is asked for, or the public is here."""
        return replace(self.query_, public=self.query_.public or self.hides)

    def show_state(self) -> None:
        """What fits the words and filters now."""
        if self.index is None:
            return
        self.results = self.index.find(self.asked, SHOWN)
        self.query_one(Rows).fill(found_rows(self.results.found, self.size.width - 3, self._names[0]))
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._narrow(words=event.value)

    def on_input_submitted(self) -> None:
        self.action_open()

    def on_rows_chosen(self) -> None:
        self.action_open()

    def on_rows_moved(self) -> None:
        self._tell()
        self.refresh_bars()

    def on_descendant_focus(self) -> None:
        self.refresh_bars()

    def action_move(self, step: int) -> None:
        self.query_one(Rows).action_move(step)

    def action_words(self) -> None:
        (self.query_one(Rows) if self.typing else self.query_one(Input)).focus()

    def action_open(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            self.say("There is nothing to open.")
            return
        try:
            self.board.session = self.board.desk.session(chosen.book)
        except UserError as error:
            self.say(str(error), "bad")
            return
        self.board.open_screen("replay", chosen.thing.at)

    def action_follow(self) -> None:
        """Open the tracker of a decision, where the book's last meetings still carry it."""
        from boardtui.meeting.followup.awaiting import decision

        chosen = self._chosen()
        if chosen is None or chosen.thing.kind not in ("motion", "decision"):
            self.say("Only a decision is followed. Enter replays the meeting at this entry.")
            return
        try:
            session = self.board.desk.session(chosen.book)
        except UserError as error:
            self.say(str(error), "bad")
            return
        if decision(session.state, chosen.thing.key) is None:
            self.say("It no longer awaits anybody. Enter replays the meeting at this entry.")
            return
        self.board.session = session
        self.board.open_screen("decision", chosen.thing.key)

    @work
    async def action_kind(self) -> None:
        kinds = [Option(kind, f"{kind}s") for kind in KINDS]
        await self._choose("What kind?", "kind", [Option("", "all kinds"), *kinds])

    @work
    async def action_outcome(self) -> None:
        outcomes = [Option(outcome, filter_name(outcome)) for outcome in OUTCOMES]
        await self._choose("What became of it?", "outcome", [Option("", "all outcomes"), *outcomes])

    @work
    async def action_body(self) -> None:
        bodies = [Option(key, title) for key, title in self._names[0].items()]
        await self._choose("Which body?", "body", [Option("", "all bodies"), *bodies])

    @work
    async def action_partner(self) -> None:
        partners = [Option(key, name or key) for key, name in self._names[1].items()]
        await self._choose("Which partner?", "partner", [Option("", "all partners"), *partners])

    @work
    async def action_days(self) -> None:
        fields = [
            Field("since", "From", self.query_.since, hint=f"{DAYS}; blank: from the beginning"),
            Field("until", "To", self.query_.until, hint="that day, month or year included; blank: to the last"),
        ]
        answer = await self.ask(Form("Dates", fields, last="find", keep=False))
        if answer is None:
            return
        try:
            since, until = day_meant(answer["since"], last=False), day_meant(answer["until"], last=True)
            checked(Query(since=since, until=until))
        except QueryError as error:
            self.say(str(error), "warn")
            return
        self._narrow(since=since, until=until)

    def action_public(self) -> None:
        if self.hides:
            self.say("The public is in the room: * shows all.")
            return
        self._narrow(public=not self.query_.public)

    def action_clear(self) -> None:
        self.query_ = Query(public=self.query_.public)
        self.query_one(Input).value = ""
        self._narrow()

    async def _choose(self, title: str, name: str, options: list[Option]) -> None:
        chosen = await self.ask(Choose(title, options, chosen=getattr(self.query_, name)))
        if chosen is not None:
            self._narrow(**{name: chosen})

    def _narrow(self, **changes: Any) -> None:
        self.query_ = replace(self.query_, **changes)
        self._say_altered()
        self.show_state()

    def _chosen(self) -> Match | None:
        key = self.query_one(Rows).key
        return next((each for each in self.results.found if key_of(each) == key), None)

    def _tell(self) -> None:
        """What narrows, how many there are, and the one under the cursor in full."""
        shown = len(self.results.found)
        latest = f", the latest {shown} shown" if self.results.count > shown else ""
        count = f"{self.results.words}{latest}"
        self.query_one("#filters", Painted).show([filters(self.asked, *self._names, self.size.width, count)])
        chosen, pane = self._chosen(), self.query_one("#detail", Painted)
        pane.show(detail(chosen, self.size.width, pane.size.height or 6) if chosen else [])

    @property
    def _busy(self) -> bool:
        return self._reading is not None and not self._reading.is_finished

    def _read(self) -> None:
        """Bring the index up to date where it lacks something, beside everything else."""
        if self.index is None or self._busy:
            return
        store = self.board.desk.store
        if behind(self.index, store):
            self._reading = read_in_thread(self, self.index, store.path, self._progress, self._up_to_date)
        else:
            self._learn_names()

    def _progress(self, done: int, total: int) -> None:
        if total >= LONG:
            self.say(f"Reading the minute books: {done:,} of {total:,} entries. What is read is found already.")
        if not self.results.found:
            self.show_state()

    def _say_altered(self) -> None:
        """Clear the message line, but for what is known to be altered: what is found there may not be what was recorded."""
        faults = self.board.desk.faults.values()
        self.say(" ".join(map(str, faults)), "warn" if faults else "")

    def _up_to_date(self, problems: dict[str, str]) -> None:
        self._learn_names()
        self._say_altered()
        for book, problem in problems.items():
            self.say(
                f"The {self.board.desk.book_words(book)} is searched only up to where it can be read. {problem}".strip(),
                "warn",
            )
        self.show_state()

    def _learn_names(self) -> None:
        """The names of bodies and partners, for what narrows."""
        if self.index is None or self._names[1]:
            return
        bodies = {key: key for key in self.index.bodies()} | dict(self.board.desk.bodies())
        self._names = bodies, {partner.key: partner.name or partner.short for partner in self.index.partners()}

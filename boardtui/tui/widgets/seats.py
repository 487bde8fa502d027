"""The grid of voters: a cursor, seats chosen by their number, and what each voted; drawn line by line."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from boardtui.meeting.counting.electorate import Electorate
from boardtui.meeting.entries import Choice
from boardtui.meeting.state.state import Motion, State
from boardtui.tui.safe import EMPTY, Line, Span, line, span
from boardtui.tui.views.seat_layout import BELOW, Layout, Room, lay_out
from boardtui.tui.views.seats import (
    Cell,
    Drawing,
    Group,
    Head,
    Seat,
    aside,
    aside_column,
    aside_lines,
    beside,
    cells_of,
    cut_for,
    row_of,
    seats_of,
    widest,
)
from boardtui.tui.widgets.painted import Painted


class Seats(Painted, can_focus=True):
    """Arrows move one cursor; the digits of a seat's number choose it, and further numbers choose more.

    What a key such as f would apply to (``targets``) is exactly what is highlighted: the chosen seats, or else the seat
    under the cursor. ``refused`` says why the number typed last highlighted nothing. Without ``choosing`` the grid only
    shows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("right", "across(1)", "right", show=False),
        Binding("left", "across(-1)", "left", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("home", "edge(0)", "first", show=False),
        Binding("end", "edge(-1)", "last", show=False),
        Binding("backspace", "drop", "take out the last number", show=False),
        *(Binding(digit, f"digit('{digit}')", "seat", show=False) for digit in "0123456789"),
    ]

    class Changed(Message):
        """Other seats are highlighted, or a number was typed that ``problem`` says something about."""

        def __init__(self, problem: str = "") -> None:
            super().__init__()
            self.problem = problem

    def __init__(self, *, id: str | None = None, classes: str | None = None, choosing: bool = False) -> None:
        super().__init__(id=id, classes=classes)
        self.choosing = choosing
        self.correcting = False  # a decided motion's votes are being put right
        self.seats: dict[str, Seat] = {}
        self.cells: list[Cell] = []
        self.chosen: list[str] = []
        self.pending = ""
        self.refused = ""
        self._begins_anew = False  # what is typed next is not for the seats that are highlighted
        self.cursor = ""
        self._motion = ""
        self._live = False
        self._aside: list[Group] = []
        self._top = 0
        self._layout = Layout(1, 1, 1, 1, False, 0, 0)
        self._electorate: Electorate | None = None
        self._longest = self._widest = 0
        self._cut: tuple[int, bool] | None = None  # for which room the names in the cells are cut
        self._beside: dict[tuple[int, int], list[Line]] = {}
        self._under: tuple[int, list[Line]] = (0, [])

    @property
    def targets(self) -> tuple[str, ...]:
        """The keys of the highlighted seats; none while a number is half typed."""
        if self.pending or not self._live:
            return ()
        return tuple(self.chosen) or ((self.cursor,) if self.cursor else ())

    @property
    def open(self) -> list[str]:
        """The seats that may vote and have not."""
        return [key for key, seat in self.seats.items() if not seat.why and seat.choice is None]

    @property
    def all_in_sight(self) -> bool:
        """Whether the whole grid fits."""
        return self._layout.rows <= self._layout.shown

    def label(self, key: str) -> str:
        """A seat in words: 07 and its name."""
        seat = self.seats[key]
        proxy = f", by proxy of {seat.proxy}" if seat.proxy else ""
        return f"{seat.number} {seat.name}{proxy}"

    def words(self) -> Line:
        """What is highlighted, in words."""
        if self.pending:
            return line(Span(f" seat {self.pending}_", "strong"), Span("  type the rest of its number", "dim"))
        if not self.targets:
            return EMPTY
        names = " · ".join(self.label(key) for key in self.targets)
        several = f"{len(self.targets)} seats: " if len(self.targets) > 1 else ""
        return line(span(f" ▸ {several}{names}", "strong"))

    def fill(self, state: State, motion: Motion, voted: Choice | None = None) -> None:
        """Show these voters; what is highlighted stays where it still may vote.

        ``voted`` is the choice just made for what is highlighted: once it is there the cursor goes on.
        """
        self._live = self.choosing and (motion.status == "open" or self.correcting)
        if self._electorate is motion.electorate and self._motion == motion.key:
            self._count_again(motion)
        else:
            self._seat(state, motion)
        if voted is not None and all(self.seats[key].choice == voted for key in self.targets):
            self._forget()
            self.cursor = self._next_open()
        self.paint_all()

    def _seat(self, state: State, motion: Motion) -> None:
        """Everybody anew, since somebody came or went or another motion is shown."""
        seats = seats_of(state, motion)
        self.seats = {seat.key: seat for seat in seats}
        self.cells, self._cut = cells_of(state, seats), None
        self._aside = aside(state, motion)
        self._widest = widest(self._aside)
        self._beside.clear()
        self._under = (0, [])
        voting = [seat.key for seat in seats if not seat.why]
        self._longest = max((len(seat.name) for seat in seats if not seat.why), default=0)
        self.chosen = [key for key in self.chosen if key in voting]
        if self._motion != motion.key or self.cursor not in voting:
            self.cursor = next(iter(self.open), voting[0] if voting else "")
        self._motion, self._electorate = motion.key, motion.electorate

    def _count_again(self, motion: Motion) -> None:
        """The same seats with the votes as they are now."""
        for index, cell in enumerate(self.cells):
            if isinstance(cell, Seat) and (cell.keyed is not None or cell.choice != motion.votes.get(cell.key)):
                vote = motion.votes.get(cell.key)
                self.cells[index] = self.seats[cell.key] = cell._replace(choice=vote, keyed=None)

    def mark(self, voters: Collection[str], choice: Choice) -> None:
        """Show that this choice was keyed for these seats and is not recorded yet; ``fill`` takes the marks away."""
        for index, cell in enumerate(self.cells):
            if isinstance(cell, Seat) and cell.key in voters:
                self.cells[index] = cell._replace(keyed=choice)
        self.paint_all()

    def clear(self) -> bool:
        """Choose nothing; false where nothing was chosen or half typed."""
        had = bool(self.chosen or self.pending or self.refused)
        self._forget()
        self._changed()
        return had

    def choose(self, *keys: str) -> None:
        """Choose these seats and those chosen before."""
        self.pending = self.refused = ""
        self.chosen += [key for key in keys if key not in self.chosen]
        self.cursor = keys[-1] if keys else self.cursor
        self._changed()

    def told_refused(self) -> str:
        """Why nothing was recorded. The same key again is for what is highlighted; another number begins anew."""
        why_not, self.refused, self._begins_anew = self.refused, "", True
        return why_not

    def _next_open(self) -> str:
        """The next seat that has not voted; where there is none, the one that the cursor is on."""
        keys = [key for key, seat in self.seats.items() if not seat.why]
        at = keys.index(self.cursor) if self.cursor in keys else 0
        return next((key for key in (*keys[at:], *keys[:at]) if self.seats[key].choice is None), self.cursor)

    def action_digit(self, digit: str) -> None:
        if not self._live:
            return
        if self._begins_anew:
            self._forget()
        self.pending += digit
        if len(self.pending) < self._digits():
            self._changed()
            return
        number, self.pending = self.pending, ""
        seat = next((seat for seat in self.seats.values() if seat.number == number), None)
        if seat is None or seat.why:
            self.refused = (
                f"{self.label(seat.key)}: {seat.why}." if seat else f"Seat {number} does not vote on this motion."
            )
            self._changed(self.refused)
        elif seat.key in self.chosen:
            self.chosen.remove(seat.key)
            self._changed()
        else:
            self.choose(seat.key)

    def action_drop(self) -> None:
        if self.pending:
            self.pending = self.pending[:-1]
        elif self.chosen:
            self.chosen.pop()
        self._changed()

    def action_move(self, step: int) -> None:
        keys = [cell.key for cell in self.cells if isinstance(cell, Seat)]
        if keys:
            at = keys.index(self.cursor) if self.cursor in keys else 0
            self._go(keys[max(0, min(len(keys) - 1, at + step))])

    def action_across(self, step: int) -> None:
        at = self._index() + step * self._layout.rows
        if 0 <= at < len(self.cells):
            cell = self.cells[at]
            after = self.cells[at + 1] if isinstance(cell, Head) else cell
            assert isinstance(after, Seat)
            self._go(after.key)

    def action_page(self, step: int) -> None:
        self.action_move(step * max(1, self._layout.shown - 1))

    def action_edge(self, which: int) -> None:
        keys = [cell.key for cell in self.cells if isinstance(cell, Seat)]
        if keys:
            self._go(keys[which])

    def on_resize(self) -> None:
        self.paint_all()

    def on_focus(self) -> None:
        self.paint_all()

    def paint_all(self) -> None:
        """Draw the grid and those aside into the room there is."""
        width, height = max(1, self.size.width), max(1, self.size.height)
        below = self._below(width)
        room = Room(width, height, len(self.cells), self._digits(), self._longest, self._widest, len(below))
        laid = self._layout = lay_out(room)
        row = self._index() % laid.rows if self.cells else 0
        self._top = max(0, min(self._top, row, laid.rows - laid.shown))
        if row >= self._top + laid.shown:
            self._top = row - laid.shown + 1
        how = Drawing(laid.room, laid.room // laid.columns, self._digits(), laid.brief, self.pending)
        if self._cut != (how.name, how.brief):
            self._cut, self.cells = (how.name, how.brief), cut_for(self.cells, how)
            self.seats |= {cell.key: cell for cell in self.cells if isinstance(cell, Seat)}
        targets = self.targets
        lines = [self._row(y, how, targets) for y in range(self._top, min(laid.rows, self._top + laid.shown))]
        if not self.cells:
            lines = [line(Span(" Nobody may vote on this motion as things are; e says why.", "warn"))]
        if laid.beside:
            lines = beside(lines, self._column(laid.beside - 2, height), laid.room, height)
        else:
            lines = [*lines, *[EMPTY] * (laid.shown - len(lines)), *below[: laid.under]]
        self.show(lines)

    def _below(self, width: int) -> list[Line]:
        """Those aside in a few lines below the grid."""
        if self._under[0] != width:
            self._under = (width, aside_lines(self._aside, width, BELOW))
        return self._under[1]

    def _column(self, width: int, height: int) -> list[Line]:
        """Those aside, in the column beside the grid; made anew only when they or the room change."""
        if (width, height) not in self._beside:
            self._beside.clear()
            self._beside[width, height] = aside_column(self._aside, width, height)
        return self._beside[width, height]

    def _row(self, y: int, how: Drawing, targets: tuple[str, ...]) -> Line:
        laid = self._layout
        cells = tuple(self.cells[y :: laid.rows][: laid.columns])
        here = tuple(isinstance(cell, Seat) and cell.key in targets for cell in cells)
        more = "↑" if y == self._top and y else "↓" if y == self._top + laid.shown - 1 < laid.rows - 1 else ""
        return row_of(cells, here, how, more)

    def _go(self, key: str) -> None:
        self._forget()
        self.cursor = key
        self._changed()

    def _forget(self) -> None:
        self.chosen, self.pending, self.refused, self._begins_anew = [], "", "", False

    def _changed(self, problem: str = "") -> None:
        self.paint_all()
        self.post_message(self.Changed(problem))

    def _index(self) -> int:
        for index, cell in enumerate(self.cells):
            if isinstance(cell, Seat) and cell.key == self.cursor:
                return index
        return 0

    def _digits(self) -> int:
        return max((len(seat.number) for seat in self.seats.values()), default=1)

"""Small questions over a screen: confirm, choose one, pick several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from boardtui.meeting.words.safe_text import plain
from boardtui.tui.forms.dialog import WIDE, Dialog, ListDialog
from boardtui.tui.safe import Line, Span, cut, fit, line, width_of
from boardtui.tui.widgets.finder import Asking, Marker, found
from boardtui.tui.widgets.painted import Painted
from boardtui.tui.widgets.rows import Row, Rows, going_on


class Option(NamedTuple):
    """Something to choose: its key, its words, and a remark beside it; ``seat`` is the number of a seat, typed to find it."""

    key: str
    label: str
    remark: str = ""
    seat: str = ""


_NUMBERED = 9  # options that a digit chooses
_OPTION = 64  # cells for an option's words and its remark, beside its number or mark
_RUN = re.compile(r"([0-9]{1,4})\s*[-–]\s*([0-9]{1,4})")
_NUMBER = re.compile(r"[0-9]{1,4}")
NO_YES = (Option("no", "no"), Option("yes", "yes"))


CheckMarked = Callable[[list[str]], str]
"""What is wrong with what is marked, as a sentence; empty where nothing is."""


class Confirm(Dialog):
    """A question answered with Enter or y; anything else leaves it undone. Answers True or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "yes", "yes", show=False),
        Binding("n", "leave", "no", show=False),
    ]

    def __init__(self, title: str, words: str, *, yes: str = "yes", no: str = "cancel") -> None:
        super().__init__(title, words, f"enter {yes}   esc {no}")

    def action_yes(self) -> None:
        self.dismiss(True)


class Choose(ListDialog):
    """Choose one: a digit where the options are numbered, arrows and Enter, or letters that narrow the list. Answers its key.

    More than nine are not numbered, nor are options that have a number of their own: seats, or what begins with one. Where
    the choice itself decides something, ``undecided`` leaves the cursor off the list unless one is proposed as ``chosen``, so
    that Enter alone chooses nothing, and a digit goes to its option only: one key more decides.
    """

    WIDEST = WIDE
    DEFAULT_CSS = "Choose Input.-unused { height: 0; }"

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        words: str = "",
        *,
        chosen: str | None = None,
        undecided: bool = False,
    ) -> None:
        self.options = list(options)
        own = any(option.seat or option.label[:1].isdecimal() for option in self.options)
        self.numbered = len(self.options) <= _NUMBERED and not own
        what = f"{_sought(self.options)} narrow the list"
        if self.numbered:
            what = "digit or letters find" if undecided else "digit chooses   letters find"
        hint = f"{what}   ↑ ↓ move"
        super().__init__(title, words, f"{hint}   enter choose   esc cancel")
        self._chosen = chosen
        self._undecided = undecided
        self._column = _column(options)

    def parts(self) -> Sequence[Widget]:
        sought = Asking(self._number, "type to find")
        sought.set_class(self.numbered, "-unused")
        return [sought, Rows(empty="No matches.")]

    def on_mount(self) -> None:
        self._fill("")
        rows = self.query_one(Rows)
        rows.action_edge(-1)  # an option without a key, such as "another", is not where the list begins
        if self._chosen is not None:
            rows.select(self._chosen)
        elif self._undecided:
            rows.stand_nowhere()
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.input.set_class(self.numbered and not event.value, "-unused")
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        rows = self.query_one(Rows)
        if rows.rows and not rows.chosen:
            self.tell_hint(f"Nothing is chosen yet; Enter alone decides nothing.   {self._hint}", "warn")
        rows.action_choose()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.dismiss(event.key)

    def _number(self, character: str) -> bool:
        """Choose the option of that number, or go to it where the choice decides; whether there is one."""
        if not self.numbered or not character.isdecimal() or not 0 < int(character) <= len(self.options):
            return False
        key = self.options[int(character) - 1].key
        if self._undecided:
            self.query_one(Rows).select(key)
            self.tell_hint(self._hint)
        else:
            self.dismiss(key)
        return True

    def _fill(self, wanted: str) -> None:
        shown = found(self.options, wanted)
        rows = self.query_one(Rows)
        rows.fill([row for option in shown for row in self._rows(option)])
        if wanted.strip() and shown:
            rows.select(shown[0].key)  # the likeliest, wherever the cursor was before these letters

    def _rows(self, option: Option) -> Iterator[Row]:
        """The option in a line; a remark that would cut off its words stands below them."""
        number = Span(f"{self.options.index(option) + 1} " if self.numbered else "", "key")
        lead = line(number, *_seat(option, self.options))
        parts = line(*lead, *_told(option, self._column))
        if not option.remark or width_of(parts) <= self._width() - 1:
            yield Row(option.key, parts)
            return
        yield Row(option.key, line(*lead, option.label))
        yield going_on(line(" " * (width_of(lead) + 2), Span(plain(option.remark), "dim")))


class Pick(ListDialog):
    """Pick any number: letters find, space or Enter on a row marks it, Enter with nothing typed takes what is marked.

    * marks all that letters found; two numbers, as 4-9, find the options numbered so. With nothing typed it marks those that
    go ``together``, where some do. Answers the list of keys in the order of the options. What ``check`` finds wrong with
    them is said, and they stay marked.
    """

    WIDEST = WIDE
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "mark", "mark", show=False, priority=True)]

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        words: str = "",
        *,
        marked: Sequence[str] = (),
        least: int = 1,
        check: CheckMarked | None = None,
    ) -> None:
        hint = f"{_sought(options)} find   ↑ ↓ move   space mark   * all   enter accept   esc cancel"
        super().__init__(title, words, hint)
        self.options = list(options)
        self.marked = set(marked)
        self.least = least
        self.together: Sequence[str] = ()
        self._check = check
        self._sought = ""
        self._column = _column(options)

    def parts(self) -> Sequence[Widget]:
        return [Marker(self._mark, self._mark_all), Rows(empty="No matches."), Painted(id="marked")]

    def on_mount(self) -> None:
        self._fill("")
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        self._fill(self.query_one(Input).value)

    def on_input_submitted(self) -> None:
        if self.is_taken():
            self.dismiss(self.chosen)

    def is_taken(self) -> bool:
        """Whether what is marked can be taken; why not is said."""
        chosen = self.chosen
        if len(chosen) < self.least:
            self.tell_hint(f"Mark at least {self.least} with the space bar, or press esc to leave.", "warn")
            return False
        if self._check is not None and (wrong := self._check(chosen)):
            self.tell_hint(f"{wrong}   {self._hint}", "warn")
            return False
        return True

    @property
    def chosen(self) -> list[str]:
        """The keys of what is marked, in the order of the options."""
        return [option.key for option in self.options if option.key in self.marked]

    def action_mark(self) -> None:
        self._mark(self.query_one(Input).value)

    def _mark(self, wanted: str) -> None:
        """Mark, or take the mark from, the row under the cursor among those that fit."""
        self._fill(wanted)
        rows = self.query_one(Rows)
        if rows.key:
            self._marked_now({rows.key}, wanted)

    def _mark_all(self, wanted: str) -> None:
        """Mark all that fit, or take the marks from them where they all have one."""
        keys = {option.key for option in _found(self.options, wanted)}
        keys = keys & set(self.together) if not wanted.strip() and self.together else keys
        self._marked_now(keys if keys <= self.marked else keys - self.marked, "")

    def _marked_now(self, keys: set[str], wanted: str) -> None:
        self.marked ^= keys
        self._fill(wanted)
        self.tell_hint(self._hint)

    def _fill(self, wanted: str) -> None:
        shown = _found(self.options, wanted)
        rows = self.query_one(Rows)
        rows.fill([Row(option.key, self._row(option), ends_whole=bool(option.remark)) for option in shown])
        if shown and wanted.strip() and wanted != self._sought:
            rows.select(shown[0].key)
        self._sought = wanted
        self.query_one("#marked", Painted).show([self._marked()])

    def _marked(self) -> Line:
        """How many are marked and which: they may stand out of sight, or a space may have marked another than meant."""
        names = [option.label for option in self.options if option.key in self.marked]
        text = f"{len(names)} marked: {', '.join(names)}" if names else "none marked"
        return cut(line(text), self._width())

    def _row(self, option: Option) -> Line:
        mark = Span("[x] ", "strong") if option.key in self.marked else Span("[ ] ")
        return line(mark, *_seat(option, self.options), *_told(option, self._column))


def _sought(options: Sequence[Option]) -> str:
    """What is typed to find one of them."""
    return "letters or a seat number" if any(option.seat for option in options) else "letters"


def _seat(option: Option, options: Sequence[Option]) -> Line:
    """The number of its seat; blanks where it has none and others have."""
    digits = max((len(other.seat) for other in options), default=0)
    return line(Span(f"{option.seat:{digits}} ", "key")) if digits else ()


def _found(options: Sequence[Option], wanted: str) -> list[Option]:
    """The options that fit: by letters, or from one of their numbers to another."""
    run = _RUN.fullmatch(wanted.strip())
    if run is None:
        return found(options, wanted)
    first, last = int(run[1]), int(run[2])
    numbers = [(option, _NUMBER.match(option.seat or option.label)) for option in options]
    return [option for option, number in numbers if number is not None and first <= int(number[0]) <= last]


def _column(options: Sequence[Option]) -> int:
    """How wide the labels are so that the remarks stand below one another; 0 where there is no room for that."""
    label = max((cell_len(plain(option.label)) for option in options if option.remark), default=0)
    remark = max((cell_len(plain(option.remark)) for option in options), default=0)
    return label if label + remark <= _OPTION else 0


def _told(option: Option, column: int) -> Line:
    """The words of an option, and its remark."""
    if not option.remark:
        return line(option.label)
    return line(fit(option.label, column) if column else option.label, Span(plain(f"  {option.remark}"), "dim"))

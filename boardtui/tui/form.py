"""A form over a screen: a few fields, filled in one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, TextArea

from boardtui.meeting.plain import plain
from boardtui.tui.dialogs import Dialog, Option, fits
from boardtui.tui.safe import Span, line
from boardtui.tui.widgets.finder import Finder
from boardtui.tui.widgets.painted import Painted


class Field(NamedTuple):
    """A field of a form. With ``options`` it is a choice among them; else words, several lines where ``long``.

    ``find``: the options are many, so letters find one; what was found stands beside the label.
    ``suggest`` are words that complete what is typed.
    """

    name: str
    label: str
    value: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    long: bool = False
    hint: str = ""
    suggest: tuple[str, ...] = ()
    find: bool = False


class Switch(Painted, can_focus=True):
    """A choice among a few: digits, or left and right."""

    DEFAULT_CSS = "Switch { height: 1; background: $panel; } Switch:focus { text-style: bold; }"

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        keys = [option.key for option in field.options]
        self.index = keys.index(field.value) if field.value in keys else 0

    @property
    def value(self) -> str:
        return self.field.options[self.index].key

    def on_mount(self) -> None:
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def on_key(self, event: events.Key) -> None:
        count = len(self.field.options)
        if event.key in ("right", "space", "left"):
            self.index = (self.index + (-1 if event.key == "left" else 1)) % count
        elif event.key.isdecimal() and 0 < int(event.key) <= count:
            self.index = int(event.key) - 1
        else:
            return
        event.stop()
        self._draw()

    def _draw(self) -> None:
        parts: list[Span] = []
        for index, option in enumerate(self.field.options):
            here = index == self.index
            parts += [
                Span(f"{index + 1} ", "key"),
                Span(f"{'▸' if here else ' '}{plain(option.label)}  ", "strong" if here else ""),
            ]
        self.show([tuple(parts)])


class Words(TextArea):
    """Words over several lines, gone on with at their end; Enter goes on, ctrl+j breaks the line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "newline", "new line", show=False)]

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)

    def action_newline(self) -> None:
        self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "tab"):
            event.stop()
            event.prevent_default()
            form = self.screen
            assert isinstance(form, Form)
            form.go_on(self)
            return
        await super()._on_key(event)


class Form(Dialog):
    """A few fields; Enter goes to the next and, on the last, takes them all. Answers {name: value}."""

    def __init__(self, title: str, fields: Sequence[Field], words: str = "", *, last: str = "record") -> None:
        super().__init__(title, words, f"enter next, at the end {last}   shift+tab back   esc leave")
        self.fields = list(fields)
        self._inputs: dict[str, Widget] = {}

    def parts(self) -> Sequence[Widget]:
        widgets: list[Widget] = []
        for field in self.fields:
            label = Painted(classes="label")
            label.styles.height = 1
            label.show([line(Span(field.label, "strong"), Span(f"  {field.hint}" if field.hint else "", "dim"))])
            entry: Widget
            if field.find:
                entry = Finder(field.options, field.value, label, line(Span(field.label, "strong")), fits)
            elif field.options:
                entry = Switch(field)
            elif field.long:
                entry = Words(_shown(field), show_line_numbers=False, soft_wrap=True)
            else:
                words = [plain(text) for text in field.suggest]
                entry = Input(_shown(field), suggester=SuggestFromList(words, case_sensitive=False) if words else None)
            self._inputs[field.name] = entry
            widgets += [label, entry]
        return widgets

    def on_mount(self) -> None:
        super().on_mount()
        next(iter(self._inputs.values())).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.go_on(event.input)

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter" and isinstance(self.focused, Switch):
            event.stop()
            self.go_on(self.focused)

    def go_on(self, widget: Widget) -> None:
        """To the next field, or done."""
        entries = list(self._inputs.values())
        at = entries.index(widget)
        if isinstance(widget, Finder) and widget.key is None:
            self.tell_hint(f"{self.fields[at].label}: nothing fits. Type other letters, or none.", "warn")
            return
        if at + 1 < len(entries):
            entries[at + 1].focus()
            return
        values = {field.name: _taken(field, self._inputs[field.name]) for field in self.fields}
        for field in self.fields:
            if field.required and not values[field.name].strip():
                self.tell_hint(f"{field.label} is still empty.", "warn")
                self._inputs[field.name].focus()
                return
        self.dismiss(values)


def _shown(field: Field) -> str:
    """The value as it is safe to show in an input."""
    return plain(field.value, keep_newlines=field.long)


def _taken(field: Field, entry: Widget) -> str:
    """What was entered; where it still reads as it was shown, the very value that was there before."""
    value = _value(entry)
    return field.value.strip() if value == _shown(field).strip() else value


def _value(entry: Widget) -> str:
    if isinstance(entry, Switch):
        return entry.value
    if isinstance(entry, Finder):
        return entry.key or ""
    if isinstance(entry, TextArea):
        return entry.text.strip()
    assert isinstance(entry, Input)
    return entry.value.strip()

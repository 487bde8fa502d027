"""What stands in a field of a form, whatever widget it is: words in one line or several, a choice, or a name that is found."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Input, TextArea

from boardtui.meeting.words.safe_text import plain
from boardtui.tui.widgets.finder import Finder
from boardtui.tui.widgets.switch import Switch


def raw(entry: Widget) -> str:
    """What stands in it, with the blanks around it."""
    if isinstance(entry, TextArea):
        return entry.text
    return entry.value if isinstance(entry, Input) and not isinstance(entry, Finder) else value(entry)


def value(entry: Widget) -> str:
    """What was entered in it: the words without the blanks around them, or the key of what is chosen or found."""
    if isinstance(entry, Switch):
        return entry.value
    if isinstance(entry, Finder):
        return entry.key or ""
    if isinstance(entry, TextArea):
        return entry.text.strip()
    assert isinstance(entry, Input)
    return entry.value.strip()


def put(entry: Widget, text: str) -> None:
    """Write into it what had been entered in it."""
    if isinstance(entry, Switch | Finder):
        entry.choose(text)
    elif isinstance(entry, TextArea):
        entry.text = plain(text, keep_newlines=True)
        entry.move_cursor(entry.document.end)
    elif isinstance(entry, Input):
        entry.value = plain(text)
        entry.cursor_position = len(entry.value)

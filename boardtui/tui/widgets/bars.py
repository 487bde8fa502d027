"""The three bars that every screen has: how the meeting stands, what was last said, and which keys work here."""

from __future__ import annotations

from collections.abc import Sequence

from boardtui.tui.command import Command
from boardtui.tui.safe import Line, Span, Tone, cut, line, width_of, wrap
from boardtui.tui.status import MARGINS, NARROW
from boardtui.tui.widgets.painted import Painted

_A_WORD = 12  # cells, of which fewer are no name
_KEPT = ("meeting_time", "undo", "help", "back")
_MOST = 10  # lines of a message, of which the smallest window still has room for
_TALL = (34, 40, 40)  # lines of a window from which a third row of keys takes nothing away, and from 40 two more


class StatusBar(Painted):
    """One line: on the left what and whether in public, in the middle who is there, on the right the time."""

    DEFAULT_CSS = "StatusBar { height: 1; background: $panel; }"

    def tell(self, left: Line, middle: Line, right: Line) -> None:
        """Show the three parts, the outer two against the edges; the left one gives way where it is narrow."""
        width = self.size.width or self.app.size.width
        fixed = width_of(middle) + width_of(right) + (4 if width < NARROW else MARGINS)
        left = _giving_way(left, max(8, width - fixed))
        free = width - width_of(left) - width_of(middle) - width_of(right) - 2
        before = max(1, free // 2)
        gap = Span(" " * before)
        rest = Span(" " * max(1, free - before))
        self.show([line(" ", *left, gap, *middle, rest, *right, " ")])


def _giving_way(parts: Line, width: int) -> Line:
    """Parts with " · " between them, the last left out where only a piece of it would be seen that says nothing."""
    while width_of(parts) > width:
        gaps = [place for place, part in enumerate(parts) if part.text == " · "]
        if not gaps or width - width_of(parts[: gaps[-1] + 1]) >= _A_WORD:
            return cut(parts, width)
        parts = parts[: gaps[-1]]
    return parts


class MessageBar(Painted):
    """What was last recorded, or why something was not: one line, and more only where a sentence is longer."""

    DEFAULT_CSS = f"MessageBar {{ height: auto; min-height: 1; max-height: {_MOST}; }}"
    words = ""

    def say(self, words: str, tone: Tone = "") -> None:
        """Show a sentence in place of the one before."""
        self.words = words
        mark = "● " if tone == "bad" else ""
        width = max(20, (self.size.width or self.app.size.width) - 2)
        rows = wrap(mark + words, width, tone, most=width)
        if len(rows) > _MOST:  # what to do stands at the end of a sentence
            rows = [*rows[: _MOST // 2 - 1], line(Span("…", tone)), *rows[-_MOST // 2 :]]
        self.show([line(" ", *row, " ") for row in rows] if words else [])


class KeyBar(Painted):
    """The keys that work here: all where there is room, else the most used, with meeting time, undo, help and the way back."""

    DEFAULT_CSS = "KeyBar { height: auto; max-height: 5; background: $panel; }"

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[Command] = ()
        self._flowed_in: tuple[int, int] | None = None  # cells and lines of the window that they were set in rows for

    def list_keys(self, commands: Sequence[Command]) -> None:
        """Show these commands."""
        if list(commands) != list(self._commands):
            self._commands, self._flowed_in = commands, None
            self._flow()

    def on_resize(self) -> None:
        self._flow()

    def _flow(self) -> None:
        width, height = self.size.width or self.app.size.width, self.app.size.height
        if self._flowed_in == (width, height):
            return
        self._flowed_in = width, height
        most = 2 + sum(height >= tall for tall in _TALL)
        rows, all_fit = _flowed(self._commands, width, most)
        for common, rows_at_most in ((_footer_or_wide, most), (_footer, 2)):
            if not all_fit:
                rows, all_fit = _flowed([command for command in self._commands if common(command)], width, rows_at_most)
        self.show(rows)


def _footer_or_wide(command: Command) -> bool:
    return command.footer or command.wide


def _footer(command: Command) -> bool:
    return command.footer


def _flowed(commands: Sequence[Command], width: int, most: int) -> tuple[list[Line], bool]:
    """The keys in that many rows at most, and whether there was room for all; a place is kept for some, as undo."""
    keys = [(command.action in _KEPT, _key(command)) for command in commands]
    sized = [(is_kept, parts, width_of(parts)) for is_kept, parts in keys]
    rows: list[list[Span]] = [[Span(" ")]]
    used, all_fit = 1, True
    kept = sum(size for is_kept, _, size in sized if is_kept)
    for is_kept, parts, size in sized:
        kept -= size if is_kept else 0
        if used + size > width + 2 and len(rows) < most:
            rows.append([Span(" ")])
            used = 1
        if used + size <= width + 2 - (kept if len(rows) == most else 0):
            rows[-1].extend(parts)
            used += size
        else:
            all_fit = False
    return [(*row[:-1], Span(row[-1].text.rstrip())) for row in rows], all_fit


def _key(command: Command) -> tuple[Span, Span]:
    return Span(command.key, "key"), Span(f" {command.label}  ")

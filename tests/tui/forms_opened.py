"""Opens every form that a screen leads to, by keys alone, and keeps what the terminal showed on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from boardtui.app import BoardApp
from boardtui.tui.forms.dialog import Dialog
from boardtui.tui.forms.dialogs import Choose, Confirm, Pick
from boardtui.tui.forms.form import Form
from boardtui.tui.screen import BoardScreen
from boardtui.tui.widgets.rows import Rows
from tests.tui.app import frame, press

LEFT_OUT = ("back", "palette", "help", "show_all", "quit", "room", "papers", "close", "take_in", "import")
FIRST, DEEPER = 9, 1  # how many options are gone into of the first question, and of those after it
DEEPEST = 4


class Opened:
    """What was seen: each frame, under the keys that led to it."""

    def __init__(self, app: BoardApp, pilot: Pilot[None], *opens: Any) -> None:
        self.app = app
        self.opens = opens
        self.pilot = pilot
        self.frames: dict[tuple[str, ...], str] = {}
        self.base = app.screen
        self.all_shown = False
        self.session = app.desk.session("partnership-board")
        self.last = self.session.lines[-1].seq
        self.recorded = self.session.recorded

    def look(self, *path: str) -> None:
        """Keep what is shown while the public is here, and the options and values of a form that are out of sight."""
        if not self.base.public_here or self.base.all_shown is not self.all_shown:  # type: ignore[attr-defined]
            return
        dialog = self.app.screen
        more = [f"{option.label} {option.remark}" for option in getattr(dialog, "options", ())]
        more += [f"{field.label} {field.value} {field.hint}" for field in getattr(dialog, "fields", ())]
        self.frames[path] = "\n".join([frame(self.app), *more])

    async def rest(self) -> None:
        """The screen with what is confidential, asked for and confirmed, and each row of its lists."""
        await press(self.pilot, "asterisk", "2")
        self.frames, self.all_shown = {}, True
        await self.rows()

    async def hidden_again(self) -> None:
        """The screen as it was before that was asked for."""
        await press(self.pilot, "asterisk")
        self.frames, self.all_shown = {}, False

    async def everything(self, *, deep: bool = True, besides: Collection[str] = ()) -> None:
        """The screen, each row of its lists, and each form behind each of its keys besides those."""
        await self.rows()
        for command in list(self.base.commands()):  # type: ignore[attr-defined]
            if command.action not in (*LEFT_OUT, *besides):
                await self.form(command.keys.split(",")[0], deep=deep)

    async def rows(self) -> None:
        """The screen, and each list down to its end."""
        await press(self.pilot)
        self.look("")
        for rows in list(self.base.query(Rows)):
            rows.focus()
            before = None
            for number in range(12):
                if before == (before := rows.key):
                    break
                self.look("row", str(rows.id), str(number))
                await press(self.pilot, "down")
            await press(self.pilot, *["up"] * number)

    async def form(self, key: str, *, deep: bool) -> None:
        """Everything behind one key: each option of its first question, the first few of those that follow."""
        todo: list[tuple[int, ...]] = [()]
        while todo:
            path = todo.pop()
            choices = await self.follow(key, path)
            await self.back()
            if deep and choices and len(path) < DEEPEST:
                most = FIRST if not path else DEEPER
                todo += [(*path, choice) for choice in range(min(choices, most))]

    async def follow(self, key: str, path: Sequence[int]) -> int:
        """Press a key and answer what is asked; how many options the question has that is then asked."""
        await press(self.pilot, key)
        at: Iterator[int] = iter(path)
        seen = [key]
        for _ in range(DEEPEST):
            self.look(*seen)
            dialog = self.app.screen
            if isinstance(dialog, Choose):
                choice = next(at, None)
                if choice is None:
                    return len(dialog.options)
                rows = dialog.query_one(Rows)
                rows.select(dialog.options[choice].key)
                seen.append(dialog.options[choice].label)
                await press(self.pilot, "enter")
            elif isinstance(dialog, Dialog):
                seen.append("enter")
                await self.answer(dialog)
            else:
                return 0
        return 0

    async def answer(self, dialog: Dialog) -> None:
        """Fill in what is empty and go on."""
        if isinstance(dialog, Confirm):
            await press(self.pilot, "enter")
        elif isinstance(dialog, Pick):
            await press(self.pilot, *(() if dialog.marked else ("tab",)), "enter")
        elif isinstance(dialog, Form):
            for _ in range(len(dialog.fields)):
                filled = self.app.focused
                if isinstance(filled, Input | TextArea) and not getattr(filled, "value", getattr(filled, "text", "")):
                    await press(self.pilot, "5")
                await press(self.pilot, "enter")
        else:
            await press(self.pilot, "escape")

    async def back(self) -> None:
        """To the screen, with the book as it was."""
        if self.base not in self.app.screen_stack:  # a ruling leaves the screen that asked for it
            self.app.open_screen(*self.opens)
            await press(self.pilot)
            self.base = self.app.screen
        for _ in range(12):
            if self.app.screen is self.base:
                break
            await press(self.pilot, *(("d",) if type(self.app.screen).__name__ == "LeaveForm" else ("escape",)))
        assert self.app.screen is self.base, self.app.screen
        if self.session.recorded == self.recorded:
            return
        while (last := self.session.would_undo()) is not None and last.seq > self.last:
            self.session.undo()
        self.recorded = self.session.recorded
        assert isinstance(self.base, BoardScreen)
        self.base.refresh_all()
        await press(self.pilot)


def labels(frames: dict[tuple[str, ...], str], word: str) -> set[str]:
    """What stands between a word and a number, wherever that is shown."""
    return {label for text in frames.values() for label in re.findall(rf"{word} ([a-z][a-z ]*?) [0-9]", text)}


def with_word(frames: dict[tuple[str, ...], str], word: str) -> list[Any]:
    """The keys that led to a frame with that word, each with the lines that have it."""
    return [
        (" ".join(path), [row.strip() for row in text.splitlines() if word in row])
        for path, text in frames.items()
        if word in text
    ]

"""Asks for a file: the folder is listed as it is typed, Tab completes, and the last folder is where it begins next time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from boardtui.folding import fits
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.forms.dialog import Dialog
from boardtui.tui.safe import Span, line, span
from boardtui.tui.widgets.rows import Row, Rows

_MOST = 200


class PathInput(Input):
    """Takes Tab in its turn among the letters, however fast they come."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "tab" and isinstance(self.screen, AskPath):
            event.stop()
            event.prevent_default()
            self.screen.complete()
            return
        await super()._on_key(event)


class AskPath(Dialog):
    """Answers the path of a file, or None.

    ``endings`` are those of the files that are listed; a file that is not there is answered where its ending is in ``new``,
    after a second Enter. ``problem`` says why the file chosen before cannot be used, until another is typed.
    """

    DEFAULT_CSS = "AskPath Rows { height: 10; }"

    def __init__(
        self,
        title: str,
        begins: str,
        endings: Sequence[str],
        words: str = "",
        new: Sequence[str] = (),
        *,
        problem: str = "",
    ) -> None:
        super().__init__(title, words, "↑ ↓ move   tab complete   enter open or choose   esc cancel")
        if problem:
            self._hinted = f"{problem}   {self._hint}", "warn"
        self._begins = begins
        self._home = _path(begins) if begins.endswith("/") else _path(begins).parent
        self._endings = tuple(endings)
        self._new = tuple(new)
        self._named: Path | None = None  # a file that is not there, after the first Enter
        self._moved = False
        self._filled: str | None = None

    def parts(self) -> Sequence[Widget]:
        return [
            PathInput(plain(self._begins), select_on_focus=False),
            Rows(empty="No such file here. Other letters, or the folder above: .."),
        ]

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._fill()

    def on_input_changed(self) -> None:
        if self._filled != self.query_one(Input).value:
            self.tell_hint(self._hint)
        self._fill()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up"):
            self._moved = True
            self.query_one(Rows).action_move(1 if event.key == "down" else -1)
            event.stop()

    def on_input_submitted(self) -> None:
        self._fill()
        typed = self._typed()
        if not self._moved and _is_file(typed):
            self.dismiss(typed)
            return
        self._open(self.query_one(Rows).key)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self._open(event.key)

    def complete(self) -> None:
        """Write out the file or folder under the cursor."""
        self._fill()
        key = self.query_one(Rows).key
        if key:
            self._write(self._folder() / key)

    def _open(self, name: str) -> None:
        path = self._folder() / name
        if not name and self._may_be_new(typed := self._typed()):
            if self._named == typed:
                self.dismiss(typed)
                return
            self._named = typed
            self.tell_hint(f"{plain(typed.name)} is not there. Enter again writes it, as a sheet to fill in.", "warn")
        elif not name:
            self.tell_hint("There is no such file. Check the spelling, or press Esc to cancel.", "warn")
        elif _is_file(path):
            self.dismiss(path)
        else:
            self._write(path)

    def _may_be_new(self, path: Path) -> bool:
        """Whether a file of that name may be made: it is not there, and its folder is."""
        try:
            return path.suffix.lower() in self._new and path.parent.is_dir() and not path.exists()
        except (OSError, ValueError):
            return False

    def _write(self, path: Path) -> None:
        entry = self.query_one(Input)
        path = path.parent.parent if path.name == ".." else path
        entry.value = str(path) if _is_file(path) else f"{str(path).rstrip('/')}/"
        entry.cursor_position = len(entry.value)

    def _typed(self) -> Path:
        """What is typed as a path; without a folder it is one of the folder where this began."""
        return self._home / _path(self._text())

    def _text(self) -> str:
        """What stands in the input; a whole path put in behind the folder that it began with stands for itself."""
        text = self.query_one(Input).value
        behind = text.removeprefix(self._begins).strip().strip("'\"")
        whole = text.startswith(self._begins) and self._begins[-1:] in ("", "/") and behind.startswith(("/", "~/"))
        return behind if whole else text

    def _folder(self) -> Path:
        return self._typed() if self._ended() else self._typed().parent

    def _ended(self) -> bool:
        return self._text().endswith(("/", "\\"))

    def _fill(self) -> None:
        """List what fits the letters; nothing is done where they are as they were."""
        if self._filled == self.query_one(Input).value:
            return
        self._filled, self._moved = self.query_one(Input).value, False
        wanted = "" if self._ended() else _path(self._text()).name
        rows = [Row("..", line(Span("../", "accent"), Span("  the folder above", "dim")))] if not wanted else []
        rows += self._listed(self._folder(), wanted)
        listing = self.query_one(Rows)
        listing.fill(rows[:_MOST])
        listing.select(next((row.key for row in rows if row.key != ".."), ".."))

    def _listed(self, folder: Path, wanted: str) -> list[Row]:
        """The files that could be taken, the latest first, then the folders."""
        files: list[tuple[float, str]] = []
        folders: list[str] = []
        try:
            for entry in folder.iterdir():
                if entry.name.startswith(".") or not fits(entry.name, wanted):
                    continue
                if entry.is_dir():
                    folders.append(entry.name)
                elif entry.suffix.lower() in self._endings:
                    files.append((-entry.stat().st_mtime, entry.name))
        except OSError:
            return []
        rows = [Row(name, line(span(name))) for _, name in sorted(files)]
        return rows + [Row(name, line(span(f"{name}/", "accent"))) for name in sorted(folders)]


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except (RuntimeError, ValueError):
        return Path(text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False

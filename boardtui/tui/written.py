"""Writes papers from a screen and says where they are, with the letters that no font has; or why they were not written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from boardtui.errors import UserError
from boardtui.papers.errors import letters_lacking

if TYPE_CHECKING:
    from boardtui.tui.safe import Tone
    from boardtui.tui.screen import BoardScreen


def written_words(write: Callable[[], Sequence[Path]]) -> tuple[str, Tone]:
    """Write, and answer what is to be said of it."""
    try:
        with letters_lacking() as lacking:
            paths = write()
    except UserError as error:
        return f"Not written: {error}", "bad"
    return " ".join([where_written(paths), *lacking]), "warn" if lacking else "good"


def where_written(paths: Sequence[Path]) -> str:
    """The folder and the papers by the names of their files; copies of the minute book, which nobody reads, as what they are."""
    copies = sum(path.suffix == ".jsonl" for path in paths)
    names = [path.name for path in paths if path.suffix != ".jsonl"]
    if copies:
        names.append("a copy of the minute book" if copies == 1 else "copies of the minute book")
    return f"Written to {paths[0].parent}: {', '.join(names)}."


def say_written(screen: BoardScreen, write: Callable[[], Sequence[Path]]) -> None:
    """Write, and say so on the screen."""
    screen.say(*written_words(write))

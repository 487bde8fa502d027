"""What is kept of a fault in the program: where it happened, without any text of the meeting."""

from __future__ import annotations

import logging
import os
import platform
import sqlite3
import sys
import threading
import traceback
from pathlib import Path

from boardtui import __version__
from boardtui.book.errors import Damaged, is_no_text
from boardtui.book.files import open_itself

MOST_CAUSES, MOST_FRAMES = 10, 60


def report(error: BaseException, database: Path, *, going_on: bool = False) -> str:
    """Write where the fault happened to a file beside the database, and return one sentence for the user.

    Values and messages are left out, since they could hold confidential text. ``going_on``: the program does not stop.
    """
    text = "\n".join(
        [f"boardtui {__version__}, Python {platform.python_version()}, {platform.system()}", *_where(error), ""]
    )
    path = database.with_name(f"{database.stem}-crash.txt")
    kept = f" What went wrong is noted in {path}."
    try:
        descriptor = open_itself(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            if hasattr(os, "fchmod"):  # an earlier one may have been opened to others
                os.fchmod(file.fileno(), 0o600)
            file.write(text)
    except OSError:
        kept = f" It happened in {_where(error)[-1]}."
    if going_on:
        return f"Something went wrong, so that screen was closed. Everything recorded is safe; go on from here.{kept}"
    if is_damage(error):
        return (
            f"{database} is damaged where boardtui reads it, so it stopped; nothing was changed. Restore it from a copy, "
            f"or see which books are whole with: boardtui verify BOOK --db {database}"
        )
    return f"boardtui stopped because of an error. Everything already saved is safe. Start it again to continue.{kept}"


def _where(error: BaseException) -> list[str]:
    """The kind of the fault and the places it came through, then those of what caused it; no words of either."""
    lines: list[str] = []
    one: BaseException | None = error
    seen: set[int] = set()
    while one is not None and id(one) not in seen and len(seen) < MOST_CAUSES:
        seen.add(id(one))
        lines += [f"{'caused by ' if lines else ''}{type(one).__module__}.{type(one).__qualname__}"]
        frames = traceback.extract_tb(one.__traceback__)[-MOST_FRAMES:]
        lines += [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return lines


def keep_quiet(database: Path) -> None:
    """Let faults that nobody waits for, in threads and while tidying up, go to the same file and never to the screen."""
    threading.excepthook = lambda args: _noted(args.exc_value, database)
    sys.unraisablehook = lambda args: _noted(args.exc_value, database)
    logging.getLogger("asyncio").addHandler(logging.NullHandler())
    logging.getLogger("asyncio").propagate = False


def _noted(error: BaseException | None, database: Path) -> None:
    if error is not None:
        report(error, database)


def is_damage(error: BaseException) -> bool:
    """Whether the file itself cannot be read where the program came to: its pages, or text that is none."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, Damaged) or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or is_no_text(error)

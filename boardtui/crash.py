"""What is kept of a fault in the program: where it happened, without any text of the meeting."""

from __future__ import annotations

import os
import platform
import sqlite3
import traceback
from pathlib import Path

from boardtui import __version__


def report(error: BaseException, database: Path) -> str:
    """Write where the fault happened to a file beside the database, and return one sentence for the user.

    Values and messages are left out, since they could hold confidential text.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    text = "\n".join(
        [
            f"boardtui {__version__}, Python {platform.python_version()}, {platform.system()}",
            f"{type(error).__module__}.{type(error).__qualname__}",
            *lines,
            "",
        ]
    )
    path = database.with_name(f"{database.stem}-crash.txt")
    kept = f" What went wrong is noted in {path}."
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        kept = f" It happened in {lines[-1] if lines else 'an unknown place'}."
    if _is_damage(error):
        return (
            f"{database} is damaged where boardtui reads it, so it stopped; nothing was changed. Restore it from a copy, "
            f"or see which books are whole with: boardtui verify BOOK --db {database}"
        )
    return f"boardtui met a fault and stopped. Everything recorded before is safe; start it again to go on.{kept}"


def _is_damage(error: BaseException) -> bool:
    """Whether the file itself cannot be read where the program came to: its pages, or text that is none."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or (
        isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode")
    )

"""What is kept of a fault in the program: where it happened, without any text of the meeting."""

from __future__ import annotations

import os
import platform
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
    return f"boardtui met a fault and stopped. Everything recorded before is safe; start it again to go on.{kept}"

"""The lock: one boardtui at a time may record in a database, and the others say why they may not."""

import os
from pathlib import Path

import filelock


def why_not_writable(path: Path) -> str | None:
    """Return a sentence where the file or its folder may not be written, or None."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return None
    try:
        path.stat()
    except (OSError, ValueError):
        return None  # opening it says why
    return f"{path} or its folder may not be written; you can look but not record. To record, copy the file elsewhere."


def take(path: Path) -> tuple[filelock.BaseFileLock | None, str | None]:
    """Return the lock of the one writer, or None and the reason why this one may only look.

    The system releases the lock when the process ends, however it ends.
    """
    lock = filelock.FileLock(f"{path}.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except filelock.Timeout:
        return None, (
            f"Another boardtui has {path} open; you can look but not record. "
            "To record here, close the other one, and then press Enter on this line of Home."
        )
    except (OSError, NotImplementedError, RuntimeError):
        return None, (
            f"{path} could not be reserved for recording; you can look but not record. "
            "To record, copy the file to a folder of this computer."
        )
    return lock, None

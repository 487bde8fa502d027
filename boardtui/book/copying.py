"""Whole copies of a database, made while it is open, on the disk before they bear their name."""

import contextlib
import os
import sqlite3
from pathlib import Path

from boardtui.book.errors import BookError, in_plain_words
from boardtui.book.files import create_private, sync_folder
from boardtui.book.schema import BUSY_SECONDS, address


def _open(path: Path, *, read_only: bool) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(address(path, read_only=read_only), uri=True, timeout=BUSY_SECONDS))


def copy_database(source: Path, target: Path) -> None:
    """Copy what a database holds into a new file that only its owner can read, durably and whole, or not at all.

    It goes through SQLite, since closing the file in another way would let go of the locks that are held on it.
    Raises BookError.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        create_private(part)
        with _open(source, read_only=True) as original, _open(part, read_only=False) as copy:
            original.backup(copy)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except (sqlite3.Error, OSError) as error:
        raise BookError(
            f"No copy could be made in {target}, because {in_plain_words(error)}. Nothing was changed; correct that first."
        ) from error
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)

"""Keeps the list of speakers beside the database, written durably at each change, for its owner only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from boardtui.book.errors import BookError
from boardtui.book.files import atomic_file, open_itself
from boardtui.tui.speakers import Speakers

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk

ENDING = "-speakers.json"  # how the name of the file ends, after that of the database
MOST = 1024 * 1024  # bytes; a larger file was not written here


def path_beside(database: Path) -> Path:
    """The file that keeps the list."""
    return database.with_name(f"{database.stem}{ENDING}")


def read(path: Path) -> dict[str, Speakers] | None:
    """The lists in a file by their body; none where there is no file, None where it is none of ours."""
    try:
        with os.fdopen(open_itself(path, os.O_RDONLY), "rb") as file:
            return msgspec.json.decode(file.read(MOST), type=dict[str, Speakers])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return None


class SpeakersFile:
    """The lists of one database, one a body; ``problem`` says why its last change is not on the disk, or None."""

    def __init__(self, desk: Desk) -> None:
        self.problem: str | None = None
        self._writes = desk.store.read_only_reason is None
        self._path = path_beside(desk.store.path)
        self._lists = read(self._path) or {}

    def of(self, body: str) -> Speakers:
        """The list of a body; an empty one where there is none yet."""
        return self._lists.get(body, Speakers(body))

    def put(self, speakers: Speakers) -> None:
        """Take this for the list of its body; it is on the disk when this returns, or ``problem`` says why not."""
        if speakers == self.of(speakers.body):
            return
        self._lists[speakers.body], self.problem = speakers, None
        if not self._writes:
            return
        try:
            if read(self._path) is None:
                self._path.replace(self._path.with_suffix(".unreadable"))
            with atomic_file(self._path) as file:
                file.write(msgspec.json.encode(self._lists))
        except (BookError, OSError) as error:
            self.problem = f"The list of speakers is not on the disk. {error}"

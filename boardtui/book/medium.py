"""Everything that is done on a medium that may be gone, full or hanging: in a thread of its own, so that nobody waits for it."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from boardtui.book.errors import BookError
from boardtui.book.files import open_itself, sync_folder
from boardtui.book.transfer import MAX_LINE

T = TypeVar("T")
_FLAGS = os.O_RDWR | os.O_APPEND

Which = tuple[int, int, int]  # the device, number and length of a file: whether it is the one that was left there


class Hangs(Exception):
    """The medium has not answered in the time given, or still not answered what it was asked before."""


class Changed(Exception):
    """The file is not the one that was left there."""


class Seen(NamedTuple):
    """A file as it was found: which, and its last bytes, enough for two lines."""

    which: Which
    tail: bytes


class Medium:
    """Asks a medium one thing at a time and waits only so long; what hangs is left to itself until it answers."""

    def __init__(self) -> None:
        self._asked: threading.Thread | None = None

    @property
    def hangs(self) -> bool:
        """Whether it still owes an answer."""
        return self._asked is not None and self._asked.is_alive()

    def ask(self, patience: float, work: Callable[..., T], *args: Any) -> T:
        """Do the work there and return what it returns, or raise what it raises.

        Args:
            patience: seconds to wait.
            work: what to do; it may go on after Hangs was raised.
            args: what it is given.
        """
        if self.hangs:
            raise Hangs
        answer: list[T] = []
        failed: list[BaseException] = []

        def answering() -> None:
            try:
                answer.append(work(*args))
            except BaseException as error:
                failed.append(error)

        # A daemon: the end of the program must not wait for it either.
        self._asked = threading.Thread(target=answering, name="backup folder", daemon=True)
        self._asked.start()
        self._asked.join(patience)
        if self._asked.is_alive():
            raise Hangs
        if failed:
            raise failed[0]
        return answer[0]


def look(path: Path) -> Seen:
    """The file's end; it is made, empty, where it is missing. Its folder must be there."""
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path.parent} is not there")
    is_new = not path.exists()
    number = open_itself(path, _FLAGS | os.O_CREAT)
    try:
        found = _regular(number)
        seen = Seen(_which(found), _tail(number, found.st_size))
    finally:
        os.close(number)
    if is_new:
        sync_folder(path.parent)
    return seen


def end_of(path: Path) -> bytes:
    """The file's last bytes, enough for two lines; nothing is made or changed."""
    number = open_itself(path, os.O_RDONLY)
    try:
        return _tail(number, _regular(number).st_size)
    finally:
        os.close(number)


def put(path: Path, which: Which, data: bytes) -> Which:
    """Append to the file that was left there, force it to the medium, and say which it is now. Raises Changed."""
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path.parent} is not there")
    number = open_itself(path, _FLAGS)
    try:
        if _which(_regular(number)) != which:
            raise Changed
        while data:
            data = data[os.write(number, data) :]
        os.fsync(number)
        return _which(os.fstat(number))
    finally:
        os.close(number)


def _regular(number: int) -> os.stat_result:
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode):
        raise BookError("what is there is not a file")
    return status


def _which(found: os.stat_result) -> Which:
    return found.st_dev, found.st_ino, found.st_size


def _tail(number: int, size: int) -> bytes:
    os.lseek(number, max(0, size - 2 * MAX_LINE), os.SEEK_SET)
    parts = []
    while part := os.read(number, MAX_LINE):
        parts.append(part)
    return b"".join(parts)

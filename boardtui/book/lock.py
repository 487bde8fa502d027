"""The lock: one boardtui at a time may record in a database, and the others say why they may not."""

import contextlib
import os
import struct
import sys
from pathlib import Path
from typing import Self

import filelock

from boardtui.book.files import which

# In the page that SQLite locks and never writes, past the 512 bytes that it uses there itself.
_BYTE = 0x40000000 + 1024
_AT_HOME = ", and then press Enter on the line of Home that says so"
_CLOSE = f"To record here, close the other one{_AT_HOME}."


class Hold:
    """What the one writer holds: the lock file, and where the system can, a byte of the database itself.

    The byte keeps a second writer out even where somebody has deleted the lock file. The system lets go of both when
    the process ends, however it ends.
    """

    def __init__(self, path: Path) -> None:
        """Take both. Raises filelock.Timeout where another has one of them, OSError where the folder knows no locks."""
        self._name = Path(f"{path}.lock")
        self._file = filelock.FileLock(self._name, timeout=0, mode=0o600)
        self._file.acquire()
        try:
            self._of_file = which(self._name)
            self._byte = _lock_byte(path)
        except BaseException:
            self._file.release()
            raise

    def renew(self) -> str | None:
        """Take the lock file anew where it was deleted; a sentence where another writer has it by now, else None."""
        if self._of_file is not None and which(self._name) == self._of_file:
            return None
        anew = filelock.FileLock(self._name, timeout=0, mode=0o600)
        try:
            anew.acquire()
        except (filelock.Timeout, OSError, NotImplementedError, RuntimeError):
            return (
                f"The file {self._name} was deleted while this boardtui was open, and another boardtui records "
                f"there now, so this one is read only. {_CLOSE}"
            )
        with contextlib.suppress(OSError):
            self._file.release()
        self._file, self._of_file = anew, which(self._name)
        return None

    def release(self) -> None:
        """Let others record. The connection to the database is closed before, since this lets go of its locks too."""
        byte, self._byte = self._byte, None
        if byte is not None:
            os.close(byte)
        with contextlib.suppress(OSError):  # the system lets go of it when the program ends
            self._file.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def without_home(reason: str) -> str:
    """The reason as the command line says it, which has no Home and looks anew each time."""
    return reason.replace(_AT_HOME, "")


def why_not_writable(path: Path) -> str | None:
    """Return a sentence where the file or its folder may not be written, or None."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return None
    try:
        path.stat()
    except (OSError, ValueError):
        return None  # opening it says why
    return f"{path} or its folder may not be written, so it is read only. To record, copy the file elsewhere."


def take(path: Path) -> tuple[Hold | None, str | None]:
    """Return the hold of the one writer, or None and the reason why this one may only look."""
    try:
        return Hold(path), None
    except filelock.Timeout:
        return None, (f"{path} is open in another boardtui, so this one is read only. {_CLOSE}")
    except (OSError, NotImplementedError, RuntimeError):
        return None, (
            f"{path} could not be reserved for recording, so it is read only. "
            "To record, copy the file to a folder of this computer."
        )


def _lock_byte(path: Path) -> int | None:
    """Lock a byte of the database for as long as the descriptor returned is open; None where the system cannot.

    The lock is one of the open file, not of the process: SQLite's own locks neither see it nor let go of it. Windows
    needs none, since it lets nobody delete a lock file that is open.

    Raises filelock.Timeout where another has it.
    """
    if sys.platform != "linux":
        return None
    import fcntl

    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        wanted = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, _BYTE, 1, 0)
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, wanted)
    except BlockingIOError:
        os.close(descriptor)
        raise filelock.Timeout(str(path)) from None
    except OSError:  # a network folder, or an old kernel: the lock file alone
        os.close(descriptor)
        return None
    return descriptor

"""Files that only their owner can read, made whole or not at all."""

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from boardtui.book.errors import BookError, in_plain_words

Which = tuple[int, int]  # the device and number of a file

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PIECE = 1 << 20
_READ: dict[Path, tuple[Which | None, BinaryIO]] = {}  # each database that was read apart from SQLite, by its path


def which(path: Path) -> Which | None:
    """Which file bears a name now; None where there is none, or it cannot be reached."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def beginning_of(path: Path, size: int) -> bytes:
    """The first bytes of a database, read apart from SQLite; none where they cannot be read."""
    try:
        return _bytes_at(path, size, 0)
    except (OSError, ValueError):
        return b""


def read_problem(path: Path) -> str | None:
    """What keeps a file from being read to its end, in words that fit after 'because'; None where nothing does.

    SQLite takes a page that its disk did not give for one that is damaged.
    """
    at = 0
    try:
        while piece := _bytes_at(path, _PIECE, at):
            at += len(piece)
    except OSError as error:
        return in_plain_words(error)
    return None


def _bytes_at(path: Path, size: int, at: int) -> bytes:
    """A part of a database. The file stays open: closing it would let go of the locks that SQLite has on it for us."""
    if sys.platform == "win32":
        with path.open("rb") as file:
            file.seek(at)
            return file.read(size)
    now = which(path)
    if path not in _READ or _READ[path][0] != now:
        _READ[path] = now, path.open("rb")
    return os.pread(_READ[path][1].fileno(), size, at)


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read (0600). Raises BookError where it exists or cannot be made."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise BookError(f"{path} exists already and was left as it is. Choose another name, or open it.") from error
    except (OSError, ValueError) as error:
        raise BookError(
            f"{path} could not be created, because {in_plain_words(error)}. Choose another folder."
        ) from error


def open_itself(path: Path, flags: int) -> int:
    """Open a file, in binary and for its owner only, and never what a link that stands in its place leads to.

    Returns its descriptor. Raises OSError, ELOOP for a link.
    """
    if not _NO_LINK and path.is_symlink():  # Windows has links, and no flag that refuses them
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return os.open(path, flags | _NO_LINK | getattr(os, "O_BINARY", 0), 0o600)


@contextlib.contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write in binary; it takes `path`'s name (0600) only when all is on the disk.

    After an error `path` is as it was before. Raises BookError where the disk refuses.
    """
    temporary = None
    try:
        number, temporary = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        temporary = None
        sync_folder(path.parent)
    except OSError as error:
        raise BookError(
            f"{path} was not written, because {in_plain_words(error)}. What was there before is unchanged."
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def sync_folder(folder: Path) -> None:
    """Force to the disk which files a folder holds."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError:  # some network folders cannot; the file itself is safe
        pass
    finally:
        os.close(number)

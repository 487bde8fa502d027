"""The store: entries appended durably to a SQLite file by one writer, and read back by stretch."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from boardtui.book import lock, schema
from boardtui.book.chain import Line, check_canonical, check_link, key_of
from boardtui.book.errors import (
    BookError,
    DoesNotFollow,
    NotBegun,
    NotRecorded,
    ReadOnly,
    WriteFailed,
    WriteUncertain,
    in_plain_words,
    in_use,
    is_lock,
)
from boardtui.book.files import Which, create_private, which
from boardtui.book.reader import ANY, Reader

_INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Store(Reader):
    """One database file: any number of books to read, and to append to where this is its one writer.

    `read_only_reason` is None for the writer, else a sentence. `last_warning` is a sentence after an append that met
    a fault and yet succeeded. Every error is a BookError whose text is for the user.
    """

    def __init__(
        self,
        path: Path,
        expected: frozenset[str],
        connection: sqlite3.Connection,
        held: lock.Hold | None,
        read_only_reason: str | None,
        *,
        only_looks: bool = False,
    ) -> None:
        """Not for callers: use Store.create or Store.open."""
        super().__init__(path, connection)
        self.read_only_reason = read_only_reason
        self.last_warning: str | None = None
        self._expected = expected
        self._lock = held
        self._only_looks = only_looks
        self._ended = False
        self._file = which(path)
        self._patience = schema.BUSY_SECONDS

    @property
    def connection(self) -> sqlite3.Connection:
        """The SQLite connection, made anew where a fault has closed it; ask for it anew each time."""
        if self._connection is None and not self._ended:
            self.find_again()
        return super().connection

    @classmethod
    def create(cls, path: Path | str, *, expected: frozenset[str] = frozenset()) -> Self:
        """Create a database that only its owner can read, and open it. Raises BookError where a file exists."""
        path = Path(path)
        create_private(path)
        try:
            schema.create_tables(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return cls.open(path, expected=expected)

    @classmethod
    def open(cls, path: Path | str, *, expected: frozenset[str] = frozenset(), read_only: bool = False) -> Self:
        """Open a database: for looking only where asked to, where another holds it, or where it cannot be written.

        `expected` names the other tables that the file may hold. Raises NotABook, Damaged or BookError.
        """
        path = Path(path)
        reason = "This database was opened read only." if read_only else lock.why_not_writable(path)
        connection = schema.connect(path, expected, read_only=reason is not None)
        hold: lock.Hold | None = None
        if reason is None:
            hold, reason = lock.take(path)
            if hold is None:
                connection.close()
                connection = schema.connect(path, expected, read_only=True)
        return cls(path, expected, connection, hold, reason, only_looks=read_only)

    def take_over(self) -> str | None:
        """Become the one writer, where nobody else is any more; the reason why not, or None.

        One that was opened for looking only stays so. Raises BookError where the file cannot be opened any more.
        """
        if self.read_only_reason is None or self._only_looks:
            return self.read_only_reason
        reason, hold = lock.why_not_writable(self.path), None
        if reason is None:
            hold, reason = lock.take(self.path)
        if hold is None:
            self.read_only_reason = reason
            return reason
        try:
            connection = schema.connect(self.path, self._expected, read_only=False)
        except BaseException:
            hold.release()
            raise
        self.connection.close()
        self._connection, self._lock, self.read_only_reason = connection, hold, None
        return None

    def be_patient(self, seconds: float) -> None:
        """Wait that long for another program that is using the file, before Unavailable is raised."""
        self._patience = seconds
        self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def find_again(self) -> bool:
        """Open the file anew where a fault has closed it, or where another has been put in its place.

        Returns whether it was opened anew. Raises Unavailable while there is none that can be used.
        """
        if self._ended:
            return False
        file = which(self.path)
        if file is None:
            raise NotBegun(
                f"{self.path} is not there: it was moved or renamed, or its disk is gone. Nothing was begun, so nothing "
                "is recorded. Put it back where it was."
            )
        if self._connection is not None and file == self._file:
            return False
        try:
            self._reopen(file)
        except (sqlite3.Error, OSError, BookError) as error:
            raise NotBegun(f"Nothing was begun, so nothing is recorded. {error}") from error
        return True

    def probe(self) -> None:
        """Try whether the file can be used, for recording where this is the writer. Raises Unavailable at once."""
        self.find_again()
        try:
            self.connection.execute("PRAGMA busy_timeout = 0")
            if self.read_only_reason is None:
                self.connection.execute("BEGIN EXCLUSIVE")
                self.connection.execute("ROLLBACK")
            else:
                self.ask("SELECT 1 FROM entries LIMIT 1")
        except sqlite3.Error as error:
            if not is_lock(error):
                self._drop()
            raise NotBegun(self._in_use(error)) from error
        finally:
            if self._connection is not None:
                self.be_patient(self._patience)

    def close(self) -> None:
        """Close the file and let others write to it. May be called twice."""
        self._ended = True
        connection, self._connection = self._connection, None
        hold, self._lock = self._lock, None
        if connection is not None:
            connection.close()
        if hold is not None:
            hold.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def append(self, line: Line, *, kind: str, opens_segment: bool) -> None:
        """Record one line; it is on the disk when this returns.

        Raises ReadOnly, DoesNotFollow, Unavailable or WriteFailed (it is not recorded), or WriteUncertain.
        """
        self.append_many([(line, kind, opens_segment)])

    def append_many(self, rows: Iterable[tuple[Line, str, bool]], look: Callable[[], None] | None = None) -> int:
        """Record lines, each with its kind and whether it opens a segment, all or none; return how many.

        `look` is called before the first, once no other program can write to the file; what it raises is raised.
        Raises as `append` does. All lines belong to one book.
        """
        connection = self._writable()
        self.last_warning = None
        last: Line | None = None
        count = 0
        try:
            connection.execute("BEGIN IMMEDIATE")
            if look is not None:
                look()
            for line, kind, segment in self._continuing(rows):
                last = line
                connection.execute(_INSERT, _as_row(line, kind, segment))
                count += 1
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._tell_passing(connection, error)
            self._settle(last, count, error)
        except BaseException:
            _roll_back(connection)
            raise
        return count

    def _writable(self) -> sqlite3.Connection:
        self.find_again()
        if self.read_only_reason is not None:
            raise ReadOnly(f"Nothing was recorded. {self.read_only_reason}")
        if self.connection.in_transaction:
            raise NotRecorded(f"Nothing was recorded: another change to {self.path} is still being saved. Try again.")
        if self._lock is not None and (lost := self._lock.renew()) is not None:
            self._lock.release()
            self._lock, self.read_only_reason = None, lost
            raise ReadOnly(f"Nothing was recorded. {lost}")
        return self.connection

    def _continuing(self, rows: Iterable[tuple[Line, str, bool]]) -> Iterator[tuple[Line, str, int]]:
        """Yield each line with its kind and segment, refusing the first that does not continue the book."""
        previous: Line | None = None
        segment = -1
        for line, kind, opens_segment in rows:
            if segment < 0:
                previous, segment = self.last(line.book), self.segment_start(line.book, ANY)
                self._refuse_conflict(line, previous)
            problem = check_link(line, previous) or check_canonical(line.entry or b"")
            if problem:
                raise DoesNotFollow(f"Nothing was recorded in {self.path}. {problem}")
            segment = line.seq if opens_segment else segment
            previous = line
            yield line, kind, segment

    def _refuse_conflict(self, line: Line, previous: Line | None) -> None:
        if previous is not None and (line.seq, line.prev) != (previous.seq + 1, previous.hash):
            raise DoesNotFollow(
                f"Nothing was recorded: {self.path} has changed since it was read (it now ends at entry "
                f"{previous.seq}). Open it again, and record this once more."
            )

    def _tell_passing(self, connection: sqlite3.Connection, error: sqlite3.Error) -> None:
        """Raise Unavailable where the fault came before anything was written to the file, and a later try may do.

        SQLite writes nothing before it has the file for itself, nor to one that was moved after it was opened.
        """
        is_moved = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED
        if is_lock(error) or is_moved:
            _roll_back(connection)
            if not connection.in_transaction:
                self.find_again()
                raise NotBegun(self._in_use(error)) from error

    def _in_use(self, error: Exception) -> str:
        cannot = f"{self.path} cannot be used, because {in_plain_words(error)}."
        return f"Nothing was begun, so nothing is recorded. {in_use(self.path) if is_lock(error) else cannot}"

    def _settle(self, last: Line | None, count: int, error: sqlite3.Error) -> None:
        """After a fault: close, reopen, read back, and say which it is."""
        reason = in_plain_words(error)
        entry = "The entry" if last is None else f"Entry {last.seq}"
        if count > 1 and last is not None:
            entry = f"What ends with entry {last.seq}"
        try:
            self._reopen(which(self.path))
            there = last is not None and list(self.lines(last.book, last.seq, last.seq)) == [last]
        except (sqlite3.Error, OSError, BookError) as second:
            self._drop()
            if last is None:
                raise NotBegun(self._in_use(error)) from second
            raise WriteUncertain(
                f"{entry} may or may not be recorded in {self.path}, because {reason} and the file could not be read "
                f"again. Do not enter it a second time: open the file again and look whether it is there."
            ) from second
        if not there:
            raise WriteFailed(
                f"{entry} is NOT recorded in {self.path}, because {reason}. Correct that and record it again."
            ) from error
        self.last_warning = (
            f"{entry} is recorded in {self.path}, but there was a fault while saving it ({reason}). "
            "Make a copy of the file, and look for this entry when you open it next."
        )

    def _reopen(self, file: Which | None) -> None:
        self._drop()
        if (
            file not in (None, self._file) and self._lock is not None
        ):  # what it holds is of the file that was there before
            self._lock.release()
            self._lock, self.read_only_reason = lock.take(self.path)
        self._connection = schema.connect(self.path, self._expected, read_only=self.read_only_reason is not None)
        self._file = file
        self.be_patient(self._patience)

    def _drop(self) -> None:
        """Close the connection alone; it is made anew when it is next needed."""
        broken, self._connection = self._connection, None
        if broken is not None:
            _roll_back(broken)
            with contextlib.suppress(sqlite3.Error):
                broken.close()


def _roll_back(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        connection.rollback()


def _as_row(line: Line, kind: str, segment: int) -> tuple[str | int | None, ...]:
    entry = line.entry or b""
    head = (line.book, line.seq, line.at, line.by, line.prev, line.digest, line.hash)
    return (*head, line.nonce, segment, kind, key_of(entry), entry.decode())

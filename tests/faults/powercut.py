"""Power cuts: the store runs over a file system that logs every write and sync, and every disk that a cut could have
left behind is opened again.

The store is the program's own code; only the SQLite under it is apsw's, since that lets its files be watched. What was
not yet synced when the power went may be on the disk or not, in any combination, and the last write may be torn.
"""

import contextlib
import random
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import apsw

from boardtui.book import schema
from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.book.verify import verify_store
from tests.book.making import BOOK, a_book, a_database, a_line, record

SECTOR = 512
AS_IT_IS = dict(schema._DURABLE)
NEVER_SYNCED = {"journal_mode": "truncate", "synchronous": 0}
WAL_NORMAL = {"locking_mode": "exclusive", "journal_mode": "wal", "synchronous": 1}


class Op(NamedTuple):
    """One call on a file: a write (data), a truncation (data None), or, with offset -1, its removal."""

    file: str
    offset: int
    data: bytes | None


class Found(NamedTuple):
    """Images looked at; those in which an acknowledged entry was missing, or that did not verify."""

    images: int
    lost: int
    broken: int


Disk = dict[str, bytes]


class Log:
    """What happened, in order: operations, syncs (the name of the file), and acknowledgements (the number of entries)."""

    def __init__(self, disk: Disk) -> None:
        self.start = disk
        self.events: list[Op | str | int] = []


class _Files(apsw.VFS):
    def __init__(self, log: Log) -> None:
        self.log = log
        super().__init__("watched", "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        return _File(self.log, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        super().xDelete(name, sync)
        self.log.events.append(Op(Path(name).name, -1, None))


class _File(apsw.VFSFile):
    def __init__(self, log: Log, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.log, self.name = log, Path(path).name if path else ""

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self.log.events.append(Op(self.name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self.log.events.append(Op(self.name, size, None))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self.log.events.append(self.name)


class _Connection:
    """As much of sqlite3's connection as the store uses, over apsw."""

    def __init__(self, address: str, **_: object) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
        self.real = apsw.Connection(address, flags=flags, vfs="watched")

    def execute(self, sql: str, values: Any = ()) -> Any:
        return self.real.execute(sql, values)

    @property
    def in_transaction(self) -> bool:
        return self.real.in_transaction

    def rollback(self) -> None:
        if self.real.in_transaction:
            self.real.execute("ROLLBACK")

    def close(self) -> None:
        self.real.close()


def record_watched(folder: Path, votes: int, settings: Mapping[str, object]) -> Log:
    """Record so many entries through the program's own store, and return what it did to the disk."""
    path = a_database(folder / "data.db", a_book(3))
    log = Log({"data.db": path.read_bytes()})
    files = _Files(log)
    fake = mock.Mock(wraps=sqlite3, connect=_Connection, Error=sqlite3.Error)
    with mock.patch.object(schema, "_DURABLE", dict(settings)), mock.patch.object(schema, "sqlite3", fake):
        store = Store.open(path)
        last = store.last(BOOK)
        for number in range(votes):
            last = a_line(last, text="x" * (number * 37 % 900))
            record(store, last)
            log.events.append(last.seq)
        kept = [*store.lines(BOOK)]
        store.close()
    files.unregister()
    (folder / "kept").write_text("\n".join(line.hash for line in kept), encoding="utf-8")
    return log


def images(log: Log, chance: random.Random) -> Iterator[tuple[Disk, int]]:
    """Every disk that a cut could leave (subsets and torn writes drawn where there are too many), and what was
    acknowledged by then."""
    durable, pending, acknowledged = dict(log.start), list[Op](), 3
    for event in log.events:
        if isinstance(event, int):
            acknowledged = event
        elif isinstance(event, Op):
            pending.append(event)
        else:
            durable = _applied(durable, [op for op in pending if op.file == event])
            pending = [op for op in pending if op.file != event]
        for chosen in _subsets(pending, chance):
            yield _applied(durable, chosen), acknowledged
        if isinstance(event, Op) and event.data and len(event.data) > 1:
            cut = chance.randrange(1, len(event.data))
            for kept in {cut, min(SECTOR, len(event.data) - 1)}:
                yield _applied(durable, [*pending[:-1], event._replace(data=event.data[:kept])]), acknowledged


def _subsets(pending: list[Op], chance: random.Random) -> Iterator[list[Op]]:
    if len(pending) <= 4:
        for size in range(len(pending) + 1):
            yield from map(list, combinations(pending, size))
        return
    yield []
    yield pending
    yield from (pending[:cut] for cut in chance.sample(range(1, len(pending)), min(4, len(pending) - 1)))
    for _ in range(6):
        yield [op for op in pending if chance.random() < 0.5]


def _applied(disk: Disk, ops: list[Op]) -> Disk:
    found = dict(disk)
    for op in ops:
        before = found.get(op.file, b"")
        if op.offset < 0:
            found.pop(op.file, None)
        elif op.data is None:
            found[op.file] = before[: op.offset].ljust(op.offset, b"\0")
        else:
            head = before[: op.offset].ljust(op.offset, b"\0")
            found[op.file] = head + op.data + before[op.offset + len(op.data) :]
    return found


def check(folder: Path, votes: int, settings: Mapping[str, object] = AS_IT_IS, seed: int = 1) -> Found:
    """Record, cut the power everywhere, and open every image again with the program as it is."""
    log = record_watched(folder, votes, settings)
    hashes = (folder / "kept").read_text(encoding="utf-8").split("\n")
    count = lost = broken = 0
    place = folder / "image"
    place.mkdir()
    for disk, acknowledged in images(log, random.Random(seed)):
        for old in place.iterdir():
            old.unlink()
        for name, data in disk.items():
            (place / name).write_bytes(data)
        count += 1
        try:
            with Store.open(place / "data.db") as store:
                found = verify_store(store, BOOK)
                there = [line.hash for line in store.lines(BOOK)]
        except BookError:
            broken += 1
            continue
        broken += found.problem is not None
        lost += there[:acknowledged] != hashes[:acknowledged]
    with contextlib.suppress(OSError):
        (place / "data.db.lock").unlink()
    return Found(count, lost, broken)

"""The index: asked from any thread, brought up to date from the books whenever it is asked for."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from boardtui.meeting.state.state import Approval
from boardtui.search.file import beside, beside_writer, discard, opened, why
from boardtui.search.query import COUNTED, Match, Query, Results, checked, expression, rowids
from boardtui.search.rows import things_of
from boardtui.search.things import Thing, corrected

_FOUND = (
    "SELECT b.book, m.body, m.key, m.title, m.starts, t.shown FROM words JOIN things t ON t.id = words.rowid"
    " JOIN books b ON b.no = t.no JOIN meetings m ON m.no = t.no AND m.segment = t.segment"
    " WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? ORDER BY words.rowid DESC LIMIT ?"
)
_APPROVAL = "SELECT a.no, a.given FROM approvals a JOIN books b ON b.no = a.no WHERE b.book = ? AND a.meeting = ? AND a.view = ?"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)"
_thing = msgspec.json.Decoder(Thing)
_approval = msgspec.json.Decoder(Approval)


class PartnerName(NamedTuple):
    """A partner as the books name it."""

    key: str
    name: str
    short: str


class Index:
    """The index of one database, in a file of its own. It is never the truth: whatever is wrong with it, it is remade.

    Everything in it, confidential words too, can be read by the owner of the file only.
    """

    def __init__(self, database: Path) -> None:
        self.path = beside(database)
        self.lock = threading.RLock()
        self._open()

    def close(self) -> None:
        """Close the file. May be called twice."""
        with self.lock:
            self._asking.close()
            self.connection.close()

    def _open(self) -> None:
        self.connection = opened(self.path)
        self._asking = beside_writer(self.path, self.connection)

    def renew(self) -> None:
        """Forget everything; the books are read anew when the index is next brought up to date."""
        with self.lock:
            self.close()
            discard(self.path)
            self._open()

    def mend(self, error: sqlite3.Error) -> None:
        """Begin anew after a fault, in memory where the file cannot be used; where another is writing, wait for it."""
        if isinstance(error, sqlite3.ProgrammingError):  # closed, or asked for what is not there: no fault of the file
            raise error
        if why(error) != "busy":
            self.renew()

    def find(self, query: Query, limit: int = 50) -> Results:
        """The latest things that fit. What is damaged is forgotten, and nothing found until it is read again.

        Raises:
            QueryError: a day, an outcome or a kind does not exist.
        """
        asked = (expression(checked(query)), *rowids(query))
        try:
            with self._free():
                rows = self._asking.execute(_FOUND, (*asked, limit)).fetchall()
                count = len(rows)
                if count == limit:
                    (count,) = self._asking.execute(_COUNT, (*asked, COUNTED + 1)).fetchone()
                found = tuple(self._corrected(one, public=query.public) for one in map(_found, rows))
            return Results(found, count)
        except (sqlite3.DatabaseError, msgspec.MsgspecError) as error:
            self.mend(error if isinstance(error, sqlite3.Error) else sqlite3.DatabaseError(str(error)))
            return Results((), 0)

    def _corrected(self, found: Match, *, public: bool) -> Match:
        """A motion or a note as it reads since the minutes of its meeting were approved, with what was corrected of it."""
        if found.thing.minuted is None:
            return found
        view = "public" if public else "all"
        row = self._asking.execute(_APPROVAL, (found.book, found.meeting, view)).fetchone()
        if row is None:
            return found
        no, given = row[0], _approval.decode(row[1])
        if not (given.entered or given.corrections):
            return found
        return replace(found, thing=corrected(found.thing, given, things_of(self._asking, no, found.meeting, view)))

    def not_in_public(self, query: Query) -> tuple[int, int]:
        """Of the meetings of the body and the days that are asked for: how many were not held in public, and of how many."""
        rows = self._rows(
            "SELECT count(*) FILTER (WHERE NOT m.public), count(*) FROM meetings m JOIN books b ON b.no = m.no"
            " WHERE m.key != '' AND ?1 IN ('', m.body, b.book) AND substr(m.starts, 1, 10) >= ?2"
            " AND (?3 = '' OR substr(m.starts, 1, 10) <= ?3)",
            query.body,
            query.since,
            query.until,
        )
        return (int(rows[0][0]), int(rows[0][1])) if rows else (0, 0)

    def bodies(self) -> list[str]:
        """The bodies of which something can be found, by key, and the books that are called otherwise."""
        rows = self._rows("SELECT body FROM meetings WHERE body != '' UNION SELECT book FROM books ORDER BY 1")
        return [name for (name,) in rows]

    def partners(self) -> list[PartnerName]:
        """The partners that the books name, each once."""
        rows = self._rows("SELECT key, max(name), max(short) FROM partners GROUP BY key ORDER BY max(name), key")
        return [PartnerName(*row) for row in rows]

    def _rows(self, question: str, *values: str) -> list[tuple[str, ...]]:
        try:
            with self._free():
                return self._asking.execute(question, values).fetchall()
        except sqlite3.DatabaseError as error:
            self.mend(error)
            return []

    def _free(self) -> AbstractContextManager[Any]:
        """The asking connection for oneself; only where it is the writing one is there anything to wait for."""
        return self.lock if self._asking is self.connection else nullcontext()


def _found(row: tuple[str, str, str, str, str, bytes]) -> Match:
    book, body, meeting, title, starts, thing = row
    return Match(book, body, meeting, title, starts, _thing.decode(thing))

"""How what a stretch holds stands in the tables of the index: put there, taken out, and brought up to what was said later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from boardtui.folding import latin_folded
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.state import Approval
from boardtui.search.following import DecisionStatus
from boardtui.search.gathering import contents_of, differ
from boardtui.search.query import QueryError, facets, more, ordinal, place
from boardtui.search.things import TAKEN_BACK, Change, Contents, Thing, changed, corrected

ALL, PUBLIC = "all", "public"
APPROVED = "minutes"  # among what was touched: the minutes of a meeting, with their corrections
LASTING = ("action", "issue")  # later meetings may say more of all of these, as of a decision that is followed
_DROP = ("DELETE FROM partners WHERE no = ?", "DELETE FROM books WHERE no = ?")
_CUT = (
    "INSERT INTO words (words, rowid, text, more, facets) SELECT 'delete', id, text, more, facets FROM things"
    " WHERE no = ? AND segment >= ?",
    "DELETE FROM things WHERE no = ? AND segment >= ?",
    "DELETE FROM changes WHERE no = ? AND segment >= ?",
    "DELETE FROM meetings WHERE no = ? AND segment >= ?",
    "DELETE FROM approvals WHERE no = ? AND segment >= ?",
)


_standing = msgspec.json.Decoder(DecisionStatus | None)
_thing = msgspec.json.Decoder(Thing)
_partners = msgspec.json.Decoder(tuple[str, ...])
_approval = msgspec.json.Decoder(Approval)


class Read(NamedTuple):
    """A stretch, the hash of its last entry, and whether no entry of it is missing because it cannot be read."""

    stretch: Stretch
    hash: str
    whole: bool = True


class _Where(NamedTuple):
    no: int
    segment: int
    bodies: tuple[str, ...]


def drop(connection: sqlite3.Connection, no: int) -> None:
    """Forget a book."""
    cut(connection, no, 0)
    for question in _DROP:
        connection.execute(question, (no,))


def cut(connection: sqlite3.Connection, no: int, segment: int) -> set[tuple[str, str]]:
    """Forget a book from a stretch on; returns the earlier things and minutes of which those stretches said something."""
    which = (no, segment)
    touched = set(connection.execute("SELECT kind, key FROM changes WHERE no = ? AND segment >= ?", which))
    approved = connection.execute("SELECT meeting FROM approvals WHERE no = ? AND segment >= ?", which)
    touched |= {(APPROVED, meeting) for (meeting,) in approved}
    for question in _CUT:
        connection.execute(question, which)
    return touched


def add(connection: sqlite3.Connection, no: int, book: str, read: Read) -> set[tuple[str, str]]:
    """Add what a stretch holds; returns the earlier things and minutes of which it says something.

    Of one that was not held in public nothing is, nor of one that cannot be read to its end: what is missing may have
    made it confidential.
    """
    stretch = read.stretch
    state, segment = stretch.state, stretch.lines[0].seq
    body = state.body or book
    head = (no, segment, body, state.meeting, state.title, state.starts, state.in_public)
    connection.execute("INSERT INTO meetings VALUES (?, ?, ?, ?, ?, ?, ?)", head)
    connection.executemany(
        "INSERT OR REPLACE INTO partners VALUES (?, ?, ?, ?)",
        [(no, key, partner.name, partner.short) for key, partner in state.partners.items()],
    )
    where = _Where(no, segment, (book, body))
    whole = contents_of(stretch, public=False)
    public = contents_of(stretch, public=True) if differ(stretch) else whole
    if not (read.whole and state.in_public):
        public = Contents([], [])
    if public is whole:
        lasting = [
            thing for thing in whole.things if _lasts(thing)
        ]  # told to the public and otherwise in rows of their own
        _insert(connection, where, [thing for thing in whole.things if not _lasts(thing)], (ALL, PUBLIC))
        _insert(connection, where, lasting, (ALL,))
        _insert(connection, where, lasting, (PUBLIC,))
    else:
        _insert(connection, where, whole.things, (ALL,))
        _insert(connection, where, public.things, (PUBLIC,))
    given = [
        (no, segment, view, approval.meeting, msgspec.json.encode(approval))
        for view, part in ((ALL, whole), (PUBLIC, public))
        for approval in part.approvals
    ]
    connection.executemany("INSERT OR REPLACE INTO approvals VALUES (?, ?, ?, ?, ?)", given)
    rows = [
        (
            no, segment, view, *change[:6], msgspec.json.encode(change.standing), change.reads, change.owner,
            msgspec.json.encode(change.partners), change.stood, change.due_was, change.quoted, change.day,
        )
        for view, part in ((ALL, whole), (PUBLIC, public))
        for change in part.changes
    ]  # fmt: skip
    connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    touched: set[tuple[str, str]] = {(change.kind, change.key) for change in whole.changes}
    return touched | {(APPROVED, approval.meeting) for approval in whole.approvals}


def _lasts(thing: Thing) -> bool:
    return thing.kind in LASTING or thing.followed


def _insert(connection: sqlite3.Connection, where: _Where, things: Iterable[Thing], views: tuple[str, ...]) -> None:
    rows = [
        (
            place(_ordinal(thing.day), where.no, thing.seq, public=views == (PUBLIC,)),
            where.no, where.segment, thing.kind, thing.key, " ".join(views), latin_folded(thing.text), more(thing),
            facets(thing, views, where.bodies), msgspec.json.encode(thing),
        )
        for thing in things
    ]  # fmt: skip
    connection.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", rows)
    _index(connection, [(row[0], *row[6:9]) for row in rows])


def _index(connection: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
    connection.executemany("INSERT INTO words (rowid, text, more, facets) VALUES (?, ?, ?, ?)", rows)


def settle(connection: sqlite3.Connection, no: int, kind: str, key: str) -> None:
    """Say of a thing what later meetings say of it, to the public what it may know of that; so too of minutes."""
    if kind == APPROVED:
        _reword(connection, no, key)
        return
    rows = connection.execute(
        "SELECT t.id, t.view, t.text, t.more, t.facets, coalesce(t.base, t.shown), m.body, m.key, b.book FROM things t"
        " JOIN meetings m ON m.no = t.no AND m.segment = t.segment JOIN books b ON b.no = t.no"
        " WHERE t.no = ? AND t.kind = ? AND t.key = ? AND t.key != ''",
        (no, kind, key),
    ).fetchall()
    for id_, view, text, value, answers, base, body, meeting, book in rows:
        thing = msgspec.json.decode(base, type=Thing)
        if thing.outcome == TAKEN_BACK or not _lasts(thing):
            continue
        thing = changed(thing, _said(connection, no, kind, key, view))
        _take_out(connection, (id_, text, value, answers))
        found_by = _found_by(connection, no, meeting, view, thing)
        row = (latin_folded(thing.text), found_by, facets(thing, (view,), (book, body)))
        connection.execute(
            "UPDATE things SET text = ?, more = ?, facets = ?, shown = ?, base = ? WHERE id = ?",
            (*row, msgspec.json.encode(thing), base, id_),
        )
        _index(connection, [(id_, *row)])


def _reword(connection: sqlite3.Connection, no: int, meeting: str) -> None:
    """Let what a meeting's minutes say be found by the words as they were corrected, too."""
    rows = connection.execute(
        "SELECT t.id, t.view, t.text, t.more, t.facets, t.shown FROM things t"
        " JOIN meetings m ON m.no = t.no AND m.segment = t.segment WHERE t.no = ? AND m.key = ?",
        (no, meeting),
    ).fetchall()
    for id_, view, text, value, answers, shown in rows:
        now = _found_by(connection, no, meeting, view, msgspec.json.decode(shown, type=Thing))
        if now != value:
            _take_out(connection, (id_, text, value, answers))
            connection.execute("UPDATE things SET more = ? WHERE id = ?", (now, id_))
            _index(connection, [(id_, text, now, answers)])


def _found_by(connection: sqlite3.Connection, no: int, meeting: str, view: str, thing: Thing) -> str:
    """What a thing is found by beside its own text, the corrected words among it; to the public those that it may know."""
    part = PUBLIC if PUBLIC in view.split() else ALL
    row = connection.execute(
        "SELECT given FROM approvals WHERE no = ? AND meeting = ? AND view = ?", (no, meeting, part)
    ).fetchone()
    given = _approval.decode(row[0]) if row is not None else None
    if given is None or thing.minuted is None or not (given.entered or given.corrections):
        return more(thing)
    reads = corrected(thing, given, things_of(connection, no, meeting, part)).text
    return more(thing) if reads == thing.text else f"{more(thing)} \n{latin_folded(reads)}"


def things_of(connection: sqlite3.Connection, no: int, meeting: str, view: str) -> list[Thing]:
    """All that a meeting brought in, as it is told to the public or to all."""
    rows = connection.execute(
        "SELECT t.shown FROM things t JOIN meetings m ON m.no = t.no AND m.segment = t.segment"
        " WHERE t.no = ? AND m.key = ? AND instr(t.view, ?) > 0",
        (no, meeting, view),
    )
    return [_thing.decode(shown) for (shown,) in rows]


def _take_out(connection: sqlite3.Connection, row: tuple[Any, ...]) -> None:
    connection.execute("INSERT INTO words (words, rowid, text, more, facets) VALUES ('delete', ?, ?, ?, ?)", row)


def _said(connection: sqlite3.Connection, no: int, kind: str, key: str, view: str) -> list[Change]:
    rows = connection.execute(
        "SELECT seq, kind, key, outcome, due, words, standing, reads, owner, partners, stood, due_was, quoted FROM changes"
        " WHERE no = ? AND kind = ? AND key = ? AND view = ? ORDER BY day, seq",
        (no, kind, key, view),
    )
    return [
        Change(
            seq, of, its, outcome, due, value, _standing.decode(stands), reads, owner, _partners.decode(partners), *rest
        )
        for seq, of, its, outcome, due, value, stands, reads, owner, partners, *rest in rows
    ]


def _ordinal(day: str) -> int:
    """A day's number; where a book from elsewhere has none, it lies before all others."""
    try:
        return ordinal(day)
    except QueryError:
        return 0

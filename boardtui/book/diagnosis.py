"""The diagnosis of an altered chain: everything that was done to it, named as well as its hashes tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from boardtui.book.chain import GENESIS, Line, check_canonical, check_link, digest, link_hash

REACH = 4  # how far an entry may have been moved for its true number to be tried


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: what kind of change, at which entry as numbered now (None for the whole), in words."""

    kind: str
    seq: int | None
    words: str


class _Row(msgspec.Struct, frozen=True):
    """A line, its place in the file, and the number under which its hash was made (None where none fits)."""

    line: Line
    place: int
    number: int | None

    @property
    def counted(self) -> int:
        return self.line.seq if self.number is None else self.number


def diagnose(lines: Iterable[Line]) -> list[Finding]:
    """Everything that is wrong with a chain, the first in the book first; empty for an intact one.

    Holds the whole book in memory, so it is asked only where a quick verification has found a fault.
    """
    held = list(lines)
    rows = _numbered(held)
    copies = _inserted(rows)
    findings = [
        *(finding for row in rows for finding in _edited(row, held)),
        *_moved([row for row in rows if row.place not in copies]),
        *(_insertion(rows[place]) for place in sorted(copies)),
        *_missing(rows),
        *_disordered(held),
    ]
    named = {finding.seq for finding in findings}
    findings += [finding for finding in _unlinked(rows, copies) if finding.seq not in named]
    return sorted(findings, key=lambda finding: finding.seq or 0)


def _numbered(lines: Sequence[Line]) -> list[_Row]:
    after = {line.hash: line.seq + 1 for line in lines} | {GENESIS: 1}
    rows: list[_Row] = []
    offset = 0
    for place, line in enumerate(lines):
        likely = (line.seq, line.seq + offset, place + 1, after.get(line.prev, line.seq))
        number = next(
            (value for value in (*likely, *_near(line.seq)) if value > 0 and _hash(line, seq=value) == line.hash), None
        )
        if number is not None:
            offset = number - line.seq
        rows.append(_Row(line, place, number))
    return rows


def _near(seq: int) -> range:
    return range(seq - REACH, seq + REACH + 1)


def _hash(line: Line, **other: str | int) -> str:
    line = msgspec.structs.replace(line, **other)
    try:
        return link_hash(line.book, line.seq, line.at, line.by, line.prev, line.digest)
    except UnicodeEncodeError:
        return ""


def _edited(row: _Row, held: Sequence[Line]) -> Iterator[Finding]:
    line = row.line
    text_fits = line.entry is None or line.nonce is None or digest(line.nonce, line.entry) == line.digest
    if row.number is None:
        what = _field(row, held)
        yield Finding("edited", line.seq, f"Entry {line.seq} was edited: {what} is not what was recorded.")
    elif not text_fits:
        text = f"Entry {line.seq} was edited: its text or its nonce is not what was recorded."
        yield Finding("edited", line.seq, text)
    elif line.entry is not None and (problem := check_canonical(line.entry)):
        yield Finding("form", line.seq, f"Entry {line.seq} is not as boardtui writes it. {problem}")


def _field(row: _Row, held: Sequence[Line]) -> str:
    """Which field of the head was changed, where what it was can be worked out."""
    line, place = row.line, row.place
    before = held[place - 1] if place else None
    following = held[place + 1] if place + 1 < len(held) else None
    if following is not None and _hash(line) == following.prev:
        return "its hash"
    if _hash(line, prev=before.hash if before else GENESIS) == line.hash:
        return "its link to the entry before it"
    own = digest(line.nonce, line.entry) if line.nonce is not None and line.entry is not None else ""
    if own and _hash(line, digest=own) == line.hash:
        return "its digest"
    other = before or following
    if other is not None and _hash(line, book=other.book) == line.hash:
        return "the name of its book"
    if other is not None and _hash(line, by=other.by) == line.hash:
        return "the name of who recorded it"
    return "its date, its name or its place"


def _inserted(rows: Sequence[_Row]) -> set[int]:
    """The places of rows that claim a number which another row has with better right."""
    followed = {row.line.prev for row in rows}
    best: dict[int, _Row] = {}
    copies: set[int] = set()
    for row in rows:
        other = best.setdefault(row.counted, row)
        if other is not row:
            better = _right(row, followed) > _right(other, followed)
            copies.add(other.place if better else row.place)
            best[row.counted] = row if better else other
    return copies


def _right(row: _Row, followed: set[str]) -> tuple[bool, bool]:
    return row.number is not None and row.line.hash in followed, row.number == row.line.seq


def _insertion(row: _Row) -> Finding:
    return Finding("insertion", row.line.seq, f"Entry {row.line.seq} was put in: nothing in the book follows from it.")


def _moved(rows: Sequence[_Row]) -> Iterator[Finding]:
    """Swapped pairs, and stretches whose numbers were all changed alike."""
    moved = {row.line.seq: row.counted for row in rows if row.counted != row.line.seq}
    done: set[int] = set()
    for seq, number in moved.items():
        if seq in done:
            continue
        if moved.get(number) == seq:
            done |= {seq, number}
            yield Finding("swap", seq, f"Entries {seq} and {number} were swapped.")
            continue
        last = seq
        while moved.get(last + 1, 0) - (last + 1) == number - seq and last + 1 not in done:
            last += 1
        done |= set(range(seq, last + 1))
        yield Finding("renumbering", seq, _renumbered(seq, last, number))


def _renumbered(first: int, last: int, number: int) -> str:
    if first == last:
        return f"Entry {first} was renumbered: it was recorded as entry {number}."
    return f"Entries {first} to {last} were renumbered: they were recorded as {number} to {number + last - first}."


def _missing(rows: Sequence[_Row]) -> Iterator[Finding]:
    present = {row.counted for row in rows}
    usual = Counter(row.line.book for row in rows).most_common(1)
    book = f" of {usual[0][0]}" if usual else ""
    # A number far beyond the end is a renumbering that no hash bears out, not a million deletions.
    end = max((number for number in present if number <= len(rows) + len(present)), default=0)
    first = 0
    for number in range(1, end + 2):
        if number not in present and number <= end:
            first = first or number
        elif first:
            text = f"Entry {first}{book} was" if first == number - 1 else f"Entries {first} to {number - 1}{book} were"
            yield Finding("deletion", first, f"{text} deleted.")
            first = 0


def _disordered(lines: Sequence[Line]) -> Iterator[Finding]:
    """Lines of a file that stand after one with a higher number."""
    for before, line in pairwise(lines):
        if line.seq < before.seq:
            yield Finding("order", line.seq, f"Entry {line.seq} stands after entry {before.seq}.")


def _unlinked(rows: Sequence[_Row], copies: set[int]) -> Iterator[Finding]:
    """What is wrong although every hash fits by itself: entries made anew, dates that go back, bad names."""
    ordered = sorted((row for row in rows if row.place not in copies), key=lambda row: row.counted)
    before: _Row | None = None
    for row in ordered:
        adjoining = row.counted == (before.counted + 1 if before else 1)
        if row.number is not None and adjoining and (before is None or before.number is not None):
            line = msgspec.structs.replace(row.line, seq=row.counted)
            previous = msgspec.structs.replace(before.line, seq=before.counted) if before else None
            if line.prev != (previous.hash if previous else GENESIS):
                text = f"Entry {row.line.seq} follows from another entry than the one before it: that one was replaced."
                yield Finding("rewrite", row.line.seq, text)
            elif problem := check_link(line, previous):
                yield Finding("form", row.line.seq, problem)
        before = row
